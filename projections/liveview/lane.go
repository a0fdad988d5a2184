package liveview

import (
	"slices"
	"sort"
	"time"

	"github.com/parley-video/parley/events"
)

// What a lane keeps.
const (
	maxFrames = 10_000
	maxAge    = 5 * time.Minute
)

// lane makes and keeps the deltas of one pace. The View's lock guards it.
type lane struct {
	pace    Pace
	dirty   map[Ref]struct{}
	loads   map[string]struct{}
	planes  map[string]*Quality // that changed, by backplane
	frames  []frame
	first   uint64          // sequence number of frames[0]
	floor   events.Position // readers at or after this can resume
	last    events.Position // of the newest delta, or floor
	changed chan struct{}   // closed and replaced by every delta
}

type frame struct {
	*Delta
	at time.Time
}

func newLane(pace Pace) *lane {
	return &lane{pace: pace, dirty: map[Ref]struct{}{}, loads: map[string]struct{}{}, planes: map[string]*Quality{}, first: 1, changed: make(chan struct{})}
}

// restart forgets all deltas; sequence numbers go on.
func (l *lane) restart(position events.Position) {
	l.first += uint64(len(l.frames))
	l.frames = nil
	l.floor, l.last = position, position
	clear(l.dirty)
	l.wake()
}

// head is the sequence number of the next delta.
func (l *lane) head() uint64 { return l.first + uint64(len(l.frames)) }

// cut makes a delta of what changed since the last one. A delta of loads
// alone does not move the position, so that its place in the chain is the
// same for all replicas.
func (l *lane) cut(s *state, position events.Position, now time.Time) {
	l.evict(now)
	if len(l.dirty) == 0 && len(l.loads) == 0 && len(l.planes) == 0 {
		return
	}
	d := &Delta{
		Pace: l.pace, Seq: l.head(), PreviousPosition: l.last, Position: l.last,
		Alarms: s.countAlarms(), Rejected: s.countRejected(now),
	}
	if len(l.dirty) > 0 {
		d.Position = position
		s.fill(d, l.dirty)
	}
	for id := range l.loads {
		if load := s.loads[id]; load != nil {
			d.Loads = append(d.Loads, load)
		}
	}
	slices.SortFunc(d.Loads, func(a, b *Load) int { return compare(a.NodeID, b.NodeID) })
	for _, q := range l.planes {
		d.Qualities = append(d.Qualities, q)
	}
	slices.SortFunc(d.Qualities, func(a, b *Quality) int { return compare(a.BackplaneID, b.BackplaneID) })
	clear(l.dirty)
	clear(l.loads)
	clear(l.planes)
	l.last = d.Position
	l.frames = append(l.frames, frame{d, now})
	l.wake()
}

// evict drops what is too old or too much.
func (l *lane) evict(now time.Time) {
	n := max(0, len(l.frames)-(maxFrames-1))
	for n < len(l.frames) && now.Sub(l.frames[n].at) > maxAge {
		n++
	}
	if n == 0 {
		return
	}
	l.floor = l.frames[n-1].Position
	l.first += uint64(n) // counts frames
	clear(l.frames[:n])  // the array lives on until append moves it
	l.frames = l.frames[n:]
}

// after is the sequence number of the first delta that a reader at position
// does not have.
func (l *lane) after(position events.Position) uint64 {
	n := sort.Search(len(l.frames), func(i int) bool { return l.frames[i].Position > position })
	return l.first + uint64(n) // counts frames
}

func (l *lane) wake() {
	close(l.changed)
	l.changed = make(chan struct{})
}
