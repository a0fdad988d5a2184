package sfu

import "time"

// maxEpochs bounds how far back a retransmission can reach over switches.
const maxEpochs = 8

// origin is an incoming stream as the rewriter sees it: a restarted stream is
// another origin.
type origin struct {
	layer *layer
	gen   uint32
}

// epoch is a stretch of the outgoing stream that comes from one origin; within
// it every number moves by a constant.
type epoch struct {
	from     origin
	codec    codec
	firstIn  uint16
	firstOut uint16
	ts       uint32
	pic      uint16
	tl0      uint8
}

// rewriter turns a succession of origins into one continuous stream. It is
// pure: it sends nothing and asks no clock. Not safe for concurrent use.
type rewriter struct {
	epochs  [maxEpochs]epoch // newest first
	n       int
	lastSeq uint16 // highest sent
	lastTS  uint32
	lastAt  int64
	lastPic uint16
	lastTL0 uint8
}

// begin starts a new epoch with packet p, which becomes the next of the
// outgoing stream.
func (r *rewriter) begin(from origin, c codec, p *packet) {
	e := epoch{from: from, codec: c, firstIn: p.seq}
	if r.n == 0 {
		// Start low, so that receivers never see a wrap in the first seconds.
		e.firstOut = p.seq & 0x3fff
		e.pic, e.tl0 = 0, 0
	} else {
		e.firstOut = r.lastSeq + 1
		e.ts = r.nextTS(c, p.at) - p.ts
		e.pic = (r.lastPic + 1 - p.desc.pic) & 0x7fff
		e.tl0 = r.lastTL0 + 1 - p.desc.tl0
	}
	copy(r.epochs[1:], r.epochs[:maxEpochs-1])
	r.epochs[0] = e
	r.n = min(r.n+1, maxEpochs)
	r.lastSeq = e.firstOut - 1
}

// nextTS lets the media clock run on as the wall clock did, and at least by
// one frame.
func (r *rewriter) nextTS(c codec, at int64) uint32 {
	rate := int64(c.clockRate())
	elapsed := max(at-r.lastAt, int64(time.Second)/50)
	// More than an hour apart carries no meaning and would overflow.
	elapsed = min(elapsed, int64(time.Hour))
	return r.lastTS + uint32(elapsed/1000*rate/1_000_000)
}

// current is the epoch packets of from belong to.
func (r *rewriter) current(from origin) bool { return r.n > 0 && r.epochs[0].from == from }

// next translates a packet of the current epoch. It refuses what precedes the
// epoch, whose numbers have gone to another stream.
func (r *rewriter) next(p *packet) (seq uint16, ts uint32, ok bool) {
	e := &r.epochs[0]
	if r.n == 0 {
		return 0, 0, false
	}
	seq = e.firstOut + (p.seq - e.firstIn)
	ts = p.ts + e.ts
	step := int16(seq - r.lastSeq)
	if step <= 0 && int16(seq-e.firstOut) < 0 {
		return 0, 0, false
	}
	if step > 0 {
		r.lastSeq, r.lastTS, r.lastAt = seq, ts, p.at
		if p.desc.picAt != 0 {
			r.lastPic = (p.desc.pic + e.pic) & 0x7fff
		}
		if p.desc.tl0At != 0 {
			r.lastTL0 = p.desc.tl0 + e.tl0
		}
	}
	return seq, ts, true
}

// lookup says where an outgoing packet came from.
func (r *rewriter) lookup(out uint16) (e epoch, in uint16, ok bool) {
	if r.n == 0 || int16(out-r.lastSeq) > 0 {
		return epoch{}, 0, false
	}
	for _, e := range r.epochs[:r.n] {
		if int16(out-e.firstOut) >= 0 {
			return e, e.firstIn + (out - e.firstOut), true
		}
	}
	return epoch{}, 0, false
}
