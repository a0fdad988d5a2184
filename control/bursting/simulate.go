package bursting

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/parley-video/parley/domain/bursting/replay"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/store"
)

// History knows where in the log conferences began, and which had not ended at a
// time: the demand of a week is then read without the years before it.
type History interface {
	// LastStart is where the last conference began that did so at a position or
	// before it; zero: none did.
	LastStart(ctx context.Context, at events.Position) (events.Position, error)
	// RunningAt are conferences that began at a position or before it and had not
	// ended at a time, at most max.
	RunningAt(ctx context.Context, began events.Position, at time.Time, max int) ([]string, error)
}

// The bounds of a simulation.
const (
	// simulateTime is for all of it.
	simulateTime = 25 * time.Second
	simulatePage = store.MaxPage
	// maxDemand is how many calls are kept in memory and played.
	maxDemand = 250_000
	// maxRunning is how many conferences may have been under way when the time
	// began: the stream of each is read.
	maxRunning = 5_000
	// skew is how far the clocks of nodes, which date what happens to calls, may be
	// from that of the log.
	skew = 10 * time.Minute
)

// Why a simulation is not made, though nothing is wrong: somebody else's is under
// way, and more at a time would only slow each other down; or it takes too long.
var (
	ErrSimulating = errors.New("another simulation is under way; try again in a moment")
	ErrTooLong    = fmt.Errorf("the replay took longer than %s; ask for less time or for fewer variants, or use parley bursting simulate, which takes as long as it takes", simulateTime)
)

// LimitError is a simulation that is too large.
type LimitError struct {
	Field   string // of the Order
	Message string // what is too large, and what to do
}

func (e *LimitError) Error() string { return e.Field + ": " + e.Message }

const instead = "ask for less time, or use parley bursting simulate, which has no limit"

// Simulate replays demand that is in the log.
func (b *Bursting) Simulate(ctx context.Context, order Order) (Simulation, error) {
	select {
	case b.simulating <- struct{}{}:
	default:
		return Simulation{}, ErrSimulating
	}
	defer func() { <-b.simulating }()
	ctx, cancel := context.WithTimeoutCause(ctx, simulateTime, ErrTooLong)
	defer cancel()
	simulation, err := b.simulate(ctx, order)
	if err != nil && errors.Is(context.Cause(ctx), ErrTooLong) {
		return Simulation{}, ErrTooLong
	}
	return simulation, err
}

func (b *Bursting) simulate(ctx context.Context, order Order) (Simulation, error) {
	trace, err := b.demand(ctx, order.From, order.Until)
	if err != nil {
		return Simulation{}, err
	}
	if err := trace.Check(); err != nil {
		return Simulation{}, fmt.Errorf("the demand: %w", err)
	}
	out := Simulation{Calls: len(trace.Calls)}
	for _, v := range order.Variants {
		outcome, err := replay.Play(trace, replay.Variant{
			Disabled: !v.Settings.Enabled, ThresholdHD: v.Settings.ThresholdHD, OverrideAll: v.Everywhere, MinLifetime: v.Settings.MinLifetime, StartTakes: v.Boot,
		}, func(time.Time) error { return ctx.Err() })
		if err != nil {
			return Simulation{}, err
		}
		out.Outcomes = append(out.Outcomes, Outcome{v, outcome})
	}
	return out, nil
}

// demand reads what happened between two times, and of what was before only what
// matters then: the configuration, and the conferences that had not ended.
func (b *Bursting) demand(ctx context.Context, from, until time.Time) (replay.Trace, error) {
	recorder := replay.Recorder{Since: from}
	after, err := b.beginning(ctx, from.Add(-skew))
	if err != nil {
		return replay.Trace{}, fmt.Errorf("find the demand of %s: %w", from.Format(time.RFC3339), err)
	}
	if after > 0 {
		err = b.each(ctx, 0, replay.SettingPrefixes(), func(e store.Event) bool { return e.Position <= after }, recorder.Apply)
		if err == nil {
			err = b.underWay(ctx, after, from.Add(-skew), recorder.Apply)
		}
	}
	if err == nil {
		err = b.each(ctx, after, replay.TypePrefixes(), func(e store.Event) bool {
			return !e.Created.After(until) && recorder.Calls() <= maxDemand
		}, recorder.Apply)
	}
	if err != nil {
		return replay.Trace{}, fmt.Errorf("read the demand: %w", err)
	}
	if recorder.Calls() > maxDemand {
		return replay.Trace{}, &LimitError{"from", fmt.Sprintf("there were more than %d calls; %s", maxDemand, instead)}
	}
	return recorder.Trace(from, until), nil
}

// beginning is a position after which everything is that was recorded after a
// time: where the last conference began before it.
func (b *Bursting) beginning(ctx context.Context, at time.Time) (events.Position, error) {
	if b.c.History == nil {
		return 0, nil
	}
	// Those that begin up to low, or after high, are known not to be the one that
	// is looked for. Positions may be far apart.
	found, low := events.Position(0), events.Position(0)
	high, err := b.journal.End(ctx)
	for err == nil && low < high {
		middle := low + (high-low+1)/2
		var start events.Position
		if start, err = b.c.History.LastStart(ctx, middle); err != nil {
			break
		}
		var before bool
		switch {
		case start <= low:
			low = middle
			continue
		default:
			before, err = b.before(ctx, start, at)
		}
		if before {
			found, low = start, middle
		} else {
			high = start - 1
		}
	}
	return found, err
}

// before reports whether the event after a position was recorded before a time.
// Then so was everything up to that position.
func (b *Bursting) before(ctx context.Context, after events.Position, at time.Time) (bool, error) {
	for {
		page, err := b.c.Store.ReadAll(ctx, after, store.Forwards, store.Filter{}, 1)
		if err != nil {
			return false, err
		}
		if len(page.Events) > 0 {
			return page.Events[0].Created.Before(at), nil
		}
		if page.End {
			return true, nil
		}
		after = page.Next
	}
}

// underWay folds what happened up to a position in conferences that had not ended
// at a time.
func (b *Bursting) underWay(ctx context.Context, through events.Position, at time.Time, apply func(events.Recorded)) error {
	list, err := b.c.History.RunningAt(ctx, through, at, maxRunning+1)
	if err != nil {
		return err
	}
	if len(list) > maxRunning {
		return &LimitError{"from", fmt.Sprintf("more than %d conferences were under way then; %s", maxRunning, instead)}
	}
	for _, id := range list {
		for at := events.Revision(0); ; {
			page, err := b.c.Store.ReadStream(ctx, events.ConferenceStream(id), at, store.Forwards, simulatePage)
			if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrDeleted) {
				break // removed from the log since
			}
			if err != nil {
				return err
			}
			if !decodeInto(page.Events, replay.TypePrefixes(), func(e store.Event) bool { return e.Position <= through }, apply) || page.End {
				break
			}
			at = page.Next
		}
	}
	return nil
}

// each folds the events after a position while they are wanted.
func (b *Bursting) each(ctx context.Context, after events.Position, types []string, wanted func(store.Event) bool, apply func(events.Recorded)) error {
	filter := store.Filter{TypePrefixes: types}
	for {
		page, err := b.c.Store.ReadAll(ctx, after, store.Forwards, filter, simulatePage)
		if err != nil {
			return fmt.Errorf("from %s: %w", after, err)
		}
		if !decodeInto(page.Events, types, wanted, apply) || page.End {
			return nil
		}
		after = page.Next
	}
}

// decodeInto applies events of some types until one is not wanted. What cannot
// be read is not replayed: without one event the demand is nearly what it was.
func decodeInto(list []store.Event, types []string, wanted func(store.Event) bool, apply func(events.Recorded)) bool {
	for _, e := range list {
		if !wanted(e) {
			return false
		}
		if !anyPrefix(types, e.Type) {
			continue
		}
		if rec, err := codec.Decode(e); err == nil {
			apply(rec)
		}
	}
	return true
}

func anyPrefix(prefixes []string, s string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}
