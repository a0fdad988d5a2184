package persistent

import (
	"context"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// watch tells groups of new events until ctx ends.
func (s *Service) watch(ctx context.Context) {
	select { // nobody needs it before
	case <-ctx.Done():
		return
	case <-s.begun:
	}
	wait := backoff{}
	for ctx.Err() == nil {
		err := s.follow(ctx, &wait)
		if ctx.Err() != nil {
			return
		}
		wait.failed(time.Now())
		s.cfg.Logger.Warn("persistent subscriptions lost the log and follow it again", "err", err, "wait", wait.wait)
		select {
		case <-ctx.Done():
		case <-time.After(wait.wait):
		}
	}
}

func (s *Service) follow(ctx context.Context, wait *backoff) error {
	head, err := s.head(ctx)
	if err != nil {
		return err
	}
	sub, err := s.cfg.Log.Subscribe(ctx, head, store.Filter{System: true})
	if err != nil {
		return err
	}
	defer sub.Close()                         // it was only read from
	s.wake(func(*actor) bool { return true }) // what came in between
	for {
		msg, err := sub.Next(ctx)
		if err != nil {
			return err
		}
		wait.worked()
		e, ok := msg.(store.Event)
		if !ok {
			continue
		}
		s.wake(func(a *actor) bool {
			if !a.key.IsAll() {
				return a.key.Stream == e.Stream
			}
			sel := a.selector.Load()
			return sel == nil || sel.match(e.Stream, e.Type)
		})
	}
}

func (s *Service) wake(which func(*actor) bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range s.actors {
		if which(a) {
			select {
			case a.news <- struct{}{}:
			default: // it knows
			}
		}
	}
}

// head is the position of the log's last event.
func (s *Service) head(ctx context.Context) (events.Position, error) {
	page, err := s.cfg.Log.ReadAll(ctx, store.LastPosition, store.Backwards, store.Filter{System: true}, 1)
	if err != nil || len(page.Events) == 0 {
		return 0, err
	}
	return page.Events[0].Position, nil
}
