package conference_test

import (
	"cmp"
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
	at             map[string]string // participant to node
	inside         map[string]bool   // nodes that have begun and not released
	backplanes     map[string]bool   // true while open
	home           conference.Home
	muted, waiting map[string]bool
	presenter      string
	seqs           map[string]uint64
}

func newStory() *story {
	return &story{
		in: map[string]bool{}, gone: map[string]bool{}, muted: map[string]bool{}, waiting: map[string]bool{},
		at: map[string]string{}, inside: map[string]bool{}, backplanes: map[string]bool{}, seqs: map[string]uint64{},
	}
}

func (s *story) tell(rec events.Recorded) error {
	if f := rec.Meta.Fact; f != nil {
		epoch := f.Node + "/" + f.Epoch
		if s.seqs[epoch] >= f.Seq {
			return fmt.Errorf("fact %d of %s after %d", f.Seq, epoch, s.seqs[epoch])
		}
		s.seqs[epoch] = f.Seq
	}
	if _, first := rec.Event.(events.ConferenceStarted); first == s.started || s.ended {
		return fmt.Errorf("%T while started=%v ended=%v", rec.Event, s.started, s.ended)
	}
	switch e := rec.Event.(type) {
	case events.ConferenceStarted:
		s.started = true
		s.inside[e.NodeID] = true
		s.home = conference.Home{NodeID: cmp.Or(e.HomeID, e.NodeID), Term: max(e.Term, 1)}
	case events.ConferenceEnded:
		s.ended = true
		for id, open := range s.backplanes {
			if open {
				return fmt.Errorf("ended with backplane %s", id)
			}
		}
		if len(s.in) > 0 || s.presenter != "" {
			return fmt.Errorf("ended with %v in it and %q presenting", s.in, s.presenter)
		}
	case events.ConferenceNodeEntered:
		return s.flip(s.inside, e.NodeID, true)
	case events.ConferenceNodeLeft:
		delete(s.inside, e.NodeID)
		for id := range s.in {
			if e.Gone && s.at[id] == e.NodeID {
				return fmt.Errorf("%s left with %s at it", e.NodeID, id)
			}
		}
	case events.ConferenceHomeChanged:
		next := conference.Home{NodeID: e.NodeID, Term: e.Term}
		if next.Term < s.home.Term || next.Term == s.home.Term && next.NodeID >= s.home.NodeID {
			return fmt.Errorf("home %+v after %+v", next, s.home)
		}
		s.home, s.inside[e.NodeID] = next, true
	case events.BackplaneOpened:
		if _, again := s.backplanes[e.BackplaneID]; again {
			return fmt.Errorf("backplane %s again", e.BackplaneID)
		}
		s.backplanes[e.BackplaneID] = true
	case events.BackplaneClosed:
		return s.flip(s.backplanes, e.BackplaneID, false)
	case events.ParticipantJoined:
		if s.in[e.ParticipantID] || s.gone[e.ParticipantID] || !s.inside[e.NodeID] {
			return fmt.Errorf("%s joined again, or at a node that has not entered", e.ParticipantID)
		}
		s.in[e.ParticipantID], s.waiting[e.ParticipantID], s.at[e.ParticipantID] = true, e.Waiting, e.NodeID
	case events.ParticipantMoved:
		if !s.in[e.ParticipantID] || !s.inside[e.NodeID] {
			return fmt.Errorf("%s moved: in=%v", e.ParticipantID, s.in[e.ParticipantID])
		}
		s.at[e.ParticipantID] = e.NodeID
	case events.ParticipantLeft:
		if !s.in[e.ParticipantID] || s.presenter == e.ParticipantID {
			return fmt.Errorf("%s left: in=%v presenter=%q", e.ParticipantID, s.in[e.ParticipantID], s.presenter)
		}
		delete(s.in, e.ParticipantID)
		s.gone[e.ParticipantID] = true
	case events.ParticipantMuted:
		return s.flipOf(s.muted, e.ParticipantID, true)
	case events.ParticipantUnmuted:
		return s.flipOf(s.muted, e.ParticipantID, false)
	case events.ParticipantAdmitted:
		return s.flipOf(s.waiting, e.ParticipantID, false)
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

func (s *story) flipOf(flags map[string]bool, id string, to bool) error {
	if !s.in[id] {
		return fmt.Errorf("%s is not there", id)
	}
	return s.flip(flags, id, to)
}

func (s *story) flip(flags map[string]bool, id string, to bool) error {
	if flags[id] == to {
		return fmt.Errorf("%s: is %v already", id, to)
	}
	flags[id] = to
	return nil
}

// drawEvent draws whatever a node might say, whether it makes sense or not.
func drawEvent(rt *rapid.T, node string) conference.RecordFact {
	id := rapid.SampledFrom([]string{"a", "b", "c", "d"}).Draw(rt, "participant")
	whole := func() *conference.Whole {
		p := joined(id, events.RoleGuest)
		p.Waiting, p.NodeID = rapid.Bool().Draw(rt, "waiting"), node
		return &conference.Whole{Joined: p, Muted: rapid.Bool().Draw(rt, "muted")}
	}
	if rapid.IntRange(0, 5).Draw(rt, "move") == 0 {
		w := whole()
		move := events.ParticipantMoved{ConferenceID: "c", ParticipantID: id, NodeID: node, Moves: rapid.Uint64Range(0, 3).Draw(rt, "moves")}
		return conference.RecordFact{Event: move, Whole: w}
	}
	return conference.RecordFact{Event: drawOther(rt, node, id, whole)}
}

func drawOther(rt *rapid.T, node, id string, whole func() *conference.Whole) events.Event {
	switch rapid.IntRange(0, 16).Draw(rt, "kind") {
	case 0:
		start := started
		start.NodeID = node
		start.HomeID = rapid.SampledFrom([]string{"", "n1", "n2"}).Draw(rt, "home")
		return start
	case 1, 2, 3:
		return whole().Joined
	case 12:
		return events.ConferenceHomeChanged{ID: "c", NodeID: node, Term: rapid.Uint64Range(1, 4).Draw(rt, "term")}
	case 13:
		return events.ConferenceNodeLeft{ID: "c", NodeID: node, Nodes: []string{"n2"}, Entries: map[string]uint64{"n2": 2}}
	case 14:
		return events.ConferenceNodeExpected{ID: "c", NodeID: rapid.SampledFrom([]string{"n1", "n2"}).Draw(rt, "expected"), Entries: 2}
	case 15:
		return events.BackplaneOpened{ConferenceID: "c", BackplaneID: id, NodeID: node}
	case 16:
		return events.BackplaneClosed{ConferenceID: "c", BackplaneID: id, Reason: "unused"}
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
			node := rapid.SampledFrom([]string{"n1", "n2", "n3"}).Draw(rt, "node")
			ref := events.FactRef{Node: node, Epoch: "e", Seq: 1 + rapid.Uint64Range(0, next[node]).Draw(rt, "seq")}
			next[node] = max(next[node], ref.Seq)
			fact := drawEvent(rt, node)
			fact.ID, fact.Fact = "c", ref
			d, err := conference.Decide(fact, state)
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
