package year_test

import (
	"testing"

	"github.com/parley-video/parley/bench/year"
	"github.com/parley-video/parley/events"
)

// A benchmark on events that could not have happened would measure nothing.
func TestYear(t *testing.T) {
	const total = 30_000
	next := map[string]events.Revision{}
	present := map[string]bool{}
	ended := map[string]bool{}
	types := map[string]int{}
	seen := map[events.ID]bool{}
	err := year.New(1).Events(total, func(e year.Entry) error {
		if e.Revision != next[e.Stream] || seen[e.ID] || ended[e.Stream] {
			t.Fatalf("%s@%d (%s): want revision %d, id used %v, stream ended %v", e.Stream, e.Revision, e.Event.EventType(), next[e.Stream], seen[e.ID], ended[e.Stream])
		}
		next[e.Stream]++
		seen[e.ID] = true
		types[e.Event.EventType()]++
		switch v := e.Event.(type) {
		case events.ParticipantJoined:
			present[v.ParticipantID] = true
		case events.ParticipantLeft:
			if !present[v.ParticipantID] {
				t.Fatalf("%s left without having joined", v.ParticipantID)
			}
			delete(present, v.ParticipantID)
		case events.ConferenceEnded:
			ended[e.Stream] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(seen) < total || len(present) > 0 || types["conference.started.v1"] != types["conference.ended.v1"] || len(types) < 12 {
		t.Errorf("%d events, %d still present, %v", len(seen), len(present), types)
	}
}
