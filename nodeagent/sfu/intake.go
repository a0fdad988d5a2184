package sfu

import (
	"sync"
	"sync/atomic"

	"github.com/parley-video/parley/nodeagent/backplane"
)

// maxWaiting bounds the packets of one stream that have come from a neighbour
// and are not forwarded yet: a keyframe. What comes beyond is dropped, and mended
// as loss is.
const maxWaiting = 256

// intake takes one stream from a neighbour: it is the Sink of the stream, and
// its goroutine the one that reads the layer. So the backplane hands packets to
// all streams of the node without waiting for their receivers to be served.
type intake struct {
	feed       *trunkFeed
	layer      *layer
	neighbour  string
	conference string
	id         backplane.StreamID
	since      int64
	before     *intake // the layer's one before this, which ends first; of the goroutine

	mu      sync.Mutex
	waiting []*held
	free    []*held
	stopped bool
	pending chan struct{} // capacity 1
	stop    chan struct{}
	done    chan struct{}
}

// held is a packet that waits.
type held struct {
	packet packet
	buf    []byte
}

var _ backplane.Sink = (*intake)(nil)

// newIntake makes an intake the layer's own; it takes over when the one before
// has ended. The caller holds Room.mu.
func newIntake(f *trunkFeed, l *layer, neighbour, conference string) *intake {
	q := &intake{
		feed: f, layer: l, neighbour: neighbour, conference: conference, since: l.src.room.engine.now(), before: f.last,
		id: backplane.StreamID{
			ParticipantID: l.src.owner, Purpose: backplane.Purpose(l.src.purpose), Layer: l.rid,
		},
		pending: make(chan struct{}, 1), stop: make(chan struct{}), done: make(chan struct{}),
	}
	f.last = q
	f.intake.Store(q)
	return q
}

// RTP takes a packet; see backplane.Sink.
func (q *intake) RTP(p *backplane.Packet) {
	at := q.layer.src.room.engine.now()
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.stopped || len(q.waiting) >= maxWaiting {
		return
	}
	h := &held{}
	if n := len(q.free); n > 0 {
		h, q.free = q.free[n-1], q.free[:n-1]
	}
	h.buf = append(h.buf[:0], p.Payload...)
	h.packet = packet{
		seq: p.Seq, ts: p.TS, pt: uint8(p.Codec), marker: p.Marker, payload: h.buf, at: at, level: 127,
	}
	q.waiting = append(q.waiting, h)
	select {
	case q.pending <- struct{}{}:
	default:
	}
}

// Clock ties the stream to the wall clock of its source; see backplane.Sink.
func (q *intake) Clock(ntp uint64, rtp uint32) {
	if q.feed.intake.Load() != q {
		return
	}
	l := q.layer
	c := q.feed.clock.point(ntp, rtp, l.src.room.engine.now())
	c.ntp = ntp
	l.setClock(c)
}

// run forwards until stop.
func (q *intake) run() {
	defer q.end()
	if q.before != nil {
		<-q.before.done
		q.before = nil
	}
	l := q.layer
	l.loss, l.pt = lossTracker{}, 0 // numbers and coding of another neighbour
	var batch []*held
	for {
		select {
		case <-q.stop:
			return
		case <-q.pending:
		}
		q.mu.Lock()
		batch, q.waiting = q.waiting, batch[:0]
		q.mu.Unlock()
		for _, h := range batch {
			l.take(&h.packet)
		}
		q.mu.Lock()
		q.free = append(q.free, batch...)
		q.mu.Unlock()
	}
}

// end gives back what the intake holds, though the layer and the trunk may keep
// it a while.
func (q *intake) end() {
	q.mu.Lock()
	q.stopped, q.waiting, q.free = true, nil, nil
	q.mu.Unlock()
	if q.layer.hist != nil {
		q.layer.hist.forget()
	}
	close(q.done)
}

// trunkFeed is a stream of a call on another node. It has packets while somebody
// here or behind us watches it.
type trunkFeed struct {
	room   *Room
	clock  *farClock
	intake atomic.Pointer[intake] // nil: not taken
	last   *intake                // the latest one, taken or not; under Room.mu
}

// taken is how a layer is taken from a neighbour; nil: it is not.
func (l *layer) taken() *intake {
	if f, ok := l.feed.(*trunkFeed); ok {
		return f.intake.Load()
	}
	return nil
}

func (f *trunkFeed) codec(pt uint8) codec {
	if c := codec(pt); c < codecCount {
		return c
	}
	return codecNone
}

// askKey asks the neighbour. Who begins to pass a stream on asks for a keyframe
// of itself.
func (f *trunkFeed) askKey() bool {
	q, trunk := f.intake.Load(), f.room.engine.trunkNow()
	if q == nil || trunk == nil {
		return false
	}
	trunk.AskKeyFrame(q.neighbour, q.conference, q.id)
	return true
}

// askAgain does nothing: the backplane repairs its loss itself.
func (f *trunkFeed) askAgain([]uint16) {}
