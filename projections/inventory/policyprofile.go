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

// PolicyProfile is a server outside that is asked how to treat calls. Of its
// password only whether there is one.
type PolicyProfile struct {
	ID       string
	Revision int64
	events.PolicyProfileSettings
	CreatedAt time.Time
	UpdatedAt time.Time
}

// PolicyProfileQuery selects a page of policy profiles.
type PolicyProfileQuery struct {
	First  int
	After  string
	Search string // name, description or address contains this, ignoring case
	Order  projections.Order
}

func putProfile(ctx context.Context, tx *sql.Tx, e events.Recorded, id string, s events.PolicyProfileSettings) ([]projections.Change, error) {
	body, err := withoutSecrets(s)
	if err != nil {
		return nil, fmt.Errorf("settings of policy profile %s: %w", id, err)
	}
	tx.Queue(ctx, `INSERT INTO {policyprofiles} (id, revision, name_key, settings, created_at, updated_at, search)
		VALUES ($1, $2, $3, $4, $5, $5, $6)
		ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, name_key = excluded.name_key,
			settings = excluded.settings, updated_at = excluded.updated_at, search = excluded.search`,
		id, revision(e), foldCase(s.Name), body, projections.Micros(e.Meta.Time), searchable(s.Name, s.Description, s.URL))
	return changed(ChangePolicyProfile, id), nil
}

const profileColumns = `id, name_key, created_at, revision, settings, updated_at`

func scanProfile(scan sql.Scan) (PolicyProfile, projections.Cursor, error) {
	var p PolicyProfile
	var c projections.Cursor
	var body string
	var updated int64
	if err := scan(&c.ID, &c.Text, &c.Num, &p.Revision, &body, &updated); err != nil {
		return p, c, err
	}
	if err := json.Unmarshal([]byte(body), &p.PolicyProfileSettings); err != nil {
		return p, c, fmt.Errorf("settings of policy profile %s: %w", c.ID, err)
	}
	p.ID = c.ID
	p.CreatedAt, p.UpdatedAt = projections.FromMicros(c.Num), projections.FromMicros(updated)
	return p, c, nil
}

// PolicyProfiles reads a page of policy profiles.
func (i *Inventory) PolicyProfiles(ctx context.Context, q PolicyProfileQuery) (projections.Page[PolicyProfile], error) {
	l := sql.List{Table: "{policyprofiles}", Columns: profileColumns, First: q.First, After: q.After}
	return read(ctx, i, l, q.Order, q.Search, scanProfile)
}

// PolicyProfile reads one policy profile, or fails with projections.ErrNotFound.
func (i *Inventory) PolicyProfile(ctx context.Context, id string) (PolicyProfile, error) {
	return get(ctx, i, "{policyprofiles}", profileColumns, id, scanProfile)
}

// PolicyProfilesByID reads many at once; those that do not exist are left out.
func (i *Inventory) PolicyProfilesByID(ctx context.Context, ids []string) (map[string]PolicyProfile, error) {
	return many(ctx, i, "{policyprofiles}", profileColumns, ids, scanProfile)
}
