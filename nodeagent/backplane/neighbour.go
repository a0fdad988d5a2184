package backplane

import (
	"context"
	"encoding/binary"
	"log/slog"
	"net/netip"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Times of a session.
const (
	tick      = 100 * time.Millisecond
	aliveTime = 500 * time.Millisecond // between two keep-alives
	lossTime  = 3 * time.Second        // a neighbour not heard from for so long is lost
	takeTime  = 2 * time.Second        // between two times that it is said what we take
	takeLife  = time.Minute            // what is not said again for so long is taken no more
	lookTime  = time.Second            // between two looks at the directory
	idleTime  = time.Minute            // a neighbour without streams for so long is forgotten
	hintTime  = time.Second            // between two requests because of an unknown key
)

// neighbour is another node that streams are exchanged with, in either
// direction. Its goroutines: run, which alone calls the Router; talk, which
// alone sends requests; and the lanes.
type neighbour struct {
	b    *Backplane
	id   string
	ssrc uint32 // of our reports
	stop func()

	out     outbox
	lanes   []*lane
	reports queue
	wake    chan struct{} // of run
	call    chan struct{} // of talk
	keys    atomic.Pointer[keyset]
	rtt     atomic.Int64
	heard   atomic.Int64 // when it was heard last, authenticated
	hint    atomic.Int64 // when an unknown key was met last
	drops   drops

	mu sync.Mutex // guards all below; comes before out.mu
	// far is the other side as it last said.
	far struct {
		epoch     uint64
		ssrc      uint32
		number    uint64 // of the newest list of what it takes
		reportNTP uint64
		reportAt  int64
	}
	boot      uint64
	address   netip.AddrPort
	newestKey *sendKey // that the other side has, or is to have; nil: none
	mki       uint32
	nextSSRC  uint32
	callDue   bool // a session request is due
	takes     map[string]*take
	given     map[string]*given
	outs      map[uint32]*outStream
	detach    []*outStream
	keyFrames []*outStream
	reconcile bool
	retries   uint64 // times that Retry was called
	down      bool
	idleSince int64
	links     map[string]*traffic
	estimate  estimator
	againRate int   // bits sent again in the last second
	deaf      bool  // the other side does not hear us
	since     int64 // when streams began to be exchanged
}

// take is what this node takes of one conference.
type take struct {
	wants   map[StreamID]Sink
	order   []StreamID
	version uint64 // of wants
	said    uint64 // the version that the other side has answered
	ended   int64  // when wants became empty
	streams map[StreamID]*inStream
	wantKey map[StreamID]bool // keyframes wanted of streams that have no number yet
}

// given is what a neighbour takes of one conference.
type given struct {
	streams map[StreamID]*outStream
	heard   int64
}

// maxLanes share a neighbour's incoming streams.
const maxLanes = 4

func newNeighbour(b *Backplane, id string) *neighbour {
	n := &neighbour{
		b: b, id: id, ssrc: random32(), nextSSRC: random32(), mki: random32(), stop: func() {},
		out: newOutbox(b.socket), reports: newQueue(), wake: make(chan struct{}, 1), call: make(chan struct{}, 1),
		takes: map[string]*take{}, given: map[string]*given{}, outs: map[uint32]*outStream{}, links: map[string]*traffic{},
	}
	for range min(runtime.GOMAXPROCS(0), maxLanes) {
		l := &lane{n: n, queue: newQueue()}
		l.streams.Store(&streams{})
		n.lanes = append(n.lanes, l)
	}
	n.keys.Store(&keyset{})
	return n
}

func ssrcOf(d []byte) uint32 { return binary.BigEndian.Uint32(d[8:]) }

func (n *neighbour) laneOf(ssrc uint32) *lane { return n.lanes[ssrc%uint32(len(n.lanes))] }

func (n *neighbour) roundTrip() time.Duration { return time.Duration(n.rtt.Load()) }

func (n *neighbour) heardAt(now int64) { n.heard.Store(now) }

// strangeKey notes a datagram under a key that we do not have. It may be
// anybody's, so it changes nothing; but the neighbour may know better, and is
// asked over mutual TLS, once in a while.
func (n *neighbour) strangeKey(now int64) {
	n.drops.unknownKey.Add(1)
	last := n.hint.Load()
	if (last == 0 || now-last >= int64(hintTime)) && n.hint.CompareAndSwap(last, now) {
		poke(n.wake)
	}
}

// run is the main goroutine.
func (n *neighbour) run(ctx context.Context) {
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	defer n.leave()
	var p pulse
	n.look(n.b.now(), &p)
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		case <-n.wake:
		case <-n.reports.wake:
		}
		n.out.resume(n)
		now := n.b.now()
		n.reports.take().each(func(d []byte) { n.openReport(d, now) })
		n.beat(now, &p)
	}
}

// pulse is when the main goroutine did what it does from time to time.
type pulse struct {
	tick, alive, look, second, hint int64
	active                          bool
	rate                            int // bits sent in the last second
}

// beat does what is due.
func (n *neighbour) beat(now int64, p *pulse) {
	if hint := n.hint.Load(); hint != p.hint {
		p.hint = hint
		n.mu.Lock()
		n.callDue = true
		n.mu.Unlock()
		poke(n.call)
	}
	if now-p.look >= int64(lookTime) {
		n.look(now, p)
	}
	n.judge(now, p)
	n.route()
	n.wantKeyFrames(now)
	ticked := now-p.tick >= int64(tick)
	if p.active {
		if now-p.alive >= int64(n.alivePause()) {
			p.alive = now
			n.alive(now)
		}
		n.tell(now, ticked)
	}
	if ticked {
		n.out.mu.Lock()
		n.out.now = now
		n.out.earn(p.rate, now-p.tick)
		n.out.mu.Unlock()
		p.tick = now
	}
	if now-p.second >= int64(time.Second) {
		p.rate = n.second(now, now-p.second)
		p.second = now
		n.b.forget(n, now)
	}
}

// alivePause is short until the round trip is known.
func (n *neighbour) alivePause() time.Duration {
	if n.rtt.Load() == 0 {
		return tick
	}
	return aliveTime
}

// look asks the directory where the neighbour is and whether it lives anew, and
// sees to the age of keys.
func (n *neighbour) look(now int64, p *pulse) {
	p.look = now
	node, _ := n.b.directory.Find(n.id)
	to := netip.AddrPortFrom(node.Address.Addr().Unmap(), node.Address.Port())
	if !node.Address.IsValid() {
		to = netip.AddrPort{}
	}
	if keys := *n.keys.Load(); len(keys) > 0 {
		n.mu.Lock()
		keys = n.keys.Load().at(now)
		n.keys.Store(&keys)
		n.mu.Unlock()
	}
	n.mu.Lock()
	moved := n.address != to
	n.address = to
	n.out.mu.Lock()
	n.out.to = to
	worn := n.out.key != nil && n.out.key.worn(now)
	n.out.mu.Unlock()
	again := node.Boot != 0 && n.boot != 0 && node.Boot != n.boot
	if node.Boot != 0 {
		n.boot = node.Boot
	}
	if n.newestKey != nil && (again || worn && n.newestKey == n.out.currentKey()) {
		n.freshKey(now)
		n.callDue = true
		poke(n.call)
	}
	n.mu.Unlock()
	if moved {
		n.b.moved(n, to)
	}
}

func (o *outbox) currentKey() *sendKey {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.key
}

// judge says whether the neighbour is lost, or back.
func (n *neighbour) judge(now int64, p *pulse) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for conf, g := range n.given {
		if now-g.heard > int64(takeLife) {
			n.give(conf, nil, now)
		}
	}
	for conf, t := range n.takes {
		// A neighbour that cannot be told knows by itself that it is not told any
		// more.
		if len(t.wants) == 0 && (t.said == 0 || now-t.ended > int64(takeLife)) {
			delete(n.takes, conf)
			n.unlink(conf)
		}
	}
	active := len(n.takes) > 0 || len(n.outs) > 0
	if active {
		n.idleSince = 0
	} else if n.idleSince == 0 {
		n.idleSince = now
	}
	if active && !p.active {
		n.heard.Store(now) // it is given the time that it takes to get in touch
		n.since, n.deaf, n.down = now, false, false
	}
	p.active = active
	silent := n.deaf || now-n.heard.Load() >= int64(lossTime)
	switch {
	case !active || silent == n.down:
	case silent:
		n.down = true
		n.b.log.Warn("a neighbour of the backplane is silent, or does not hear us", slog.String("node", n.id))
		for _, s := range n.outs {
			if s.attached {
				s.attached = false
				n.detach = append(n.detach, s)
			}
			s.refused = false
		}
		n.rtt.Store(0)
		n.estimate.reset()
		n.callDue = true
		poke(n.call)
	default:
		n.down = false
		n.reconcile = true
		n.b.log.Info("a neighbour of the backplane is back", slog.String("node", n.id))
	}
}

// route tells the Router what the neighbour takes and takes no more. No lock is
// held meanwhile.
func (n *neighbour) route() {
	n.mu.Lock()
	detach, retries := n.detach, n.retries
	keyFrames := slices.DeleteFunc(n.keyFrames, func(s *outStream) bool { return !s.attached || n.outs[s.ssrc] != s })
	n.detach, n.keyFrames = nil, nil
	var attach []*outStream
	if n.reconcile && !n.down && n.out.currentKey() != nil {
		n.reconcile = false
		for _, s := range n.outs {
			// A later version may know more purposes.
			if !s.attached && !s.refused && s.id.Purpose <= Slides {
				attach = append(attach, s)
			}
		}
	}
	n.mu.Unlock()
	for _, s := range detach {
		n.b.router.Detach(n.id, s.conf, s.id)
	}
	for _, s := range attach {
		n.attach(s, retries)
	}
	for _, s := range keyFrames {
		n.b.router.KeyFrame(n.id, s.conf, s.id)
	}
}

func (n *neighbour) attach(s *outStream, retries uint64) {
	if !n.b.router.Attach(n.id, s.conf, s.id, s) {
		n.mu.Lock()
		s.refused = n.retries == retries // else there may be such a stream by now
		n.reconcile = n.reconcile || !s.refused
		n.mu.Unlock()
		return
	}
	n.mu.Lock()
	gone := n.outs[s.ssrc] != s
	s.attached = !gone
	wanted := s.wanted
	s.wanted = false
	n.mu.Unlock()
	if wanted && !gone {
		n.b.router.KeyFrame(n.id, s.conf, s.id)
	}
	if gone {
		n.b.router.Detach(n.id, s.conf, s.id)
	}
}

// leave says goodbye and detaches everything.
func (n *neighbour) leave() {
	n.mu.Lock()
	for _, s := range n.outs {
		if s.attached {
			s.attached = false
			n.detach = append(n.detach, s)
		}
	}
	n.reconcile = false
	n.mu.Unlock()
	n.bye()
	n.route()
	n.b.moved(n, netip.AddrPort{})
}
