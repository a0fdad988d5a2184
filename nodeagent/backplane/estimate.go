package backplane

import "time"

const (
	leastLimit  = 300_000 // bits per second; below, a limit says nothing
	badLoss     = 0.1     // share of packets, beyond what is lost anyway
	mostFloor   = 0.5     // share of packets that may be lost anyway
	limitGrowth = 12      // the limit grows by a twelfth each second
	leastSample = 20      // packets that a share of loss is believed of
	baseTime    = 30      // seconds that a least round trip counts for, at least
	longQueue   = 100 * time.Millisecond
	queueTime   = 3 // seconds that it stands
)

// estimator follows what the way to a neighbour carries, in bits per second.
// There is no limit until something says so: loss, or round trips that grow
// because queues do. Then the limit is what arrives, and it grows until it is
// well above what was sent when it came.
//
// Loss that does not fall when less is sent does not come of what we send; it is
// repaired and not held against the way. It is stepped once a second.
type estimator struct {
	limit int // 0: none

	shortest [2]int64 // round trips of this and the last stretch; 0: none
	stretch  int      // seconds of this one
	sample   int64    // the shortest since the last step
	queued   int      // seconds in a row with a queue

	floor               float64 // share lost that is not ours
	cutSent, cutArrived int     // at the last cut
	before              int     // the most that was sent at a cut
}

func (e *estimator) reset() { *e = estimator{} }

// timed takes a round trip.
func (e *estimator) timed(rtt int64) {
	if e.sample == 0 || rtt < e.sample {
		e.sample = rtt
	}
}

// base is the round trip without queues; 0: unknown.
func (e *estimator) base() int64 {
	a, b := e.shortest[0], e.shortest[1]
	if a == 0 || (b != 0 && b < a) {
		return b
	}
	return a
}

// step takes what was sent in the last second, in bits, and what became of the
// packets that were reported in it.
func (e *estimator) step(sent int, expected, lost uint64) {
	late := e.late()
	if sent < leastLimit && e.limit == 0 {
		return
	}
	share := 0.0
	if expected >= leastSample {
		share = min(float64(lost)/float64(expected), 1)
		e.floor = min(e.floor, share)
	}
	arrived := int(float64(sent) * (1 - share))
	switch {
	case late && sent > leastLimit:
		e.cut(sent, arrived-arrived/8, share)
		e.queued = 0
	case share-e.floor > badLoss && sent > leastLimit:
		if share <= mostFloor && e.regardless(sent, arrived) {
			e.floor = share
			return
		}
		e.cut(sent, arrived, share)
	case e.limit > 0:
		e.limit += e.limit / limitGrowth
		if e.limit > 2*max(e.before, sent) {
			e.limit, e.cutSent, e.cutArrived, e.before = 0, 0, 0, 0
		}
	}
}

// cut sets the limit, but never to less than half: a second of silence says
// little of what the way carries afterwards.
func (e *estimator) cut(sent, limit int, share float64) {
	e.limit = max(limit, sent/2, leastLimit)
	e.before = max(e.before, sent)
	e.cutSent, e.cutArrived = sent, int(float64(sent)*(1-share))
}

// regardless says that loss comes whatever is sent: at the last cut more was
// sent, and as much more arrived. Of a narrow way, the same would have arrived.
func (e *estimator) regardless(sent, arrived int) bool {
	if e.cutArrived == 0 || sent > e.cutSent-e.cutSent/10 {
		return false
	}
	less := float64(sent) / float64(e.cutSent)
	return float64(arrived)/float64(e.cutArrived) < (1+less)/2
}

// late says that a queue has stood for queueTime. A node that is short of
// processor time looks like a queue, too, for a moment.
func (e *estimator) late() bool {
	rtt := e.sample
	e.sample = 0
	if rtt == 0 {
		return false
	}
	if base := e.base(); base != 0 && rtt-base > max(int64(longQueue), base/2) {
		e.queued++
	} else {
		e.queued = 0
	}
	if e.stretch++; e.stretch > baseTime {
		e.shortest[1], e.shortest[0], e.stretch = e.shortest[0], 0, 0
	}
	if e.shortest[0] == 0 || rtt < e.shortest[0] {
		e.shortest[0] = rtt
	}
	return e.queued >= queueTime
}
