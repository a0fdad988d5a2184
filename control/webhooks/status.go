package webhooks

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/internal/sqldb"
)

// Status is how a webhook fares. Times and Replay are nil when there is none.
type Status struct {
	// Position: every event up to here was taken, waits in the queue, or is
	// parked. It is written when there is something to queue, and otherwise
	// every few seconds.
	Position events.Position
	// Lag is how many events there are after Position that the webhook is to
	// get; nil when they are too many to count.
	Lag *int64
	// Pending wait for their first or another try.
	Pending, Parked int
	// FailingSince is when the first of the attempts failed since the last
	// that did not, and LastError why the last one did.
	FailingSince  *time.Time
	LastError     string
	LastSuccessAt *time.Time
	// PausedUntil is when the receiver wants to be asked again.
	PausedUntil *time.Time
	Replay      *ReplayStatus
}

// ReplayStatus is a replay that runs: of the events in (After, Through], those
// up to Position are in the queue, or were sent.
type ReplayStatus struct{ After, Through, Position events.Position }

// lagPages bounds the counting of a lag.
const lagPages = 8

// Status says how a webhook fares.
func (w *Webhooks) Status(ctx context.Context, id string) (Status, error) {
	hook, err := w.state(ctx, id)
	if err != nil {
		return Status{}, err
	}
	var s Status
	var p place
	err = w.queue.view(ctx, func(ctx context.Context, r sqldb.Querier) error {
		s = Status{}
		var found bool
		if p, found, err = readPlace(ctx, r, id); err != nil {
			return err
		}
		if !found {
			p.position = hook.Created
		}
		return r.Each(ctx, `SELECT CASE WHEN state = 3 THEN 1 ELSE 0 END, COUNT(*) FROM webhooks_queue WHERE webhook = $1 GROUP BY 1`,
			[]any{id}, func(scan sqldb.Scan) error {
				var parked, n int64
				err := scan(&parked, &n)
				if parked == 1 {
					s.Parked = int(n)
				} else {
					s.Pending = int(n)
				}
				return err
			})
	})
	if err != nil {
		return Status{}, fmt.Errorf("status of webhook %s: %w", id, err)
	}
	s.Position, s.LastError = p.position, p.lastError
	s.FailingSince, s.LastSuccessAt = optional(micros(p.failingSince)), optional(micros(p.lastSuccess))
	if p.paused.After(time.Now()) {
		s.PausedUntil = &p.paused
	}
	if order := hook.Replay; order != nil && order.Ordered > p.replay.ordered { // not begun yet
		s.Replay = &ReplayStatus{After: order.After, Through: order.Through, Position: order.After}
	} else if p.replay.running {
		s.Replay = &ReplayStatus{After: p.replay.after, Through: p.replay.through, Position: p.replay.position}
	}
	if s.Lag, err = w.lag(ctx, p.position, hook.Settings.TypePrefixes); err != nil {
		return Status{}, fmt.Errorf("lag of webhook %s: %w", id, err)
	}
	return s, nil
}

func (w *Webhooks) lag(ctx context.Context, from events.Position, types []string) (*int64, error) {
	n := int64(0)
	for range lagPages {
		page, err := w.config.Store.ReadAll(ctx, from, store.Forwards, store.Filter{TypePrefixes: types}, store.MaxPage)
		if errors.Is(err, store.ErrBeyondEnd) {
			return &n, nil
		}
		if err != nil {
			return nil, err
		}
		n += int64(len(page.Events))
		if page.End {
			return &n, nil
		}
		from = page.Next
	}
	return nil, nil
}
