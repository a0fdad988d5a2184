package backplane

import (
	"context"
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/parley-video/parley/nodeagent/backplane"
	"github.com/parley-video/parley/nodeagent/peer"
)

const (
	size    = 1100
	streams = 8
	// burst packets leave every pause: 16,000 a second, 140 Mbit/s.
	burst = 16
	pause = time.Millisecond
	// warm packets go first in each phase.
	warm = 2000
)

// socket is a UDP port as the nodes have it; both phases use it alike.
type socket struct {
	conn *net.UDPConn
	to   func([]byte, netip.AddrPort)
}

func newSocket(b *testing.B) *socket {
	b.Helper()
	conn, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		b.Fatal(err)
	}
	_ = conn.SetReadBuffer(8 << 20)
	_ = conn.SetWriteBuffer(8 << 20)
	return &socket{conn: conn}
}

func (s *socket) addr() netip.AddrPort { return s.conn.LocalAddr().(*net.UDPAddr).AddrPort() }

func (s *socket) HandleRTP(h func([]byte, netip.AddrPort)) { s.to = h }

func (s *socket) WriteTo(d []byte, to netip.AddrPort) error {
	_, err := s.conn.WriteToUDPAddrPort(d, to)
	return err
}

func (s *socket) WriteBatch(list [][]byte, to netip.AddrPort) error {
	for _, d := range list {
		if err := s.WriteTo(d, to); err != nil {
			return err
		}
	}
	return nil
}

func (s *socket) run() {
	buf := make([]byte, 2048)
	for {
		n, from, err := s.conn.ReadFromUDPAddrPort(buf)
		if err != nil {
			return
		}
		s.to(buf[:n], from)
	}
}

// nodes are two nodes without TLS between them: requests are not measured.
type nodes struct {
	at    map[string]netip.AddrPort
	muxes map[string]*peer.Mux
}

func (n *nodes) Find(id string) (backplane.Node, bool) {
	a, ok := n.at[id]
	return backplane.Node{Address: a, Boot: 1}, ok
}

type ports struct {
	*peer.Mux
	*peer.Client
}

type carrier func(*http.Request) (*http.Response, error)

func (c carrier) RoundTrip(r *http.Request) (*http.Response, error) { return c(r) }

func (n *nodes) ports(id string) ports {
	n.muxes[id] = &peer.Mux{}
	return ports{n.muxes[id], &peer.Client{ID: id, Transport: func(to string) (http.RoundTripper, error) {
		return carrier(func(r *http.Request) (*http.Response, error) {
			at := httptest.NewRecorder()
			in := httptest.NewRequest(http.MethodPost, r.URL.Path, io.NopCloser(r.Body))
			n.muxes[to].ServeHTTP(at, in.WithContext(peer.WithCaller(in.Context(), id)))
			return at.Result(), nil
		}), nil
	}}}
}

// router gives every stream.
type router struct{ sources chan backplane.Source }

func (r router) Attach(_, _ string, _ backplane.StreamID, out backplane.Source) bool {
	r.sources <- out
	return true
}
func (router) Detach(_, _ string, _ backplane.StreamID)   {}
func (router) KeyFrame(_, _ string, _ backplane.StreamID) {}

// clock is what packets are stamped with.
var began = time.Now()

// meter takes stamped packets. Its delays are in nanoseconds.
type meter struct {
	got    atomic.Int64
	mu     sync.Mutex
	delays []int64
}

func (m *meter) take(payload []byte) {
	late := int64(time.Since(began)) - int64(binary.BigEndian.Uint64(payload))
	m.mu.Lock()
	m.delays = append(m.delays, late)
	m.mu.Unlock()
	m.got.Add(1)
}

func (m *meter) RTP(p *backplane.Packet) { m.take(p.Payload) }
func (m *meter) Clock(uint64, uint32)    {}

func cpu() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// result is what a phase showed.
type result struct {
	cpu            float64 // µs for each packet
	p50, p99, lost float64
}

// phase sends n packets and waits for them.
func phase(m *meter, n int, send func(i int, payload []byte)) result {
	m.mu.Lock()
	m.delays = m.delays[:0]
	m.mu.Unlock()
	m.got.Store(0)
	payload := make([]byte, size)
	before := cpu()
	ticker := time.NewTicker(pause)
	defer ticker.Stop()
	for i := range n {
		if i%burst == 0 {
			<-ticker.C
		}
		binary.BigEndian.PutUint64(payload, uint64(time.Since(began)))
		send(i, payload)
	}
	for range 500 {
		if m.got.Load() >= int64(n) {
			break
		}
		<-ticker.C
	}
	used := cpu() - before
	m.mu.Lock()
	defer m.mu.Unlock()
	slices.Sort(m.delays)
	at := func(percent int) float64 {
		if len(m.delays) == 0 {
			return 0
		}
		return float64(m.delays[(len(m.delays)-1)*percent/100]) / 1000
	}
	return result{
		cpu: float64(used.Nanoseconds()) / 1000 / float64(n), p50: at(50), p99: at(99),
		lost: float64(n-len(m.delays)) / float64(n) * 100,
	}
}

// plain sends over UDP as it is.
func plain(b *testing.B) (*meter, func(i int, payload []byte)) {
	from, to := newSocket(b), newSocket(b)
	m := &meter{}
	to.HandleRTP(func(d []byte, _ netip.AddrPort) { m.take(d) })
	var group sync.WaitGroup
	group.Go(to.run)
	b.Cleanup(func() {
		_ = from.conn.Close()
		_ = to.conn.Close()
		group.Wait()
	})
	at := to.addr()
	return m, func(_ int, payload []byte) { _ = from.WriteTo(payload, at) }
}

// trunk sends over two backplanes, several streams in turn.
func trunk(b *testing.B) (*meter, func(i int, payload []byte)) {
	net := &nodes{at: map[string]netip.AddrPort{}, muxes: map[string]*peer.Mux{}}
	sockets := map[string]*socket{"a": newSocket(b), "b": newSocket(b)}
	r := router{make(chan backplane.Source, streams)}
	made := map[string]*backplane.Backplane{}
	ctx, cancel := context.WithCancel(b.Context())
	var group sync.WaitGroup
	for id, s := range sockets {
		net.at[id] = s.addr()
		made[id] = backplane.New(backplane.Config{Peers: net.ports(id), Socket: s, Directory: net})
		made[id].Route(r)
	}
	for id, s := range sockets {
		group.Go(s.run)
		group.Go(func() { _ = made[id].Run(ctx) })
	}
	b.Cleanup(func() {
		cancel()
		for _, s := range sockets {
			_ = s.conn.Close()
		}
		group.Wait()
	})
	m := &meter{}
	var wants []backplane.Want
	for n := range streams {
		id := backplane.StreamID{ParticipantID: string(rune('a' + n)), Purpose: backplane.Camera}
		wants = append(wants, backplane.Want{StreamID: id, Sink: m})
	}
	made["b"].Take("a", "c", wants)
	var outs []backplane.Source
	for range streams {
		select {
		case s := <-r.sources:
			outs = append(outs, s)
		case <-time.After(10 * time.Second):
			b.Fatal("not attached")
		}
	}
	p := backplane.Packet{Codec: backplane.CodecVP8}
	return m, func(i int, payload []byte) {
		p.Seq, p.TS, p.Payload = uint16(i/streams), uint32(i/streams), payload
		outs[i%streams].RTP(&p)
	}
}

// BenchmarkBackplane sends the same packets over plain UDP and over a backplane,
// in turn, and compares the medians.
func BenchmarkBackplane(b *testing.B) {
	plainMeter, plainSend := plain(b)
	trunkMeter, trunkSend := trunk(b)
	phase(plainMeter, warm, plainSend)
	phase(trunkMeter, warm, trunkSend)
	rounds := 5
	n := max(b.N/rounds, 10*burst)
	var flat, hop []result
	b.ResetTimer()
	for range rounds {
		flat = append(flat, phase(plainMeter, n, plainSend))
		hop = append(hop, phase(trunkMeter, n, trunkSend))
	}
	b.StopTimer()
	median := func(of []result, what func(result) float64) float64 {
		var list []float64
		for _, r := range of {
			list = append(list, what(r))
		}
		slices.Sort(list)
		return list[len(list)/2]
	}
	compare := func(unit string, what func(result) float64) {
		x, y := median(flat, what), median(hop, what)
		b.ReportMetric(x, unit+"-plain")
		b.ReportMetric(y, unit+"-backplane")
		if unit == "µs-CPU" {
			b.ReportMetric(y/x, "ratio-CPU")
		}
	}
	compare("µs-CPU", func(r result) float64 { return r.cpu })
	compare("µs-p50", func(r result) float64 { return r.p50 })
	compare("µs-p99", func(r result) float64 { return r.p99 })
	compare("%-lost", func(r result) float64 { return r.lost })
}
