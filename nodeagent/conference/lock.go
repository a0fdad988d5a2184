package conference

import (
	"github.com/parley-video/parley/nodeagent/link"
)

// lock parks new joiners, or lets in everybody who waits because of the lock.
func (m *Machine) lock(in Lock) error {
	if err := m.host(in.By); err != nil {
		return err
	}
	if m.locked == in.On {
		return nil
	}
	m.locked = in.On
	t := link.FactConferenceUnlocked
	if in.On {
		t = link.FactConferenceLocked
	}
	m.fact(t, link.ConferenceChange{ConferenceID: m.id, By: in.By.label()})
	m.announceStatus()
	return nil
}

// admitByHost lets one waiting participant in, whatever it waits for.
func (m *Machine) admitByHost(in Admit) error {
	p, err := m.target(in.By, in.TargetID)
	if err != nil {
		return err
	}
	switch p.phase {
	case PhaseWaiting:
		m.admit(p, in.By)
		return nil
	case PhasePresent:
		return nil
	default:
		return refuse(CodeNotPermitted) // has not given its PIN
	}
}

// setRole makes hosts guests and guests hosts.
func (m *Machine) setRole(in SetRole) error {
	if in.Role != RoleHost && in.Role != RoleGuest {
		return refuse(CodeInvalidRole)
	}
	p, err := m.target(in.By, in.TargetID)
	if err != nil {
		return err
	}
	if p.phase == PhasePIN {
		return refuse(CodeNotPermitted)
	}
	m.changeRole(p, in.Role, in.By)
	return nil
}

func (m *Machine) changeRole(p *participant, role Role, by Actor) {
	if p.role == role {
		return
	}
	p.role = role
	if role == RoleGuest {
		p.startPressed = false
	}
	m.factAbout(p, link.FactParticipantRole, link.ParticipantRole{
		ConferenceID: m.id, ParticipantID: p.id, Role: string(role), By: by.label(),
	})
	switch {
	case role == RoleHost && p.mute == mutedAsGuest:
		m.setMute(p, notMuted, by)
	case role == RoleGuest && m.guestsMuted && p.mute == notMuted:
		m.setMute(p, mutedAsGuest, by)
	}
	if m.presenter == p && !p.mayPresent() {
		m.stopPresenting(p)
	}
	m.announce(p)
	// What it sees, and what the conference allows it, depend on the role.
	m.sync(p)
	m.tell(p, RoleChanged{})
}
