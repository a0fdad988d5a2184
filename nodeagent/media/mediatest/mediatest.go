// Package mediatest is a media engine for tests: it keeps to media.Engine but
// carries no media. What the network would do is said by the test.
//
// All methods are safe for concurrent use. The engine starts a goroutine per
// room that delivers its events one at a time and in order; Room.Close ends it.
package mediatest

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/parley-video/parley/nodeagent/media"
)

// Engine is the double.
type Engine struct {
	mu    sync.Mutex // guards below and all rooms
	rooms map[string]*Room
	hold  chan struct{} // not nil: Answer waits for it
}

// New makes an engine without rooms.
func New() *Engine { return &Engine{rooms: make(map[string]*Room)} }

// OpenRoom is media.Engine's.
func (e *Engine) OpenRoom(id string, sink func(media.Event)) (media.Room, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if _, open := e.rooms[id]; open {
		return nil, fmt.Errorf("open room %s: open already", id)
	}
	r := &Room{
		engine: e, id: id, policies: make(map[string]media.Policy), calls: make(map[string]*Call),
		events: make(chan media.Event, 1024), done: make(chan struct{}),
	}
	e.rooms[id] = r
	go func() {
		defer close(r.done)
		for event := range r.events {
			sink(event)
		}
	}()
	return r, nil
}

// Room finds an open room; nil when there is none.
func (e *Engine) Room(id string) *Room {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.rooms[id]
}

// Rooms counts the open rooms.
func (e *Engine) Rooms() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return len(e.rooms)
}

// Hold makes Answer wait until the returned function is called.
func (e *Engine) Hold() (release func()) {
	e.mu.Lock()
	defer e.mu.Unlock()
	hold := make(chan struct{})
	e.hold = hold
	return func() {
		e.mu.Lock()
		defer e.mu.Unlock()
		if e.hold == hold {
			e.hold = nil
			close(hold)
		}
	}
}

// Room is the double of a room.
type Room struct {
	engine    *Engine
	id        string
	policies  map[string]media.Policy
	calls     map[string]*Call
	spotlight []string
	stage     []media.Voice // nil: the room decides
	remotes   []media.Remote
	sources   []media.Source // last reported, for Resend
	voices    map[string]uint8
	resent    int
	blank     []string // see Blank
	closed    bool
	events    chan media.Event
	done      chan struct{}
}

// Answer is media.Room's. An offer must begin like SDP; the answer names the
// call.
func (r *Room) Answer(ctx context.Context, participantID, callID, offer string, p media.Policy) (media.Call, string, error) {
	if !strings.HasPrefix(offer, "v=0") {
		return nil, "", fmt.Errorf("answer call %s: no version line: %w", callID, media.ErrOffer)
	}
	r.engine.mu.Lock()
	hold := r.engine.hold
	r.engine.mu.Unlock()
	if hold != nil {
		select {
		case <-hold:
		case <-ctx.Done():
			return nil, "", fmt.Errorf("answer call %s: %w", callID, ctx.Err())
		}
	}
	r.engine.mu.Lock()
	defer r.engine.mu.Unlock()
	if r.closed {
		return nil, "", fmt.Errorf("answer call %s: %w", callID, media.ErrClosed)
	}
	for _, other := range r.calls {
		if other.ParticipantID == participantID {
			other.end("replaced")
		}
	}
	c := &Call{room: r, ID: callID, ParticipantID: participantID, Offer: offer}
	r.calls[callID] = c
	r.policies[participantID] = p
	return c, "v=0 answer to " + callID, nil
}

// SetPolicy is media.Room's.
func (r *Room) SetPolicy(participantID string, p media.Policy) {
	r.engine.mu.Lock()
	defer r.engine.mu.Unlock()
	r.policies[participantID] = p
}

// SetSpotlight is media.Room's.
func (r *Room) SetSpotlight(participantIDs []string) {
	r.engine.mu.Lock()
	defer r.engine.mu.Unlock()
	r.spotlight = slices.Clone(participantIDs)
}

// SetStage is media.Spread's.
func (r *Room) SetStage(stage []media.Voice) {
	r.engine.mu.Lock()
	defer r.engine.mu.Unlock()
	if stage != nil && len(stage) == 0 && len(r.calls) > 0 {
		r.blank = append(r.blank, "the stage")
	}
	r.stage = slices.Clone(stage) // empty is not nil
}

// SetRemote is media.Spread's.
func (r *Room) SetRemote(remotes []media.Remote) {
	r.engine.mu.Lock()
	defer r.engine.mu.Unlock()
	before := r.remotes
	for _, was := range before {
		for _, is := range remotes {
			if is.ParticipantID == was.ParticipantID && len(was.Sources) > 0 && len(is.Sources) == 0 && !is.Unknown {
				r.blank = append(r.blank, is.ParticipantID)
			}
		}
	}
	r.remotes = slices.Clone(remotes)
	for i, m := range r.remotes { // what was known of it holds
		for _, was := range before {
			if m.Unknown && was.ParticipantID == m.ParticipantID {
				r.remotes[i].Sources = was.Sources
			}
		}
	}
}

// Blank lists what the room was told to take from its receivers though it had it:
// the stage, or participants elsewhere.
func (r *Room) Blank() []string {
	r.engine.mu.Lock()
	defer r.engine.mu.Unlock()
	return slices.Clone(r.blank)
}

// Resend is media.Spread's: what Emit reported last is reported again.
func (r *Room) Resend() {
	r.engine.mu.Lock()
	defer r.engine.mu.Unlock()
	r.resent++
	if r.closed {
		return
	}
	r.events <- media.SourcesChanged{Sources: slices.Clone(r.sources)}
	if r.stage != nil {
		r.events <- media.VoicesHeard{Levels: maps.Clone(r.voices)}
	}
}

// Rename is media.Spread's. As with the real engine it is no matter whether a
// room of that id is open.
func (r *Room) Rename(conferenceID string) {
	r.engine.mu.Lock()
	defer r.engine.mu.Unlock()
	if r.closed {
		return
	}
	if r.engine.rooms[r.id] == r {
		delete(r.engine.rooms, r.id)
	}
	r.id = conferenceID
	r.engine.rooms[r.id] = r
}

// Close is media.Room's.
func (r *Room) Close() {
	r.engine.mu.Lock()
	if !r.closed {
		for _, c := range r.calls {
			c.end("closed")
		}
		r.closed = true
		close(r.events)
		if r.engine.rooms[r.id] == r {
			delete(r.engine.rooms, r.id)
		}
	}
	r.engine.mu.Unlock()
	<-r.done
}

// Policy is what a participant may do, as the room was last told.
func (r *Room) Policy(participantID string) media.Policy {
	r.engine.mu.Lock()
	defer r.engine.mu.Unlock()
	return r.policies[participantID]
}

// Spotlight is the order the room was last told.
func (r *Room) Spotlight() []string {
	r.engine.mu.Lock()
	defer r.engine.mu.Unlock()
	return slices.Clone(r.spotlight)
}

// Stage is the order the room was last told; false: the room decides itself.
func (r *Room) Stage() ([]media.Voice, bool) {
	r.engine.mu.Lock()
	defer r.engine.mu.Unlock()
	return slices.Clone(r.stage), r.stage != nil
}

// Remotes are the participants elsewhere, as the room was last told.
func (r *Room) Remotes() []media.Remote {
	r.engine.mu.Lock()
	defer r.engine.mu.Unlock()
	return slices.Clone(r.remotes)
}

// Resent counts the calls of Resend.
func (r *Room) Resent() int {
	r.engine.mu.Lock()
	defer r.engine.mu.Unlock()
	return r.resent
}

// Call finds a call; nil when it has ended.
func (r *Room) Call(id string) *Call {
	r.engine.mu.Lock()
	defer r.engine.mu.Unlock()
	return r.calls[id]
}

// Calls counts the calls.
func (r *Room) Calls() int {
	r.engine.mu.Lock()
	defer r.engine.mu.Unlock()
	return len(r.calls)
}

// Emit reports an event, as the network would cause it.
func (r *Room) Emit(e media.Event) {
	r.engine.mu.Lock()
	defer r.engine.mu.Unlock()
	if r.closed {
		return
	}
	switch e := e.(type) {
	case media.SourcesChanged:
		r.sources = e.Sources
	case media.VoicesHeard:
		r.voices = e.Levels
	}
	r.events <- e
}

// Call is the double of a call.
type Call struct {
	room          *Room
	ID            string
	ParticipantID string
	Offer         string

	started    bool
	candidates []media.Candidate
}

// Start is media.Call's. As with a real one the transport then comes up.
func (c *Call) Start() {
	c.room.engine.mu.Lock()
	defer c.room.engine.mu.Unlock()
	if c.started || c.room.closed || c.room.calls[c.ID] != c {
		return
	}
	c.started = true
	c.room.events <- media.Connected{ParticipantID: c.ParticipantID, CallID: c.ID}
}

// Started says whether media may flow.
func (c *Call) Started() bool {
	c.room.engine.mu.Lock()
	defer c.room.engine.mu.Unlock()
	return c.started
}

// AddCandidate is media.Call's.
func (c *Call) AddCandidate(candidate media.Candidate) error {
	c.room.engine.mu.Lock()
	defer c.room.engine.mu.Unlock()
	if candidate.Candidate == "" {
		return fmt.Errorf("call %s: empty candidate: %w", c.ID, media.ErrOffer)
	}
	c.candidates = append(c.candidates, candidate)
	return nil
}

// Candidates are those that were added.
func (c *Call) Candidates() []media.Candidate {
	c.room.engine.mu.Lock()
	defer c.room.engine.mu.Unlock()
	return slices.Clone(c.candidates)
}

// Update is media.Call's.
func (c *Call) Update(_ context.Context, offer string) (string, error) {
	c.room.engine.mu.Lock()
	defer c.room.engine.mu.Unlock()
	if c.room.calls[c.ID] != c {
		return "", fmt.Errorf("update call %s: %w", c.ID, media.ErrClosed)
	}
	if !strings.HasPrefix(offer, "v=0") {
		return "", fmt.Errorf("update call %s: no version line: %w", c.ID, media.ErrOffer)
	}
	c.Offer = offer
	return "v=0 answer to update of " + c.ID, nil
}

// Close is media.Call's.
func (c *Call) Close() {
	c.room.engine.mu.Lock()
	defer c.room.engine.mu.Unlock()
	c.end("closed")
}

// Fail ends the call as a lost network does.
func (c *Call) Fail() {
	c.room.engine.mu.Lock()
	defer c.room.engine.mu.Unlock()
	c.end("failed")
}

// end runs with the lock held.
func (c *Call) end(reason string) {
	if c.room.closed || c.room.calls[c.ID] != c {
		return
	}
	delete(c.room.calls, c.ID)
	c.room.events <- media.Ended{ParticipantID: c.ParticipantID, CallID: c.ID, Reason: reason}
}
