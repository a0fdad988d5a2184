package conference

import "slices"

// NodeStops says that a node stops on purpose: its participants leave at once, and
// others whose calls it carries place them anew. A home that stops releases the
// conference; it goes on at another one.
type NodeStops struct{ NodeID string }

func (NodeStops) input() {}

func (m *Machine) nodeStops(node string) {
	for _, p := range slices.Clone(m.people) {
		switch {
		case p.node == node:
			m.remove(p, reasonNodeStopped, Actor{})
		case !p.away && p.current != nil && p.current.touches(node):
			m.breakCall(p)
		}
	}
	m.place(node).stopped = true
	if len(m.people) > 0 {
		m.release(node, reasonNodeStopped)
	}
}
