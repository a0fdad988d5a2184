package facts_test

import (
	"errors"
	"testing"

	"github.com/parley-video/parley/control/facts"
	"github.com/parley-video/parley/domain/conference"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/nodeagent/link"
)

// Whatever a node sends either becomes an event that the store takes, in a
// stream that it takes, or is malformed; and a decider can judge it.
func FuzzTranslate(f *testing.F) {
	for _, seed := range []link.Fact{
		started(1, "c"), joined(2, "c", "p"), left(3, "c", "p"), ended(4, "c"),
		fact(5, link.FactCallRejected, link.CallRejected{Alias: "a", Reason: "x"}),
		fact(6, link.FactParticipantMedia, link.ParticipantMedia{ConferenceID: "c", ParticipantID: "p", Audio: true}),
		fact(7, link.FactParticipantRole, link.ParticipantRole{ConferenceID: "c", ParticipantID: "p", Role: "guest"}),
		fact(8, link.FactConferenceLocked, link.ConferenceChange{ConferenceID: "c"}),
		fact(9, link.FactConferenceEnded, link.ConferenceEnded{ConferenceID: "c", Nodes: []string{"m"}, Entries: map[string]uint64{"m": 2}}),
		fact(10, link.FactNodeAdded, link.NodeAdded{ConferenceID: "c", NodeID: "m"}),
		fact(11, link.FactHomeTaken, link.HomeTaken{ConferenceID: "c", Term: 2}),
		fact(12, link.FactParticipantMoved, link.ParticipantMoved{ConferenceID: "c", ParticipantID: "q", Role: "host", Moves: 1}),
		fact(13, link.FactCallPlaced, link.CallPlaced{ConferenceID: "c", ParticipantID: "p", CallID: "k", NodeID: "m", Tries: []link.PlacementTry{
			{LocationID: "l", Candidates: []link.PlacementCandidate{{NodeID: "m"}}},
		}}),
		fact(14, link.FactBackplaneOpened, link.BackplaneOpened{ConferenceID: "c", BackplaneID: "b", NodeID: "m", Kind: "geo"}),
		fact(15, link.FactBackplaneClosed, link.BackplaneClosed{ConferenceID: "c", BackplaneID: "b", Packets: 1}),
	} {
		f.Add(string(seed.Type), []byte(seed.Data))
	}
	running := conference.Fold(conference.Initial(),
		events.Recorded{Event: events.ConferenceStarted{ID: "c", NodeID: "n"}},
		events.Recorded{Event: events.ParticipantJoined{ConferenceID: "c", ParticipantID: "p", NodeID: "n"}})
	there := node.Evolve(node.Initial(), events.Recorded{Event: events.NodeCreated{ID: "n"}})
	f.Fuzz(func(t *testing.T, typ string, data []byte) {
		told, err := facts.Translate("n", link.Fact{Seq: 9, Type: link.FactType(typ), Data: data})
		var malformed *facts.MalformedError
		if err != nil {
			if !errors.As(err, &malformed) {
				t.Fatalf("error %v", err)
			}
			return
		}
		subject, ev := told.Subject, told.Event
		one, err := codec.Encode(events.FactEventID("e", 9, 0), ev, events.Metadata{})
		if err != nil {
			t.Fatal(err)
		}
		if err := store.CheckAppend(subject.Stream(), store.NoStream(), []store.NewEvent{one}); err != nil {
			t.Fatal(err)
		}
		ref := events.FactRef{Node: "n", Epoch: "e", Seq: 9}
		if subject.NodeID != "" {
			_, err = node.Decide(node.RecordFact{ID: "n", Fact: ref, Event: ev}, there, node.References{})
		} else {
			_, err = conference.Decide(conference.RecordFact{ID: subject.ConferenceID, Fact: ref, Event: ev, Whole: told.Whole}, running)
		}
		if err != nil {
			t.Fatal(err)
		}
	})
}
