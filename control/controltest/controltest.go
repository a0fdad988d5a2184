// Package controltest sets up the command side over a real store, for tests:
// of control itself and of whatever stands on top of it.
package controltest

import (
	"bytes"
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/access"
	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/control/references"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/memory"
	"github.com/parley-video/parley/events/store/sqlite"
	"github.com/parley-video/parley/internal/seal"
)

// Rig is a command side.
type Rig struct {
	Store    store.Store
	Journal  *journal.Journal
	Executor *control.Executor
	Index    *references.Index
	Sealer   *seal.Sealer
	Hasher   *access.Hasher
	Log      *slog.Logger
	Logged   *Buffer
}

// Option changes how a Rig is made.
type Option func(*control.Config)

// At sets the clock.
func At(now func() time.Time) Option { return func(c *control.Config) { c.Now = now } }

// New makes a Rig over a store; on a second one over the same store it is what
// another process would be.
func New(t testing.TB, s store.Store, options ...Option) *Rig {
	t.Helper()
	r := &Rig{Store: s, Journal: journal.New(s), Logged: &Buffer{}}
	r.Log = slog.New(slog.NewTextHandler(r.Logged, nil))
	r.Index = references.New(r.Journal)
	var err error
	if r.Sealer, err = seal.New(make([]byte, seal.KeySize)); err != nil {
		t.Fatal(err)
	}
	if r.Hasher, err = access.NewHasher(access.HashParams{MemoryKiB: 64, Passes: 1, Threads: 1}, 4, 64); err != nil {
		t.Fatal(err)
	}
	config := control.Config{
		Journal: r.Journal, Sealer: r.Sealer, Hasher: r.Hasher, References: r.Index, Log: r.Log,
	}
	for _, o := range options {
		o(&config)
	}
	if r.Executor, err = control.New(config); err != nil {
		t.Fatal(err)
	}
	return r
}

// Memory is an empty log in memory that is closed with the test.
func Memory(t testing.TB) store.Store {
	t.Helper()
	s := memory.New()
	t.Cleanup(func() { closeStore(t, s) })
	return s
}

// SQLite is an empty log on disk that is closed with the test.
func SQLite(t testing.TB) store.Store {
	t.Helper()
	s, err := sqlite.Open(context.Background(), sqlite.Options{Dir: t.TempDir(), Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeStore(t, s) })
	return s
}

func closeStore(t testing.TB, s store.Store) {
	if err := s.Close(); err != nil {
		t.Errorf("close the store: %v", err)
	}
}

// Each runs a test over every kind of store.
func Each(t *testing.T, run func(t *testing.T, s store.Store)) {
	t.Run("memory", func(t *testing.T) { run(t, Memory(t)) })
	t.Run("sqlite", func(t *testing.T) { run(t, SQLite(t)) })
}

// Recorded is everything in the log that passes a filter.
func Recorded(t testing.TB, s store.Store, filter store.Filter) []events.Recorded {
	t.Helper()
	var out []events.Recorded
	for from := events.Position(0); ; {
		page, err := s.ReadAll(context.Background(), from, store.Forwards, filter, store.MaxPage)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range page.Events {
			rec, err := codec.Decode(e)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, rec)
		}
		if page.End {
			return out
		}
		from = page.Next
	}
}

// Stream is all events of a stream.
func Stream(t testing.TB, s store.Store, name string) []events.Event {
	t.Helper()
	var out []events.Event
	for _, rec := range Recorded(t, s, store.Filter{Streams: []string{name}}) {
		out = append(out, rec.Event)
	}
	return out
}

// Buffer is a bytes.Buffer for several goroutines.
type Buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

// Write implements io.Writer.
func (b *Buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

// String is what was written.
func (b *Buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// Faulty is a store whose appends can fail.
type Faulty struct {
	store.Store
	// Before is asked before an append; its error is returned instead of
	// appending. After is asked when an append has succeeded; its error is
	// returned although the events are in the log. Both may be nil.
	Before, After func(stream string, batch []store.NewEvent) error
}

// Append implements store.Store.
func (f *Faulty) Append(ctx context.Context, stream string, expected store.Expected, batch ...store.NewEvent) (store.Appended, error) {
	if f.Before != nil {
		if err := f.Before(stream, batch); err != nil {
			return store.Appended{}, err
		}
	}
	done, err := f.Store.Append(ctx, stream, expected, batch...)
	if err == nil && f.After != nil {
		if err := f.After(stream, batch); err != nil {
			return store.Appended{}, err
		}
	}
	return done, err
}
