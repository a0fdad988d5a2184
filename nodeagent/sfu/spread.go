package sfu

import (
	"slices"

	"github.com/parley-video/parley/nodeagent/media"
)

// SetStage takes the order of the stage over all nodes; see media.Spread.
func (r *Room) SetStage(stage []media.Voice) {
	r.update(func() {
		if stage == nil && r.order != nil {
			r.stageSent, r.stageDue = nil, true // it is ours to tell again
		}
		r.order = slices.Clone(stage)
	})
}

// SetRemote takes what the calls of other nodes send; see media.Spread.
func (r *Room) SetRemote(remotes []media.Remote) {
	r.update(func() {
		named, near := map[string]bool{}, map[string]bool{}
		for _, m := range remotes {
			named[m.ParticipantID], near[m.Via] = true, true
			r.offered = r.offered || !r.near[m.Via] // it may have asked too early
			r.person(m.ParticipantID).setRemote(r, m)
		}
		for id, p := range r.participants {
			if p.away && !named[id] {
				p.setRemote(r, media.Remote{})
				p.away = false
			}
		}
		r.away, r.near = len(named), near
	})
}

// setRemote brings what comes from elsewhere in line. The caller holds r.mu.
func (p *participant) setRemote(r *Room, m media.Remote) {
	p.away, p.awayPolicy, p.via = true, m.Policy, m.Via
	if m.Unknown {
		return
	}
	var stay []*source
	for use, name := range purposeNames {
		was := slices.IndexFunc(p.remote, func(s *source) bool { return s.purpose == purpose(use) })
		is := slices.IndexFunc(m.Sources, func(s media.Source) bool { return s.Purpose == name })
		var s *source
		switch {
		case was >= 0 && is < 0:
			p.remote[was].close()
			continue
		case is < 0:
			continue
		case was >= 0:
			s = p.remote[was]
		default:
			s = &source{room: r, owner: p.id, purpose: purpose(use)}
		}
		s.setTold(m.Sources[is], &p.clock)
		stay = append(stay, s)
	}
	p.remote = stay
}

// setTold takes what the node of its call says about a source. The caller holds
// Room.mu.
func (s *source) setTold(m media.Source, clock *farClock) {
	s.told = m.Active
	before := s.layers
	s.layers = make([]*layer, 0, len(m.Layers))
	c := codecNamed(m.Codec)
	for _, told := range m.Layers {
		i := slices.IndexFunc(before, func(l *layer) bool { return l.rid == told.RID })
		var l *layer
		if i >= 0 {
			l = before[i]
		} else {
			l = newLayer(s, told.RID, c)
			l.feed = &trunkFeed{room: s.room, clock: clock}
			s.room.offered = true
		}
		if told.Pixels > 0 {
			l.pixels.Store(int64(told.Pixels))
		}
		if l.taken() == nil { // otherwise its packets say
			l.codec.Store(uint32(c))
		}
		l.told, l.rate = told, told.Rate
		s.layers = append(s.layers, l)
	}
	for _, l := range before {
		l.gone = !slices.Contains(s.layers, l)
	}
}

func codecNamed(name string) codec {
	if i := slices.Index(codecNames[:], name); i > 0 {
		return codec(i)
	}
	return codecNone
}

// Resend reports everything once more; see media.Spread.
func (r *Room) Resend() {
	r.update(func() {
		r.report.again = true
		if r.order != nil {
			r.events.put(media.VoicesHeard{Levels: r.report.voices})
		}
	})
}

// Rename gives the room the id of another conference; see media.Spread.
func (r *Room) Rename(conferenceID string) {
	r.engine.rename(r, conferenceID)
	r.update(func() { r.id, r.offered = conferenceID, true })
}
