package sfu

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/parley-video/parley/nodeagent/media"
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
// one picture with simulcast. It comes from a call of this room, or from a
// neighbour that has it from elsewhere.
type source struct {
	room    *Room
	owner   string // participant
	call    *call  // nil: it is on another node
	mid     string // empty likewise
	purpose purpose
	open    atomic.Bool // forwarded; the policy and Start decide
	levels  levelMeter  // microphone of this room only
	layers  []*layer    // under Room.mu
	active  bool        // under Room.mu: sends at the moment
	told    bool        // under Room.mu: so says the other node
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

// feed is where a layer's packets come from, and whom to ask for more.
type feed interface {
	// codec is what packets of a payload type hold.
	codec(pt uint8) codec
	// askKey asks for a keyframe. False: nobody can be asked at the moment; who
	// can be later sends one of itself.
	askKey() bool
	// askAgain asks for lost packets, where the way does not repair loss itself.
	askAgain(lost []uint16)
}

// layer is one incoming RTP stream. Its reading goroutine owns the fields
// without a note.
type layer struct {
	src  *source
	rid  string
	ssrc uint32 // of a client's stream
	feed feed

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

	mu     sync.Mutex // guards writes to sinks and relays
	sinks  atomic.Pointer[[]*slot]
	relays atomic.Pointer[[]*relay]

	// Under Room.mu.
	seenBytes uint64
	rate      int               // bits per second over the last second
	told      media.SourceLayer // last said of it, by us or by the other node
	gone      bool              // no longer part of its source
	dull      int64             // when something came last of a layer that is held back; 0: it is not
}

func newLayer(src *source, rid string, c codec) *layer {
	l := &layer{src: src, rid: rid}
	if src.purpose != microphone {
		l.hist = &history{}
	}
	l.codec.Store(uint32(c))
	l.sinks.Store(&[]*slot{})
	l.relays.Store(&[]*relay{})
	return l
}

func (l *layer) video() bool { return l.src.purpose != microphone }

func (l *layer) codecNow() codec { return codec(l.codec.Load()) }

const (
	// heldBack is after what time a layer that is taken from a neighbour, and of
	// which nothing comes, counts as held back: the way does not carry it.
	heldBack = 2 * time.Second
	// tryAgain is after what time it is tried again.
	tryAgain = 10 * time.Second
)

// live says whether the layer has sent within a time. Of a layer that is taken
// from a neighbour only while somebody watches it, the other node says so,
// unless it was tried lately in vain. The caller holds Room.mu.
func (l *layer) live(now int64, within time.Duration) bool {
	if l.src.call != nil {
		at := l.lastAt.Load()
		return at != 0 && now-at < int64(within)
	}
	if q := l.taken(); q != nil {
		switch heard := max(q.since, l.lastAt.Load()); {
		case now-heard > int64(heldBack):
			l.dull = heard
		case l.lastAt.Load() > l.dull:
			l.dull = 0
		}
	}
	return l.dull == 0 || now-l.dull > int64(heldBack+tryAgain)
}

// take handles one packet.
func (l *layer) take(p *packet) {
	verdict := l.loss.observe(p.seq, p.at)
	if verdict == stale {
		return
	}
	if p.pt != l.pt {
		l.pt, verdict = p.pt, newBase
		l.codec.Store(uint32(l.feed.codec(p.pt)))
	}
	if verdict == newBase {
		l.gen++
	}
	if len(p.payload) > 0 {
		last := l.lastAt.Swap(p.at)
		if last == 0 || p.at-last > int64(time.Second) {
			l.src.room.kick()
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
	for _, to := range *l.relays.Load() {
		to.deliver(l, l.gen, p)
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
		l.feed.askAgain(l.nacks)
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
	if !l.feed.askKey() {
		l.keyAt.Store(0) // nobody was asked
	}
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

// setClock takes what ties the stream's clock to ours, and passes it on.
func (l *layer) setClock(c *clockPoint) {
	l.report.Store(c)
	for _, to := range *l.relays.Load() {
		to.clock(l, c)
	}
}

// close ends a source for good. The caller holds Room.mu.
func (s *source) close() {
	s.open.Store(false)
	s.active = false
	for _, l := range s.layers {
		l.gone = true
	}
}
