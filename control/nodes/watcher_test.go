package nodes_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/nodes"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/node"
)

// commands notes what is recorded, and fails as often as it is told to.
type commands struct {
	start time.Time

	mu       sync.Mutex // guards the rest
	failures int
	gone     bool
	bad      string // the node of which nothing can be recorded
	said     []string
}

func (c *commands) Execute(_ context.Context, _ control.Envelope, cmd domain.Command) (control.Receipt, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.failures > 0 {
		c.failures--
		return control.Receipt{}, errors.New("store unavailable")
	}
	if o := cmd.(node.ObserveLiveness); o.ID == c.bad {
		return control.Receipt{}, errors.New("cannot be read")
	}
	if c.gone {
		return control.Receipt{}, domain.Refuse(domain.CodeNotFound, "gone")
	}
	o := cmd.(node.ObserveLiveness)
	c.said = append(c.said, fmt.Sprintf("%s %s @%v", o.ID, o.To, time.Since(c.start)))
	return control.Receipt{}, nil
}

func (c *commands) set(failures int, gone bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.failures, c.gone = failures, gone
}

// watch runs a test with a Watcher on a virtual clock.
func watch(t *testing.T, run func(t *testing.T, w *nodes.Watcher, c *commands)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		c := &commands{start: time.Now()}
		w := nodes.NewWatcher(c, slog.New(slog.DiscardHandler), nil)
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- w.Run(ctx) }()
		run(t, w, c)
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Run: %v", err)
		}
	})
}

func wantSaid(t *testing.T, c *commands, want ...string) {
	t.Helper()
	synctest.Wait()
	c.mu.Lock()
	defer c.mu.Unlock()
	// What is due at once is recorded in any order; the time is in the text.
	if got, want := slices.Sorted(slices.Values(c.said)), slices.Sorted(slices.Values(want)); !slices.Equal(got, want) {
		t.Errorf("recorded %q\nwant %q", got, want)
	}
}

func TestSilenceIsRecorded(t *testing.T) {
	watch(t, func(t *testing.T, w *nodes.Watcher, c *commands) {
		w.Reported("a", time.Now())
		for range 20 { // five minutes of reports
			time.Sleep(15 * time.Second)
			w.Reported("a", time.Now())
		}
		wantSaid(t, c, "a online @0s")
		time.Sleep(10 * time.Minute)
		w.Reported("a", time.Now())
		wantSaid(t, c, "a online @0s", "a late @6m0s", "a stale @7m0s", "a online @15m0s")
	})
}

func TestExpectedNodeThatDoesNotCome(t *testing.T) {
	watch(t, func(t *testing.T, w *nodes.Watcher, c *commands) {
		w.Expect("a", "online", time.Now())
		w.Expect("b", "late", time.Now())
		w.Expect("c", "stale", time.Now()) // does not get better by itself
		time.Sleep(5 * time.Minute)
		wantSaid(t, c, "a late @1m0s", "b stale @1m0s", "a stale @2m0s")
		w.Reported("c", time.Now())
		wantSaid(t, c, "a late @1m0s", "b stale @1m0s", "a stale @2m0s", "c online @5m0s")
	})
}

func TestFailureToRecordIsTriedAgain(t *testing.T) {
	watch(t, func(t *testing.T, w *nodes.Watcher, c *commands) {
		w.Expect("a", "online", time.Now())
		time.Sleep(59 * time.Second)
		synctest.Wait()
		c.set(3, false)
		time.Sleep(time.Minute)
		wantSaid(t, c, "a late @1m15s")
		time.Sleep(time.Minute)
		wantSaid(t, c, "a late @1m15s", "a stale @2m0s")
	})
}

// A node of which nothing can be recorded holds up no other, and is not tried
// whenever there is something to do for another.
func TestABadNodeHoldsUpNobody(t *testing.T) {
	watch(t, func(t *testing.T, w *nodes.Watcher, c *commands) {
		c.mu.Lock()
		c.bad = "a"
		c.mu.Unlock()
		for _, id := range []string{"a", "b", "c"} {
			w.Expect(id, "online", time.Now())
		}
		time.Sleep(2*time.Minute + 4*time.Second)
		wantSaid(t, c, "b late @1m0s", "c late @1m0s", "b stale @2m0s", "c stale @2m0s")
		w.Reported("b", time.Now())
		wantSaid(t, c, "b late @1m0s", "c late @1m0s", "b stale @2m0s", "c stale @2m0s", "b online @2m4s")
		c.mu.Lock()
		c.bad = ""
		c.mu.Unlock()
		time.Sleep(2 * time.Second)
		wantSaid(t, c, "b late @1m0s", "c late @1m0s", "b stale @2m0s", "c stale @2m0s", "b online @2m4s", "a stale @2m5s")
	})
}

// A node that comes back before its silence could be recorded was never late.
func TestRecoveryBeforeTheRecord(t *testing.T) {
	watch(t, func(t *testing.T, w *nodes.Watcher, c *commands) {
		w.Expect("a", "online", time.Now())
		c.set(1, false)
		time.Sleep(62 * time.Second)
		w.Reported("a", time.Now())
		time.Sleep(30 * time.Second)
		wantSaid(t, c)
	})
}

func TestRemovedNodeIsForgotten(t *testing.T) {
	watch(t, func(t *testing.T, w *nodes.Watcher, c *commands) {
		w.Expect("a", "online", time.Now())
		c.set(0, true)
		time.Sleep(61 * time.Second)
		synctest.Wait()
		c.set(0, false)
		time.Sleep(10 * time.Minute)
		wantSaid(t, c)
	})
}
