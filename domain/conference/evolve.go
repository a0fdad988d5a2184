package conference

import "github.com/parley-video/parley/events"

// Evolve applies one event.
func Evolve(s State, rec events.Recorded) State { return Fold(s, rec) }

// Fold applies events in order. It gives the same as Evolve on each, but
// copies the state once instead of once per event: a conference of a thousand
// people has thousands of events.
func Fold(s State, recs ...events.Recorded) State {
	if len(recs) == 0 {
		return s
	}
	next := s.clone()
	for _, rec := range recs {
		next.apply(rec)
	}
	return next
}

// apply changes s in place; s is a clone that nobody else sees yet.
func (s *State) apply(rec events.Recorded) {
	if f := rec.Meta.Fact; f != nil && !s.Recorded(*f) {
		if s.FactSeqs == nil {
			s.FactSeqs = make(map[string]uint64)
		}
		s.FactSeqs[epochKey(*f)] = f.Seq
	}
	s.Nodes.Apply(rec.Event)
	switch e := rec.Event.(type) {
	case events.ConferenceStarted:
		s.ID, s.Started = e.ID, true
	case events.ConferenceEnded:
		s.Ended = true
	case events.ConferenceLocked:
		s.Locked = true
	case events.ConferenceUnlocked:
		s.Locked = false
	case events.ConferenceGuestsMuted:
		s.GuestsMuted = true
	case events.ConferenceGuestsUnmuted:
		s.GuestsMuted = false
	case events.PresentationStarted:
		s.Presenter = e.ParticipantID
	case events.PresentationStopped:
		s.Presenter = ""
	case events.BackplaneOpened:
		if s.Backplanes == nil {
			s.Backplanes = make(map[string]Backplane)
		}
		s.Backplanes[e.BackplaneID] = Backplane{NodeID: e.NodeID}
	case events.BackplaneClosed:
		if b, ok := s.Backplanes[e.BackplaneID]; ok {
			b.Closed = true
			s.Backplanes[e.BackplaneID] = b
		}
	default:
		s.applyParticipant(rec.Event)
	}
}

func (s *State) applyParticipant(ev events.Event) {
	switch e := ev.(type) {
	case events.ParticipantJoined:
		if s.Participants == nil {
			s.Participants = make(map[string]Participant)
		}
		s.Participants[e.ParticipantID] = Participant{
			Number: len(s.Participants), Role: e.Role, Waiting: e.Waiting, NodeID: e.NodeID, Moves: e.Moves,
		}
	case events.ParticipantMoved:
		s.with(e.ParticipantID, func(p *Participant) { p.NodeID, p.Moves = e.NodeID, max(p.Moves, e.Moves) })
	case events.ParticipantAdmitted:
		s.with(e.ParticipantID, func(p *Participant) { p.Waiting = false })
	case events.ParticipantLeft:
		s.with(e.ParticipantID, func(p *Participant) { p.Left = true })
	case events.ParticipantMediaChanged:
		s.with(e.ParticipantID, func(p *Participant) { p.Media = mediaOf(e) })
	case events.ParticipantMuted:
		s.with(e.ParticipantID, func(p *Participant) { p.Muted = true })
	case events.ParticipantUnmuted:
		s.with(e.ParticipantID, func(p *Participant) { p.Muted = false })
	case events.ParticipantRoleChanged:
		s.with(e.ParticipantID, func(p *Participant) { p.Role = e.Role })
	case events.ParticipantErased:
		s.with(e.ParticipantID, func(p *Participant) { p.Erased = true })
	}
}

func (s *State) with(id string, change func(*Participant)) {
	if p, ok := s.Participants[id]; ok {
		change(&p)
		s.Participants[id] = p
	}
}

func mediaOf(e events.ParticipantMediaChanged) Media {
	return Media{
		Audio: e.Audio, Video: e.Video, Presentation: e.Presentation,
		Tokens: e.Tokens, NodeID: e.MediaNodeID,
	}
}
