package backplane

import "time"

const (
	// window is how far behind the newest packet one may still be taken, in
	// packets; a power of two, and more than a ring of the sender holds.
	window = 1024
	// maxMissing bounds what is asked for at a time; a larger hole is left to the
	// next keyframe.
	maxMissing = 512
	// patience is how long a packet may be late before it counts as lost: most
	// holes are reordering.
	patience = 10 * time.Millisecond
)

// gap is a packet that has not come.
type gap struct {
	index uint64
	since int64
	next  int64 // when to ask (again)
	tries int
}

// tracker knows which packets of a stream have come, by their extended index:
// the sequence number with its roll-over count before it. It passes every index
// once, whatever key it came under. Not safe for concurrent use.
type tracker struct {
	highest uint64
	seen    [window / 64]uint64 // by index modulo window: passed
	missing []gap               // by index
}

// begin has the stream start at first; what precedes it is never passed.
func (t *tracker) begin(first uint64) {
	t.highest = first - 1
	for i := range t.seen {
		t.seen[i] = ^uint64(0)
	}
	t.missing = t.missing[:0]
}

// index extends a sequence number; false: it lies before the stream.
func (t *tracker) index(seq uint16) (uint64, bool) {
	step := int64(int16(seq - uint16(t.highest)))
	if step < 0 && uint64(-step) > t.highest {
		return 0, false
	}
	return uint64(int64(t.highest) + step), true
}

func (t *tracker) mark(index uint64)   { t.seen[index%window/64] |= 1 << (index % 64) }
func (t *tracker) unmark(index uint64) { t.seen[index%window/64] &^= 1 << (index % 64) }

// fresh says whether a packet may still be passed.
func (t *tracker) fresh(index uint64) bool {
	if index > t.highest {
		return true
	}
	return t.highest-index < window && t.seen[index%window/64]&(1<<(index%64)) == 0
}

// observe takes a fresh packet. Lost is how many were given up at once; repaired
// says that it had been asked for.
func (t *tracker) observe(index uint64, now int64) (lost int, repaired bool) {
	if index > t.highest {
		lost = t.advance(index, index-1, now)
		t.mark(index)
		return lost, false
	}
	t.mark(index)
	for i := range t.missing {
		if t.missing[i].index == index {
			repaired = t.missing[i].tries > 0
			t.missing = append(t.missing[:i], t.missing[i+1:]...)
			return 0, repaired
		}
	}
	return 0, true // given up before
}

// announce says that packets up to index have been sent; those that have not
// come are missing.
func (t *tracker) announce(index uint64, now int64) (lost int) {
	if index <= t.highest {
		return 0
	}
	return t.advance(index, index, now)
}

// advance moves the window to index; what lies between the highest so far and
// last, inclusive, is missing.
func (t *tracker) advance(index, last uint64, now int64) (lost int) {
	from := t.highest + 1
	t.highest = index
	if index-from >= window {
		t.seen = [window / 64]uint64{}
	} else {
		for i := from; i <= index; i++ {
			t.unmark(i)
		}
	}
	if last+1-from > maxMissing {
		// Those before are part of the hole: nobody can decode with them.
		lost = int(last + 1 - from)
		for _, m := range t.missing {
			if m.tries == 0 {
				lost++
			}
		}
		t.missing = t.missing[:0]
		return lost
	}
	for i := from; i <= last; i++ {
		t.missing = append(t.missing, gap{index: i, since: now, next: now + int64(patience)})
	}
	if extra := len(t.missing) - maxMissing; extra > 0 {
		for _, m := range t.missing[:extra] {
			if m.tries == 0 {
				lost++
			}
		}
		t.missing = append(t.missing[:0], t.missing[extra:]...)
	}
	return lost
}

// due appends the sequence numbers to ask for now. Lost is how many of them are
// asked for the first time.
func (t *tracker) due(now int64, p pace, out []uint16) (_ []uint16, lost int) {
	keep := t.missing[:0]
	for _, m := range t.missing {
		if m.next <= now {
			if m.tries > 0 && now-m.since >= int64(p.giveUp) {
				continue
			}
			if m.tries == 0 {
				lost++
			}
			m.tries++
			m.next = now + int64(p.retry)
			out = append(out, uint16(m.index))
		}
		keep = append(keep, m)
	}
	t.missing = keep
	return out, lost
}

// wake is when due has something to do next; 0: never.
func (t *tracker) wake() int64 {
	var at int64
	for _, m := range t.missing {
		if at == 0 || m.next < at {
			at = m.next
		}
	}
	return at
}

// pace is how repair is tried.
type pace struct {
	retry  time.Duration // between two requests for a packet
	giveUp time.Duration // after it was missed
}

// paceFor follows the round trip: asking again sooner than an answer can come
// only doubles the load. Sound that comes late is worth less than a picture that
// others depend on.
func paceFor(rtt time.Duration, sound bool) pace {
	if rtt <= 0 {
		rtt = 100 * time.Millisecond
	}
	p := pace{retry: rtt + rtt/4 + 10*time.Millisecond}
	if sound {
		p.giveUp = min(max(8*rtt, 400*time.Millisecond), 800*time.Millisecond)
	} else {
		p.giveUp = min(max(12*rtt, 600*time.Millisecond), 2*time.Second)
	}
	return p
}
