package backplane

import (
	"net/netip"
	"slices"
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
