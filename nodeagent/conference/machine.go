package conference

import (
	"slices"
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/media"
)

// Setup is what a conference is made of.
type Setup struct {
	ConferenceID string
	// NodeID is the home, LocationID where it is.
	NodeID     string
	LocationID string
	Service    link.Service
	// Reserve is what the conference holds for its backplane on every node that
	// carries media of it.
	Reserve capacity.Tokens
	// Term is the highest that was heard of, when a home takes over.
	Term uint64
}

// Machine is one conference. It is not safe for concurrent use.
type Machine struct {
	id       string
	home     string
	location string // of the home
	term     uint64
	terms    terms // as they are for who joins now
	reserve  capacity.Tokens

	opened      bool // the first participant has come
	started     bool
	locked      bool
	guestsMuted bool
	ended       *Reason

	people    []*participant // in order of joining
	nodes     map[string]*place
	orphans   []orphan // calls whose participant is not known yet
	gone      []Gone
	base      *Snapshot // what the home took over; nil: nothing
	presenter *participant
	stage     []media.StageEntry
	hadMore   bool // at some time there was more than one participant
	gathers   bool // it takes over, and not all stations that came are in yet

	guestsOnlyAt time.Time // zero: not armed
	lastOneAt    time.Time

	now  time.Time // of the step
	out  Outcome
	told telling // what Changes has told
}

// NewMachine makes a conference that nobody has joined yet.
func NewMachine(s Setup) *Machine {
	m := &Machine{
		id: s.ConferenceID, home: s.NodeID, location: s.LocationID, term: max(s.Term, 1), reserve: s.Reserve,
		terms: termsOf(s.Service, link.Settings{}), guestsMuted: s.Service.MuteAllGuests, nodes: make(map[string]*place),
	}
	m.place(m.home).location = m.location
	return m
}

// Step takes one input at the given time. A refused input changes nothing but
// the count of wrong PINs; its error is a *Refusal. After the conference has
// ended every input is answered with an error.
func (m *Machine) Step(now time.Time, in Input) (Outcome, error) {
	if m.ended != nil {
		return Outcome{}, errEnded
	}
	m.out, m.now = Outcome{}, now
	err := m.handle(now, in)
	if m.ended == nil {
		m.settle(now)
	}
	out := m.out
	m.out = Outcome{}
	return out, err
}

func (m *Machine) handle(now time.Time, in Input) error {
	if !m.opened {
		switch in.(type) {
		case Join, Tick, Shutdown, Register, NodeAway, NodeGone:
		default:
			return errEnded // there is no conference before its first participant
		}
	}
	switch in := in.(type) {
	case Join:
		return m.join(now, in)
	case EnterPIN:
		return m.enterPIN(now, in)
	case Refresh:
		return m.refresh(now, in)
	case Leave:
		return m.leave(in)
	case Subscribed:
		return m.subscribed(in)
	case Unsubscribed:
		return m.unsubscribed(in)
	case MediaEvent:
		m.mediaEvent(now, in.Event)
		return nil
	case Tick:
		m.fire(now)
		return nil
	case Shutdown:
		m.end(reasonNodeStopped, Actor{})
		return nil
	case Register:
		m.register(in.Registration)
		return nil
	case NodeAway:
		m.nodeAway(in.NodeID)
		return nil
	case NodeGone:
		m.nodeGone(in.NodeID)
		return nil
	case NodeStops:
		m.nodeStops(in.NodeID)
		return nil
	case PlaceCall, CallAnswered, CallFailed, AckCall, WidenCall, HangUp:
		return m.call(in)
	default:
		return m.command(now, in)
	}
}

// settle applies the rules that follow from any change, until nothing changes.
func (m *Machine) settle(now time.Time) {
	if !m.opened || m.gathers {
		return
	}
	if len(m.people) == 0 {
		m.end(reasonEmpty, Actor{})
		return
	}
	m.admitEligible() // a host that waited may start the conference ...
	keeper := slices.ContainsFunc(m.people, (*participant).keepsAlive)
	if keeper && !m.started {
		m.started = true
		m.announceStatus()
		m.admitEligible() // ... which lets the guests in
	}
	m.settleSides()
	m.armAway(now)
	m.armLost(now)
	m.armGuestsOnly(now, keeper)
	if m.ended == nil {
		m.armLastOne(now)
	}
}

// end closes the conference for everybody.
func (m *Machine) end(why Reason, by Actor) {
	for len(m.people) > 0 {
		m.remove(m.people[0], why, by)
	}
	m.guestsOnlyAt, m.lastOneAt = time.Time{}, time.Time{}
	m.ended = &why
	if m.opened {
		m.releaseAll(why)
	}
}

// Ended says whether the conference is over, and why.
func (m *Machine) Ended() (Reason, bool) {
	if m.ended == nil {
		return Reason{}, false
	}
	return *m.ended, true
}

// Tokens is what the conference holds of the home's capacity.
func (m *Machine) Tokens() capacity.Tokens { return m.TokensAt(m.home) }

// TokensAt is what the conference holds of a node's capacity: the calls that it
// carries or, for an edge, transcodes, and with them the reserve. The home of a
// conference that has spread to other nodes holds it like any of them.
func (m *Machine) TokensAt(node string) capacity.Tokens {
	if m.ended != nil {
		return 0
	}
	node = m.orHome(node)
	var sum capacity.Tokens
	if m.reserves(node) {
		sum = m.reserve
	}
	for _, p := range m.people {
		sum += p.tokensAt(node)
	}
	return sum
}

// reserves says whether the node holds the reserve.
func (m *Machine) reserves(node string) bool {
	spread := false
	for _, p := range m.people {
		spread = spread || p.node != m.home
		for _, c := range []*call{p.current, p.pending} {
			switch {
			case c == nil:
			case c.touches(node):
				return true
			default:
				spread = true
			}
		}
	}
	return node == m.home && !spread
}

// TokensWith is what the conference would hold at the home if the participant had
// a call of the given kind there beside those it has.
func (m *Machine) TokensWith(participantID string, audioOnly bool) capacity.Tokens {
	return m.TokensWithAt(m.home, participantID, audioOnly)
}

// TokensWithAt is TokensWith for any node that would carry the call, or transcode
// it for an edge.
func (m *Machine) TokensWithAt(node, participantID string, audioOnly bool) capacity.Tokens {
	node = m.orHome(node)
	p := m.find(participantID)
	if p == nil {
		return m.TokensAt(node)
	}
	sum := m.TokensAt(node) - p.tokensAt(node) + max(p.tokensAt(node), p.callCost(audioOnly))
	if !m.reserves(node) {
		sum += m.reserve
	}
	return sum
}

// Size is the number of participants, waiting ones included.
func (m *Machine) Size() int { return len(m.people) }

// StatusFor is the conference as a participant has it.
func (m *Machine) StatusFor(participantID string) (Status, error) {
	p := m.find(participantID)
	if p == nil {
		return Status{}, refuse(CodeUnknownParticipant)
	}
	return m.statusFor(p), nil
}

// RosterFor is who a participant sees, in order of joining.
func (m *Machine) RosterFor(participantID string) ([]Participant, error) {
	p := m.find(participantID)
	if p == nil {
		return nil, refuse(CodeUnknownParticipant)
	}
	return m.rosterFor(p), nil
}

// Describe is one participant, for itself.
func (m *Machine) Describe(participantID string) (Participant, error) {
	p := m.find(participantID)
	if p == nil {
		return Participant{}, refuse(CodeUnknownParticipant)
	}
	return m.describe(p), nil
}

func (m *Machine) find(id string) *participant {
	for _, p := range m.people {
		if p.id == id {
			return p
		}
	}
	return nil
}

// fact is one about the conference; the home records it.
func (m *Machine) fact(t link.FactType, data any) {
	m.out.Facts = append(m.out.Facts, Fact{Type: t, Data: data})
}

// factAbout is one about a participant; its access node records it. What a node
// that cannot be reached has missed is found out when it registers.
func (m *Machine) factAbout(p *participant, t link.FactType, data any) {
	if p.away || p.recorded.ConferenceID != m.id && t != link.FactParticipantJoined && t != link.FactParticipantMoved {
		return // of who has yet to be recorded there, all is told when that is done
	}
	f := Fact{Type: t, Data: data, Node: p.node}
	m.out.Facts = append(m.out.Facts, f)
	p.recorded.Note(f)
}

func (m *Machine) tell(p *participant, e Event) {
	m.out.Notices = append(m.out.Notices, Notice{To: p.id, Event: e, Node: p.node})
}

func (m *Machine) effect(e Effect) { m.out.Effects = append(m.out.Effects, e) }

func (m *Machine) changed(t link.FactType, p *participant, by Actor) {
	m.factAbout(p, t, link.ParticipantChange{ConferenceID: m.id, ParticipantID: p.id, By: by.label()})
}

// Call finds a call of a participant, also one that is being answered.
func (m *Machine) Call(callID string) (CallRecord, bool) {
	for _, p := range m.people {
		for _, c := range []*call{p.current, p.pending} {
			if c != nil && c.id == callID {
				return c.record(p.id), true
			}
		}
	}
	return CallRecord{}, false
}
