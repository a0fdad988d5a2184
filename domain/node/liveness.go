package node

import (
	"maps"
	"slices"
	"time"

	"github.com/parley-video/parley/events"
)

// How long a node may be silent.
const (
	LateAfter  = 60 * time.Second
	StaleAfter = 120 * time.Second
)

// Fresh says how fresh a last report is.
func Fresh(last, now time.Time) events.Liveness {
	switch silent := now.Sub(last); {
	case silent >= StaleAfter:
		return events.LivenessStale
	case silent >= LateAfter:
		return events.LivenessLate
	default:
		return events.LivenessOnline
	}
}

// Change is a change of a node's liveness that is to be recorded.
type Change struct {
	NodeID       string
	From, To     events.Liveness
	LastReportAt time.Time
}

// Watch remembers when each node reported last and which liveness is recorded
// for it. It is not safe for concurrent use.
type Watch struct {
	nodes map[string]watched
}

type watched struct {
	last     time.Time
	reported bool // last is when it did, and not what was assumed
	// recorded is empty when it is not known what the log says: then being
	// online is worth a look too.
	recorded events.Liveness
	// notBefore is until when a change need not be tried again.
	notBefore time.Time
}

// Resume begins anew after a time in which others may have watched: what the
// log says is not known any more. Of the nodes only those stay that have just
// reported, which is the same for everybody who watches; each of them is worth
// a look. All others are to be expected again by what the log says of them, so
// that nobody is judged by a silence that only this watch has heard.
func (w *Watch) Resume(now time.Time) {
	for id, n := range w.nodes {
		if !n.reported || Fresh(n.last, now) != events.LivenessOnline {
			delete(w.nodes, id)
			continue
		}
		w.put(id, watched{last: n.last, reported: true})
	}
}

// Expect starts watching a node that has not reported to this watch yet.
// recorded is what the log says about it; empty means online. It has the time
// from now on that is left in that state: who was online gets the whole grace,
// and nobody gets better without a report. A node that is watched already keeps
// its state.
func (w *Watch) Expect(id string, recorded events.Liveness, now time.Time) {
	if _, ok := w.nodes[id]; ok {
		return
	}
	n := watched{last: now, recorded: recorded}
	switch recorded {
	case events.LivenessLate:
		n.last = now.Add(-LateAfter)
	case events.LivenessStale:
		n.last = now.Add(-StaleAfter)
	default:
		n.recorded = events.LivenessOnline
	}
	w.put(id, n)
}

// Report notes a report and tells whether something may be due by it. Times
// that go backwards are ignored.
func (w *Watch) Report(id string, at time.Time) bool {
	n := w.nodes[id]
	n.reported = true
	if at.After(n.last) {
		n.last = at
	}
	w.put(id, n)
	return n.recorded != events.LivenessOnline
}

// Forget stops watching a node.
func (w *Watch) Forget(id string) { delete(w.nodes, id) }

// Due lists the changes that are to be recorded now, by node id. It lists them
// again until they are confirmed by Recorded, so that a failure to record one
// is not its loss.
func (w *Watch) Due(now time.Time) []Change {
	var out []Change
	for _, id := range slices.Sorted(maps.Keys(w.nodes)) {
		n := w.nodes[id]
		if to := Fresh(n.last, now); to != n.recorded && !now.Before(n.notBefore) {
			out = append(out, Change{NodeID: id, From: n.recorded, To: to, LastReportAt: n.last})
		}
	}
	return out
}

// Recorded confirms that a change is in the log.
func (w *Watch) Recorded(c Change) {
	if n, ok := w.nodes[c.NodeID]; ok {
		n.recorded, n.notBefore = c.To, time.Time{}
		w.nodes[c.NodeID] = n
	}
}

// Postpone says that a change of a node could not be recorded: none of it is
// due until then. Others do not wait for it.
func (w *Watch) Postpone(id string, until time.Time) {
	if n, ok := w.nodes[id]; ok {
		n.notBefore = until
		w.nodes[id] = n
	}
}

// Next is when the next change falls due if nothing is reported until then; it
// reports false when none will. It may lie in the past.
func (w *Watch) Next(now time.Time) (time.Time, bool) {
	var next time.Time
	for _, n := range w.nodes {
		at, ok := n.next(now)
		if ok && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	return next, !next.IsZero()
}

func (n watched) next(now time.Time) (time.Time, bool) {
	switch fresh := Fresh(n.last, now); {
	case fresh != n.recorded && now.Before(n.notBefore):
		return n.notBefore, true
	case fresh != n.recorded:
		return now, true
	case fresh == events.LivenessOnline:
		return later(n.last.Add(LateAfter), n.notBefore), true
	case fresh == events.LivenessLate:
		return later(n.last.Add(StaleAfter), n.notBefore), true
	default:
		return time.Time{}, false
	}
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

func (w *Watch) put(id string, n watched) {
	if w.nodes == nil {
		w.nodes = make(map[string]watched)
	}
	w.nodes[id] = n
}
