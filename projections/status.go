package projections

import (
	"context"
	"time"

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
	// LagTime is how much older the last event that it has read is than the last
	// of the log; zero when it has read all, nil when unknown.
	LagTime *time.Duration
	State   State
	Error   *string
	Skipped uint64  // events of types that nobody knows
	Applied uint64  // events since the start
	Rate    float64 // events applied in a second, lately
	// Rebuilding is set while rows are folded beside those that are served.
	Rebuilding *Rebuilding
}

// Rebuilding is how far a rebuild is. Target is where the log ended when it
// was asked.
type Rebuilding struct{ Position, Target events.Position }

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
	end, ended, err := r.end(ctx)
	for _, w := range r.workers {
		s := w.status()
		s.Lag = w.lag(ctx, s.Position)
		if s.Rebuilding != nil {
			s.Rebuilding.Target = max(end, s.Position)
		}
		if s.Lag != nil && *s.Lag == 0 {
			s.LagTime = new(time.Duration)
		} else if read := w.lastRead(); err == nil && !read.IsZero() {
			behind := max(0, ended.Sub(read))
			s.LagTime = &behind
		}
		all = append(all, s)
	}
	return all
}

// end is the log's last event: where it stands, and when it was written.
func (r *Runner) end(ctx context.Context) (events.Position, time.Time, error) {
	page, err := r.config.Store.ReadAll(ctx, store.LastPosition, store.Backwards, store.Filter{}, 1)
	if err != nil || len(page.Events) == 0 {
		return 0, time.Time{}, err
	}
	return page.Events[0].Position, page.Events[0].Created, nil
}

// rateWindow is how far back a rate looks, at least; it looks at most twice as
// far.
const rateWindow = 5 * time.Second

// rate counts what was applied lately. The zero value is ready.
type rate struct {
	total           uint64
	since, before   time.Time // of the two marks
	atSince, atPrev uint64
}

func (r *rate) add(n int, now time.Time) {
	r.total += uint64(n) // a length
	if r.since.IsZero() {
		r.since = now.Add(-time.Second) // the first batch took a moment too
	}
	r.turn(now)
}

// turn moves the marks on.
func (r *rate) turn(now time.Time) {
	if now.Sub(r.since) >= rateWindow {
		r.before, r.atPrev = r.since, r.atSince
		r.since, r.atSince = now, r.total
		if now.Sub(r.before) >= 2*rateWindow { // nothing was applied for long
			r.before, r.atPrev = now.Add(-rateWindow), r.total
		}
	}
}

func (r *rate) perSecond(now time.Time) float64 {
	if r.since.IsZero() {
		return 0
	}
	r.turn(now)
	if r.before.IsZero() {
		return float64(r.total-r.atSince) / max(now.Sub(r.since).Seconds(), 1)
	}
	return float64(r.total-r.atPrev) / now.Sub(r.before).Seconds()
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
