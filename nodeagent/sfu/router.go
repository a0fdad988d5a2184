package sfu

import (
	"github.com/parley-video/parley/nodeagent/backplane"
)

// Our purposes and codecs are the backplane's, number by number.
var (
	_ = [1]struct{}{}[microphone-purpose(backplane.Microphone)]
	_ = [1]struct{}{}[camera-purpose(backplane.Camera)]
	_ = [1]struct{}{}[slides-purpose(backplane.Slides)]
	_ = [1]struct{}{}[codecOpus-codec(backplane.CodecOpus)]
	_ = [1]struct{}{}[codecVP8-codec(backplane.CodecVP8)]
	_ = [1]struct{}{}[codecVP9-codec(backplane.CodecVP9)]
	_ = [1]struct{}{}[codecH264-codec(backplane.CodecH264)]
)

var _ backplane.Router = (*Engine)(nil)

// SetTrunk gives the engine the way to other nodes; until then its rooms have
// none. It is called once.
func (e *Engine) SetTrunk(t backplane.Trunk) {
	e.trunk.Store(&t)
	e.mu.Lock()
	defer e.mu.Unlock()
	for r := range e.rooms {
		wake(r.unsettled)
	}
}

func (e *Engine) trunkNow() backplane.Trunk {
	if t := e.trunk.Load(); t != nil {
		return *t
	}
	return nil
}

// Attach begins to pass a stream on; see backplane.Router.
func (e *Engine) Attach(neighbour, conferenceID string, id backplane.StreamID, out backplane.Source) bool {
	k := relayKey{neighbour, conferenceID, id}
	e.mu.Lock()
	r := e.conferences[conferenceID]
	before := e.relays[k]
	delete(e.relays, k)
	limited := e.limited[neighbour]
	e.mu.Unlock()
	if before != nil && before != r {
		before.detach(k)
	}
	if r == nil || !r.attach(k, out, limited) {
		return false
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if _, open := e.rooms[r]; !open {
		return false
	}
	e.relays[k] = r
	if limited {
		wake(e.waits)
	}
	return true
}

// Detach ends it; see backplane.Router.
func (e *Engine) Detach(neighbour, conferenceID string, id backplane.StreamID) {
	k := relayKey{neighbour, conferenceID, id}
	e.mu.Lock()
	r := e.relays[k]
	delete(e.relays, k)
	e.mu.Unlock()
	if r != nil {
		r.detach(k)
	}
}

// KeyFrame asks for one; see backplane.Router.
func (e *Engine) KeyFrame(neighbour, conferenceID string, id backplane.StreamID) {
	k := relayKey{neighbour, conferenceID, id}
	e.mu.Lock()
	r := e.relays[k]
	e.mu.Unlock()
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if y := r.relays[k]; y != nil {
		if l := y.layer.Load(); l != nil && l.video() {
			r.keyDue = append(r.keyDue, l)
			r.kick()
		}
	}
}

// attach takes a relay in; the room's goroutine lets it flow, for the trunk must
// not be called from here. On a limited way a picture waits for its share.
func (r *Room) attach(k relayKey, out backplane.Source, limited bool) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	l := r.stream(k.id)
	if before := r.relays[k]; before != nil {
		before.unbind()
		delete(r.relays, k)
	}
	// Ways are alike in both directions: who takes streams is one by whom others
	// come. Anybody else has no business with the conference, though it is a node
	// and may know what it is called.
	if r.closed || l == nil || !r.near[k.neighbour] || l.via(r) == k.neighbour {
		return false
	}
	y := &relay{key: k, out: out}
	y.paused.Store(limited && l.video())
	r.relays[k] = y
	r.kick()
	return true
}

func (r *Room) detach(k relayKey) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if y := r.relays[k]; y != nil {
		y.unbind()
		delete(r.relays, k)
		r.kick()
	}
}

// unbind takes a relay away from its stream. The caller holds Room.mu.
func (y *relay) unbind() {
	if l := y.layer.Swap(nil); l != nil {
		l.removeRelay(y)
	}
}

// rename lets a room be found under another id.
func (e *Engine) rename(r *Room, conferenceID string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if _, open := e.rooms[r]; !open {
		return
	}
	for id, other := range e.conferences {
		if other == r {
			delete(e.conferences, id)
		}
	}
	e.conferences[conferenceID] = r
}
