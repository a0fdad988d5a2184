package sfu

import "github.com/parley-video/parley/nodeagent/media"

// participant is somebody with a call in the room, or whose calls are on other
// nodes, or, while it changes from one to the other, both. Under Room.mu.
type participant struct {
	id      string
	policy  media.Policy
	main    *call
	content *call
	sent    media.MediaChanged
	began   int64 // when its slides began to flow

	// What SetRemote said.
	away       bool
	awayPolicy media.Policy
	via        string // neighbour to take from
	remote     []*source
	clock      farClock // of the node that has the calls
}

// person finds a participant or makes one. The caller holds r.mu.
func (r *Room) person(id string) *participant {
	p := r.participants[id]
	if p == nil {
		p = &participant{id: id, sent: media.MediaChanged{ParticipantID: id}}
		r.participants[id] = p
	}
	return p
}

func (p *participant) here() bool { return p.main != nil || p.content != nil }

// sources are all that it sends, in the order in which one takes precedence
// over another of its purpose: a call of slides only stands before the main
// one, and what is here before what would have to be taken from elsewhere.
func (p *participant) sources() [3][]*source {
	return [...][]*source{p.content.all(), p.main.all(), p.remote}
}

// source finds what it sends for a purpose, of several one that is active.
func (p *participant) source(use purpose) *source {
	var first *source
	for _, list := range p.sources() {
		for _, s := range list {
			switch {
			case s.purpose != use:
			case s.active:
				return s
			case first == nil:
				first = s
			}
		}
	}
	return first
}

// all are the sources of a call, of none none.
func (c *call) all() []*source {
	if c == nil {
		return nil
	}
	return c.sources
}
