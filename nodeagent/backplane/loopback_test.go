package backplane

import (
	"context"
	"crypto/tls"
	"log/slog"
	"net/netip"
	"sync"
	"testing"
	"time"

	"github.com/parley-video/parley/internal/pki"
	"github.com/parley-video/parley/nodeagent/peer"
	"github.com/parley-video/parley/nodeagent/peer/peertest"
)

// real is nodes on the loopback interface, with certificates and sockets as in
// life.
type real struct {
	mu    sync.Mutex
	addrs map[string]netip.AddrPort
}

func (r *real) Find(id string) (Node, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	a, ok := r.addrs[id]
	return Node{Address: a, Boot: 1}, ok
}

func (r *real) node(t *testing.T, ca *pki.CA, id string, router Router) (*Backplane, func()) {
	t.Helper()
	cert := peertest.Issue(t, ca, id)
	p, err := peer.New(peer.Config{
		Listen: "127.0.0.1:0", NodeID: id, Certificate: func() *tls.Certificate { return cert }, Roots: ca.Pool(),
		Known: func(id string) bool { _, ok := r.Find(id); return ok },
		Address: func(id string) (string, bool) {
			n, ok := r.Find(id)
			return n.Address.String(), ok
		},
		Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	r.mu.Lock()
	r.addrs[id] = p.LocalAddr()
	r.mu.Unlock()
	b := New(Config{Peers: p, Socket: p, Directory: r})
	b.Route(router)
	ctx, cancel := context.WithCancel(t.Context())
	var group sync.WaitGroup
	group.Go(func() {
		if err := p.Run(ctx); err != nil {
			t.Error(err)
		}
	})
	group.Go(func() {
		if err := b.Run(ctx); err != nil {
			t.Error(err)
		}
	})
	return b, func() { cancel(); group.Wait() }
}

// noticingRouter says when a stream is attached.
type noticingRouter struct {
	*fakeRouter
	attached chan Source
}

func (r *noticingRouter) Attach(neighbour, conf string, id StreamID, out Source) bool {
	ok := r.fakeRouter.Attach(neighbour, conf, id, out)
	if ok {
		r.attached <- out
	}
	return ok
}

// noticingSink says when so many packets have come.
type noticingSink struct {
	fakeSink
	n    int
	came chan struct{}
}

func (s *noticingSink) RTP(p *Packet) {
	s.fakeSink.RTP(p)
	if s.n--; s.n == 0 {
		close(s.came)
	}
}

func TestOverRealSockets(t *testing.T) {
	ca := peertest.Authority(t)
	net := &real{addrs: map[string]netip.AddrPort{}}
	router := &noticingRouter{fakeRouter: newFakeRouter(camera), attached: make(chan Source, 9)}
	a, stopA := net.node(t, ca, "a", router)
	defer stopA()
	b, stopB := net.node(t, ca, "b", newFakeRouter())
	defer stopB()

	const n = 2000
	sink := &noticingSink{n: n, came: make(chan struct{})}
	b.Take("a", "c-1", []Want{{camera, sink}})
	late := time.After(20 * time.Second)
	var out Source
	select {
	case out = <-router.attached:
	case <-late:
		t.Fatal("not attached")
	}
	// Several goroutines may feed a stream, and others send meanwhile.
	var group sync.WaitGroup
	pace := time.NewTicker(200 * time.Microsecond)
	defer pace.Stop()
	for from := range 4 {
		group.Go(func() {
			for i := from; i < n; i += 4 {
				<-pace.C
				out.RTP(packet(i, 1100))
			}
		})
	}
	group.Wait()
	select {
	case <-sink.came:
	case <-late:
		t.Fatalf("%d packets came, want %d; links %+v; drops %+v %+v", len(sink.got()), n, b.Links(), a.Drops(), b.Drops())
	}
	for seq, times := range sink.seqs() {
		if times != 1 {
			t.Fatalf("packet %d came %d times", seq, times)
		}
	}
	if l := b.Links(); len(l) != 1 || l[0].Received.Packets != n {
		t.Errorf("links %+v", l)
	}
	stopB()
	stopA()
	router.check(t)
	if _, _, open := router.counts(); open != 0 {
		t.Errorf("%d streams are attached still", open)
	}
}
