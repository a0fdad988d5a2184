package webhooks

import (
	"context"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/internal/sqldb"
)

// outcome is what became of one attempt.
type outcome struct {
	job      job
	at       time.Time // when it began
	ended    time.Time
	ok       bool
	gone     bool // trying again is of no use
	unsent   bool // the receiver had no part in it
	status   int
	err      string        // why not ok; never holds a secret
	wait     time.Duration // what the receiver asked for
	jitter   float64       // from 0 to 1
	duration time.Duration
}

// backoff is the pause after the n-th failure: it doubles, and is spread so
// that what failed together is not tried together.
func (l Limits) backoff(n int64, jitter float64) time.Duration {
	pause := l.LastRetry
	if n < 32 { // further the shift says nothing
		if d := l.FirstRetry << (n - 1); d > 0 && d < pause {
			pause = d
		}
	}
	const spread = 0.2
	return time.Duration(float64(pause) * (1 - spread*jitter))
}

// verdict is what follows from an outcome.
type verdict struct {
	state    int64
	attempts int64
	first    time.Time
	next     time.Time
}

// fewest is how often an event is tried at least. One that waited behind
// another may have little of its time left, or nothing, and a receiver that is
// well again may still stumble.
const fewest = 5

// judge decides. An event is tried until its time is over, and then for the
// last time.
func (l Limits) judge(o outcome) verdict {
	v := verdict{attempts: o.job.attempts + 1, first: o.job.first}
	if v.first.IsZero() {
		v.first = o.at
	}
	end := o.job.queued.Add(l.GiveUp)
	switch {
	case o.ok:
		v.state = numDelivered
	case o.gone || !o.ended.Before(end) && v.attempts >= fewest:
		v.state = numParked
	default:
		v.state = numRetrying
		v.next = o.ended.Add(max(l.backoff(v.attempts, o.jitter), o.wait))
		if o.ended.Before(end) && v.next.After(end) {
			v.next = end
		}
	}
	return v
}

// finish records outcomes of a webhook's attempts, and says how many
// deliveries left each lane. Outcomes of deliveries that are not in the queue
// any more change nothing.
func (q queue) finish(ctx context.Context, fence int64, id string, list []outcome) (left [lanes]int, err error) {
	err = q.write(ctx, fence, func(ctx context.Context, tx sqldb.Tx) error {
		left = [lanes]int{}
		for _, o := range list {
			var there int64
			found, err := sqldb.Get(ctx, tx, `SELECT 1 FROM webhooks_queue WHERE webhook = $1 AND lane = $2 AND position = $3 AND event_id = $4 AND state <> 3`,
				[]any{id, int64(o.job.lane), number(o.job.position), o.job.id}, &there)
			if err != nil {
				return err
			}
			if !found {
				continue
			}
			leaves, err := q.record(ctx, tx, id, o)
			if err != nil {
				return err
			}
			if leaves {
				left[o.job.lane]++
			}
		}
		q.trim(ctx, tx, id)
		return nil
	})
	return left, err
}

// record records one outcome and says whether the delivery waits no more.
func (q queue) record(ctx context.Context, tx sqldb.Tx, id string, o outcome) (bool, error) {
	v := q.limits.judge(o)
	if v.state == numParked {
		room, err := q.roomToPark(ctx, tx, id)
		if err != nil {
			return false, err
		}
		if !room { // it goes on, and what follows waits
			v.state, v.next = numRetrying, o.ended.Add(q.limits.LastRetry)
		}
	}
	q.log(ctx, tx, id, o, v)
	q.note(ctx, tx, id, o)
	key := []any{id, int64(o.job.lane), number(o.job.position)}
	switch v.state {
	case numDelivered:
		tx.Queue(ctx, `DELETE FROM webhooks_queue WHERE webhook = $1 AND lane = $2 AND position = $3`, key...)
	case numRetrying:
		tx.Queue(ctx, `UPDATE webhooks_queue SET state = 1, attempts = $4, first_at = $5, last_at = $6, next_at = $7,
			status = $8, error = $9, duration_ms = $10 WHERE webhook = $1 AND lane = $2 AND position = $3`,
			append(key, v.attempts, micros(v.first), micros(o.at), micros(v.next), int64(o.status), o.err, o.duration.Milliseconds())...)
		return false, nil
	default:
		q.park(ctx, tx, id, o, v)
	}
	q.promote(ctx, tx, id, o.job.lane, o.job.stream)
	return true, nil
}

func (q queue) roomToPark(ctx context.Context, tx sqldb.Tx, id string) (bool, error) {
	var parked int64
	_, err := sqldb.Get(ctx, tx, `SELECT COUNT(*) FROM webhooks_queue WHERE webhook = $1 AND state = 3`, []any{id}, &parked)
	return parked < int64(q.limits.Parked), err
}

// park moves a delivery into the last lane. The same event may be there, from
// before a replay; one that is tried again at this moment stays.
func (q queue) park(ctx context.Context, tx sqldb.Tx, id string, o outcome, v verdict) {
	key := []any{id, int64(o.job.lane), number(o.job.position)}
	if o.job.lane != laneApart {
		tx.Queue(ctx, `DELETE FROM webhooks_queue WHERE webhook = $1 AND lane = 2 AND position = $2 AND state = 3`, id, number(o.job.position))
		tx.Queue(ctx, `DELETE FROM webhooks_queue WHERE webhook = $1 AND lane = $2 AND position = $3
			AND EXISTS (SELECT 1 FROM webhooks_queue q WHERE q.webhook = $1 AND q.lane = 2 AND q.position = $3)`, key...)
	}
	tx.Queue(ctx, `UPDATE webhooks_queue SET lane = 2, state = 3, head = 0, attempts = $4, first_at = $5, last_at = $6,
		status = $7, error = $8, duration_ms = $9 WHERE webhook = $1 AND lane = $2 AND position = $3`,
		append(key, v.attempts, micros(v.first), micros(o.at), int64(o.status), o.err, o.duration.Milliseconds())...)
}

// promote makes the first of a stream its head, unless there is one.
func (q queue) promote(ctx context.Context, tx sqldb.Tx, id string, l lane, stream string) {
	tx.Queue(ctx, `UPDATE webhooks_queue SET head = 1 WHERE webhook = $1 AND lane = $2 AND position =
		(SELECT MIN(q.position) FROM webhooks_queue q WHERE q.webhook = $1 AND q.lane = $2 AND q.stream = $3 AND q.state <> 3)
		AND NOT EXISTS (SELECT 1 FROM webhooks_queue h WHERE h.webhook = $1 AND h.lane = $2 AND h.stream = $3 AND h.head = 1)`,
		id, int64(l), stream)
}

// note keeps how the webhook fares.
func (q queue) note(ctx context.Context, tx sqldb.Tx, id string, o outcome) {
	if o.ok {
		tx.Queue(ctx, `UPDATE webhooks_state SET last_success = $2, failing_since = 0, last_error = '' WHERE webhook = $1`,
			id, micros(o.ended))
		return
	}
	if o.unsent {
		return
	}
	tx.Queue(ctx, `UPDATE webhooks_state SET last_error = $2,
		failing_since = CASE WHEN failing_since = 0 THEN $3 ELSE failing_since END WHERE webhook = $1`, id, o.err, micros(o.at))
	if o.wait > 0 {
		tx.Queue(ctx, `UPDATE webhooks_state SET paused_until = $2 WHERE webhook = $1 AND paused_until < $2`, id, micros(o.ended.Add(o.wait)))
	}
}

const nextSeq = `(SELECT COALESCE(MAX(l.seq), 0) + 1 FROM webhooks_log l WHERE l.webhook = $1)`

func (q queue) log(ctx context.Context, tx sqldb.Tx, id string, o outcome, v verdict) {
	final := v.state == numDelivered
	tx.Queue(ctx, `INSERT INTO webhooks_log (webhook, seq, final, position, stream, revision, event_id, type, replay, state, attempts,
			first_at, last_at, next_at, status, error, duration_ms)
		VALUES ($1, `+nextSeq+`, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
		id, final, number(o.job.position), o.job.stream, int64(o.job.revision), o.job.id, o.job.typ, o.job.replay, v.state, v.attempts, // stores bound it
		micros(v.first), micros(o.at), micros(v.next), int64(o.status), o.err, o.duration.Milliseconds())
}

// trim keeps the last attempts that finished a delivery, and the last others.
func (q queue) trim(ctx context.Context, tx sqldb.Tx, id string) {
	for _, final := range []bool{false, true} {
		tx.Queue(ctx, `DELETE FROM webhooks_log WHERE webhook = $1 AND final = $2 AND seq <=
			(SELECT l.seq FROM webhooks_log l WHERE l.webhook = $1 AND l.final = $2 ORDER BY l.seq DESC LIMIT 1 OFFSET $3)`,
			id, final, int64(q.limits.Log))
	}
}

// retry makes parked deliveries wait once more, in order within each stream.
func (q queue) retry(ctx context.Context, id string, position *events.Position) (int, error) {
	n := 0
	err := q.order(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		n = 0
		text := `UPDATE webhooks_queue SET state = 0, attempts = 0, first_at = 0, queued_at = $2, next_at = $2
			WHERE webhook = $1 AND state = 3`
		args := []any{id, micros(time.Now())}
		if position != nil {
			text, args = text+` AND position = $3`, append(args, number(*position))
		}
		streams := map[string]bool{}
		err := tx.Each(ctx, text+` RETURNING stream`, args, func(scan sqldb.Scan) error {
			var stream string
			err := scan(&stream)
			streams[stream] = true
			n++
			return err
		})
		if err != nil {
			return err
		}
		for stream := range streams {
			q.promote(ctx, tx, id, laneApart, stream)
		}
		return nil
	})
	return n, err
}

// discard gives parked deliveries up.
func (q queue) discard(ctx context.Context, id string, position *events.Position) (int, error) {
	n := 0
	err := q.order(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		n = 0
		which, args := `webhook = $1 AND state = 3`, []any{id}
		if position != nil {
			which, args = which+` AND position = $2`, append(args, number(*position))
		}
		// They are numbered in the order of the log.
		tx.Queue(ctx, `INSERT INTO webhooks_log (webhook, seq, final, position, stream, revision, event_id, type, replay, state, attempts,
				first_at, last_at, next_at, status, error, duration_ms)
			SELECT webhook, `+nextSeq+` + ROW_NUMBER() OVER (ORDER BY position), 1, position, stream, revision, event_id, type, replay, 4, attempts,
				first_at, last_at, 0, status, error, duration_ms FROM webhooks_queue WHERE `+which, args...)
		err := tx.Each(ctx, `DELETE FROM webhooks_queue WHERE `+which+` RETURNING position`, args, func(scan sqldb.Scan) error {
			var at int64
			n++
			return scan(&at)
		})
		q.trim(ctx, tx, id)
		return err
	})
	return n, err
}
