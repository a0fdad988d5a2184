package conference_test

import (
	"testing"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/conference"
	"github.com/parley-video/parley/domain/domaintest"
	"github.com/parley-video/parley/events"
)

var decider = domaintest.Decider[conference.Command, conference.State]{
	Initial: conference.Initial, Decide: conference.Decide, Evolve: conference.Evolve, Claims: conference.Claims,
}

// fact is a fact that no other test event has the number of.
func fact(ev events.Event) conference.RecordFact {
	return conference.RecordFact{ID: "c", Fact: events.FactRef{Node: "n", Epoch: "e", Seq: 1000}, Event: ev}
}

func joined(id string, role events.Role) events.ParticipantJoined {
	return events.ParticipantJoined{
		ConferenceID: "c", ParticipantID: id, DisplayName: "Name", Alias: "x", Role: role, Protocol: "webrtc", NodeID: "n",
	}
}

func waiting(id string) events.ParticipantJoined {
	p := joined(id, events.RoleGuest)
	p.Waiting = true
	return p
}

func left(id, reason string) events.ParticipantLeft {
	return events.ParticipantLeft{ConferenceID: "c", ParticipantID: id, Reason: reason}
}

func presents(id string) events.Event {
	return events.PresentationStarted{ConferenceID: "c", ParticipantID: id}
}

func presentsNoMore(id string) events.Event {
	return events.PresentationStopped{ConferenceID: "c", ParticipantID: id}
}

func muted(id string) events.Event {
	return events.ParticipantMuted{ConferenceID: "c", ParticipantID: id, By: "a"}
}

var (
	started = events.ConferenceStarted{ID: "c", ServiceID: "s", ServiceName: "Daily", ServiceType: "conference", NodeID: "n", LocationID: "l"}
	ended   = events.ConferenceEnded{ID: "c", Reason: "empty"}
	media   = events.ParticipantMediaChanged{ConferenceID: "c", ParticipantID: "a", Audio: true, Tokens: 48, MediaNodeID: "n"}
)

func TestRecordFact(t *testing.T) {
	running := []events.Event{started, joined("a", events.RoleHost), joined("b", events.RoleGuest)}
	with := func(more ...events.Event) []events.Event { return append(running[:len(running):len(running)], more...) }
	locked, unlocked := events.ConferenceLocked{ID: "c"}, events.ConferenceUnlocked{ID: "c"}
	guestsMuted, guestsUnmuted := events.ConferenceGuestsMuted{ID: "c"}, events.ConferenceGuestsUnmuted{ID: "c"}
	unmuted := events.ParticipantUnmuted{ConferenceID: "c", ParticipantID: "b"}
	admitted := events.ParticipantAdmitted{ConferenceID: "c", ParticipantID: "w"}
	hosts := events.ParticipantRoleChanged{ConferenceID: "c", ParticipantID: "b", Role: events.RoleHost}
	nothing := []events.Event{}
	for _, c := range []struct {
		what  string
		given []events.Event
		when  events.Event
		then  []events.Event // nil: exactly the fact
	}{
		{what: "started", when: started},
		{what: "started twice", given: running, when: started, then: nothing},
		{what: "started after the end", given: with(ended), when: started, then: nothing},
		{what: "joined", given: running, when: joined("x", events.RoleUnknown)},
		{what: "joined twice", given: running, when: joined("a", events.RoleGuest), then: nothing},
		{what: "joined again after leaving", given: with(left("a", "x")), when: joined("a", events.RoleHost), then: nothing},
		{what: "joined before the start", when: joined("a", events.RoleHost), then: nothing},
		{what: "joined after the end", given: with(ended), when: joined("x", events.RoleHost), then: nothing},
		{what: "left", given: running, when: left("a", "hung-up")},
		{what: "left twice", given: with(left("a", "hung-up")), when: left("a", "timeout"), then: nothing},
		{what: "left without joining", given: running, when: left("x", "hung-up"), then: nothing},
		{what: "admitted", given: with(waiting("w")), when: admitted},
		{what: "admitted twice", given: with(waiting("w"), admitted), when: admitted, then: nothing},
		{what: "admitted without waiting", given: with(joined("w", events.RoleGuest)), when: admitted, then: nothing},
		{what: "media", given: running, when: media},
		{what: "the same media", given: with(media), when: media, then: nothing},
		{what: "muted", given: running, when: muted("b")},
		{what: "muted twice", given: with(muted("b")), when: muted("b"), then: nothing},
		{what: "unmuted", given: with(muted("b")), when: unmuted},
		{what: "unmuted without being muted", given: running, when: unmuted, then: nothing},
		{what: "muted after leaving", given: with(left("b", "x")), when: muted("b"), then: nothing},
		{what: "role", given: running, when: hosts},
		{what: "the same role", given: with(hosts), when: hosts, then: nothing},
		{what: "locked", given: running, when: locked},
		{what: "locked twice", given: with(locked), when: locked, then: nothing},
		{what: "unlocked", given: with(locked), when: unlocked},
		{what: "unlocked without being locked", given: running, when: unlocked, then: nothing},
		{what: "guests muted", given: running, when: guestsMuted},
		{what: "guests muted twice", given: with(guestsMuted), when: guestsMuted, then: nothing},
		{what: "guests unmuted", given: with(guestsMuted), when: guestsUnmuted},
		{what: "locked before the start", when: locked, then: nothing},
		{what: "presents", given: running, when: presents("a")},
		{what: "presents twice", given: with(presents("a")), when: presents("a"), then: nothing},
		{what: "displaces", given: with(presents("a")), when: presents("b"), then: []events.Event{presentsNoMore("a"), presents("b")}},
		{what: "presents no more", given: with(presents("a")), when: presentsNoMore("a")},
		{what: "another one's presentation stays", given: with(presents("a")), when: presentsNoMore("b"), then: nothing},
		{what: "leaves presenting", given: with(presents("a")), when: left("a", "x"), then: []events.Event{presentsNoMore("a"), left("a", "x")}},
		{what: "ended", given: with(left("a", "x"), left("b", "x")), when: ended},
		{what: "ended twice", given: with(ended), when: ended, then: nothing},
		{what: "ended before the start", when: ended, then: nothing},
		{
			what: "ended with people in it", given: with(waiting("0"), left("a", "x"), presents("b")), when: ended,
			then: []events.Event{presentsNoMore("b"), left("b", conference.ReasonConferenceEnded), left("0", conference.ReasonConferenceEnded), ended},
		},
	} {
		t.Run(c.what, func(t *testing.T) {
			then := c.then
			if then == nil {
				then = []events.Event{c.when}
			}
			decider.Given(t, c.given...).When(fact(c.when)).Then(then...)
		})
	}
}

func TestFactsOnce(t *testing.T) {
	ref := func(node, epoch string, seq uint64) events.FactRef {
		return events.FactRef{Node: node, Epoch: epoch, Seq: seq}
	}
	at := func(ev events.Event, f events.FactRef) events.Recorded {
		return events.Recorded{Event: ev, Meta: events.Metadata{Fact: &f}}
	}
	c := decider.GivenRecorded(t, at(started, ref("n", "e", 3)), at(joined("a", events.RoleHost), ref("n", "e", 7)))
	when := func(f events.FactRef) conference.RecordFact {
		return conference.RecordFact{ID: "c", Fact: f, Event: muted("a")}
	}
	c.When(when(ref("n", "e", 7))).Then()
	c.When(when(ref("n", "e", 5))).Then() // recorded as nothing at the time
	c.When(when(ref("n", "e", 8))).Then(muted("a"))
	c.When(when(ref("n", "other", 1))).Then(muted("a"))
	c.When(when(ref("m", "e", 1))).Then(muted("a")) // another node's epoch of the same name
}

func TestFactsOfOtherNounsAreFailures(t *testing.T) {
	out := decider.Given(t, started).When(fact(events.NodeCallRejected{ID: "n", Reason: "x"}))
	if _, refused := domain.AsRefusals(out.Err); out.Err == nil || refused {
		t.Errorf("decided %s, %v; want a failure", domaintest.Format(out.Decision.Events), out.Err)
	}
}

func TestEnd(t *testing.T) {
	end := conference.End{ID: "c", Reason: "node-lost"}
	decider.Given(t).When(end).Refused("NOT_FOUND id")
	decider.Given(t, started, joined("b", events.RoleHost), joined("a", events.RoleHost)).
		When(end).
		Then(
			left("b", conference.ReasonConferenceEnded), left("a", conference.ReasonConferenceEnded),
			events.ConferenceEnded{ID: "c", Reason: "node-lost"},
		).
		When(end).Then()
}

func TestErase(t *testing.T) {
	erase := func(id string) conference.Erase { return conference.Erase{ConferenceID: "c", ParticipantID: id} }
	erased := func(id string) events.Event {
		return events.ParticipantErased{ConferenceID: "c", ParticipantID: id}
	}
	joins := []events.Event{started, joined("a", events.RoleHost), joined("b", events.RoleGuest)}
	decider.Given(t).When(erase("a")).Refused("NOT_FOUND conferenceId")
	decider.Given(t, joins...).When(erase("x")).Refused("NOT_FOUND participantId")
	decider.Given(t, joins...).When(erase("a")).Refused("NOT_ALLOWED participantId")
	decider.Given(t, append(joins, left("a", "hung-up"))...).When(erase("a")).Then(erased("a")).When(erase("a")).Then()
	// After the end of the conference too; and a repeat of the join brings nothing back.
	over := append(joins, left("a", "x"), left("b", "x"), ended)
	decider.Given(t, over...).When(erase("b")).Then(erased("b")).
		When(fact(joined("b", events.RoleGuest))).Then()
}
