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
	LocationID   string
	Service      link.Service
	// Reserve is what the conference holds on this node for its backplane.
	Reserve capacity.Tokens
}

// Machine is one conference. It is not safe for concurrent use.
type Machine struct {
	id       string
	location string
	service  link.Service
	settings link.Settings
	reserve  capacity.Tokens

	opened      bool // the first participant has come
	started     bool
	locked      bool
	guestsMuted bool
	ended       *Reason

	people    []*participant // in order of joining
	presenter *participant
	stage     []media.StageEntry
	hadMore   bool // at some time there was more than one participant

	guestsOnlyAt time.Time // zero: not armed
	lastOneAt    time.Time

	out Outcome
}

// NewMachine makes a conference that nobody has joined yet.
func NewMachine(s Setup) *Machine {
	return &Machine{
		id: s.ConferenceID, location: s.LocationID, service: s.Service, reserve: s.Reserve,
		guestsMuted: s.Service.MuteAllGuests,
	}
}

// Step takes one input at the given time. A refused input changes nothing but
// the count of wrong PINs; its error is a *Refusal. After the conference has
// ended every input is answered with an error.
func (m *Machine) Step(now time.Time, in Input) (Outcome, error) {
	if m.ended != nil {
		return Outcome{}, errEnded
	}
	m.out = Outcome{}
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
		case Join, Tick, Shutdown:
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
	case PlaceCall, CallAnswered, CallFailed, AckCall, WidenCall, HangUp:
		return m.call(in)
	default:
		return m.command(now, in)
	}
}

// settle applies the rules that follow from any change, until nothing changes.
func (m *Machine) settle(now time.Time) {
	if !m.opened {
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
		m.fact(link.FactConferenceEnded, link.ConferenceEnded{ConferenceID: m.id, Reason: why.Name})
	}
}

// Ended says whether the conference is over, and why.
func (m *Machine) Ended() (Reason, bool) {
	if m.ended == nil {
		return Reason{}, false
	}
	return *m.ended, true
}

// Tokens is what the conference holds of the node's capacity.
func (m *Machine) Tokens() capacity.Tokens {
	if m.ended != nil {
		return 0
	}
	sum := m.reserve
	for _, p := range m.people {
		sum += p.tokens()
	}
	return sum
}

// TokensWith is what it would hold if the participant had a call of the given
// kind beside those it has.
func (m *Machine) TokensWith(participantID string, audioOnly bool) capacity.Tokens {
	p := m.find(participantID)
	if p == nil {
		return m.Tokens()
	}
	return m.Tokens() - p.tokens() + max(p.tokens(), p.callCost(audioOnly))
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

func (m *Machine) fact(t link.FactType, data any) {
	m.out.Facts = append(m.out.Facts, Fact{Type: t, Data: data})
}

func (m *Machine) tell(p *participant, e Event) {
	m.out.Notices = append(m.out.Notices, Notice{To: p.id, Event: e})
}

func (m *Machine) effect(e Effect) { m.out.Effects = append(m.out.Effects, e) }

func (m *Machine) changed(t link.FactType, p *participant, by Actor) {
	m.fact(t, link.ParticipantChange{ConferenceID: m.id, ParticipantID: p.id, By: by.label()})
}
