// Package store_test measures the embedded event store; README.md says how to
// run it and how to read the numbers.
package store_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/sqlite"
)

var quiet = slog.New(slog.DiscardHandler)

func open(b *testing.B) *sqlite.Store {
	b.Helper()
	s, err := sqlite.Open(context.Background(), sqlite.Options{Dir: b.TempDir(), Logger: quiet})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := s.Close(); err != nil {
			b.Error(err)
		}
	})
	return s
}

// An event is about 300 bytes, as in the report that the numbers are compared
// with.
var (
	data = []byte(`{"conferenceId":"c","participantId":"p","pad":"` + strings.Repeat("x", 174) + `"}`)
	meta = []byte(`{"actor":{"kind":"node","id":"n"},"time":"2026-01-02T03:04:05Z"}`)
)

func event(id uint64) store.NewEvent {
	e := store.NewEvent{Type: "conference.participant-joined.v1", Data: data, Meta: meta}
	for i := range 8 {
		e.ID[i] = byte(id >> (8 * i))
	}
	e.ID[15] = 1
	return e
}

// BenchmarkAppend: one event per append with an expected revision, 16 streams
// per writer, fsynced before the answer.
func BenchmarkAppend(b *testing.B) {
	for _, writers := range []int{1, 16, 64} {
		b.Run(fmt.Sprintf("writers=%d", writers), func(b *testing.B) {
			s := open(b)
			var left atomic.Int64
			left.Store(int64(b.N))
			took := make([][]time.Duration, writers)
			var wg sync.WaitGroup
			b.ResetTimer()
			for w := range writers {
				wg.Go(func() { took[w] = appendUntil(b, s, w, &left) })
			}
			wg.Wait()
			b.StopTimer()
			all := slices.Concat(took...)
			slices.Sort(all)
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
			b.ReportMetric(float64(all[len(all)*99/100].Microseconds())/1000, "p99-ms")
		})
	}
}

func appendUntil(b *testing.B, s store.Store, w int, left *atomic.Int64) []time.Duration {
	const streams = 16
	var expected [streams]store.Expected
	for i := range expected {
		expected[i] = store.NoStream()
	}
	var took []time.Duration
	for n := 0; left.Add(-1) >= 0; n++ {
		i := n % streams
		began := time.Now()
		a, err := s.Append(context.Background(), fmt.Sprintf("bench-%d-%d", w, i), expected[i], event(uint64(w)<<40|uint64(n))) // small
		if err != nil {
			b.Error(err)
			return took
		}
		took = append(took, time.Since(began))
		expected[i] = store.At(a.Revision)
	}
	return took
}

const fillBatch = 256

func fill(b *testing.B, s store.Store, n int) {
	b.Helper()
	for i := 0; i < n; i += fillBatch {
		batch := make([]store.NewEvent, fillBatch)
		for j := range batch {
			batch[j] = event(uint64(i + j)) // small
		}
		if _, err := s.Append(context.Background(), fmt.Sprintf("stream-%d", i), store.NoStream(), batch...); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkReplay reads the whole log through a subscription; the unit of the
// result is one event.
func BenchmarkReplay(b *testing.B) {
	const n = 100 * fillBatch
	for name, filter := range map[string]store.Filter{
		"all":             {},
		"nothing matches": {TypePrefixes: []string{"node."}},
	} {
		b.Run(name, func(b *testing.B) {
			s := open(b)
			fill(b, s, n)
			b.ResetTimer()
			for read := 0; read < b.N; read += n {
				sub, err := s.Subscribe(context.Background(), 0, filter)
				if err != nil {
					b.Fatal(err)
				}
				for {
					m, err := sub.Next(context.Background())
					if err != nil {
						b.Fatal(err)
					}
					if _, ok := m.(store.CaughtUp); ok {
						break
					}
				}
			}
			rounds := (b.N + n - 1) / n
			b.ReportMetric(float64(rounds*n)/b.Elapsed().Seconds(), "events/s")
		})
	}
}

// BenchmarkLoadStream reads one stream of 25 events out of many.
func BenchmarkLoadStream(b *testing.B) {
	s := open(b)
	const streams = 2000
	for i := range streams {
		batch := make([]store.NewEvent, 25)
		for j := range batch {
			batch[j] = event(uint64(i*25 + j)) // small
		}
		if _, err := s.Append(context.Background(), fmt.Sprintf("stream-%d", i), store.NoStream(), batch...); err != nil {
			b.Fatal(err)
		}
	}
	b.ResetTimer()
	for i := 0; b.Loop(); i++ {
		page, err := s.ReadStream(context.Background(), fmt.Sprintf("stream-%d", i*7919%streams), events.Revision(0), store.Forwards, 100)
		if err != nil || len(page.Events) != 25 {
			b.Fatal(len(page.Events), err)
		}
	}
}
