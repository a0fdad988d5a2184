package conference

import (
	"slices"
	"time"
)

// command carries out what a host, a participant or an administrator asked.
func (m *Machine) command(now time.Time, in Input) error {
	switch in := in.(type) {
	case Lock:
		return m.lock(in)
	case Admit:
		return m.admitByHost(in)
	case Start:
		return m.start(in)
	case MuteGuests:
		return m.muteGuests(in)
	case Mute:
		return m.muteOne(in)
	case ClientMute:
		return m.report(in.By, in.TargetID, func(p *participant) { p.clientMuted = in.On })
	case VideoMute:
		return m.report(in.By, in.TargetID, func(p *participant) {
			p.videoMuted = in.On
			m.applyPolicy(p)
		})
	case Disconnect:
		return m.disconnect(in)
	case DisconnectAll:
		return m.disconnectAll(in)
	case SetRole:
		return m.setRole(in)
	case Spotlight, ClearSpotlights:
		return m.spotlight(now, in)
	case Buzz:
		return m.buzz(now, in)
	case ClearAllBuzz:
		return m.clearAllBuzz(in)
	case AllowPresentation:
		return m.allowPresentation(in)
	case TakeFloor:
		return m.takeFloor(in)
	case ReleaseFloor:
		return m.releaseFloor(in)
	case SetText:
		return m.report(in.By, in.TargetID, func(p *participant) { p.text = in.Text })
	case Say:
		return m.say(in)
	default:
		return refuse(CodeNotPermitted)
	}
}

// host is the actor as a host that is present, or an administrator.
func (m *Machine) host(by Actor) error {
	if by.Administrator != "" {
		return nil
	}
	p := m.find(by.ParticipantID)
	switch {
	case p == nil:
		return refuse(CodeInvalidToken)
	case !p.present():
		return refuse(CodeWaiting)
	case !p.isHost():
		return refuse(CodeNotPermitted)
	default:
		return nil
	}
}

// target is the participant that a host acts on.
func (m *Machine) target(by Actor, id string) (*participant, error) {
	if err := m.host(by); err != nil {
		return nil, err
	}
	p := m.find(id)
	if p == nil {
		return nil, refuse(CodeUnknownParticipant)
	}
	return p, nil
}

// self is the participant that acts on itself, or that a host acts on.
func (m *Machine) self(by Actor, id string) (*participant, error) {
	if by.Administrator == "" && by.ParticipantID == id {
		if p := m.find(id); p != nil {
			return p, nil
		}
		return nil, refuse(CodeInvalidToken)
	}
	return m.target(by, id)
}

// report changes one participant and tells those who see it.
func (m *Machine) report(by Actor, id string, change func(*participant)) error {
	p, err := m.self(by, id)
	if err != nil {
		return err
	}
	change(p)
	m.announce(p)
	return nil
}

// start lets a host without media begin the conference and keep it alive.
func (m *Machine) start(in Start) error {
	if err := m.host(in.By); err != nil {
		return err
	}
	p := m.find(in.By.ParticipantID)
	if p == nil {
		return refuse(CodeNotPermitted) // an administrator is not in it
	}
	p.startPressed = true
	return nil
}

func (m *Machine) disconnect(in Disconnect) error {
	p, err := m.self(in.By, in.TargetID)
	if err != nil {
		return err
	}
	why := reasonRemoved
	switch {
	case in.By.Administrator != "":
		why = reasonAdminRemoved
	case in.By.ParticipantID == p.id:
		why = reasonReleased
	}
	m.remove(p, why, in.By)
	return nil
}

func (m *Machine) disconnectAll(in DisconnectAll) error {
	if err := m.host(in.By); err != nil {
		return err
	}
	why := reasonHostEnded
	if in.By.Administrator != "" {
		why = reasonAdminEnded
	}
	m.end(why, in.By)
	return nil
}

// spotlight puts participants first on the stage, the earliest before later
// ones.
func (m *Machine) spotlight(now time.Time, in Input) error {
	switch in := in.(type) {
	case Spotlight:
		p, err := m.target(in.By, in.TargetID)
		if err != nil {
			return err
		}
		if in.On == !p.spotlightAt.IsZero() {
			return nil
		}
		p.spotlightAt = time.Time{}
		if in.On {
			p.spotlightAt = now
		}
		m.announce(p)
	case ClearSpotlights:
		if err := m.host(in.By); err != nil {
			return err
		}
		for _, p := range m.people {
			if !p.spotlightAt.IsZero() {
				p.spotlightAt = time.Time{}
				m.announce(p)
			}
		}
	}
	m.orderSpotlights()
	return nil
}

// orderSpotlights tells the engine the order before the voice.
func (m *Machine) orderSpotlights() {
	m.effect(SetSpotlight{ParticipantIDs: m.before()})
}

// spotlit is who has a spotlight, the earliest first.
func (m *Machine) spotlit() []string {
	var lit []*participant
	for _, p := range m.people {
		if !p.spotlightAt.IsZero() {
			lit = append(lit, p)
		}
	}
	slices.SortStableFunc(lit, func(a, b *participant) int { return a.spotlightAt.Compare(b.spotlightAt) })
	ids := make([]string, len(lit))
	for i, p := range lit {
		ids[i] = p.id
	}
	return ids
}

// buzz raises or lowers a hand: anybody its own, hosts lower any.
func (m *Machine) buzz(now time.Time, in Buzz) error {
	p, err := m.self(in.By, in.TargetID)
	if err != nil {
		return err
	}
	switch {
	case in.On && p.buzzAt.IsZero():
		p.buzzAt = now
	case !in.On:
		p.buzzAt = time.Time{}
	}
	m.announce(p)
	return nil
}

func (m *Machine) clearAllBuzz(in ClearAllBuzz) error {
	if err := m.host(in.By); err != nil {
		return err
	}
	for _, p := range m.people {
		if !p.buzzAt.IsZero() {
			p.buzzAt = time.Time{}
			m.announce(p)
		}
	}
	return nil
}

// say relays a message; nothing of it is kept.
func (m *Machine) say(in Say) error {
	from := m.find(in.By.ParticipantID)
	switch {
	case from == nil:
		return refuse(CodeInvalidToken)
	case !from.present():
		return refuse(CodeWaiting)
	case !from.terms.service.ChatEnabled:
		return refuse(CodeChatDisabled)
	}
	msg := Message{ID: in.ID, FromID: from.id, From: from.name, Type: in.Type, Payload: in.Payload, Direct: in.TargetID != ""}
	if in.TargetID != "" {
		to := m.find(in.TargetID)
		if to == nil || !to.present() {
			return refuse(CodeUnknownParticipant)
		}
		m.tell(to, msg)
		return nil
	}
	for _, p := range m.people {
		if p != from && p.present() {
			m.tell(p, msg)
		}
	}
	return nil
}
