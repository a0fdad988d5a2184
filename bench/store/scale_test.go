package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/sqlite"
)

// BenchmarkScale asks whether a large log is slower than an empty one: 64
// writers on both in turn, each with readers that never catch up, round after
// round. PARLEY_BENCH_EVENTS says how large (ten million take 4 GB of disk and
// some minutes to write); there are 25 events in a stream.
func BenchmarkScale(b *testing.B) {
	total := number(b, "PARLEY_BENCH_EVENTS", 1_000_000)
	rounds := number(b, "PARLEY_BENCH_ROUNDS", 5)
	const each = 25
	large, small := openAt(b, b.TempDir()), openAt(b, b.TempDir())
	began := time.Now()
	grow(b, large.Store, total/each, each)
	b.Logf("wrote %d events in %d streams in %s", total, total/each, time.Since(began).Round(time.Second))

	rates := map[string][]float64{}
	var wal int64
	for round := range rounds {
		for _, s := range []*named{large, small} {
			stop := slowReaders(b, s.Store)
			rate, _, err := measure(context.Background(), contender{s.name, appenderOf(s.Store)}, 64, round, time.Second)
			if err != nil {
				b.Fatal(err)
			}
			if info, err := os.Stat(filepath.Join(s.dir, "events.db-wal")); err == nil {
				wal = max(wal, info.Size())
			}
			stop()
			rates[s.dir] = append(rates[s.dir], rate)
		}
	}
	took := loads(b, large.Store, total/each, each)
	b.ReportMetric(median(rates[large.dir])/median(rates[small.dir]), "x-empty-log")
	b.ReportMetric(median(rates[large.dir]), "events/s")
	b.ReportMetric(float64(wal)/(1<<20), "wal-MB")
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "load-p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "load-p99-µs")
	b.ReportMetric(0, "ns/op") // rounds take as long as they are told to
}

type named struct {
	*sqlite.Store
	name, dir string
}

func openAt(b *testing.B, dir string) *named {
	b.Helper()
	s, err := sqlite.Open(context.Background(), sqlite.Options{Dir: dir, Logger: quiet})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	return &named{Store: s, name: "parley", dir: dir}
}

// grow writes streams of some events each; many at a time, so that they share
// the waits for the disk.
func grow(b *testing.B, s store.Store, streams, each int) {
	b.Helper()
	const writers = 64
	group, ctx := errgroup.WithContext(context.Background())
	var next atomic.Int64
	for range writers {
		group.Go(func() error {
			batch := make([]store.NewEvent, each)
			for {
				n := int(next.Add(1)) - 1
				if n >= streams {
					return nil
				}
				for i := range batch {
					batch[i] = event(ids.Add(1))
				}
				if _, err := s.Append(ctx, fmt.Sprintf("grown-%d", n), store.NoStream(), batch...); err != nil {
					return err
				}
			}
		})
	}
	if err := group.Wait(); err != nil {
		b.Fatal(err)
	}
}

// slowReaders subscribe from the beginning and take an event now and then.
func slowReaders(b *testing.B, s store.Store) (stop func()) {
	b.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	for range 8 {
		sub, err := s.Subscribe(ctx, 0, store.Filter{})
		if err != nil {
			b.Fatal(err)
		}
		wg.Go(func() {
			defer sub.Close() // nothing depends on it
			tick := time.NewTicker(5 * time.Millisecond)
			defer tick.Stop()
			for {
				if _, err := sub.Next(ctx); err != nil {
					return
				}
				select {
				case <-tick.C:
				case <-ctx.Done():
					return
				}
			}
		})
	}
	return func() { cancel(); wg.Wait() }
}

// loads reads streams by chance.
func loads(b *testing.B, s store.Store, streams, each int) []time.Duration {
	b.Helper()
	took := make([]time.Duration, 5000)
	for i := range took {
		began := time.Now()
		page, err := s.ReadStream(context.Background(), fmt.Sprintf("grown-%d", rand.IntN(streams)), events.Revision(0), store.Forwards, 100) // not a secret
		if err != nil || len(page.Events) != each {
			b.Fatal(len(page.Events), err)
		}
		took[i] = time.Since(began)
	}
	slices.Sort(took)
	return took
}
