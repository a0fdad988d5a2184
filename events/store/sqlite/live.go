package sqlite

import (
	"sort"
	"sync"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// live is the end of the log: the last events, for subscribers that keep up,
// and the signal that there are new ones. Publishing never waits for anybody;
// who falls behind the kept events reads them from disk.
type live struct {
	mu      sync.RWMutex
	head    events.Position // everything up to here is durable
	events  []store.Event   // the last ones, without gap, up to head
	bytes   int
	changed chan struct{} // closed and replaced by every publish
}

const (
	liveEvents = 4096
	liveBytes  = 16 << 20
	liveTake   = 256 // events handed to a subscriber at once, so that what it holds is bounded
)

func newLive(head events.Position) *live {
	return &live{head: head, changed: make(chan struct{})}
}

// position is the durable end of the log.
func (l *live) position() events.Position {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.head
}

// publish makes committed events visible.
func (l *live) publish(batch []store.Event) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.events = append(l.events, batch...)
	for i := range batch {
		l.bytes += size(&batch[i])
	}
	drop := 0
	for drop < len(l.events) && (len(l.events)-drop > liveEvents || l.bytes > liveBytes) {
		l.bytes -= size(&l.events[drop])
		l.events[drop] = store.Event{} // let go of the payload now, of the slot at the next growth
		drop++
	}
	l.events = l.events[drop:]
	l.head = batch[len(batch)-1].Position
	l.wake()
}

// forget drops the events that are held: subscribers read on from disk.
func (l *live) forget() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.events, l.bytes = nil, 0
}

// reset moves the end of the log without the events in between: subscribers
// read those from disk.
func (l *live) reset(head events.Position) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.events, l.bytes, l.head = nil, 0, head
	l.wake()
}

// wake tells all waiting subscribers at once. The caller holds mu.
func (l *live) wake() {
	close(l.changed)
	l.changed = make(chan struct{})
}

// after gives what follows a position. held is false when that is not in
// memory any more. changed is closed at the next publish.
func (l *live) after(from events.Position, filter store.Filter) (page store.AllPage, held bool, changed <-chan struct{}) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if from >= l.head {
		return store.AllPage{Next: from, End: true}, true, l.changed
	}
	if len(l.events) == 0 || l.events[0].Position > from+1 {
		return store.AllPage{}, false, l.changed
	}
	first := sort.Search(len(l.events), func(i int) bool { return l.events[i].Position > from })
	last := min(first+liveTake, len(l.events))
	for i := first; i < last; i++ {
		if e := &l.events[i]; filter.Match(e.Stream, e.Type) {
			page.Events = append(page.Events, *e)
		}
	}
	page.Next = l.events[last-1].Position
	page.End = page.Next == l.head
	return page, true, l.changed
}

func size(e *store.Event) int { return len(e.Data) + len(e.Meta) }
