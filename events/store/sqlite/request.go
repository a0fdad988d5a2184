package sqlite

import (
	"bytes"
	"sync/atomic"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// request is one append on its way to the writer and back.
type request struct {
	stream   string
	expected store.Expected
	batch    []store.NewEvent
	bytes    int
	ends     bool // the batch is the stream's tombstone

	state  atomic.Int32
	answer chan answer // holds one, so that the writer never waits
}

type answer struct {
	appended store.Appended
	err      error
}

// The states of a request. Exactly one side moves it out of waiting: the
// writer takes it, or the caller gives it up.
const (
	waiting int32 = iota
	taken
	givenUp
)

func newRequest(stream string, expected store.Expected, batch []store.NewEvent) *request {
	r := &request{stream: stream, expected: expected, batch: make([]store.NewEvent, len(batch)), answer: make(chan answer, 1)}
	for i, e := range batch {
		// Subscribers share these bytes; the caller may use its own again.
		e.Data, e.Meta = bytes.Clone(e.Data), bytes.Clone(e.Meta)
		r.batch[i] = e
		r.bytes += len(e.Data) + len(e.Meta)
	}
	return r
}

func (r *request) take() bool   { return r.state.CompareAndSwap(waiting, taken) }
func (r *request) giveUp() bool { return r.state.CompareAndSwap(waiting, givenUp) }

// place is where an event stands.
type place struct {
	revision events.Revision
	position events.Position
}

type windowKey struct {
	stream string
	id     events.ID
}

// window remembers where the last events stand, by stream and id.
type window struct {
	ring  []windowKey
	next  int
	known map[windowKey]windowEntry
}

type windowEntry struct {
	place
	slot int
}

// windowSize is how far back an append without an expected revision knows
// that it is a repeat.
const windowSize = max(8192, 2*store.MaxBatch)

func newWindow() *window {
	return &window{ring: make([]windowKey, windowSize), known: make(map[windowKey]windowEntry, windowSize)}
}

func (w *window) add(key windowKey, p place) {
	// A key that was added again meanwhile belongs to its later slot.
	if old := w.ring[w.next]; w.known[old].slot == w.next {
		delete(w.known, old)
	}
	w.ring[w.next] = key
	w.known[key] = windowEntry{place: p, slot: w.next}
	w.next = (w.next + 1) % len(w.ring)
}

func (w *window) find(stream string, id events.ID) (place, bool) {
	e, ok := w.known[windowKey{stream, id}]
	return e.place, ok
}
