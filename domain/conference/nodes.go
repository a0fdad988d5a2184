package conference

import (
	"cmp"
	"maps"
	"slices"

	"github.com/parley-video/parley/events"
)

// Nodes is which nodes have to do with a conference, and from which of them more
// is to come. It is folded from the conference's events, of which those that end
// no participant's stay and place no call are enough.
type Nodes struct {
	Home Home
	byID map[string]Node
}

// Home is the node that runs the conference, as far as is known.
type Home struct {
	NodeID string
	Term   uint64
}

// beats reports whether a home is believed rather than another. Two sides of a
// partition may give out one term, so it does not depend on who is heard first.
func (h Home) beats(o Home) bool {
	return h.Term > o.Term || h.Term == o.Term && h.NodeID < o.NodeID
}

// Node is a node's part in a conference.
type Node struct {
	Entered  uint64 // how often it has begun with the conference
	Expected uint64 // how often it has, as far as another knew
	Released bool   // since it last began
	Gone     bool   // nothing will come from it any more, whatever is expected
	Reason   string // of the release
}

// Has reports whether a node has to do with the conference, or had.
func (n Nodes) Has(id string) bool {
	_, ok := n.byID[id]
	return ok || id == n.Home.NodeID
}

// Outstanding reports whether more is to come from a node.
func (n Nodes) Outstanding(id string) bool {
	node := n.byID[id]
	switch {
	case node.Gone:
		return false
	case node.Entered == 0 && id == n.Home.NodeID:
		return true
	default:
		return node.Entered > 0 && !node.Released || node.Entered < node.Expected
	}
}

// inside reports whether a node has begun and not released.
func (n Nodes) inside(id string) bool {
	node := n.byID[id]
	return node.Entered > 0 && !node.Released
}

// AllOutstanding lists the nodes from which more is to come.
func (n Nodes) AllOutstanding() []string {
	var out []string
	for id := range n.byID {
		if n.Outstanding(id) {
			out = append(out, id)
		}
	}
	if home := n.Home.NodeID; home != "" && !slices.Contains(out, home) && n.Outstanding(home) {
		out = append(out, home)
	}
	slices.Sort(out)
	return out
}

// Apply changes n in place. Events that say nothing about nodes are nothing.
func (n *Nodes) Apply(ev events.Event) {
	switch e := ev.(type) {
	case events.ConferenceStarted:
		n.Home = Home{cmp.Or(e.HomeID, e.NodeID), max(e.Term, 1)}
		n.enter(e.NodeID)
	case events.ConferenceNodeEntered:
		n.enter(e.NodeID)
	case events.ConferenceNodeExpected:
		n.expect(e.NodeID, e.Entries)
	case events.ConferenceHomeChanged:
		n.Home = Home{e.NodeID, e.Term}
		n.enter(e.NodeID)
	case events.ParticipantJoined:
		n.enter(e.NodeID)
	case events.ParticipantMoved:
		n.enter(e.NodeID)
	case events.ConferenceNodeLeft:
		n.leave(e)
	}
}

func (n *Nodes) with(id string, change func(*Node)) {
	if n.byID == nil {
		n.byID = make(map[string]Node)
	}
	node := n.byID[id]
	change(&node)
	n.byID[id] = node
}

// enter changes nothing about a node that is inside.
func (n *Nodes) enter(id string) {
	if n.inside(id) {
		return
	}
	n.with(id, func(node *Node) {
		node.Entered++
		node.Released, node.Gone, node.Reason = false, false, ""
	})
}

func (n *Nodes) leave(e events.ConferenceNodeLeft) {
	n.with(e.NodeID, func(node *Node) {
		node.Entered = max(node.Entered, 1)
		node.Released, node.Gone, node.Reason = true, e.Gone, e.Reason
	})
	for _, id := range e.Nodes {
		if id == e.NodeID {
			continue
		}
		n.expect(id, e.Entries[id])
	}
}

func (n *Nodes) expect(id string, entries uint64) {
	n.with(id, func(node *Node) { node.Expected = max(node.Expected, entries, 1) })
}

func (n Nodes) clone() Nodes {
	n.byID = maps.Clone(n.byID)
	return n
}
