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
	last time.Time
	// recorded is empty when it is not known what the log says: then being
	// online is worth a look too.
	recorded events.Liveness
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
		if to := Fresh(n.last, now); to != n.recorded {
			out = append(out, Change{NodeID: id, From: n.recorded, To: to, LastReportAt: n.last})
		}
	}
	return out
}

// Recorded confirms that a change is in the log.
func (w *Watch) Recorded(c Change) {
	if n, ok := w.nodes[c.NodeID]; ok {
		n.recorded = c.To
		w.nodes[c.NodeID] = n
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
	case fresh != n.recorded:
		return now, true
	case fresh == events.LivenessOnline:
		return n.last.Add(LateAfter), true
	case fresh == events.LivenessLate:
		return n.last.Add(StaleAfter), true
	default:
		return time.Time{}, false
	}
}

func (w *Watch) put(id string, n watched) {
	if w.nodes == nil {
		w.nodes = make(map[string]watched)
	}
	w.nodes[id] = n
}
