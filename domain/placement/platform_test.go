package placement_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/domain/placement"
)

var (
	seedFlag  = flag.Uint64("placement.seed", 0, "seed of the random platforms; 0: another one each time")
	casesFlag = flag.Int("placement.cases", 100_000, "number of calls that are placed on random platforms")
)

// platform is a random deployment with conferences in it, of which calls come
// and go.
type platform struct {
	*rand.Rand
	locations []placement.Location
	nodes     []placement.Node
	meetings  []*meeting
}

type meeting struct {
	cost, reserve capacity.Tokens
	calls         []carried
	present       map[string]int // calls by node
}

type carried struct{ node, edge string }

func newPlatform(r *rand.Rand) *platform {
	p := &platform{Rand: r}
	names := []string{"l0", "l1", "l2", "l3"}[:1+r.IntN(4)]
	other := func() string {
		if r.IntN(3) == 0 {
			return []string{"", "gone"}[r.IntN(2)]
		}
		return names[r.IntN(len(names))]
	}
	for _, name := range names {
		l := placement.Location{ID: name, Overflow1: other(), Overflow2: other()}
		if r.IntN(3) == 0 {
			l.Transcoding = other()
		}
		p.locations = append(p.locations, l)
	}
	for i := range r.IntN(18) {
		p.nodes = append(p.nodes, placement.Node{
			ID: fmt.Sprintf("n%02d", i), Location: names[r.IntN(len(names))], Proxying: r.IntN(4) == 0,
			Weight: r.IntN(3), Capacity: capacity.Tokens(r.IntN(600)), Maintenance: r.IntN(8) == 0, Stale: r.IntN(8) == 0,
		})
	}
	prices := []capacity.Tokens{capacity.Audio, capacity.SD, capacity.HD, capacity.FullHD}
	for range 1 + r.IntN(4) {
		m := &meeting{cost: prices[r.IntN(len(prices))], present: map[string]int{}}
		if r.IntN(4) > 0 {
			m.reserve = prices[r.IntN(len(prices))]
		}
		p.meetings = append(p.meetings, m)
	}
	return p
}

func (p *platform) node(id string) *placement.Node {
	return &p.nodes[slices.IndexFunc(p.nodes, func(n placement.Node) bool { return n.ID == id })]
}

func (p *platform) place(m *meeting, d placement.Decision) {
	n := p.node(d.Node)
	n.Used += m.cost
	if m.present[d.Node] == 0 {
		n.Used += m.reserve
	}
	m.present[d.Node]++
	if d.Edge != "" {
		p.node(d.Edge).Used += m.cost
	}
	m.calls = append(m.calls, carried{d.Node, d.Edge})
}

func (p *platform) release(m *meeting, i int) {
	c := m.calls[i]
	m.calls = slices.Delete(m.calls, i, i+1)
	p.node(c.node).Used -= m.cost
	if m.present[c.node]--; m.present[c.node] == 0 {
		delete(m.present, c.node)
		p.node(c.node).Used -= m.reserve
	}
	if c.edge != "" {
		p.node(c.edge).Used -= m.cost
	}
}

// route is, in this test's own words, where a call from a location may go.
func (p *platform) route(from placement.Location) []string {
	first := from.Transcoding
	if first == "" {
		first = from.ID
	}
	var out []string
	for _, id := range []string{first, from.Overflow1, from.Overflow2} {
		exists := slices.ContainsFunc(p.locations, func(l placement.Location) bool { return l.ID == id })
		if exists && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// wrong says what is wrong with a decision; empty: nothing.
func (p *platform) wrong(m *meeting, r placement.Request, d placement.Decision) string {
	up := func(n placement.Node) bool { return !n.Maintenance && !n.Stale }
	carrying := map[string]int{}
	for _, n := range p.nodes {
		if m.present[n.ID] > 0 {
			carrying[n.Location]++
		}
	}
	needed := func(n placement.Node) capacity.Tokens {
		if m.present[n.ID] > 0 {
			return m.cost
		}
		return m.cost + m.reserve
	}
	limited := func(n placement.Node) bool { return m.present[n.ID] == 0 && carrying[n.Location] >= 3 }
	fits := func(n placement.Node) bool {
		return !n.Proxying && up(n) && !limited(n) && n.Used+needed(n) <= n.Capacity
	}
	faces := func(n placement.Node) bool {
		return n.Proxying && up(n) && n.Location == r.Location && n.Used+m.cost <= n.Capacity
	}
	from := p.locations[slices.IndexFunc(p.locations, func(l placement.Location) bool { return l.ID == r.Location })]
	route := p.route(from)

	// The first location of the route that has room, and why the others have none.
	where, hosts, running, full := "", false, false, false
	for _, id := range route {
		for _, n := range p.nodes {
			if n.Location != id || n.Proxying {
				continue
			}
			hosts = true
			running = running || up(n)
			full = full || up(n) && !fits(n)
			if where == "" && fits(n) {
				where = id
			}
		}
	}
	edge := slices.ContainsFunc(p.nodes, faces)
	want := placement.NotRejected
	switch {
	case where != "" && r.ByProxy && !edge:
		want = placement.EdgeExceeded
	case where != "":
	case full:
		want = placement.CapacityExceeded
	case hosts && !running:
		want = placement.NothingUp
	case !hosts:
		want = placement.NothingThere
	}
	switch {
	case d.Rejection != want:
		return fmt.Sprintf("rejection %q, want %q", d.Rejection, want)
	case want != "" && (d.Node != "" || d.Edge != "" || d.Location != ""):
		return "placed although rejected"
	case !r.ByProxy && (d.Edge != "" || len(d.Edges) > 0):
		return "an edge for a call that did not come by one"
	}
	for _, c := range d.Edges {
		if n := p.node(c.Node); !n.Proxying || n.Location != r.Location {
			return c.Node + " was weighed as edge"
		}
	}
	if want == "" {
		n := *p.node(d.Node)
		switch {
		case !fits(n):
			return d.Node + " cannot carry it"
		case d.Location != where || n.Location != where:
			return fmt.Sprintf("went to %s, and %s has room", d.Location, where)
		case r.ByProxy && !faces(*p.node(d.Edge)):
			return fmt.Sprintf("%q cannot face the caller", d.Edge)
		}
		for _, o := range p.nodes {
			if o.Location != where || !fits(o) || o.ID == n.ID {
				continue
			}
			mine, his := m.present[n.ID] > 0, m.present[o.ID] > 0
			switch {
			case his && !mine, his == mine && o.Weight > n.Weight,
				his == mine && o.Weight == n.Weight && o.Capacity-o.Used > n.Capacity-n.Used:
				return o.ID + " is better than " + n.ID
			}
		}
	}
	// What is said of each node is so.
	for _, t := range d.Tries {
		for _, c := range t.Candidates {
			n := *p.node(c.Node)
			said := map[placement.Verdict]bool{
				placement.Proxies: n.Proxying, placement.Maintenance: n.Maintenance, placement.Stale: n.Stale,
				placement.NodeLimit: limited(n), placement.Full: n.Used+needed(n) > n.Capacity,
			}
			so, known := said[c.Verdict]
			switch {
			case known != !fits(n), known && !so:
				return fmt.Sprintf("%s is said to be %s", c.Node, c.Verdict)
			case c.Free != n.Capacity-n.Used || !n.Proxying && c.Needed != needed(n) || c.Present != (m.present[n.ID] > 0) || n.Location != t.Location:
				return fmt.Sprintf("of %s is said %+v", c.Node, c)
			}
		}
	}
	return ""
}

// sound says what is wrong with the whole platform.
func (p *platform) sound() string {
	used := map[string]capacity.Tokens{}
	for _, m := range p.meetings {
		carrying := map[string]int{}
		for id := range m.present {
			used[id] += m.reserve
			carrying[p.node(id).Location]++
		}
		for l, n := range carrying {
			if n > 3 {
				return fmt.Sprintf("%d nodes of %s carry one conference", n, l)
			}
		}
		for _, c := range m.calls {
			used[c.node] += m.cost
			used[c.edge] += m.cost
		}
	}
	for _, n := range p.nodes {
		if n.Used > n.Capacity || n.Used != used[n.ID] {
			return fmt.Sprintf("%s carries %d of %d, and should %d", n.ID, n.Used, n.Capacity, used[n.ID])
		}
	}
	return ""
}

// TestPlatforms places calls on random platforms, one after the other, while
// others end and nodes go into maintenance, fall silent and come back.
func TestPlatforms(t *testing.T) {
	seed := *seedFlag
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	placed, rejected := 0, map[placement.Rejection]int{}
	overflowed := 0
	for done := 0; done < *casesFlag; {
		p := newPlatform(r)
		for range 1 + r.IntN(60) {
			done++
			m := p.meetings[r.IntN(len(p.meetings))]
			switch r.IntN(6) {
			case 0:
				if len(m.calls) > 0 {
					p.release(m, r.IntN(len(m.calls)))
				}
			case 1:
				if len(p.nodes) > 0 {
					n := &p.nodes[r.IntN(len(p.nodes))]
					n.Maintenance, n.Stale = r.IntN(5) == 0, r.IntN(5) == 0
				}
			}
			q := placement.Request{
				Location: p.locations[r.IntN(len(p.locations))].ID, ByProxy: r.IntN(3) == 0, Cost: m.cost, Reserve: m.reserve,
			}
			for id := range m.present {
				q.Present = append(q.Present, id)
			}
			slices.Sort(q.Present)
			d := placement.Decide(p.locations, p.nodes, q)
			if what := p.wrong(m, q, d); what != "" {
				t.Fatalf("seed %d: %s\nlocations %+v\nnodes %+v\nrequest %+v\ndecision %+v", seed, what, p.locations, p.nodes, q, d)
			}
			if r.IntN(8) == 0 { // the same in whatever order it is told
				locations, nodes, again := slices.Clone(p.locations), slices.Clone(p.nodes), q
				again.Present = slices.Clone(q.Present)
				r.Shuffle(len(locations), func(i, j int) { locations[i], locations[j] = locations[j], locations[i] })
				r.Shuffle(len(nodes), func(i, j int) { nodes[i], nodes[j] = nodes[j], nodes[i] })
				r.Shuffle(len(again.Present), func(i, j int) { again.Present[i], again.Present[j] = again.Present[j], again.Present[i] })
				if other := placement.Decide(locations, nodes, again); !reflect.DeepEqual(other, d) {
					t.Fatalf("seed %d: in another order\n%+v\n%+v", seed, d, other)
				}
			}
			if d.Rejection != "" {
				rejected[d.Rejection]++
				continue
			}
			placed++
			if d.Location != d.Tries[0].Location {
				overflowed++
			}
			p.place(m, d)
			if what := p.sound(); what != "" {
				t.Fatalf("seed %d: %s", seed, what)
			}
		}
		for _, m := range p.meetings { // at the end all of it is free again
			for len(m.calls) > 0 {
				p.release(m, len(m.calls)-1)
			}
		}
		for _, n := range p.nodes {
			if n.Used != 0 {
				t.Fatalf("seed %d: %s is left with %d", seed, n.ID, n.Used)
			}
		}
	}
	t.Logf("%d placed, %d of them by overflow; rejected: %v", placed, overflowed, rejected)
	for _, why := range []placement.Rejection{placement.CapacityExceeded, placement.EdgeExceeded, placement.NothingUp, placement.NothingThere} {
		if rejected[why] == 0 && *casesFlag >= 100_000 {
			t.Errorf("never rejected for %s: the platforms are too easy", why)
		}
	}
}
