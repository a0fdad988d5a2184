package conference

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/media"
)

// join brings somebody in, parks or refuses it.
func (m *Machine) join(now time.Time, in Join) error {
	if m.find(in.ParticipantID) != nil {
		return nil // the same request again
	}
	if p := m.holder(in.Resume); p != nil {
		m.resume(now, p, in)
		return nil
	}
	if in.OnlySeat {
		return refuse(CodeInvalidToken)
	}
	role, err := judgePIN(in.Service, in.PIN, in.PINGiven)
	prompt := false
	if err != nil {
		var r *Refusal
		if !in.Prompt || !errors.As(err, &r) || r.Code != CodePINRequired {
			return err
		}
		prompt = true
	}
	if limit := in.Service.ParticipantLimit; limit >= 0 && len(m.people) >= limit {
		return &Refusal{Code: CodeParticipantLimit, Detail: fmt.Sprintf("limit %d, present %d", limit, len(m.people))}
	}
	node, location := m.orHome(in.NodeID), in.LocationID
	if node == m.home {
		location = m.location
	}
	if !m.opened && node == m.home && !in.Granted {
		return refuse(CodeCapacity)
	}
	m.open(termsOf(in.Service, in.Settings))
	m.place(node).location = location
	p := &participant{
		id: in.ParticipantID, name: in.DisplayName, alias: in.Alias, remote: in.Remote,
		vendor: in.Vendor, callTag: in.CallTag, protocol: in.Protocol,
		node: node, location: location, resumeDigest: in.ResumeDigest,
		role: role, joinedAt: now, expiresAt: now.Add(TokenLifetime), text: in.DisplayName,
		terms: m.terms,
	}
	m.people = append(m.people, p)
	m.hadMore = m.hadMore || len(m.people) > 1
	if prompt {
		p.phase = PhasePIN
		p.pinUntil = now.Add(seconds(in.Settings.PINEntryTimeout))
		m.joined(p)
		return nil
	}
	m.enter(now, p)
	m.joined(p)
	m.muteNewGuest(p)
	m.announceNew(p)
	if p.phase == PhaseWaiting && m.locked {
		m.knock(p)
	}
	return nil
}

// open starts the instance with its first participant and takes over the
// service's settings as they are now.
func (m *Machine) open(t terms) {
	m.terms = t
	if m.opened {
		return
	}
	m.opened = true
	m.begin(m.home)
	if m.guestsMuted {
		m.fact(link.FactConferenceGuestsMuted, link.ConferenceChange{ConferenceID: m.id})
	}
}

// enter puts a participant with a role where it belongs.
func (m *Machine) enter(now time.Time, p *participant) {
	p.pinUntil = time.Time{}
	if m.mustWait(p) {
		p.phase = PhaseWaiting
		p.waitUntil = now.Add(seconds(p.terms.settings.WaitingForHostTimeout))
		return
	}
	p.phase = PhasePresent
}

func (m *Machine) joined(p *participant) {
	m.begin(p.node)
	m.factAbout(p, link.FactParticipantJoined, link.ParticipantJoined{
		ConferenceID: m.id, ParticipantID: p.id, DisplayName: p.name, Alias: p.alias,
		Role: string(p.role), Protocol: p.protocol, Vendor: p.vendor, CallTag: p.callTag,
		LocationID: p.location, Remote: p.remote, Waiting: p.phase != PhasePresent,
	})
}

// mustWait: a lock without a host PIN parks everybody, one with a host PIN
// parks guests; guests also wait until the conference has started.
func (m *Machine) mustWait(p *participant) bool {
	if m.locked && m.terms.service.HostPIN == "" {
		return true
	}
	return !p.isHost() && (m.locked || !m.started)
}

// admitEligible lets in who need not wait any more, and is there to hear it.
func (m *Machine) admitEligible() {
	for _, p := range m.people {
		if !p.away && p.phase == PhaseWaiting && !m.mustWait(p) {
			m.admit(p, Actor{})
		}
	}
}

// admit lets a waiting participant in.
func (m *Machine) admit(p *participant, by Actor) {
	before := make(map[*participant]bool, len(m.people))
	for _, v := range m.people {
		before[v] = sees(v, p)
	}
	p.phase = PhasePresent
	p.waitUntil = time.Time{}
	m.changed(link.FactParticipantAdmitted, p, by)
	for _, v := range m.people {
		switch {
		case v == p:
			m.sync(p)
		case before[v]:
			m.tell(v, ParticipantUpdate{Participant: m.describe(p)})
		case sees(v, p):
			m.tell(v, ParticipantCreate{Participant: m.describe(p)})
		}
	}
	m.applyPolicy(p)
}

// enterPIN judges a PIN of somebody who has not given one, or of a guest that
// wants to be a host.
func (m *Machine) enterPIN(now time.Time, in EnterPIN) error {
	p := m.find(in.ParticipantID)
	if p == nil {
		return refuse(CodeUnknownParticipant)
	}
	if p.phase != PhasePIN && m.terms.service.HostPIN == "" {
		return refuse(CodeNotPermitted) // no PIN makes a host here, so none is right
	}
	role, err := judgePIN(m.terms.service, in.PIN, true)
	if p.phase != PhasePIN {
		if err != nil {
			return err
		}
		if role != RoleHost {
			return refuse(CodeInvalidPIN)
		}
		m.changeRole(p, RoleHost, Actor{ParticipantID: p.id})
		return nil
	}
	if err != nil {
		if p.pinTries++; p.pinTries >= MaxPINTries {
			m.remove(p, reasonPINTries, Actor{})
		}
		return err
	}
	p.role = role
	m.factAbout(p, link.FactParticipantRole, link.ParticipantRole{ConferenceID: m.id, ParticipantID: p.id, Role: string(role), By: p.id})
	m.enter(now, p)
	if p.present() {
		m.changed(link.FactParticipantAdmitted, p, Actor{})
	}
	m.muteNewGuest(p)
	m.announceNew(p)
	m.sync(p)
	m.applyPolicy(p)
	if p.phase == PhaseWaiting && m.locked {
		m.knock(p)
	}
	return nil
}

func (m *Machine) refresh(now time.Time, in Refresh) error {
	p := m.find(in.ParticipantID)
	if p == nil {
		return refuse(CodeUnknownParticipant)
	}
	p.expiresAt = now.Add(TokenLifetime)
	p.lostCall = false // it lives, whatever became of its media
	if in.ResumeDigest == p.resumeDigest {
		p.resumedBy = "" // it has the new resume key
	}
	return nil
}

func (m *Machine) leave(in Leave) error {
	p := m.find(in.ParticipantID)
	if p == nil {
		return refuse(CodeUnknownParticipant)
	}
	m.remove(p, reasonReleased, Actor{ParticipantID: p.id})
	return nil
}

// remove takes a participant out and tells it and those who saw it.
func (m *Machine) remove(p *participant, why Reason, by Actor) {
	m.takeOut(p)
	m.tell(p, Disconnected{Reason: why})
	m.effect(Forget{ParticipantID: p.id, NodeID: p.node})
	left := link.ParticipantLeft{
		ConferenceID: m.id, ParticipantID: p.id, Reason: why.Name, Code: why.Code, By: by.label(),
	}
	if p.node != m.home || p.moves > 0 { // the node it came from may have missed that, too
		m.gone = addGone(m.gone, Gone{ID: p.id, Reason: left.Reason, Code: left.Code, By: left.By, At: m.now, Moves: p.moves})
	}
	m.factAbout(p, link.FactParticipantLeft, left)
}

// takeOut ends what a participant has in the conference, for those who are still
// in it.
func (m *Machine) takeOut(p *participant) {
	if m.presenter == p {
		m.stopPresenting(p)
	}
	for _, c := range []*call{p.current, p.pending} {
		if c != nil {
			m.closeCall(c)
		}
	}
	p.current, p.pending = nil, nil
	m.mediaFact(p)
	for _, v := range m.people {
		if v != p && sees(v, p) {
			m.tell(v, ParticipantDelete{ID: p.id})
		}
	}
	m.people = slices.DeleteFunc(m.people, func(o *participant) bool { return o == p })
	m.stage = slices.DeleteFunc(slices.Clone(m.stage), func(e media.StageEntry) bool { return e.ParticipantID == p.id })
	if !p.spotlightAt.IsZero() {
		m.orderSpotlights()
	}
}

func seconds(n int) time.Duration { return time.Duration(n) * time.Second }
