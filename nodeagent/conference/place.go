package conference

import (
	"maps"
	"slices"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
)

// AwayAfter is how long the participants of a node that cannot be reached keep
// their seats: until then they can resume elsewhere, or the node can come back.
const AwayAfter = 20 * time.Second

// CarrierLostAfter is how long the calls that such a node carries for
// participants of other nodes are given before they are to be placed anew: a
// node that only lost its connection is back sooner.
const CarrierLostAfter = 3 * time.Second

// place is a node that has to do with the conference.
type place struct {
	location string
	// holds: it has recorded that it began with the conference, and not that it
	// has released it. It does so with its first word and until the end, also when
	// its last participant has gone: it may be the one that takes over, and by then
	// the others may have said all they have to say.
	holds   bool
	entries uint64 // how often it began
	away    bool
	stopped bool // until it registers again nothing it says counts
	// Zero: not armed.
	carrierLostAt, lostAt time.Time
}

func (m *Machine) place(node string) *place {
	n, ok := m.nodes[node]
	if !ok {
		n = &place{}
		m.nodes[node] = n
	}
	return n
}

// nodeIDs lists the nodes in a fixed order.
func (m *Machine) nodeIDs() []string { return slices.Sorted(maps.Keys(m.nodes)) }

func (m *Machine) orHome(node string) string {
	if node == "" {
		return m.home
	}
	return node
}

// recordAt has a node record something about the conference.
func (m *Machine) recordAt(node string, t link.FactType, data any) {
	if node == m.home {
		node = ""
	} else if m.place(node).away {
		return
	}
	m.out.Facts = append(m.out.Facts, Fact{Type: t, Data: data, Node: node})
}

// begin is the first that a node records.
func (m *Machine) begin(node string) {
	n := m.place(node)
	if n.holds || n.away {
		return
	}
	n.holds = true
	n.entries++
	m.added(node)
	s := m.terms.service
	started := link.ConferenceStarted{
		ConferenceID: m.id, ServiceID: s.ID, ServiceName: s.Name, ServiceType: s.Type, Tag: s.Tag, LocationID: n.location,
	}
	if node != m.home {
		started.HomeID = m.home
	}
	if m.term > 1 {
		started.Term = m.term
	}
	m.recordAt(node, link.FactConferenceStarted, started)
}

// added has the home record that more is to come from a node, so that it is known
// even if the home crashes.
func (m *Machine) added(node string) {
	if node == m.home {
		return
	}
	is := link.NodeAdded{ConferenceID: m.id, NodeID: node}
	if n := m.place(node); n.entries > 1 {
		is.Entries = n.entries
	}
	m.fact(link.FactNodeAdded, is)
}

// release is the last that a node records.
func (m *Machine) release(node string, why Reason) {
	n := m.place(node)
	if !n.holds || n.away {
		return
	}
	n.holds = false
	ended := link.ConferenceEnded{ConferenceID: m.id, Reason: why.Name}
	ended.Nodes, ended.Entries = others(node, m.nodeRecords())
	m.recordAt(node, link.FactConferenceEnded, ended)
}

// releaseAll is the end; the home's word is the last.
func (m *Machine) releaseAll(why Reason) {
	for _, id := range m.nodeIDs() {
		if id != m.home {
			m.release(id, why)
		}
	}
	m.release(m.home, why)
}

// nodeAway keeps the seats of a node that cannot be reached for a while.
func (m *Machine) nodeAway(node string) {
	n, known := m.nodes[node]
	if !known || n.away || node == m.home {
		return
	}
	n.away = true
	for _, p := range m.people {
		if p.node == node {
			p.away = true
			p.streams = false
		}
	}
}

// nodeGone has calls of others that a node carries placed anew. Seats are kept
// nevertheless: they are taken elsewhere.
func (m *Machine) nodeGone(node string) {
	if n, known := m.nodes[node]; known && n.away {
		m.carrierLost(node)
	}
}

// armAway runs while participants, or calls of others, are at a node that cannot
// be reached.
func (m *Machine) armAway(now time.Time) {
	for id, n := range m.nodes {
		people, calls := false, false
		if n.away {
			for _, p := range m.people {
				people = people || p.node == id
				calls = calls || p.node != id && !p.away && p.current != nil && p.current.touches(id)
			}
		}
		arm(&n.lostAt, people, now.Add(AwayAfter))
		arm(&n.carrierLostAt, calls, now.Add(CarrierLostAfter))
	}
}

func arm(timer *time.Time, on bool, at time.Time) {
	switch {
	case !on:
		*timer = time.Time{}
	case timer.IsZero():
		*timer = at
	}
}

// carrierLost has participants of other nodes place their calls anew.
func (m *Machine) carrierLost(node string) {
	m.place(node).carrierLostAt = time.Time{}
	for _, p := range m.people {
		if p.node != node && !p.away && p.current != nil && p.current.touches(node) {
			m.breakCall(p)
		}
	}
}

// breakCall ends a call that no longer works.
func (m *Machine) breakCall(p *participant) {
	m.tell(p, CallEnded{CallID: p.current.id, Reason: "failed"})
	m.closeCall(p.current)
	m.dropCall(p)
	p.lostCall = true
}

// nodeLost takes the participants of a node out of sight. Nothing is recorded:
// their own node knows what becomes of them, and says so sooner or later.
func (m *Machine) nodeLost(node string) {
	m.place(node).lostAt = time.Time{}
	m.outOfSight(func(p *participant) bool { return p.node == node })
}

// outOfSight removes participants of whom others know more. When nobody else is
// left the conference is over here: who can be reached releases it, and goes on
// knowing who had a part in it.
func (m *Machine) outOfSight(gone func(*participant) bool) {
	all := slices.Clone(m.people)
	for _, p := range all {
		if gone(p) {
			p.away = true // nothing more is recorded of it from here
			m.takeOut(p)
		}
	}
	if m.opened && len(m.people) == 0 && len(all) > 0 {
		m.end(reasonOutOfSight, Actor{})
	}
}
