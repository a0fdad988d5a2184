package sfu

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

// allot shares out what a receiver can take after reserved has gone to audio.
// Items come in order of importance: all get their small layer before any gets
// its large one. What was paused comes back only with a fifth to spare; with
// probe, the first paused one comes back anyway, so that the estimate, which
// follows what arrives, gets the chance to rise. An estimate of 0 is unknown.
func allot(estimate, reserved int, items []budgetItem, probe bool) []allowance {
	out := make([]allowance, len(items))
	if estimate <= 0 {
		return out
	}
	left := estimate - reserved
	for i, it := range items {
		need := it.Low
		if it.Paused {
			if probe {
				probe = false
				left -= need
				out[i].Low = true
				continue
			}
			need += need / 5
		}
		out[i].Low = true
		if need > left {
			out[i].Paused = true
			continue
		}
		left -= it.Low
	}
	for i, it := range items {
		more := it.High - it.Low
		if out[i].Paused || it.Paused || more > left {
			continue
		}
		left -= more
		out[i].Low = false
	}
	return out
}
