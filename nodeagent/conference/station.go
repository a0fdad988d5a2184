package conference

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/media"
	"github.com/parley-video/parley/nodeagent/peer"
)

const (
	// idleStation is how long a station stays whose home is elsewhere and that
	// has nothing to do.
	idleStation = 10 * time.Second
	// homeWait is how long a request waits for a home when the one before is lost.
	homeWait = 8 * time.Second
	// leaveTime is how long the home may take to hear that the node stops.
	leaveTime = 2 * time.Second
	// lastWords is how long the last frames of a home may take that can be reached
	// and is none any more.
	lastWords = 2 * time.Second
)

// roleProxying is the role of nodes that face callers for others: no backplane is
// reserved there.
const roleProxying = "proxying"

// station is what a node has of a conference: the seats of the participants
// whose signalling arrived here, and the calls that it carries. Its goroutine
// carries out what the home says, in order; what clients ask goes to the home
// from their own goroutines, so that home and station never wait for each other.
// It outlives its home: when that is lost it finds the next one, and only
// requests wait meanwhile.
type station struct {
	serviceID string
	service   link.Service
	account   string // in the ledger
	reg       *Registry
	tenure    *tenure
	requests  chan func(now time.Time) // unbuffered: what is taken is done
	box       *mailbox
	done      chan struct{} // closed when the goroutine takes no more
	gone      chan struct{} // closed when it takes no more frames
	hinted    chan struct{} // capacity 1: it is worth looking for the home at once

	mu      sync.Mutex    // guards below
	session *session      // nil: there is no home at the moment
	changed chan struct{} // closed with the next change of session or its welcome
	failed  error         // why the station ended, if not with the conference
	said    string        // where the home is, as its node says

	// Owned by the goroutine.
	over    bool            // the goroutine ends
	reserve capacity.Tokens // what it holds in advance
	people  map[string]*seated
	joining int // joins under way
	calls   map[string]*carried
	media   media.Room // nil until the first call
	spread  spread     // as the home said last
	order   order
	stage   *media.StageChanged // as the room said last; nil: it has not
	closers sync.WaitGroup
	// awaiting ticks when calls that are only held may have to be given up; nil:
	// there are none.
	awaiting <-chan time.Time
	cutOff   <-chan time.Time // likewise, when there has been no home for long
	seen     uint64           // frames of the session
	waiting  []wait
	stream   uint64 // the newest event stream of anybody
	replica  *Snapshot
	with     string            // the conference whose home counts on this node
	began    map[string]uint64 // how often this node recorded that conferences began
	holds    map[string]bool   // and has not recorded that it released them
	hint     string            // where the home is said to be
	gaveUp   bool              // the home before is not home any more, though its node lives

	id   atomic.Value // string, the conference; empty before the first welcome
	size atomic.Int64 // participants, for gauges
}

// seated is a participant whose access node this is.
type seated struct {
	sub      *Subscription // nil: no event stream is open
	recorded Recorded
	heard    []string // ids of the last messages, the oldest first
}

// wait is for the frame that an answer comes after.
type wait struct {
	after uint64
	seen  chan bool // capacity 1; false: the session was lost before
}

func newStation(reg *Registry, service link.Service, account, hint string) *station {
	s := &station{
		serviceID: service.ID, service: service, account: account, reg: reg, tenure: reg.tenure, said: hint,
		requests: make(chan func(time.Time)), box: newMailbox(), done: make(chan struct{}), gone: make(chan struct{}),
		hinted: make(chan struct{}, 1), changed: make(chan struct{}), people: make(map[string]*seated),
		calls: make(map[string]*carried), began: make(map[string]uint64), holds: make(map[string]bool),
		order: order{Here: true},
	}
	s.id.Store("")
	s.began = reg.recorder.begun(service.ID)
	if self, _ := reg.config.Self(); self.Role != roleProxying {
		s.reserve = reg.reserve(service)
	}
	return s
}

// conferenceID is which conference it is, as far as the station knows.
func (s *station) conferenceID() string { return s.id.Load().(string) }

// run lives until the conference is over or the station has nothing to do in it.
func (s *station) run() {
	defer s.finish()
	idle := time.NewTimer(idleStation)
	defer idle.Stop()
	for {
		var frames <-chan frame
		if s.session != nil {
			frames = s.session.frames
		}
		select {
		case request := <-s.requests:
			request(time.Now())
		case f, open := <-frames:
			if !open {
				s.loseHome()
			} else if s.take(f) {
				return
			}
		case <-s.awaiting:
			s.giveUp(false)
		case <-s.cutOff:
			s.sendAway()
		case <-idle.C:
			if s.idle() {
				return
			}
			idle.Reset(idleStation)
		}
		if s.over {
			return
		}
		if !s.idle() {
			idle.Reset(idleStation)
		}
	}
}

// idle: the own home's station stays as long as that does, and one that has
// recorded anything until the conference is over.
func (s *station) idle() bool {
	return s.session != nil && s.session.home != s.reg.self() && len(s.people)+s.joining+len(s.calls)+len(s.holds) == 0
}

// keep sees to it that the station has a home.
func (s *station) keep() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	defer context.AfterFunc(s.tenure.over, cancel)()
	for {
		got, err := s.connect(ctx)
		if err != nil {
			select {
			case <-s.done: // that is why
				return
			default:
			}
			if ctx.Err() != nil {
				s.abandon()
			} else {
				s.fail(err)
			}
			return
		}
		if got.pump != nil {
			s.tenure.ended.Go(got.pump)
		}
		if s.do(context.Background(), func(time.Time) { s.attach(got) }) != nil {
			got.stop()
			return
		}
		if !s.watch(ctx, got) || s.do(context.Background(), func(time.Time) { s.drain(got) }) != nil {
			return
		}
	}
}

// watch waits until a session is lost. It reports whether another one is needed.
func (s *station) watch(ctx context.Context, now *session) bool {
	for {
		changed := s.reg.changed()
		if !s.reg.live(now.home) {
			now.stop() // its silence is noticed later
		}
		select {
		case <-now.lost:
			return true
		case <-changed:
		case <-s.done:
			now.stop()
			return false
		case <-ctx.Done():
			s.leave(now)
			return false
		}
	}
}

// attach gives the station its home.
func (s *station) attach(now *session) {
	s.set(now)
	s.seen, s.cutOff = 0, nil
	s.giveUp(true)
	s.box.poke()
}

// drain takes what a home has said before it was lost, so that the next one is
// not told what is no longer so.
func (s *station) drain(lost *session) {
	if s.session != lost {
		return
	}
	for f := range lost.frames {
		if s.take(f) {
			s.over = true
			return
		}
	}
	s.loseHome()
}

// loseHome leaves everything as it is until there is another one.
func (s *station) loseHome() {
	s.session.stop()
	if s.session.pump == nil {
		close(s.session.lost)
	}
	s.set(nil)
	s.cutOff = time.After(cutOffAfter)
}

func (s *station) set(now *session) {
	for _, w := range s.waiting {
		w.seen <- false
	}
	s.waiting = nil
	if s.session != nil {
		s.session.seen = s.seen
	}
	s.mu.Lock()
	s.session = now
	s.notify()
	s.mu.Unlock()
}

// notify runs with mu held.
func (s *station) notify() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// present is the session at the moment, and a channel that is closed when that
// changes.
func (s *station) present() (*session, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.session, s.changed
}

// homeElsewhere is the node of the home, when the station has one that is not here.
func (s *station) homeElsewhere() string {
	if now, _ := s.present(); now != nil && now.home != s.reg.self() {
		return now.home
	}
	return ""
}

// fail ends the station because it has no home, and nobody in it.
func (s *station) fail(err error) {
	s.mu.Lock()
	s.failed = err
	s.mu.Unlock()
	s.abandon()
}

// abandon ends the station. Whoever is in it leaves, since its node stops.
func (s *station) abandon() {
	_ = s.do(context.Background(), func(now time.Time) {
		for _, id := range slices.Sorted(maps.Keys(s.people)) {
			in := s.people[id].recorded.ConferenceID
			s.tell(Notice{To: id, Event: Disconnected{Reason: reasonNodeStopped}})
			if in != "" {
				s.record(now, []Fact{{Type: link.FactParticipantLeft, Data: link.ParticipantLeft{
					ConferenceID: in, ParticipantID: id, Reason: reasonNodeStopped.Name, Code: reasonNodeStopped.Code,
				}}})
			}
		}
		for _, id := range slices.Sorted(maps.Keys(s.holds)) {
			ended := link.ConferenceEnded{ConferenceID: id, Reason: reasonNodeStopped.Name}
			if s.replica != nil && s.replica.ConferenceID == id {
				ended.Nodes, ended.Entries = others(s.reg.self(), s.replica.Nodes)
			}
			s.record(now, []Fact{{Type: link.FactConferenceEnded, Data: ended}})
		}
		s.over = true
	})
}

// leave gives the seats of a node that stops back to a home elsewhere. The home
// on the same node does that itself.
func (s *station) leave(now *session) {
	if now.home == s.reg.self() {
		select {
		case <-s.done:
			return
		case <-now.lost:
		}
	} else {
		ctx, cancel := context.WithTimeout(context.Background(), leaveTime)
		defer cancel()
		if _, err := s.ask(ctx, request{Input: NodeStops{NodeID: s.reg.self()}}); err != nil && !ended(err) {
			s.reg.log.Warn("the home does not know that this node stops", slog.String("conference", s.conferenceID()), slog.Any("error", err))
		}
	}
	s.abandon()
	now.stop()
}

// home waits until there is one, and another than the one that is of no use.
func (s *station) home(ctx context.Context, not *session) (*session, error) {
	ctx, cancel := context.WithTimeout(ctx, homeWait)
	defer cancel()
	for {
		now, changed := s.present()
		if now != nil && now != not && now.ready.Load() {
			return now, nil
		}
		select {
		case <-changed:
		case <-s.done:
			s.mu.Lock()
			failed := s.failed
			s.mu.Unlock()
			if failed != nil {
				return nil, &Refusal{Code: CodeUnavailable, Detail: failed.Error()}
			}
			return nil, errEnded
		case <-ctx.Done():
			if errors.Is(ctx.Err(), context.DeadlineExceeded) {
				return nil, &Refusal{Code: CodeUnavailable, Detail: "the conference has no home at the moment"}
			}
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
// has done what the answer brought about. When the home is lost the question is
// put to the next one.
func (s *station) asked(ctx context.Context, put func(uplink) (answer, error)) (answer, error) {
	a, _, err := s.put(ctx, nil, put)
	return a, err
}

// ask is asked for a question, or for an input that may be repeated. What a home
// has done of which nothing got here is gone with it: the next one is to do it,
// too.
func (s *station) ask(ctx context.Context, q request) (answer, error) {
	var before *session
	for {
		a, lost, err := s.put(ctx, before, func(up uplink) (answer, error) { return up.ask(ctx, q) })
		if err != nil || lost == nil || q.Input == nil {
			return a, err
		}
		before = lost
	}
}

// put gives the session that was lost between an answer and what came of it.
func (s *station) put(ctx context.Context, before *session, put func(uplink) (answer, error)) (answer, *session, error) {
	for {
		now, err := s.home(ctx, before)
		if err != nil {
			return answer{}, nil, err
		}
		a, err := put(now)
		switch {
		case errors.Is(err, errStale):
			if !errors.Is(err, peer.ErrUnreachable) {
				s.hearOut(ctx, now)
			}
			now.stop()
			before = now
			continue
		case ended(err):
			select {
			case <-s.done: // the last frame was under way
			case <-now.lost:
			case <-ctx.Done():
			}
		default:
			if !s.caughtUp(ctx, now, a.After) {
				return a, now, err
			}
		}
		return a, nil, err
	}
}

// hearOut waits for the last frames of a home that says it is none for this
// station: what they say has happened.
func (s *station) hearOut(ctx context.Context, last *session) {
	late := time.NewTimer(lastWords)
	defer late.Stop()
	select {
	case <-last.lost:
	case <-late.C:
	case <-s.done:
	case <-ctx.Done():
	}
}

// caughtUp waits until the station has seen a frame, and says whether it has. What
// was asked is done: that the conference is over now is another matter.
func (s *station) caughtUp(ctx context.Context, in *session, after uint64) bool {
	w := wait{after, make(chan bool, 1)}
	err := s.do(ctx, func(time.Time) {
		switch {
		case s.session != in:
			w.seen <- in.seen >= after
		case s.seen >= after:
			w.seen <- true
		default:
			s.waiting = append(s.waiting, w)
		}
	})
	if err != nil {
		return true
	}
	select {
	case seen := <-w.seen:
		return seen
	case <-s.done:
	case <-ctx.Done():
	}
	return true
}

// finish leaves nothing behind. The registry forgets the station after its last
// fact is in order, so that a successor's facts follow it, and before requests
// fail, so that who tries again finds the successor.
func (s *station) finish() {
	close(s.gone)
	s.detach()
	s.reg.forgetStation(s)
	close(s.done)
	for id, p := range s.people {
		s.reg.seats.drop(id)
		p.close()
	}
	s.closers.Wait()
	if s.media != nil {
		s.media.Close()
	}
	s.reg.ledger.set(s.account, 0)
}
