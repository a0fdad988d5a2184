// Package alarms raises and lowers alarms: the impure shell around the process
// manager of domain/alarm.
//
// It follows the log from its beginning, looks every few seconds at what stands
// beside it, and records the difference between the alarms that ought to be
// there and those that are. Nothing is kept but what the log says, so whichever
// Management Node runs it goes on where the one before was; should two run it
// for a moment, what both record is recorded once. It imports control,
// domain/alarm, events and events/store. Run owns two goroutines besides its own: one
// reads the log, one looks beside it.
package alarms

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/alarm"
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
// It is asked by one goroutine at a time.
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
type Runner struct {
	c        Config
	watching atomic.Bool
	skipped  atomic.Uint64
}

// State is how a Runner is.
type State struct {
	Watching bool   // it has read the log and follows it
	Skipped  uint64 // events that could not be read, since the start
}

// State says how it is. It is safe for concurrent use.
func (r *Runner) State() State { return State{Watching: r.watching.Load(), Skipped: r.skipped.Load()} }

// New makes a Runner.
func New(c Config) (*Runner, error) {
	if c.Store == nil || c.Commands == nil || c.Observer == nil || c.Log == nil {
		return nil, errors.New("alarms: incomplete configuration")
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return &Runner{c: c}, nil
}

// Run works until ctx ends. When the log cannot be read it tries again, and
// goes on where it was.
func (r *Runner) Run(ctx context.Context) error {
	fold := &round{Runner: r}
	for wait := 100 * time.Millisecond; ; wait = min(2*wait, pauseMost) {
		began := r.c.Now()
		err := fold.follow(ctx)
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
