package sql_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/memory"
	"github.com/parley-video/parley/internal/sqldb"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/projectiontest"
	"github.com/parley-video/parley/projections/sql"
	"github.com/parley-video/parley/projections/sql/sqltest"
)

// throne is what processes hold one after the other.
type throne struct {
	turn  chan struct{}
	epoch atomic.Int64

	mu     sync.Mutex // guards all below
	depose context.CancelFunc
	wakes  []chan struct{}
}

var errLost = errors.New("lost")

func newThrone() *throne { return &throne{turn: make(chan struct{}, 1)} }

// seize takes the right from whoever has it, as if the time was up.
func (l *throne) seize() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.epoch.Add(1)
	if l.depose != nil {
		l.depose()
	}
}

func (l *throne) Hold(ctx context.Context, _ string, work func(context.Context, projections.Lease) error) error {
	for {
		select {
		case l.turn <- struct{}{}:
		case <-ctx.Done():
			return nil
		}
		working, cancel := context.WithCancel(ctx)
		l.mu.Lock()
		l.depose = cancel
		mine := reign{l, l.epoch.Add(1)}
		l.mu.Unlock()
		err := work(working, mine)
		deposed := working.Err() != nil
		cancel()
		<-l.turn
		if ctx.Err() != nil {
			return nil
		}
		if err != nil && !deposed {
			return err
		}
		select { // let the other have it
		case <-time.After(20 * time.Millisecond):
		case <-ctx.Done():
		}
	}
}

func (l *throne) Announced(string) <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	wake := make(chan struct{}, 1)
	l.wakes = append(l.wakes, wake)
	return wake
}

type reign struct {
	throne *throne
	epoch  int64
}

func (r reign) Check(context.Context, sqldb.Tx) error {
	if r.throne.epoch.Load() != r.epoch {
		return errLost
	}
	return nil
}

func (r reign) Announce(context.Context, sqldb.Tx) error { return nil } // lost on the way

// peer is a process that shares the rows.
type peer struct {
	handler *sql.Handler
	runner  *projections.Runner
	told    atomic.Int64 // changes
	stop    func()
}

func startPeer(t *testing.T, db *sql.DB, s store.Store, l *throne, p sql.Projection) *peer {
	t.Helper()
	one := &peer{handler: sql.NewHandler(db, p)}
	var err error
	one.runner, err = projections.New(projections.Config{
		Store: s, Leases: l, Log: slog.New(slog.DiscardHandler), Handlers: []projections.Handler{one.handler},
		Committed: func(c projections.Committed) { one.told.Add(int64(len(c.Changes))) },
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- one.runner.Run(ctx) }()
	one.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(one.stop)
	return one
}

func (p *peer) reaches(t testing.TB, at events.Position) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if err := p.runner.WaitFor(ctx, "counter", at); err != nil {
		t.Fatal(err)
	}
}

func shared(t *testing.T, f func(t *testing.T, db *sql.DB, s store.Store, log *projectiontest.Log)) {
	sqltest.Each(t, func(t *testing.T, database func(testing.TB) *sql.DB) {
		s := memory.New()
		t.Cleanup(func() { _ = s.Close() })
		f(t, database(t), s, projectiontest.NewLog(s))
	})
}

var removals atomic.Int64

func add(t testing.TB, log *projectiontest.Log, n int) (at events.Position) {
	t.Helper()
	for range n {
		var err error
		if at, err = log.Add(t.Context(), events.NodeRemoved{ID: fmt.Sprintf("n%d", removals.Add(1))}); err != nil {
			t.Fatal(err)
		}
	}
	return at
}

// TestOneAppliesAllServe changes the leader again and again.
func TestOneAppliesAllServe(t *testing.T) {
	shared(t, func(t *testing.T, db *sql.DB, s store.Store, log *projectiontest.Log) {
		l := newThrone()
		a, b := startPeer(t, db, s, l, counter{version: 1}), startPeer(t, db, s, l, counter{version: 1})
		n := 0
		for round := range 8 {
			n += 40
			at := add(t, log, 20)
			if round%2 == 1 {
				l.seize()
			}
			at = max(at, add(t, log, 20))
			for _, p := range []*peer{a, b} {
				p.reaches(t, at)
				want(t, p.handler, n)
				if s := p.runner.States()[0]; s.State != projections.Live || s.Position < at {
					t.Errorf("%+v", s)
				}
			}
		}
		a.stop() // what is committed is told afterwards
		b.stop()
		if told := a.told.Load() + b.told.Load(); told != int64(n) {
			t.Errorf("%d changes were told, %d made", told, n)
		}
	})
}

// TestADeposedLeaderWritesNothing: also when it has not noticed.
func TestADeposedLeaderWritesNothing(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, database func(testing.TB) *sql.DB) {
		db, l := database(t), newThrone()
		old, young := sql.NewHandler(db, counter{version: 1}), sql.NewHandler(db, counter{version: 1})
		old.Lead(reign{l, l.epoch.Add(1)})
		open(t, old, 0)
		commit(t, old, batch(1, 3, true))
		young.Lead(reign{l, l.epoch.Add(1)})
		for name, f := range map[string]func() error{
			"commit": func() error { _, err := old.Commit(t.Context(), batch(4, 6, true)); return err },
			"open":   func() error { _, err := old.Open(t.Context()); return err },
			"reset":  func() error { return old.Reset(t.Context()) },
		} {
			if err := f(); !errors.Is(err, errLost) {
				t.Errorf("%s of the deposed: %v", name, err)
			}
		}
		old.Parked(t.Context(), &projections.Poison{Err: errLost})
		open(t, young, 3)
		commit(t, young, batch(4, 6, true))
		want(t, young, 6)
		want(t, old, 6)
		seen, err := old.Follow(t.Context())
		if err != nil || seen.Parked != "" || seen.Position != 6 {
			t.Errorf("%+v %v", seen, err)
		}
	})
}

// TestFollowersAskTheLeader to rebuild and to retry.
func TestFollowersAskTheLeader(t *testing.T) {
	shared(t, func(t *testing.T, db *sql.DB, s store.Store, log *projectiontest.Log) {
		var refuse atomic.Bool
		p := counter{version: 1, apply: func(events.NodeRemoved) error {
			if refuse.Load() {
				return errors.New("not now")
			}
			return nil
		}}
		l := newThrone()
		leader := startPeer(t, db, s, l, p)
		leader.reaches(t, add(t, log, 10))
		follower := startPeer(t, db, s, l, p)
		follower.reaches(t, add(t, log, 10))
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		for _, who := range []*peer{follower, leader} {
			if err := who.runner.Rebuild(ctx, "counter"); err != nil {
				t.Fatal(err)
			}
			want(t, follower.handler, 20)
			want(t, leader.handler, 20)
		}
		refuse.Store(true)
		at := add(t, log, 1)
		for _, who := range []*peer{follower, leader} {
			if err := who.runner.WaitFor(ctx, "counter", at); !errors.Is(err, projections.ErrParked) {
				t.Fatalf("%v", err)
			}
		}
		refuse.Store(false)
		for range 2 { // the second finds nothing to do
			if err := follower.runner.Retry("counter"); err != nil {
				t.Fatal(err)
			}
		}
		for ; ; <-time.After(10 * time.Millisecond) {
			if err := follower.runner.WaitFor(ctx, "counter", at); !errors.Is(err, projections.ErrParked) {
				break // reached, or too late
			}
		}
		follower.reaches(t, at)
		want(t, follower.handler, 21)
	})
}

// TestFollowersLearnThatARebuildIsParked: whoever asked for it is told.
func TestFollowersLearnThatARebuildIsParked(t *testing.T) {
	shared(t, func(t *testing.T, db *sql.DB, s store.Store, log *projectiontest.Log) {
		var refuse atomic.Bool
		p := counter{version: 1, apply: func(events.NodeRemoved) error {
			if refuse.Load() {
				return errors.New("not now")
			}
			return nil
		}}
		l := newThrone()
		leader := startPeer(t, db, s, l, p)
		leader.reaches(t, add(t, log, 10))
		follower := startPeer(t, db, s, l, p)
		follower.reaches(t, add(t, log, 10))
		refuse.Store(true)
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		if err := follower.runner.Rebuild(ctx, "counter"); !errors.Is(err, projections.ErrParked) {
			t.Fatalf("rebuild: %v", err)
		}
		want(t, follower.handler, 20) // the rows before are served all the same
		refuse.Store(false)
		if err := follower.runner.Rebuild(ctx, "counter"); err != nil {
			t.Fatal(err)
		}
		want(t, follower.handler, 20)
	})
}

// some is a projection that wants few events.
type some struct{ counter }

func (some) Filter() store.Filter { return store.Filter{StreamPrefixes: []string{"node-n1"}} }

// TestFollowersKnowOfEventsThatAreNotWanted: the position goes on all the same.
func TestFollowersKnowOfEventsThatAreNotWanted(t *testing.T) {
	shared(t, func(t *testing.T, db *sql.DB, s store.Store, log *projectiontest.Log) {
		l := newThrone()
		leader, follower := startPeer(t, db, s, l, some{counter{version: 1}}), startPeer(t, db, s, l, some{counter{version: 1}})
		for range 5 {
			at, err := log.Add(t.Context(), events.LocationRemoved{ID: fmt.Sprintf("l%d", removals.Add(1))})
			if err != nil {
				t.Fatal(err)
			}
			leader.reaches(t, at)
			follower.reaches(t, at)
		}
	})
}
