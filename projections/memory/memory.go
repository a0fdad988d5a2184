// Package memory is a read model of few objects, in memory: rows by identifier
// that can be listed by name or age, searched and paged.
//
// Who uses it says what events do to the rows. It imports projections and
// events. Every method may be called by any goroutine.
package memory

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/projections"
)

// Row is what lists are made by.
type Row struct {
	ID        string
	Name      string
	CreatedAt time.Time
	Search    string // texts that a search looks at
}

// Change is what an event did.
type Change struct {
	ID      string
	Removed bool
}

// Query selects a page.
type Query struct {
	First  int
	After  string
	Search string // any of the texts contains this, ignoring case
	Order  projections.Order
}

// Table is a read model. It is a projections.Handler.
type Table[T any] struct {
	name, kind string
	filter     store.Filter
	apply      func(rows map[string]T, e events.Recorded) Change
	describe   func(T) Row

	mu       sync.RWMutex // guards below
	position events.Position
	rows     map[string]T
}

// New makes an empty read model. apply changes the rows by an event of the
// filter; describe says how a row is listed.
func New[T any](name, kind string, filter store.Filter, apply func(map[string]T, events.Recorded) Change, describe func(T) Row) *Table[T] {
	return &Table[T]{name: name, kind: kind, filter: filter, apply: apply, describe: describe, rows: map[string]T{}}
}

// Patch changes a row if there is one.
func Patch[T any](rows map[string]T, id string, change func(*T)) {
	if row, ok := rows[id]; ok {
		change(&row)
		rows[id] = row
	}
}

// Name implements projections.Handler.
func (t *Table[T]) Name() string { return t.name }

// Filter implements projections.Handler.
func (t *Table[T]) Filter() store.Filter { return t.filter }

// Open implements projections.Handler.
func (t *Table[T]) Open(context.Context) (events.Position, error) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.position, nil
}

// Reset implements projections.Handler.
func (t *Table[T]) Reset(context.Context) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.position, t.rows = 0, map[string]T{}
	return nil
}

// Commit implements projections.Handler.
func (t *Table[T]) Commit(_ context.Context, batch projections.Batch) ([]projections.Change, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	changes, err := projections.Fold(batch, func(e events.Recorded) ([]projections.Change, error) {
		if e.Position <= t.position {
			return nil, nil // delivered twice
		}
		c := t.apply(t.rows, e)
		t.position = e.Position
		if _, there := t.rows[c.ID]; !there && !c.Removed {
			return nil, nil
		}
		return []projections.Change{{Kind: t.kind, ID: c.ID, Removed: c.Removed}}, nil
	})
	if err == nil {
		t.position = max(t.position, batch.Through)
	}
	return changes, err
}

// Get finds a row, or fails with projections.ErrNotFound.
func (t *Table[T]) Get(id string) (T, error) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	row, ok := t.rows[id]
	if !ok {
		return row, fmt.Errorf("%s %s: %w", t.kind, id, projections.ErrNotFound)
	}
	return row, nil
}

// entry is a row in the order of a list.
type entry[T any] struct {
	cursor projections.Cursor
	row    T
}

// List reads a page and counts what there is.
func (t *Table[T]) List(q Query) (projections.Page[T], error) {
	var page projections.Page[T]
	if err := projections.CheckFirst(q.First); err != nil {
		return page, err
	}
	compare, err := t.order(q.Order)
	if err != nil {
		return page, err
	}
	list := fmt.Sprintf("%s/%s/%s", t.name, q.Order.Field, q.Order.Direction)
	all := t.found(list, fold(q.Search))
	slices.SortFunc(all, func(a, b entry[T]) int { return compare(a.cursor, b.cursor) })
	page.TotalCount = len(all)
	if q.After != "" {
		c, err := projections.DecodeCursor(list, q.After)
		if err != nil {
			return page, err
		}
		at, found := slices.BinarySearchFunc(all, c, func(e entry[T], c projections.Cursor) int { return compare(e.cursor, c) })
		if found {
			at++
		}
		page.HasPreviousPage, all = at > 0, all[at:]
	}
	page.HasNextPage = len(all) > q.First
	for _, e := range all[:min(q.First, len(all))] {
		page.Edges = append(page.Edges, projections.Edge[T]{Cursor: e.cursor.Encode(), Node: e.row})
	}
	return page, nil
}

func (t *Table[T]) found(list, search string) []entry[T] {
	t.mu.RLock()
	defer t.mu.RUnlock()
	all := make([]entry[T], 0, len(t.rows))
	for _, row := range t.rows {
		d := t.describe(row)
		if !strings.Contains(fold(d.Search), search) {
			continue
		}
		c := projections.Cursor{List: list, ID: d.ID, Text: fold(d.Name), Num: projections.Micros(d.CreatedAt)}
		all = append(all, entry[T]{c, row})
	}
	return all
}

// order compares places in a list.
func (t *Table[T]) order(o projections.Order) (func(a, b projections.Cursor) int, error) {
	by := func(a, b projections.Cursor) int {
		return cmp.Or(strings.Compare(a.Text, b.Text), strings.Compare(a.ID, b.ID))
	}
	switch o.Field {
	case "", projections.OrderByName:
	case projections.OrderByCreatedAt:
		by = func(a, b projections.Cursor) int {
			return cmp.Or(cmp.Compare(a.Num, b.Num), strings.Compare(a.ID, b.ID))
		}
	default:
		return nil, fmt.Errorf("%w: order field %q", projections.ErrCursor, o.Field)
	}
	if o.Direction == projections.Descending {
		return func(a, b projections.Cursor) int { return by(b, a) }, nil
	}
	return by, nil
}

// fold is the form in which text is compared when case does not matter.
func fold(s string) string { return strings.ToLower(strings.ToUpper(s)) }
