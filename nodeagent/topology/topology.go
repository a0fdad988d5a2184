// Package topology says which way the media of a conference takes between its
// nodes. It is pure.
//
// Nodes of one location exchange streams with each other. Of each location one
// node forwards: only forwarding nodes exchange streams with other locations, so
// that a stream crosses the way between two locations once. A proxying node
// exchanges streams with nobody but its transcoding node.
package topology

import (
	"maps"
	"slices"
)

// Node is a node that carries media of the conference.
type Node struct {
	ID       string
	Location string
	// Parent is the transcoding node of a proxying one; empty: it is none. The
	// parent has to be among the nodes, too, with or without calls of its own:
	// as long as it is not, nothing leads to or from the proxying node.
	Parent string
}

// Layout is the way of media between given nodes. It is immutable.
type Layout struct {
	nodes      map[string]Node
	forwarders map[string]string // by location
}

// Plan lays out the ways between nodes. A node that forwarded for its location
// before goes on doing so as long as it is among them; otherwise the first of
// the location in the given order does. before is by location, as Forwarders
// returns it.
func Plan(nodes []Node, before map[string]string) Layout {
	l := Layout{nodes: make(map[string]Node, len(nodes)), forwarders: make(map[string]string)}
	for _, n := range nodes {
		if _, twice := l.nodes[n.ID]; !twice {
			l.nodes[n.ID] = n
		}
	}
	for location, id := range before {
		if n, here := l.nodes[id]; here && n.Parent == "" && n.Location == location {
			l.forwarders[location] = id
		}
	}
	for _, n := range nodes {
		if n != l.nodes[n.ID] || n.Parent != "" {
			continue
		}
		if l.forwarders[n.Location] == "" {
			l.forwarders[n.Location] = n.ID
		}
	}
	return l
}

// Forwarders are the forwarding nodes by location. A location that has only
// proxying nodes has none.
func (l Layout) Forwarders() map[string]string { return maps.Clone(l.forwarders) }

// NextHop is the neighbour from which a node takes the streams of the calls that
// owner carries. False: owner is the node itself, or no way leads there.
func (l Layout) NextHop(from, owner string) (string, bool) {
	a, known := l.core(from)
	b, there := l.core(owner)
	switch {
	case !known || !there || from == owner:
		return "", false
	case from != a.ID: // a proxying node has one neighbour
		return a.ID, true
	case a.ID == b.ID: // the owner is a proxying node of ours
		return owner, true
	case a.Location == b.Location:
		return b.ID, true
	case l.forwarders[a.Location] == a.ID:
		return l.forwarders[b.Location], true
	default:
		return l.forwarders[a.Location], true
	}
}

// core is the transcoding node at which a node's streams enter the mesh: the
// node itself or its parent.
func (l Layout) core(id string) (Node, bool) {
	n, known := l.nodes[id]
	if !known || n.Parent == "" {
		return n, known
	}
	parent, known := l.nodes[n.Parent]
	return parent, known && parent.Parent == ""
}

// Path lists the nodes by which a stream gets from its owner to a node, that
// node first and the owner last; nil when there is none.
func (l Layout) Path(from, owner string) []string {
	path := []string{from}
	for at := from; at != owner; {
		next, ok := l.NextHop(at, owner)
		if !ok || slices.Contains(path, next) {
			return nil
		}
		path = append(path, next)
		at = next
	}
	return path
}

// Neighbours are the nodes that a node may exchange streams with, by id.
func (l Layout) Neighbours(id string) []string {
	found := map[string]bool{}
	for other := range l.nodes {
		if next, ok := l.NextHop(id, other); ok {
			found[next] = true
		}
		if next, ok := l.NextHop(other, id); ok && next == id {
			found[other] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}
