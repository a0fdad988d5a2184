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
	there := joined("b", events.RoleHost)
	there.NodeID = "m"
	c := decider.GivenRecorded(t, at(started, ref("n", "e", 3)), at(joined("a", events.RoleHost), ref("n", "e", 7)),
		events.Recorded{Event: there})
	when := func(f events.FactRef) conference.RecordFact {
		return conference.RecordFact{ID: "c", Fact: f, Event: muted("a")}
	}
	c.When(when(ref("n", "e", 7))).Then()
	c.When(when(ref("n", "e", 5))).Then() // recorded as nothing at the time
	c.When(when(ref("n", "e", 8))).Then(muted("a"))
	c.When(when(ref("n", "other", 1))).Then(muted("a"))
	// Another node's epoch of the same name.
	c.When(conference.RecordFact{ID: "c", Fact: ref("m", "e", 1), Event: muted("b")}).Then(muted("b"))
}

// by is a fact of a node.
func by(node string, ev events.Event) conference.RecordFact {
	return conference.RecordFact{ID: "c", Fact: events.FactRef{Node: node, Epoch: "e", Seq: 1000}, Event: ev}
}

func joinedAt(node, id string) events.ParticipantJoined {
	p := joined(id, events.RoleGuest)
	p.NodeID = node
	return p
}

func entered(node string) events.Event { return events.ConferenceNodeEntered{ID: "c", NodeID: node} }

func nodeLeft(node string, others ...string) events.ConferenceNodeLeft {
	return events.ConferenceNodeLeft{ID: "c", NodeID: node, Reason: "last-left", Nodes: others}
}

func homeIs(node string, term uint64, before string) events.Event {
	return events.ConferenceHomeChanged{ID: "c", NodeID: node, PreviousNodeID: before, Term: term, Reason: "home-lost"}
}

func movedTo(node, id string, moves uint64) events.ParticipantMoved {
	return events.ParticipantMoved{ConferenceID: "c", ParticipantID: id, NodeID: node, Moves: moves}
}

func TestFactsOfManyNodes(t *testing.T) {
	// n is home and has a; m has b.
	two := []events.Event{started, joinedAt("n", "a"), entered("m"), joinedAt("m", "b")}
	with := func(more ...events.Event) []events.Event { return append(two[:len(two):len(two)], more...) }
	list := func(evs ...events.Event) []events.Event { return evs }
	startedBy := func(node, home string, term uint64) events.Event {
		e := started
		e.NodeID, e.HomeID, e.Term = node, home, term
		e.LocationID = ""
		return e
	}
	locked := events.ConferenceLocked{ID: "c"}
	late := func(node string, entries uint64) events.Event {
		return events.ConferenceNodeExpected{ID: "c", NodeID: node, Entries: entries}
	}
	moves := func(node, id string, n uint64, role events.Role, muted bool) conference.RecordFact {
		f := by(node, movedTo(node, id, n))
		p := joinedAt(node, id)
		p.Role = role
		f.Whole = &conference.Whole{Joined: p, Muted: muted}
		return f
	}
	opened := events.BackplaneOpened{ConferenceID: "c", BackplaneID: "b1", NodeID: "n", PeerID: "m", Kind: "geo"}
	closed := events.BackplaneClosed{ConferenceID: "c", BackplaneID: "b1", Reason: "unused", Packets: 9}
	placed := events.CallPlaced{ConferenceID: "c", ParticipantID: "b", CallID: "k", NodeID: "m", Step: "transcoding"}
	for _, c := range []struct {
		what  string
		given []events.Event
		when  conference.RecordFact
		then  []events.Event
	}{
		{"another node starts", two, by("x", startedBy("x", "n", 0)), list(entered("x"))},
		{"another node starts twice", with(entered("x")), by("x", startedBy("x", "n", 0)), nil},
		{"a node starts again after it released", with(nodeLeft("m")), by("m", startedBy("m", "n", 0)), list(entered("m"))},
		{"a node that is not home is heard first", nil, by("m", startedBy("m", "n", 3)), list(startedBy("m", "n", 3))},
		{"joined again elsewhere", two, by("m", joinedAt("m", "a")), nil},
		{"joined at a node that has not begun", two, by("x", joinedAt("x", "q")), list(entered("x"), joinedAt("x", "q"))},
		{"left, says another node", two, by("m", left("a", "hung-up")), nil},
		{"muted, says another node", two, by("n", muted("b")), nil},

		{"locked by the home", two, by("n", locked), list(locked)},
		{"locked by another node", two, by("m", locked), nil},
		{"locked by the home before", with(homeIs("m", 2, "n")), by("n", locked), nil},
		{"a new home", two, by("m", homeIs("m", 2, "")), list(homeIs("m", 2, "n"))},
		{"a home of an old term", with(homeIs("m", 3, "n")), by("x", homeIs("x", 2, "n")), nil},
		{"a home of the same term that comes first", with(homeIs("m", 2, "n")), by("l", homeIs("l", 2, "n")), list(homeIs("l", 2, "n"))},
		{"a home of the same term that comes last", with(homeIs("m", 2, "n")), by("x", homeIs("x", 2, "n")), nil},
		{"the home takes a new term", two, by("n", homeIs("n", 4, "x")), list(homeIs("n", 4, "x"))},

		{"moves", two, moves("m", "a", 1, events.RoleGuest, false), list(movedTo("m", "a", 1))},
		{"moves to a node that has not begun", two, moves("x", "a", 1, events.RoleGuest, false), list(entered("x"), movedTo("x", "a", 1))},
		{"moves and is another by now", two, moves("m", "a", 1, events.RoleHost, true), list(movedTo("m", "a", 1),
			events.ParticipantRoleChanged{ConferenceID: "c", ParticipantID: "a", Role: events.RoleHost},
			events.ParticipantMuted{ConferenceID: "c", ParticipantID: "a"})},
		{"an older move", with(movedTo("m", "a", 2)), moves("n", "a", 1, events.RoleHost, false), nil},
		{"a move without a number", with(movedTo("m", "a", 2)), moves("n", "a", 0, events.RoleGuest, false), list(movedTo("n", "a", 0))},
		{"a move without a number to where it is", two, moves("n", "a", 0, events.RoleHost, false), nil},
		{"moves after leaving", with(left("a", "x")), moves("m", "a", 1, events.RoleGuest, false), nil},
		{"the new node is heard first", two, moves("m", "q", 2, events.RoleGuest, false), list(func() events.Event {
			p := joinedAt("m", "q")
			p.Moves = 2
			return p
		}())},
		{"the old node says something late", with(movedTo("m", "a", 1)), by("n", left("a", "x")), nil},
		{"the new node says something", with(movedTo("m", "a", 1)), by("m", left("a", "x")), list(left("a", "x"))},

		{"a node releases", with(left("b", "x")), by("m", nodeLeft("m", "n")), list(nodeLeft("m", "n"))},
		{"a node releases twice", with(left("b", "x"), nodeLeft("m")), by("m", nodeLeft("m")), nil},
		{"a stranger releases", two, by("x", nodeLeft("x")), nil},
		{"who moved away stays when the node releases", two, by("m", nodeLeft("m")), list(nodeLeft("m"))},
		{
			"the last node releases", with(left("b", "x"), nodeLeft("m", "n"), left("a", "x")), by("n", nodeLeft("n")),
			list(events.ConferenceEnded{ID: "c", Reason: "last-left"}),
		},
		{
			"the last node releases with somebody left", with(nodeLeft("m", "n")), by("n", nodeLeft("n")),
			list(left("a", conference.ReasonConferenceEnded), left("b", conference.ReasonConferenceEnded), events.ConferenceEnded{ID: "c", Reason: "last-left"}),
		},
		{"one that was named has not been heard", with(left("b", "x"), nodeLeft("m", "n", "x"), left("a", "x")), by("n", nodeLeft("n")), list(nodeLeft("n"))},
		{"one that was named has not been heard to come back", with(left("b", "x"), nodeLeft("m"), late("m", 2), left("a", "x")), by("n", nodeLeft("n")), list(nodeLeft("n"))},
		{"the home names a node", two, by("n", late("x", 0)), list(late("x", 0))},
		{"the home names a node that is there", two, by("n", late("m", 1)), nil},
		{"a stranger names a node", two, by("x", late("y", 1)), nil},
		{
			"the home's reason counts", with(events.ConferenceNodeLeft{ID: "c", NodeID: "n", Reason: "disconnected"}, left("a", "x"), left("b", "x")), by("m", nodeLeft("m")),
			list(events.ConferenceEnded{ID: "c", Reason: "disconnected"}),
		},

		{"a backplane opens", two, by("n", opened), list(opened)},
		{"a backplane opens twice", with(opened), by("n", opened), nil},
		{"a backplane closes", with(opened), by("n", closed), list(closed)},
		{"a backplane closes, says another node", with(opened), by("m", closed), nil},
		{"a backplane that there is not closes", two, by("n", closed), nil},
		{
			"a node releases with a backplane", with(opened), by("n", nodeLeft("n")),
			list(events.BackplaneClosed{ConferenceID: "c", BackplaneID: "b1", Reason: conference.BackplaneNodeLost}, nodeLeft("n")),
		},
		{"a call is placed", two, by("n", placed), list(placed)},
		{"a call is placed, says a stranger", two, by("x", placed), nil},
	} {
		t.Run(c.what, func(t *testing.T) { decider.Given(t, c.given...).When(c.when).Then(c.then...) })
	}
}

func TestRelease(t *testing.T) {
	release := func(node string) conference.Command {
		return conference.Release{ID: "c", NodeID: node, Reason: "node-removed"}
	}
	gone := events.ConferenceNodeLeft{ID: "c", NodeID: "m", Reason: "node-removed", Gone: true}
	two := []events.Event{started, joinedAt("n", "a"), entered("m"), joinedAt("m", "b")}
	decider.Given(t).When(release("m")).Refused("NOT_FOUND id")
	decider.Given(t, two...).When(release("x")).Then()
	decider.Given(t, two...).When(release("m")).Then(left("b", conference.ReasonNodeLeft), gone).
		When(release("m")).Then().
		When(release("n")).Then(left("a", conference.ReasonConferenceEnded), events.ConferenceEnded{ID: "c", Reason: "node-removed"}).
		When(release("n")).Then()
	// Who was only named, or is home and was never heard.
	decider.Given(t, append(two, left("b", "x"), nodeLeft("m", "n", "x"), left("a", "x"), nodeLeft("n"))...).
		When(release("x")).Then(events.ConferenceEnded{ID: "c", Reason: "last-left"})
	by := started
	by.NodeID, by.HomeID = "m", "n"
	decider.Given(t, by, joinedAt("m", "b"), left("b", "x"), nodeLeft("m")).
		When(release("n")).Then(events.ConferenceEnded{ID: "c", Reason: "node-removed"})
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
