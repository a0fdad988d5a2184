package backplane

import (
	"bytes"
	"container/heap"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/parley-video/parley/nodeagent/peer"
)

// world is nodes and a network between them, in memory. Its faults are seeded.
type world struct {
	t     *testing.T
	mu    sync.Mutex
	rand  *rand.Rand
	hosts map[string]*host // by id
	delay time.Duration    // one way
	// fate decides about a datagram: when it arrives, each time; none: never.
	fate  func(from, to string, b []byte) []time.Duration
	cut   map[[2]string]bool // no datagrams
	mute  map[[2]string]bool // no requests
	asked map[string]int     // requests by path
	slow  time.Duration      // what a request may take longer
}

// host is a node's place in the network, which outlives its process.
type host struct {
	w      *world
	id     string
	addr   netip.AddrPort
	boot   uint64
	socket *memSocket
	mux    *peer.Mux // of the process; nil: none runs
	b      *Backplane
	stop   func()
	router *fakeRouter
	wrap   func(*fakeRouter, *Backplane) Router // nil: as it is
}

func newWorld(t *testing.T) *world {
	return &world{
		t: t, rand: rand.New(rand.NewPCG(1, 2)), hosts: map[string]*host{}, delay: 25 * time.Millisecond,
		cut: map[[2]string]bool{}, mute: map[[2]string]bool{}, asked: map[string]int{},
	}
}

// node adds a node and starts its process.
func (w *world) node(id string) *host {
	h := &host{w: w, id: id, addr: netip.AddrPortFrom(netip.AddrFrom4([4]byte{10, 0, 0, byte(len(w.hosts) + 1)}), 4000)}
	w.mu.Lock()
	w.hosts[id] = h
	w.mu.Unlock()
	h.start(newFakeRouter())
	return h
}

// start starts a node's process anew.
func (h *host) start(r *fakeRouter) {
	h.w.mu.Lock()
	h.boot++
	h.socket = newMemSocket(h)
	h.mux = &peer.Mux{}
	h.w.mu.Unlock()
	h.router = r
	h.b = New(Config{Peers: memPeers{h.mux, &peer.Client{ID: h.id, Transport: h.transport}}, Socket: h.socket, Directory: h.w})
	h.b.Route(h.router)
	if h.wrap != nil {
		h.b.Route(h.wrap(h.router, h.b))
	}
	ctx, cancel := context.WithCancel(h.w.t.Context())
	var group sync.WaitGroup
	group.Go(func() {
		if err := h.b.Run(ctx); err != nil {
			h.w.t.Error(err)
		}
	})
	socket := h.socket
	group.Go(func() { socket.run(ctx) })
	h.stop = sync.OnceFunc(func() { cancel(); group.Wait() })
}

// kill ends a node's process without a word: nothing that it says in its last
// moment gets out.
func (h *host) kill() {
	h.w.mu.Lock()
	h.mux, h.socket.dead = nil, true
	h.w.mu.Unlock()
	h.stop()
}

// calls is how many requests of a path have been made.
func (w *world) calls(path string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.asked[path]
}

func (w *world) close() {
	for _, h := range w.hosts {
		h.stop()
	}
}

// Find implements Directory.
func (w *world) Find(id string) (Node, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	h := w.hosts[id]
	if h == nil {
		return Node{}, false
	}
	return Node{Address: h.addr, Boot: h.boot}, true
}

type memPeers struct {
	*peer.Mux
	*peer.Client
}

func (h *host) transport(to string) (http.RoundTripper, error) {
	return roundTrip(func(r *http.Request) (*http.Response, error) {
		w := h.w
		body, _ := io.ReadAll(r.Body)
		// A process that is gone asks nothing any more.
		w.mu.Lock()
		alive, there, back := h.mux != nil, w.delay, w.delay
		if w.slow > 0 {
			there += time.Duration(w.rand.Int64N(int64(w.slow)))
			back += time.Duration(w.rand.Int64N(int64(w.slow)))
		}
		w.mu.Unlock()
		if !alive {
			return nil, errors.New("gone")
		}
		if !pause(r.Context(), there) {
			return nil, r.Context().Err()
		}
		w.mu.Lock()
		var mux *peer.Mux
		if far := w.hosts[to]; far != nil && !w.mute[[2]string{h.id, to}] && !w.mute[[2]string{to, h.id}] {
			mux = far.mux
		}
		w.asked[r.URL.Path]++
		w.mu.Unlock()
		if mux == nil {
			return nil, errors.New("no such node")
		}
		at := httptest.NewRecorder()
		in := httptest.NewRequest(http.MethodPost, r.URL.Path, bytes.NewReader(body))
		mux.ServeHTTP(at, in.WithContext(peer.WithCaller(in.Context(), h.id)))
		if !pause(r.Context(), back) {
			return nil, r.Context().Err()
		}
		return at.Result(), nil
	}), nil
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// memSocket is a UDP socket in memory.
type memSocket struct {
	h     *host
	wake  chan struct{}
	dead  bool // guarded by world.mu
	mu    sync.Mutex
	to    func([]byte, netip.AddrPort)
	queue arrivals
	n     int
}

type arrival struct {
	at   time.Time
	n    int
	from netip.AddrPort
	b    []byte
}

type arrivals []arrival

func (a arrivals) Len() int { return len(a) }
func (a arrivals) Less(i, j int) bool {
	return a[i].at.Before(a[j].at) || (a[i].at.Equal(a[j].at) && a[i].n < a[j].n)
}
func (a arrivals) Swap(i, j int) { a[i], a[j] = a[j], a[i] }
func (a *arrivals) Push(x any)   { *a = append(*a, x.(arrival)) }
func (a *arrivals) Pop() any {
	x := (*a)[len(*a)-1]
	*a = (*a)[:len(*a)-1]
	return x
}

func newMemSocket(h *host) *memSocket { return &memSocket{h: h, wake: make(chan struct{}, 1)} }

func (s *memSocket) HandleRTP(h func([]byte, netip.AddrPort)) { s.to = h }

func (s *memSocket) WriteTo(b []byte, to netip.AddrPort) error {
	w := s.h.w
	w.mu.Lock()
	defer w.mu.Unlock()
	if s.dead {
		return errors.New("closed")
	}
	for _, far := range w.hosts {
		if far.addr != to || w.cut[[2]string{s.h.id, far.id}] {
			continue
		}
		when := []time.Duration{w.delay}
		if w.fate != nil {
			when = w.fate(s.h.id, far.id, b)
		}
		for _, d := range when {
			far.socket.arrive(b, s.h.addr, d)
		}
	}
	return nil
}

func (s *memSocket) WriteBatch(list [][]byte, to netip.AddrPort) error {
	for _, b := range list {
		if err := s.WriteTo(b, to); err != nil {
			return err
		}
	}
	return nil
}

// arrive has a datagram arrive after d.
func (s *memSocket) arrive(b []byte, from netip.AddrPort, d time.Duration) {
	s.mu.Lock()
	s.n++
	heap.Push(&s.queue, arrival{at: time.Now().Add(d), n: s.n, from: from, b: slices.Clone(b)})
	s.mu.Unlock()
	poke(s.wake)
}

func (s *memSocket) run(ctx context.Context) {
	for {
		s.mu.Lock()
		wait := time.Hour
		var next *arrival
		if len(s.queue) > 0 {
			if wait = time.Until(s.queue[0].at); wait <= 0 {
				a := heap.Pop(&s.queue).(arrival)
				next = &a
			}
		}
		s.mu.Unlock()
		if next != nil {
			s.to(next.b, next.from)
			continue
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-s.wake:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// fakeRouter is an engine that has the streams it was told of.
type fakeRouter struct {
	mu        sync.Mutex
	has       map[StreamID]bool
	sources   map[[2]string]map[StreamID]Source // by neighbour and conference
	attached  map[StreamID]int                  // by stream: attached less detached
	attaches  int
	refusals  int
	keyFrames map[StreamID]int
	wrong     []string
}

func newFakeRouter(ids ...StreamID) *fakeRouter {
	r := &fakeRouter{
		has: map[StreamID]bool{}, sources: map[[2]string]map[StreamID]Source{}, attached: map[StreamID]int{}, keyFrames: map[StreamID]int{},
	}
	r.add(ids...)
	return r
}

func (r *fakeRouter) add(ids ...StreamID) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, id := range ids {
		r.has[id] = true
	}
}

func (r *fakeRouter) Attach(neighbour, conf string, id StreamID, out Source) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.has[id] {
		r.refusals++
		return false
	}
	at := [2]string{neighbour, conf}
	if r.sources[at] == nil {
		r.sources[at] = map[StreamID]Source{}
	}
	if r.sources[at][id] != nil {
		r.wrong = append(r.wrong, "attached twice")
	}
	r.sources[at][id] = out
	r.attached[id]++
	r.attaches++
	return true
}

func (r *fakeRouter) Detach(neighbour, conf string, id StreamID) {
	r.mu.Lock()
	defer r.mu.Unlock()
	at := [2]string{neighbour, conf}
	if r.sources[at][id] == nil {
		r.wrong = append(r.wrong, "detached without having been attached")
	}
	delete(r.sources[at], id)
	r.attached[id]--
}

func (r *fakeRouter) KeyFrame(neighbour, conf string, id StreamID) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.sources[[2]string{neighbour, conf}][id] == nil {
		r.wrong = append(r.wrong, "keyframe of what is not attached")
	}
	r.keyFrames[id]++
}

// source is where a neighbour takes a stream; nil: nowhere.
func (r *fakeRouter) source(neighbour, conf string, id StreamID) Source {
	r.mu.Lock()
	defer r.mu.Unlock()
	if s := r.sources[[2]string{neighbour, conf}][id]; s != nil {
		return s
	}
	return nil
}

func (r *fakeRouter) check(t *testing.T) {
	t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, w := range r.wrong {
		t.Error(w)
	}
}

func (r *fakeRouter) counts() (attaches, refusals, open int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, n := range r.attached {
		open += n
	}
	return r.attaches, r.refusals, open
}

// fakeSink keeps what it is handed.
type fakeSink struct {
	mu      sync.Mutex
	packets []Packet
	clocks  [][2]uint64
}

func (s *fakeSink) RTP(p *Packet) {
	s.mu.Lock()
	defer s.mu.Unlock()
	kept := *p
	kept.Payload = slices.Clone(p.Payload)
	s.packets = append(s.packets, kept)
}

func (s *fakeSink) Clock(ntp uint64, rtp uint32) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clocks = append(s.clocks, [2]uint64{ntp, uint64(rtp)})
}

func (s *fakeSink) got() []Packet {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.packets)
}

func (s *fakeSink) seqs() map[uint16]int {
	out := map[uint16]int{}
	for _, p := range s.got() {
		out[p.Seq]++
	}
	return out
}
