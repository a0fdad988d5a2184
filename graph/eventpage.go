package graph

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections"
)

// The bounds of a page of events: it is cut rather than exceed them by more
// than one event, or one read of the log.
const (
	maxPageBytes = 4 << 20
	maxPageTime  = 3 * time.Second
)

// backwards reads a list of events, newest first. Its places are numbers of the
// list: positions of the log, or revisions of a stream.
type backwards interface {
	// list is what cursors belong to.
	list() string
	// read gives at most most events at from and before, and where to read on;
	// end says that there is nothing further.
	read(ctx context.Context, from int64, most int) (page []store.Event, next int64, end bool, err error)
	// before is the place before an event.
	before(e store.Event) int64
}

func (r *Resolver) eventPage(ctx context.Context, first int, after *string, filter *model.EventFilter) (*model.EventConnection, error) {
	cursor, err := checkPage(first, after)
	if err != nil {
		return nil, err
	}
	caller := auth.CallFrom(ctx).Principal
	wanted, err := eventFilter(caller, filter)
	if err != nil {
		return nil, err
	}
	from := r.backwards(wanted)
	start := int64(store.LastPosition) // and the last revision
	if cursor != "" {
		c, err := projections.DecodeCursor(from.list(), cursor)
		if err != nil {
			return nil, err
		}
		start = c.Num
	}
	found, next, err := r.readBack(ctx, from, start, first)
	if err != nil {
		return nil, err
	}
	personal := caller.Has(access.ScopePersonalRead)
	page := projections.Page[store.Event]{HasNextPage: next != nil, HasPreviousPage: cursor != ""}
	for _, e := range found {
		page.Edges = append(page.Edges, projections.Edge[store.Event]{Cursor: cursorAt(from, from.before(e)), Node: e})
	}
	es, ns, info := edges(page, func(e store.Event) *model.Event { return modelEvent(e, personal) }, eventEdge)
	if next != nil { // which may lie beyond the last edge
		on := cursorAt(from, *next)
		info.EndCursor = &on
	}
	return &model.EventConnection{Edges: es, Nodes: ns, PageInfo: info}, nil
}

func eventEdge(cursor string, node *model.Event) *model.EventEdge {
	return &model.EventEdge{Cursor: cursor, Node: node}
}

func cursorAt(list backwards, place int64) string {
	return projections.Cursor{List: list.list(), Num: place}.Encode()
}

// readBack reads at most most events. next is where to read on; nil when there
// is nothing further.
func (r *Resolver) readBack(ctx context.Context, list backwards, from int64, most int) (found []store.Event, next *int64, err error) {
	begun, bytes := r.Now(), 0
	for {
		if from < 0 {
			return found, nil, nil
		}
		// One more than wanted tells whether there is more.
		page, on, end, err := list.read(ctx, from, most-len(found)+1)
		if err != nil {
			return nil, nil, err
		}
		for _, e := range page {
			if len(found) == most || bytes >= maxPageBytes {
				place := list.before(found[len(found)-1])
				return found, &place, nil
			}
			found = append(found, e)
			bytes += len(e.Data) + len(e.Meta)
		}
		switch {
		case end:
			return found, nil, nil
		case r.Now().Sub(begun) > maxPageTime:
			return found, &on, nil
		}
		from = on
	}
}

// backwards chooses how to read: a stream has an index of its own.
func (r *Resolver) backwards(filter store.Filter) backwards {
	if len(filter.Streams) == 1 && filter.Streams[0] != nowhere {
		return streamBackwards{r.EventStore, filter}
	}
	return logBackwards{r.EventStore, filter}
}

// logBackwards is the whole log. A place is a position; what is read lies
// before it.
type logBackwards struct {
	store  EventStore
	filter store.Filter
}

func (logBackwards) list() string { return "events" }

func (logBackwards) before(e store.Event) int64 { return int64(e.Position) } // stores bound it

func (l logBackwards) read(ctx context.Context, from int64, most int) ([]store.Event, int64, bool, error) {
	page, err := l.store.ReadAll(ctx, events.Position(from), store.Backwards, l.filter, most) // not negative
	if err != nil {
		return nil, 0, false, fmt.Errorf("read the log backwards from %d: %w", from, err)
	}
	return page.Events, int64(page.Next), page.End, nil // stores bound it
}

// streamBackwards is one stream. A place is a revision, the first that is read.
type streamBackwards struct {
	store  EventStore
	filter store.Filter
}

func (s streamBackwards) list() string { return "events of " + s.filter.Streams[0] }

func (streamBackwards) before(e store.Event) int64 { return int64(e.Revision) - 1 } // stores bound it

func (s streamBackwards) read(ctx context.Context, from int64, most int) ([]store.Event, int64, bool, error) {
	page, err := s.store.ReadStream(ctx, s.filter.Streams[0], events.Revision(from), store.Backwards, most) // not negative
	if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrDeleted) {
		return nil, 0, true, nil
	}
	if err != nil {
		return nil, 0, false, fmt.Errorf("read stream %s backwards from %d: %w", s.filter.Streams[0], from, err)
	}
	passed := page.Events[:0:0]
	for _, e := range page.Events {
		if s.filter.Match(e.Stream, e.Type) {
			passed = append(passed, e)
		}
	}
	return passed, int64(page.Next), page.End, nil // stores bound it
}
