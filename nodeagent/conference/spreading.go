package conference

import (
	"maps"
	"reflect"
	"slices"
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/media"
	"github.com/parley-video/parley/nodeagent/stage"
	"github.com/parley-video/parley/nodeagent/topology"
)

// voiceTime is how long the levels of a node count that says nothing more.
const voiceTime = 500 * time.Millisecond

// loudnessEvery is how many ticks pass between changes of loudness alone.
const loudnessEvery = 10

// spreading is how a home leads the media of its conference over several nodes.
// While one node carries all of it, that node's room leads itself.
type spreading struct {
	stale      bool                      // something changed that may matter
	sources    map[string][]media.Source // by the node that carries them
	voices     map[string]voices         // likewise
	told       map[string]spread         // by node: whom it was told of
	anew       map[string]bool           // the nodes that are to be told in any case
	led        map[string]bool           // the nodes whose rooms do not order the stage themselves
	forwarders map[string]string
	speakers   *stage.Speakers // nil: one node carries everything
	ticker     *time.Ticker
	ticks      int
	order      []media.Voice
	entries    []media.StageEntry
}

type voices struct {
	levels map[string]uint8
	at     time.Time
}

func (s *spreading) stop() {
	if s.ticker != nil {
		s.ticker.Stop()
	}
	s.ticker, s.speakers, s.order, s.entries = nil, nil, nil, nil
}

// lose forgets what a node was told: when it comes back it knows nothing.
func (s *spreading) lose(node string) {
	delete(s.told, node)
	delete(s.anew, node)
	delete(s.led, node)
	delete(s.voices, node)
	s.stale = true
}

// remember goes on with a stage that was ordered before, by another home or by the
// room that was the only one.
func (s *spreading) remember(order []string) {
	for _, id := range order {
		if !s.staged(id) {
			s.order = append(s.order, media.Voice{ParticipantID: id})
		}
	}
	if s.speakers != nil {
		s.speakers.Resume(order)
	}
}

// goOn leads media on by the nodes that another home chose. Stations have been told
// of those that there are, so that they are not changed but replaced.
func (s *spreading) goOn(forwarders map[string]string) {
	all := make(map[string]string, len(forwarders)+len(s.forwarders))
	maps.Copy(all, forwarders)
	maps.Copy(all, s.forwarders) // those of this home count
	s.forwarders = all
}

// staged says whether a participant is on the stage.
func (s *spreading) staged(id string) bool {
	return slices.ContainsFunc(s.order, func(v media.Voice) bool { return v.ParticipantID == id })
}

// sends says whether a participant sends sound or a picture, as far as its node
// has said. What one sends of whose node nothing is known yet has not ended.
func (h *home) sends(p *participant) bool {
	node := p.current.node
	sources, known := h.spread.sources[node]
	switch {
	case h.gone[node]:
		return false
	case !known:
		return h.spread.staged(p.id)
	}
	return slices.ContainsFunc(sources, func(o media.Source) bool {
		return o.ParticipantID == p.id && o.Purpose != media.PurposeSlides
	})
}

// hear takes what an engine says about its part of the media. It reports whether
// that was all.
func (h *home) hear(node string, e media.Event) bool {
	s := &h.spread
	switch e := e.(type) {
	case media.SourcesChanged:
		if s.sources == nil {
			s.sources = make(map[string][]media.Source)
		}
		s.sources[node], s.stale = e.Sources, true
		return true
	case media.VoicesHeard:
		if s.voices == nil {
			s.voices = make(map[string]voices)
		}
		s.voices[node] = voices{e.Levels, time.Now()}
		return true
	case media.StageChanged:
		return s.speakers != nil // it knew of one node only
	default:
		return false
	}
}

// layOut tells every node that carries media which participants are elsewhere and
// by which way, when that has changed.
func (h *home) layOut() {
	s := &h.spread
	if !s.stale {
		return
	}
	s.stale = false
	// Nothing leads by a node that is gone; what becomes of the calls that it
	// carries is the machine's.
	nodes := slices.DeleteFunc(h.mediaNodes(), func(node string) bool { return h.gone[node] })
	if len(nodes) < 2 {
		h.gatherMedia()
		return
	}
	if s.speakers == nil {
		s.speakers, s.ticker = new(stage.Speakers), time.NewTicker(stage.Tick)
		s.told, s.led = make(map[string]spread), make(map[string]bool)
		before := make([]string, 0, len(h.machine.stage)+len(s.order))
		for _, e := range h.machine.stage {
			before = append(before, e.ParticipantID)
		}
		for _, v := range s.order {
			before = append(before, v.ParticipantID)
		}
		s.remember(before)
	}
	plan := topology.Plan(h.carrying(nodes), s.forwarders)
	s.forwarders = plan.Forwarders()
	for node, c := range h.conns {
		carries := slices.Contains(nodes, node)
		told, known := s.told[node]
		if !carries && !known && !s.anew[node] {
			continue
		}
		known = known && !s.anew[node]
		delete(s.anew, node)
		var now spread
		if carries {
			now = h.elsewhere(node, plan)
			now.Forwarders = s.forwarders
		}
		if !known || !reflect.DeepEqual(now, told) {
			s.told[node] = now
			h.send(c, now)
		}
		switch {
		case carries && !s.led[node]:
			s.led[node] = true
			if s.order != nil { // else the next tick says
				h.send(c, order{Stage: s.order})
			}
		case !carries:
			delete(s.told, node)
			delete(s.led, node)
			h.send(c, order{Here: true})
		}
	}
}

// tellAnew is for a node that another home led, maybe, or that holds other tokens
// than it was told: though there is nothing for it it has to be told so, or it
// would keep the order of the stage, the participants elsewhere and the tokens that
// it heard of last.
func (s *spreading) tellAnew(node string) {
	if s.anew == nil {
		s.anew = make(map[string]bool)
	}
	s.anew[node], s.stale = true, true
}

// gatherMedia gives the lead back to the one room that is left.
func (h *home) gatherMedia() {
	s := &h.spread
	for node, c := range h.conns {
		if _, told := s.told[node]; told || s.anew[node] {
			h.send(c, spread{})
			h.send(c, order{Here: true})
		}
	}
	s.told, s.anew, s.led, s.forwarders = nil, nil, nil, nil
	s.stop()
}

// carrying are the nodes as the topology wants them.
func (h *home) carrying(nodes []string) []topology.Node {
	out := make([]topology.Node, 0, len(nodes))
	for _, node := range nodes {
		n := topology.Node{ID: node}
		if at, known := h.machine.nodes[node]; known {
			n.Location = at.location
		}
		if m, live := h.reg.member(node); live {
			n.Location = m.LocationID
		}
		for _, p := range h.machine.people {
			if p.current != nil && p.current.node == node && p.current.parent != "" {
				n.Parent = p.current.parent
			}
		}
		out = append(out, n)
	}
	return out
}

// elsewhere is what a node has to know of the others.
func (h *home) elsewhere(node string, plan topology.Layout) spread {
	var out spread
	for _, p := range h.machine.people {
		for _, c := range []*call{p.current, p.pending} {
			if c != nil && c.parent == node {
				if out.Transcodes == nil {
					out.Transcodes = make(map[string]capacity.Tokens)
				}
				out.Transcodes[c.id] = c.tokens
			}
		}
		if p.current == nil || p.current.node == node {
			continue
		}
		via, ok := plan.NextHop(node, p.current.node)
		if !ok {
			continue
		}
		sources, known := h.spread.sources[p.current.node]
		r := media.Remote{ParticipantID: p.id, Policy: h.machine.policy(p), Via: via, Unknown: !known}
		for _, source := range sources {
			if source.ParticipantID == p.id {
				r.Sources = append(r.Sources, source)
			}
		}
		out.Remotes = append(out.Remotes, r)
	}
	return out
}

// stageTick orders the stage over all nodes.
func (h *home) stageTick(now time.Time) {
	s := &h.spread
	if s.speakers == nil {
		return
	}
	levels := make(map[string]uint8)
	var present []string
	for _, p := range h.machine.people {
		if p.current == nil || !p.present() {
			continue
		}
		if v := s.voices[p.current.node]; now.Sub(v.at) < voiceTime {
			if level, heard := v.levels[p.id]; heard {
				levels[p.id] = level
			}
		}
		if h.sends(p) {
			present = append(present, p.id)
		}
	}
	s.speakers.Keep(present)
	s.speakers.Step(levels)
	foremost := func(id string) bool {
		p := h.machine.find(id)
		return p != nil && h.machine.foremost(p)
	}
	next := stage.Order(h.machine.before(), foremost, s.speakers.Voices())
	entries := make([]media.StageEntry, len(next))
	for i, v := range next {
		entries[i] = media.StageEntry{ParticipantID: v.ParticipantID, Voice: stage.Loudness(v)}
	}
	s.ticks++
	same := slices.EqualFunc(next, s.order, func(a, b media.Voice) bool {
		return a.ParticipantID == b.ParticipantID && a.Speaking == b.Speaking
	})
	if same && (s.ticks < loudnessEvery || slices.Equal(entries, s.entries)) {
		return
	}
	s.ticks, s.order, s.entries = 0, next, entries
	for node := range s.led {
		if c := h.conns[node]; c != nil {
			h.send(c, order{Stage: next})
		}
	}
	h.note(h.step(now, MediaEvent{Event: media.StageChanged{Stage: entries}}))
}
