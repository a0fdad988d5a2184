package sfu

import (
	"math"
	"sync"
	"time"
)

// now is the engine's monotonic clock in nanoseconds, never 0.
func (e *Engine) now() int64 { return int64(time.Since(e.began)) + 1 }

// clockPoint ties a media time of one incoming stream to our wall clock.
type clockPoint struct {
	rtp uint32
	at  int64  // engine clock, nanoseconds
	ntp uint64 // the same moment by the wall clock of the node that has the call
}

// farClock maps the wall clock of one client, as its sender reports show it, or
// that of another node, to the engine's clock. All streams of a client share it, so that sound and
// picture keep their relation; and clients share ours, so that streams of
// different clients can be played side by side.
type farClock struct {
	mu     sync.Mutex
	known  bool
	offset int64
}

// clockDrift is how much the offset may grow from report to report: clocks
// drift apart, and a shorter path found once must not bind us for ever.
const clockDrift = int64(100 * time.Microsecond)

// point takes a sender report that arrived at now. The smallest delay seen is
// taken as none.
func (f *farClock) point(ntp uint64, rtp uint32, now int64) *clockPoint {
	far := int64(ntp>>32)*int64(time.Second) + int64((ntp&0xffffffff)*uint64(time.Second)>>32)
	f.mu.Lock()
	defer f.mu.Unlock()
	offset := now - far
	if f.known && offset > f.offset+clockDrift && offset-f.offset < int64(10*time.Second) {
		offset = f.offset + clockDrift
	}
	f.known, f.offset = true, offset
	return &clockPoint{rtp: rtp, at: far + offset}
}

// ntp turns the engine's clock into the 32.32 seconds since 1900 of a report.
func (e *Engine) ntp(at int64) uint64 {
	const from1900 = 2208988800
	t := e.began.Add(time.Duration(at))
	frac := float64(t.Nanosecond()) / float64(time.Second) * math.Exp2(32)
	return uint64(t.Unix()+from1900)<<32 | uint64(uint32(frac))
}
