package placement_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/domain/placement"
)

const hd = capacity.HD

var (
	oslo   = placement.Location{ID: "oslo", Overflow1: "bergen", Overflow2: "cloud"}
	bergen = placement.Location{ID: "bergen"}
	cloud  = placement.Location{ID: "cloud"}
	edge   = placement.Location{ID: "edge", Transcoding: "oslo", Overflow1: "cloud"}
	all    = []placement.Location{oslo, bergen, cloud, edge}
)

// at is a node of a location with a number of HD calls free of 20.
func at(id, location string, free int, change ...func(*placement.Node)) placement.Node {
	n := placement.Node{ID: id, Location: location, Capacity: 20 * hd, Used: 20*hd - capacity.Tokens(free)*hd}
	for _, c := range change {
		c(&n)
	}
	return n
}

func maintenance(n *placement.Node) { n.Maintenance = true }
func stale(n *placement.Node)       { n.Stale = true }
func proxying(n *placement.Node)    { n.Proxying = true }
func weight(w int) func(*placement.Node) {
	return func(n *placement.Node) { n.Weight = w }
}

func call(location string, present ...string) placement.Request {
	return placement.Request{Location: location, Cost: hd, Reserve: hd, Present: present}
}

// words is a decision as the tables below write it.
func words(d placement.Decision) string {
	var b strings.Builder
	switch {
	case d.Rejection != "":
		fmt.Fprintf(&b, "rejected %s", d.Rejection)
	case d.Edge != "":
		fmt.Fprintf(&b, "%s by %s", d.Node, d.Edge)
	default:
		b.WriteString(d.Node)
	}
	for _, t := range d.Tries {
		fmt.Fprintf(&b, "; %s %s", t.Location, t.Verdict)
		for _, c := range t.Candidates {
			fmt.Fprintf(&b, " %s:%s", c.Node, c.Verdict)
		}
	}
	if len(d.Edges) > 0 {
		b.WriteString("; edges")
		for _, c := range d.Edges {
			fmt.Fprintf(&b, " %s:%s", c.Node, c.Verdict)
		}
	}
	return b.String()
}

func TestDecide(t *testing.T) {
	proxied := call("edge")
	proxied.ByProxy = true
	small := call("bergen")
	small.Cost, small.Reserve = capacity.Audio, capacity.Audio
	for _, c := range []struct {
		what    string
		nodes   []placement.Node
		request placement.Request
		want    string
	}{
		{"most free", []placement.Node{at("a", "bergen", 5), at("b", "bergen", 9), at("c", "bergen", 9)}, call("bergen"), "b; bergen chosen b:chosen c:comes-after a:less-free"},
		{"weight before load", []placement.Node{at("a", "bergen", 2, weight(5)), at("b", "bergen", 20)}, call("bergen"), "a; bergen chosen a:chosen b:lower-weight"},
		{"present before weight", []placement.Node{at("a", "bergen", 20, weight(5)), at("b", "bergen", 1)}, call("bergen", "b"), "b; bergen chosen b:chosen a:not-present"},
		{"a present one without room", []placement.Node{at("a", "bergen", 4), at("b", "bergen", 0)}, call("bergen", "b"), "a; bergen chosen a:chosen b:full"},
		{"the reserve counts once", []placement.Node{at("a", "bergen", 1), at("b", "bergen", 1)}, call("bergen", "b"), "b; bergen chosen b:chosen a:full"},
		{"exactly enough", []placement.Node{at("a", "bergen", 2)}, call("bergen"), "a; bergen chosen a:chosen"},
		{"one token short", []placement.Node{at("a", "bergen", 2, func(n *placement.Node) { n.Used++ })}, call("bergen"), "rejected capacity-exceeded; bergen full a:full"},
		{"audio", []placement.Node{at("a", "bergen", 0, func(n *placement.Node) { n.Used -= 6 })}, small, "a; bergen chosen a:chosen"},
		{"not usable", []placement.Node{at("a", "bergen", 9, maintenance), at("b", "bergen", 9, stale), at("c", "bergen", 9, proxying), at("d", "bergen", 2)}, call("bergen"), "d; bergen chosen d:chosen a:maintenance b:stale c:proxying"},
		{"three nodes", []placement.Node{at("a", "bergen", 0), at("b", "bergen", 0), at("c", "bergen", 0), at("d", "bergen", 20)}, call("bergen", "a", "b", "c"), "rejected capacity-exceeded; bergen full a:full b:full c:full d:conference-node-limit"},
		{"three nodes, one has room", []placement.Node{at("a", "bergen", 0), at("b", "bergen", 1), at("c", "bergen", 0), at("d", "bergen", 20)}, call("bergen", "a", "b", "c"), "b; bergen chosen b:chosen a:full c:full d:conference-node-limit"},
		{"two nodes elsewhere do not count", []placement.Node{at("a", "bergen", 0), at("b", "bergen", 0), at("x", "oslo", 0), at("d", "bergen", 20)}, call("bergen", "a", "b", "x"), "d; bergen chosen d:chosen a:full b:full"},
		{"a silent one counts", []placement.Node{at("a", "bergen", 9, stale), at("b", "bergen", 0, maintenance), at("c", "bergen", 0), at("d", "bergen", 20)}, call("bergen", "a", "b", "c"), "rejected capacity-exceeded; bergen full a:stale b:maintenance c:full d:conference-node-limit"},
		{"no need of overflow", []placement.Node{at("a", "oslo", 2), at("b", "bergen", 20), at("c", "cloud", 20, maintenance)}, call("oslo"), "a; oslo chosen a:chosen; bergen not-needed b:not-needed; cloud none-up c:maintenance"},
		{"overflow", []placement.Node{at("a", "oslo", 1), at("b", "bergen", 2), at("c", "cloud", 20)}, call("oslo"), "b; oslo full a:full; bergen chosen b:chosen; cloud not-needed c:not-needed"},
		{"second overflow", []placement.Node{at("a", "oslo", 1), at("b", "bergen", 9, stale), at("c", "cloud", 20)}, call("oslo"), "c; oslo full a:full; bergen none-up b:stale; cloud chosen c:chosen"},
		{"overflow for a conference of three nodes", []placement.Node{at("a", "oslo", 0), at("b", "oslo", 0), at("c", "oslo", 0), at("d", "oslo", 20), at("e", "bergen", 2)}, call("oslo", "a", "b", "c"), "e; oslo full a:full b:full c:full d:conference-node-limit; bergen chosen e:chosen; cloud no-nodes"},
		{"transcoding elsewhere", []placement.Node{at("p", "edge", 9, proxying), at("a", "oslo", 2), at("b", "bergen", 9)}, call("edge"), "a; oslo chosen a:chosen; cloud no-nodes"},
		{"by proxy", []placement.Node{at("p", "edge", 3, proxying), at("q", "edge", 5, proxying, weight(-1)), at("r", "edge", 9, proxying, maintenance), at("a", "oslo", 2)}, proxied, "a by q; oslo chosen a:chosen; cloud no-nodes; edges q:chosen p:less-free r:maintenance"},
		{"edges are full", []placement.Node{at("p", "edge", 0, proxying), at("q", "edge", 9, proxying, stale), at("a", "oslo", 2)}, proxied, "rejected edge-capacity-exceeded; oslo chosen a:chosen; cloud no-nodes; edges q:stale p:full"},
		{"nothing there", nil, call("oslo"), "rejected no-transcoding-node; oslo no-nodes; bergen no-nodes; cloud no-nodes"},
		{"edges only", []placement.Node{at("p", "bergen", 9, proxying)}, call("bergen"), "rejected no-transcoding-node; bergen no-nodes p:proxying"},
		{"nothing up", []placement.Node{at("a", "bergen", 9, stale), at("b", "bergen", 9, maintenance)}, call("bergen"), "rejected no-node-available; bergen none-up a:stale b:maintenance"},
		{"no such location", []placement.Node{at("a", "bergen", 9)}, call("mars"), "rejected unknown-location"},
	} {
		t.Run(c.what, func(t *testing.T) {
			if got := words(placement.Decide(all, c.nodes, c.request)); got != c.want {
				t.Errorf("\n%s, want\n%s", got, c.want)
			}
		})
	}
}

func TestRoutes(t *testing.T) {
	nodes := []placement.Node{at("a", "oslo", 0)}
	for _, c := range []struct {
		from placement.Location
		want string
	}{
		{placement.Location{ID: "x", Transcoding: "oslo", Overflow1: "oslo", Overflow2: "mars"}, "rejected capacity-exceeded; oslo full a:full; oslo repeated; mars unknown"},
		{placement.Location{ID: "x", Overflow1: "x", Overflow2: "oslo"}, "rejected capacity-exceeded; x no-nodes; x repeated; oslo full a:full"},
		{placement.Location{ID: "x", Overflow2: "oslo"}, "rejected capacity-exceeded; x no-nodes; oslo full a:full"},
	} {
		if got := words(placement.Decide(append(all, c.from), nodes, call("x"))); got != c.want {
			t.Errorf("\n%s, want\n%s", got, c.want)
		}
	}
}

func TestCosts(t *testing.T) {
	for _, c := range []struct {
		call, quality string
		nodes         int
		cost, reserve capacity.Tokens
	}{
		{"video", "hd", 1, capacity.HD, 0},
		{"video", "fullhd", 2, capacity.FullHD, capacity.FullHD},
		{"audio", "hd", 9, capacity.Audio, capacity.Audio},
	} {
		if cost, reserve := placement.Costs(c.call, c.quality, c.nodes); cost != c.cost || reserve != c.reserve {
			t.Errorf("%+v costs %d and %d", c, cost, reserve)
		}
	}
}

// world draws a deployment and a call.
func world(t *rapid.T) ([]placement.Location, []placement.Node, placement.Request) {
	names := []string{"l0", "l1", "l2", "l3"}
	other := rapid.SampledFrom(append([]string{"", "gone"}, names...))
	var locations []placement.Location
	for _, name := range names {
		locations = append(locations, placement.Location{ID: name, Transcoding: other.Draw(t, "transcoding"), Overflow1: other.Draw(t, "overflow1"), Overflow2: other.Draw(t, "overflow2")})
	}
	var nodes []placement.Node
	var present []string
	for i := range rapid.IntRange(0, 16).Draw(t, "nodes") {
		n := placement.Node{
			ID: fmt.Sprintf("n%02d", i), Location: rapid.SampledFrom(names).Draw(t, "location"), Proxying: rapid.IntRange(0, 3).Draw(t, "role") == 0,
			Weight: rapid.IntRange(0, 2).Draw(t, "weight"), Capacity: capacity.Tokens(rapid.IntRange(0, 300).Draw(t, "capacity")),
			Used:        capacity.Tokens(rapid.IntRange(0, 320).Draw(t, "used")),
			Maintenance: rapid.IntRange(0, 4).Draw(t, "maintenance") == 0, Stale: rapid.IntRange(0, 4).Draw(t, "stale") == 0,
		}
		nodes = append(nodes, n)
		if !n.Proxying && rapid.Bool().Draw(t, "present") {
			present = append(present, n.ID)
		}
	}
	return locations, nodes, placement.Request{
		Location: rapid.SampledFrom(names).Draw(t, "from"), ByProxy: rapid.Bool().Draw(t, "by proxy"), Present: present,
		Cost: capacity.Tokens(rapid.SampledFrom([]int{3, 24, 48, 96}).Draw(t, "cost")), Reserve: capacity.Tokens(rapid.SampledFrom([]int{0, 3, 48, 96}).Draw(t, "reserve")),
	}
}

// usable says, in its own words, whether a node may carry the call.
func usable(nodes []placement.Node, n placement.Node, r placement.Request) bool {
	present, carrying := slices.Contains(r.Present, n.ID), 0
	for _, o := range nodes {
		if o.Location == n.Location && !o.Proxying && slices.Contains(r.Present, o.ID) {
			carrying++
		}
	}
	needed := r.Cost
	if !present {
		needed += r.Reserve
	}
	return !n.Proxying && !n.Maintenance && !n.Stale && n.Used+needed <= n.Capacity && (present || carrying < 3)
}

func TestPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		locations, nodes, r := world(t)
		d := placement.Decide(locations, nodes, r)
		byID := map[string]placement.Node{}
		for _, n := range nodes {
			byID[n.ID] = n
		}
		if (d.Node == "") != (d.Rejection != "") || (d.Node == "") != (d.Location == "") {
			t.Fatalf("neither placed nor rejected, or both: %+v", d)
		}
		if d.Node != "" {
			n := byID[d.Node]
			if !usable(nodes, n, r) || n.Location != d.Location {
				t.Fatalf("%s may not carry it: %+v", d.Node, n)
			}
			if e := byID[d.Edge]; r.ByProxy && (!e.Proxying || e.Location != r.Location || e.Maintenance || e.Stale || e.Used+r.Cost > e.Capacity) {
				t.Fatalf("%q cannot face the caller", d.Edge)
			}
		}
		chosen := 0
		for _, try := range d.Tries {
			inside := slices.ContainsFunc(nodes, func(n placement.Node) bool { return n.Location == try.Location && usable(nodes, n, r) })
			switch {
			case try.Verdict == placement.Repeated || try.Verdict == placement.Unknown:
			case inside != (try.Verdict == placement.Chosen || try.Verdict == placement.NotNeeded):
				t.Fatalf("%s can carry it: %v, but is %s", try.Location, inside, try.Verdict)
			case try.Verdict == placement.NotNeeded && chosen == 0:
				t.Fatalf("%s was passed over", try.Location)
			}
			for _, c := range try.Candidates {
				if c.Verdict == placement.Chosen {
					chosen++
				}
				if c.Verdict == "" {
					t.Fatalf("no reason for %s", c.Node)
				}
			}
		}
		if chosen > 1 || d.Node != "" && chosen != 1 {
			t.Fatalf("%d are chosen: %+v", chosen, d)
		}
	})
}

// TestOrderDoesNotMatter: the same deployment leads to the same decision,
// however it is listed, and stays as it was.
func TestOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		locations, nodes, r := world(t)
		want := words(placement.Decide(locations, nodes, r))
		before := fmt.Sprint(locations, nodes, r)
		if got := words(placement.Decide(locations, nodes, r)); got != want || fmt.Sprint(locations, nodes, r) != before {
			t.Fatalf("twice:\n%s\n%s", got, want)
		}
		locations, nodes = rapid.Permutation(locations).Draw(t, "locations"), rapid.Permutation(nodes).Draw(t, "order")
		r.Present = rapid.Permutation(r.Present).Draw(t, "order of present")
		if got := words(placement.Decide(locations, nodes, r)); got != want {
			t.Fatalf("in another order:\n%s\n%s", got, want)
		}
	})
}

// TestNeverAFourthNode plays calls into one conference.
func TestNeverAFourthNode(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		locations, nodes, r := world(t)
		r.Present, r.ByProxy = nil, false
		for range 40 {
			r.Location = rapid.SampledFrom(locations).Draw(t, "from").ID
			d := placement.Decide(locations, nodes, r)
			if d.Node == "" {
				continue
			}
			i := slices.IndexFunc(nodes, func(n placement.Node) bool { return n.ID == d.Node })
			nodes[i].Used += r.Cost
			if !slices.Contains(r.Present, d.Node) {
				nodes[i].Used += r.Reserve
				r.Present = append(r.Present, d.Node)
			}
			carrying := map[string]int{}
			for _, n := range nodes {
				if n.Used > n.Capacity && n.ID == d.Node {
					t.Fatalf("%s carries more than it can: %+v", n.ID, n)
				}
				if slices.Contains(r.Present, n.ID) {
					if carrying[n.Location]++; carrying[n.Location] > placement.MaxNodes {
						t.Fatalf("%d nodes of %s", carrying[n.Location], n.Location)
					}
				}
			}
		}
	})
}
