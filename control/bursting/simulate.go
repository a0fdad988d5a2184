package bursting

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/parley-video/parley/domain/bursting/replay"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/store"
)

// simulateTime bounds a simulation, most of which is reading the log.
const simulateTime = 25 * time.Second

// Why demand is not replayed.
var (
	ErrSimulating = errors.New("another simulation is under way; try again in a moment")
	ErrTooLong    = fmt.Errorf("the replay took longer than %s; ask for less time or for fewer variants, or use parley bursting simulate, which takes as long as it takes", simulateTime)
)

// Simulate replays demand that is in the log. One at a time: it reads the log
// from its beginning.
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
		if err := ctx.Err(); err != nil {
			return Simulation{}, err
		}
		out.Outcomes = append(out.Outcomes, Outcome{v, replay.Run(trace, replay.Variant{
			Disabled: !v.Settings.Enabled, ThresholdHD: v.Settings.ThresholdHD, OverrideAll: v.Everywhere, MinLifetime: v.Settings.MinLifetime, StartTakes: v.Boot,
		})})
	}
	return out, nil
}

func (b *Bursting) demand(ctx context.Context, from, until time.Time) (replay.Trace, error) {
	var recorder replay.Recorder
	wanted := store.Filter{TypePrefixes: replay.TypePrefixes()}
	for at := events.Position(0); ; {
		page, err := b.c.Store.ReadAll(ctx, at, store.Forwards, wanted, simulatePage)
		if err != nil {
			return replay.Trace{}, fmt.Errorf("read the demand from %s: %w", at, err)
		}
		for _, e := range page.Events {
			if e.Created.After(until) {
				return recorder.Trace(from, until), nil
			}
			// What cannot be read is not replayed: without one event the demand is
			// nearly what it was.
			if rec, err := codec.Decode(e); err == nil {
				recorder.Apply(rec)
			}
		}
		if page.End {
			return recorder.Trace(from, until), nil
		}
		at = page.Next
	}
}

const simulatePage = 500
