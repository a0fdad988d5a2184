package backplane

import "sync"

// queueBytes bounds what waits for a lane: some 200 large packets.
const queueBytes = 256 << 10

// queue hands datagrams from the socket's reader to a goroutine of ours. When it
// is full the newest are lost, as in the network.
type queue struct {
	wake chan struct{} // of capacity 1

	mu      sync.Mutex // guards all below
	in, out load
	lost    uint64
}

// load is datagrams one behind the other.
type load struct {
	data []byte
	ends []int
}

func newQueue() queue { return queue{wake: make(chan struct{}, 1)} }

func (q *queue) push(d []byte) {
	q.mu.Lock()
	if len(q.in.data)+len(d) > queueBytes {
		q.lost++
		q.mu.Unlock()
		return
	}
	q.in.data = append(q.in.data, d...)
	q.in.ends = append(q.in.ends, len(q.in.data))
	first := len(q.in.ends) == 1
	q.mu.Unlock()
	if first {
		poke(q.wake)
	}
}

// take gives what waits; it is the caller's until the next take.
func (q *queue) take() *load {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.in, q.out = q.out, q.in
	q.in.data, q.in.ends = q.in.data[:0], q.in.ends[:0]
	return &q.out
}

func (q *queue) overflow() uint64 {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.lost
}

// each calls f with every datagram.
func (l *load) each(f func(d []byte)) {
	at := 0
	for _, end := range l.ends {
		f(l.data[at:end:end])
		at = end
	}
}

// poke wakes whoever waits, once.
func poke(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
