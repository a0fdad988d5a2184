package nodes_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/control/controltest"
	"github.com/parley-video/parley/control/nodes"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/nodeagent/link"
)

// said is what log and Management Nodes say.
type said struct {
	linked []string
	held   map[string]nodes.Held
}

func (s said) LinkedNodes(context.Context) ([]string, error) { return s.linked, nil }

func (s said) Nodes(context.Context) ([]string, error) { return s.linked, nil }

func (s said) HeldLinks(context.Context) (map[string]nodes.Held, error) { return s.held, nil }

// other is a second Management Node on the same log.
func (h *house) other() *nodes.Lifecycle {
	return nodes.New(h.Executor, nodes.NewWatcher(h.Executor, h.Log, h.now), h.now)
}

func (h *house) connect(t *testing.T, l *nodes.Lifecycle) {
	t.Helper()
	hello := link.Hello{Epoch: "e", Software: "1", BootTime: time.Unix(1000, 0), CapacityTokens: 480}
	if err := l.Connected(t.Context(), h.id, hello, "10.0.0.1:999", h.now()); err != nil {
		t.Fatal(err)
	}
}

func (h *house) links(t *testing.T) string {
	t.Helper()
	_, links, _ := strings.Cut(h.story(t), " ")
	return links
}

// TestALinkElsewhereIsNotEnded: whoever notices late that the node has gone
// does not end the link that it has by now to somebody else.
func TestALinkElsewhereIsNotEnded(t *testing.T) {
	h := build(t, controltest.Memory(t))
	a, b, ctx := h.life, h.other(), t.Context()
	elsewhere := func(l *nodes.Lifecycle, want bool) {
		t.Helper()
		if got, err := l.Elsewhere(ctx, h.id); err != nil || got != want {
			t.Errorf("elsewhere: %v, %v", got, err)
		}
	}
	elsewhere(a, true)
	h.connect(t, a)
	elsewhere(a, false)
	if wrong, err := a.Contradicted(ctx); err != nil || len(wrong) != 0 {
		t.Errorf("%v %v", wrong, err)
	}
	h.connect(t, b)
	elsewhere(a, true)
	if wrong, err := a.Contradicted(ctx); err != nil || len(wrong) != 1 {
		t.Errorf("%v %v", wrong, err)
	}
	if err := a.Disconnected(ctx, h.id, "timeout", h.now()); err != nil {
		t.Fatal(err)
	}
	if got, want := h.links(t), "connected disconnected:replaced connected"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if wrong, err := a.Contradicted(ctx); err != nil || len(wrong) != 0 {
		t.Errorf("%v %v", wrong, err)
	}
	if err := b.Disconnected(ctx, h.id, "closed", h.now()); err != nil {
		t.Fatal(err)
	}
	h.connect(t, a)
	elsewhere(a, false)
	elsewhere(b, true)
	if got, want := h.links(t), "connected disconnected:replaced connected disconnected:closed connected"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestRecovery(t *testing.T) {
	const ended = "connected disconnected:" + nodes.ReasonControlRestarted
	for name, c := range map[string]struct {
		held  nodes.Held
		after time.Duration // in which nothing may happen
		want  string
	}{
		"held":                        {nodes.Held{Link: 1, There: true}, time.Minute, "connected"},
		"held by one that is gone":    {nodes.Held{Link: 1}, 0, ended},
		"not said yet":                {nodes.Held{}, 2 * time.Second, ended},
		"an earlier one of one gone":  {nodes.Held{Link: 0}, 2 * time.Second, ended},
		"a later one than the log's?": {nodes.Held{Link: 7, There: true}, time.Minute, "connected"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := build(t, controltest.Memory(t))
				h.connect(t, h.life)
				links := said{linked: []string{h.id}, held: map[string]nodes.Held{h.id: c.held}}
				r := nodes.NewRecovery(h.Executor, h.watcher, links, h.Log, nil)
				ctx, cancel := context.WithCancel(t.Context())
				done := make(chan error, 1)
				go func() { done <- r.Run(ctx) }()
				time.Sleep(c.after) // of the bubble's clock
				synctest.Wait()
				if got := h.links(t); c.after > 0 && got != "connected" {
					t.Errorf("too early: %s", got)
				}
				time.Sleep(3 * time.Second)
				synctest.Wait()
				if got := h.links(t); got != c.want {
					t.Errorf("%s, want %s", got, c.want)
				}
				cancel()
				if err := <-done; err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// troubled is a log that is asked before every append.
type troubled struct {
	store.Store
	before func(ctx context.Context, stream string) error
}

func (s *troubled) Append(ctx context.Context, stream string, expected store.Expected, batch ...store.NewEvent) (store.Appended, error) {
	if s.before != nil {
		if err := s.before(ctx, stream); err != nil {
			return store.Appended{}, err
		}
	}
	return s.Store.Append(ctx, stream, expected, batch...)
}

// crowd links further nodes, all of which the log has as linked.
func (h *house) crowd(t *testing.T, n int) said {
	t.Helper()
	links := said{linked: []string{h.id}}
	s, err := h.Executor.Node(t.Context(), h.id)
	if err != nil {
		t.Fatal(err)
	}
	h.connect(t, h.life)
	first := h.id
	defer func() { h.id = first }()
	for i := range n - 1 {
		h.id = h.do(t, node.Create{Patch: node.Patch{
			Name: domain.Some(fmt.Sprint("edge-", i)), LocationID: domain.Some(s.Settings.LocationID), Address: domain.Some("127.0.0.1"),
		}}).ID
		h.connect(t, h.life)
		links.linked = append(links.linked, h.id)
	}
	return links
}

// counting is a log that counts the events that are read of streams.
type counting struct {
	store.Store
	read atomic.Int64
}

func (s *counting) ReadStream(ctx context.Context, stream string, from events.Revision, dir store.Direction, most int) (store.StreamPage, error) {
	page, err := s.Store.ReadStream(ctx, stream, from, dir, most)
	s.read.Add(int64(len(page.Events)))
	return page, err
}

// Whoever looks at all nodes in turn finds them as they were left, however many
// there are.
func TestManyNodesAreNotFoldedAgain(t *testing.T) {
	log := &counting{Store: controltest.Memory(t)}
	h := build(t, log)
	h.crowd(t, 1500)
	for range 2 { // the first look finds what was appended since
		log.read.Store(0)
		if wrong, err := h.life.Contradicted(t.Context()); err != nil || len(wrong) > 0 {
			t.Fatal(wrong, err)
		}
	}
	if n := log.read.Load(); n > 0 {
		t.Errorf("the second look read %d events", n)
	}
}

const restarted = "connected disconnected:" + nodes.ReasonControlRestarted

func TestAStartAfterACrashOfManyLinks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := &troubled{Store: controltest.Memory(t)}
		h := build(t, log)
		links := h.crowd(t, 150)
		log.before = func(context.Context, string) error {
			time.Sleep(time.Second) // of the bubble's clock
			return nil
		}
		begin := time.Now()
		if err := nodes.NewRecovery(h.Executor, h.watcher, links, h.Log, nil).Once(t.Context()); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(begin); took > 5*time.Second {
			t.Errorf("took %s", took)
		}
		for _, h.id = range links.linked {
			if got := h.links(t); got != restarted {
				t.Errorf("node %s: %s", h.id, got)
			}
		}
	})
}

// TestANodeThatCannotBeRecovered holds up neither the start nor the other nodes,
// and is recovered as soon as it can be.
func TestANodeThatCannotBeRecovered(t *testing.T) {
	for name, trouble := range map[string]func(context.Context) error{
		"takes too long": func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() },
		"fails":          func(context.Context) error { return errors.New("disk on fire") },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				log := &troubled{Store: controltest.Memory(t)}
				h := build(t, log)
				links := h.crowd(t, 3)
				var mended atomic.Bool
				log.before = func(ctx context.Context, stream string) error {
					if stream == "node-"+h.id && !mended.Load() {
						return trouble(ctx)
					}
					return nil
				}
				r := nodes.NewRecovery(h.Executor, h.watcher, links, h.Log, nil)
				if err := r.Once(t.Context()); err != nil {
					t.Errorf("the start failed: %v", err)
				}
				state := func(id string) bool {
					s, err := h.Executor.Node(t.Context(), id)
					if err != nil {
						t.Fatal(err)
					}
					return s.Connected
				}
				if !state(links.linked[0]) || state(links.linked[1]) || state(links.linked[2]) {
					t.Error("not only the one that is in trouble is linked still")
				}
				ctx, cancel := context.WithCancel(t.Context())
				done := make(chan error, 1)
				go func() { done <- r.Run(ctx) }()
				time.Sleep(2 * time.Minute) // of the bubble's clock
				mended.Store(true)
				time.Sleep(time.Minute)
				synctest.Wait()
				if got := h.links(t); got != restarted {
					t.Errorf("%s, want %s", got, restarted)
				}
				cancel()
				if err := <-done; err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// faulty cannot read the stream of one node.
type faulty struct {
	nodes.Executor

	mu  sync.Mutex // guards bad
	bad string
}

func (f *faulty) Node(ctx context.Context, id string) (node.State, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if id == f.bad {
		return node.State{}, errors.New("cannot be read")
	}
	return f.Executor.Node(ctx, id)
}

// TestANodeThatCannotBeRead keeps neither the others from being watched nor
// links from being ended, and is watched as soon as it can be.
func TestANodeThatCannotBeRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := build(t, controltest.Memory(t))
		links := h.crowd(t, 3)
		there := nodes.Held{Link: 1, There: true}
		links.held = map[string]nodes.Held{links.linked[0]: there, links.linked[1]: there} // of the last one nobody says so
		executor := &faulty{Executor: h.Executor, bad: links.linked[0]}
		watcher := nodes.NewWatcher(h.Executor, h.Log, nil) // of a process that has heard of none of them
		r := nodes.NewRecovery(executor, watcher, links, h.Log, nil)
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 2)
		go func() { done <- r.Run(ctx) }()
		go func() { done <- watcher.Run(ctx) }()
		stories := func(want ...string) {
			t.Helper()
			synctest.Wait()
			for i, id := range links.linked {
				h.id = id
				if got := h.links(t); got != want[i] {
					t.Errorf("node %d: %s, want %s", i, got, want[i])
				}
			}
		}
		time.Sleep(64 * time.Second)
		stories("connected", "connected late", restarted+" late")
		executor.mu.Lock()
		executor.bad = ""
		executor.mu.Unlock()
		time.Sleep(67 * time.Second)
		stories("connected late", "connected late stale", restarted+" late stale")
		cancel()
		for range 2 {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
	})
}

// TestManagingAgain: what another Management Node recorded meanwhile counts, and
// not what this one remembers.
func TestManagingAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := build(t, controltest.Memory(t))
		h.connect(t, h.life)
		links := said{linked: []string{h.id}, held: map[string]nodes.Held{h.id: {Link: 1, There: true}}}
		manage := func(w *nodes.Watcher, long time.Duration, reports ...*nodes.Watcher) {
			w.Resume()
			r := nodes.NewRecovery(h.Executor, w, links, h.Log, nil)
			ctx, cancel := context.WithCancel(t.Context())
			done := make(chan error, 2)
			go func() { done <- r.Run(ctx) }()
			go func() { done <- w.Run(ctx) }()
			synctest.Wait()
			for _, hears := range reports {
				hears.Reported(h.id, time.Now())
			}
			time.Sleep(long)
			synctest.Wait()
			cancel()
			for range 2 {
				if err := <-done; err != nil {
					t.Error(err)
				}
			}
		}
		a, b := nodes.NewWatcher(h.Executor, h.Log, nil), nodes.NewWatcher(h.Executor, h.Log, nil)
		manage(a, 3*time.Minute)
		want := "connected late stale"
		if got := h.links(t); got != want {
			t.Errorf("%s, want %s", got, want)
		}
		manage(b, time.Second, b) // a report of which a has not heard
		if got := h.links(t); got != want+" online" {
			t.Errorf("%s, want %s online", got, want)
		}
		manage(a, 59*time.Second)
		if got := h.links(t); got != want+" online" { // it has the whole grace
			t.Errorf("%s, want %s online", got, want)
		}
		manage(a, 3*time.Minute)
		if got := h.links(t); got != want+" online late stale" {
			t.Errorf("%s, want %s online late stale", got, want)
		}
	})
}
