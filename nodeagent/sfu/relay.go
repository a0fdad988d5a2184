package sfu

import (
	"slices"
	"sync"
	"sync/atomic"

	"github.com/parley-video/parley/nodeagent/backplane"
)

// relayKey is what a neighbour takes.
type relayKey struct {
	neighbour, conference string
	id                    backplane.StreamID
}

// relayLeap is by how much the numbers of a relay jump where its stream begins
// anew: further than any loss, so that who takes it sees the beginning, whatever
// numbers the new stream happens to have.
const relayLeap = 4 * maxJump

// relay passes one stream on to a neighbour, as it comes. It outlives the
// stream: when its participant calls again, the relay goes on with that.
type relay struct {
	key   relayKey
	out   backplane.Source
	layer atomic.Pointer[layer] // nil: there is nothing to pass on; under Room.mu
	// paused: the way to the neighbour carries no more. Sound never is.
	paused atomic.Bool

	mu      sync.Mutex
	resting bool // paused, and the last picture is complete
	whole   bool // it is
	from    origin
	began   bool
	shift   uint16
	last    uint16           // highest number sent
	pkt     backplane.Packet // what out is handed, so that a packet costs no memory
}

// deliver passes a packet on. Layers that the relay has just left may still
// call it.
func (y *relay) deliver(l *layer, gen uint32, p *packet) {
	y.mu.Lock()
	defer y.mu.Unlock()
	if y.layer.Load() != l {
		return
	}
	switch pause := y.paused.Load(); {
	case !pause && y.resting:
		y.resting, y.from = false, origin{}
	case pause && (y.whole || !y.began):
		y.resting = true
	}
	if y.resting {
		return
	}
	y.whole = p.marker
	if from := (origin{l, gen}); y.from != from {
		y.from = from
		if y.began {
			y.shift = y.last + relayLeap - p.seq
		}
		y.began, y.last = true, p.seq+y.shift
	}
	seq := p.seq + y.shift
	if int16(seq-y.last) > 0 {
		y.last = seq
	}
	y.pkt = backplane.Packet{
		Codec: backplane.Codec(l.codecNow()), Marker: p.marker, Seq: seq, TS: p.ts, Payload: p.payload,
	}
	y.out.RTP(&y.pkt)
}

func (y *relay) clock(l *layer, c *clockPoint) {
	if y.layer.Load() == l {
		y.out.Clock(c.ntp, c.rtp)
	}
}

// bind lets every relay pass on the stream it is for, as long as there is one
// and it does not come from the very neighbour. It returns the layers that need
// a keyframe. The caller holds r.mu.
func (r *Room) bind() []*layer {
	var asks []*layer
	for _, y := range r.relays {
		l := r.stream(y.key.id)
		if l != nil && l.via(r) == y.key.neighbour {
			l = nil
		}
		was := y.layer.Load()
		if was == l {
			continue
		}
		y.layer.Store(l)
		if was != nil {
			was.removeRelay(y)
		}
		if l == nil {
			continue
		}
		l.addRelay(y)
		if c := l.report.Load(); c != nil {
			r.clocks = append(r.clocks, y)
		}
		if l.video() {
			asks = append(asks, l)
		}
	}
	return asks
}

// stream finds a stream by its name. The caller holds r.mu.
func (r *Room) stream(id backplane.StreamID) *layer {
	p := r.participants[id.ParticipantID]
	if p == nil {
		return nil
	}
	src := p.source(purpose(id.Purpose))
	if src == nil {
		return nil
	}
	i := slices.IndexFunc(src.layers, func(l *layer) bool { return l.rid == id.Layer })
	if i < 0 {
		return nil
	}
	return src.layers[i]
}

// via is the neighbour a layer is taken from; empty: it is of this node. The
// caller holds r.mu.
func (l *layer) via(r *Room) string {
	if l.src.call != nil {
		return ""
	}
	if p := r.participants[l.src.owner]; p != nil {
		return p.via
	}
	return ""
}

func (l *layer) addRelay(y *relay) {
	l.mu.Lock()
	defer l.mu.Unlock()
	next := append(slices.Clone(*l.relays.Load()), y)
	l.relays.Store(&next)
}

func (l *layer) removeRelay(y *relay) {
	l.mu.Lock()
	defer l.mu.Unlock()
	next := slices.DeleteFunc(slices.Clone(*l.relays.Load()), func(o *relay) bool { return o == y })
	l.relays.Store(&next)
}
