package sfu

import (
	"errors"
	"io"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/rtcp"
	"github.com/pion/webrtc/v4"
)

// purpose says what a sending line of a client is for.
type purpose uint8

const (
	microphone purpose = iota
	camera
	slides
)

const (
	keyEvery  = 500 * time.Millisecond // at most one keyframe request per stream
	nackRetry = 60 * time.Millisecond
)

// quietAfter is how long a source of each purpose may send nothing and still
// count as sending. Opus in DTX sends every 400 ms, a static shared screen
// about every second.
var quietAfter = [...]time.Duration{microphone: 4 * time.Second, camera: 3 * time.Second, slides: 6 * time.Second}

// source is what one participant sends on one line: one layer, or several of
// one picture with simulcast.
type source struct {
	call    *call
	mid     string
	purpose purpose
	open    atomic.Bool // forwarded; the policy and Start decide
	levels  levelMeter  // microphone only
	layers  []*layer    // under Room.mu
	active  bool        // under Room.mu: sends at the moment
}

// levelMeter takes audio levels in the reading goroutine and gives their mean
// to the ticking one.
type levelMeter struct{ sum, n atomic.Uint32 }

func (m *levelMeter) add(level uint8) {
	m.sum.Add(uint32(level))
	m.n.Add(1)
}

func (m *levelMeter) take() (uint8, bool) {
	n, sum := m.n.Swap(0), m.sum.Swap(0)
	if n == 0 {
		return 0, false
	}
	return uint8(min(sum/n, 127)), true
}

// layer is one incoming RTP stream. Its reading goroutine owns the fields
// without a note.
type layer struct {
	src   *source
	rid   string
	ssrc  uint32
	track *webrtc.TrackRemote
	recv  *webrtc.RTPReceiver

	loss  lossTracker
	gen   uint32
	pt    uint8
	pic   uint16 // last VP8 picture id, unwrapped to 15 bits
	nacks []uint16

	hist   *history // video only
	codec  atomic.Uint32
	lastAt atomic.Int64 // arrival of the last packet with a payload
	bytes  atomic.Uint64
	pixels atomic.Int64 // picture size; 0: unknown
	keyDue atomic.Bool
	keyAt  atomic.Int64
	report atomic.Pointer[clockPoint]

	mu    sync.Mutex // guards writes to sinks
	sinks atomic.Pointer[[]*slot]

	seenBytes uint64 // under Room.mu, with rate
	rate      int    // bits per second over the last second
}

func newLayer(src *source, track *webrtc.TrackRemote, recv *webrtc.RTPReceiver) *layer {
	l := &layer{src: src, rid: track.RID(), ssrc: uint32(track.SSRC()), track: track, recv: recv}
	if src.purpose != microphone {
		l.hist = &history{}
	}
	l.codec.Store(uint32(codecOf(track.Codec().MimeType)))
	l.sinks.Store(&[]*slot{})
	return l
}

func (l *layer) video() bool { return l.src.purpose != microphone }

func (l *layer) codecNow() codec { return codec(l.codec.Load()) }

// run reads until the track ends.
func (l *layer) run() {
	buf := make([]byte, maxPacket)
	var p packet
	levelID := l.levelID()
	for failures := 0; failures < 100; {
		n, _, err := l.track.Read(buf)
		if err != nil {
			if errors.Is(err, io.EOF) || errors.Is(err, io.ErrClosedPipe) || l.src.call.stopping() {
				return
			}
			failures++ // what a far end can provoke, such as an unknown payload type
			continue
		}
		failures = 0
		if parsePacket(buf[:n], levelID, &p) {
			p.at = l.src.call.room.engine.now()
			l.take(&p)
		}
	}
}

func (l *layer) levelID() uint8 {
	for _, x := range l.recv.GetParameters().HeaderExtensions {
		if x.URI == audioLevelURI && !l.video() {
			return uint8(x.ID)
		}
	}
	return 0
}

// take handles one packet.
func (l *layer) take(p *packet) {
	verdict := l.loss.observe(p.seq, p.at)
	if verdict == stale {
		return
	}
	if p.pt != l.pt {
		l.pt, verdict = p.pt, newBase
		l.codec.Store(uint32(codecOf(l.track.Codec().MimeType)))
	}
	if verdict == newBase {
		l.gen++
	}
	if len(p.payload) > 0 {
		last := l.lastAt.Swap(p.at)
		if last == 0 || p.at-last > int64(time.Second) {
			l.src.call.room.kick()
		}
	}
	l.bytes.Add(uint64(len(p.payload)))
	l.describe(p)
	if !l.src.open.Load() {
		return
	}
	if l.video() {
		l.hist.put(p, l.gen)
		l.askAgain(p.at)
	} else if p.leveled {
		l.src.levels.add(127 - p.level)
	}
	gone := false
	for _, s := range *l.sinks.Load() {
		if !s.deliver(l, l.gen, p) {
			gone = true
		}
	}
	if gone {
		l.prune()
	}
	if l.keyDue.Load() {
		l.sendKeyRequest(p.at)
	}
}

func (l *layer) describe(p *packet) {
	c := l.codecNow()
	p.desc = describe(c, p.payload)
	if p.desc.pixels > 0 {
		l.pixels.Store(int64(p.desc.pixels))
	}
	if c == codecVP8 && p.desc.picAt != 0 {
		if !p.desc.picWide {
			step := int8((uint8(p.desc.pic)-uint8(l.pic))<<1) >> 1 // 7-bit difference
			p.desc.pic = (l.pic + uint16(int16(step))) & 0x7fff
		}
		l.pic = p.desc.pic
	}
}

// askAgain sends NACKs that are due. Packets drive it: a stream that has
// stopped has nothing to ask for.
func (l *layer) askAgain(now int64) {
	if len(l.loss.missing) == 0 {
		return
	}
	if l.nacks = l.loss.due(now, nackRetry, l.nacks[:0]); len(l.nacks) > 0 {
		_ = l.src.call.pc.WriteRTCP([]rtcp.Packet{&rtcp.TransportLayerNack{
			MediaSSRC: l.ssrc, Nacks: rtcp.NackPairsFromSequenceNumbers(l.nacks),
		}})
	}
}

// wantKey asks the source for a keyframe, now or as soon as it may be asked
// again. Many receivers asking at once make one request.
func (l *layer) wantKey() { l.keyDue.Store(true) }

func (l *layer) sendKeyRequest(now int64) {
	last := l.keyAt.Load()
	if last != 0 && now-last < int64(keyEvery) || !l.keyAt.CompareAndSwap(last, now) {
		return
	}
	l.keyDue.Store(false)
	_ = l.src.call.pc.WriteRTCP([]rtcp.Packet{&rtcp.PictureLossIndication{MediaSSRC: l.ssrc}})
}

func (l *layer) addSink(s *slot) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := *l.sinks.Load()
	if slices.Contains(now, s) {
		return
	}
	next := append(slices.Clone(now), s)
	l.sinks.Store(&next)
}

// prune takes out slots that show something else by now.
func (l *layer) prune() {
	old := *l.sinks.Load()
	var stay []*slot
	for _, s := range old {
		if s.uses(l) { // takes slot.mu, so before layer.mu
			stay = append(stay, s)
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	next := make([]*slot, 0, len(stay))
	for _, s := range *l.sinks.Load() {
		if slices.Contains(stay, s) || !slices.Contains(old, s) {
			next = append(next, s)
		}
	}
	l.sinks.Store(&next)
}

// readReports takes the sender reports of the stream.
func (l *layer) readReports() {
	buf := make([]byte, maxPacket)
	for {
		var n int
		var err error
		if l.rid == "" {
			n, _, err = l.recv.Read(buf)
		} else {
			n, _, err = l.recv.ReadSimulcast(buf, l.rid)
		}
		if err != nil {
			return
		}
		packets, err := rtcp.Unmarshal(buf[:n])
		if err != nil {
			continue
		}
		for _, p := range packets {
			if sr, ok := p.(*rtcp.SenderReport); ok && sr.SSRC == l.ssrc {
				l.report.Store(l.src.call.clock.point(sr.NTPTime, sr.RTPTime, l.src.call.room.engine.now()))
			}
		}
	}
}
