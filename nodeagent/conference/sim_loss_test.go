package conference

import (
	"math/rand/v2"
	"testing"
	"time"
)

// calm is a world in which nothing happens by itself.
func calm(t *testing.T, seed uint64, nodes ...string) *world {
	w := &world{
		t: t, seed: seed, rng: rand.New(rand.NewPCG(seed, 41)), now: t0, group: map[string]int{},
		mayHost: map[string]bool{}, letIn: map[string]bool{}, over: true, tells: true,
	}
	for _, id := range nodes {
		w.nodes = append(w.nodes, &simNode{w: w, id: id})
	}
	for _, n := range w.nodes {
		n.start()
	}
	w.changed()
	w.run(3 * time.Second)
	return w
}

func (w *world) comes(at *simNode, name string) *simClient {
	c := &simClient{w: w, name: name, placed: true}
	w.clients = append(w.clients, c)
	w.only = at
	c.join()
	w.only = nil
	w.run(2 * time.Second)
	if c.state != inside || c.call == "" {
		w.fail("%s is not in, or has no call", name)
	}
	return c
}

// TestANodeIsLost: whichever node dies, its clients are back in their seats
// within five seconds, everybody else's calls go on, and so does the conference.
func TestANodeIsLost(t *testing.T) {
	for seed := range uint64(60) {
		w := calm(t, seed, "n1", "n2", "n3", "n4")
		clients := map[*simClient]*simNode{}
		for i, n := range append(w.nodes, w.nodes...) {
			c := w.comes(n, string(rune('a'+i)))
			clients[c] = n
		}
		var home *simNode
		for _, n := range w.nodes {
			if n.home != nil {
				home = n
			}
		}
		id := home.home.m.ID()
		dead := home
		if seed%2 == 0 {
			dead, _ = pick(w, w.nodes)
		}
		type had struct{ pid, call, carrier string }
		before := map[*simClient]had{}
		for c := range clients {
			is, _ := home.home.m.Call(c.call)
			before[c] = had{c.pid, c.call, is.NodeID}
		}
		w.stay = true // nobody gives up
		dead.crash()
		w.run(soon)
		w.homed()
		for c, n := range clients {
			was := before[c]
			if c.state != inside || c.pid != was.pid {
				w.fail("%s was %s at %s and is %s", c.name, was.pid, n.id, c.pid)
			}
			if n != dead && c.node != n {
				w.fail("%s has left %s", c.name, n.id)
			}
			if n != dead && was.carrier != dead.id && c.call != was.call {
				w.fail("the call of %s was carried by %s and did not go on", c.name, was.carrier)
			}
		}
		for _, n := range w.nodes {
			if n.home != nil && n.home.m.ID() != id {
				w.fail("%s goes on, not %s", n.home.m.ID(), id)
			}
		}
		w.run(AwayAfter)
		for c := range clients {
			if is, ok := callOf(w, c); !ok || is.NodeID == dead.id {
				w.fail("%s has no call: %+v", c.name, is)
			}
		}
		dead.restart()
		w.run(10 * time.Second)
		w.quiet()
		w.settled()
		for c := range clients {
			c.ask(Leave{c.pid})
		}
		w.run(10 * time.Minute)
		w.empty()
		w.told()
	}
}

func callOf(w *world, c *simClient) (CallRecord, bool) {
	for _, n := range w.nodes {
		if n.alive && n.home != nil {
			return n.home.m.Call(c.call)
		}
	}
	return CallRecord{}, false
}
