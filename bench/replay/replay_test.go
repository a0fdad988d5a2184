// Package replay_test measures how fast the read models fold a year's log;
// README.md says how to run it and how to read the numbers.
package replay_test

import (
	"bytes"
	"context"
	"fmt"
	"hash/fnv"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/parley-video/parley/bench/year"
	"github.com/parley-video/parley/control/privacy"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/sqlite"
	"github.com/parley-video/parley/internal/gctune"
	"github.com/parley-video/parley/internal/seal"
	"github.com/parley-video/parley/internal/sqldb"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/audit"
	"github.com/parley-video/parley/projections/conferencehistory"
	"github.com/parley-video/parley/projections/inventory"
	"github.com/parley-video/parley/projections/liveview"
	"github.com/parley-video/parley/projections/nodehistory"
	readsql "github.com/parley-video/parley/projections/sql"
	"github.com/parley-video/parley/projections/sql/sqltest"
)

// size is how many events the year has: PARLEY_BENCH_EVENTS, or a million.
func size(b *testing.B) int {
	b.Helper()
	text := os.Getenv("PARLEY_BENCH_EVENTS")
	if text == "" {
		return 1_000_000
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		b.Fatal("PARLEY_BENCH_EVENTS: ", err)
	}
	return n
}

var (
	once   sync.Once
	raw    *sqlite.Store // where personal data is sealed
	state  *sqldb.DB     // with its keys
	shared store.Store   // as a Management Node reads it
	end    events.Position
	made   error
)

// log is a year's log, written once and read by all benchmarks.
func log(b *testing.B) store.Store {
	b.Helper()
	n := size(b)
	once.Do(func() {
		began := time.Now()
		if made = write(dir, n); made != nil {
			return
		}
		var page store.AllPage
		if page, made = shared.ReadAll(context.Background(), store.LastPosition, store.Backwards, store.Filter{}, 1); made == nil {
			end = page.Events[0].Position
		}
		b.Logf("wrote %d events in %s", n, time.Since(began).Round(time.Millisecond))
	})
	if made != nil {
		b.Fatal(made)
	}
	return shared
}

var dir string

func TestMain(m *testing.M) {
	gctune.Set() // as a Management Node does
	var err error
	if dir, err = os.MkdirTemp("", "parley-replay"); err != nil {
		panic(err)
	}
	code := m.Run()
	if raw != nil {
		_ = raw.Close()
	}
	if state != nil {
		_ = state.Close()
	}
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// openLog makes an empty log with its keys.
func openLog(dir string) (err error) {
	ctx, quiet := context.Background(), slog.New(slog.DiscardHandler)
	if raw, err = sqlite.Open(ctx, sqlite.Options{Dir: filepath.Join(dir, "log"), Logger: quiet}); err != nil {
		return err
	}
	state, err = sqldb.OpenSQLite(ctx, filepath.Join(dir, "state.db"), sqldb.SQLiteOptions{Durable: true, Shred: true})
	if err != nil {
		return err
	}
	sealer, err := seal.New(bytes.Repeat([]byte{1}, seal.KeySize))
	if err != nil {
		return err
	}
	ring, err := privacy.OpenKeyring(ctx, state, sealer, privacy.KeyringOptions{})
	if err != nil {
		return err
	}
	_, shared, err = privacy.NewShield(raw, ring, quiet)
	return err
}

// write appends the year. Streams are spread over writers, each of which keeps
// their order; so the log is in the order of time but for moments.
func write(dir string, total int) error {
	if err := openLog(dir); err != nil {
		return err
	}
	const writers = 128
	var queues [writers]chan year.Entry
	group, ctx := errgroup.WithContext(context.Background())
	for i := range queues {
		queues[i] = make(chan year.Entry, 16)
		group.Go(func() error { return appendAll(ctx, shared, queues[i]) })
	}
	group.Go(func() error {
		defer func() {
			for _, q := range queues {
				close(q)
			}
		}()
		return year.New(1).Events(total, func(e year.Entry) error {
			h := fnv.New32a()
			_, _ = h.Write([]byte(e.Stream))
			select {
			case queues[h.Sum32()%writers] <- e:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
	})
	return group.Wait()
}

func appendAll(ctx context.Context, s store.Store, queue <-chan year.Entry) error {
	for e := range queue {
		n, err := codec.Encode(e.ID, e.Event, e.Meta)
		if err != nil {
			return err
		}
		expected := store.NoStream()
		if e.Revision > 0 {
			expected = store.At(e.Revision - 1)
		}
		if _, err := s.Append(ctx, e.Stream, expected, n); err != nil {
			return err
		}
	}
	return nil
}

// fold drives the read models from an empty state to the end of the log.
func fold(b *testing.B, s store.Store, handlers ...projections.Handler) {
	b.Helper()
	runner, err := projections.New(projections.Config{Store: s, Log: slog.New(slog.DiscardHandler), Handlers: handlers})
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	b.StartTimer()
	go func() { done <- runner.Run(ctx) }()
	if err := runner.WaitForAll(ctx, end); err != nil {
		b.Error(err)
	}
	b.StopTimer()
	cancel()
	if err := <-done; err != nil {
		b.Error(err)
	}
}

// BenchmarkRead is the log alone: pages read through a subscription, nothing
// decoded.
func BenchmarkRead(b *testing.B) {
	s := log(b)
	b.ResetTimer()
	for range b.N {
		sub, err := s.Subscribe(context.Background(), 0, store.Filter{})
		if err != nil {
			b.Fatal(err)
		}
		for at := events.Position(0); at < end; {
			m, err := sub.Next(context.Background())
			if err != nil {
				b.Fatal(err)
			}
			if e, ok := m.(store.Event); ok {
				at = e.Position
			}
		}
		_ = sub.Close()
	}
	report(b)
}

func report(b *testing.B) {
	b.Helper()
	b.ReportMetric(float64(uint64(end))*float64(b.N)/b.Elapsed().Seconds(), "events/s")
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "heap-MB")
}

func BenchmarkLiveView(b *testing.B) {
	s := log(b)
	b.ResetTimer()
	b.StopTimer()
	for range b.N {
		fold(b, s, liveview.New(time.Now))
	}
	report(b)
}

// BenchmarkSQL folds into all SQL read models at the same time.
func BenchmarkSQL(b *testing.B) {
	databases := []string{"sqlite"}
	if os.Getenv("PARLEY_TEST_POSTGRES") != "" {
		databases = append(databases, "postgres")
	}
	for _, kind := range databases {
		b.Run(kind, func(b *testing.B) {
			s := log(b)
			b.ResetTimer()
			b.StopTimer()
			for range b.N {
				db := open(b, kind)
				fold(b, s, inventory.New(db).Handler(), nodehistory.New(db).Handler(), conferencehistory.New(db).Handler(), audit.New(db).Handler())
			}
			report(b)
		})
	}
}

func open(b *testing.B, kind string) *readsql.DB {
	b.Helper()
	if kind == "postgres" {
		return sqltest.Postgres(b)
	}
	db, err := readsql.OpenSQLite(context.Background(), filepath.Join(b.TempDir(), fmt.Sprintf("%s.db", kind)))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	return db
}
