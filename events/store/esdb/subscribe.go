package esdb

import (
	"context"
	"errors"
	"fmt"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// Subscribe implements store.Store. The context bounds this call only; the
// subscription lasts until it or the store is closed. It has no goroutine:
// Next does the work, from what live holds where the reader keeps up and page
// by page from the server where it does not. While the server is away Next
// waits; it fails for good reasons only.
func (s *Store) Subscribe(ctx context.Context, from events.Position, filter store.Filter) (store.Subscription, error) {
	bounded, end, err := s.begin(ctx)
	if err != nil {
		return nil, fmt.Errorf("subscribe: %w", err)
	}
	defer end()
	if err := s.within(bounded, from); err != nil {
		return nil, fmt.Errorf("subscribe after %s: %w", from, err)
	}
	s.tail.start()
	u := &subscription{store: s, filter: filter, next: from, told: from}
	u.open, u.close = context.WithCancel(s.root)
	return u, nil
}

type subscription struct {
	store  *Store
	filter store.Filter
	open   context.Context // ends with Close, and with the store
	close  context.CancelFunc

	// Owned by the goroutine that calls Next.
	page       []store.Event
	next       events.Position // everything up to here was considered or is in page
	told       events.Position // the reader knows that everything up to here is done
	caughtUp   bool            // told so since it last lagged
	generation uint64          // of the connection that the log was last looked at under
}

// Next implements store.Subscription.
func (u *subscription) Next(ctx context.Context) (store.Message, error) {
	for pause := newPause(); ; {
		if err := u.ended(ctx); err != nil {
			return nil, fmt.Errorf("subscription: %w", err)
		}
		if m := u.pending(); m != nil {
			return m, nil
		}
		page, changed, err := u.read(ctx)
		if err != nil {
			if u.ended(ctx) == nil && !passes(err) {
				return nil, fmt.Errorf("subscription at %s: %w", u.next, err)
			}
			u.sleep(ctx, pause)
			continue
		}
		pause = newPause()
		if page.Next > u.next || !page.End {
			u.caughtUp = u.caughtUp && page.End
		}
		if u.page, u.next = page.Events, max(u.next, page.Next); len(u.page) > 0 {
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
		case <-u.open.Done():
		case <-changed:
		}
	}
}

// passes says whether an error is one that waiting may mend.
func passes(err error) bool {
	return errors.Is(err, store.ErrUnavailable) && !errors.Is(err, ErrRefused)
}

func (u *subscription) pending() store.Message {
	if len(u.page) == 0 {
		return nil
	}
	e := u.page[0]
	u.page[0] = store.Event{}
	u.page = u.page[1:]
	u.told = e.Position
	return e
}

// read gets the next page from what is held, else from the server. changed is
// closed when there may be more than the page says.
func (u *subscription) read(ctx context.Context) (store.AllPage, <-chan struct{}, error) {
	v := u.store.live.after(u.next, u.filter)
	if v.held && v.generation == u.generation {
		return v.page, v.changed, nil
	}
	ctx, leave := u.while(ctx)
	defer leave()
	page, err := u.store.ReadAll(ctx, u.next, store.Forwards, u.filter, store.MaxPage)
	if err == nil && page.End { // seen all there is, under this connection
		u.generation = v.generation
	}
	return page, v.changed, err
}

// while bounds a context to the time that the subscription is open.
func (u *subscription) while(ctx context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancel(ctx)
	stop := context.AfterFunc(u.open, cancel)
	return ctx, func() {
		stop()
		cancel()
	}
}

func (u *subscription) sleep(ctx context.Context, p *pause) {
	ctx, leave := u.while(ctx)
	defer leave()
	_ = p.wait(ctx) // Next looks at what ended
}

func (u *subscription) ended(ctx context.Context) error {
	if u.open.Err() != nil {
		return store.ErrClosed
	}
	return ctx.Err()
}

// Close implements store.Subscription.
func (u *subscription) Close() error {
	u.close()
	return nil
}
