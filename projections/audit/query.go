package audit

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/sql"
)

const columns = `position, id, time, actor_kind, actor_id, actor_name, source, correlation,
	entity_kind, entity_id, entity_name, action, event_type, summary`

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
		l.WhereIn("actor_kind", textsOf(q.ActorKinds))
	}
	if len(q.Actions) > 0 {
		l.WhereIn("action", textsOf(q.Actions))
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
		if page, err = sql.ReadPage(ctx, r, l, scan); err != nil {
			return err
		}
		entries := make([]*Entry, len(page.Edges))
		for i := range page.Edges {
			entries[i] = &page.Edges[i].Node
		}
		return complete(ctx, r, entries)
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
		if err != nil {
			return err
		}
		return complete(ctx, r, []*Entry{&entry})
	})
	return entry, err
}

func textsOf[S ~string](list []S) []string {
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
	var actor, action string
	err := s(&c.Num, &e.ID, &at, &actor, &e.Actor.ID, &e.Actor.Name, &e.Source, &e.Correlation,
		&e.Entity.Kind, &e.Entity.ID, &e.Entity.Name, &action, &e.EventType, &e.Summary)
	e.Position = events.Position(c.Num) // written by us
	e.Time, e.Actor.Kind, e.Action = projections.FromMicros(at), events.ActorKind(actor), Action(action)
	return e, c, err
}

// complete adds to entries what they did.
func complete(ctx context.Context, r *sql.Reader, entries []*Entry) error {
	byPosition := map[int64]*Entry{}
	for _, e := range entries {
		byPosition[int64(e.Position)] = e // written by us
	}
	previous := map[int64][]int64{} // to those that follow
	err := details(ctx, r, slices.Collect(maps.Keys(byPosition)), func(at, before int64, changes string, after json.RawMessage) error {
		e := byPosition[at]
		e.After = after
		if before != 0 {
			previous[before] = append(previous[before], at)
		}
		return json.Unmarshal([]byte(changes), &e.Changes)
	})
	if err != nil {
		return err
	}
	return details(ctx, r, slices.Collect(maps.Keys(previous)), func(at, _ int64, _ string, after json.RawMessage) error {
		for _, next := range previous[at] {
			byPosition[next].Before = after
		}
		return nil
	})
}

func details(ctx context.Context, r *sql.Reader, positions []int64, each func(at, previous int64, changes string, after json.RawMessage) error) error {
	if len(positions) == 0 {
		return nil
	}
	args, marks := make([]any, len(positions)), make([]string, len(positions))
	for i, p := range positions {
		args[i], marks[i] = p, "$"+strconv.Itoa(i+1)
	}
	query := `SELECT position, previous, changes, after FROM {details} WHERE position IN (` + strings.Join(marks, ", ") + `)`
	return r.Each(ctx, query, args, func(s sql.Scan) error {
		var at, previous int64
		var changes string
		var after *string
		if err := s(&at, &previous, &changes, &after); err != nil {
			return err
		}
		return each(at, previous, changes, raw(after))
	})
}

func raw(s *string) json.RawMessage {
	if s == nil {
		return nil
	}
	return json.RawMessage(*s)
}
