package alarms

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/domain/alarm"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/store"
)

// round is what is folded of the log, from a start of Run to its end. It is
// owned by the goroutine of Run: what the others read and see comes to it by
// channels.
type round struct {
	*Runner
	manager alarm.Manager
	through events.Position
}

// read is a part of the log: an event, if it is one that counts, and up to
// where the log was read.
type read struct {
	rec      events.Recorded
	counts   bool
	caughtUp bool
	through  events.Position
}

// follow reads the log on from where it was read before, and acts, until the
// log cannot be read.
func (r *round) follow(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	news, failed, ended := make(chan read, readAhead), make(chan error, 1), make(chan struct{})
	go func() {
		defer close(ended)
		failed <- r.read(ctx, r.through, news)
	}()
	defer func() { cancel(); <-ended; r.watching.Store(false) }()
	if err := r.catchUp(ctx, news, failed); err != nil {
		return err
	}
	r.watching.Store(true)
	// From here on somebody looks beside the log, too: it can take its time.
	seen, looked := make(chan alarm.Observation), make(chan struct{})
	go func() {
		defer close(looked)
		r.look(ctx, seen)
	}()
	defer func() { cancel(); <-looked }()
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case err := <-failed:
			r.drain(news)
			return err
		case one := <-news:
			r.take(one)
			r.drain(news)
		case o := <-seen:
			r.manager.Observe(o, r.c.Now())
		case <-tick.C: // some alarms come and go with time
		}
		r.act(ctx)
	}
}

// catchUp folds the log up to its present end, before anything is decided.
func (r *round) catchUp(ctx context.Context, news <-chan read, failed <-chan error) error {
	for {
		select {
		case one := <-news:
			if r.take(one); one.caughtUp {
				return nil
			}
		case err := <-failed:
			r.drain(news)
			return err
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// take folds what was read. It comes in the order of positions, so nothing is
// folded twice that is read again.
func (r *round) take(one read) {
	if one.counts && one.through > r.through {
		r.manager.Apply(one.rec)
	}
	r.through = max(r.through, one.through)
}

// drain folds what is there already, so that one decision is made on all of it,
// and so that nothing is read again that was read before a failure.
func (r *round) drain(news <-chan read) {
	for range readAhead {
		select {
		case one := <-news:
			r.take(one)
		default:
			return
		}
	}
}

// read hands on the log after a position.
func (r *round) read(ctx context.Context, from events.Position, news chan<- read) error {
	sub, err := r.c.Store.Subscribe(ctx, from, store.Filter{TypePrefixes: alarm.TypePrefixes()})
	if err != nil {
		return fmt.Errorf("subscribe after %s: %w", from, err)
	}
	defer func() { _ = sub.Close() }() // it has nothing to lose
	for {
		m, err := sub.Next(ctx)
		if err != nil {
			return fmt.Errorf("read the log: %w", err)
		}
		var one read
		switch m := m.(type) {
		case store.Event:
			one.rec, one.counts = r.decode(ctx, m)
			one.through = m.Position
		case store.Checkpoint:
			one.through = m.Position
		case store.CaughtUp:
			one.through, one.caughtUp = m.Position, true
		}
		select {
		case news <- one:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// decode reports false for what is no event of ours, or of a later version.
// One that is damaged is passed over as well: without it one alarm may be
// wrong, and to stop at it would be to have none at all.
func (r *round) decode(ctx context.Context, e store.Event) (events.Recorded, bool) {
	rec, err := codec.Decode(e)
	switch {
	case errors.Is(err, codec.ErrForeign), errors.Is(err, codec.ErrUnknownType):
		return rec, false
	case err != nil:
		r.skipped.Add(1)
		r.c.Log.LogAttrs(ctx, slog.LevelError, "an event cannot be read; the alarms do without it",
			slog.String("stream", e.Stream), slog.Any("revision", e.Revision), slog.Any("position", e.Position), slog.Any("error", err))
		return rec, false
	default:
		return rec, true
	}
}

// look sees what stands beside the log, one look after the other.
func (r *round) look(ctx context.Context, seen chan<- alarm.Observation) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		seeing, cancel := context.WithTimeout(ctx, lookTime)
		o := r.c.Observer.Observe(seeing)
		cancel()
		if ctx.Err() != nil {
			return // it may have seen less than there is
		}
		select {
		case seen <- o:
		case <-ctx.Done():
			return
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

var byAlarms = control.Envelope{Actor: events.Actor{Kind: events.ActorProcess, ID: "alarms", Name: "alarms"}}

// act records what is due. What cannot be recorded now is due again.
func (r *round) act(ctx context.Context) {
	for _, cmd := range r.manager.Due(r.c.Now()) {
		_, err := r.c.Commands.Execute(ctx, byAlarms, cmd)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			r.c.Log.LogAttrs(ctx, slog.LevelError, "an alarm could not be recorded; it is tried again",
				slog.String("command", cmd.CommandName()), slog.String("alarm", cmd.AggregateID()), slog.Any("error", err))
		default:
			r.manager.Recorded(cmd, r.c.Now())
		}
	}
}
