package conference

import (
	"maps"
	"slices"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
)

// orphan is a call of a participant that no station has told of yet.
type orphan struct {
	CallRecord
	until time.Time
}

// register takes over what a station knows. It is right about its seats and its
// calls: which there are, and what it has recorded. About what they are (role,
// mute, admission) it is right when it comes from another home that knew more
// than this one did when it began; otherwise this home is, and has the station
// record what it missed.
func (m *Machine) register(r Registration) {
	n := m.place(r.NodeID)
	n.location, n.away, n.stopped = r.LocationID, false, false
	m.learnNodes(r.Replica)
	m.account(r)
	later := m.learn(r.Replica)
	if len(r.Seats) > 0 && !m.opened {
		m.openFor(r)
	}
	taken := make(map[string]SeatRecord)
	for _, s := range r.Seats {
		if m.takeSeat(r, s, later) {
			taken[s.Person.ID] = s
		}
	}
	m.leaveOthers(r)
	m.missing(r.NodeID, taken, later)
	m.takeCalls(r)
	here := slices.DeleteFunc(slices.Clone(m.people), func(p *participant) bool {
		_, ok := taken[p.id]
		return !ok
	})
	for _, p := range here {
		m.offerFloor(p, taken[p.id], later)
	}
	for _, p := range here {
		m.reconcile(p)
	}
	for _, p := range m.people {
		if _, ok := taken[p.id]; ok || p.current != nil && p.current.node == r.NodeID {
			m.applyPolicy(p)
		}
	}
	m.orderSpotlights()
	m.settle(m.now)
	for _, p := range here {
		if m.find(p.id) == p {
			m.sync(p)
		}
	}
}

// account takes over how often the node has recorded that it began. Of what a
// home had it record some may not have arrived, or not got to the disk; but
// others count on it and have said so. So the node catches up.
func (m *Machine) account(r Registration) {
	n := m.place(r.NodeID)
	believed := n.entries
	entries, holds := r.Held[m.id]
	n.holds, n.entries = holds, max(entries, r.Released[m.id])
	for n.entries < believed {
		m.release(r.NodeID, reasonNodeRestarted)
		m.begin(r.NodeID)
	}
	if !holds && r.NodeID != m.home {
		m.release(r.NodeID, reasonNodeRestarted)
	}
}

// openFor opens a conference that nobody has joined with the people of another.
func (m *Machine) openFor(r Registration) {
	t := m.terms
	if of := r.Replica; of != nil {
		if is, ok := of.Terms[of.TermsID]; ok {
			t = terms{id: of.TermsID, service: is.Service, settings: is.Settings}
		}
	}
	m.open(t)
	if r.Replica != nil {
		m.started = m.started || r.Replica.Started
	}
}

// learnNodes takes over which nodes another home knew of.
func (m *Machine) learnNodes(s *Snapshot) {
	if s == nil || s.ConferenceID != m.id {
		return
	}
	for _, is := range s.Nodes {
		n, known := m.nodes[is.ID]
		if !known {
			n = m.place(is.ID)
			n.away = true // it is still to come, if it is
		}
		n.entries = max(n.entries, is.Entries)
		if n.location == "" {
			n.location = is.LocationID
		}
	}
}

// learn takes over what another home of the same conference knew of it as a
// whole. It says whether that home knew more of its people than this one did
// when it began.
func (m *Machine) learn(s *Snapshot) bool {
	if s == nil || s.ConferenceID != m.id {
		return false
	}
	for _, g := range s.Gone {
		if _, known := m.goneOf(g.ID); !known && m.find(g.ID) == nil {
			m.gone = addGone(m.gone, g)
		}
	}
	if s.Home == m.home {
		return false
	}
	m.hadMore = m.hadMore || s.HadMore
	if m.opened && s.Started && !m.started {
		m.started = true
		m.announceStatus()
	}
	if s.Term >= m.term {
		m.term = s.Term + 1
		if m.opened {
			m.taken(s.Home, homeMerged)
		}
	}
	if !s.Newer(m.base) {
		return false
	}
	for _, is := range s.People {
		if p := m.find(is.ID); p != nil && is.Moves > p.moves && m.place(is.NodeID).away {
			m.follow(p, is, s)
		}
	}
	return true
}

// follow takes over that a participant has come to another node, which is still
// to register.
func (m *Machine) follow(p *participant, is Person, s *Snapshot) {
	saw := m.seenBy(p)
	m.movedOn(p.id, p.node)
	p.node, p.location, p.moves, p.recorded = is.NodeID, is.LocationID, is.Moves, Recorded{}
	m.learnPerson(p, is)
	m.muteAsHere(p, s)
	m.show(p, saw)
	p.away, p.streams = true, false
}

// takeSeat says whether the participant is in this conference at that node.
func (m *Machine) takeSeat(r Registration, s SeatRecord, later bool) bool {
	p := m.find(s.Person.ID)
	if p == nil {
		switch g, ok := m.goneOf(s.Person.ID); {
		case ok && s.Person.Moves < g.Moves && s.Recorded.ConferenceID == m.id:
			m.movedOn(g.ID, r.NodeID) // it left somewhere else, which has recorded it
			return false
		case ok && s.Person.Moves <= g.Moves:
			m.turnOut(r.NodeID, s, g)
			return false
		}
	}
	recorded, person := s.Recorded, s.Person
	person.NodeID, person.LocationID, person.Away = r.NodeID, r.LocationID, false
	if other := recorded.ConferenceID; other != "" && other != m.id {
		m.recordAt(r.NodeID, link.FactParticipantLeft, link.ParticipantLeft{
			ConferenceID: other, ParticipantID: person.ID, Reason: reasonMerged.Name, Code: reasonMerged.Code,
		})
		recorded, person.Moves = Recorded{}, 0
	}
	saw := m.seenBy(p)
	switch {
	case p == nil:
		person.SpotlightAt = time.Time{} // those of this home count
		p = m.participantFrom(person, r.Terms)
		p.pending = nil
		if p.current != nil {
			m.await(p.current)
		}
		m.muteAsHere(p, r.Replica)
		m.people = append(m.people, p)
		m.hadMore = m.hadMore || len(m.people) > 1
		p.recorded = recorded
		m.announceNew(p)
		return true
	case p.node != r.NodeID && (p.moves > person.Moves || p.moves == person.Moves && !p.away):
		m.movedOn(p.id, r.NodeID)
		return false
	case p.node != r.NodeID:
		m.movedOn(p.id, p.node)
		p.node, p.location, p.moves = person.NodeID, person.LocationID, person.Moves
		m.learnPerson(p, person)
		m.muteAsHere(p, r.Replica)
	case later:
		m.learnPerson(p, person)
		m.muteAsHere(p, r.Replica)
	}
	if !recorded.Waiting && recorded.ConferenceID == m.id && p.phase == PhaseWaiting {
		p.phase, p.waitUntil = PhasePresent, time.Time{} // nobody un-admits
	}
	p.recorded = recorded
	p.away, p.streams, p.streamed = false, person.Streams, p.streamed || person.Streamed
	m.renew(p)
	m.show(p, saw)
	return true
}

// seenBy is who sees a participant.
func (m *Machine) seenBy(p *participant) map[string]bool {
	if p == nil {
		return nil
	}
	saw := make(map[string]bool, len(m.people))
	for _, v := range m.people {
		saw[v.id] = sees(v, p)
	}
	return saw
}

// show tells of a participant those who see it now, and those who saw it.
func (m *Machine) show(p *participant, saw map[string]bool) {
	d := m.describe(p)
	for _, v := range m.people {
		switch now := sees(v, p); {
		case now && saw[v.id]:
			m.tell(v, ParticipantUpdate{Participant: d})
		case now:
			m.tell(v, ParticipantCreate{Participant: d})
		case saw[v.id]:
			m.tell(v, ParticipantDelete{ID: p.id})
		}
	}
}

// learnPerson takes over what another home knew of a participant.
func (m *Machine) learnPerson(p *participant, is Person) {
	p.role, p.phase, p.mute = is.Role, is.Phase, muteCause(is.Mute)
	p.text, p.clientMuted, p.videoMuted = is.Text, is.ClientMuted, is.VideoMuted
	p.startPressed, p.deniedSlides = is.StartPressed, is.DeniedSlides
	p.buzzAt, p.pinTries, p.lostCall = is.BuzzedAt, is.PINTries, is.LostCall
	p.resumeDigest, p.resumedBy, p.remote = is.ResumeDigest, is.ResumedBy, is.Remote
	p.calls = max(p.calls, is.Calls)
	if c := callFrom(is.Call, true); c != nil && (p.current == nil || c.nth > p.current.nth) {
		m.await(c)
		m.adopt(p, c)
	}
	if m.presenter == p && !(p.present() && p.mayPresent()) {
		m.stopPresenting(p)
	}
}

// await is for a call that the node which carries it has not told of. That node
// may be still to come; if it does not, the call is lost as any other of a node
// that cannot be reached.
func (m *Machine) await(c *call) {
	c.untold = true
	for _, node := range []string{c.node, c.parent} {
		if _, known := m.nodes[node]; node != "" && !known {
			m.place(node).away = true
		}
	}
}

// movedOn tells a node that a participant is elsewhere.
func (m *Machine) movedOn(participantID, node string) {
	m.out.Notices = append(m.out.Notices, Notice{To: participantID, Event: Disconnected{Reason: reasonResumedElsewhere}, Node: node})
	m.effect(Forget{ParticipantID: participantID, NodeID: node, Moved: true})
}

// turnOut has a node carry out a removal that it missed.
func (m *Machine) turnOut(node string, s SeatRecord, g Gone) {
	why := Reason{Name: g.Reason, Code: g.Code}
	if at := slices.IndexFunc(Reasons(), func(r Reason) bool { return r.Name == g.Reason }); at >= 0 {
		why = Reasons()[at]
	}
	m.out.Notices = append(m.out.Notices, Notice{To: g.ID, Event: Disconnected{Reason: why}, Node: node})
	m.effect(Forget{ParticipantID: g.ID, NodeID: node})
	if in := s.Recorded.ConferenceID; in != "" {
		m.recordAt(node, link.FactParticipantLeft, link.ParticipantLeft{
			ConferenceID: in, ParticipantID: g.ID, Reason: g.Reason, Code: g.Code, By: g.By,
		})
	}
}

// missing are participants that the node does not have, though it is their
// access node: it has recorded that they left, or never heard of them. Of one that
// was on its way to it from another node nobody else records anything any more;
// but when the node comes from another home, that home may know better.
func (m *Machine) missing(node string, taken map[string]SeatRecord, later bool) {
	for _, p := range slices.Clone(m.people) {
		if _, ok := taken[p.id]; ok || p.node != node {
			continue
		}
		if p.moves > 0 && !later {
			p.away, p.recorded = false, Recorded{}
			m.reconcile(p)
			m.remove(p, reasonLost, Actor{})
			continue
		}
		p.away = true // nothing is recorded of it from here
		m.takeOut(p)
	}
}

// leaveOthers ends what the node has of other conferences of the service, into
// which it does not come back.
func (m *Machine) leaveOthers(r Registration) {
	for _, id := range slices.Sorted(maps.Keys(r.Held)) {
		if id == m.id {
			continue
		}
		ended := link.ConferenceEnded{ConferenceID: id, Reason: reasonMerged.Name}
		if s := r.Replica; s != nil && s.ConferenceID == id {
			ended.Nodes, ended.Entries = others(r.NodeID, s.Nodes)
		}
		m.recordAt(r.NodeID, link.FactConferenceEnded, ended)
	}
}

// takeCalls takes over the calls that a node carries. Of several calls of a
// participant the last counts.
//
// A call is only where its node says so, if that can be reached: what a station
// believes that comes from another home may long be over.
func (m *Machine) takeCalls(r Registration) {
	carried := make(map[string]bool)
	for _, o := range m.orphans {
		carried[o.ID] = true
	}
	for _, c := range r.Calls {
		carried[c.ID] = true
		c.NodeID = r.NodeID
		if m.find(c.ParticipantID) == nil {
			m.orphans = append(m.orphans, orphan{CallRecord: c, until: m.now.Add(AwayAfter)})
			continue
		}
		m.takeCall(c)
	}
	for _, p := range m.people {
		if c := p.current; c != nil && (c.node == r.NodeID || c.untold && !m.place(c.node).away) && !carried[c.id] {
			m.breakCall(p)
		}
	}
	for callID, slots := range r.Slots {
		for _, p := range m.people {
			if p.current != nil && p.current.id == callID && p.current.node == r.NodeID {
				p.slots = &Slots{CallID: callID, Slots: slots}
			}
		}
	}
	m.orphans = slices.DeleteFunc(m.orphans, func(o orphan) bool {
		if m.find(o.ParticipantID) == nil {
			return false
		}
		m.takeCall(o.CallRecord)
		return true
	})
}

func (m *Machine) takeCall(c CallRecord) {
	p := m.find(c.ParticipantID)
	is := callFrom(c, true)
	p.calls = max(p.calls, c.Nth)
	switch {
	case p.pending != nil && p.pending.id == c.ID:
		// The request that placed it is still under way.
	case p.current != nil && p.current.id == c.ID:
		had := p.hasMedia()
		is.untold = false
		is.resumes, is.audioOnly, is.tokens, is.parent = p.current.resumes, p.current.audioOnly, p.current.tokens, p.current.parent
		p.current = is
		if p.hasMedia() != had {
			m.announce(p)
		}
	case p.current == nil || is.nth > p.current.nth:
		m.adopt(p, is)
	default:
		m.closeCall(is)
	}
	m.mediaFact(p)
}

// adopt makes a call the participant's, in place of the one before.
func (m *Machine) adopt(p *participant, c *call) {
	if old := p.current; old != nil {
		c.resumes = c.resumes || old.state == callConnected || old.resumes
		m.closeCall(old)
	}
	p.current, p.lostCall, p.slots = c, false, nil
	m.announce(p)
}

// closeOrphans ends calls whose participant has not turned up.
func (m *Machine) closeOrphans() {
	m.orphans = slices.DeleteFunc(m.orphans, func(o orphan) bool {
		if o.until.After(m.now) {
			return false
		}
		m.effect(CloseCall{CallID: o.ID, NodeID: o.NodeID})
		return true
	})
}

// offerFloor lets somebody go on presenting who did so elsewhere, when nobody
// does here.
func (m *Machine) offerFloor(p *participant, s SeatRecord, later bool) {
	fromElsewhere := later || s.Recorded.ConferenceID != m.id
	if m.presenter != nil || !s.Recorded.Presenting || !fromElsewhere || !p.present() || !p.mayPresent() || p.current == nil {
		return
	}
	m.presenter = p
	if m.presenterFirst() {
		m.orderSpotlights()
	}
	m.announce(p)
	for _, v := range m.people {
		if v.present() {
			m.tell(v, PresentationStart{Presenter: m.describe(p)})
		}
	}
}

// others are the nodes that one of them names when it releases the conference,
// and how often those began that did so more than once.
func others(node string, all []NodeRecord) (ids []string, entries map[string]uint64) {
	for _, n := range all {
		if n.ID == node || n.Entries == 0 {
			continue
		}
		ids = append(ids, n.ID)
		if n.Entries > 1 {
			if entries == nil {
				entries = make(map[string]uint64)
			}
			entries[n.ID] = n.Entries
		}
	}
	return ids, entries
}
