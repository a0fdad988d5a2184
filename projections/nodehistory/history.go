package nodehistory

import (
	"context"

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
type History struct {
	handler *sql.Handler
	db      *sql.DB
	bounds  bounds
}

// New makes the read model in a database.
func New(db *sql.DB) *History {
	return &History{handler: sql.NewHandler(db, fold{shared: db.Shared(), together: db.Together()}), db: db, bounds: boundsOf(db.Shared())}
}

// Handler is what the runner drives.
func (h *History) Handler() *sql.Handler { return h.handler }

// Generation stands for the rows that are served, see sql.Handler. Entries come
// and never change within one: what was said of an entry stays true.
func (h *History) Generation() any { return h.handler.Generation() }

// fold is the projection. It depends on nothing but on which database it is.
type fold struct {
	shared   bool // PostgreSQL
	together int
}

func (fold) Name() string   { return Name }
func (fold) Version() int64 { return 4 } // 4: an order that is carried out is still the order of whoever gave it

func (fold) Filter() store.Filter {
	return store.Filter{TypePrefixes: []string{"location.", "node."}}
}

func (f fold) Tables() []string {
	if f.shared {
		return []string{"entries", "nodes", "locations"}
	}
	return []string{"entries", "texts", "nodes", "locations"} // see wordIndex
}

// Schema implements sql.Projection. Whatever is filtered by, entries are read in
// the order of at: every index ends with it, so that no page need look at more
// entries than it has.
func (f fold) Schema() []string {
	key := "INTEGER" // SQLite then keeps the rows themselves in this order
	if f.shared {
		key = "BIGINT"
	}
	return append([]string{
		// class is the kind, and the trigger behind a slash where there is one.
		// words begin with a space each; they stand in front, since whole stretches are
		// gone through for them alone.
		`CREATE TABLE {entries} (
			at ` + key + ` PRIMARY KEY, words TEXT NOT NULL, id KEYTEXT NOT NULL UNIQUE, position BIGINT NOT NULL, time BIGINT NOT NULL,
			node_id KEYTEXT NOT NULL, node_name TEXT NOT NULL, location_id KEYTEXT NOT NULL, location_name TEXT NOT NULL,
			class KEYTEXT NOT NULL, attempt KEYTEXT NOT NULL, event_type TEXT NOT NULL, reason TEXT NOT NULL,
			actor_kind TEXT NOT NULL, actor_id TEXT NOT NULL, actor_name TEXT NOT NULL)`,
		`CREATE INDEX {entries}_class ON {entries} (class, at)`,
		`CREATE INDEX {entries}_node ON {entries} (node_id, at)`,
		`CREATE INDEX {entries}_node_class ON {entries} (node_id, class, at)`,
		`CREATE INDEX {entries}_location ON {entries} (location_id, at)`,
		`CREATE INDEX {entries}_location_class ON {entries} (location_id, class, at)`,
		`CREATE INDEX {entries}_attempt ON {entries} (node_id, attempt, at) WHERE attempt <> ''`,
		// What names stand for at the moment; rows of removed nodes go.
		`CREATE TABLE {nodes} (id KEYTEXT PRIMARY KEY, settings TEXT NOT NULL, name TEXT NOT NULL, location_id KEYTEXT NOT NULL)`,
		`CREATE TABLE {locations} (id KEYTEXT PRIMARY KEY, name TEXT NOT NULL)`,
	}, wordIndex(f.shared))
}

// Apply implements sql.Projection.
func (f fold) Apply(ctx context.Context, tx *sql.Tx, e events.Recorded) ([]projections.Change, error) {
	return sql.ApplyOne(ctx, tx, f, e)
}
