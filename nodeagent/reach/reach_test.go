package reach_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/membership"
	"github.com/parley-video/parley/nodeagent/peer"
	"github.com/parley-video/parley/nodeagent/reach"
)

// world is all that a Watch sees of the other nodes.
type world struct {
	mu      sync.Mutex // guards all below
	records []link.Node
	tls     map[string]error // of nodes; nil: it answers
	old     map[string]bool  // nodes that know no echo
	udp     map[string]error
	silent  []string
	asked   map[string]int
	log     bytes.Buffer
}

func newWorld(nodes int) *world {
	w := &world{tls: map[string]error{}, old: map[string]bool{}, udp: map[string]error{}, asked: map[string]int{}}
	w.records = append(w.records, link.Node{ID: "self"})
	for i := range nodes {
		w.records = append(w.records, link.Node{ID: fmt.Sprint("n", i)})
	}
	return w
}

func (w *world) set(change func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	change()
}

func (w *world) Handle(string, http.Handler) {}

func (w *world) Call(_ context.Context, id, path string, _, out any) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked[id]++
	if err := w.tls[id]; err != nil {
		return fmt.Errorf("ask node %s %s: %w", id, path, err)
	}
	if w.old[id] {
		return &peer.Error{Status: http.StatusNotFound, Code: peer.CodeNotFound}
	}
	return json.Unmarshal([]byte(`{"echoes": true}`), out)
}

func (w *world) Echo(ctx context.Context, id string) error {
	w.mu.Lock()
	err := w.udp[id]
	if w.old[id] {
		err = membership.ErrSilent
	}
	w.mu.Unlock()
	if errors.Is(err, membership.ErrSilent) {
		<-ctx.Done()
	}
	return err
}

func (w *world) Silent() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.silent
}

func (w *world) NodeList() []link.Node {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.records
}

// Write takes the log.
func (w *world) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.log.Write(b)
}

func (w *world) logged() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	defer w.log.Reset()
	return w.log.String()
}

// bubble has a Watch run on virtual time.
func bubble(t *testing.T, w *world, test func(t *testing.T, watch *reach.Watch)) {
	synctest.Test(t, func(t *testing.T) {
		watch := reach.New(reach.Config{
			NodeID: "self", Peers: w, Gossip: w, Media: w, Records: w,
			Address: func(id string) (string, bool) { return "192.0.2.1:8445", true },
			Log:     slog.New(slog.NewTextHandler(w, nil)),
		})
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- watch.Run(ctx) }()
		test(t, watch)
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

// after lets time pass, and says who cannot be reached.
func after(d time.Duration, watch *reach.Watch) string {
	<-time.After(d)
	synctest.Wait()
	var out []string
	for _, u := range watch.Unreachable() {
		out = append(out, fmt.Sprint(u.NodeID, " ", u.Ways, " ", u.Why))
	}
	return strings.Join(out, ", ")
}

func expect(t *testing.T, what, got, want string) {
	t.Helper()
	if strings.TrimSpace(got) != want {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func TestWays(t *testing.T) {
	refused := fmt.Errorf("%w: %w", peer.ErrUnreachable, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED})
	for _, c := range []struct {
		name string
		is   func(w *world)
		want string
	}{
		{"all is well", func(*world) {}, ""},
		{"nobody listens", func(w *world) { w.tls["n1"], w.udp["n1"] = refused, membership.ErrSilent }, "n1 [tls gossip] connection refused"},
		{"no TCP", func(w *world) { w.tls["n1"] = fmt.Errorf("%w: %w", peer.ErrUnreachable, context.DeadlineExceeded) }, "n1 [tls] no answer"},
		{"no address", func(w *world) { w.tls["n1"] = peer.ErrUnknownNode }, "n1 [tls] it has no address"},
		{"no UDP", func(w *world) { w.udp["n1"] = membership.ErrSilent }, "n1 [gossip]"},
		{"no media", func(w *world) { w.silent = []string{"n1"} }, "n1 [media]"},
		{"this node does not gossip", func(w *world) { w.udp["n1"] = membership.ErrAlone }, ""},
		{"an earlier version", func(w *world) { w.old["n1"] = true }, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(3)
			c.is(w)
			bubble(t, w, func(t *testing.T, watch *reach.Watch) {
				expect(t, c.name, after(30*time.Second, watch), c.want)
				w.set(func() { clear(w.tls); clear(w.udp); clear(w.old); w.silent = nil })
				expect(t, "it is mended", after(10*time.Second, watch), "")
			})
		})
	}
}

// TestWhatIsSaid: in the log once, and since when in the report.
func TestWhatIsSaid(t *testing.T) {
	w := newWorld(2)
	bubble(t, w, func(t *testing.T, watch *reach.Watch) {
		expect(t, "at first", after(time.Minute, watch)+w.logged(), "")
		cut := time.Now()
		w.set(func() { w.udp["n0"] = membership.ErrSilent })
		// Less than three times in a row is nothing.
		expect(t, "a moment", after(7*time.Second, watch), "")
		w.set(func() { clear(w.udp) })
		expect(t, "the moment is over", after(time.Minute, watch)+w.logged(), "")
		<-time.After(time.Until(cut.Add(2 * time.Minute)))
		cut = time.Now()
		w.set(func() { w.udp["n0"] = membership.ErrSilent })
		expect(t, "for longer", after(30*time.Second, watch), "n0 [gossip]")
		first := watch.Unreachable()[0]
		if late := first.Since.Sub(cut); late < 0 || late > 7*time.Second || first.Address != "192.0.2.1:8445" {
			t.Errorf("%v after it was cut: %+v", late, first)
		}
		<-time.After(time.Hour)
		synctest.Wait()
		if again := watch.Unreachable()[0]; fmt.Sprint(again) != fmt.Sprint(first) {
			t.Errorf("an hour later %+v, before %+v", again, first)
		}
		if said := w.logged(); strings.Count(said, "\n") != 1 || !strings.Contains(said, "node=n0 address=192.0.2.1:8445 ways=[gossip]") {
			t.Errorf("logged %s", said)
		}
		w.set(func() { clear(w.udp) })
		expect(t, "it is mended", after(10*time.Second, watch), "")
		if said := w.logged(); strings.Count(said, "\n") != 1 || !strings.Contains(said, "can be reached again") {
			t.Errorf("logged %s", said)
		}
		w.set(func() { w.tls["n1"] = peer.ErrUnreachable })
		if got := after(30*time.Second, watch); !strings.HasPrefix(got, "n1 [tls]") {
			t.Errorf("another one: %s", got)
		}
		w.set(func() { w.records = w.records[:2] })
		expect(t, "it has no record any more", after(2*time.Second, watch), "")
	})
}

// TestManyNodesAreAskedLessOften, and each often enough.
func TestManyNodesAreAskedLessOften(t *testing.T) {
	for nodes, most := range map[int]int{10: 37, 300: 8, 2000: 2} {
		w := newWorld(nodes)
		bubble(t, w, func(t *testing.T, watch *reach.Watch) {
			expect(t, "nothing is wrong", after(3*time.Minute, watch), "")
			w.set(func() {
				for _, r := range w.records[1:] {
					if n := w.asked[r.ID]; n == 0 || n > most {
						t.Errorf("of %d nodes %s was asked %d times in three minutes, want 1 to %d", nodes, r.ID, n, most)
					}
				}
				w.udp["n7"] = membership.ErrSilent
			})
			expect(t, "one cannot be reached", after(4*time.Minute, watch), "n7 [gossip]")
			w.set(func() { clear(w.udp) })
			expect(t, "it is back", after(15*time.Second, watch), "")
		})
	}
}
