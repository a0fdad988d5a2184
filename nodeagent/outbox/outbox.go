// Package outbox is a Conferencing Node's durable queue of facts on their way
// to the control plane.
//
// Facts are numbered from 1 without gaps within an epoch, the identity of the
// file. A fact leaves only when the control plane has acknowledged it; until
// then it survives a crash of the process and of the machine. The package
// imports nodeagent/link, the standard library and SQLite.
//
// All methods are safe for concurrent use. Facts get their numbers in the
// order in which Append and AppendAsync were called. Open starts nothing: Run
// owns the one goroutine that writes, and commits whatever has gathered since
// the last commit in one go.
package outbox

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/parley-video/parley/nodeagent/internal/sqlitefile"
	"github.com/parley-video/parley/nodeagent/link"
)

// What the queue may refuse with, compared with errors.Is.
var (
	// ErrCorrupt: the file cannot be read. See SetAside.
	ErrCorrupt = sqlitefile.ErrCorrupt
	// ErrInUse: another process has the file open.
	ErrInUse = sqlitefile.ErrInUse
	// ErrFull: the disk does not keep up and QueueSize facts wait for it.
	// The fact was not taken.
	ErrFull = errors.New("outbox is full")
	// ErrClosed: Run has ended. The fact was not taken.
	ErrClosed = errors.New("outbox is closed")
	// ErrAck: an acknowledgement of a fact that was never appended.
	ErrAck = errors.New("acknowledged beyond the last fact")
)

const (
	// QueueSize bounds the facts that wait for the disk. Beyond it Append and
	// AppendAsync give ErrFull at once: a call is never held up by the disk.
	QueueSize = 8192
	// batchSize bounds what one commit writes.
	batchSize = 1024
	// maxData bounds the data of one fact, so that a full batch fits a message.
	maxData = 16 << 10
)

// schema, see sqlitefile.Open. The one row of meta is made with the file, so
// that a file without it is recognised as damaged.
const schema = `
CREATE TABLE meta (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	epoch TEXT NOT NULL,
	last INTEGER NOT NULL,
	acked INTEGER NOT NULL
);
CREATE TABLE fact (
	seq INTEGER PRIMARY KEY,
	time TEXT NOT NULL,
	type TEXT NOT NULL,
	data BLOB NOT NULL
);`

// Outbox is the queue.
type Outbox struct {
	db  *sql.DB
	log *slog.Logger

	disk sync.Mutex // held over every write and its effect below; before mu

	mu       sync.Mutex // guards all below
	epoch    string
	last     uint64    // newest durable fact
	acked    uint64    // newest acknowledged fact
	oldest   time.Time // when the oldest durable fact that waits happened; zero: none waits
	queue    []*Receipt
	closed   bool
	wake     chan struct{} // capacity 1: the queue is not empty
	appended chan struct{} // closed when last grows, then replaced
}

// Receipt is a fact on its way to the disk.
type Receipt struct {
	fact link.Fact
	done chan struct{}
	seq  uint64
	err  error
}

// Done is closed when the fact is durable or has failed.
func (r *Receipt) Done() <-chan struct{} { return r.done }

// Result is the fact's number, or why it is not durable. It may be called
// after Done is closed.
func (r *Receipt) Result() (uint64, error) { return r.seq, r.err }

// Open opens or creates the queue in the file at path. Call Run to let it
// write.
func Open(path string, log *slog.Logger) (*Outbox, error) {
	db, err := sqlitefile.Open(path, schema)
	if err != nil {
		return nil, fmt.Errorf("outbox: %w", err)
	}
	o := &Outbox{db: db, log: log, wake: make(chan struct{}, 1), appended: make(chan struct{})}
	if err := o.load(); err != nil {
		return nil, fmt.Errorf("outbox: open %s: %w", path, errors.Join(sqlitefile.Classify(err), db.Close()))
	}
	return o, nil
}

// load reads where the queue stands and makes the epoch of a new file. The
// caller holds mu, or is the only one to know o.
func (o *Outbox) load() error {
	row := o.db.QueryRow("SELECT epoch, last, acked FROM meta WHERE id = 1")
	err := row.Scan(&o.epoch, &o.last, &o.acked)
	if errors.Is(err, sql.ErrNoRows) {
		if o.epoch, err = newEpoch(); err != nil {
			return err
		}
		_, err = o.db.Exec("INSERT INTO meta (id, epoch, last, acked) VALUES (1, ?, 0, 0)", o.epoch)
		return err
	}
	if err != nil {
		return err
	}
	// What is queued must be exactly acked+1 to last: else facts were lost.
	var count, first, newest uint64
	err = o.db.QueryRow("SELECT count(*), coalesce(min(seq), 0), coalesce(max(seq), 0) FROM fact").Scan(&count, &first, &newest)
	if err != nil {
		return err
	}
	if count != o.last-o.acked || count > 0 && (first != o.acked+1 || newest != o.last) {
		return fmt.Errorf("%d facts from %d to %d where %d to %d should be: %w",
			count, first, newest, o.acked+1, o.last, ErrCorrupt)
	}
	o.oldest, err = head(o.db)
	return err
}

// head is when the first fact of the file happened; zero: there is none.
func head(db interface {
	QueryRow(query string, args ...any) *sql.Row
},
) (time.Time, error) {
	var at string
	err := db.QueryRow("SELECT time FROM fact ORDER BY seq LIMIT 1").Scan(&at)
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, err
	}
	t, err := time.Parse(time.RFC3339Nano, at)
	if err != nil {
		return time.Time{}, fmt.Errorf("time of the first fact: %w: %w", ErrCorrupt, err)
	}
	return t, nil
}

// Close releases the file. Call it after Run has returned; without Run it is
// enough.
func (o *Outbox) Close() error {
	o.shut()
	return o.db.Close()
}

// Epoch is the identity of the queue, part of every fact's identity.
func (o *Outbox) Epoch() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.epoch
}

// Last is the number of the newest durable fact, 0 for none.
func (o *Outbox) Last() uint64 {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.last
}

// Queued is how many facts wait for their acknowledgement or for the disk.
func (o *Outbox) Queued() uint64 {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.last - o.acked + uint64(len(o.queue))
}

// Oldest is when the oldest fact happened that waits for its acknowledgement or
// for the disk; zero: none waits. It does not ask the disk.
func (o *Outbox) Oldest() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.oldest.IsZero() && len(o.queue) > 0 {
		return o.queue[0].fact.Time
	}
	return o.oldest
}

// Appended is closed when the next fact becomes durable. Take it before
// Pending to miss none.
func (o *Outbox) Appended() <-chan struct{} {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.appended
}

// Append queues a fact and waits until it is durable. When ctx ends first the
// fact may still become durable. Data is one of the shapes of package link.
func (o *Outbox) Append(ctx context.Context, t link.FactType, data any, at time.Time) (uint64, error) {
	r, err := o.AppendAsync(t, data, at)
	if err != nil {
		return 0, err
	}
	select {
	case <-r.Done():
		return r.Result()
	case <-ctx.Done():
		return 0, fmt.Errorf("append fact %s: %w", t, ctx.Err())
	}
}

// AppendAsync queues a fact and returns at once: its place in the order is
// settled, its durability is told by the receipt. The receipt may be dropped;
// a fact that the disk refuses is tried again until it is taken or Run ends.
func (o *Outbox) AppendAsync(t link.FactType, data any, at time.Time) (*Receipt, error) {
	f, err := link.NewFact(t, at, data)
	if err != nil {
		return nil, err
	}
	if _, err := f.Decode(); err != nil {
		return nil, fmt.Errorf("append fact %s: %w", t, err)
	}
	if len(f.Data) > maxData {
		return nil, fmt.Errorf("append fact %s of %d bytes: %w", t, len(f.Data), link.ErrTooLarge)
	}
	r := &Receipt{fact: f, done: make(chan struct{})}
	o.mu.Lock()
	defer o.mu.Unlock()
	switch {
	case o.closed:
		return nil, fmt.Errorf("append fact %s: %w", t, ErrClosed)
	case len(o.queue) >= QueueSize:
		return nil, fmt.Errorf("append fact %s: %w", t, ErrFull)
	}
	o.queue = append(o.queue, r)
	select {
	case o.wake <- struct{}{}:
	default:
	}
	return r, nil
}

// Pending gives at most limit durable facts after a number, in order.
func (o *Outbox) Pending(ctx context.Context, after uint64, limit int) ([]link.Fact, error) {
	rows, err := o.db.QueryContext(ctx, "SELECT seq, time, type, data FROM fact WHERE seq > ? ORDER BY seq LIMIT ?", after, limit)
	if err != nil {
		return nil, fmt.Errorf("read facts after %d: %w", after, sqlitefile.Classify(err))
	}
	defer rows.Close()
	var facts []link.Fact
	for rows.Next() {
		var f link.Fact
		var at string
		if err := rows.Scan(&f.Seq, &at, &f.Type, (*[]byte)(&f.Data)); err != nil {
			return nil, fmt.Errorf("read facts after %d: %w", after, sqlitefile.Classify(err))
		}
		if f.Time, err = time.Parse(time.RFC3339Nano, at); err != nil {
			return nil, fmt.Errorf("read fact %d: %w: %w", f.Seq, ErrCorrupt, err)
		}
		facts = append(facts, f)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read facts after %d: %w", after, sqlitefile.Classify(err))
	}
	return facts, nil
}
