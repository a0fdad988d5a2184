package conference

import (
	"cmp"
	"slices"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/membership"
)

// Why a home was taken, as the fact says.
const (
	homeLost   = "home-lost"
	homeMerged = "merged"
)

// Stays says whether of two homes of a service the first one stays when they
// meet. Of two conferences the one whose id comes first goes on, so that nobody
// ever comes back to one that he has left; ids are drawn so that this is the
// older one. Of one conference it is the home that comes first by hashing.
func Stays(a, b membership.Claim) bool {
	if a.ConferenceID != b.ConferenceID {
		return a.ConferenceID < b.ConferenceID
	}
	return Outranks(a.ServiceID, a.NodeID, b.NodeID)
}

// Precedes says whether a station brings a conference that goes on rather than
// the one of a home: the home hands over to a gathering at its own node, to which
// the station belongs.
func (r Registration) Precedes(conferenceID string) bool {
	return r.Replica != nil && r.Replica.Opened && r.Replica.ConferenceID < conferenceID
}

// Outranks is the order of two homes of one conference.
func Outranks(serviceID, a, b string) bool {
	return a != b && membership.Rank(serviceID, []string{a, b})[0] == a
}

// Gather collects the registrations of a takeover.
type Gather struct {
	until time.Time
	all   map[string]Registration
}

// NewGather begins one that lasts until the given time at the longest.
func NewGather(until time.Time) *Gather {
	return &Gather{until: until, all: make(map[string]Registration)}
}

// Add takes a registration; a newer one of the same node replaces it.
func (g *Gather) Add(r Registration) { g.all[r.NodeID] = r }

// Until is when it is over even if nodes are missing.
func (g *Gather) Until() time.Time { return g.until }

// Complete says whether every node is there that is live and, as far as those
// say which are there, has participants or calls.
func (g *Gather) Complete(live func(node string) bool) bool {
	need := func(node string) bool {
		_, here := g.all[node]
		return !here && live(node)
	}
	for _, r := range g.all {
		if r.Replica == nil {
			continue
		}
		for _, p := range r.Replica.People {
			if need(p.NodeID) || p.Call.ID != "" && need(p.Call.NodeID) {
				return false
			}
		}
	}
	return true
}

// TakeOver ends the gathering: this node, whose own registration is among those
// collected, is the home from now on. ConferenceID and Service of the setup count
// only when no registration brings a conference.
func (g *Gather) TakeOver(now time.Time, s Setup) (*Machine, Outcome) {
	all := make([]Registration, 0, len(g.all))
	for _, r := range g.all {
		all = append(all, r)
	}
	// The home's own is first: it says whether the home has begun already.
	slices.SortFunc(all, func(a, b Registration) int {
		if own := cmp.Compare(btoi(b.NodeID == s.NodeID), btoi(a.NodeID == s.NodeID)); own != 0 {
			return own
		}
		return cmp.Compare(a.NodeID, b.NodeID)
	})
	base := newest(all)
	if base == nil {
		m := NewMachine(s)
		m.now, m.gathers = now, true
		for _, r := range all {
			m.register(r)
		}
		return m, m.flush()
	}
	m := Restore(now, *base, s.Reserve)
	m.gathers = true
	m.base, m.home, m.location, m.term = base, s.NodeID, s.LocationID, max(base.Term, s.Term)
	m.told = telling{}
	for _, p := range m.people {
		p.pending = nil // who waited for it has been refused
		p.away = true
	}
	for _, r := range all {
		if r.Replica != nil && r.Replica.ConferenceID == m.id {
			m.term = max(m.term, r.Replica.Term)
		}
	}
	m.term++
	for id, n := range m.nodes {
		n.away = id != m.home
	}
	home := m.place(m.home)
	*home = place{location: m.location, entries: home.entries}
	for _, r := range all {
		if r.NodeID == m.home {
			m.account(r)
		}
	}
	if m.opened {
		m.begin(m.home)
		m.taken(base.Home, homeLost)
	}
	for _, r := range all {
		if r.NodeID == m.home {
			r.Held = held(r.Held, m.id, home)
		}
		m.register(r)
	}
	return m, m.flush()
}

func held(is map[string]uint64, id string, home *place) map[string]uint64 {
	out := map[string]uint64{}
	for k, v := range is {
		out[k] = v
	}
	if home.holds {
		out[id] = home.entries
	}
	return out
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// newest is the replica that tells of the latest state. Of several conferences
// the one goes on that Stays says; one that nobody has joined does not count.
func newest(all []Registration) *Snapshot {
	var best *Snapshot
	for _, r := range all {
		s := r.Replica
		switch {
		case s == nil || !s.Opened && best != nil:
		case best == nil || !best.Opened && s.Opened:
			best = s
		case s.ConferenceID == best.ConferenceID:
			if s.Newer(best) {
				best = s
			}
		case s.ConferenceID < best.ConferenceID:
			best = s
		}
	}
	return best
}

// taken records that the home is another, and what the conference is now: what
// the one before said last may be missing, or come later.
func (m *Machine) taken(before, why string) {
	m.fact(link.FactHomeTaken, link.HomeTaken{ConferenceID: m.id, Term: m.term, Before: before, Reason: why})
	for _, id := range m.nodeIDs() {
		if m.nodes[id].entries > 0 {
			m.added(id)
		}
	}
	locked, muted := link.FactConferenceUnlocked, link.FactConferenceGuestsUnmuted
	if m.locked {
		locked = link.FactConferenceLocked
	}
	if m.guestsMuted {
		muted = link.FactConferenceGuestsMuted
	}
	m.fact(locked, link.ConferenceChange{ConferenceID: m.id})
	m.fact(muted, link.ConferenceChange{ConferenceID: m.id})
}

// flush ends a step that was none.
func (m *Machine) flush() Outcome {
	m.gathers = false
	if m.ended == nil {
		m.settle(m.now)
	}
	out := m.out
	m.out = Outcome{}
	return out
}

// Yield ends the machine because another home of the service stays: nobody
// leaves, nothing is recorded, the stations register there. What they bring is
// the last Snapshot or Change of this machine, which it must have told them.
func (m *Machine) Yield() {
	m.guestsOnlyAt, m.lastOneAt = time.Time{}, time.Time{}
	m.ended = &reasonYielded
}

// Yielded says whether the machine ended so.
func (m *Machine) Yielded() bool { return m.ended == &reasonYielded }

// ID is the conference's, Home and Term say who runs it.
func (m *Machine) ID() string   { return m.id }
func (m *Machine) Home() string { return m.home }
func (m *Machine) Term() uint64 { return m.term }

// maySpeak refuses what a node that has said it stops, or is not the participant's
// access node any more, says of a participant. Of one who is not there others say
// so.
func (m *Machine) maySpeak(node, participantID string) error {
	node = m.orHome(node)
	if n, known := m.nodes[node]; known && n.stopped {
		return refuse(CodeUnavailable)
	}
	if p := m.find(participantID); p != nil && p.node != node {
		return refuse(CodeInvalidToken)
	}
	return nil
}

// StepFrom is Step for what a station says: of a participant whose access node
// it no longer is, it is late and refused, and so is what it says of the media of
// a call that is elsewhere.
func (m *Machine) StepFrom(now time.Time, node string, in Input) (Outcome, error) {
	node = m.orHome(node)
	if err := m.maySpeak(node, speaker(in)); err != nil {
		return Outcome{}, err
	}
	if overreaches(in) {
		return Outcome{}, refuse(CodeNotPermitted)
	}
	if is, ok := in.(MediaEvent); ok && m.stray(node, is) {
		in = Tick{} // it has said a word all the same
	}
	out, err := m.Step(now, in)
	if node != m.home && m.opened && m.ended == nil && !m.place(node).stopped {
		m.begin(node)
		out.Facts = append(out.Facts, m.out.Facts...)
		m.out = Outcome{}
	}
	return out, err
}
