package sfu

import (
	"slices"
	"sync"

	"github.com/parley-video/parley/nodeagent/media"
)

// eventKey names what a state event is about; of events with one key only the
// latest counts.
type eventKey struct{ kind, id string }

type queuedEvent struct {
	key   eventKey // zero: never replaced
	event media.Event
}

// eventQueue hands events of one room to its sink in order. A state event
// replaces the waiting one of its kind and subject in place; Connected and
// Ended are never dropped. So it holds at most two events per call, one
// SlotsChanged per call, one MediaChanged per participant and four for the
// room: bounded by Config.MaxCalls while calls are alive, plus the Ended of
// those that a blocked sink has not heard of yet.
type eventQueue struct {
	mu      sync.Mutex
	queue   []queuedEvent
	closed  bool
	pending chan struct{} // capacity 1
}

func newEventQueue() *eventQueue { return &eventQueue{pending: make(chan struct{}, 1)} }

func keyOf(e media.Event) eventKey {
	switch e := e.(type) {
	case media.MediaChanged:
		return eventKey{"media", e.ParticipantID}
	case media.SlotsChanged:
		return eventKey{"slots", e.CallID}
	case media.StageChanged:
		return eventKey{"stage", ""}
	case media.PresentationChanged:
		return eventKey{"presentation", ""}
	case media.SourcesChanged:
		return eventKey{"sources", ""}
	case media.VoicesHeard:
		return eventKey{"voices", ""}
	default:
		return eventKey{}
	}
}

func (q *eventQueue) put(e media.Event) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return
	}
	key := keyOf(e)
	i := -1
	if key != (eventKey{}) {
		i = slices.IndexFunc(q.queue, func(w queuedEvent) bool { return w.key == key })
	}
	if i >= 0 {
		q.queue[i].event = e
	} else {
		q.queue = append(q.queue, queuedEvent{key, e})
	}
	q.wake()
}

// close lets run return when it has delivered what is queued.
func (q *eventQueue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.wake()
}

func (q *eventQueue) wake() {
	select {
	case q.pending <- struct{}{}:
	default:
	}
}

// run delivers until close.
func (q *eventQueue) run(sink func(media.Event)) {
	for range q.pending {
		for {
			q.mu.Lock()
			if len(q.queue) == 0 {
				closed := q.closed
				q.mu.Unlock()
				if closed {
					return
				}
				break
			}
			e := q.queue[0].event
			q.queue = slices.Delete(q.queue, 0, 1)
			q.mu.Unlock()
			sink(e)
		}
	}
}
