package conference

import (
	"container/heap"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/parley-video/parley/nodeagent/membership"
)

// The simulation runs conferences over nodes that are cut off, crash and come
// back, on a virtual clock: machines, a thin model of the shell around them, and
// clients that do whatever clients do. Everything follows from the seed.
type world struct {
	t     testing.TB
	seed  uint64
	rng   *rand.Rand
	now   time.Time
	queue simQueue
	count int // of what was queued

	nodes   []*simNode
	clients []*simClient
	group   map[string]int // of the partition that a node is in
	nextID  int
	trace   []string
	over    bool      // nobody does anything any more
	tells   bool      // what happens
	again   func()    // plays the same once more
	flying  int       // messages between nodes
	ended   time.Time // when a conference was over last
	tooLate bool      // see complete

	mayHost map[string]bool // participants who got the role by the rules
	only    *simNode        // where clients go; nil: anywhere
	stay    bool            // nobody gives up
	letIn   map[string]bool // participants who need not wait any more
}

type simEvent struct {
	at  time.Time
	nth int
	do  func()
}

type simQueue []simEvent

func (q simQueue) Len() int { return len(q) }
func (q simQueue) Less(a, b int) bool {
	if !q[a].at.Equal(q[b].at) {
		return q[a].at.Before(q[b].at)
	}
	return q[a].nth < q[b].nth
}
func (q simQueue) Swap(a, b int) { q[a], q[b] = q[b], q[a] }
func (q *simQueue) Push(x any)   { *q = append(*q, x.(simEvent)) }
func (q *simQueue) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}

func (w *world) after(d time.Duration, do func()) {
	w.count++
	heap.Push(&w.queue, simEvent{w.now.Add(d), w.count, do})
}

// run lets time pass.
func (w *world) run(d time.Duration) {
	end := w.now.Add(d)
	for len(w.queue) > 0 && !w.queue[0].at.After(end) {
		e := heap.Pop(&w.queue).(simEvent)
		w.now = e.at
		e.do()
	}
	w.now = end
}

// logf is the story, which only a world that has failed tells.
func (w *world) logf(format string, args ...any) {
	if !w.tells {
		return
	}
	w.trace = append(w.trace, fmt.Sprintf("%8.3f ", w.now.Sub(t0).Seconds())+fmt.Sprintf(format, args...))
}

func (w *world) fail(format string, args ...any) {
	w.t.Helper()
	if !w.tells && w.again != nil {
		w.again() // the same, with its story
	}
	tail := w.trace[max(0, len(w.trace)-*traceLines):]
	for _, line := range tail {
		w.t.Log(line)
	}
	w.t.Fatalf("seed %d: "+format, append([]any{w.seed}, args...)...)
}

var traceLines = flag.Int("sim.trace", 40, "lines of the story that a failed simulation tells")

func (w *world) between(low, high time.Duration) time.Duration {
	return low + time.Duration(w.rng.Int64N(int64(high-low)+1))
}

func (w *world) chance(percent int) bool { return w.rng.IntN(100) < percent }

func pick[T any](w *world, from []T) (T, bool) {
	if len(from) == 0 {
		var none T
		return none, false
	}
	return from[w.rng.IntN(len(from))], true
}

func (w *world) id(kind string) string {
	w.nextID++
	return fmt.Sprintf("%s%04d", kind, w.nextID)
}

func (w *world) node(id string) *simNode {
	at := slices.IndexFunc(w.nodes, func(n *simNode) bool { return n.id == id })
	return w.nodes[at]
}

func (w *world) reaches(a, b *simNode) bool {
	return a.alive && b.alive && w.group[a.id] == w.group[b.id]
}

// changed tells every node, some time later, whom it reaches now.
func (w *world) changed() {
	for _, n := range w.nodes {
		boot := n.boot
		w.after(w.between(100*time.Millisecond, 2*time.Second), func() {
			if n.alive && n.boot == boot {
				n.look()
			}
		})
	}
	for _, n := range w.nodes {
		for _, c := range slices.Clone(n.conns) {
			if !w.reaches(c.station, c.home) {
				c.cut()
			}
		}
	}
}

// simConn is the connection of a station to a home: in order, as long as it lasts.
type simConn struct {
	w             *world
	station, home *simNode
	broken        bool // nothing arrives any more
	closed        bool // both ends know
	last          [2]time.Time
}

func (w *world) dial(station, home *simNode) *simConn {
	c := &simConn{w: w, station: station, home: home}
	station.conns = append(station.conns, c)
	home.conns = append(home.conns, c)
	return c
}

// send delivers to one end, in the order of sending.
func (c *simConn) send(toHome bool, do func()) {
	if c.broken || c.closed {
		return
	}
	way := 0
	if toHome {
		way = 1
	}
	at := c.w.now.Add(c.w.between(time.Millisecond, 60*time.Millisecond))
	if c.station == c.home {
		at = c.w.now
	}
	if at.Before(c.last[way]) {
		at = c.last[way]
	}
	c.last[way] = at
	c.w.flying++
	c.w.after(at.Sub(c.w.now), func() {
		c.w.flying--
		if !c.broken && !c.closed {
			do()
		}
	})
}

// cut: each end that lives finds out by and by.
func (c *simConn) cut() {
	if c.broken || c.closed {
		return
	}
	c.broken = true
	for _, end := range []*simNode{c.station, c.home} {
		boot := end.boot
		c.w.after(c.w.between(50*time.Millisecond, 1500*time.Millisecond), func() {
			if end.alive && end.boot == boot {
				end.lost(c)
			}
		})
	}
}

// close ends it in good order.
func (c *simConn) close() {
	c.closed = true
	for _, end := range []*simNode{c.station, c.home} {
		end.conns = slices.DeleteFunc(end.conns, func(o *simConn) bool { return o == c })
	}
}

func (n *simNode) members() []membership.Member {
	var all []membership.Member
	for _, id := range n.live {
		all = append(all, membership.Member{ID: id, AlwaysOn: true})
	}
	return all
}
