package nodehistory

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/sql"
)

// Name of the projection.
const Name = "nodehistory"

// ChangeEntry is the kind of Change.
const ChangeEntry = "nodeevent"

// History is the read model.
type History struct{ handler *sql.Handler }

// New makes the read model in a database.
func New(db *sql.DB) *History { return &History{handler: sql.NewHandler(db, fold{})} }

// Handler is what the runner drives.
func (h *History) Handler() *sql.Handler { return h.handler }

type fold struct{}

func (fold) Name() string   { return Name }
func (fold) Version() int64 { return 2 }

func (fold) Filter() store.Filter {
	return store.Filter{TypePrefixes: []string{"location.", "node."}}
}

func (fold) Tables() []string { return []string{"entries", "nodes", "locations"} }

func (fold) Schema() []string {
	return []string{
		`CREATE TABLE {entries} (
			position BIGINT PRIMARY KEY, id KEYTEXT NOT NULL UNIQUE, time BIGINT NOT NULL,
			node_id KEYTEXT NOT NULL, node_name TEXT NOT NULL, location_name TEXT NOT NULL,
			kind TEXT NOT NULL, event_type TEXT NOT NULL, reason TEXT NOT NULL,
			actor_kind TEXT NOT NULL, actor_id TEXT NOT NULL, actor_name TEXT NOT NULL)`,
		`CREATE INDEX {entries}_node ON {entries} (node_id, position)`,
		`CREATE INDEX {entries}_kind ON {entries} (kind, position)`,
		`CREATE INDEX {entries}_time ON {entries} (time)`,
		// What names stand for at the moment; rows of removed nodes go.
		`CREATE TABLE {nodes} (id KEYTEXT PRIMARY KEY, settings TEXT NOT NULL, name TEXT NOT NULL, location_id KEYTEXT NOT NULL)`,
		`CREATE TABLE {locations} (id KEYTEXT PRIMARY KEY, name TEXT NOT NULL)`,
	}
}

// Apply implements sql.Projection.
func (fold) Apply(ctx context.Context, tx *sql.Tx, e events.Recorded) ([]projections.Change, error) {
	switch body := e.Event.(type) {
	case events.LocationCreated:
		putLocation(ctx, tx, body.ID, body.Settings.Name)
		return nil, nil
	case events.LocationUpdated:
		putLocation(ctx, tx, body.ID, body.Settings.Name)
		return nil, nil
	case events.LocationRemoved:
		tx.Queue(ctx, `DELETE FROM {locations} WHERE id = $1`, body.ID)
		return nil, nil
	case events.NodeCreated:
		if err := putNode(ctx, tx, body.ID, body.Settings); err != nil {
			return nil, err
		}
	case events.NodeUpdated:
		before, err := node(ctx, tx, body.ID)
		if err != nil {
			return nil, err
		}
		if err := putNode(ctx, tx, body.ID, body.Settings); err != nil {
			return nil, err
		}
		return insert(ctx, tx, e, body.ID, Updated, updateReason(before, body.Settings)), nil
	}
	if e.Stream == events.EnrolmentStream {
		return nil, nil // of no node of ours
	}
	id, kind, reason, ok, err := burst(ctx, tx, e)
	if err != nil {
		return nil, err
	}
	if !ok {
		id, kind, reason, ok = describe(e.Event)
	}
	if !ok {
		return nil, fmt.Errorf("nodehistory: no rule for %s (%T)", e.Type, e.Event)
	}
	changes := insert(ctx, tx, e, id, kind, reason)
	if kind == Removed {
		tx.Queue(ctx, `DELETE FROM {nodes} WHERE id = $1`, id)
	}
	return changes, nil
}

func putLocation(ctx context.Context, tx *sql.Tx, id, name string) {
	tx.Queue(ctx, `INSERT INTO {locations} (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = excluded.name`, id, name)
}

func putNode(ctx context.Context, tx *sql.Tx, id string, s events.NodeSettings) error {
	body, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("settings of node %s: %w", id, err)
	}
	tx.Queue(ctx, `INSERT INTO {nodes} (id, settings, name, location_id) VALUES ($1, $2, $3, $4)
		ON CONFLICT (id) DO UPDATE SET settings = excluded.settings, name = excluded.name, location_id = excluded.location_id`,
		id, string(body), s.Name, s.LocationID)
	return nil
}

// node reads a node's settings as they were before the event in hand.
func node(ctx context.Context, tx *sql.Tx, id string) (events.NodeSettings, error) {
	var s events.NodeSettings
	var body string
	found, err := tx.Get(ctx, `SELECT settings FROM {nodes} WHERE id = $1`, []any{id}, &body)
	if err != nil || !found {
		return s, err
	}
	return s, json.Unmarshal([]byte(body), &s)
}

// insert adds an entry with the names that hold now.
func insert(ctx context.Context, tx *sql.Tx, e events.Recorded, id string, kind Kind, reason string) []projections.Change {
	tx.Queue(ctx, `INSERT INTO {entries} (position, id, time, node_id, node_name, location_name, kind, event_type, reason,
			actor_kind, actor_id, actor_name)
		VALUES ($1, $2, $3, $4,
			COALESCE((SELECT name FROM {nodes} WHERE id = $4), ''),
			COALESCE((SELECT l.name FROM {nodes} n JOIN {locations} l ON l.id = n.location_id WHERE n.id = $4), ''),
			$5, $6, $7, $8, $9, $10)
		ON CONFLICT (position) DO NOTHING`,
		int64(e.Position), e.ID.String(), projections.Micros(e.Meta.Time), id, string(kind), e.Type, reason, // positions fit
		string(e.Meta.Actor.Kind), e.Meta.Actor.ID, e.Meta.Actor.Name)
	return []projections.Change{{Kind: ChangeEntry, ID: e.ID.String()}}
}
