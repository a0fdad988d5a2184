package facts_test

import (
	"context"
	"errors"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"github.com/parley-video/parley/control/controltest"
	"github.com/parley-video/parley/control/facts"
	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/domain/conference"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/memory"
	"github.com/parley-video/parley/nodeagent/link"
)

// However the batches of a node are cut, repeated and interrupted, by however
// many processes they are taken, the streams say what the node did.
func TestAnyDeliveryIsRecordedOnceInOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		inner := memory.New()
		defer inner.Close()
		failures := 0
		s := &controltest.Faulty{
			Store: inner,
			Before: func(string, []store.NewEvent) error {
				if failures > 0 && rapid.IntRange(0, 2).Draw(rt, "fails") == 0 {
					failures--
					return store.ErrUnavailable
				}
				return nil
			},
		}
		outbox, want := drawFacts(rt)
		failures = 5
		r := recorder(s, nil)
		acked := uint64(0)
		for acked < uint64(len(outbox)) {
			if rapid.IntRange(0, 4).Draw(rt, "restart") == 0 {
				r = recorder(s, nil)
				acked = uint64(rapid.IntRange(0, int(acked)).Draw(rt, "ack lost"))
			}
			n := rapid.IntRange(1, 6).Draw(rt, "batch")
			batch := outbox[acked:min(acked+uint64(n), uint64(len(outbox)))]
			got, err := r.Record(context.Background(), "n", "e", batch)
			if err != nil && !errors.Is(err, store.ErrUnavailable) {
				rt.Fatal(err)
			}
			acked = max(acked, got)
		}
		for _, c := range []string{"c", "d"} {
			if got := fold(rt, inner, c); !reflect.DeepEqual(got, want[c]) {
				rt.Fatalf("%s is %+v\nwant %+v", c, got, want[c])
			}
		}
	})
}

func drawFacts(rt *rapid.T) ([]link.Fact, map[string]conference.State) {
	var outbox []link.Fact
	want := map[string]conference.State{"c": conference.Initial(), "d": conference.Initial()}
	for i := range uint64(rapid.IntRange(1, 30).Draw(rt, "facts")) {
		c := rapid.SampledFrom([]string{"c", "d"}).Draw(rt, "conference")
		p := rapid.SampledFrom([]string{"a", "b", "x"}).Draw(rt, "participant")
		f := joined(i+1, c, p)
		switch rapid.IntRange(0, 5).Draw(rt, "what") {
		case 0, 1:
			f = started(i+1, c)
		case 2:
			f = left(i+1, c, p)
		case 3:
			f = fact(i+1, link.FactPresentationStarted, link.ParticipantChange{ConferenceID: c, ParticipantID: p})
		}
		outbox = append(outbox, f)
		told, err := facts.Translate("n", f)
		if err != nil {
			rt.Fatal(err)
		}
		ref := events.FactRef{Node: "n", Epoch: "e", Seq: f.Seq}
		d, err := conference.Decide(conference.RecordFact{ID: c, Fact: ref, Event: told.Event}, want[c])
		if err != nil {
			rt.Fatal(err)
		}
		for _, ev := range d.Events {
			want[c] = conference.Evolve(want[c], events.Recorded{Event: ev, Meta: events.Metadata{Fact: &ref}})
		}
	}
	return outbox, want
}

func fold(rt *rapid.T, s store.Store, c string) conference.State {
	states := journal.NewStates(journal.New(s), 8, conference.Initial, conference.Fold)
	snap, err := states.Load(context.Background(), "conference-"+c)
	if err != nil {
		rt.Fatal(err)
	}
	return snap.State
}
