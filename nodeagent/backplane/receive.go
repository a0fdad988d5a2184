package backplane

import (
	"context"
	"encoding/binary"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/srtp/v3"
)

// inStream is a stream that this node takes from a neighbour.
type inStream struct {
	conf string
	id   StreamID
	ssrc uint32
	sink atomic.Pointer[Sink]

	// Owned by the lane.
	track  tracker
	opened []opener // the newest last
	arrive int64    // of the newest packet, in units of the RTP clock
	jitter float64

	tally inTally

	// Guarded by neighbour.mu.
	wantKey   bool  // a keyframe is to be asked for
	askedAt   int64 // when that was done last
	told      farReport
	toldTimes int // times that it was repeated
}

// inTally is what the lane counts and others read.
type inTally struct {
	packets, octets, lost, repaired atomic.Uint64
	highest                         atomic.Uint64
	jitter                          atomic.Uint32
}

// opener opens a stream's packets under one key.
type opener struct {
	mki    uint32
	srtp   *srtp.Context
	synced bool // it knows the roll-over count by itself
}

func newInStream(conf string, id StreamID, ssrc uint32, first uint64, sink Sink) *inStream {
	s := &inStream{conf: conf, id: id, ssrc: ssrc}
	s.track.begin(first)
	s.tally.highest.Store(first - 1)
	s.sink.Store(&sink)
	return s
}

// streams is what a lane takes, by SSRC. It is never changed.
type streams map[uint32]*inStream

// lane takes a share of a neighbour's streams: it opens their packets and hands
// them on, one stream's one after the other.
type lane struct {
	n       *neighbour
	queue   queue
	streams atomic.Pointer[streams]

	mu     sync.Mutex // guards words
	words  []word
	unsaid uint64 // words lost

	// Owned by the goroutine.
	header rtp.Header
	packet Packet
	seqs   []uint16
	due    int64 // when to look what to ask for; 0: nothing is missing
}

// maxWords bounds what waits to be said to a lane.
const maxWords = 256

// word is what an RTCP packet says of a stream.
type word struct {
	ssrc  uint32
	clock bool
	ntp   uint64
	rtp   uint32
	last  uint32 // unless clock: the index of the newest packet, its lower half
}

func (l *lane) say(w word) {
	l.mu.Lock()
	if len(l.words) == maxWords {
		l.unsaid++
	} else {
		l.words = append(l.words, w)
	}
	l.mu.Unlock()
	poke(l.queue.wake)
}

func (l *lane) run(ctx context.Context) {
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	var words []word
	for {
		select {
		case <-ctx.Done():
			return
		case <-l.queue.wake:
		case <-timer.C:
		}
		now := l.n.b.now()
		table := *l.streams.Load()
		l.queue.take().each(func(d []byte) { l.open(table, d, now) })
		l.mu.Lock()
		words, l.words = l.words, words[:0]
		l.mu.Unlock()
		for _, w := range words {
			l.hear(table, w, now)
		}
		l.repair(table, now)
		if l.due > 0 {
			timer.Reset(time.Duration(max(l.due-now, int64(time.Millisecond))))
		}
	}
}

// missing notes that packets of a stream may be missing.
func (l *lane) missing(s *inStream, now int64) {
	if len(s.track.missing) > 0 && (l.due == 0 || l.due > now+int64(patience)) {
		l.due = now + int64(patience)
	}
}

// open takes a datagram that looks like RTP.
func (l *lane) open(table streams, d []byte, now int64) {
	n := l.n
	if d[0] != 0x80 || len(d) < overhead {
		n.drops.malformed.Add(1)
		return
	}
	s := table[binary.BigEndian.Uint32(d[8:])]
	if s == nil {
		n.drops.unknownStream.Add(1)
		return
	}
	index, ok := s.track.index(binary.BigEndian.Uint16(d[2:]))
	if !ok || !s.track.fresh(index) {
		n.drops.repeated.Add(1)
		return
	}
	o := l.opener(s, binary.BigEndian.Uint32(d[len(d)-mkiLen:]))
	if o == nil {
		n.strangeKey(now)
		return
	}
	if !o.synced {
		o.srtp.SetROC(s.ssrc, uint32(index>>16))
	}
	plain, err := o.srtp.DecryptRTP(d[:0], d, &l.header)
	if err != nil {
		n.drops.forged.Add(1)
		return
	}
	o.synced = true
	n.heardAt(now)
	c, ok := codecOf(&l.header)
	if !ok || len(plain) < headerLen+osnLen {
		n.drops.malformed.Add(1)
		return
	}
	lost, repaired := s.track.observe(index, now)
	t := &s.tally
	if lost > 0 {
		t.lost.Add(uint64(lost))
	}
	if repaired {
		t.repaired.Add(1)
	}
	t.packets.Add(1)
	t.octets.Add(uint64(len(d)))
	t.highest.Store(s.track.highest)
	l.missing(s, now)
	if !repaired {
		s.jittered(l.header.Timestamp, c, now)
	}
	p := &l.packet
	p.Codec, p.Marker, p.TS = c, l.header.Marker, l.header.Timestamp
	p.Seq = binary.BigEndian.Uint16(plain[headerLen:])
	p.Payload = plain[headerLen+osnLen:]
	(*s.sink.Load()).RTP(p)
}

// jittered follows the interarrival jitter as RFC 3550 does.
func (s *inStream) jittered(ts uint32, c Codec, now int64) {
	rate := clockRate(c)
	transit := now/1000*rate/1_000_000 - int64(ts)
	if s.arrive != 0 {
		if d := int64(int32(transit - s.arrive)); d > -rate && d < rate {
			s.jitter += (float64(max(d, -d)) - s.jitter) / 16
			s.tally.jitter.Store(uint32(s.jitter))
		}
	}
	s.arrive = transit
}

// opener finds or makes what opens a stream's packets under a key; nil: there is
// no such key.
func (l *lane) opener(s *inStream, mki uint32) *opener {
	k := (*l.n.keys.Load()).find(mki)
	if k == nil {
		return nil // perhaps its time is over
	}
	for i := len(s.opened) - 1; i >= 0; i-- {
		if o := &s.opened[i]; o.mki == mki {
			return o
		}
	}
	c, err := k.context(srtp.SRTPReplayProtection(window))
	if err != nil {
		return nil
	}
	if len(s.opened) == maxKeys {
		s.opened = append(s.opened[:0], s.opened[1:]...)
	}
	s.opened = append(s.opened, opener{mki: mki, srtp: c})
	return &s.opened[len(s.opened)-1]
}

// hear takes what the neighbour says of a stream.
func (l *lane) hear(table streams, w word, now int64) {
	s := table[w.ssrc]
	switch {
	case s == nil:
	case w.clock:
		(*s.sink.Load()).Clock(w.ntp, w.rtp)
	default:
		ahead := int32(w.last - uint32(s.track.highest))
		if ahead <= 0 {
			return
		}
		if lost := s.track.announce(s.track.highest+uint64(ahead), now); lost > 0 {
			s.tally.lost.Add(uint64(lost))
		}
		s.tally.highest.Store(s.track.highest)
		l.missing(s, now)
	}
}

// repair asks for what is missing, and notes when to look again.
func (l *lane) repair(table streams, now int64) {
	if l.due == 0 || now < l.due {
		return
	}
	l.due = 0
	rtt := l.n.roundTrip()
	for _, s := range table {
		if len(s.track.missing) == 0 {
			continue
		}
		var lost int
		l.seqs, lost = s.track.due(now, paceFor(rtt, s.id.Purpose == Microphone), l.seqs[:0])
		if lost > 0 {
			s.tally.lost.Add(uint64(lost))
		}
		if len(l.seqs) > 0 {
			l.n.ask(s.ssrc, l.seqs)
		}
		if at := s.track.wake(); at > 0 && (l.due == 0 || at < l.due) {
			l.due = at
		}
	}
}
