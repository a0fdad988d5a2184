package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/internal/caller"
	"github.com/parley-video/parley/internal/testnet"
)

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

// crossOnce says what is wrong unless every camera crosses each way between two
// locations exactly once: from its own location, or where its edge is carried,
// to each other one, by the forwarding nodes.
func (c counted) crossOnce() (problems []string) {
	wrong := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	overhead, forwarders := c.overhead(), c.forwarders()
	for _, f := range c.flows {
		from, to := c.location(f.From), c.location(f.To)
		switch {
		case from == "" || to == "":
			wrong("media of somebody else passes between locations: %+v", f)
		case c.edge(f) && from != edgeCarriedBy && to != edgeCarriedBy:
			wrong("the edge exchanges media with another location than the one that carries its calls: %+v", f)
		case !c.edge(f) && (forwarders[from] != f.From || forwarders[to] != f.To):
			wrong("media pass between locations beside the forwarding nodes %v: %+v", forwarders, f)
		}
	}
	places := append(slices.Clone(networkLocations), "edge")
	for p, sent := range c.sent {
		for _, from := range places {
			for _, to := range places {
				if from == to {
					continue
				}
				want := crossings(c.location(p.node), from, to)
				got := c.pictures(p, overhead, func(f testnet.Flow) bool { return c.location(f.From) == from && c.location(f.To) == to })
				if ratio := float64(got) / float64(sent); ratio < want-0.1 || ratio > want+0.1 {
					wrong("the camera of %s crossed from %s to %s %.2f times (%d packets of %d), want %.0f", p.Name, from, to, ratio, got, sent, want)
				}
			}
		}
	}
	return problems
}

// edgeCarriedBy is the location that carries the calls of the edge.
const edgeCarriedBy = "oslo"

// crossings is how often a camera at a location crosses a way.
func crossings(at, from, to string) float64 {
	switch {
	case from == "edge":
		return one(at == "edge" && to == edgeCarriedBy)
	case to == "edge":
		return one(at != "edge" && from == edgeCarriedBy)
	case at == "edge":
		return one(from == edgeCarriedBy)
	default:
		return one(at == from)
	}
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

// TestWhatIsWrongOnTheWire: what crossOnce is for, it finds.
func TestWhatIsWrongOnTheWire(t *testing.T) {
	at := func(face int, node string) *person {
		return &person{Remote: &caller.Remote{Name: node, Face: face}, node: node}
	}
	o, r, e := at(1, "o1"), at(2, "r2"), at(3, "e1")
	const sent, overhead = 100, 44
	flow := func(p *person, from, to string, packets uint64) testnet.Flow {
		return testnet.Flow{From: from, To: to, Length: caller.PacketSize(p.Face) + overhead, Packets: packets}
	}
	good := func() []testnet.Flow {
		return []testnet.Flow{
			flow(o, "o1", "r1", 101), flow(o, "o1", "b1", 100), flow(o, "o2", "e1", 99),
			flow(r, "r1", "o1", 100), flow(r, "r1", "b1", 100), flow(r, "o2", "e1", 100),
			flow(e, "e1", "o2", 100), flow(e, "o1", "r1", 95), flow(e, "o1", "b1", 100),
		}
	}
	for _, c := range []struct {
		name string
		bend func([]testnet.Flow) []testnet.Flow
		want string
	}{
		{"all is well", func(f []testnet.Flow) []testnet.Flow { return f }, ""},
		{"twice over one way", func(f []testnet.Flow) []testnet.Flow { return append(f, flow(o, "o1", "r1", 100)) }, "from oslo to rome 2.01 times"},
		{"by a second node", func(f []testnet.Flow) []testnet.Flow {
			f[0].Packets = 50
			return append(f, flow(o, "o2", "r1", 50))
		}, "beside the forwarding nodes"},
		{"on from where it came", func(f []testnet.Flow) []testnet.Flow { return append(f, flow(o, "r1", "b1", 100)) }, "from rome to bonn 1.00 times"},
		{"not at all", func(f []testnet.Flow) []testnet.Flow { return f[1:] }, "from oslo to rome 0.00 times"},
		{"past the edge's carrier", func(f []testnet.Flow) []testnet.Flow { return append(f, flow(e, "e1", "r1", 100)) }, "another location than the one"},
		{"by a caller", func(f []testnet.Flow) []testnet.Flow { return append(f, flow(o, "oslo-clients", "r1", 1)) }, "of somebody else"},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := counted{flows: c.bend(good()), sent: map[*person]uint64{o: sent, r: sent, e: sent}}
			got := strings.Join(k.crossOnce(), "\n")
			if c.want == "" && got != "" || !strings.Contains(got, c.want) {
				t.Errorf("it says %q, want %q", got, c.want)
			}
		})
	}
}
