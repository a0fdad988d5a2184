package topology

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNextHop(t *testing.T) {
	nodes := []Node{
		{"b2", "bern", ""},
		{"b1", "bern", ""},
		{"be", "edge", "b1"},
		{"bf", "bern", "b1"},
		{"o1", "oslo", ""},
		{"o2", "oslo", ""},
		{"oe", "oslo", "o2"},
		{"rom", "rome", ""},
		{"lost", "oslo", "dead"},
		{"odd", "oslo", "oe"},
	}
	l := Plan(nodes, map[string]string{"oslo": "o1", "rome": "gone", "bern": "bf", "nowhere": "b1"})
	if got := l.Forwarders(); !maps.Equal(got, map[string]string{"bern": "b2", "oslo": "o1", "rome": "rom"}) {
		t.Errorf("forwarders %v", got)
	}
	for _, c := range []struct{ from, owner, path string }{
		{"b1", "b1", "b1"},
		{"b1", "b2", "b1 b2"},
		{"b1", "o1", "b1 b2 o1"},
		{"b1", "o2", "b1 b2 o1 o2"},
		{"b2", "o2", "b2 o1 o2"},
		{"be", "oe", "be b1 b2 o1 o2 oe"},
		{"be", "bf", "be b1 bf"},
		{"be", "b1", "be b1"},
		{"b1", "be", "b1 be"},
		{"b2", "be", "b2 b1 be"},
		{"rom", "oe", "rom o1 o2 oe"},
		{"oe", "lost", ""},
		{"lost", "oe", ""},
		{"odd", "o1", ""},
		{"o1", "odd", ""},
		{"o1", "unknown", ""},
		{"unknown", "o1", ""},
	} {
		if got := strings.Join(l.Path(c.from, c.owner), " "); got != c.path {
			t.Errorf("from %s to %s: %q, want %q", c.from, c.owner, got, c.path)
		}
	}
	if got := l.Neighbours("b1"); !slices.Equal(got, []string{"b2", "be", "bf"}) {
		t.Errorf("neighbours of b1: %q", got)
	}
	if got := l.Neighbours("b2"); !slices.Equal(got, []string{"b1", "o1", "rom"}) {
		t.Errorf("neighbours of b2: %q", got)
	}
	if got := l.Neighbours("lost"); len(got) != 0 {
		t.Errorf("neighbours of a node without its parent: %q", got)
	}
}

// platforms draws nodes in up to four locations, some of them proxying, some
// of those without their parent.
func platforms(t *rapid.T) []Node {
	var nodes []Node
	var cores []string
	for i := range rapid.IntRange(1, 9).Draw(t, "cores") {
		id := fmt.Sprintf("n%d", i)
		cores = append(cores, id)
		nodes = append(nodes, Node{ID: id, Location: fmt.Sprintf("l%d", rapid.IntRange(0, 3).Draw(t, "location"))})
	}
	for i := range rapid.IntRange(0, 6).Draw(t, "edges") {
		parent := rapid.SampledFrom(append([]string{"dead"}, cores...)).Draw(t, "parent")
		nodes = append(nodes, Node{ID: fmt.Sprintf("e%d", i), Location: fmt.Sprintf("l%d", rapid.IntRange(0, 4).Draw(t, "location")), Parent: parent})
	}
	return rapid.Permutation(nodes).Draw(t, "order")
}

// checkLayout holds a layout against what the package promises.
func checkLayout(t *rapid.T, l Layout, nodes []Node) {
	by := map[string]Node{}
	for _, n := range nodes {
		by[n.ID] = n
	}
	routed := func(n Node) bool { return n.Parent == "" || by[n.Parent].ID != "" }
	for _, owner := range nodes {
		hops := map[[2]string]bool{}      // of this owner's streams, over all receivers
		into := map[string]string{}       // by node: from where its streams come
		crossed := map[[2]string]string{} // by pair of locations: the hop
		for _, from := range nodes {
			path := l.Path(from.ID, owner.ID)
			if (path != nil) != (from.ID == owner.ID || routed(from) && routed(owner)) {
				t.Fatalf("from %s to %s: %q", from.ID, owner.ID, path)
			}
			if len(path) > 6 {
				t.Fatalf("from %s to %s: %q is too long", from.ID, owner.ID, path)
			}
			for i := 1; i < len(path); i++ {
				a, b := by[path[i-1]], by[path[i]]
				hops[[2]string{a.ID, b.ID}] = true
				if was, ok := into[a.ID]; ok && was != b.ID {
					t.Fatalf("%s takes the streams of %s from %s and from %s", a.ID, owner.ID, was, b.ID)
				}
				into[a.ID] = b.ID
				switch {
				case a.Parent != "" && a.Parent != b.ID || b.Parent != "" && b.Parent != a.ID:
					t.Fatalf("%s takes from %s: a proxying node has its parent alone", a.ID, b.ID)
				case a.Parent != "" || b.Parent != "" || a.Location == b.Location:
					continue
				}
				pair := [2]string{a.Location, b.Location}
				hop := a.ID + " " + b.ID
				if was, ok := crossed[pair]; ok && was != hop {
					t.Fatalf("streams of %s cross between %v by %s and by %s", owner.ID, pair, was, hop)
				}
				crossed[pair] = hop
			}
		}
		for hop := range hops {
			if hops[[2]string{hop[1], hop[0]}] {
				t.Fatalf("streams of %s go both ways between %v", owner.ID, hop)
			}
			if !slices.Contains(l.Neighbours(hop[0]), hop[1]) || !slices.Contains(l.Neighbours(hop[1]), hop[0]) {
				t.Fatalf("%v are no neighbours", hop)
			}
		}
		// Its streams come into each other location once.
		entered := map[string]string{}
		for pair, hop := range crossed {
			if was, ok := entered[pair[0]]; ok {
				t.Fatalf("streams of %s come into %s by %s and by %s", owner.ID, pair[0], was, hop)
			}
			entered[pair[0]] = hop
		}
	}
	for location, id := range l.Forwarders() {
		if n := by[id]; n.ID == "" || n.Parent != "" || n.Location != location {
			t.Fatalf("%q forwards for %s", id, location)
		}
	}
}

func TestLayoutsHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nodes := platforms(t)
		l := Plan(nodes, nil)
		checkLayout(t, l, nodes)
		for range rapid.IntRange(1, 4).Draw(t, "changes") {
			i := rapid.IntRange(0, len(nodes)-1).Draw(t, "gone")
			gone := nodes[i]
			rest := slices.Delete(slices.Clone(nodes), i, i+1)
			next := Plan(rest, l.Forwarders())
			checkLayout(t, next, rest)
			after := next.Forwarders()
			for location, id := range l.Forwarders() {
				if id != gone.ID && after[location] != id {
					t.Fatalf("%s goes, and %q forwards for %s instead of %s", gone.ID, after[location], location, id)
				}
			}
			// A newcomer takes nothing over, even when it comes first.
			again := Plan(append([]Node{gone}, rest...), after)
			checkLayout(t, again, append([]Node{gone}, rest...))
			for location, id := range after {
				if again.Forwarders()[location] != id {
					t.Fatalf("%s comes back and takes over %s", gone.ID, location)
				}
			}
			nodes, l = append(rest, gone), again
		}
	})
}

// A node gets streams by those that it sends streams to, and by nobody else: that
// is how it knows who may take any from it.
func TestWaysAreAlikeInBothDirections(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nodes := platforms(t)
		l := Plan(nodes, nil)
		for _, a := range nodes {
			for _, b := range nodes {
				back := l.Path(b.ID, a.ID)
				slices.Reverse(back)
				if there := l.Path(a.ID, b.ID); !slices.Equal(there, back) {
					t.Fatalf("%s gets streams of %s by %v, which gets them by %v", a.ID, b.ID, there, back)
				}
			}
		}
	})
}

// Ways that have nothing to do with a node stay when it goes.
func TestGoingTouchesOnlyItsOwnWays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nodes := platforms(t)
		before := Plan(nodes, nil)
		i := rapid.IntRange(0, len(nodes)-1).Draw(t, "gone")
		rest := slices.Delete(slices.Clone(nodes), i, i+1)
		after := Plan(rest, before.Forwarders())
		for _, from := range rest {
			for _, owner := range rest {
				was := before.Path(from.ID, owner.ID)
				if is := after.Path(from.ID, owner.ID); !slices.Contains(was, nodes[i].ID) && !slices.Equal(was, is) {
					t.Fatalf("%s goes, and the way from %s to %s was %q and is %q", nodes[i].ID, from.ID, owner.ID, was, is)
				}
			}
		}
	})
}
