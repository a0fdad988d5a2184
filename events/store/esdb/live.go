package esdb

import (
	"slices"
	"sort"
	"sync"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// live is the end of the log as the one subscription at the server brings it,
// for all who keep up. It holds every event after low up to head. Who is
// behind that reads pages.
type live struct {
	mu         sync.Mutex
	low, head  events.Position
	events     []store.Event
	bytes      int
	generation uint64        // 0: not connected yet; grows with every connection
	changed    chan struct{} // closed and replaced by every change
}

const (
	liveEvents = 4096
	liveBytes  = 16 << 20
	liveTake   = 256 // events handed to a subscriber at once, so that what it holds is bounded
)

func newLive() *live { return &live{changed: make(chan struct{})} }

func (l *live) position() events.Position {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.head
}

// connected begins a generation: every subscriber looks once at the log
// itself, from where it stands, before it trusts what is held.
func (l *live) connected() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.generation++
	l.wake()
}

// restart holds nothing, and goes on from a position.
func (l *live) restart(at events.Position) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.events, l.bytes, l.low, l.head = nil, 0, at, at
	l.wake()
}

// publish adds the next event. One that is known already is dropped.
func (l *live) publish(e store.Event) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if e.Position <= l.head {
		return
	}
	l.events = append(l.events, e)
	l.bytes += size(&e)
	l.head = e.Position
	drop := 0
	for drop < len(l.events) && (len(l.events)-drop > liveEvents || l.bytes > liveBytes) {
		l.low = l.events[drop].Position
		l.bytes -= size(&l.events[drop])
		l.events[drop] = store.Event{} // let go of the payload now, of the slot at the next growth
		drop++
	}
	l.events = l.events[drop:]
	l.wake()
}

// wake tells all waiting subscribers. The caller holds mu.
func (l *live) wake() {
	close(l.changed)
	l.changed = make(chan struct{})
}

// view is what a subscriber sees of live at one moment.
type view struct {
	page       store.AllPage
	held       bool // page is what follows; otherwise that is not held
	generation uint64
	changed    <-chan struct{}
}

// after gives what follows a position.
func (l *live) after(from events.Position, filter store.Filter) view {
	l.mu.Lock()
	defer l.mu.Unlock()
	v := view{generation: l.generation, changed: l.changed}
	if from < l.low || l.generation == 0 {
		return v
	}
	v.held, v.page = true, store.AllPage{Next: from, End: true}
	first := sort.Search(len(l.events), func(i int) bool { return l.events[i].Position > from })
	taken := l.events[first:min(first+liveTake, len(l.events))]
	for i := range taken {
		if e := &taken[i]; filter.Match(e.Stream, e.Type) {
			c := *e // whoever gets it may keep it
			c.Data, c.Meta = slices.Clone(e.Data), slices.Clone(e.Meta)
			v.page.Events = append(v.page.Events, c)
		}
	}
	if len(taken) > 0 {
		v.page.Next = taken[len(taken)-1].Position
		v.page.End = v.page.Next == l.head
	}
	return v
}

func size(e *store.Event) int { return len(e.Data) + len(e.Meta) }
