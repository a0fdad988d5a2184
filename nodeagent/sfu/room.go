package sfu

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/parley-video/parley/nodeagent/media"
	"github.com/parley-video/parley/nodeagent/stage"
)

// Room is the media of one conference. Membership, policies and slots live
// under mu; whoever changes them works out the slots at once.
type Room struct {
	engine *Engine
	log    *slog.Logger
	events *eventQueue
	sink   func(media.Event)

	closing   chan struct{} // closed by Close
	kicked    chan struct{} // capacity 1: somebody began to send, or a neighbour takes or needs something
	unsettled chan struct{} // capacity 1: what is taken from neighbours may have changed
	wg        sync.WaitGroup
	closeOnce sync.Once

	mu           sync.Mutex
	id           string // of the conference
	closed       bool
	participants map[string]*participant
	calls        int                // answered or being answered
	live         map[*call]struct{} // answered, not ended
	spotlight    []string
	speakers     stage.Speakers
	presenter    string
	stageSent    []media.StageEntry
	stageDue     bool

	// What spans nodes; all but order and sources are empty where nothing does.
	order   []media.Voice   // the stage as decided elsewhere; nil: it is decided here
	away    int             // participants whose calls are on other nodes
	near    map[string]bool // neighbours by which they are reached, and who may take streams
	relays  map[relayKey]*relay
	taken   map[*layer]*intake
	keyDue  []*layer // that neighbours need a keyframe of
	clocks  []*relay // that are to be told the clock of their stream
	offered bool     // there are streams that were not there before
	report  reporter
}

var _ media.Room = (*Room)(nil)

func newRoom(e *Engine, id string, sink func(media.Event)) *Room {
	return &Room{
		engine: e, id: id, log: e.log.With("room", id), events: newEventQueue(), sink: sink,
		closing: make(chan struct{}), kicked: make(chan struct{}, 1), unsettled: make(chan struct{}, 1),
		participants: map[string]*participant{}, live: map[*call]struct{}{},
		relays: map[relayKey]*relay{}, taken: map[*layer]*intake{},
	}
}

func (r *Room) start() {
	r.wg.Go(func() { r.events.run(r.sink) })
	r.wg.Go(r.run)
}

func (r *Room) kick() { wake(r.kicked) }

// wake fills a channel of capacity 1.
func wake(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// run ticks until Close.
func (r *Room) run() {
	defer r.letGo()
	t := time.NewTicker(stage.Tick)
	defer t.Stop()
	for n := 0; ; {
		select {
		case <-r.closing:
			return
		case <-r.kicked:
			r.update(nil)
		case <-r.unsettled:
		case <-t.C:
			n++
			r.tick(n)
		}
		r.settle()
	}
}

// Answer sets up a call; see media.Room.
func (r *Room) Answer(ctx context.Context, participantID, callID, sdp string, policy media.Policy) (media.Call, string, error) {
	o, err := parseOffer(sdp)
	if err != nil {
		return nil, "", fmt.Errorf("answer call %s: %w", callID, err)
	}
	select {
	case <-r.engine.ready:
	case <-r.closing:
	case <-ctx.Done():
		return nil, "", fmt.Errorf("answer call %s: %w", callID, ctx.Err())
	}
	if err := r.reserve(); err != nil {
		return nil, "", fmt.Errorf("answer call %s: %w", callID, err)
	}
	c, answer, err := r.newCall(ctx, participantID, callID, o)
	if err != nil {
		r.release()
		return nil, "", err
	}
	var before *call
	gone := false
	r.update(func() {
		if gone = r.closed; gone {
			return
		}
		p := r.person(participantID)
		p.policy = policy
		at := &p.main
		if c.contentOnly {
			at = &p.content
		}
		before, *at = *at, c
		r.live[c] = struct{}{}
		r.wg.Go(c.run)
	})
	if gone {
		r.release()
		c.abandon()
		return nil, "", fmt.Errorf("answer call %s: %w", callID, media.ErrClosed)
	}
	if before != nil {
		r.end(before, endReplaced)
	}
	return c, answer, nil
}

// reserve counts a call before it costs anything.
func (r *Room) reserve() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return media.ErrClosed
	}
	if r.calls >= r.engine.cfg.MaxCalls {
		return fmt.Errorf("room has %d calls already", r.calls)
	}
	r.calls++
	return nil
}

func (r *Room) release() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.calls--
}

// SetPolicy changes what a participant may do; see media.Room.
func (r *Room) SetPolicy(participantID string, policy media.Policy) {
	var c *call
	r.update(func() {
		if p := r.participants[participantID]; p != nil && p.here() {
			p.policy, c = policy, p.main
		}
	})
	if c != nil {
		c.limit(policy.MaxBitrate)
	}
}

// SetSpotlight orders the stage; see media.Room.
func (r *Room) SetSpotlight(participantIDs []string) {
	r.update(func() { r.spotlight = slices.Clone(participantIDs) })
}

// Close ends the room; see media.Room.
func (r *Room) Close() {
	r.mu.Lock()
	r.closed = true
	calls := make([]*call, 0, len(r.live))
	for c := range r.live {
		calls = append(calls, c)
	}
	r.mu.Unlock()
	r.closeOnce.Do(func() { close(r.closing) })
	for _, c := range calls {
		r.end(c, endClosed)
	}
	for _, c := range calls {
		<-c.done
	}
	r.events.close()
	r.wg.Wait()
	r.engine.forget(r)
}

// end takes a call out of the room, once, and lets its goroutine close it.
func (r *Room) end(c *call, reason string) {
	r.update(func() {
		if c.ended {
			return
		}
		if _, here := r.live[c]; !here {
			return // never answered
		}
		c.ended = true
		delete(r.live, c)
		r.calls--
		p := r.participants[c.participant]
		if p != nil && p.main == c {
			p.main = nil
		}
		if p != nil && p.content == c {
			p.content = nil
		}
		for _, s := range c.sources {
			s.close()
		}
		for _, s := range c.slots {
			s.show(nil)
		}
		r.events.put(media.Ended{ParticipantID: c.participant, CallID: c.id, Reason: reason})
		close(c.stop)
	})
}

// update changes the room, then works out who sees whom and asks for the
// keyframes that takes.
func (r *Room) update(change func()) {
	r.mu.Lock()
	if change != nil {
		change()
	}
	asks := r.reconcile(r.engine.now())
	spans := r.spans() || r.offered
	r.mu.Unlock()
	r.ask(asks, r.engine.now())
	if spans {
		wake(r.unsettled)
	}
}

// ask asks for keyframes; the caller holds no lock.
func (r *Room) ask(layers []*layer, now int64) {
	for _, l := range layers {
		l.wantKey()
		l.sendKeyRequest(now)
	}
}
