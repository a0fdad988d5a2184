package audit

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/sql"
)

// Name of the projection.
const Name = "audit"

// ChangeEntry is the kind of Change: a new entry, by its identifier.
const ChangeEntry = "audit"

// Audit is the read model.
type Audit struct {
	handler *sql.Handler
	db      *sql.DB
}

// New makes the read model in a database.
func New(db *sql.DB) *Audit { return &Audit{handler: sql.NewHandler(db, fold{}), db: db} }

// Handler is what the runner drives.
func (a *Audit) Handler() *sql.Handler { return a.handler }

type fold struct{}

func (fold) Name() string   { return Name }
func (fold) Version() int64 { return 1 }

func (fold) Filter() store.Filter {
	return store.Filter{TypePrefixes: []string{
		"location.", "service.", "settings.", "administrator.", "token.", "webhook.",
		"node.created.", "node.updated.", "node.removed.", "node.provisioning-issued.", "node.enrolled.", "node.maintenance-",
		"conference.started.", "conference.ended.", "conference.locked.", "conference.unlocked.", "conference.guests-",
		"conference.participant-admitted.", "conference.participant-left.", "conference.participant-muted.",
		"conference.participant-unmuted.", "conference.participant-role-changed.", "conference.participant-erased.",
	}}
}

func (fold) Tables() []string { return []string{"entries", "objects", "conferences"} }

func (fold) Schema() []string {
	return []string{
		`CREATE TABLE {entries} (
			position BIGINT PRIMARY KEY, id KEYTEXT NOT NULL UNIQUE, time BIGINT NOT NULL,
			actor_kind TEXT NOT NULL, actor_id TEXT NOT NULL, actor_name TEXT NOT NULL, actor_search KEYTEXT NOT NULL,
			source TEXT NOT NULL, correlation TEXT NOT NULL,
			entity_kind TEXT NOT NULL, entity_id KEYTEXT NOT NULL, entity_name TEXT NOT NULL,
			action TEXT NOT NULL, event_type TEXT NOT NULL, summary TEXT NOT NULL, search KEYTEXT NOT NULL,
			changed BIGINT NOT NULL, changes TEXT NOT NULL, before TEXT, after TEXT)`,
		`CREATE INDEX {entries}_entity ON {entries} (entity_id, entity_kind, position)`,
		`CREATE INDEX {entries}_kind ON {entries} (entity_kind, position)`,
		`CREATE INDEX {entries}_actor ON {entries} (actor_kind, position)`,
		`CREATE INDEX {entries}_action ON {entries} (action, position)`,
		`CREATE INDEX {entries}_time ON {entries} (time)`,
		// The objects as the last event left them; of removed ones the name.
		`CREATE TABLE {objects} (
			kind TEXT NOT NULL, id KEYTEXT NOT NULL, position BIGINT NOT NULL, name KEYTEXT NOT NULL,
			stored TEXT NOT NULL, shown TEXT NOT NULL, PRIMARY KEY (kind, id))`,
		`CREATE INDEX {objects}_name ON {objects} (name)`,
		// What the services were called when their conferences began.
		`CREATE TABLE {conferences} (id KEYTEXT PRIMARY KEY, name TEXT NOT NULL)`,
	}
}

// Apply implements sql.Projection.
func (fold) Apply(ctx context.Context, tx *sql.Tx, e events.Recorded) ([]projections.Change, error) {
	if events.IsIntegration(e.Stream) { // others' events, whatever they are called
		return nil, nil
	}
	if started, ok := e.Event.(events.ConferenceStarted); ok {
		tx.Queue(ctx, `INSERT INTO {conferences} (id, name) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING`, started.ID, started.ServiceName)
		return nil, nil
	}
	if d, ok := deedOf(e); ok {
		return record(ctx, tx, e, d)
	}
	if i, ok := interventionOf(e); ok {
		return intervene(ctx, tx, e, i)
	}
	return nil, fmt.Errorf("audit: no rule for %s (%T)", e.Type, e.Event)
}

// record adds the entry of a change to the configuration.
func record(ctx context.Context, tx *sql.Tx, e events.Recorded, d deed) ([]projections.Change, error) {
	before, name, done, err := load(ctx, tx, e.Position, d)
	if err != nil || done {
		return nil, err
	}
	after, changed := before, false
	newName := name
	switch {
	case d.action == Removed:
		after, changed = kept{}, true
	case d.change != nil:
		o, err := d.change(before.stored)
		if err != nil {
			return nil, err
		}
		if after, err = keep(o); err != nil {
			return nil, err
		}
		newName, changed = o.name(), true
	}
	entry := Entry{Actor: e.Meta.Actor, Entity: Entity{d.kind, d.id, newName}, Action: d.action}
	if changed {
		if entry.Changes, err = diff(before, after); err != nil {
			return nil, err
		}
		entry.Before, entry.After = before.shown, after.shown
		tx.Queue(ctx, `INSERT INTO {objects} (kind, id, position, name, stored, shown) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (kind, id) DO UPDATE SET position = excluded.position, name = excluded.name,
				stored = excluded.stored, shown = excluded.shown`,
			d.kind, d.id, int64(e.Position), newName, string(after.stored), string(after.shown)) //nolint:gosec // positions fit
	}
	entry.Summary = summary(d, entry, name)
	return insert(ctx, tx, e, entry, changed)
}

// load reads an object as it was before an event, or says that the event has
// been applied already.
func load(ctx context.Context, tx *sql.Tx, at events.Position, d deed) (before kept, name string, done bool, err error) {
	var position int64
	var stored, shown string
	found, err := tx.Get(ctx, `SELECT position, name, stored, shown FROM {objects} WHERE kind = $1 AND id = $2`,
		[]any{d.kind, d.id}, &position, &name, &stored, &shown)
	if err != nil || !found {
		return kept{}, "", false, err
	}
	return kept{[]byte(stored), []byte(shown)}, name, int64(at) <= position, nil //nolint:gosec // positions fit
}

// intervene adds the entry of what was done to a conference from outside. What
// participants and nodes did is no entry.
func intervene(ctx context.Context, tx *sql.Tx, e events.Recorded, i intervention) ([]projections.Change, error) {
	actor := e.Meta.Actor
	if actor.Kind == events.ActorNode {
		if i.by == "" {
			return nil, nil
		}
		var err error
		if actor, err = named(ctx, tx, i.by); err != nil {
			return nil, err
		}
		if actor.ID == "" && isUUID(i.by) {
			return nil, nil // a participant
		}
	}
	var name string
	if _, err := tx.Get(ctx, `SELECT name FROM {conferences} WHERE id = $1`, []any{i.conference}, &name); err != nil {
		return nil, err
	}
	entry := Entry{Actor: actor, Entity: Entity{KindConference, i.conference, name}, Action: Other}
	what := "Conference"
	if i.participant != "" {
		entry.Entity.Kind, entry.Entity.ID, what = KindParticipant, i.participant, "A participant of conference"
	}
	entry.Summary = sentence(what, name, i.words)
	return insert(ctx, tx, e, entry, false)
}

// named finds who bears a name. Nodes know those who tell them something by
// their names only.
func named(ctx context.Context, tx *sql.Tx, name string) (events.Actor, error) {
	actor := events.Actor{Kind: events.ActorAdministrator, Name: name}
	var kind, id string
	found, err := tx.Get(ctx, `SELECT kind, id FROM {objects}
		WHERE name = $1 AND kind IN ('administrator', 'token') AND stored <> '' ORDER BY kind, id LIMIT 1`, []any{name}, &kind, &id)
	if err != nil || !found {
		return actor, err
	}
	actor.Kind, actor.ID = events.ActorKind(kind), id
	return actor, nil
}

func insert(ctx context.Context, tx *sql.Tx, e events.Recorded, entry Entry, changed bool) ([]projections.Change, error) {
	list, err := encode(entry.Changes)
	if err != nil {
		return nil, err
	}
	id := e.ID.String()
	tx.Queue(ctx, `INSERT INTO {entries} (position, id, time, actor_kind, actor_id, actor_name, actor_search, source, correlation,
			entity_kind, entity_id, entity_name, action, event_type, summary, search, changed, changes, before, after)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
		ON CONFLICT (position) DO NOTHING`,
		int64(e.Position), id, projections.Micros(e.Meta.Time), string(entry.Actor.Kind), entry.Actor.ID, entry.Actor.Name, //nolint:gosec // positions fit
		foldCase(entry.Actor.Name), e.Meta.Source, e.Meta.Correlation,
		entry.Entity.Kind, entry.Entity.ID, entry.Entity.Name, string(entry.Action), e.Type, entry.Summary, foldCase(entry.Summary),
		changed, string(list), orNull(entry.Before), orNull(entry.After))
	return []projections.Change{{Kind: ChangeEntry, ID: id}}, nil
}

func orNull(b []byte) any {
	if len(b) == 0 {
		return nil
	}
	return string(b)
}

var nouns = map[string]string{
	KindLocation: "Location", KindNode: "Conferencing Node", KindService: "Service", KindAdministrator: "Administrator",
	KindToken: "API token", KindWebhook: "Webhook",
}

// maxNamed is how many changed values a summary names.
const maxNamed = 5

// summary says what was done in one sentence.
func summary(d deed, e Entry, was string) string {
	words := d.words
	if words == "" {
		var list []string
		for _, c := range e.Changes {
			list = append(list, c.Path[len(c.Path)-1])
		}
		switch {
		case len(list) == 0:
			words = "was saved without a change"
		case len(list) > maxNamed:
			words = fmt.Sprintf("was changed: %s and %d more", strings.Join(list[:maxNamed], ", "), len(list)-maxNamed)
		default:
			words = "was changed: " + strings.Join(list, ", ")
		}
	}
	if d.kind == KindSettings {
		return "The global settings " + strings.Replace(words, "was ", "were ", 1) + "."
	}
	if was != "" && was != e.Entity.Name {
		words = "(until then " + strconv.Quote(was) + ") " + words
	}
	return sentence(nouns[d.kind], e.Entity.Name, words)
}

func sentence(what, name, words string) string {
	if name != "" {
		what += " " + strconv.Quote(name)
	}
	return what + " " + words + "."
}

// foldCase is the form in which text is compared when case does not matter.
func foldCase(s string) string { return strings.ToLower(strings.ToUpper(s)) }
