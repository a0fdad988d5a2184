package nodehistory

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/sql"
)

// batch is the fold of one batch. It has read what the nodes and locations are
// called that the events name.
type batch struct {
	shared    bool
	nodes     map[string]node
	locations map[string]string
	last      map[int64]int64 // by the first place of a millisecond: the last that is taken there
	rows      *sql.Rows
}

// node is what is known of a node.
type node struct{ settings, name, location string }

var insertion = sql.Insertion{
	Table: "{entries}", Width: 16, Columns: `at, words, id, position, time, node_id, node_name, location_id, location_name,
		class, attempt, event_type, reason, actor_kind, actor_id, actor_name`,
	Known: "(id) DO NOTHING",
}

// Begin implements sql.Batched.
func (f fold) Begin(ctx context.Context, tx *sql.Tx, list []events.Recorded) (sql.Batch, error) {
	b := &batch{
		shared: f.shared, nodes: map[string]node{}, locations: map[string]string{}, last: map[int64]int64{}, rows: insertion.Rows(f.together),
	}
	return b, b.read(ctx, tx, list)
}

// Apply implements sql.Batch.
func (b *batch) Apply(ctx context.Context, tx *sql.Tx, e events.Recorded) ([]projections.Change, error) {
	switch body := e.Event.(type) {
	case events.LocationCreated:
		b.putLocation(ctx, tx, body.ID, body.Settings.Name)
		return nil, nil
	case events.LocationUpdated:
		b.putLocation(ctx, tx, body.ID, body.Settings.Name)
		return nil, nil
	case events.LocationRemoved:
		delete(b.locations, sql.Plain(body.ID))
		tx.Queue(ctx, `DELETE FROM {locations} WHERE id = $1`, body.ID)
		return nil, nil
	case events.NodeCreated:
		if err := b.putNode(ctx, tx, body.ID, body.Settings); err != nil {
			return nil, err
		}
	case events.NodeUpdated:
		before, err := b.settings(body.ID)
		if err != nil {
			return nil, err
		}
		if err := b.putNode(ctx, tx, body.ID, body.Settings); err != nil {
			return nil, err
		}
		return b.insert(ctx, tx, e, happening{id: body.ID, kind: Updated, reason: updateReason(before, body.Settings)})
	}
	if e.Stream == events.EnrolmentStream {
		return nil, nil // of no node of ours
	}
	h, ok := happeningOf(e, b.location)
	if !ok {
		return nil, fmt.Errorf("nodehistory: no rule for %s (%T)", e.Type, e.Event)
	}
	changes, err := b.insert(ctx, tx, e, h)
	if err == nil && h.kind == Removed {
		delete(b.nodes, sql.Plain(h.id))
		tx.Queue(ctx, `DELETE FROM {nodes} WHERE id = $1`, h.id)
	}
	return changes, err
}

// End implements sql.Batch.
func (b *batch) End(ctx context.Context, tx *sql.Tx) error {
	b.rows.Flush(ctx, tx)
	return nil
}

// happening is what an event means to a node.
type happening struct {
	id      string
	kind    Kind
	reason  string
	trigger events.BurstTrigger // empty: none
	attempt string              // of a burst node's machine
}

// happeningOf reads an event; location tells what a location is called.
func happeningOf(e events.Recorded, location func(id string) (string, bool)) (happening, bool) {
	if h, ok := burst(e, location); ok {
		return h, true
	}
	id, kind, reason, ok := describe(e.Event)
	return happening{id: id, kind: kind, reason: reason}, ok
}

func (b *batch) location(id string) (string, bool) {
	name, found := b.locations[sql.Plain(id)]
	return name, found
}

func (b *batch) putLocation(ctx context.Context, tx *sql.Tx, id, name string) {
	b.locations[sql.Plain(id)] = name
	tx.Queue(ctx, `INSERT INTO {locations} (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = excluded.name`, id, name)
}

func (b *batch) putNode(ctx context.Context, tx *sql.Tx, id string, s events.NodeSettings) error {
	body, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("settings of node %s: %w", id, err)
	}
	b.nodes[sql.Plain(id)] = node{settings: string(body), name: s.Name, location: s.LocationID}
	tx.Queue(ctx, `INSERT INTO {nodes} (id, settings, name, location_id) VALUES ($1, $2, $3, $4)
		ON CONFLICT (id) DO UPDATE SET settings = excluded.settings, name = excluded.name, location_id = excluded.location_id`,
		id, string(body), s.Name, s.LocationID)
	return nil
}

// settings are those of a node before the event in hand.
func (b *batch) settings(id string) (s events.NodeSettings, err error) {
	known, found := b.nodes[sql.Plain(id)]
	if !found {
		return s, nil
	}
	return s, json.Unmarshal([]byte(known.settings), &s)
}

// insert adds an entry with the names that hold now.
func (b *batch) insert(ctx context.Context, tx *sql.Tx, e events.Recorded, h happening) ([]projections.Change, error) {
	at, err := b.place(ctx, tx, firstPlace(e.Meta.Time))
	if err != nil {
		return nil, err
	}
	n, actor := b.nodes[sql.Plain(h.id)], e.Meta.Actor
	location, _ := b.location(n.location)
	words := entryWords(n.name, location, h.reason, actor.Name)
	if !b.shared {
		tx.Queue(ctx, `INSERT INTO {texts} (rowid, words) SELECT $1, $2 WHERE NOT EXISTS (SELECT 1 FROM {entries} WHERE id = $3)`,
			at, tokens(words), e.ID.String())
	}
	b.rows.Add(ctx, tx, at, words, e.ID.String(), int64(e.Position), projections.Micros(e.Meta.Time), // positions fit
		h.id, n.name, n.location, location, classOf(h.kind, h.trigger), h.attempt, e.Type, h.reason,
		string(actor.Kind), actor.ID, actor.Name)
	return []projections.Change{{Kind: ChangeEntry, ID: e.ID.String()}}, nil
}

// placesEach is how many entries find a place in each millisecond. Further ones
// go into the next.
const placesEach = 256

// firstPlace is where the entries of a time begin in the order of the history.
func firstPlace(t time.Time) int64 { return t.UnixMilli() * placesEach }

// place is the next free one, beginning with those of a millisecond: entries of
// the same one are in the order of the log.
func (b *batch) place(ctx context.Context, tx *sql.Tx, first int64) (int64, error) {
	for ; ; first += placesEach {
		last, known := b.last[first]
		if !known {
			last = first - 1
			query := `SELECT at FROM {entries} WHERE at >= $1 AND at < $2 ORDER BY at DESC LIMIT 1`
			if _, err := tx.Get(ctx, query, []any{first, first + placesEach}, &last); err != nil {
				return 0, err
			}
		}
		if last++; last < first+placesEach {
			b.last[first] = last
			return last, nil
		}
		b.last[first] = last - 1
	}
}
