package memory

import (
	"context"
	"fmt"
	"sync"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// Subscribe implements store.Store. The context bounds this call only; the
// subscription lasts until it or the store is closed.
func (s *Store) Subscribe(ctx context.Context, from events.Position, filter store.Filter) (store.Subscription, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("subscribe: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, fmt.Errorf("subscribe: %w", store.ErrClosed)
	}
	if head := events.Position(len(s.log)); from > head {
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
	caughtUp bool            // told so since it last lagged
}

// Next implements store.Subscription.
func (u *subscription) Next(ctx context.Context) (store.Message, error) {
	for {
		if err := u.ended(ctx); err != nil {
			return nil, err
		}
		if len(u.page) > 0 {
			e := u.page[0]
			u.page = u.page[1:]
			u.told = e.Position
			return e, nil
		}
		page, changed := u.read()
		if page.Next > u.next {
			u.page, u.next = page.Events, page.Next
			u.caughtUp = u.caughtUp && page.End
			if len(u.page) > 0 {
				continue
			}
		}
		switch {
		case page.End && !u.caughtUp:
			u.caughtUp, u.told = true, u.next
			return store.CaughtUp{Position: u.next}, nil
		case u.next > u.told:
			u.told = u.next
			return store.Checkpoint{Position: u.next}, nil
		}
		select {
		case <-ctx.Done():
		case <-u.done:
		case <-u.store.done:
		case <-changed:
		}
	}
}

func (u *subscription) read() (store.AllPage, <-chan struct{}) {
	u.store.mu.Lock()
	defer u.store.mu.Unlock()
	return u.store.forwards(u.next, u.filter, store.MaxPage), u.store.changed
}

func (u *subscription) ended(ctx context.Context) error {
	select {
	case <-u.done:
		return fmt.Errorf("subscription: %w", store.ErrClosed)
	case <-u.store.done:
		return fmt.Errorf("subscription: %w", store.ErrClosed)
	default:
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("subscription: %w", err)
	}
	return nil
}

// Close implements store.Subscription.
func (u *subscription) Close() error {
	u.close.Do(func() { close(u.done) })
	return nil
}
