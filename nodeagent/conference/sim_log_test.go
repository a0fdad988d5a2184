package conference

import (
	"time"

	"github.com/parley-video/parley/control/facts"
	"github.com/parley-video/parley/domain/conference"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/nodeagent/link"
)

// told brings what all nodes have recorded into the log, in an order in which
// it may arrive, and reads the story that this makes.
func (w *world) told() {
	next := make([]int, len(w.nodes))
	states := map[string]conference.State{}
	stories := map[string]*story{}
	for {
		var left []int
		for i, n := range w.nodes {
			if next[i] < len(n.record) {
				left = append(left, i)
			}
		}
		i, ok := pick(w, left)
		if !ok {
			break
		}
		// In bursts: that is how links deliver.
		for range 1 + w.rng.IntN(30) {
			if next[i] == len(w.nodes[i].record) {
				break
			}
			next[i]++
			w.deliver(w.nodes[i], next[i], states, stories)
		}
	}
	for id, s := range stories {
		s.over(states[id])
	}
	w.complete(states, stories)
}

func (w *world) deliver(n *simNode, seq int, states map[string]conference.State, stories map[string]*story) {
	is := n.record[seq-1].fact
	if is.Data == nil {
		return
	}
	fact, err := link.NewFact(is.Type, t0.Add(time.Duration(seq)), is.Data)
	if err != nil {
		w.fail("%s: %v", is.Type, err)
	}
	fact.Seq = uint64(seq)
	told, err := facts.Translate(n.id, fact)
	if err != nil {
		w.fail("%s: %v", is.Type, err)
	}
	id := told.Subject.ConferenceID
	ref := events.FactRef{Node: n.id, Epoch: "e", Seq: uint64(seq)}
	state := states[id]
	d, err := conference.Decide(conference.RecordFact{ID: id, Fact: ref, Event: told.Event, Whole: told.Whole}, state)
	if err != nil {
		w.fail("%s: %v", is.Type, err)
	}
	if stories[id] == nil {
		stories[id] = &story{
			w: w, id: id, here: map[string]bool{}, been: map[string]bool{}, waiting: map[string]bool{}, named: map[string]bool{},
		}
	}
	stories[id].hear(n.id, is)
	var recs []events.Recorded
	for i, ev := range d.Events {
		stories[id].add(ev)
		rec := events.Recorded{Event: ev}
		if i == len(d.Events)-1 {
			rec.Meta.Fact = &ref
		}
		recs = append(recs, rec)
	}
	states[id] = conference.Fold(state, recs...)
}

// story is what the log says of a conference.
type story struct {
	w             *world
	id            string
	here, been    map[string]bool
	waiting       map[string]bool
	presenter     string
	started, done bool
	named         map[string]bool // who was heard, or heard of, before the end
}

func (s *story) hear(node string, f Fact) {
	if s.done {
		return
	}
	s.named[node] = true
	switch d := f.Data.(type) {
	case link.ConferenceStarted:
		s.named[d.HomeID] = true
	case link.HomeTaken:
		s.named[d.Before] = true
	case link.NodeAdded:
		s.named[d.NodeID] = true
	case link.ConferenceEnded:
		for _, other := range d.Nodes {
			s.named[other] = true
		}
	}
}

func (s *story) need(ok bool, format string, args ...any) {
	if !ok {
		s.w.fail("log of "+s.id+": "+format, args...)
	}
}

func (s *story) add(ev events.Event) {
	s.need(!s.done, "%T after the end", ev)
	switch e := ev.(type) {
	case events.ConferenceStarted:
		s.need(!s.started, "started twice")
		s.started = true
	case events.ConferenceEnded:
		s.need(len(s.here) == 0, "ended with %v in it", s.here)
		s.done = true
	case events.ParticipantJoined:
		s.need(!s.been[e.ParticipantID], "%s joined twice", e.ParticipantID)
		s.here[e.ParticipantID], s.been[e.ParticipantID] = true, true
		s.waiting[e.ParticipantID] = e.Waiting
	case events.ParticipantAdmitted:
		s.need(s.waiting[e.ParticipantID], "%s admitted twice", e.ParticipantID)
		s.waiting[e.ParticipantID] = false
	case events.ParticipantLeft:
		s.need(s.here[e.ParticipantID], "%s left and was not there", e.ParticipantID)
		s.need(s.presenter != e.ParticipantID, "%s left presenting", e.ParticipantID)
		delete(s.here, e.ParticipantID)
	case events.PresentationStarted:
		s.need(s.presenter == "", "%s presents while %s does", e.ParticipantID, s.presenter)
		s.need(s.here[e.ParticipantID], "%s presents and is not there", e.ParticipantID)
		s.presenter = e.ParticipantID
	case events.PresentationStopped:
		s.need(s.presenter == e.ParticipantID, "%s stops, %q presents", e.ParticipantID, s.presenter)
		s.presenter = ""
	}
}

func (s *story) over(state conference.State) {
	s.need(s.started, "never started")
	s.need(s.done, "never ends: still to come is %v", state.Nodes.AllOutstanding())
}

// complete: nobody who was let in anywhere is missing. There is one way to be too
// late: a station that had not said a word yet takes over from a home that died in
// that moment, and everything that the others have to say reaches the log before
// anything that this node has.
func (w *world) complete(states map[string]conference.State, stories map[string]*story) {
	early := map[string]bool{}
	w.eachMissing(states, func(n *simNode, c, _ string) {
		if !stories[c].named[n.id] {
			early[c], w.tooLate = true, true
		}
	})
	w.eachMissing(states, func(n *simNode, c, p string) {
		if !early[c] {
			w.fail("the log does not know of %s, who was in %s at %s", p, c, n.id)
		}
	})
}

func (w *world) eachMissing(states map[string]conference.State, do func(n *simNode, c, p string)) {
	for _, n := range w.nodes {
		for _, e := range n.record {
			switch e.fact.Data.(type) {
			case link.ParticipantJoined, link.ParticipantMoved:
				c, p := conferenceOf(e.fact), e.fact.ParticipantOf()
				if _, ok := states[c].Participants[p]; !ok {
					do(n, c, p)
				}
			}
		}
	}
}
