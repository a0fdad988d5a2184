package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/internal/caller"
	"github.com/parley-video/parley/internal/testnet"
)

// TestNetworkOfOneNode is what has to hold before anything else can.
func TestNetworkOfOneNode(t *testing.T) {
	d := deploy(t, nil)
	m := d.meet(t, "plain")
	for range 3 {
		m.join(t, "o1")
	}
	seeEachOther(t, 20*time.Second, "one node", m.people)
	hearEachOther(t, 10*time.Second, m.people, m.people)
	m.leave(t)
	d.checkLog(t)
}

// TestNetworkConferenceOnAllNodes: participants on every node and on the edge,
// each of whom decodes each other; and every picture crosses each way between
// two locations once, by the forwarding nodes and nobody else.
func TestNetworkConferenceOnAllNodes(t *testing.T) {
	needsSpreading(t)
	d := deploy(t, nil)
	m := d.meet(t, "everywhere")
	d.everywhere(t, m)
	seeEachOther(t, 30*time.Second, "all nodes", m.people)
	hearEachOther(t, 10*time.Second, m.people, m.people)

	// A second receiver on each node: more people, and nothing more on the wire.
	for _, name := range d.names() {
		m.join(t, name, func(o *caller.Options) { o.NoCamera = true })
	}
	filming := m.people[:len(d.nodes)]
	for _, p := range m.people {
		p.must(p.Mark(t.Context(), false))
	}
	eventually(t, 30*time.Second, "those who came later see everybody", func() error {
		var missing []error
		for _, p := range m.people {
			missing = append(missing, p.sees(filming, 5)...)
		}
		return errors.Join(missing...)
	})
	c := d.count(t, filming, 5*time.Second)
	c.crossOnce(t)
	m.leave(t)
	d.checkLog(t)
}

// needsSpreading skips while nodes cannot be told where others reach them.
func needsSpreading(t *testing.T) {
	t.Helper()
	if !hasClusterListen() {
		t.Skip("nodes know nothing of each other yet")
	}
}

// names are the nodes, in order.
func (d *network) names() []string { return slices.Sorted(maps.Keys(d.nodes)) }

// everywhere has somebody join at each node.
func (d *network) everywhere(t *testing.T, m *meeting) {
	t.Helper()
	for _, name := range d.names() {
		m.join(t, name)
	}
}

// ---------------------------------------------------------- what was on the wire

// counted is what crossed between locations for a while.
type counted struct {
	d     *network
	flows []testnet.Flow
	sent  map[*person]uint64 // full packets of its camera
}

// count counts for a while what people's cameras send and what of it passes
// between locations.
func (d *network) count(t *testing.T, people []*person, period time.Duration) counted {
	t.Helper()
	c := counted{d: d, sent: map[*person]uint64{}}
	for _, p := range people {
		c.sent[p] = -p.report().Sent
	}
	d.net.ResetCounts()
	timer := time.NewTimer(period)
	defer timer.Stop()
	<-timer.C
	c.flows = d.net.Media()
	for _, p := range people {
		c.sent[p] += p.report().Sent
	}
	return c
}

// pictures are the packets of a person's camera from a node to another. What
// surrounds a payload between nodes is the same for all of them: overhead.
func (c counted) pictures(p *person, overhead int, flow func(testnet.Flow) bool) (n uint64) {
	size := caller.PacketSize(p.Face) + overhead
	for _, f := range c.flows {
		if f.Length >= size-2 && f.Length <= size+2 && flow(f) {
			n += f.Packets
		}
	}
	return n
}

// overhead is what makes most of the packets those of cameras.
func (c counted) overhead() (best int) {
	most := uint64(0)
	for o := 20; o < 80; o++ {
		n := uint64(0)
		for p := range c.sent {
			n += c.pictures(p, o, func(testnet.Flow) bool { return true })
		}
		if n > most {
			best, most = o, n
		}
	}
	return best
}

// location of a host; empty: it is none.
func (c counted) location(host string) string { return networkNodes[host] }

// crossOnce demands that every camera crosses each way between two locations
// exactly once: from its own location, or where its edge is carried, to each
// other one.
func (c counted) crossOnce(t *testing.T) {
	t.Helper()
	overhead, forwarders := c.overhead(), c.forwarders()
	for _, f := range c.flows {
		from, to := c.location(f.From), c.location(f.To)
		switch {
		case from == "" || to == "":
			t.Errorf("media of somebody else passes between locations: %+v", f)
		case c.edge(f) && from != "oslo" && to != "oslo":
			t.Errorf("the edge exchanges media with another location than the one that carries its calls: %+v", f)
		case !c.edge(f) && (forwarders[from] != f.From || forwarders[to] != f.To):
			t.Errorf("media pass between locations beside the forwarding nodes %v: %+v", forwarders, f)
		}
	}
	for p, sent := range c.sent {
		home := c.location(p.node)
		carried := home
		if home == "edge" {
			carried = "oslo"
		}
		for _, from := range append(networkLocations, "edge") {
			for _, to := range append(networkLocations, "edge") {
				if from == to {
					continue
				}
				want := 0.0
				switch {
				case from == "edge":
					want = one(home == "edge" && to == "oslo")
				case to == "edge":
					want = one(home != "edge" && from == "oslo")
				default:
					want = one(carried == from)
				}
				got := c.pictures(p, overhead, func(f testnet.Flow) bool { return c.location(f.From) == from && c.location(f.To) == to })
				if ratio := float64(got) / float64(sent); ratio < want-0.1 || ratio > want+0.1 {
					t.Errorf("the camera of %s crossed from %s to %s %.2f times (%d packets of %d), want %.0f", p.Name, from, to, ratio, got, sent, want)
				}
			}
		}
	}
	t.Logf("forwarding nodes %v; %d bytes around each payload; sent per camera %v", forwarders, overhead, slices.Collect(maps.Values(c.sent)))
}

// forwarders are, by location, those who exchange media with other locations; if
// there are several, one of them.
func (c counted) forwarders() map[string]string {
	found := map[string]string{}
	for _, f := range c.flows {
		if !c.edge(f) {
			found[c.location(f.From)], found[c.location(f.To)] = f.From, f.To
		}
	}
	return found
}

func (c counted) edge(f testnet.Flow) bool {
	return c.location(f.From) == "edge" || c.location(f.To) == "edge"
}

func one(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// ------------------------------------------------------------------ the log

// checkLog waits until all that happened is in the log, and checks it.
func (d *network) checkLog(t *testing.T) {
	t.Helper()
	var problems []string
	err := poll(t.Context(), 40*time.Second, func() error {
		k := newChecker()
		k.replay(t, d.m.api.log(t))
		k.finished(d.acknowledged)
		problems = k.problems
		if len(problems) > 0 {
			return fmt.Errorf("%d problems", len(problems))
		}
		return nil
	})
	if err != nil {
		t.Errorf("the log: %v\n%s", err, strings.Join(problems, "\n"))
	}
}
