package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// ScavengeOptions say how to scavenge. The zero value is good.
type ScavengeOptions struct {
	// Batch bounds the events that one transaction removes, and with it how
	// long appends wait meanwhile; 0 means 500.
	Batch int
	// Progress is called after every transaction and after every hundred
	// streams, with what was done so far.
	Progress func(Scavenged)
}

const defaultScavengeBatch = 500

// Scavenged says what was removed.
type Scavenged struct {
	Streams int   // that were looked at
	Events  int64 // that were removed
	Bytes   int64 // of payload and metadata in them
	// Oldest is store.Info.Oldest, as it is now.
	Oldest events.Position
}

// ErrScavenging: the log is being scavenged already.
var ErrScavenging = fmt.Errorf("%w: the log is being scavenged already", store.ErrUnavailable)

// scavengedPrefixes begin the streams that may lose events: those of
// outsiders, and those about the log. The platform's own are the truth and are
// kept whole, whatever metadata says of them.
var scavengedPrefixes = []string{"integration-", "$"}

// Scavenge removes for good what readers of a stream do not see any more:
// events before $tb, beyond $maxCount or older than $maxAge, as the stream's
// metadata has it, those that a tombstone ended, and superseded metadata. A
// stream's last event stays always, so that its numbers go on. What was removed
// is overwritten with zeros in the database; the room is used for new events,
// the file does not shrink.
//
// It works in transactions of bounded size between those of the appends. When
// it is cut short, by its context or a crash, what was removed stays removed,
// and the next one goes on.
func (s *Store) Scavenge(ctx context.Context, o ScavengeOptions) (Scavenged, error) {
	if o.Batch < 0 {
		return Scavenged{}, fmt.Errorf("scavenge: %w: batch of %d events", store.ErrInvalid, o.Batch)
	}
	if o.Batch == 0 {
		o.Batch = defaultScavengeBatch
	}
	if !s.scavenging.TryLock() {
		return Scavenged{}, fmt.Errorf("scavenge: %w", ErrScavenging)
	}
	defer s.scavenging.Unlock()
	v := &scavenger{store: s, options: o}
	err := v.run(ctx)
	if info, describing := s.reader.describe(context.WithoutCancel(ctx)); describing == nil {
		v.done.Oldest = info.Oldest
	}
	if err != nil {
		return v.done, fmt.Errorf("scavenge: %w", err)
	}
	return v.done, nil
}

type scavenger struct {
	store   *Store
	options ScavengeOptions
	done    Scavenged
}

// candidate is a stream that may lose events.
type candidate struct {
	number int64
	name   string
	ended  events.Position // as far as it is visible; 0: goes on
}

func (v *scavenger) run(ctx context.Context) error {
	for _, prefix := range scavengedPrefixes {
		for after := prefix; ; {
			page, err := v.store.reader.candidates(ctx, prefix, after)
			if err != nil {
				return err
			}
			for _, c := range page {
				if err := v.stream(ctx, c); err != nil {
					return fmt.Errorf("stream %s: %w", c.name, err)
				}
				after = c.name
			}
			if len(page) < candidatePage {
				break
			}
		}
	}
	if v.done.Events == 0 {
		return nil
	}
	// Frames in the write-ahead log hold pages as they were before.
	return v.store.writer.exclusive(ctx, v.store.done, func(e *engine) (bool, error) { return false, e.emptyLog(ctx) })
}

func (v *scavenger) stream(ctx context.Context, c candidate) error {
	if v.done.Streams++; v.done.Streams%100 == 0 {
		v.progress()
	}
	keep, err := v.store.keepFrom(ctx, c)
	if err != nil || keep == 0 {
		return err
	}
	for {
		var n removed
		err := v.store.writer.exclusive(ctx, v.store.done, func(e *engine) (began bool, err error) {
			n, err = e.remove(c.number, keep, v.options.Batch)
			return n.began, err
		})
		if err != nil {
			return err
		}
		v.done.Events += n.events
		v.done.Bytes += n.bytes
		if n.events > 0 {
			v.store.live.forget() // readers of the live end would be given what is gone
			v.progress()
		}
		if n.events < int64(v.options.Batch) {
			return nil
		}
	}
}

func (v *scavenger) progress() {
	if v.options.Progress != nil {
		v.options.Progress(v.done)
	}
}

// keepFrom is the first revision of a stream that is not to be removed.
func (s *Store) keepFrom(ctx context.Context, c candidate) (events.Revision, error) {
	last, err := s.reader.lastRevision(ctx, c.number)
	if err != nil || last == 0 {
		return 0, err
	}
	if c.ended > 0 || strings.HasPrefix(c.name, "$$") {
		return last, nil
	}
	page, err := s.reader.readStream(ctx, "$$"+c.name, store.LastRevision, store.Backwards, 1)
	if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrDeleted) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	rule := retentionOf(&page.Events[0])
	keep := rule.truncateBefore
	if rule.maxCount > 0 && uint64(last)+1 > rule.maxCount {
		keep = max(keep, last+1-events.Revision(rule.maxCount))
	}
	if rule.maxAge > 0 {
		young, err := s.reader.firstSince(ctx, c.number, s.writer.now().Add(-rule.maxAge))
		if err != nil {
			return 0, err
		}
		keep = max(keep, young)
	}
	return min(keep, last), nil
}

const candidatePage = 512

// candidates gives the streams with a prefix that follow a name.
func (r *reader) candidates(ctx context.Context, prefix, after string) (list []candidate, err error) {
	end, err := r.begin(ctx)
	if err != nil {
		return nil, err
	}
	defer end()
	head := r.live.position()
	rows, err := r.db.QueryContext(ctx, `SELECT id, name, ended FROM streams
		WHERE name > ? AND substr(name, 1, ?) = ? ORDER BY name LIMIT ?`, after, len(prefix), prefix, candidatePage)
	if err != nil {
		return nil, readError(ctx, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var c candidate
		if err := scan(rows, &c.number, &c.name, &c.ended); err != nil {
			return nil, readError(ctx, err)
		}
		if c.ended > head {
			c.ended = 0
		}
		list = append(list, c)
	}
	if err := rows.Err(); err != nil {
		return nil, readError(ctx, err)
	}
	return list, nil
}

func (r *reader) lastRevision(ctx context.Context, stream int64) (events.Revision, error) {
	return r.revision(ctx, `SELECT coalesce(max(revision), 0) FROM events WHERE stream = ? AND position <= ?`,
		stream, int64(r.live.position()))
}

// firstSince is the first revision that was written at a time or later; the
// last one when there is none.
func (r *reader) firstSince(ctx context.Context, stream int64, at time.Time) (events.Revision, error) {
	return r.revision(ctx, `SELECT coalesce(
			(SELECT revision FROM events WHERE stream = ?1 AND position <= ?2 AND created >= ?3 ORDER BY revision LIMIT 1),
			(SELECT max(revision) FROM events WHERE stream = ?1 AND position <= ?2), 0)`,
		stream, int64(r.live.position()), at.UnixMicro())
}

func (r *reader) revision(ctx context.Context, query string, args ...any) (n events.Revision, err error) {
	end, err := r.begin(ctx)
	if err != nil {
		return 0, err
	}
	defer end()
	if err := r.db.QueryRowContext(ctx, query, args...).Scan(&n); err != nil {
		return 0, readError(ctx, err)
	}
	return n, nil
}

type removed struct {
	events, bytes int64
	began         bool // a transaction, which is open
}

// remove takes at most limit events before a revision out of a stream. It
// begins a transaction that the caller commits.
func (e *engine) remove(stream int64, before events.Revision, limit int) (removed, error) {
	const chosen = `SELECT position FROM events WHERE stream = ? AND revision < ? ORDER BY revision LIMIT ?`
	ctx := context.Background() // a transaction of bounded size is not cut short
	var n removed
	var highest sql.NullInt64
	bound := int64(min(before, math.MaxInt64)) // bounded
	err := e.conn.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(length(CAST(data AS BLOB)) + length(CAST(meta AS BLOB))), 0), max(position)
		FROM events WHERE position IN (`+chosen+`)`, stream, bound, limit).Scan(&n.events, &n.bytes, &highest)
	if err != nil || n.events == 0 {
		return removed{}, err
	}
	if _, err := e.begin.Exec(); err != nil {
		return removed{}, err
	}
	n.began = true
	if _, err := e.conn.ExecContext(ctx, `DELETE FROM events WHERE position IN (`+chosen+`)`, stream, bound, limit); err != nil {
		return n, err
	}
	_, err = e.conn.ExecContext(ctx, `UPDATE log SET oldest = max(oldest, ?), removed = removed + ?, bytes = bytes + ?`,
		highest.Int64, n.events, n.bytes)
	return n, err
}

// emptyLog folds the write-ahead log into the database and cuts it. A long
// read, which is a backup, keeps it from that; then the frames stay until they
// are used again, and appends are not made to wait.
func (e *engine) emptyLog(ctx context.Context) error {
	if _, err := e.conn.ExecContext(ctx, "PRAGMA busy_timeout = 100"); err != nil {
		return err
	}
	var busy, frames, moved int64
	err := e.conn.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &moved)
	_, restored := e.conn.ExecContext(context.WithoutCancel(ctx), fmt.Sprintf("PRAGMA busy_timeout = %d", busyTimeout))
	return errors.Join(err, restored)
}
