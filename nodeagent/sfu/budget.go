package sfu

const (
	leastLimit  = 150_000 // bits per second; below, a limit says nothing
	badLoss     = 0.12    // share of packets
	limitGrowth = 12      // the limit grows by a twelfth each second

	// leastEstimate is the least that a falling estimate counts for. A
	// receiver that is short of processor time sees packets late and believes
	// the network to be slow; the few small pictures of a small meeting must
	// not be taken from it for that. Where the network really is this slow,
	// loss says so.
	leastEstimate = 400_000
)

// limiter follows what a receiver can take, in bits per second of video. Its
// sign of congestion is an estimate of the receiver (REMB) that falls below
// what we send, or heavy loss. An estimate that is merely small is none: it
// trails what arrives, and so stays small while little is sent. From then on
// the limit grows until everything fits. It is stepped once a second.
type limiter struct {
	limit    int // 0: none
	estimate int // the one before
}

// step takes what was sent in the last second, the receiver's estimate
// (0: none), the share lost, and what would be sent without a limit.
func (l *limiter) step(sent, estimate int, lost float64, want int) int {
	fell := estimate > 0 && estimate < l.estimate-l.estimate/20 && estimate < sent-sent/20
	l.estimate = estimate
	switch {
	case fell:
		l.limit = max(estimate, leastEstimate)
	case lost > badLoss && sent > leastLimit:
		l.limit = max(int(float64(sent)*(1-lost)), leastLimit)
	case l.limit > 0:
		l.limit += l.limit / limitGrowth
		if l.limit > want+want/2 {
			l.limit = 0
		}
	}
	return l.limit
}

// budgetItem is a video slot that competes for a receiver's bandwidth, in
// bits per second: its smallest and its largest layer.
type budgetItem struct {
	Low, High int
	Paused    bool // since before
}

// allowance is what a slot gets.
type allowance struct {
	Paused bool // nothing
	Low    bool // only the smallest layer
}

// allot shares out what a receiver can take. Items come in order of
// importance: all get their small layer before any gets its large one. What
// was paused comes back only with a fifth to spare. A limit of 0 is none.
func allot(limit int, items []budgetItem) []allowance {
	out := make([]allowance, len(items))
	if limit <= 0 {
		return out
	}
	left := limit
	for i, it := range items {
		need := it.Low
		if it.Paused {
			need += need / 5
		}
		if need > left {
			out[i].Paused = true
			continue
		}
		left -= it.Low
	}
	for i, it := range items {
		more := it.High - it.Low
		out[i].Low = out[i].Paused || it.Paused || more > left
		if !out[i].Low {
			left -= more
		}
	}
	return out
}
