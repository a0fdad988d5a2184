package projections_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/memory"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/projectiontest"
)

func TestMain(m *testing.M) {
	// SQLite is some thirty times slower under the race detector. The command
	// line is read later, so -rapid.checks still has its way.
	if err := flag.Set("rapid.checks", "30"); err != nil {
		panic(err)
	}
	goleak.VerifyTestMain(m)
}

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

// recorder is a handler that remembers what it was given.
type recorder struct {
	name   string
	filter store.Filter
	refuse string // event of this location

	mu       sync.Mutex
	position events.Position
	seen     []string
	batches  []int
	resets   int
}

func (r *recorder) Name() string         { return r.name }
func (r *recorder) Filter() store.Filter { return r.filter }

func (r *recorder) Open(context.Context) (events.Position, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.position, nil
}

func (r *recorder) Commit(_ context.Context, b projections.Batch) ([]projections.Change, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	changes, err := projections.Fold(b, func(e events.Recorded) ([]projections.Change, error) {
		id := e.Event.(events.LocationRemoved).ID // the tests write no other
		if id == r.refuse {
			return nil, errors.New("refused")
		}
		r.seen, r.position = append(r.seen, id), e.Position
		return []projections.Change{{Kind: "location", ID: id}}, nil
	})
	if len(b.Events) > 0 {
		r.batches = append(r.batches, len(b.Events))
	}
	if err == nil {
		r.position = b.Through
	}
	return changes, err
}

func (r *recorder) Reset(context.Context) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.position, r.seen = 0, nil
	r.resets++
	return nil
}

func (r *recorder) got() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.seen)
}

func (r *recorder) accept() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.refuse = ""
}

func add(t *testing.T, log *projectiontest.Log, ids ...string) events.Position {
	t.Helper()
	var at events.Position
	for _, id := range ids {
		var err error
		at, err = log.Add(t.Context(), events.LocationRemoved{ID: id})
		must(t, err)
	}
	return at
}

// start runs a runner until the test ends.
func start(t *testing.T, config projections.Config) *projections.Runner {
	t.Helper()
	config.Log = quiet
	r, err := projections.New(config)
	must(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- r.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("run: %v", err)
		}
	})
	return r
}

func TestRunnerFoldsOldAndNewEventsInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := projectiontest.NewLog(memory.New())
		var all []string
		for i := range 1200 {
			all = append(all, fmt.Sprintf("l%d", i))
		}
		add(t, log, all...)
		var published []string
		h := &recorder{name: "one"}
		r := start(t, projections.Config{Store: log.Store, Handlers: []projections.Handler{h}, Committed: func(c projections.Committed) {
			for _, change := range c.Changes {
				published = append(published, change.ID)
			}
			if got := h.got(); len(got) < len(published) {
				t.Errorf("%d changes published, %d committed", len(published), len(got))
			}
		}})
		synctest.Wait()
		last := add(t, log, "new")
		must(t, r.WaitFor(t.Context(), "one", last))
		synctest.Wait()
		if want := append(all, "new"); !slices.Equal(h.got(), want) || !slices.Equal(published, want) {
			t.Fatalf("folded %d, published %d of %d events in order", len(h.got()), len(published), len(want))
		}
		if n := slices.Max(h.batches); n > projections.MaxBatch {
			t.Errorf("a batch of %d events", n)
		}
		status := r.Status(t.Context())[0]
		if status.State != projections.Live || status.Position != last || status.Lag == nil || *status.Lag != 0 || status.Error != nil {
			t.Errorf("status %+v", status)
		}
	})
}

func TestRunnerWaitsForForeignPositions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := projectiontest.NewLog(memory.New())
		h := &recorder{name: "nodes", filter: store.Filter{TypePrefixes: []string{"node."}}}
		r := start(t, projections.Config{Store: log.Store, Handlers: []projections.Handler{h}})
		must(t, r.WaitFor(t.Context(), "nodes", add(t, log, "a", "b")))
		if got := h.got(); len(got) != 0 {
			t.Errorf("was given %v", got)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := r.WaitFor(ctx, "nodes", 99); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("waiting for the future gave %v", err)
		}
		if err := r.WaitFor(ctx, "nobody", 1); !errors.Is(err, projections.ErrUnknownProjection) {
			t.Errorf("waiting for nobody gave %v", err)
		}
	})
}

func TestRunnerParksOneAndGoesOnWithOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := projectiontest.NewLog(memory.New())
		bad, good := &recorder{name: "bad", refuse: "b"}, &recorder{name: "good"}
		r := start(t, projections.Config{Store: log.Store, Handlers: []projections.Handler{bad, good}})
		at := add(t, log, "a", "b", "c")
		must(t, r.WaitFor(t.Context(), "good", at))
		if err := r.WaitFor(t.Context(), "bad", at); !errors.Is(err, projections.ErrParked) {
			t.Fatalf("waiting for a parked projection gave %v", err)
		}
		s := r.Status(t.Context())[0]
		if s.State != projections.Parked || s.Position != 1 || s.Error == nil || !strings.Contains(*s.Error, "position 2") ||
			!strings.Contains(*s.Error, "refused") || s.Lag == nil || *s.Lag != 2 {
			t.Errorf("status %+v", s)
		}
		if s.Applied != 1 || s.LagTime == nil || *s.LagTime < 0 || s.Rebuilding != nil {
			t.Errorf("status %+v", s)
		}
		if s := r.Status(t.Context())[1]; s.Applied != 3 || s.LagTime == nil || *s.LagTime != 0 || s.Rate <= 0 {
			t.Errorf("status of the good one %+v", s)
		}
		time.Sleep(time.Hour) // of the bubble's clock
		if got := bad.got(); !slices.Equal(got, []string{"a"}) {
			t.Fatalf("parked projection went on to %v", got)
		}
		bad.accept()
		must(t, r.Retry("bad"))
		must(t, r.WaitFor(t.Context(), "bad", at))
		if got := bad.got(); !slices.Equal(got, []string{"a", "b", "c"}) {
			t.Errorf("after retry: %v", got)
		}
	})
}

// builder is a recorder that serves what it folds only when told.
type builder struct {
	recorder
	serving bool
}

func (b *builder) Serving() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.serving
}

func TestRunnerWaitsUntilRowsAreServed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := projectiontest.NewLog(memory.New())
		h := &builder{recorder: recorder{name: "one"}}
		r := start(t, projections.Config{Store: log.Store, Handlers: []projections.Handler{h}})
		at := add(t, log, "a")
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if err := r.WaitFor(ctx, "one", at); !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("rows that nobody can see were waited for: %v", err)
		}
		h.mu.Lock()
		h.serving = true
		h.mu.Unlock()
		must(t, r.WaitFor(t.Context(), "one", add(t, log, "b")))
	})
}

func TestRunnerSkipsUnknownTypesAndParksAtMalformedEvents(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := projectiontest.NewLog(memory.New())
		h := &recorder{name: "one"}
		r := start(t, projections.Config{Store: log.Store, Handlers: []projections.Handler{h}})
		add(t, log, "a")
		_, err := log.AddRaw(t.Context(), "future", store.NewEvent{Type: "location.invented.v7", Data: []byte(`{}`)})
		must(t, err)
		must(t, r.WaitFor(t.Context(), "one", add(t, log, "b")))
		if s := r.Status(t.Context())[0]; s.Skipped != 1 || s.State != projections.Live {
			t.Errorf("status %+v", s)
		}
		bad, err := log.AddRaw(t.Context(), "broken", store.NewEvent{Type: "location.removed.v1", Data: []byte(`{"id": 7}`)})
		must(t, err)
		add(t, log, "c")
		if err := r.WaitFor(t.Context(), "one", bad); !errors.Is(err, projections.ErrParked) {
			t.Fatalf("malformed event: %v", err)
		}
		if got := h.got(); !slices.Equal(got, []string{"a", "b"}) {
			t.Errorf("folded %v", got)
		}
	})
}

// flaky breaks subscriptions after every few messages, and hands out the last
// event again when it is asked to go on.
type flaky struct {
	store.Store
	mu         sync.Mutex
	subscribed []events.Position
	at         []time.Time
	refuse     int // subscriptions to refuse
}

func (f *flaky) Subscribe(ctx context.Context, from events.Position, filter store.Filter) (store.Subscription, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.subscribed, f.at = append(f.subscribed, from), append(f.at, time.Now())
	if f.refuse > 0 {
		f.refuse--
		return nil, store.ErrUnavailable
	}
	sub, err := f.Store.Subscribe(ctx, max(from, 1)-1, filter)
	return &flakySubscription{Subscription: sub, left: 7}, err
}

type flakySubscription struct {
	store.Subscription
	left int
}

func (f *flakySubscription) Next(ctx context.Context) (store.Message, error) {
	if f.left--; f.left < 0 {
		return nil, store.ErrUnavailable
	}
	return f.Subscription.Next(ctx)
}

func TestRunnerSubscribesAgainWithoutLossOrDuplicate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &flaky{Store: memory.New(), refuse: 6}
		log := projectiontest.NewLog(f)
		h := &recorder{name: "one"}
		r := start(t, projections.Config{Store: f, Handlers: []projections.Handler{h}})
		var all []string
		var at events.Position
		for i := range 40 {
			all = append(all, fmt.Sprintf("l%d", i))
			at = add(t, log, all[i])
		}
		must(t, r.WaitFor(t.Context(), "one", at))
		if got := h.got(); !slices.Equal(got, all) {
			t.Fatalf("folded %v", got)
		}
		f.mu.Lock()
		defer f.mu.Unlock()
		for i := 1; i < 6; i++ {
			if gap, want := f.at[i].Sub(f.at[i-1]), 100*time.Millisecond<<(i-1); gap != want {
				t.Errorf("attempt %d came after %s, want %s", i, gap, want)
			}
		}
		if !slices.IsSorted(f.subscribed) {
			t.Errorf("went back: %v", f.subscribed)
		}
	})
}

func TestRunnerFoldsAgainWhenTheLogIsAnother(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := projectiontest.NewLog(memory.New())
		at := add(t, log, "a", "b")
		h := &recorder{name: "one", position: 900, seen: []string{"of another log"}}
		r := start(t, projections.Config{Store: log.Store, Handlers: []projections.Handler{h}})
		synctest.Wait()
		must(t, r.WaitFor(t.Context(), "one", at))
		if got := h.got(); h.resets != 1 || !slices.Equal(got, []string{"a", "b"}) {
			t.Errorf("%d resets, folded %v", h.resets, got)
		}
	})
}

func TestConfigIsChecked(t *testing.T) {
	for name, c := range map[string]projections.Config{
		"empty":    {},
		"no store": {Log: quiet},
		"twice":    {Log: quiet, Store: memory.New(), Handlers: []projections.Handler{&recorder{name: "x"}, &recorder{name: "x"}}},
	} {
		if _, err := projections.New(c); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
