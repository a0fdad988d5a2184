package projections

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// State is what a read model is doing.
type State string

// The states.
const (
	CatchingUp State = "CATCHING_UP"
	Live       State = "LIVE"
	Parked     State = "PARKED"
)

// Status is the health of one read model.
type Status struct {
	Name     string
	Position events.Position
	Lag      *int64 // events that it has not read; nil: too many to count, or unknown
	State    State
	Error    *string
	Skipped  uint64 // events of types that nobody knows
}

// lagPages bounds what counting a lag may cost.
const lagPages = 20

// States is Status without the lag, which has to be counted: it costs nothing.
func (r *Runner) States() []Status {
	all := make([]Status, 0, len(r.workers))
	for _, w := range r.workers {
		all = append(all, w.status())
	}
	return all
}

// Status reports on all read models, in the order of their configuration.
func (r *Runner) Status(ctx context.Context) []Status {
	all := make([]Status, 0, len(r.workers))
	for _, w := range r.workers {
		s := w.status()
		s.Lag = w.lag(ctx, s.Position)
		all = append(all, s)
	}
	return all
}

// lag counts the events that are still to come. Positions are opaque, so
// their distance says nothing.
func (w *worker) lag(ctx context.Context, from events.Position) *int64 {
	var n int64
	for range lagPages {
		page, err := w.config.Store.ReadAll(ctx, from, store.Forwards, w.handler.Filter(), store.MaxPage)
		if err != nil {
			return nil
		}
		n += int64(len(page.Events))
		if page.End {
			return &n
		}
		from = page.Next
	}
	return nil
}
