package sfu

import "time"

const (
	maxJump     = 512 // a larger step in sequence numbers is a new stream, not loss
	maxMissing  = 128
	maxNackTry  = 8
	maxRejected = 32 // rejected in a row before the new numbers are believed
)

// verdict says what a sequence number is to its stream.
type verdict uint8

const (
	fresh   verdict = iota // seen for the first time
	stale                  // seen before, or given up
	newBase                // the stream starts (again) here
)

type missingSeq struct {
	seq   uint16
	tries uint8
	next  int64
}

// lossTracker knows which packets of one stream have arrived. It passes every
// sequence number once, which the slots rely on: no two packets may leave
// under one SRTP nonce. Not safe for concurrent use.
type lossTracker struct {
	started  bool
	highest  uint16
	rejected int
	missing  []missingSeq // oldest first
}

func (t *lossTracker) observe(seq uint16, now int64) verdict {
	if !t.started {
		t.restart(seq)
		return newBase
	}
	step := int16(seq - t.highest)
	switch {
	case step > maxJump:
		t.restart(seq)
		return newBase
	case step > 0:
		for s := t.highest + 1; s != seq; s++ {
			// A little patience: most gaps are reordering.
			t.missing = append(t.missing, missingSeq{seq: s, next: now + int64(10*time.Millisecond)})
		}
		if extra := len(t.missing) - maxMissing; extra > 0 {
			t.missing = append(t.missing[:0], t.missing[extra:]...)
		}
		t.highest, t.rejected = seq, 0
		return fresh
	}
	for i, m := range t.missing {
		if m.seq == seq {
			t.missing = append(t.missing[:i], t.missing[i+1:]...)
			t.rejected = 0
			return fresh
		}
	}
	if t.rejected++; step < -maxJump && t.rejected > maxRejected {
		t.restart(seq)
		return newBase
	}
	return stale
}

func (t *lossTracker) restart(seq uint16) {
	t.started, t.highest, t.rejected, t.missing = true, seq, 0, t.missing[:0]
}

// due appends what to ask for (again) now; what was asked for often enough is
// forgotten.
func (t *lossTracker) due(now int64, retry time.Duration, out []uint16) []uint16 {
	keep := t.missing[:0]
	for _, m := range t.missing {
		if m.next <= now {
			if m.tries++; m.tries > maxNackTry {
				continue
			}
			m.next = now + int64(retry)
			out = append(out, m.seq)
		}
		keep = append(keep, m)
	}
	t.missing = keep
	return out
}
