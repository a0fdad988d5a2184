package conference_test

import (
	"fmt"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"github.com/parley-video/parley/domain/conference"
	"github.com/parley-video/parley/events"
)

// story follows a stream and complains when it does not add up.
type story struct {
	started, ended bool
	in, gone       map[string]bool
	muted, waiting map[string]bool
	presenter      string
	seqs           map[string]uint64
}

func newStory() *story {
	return &story{
		in: map[string]bool{}, gone: map[string]bool{}, muted: map[string]bool{}, waiting: map[string]bool{},
		seqs: map[string]uint64{},
	}
}

func (s *story) tell(rec events.Recorded) error {
	if f := rec.Meta.Fact; f != nil {
		if s.seqs[f.Epoch] >= f.Seq {
			return fmt.Errorf("fact %d of %s after %d", f.Seq, f.Epoch, s.seqs[f.Epoch])
		}
		s.seqs[f.Epoch] = f.Seq
	}
	if _, first := rec.Event.(events.ConferenceStarted); first == s.started || s.ended {
		return fmt.Errorf("%T while started=%v ended=%v", rec.Event, s.started, s.ended)
	}
	switch e := rec.Event.(type) {
	case events.ConferenceStarted:
		s.started = true
	case events.ConferenceEnded:
		s.ended = true
		if len(s.in) > 0 || s.presenter != "" {
			return fmt.Errorf("ended with %v in it and %q presenting", s.in, s.presenter)
		}
	case events.ParticipantJoined:
		if s.in[e.ParticipantID] || s.gone[e.ParticipantID] {
			return fmt.Errorf("%s joined again", e.ParticipantID)
		}
		s.in[e.ParticipantID], s.waiting[e.ParticipantID] = true, e.Waiting
	case events.ParticipantLeft:
		if !s.in[e.ParticipantID] || s.presenter == e.ParticipantID {
			return fmt.Errorf("%s left: in=%v presenter=%q", e.ParticipantID, s.in[e.ParticipantID], s.presenter)
		}
		delete(s.in, e.ParticipantID)
		s.gone[e.ParticipantID] = true
	case events.ParticipantMuted:
		return s.flip(s.muted, e.ParticipantID, true)
	case events.ParticipantUnmuted:
		return s.flip(s.muted, e.ParticipantID, false)
	case events.ParticipantAdmitted:
		return s.flip(s.waiting, e.ParticipantID, false)
	case events.PresentationStarted:
		if !s.in[e.ParticipantID] || s.presenter != "" {
			return fmt.Errorf("%s presents beside %q", e.ParticipantID, s.presenter)
		}
		s.presenter = e.ParticipantID
	case events.PresentationStopped:
		if s.presenter != e.ParticipantID {
			return fmt.Errorf("%s stops the presentation of %q", e.ParticipantID, s.presenter)
		}
		s.presenter = ""
	}
	return nil
}

func (s *story) flip(flags map[string]bool, id string, to bool) error {
	if !s.in[id] || flags[id] == to {
		return fmt.Errorf("%s: in=%v, is %v already", id, s.in[id], to)
	}
	flags[id] = to
	return nil
}

func drawEvent(rt *rapid.T) events.Event {
	id := rapid.SampledFrom([]string{"a", "b", "c", "d"}).Draw(rt, "participant")
	switch rapid.IntRange(0, 11).Draw(rt, "kind") {
	case 0:
		return started
	case 1, 2, 3:
		p := joined(id, events.RoleGuest)
		p.Waiting = rapid.Bool().Draw(rt, "waiting")
		return p
	case 4:
		return left(id, "hung-up")
	case 5:
		return muted(id)
	case 6:
		return events.ParticipantUnmuted{ConferenceID: "c", ParticipantID: id}
	case 7:
		return events.ParticipantAdmitted{ConferenceID: "c", ParticipantID: id}
	case 8, 9:
		return presents(id)
	case 10:
		return presentsNoMore(id)
	default:
		if rapid.IntRange(0, 3).Draw(rt, "really") == 0 {
			return ended
		}
		return media
	}
}

// Whatever two nodes report, in whatever order and however often, the stream
// tells a story that adds up, and folding it whole or piece by piece is the same.
func TestAnyFactsMakeASoundStream(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		state, told := conference.Initial(), newStory()
		var log []events.Recorded
		next := map[string]uint64{}
		for range rapid.IntRange(1, 60).Draw(rt, "facts") {
			epoch := rapid.SampledFrom([]string{"e1", "e2"}).Draw(rt, "epoch")
			ref := events.FactRef{Node: "n", Epoch: epoch, Seq: 1 + rapid.Uint64Range(0, next[epoch]).Draw(rt, "seq")}
			next[epoch] = max(next[epoch], ref.Seq)
			d, err := conference.Decide(conference.RecordFact{ID: "c", Fact: ref, Event: drawEvent(rt)}, state)
			if err != nil {
				rt.Fatal(err)
			}
			for i, ev := range d.Events {
				rec := events.Recorded{Event: ev}
				if i == len(d.Events)-1 {
					rec.Meta.Fact = &ref
				}
				if err := told.tell(rec); err != nil {
					rt.Fatal(err)
				}
				state = conference.Evolve(state, rec)
				log = append(log, rec)
			}
		}
		if whole := conference.Fold(conference.Initial(), log...); !reflect.DeepEqual(whole, state) {
			rt.Fatalf("folded whole %+v\npiece by piece %+v", whole, state)
		}
		d, err := conference.Decide(conference.End{ID: "c", Reason: "x"}, state)
		if !state.Started {
			return
		}
		for _, ev := range d.Events {
			if err := told.tell(events.Recorded{Event: ev}); err != nil {
				rt.Fatal(err)
			}
		}
		if err != nil || !told.ended {
			rt.Fatalf("not ended: %v", err)
		}
	})
}
