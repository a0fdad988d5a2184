package inventory

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/redact"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/sql"
)

// putLocation keeps the settings as one value: what lists are selected by has
// columns of its own. Passwords stay in the log.
func putLocation(ctx context.Context, tx *sql.Tx, e events.Recorded, id string, s events.LocationSettings) ([]projections.Change, error) {
	body, err := withoutSecrets(s)
	if err != nil {
		return nil, fmt.Errorf("settings of location %s: %w", id, err)
	}
	tx.Queue(ctx, `INSERT INTO {locations} (id, revision, name, name_key, description, overflow1, overflow2,
			transcoding, policy_profile, settings, created_at, updated_at, search)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12)
		ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, name = excluded.name, name_key = excluded.name_key,
			description = excluded.description, overflow1 = excluded.overflow1, overflow2 = excluded.overflow2,
			transcoding = excluded.transcoding, policy_profile = excluded.policy_profile, settings = excluded.settings,
			updated_at = excluded.updated_at, search = excluded.search`,
		id, revision(e), s.Name, foldCase(s.Name), s.Description, s.OverflowLocation1, s.OverflowLocation2,
		s.TranscodingLocation, s.PolicyProfileID, body, projections.Micros(e.Meta.Time), searchable(s.Name, s.Description))
	return changed(ChangeLocation, id), nil
}

// withoutSecrets encodes settings; of a secret only that it is set.
func withoutSecrets[T any](s T) (string, error) {
	body, err := json.Marshal(redact.Value(s, false))
	return string(body), err
}

const locationColumns = `id, name_key, created_at, revision, settings, updated_at,
	(SELECT count(*) FROM {nodes} WHERE location_id = {locations}.id)`

func scanLocation(scan sql.Scan) (Location, projections.Cursor, error) {
	var l Location
	var c projections.Cursor
	var body string
	var updated int64
	if err := scan(&c.ID, &c.Text, &c.Num, &l.Revision, &body, &updated, &l.NodeCount); err != nil {
		return l, c, err
	}
	if err := json.Unmarshal([]byte(body), &l.Settings); err != nil {
		return l, c, fmt.Errorf("settings of location %s: %w", c.ID, err)
	}
	l.ID, l.Name, l.Description = c.ID, l.Settings.Name, l.Settings.Description
	l.OverflowLocation1ID, l.OverflowLocation2ID = l.Settings.OverflowLocation1, l.Settings.OverflowLocation2
	l.MTU, l.MediaDSCP, l.SignallingDSCP = l.Settings.MTU, l.Settings.MediaDSCP, l.Settings.SignallingDSCP
	l.CreatedAt, l.UpdatedAt = projections.FromMicros(c.Num), projections.FromMicros(updated)
	return l, c, nil
}

// Locations reads a page of system locations.
func (i *Inventory) Locations(ctx context.Context, q LocationQuery) (projections.Page[Location], error) {
	l := sql.List{Table: "{locations}", Columns: locationColumns, First: q.First, After: q.After}
	if q.PolicyProfileID != "" {
		l.Where("policy_profile = $?", q.PolicyProfileID)
	}
	if q.Uses != "" {
		l.Where("$? IN (overflow1, overflow2, transcoding)", q.Uses)
	}
	return read(ctx, i, l, q.Order, q.Search, scanLocation)
}

// Location reads one system location, or fails with projections.ErrNotFound.
func (i *Inventory) Location(ctx context.Context, id string) (Location, error) {
	return get(ctx, i, "{locations}", locationColumns, id, scanLocation)
}

// LocationsByID reads many at once; those that do not exist are left out.
func (i *Inventory) LocationsByID(ctx context.Context, ids []string) (map[string]Location, error) {
	return many(ctx, i, "{locations}", locationColumns, ids, scanLocation)
}

// Places reads all system locations and Conferencing Nodes, in the order of
// their names, as they are at one moment.
func (i *Inventory) Places(ctx context.Context) ([]Location, []ConferencingNode, error) {
	var locations []Location
	var nodes []ConferencingNode
	err := i.handler.View(ctx, func(r *sql.Reader) error {
		err := r.Each(ctx, "SELECT "+locationColumns+" FROM {locations} ORDER BY name_key, id", nil, func(s sql.Scan) error {
			l, _, err := scanLocation(s)
			locations = append(locations, l)
			return err
		})
		if err != nil {
			return err
		}
		return r.Each(ctx, "SELECT "+nodeColumns+" FROM {nodes} ORDER BY name_key, id", nil, func(s sql.Scan) error {
			n, _, err := scanNode(s)
			nodes = append(nodes, n)
			return err
		})
	})
	if err != nil {
		return nil, nil, fmt.Errorf("list locations and nodes: %w", err)
	}
	return locations, nodes, nil
}
