package audit

import (
	"context"
	"fmt"
	"strings"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/sql"
)

// Apply implements sql.Projection.
func (f fold) Apply(ctx context.Context, tx *sql.Tx, e events.Recorded) ([]projections.Change, error) {
	return sql.ApplyOne(ctx, tx, f, e)
}

// Begin implements sql.Batched.
func (f fold) Begin(ctx context.Context, tx *sql.Tx, list []events.Recorded) (sql.Batch, error) {
	b := &batch{
		together: f.together, entries: insertEntry.Rows(f.together), details: insertDetails.Rows(f.together),
		objects: map[key]*known{}, conferences: map[string]string{}, actors: map[string]events.Actor{},
	}
	if err := b.read(ctx, tx, list); err != nil {
		return nil, err
	}
	return b, nil
}

// batch is the fold of one batch. It has read all objects and conferences that
// the events are about, and writes the objects once, as the last event left them.
type batch struct {
	together    int
	entries     *sql.Rows
	details     *sql.Rows
	objects     map[key]*known
	order       []*known // of objects that are to be written, as they were first changed
	conferences map[string]string
	actors      map[string]events.Actor // by name; forgotten when one of them changes
	bearers     bool                    // such a change is to be written
}

type key struct{ kind, id string }

// known is an object as the rows and the events so far have it.
type known struct {
	key
	position int64 // of the last event that changed it; 0: none did
	name     string
	kept
	unsaved bool
}

// Apply implements sql.Batch.
func (b *batch) Apply(ctx context.Context, tx *sql.Tx, e events.Recorded) ([]projections.Change, error) {
	if events.IsIntegration(e.Stream) { // others' events, whatever they are called
		return nil, nil
	}
	if started, ok := e.Event.(events.ConferenceStarted); ok {
		if _, known := b.conferences[sql.Plain(started.ID)]; !known {
			b.conferences[sql.Plain(started.ID)] = sql.Plain(started.ServiceName)
			tx.Queue(ctx, `INSERT INTO {conferences} (id, name) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING`, started.ID, started.ServiceName)
		}
		return nil, nil
	}
	if d, ok := deedOf(e); ok {
		return b.record(ctx, tx, e, d)
	}
	if i, ok := interventionOf(e); ok {
		return b.intervene(ctx, tx, e, i)
	}
	if strings.HasPrefix(e.Type, "node.burst-") {
		return nil, nil // by itself
	}
	return nil, fmt.Errorf("audit: no rule for %s (%T)", e.Type, e.Event)
}

// record adds the entry of a change to the configuration.
func (b *batch) record(ctx context.Context, tx *sql.Tx, e events.Recorded, d deed) ([]projections.Change, error) {
	o := b.object(key{d.kind, sql.Plain(d.id)})
	if int64(e.Position) <= o.position { // positions fit
		return nil, nil // applied already
	}
	after, changed := o.kept, false
	name := o.name
	switch {
	case d.action == Removed:
		after, changed = kept{}, true
	case d.change != nil:
		made, err := d.change(o.kept)
		if err != nil {
			return nil, err
		}
		if after, err = keep(made); err != nil {
			return nil, err
		}
		name, changed = sql.Plain(made.name()), true
	}
	entry := Entry{Actor: e.Meta.Actor, Entity: Entity{d.kind, d.id, name}, Action: d.action}
	if changed {
		var err error
		if entry.Changes, err = diff(o.kept, after); err != nil {
			return nil, err
		}
		list, err := encode(entry.Changes)
		if err != nil {
			return nil, err
		}
		b.details.Add(ctx, tx, int64(e.Position), o.position, string(list), orNull(after.shown)) // positions fit
	}
	entry.Summary = summary(d, entry, o.name)
	if changed {
		b.change(o, e.Position, name, after)
	}
	return b.insert(ctx, tx, e, entry, changed), nil
}

func (b *batch) object(k key) *known {
	o := b.objects[k]
	if o == nil {
		o = &known{key: k}
		b.objects[k] = o
	}
	return o
}

func (b *batch) change(o *known, at events.Position, name string, after kept) {
	o.position, o.name, o.kept = int64(at), name, after // positions fit
	if !o.unsaved {
		o.unsaved = true
		b.order = append(b.order, o)
	}
	if o.kind == KindAdministrator || o.kind == KindToken {
		b.bearers = true
		clear(b.actors)
	}
}

// End implements sql.Batch.
func (b *batch) End(ctx context.Context, tx *sql.Tx) error {
	b.entries.Flush(ctx, tx)
	b.details.Flush(ctx, tx)
	b.save(ctx, tx)
	return nil
}

// save writes the objects.
func (b *batch) save(ctx context.Context, tx *sql.Tx) {
	objects := insertObject.Rows(b.together)
	for _, o := range b.order {
		objects.Add(ctx, tx, o.kind, o.id, o.position, o.name, string(o.stored))
		o.unsaved = false
	}
	objects.Flush(ctx, tx)
	b.order, b.bearers = b.order[:0], false
}

// intervene adds the entry of what was done to a conference from outside. What
// participants and nodes did is no entry.
func (b *batch) intervene(ctx context.Context, tx *sql.Tx, e events.Recorded, i intervention) ([]projections.Change, error) {
	actor := e.Meta.Actor
	if actor.Kind == events.ActorNode {
		if i.by == "" {
			return nil, nil
		}
		var err error
		if actor, err = b.named(ctx, tx, i.by); err != nil {
			return nil, err
		}
		if actor.ID == "" && isUUID(i.by) {
			return nil, nil // a participant
		}
	}
	name := b.conferences[sql.Plain(i.conference)]
	entry := Entry{Actor: actor, Entity: Entity{KindConference, i.conference, name}, Action: Other}
	what := "Conference"
	if i.participant != "" {
		entry.Entity.Kind, entry.Entity.ID, what = KindParticipant, i.participant, "A participant of conference"
	}
	entry.Summary = sentence(what, name, i.words)
	return b.insert(ctx, tx, e, entry, false), nil
}

// named finds who bears a name. Nodes know those who tell them something by
// their names only.
func (b *batch) named(ctx context.Context, tx *sql.Tx, name string) (events.Actor, error) {
	if actor, known := b.actors[name]; known {
		return actor, nil
	}
	if b.bearers { // the rows are not as they are by now
		b.save(ctx, tx)
	}
	actor := events.Actor{Kind: events.ActorAdministrator, Name: name}
	var kind, id string
	found, err := tx.Get(ctx, `SELECT kind, id FROM {objects}
		WHERE name = $1 AND kind IN ('administrator', 'token') AND stored <> '' ORDER BY kind, id LIMIT 1`, []any{name}, &kind, &id)
	if err != nil {
		return actor, err
	}
	if found {
		actor.Kind, actor.ID = events.ActorKind(kind), id
	}
	b.actors[name] = actor
	return actor, nil
}

// All are safe to repeat: a batch may be.
var (
	insertEntry = sql.Insertion{
		Table: "{entries}", Width: 17, Known: "(position) DO NOTHING",
		Columns: `position, id, time, actor_kind, actor_id, actor_name, actor_search, source, correlation,
		entity_kind, entity_id, entity_name, action, event_type, summary, search, changed`,
	}
	insertDetails = sql.Insertion{
		Table: "{details}", Width: 4, Known: "(position) DO NOTHING",
		Columns: `position, previous, changes, after`,
	}
	insertObject = sql.Insertion{
		Table: "{objects}", Width: 5, Columns: `kind, id, position, name, stored`,
		Known: `(kind, id) DO UPDATE SET position = excluded.position, name = excluded.name, stored = excluded.stored`,
	}
)

func (b *batch) insert(ctx context.Context, tx *sql.Tx, e events.Recorded, entry Entry, changed bool) []projections.Change {
	id := e.ID.String()
	b.entries.Add(ctx, tx,
		int64(e.Position), id, projections.Micros(e.Meta.Time), string(entry.Actor.Kind), entry.Actor.ID, entry.Actor.Name, // positions fit
		foldCase(entry.Actor.Name), e.Meta.Source, e.Meta.Correlation,
		entry.Entity.Kind, entry.Entity.ID, entry.Entity.Name, string(entry.Action), e.Type, entry.Summary, foldCase(entry.Summary), changed)
	return []projections.Change{{Kind: ChangeEntry, ID: id}}
}

func orNull(b []byte) any {
	if len(b) == 0 {
		return nil
	}
	return string(b)
}
