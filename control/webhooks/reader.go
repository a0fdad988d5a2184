package webhooks

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// reading is what a reader gives: an event without its payload, or the place
// up to which there is nothing for the webhook.
type reading struct {
	event   *store.Event
	through events.Position
	err     error // the last one of a reader
}

// readAhead bounds what a reader holds. A full channel holds it back.
const readAhead = 64

// reader reads the log for one lane of a webhook.
type reader struct {
	out    chan reading
	cancel context.CancelFunc
	done   sync.WaitGroup
}

func (r *reader) stop() {
	if r != nil {
		r.cancel()
		r.done.Wait()
	}
}

// channel is nil, which is never ready, for no reader.
func (r *reader) channel() <-chan reading {
	if r == nil {
		return nil
	}
	return r.out
}

// read starts a reader after a position. It goes on when the subscription
// breaks, from where it was.
func (w *Webhooks) read(ctx context.Context, id string, from events.Position, filter store.Filter) *reader {
	r := &reader{out: make(chan reading, readAhead)}
	ctx, r.cancel = context.WithCancel(ctx)
	r.done.Go(func() {
		for backoff := minBackoff; ctx.Err() == nil; backoff = min(2*backoff, maxBackoff) {
			reached, err := r.subscribe(ctx, w.config.Store, from, filter)
			if reached > from {
				from, backoff = reached, minBackoff
			}
			if ctx.Err() != nil {
				return
			}
			if errors.Is(err, store.ErrBeyondEnd) {
				r.give(ctx, reading{err: err})
				return
			}
			w.config.Log.WarnContext(ctx, "reading the log for a webhook was interrupted",
				slog.String("webhook", id), slog.Any("error", err), slog.Duration("retryIn", backoff))
			pause(ctx, backoff)
		}
	})
	return r
}

func (r *reader) subscribe(ctx context.Context, log store.Store, from events.Position, filter store.Filter) (events.Position, error) {
	sub, err := log.Subscribe(ctx, from, filter)
	if err != nil {
		return from, fmt.Errorf("subscribe after %s: %w", from, err)
	}
	defer func() { _ = sub.Close() }() // it has nothing to lose
	for {
		m, err := sub.Next(ctx)
		if err != nil {
			return from, fmt.Errorf("read after %s: %w", from, err)
		}
		var next reading
		switch m := m.(type) {
		case store.Event:
			m.Data, m.Meta = nil, nil // it is read again when it is sent
			next = reading{event: &m, through: m.Position}
		case store.Checkpoint:
			next.through = m.Position
		case store.CaughtUp:
			next.through = m.Position
		}
		if next.through < from || next.event != nil && next.through == from {
			continue // seen before the subscription broke
		}
		if !r.give(ctx, next) {
			return from, ctx.Err()
		}
		from = next.through
	}
}

func (r *reader) give(ctx context.Context, next reading) bool {
	select {
	case r.out <- next:
		return true
	case <-ctx.Done():
		return false
	}
}

// batch takes what a reader has ready, beginning with first: at most n events,
// and the place up to which that reaches.
func (r *reader) batch(first reading, n int) (list []store.Event, through events.Position, err error) {
	for next := first; ; {
		if next.err != nil {
			return list, through, next.err
		}
		if next.event != nil {
			list = append(list, *next.event)
		}
		through = next.through
		if len(list) >= n {
			return list, through, nil
		}
		select {
		case next = <-r.out:
		default:
			return list, through, nil
		}
	}
}
