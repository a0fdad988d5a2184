package conference

import "github.com/parley-video/parley/nodeagent/link"

// muteOne mutes on the server: hosts anybody, anybody itself. What a host
// muted, a guest cannot unmute.
func (m *Machine) muteOne(in Mute) error {
	p, err := m.self(in.By, in.TargetID)
	if err != nil {
		return err
	}
	bySelf := in.By.Administrator == "" && in.By.ParticipantID == p.id
	cause := mutedByHost
	if bySelf {
		cause = mutedBySelf
	}
	switch {
	case !in.On && bySelf && !p.isHost() && p.mute != mutedBySelf && p.mute != notMuted:
		return refuse(CodeNotPermitted)
	case in.On && p.mute != notMuted && bySelf:
		return nil // does not soften a host's mute
	case !in.On:
		cause = notMuted
	}
	if m.setMute(p, cause, in.By) {
		m.announce(p)
	}
	return nil
}

// muteGuests mutes present and future guests, or none of them any more.
func (m *Machine) muteGuests(in MuteGuests) error {
	if err := m.host(in.By); err != nil {
		return err
	}
	if m.guestsMuted != in.On {
		m.guestsMuted = in.On
		t := link.FactConferenceGuestsUnmuted
		if in.On {
			t = link.FactConferenceGuestsMuted
		}
		m.fact(t, link.ConferenceChange{ConferenceID: m.id, By: in.By.label()})
		m.announceStatus()
	}
	cause := notMuted
	if in.On {
		cause = mutedAsGuest
	}
	for _, p := range m.people {
		if p.role == RoleGuest && (p.mute != notMuted) != in.On {
			m.setMute(p, cause, in.By)
			m.announce(p)
		}
	}
	return nil
}

// muteNewGuest applies the mute of all guests to one that came later.
func (m *Machine) muteNewGuest(p *participant) {
	if m.guestsMuted && p.role == RoleGuest {
		m.setMute(p, mutedAsGuest, Actor{})
	}
}

// muteAsHere applies the mute of all guests to one that comes from where there was
// none. A host who let a muted guest speak has said so there.
func (m *Machine) muteAsHere(p *participant, from *Snapshot) {
	spared := from != nil && from.ConferenceID == m.id && from.GuestsMuted
	if m.guestsMuted && p.role == RoleGuest && p.mute == notMuted && !spared {
		p.mute = mutedAsGuest // register has it recorded and carried out
	}
}

// setMute reports whether others now see something else.
func (m *Machine) setMute(p *participant, cause muteCause, by Actor) bool {
	was := p.mute
	p.mute = cause
	if (was == notMuted) == (cause == notMuted) {
		return false
	}
	t := link.FactParticipantUnmuted
	if cause != notMuted {
		t = link.FactParticipantMuted
	}
	m.changed(t, p, by)
	m.applyPolicy(p)
	return true
}
