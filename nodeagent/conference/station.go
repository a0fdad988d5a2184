package conference

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/media"
)

// station is what a node has of a conference: the seats of the participants
// whose signalling arrived here, and the calls that it carries. Its goroutine
// carries out what the home says, in order; what clients ask goes to the home
// from their own goroutines, so that home and station never wait for each other.
type station struct {
	serviceID string
	account   string // in the ledger
	reg       *Registry
	requests  chan func(now time.Time) // unbuffered: what is taken is done
	box       *mailbox
	done      chan struct{} // closed when the goroutine takes no more
	gone      chan struct{} // closed when it takes no more frames

	mu      sync.Mutex    // guards below
	uplink  uplink        // nil: there is no home at the moment
	changed chan struct{} // closed with the next change of uplink

	// Owned by the goroutine.
	reserve capacity.Tokens // what it holds while anybody is in it
	people  map[string]*seated
	calls   map[string]*carried
	media   media.Room // nil until the first call
	closers sync.WaitGroup
	frames  <-chan frame
	seen    uint64 // frames
	waiting []wait
	stream  uint64 // the newest event stream of anybody

	id   atomic.Value // string, the conference; empty before the first welcome
	size atomic.Int64 // participants, for gauges
}

// seated is a participant whose access node this is.
type seated struct {
	sub *Subscription // nil: no event stream is open
}

// wait is for the frame that an answer comes after.
type wait struct {
	after uint64
	over  chan struct{}
}

func newStation(reg *Registry, service link.Service, reserve capacity.Tokens) *station {
	s := &station{
		serviceID: service.ID, reg: reg, reserve: reserve,
		requests: make(chan func(time.Time)), box: newMailbox(), done: make(chan struct{}), gone: make(chan struct{}),
		changed: make(chan struct{}), people: make(map[string]*seated), calls: make(map[string]*carried),
	}
	s.id.Store("")
	return s
}

// conferenceID is which conference it is, as far as the station knows.
func (s *station) conferenceID() string { return s.id.Load().(string) }

// run lives until the conference is over.
func (s *station) run() {
	defer s.finish()
	for {
		select {
		case request := <-s.requests:
			request(time.Now())
		case f := <-s.frames:
			if s.take(f) {
				return
			}
		}
	}
}

// attach gives the station its home.
func (s *station) attach(up uplink, frames <-chan frame) {
	s.frames, s.seen = frames, 0
	s.mu.Lock()
	s.uplink = up
	close(s.changed)
	s.changed = make(chan struct{})
	s.mu.Unlock()
}

// home waits until there is one.
func (s *station) home(ctx context.Context) (uplink, error) {
	for {
		s.mu.Lock()
		up, changed := s.uplink, s.changed
		s.mu.Unlock()
		if up != nil {
			return up, nil
		}
		select {
		case <-changed:
		case <-s.done:
			return nil, errEnded
		case <-ctx.Done():
			return nil, fmt.Errorf("home of service %s: %w", s.serviceID, ctx.Err())
		}
	}
}

// do runs fn on the station's goroutine and waits for it.
func (s *station) do(ctx context.Context, fn func(now time.Time)) error {
	if err := onGoroutine(ctx, s.requests, s.done, fn); err != nil {
		return fmt.Errorf("conference %s: %w", s.conferenceID(), err)
	}
	return nil
}

// asked is how every question goes to the home: it comes back when the station
// has done what the answer brought about.
func (s *station) asked(ctx context.Context, put func(uplink) (answer, error)) (answer, error) {
	up, err := s.home(ctx)
	if err != nil {
		return answer{}, err
	}
	a, err := put(up)
	if ended(err) {
		select {
		case <-s.done: // the last frame was under way
		case <-ctx.Done():
		}
		return a, err
	}
	return a, errors.Join(err, s.caughtUp(ctx, a.After))
}

func (s *station) ask(ctx context.Context, q request) (answer, error) {
	return s.asked(ctx, func(up uplink) (answer, error) { return up.ask(ctx, q) })
}

// caughtUp waits until the station has seen a frame.
func (s *station) caughtUp(ctx context.Context, after uint64) error {
	reached := make(chan struct{})
	if err := s.do(ctx, func(time.Time) {
		if s.seen >= after {
			close(reached)
		} else {
			s.waiting = append(s.waiting, wait{after, reached})
		}
	}); err != nil {
		return nil // what was asked is done; that the conference is over now is another matter
	}
	select {
	case <-reached:
	case <-s.done:
	case <-ctx.Done():
	}
	return nil
}

// take does what a frame says. It reports whether that was the last one.
func (s *station) take(f frame) bool {
	switch f := f.(type) {
	case welcome:
		s.id.Store(f.ConferenceID)
	case turn:
		s.turn(f)
	case over:
		return true
	}
	s.seen++
	s.waiting = slices.DeleteFunc(s.waiting, func(w wait) bool {
		if w.after > s.seen {
			return false
		}
		close(w.over)
		return true
	})
	return false
}

func (s *station) turn(t turn) {
	s.reg.recorder.record(t.At, t.Facts...)
	for _, n := range t.Notices {
		s.notify(n)
	}
	for _, e := range t.Effects {
		s.perform(e)
	}
	s.settle()
}

// settle keeps the books.
func (s *station) settle() {
	s.reg.ledger.set(s.account, s.held())
	s.size.Store(int64(len(s.people)))
}

func (s *station) notify(n Notice) {
	p, ok := s.people[n.To]
	if !ok || p.sub == nil {
		return
	}
	if !p.sub.push(n.Event) {
		p.close()
	}
}

// subscribe opens a participant's event stream in place of the one before.
func (s *station) subscribe(p *seated, sub *Subscription) {
	p.close()
	s.stream++
	sub.number = s.stream
	p.sub = sub
}

func (p *seated) close() {
	if p.sub != nil {
		close(p.sub.events)
		p.sub = nil
	}
}

func (s *station) perform(e Effect) {
	switch e := e.(type) {
	case SetPolicy:
		if s.media != nil {
			s.media.SetPolicy(e.ParticipantID, e.Policy)
		}
	case SetSpotlight:
		if s.media != nil {
			s.media.SetSpotlight(e.ParticipantIDs)
		}
	case StartCall:
		if c, ok := s.calls[e.CallID]; ok && c.call != nil {
			c.call.Start()
		}
	case CloseCall:
		if c, ok := s.calls[e.CallID]; ok {
			delete(s.calls, e.CallID)
			if c.call != nil {
				s.closers.Go(c.call.Close) // may wait for the network
			}
		}
	case Forget:
		s.reg.seats.drop(e.ParticipantID)
		if p, ok := s.people[e.ParticipantID]; ok {
			p.close()
			delete(s.people, e.ParticipantID)
		}
	}
}

// openMedia makes the media room with the first call.
func (s *station) openMedia(spotlight []string) (media.Room, error) {
	if s.media != nil {
		return s.media, nil
	}
	m, err := s.reg.engine.OpenRoom(s.conferenceID(), s.box.put)
	if err != nil {
		return nil, fmt.Errorf("open media of conference %s: %w", s.conferenceID(), err)
	}
	s.media = m
	s.media.SetSpotlight(spotlight)
	return m, nil
}

// relay hands what the engine says to the home, in order, until the station
// ends.
func (s *station) relay() {
	var number uint64
	for {
		select {
		case <-s.box.ready:
		case <-s.done:
			return
		}
		var events []media.Event
		if s.do(context.Background(), func(time.Time) { events = s.hear() }) != nil {
			return
		}
		up, err := s.home(context.Background())
		if err != nil {
			return
		}
		number++
		if err := up.report(context.Background(), number, events); err != nil && !ended(err) {
			s.reg.log.Error("media of a conference not reported", slog.String("conference", s.conferenceID()), slog.Any("error", err))
		}
	}
}

// hear takes what the engine has said.
func (s *station) hear() []media.Event {
	events := s.box.take()
	for _, e := range events {
		if e, ok := e.(media.Ended); ok {
			if c := s.calls[e.CallID]; c != nil {
				c.over = true
			}
		}
	}
	return events
}

// finish leaves nothing behind. The registry forgets the station after its last
// fact is in order, so that a successor's facts follow it, and before requests
// fail, so that who tries again finds the successor.
func (s *station) finish() {
	close(s.gone)
	s.reg.forgetStation(s)
	close(s.done)
	for _, p := range s.people {
		p.close()
	}
	s.closers.Wait()
	if s.media != nil {
		s.media.Close()
	}
	s.reg.ledger.set(s.account, 0)
}
