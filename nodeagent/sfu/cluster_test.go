package sfu

import (
	"sync"
	"testing"
	"time"

	"github.com/parley-video/parley/nodeagent/media"
	"github.com/parley-video/parley/nodeagent/stage"
	"github.com/parley-video/parley/nodeagent/topology"
)

// cluster is one conference on several engines, with what its home would do: it
// tells every room what the others send and by which way it comes, and decides
// the stage from the voices of all.
type cluster struct {
	t     testing.TB
	wire  *wire
	order []string // of nodes
	nodes map[string]*clusterNode
	dirty chan struct{}
	stop  chan struct{}
	wg    sync.WaitGroup

	mu       sync.Mutex
	layout   topology.Layout
	policies map[string]media.Policy
	sources  map[string][]media.Source // by node
	levels   map[string]map[string]uint8
}

type clusterNode struct {
	*recorder
	name   string
	engine *Engine
	room   media.Room
}

// three locations: the way from b2 to o1 leads by b1, that from the proxying node
// oe to b2 by o1 and b1.
var threePlaces = []topology.Node{
	{ID: "b1", Location: "bern"}, {ID: "b2", Location: "bern"}, {ID: "o1", Location: "oslo"}, {ID: "oe", Location: "oslo", Parent: "o1"},
}

func newCluster(t testing.TB, w *wire, places []topology.Node) *cluster {
	t.Helper()
	return newClusterOf(t, w, places, nil)
}

// newClusterOf uses engines that run already.
func newClusterOf(t testing.TB, w *wire, places []topology.Node, engines map[string]*Engine) *cluster {
	t.Helper()
	c := &cluster{
		t: t, wire: w, nodes: map[string]*clusterNode{}, dirty: make(chan struct{}, 1), stop: make(chan struct{}),
		layout: topology.Plan(places, nil), policies: map[string]media.Policy{},
		sources: map[string][]media.Source{}, levels: map[string]map[string]uint8{},
	}
	for _, p := range places {
		e := engines[p.ID]
		if e == nil {
			e = startEngine(t)
		}
		c.add(p.ID, e)
	}
	c.wg.Go(c.direct)
	t.Cleanup(func() {
		close(c.stop)
		c.wg.Wait()
	})
	return c
}

// add opens the conference's room on an engine. Before direct runs.
func (c *cluster) add(name string, e *Engine) {
	n := &clusterNode{recorder: &recorder{}, name: name, engine: e}
	room, err := e.OpenRoom("conf", func(ev media.Event) {
		n.take(ev)
		switch ev := ev.(type) {
		case media.SourcesChanged:
			c.mu.Lock()
			c.sources[name] = ev.Sources
			c.mu.Unlock()
			wake(c.dirty)
		case media.VoicesHeard:
			c.mu.Lock()
			c.levels[name] = ev.Levels
			c.mu.Unlock()
		}
	})
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(room.Close)
	n.room = room
	c.nodes[name] = n
	c.order = append(c.order, name)
	c.wire.join(name, e)
}

// direct is the home.
func (c *cluster) direct() {
	t := time.NewTicker(stage.Tick)
	defer t.Stop()
	var speakers stage.Speakers
	for {
		select {
		case <-c.stop:
			return
		case <-c.dirty:
			c.mu.Lock()
			told := map[string][]media.Remote{}
			for _, name := range c.order {
				told[name] = c.remotes(name)
			}
			c.mu.Unlock()
			for name, list := range told {
				c.nodes[name].room.SetRemote(list)
			}
		case <-t.C:
			c.mu.Lock()
			var present []string
			levels := map[string]uint8{}
			for _, name := range c.order {
				for _, s := range c.sources[name] {
					if s.Active && s.Purpose != media.PurposeSlides {
						present = append(present, s.ParticipantID)
					}
				}
				for id, level := range c.levels[name] {
					levels[id] = level
				}
			}
			foremost := map[string]bool{}
			for id, p := range c.policies {
				foremost[id] = p.Foremost
			}
			c.mu.Unlock()
			speakers.Keep(present)
			speakers.Step(levels)
			order := stage.Order(nil, func(id string) bool { return foremost[id] }, speakers.Voices())
			for _, n := range c.nodes {
				n.room.SetStage(order)
			}
		}
	}
}

// remotes is what a node is told of the others. c.mu is held.
func (c *cluster) remotes(name string) []media.Remote {
	var list []media.Remote
	at := map[string]int{}
	for _, other := range c.order {
		via, ok := c.layout.NextHop(name, other)
		if !ok {
			continue
		}
		for _, s := range c.sources[other] {
			i, known := at[s.ParticipantID]
			if !known {
				i = len(list)
				at[s.ParticipantID] = i
				list = append(list, media.Remote{ParticipantID: s.ParticipantID, Policy: c.policies[s.ParticipantID], Via: via})
			}
			list[i].Sources = append(list[i].Sources, s)
		}
	}
	return list
}

// replan changes the ways.
func (c *cluster) replan(places []topology.Node) {
	c.mu.Lock()
	c.layout = topology.Plan(places, c.layout.Forwarders())
	c.mu.Unlock()
	wake(c.dirty)
}

// setPolicy tells all nodes.
func (c *cluster) setPolicy(id string, p media.Policy) {
	c.mu.Lock()
	c.policies[id] = p
	c.mu.Unlock()
	for _, n := range c.nodes {
		n.room.SetPolicy(id, p)
	}
	wake(c.dirty)
}

// enter lets clients join on a node, one after the other.
func (c *cluster) enter(node string, p media.Policy, clients ...*client) {
	c.t.Helper()
	n := c.nodes[node]
	for _, x := range clients {
		c.mu.Lock()
		c.policies[x.id] = p
		c.mu.Unlock()
		enter(n.room, n.recorder, p, x)
	}
}

// heard is how many packets of a marker came on any audio line.
func (c *client) heard(marker byte) int {
	return c.count("0", marker) + c.count("1", marker) + c.count("2", marker)
}

// seen is the same of the camera lines.
func (c *client) seen(marker byte) int {
	return c.count("3", marker) + c.count("4", marker) + c.count("5", marker)
}

func TestEveryReceiverGetsEverySpeaker(t *testing.T) {
	t.Parallel()
	c := newCluster(t, newWire(t, 5*time.Millisecond, 7), threePlaces)
	people := map[string]*client{}
	for i, node := range []string{"b1", "b2", "o1", "oe"} {
		id := string(rune('a' + i))
		people[id] = newClient(t, id, byte('A'+i), browser)
		c.enter(node, all, people[id])
	}
	for _, x := range people {
		for _, y := range people {
			if x == y {
				continue
			}
			heard, seen := x.heard(y.marker), x.seen(y.marker)
			eventually(t, x.id+" hears and sees "+y.id, func() bool {
				return x.heard(y.marker) > heard+20 && x.seen(y.marker) > seen+20
			})
		}
		if x.heard(x.marker)+x.seen(x.marker) > 0 {
			t.Errorf("%s gets itself", x.id)
		}
	}
	// Who speaks is in everybody's main, over up to three hops.
	for _, speaker := range []string{"b", "d", "a"} {
		people[speaker].level.Store(20)
		for _, x := range people {
			if x.id != speaker {
				x.gets("3", people[speaker].marker, 20)
			}
		}
		people[speaker].level.Store(127)
	}
	for _, x := range people {
		checkSwitches(t, x.line("3"), 2)
	}
}

// checkSwitches demands that a line changes its face with a keyframe only, and
// repeats no number but by retransmission. Packets that were late on the way come
// late.
func checkSwitches(t *testing.T, r *received, faces int) {
	t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	for seq, n := range r.seqs {
		if n -= r.rtx[seq]; n > 1 {
			t.Fatalf("number %d comes %d times", seq, n)
		}
	}
	shown := map[byte]bool{}
	last := byte(0)
	high := r.headers[0].SequenceNumber
	for i, h := range r.headers {
		if i > 0 && int16(h.SequenceNumber-high) <= 0 {
			continue // a late one
		}
		high = h.SequenceNumber
		if m := r.markers[i]; m != last {
			// The very first may have left before the client's transport was up.
			if !r.keys[i] && last != 0 {
				t.Fatalf("packet %d: changes from %c to %c without a keyframe", i, last, m)
			}
			last = m
			shown[m] = true
		}
	}
	if len(shown) < faces {
		t.Errorf("only %d faces were shown", len(shown))
	}
}
