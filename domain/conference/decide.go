package conference

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// ReasonConferenceEnded is why participants left whose own leave was not
// reported before the end of the conference.
const ReasonConferenceEnded = "conference-ended"

// Decide says what a command leads to.
func Decide(cmd Command, s State) (domain.Decision, error) {
	switch c := cmd.(type) {
	case RecordFact:
		if s.Recorded(c.Fact) {
			return domain.Decision{}, nil
		}
		evs, err := record(c, s)
		return domain.Decision{Events: evs}, err
	case End:
		if !s.Started {
			return domain.Decision{}, domain.Refuse(domain.CodeNotFound, "There is no such conference.", "id")
		}
		if s.Ended {
			return domain.Decision{}, nil
		}
		return domain.Decision{Events: end(s, events.ConferenceEnded{ID: s.ID, Reason: c.Reason})}, nil
	case Erase:
		evs, err := erase(c, s)
		return domain.Decision{Events: evs}, err
	default:
		return domain.Decision{}, fmt.Errorf("conference: unknown command %T", cmd)
	}
}

// erase refuses while the participant is there: others see the name, the node
// has it, and what it reports next would come too late to be erased.
func erase(c Erase, s State) ([]events.Event, error) {
	if !s.Started {
		return nil, domain.Refuse(domain.CodeNotFound, "There is no such conference.", "conferenceId")
	}
	p, joined := s.Participants[c.ParticipantID]
	switch {
	case !joined:
		return nil, domain.Refuse(domain.CodeNotFound, "There was no such participant in this conference.", "participantId")
	case p.Erased:
		return nil, nil
	case !p.Left:
		return nil, domain.Refuse(domain.CodeNotAllowed, "The participant is still connected.", "participantId")
	}
	return one(events.ParticipantErased{ConferenceID: s.ID, ParticipantID: c.ParticipantID}), nil
}

// record says what of a fact is news.
func record(c RecordFact, s State) ([]events.Event, error) {
	if started, ok := c.Event.(events.ConferenceStarted); ok {
		if s.Started {
			return nil, nil
		}
		return one(started), nil
	}
	news := false
	switch e := c.Event.(type) {
	case events.ConferenceEnded:
		if s.Running() {
			return end(s, e), nil
		}
	case events.ConferenceLocked:
		news = !s.Locked
	case events.ConferenceUnlocked:
		news = s.Locked
	case events.ConferenceGuestsMuted:
		news = !s.GuestsMuted
	case events.ConferenceGuestsUnmuted:
		news = s.GuestsMuted
	default:
		return recordParticipant(c, s)
	}
	if !news || !s.Running() {
		return nil, nil
	}
	return one(c.Event), nil
}

func recordParticipant(c RecordFact, s State) ([]events.Event, error) {
	if joined, ok := c.Event.(events.ParticipantJoined); ok {
		if _, again := s.Participants[joined.ParticipantID]; again || !s.Running() {
			return nil, nil
		}
		return one(joined), nil
	}
	id, ok := participantOf(c.Event)
	if !ok {
		return nil, fmt.Errorf("conference %s: %T is not a fact about a conference", c.ID, c.Event)
	}
	p, present := s.present(id)
	if !present || !s.Running() {
		return nil, nil
	}
	switch e := c.Event.(type) {
	case events.ParticipantLeft:
		return leave(s, e), nil
	case events.PresentationStarted:
		return displace(s, e), nil
	default:
		if !newsAbout(c.Event, p, s) {
			return nil, nil
		}
		return one(c.Event), nil
	}
}

// newsAbout reports whether an event changes anything about a participant who
// is present.
func newsAbout(ev events.Event, p Participant, s State) bool {
	switch e := ev.(type) {
	case events.ParticipantAdmitted:
		return p.Waiting
	case events.ParticipantMediaChanged:
		return p.Media != mediaOf(e)
	case events.ParticipantMuted:
		return !p.Muted
	case events.ParticipantUnmuted:
		return p.Muted
	case events.ParticipantRoleChanged:
		return p.Role != e.Role
	case events.PresentationStopped:
		return s.Presenter == e.ParticipantID
	default:
		return false
	}
}

func participantOf(ev events.Event) (string, bool) {
	switch e := ev.(type) {
	case events.ParticipantAdmitted:
		return e.ParticipantID, true
	case events.ParticipantLeft:
		return e.ParticipantID, true
	case events.ParticipantMediaChanged:
		return e.ParticipantID, true
	case events.ParticipantMuted:
		return e.ParticipantID, true
	case events.ParticipantUnmuted:
		return e.ParticipantID, true
	case events.ParticipantRoleChanged:
		return e.ParticipantID, true
	case events.PresentationStarted:
		return e.ParticipantID, true
	case events.PresentationStopped:
		return e.ParticipantID, true
	default:
		return "", false
	}
}

// leave ends the presentation of whoever leaves.
func leave(s State, e events.ParticipantLeft) []events.Event {
	var out []events.Event
	if s.Presenter == e.ParticipantID {
		out = append(out, events.PresentationStopped{ConferenceID: s.ID, ParticipantID: e.ParticipantID})
	}
	return append(out, e)
}

// displace ends the presentation of whoever presented before.
func displace(s State, e events.PresentationStarted) []events.Event {
	if s.Presenter == e.ParticipantID {
		return nil
	}
	var out []events.Event
	if s.Presenter != "" {
		out = append(out, events.PresentationStopped{ConferenceID: s.ID, ParticipantID: s.Presenter})
	}
	return append(out, e)
}

// end takes out everybody who is still there, in order of joining.
func end(s State, e events.ConferenceEnded) []events.Event {
	var ids []string
	for id, p := range s.Participants {
		if !p.Left {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b string) int {
		return cmp.Compare(s.Participants[a].Number, s.Participants[b].Number)
	})
	var out []events.Event
	for _, id := range ids {
		out = append(out, leave(s, events.ParticipantLeft{
			ConferenceID: s.ID, ParticipantID: id, Reason: ReasonConferenceEnded,
		})...)
	}
	return append(out, e)
}

func one(ev events.Event) []events.Event { return []events.Event{ev} }
