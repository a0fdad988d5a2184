package inventory

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/sql"
)

func putSettings(ctx context.Context, tx *sql.Tx, e events.Recorded, s events.GlobalSettings) ([]projections.Change, error) {
	body, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("settings: %w", err)
	}
	tx.Queue(ctx, `INSERT INTO {settings} (id, revision, body) VALUES (1, $1, $2)
		ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, body = excluded.body`, revision(e), string(body))
	return changed(ChangeSettings, "settings"), nil
}
