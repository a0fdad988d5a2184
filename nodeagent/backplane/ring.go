package backplane

// Sizes of a ring. Two seconds of video at 2.5 Mbit/s are about 600 packets of
// 640 kB, with what the backplane adds; sound is repaired within half a second.
const (
	ringPackets = 512
	ringLeast   = 16 << 10
	ringVideo   = 640 << 10
	ringSound   = 32 << 10

	// ringTime is what a ring should hold; it grows to its bound as long as it
	// holds less.
	ringTime = int64(2e9)
)

// sealed is a packet as it was sent.
type sealed struct {
	index uint64
	at    int32 // in buf
	n     int32
	sent  int64
	again int64 // when last sent again
}

// ring keeps the last packets of a stream as they went out, encrypted, so that
// sending one again can never be another plaintext under its nonce. Not safe for
// concurrent use.
type ring struct {
	bound   int
	buf     []byte
	entries []sealed // by index modulo their number
	oldest  uint64   // of those held; next - oldest are held
	next    uint64
	at      int // where the next goes
}

func newRing(bound int, first uint64) ring { return ring{bound: bound, oldest: first, next: first} }

func (r *ring) entry(index uint64) *sealed { return &r.entries[index%ringPackets] }

// put keeps a packet; their indexes are consecutive.
func (r *ring) put(b []byte, now int64) {
	if r.entries == nil {
		r.entries, r.buf = make([]sealed, ringPackets), make([]byte, ringLeast)
	}
	at := r.room(len(b), now)
	copy(r.buf[at:], b)
	*r.entry(r.next) = sealed{index: r.next, at: int32(at), n: int32(len(b)), sent: now}
	r.next++
	r.at = at + len(b)
}

// room makes room for n bytes by forgetting the oldest, or by growing.
func (r *ring) room(n int, now int64) int {
	if r.next-r.oldest == ringPackets {
		r.oldest++
	}
	for {
		at := r.at
		if at+n > len(r.buf) {
			at = 0
		}
		hit := false
		for r.oldest < r.next {
			e := r.entry(r.oldest)
			// Those between where the last one ended and the end of the buffer go
			// when the next one starts over at its beginning.
			skipped := at < r.at && int(e.at) >= r.at
			if !skipped && (int(e.at) >= at+n || int(e.at+e.n) <= at) {
				break
			}
			if len(r.buf) < r.bound && now-e.sent < ringTime {
				hit = true
				break
			}
			r.oldest++
		}
		if !hit {
			return at
		}
		r.grow()
	}
}

// grow doubles the buffer, up to its bound.
func (r *ring) grow() {
	bigger, at := make([]byte, min(2*len(r.buf), r.bound)), 0
	for i := r.oldest; i < r.next; i++ {
		e := r.entry(i)
		copy(bigger[at:], r.buf[e.at:e.at+e.n])
		e.at = int32(at)
		at += int(e.n)
	}
	r.buf, r.at = bigger, at
}

// get finds a packet by its sequence number; nil: it is held no longer.
func (r *ring) get(seq uint16) *sealed {
	back := uint64(uint16(r.next) - seq)
	if back == 0 || back > r.next-r.oldest {
		return nil
	}
	return r.entry(r.next - back)
}

func (r *ring) bytes(e *sealed) []byte { return r.buf[e.at : e.at+e.n] }
