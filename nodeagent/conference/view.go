package conference

import (
	"fmt"

	"github.com/parley-video/parley/nodeagent/link"
)

// describe is a participant as others see it.
func (m *Machine) describe(p *participant) Participant {
	return Participant{
		ID: p.id, DisplayName: p.name, OverlayText: p.text, Role: p.role, Phase: p.phase,
		Protocol: p.protocol, Vendor: p.vendor, Alias: p.alias, CallTag: p.callTag, Remote: p.remote,
		JoinedAt: p.joinedAt, BuzzedAt: p.buzzAt, SpotlightAt: p.spotlightAt, SpokeAt: p.spokAt,
		HasMedia: p.hasMedia(), Muted: p.mute != notMuted, Presenting: m.presenter == p,
		AudioOnly:   p.hasMedia() && p.current.audioOnly,
		Video:       p.hasMedia() && !p.current.audioOnly,
		ClientMuted: p.clientMuted, VideoMuted: p.videoMuted,
		MayPresent: p.mayPresent(), SeesPresentation: !p.deniedSlides,
	}
}

// sees: everybody sees itself; who is present sees who is present; hosts also
// see who waits, since they let people in.
func sees(viewer, subject *participant) bool {
	switch {
	case viewer == subject:
		return true
	case !viewer.present() || subject.phase == PhasePIN:
		return false
	default:
		return subject.present() || viewer.isHost()
	}
}

func (m *Machine) statusFor(p *participant) Status {
	s := p.terms.service
	return Status{
		Locked: m.locked, GuestsMuted: m.guestsMuted, Started: m.started,
		ChatEnabled:         s.ChatEnabled,
		PresentationAllowed: p.mayPresent(),
		GuestsCanPresent:    s.GuestsCanPresent,
	}
}

func (m *Machine) rosterFor(viewer *participant) []Participant {
	seen := make([]Participant, 0, len(m.people))
	for _, p := range m.people {
		if sees(viewer, p) {
			seen = append(seen, m.describe(p))
		}
	}
	return seen
}

// announceStatus tells everybody the state of the conference.
func (m *Machine) announceStatus() {
	for _, p := range m.people {
		m.tell(p, ConferenceUpdate{Status: m.statusFor(p)})
	}
}

// announceNew tells who sees a participant that it is there.
func (m *Machine) announceNew(p *participant) {
	for _, v := range m.people {
		if v != p && sees(v, p) {
			m.tell(v, ParticipantCreate{Participant: m.describe(p)})
		}
	}
}

// announce tells who sees a participant that it changed.
func (m *Machine) announce(p *participant) {
	d := m.describe(p)
	for _, v := range m.people {
		if sees(v, p) {
			m.tell(v, ParticipantUpdate{Participant: d})
		}
	}
}

// sync tells a participant everything it sees, as one event: a whole roster
// counts once in the receiver's queue.
func (m *Machine) sync(p *participant) {
	whole := Sync{Status: m.statusFor(p), Participants: m.rosterFor(p), Slots: p.slots}
	if p.present() {
		whole.Stage = m.stageFor(p)
		if m.presenter != nil {
			d := m.describe(m.presenter)
			whole.Presenter = &d
		}
	}
	m.tell(p, whole)
}

func (m *Machine) subscribed(in Subscribed) error {
	p := m.find(in.ParticipantID)
	if p == nil {
		return refuse(CodeUnknownParticipant)
	}
	p.streams, p.streamed = true, true
	m.sync(p)
	return nil
}

func (m *Machine) unsubscribed(in Unsubscribed) error {
	p := m.find(in.ParticipantID)
	if p == nil {
		return refuse(CodeUnknownParticipant)
	}
	p.streams = false
	return nil
}

// knock tells those who can let a waiting participant in. Without a host PIN
// everybody present can; with one, the hosts.
func (m *Machine) knock(p *participant) {
	text := fmt.Sprintf("%s is waiting to be let in", p.name)
	for _, v := range m.people {
		if v.present() && (v.isHost() || m.terms.service.HostPIN == "") {
			m.tell(v, Knock{ID: p.id, Text: text})
		}
	}
}

// mediaFact records what a participant has, when that is new. Of one that its
// node has not recorded yet it follows when it has.
func (m *Machine) mediaFact(p *participant) {
	if p.recorded.ConferenceID != m.id {
		return
	}
	if now := m.mediaOf(p); now != p.recorded.Media {
		m.factAbout(p, link.FactParticipantMedia, now)
	}
}

func (m *Machine) mediaOf(p *participant) link.ParticipantMedia {
	now := link.ParticipantMedia{ConferenceID: m.id, ParticipantID: p.id, Tokens: int64(p.tokens())}
	if p.current != nil && p.current.node != p.node {
		now.MediaNodeID = p.current.node
	}
	if p.hasMedia() {
		now.Audio, now.Video, now.Presentation = p.current.audio, p.current.video, p.current.slides
	}
	return now
}
