package backplane

import (
	"encoding/binary"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/srtp/v3"
)

const (
	// maxDatagram is the largest datagram, in bytes: what fits an Ethernet frame.
	maxDatagram = 1500 - 28
	// batchSize is how many datagrams wait while others are written: the large
	// pictures of a few cameras at a time.
	batchSize = 256
	// maxRounds is how often whoever sends a packet writes what others have queued
	// meanwhile.
	maxRounds = 2
)

// batch is datagrams on their way to the socket.
type batch struct {
	n    int
	list [batchSize][]byte
	bufs [batchSize]*[maxDatagram]byte // nil: not needed yet
}

// outbox is what goes to a neighbour. Whoever has a packet seals it and, unless
// somebody is writing already, writes it: nobody waits for a batch to fill, and
// under load batches form by themselves.
type outbox struct {
	socket  Socket
	pending atomic.Int32 // datagrams that are queued or being written
	vacant  atomic.Bool  // some are pending, and nobody is writing
	spare   *batch       // belongs to who is writing
	failed  atomic.Uint64

	mu      sync.Mutex // guards all below and the streams' own parts
	key     *sendKey   // that the neighbour is known to have; nil: none
	to      netip.AddrPort
	cur     *batch
	due     bool // the first datagram is pending that whoever holds mu is to write
	scratch [maxDatagram]byte
	header  rtp.Header
	now     int64  // of the last tick
	octets  uint64 // since the last second
	again   uint64 // of them those of packets sent again
	credit  int    // octets that may be sent again
	full    uint64 // packets lost because the socket did not keep up
	refused uint64 // packets without key or address, or too large
}

func newOutbox(s Socket) outbox { return outbox{socket: s, cur: new(batch), spare: new(batch)} }

// outStream is a stream that a neighbour takes: the Source of the engine.
type outStream struct {
	n    *neighbour
	conf string
	id   StreamID
	ssrc uint32

	// Guarded by neighbour.mu.
	attached bool  // Attach said yes
	refused  bool  // Attach said no, and nothing has changed since
	wanted   bool  // a keyframe was asked for before that
	asked    int64 // when one was asked for last

	// Guarded by outbox.mu.
	closed  bool
	key     *sendKey
	srtp    *srtp.Context
	ring    ring
	packets uint64
	octets  uint64
	before  uint64 // packets at the last tick
	idle    int    // ticks without any since
	codec   Codec
	clock   clock
	far     farReport
	judged  farReport // what the estimate has seen of it
}

// clock ties a stream's RTP clock to the wall clock of its source.
type clock struct {
	ntp  uint64
	rtp  uint32
	at   int64 // when it was told; 0: never
	said int64 // when one was passed on last; 0: never
	news bool  // this one was not
}

const (
	clockLeast = 200 * time.Millisecond // between two clocks of a source that talks much
	clockPace  = 2 * time.Second        // until one is passed on again, for it may be lost
	clockLife  = 10 * time.Second       // after which it says nothing any more
)

// due says that it is to be passed on.
func (c *clock) due(now int64) bool {
	pace := clockPace
	if c.news {
		pace = clockLeast
	}
	return c.at != 0 && now-c.at < int64(clockLife) && (c.said == 0 || now-c.said >= int64(pace))
}

// reading is the clock at another time: the wall clock and the RTP clock have
// gone on.
func (c *clock) reading(now int64, rate int64) (ntp uint64, rtp uint32) {
	passed := max(now-c.at, 0)
	sec, rest := uint64(passed/1e9), uint64(passed%1e9)
	return c.ntp + sec<<32 + rest<<32/1e9, c.rtp + uint32(passed/1000*rate/1_000_000)
}

// farReport is what the neighbour says of a stream.
type farReport struct {
	highest        uint32
	lost, repaired uint64
}

func (n *neighbour) newOutStream(conf string, id StreamID, ssrc uint32) *outStream {
	bound := ringVideo
	if id.Purpose == Microphone {
		bound = ringSound
	}
	return &outStream{n: n, conf: conf, id: id, ssrc: ssrc, ring: newRing(bound, 1)}
}

// RTP implements Source.
func (s *outStream) RTP(p *Packet) {
	o := &s.n.out
	o.mu.Lock()
	if s.closed || !o.ready() || len(p.Payload) > s.n.b.MaxPayload() || !s.keyed(o) {
		o.refused++
		o.mu.Unlock()
		return
	}
	buf := o.slot()
	putHeader(buf, p, s.ssrc, uint16(s.ring.next))
	binary.BigEndian.PutUint16(buf[headerLen:], p.Seq)
	n := headerLen + osnLen + copy(buf[headerLen+osnLen:], p.Payload)
	out, err := s.srtp.EncryptRTP(buf[:0], buf[:n], &o.header)
	if err != nil {
		o.refused++
		o.mu.Unlock()
		return
	}
	o.key.used++
	s.ring.put(out, o.now)
	s.packets++
	s.octets += uint64(len(out))
	s.codec = p.Codec
	o.queue(out)
	o.flush(s.n)
}

// Clock implements Source.
func (s *outStream) Clock(ntp uint64, rtp uint32) {
	o := &s.n.out
	now := s.n.b.now()
	o.mu.Lock()
	s.clock = clock{ntp: ntp, rtp: rtp, at: now, said: s.clock.said, news: true}
	o.mu.Unlock()
	poke(s.n.wake)
}

// ready says that there is a key and an address.
func (o *outbox) ready() bool { return o.key != nil && o.to.IsValid() }

// keyed has the stream's context be of the current key.
func (s *outStream) keyed(o *outbox) bool {
	if s.key == o.key {
		return true
	}
	c, err := o.key.context()
	if err != nil {
		return false
	}
	c.SetROC(s.ssrc, uint32(s.ring.next>>16))
	s.key, s.srtp = o.key, c
	return true
}

// slot is where the next datagram is made.
func (o *outbox) slot() []byte {
	if o.cur.n == batchSize {
		return o.scratch[:]
	}
	buf := &o.cur.bufs[o.cur.n]
	if *buf == nil {
		*buf = new([maxDatagram]byte)
	}
	return (*buf)[:]
}

// queue takes the datagram that was made in slot. Whoever calls it calls flush
// before mu is released.
func (o *outbox) queue(d []byte) {
	o.octets += uint64(len(d))
	if o.cur.n == batchSize {
		o.full++ // the neighbour will ask for it
		return
	}
	o.cur.list[o.cur.n] = d
	o.cur.n++
	if o.pending.Add(1) == 1 {
		o.due = true
	}
}

// flush writes what is queued, unless somebody else is at it. It is called with
// mu held and returns without.
//
// The right to write goes with the first datagram that is pending, and ends with
// the last: so whoever writes alone takes mu once.
func (o *outbox) flush(n *neighbour) {
	if !o.due && !o.vacant.CompareAndSwap(true, false) {
		o.mu.Unlock()
		return
	}
	o.due = false
	for round := 1; ; round++ {
		b, to := o.cur, o.to
		o.cur = o.spare
		o.mu.Unlock()
		if done := o.write(b, to); done {
			return
		}
		if round == maxRounds {
			// He has work of his own: the next who sends goes on, or else the main
			// goroutine.
			o.vacant.Store(true)
			poke(n.wake)
			return
		}
		o.mu.Lock()
	}
}

// resume goes on where flush has left it to others.
func (o *outbox) resume(n *neighbour) {
	if o.vacant.Load() {
		o.mu.Lock()
		o.flush(n)
	}
}

// write writes a batch, and says whether nothing is pending then.
func (o *outbox) write(b *batch, to netip.AddrPort) (done bool) {
	var err error
	if b.n == 1 {
		err = o.socket.WriteTo(b.list[0], to)
	} else {
		err = o.socket.WriteBatch(b.list[:b.n], to)
	}
	if err != nil {
		o.failed.Add(1)
	}
	written := b.n
	b.n = 0
	o.spare = b
	return o.pending.Add(-int32(written)) == 0
}

// Sending again.
const (
	// againShare of what is sent may be sent again, and at least againLeast octets
	// a second. What is lost beyond is given up: a line that loses more has no use
	// for more.
	againShare = 2 // a half
	againLeast = 64_000
	againBurst = 4 // a quarter of a second
)

// earn gives what may be sent again for the time that has passed.
func (o *outbox) earn(rate int, passed int64) {
	perSecond := max(rate/8/againShare, againLeast)
	o.credit += int(int64(perSecond) * passed / 1e9)
	o.credit = min(o.credit, max(perSecond/againBurst, againLeast))
}

// resend sends packets again, as they were. One that went out again less than
// pause ago is still on its way.
func (s *outStream) resend(seqs []uint16, now, pause int64) {
	o := &s.n.out
	o.mu.Lock()
	if s.closed || !o.ready() {
		o.mu.Unlock()
		return
	}
	for _, seq := range seqs {
		e := s.ring.get(seq)
		if e == nil || (e.again != 0 && now-e.again < pause) {
			continue
		}
		if o.cur.n == batchSize {
			o.flush(s.n)
			o.mu.Lock()
		}
		if int(e.n) > o.credit || o.cur.n == batchSize || s.closed || s.ring.get(seq) != e {
			break
		}
		o.credit -= int(e.n)
		o.again += uint64(e.n)
		e.again = now
		buf := o.slot()
		o.queue(buf[:copy(buf, s.ring.bytes(e))])
	}
	o.flush(s.n)
}

// report sends RTCP packets in one datagram.
func (n *neighbour) report(plain []byte) {
	o := &n.out
	o.mu.Lock()
	if !o.ready() || len(plain)+tagLen+4+mkiLen > maxDatagram {
		o.refused++
		o.mu.Unlock()
		return
	}
	out, err := o.key.rtcp.EncryptRTCP(o.slot()[:0], plain, nil)
	if err != nil {
		o.refused++
		o.mu.Unlock()
		return
	}
	o.queue(out)
	o.flush(n)
}
