package store_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/sqlite"
)

// contender appends one event durably; stream is the writer's own, n counts
// up from 0.
type contender struct {
	name   string
	append func(ctx context.Context, stream string, n int) error
}

// BenchmarkCompare runs the contenders one after the other, round after round,
// so that what else happens on the machine befalls all of them, and reports
// medians. It needs PARLEY_TEST_POSTGRES, a server that waits for its disk.
func BenchmarkCompare(b *testing.B) {
	dsn := os.Getenv("PARLEY_TEST_POSTGRES")
	if dsn == "" {
		b.Skip("PARLEY_TEST_POSTGRES names no server")
	}
	rounds := number(b, "PARLEY_BENCH_ROUNDS", 5)
	millis := number(b, "PARLEY_BENCH_MILLIS", 1000)
	ctx := context.Background()
	pg := postgresLog(b, dsn)
	all := []contender{
		{"fdatasync", fdatasyncOf(b)},
		{"parley", appenderOf(open(b))},
		{"parley, through a client", throughDoor(b, open(b))},
		{"postgres, advisory lock", pg.locked},
		{"postgres, group commit", pg.grouped},
	}
	counts := []int{1, 16, 64}
	results := map[string][]float64{}
	tails := map[string][]time.Duration{}
	for round := range rounds {
		for _, writers := range counts {
			for i := range all { // another one begins every round
				c := all[(i+round)%len(all)]
				key := c.name + "/" + strconv.Itoa(writers)
				rate, p99, err := measure(ctx, c, writers, round, time.Duration(millis)*time.Millisecond)
				if err != nil {
					b.Fatalf("%s: %v", key, err)
				}
				results[key] = append(results[key], rate)
				tails[key] = append(tails[key], p99)
			}
		}
	}
	var table strings.Builder
	fmt.Fprintf(&table, "\n%-26s %9s %9s %9s   (durable events/s at 1, 16, 64 writers; p99 at 64)\n", "median of "+strconv.Itoa(rounds), "1", "16", "64")
	for _, c := range all {
		fmt.Fprintf(&table, "%-26s", c.name)
		for _, writers := range counts {
			fmt.Fprintf(&table, " %9.0f", median(results[c.name+"/"+strconv.Itoa(writers)]))
		}
		fmt.Fprintf(&table, "   %s\n", median(tails[c.name+"/64"]).Round(10*time.Microsecond))
	}
	b.Log(table.String())
	ours := median(results["parley/64"])
	b.ReportMetric(ours/median(results["postgres, group commit/64"]), "x-pg-group")
	b.ReportMetric(ours/median(results["postgres, advisory lock/64"]), "x-pg-lock")
	b.ReportMetric(median(results["fdatasync/1"])/median(results["parley/1"]), "fdatasyncs-per-append")
	b.ReportMetric(0, "ns/op") // rounds take as long as they are told to
}

func number(b *testing.B, name string, otherwise int) int {
	b.Helper()
	n, err := strconv.Atoi(cmp.Or(os.Getenv(name), strconv.Itoa(otherwise)))
	if err != nil || n < 1 {
		b.Fatalf("%s is no number", name)
	}
	return n
}

func median[T cmp.Ordered](list []T) T {
	sorted := slices.Sorted(slices.Values(list))
	return sorted[len(sorted)/2]
}

// measure has writers append for a while.
func measure(ctx context.Context, c contender, writers, round int, length time.Duration) (rate float64, p99 time.Duration, err error) {
	var wg sync.WaitGroup
	took := make([][]time.Duration, writers)
	errs := make([]error, writers)
	began := time.Now()
	for w := range writers {
		wg.Go(func() {
			stream := fmt.Sprintf("%s-%d-%d-%d", c.name, round, writers, w)
			for n := 0; time.Since(began) < length; n++ {
				start := time.Now()
				if errs[w] = c.append(ctx, stream, n); errs[w] != nil {
					return
				}
				took[w] = append(took[w], time.Since(start))
			}
		})
	}
	wg.Wait()
	elapsed := time.Since(began)
	all := slices.Concat(took...)
	slices.Sort(all)
	if len(all) == 0 {
		return 0, 0, errors.Join(errs...)
	}
	return float64(len(all)) / elapsed.Seconds(), all[len(all)*99/100], errors.Join(errs...)
}

// ids of all appends of the comparison are different.
var ids atomic.Uint64

func appenderOf(s store.Store) func(context.Context, string, int) error {
	return func(ctx context.Context, stream string, n int) error {
		expected := store.NoStream()
		if n > 0 {
			expected = store.At(events.Revision(n - 1)) // counts up from 0
		}
		_, err := s.Append(ctx, stream, expected, event(ids.Add(1)))
		return err
	}
}

// fdatasyncOf appends 512 bytes to a file of its own and waits for the disk:
// what the disk can do for one who writes alone.
func fdatasyncOf(b *testing.B) func(context.Context, string, int) error {
	b.Helper()
	f, err := os.OpenFile(filepath.Join(b.TempDir(), "raw"), os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = f.Close() })
	block := make([]byte, 512)
	var mu sync.Mutex
	return func(context.Context, string, int) error {
		mu.Lock()
		defer mu.Unlock()
		if _, err := f.Write(block); err != nil {
			return err
		}
		return fdatasync(f)
	}
}

// pgLog is the textbook event store on PostgreSQL.
type pgLog struct {
	pool     *pgxpool.Pool
	queue    chan *pgAppend
	position int64 // of the last event of the writer
}

type pgAppend struct {
	stream string
	n      int
	done   chan error
}

func postgresLog(b *testing.B, dsn string) *pgLog {
	b.Helper()
	ctx := context.Background()
	config, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		b.Fatal(err)
	}
	config.MaxConns = 64
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		b.Fatal(err)
	}
	durable(b, pool)
	for _, table := range []string{"bench_locked", "bench_grouped"} {
		// JSON is kept as text, as the embedded log keeps it.
		_, err := pool.Exec(ctx, `DROP TABLE IF EXISTS `+table+`; CREATE TABLE `+table+` (
			position BIGINT PRIMARY KEY, stream TEXT NOT NULL, revision BIGINT NOT NULL, id UUID NOT NULL, type TEXT NOT NULL,
			created TIMESTAMPTZ NOT NULL DEFAULT now(), data TEXT NOT NULL, meta TEXT NOT NULL, UNIQUE (stream, revision))`)
		if err != nil {
			b.Fatal(err)
		}
	}
	l := &pgLog{pool: pool, queue: make(chan *pgAppend, 1024)}
	stopped := make(chan struct{})
	go func() { defer close(stopped); l.write(ctx) }()
	b.Cleanup(func() {
		close(l.queue)
		<-stopped
		pool.Close()
	})
	return l
}

// durable refuses a server that answers before the disk has: it would win.
func durable(b *testing.B, pool *pgxpool.Pool) {
	b.Helper()
	for _, setting := range []string{"fsync", "synchronous_commit", "full_page_writes"} {
		var value string
		if err := pool.QueryRow(context.Background(), "SHOW "+setting).Scan(&value); err != nil {
			b.Fatal(err)
		}
		if value != "on" {
			b.Fatalf("the server has %s = %s: start it with PARLEY_PG_FSYNC=on", setting, value)
		}
	}
}

const (
	insertLocked = `INSERT INTO bench_locked (position, stream, revision, id, type, data, meta) VALUES
		((SELECT coalesce(max(position), 0) + 1 FROM bench_locked), $1, $2, $3, $4, $5, $6)`
	insertGrouped = `INSERT INTO bench_grouped (position, stream, revision, id, type, data, meta) VALUES ($7, $1, $2, $3, $4, $5, $6)`
)

func (l *pgLog) args(stream string, n int) []any {
	e := event(ids.Add(1))
	return []any{stream, n, [16]byte(e.ID), e.Type, string(e.Data), string(e.Meta)}
}

// locked: every append is a transaction that takes the log's lock, so that
// positions become visible in their order.
func (l *pgLog) locked(ctx context.Context, stream string, n int) error {
	return pgx.BeginFunc(ctx, l.pool, func(tx pgx.Tx) error {
		batch := &pgx.Batch{}
		batch.Queue(`SELECT pg_advisory_xact_lock(26)`)
		batch.Queue(insertLocked, l.args(stream, n)...)
		return tx.SendBatch(ctx, batch).Close()
	})
}

// grouped hands the append to one writer, which commits what waits together,
// as the embedded log does.
func (l *pgLog) grouped(ctx context.Context, stream string, n int) error {
	a := &pgAppend{stream: stream, n: n, done: make(chan error, 1)}
	l.queue <- a
	select {
	case err := <-a.done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (l *pgLog) write(ctx context.Context) {
	var group []*pgAppend
	for first := range l.queue {
		group = append(group[:0], first)
		for more := true; more && len(group) < 512; {
			select {
			case a, open := <-l.queue:
				if more = open; open {
					group = append(group, a)
				}
			default:
				more = false
			}
		}
		err := l.commit(ctx, group)
		for _, a := range group {
			a.done <- err
		}
	}
}

func (l *pgLog) commit(ctx context.Context, group []*pgAppend) error {
	return pgx.BeginFunc(ctx, l.pool, func(tx pgx.Tx) error {
		batch := &pgx.Batch{}
		for _, a := range group {
			l.position++ // nobody else writes
			batch.Queue(insertGrouped, append(l.args(a.stream, a.n), l.position)...)
		}
		return tx.SendBatch(ctx, batch).Close()
	})
}

// TestComparable: what is compared must be able to do the same thing.
func TestComparable(t *testing.T) {
	dir := t.TempDir()
	s, err := sqlite.Open(t.Context(), sqlite.Options{Dir: dir, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close() // nothing depends on it
	rate, _, err := measure(t.Context(), contender{"parley", appenderOf(s)}, 4, 0, 50*time.Millisecond)
	if err != nil || rate <= 0 {
		t.Fatal(rate, err)
	}
	page, err := s.ReadStream(t.Context(), "parley-0-4-3", 0, store.Forwards, 1)
	if err != nil || len(page.Events) != 1 {
		t.Error(page, err)
	}
}
