package memory

import (
	"context"
	"fmt"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// ReadStream implements store.Store.
func (s *Store) ReadStream(ctx context.Context, stream string, from events.Revision, dir store.Direction, max int) (store.StreamPage, error) {
	max, err := s.checkRead(ctx, dir, max)
	if err == nil {
		err = store.CheckStream(stream)
	}
	if err != nil {
		return store.StreamPage{}, fmt.Errorf("read stream %s: %w", stream, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return store.StreamPage{}, fmt.Errorf("read stream %s: %w", stream, store.ErrClosed)
	}
	if s.ended[stream] {
		return store.StreamPage{}, fmt.Errorf("read stream %s: %w", stream, store.ErrDeleted)
	}
	index := s.streams[stream]
	if len(index) == 0 {
		return store.StreamPage{}, fmt.Errorf("read stream %s: %w", stream, store.ErrNotFound)
	}
	length := events.Revision(len(index))
	page, size := store.StreamPage{Next: from}, 0
	if dir == store.Forwards {
		for page.Next < length && len(page.Events) < max && size < store.MaxPageBytes {
			page.Events, size = s.take(page.Events, index[page.Next], size)
			page.Next++
		}
		page.End = page.Next >= length
		return page, nil
	}
	for next := min(from, length-1); len(page.Events) < max && size < store.MaxPageBytes; next-- {
		page.Events, size = s.take(page.Events, index[next], size)
		if next == 0 {
			page.Next, page.End = 0, true
			break
		}
		page.Next = next - 1
	}
	return page, nil
}

// ReadAll implements store.Store.
func (s *Store) ReadAll(ctx context.Context, from events.Position, dir store.Direction, filter store.Filter, max int) (store.AllPage, error) {
	max, err := s.checkRead(ctx, dir, max)
	if err != nil {
		return store.AllPage{}, fmt.Errorf("read log: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return store.AllPage{}, fmt.Errorf("read log: %w", store.ErrClosed)
	}
	if dir == store.Backwards {
		return s.backwards(from, filter, max), nil
	}
	head := events.Position(len(s.log))
	if from > head {
		return store.AllPage{}, fmt.Errorf("read log after %s, which ends at %s: %w", from, head, store.ErrBeyondEnd)
	}
	return s.forwards(from, filter, max), nil
}

// forwards considers at most MaxPage events after from, matching or not, as
// the durable stores bound their scans too. The caller holds mu.
func (s *Store) forwards(from events.Position, filter store.Filter, max int) store.AllPage {
	head := events.Position(len(s.log))
	page, size := store.AllPage{Next: from}, 0
	for n := 0; n < store.MaxPage && page.Next < head && len(page.Events) < max && size < store.MaxPageBytes; n++ {
		if e := &s.log[page.Next]; filter.Match(e.Stream, e.Type) {
			page.Events, size = s.take(page.Events, int(page.Next), size)
		}
		page.Next++
	}
	page.End = page.Next == head
	return page
}

func (s *Store) backwards(from events.Position, filter store.Filter, max int) store.AllPage {
	page, size := store.AllPage{Next: min(from, events.Position(len(s.log))+1)}, 0
	for n := 0; n < store.MaxPage && page.Next > 1 && len(page.Events) < max && size < store.MaxPageBytes; n++ {
		page.Next--
		if e := &s.log[page.Next-1]; filter.Match(e.Stream, e.Type) {
			page.Events, size = s.take(page.Events, int(page.Next-1), size)
		}
	}
	page.End = page.Next <= 1
	return page
}

func (s *Store) take(list []store.Event, index, size int) ([]store.Event, int) {
	e := s.log[index]
	return append(list, e), size + len(e.Data) + len(e.Meta)
}

func (s *Store) checkRead(ctx context.Context, dir store.Direction, max int) (int, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	if err := store.CheckDirection(dir); err != nil {
		return 0, err
	}
	return store.CheckMax(max)
}
