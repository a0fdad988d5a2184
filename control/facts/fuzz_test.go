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
	} {
		f.Add(string(seed.Type), []byte(seed.Data))
	}
	running := conference.Fold(conference.Initial(),
		events.Recorded{Event: events.ConferenceStarted{ID: "c"}},
		events.Recorded{Event: events.ParticipantJoined{ConferenceID: "c", ParticipantID: "p"}})
	there := node.Evolve(node.Initial(), events.Recorded{Event: events.NodeCreated{ID: "n"}})
	f.Fuzz(func(t *testing.T, typ string, data []byte) {
		subject, ev, err := facts.Translate("n", link.Fact{Seq: 9, Type: link.FactType(typ), Data: data})
		var malformed *facts.MalformedError
		if err != nil {
			if !errors.As(err, &malformed) {
				t.Fatalf("error %v", err)
			}
			return
		}
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
			_, err = conference.Decide(conference.RecordFact{ID: subject.ConferenceID, Fact: ref, Event: ev}, running)
		}
		if err != nil {
			t.Fatal(err)
		}
	})
}
