package conference

import "time"

// holder is whose resume key it is. The one before counts, too, until
// the client has shown that it got the new one: the answer that brought it may
// have been lost.
func (m *Machine) holder(key string) *participant {
	if key == "" {
		return nil
	}
	digest := digestOf(key)
	for _, p := range m.people {
		if p.resumeDigest == digest || p.resumedBy == digest {
			return p
		}
	}
	return nil
}

// resume gives a participant its seat back, at the node where its client came
// back to. Of two connections the newer counts: the old one is told to go.
// Neither PIN nor lock nor limits are asked; it never left.
func (m *Machine) resume(now time.Time, p *participant, in Join) {
	m.out.Resumed = p.id
	node := m.orHome(in.NodeID)
	m.tell(p, Disconnected{Reason: reasonResumedElsewhere})
	m.effect(Forget{ParticipantID: p.id, NodeID: p.node, Moved: p.node != node, Stays: p.node == node})
	if in.ResumeDigest != "" {
		p.resumeDigest, p.resumedBy = in.ResumeDigest, digestOf(in.Resume)
	}
	p.streams, p.lostCall, p.remote = false, false, in.Remote
	p.expiresAt = now.Add(TokenLifetime)
	if p.away {
		p.away = false
		m.renew(p)
	}
	if p.node != node {
		m.move(p, node, in.LocationID)
	}
	m.announce(p)
}

// move makes another node the access node, which records the participant whole.
func (m *Machine) move(p *participant, node, location string) {
	if node == m.home {
		location = m.location
	}
	p.node, p.location = node, location
	p.moves++
	p.recorded = Recorded{}
	m.place(node).location = location
	m.reconcile(p)
}
