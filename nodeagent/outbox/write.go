package outbox

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/google/uuid"

	"github.com/parley-video/parley/nodeagent/internal/sqlitefile"
)

// How long the writer waits before it tries again what the disk refused.
const (
	retryFirst = 100 * time.Millisecond
	retryMost  = 5 * time.Second
)

// Run writes queued facts until ctx ends, then writes what is left, refuses
// further facts and returns. It must run once only.
func (o *Outbox) Run(ctx context.Context) error {
	for {
		select {
		case <-o.wake:
			if err := o.flush(ctx); err != nil {
				return o.finish(err)
			}
		case <-ctx.Done():
			o.shut()
			return o.finish(o.flush(ctx))
		}
	}
}

// flush writes until the queue is empty. A refused batch is tried again, in
// order, until it is taken or ctx ends.
func (o *Outbox) flush(ctx context.Context) error {
	wait := retryFirst
	for {
		written, err := o.writeNext()
		if err == nil {
			if wait != retryFirst {
				o.log.Info("facts can be written again")
			}
			if written == 0 {
				return nil
			}
			wait = retryFirst
			continue
		}
		if wait == retryFirst {
			o.log.Error("facts cannot be written, trying again", slog.Any("error", err), slog.Int("facts", o.waiting()))
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return fmt.Errorf("outbox: %d facts not written: %w", o.waiting(), err)
		}
		wait = min(2*wait, retryMost)
	}
}

// writeNext makes the next batch durable and gives its size.
func (o *Outbox) writeNext() (int, error) {
	o.disk.Lock()
	defer o.disk.Unlock()
	batch, first := o.batch()
	if len(batch) == 0 {
		return 0, nil
	}
	if err := o.write(batch, first); err != nil {
		return 0, err
	}
	o.settle(batch, first)
	return len(batch), nil
}

// batch is what the next commit writes, and the number of its first fact.
func (o *Outbox) batch() ([]*Receipt, uint64) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.queue[:min(len(o.queue), batchSize)], o.last + 1
}

func (o *Outbox) waiting() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return len(o.queue)
}

// write commits a batch. Writing the same batch again is harmless: after a
// commit whose outcome is unknown the rows are there or not, with these very
// numbers.
func (o *Outbox) write(batch []*Receipt, first uint64) (err error) {
	defer func() { err = sqlitefile.Classify(err) }()
	tx, err := o.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback() // no-op after Commit
	insert, err := tx.Prepare("INSERT OR REPLACE INTO fact (seq, time, type, data) VALUES (?, ?, ?, ?)")
	if err != nil {
		return err
	}
	defer insert.Close()
	for i, r := range batch {
		at := r.fact.Time.Format(time.RFC3339Nano)
		if _, err := insert.Exec(first+uint64(i), at, string(r.fact.Type), []byte(r.fact.Data)); err != nil {
			return err
		}
	}
	if _, err := tx.Exec("UPDATE meta SET last = ? WHERE id = 1", first+uint64(len(batch))-1); err != nil {
		return err
	}
	return tx.Commit()
}

// settle takes a durable batch out of the queue and tells everybody.
func (o *Outbox) settle(batch []*Receipt, first uint64) {
	o.mu.Lock()
	rest := o.queue[len(batch):]
	if len(rest) == 0 {
		rest = nil // lets go of the written facts
	}
	o.queue = rest
	if o.oldest.IsZero() {
		o.oldest = batch[0].fact.Time
	}
	o.last = first + uint64(len(batch)) - 1
	appended := o.appended
	o.appended = make(chan struct{})
	o.mu.Unlock()
	close(appended)
	for i, r := range batch {
		r.seq = first + uint64(i)
		close(r.done)
	}
}

// shut refuses further facts.
func (o *Outbox) shut() {
	o.mu.Lock()
	o.closed = true
	o.mu.Unlock()
}

// finish ends Run: what could not be written is told to those who wait for it.
func (o *Outbox) finish(err error) error {
	o.mu.Lock()
	o.closed = true
	left := o.queue
	o.queue = nil
	o.mu.Unlock()
	for _, r := range left {
		r.err = fmt.Errorf("append fact %s: %w", r.fact.Type, ErrClosed)
		close(r.done)
	}
	return err
}

// Ack lets the facts up to a number go. A number that was acknowledged before
// is a no-op, one that was never given is ErrAck.
func (o *Outbox) Ack(ctx context.Context, seq uint64) error {
	o.disk.Lock()
	defer o.disk.Unlock()
	o.mu.Lock()
	acked, last := o.acked, o.last
	o.mu.Unlock()
	if seq > last {
		return fmt.Errorf("acknowledge %d of %d: %w", seq, last, ErrAck)
	}
	if seq <= acked {
		return nil
	}
	var oldest time.Time
	err := o.inTx(ctx, func(tx *sql.Tx) (err error) {
		if _, err := tx.Exec("DELETE FROM fact WHERE seq <= ?", seq); err != nil {
			return err
		}
		if _, err := tx.Exec("UPDATE meta SET acked = ? WHERE id = 1", seq); err != nil {
			return err
		}
		oldest, err = head(tx)
		return err
	})
	if err != nil {
		return fmt.Errorf("acknowledge %d: %w", seq, err)
	}
	o.mu.Lock()
	o.acked, o.oldest = seq, oldest
	o.mu.Unlock()
	return nil
}

// Restart gives the queue a new epoch and numbers what waits in it from 1. It
// is for a queue that was put back from a backup: the control plane knows
// later facts of its epoch than the queue itself, and would take new facts for
// repetitions of them.
func (o *Outbox) Restart(ctx context.Context) error {
	epoch, err := newEpoch()
	if err != nil {
		return err
	}
	o.disk.Lock()
	defer o.disk.Unlock()
	o.mu.Lock()
	acked, last := o.acked, o.last
	o.mu.Unlock()
	err = o.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.Exec("UPDATE fact SET seq = -seq"); err != nil { // out of the way of the new numbers
			return err
		}
		if _, err := tx.Exec("UPDATE fact SET seq = -seq - ?", acked); err != nil {
			return err
		}
		_, err := tx.Exec("UPDATE meta SET epoch = ?, last = ?, acked = 0 WHERE id = 1", epoch, last-acked)
		return err
	})
	o.mu.Lock()
	defer o.mu.Unlock()
	if err != nil {
		// Whether it was committed may be unknown; what is written next must
		// get the numbers that follow on the file's.
		return fmt.Errorf("restart outbox: %w", errors.Join(err, o.load()))
	}
	o.epoch, o.last, o.acked = epoch, last-acked, 0
	return nil
}

// inTx is for the few writes beside the writer's own.
func (o *Outbox) inTx(ctx context.Context, do func(*sql.Tx) error) error {
	tx, err := o.db.BeginTx(ctx, nil)
	if err != nil {
		return sqlitefile.Classify(err)
	}
	defer tx.Rollback() // no-op after Commit
	if err := do(tx); err != nil {
		return sqlitefile.Classify(err)
	}
	return sqlitefile.Classify(tx.Commit())
}

// SetAside renames a file that Open called corrupt, with its write-ahead log,
// to <path>.corrupt-<time>, so that the node can go on with a new epoch while
// the facts in it stay on the disk for a person to look at. It gives the new
// name.
func SetAside(path string, now time.Time) (string, error) {
	aside := fmt.Sprintf("%s.corrupt-%s", path, now.UTC().Format("20060102T150405.000"))
	// The main file goes first: a write-ahead log that is left alone by a
	// crash in between is noticed at the next Open.
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Rename(path+suffix, aside+suffix); err != nil && !os.IsNotExist(err) {
			return "", fmt.Errorf("set aside %s: %w", path+suffix, err)
		}
	}
	return aside, nil
}

// newEpoch draws the identity of a queue.
func newEpoch() (string, error) {
	id, err := uuid.NewRandom()
	if err != nil {
		return "", fmt.Errorf("make epoch: %w", err)
	}
	return id.String(), nil
}
