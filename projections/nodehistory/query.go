package nodehistory

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/sql"
)

const columns = `position, id, time, node_id, node_name, location_name, kind, event_type, reason, actor_kind, actor_id, actor_name`

// Entries reads a page, newest first. Its TotalCount is not filled in.
func (h *History) Entries(ctx context.Context, q Query) (projections.Page[Entry], error) {
	l := sql.List{
		Name: Name, Table: "{entries}", Columns: columns, Key: "position", Unique: true, Descend: true,
		First: q.First, After: q.After,
	}
	if q.NodeID != "" {
		l.Where("node_id = $?", q.NodeID)
	}
	if len(q.Kinds) > 0 {
		kinds := make([]string, len(q.Kinds))
		for i, k := range q.Kinds {
			kinds[i] = string(k)
		}
		l.WhereIn("kind", kinds)
	}
	if q.From != nil {
		l.Where("time >= $?", projections.Micros(*q.From))
	}
	if q.Until != nil {
		l.Where("time < $?", projections.Micros(*q.Until))
	}
	var page projections.Page[Entry]
	err := h.handler.View(ctx, func(r *sql.Reader) (err error) {
		page, err = sql.ReadPage(ctx, r, l, scan)
		return err
	})
	if err != nil {
		return page, fmt.Errorf("list node history: %w", err)
	}
	return page, nil
}

// Entry reads one entry by its event's identifier, or fails with
// projections.ErrNotFound.
func (h *History) Entry(ctx context.Context, id string) (Entry, error) {
	var entry Entry
	err := h.handler.View(ctx, func(r *sql.Reader) error {
		found := false
		err := r.Each(ctx, "SELECT "+columns+" FROM {entries} WHERE id = $1", []any{id}, func(s sql.Scan) (err error) {
			found = true
			entry, _, err = scan(s)
			return err
		})
		if err == nil && !found {
			return projections.ErrNotFound
		}
		return err
	})
	if err != nil {
		return entry, fmt.Errorf("get node history entry %s: %w", id, err)
	}
	return entry, nil
}

// maxAsked is how many entries are asked for at once; databases bound the
// parameters of a query.
const maxAsked = 500

// EntriesByID reads entries by their events' identifiers. Those that are not
// there are left out.
func (h *History) EntriesByID(ctx context.Context, ids []string) (map[string]Entry, error) {
	all := make(map[string]Entry, len(ids))
	err := h.handler.View(ctx, func(r *sql.Reader) error {
		for part := range slices.Chunk(ids, maxAsked) {
			marks, args := make([]string, len(part)), make([]any, len(part))
			for i, id := range part {
				marks[i], args[i] = fmt.Sprintf("$%d", i+1), id
			}
			query := "SELECT " + columns + " FROM {entries} WHERE id IN (" + strings.Join(marks, ", ") + ")"
			err := r.Each(ctx, query, args, func(s sql.Scan) error {
				entry, _, err := scan(s)
				all[entry.ID] = entry
				return err
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("get %d node history entries: %w", len(ids), err)
	}
	return all, nil
}

func scan(s sql.Scan) (Entry, projections.Cursor, error) {
	var e Entry
	var c projections.Cursor
	var time int64
	var kind, actor string
	err := s(&c.Num, &e.ID, &time, &e.NodeID, &e.NodeName, &e.LocationName, &kind, &e.EventType, &e.Reason, &actor, &e.Actor.ID, &e.Actor.Name)
	e.Position = events.Position(c.Num) // written by us
	e.Time, e.Kind, e.Actor.Kind = projections.FromMicros(time), Kind(kind), events.ActorKind(actor)
	return e, c, err
}
