// Package alarms raises and lowers alarms: the impure shell around the process
// manager of domain/alarm.
//
// It follows the log from its beginning, looks every few seconds at what stands
// beside it, and records the difference between the alarms that ought to be
// there and those that are. Nothing is kept but what the log says, so whichever
// Management Node runs it goes on where the one before was; should two run it
// for a moment, what both record is recorded once. It imports control,
// domain/alarm, events and events/store. Run owns one goroutine besides its own.
package alarms

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/alarm"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/store"
)

// The clock of a Runner.
const (
	// lookEvery is how often it looks at what stands beside the log.
	lookEvery = 5 * time.Second
	lookTime  = 4 * time.Second
	pauseMost = 15 * time.Second
	// readAhead bounds what is read and not folded yet; a full one holds the
	// reading back.
	readAhead = 256
)

// Commands executes commands.
type Commands interface {
	Execute(ctx context.Context, env control.Envelope, cmd domain.Command) (control.Receipt, error)
}

// Observer sees what stands beside the log. What it cannot see it leaves out.
type Observer interface {
	Observe(ctx context.Context) alarm.Observation
}

// Config is what a Runner needs; Now is time.Now when nil.
type Config struct {
	Store    store.Store
	Commands Commands
	Observer Observer
	Log      *slog.Logger
	Now      func() time.Time
}

// Runner raises and lowers alarms.
type Runner struct{ c Config }

// New makes a Runner.
func New(c Config) (*Runner, error) {
	if c.Store == nil || c.Commands == nil || c.Observer == nil || c.Log == nil {
		return nil, errors.New("alarms: incomplete configuration")
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return &Runner{c}, nil
}

// Run works until ctx ends. When the log cannot be read it begins anew.
func (r *Runner) Run(ctx context.Context) error {
	for wait := 100 * time.Millisecond; ; wait = min(2*wait, pauseMost) {
		began := r.c.Now()
		err := (&round{Runner: r}).run(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if r.c.Now().Sub(began) > pauseMost {
			wait = 100 * time.Millisecond
		}
		r.c.Log.LogAttrs(ctx, slog.LevelWarn, "watching for alarms was interrupted", slog.Any("error", err), slog.Duration("retryIn", wait))
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wait):
		}
	}
}

// round is one folding of the log, and the following of it.
type round struct {
	*Runner
	manager alarm.Manager
	through events.Position
}

func (r *round) run(ctx context.Context) error {
	if err := r.catchUp(ctx); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	news, failed, ended := make(chan events.Recorded, readAhead), make(chan error, 1), make(chan struct{})
	go func() {
		defer close(ended)
		failed <- r.read(ctx, alarm.LivePrefixes(), r.through, func(m store.Message) (bool, error) {
			return true, r.pass(ctx, m, news)
		})
	}()
	defer func() { cancel(); <-ended }()
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	r.look(ctx)
	for {
		r.act(ctx)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case err := <-failed:
			return err
		case rec := <-news:
			r.manager.Apply(rec)
			r.drain(news)
		case <-look.C:
			r.look(ctx)
		}
	}
}

// drain folds what is there already, so that one decision is made on all of it.
func (r *round) drain(news <-chan events.Recorded) {
	for range readAhead {
		select {
		case rec := <-news:
			r.manager.Apply(rec)
		default:
			return
		}
	}
}

// catchUp folds the log up to its present end.
func (r *round) catchUp(ctx context.Context) error {
	return r.read(ctx, alarm.TypePrefixes(), 0, func(m store.Message) (bool, error) {
		switch m := m.(type) {
		case store.Event:
			r.through = m.Position
			rec, ok, err := decode(m)
			if ok {
				r.manager.Apply(rec)
			}
			return true, err
		case store.Checkpoint:
			r.through = m.Position
		case store.CaughtUp:
			r.through = m.Position
			return false, nil
		}
		return true, nil
	})
}

func (r *round) pass(ctx context.Context, m store.Message, news chan<- events.Recorded) error {
	e, ok := m.(store.Event)
	if !ok {
		return nil
	}
	rec, ok, err := decode(e)
	if err != nil || !ok {
		return err
	}
	select {
	case news <- rec:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// decode reports false for what is no event of ours, or of a later version.
func decode(e store.Event) (events.Recorded, bool, error) {
	rec, err := codec.Decode(e)
	switch {
	case errors.Is(err, codec.ErrForeign), errors.Is(err, codec.ErrUnknownType):
		return rec, false, nil
	case err != nil:
		return rec, false, fmt.Errorf("decode %s@%d: %w", e.Stream, e.Revision, err)
	default:
		return rec, true, nil
	}
}

// read hands on messages until take says that it is enough.
func (r *round) read(ctx context.Context, types []string, from events.Position, take func(store.Message) (bool, error)) error {
	sub, err := r.c.Store.Subscribe(ctx, from, store.Filter{TypePrefixes: types})
	if err != nil {
		return fmt.Errorf("subscribe after %s: %w", from, err)
	}
	defer func() { _ = sub.Close() }() // it has nothing to lose
	for {
		m, err := sub.Next(ctx)
		if err != nil {
			return fmt.Errorf("read the log: %w", err)
		}
		if more, err := take(m); err != nil || !more {
			return err
		}
	}
}

func (r *round) look(ctx context.Context) {
	seeing, cancel := context.WithTimeout(ctx, lookTime)
	defer cancel()
	o := r.c.Observer.Observe(seeing)
	if ctx.Err() == nil {
		r.manager.Observe(o, r.c.Now())
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
