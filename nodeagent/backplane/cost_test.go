package backplane

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"runtime"
	"slices"
	"sync"
	"testing"
)

// nowhere is a socket that takes everything.
type nowhere struct{ last []byte }

func (*nowhere) HandleRTP(func([]byte, netip.AddrPort)) {}
func (s *nowhere) WriteTo(b []byte, _ netip.AddrPort) error {
	s.last = b
	return nil
}

func (s *nowhere) WriteBatch(list [][]byte, _ netip.AddrPort) error {
	s.last = list[len(list)-1]
	return nil
}

type countingSink struct{ packets, octets int }

func (s *countingSink) RTP(p *Packet) {
	s.packets++
	s.octets += len(p.Payload)
}
func (s *countingSink) Clock(uint64, uint32) {}

// sending is a stream that is sent to nowhere.
func sending(t testing.TB) (*outStream, *nowhere) {
	_, n, _ := lonely(t)
	socket := &nowhere{}
	n.out.socket = socket
	n.mu.Lock()
	defer n.mu.Unlock()
	n.give("c-1", []StreamID{camera}, 1)
	for _, s := range n.outs {
		return s, socket
	}
	return nil, nil
}

// receiving takes a stream whose packets come from next.
func receiving(t testing.TB) (h *host, n *neighbour, sink *countingSink, next func() []byte) {
	h, n, theirs := lonely(t)
	sink = &countingSink{}
	h.takes(n, sink)
	s, socket := sending(t)
	o := &s.n.out
	o.key, s.ssrc = theirs, 1000
	p := packet(1, 1100)
	return h, n, sink, func() []byte {
		s.RTP(p)
		return socket.last
	}
}

func TestAPacketCostsNoAllocation(t *testing.T) {
	s, _ := sending(t)
	p := packet(1, 1100)
	for range 2000 { // until the ring has its size
		s.RTP(p)
	}
	if got := testing.AllocsPerRun(2000, func() { s.RTP(p) }); got != 0 {
		t.Errorf("%v allocations to send a packet", got)
	}

	h, n, sink, next := receiving(t)
	var all [][]byte
	for range 6000 {
		all = append(all, slices.Clone(next()))
	}
	addr := h.w.hosts["a"].addr
	l := n.laneOf(1000)
	table := *l.streams.Load()
	i := 0
	open := func(d []byte) { l.open(table, d, int64(i)) }
	take := func() {
		h.b.datagram(all[i], addr)
		i++
		l.queue.take().each(open)
	}
	for range 2000 {
		take()
	}
	if got := testing.AllocsPerRun(2000, take); got != 0 {
		t.Errorf("%v allocations to receive a packet", got)
	}
	if sink.packets != i || sink.octets != i*1100 {
		t.Errorf("%d packets of %d bytes came, want %d; drops %+v", sink.packets, sink.octets, i, h.b.Drops())
	}
}

func BenchmarkSend(b *testing.B) {
	s, _ := sending(b)
	p := packet(1, 1100)
	b.ReportAllocs()
	b.SetBytes(1100)
	for b.Loop() {
		s.RTP(p)
	}
}

// BenchmarkReceive includes the sealing of what is received.
func BenchmarkSendAndReceive(b *testing.B) {
	h, n, sink, next := receiving(b)
	addr := h.w.hosts["a"].addr
	l := n.laneOf(1000)
	table := *l.streams.Load()
	open := func(d []byte) { l.open(table, d, 1) }
	b.ReportAllocs()
	b.SetBytes(1100)
	for b.Loop() {
		h.b.datagram(next(), addr)
		l.queue.take().each(open)
	}
	if sink.packets != b.N {
		b.Errorf("%d packets came, want %d", sink.packets, b.N)
	}
}

// slowSocket checks that nobody else writes at the same time.
type slowSocket struct {
	mu      sync.Mutex
	seen    map[[6]byte]int // SSRC and sequence number
	batches int
}

func (*slowSocket) HandleRTP(func([]byte, netip.AddrPort)) {}

func (s *slowSocket) WriteTo(d []byte, to netip.AddrPort) error {
	return s.WriteBatch([][]byte{d}, to)
}

func (s *slowSocket) WriteBatch(list [][]byte, _ netip.AddrPort) error {
	if !s.mu.TryLock() {
		return errors.New("two write at a time")
	}
	defer s.mu.Unlock()
	s.batches++
	for _, d := range list {
		if isRTP(d) {
			s.seen[[6]byte(append(slices.Clone(d[8:12]), d[2:4]...))]++
		}
		runtime.Gosched()
	}
	return nil
}

// Whatever many goroutines send at a time is written once, or counted.
func TestManySendAtATime(t *testing.T) {
	h, n, _ := lonely(t)
	socket := &slowSocket{seen: map[[6]byte]int{}}
	n.out.socket = socket
	h.router.add(camera)
	var ids []StreamID
	for i := range 16 {
		ids = append(ids, StreamID{ParticipantID: fmt.Sprint("p-", i), Purpose: Camera})
	}
	n.mu.Lock()
	n.give("c-1", ids, 1)
	n.mu.Unlock()
	const each = 2000
	var group sync.WaitGroup
	for _, s := range n.outs {
		group.Go(func() {
			p := packet(1, 200)
			for i := range each {
				s.RTP(p)
				if i%50 == 0 {
					s.resend([]uint16{uint16(i)}, int64(i), 0)
				}
			}
		})
	}
	ended := make(chan struct{})
	var main sync.WaitGroup
	main.Go(func() {
		for {
			select {
			case <-n.wake:
				n.out.resume(n)
			case <-ended:
				n.out.resume(n)
				return
			}
		}
	})
	group.Wait()
	close(ended)
	main.Wait()
	n.out.resume(n)
	written := 0
	for range socket.seen {
		written++
	}
	full := int(h.b.Drops().Congested)
	if sent := each * len(ids); written > sent || written+full < sent || h.b.Drops().Failed > 0 {
		t.Errorf("%d of %d packets were written, %d were too many; drops %+v", written, sent, full, h.b.Drops())
	}
	if n.out.pending.Load() != 0 {
		t.Errorf("%d are pending still", n.out.pending.Load())
	}
	t.Logf("%d packets in %d batches, %d too many", written, socket.batches, full)
}

// busySink has the next packet arrive while one is handled, so that the lane
// never rests.
type busySink struct {
	next  func() []byte
	give  func([]byte)
	left  int
	ended func()
}

func (s *busySink) RTP(*Packet) {
	if s.left--; s.left == 0 {
		s.ended()
	} else if s.left > 0 {
		s.give(s.next())
	}
}
func (s *busySink) Clock(uint64, uint32) {}

// reportSocket notices RTCP.
type reportSocket struct {
	nowhere
	seen func()
}

func (s *reportSocket) WriteTo(b []byte, _ netip.AddrPort) error {
	if !isRTP(b) {
		s.seen()
	}
	return nil
}

func TestABusyLaneAsksForWhatIsMissing(t *testing.T) {
	h, n, _, next := receiving(t)
	ctx, cancel := context.WithCancel(t.Context())
	asked := false
	n.out.socket = &reportSocket{seen: func() { asked = true; cancel() }}
	addr := h.w.hosts["a"].addr
	l := n.laneOf(1000)
	sink := &busySink{next: next, give: func(d []byte) { h.b.datagram(d, addr) }, left: 2_000_000, ended: cancel}
	var as Sink = sink
	(*l.streams.Load())[1000].sink.Store(&as)
	h.b.datagram(next(), addr)
	next() // is lost
	h.b.datagram(next(), addr)
	l.run(ctx)
	if !asked {
		t.Errorf("nothing was asked for while %d packets came", 2_000_000-sink.left)
	}
}
