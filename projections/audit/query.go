package audit

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/sql"
)

const columns = `position, id, time, actor_kind, actor_id, actor_name, source, correlation,
	entity_kind, entity_id, entity_name, action, event_type, summary, changes, before, after`

// Entries reads a page, newest first. Its TotalCount is not filled in.
func (a *Audit) Entries(ctx context.Context, q Query) (projections.Page[Entry], error) {
	l := sql.List{
		Name: Name, Table: "{entries}", Columns: columns, Key: "position", Unique: true, Descend: true,
		First: q.First, After: q.After,
	}
	if q.EntityID != "" || q.EntityKind != "" {
		l.Where("entity_kind = $?", q.EntityKind)
		l.Where("entity_id = $?", q.EntityID)
	}
	if len(q.Kinds) > 0 {
		l.WhereIn("entity_kind", q.Kinds)
	}
	if len(q.ActorKinds) > 0 {
		l.WhereIn("actor_kind", texts(q.ActorKinds))
	}
	if len(q.Actions) > 0 {
		l.WhereIn("action", texts(q.Actions))
	}
	if q.Actor != "" {
		l.Where(a.db.Contains("actor_search", "$?"), foldCase(q.Actor))
	}
	if q.Search != "" {
		l.Where(a.db.Contains("search", "$?"), foldCase(q.Search))
	}
	if q.From != nil {
		l.Where("time >= $?", projections.Micros(*q.From))
	}
	if q.Until != nil {
		l.Where("time < $?", projections.Micros(*q.Until))
	}
	var page projections.Page[Entry]
	err := a.handler.View(ctx, func(r *sql.Reader) (err error) {
		page, err = sql.ReadPage(ctx, r, l, scan)
		return err
	})
	if err != nil {
		return page, fmt.Errorf("list audit: %w", err)
	}
	return page, nil
}

// Entry reads one entry by its event's identifier, or fails with
// projections.ErrNotFound.
func (a *Audit) Entry(ctx context.Context, id string) (Entry, error) {
	entry, err := a.first(ctx, "SELECT "+columns+" FROM {entries} WHERE id = $1", id)
	if err != nil {
		return entry, fmt.Errorf("get audit entry %s: %w", id, err)
	}
	return entry, nil
}

// State reads an object as it was at a time, which may be any. It fails with
// projections.ErrNotFound when the object did not exist then. Conferences and
// their participants have no state here.
func (a *Audit) State(ctx context.Context, kind, id string, at time.Time) (State, error) {
	entry, err := a.first(ctx, "SELECT "+columns+` FROM {entries}
		WHERE entity_id = $1 AND entity_kind = $2 AND changed = 1 AND time <= $3 ORDER BY position DESC LIMIT 1`,
		id, kind, projections.Micros(at))
	if err == nil && entry.After == nil {
		err = projections.ErrNotFound
	}
	if err != nil {
		return State{}, fmt.Errorf("get %s %s at %s: %w", kind, id, at.UTC().Format(time.RFC3339), err)
	}
	return State{Entity: entry.Entity, Position: entry.Position, Time: entry.Time, State: entry.After}, nil
}

func (a *Audit) first(ctx context.Context, query string, args ...any) (Entry, error) {
	var entry Entry
	err := a.handler.View(ctx, func(r *sql.Reader) error {
		found := false
		err := r.Each(ctx, query, args, func(s sql.Scan) (err error) {
			found = true
			entry, _, err = scan(s)
			return err
		})
		if err == nil && !found {
			return projections.ErrNotFound
		}
		return err
	})
	return entry, err
}

func texts[S ~string](list []S) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = string(s)
	}
	return out
}

func scan(s sql.Scan) (Entry, projections.Cursor, error) {
	var e Entry
	var c projections.Cursor
	var at int64
	var actor, action, changes string
	var before, after *string
	err := s(&c.Num, &e.ID, &at, &actor, &e.Actor.ID, &e.Actor.Name, &e.Source, &e.Correlation,
		&e.Entity.Kind, &e.Entity.ID, &e.Entity.Name, &action, &e.EventType, &e.Summary, &changes, &before, &after)
	if err != nil {
		return e, c, err
	}
	e.Position = events.Position(c.Num) //nolint:gosec // written by us
	e.Time, e.Actor.Kind, e.Action = projections.FromMicros(at), events.ActorKind(actor), Action(action)
	e.Before, e.After = raw(before), raw(after)
	err = json.Unmarshal([]byte(changes), &e.Changes)
	return e, c, err
}

func raw(s *string) json.RawMessage {
	if s == nil {
		return nil
	}
	return json.RawMessage(*s)
}
