package esdb

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// scanEvents is how many events one filtered page considers. The protocol's
// own filter would search on without a word until it found enough.
const scanEvents = 2048

// ReadStream implements store.Store.
func (s *Store) ReadStream(ctx context.Context, stream string, from events.Revision, dir store.Direction, max int) (store.StreamPage, error) {
	max, err := store.CheckMax(max)
	if err = errors.Join(err, store.CheckStream(stream), store.CheckDirection(dir)); err != nil {
		return store.StreamPage{}, fmt.Errorf("read stream %q: %w", stream, err)
	}
	ctx, end, err := s.begin(ctx)
	if err != nil {
		return store.StreamPage{}, fmt.Errorf("read stream %s: %w", stream, err)
	}
	defer end()
	page, err := s.readPage(ctx, stream, from, dir, max)
	if err != nil {
		return store.StreamPage{}, fmt.Errorf("read stream %s: %w", stream, err)
	}
	return page, nil
}

// readPage is ReadStream within bounds that were made before.
func (s *Store) readPage(ctx context.Context, stream string, from events.Revision, dir store.Direction, max int) (store.StreamPage, error) {
	var page store.StreamPage
	err := s.retryable(ctx, func(ctx context.Context, n *node) *failure {
		page = store.StreamPage{Next: from, End: true}
		size := 0
		// One more than wanted tells whether there is more.
		return read(ctx, n, readStreamRequest(stream, from, dir, max+1), func(e store.Event) bool {
			if len(page.Events) == max || size >= store.MaxPageBytes {
				page.End = false
				return false
			}
			page.Events = append(page.Events, e)
			size += len(e.Data) + len(e.Meta)
			return true
		})
	})
	if err != nil {
		return store.StreamPage{}, err
	}
	if n := len(page.Events); n > 0 {
		last := page.Events[n-1].Revision
		s.saw(page.Events[n-1].Position)
		switch {
		case dir == store.Forwards:
			page.Next = last + 1
		case last > 0:
			page.Next = last - 1
		default:
			page.Next, page.End = 0, true
		}
	} else if dir == store.Backwards {
		page.Next = 0
	}
	return page, nil
}

// read makes one read and hands on its events until take has enough. The
// answer has always ended when read returns.
func read(ctx context.Context, n *node, request *streams.ReadReq, take func(store.Event) bool) *failure {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var trailer metadata.MD
	fail := func(err error) *failure {
		f := judge(err, trailer)
		return &f
	}
	call, err := n.streams.Read(ctx, request, grpc.Trailer(&trailer))
	if err != nil {
		return fail(err)
	}
	for {
		response, err := call.Recv()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fail(err)
		}
		switch content := response.GetContent().(type) {
		case *streams.ReadResp_StreamNotFound_:
			return &failure{kind: refused, err: store.ErrNotFound}
		case *streams.ReadResp_Event:
			e, err := eventFrom(content.Event)
			if err != nil {
				return &failure{kind: refused, err: err}
			}
			if !take(e) {
				return nil
			}
		default: // of a newer server: where the stream begins or ends
		}
	}
}

// ReadAll implements store.Store.
func (s *Store) ReadAll(ctx context.Context, from events.Position, dir store.Direction, filter store.Filter, max int) (store.AllPage, error) {
	max, err := store.CheckMax(max)
	if err == nil {
		err = store.CheckDirection(dir)
	}
	if err != nil {
		return store.AllPage{}, fmt.Errorf("read log: %w", err)
	}
	ctx, end, err := s.begin(ctx)
	if err != nil {
		return store.AllPage{}, fmt.Errorf("read log: %w", err)
	}
	defer end()
	var page store.AllPage
	if dir == store.Backwards {
		page, err = s.backwards(ctx, from, filter, max)
	} else {
		page, err = s.forwards(ctx, from, filter, max)
	}
	if err != nil {
		return store.AllPage{}, fmt.Errorf("read log from %s: %w", from, err)
	}
	return page, nil
}

// scan is a page in the making.
type scan struct {
	filter store.Filter
	max    int
	page   store.AllPage
	left   int // events that may still be considered
	size   int
}

func newScan(filter store.Filter, max int, from events.Position) *scan {
	left := scanEvents
	if filter.IsZero() {
		left = max
	}
	return &scan{filter: filter, max: max, left: left, page: store.AllPage{Next: from, End: true}}
}

// take considers an event; false says that the page is complete without it.
func (c *scan) take(e store.Event) bool {
	if c.left == 0 || len(c.page.Events) == c.max || c.size >= store.MaxPageBytes {
		c.page.End = false
		return false
	}
	c.left--
	c.page.Next = e.Position
	if c.filter.Match(e.Stream, e.Type) {
		c.page.Events = append(c.page.Events, e)
		c.size += len(e.Data) + len(e.Meta)
	}
	return true
}

func (s *Store) forwards(ctx context.Context, from events.Position, filter store.Filter, max int) (store.AllPage, error) {
	if err := s.within(ctx, from); err != nil {
		return store.AllPage{}, err
	}
	var c *scan
	met := false
	err := s.retryable(ctx, func(ctx context.Context, n *node) *failure {
		c, met = newScan(filter, max, from), false
		// The event at from comes again, and one more tells whether there is more.
		return read(ctx, n, readAllRequest(from, store.Forwards, c.left+2), func(e store.Event) bool {
			met = true
			return e.Position <= from || c.take(e)
		})
	})
	if err != nil {
		return store.AllPage{}, err
	}
	if !met && from > 0 { // not even the event that we have been at
		if at, _, err := s.endWithin(ctx); err != nil || from > at {
			return store.AllPage{}, errors.Join(err, beyond(err, from, at))
		}
	}
	s.saw(c.page.Next)
	return c.page, nil
}

func (s *Store) backwards(ctx context.Context, from events.Position, filter store.Filter, max int) (store.AllPage, error) {
	if from == 0 {
		return store.AllPage{End: true}, nil
	}
	// A position that is none of this log's means its end.
	ask := from
	if from < store.LastPosition && uint64(from) > s.seen.Load() {
		at, _, err := s.endWithin(ctx)
		if err != nil {
			return store.AllPage{}, err
		}
		if from > at {
			ask = store.LastPosition
		}
	}
	var c *scan
	err := s.retryable(ctx, func(ctx context.Context, n *node) *failure {
		c = newScan(filter, max, from)
		return read(ctx, n, readAllRequest(ask, store.Backwards, c.left+1), c.take)
	})
	if err != nil {
		return store.AllPage{}, err
	}
	return c.page, nil
}

// within refuses a position after the end of the log.
func (s *Store) within(ctx context.Context, from events.Position) error {
	if uint64(from) <= s.seen.Load() {
		return nil
	}
	at, _, err := s.endWithin(ctx)
	return errors.Join(err, beyond(err, from, at))
}

func beyond(err error, from, at events.Position) error {
	if err != nil || from <= at {
		return nil
	}
	return fmt.Errorf("log ends at %s: %w", at, store.ErrBeyondEnd)
}

// end says where the log ends and when that event was written.
func (s *Store) end(ctx context.Context) (events.Position, time.Time, error) {
	ctx, end, err := s.begin(ctx)
	if err != nil {
		return 0, time.Time{}, err
	}
	defer end()
	return s.endWithin(ctx)
}

// endWithin is end within bounds that were made before.
func (s *Store) endWithin(ctx context.Context) (at events.Position, created time.Time, err error) {
	err = s.retryable(ctx, func(ctx context.Context, n *node) *failure {
		at, created = 0, time.Time{}
		return read(ctx, n, readAllRequest(store.LastPosition, store.Backwards, 1), func(e store.Event) bool {
			at, created = e.Position, e.Created
			return true
		})
	})
	s.saw(at)
	return at, created, err
}
