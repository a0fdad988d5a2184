package sqlite

import (
	"context"
	"fmt"
	"sync"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// Subscribe implements store.Store. The context bounds this call only; the
// subscription lasts until it or the store is closed. It has no goroutine:
// Next does the work, from memory where the reader keeps up and page by page
// from disk where it does not.
func (s *Store) Subscribe(ctx context.Context, from events.Position, filter store.Filter) (store.Subscription, error) {
	end, err := s.reader.begin(ctx)
	if err != nil {
		return nil, fmt.Errorf("subscribe: %w", err)
	}
	defer end()
	if head := s.live.position(); from > head {
		return nil, fmt.Errorf("subscribe after %s, log ends at %s: %w", from, head, store.ErrBeyondEnd)
	}
	return &subscription{store: s, filter: filter, next: from, told: from, done: make(chan struct{})}, nil
}

type subscription struct {
	store  *Store
	filter store.Filter
	done   chan struct{}
	close  sync.Once

	// Owned by the goroutine that calls Next.
	page     []store.Event
	next     events.Position // everything up to here was considered or is in page
	told     events.Position // the reader knows that everything up to here is done
	caughtUp bool            // the reader was told so since it last lagged
}

// Next implements store.Subscription. After an error of a page read the
// subscription goes on where it was.
func (u *subscription) Next(ctx context.Context) (store.Message, error) {
	for {
		if err := u.ended(ctx); err != nil {
			return nil, fmt.Errorf("subscription: %w", err)
		}
		if len(u.page) > 0 {
			e := u.page[0]
			u.page[0] = store.Event{}
			u.page = u.page[1:]
			u.told = e.Position
			return e, nil
		}
		page, changed, err := u.read(ctx)
		if err != nil {
			return nil, fmt.Errorf("subscription at %s: %w", u.next, err)
		}
		if u.page, u.next = page.Events, page.Next; len(u.page) > 0 {
			continue
		}
		switch {
		case page.End && !u.caughtUp:
			u.caughtUp, u.told = true, u.next
			return store.CaughtUp{Position: u.next}, nil
		case u.next > u.told:
			u.told = u.next
			return store.Checkpoint{Position: u.next}, nil
		case !page.End:
			continue
		}
		select {
		case <-ctx.Done():
		case <-u.done:
		case <-u.store.done:
		case <-changed:
		}
	}
}

// read gets the next page from memory, else from disk. Memory holds the end of
// the log without gap and the disk all of it, so that going from one to the
// other is a matter of the position alone.
func (u *subscription) read(ctx context.Context) (store.AllPage, <-chan struct{}, error) {
	page, held, changed := u.store.live.after(u.next, u.filter)
	if held {
		return page, changed, nil
	}
	u.caughtUp = false
	page, err := u.store.reader.readAll(ctx, u.next, store.Forwards, u.filter, store.MaxPage)
	return page, changed, err
}

func (u *subscription) ended(ctx context.Context) error {
	select {
	case <-u.done:
		return store.ErrClosed
	case <-u.store.done:
		return store.ErrClosed
	default:
		return ctx.Err()
	}
}

// Close implements store.Subscription.
func (u *subscription) Close() error {
	u.close.Do(func() { close(u.done) })
	return nil
}
