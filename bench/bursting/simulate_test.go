package burstingbench

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/parley-video/parley/bench/year"
	"github.com/parley-video/parley/cloud"
	"github.com/parley-video/parley/control"
	shell "github.com/parley-video/parley/control/bursting"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/sqlite"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/conferencehistory"
	readsql "github.com/parley-video/parley/projections/sql"
)

// The year that is simulated: its log, the history of its conferences, and when
// it began and ended.
type simulated struct {
	log          *sqlite.Store
	history      *conferencehistory.History
	begin, until time.Time
	err          error
}

var simulatedYear = sync.OnceValue(func() (s simulated) {
	n := 1_000_000
	if text := os.Getenv("PARLEY_BENCH_EVENTS"); text != "" {
		if n, s.err = strconv.Atoi(text); s.err != nil {
			return s
		}
	}
	if dir, s.err = os.MkdirTemp("", "parley-simulate"); s.err == nil {
		s.err = s.make(context.Background(), n)
	}
	return s
})

var dir string

func TestMain(m *testing.M) {
	code := m.Run()
	if dir != "" {
		_ = os.RemoveAll(dir)
	}
	os.Exit(code)
}

// make writes the year with the times at which it happens, and folds the
// history.
func (s *simulated) make(ctx context.Context, n int) (err error) {
	var now atomic.Int64
	s.log, err = sqlite.Open(ctx, sqlite.Options{
		Dir: filepath.Join(dir, "log"), Logger: slog.New(slog.DiscardHandler), Now: func() time.Time { return time.Unix(0, now.Load()).UTC() },
	})
	if err != nil {
		return err
	}
	const writers = 128
	var queues [writers]chan year.Entry
	group, appending := errgroup.WithContext(ctx)
	for i := range queues {
		queues[i] = make(chan year.Entry, 16)
		group.Go(func() error {
			for e := range queues[i] {
				one, err := codec.Encode(e.ID, e.Event, e.Meta)
				if err == nil {
					_, err = s.log.Append(appending, e.Stream, store.Any(), one)
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
	}
	put := func(e year.Entry) error {
		if at := e.Meta.Time; s.begin.IsZero() {
			s.begin = at
		}
		s.until = e.Meta.Time
		now.Store(max(now.Load(), e.Meta.Time.UnixNano()))
		h := fnv.New32a()
		_, _ = h.Write([]byte(e.Stream))
		select {
		case queues[h.Sum32()%writers] <- e:
			return nil
		case <-appending.Done():
			return appending.Err()
		}
	}
	group.Go(func() error {
		defer func() {
			for _, q := range queues {
				close(q)
			}
		}()
		if err := year.New(1).Events(n, put); err != nil {
			return err
		}
		return s.burst(put)
	})
	if err := group.Wait(); err != nil {
		return err
	}
	return s.fold(ctx)
}

// burst has the locations of the year overflow into one with burst nodes.
func (s *simulated) burst(put func(year.Entry) error) error {
	list := map[string]events.Event{events.LocationStream("cloud"): events.LocationCreated{ID: "cloud", Settings: events.LocationSettings{Name: "Cloud"}}}
	for i := range 6 {
		id := fmt.Sprintf("location-%02d", i)
		list[events.LocationStream(id)] = events.LocationUpdated{ID: id, Settings: events.LocationSettings{Name: id, OverflowLocation1: "cloud"}}
	}
	for i := range 8 {
		id := fmt.Sprintf("burst-%d", i)
		list[events.NodeStream(id)] = events.NodeCreated{ID: id, Settings: events.NodeSettings{Name: id, LocationID: "cloud", Role: events.NodeTranscoding, CloudBursting: true, CapacityHD: 20}}
	}
	// Of the year's 20 HD calls each, nodes have few: else nothing bursts.
	for i := range 18 {
		id := fmt.Sprintf("node-%02d", i)
		list[events.NodeStream(id)] = events.NodeUpdated{ID: id, Settings: events.NodeSettings{Name: id, LocationID: fmt.Sprintf("location-%02d", i%6), Role: events.NodeTranscoding, CapacityHD: 5, AlwaysOn: true}}
	}
	for stream, ev := range list {
		if err := put(year.Entry{Stream: stream, ID: events.DeriveID("burst/" + stream), Event: ev, Meta: events.Metadata{Time: s.until}}); err != nil {
			return err
		}
	}
	return nil
}

func (s *simulated) fold(ctx context.Context) error {
	db, err := readsql.OpenSQLite(ctx, filepath.Join(dir, "rows.db"))
	if err != nil {
		return err
	}
	s.history = conferencehistory.New(db)
	runner, err := projections.New(projections.Config{Store: s.log, Log: slog.New(slog.DiscardHandler), Handlers: []projections.Handler{s.history.Handler()}})
	if err != nil {
		return err
	}
	page, err := s.log.ReadAll(ctx, store.LastPosition, store.Backwards, store.Filter{}, 1)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() { done <- runner.Run(ctx) }()
	err = runner.WaitForAll(ctx, page.Events[0].Position)
	cancel()
	<-done
	return err
}

// nobody executes commands: a simulation has none.
type nobody struct{}

func (nobody) Execute(context.Context, control.Envelope, domain.Command) (control.Receipt, error) {
	return control.Receipt{}, nil
}

// BenchmarkSimulate answers what GraphQL asks: some days of the year, under two
// variants, out of the whole year's log, with the history of conferences and
// without.
func BenchmarkSimulate(b *testing.B) {
	s := simulatedYear()
	if s.err != nil {
		b.Fatal(s.err)
	}
	for _, with := range []bool{true, false} {
		for _, span := range []struct {
			name        string
			from, until time.Time
		}{
			{"last-day", s.until.AddDate(0, 0, -1), s.until},
			{"last-week", s.until.AddDate(0, 0, -7), s.until},
			{"last-month", s.until.AddDate(0, 0, -31), s.until},
			{"first-week", s.begin, s.begin.AddDate(0, 0, 7)},
			{"a-week-in-june", s.begin.AddDate(0, 5, 0), s.begin.AddDate(0, 5, 7)},
		} {
			name := span.name + "/from-the-beginning"
			c := shell.Config{
				Store: s.log, Commands: nobody{}, Log: slog.New(slog.DiscardHandler),
				World: func(context.Context) (shell.World, error) { return shell.World{}, nil },
				Open:  func(shell.Account) (cloud.Provider, error) { return nil, nil },
			}
			if with {
				name, c.History = span.name, s.history
			}
			b.Run(name, func(b *testing.B) {
				one, err := shell.New(c)
				if err != nil {
					b.Fatal(err)
				}
				order := shell.Order{From: span.from, Until: span.until}
				for _, threshold := range []int{3, 6} {
					order.Variants = append(order.Variants, shell.Variant{Settings: bursting.Settings{Enabled: true, ThresholdHD: threshold, MinLifetime: 50 * time.Minute}})
				}
				b.ReportAllocs()
				calls := 0
				for b.Loop() {
					out, err := one.Simulate(b.Context(), order)
					if errors.Is(err, shell.ErrTooLong) {
						b.Skip(err)
					}
					if err != nil {
						b.Fatal(err)
					}
					calls = out.Calls
				}
				var after runtime.MemStats
				runtime.ReadMemStats(&after)
				b.ReportMetric(float64(calls), "calls")
				b.ReportMetric(float64(after.HeapSys>>20), "heap-MB")
			})
		}
	}
}
