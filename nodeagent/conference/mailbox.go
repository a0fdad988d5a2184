package conference

import (
	"sync"

	"github.com/parley-video/parley/nodeagent/media"
)

// mailbox takes what the engine says without ever making it wait. Its bound is
// the number of calls: an event that replaces an older one of the same kind
// and subject takes its place, so that a busy stage leaves one entry, and
// Connected and Ended happen once per call.
type mailbox struct {
	ready chan struct{} // capacity 1: there is something to take

	mu     sync.Mutex // guards below
	events []media.Event
	place  map[any]int // of replaceable events, by subject
}

type (
	stageKey        struct{}
	presentationKey struct{}
	mediaKey        struct{ participant string }
	slotsKey        struct{ call string }
	sourcesKey      struct{}
	voicesKey       struct{}
)

func newMailbox() *mailbox {
	return &mailbox{ready: make(chan struct{}, 1), place: make(map[any]int)}
}

// put is the sink of the media room.
func (b *mailbox) put(e media.Event) {
	var key any
	switch e := e.(type) {
	case media.StageChanged:
		key = stageKey{}
	case media.PresentationChanged:
		key = presentationKey{}
	case media.MediaChanged:
		key = mediaKey{e.ParticipantID}
	case media.SlotsChanged:
		key = slotsKey{e.CallID}
	case media.SourcesChanged:
		key = sourcesKey{}
	case media.VoicesHeard:
		key = voicesKey{}
	}
	b.mu.Lock()
	at, known := b.place[key]
	switch {
	case key != nil && known:
		b.events[at] = e
	default:
		if key != nil {
			b.place[key] = len(b.events)
		}
		b.events = append(b.events, e)
	}
	b.mu.Unlock()
	b.poke()
}

// poke has the box looked into again.
func (b *mailbox) poke() {
	select {
	case b.ready <- struct{}{}:
	default:
	}
}

// take empties the box.
func (b *mailbox) take() []media.Event {
	b.mu.Lock()
	defer b.mu.Unlock()
	events := b.events
	b.events = nil
	clear(b.place)
	return events
}
