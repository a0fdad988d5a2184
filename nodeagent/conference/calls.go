package conference

import (
	"time"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/media"
)

// call handles what concerns a participant's media.
func (m *Machine) call(in Input) error {
	switch in := in.(type) {
	case PlaceCall:
		return m.placeCall(in)
	case CallAnswered:
		return m.callAnswered(in)
	case CallFailed:
		if p := m.find(in.ParticipantID); p != nil && p.pending != nil && p.pending.id == in.CallID {
			if p.pending.node != m.home {
				m.closeCall(p.pending) // perhaps only the answer was lost
			}
			p.pending = nil
			m.mediaFact(p)
		}
		return nil
	case AckCall:
		p, err := m.withCall(in.ParticipantID, in.CallID)
		if err != nil {
			return err
		}
		m.applyPolicy(p)
		m.effect(StartCall{CallID: in.CallID, NodeID: p.current.node})
		return nil
	case WidenCall:
		return m.widenCall(in)
	case HangUp:
		p, err := m.withCall(in.ParticipantID, in.CallID)
		if err != nil {
			return err
		}
		m.closeCall(p.current)
		m.dropCall(p)
		return nil
	default:
		return refuse(CodeNotPermitted)
	}
}

func (m *Machine) withCall(participantID, callID string) (*participant, error) {
	p := m.find(participantID)
	if p == nil {
		return nil, refuse(CodeUnknownParticipant)
	}
	if p.current == nil || p.current.id != callID {
		return nil, refuse(CodeUnknownCall)
	}
	return p, nil
}

// placeCall reserves. The engine answers outside; until then the call is
// pending and one that it replaces goes on.
func (m *Machine) placeCall(in PlaceCall) error {
	p := m.find(in.ParticipantID)
	switch {
	case p == nil:
		return refuse(CodeUnknownParticipant)
	case p.phase == PhasePIN:
		return refuse(CodeWaiting)
	case p.pending != nil:
		return refuse(CodeCallInProgress)
	case !in.Granted:
		return refuse(CodeCapacity)
	}
	p.calls++
	p.pending = &call{
		id: in.CallID, node: m.orHome(in.NodeID), parent: in.ParentID, nth: p.calls, decision: in.Decision,
		audioOnly: in.AudioOnly || p.audioService(), tokens: p.callCost(in.AudioOnly),
	}
	m.mediaFact(p)
	return nil
}

func (m *Machine) callAnswered(in CallAnswered) error {
	p := m.find(in.ParticipantID)
	if p == nil {
		return refuse(CodeUnknownParticipant)
	}
	if p.pending == nil || p.pending.id != in.CallID {
		return refuse(CodeUnknownCall)
	}
	if p.pending.over {
		p.pending = nil
		m.mediaFact(p)
		return refuse(CodeUnknownCall)
	}
	if old := p.current; old != nil {
		p.pending.resumes = old.state == callConnected || old.resumes
		m.closeCall(old)
		m.dropCall(p)
	}
	p.current, p.pending = p.pending, nil
	p.current.state = callAnswered
	if d := p.current.decision; d != nil {
		m.factAbout(p, link.FactCallPlaced, *d)
	}
	p.lostCall = false
	p.slots = nil
	m.mediaFact(p)
	// Whatever changed while the engine was answering applies now.
	m.applyPolicy(p)
	return nil
}

func (m *Machine) widenCall(in WidenCall) error {
	p, err := m.withCall(in.ParticipantID, in.CallID)
	if err != nil {
		return err
	}
	cost := p.callCost(in.AudioOnly)
	if cost > p.current.tokens {
		if !in.Granted {
			return refuse(CodeCapacity)
		}
		p.current.tokens = cost
		m.mediaFact(p)
	}
	if p.current.audioOnly && !in.AudioOnly && !p.audioService() {
		p.current.audioOnly = false
		m.announce(p)
	}
	return nil
}

func (m *Machine) closeCall(c *call) { m.effect(CloseCall{CallID: c.id, NodeID: c.node}) }

// dropCall forgets the current call; the presentation ends with it.
func (m *Machine) dropCall(p *participant) {
	had := p.hasMedia()
	if m.presenter == p {
		m.stopPresenting(p)
	}
	p.current, p.slots = nil, nil
	m.mediaFact(p)
	if had {
		m.announce(p)
	}
}

// mediaEvent takes over what the engine says. Events of calls and
// participants that are gone are late and mean nothing.
func (m *Machine) mediaEvent(now time.Time, e media.Event) {
	switch e := e.(type) {
	case media.Connected:
		if p, err := m.withCall(e.ParticipantID, e.CallID); err == nil && p.current.state != callConnected {
			p.current.state = callConnected
			m.mediaFact(p)
			m.announce(p)
		}
	case media.Ended:
		if e.Reason == "replaced" {
			return // callAnswered takes the old call away
		}
		if p, err := m.withCall(e.ParticipantID, e.CallID); err == nil {
			m.tell(p, CallEnded{CallID: e.CallID, Reason: e.Reason})
			// The shell still holds the call; closing an ended one is harmless.
			m.closeCall(p.current)
			m.dropCall(p)
			p.lostCall = e.Reason != "closed"
		} else if p := m.find(e.ParticipantID); p != nil && p.pending != nil && p.pending.id == e.CallID {
			p.pending.over = true // ended before the answer was taken over
		}
	case media.MediaChanged:
		if p := m.find(e.ParticipantID); p != nil && p.current != nil {
			p.current.audio, p.current.video, p.current.slides = e.Audio, e.Video, e.Presentation
			m.mediaFact(p)
		}
	case media.StageChanged:
		m.stageChanged(now, e)
	case media.SlotsChanged:
		if p, err := m.withCall(e.ParticipantID, e.CallID); err == nil {
			p.slots = &Slots{CallID: e.CallID, Slots: e.Slots}
			m.tell(p, *p.slots)
		}
	case media.PresentationChanged:
		// The floor is given by takeFloor; the engine's word only follows it.
	}
}

func (m *Machine) stageChanged(now time.Time, e media.StageChanged) {
	stage := make([]media.StageEntry, 0, len(e.Stage))
	for _, entry := range e.Stage {
		p := m.find(entry.ParticipantID)
		if p == nil || !p.present() {
			continue
		}
		if entry.Voice > 0 {
			p.spokAt = now
		}
		stage = append(stage, entry)
	}
	m.stage = stage
	for _, p := range m.people {
		if p.present() {
			m.tell(p, Stage{Entries: m.stageFor(p)})
		}
	}
}
