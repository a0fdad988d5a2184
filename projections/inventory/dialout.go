package inventory

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/sql"
)

// ChangeDialout is the kind of Change of an automatically dialled participant.
const ChangeDialout = "dialout"

// Dialout is an automatically dialled participant as the lists show it.
type Dialout struct {
	ID        string
	Revision  int64
	Settings  events.DialoutSettings
	Services  int // that dial it
	CreatedAt time.Time
	UpdatedAt time.Time
}

// DialoutQuery selects a page of automatically dialled participants, by alias
// (as projections.OrderByName) or time of creation.
type DialoutQuery struct {
	First      int
	After      string
	Search     string // alias, description or display name contains this, ignoring case
	Protocol   events.CallProtocol
	LocationID string
	Order      projections.Order
}

func dialoutSchema() []string {
	return []string{
		`CREATE TABLE {dialouts} (
			id KEYTEXT PRIMARY KEY, revision BIGINT NOT NULL, name_key KEYTEXT NOT NULL,
			protocol KEYTEXT NOT NULL, location_id KEYTEXT NOT NULL, body TEXT NOT NULL,
			created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, search KEYTEXT NOT NULL)`,
		`CREATE INDEX {dialouts}_name ON {dialouts} (name_key, id)`,
		`CREATE INDEX {dialouts}_created ON {dialouts} (created_at, id)`,
		// Which services dial whom.
		`CREATE TABLE {dialled} (dialout_id KEYTEXT NOT NULL, service_id KEYTEXT NOT NULL, PRIMARY KEY (dialout_id, service_id))`,
		`CREATE INDEX {dialled}_service ON {dialled} (service_id)`,
	}
}

func applyDialout(ctx context.Context, tx *sql.Tx, e events.Recorded) ([]projections.Change, error) {
	switch body := e.Event.(type) {
	case events.DialoutCreated:
		return putDialout(ctx, tx, e, body.ID, body.Settings)
	case events.DialoutUpdated:
		return putDialout(ctx, tx, e, body.ID, body.Settings)
	case events.DialoutRemoved:
		tx.Queue(ctx, `DELETE FROM {dialouts} WHERE id = $1`, body.ID)
		return removed(ChangeDialout, body.ID), nil
	default:
		return applyDevice(ctx, tx, e)
	}
}

func putDialout(ctx context.Context, tx *sql.Tx, e events.Recorded, id string, s events.DialoutSettings) ([]projections.Change, error) {
	body, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("automatically dialled participant %s: %w", id, err)
	}
	tx.Queue(ctx, `INSERT INTO {dialouts} (id, revision, name_key, protocol, location_id, body, created_at, updated_at, search)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)
		ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, name_key = excluded.name_key, protocol = excluded.protocol,
			location_id = excluded.location_id, body = excluded.body, updated_at = excluded.updated_at, search = excluded.search`,
		id, revision(e), foldCase(s.Alias), string(s.Protocol), s.LocationID, string(body),
		projections.Micros(e.Meta.Time), searchable(s.Alias, s.Description, s.RemoteDisplayName))
	return changed(ChangeDialout, id), nil
}

const dialoutColumns = `id, name_key, created_at, revision, body, updated_at,
	(SELECT count(*) FROM {dialled} WHERE dialout_id = {dialouts}.id)`

func scanDialout(scan sql.Scan) (Dialout, projections.Cursor, error) {
	var d Dialout
	counted := func(into ...any) error { return scan(append(into, &d.Services)...) }
	c, err := scanBody(counted, &d.Revision, &d.UpdatedAt, &d.Settings)
	d.ID, d.CreatedAt = c.ID, projections.FromMicros(c.Num)
	return d, c, err
}

// scanBody reads a row that holds its settings as they were recorded.
func scanBody(scan sql.Scan, revision *int64, updatedAt *time.Time, settings any) (projections.Cursor, error) {
	var c projections.Cursor
	var body string
	var updated int64
	if err := scan(&c.ID, &c.Text, &c.Num, revision, &body, &updated); err != nil {
		return c, err
	}
	*updatedAt = projections.FromMicros(updated)
	if err := json.Unmarshal([]byte(body), settings); err != nil {
		return c, fmt.Errorf("settings of %s: %w", c.ID, err)
	}
	return c, nil
}

// Dialouts reads a page of automatically dialled participants.
func (i *Inventory) Dialouts(ctx context.Context, q DialoutQuery) (projections.Page[Dialout], error) {
	l := sql.List{Table: "{dialouts}", Columns: dialoutColumns, First: q.First, After: q.After}
	if q.Protocol != "" {
		l.Where("protocol = $?", string(q.Protocol))
	}
	if q.LocationID != "" {
		l.Where("location_id = $?", q.LocationID)
	}
	return read(ctx, i, l, q.Order, q.Search, scanDialout)
}

// Dialout reads one automatically dialled participant, or fails with
// projections.ErrNotFound.
func (i *Inventory) Dialout(ctx context.Context, id string) (Dialout, error) {
	return get(ctx, i, "{dialouts}", dialoutColumns, id, scanDialout)
}

// DialoutsByID reads many at once; those that do not exist are left out.
func (i *Inventory) DialoutsByID(ctx context.Context, ids []string) (map[string]Dialout, error) {
	return many(ctx, i, "{dialouts}", dialoutColumns, ids, scanDialout)
}
