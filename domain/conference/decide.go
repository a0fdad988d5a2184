package conference

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// Why participants left whose own leave was not reported: before the end of the
// conference, or before their node was gone from one that goes on.
const (
	ReasonConferenceEnded = "conference-ended"
	ReasonNodeLeft        = "node-left"
)

// BackplaneNodeLost is why a backplane was closed of which nothing more was told.
const BackplaneNodeLost = "node-lost"

// Decide says what a command leads to.
func Decide(cmd Command, s State) (domain.Decision, error) {
	switch c := cmd.(type) {
	case RecordFact:
		if s.Recorded(c.Fact) {
			return domain.Decision{}, nil
		}
		evs, err := record(c, s)
		return domain.Decision{Events: evs}, err
	case Release:
		if !s.Started {
			return domain.Decision{}, noSuch("id")
		}
		if s.Ended || !s.Nodes.Outstanding(c.NodeID) {
			return domain.Decision{}, nil
		}
		gone := events.ConferenceNodeLeft{ID: s.ID, NodeID: c.NodeID, Reason: c.Reason, Gone: true}
		return domain.Decision{Events: release(s, gone)}, nil
	case End:
		if !s.Started {
			return domain.Decision{}, noSuch("id")
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

func noSuch(field string) error {
	return domain.Refuse(domain.CodeNotFound, "There is no such conference.", field)
}

// erase refuses while the participant is there: others see the name, the node
// has it, and what it reports next would come too late to be erased.
func erase(c Erase, s State) ([]events.Event, error) {
	if !s.Started {
		return nil, noSuch("conferenceId")
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
		switch {
		case !s.Started:
			return one(started), nil
		case s.Ended:
			return nil, nil
		default:
			return enter(s, started.NodeID, started.LocationID), nil
		}
	}
	switch e := c.Event.(type) {
	case events.ConferenceEnded:
		return released(s, events.ConferenceNodeLeft{ID: s.ID, NodeID: c.Fact.Node, Reason: e.Reason}), nil
	case events.ConferenceNodeLeft:
		return released(s, e), nil
	case events.ConferenceHomeChanged:
		return takeHome(s, e), nil
	case events.ConferenceLocked:
		return fromHome(c, s, !s.Locked), nil
	case events.ConferenceUnlocked:
		return fromHome(c, s, s.Locked), nil
	case events.ConferenceGuestsMuted:
		return fromHome(c, s, !s.GuestsMuted), nil
	case events.ConferenceGuestsUnmuted:
		return fromHome(c, s, s.GuestsMuted), nil
	case events.ConferenceNodeExpected:
		n := s.Nodes.byID[e.NodeID]
		news := max(n.Entered, n.Expected) < max(e.Entries, 1)
		return oneIf(news && s.Running() && s.Nodes.Has(c.Fact.Node), e), nil
	case events.CallPlaced:
		return oneIf(s.Running() && s.Nodes.Has(c.Fact.Node), e), nil
	case events.BackplaneOpened:
		// Also from a node that only passes media on.
		_, again := s.Backplanes[e.BackplaneID]
		return oneIf(s.Running() && !again, e), nil
	case events.BackplaneClosed:
		b, open := s.Backplanes[e.BackplaneID]
		return oneIf(s.Running() && open && !b.Closed && b.NodeID == c.Fact.Node, e), nil
	default:
		return recordParticipant(c, s)
	}
}

// fromHome passes news of the conference as a whole, if it comes from whom is
// believed.
func fromHome(c RecordFact, s State, news bool) []events.Event {
	return oneIf(news && s.Running() && c.Fact.Node == s.Nodes.Home.NodeID, c.Event)
}

// enter records that a node has begun with the conference.
func enter(s State, nodeID, locationID string) []events.Event {
	return oneIf(!s.Nodes.inside(nodeID), events.ConferenceNodeEntered{ID: s.ID, NodeID: nodeID, LocationID: locationID})
}

// takeHome believes a home that beats the one that is known.
func takeHome(s State, e events.ConferenceHomeChanged) []events.Event {
	if !s.Running() || !(Home{e.NodeID, e.Term}).beats(s.Nodes.Home) {
		return nil
	}
	e.PreviousNodeID = cmp.Or(e.PreviousNodeID, s.Nodes.Home.NodeID)
	return one(e)
}

// released records that a node has released the conference, on its own word.
func released(s State, e events.ConferenceNodeLeft) []events.Event {
	if !s.Running() || !s.Nodes.Has(e.NodeID) || s.Nodes.byID[e.NodeID].Released {
		return nil
	}
	return release(s, e)
}

// release takes a node out. The last node's release is the end.
//
// Participants who seem to be at a node that has released the conference itself
// have moved, and the node to which they did has still to say so. Those of a node
// that is gone are, too, as far as anybody will ever say.
func release(s State, e events.ConferenceNodeLeft) []events.Event {
	after := s.Nodes.clone()
	after.Apply(e)
	if len(after.AllOutstanding()) > 0 {
		var out []events.Event
		if e.Gone {
			out = takenOut(s, e.NodeID, ReasonNodeLeft)
		}
		return append(append(out, closed(s, e.NodeID, BackplaneNodeLost)...), e)
	}
	// Why it ended is for the home to say.
	reason := e.Reason
	if home := after.byID[after.Home.NodeID]; home.Released && !home.Gone {
		reason = home.Reason
	}
	return end(s, events.ConferenceEnded{ID: s.ID, Reason: reason})
}

func recordParticipant(c RecordFact, s State) ([]events.Event, error) {
	switch e := c.Event.(type) {
	case events.ParticipantJoined:
		return join(s, e), nil
	case events.ParticipantMoved:
		return move(s, e, c.Whole), nil
	}
	id, ok := participantOf(c.Event)
	if !ok {
		return nil, fmt.Errorf("conference %s: %T is not a fact about a conference", c.ID, c.Event)
	}
	p, present := s.present(id)
	if !present || !s.Running() || p.NodeID != c.Fact.Node {
		return nil, nil
	}
	switch e := c.Event.(type) {
	case events.ParticipantLeft:
		return leave(s, e), nil
	case events.PresentationStarted:
		return displace(s, e), nil
	default:
		return oneIf(newsAbout(c.Event, p, s), c.Event), nil
	}
}

// join records a join once, of whichever node it is first heard.
func join(s State, e events.ParticipantJoined) []events.Event {
	if !s.Running() {
		return nil
	}
	entered := enter(s, e.NodeID, e.LocationID)
	if _, again := s.Participants[e.ParticipantID]; again {
		return entered
	}
	return append(entered, e)
}

// move takes a participant over to the node that says so, unless a later move is
// known already. Of one of whom the node where it joined has not told yet, it is
// the join; nothing of what that node tells later counts.
func move(s State, e events.ParticipantMoved, whole *Whole) []events.Event {
	p, known := s.Participants[e.ParticipantID]
	switch {
	case !s.Running() || !known && whole == nil:
		return nil
	case !known:
		joined := whole.Joined
		joined.Moves = e.Moves
		out := join(s, joined)
		if whole.Muted {
			out = append(out, events.ParticipantMuted{ConferenceID: s.ID, ParticipantID: e.ParticipantID})
		}
		return out
	}
	entered := enter(s, e.NodeID, e.LocationID)
	switch {
	case p.Left || e.Moves > 0 && e.Moves <= p.Moves || e.Moves == 0 && e.NodeID == p.NodeID:
		return entered
	default:
		return append(append(entered, e), become(s, p, whole)...)
	}
}

// become records how a participant that has moved differs from what is known.
func become(s State, p Participant, whole *Whole) []events.Event {
	if whole == nil {
		return nil
	}
	id := whole.Joined.ParticipantID
	var out []events.Event
	if p.Waiting && !whole.Joined.Waiting {
		out = append(out, events.ParticipantAdmitted{ConferenceID: s.ID, ParticipantID: id})
	}
	if p.Role != whole.Joined.Role {
		out = append(out, events.ParticipantRoleChanged{ConferenceID: s.ID, ParticipantID: id, Role: whole.Joined.Role})
	}
	switch {
	case whole.Muted && !p.Muted:
		out = append(out, events.ParticipantMuted{ConferenceID: s.ID, ParticipantID: id})
	case p.Muted && !whole.Muted:
		out = append(out, events.ParticipantUnmuted{ConferenceID: s.ID, ParticipantID: id})
	}
	return out
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

// end takes out everybody who is still there.
func end(s State, e events.ConferenceEnded) []events.Event {
	out := append(takenOut(s, "", ReasonConferenceEnded), closed(s, "", ReasonConferenceEnded)...)
	return append(out, e)
}

// takenOut lets those leave who are at a node, in order of joining; everybody
// when none is named.
func takenOut(s State, nodeID, reason string) []events.Event {
	var ids []string
	for id, p := range s.Participants {
		if !p.Left && (nodeID == "" || p.NodeID == nodeID) {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b string) int {
		return cmp.Compare(s.Participants[a].Number, s.Participants[b].Number)
	})
	var out []events.Event
	for _, id := range ids {
		out = append(out, leave(s, events.ParticipantLeft{ConferenceID: s.ID, ParticipantID: id, Reason: reason})...)
	}
	return out
}

// closed closes the backplanes of which a node tells; all when none is named.
func closed(s State, nodeID, reason string) []events.Event {
	var out []events.Event
	for _, id := range slices.Sorted(maps.Keys(s.Backplanes)) {
		if b := s.Backplanes[id]; !b.Closed && (nodeID == "" || b.NodeID == nodeID) {
			out = append(out, events.BackplaneClosed{ConferenceID: s.ID, BackplaneID: id, Reason: reason})
		}
	}
	return out
}

func one(ev events.Event) []events.Event { return []events.Event{ev} }

func oneIf(news bool, ev events.Event) []events.Event {
	if !news {
		return nil
	}
	return one(ev)
}
