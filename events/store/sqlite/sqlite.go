// Package sqlite is the embedded event store: one SQLite file in one
// directory, written by one goroutine that commits whatever is waiting as one
// transaction.
//
// It owns the files in its directory and may import events, events/store and
// the SQLite driver. A Store is safe for concurrent use. What Append
// acknowledged was fsynced before; readers and subscribers see an event only
// after that. Readers take a page, close the cursor and only then hand the
// page on, so that nobody keeps the write-ahead log from shrinking. Readers
// are never slowed down by a subscriber, and a slow subscriber is never
// dropped: it reads on from disk.
//
// Open starts one goroutine, the writer (and those that database/sql keeps for
// its pools); Close ends them all and returns when they have ended.
package sqlite

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/parley-video/parley/events/store"
)

// Options say where the log lives and how it is run.
type Options struct {
	// Dir is the directory of the log. It is created when it does not exist.
	Dir string
	// Logger is told of faults that no caller can be told of. Required.
	Logger *slog.Logger
	// Now is the clock for Event.Created; nil means time.Now.
	Now func() time.Time
	// Readers bounds the concurrent page reads; 0 means 4.
	Readers int
	// Queue bounds the appends that wait for the writer; a full queue makes
	// Append wait. 0 means 1024.
	Queue int
	// CacheStreams bounds the stream names and heads that are remembered;
	// 0 means 32768.
	CacheStreams int
}

// Validate says what is wrong with the options.
func (o Options) Validate() error {
	switch {
	case o.Dir == "":
		return fmt.Errorf("%w: event store without a directory", store.ErrInvalid)
	case o.Logger == nil:
		return fmt.Errorf("%w: event store without a logger", store.ErrInvalid)
	case o.Readers < 0 || o.Queue < 0 || o.CacheStreams < 0:
		return fmt.Errorf("%w: event store with a negative size", store.ErrInvalid)
	}
	return nil
}

func (o Options) withDefaults() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Readers == 0 {
		o.Readers = 4
	}
	if o.Queue == 0 {
		o.Queue = 1024
	}
	if o.CacheStreams == 0 {
		o.CacheStreams = 32768
	}
	return o
}

// The files in the directory.
const (
	fileName     = "events.db"
	lockFileName = "events.lock"
)

// Store is the log in one directory.
type Store struct {
	dir    string
	lock   *dirLock
	reader *reader
	live   *live
	writer *writer
	done   chan struct{} // closed when Close begins

	scavenging sync.Mutex

	closeOnce sync.Once
	closeErr  error
}

var (
	_ store.Store      = (*Store)(nil)
	_ store.Tombstoner = (*Store)(nil)
	_ store.Describer  = (*Store)(nil)
)

// Open opens the log in a directory, or makes a new one. The context bounds
// the opening only. The errors that tell what is wrong with the directory are
// ErrLocked, ErrNotLog, ErrNewerSchema and ErrCorrupt; none of them leaves
// anything changed.
func Open(ctx context.Context, o Options) (*Store, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	o = o.withDefaults()
	s, err := open(ctx, o)
	if err != nil {
		return nil, fmt.Errorf("open event store in %s: %w", o.Dir, err)
	}
	return s, nil
}

func open(ctx context.Context, o Options) (_ *Store, err error) {
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return nil, err
	}
	lock, err := lockDir(filepath.Join(o.Dir, lockFileName))
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, lock.release())
		}
	}()
	path := filepath.Join(o.Dir, fileName)
	if err := inspectFile(path); err != nil {
		return nil, err
	}
	if err := makeDurable(path + "-wal"); err != nil {
		return nil, err
	}
	eng, err := openEngine(ctx, path)
	if err != nil {
		return nil, classify(err)
	}
	live := newLive(eng.head)
	rd, err := openReader(ctx, path, o, live)
	if err != nil {
		return nil, errors.Join(classify(err), eng.close())
	}
	w, err := newWriter(ctx, path, o, eng, live, rd)
	if err != nil {
		return nil, errors.Join(classify(err), rd.close(), eng.close())
	}
	go w.run()
	return &Store{dir: o.Dir, lock: lock, reader: rd, live: live, writer: w, done: make(chan struct{})}, nil
}

// Append implements store.Store. When the context ends while the commit is
// under way the error is ErrAmbiguous as well as the context's; when it ends
// before that, nothing was written.
func (s *Store) Append(ctx context.Context, stream string, expected store.Expected, batch ...store.NewEvent) (store.Appended, error) {
	if err := store.CheckAppend(stream, expected, batch); err != nil {
		return store.Appended{}, err
	}
	return s.write(ctx, newRequest(stream, expected, batch))
}

// Tombstone implements store.Tombstoner. A repeat after ErrAmbiguous that
// answers ErrDeleted says that the first one was written.
func (s *Store) Tombstone(ctx context.Context, stream string, expected store.Expected) (store.Appended, error) {
	if err := store.CheckTombstone(stream, expected); err != nil {
		return store.Appended{}, err
	}
	r := newRequest(stream, expected, []store.NewEvent{store.TombstoneOf(stream)})
	r.ends = true
	return s.write(ctx, r)
}

func (s *Store) write(ctx context.Context, r *request) (store.Appended, error) {
	appended, err := s.writer.append(ctx, r, s.done)
	if err != nil {
		var wrong *store.WrongExpected
		if errors.As(err, &wrong) {
			return store.Appended{}, wrong
		}
		return store.Appended{}, fmt.Errorf("append %s: %w", r.stream, err)
	}
	return appended, nil
}

// Close ends the store: appends that were not begun and all subscriptions get
// ErrClosed, what was begun is finished.
func (s *Store) Close() error {
	s.closeOnce.Do(func() {
		close(s.done)
		s.writer.stop()
		// The writer goes last: the last connection to leave empties the
		// write-ahead log, and only the writer's may write.
		s.closeErr = errors.Join(s.reader.close(), s.writer.closeEngine(), s.lock.release())
		if s.closeErr != nil {
			s.closeErr = fmt.Errorf("close event store in %s: %w", s.dir, s.closeErr)
		}
	})
	return s.closeErr
}
