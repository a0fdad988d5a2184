package webhooks

import (
	"context"
	"fmt"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/internal/sqldb"
)

// queue is the durable part. Whatever Run writes goes through write, which
// names its fencing number; what people order goes through order.
type queue struct {
	db     *sqldb.DB
	limits Limits
}

// dbTimeout bounds every transaction; a database that does not answer must not
// hold a runner, and with it a stop, for ever.
const dbTimeout = 30 * time.Second

func (q queue) update(ctx context.Context, f func(context.Context, sqldb.Tx) error) error {
	ctx, cancel := context.WithTimeout(ctx, dbTimeout)
	defer cancel()
	return q.db.Update(ctx, func(tx sqldb.Tx) error { return f(ctx, tx) })
}

func (q queue) view(ctx context.Context, f func(context.Context, sqldb.Querier) error) error {
	ctx, cancel := context.WithTimeout(ctx, dbTimeout)
	defer cancel()
	return q.db.View(ctx, func(r sqldb.Querier) error { return f(ctx, r) })
}

// claim draws the next fencing number: from now on nobody with another one
// writes.
func (q queue) claim(ctx context.Context) (int64, error) {
	var fence int64
	err := q.update(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		_, err := sqldb.Get(ctx, tx, `INSERT INTO webhooks_fence (one, fence) VALUES (1, 1)
			ON CONFLICT (one) DO UPDATE SET fence = webhooks_fence.fence + 1 RETURNING fence`, nil, &fence)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("begin to deliver webhooks: %w", err)
	}
	return fence, nil
}

// write runs f in a transaction, unless another Run has begun. The update of
// the fence's row holds that off until the transaction has ended.
func (q queue) write(ctx context.Context, fence int64, f func(context.Context, sqldb.Tx) error) error {
	return q.update(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		var now int64
		found, err := sqldb.Get(ctx, tx, `UPDATE webhooks_fence SET fence = fence WHERE one = 1 AND fence = $1 RETURNING fence`,
			[]any{fence}, &now)
		if err != nil {
			return err
		}
		if !found {
			return ErrFenced
		}
		return f(ctx, tx)
	})
}

// order runs f in a transaction beside which Run writes nothing.
func (q queue) order(ctx context.Context, f func(context.Context, sqldb.Tx) error) error {
	return q.update(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		tx.Queue(ctx, `UPDATE webhooks_fence SET fence = fence WHERE one = 1`)
		return f(ctx, tx)
	})
}

// keepOnly removes what is kept of webhooks that are no more.
func (q queue) keepOnly(ctx context.Context, fence int64, live func(id string) bool) error {
	return q.write(ctx, fence, func(ctx context.Context, tx sqldb.Tx) error {
		var gone []string
		err := tx.Each(ctx, `SELECT webhook FROM webhooks_state`, nil, func(scan sqldb.Scan) error {
			var id string
			if err := scan(&id); err != nil {
				return err
			}
			if !live(id) {
				gone = append(gone, id)
			}
			return nil
		})
		if err != nil {
			return err
		}
		for _, id := range gone {
			for _, table := range []string{"webhooks_state", "webhooks_queue", "webhooks_log"} {
				tx.Queue(ctx, `DELETE FROM `+table+` WHERE webhook = $1`, id)
			}
		}
		return nil
	})
}

// place is a webhook's row.
type place struct {
	position     events.Position
	config       events.Revision
	paused       time.Time
	failingSince time.Time
	lastError    string
	lastSuccess  time.Time
	replay       replay
}

// replay is the order that a webhook worked on last.
type replay struct {
	ordered                  events.Position
	running                  bool
	after, through, position events.Position
}

func readPlace(ctx context.Context, r sqldb.Querier, id string) (place, bool, error) {
	var p place
	var position, config, paused, failing, success, ordered, running, after, through, at int64
	found, err := sqldb.Get(ctx, r, `SELECT position, config, paused_until, failing_since, last_error, last_success,
		replay, replay_running, replay_after, replay_through, replay_position FROM webhooks_state WHERE webhook = $1`, []any{id},
		&position, &config, &paused, &failing, &p.lastError, &success, &ordered, &running, &after, &through, &at)
	p.position, p.config = positionOf(position), events.Revision(config) // stores bound it
	p.paused, p.failingSince, p.lastSuccess = timeOf(paused), timeOf(failing), timeOf(success)
	p.replay = replay{
		ordered: positionOf(ordered), running: running != 0,
		after: positionOf(after), through: positionOf(through), position: positionOf(at),
	}
	return p, found, err
}

// open makes a webhook's row when it has none, and reads it.
func (q queue) open(ctx context.Context, fence int64, id string, created events.Position, config events.Revision) (place, error) {
	var p place
	err := q.write(ctx, fence, func(ctx context.Context, tx sqldb.Tx) error {
		tx.Queue(ctx, `INSERT INTO webhooks_state (webhook, position, config) VALUES ($1, $2, $3) ON CONFLICT (webhook) DO NOTHING`,
			id, number(created), int64(config)) // stores bound it
		var err error
		p, _, err = readPlace(ctx, tx, id)
		return err
	})
	return p, err
}

// counts is how many deliveries wait in each lane.
func (q queue) counts(ctx context.Context, id string) ([lanes]int, error) {
	var n [lanes]int
	err := q.view(ctx, func(ctx context.Context, r sqldb.Querier) error {
		return r.Each(ctx, `SELECT lane, COUNT(*) FROM webhooks_queue WHERE webhook = $1 AND state <> 3 GROUP BY lane`,
			[]any{id}, func(scan sqldb.Scan) error {
				var at, count int64
				if err := scan(&at, &count); err != nil {
					return err
				}
				if at >= 0 && at < lanes {
					n[at] = int(count)
				}
				return nil
			})
	})
	return n, err
}

// due gives at most n heads of a lane whose time has come, and when the next
// one's comes that is not among them; zero when there is none.
func (q queue) due(ctx context.Context, id string, l lane, now time.Time, n int) (jobs []job, next time.Time, err error) {
	err = q.view(ctx, func(ctx context.Context, r sqldb.Querier) error {
		jobs = jobs[:0]
		err := r.Each(ctx, `SELECT `+jobColumns+` FROM webhooks_queue WHERE webhook = $1 AND lane = $2 AND head = 1 AND next_at <= $3
			ORDER BY next_at, position LIMIT $4`, []any{id, int64(l), micros(now), int64(n)}, func(scan sqldb.Scan) error {
			j, err := scanJob(scan)
			jobs = append(jobs, j)
			return err
		})
		if err != nil {
			return err
		}
		var at int64
		_, err = sqldb.Get(ctx, r, `SELECT next_at FROM webhooks_queue WHERE webhook = $1 AND lane = $2 AND head = 1 AND next_at > $3
			ORDER BY next_at LIMIT 1`, []any{id, int64(l), micros(now)}, &at)
		next = timeOf(at)
		return err
	})
	return jobs, next, err
}

// put adds events to a lane. One that is there already stays as it is.
func (q queue) put(ctx context.Context, tx sqldb.Tx, id string, l lane, list []store.Event, now time.Time) {
	for i := range list {
		e := &list[i]
		tx.Queue(ctx, `INSERT INTO webhooks_queue (webhook, lane, position, stream, revision, event_id, type, replay, state, head, queued_at, next_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0,
				CASE WHEN EXISTS (SELECT 1 FROM webhooks_queue q WHERE q.webhook = $1 AND q.lane = $2 AND q.stream = $4) THEN 0 ELSE 1 END,
				$9, $9) ON CONFLICT (webhook, lane, position) DO NOTHING`,
			id, int64(l), number(e.Position), e.Stream, int64(e.Revision), e.ID.String(), e.Type, l == laneReplay, micros(now)) // stores bound it
	}
}

// take adds live events and moves the webhook's place on.
func (q queue) take(ctx context.Context, fence int64, id string, list []store.Event, through events.Position, now time.Time) error {
	return q.write(ctx, fence, func(ctx context.Context, tx sqldb.Tx) error {
		q.put(ctx, tx, id, laneLive, list, now)
		tx.Queue(ctx, `UPDATE webhooks_state SET position = $2 WHERE webhook = $1`, id, number(through))
		return nil
	})
}

// takeReplay is take for the replay that was ordered at a position.
func (q queue) takeReplay(ctx context.Context, fence int64, id string, ordered events.Position, list []store.Event, through events.Position, now time.Time) error {
	return q.write(ctx, fence, func(ctx context.Context, tx sqldb.Tx) error {
		q.put(ctx, tx, id, laneReplay, list, now)
		tx.Queue(ctx, `UPDATE webhooks_state SET replay_position = $3 WHERE webhook = $1 AND replay = $2`, id, number(ordered), number(through))
		return nil
	})
}

// beginReplay replaces whatever replay there was.
func (q queue) beginReplay(ctx context.Context, fence int64, id string, r replay) error {
	return q.write(ctx, fence, func(ctx context.Context, tx sqldb.Tx) error {
		tx.Queue(ctx, `DELETE FROM webhooks_queue WHERE webhook = $1 AND lane = 1`, id)
		tx.Queue(ctx, `UPDATE webhooks_state SET replay = $2, replay_running = 1, replay_after = $3, replay_through = $4, replay_position = $3
			WHERE webhook = $1`, id, number(r.ordered), number(r.after), number(r.through))
		return nil
	})
}

func (q queue) endReplay(ctx context.Context, fence int64, id string) error {
	return q.write(ctx, fence, func(ctx context.Context, tx sqldb.Tx) error {
		tx.Queue(ctx, `UPDATE webhooks_state SET replay_running = 0 WHERE webhook = $1`, id)
		return nil
	})
}

// reconfigure notes the configuration that a webhook works with from now on.
// What waits is tried at once, with the whole time before it: whatever was
// wrong may have been mended.
func (q queue) reconfigure(ctx context.Context, fence int64, id string, config events.Revision, now time.Time) error {
	return q.write(ctx, fence, func(ctx context.Context, tx sqldb.Tx) error {
		tx.Queue(ctx, `UPDATE webhooks_state SET config = $2, paused_until = 0 WHERE webhook = $1`, id, int64(config)) // stores bound it
		tx.Queue(ctx, `UPDATE webhooks_queue SET queued_at = $2, next_at = $2 WHERE webhook = $1 AND state <> 3`, id, micros(now))
		return nil
	})
}

// moveTo notes how far a webhook has read.
func (q queue) moveTo(ctx context.Context, fence int64, id string, position events.Position) error {
	return q.write(ctx, fence, func(ctx context.Context, tx sqldb.Tx) error {
		tx.Queue(ctx, `UPDATE webhooks_state SET position = $2 WHERE webhook = $1`, id, number(position))
		return nil
	})
}

// cut puts a webhook's place at the end of a log that was put back. What it
// has of behind that is gone; other events will get those positions.
func (q queue) cut(ctx context.Context, fence int64, id string, end events.Position) error {
	return q.write(ctx, fence, func(ctx context.Context, tx sqldb.Tx) error {
		tx.Queue(ctx, `UPDATE webhooks_state SET position = $2 WHERE webhook = $1`, id, number(end))
		tx.Queue(ctx, `DELETE FROM webhooks_queue WHERE webhook = $1 AND position > $2`, id, number(end))
		return nil
	})
}
