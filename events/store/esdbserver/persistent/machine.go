package persistent

import (
	"time"

	"github.com/parley-video/parley/events/store"
)

// message is an event on its way through the group.
type message struct {
	ref Ref
	// place orders the messages of the log: the revision for a group on a
	// stream, the position for one on the whole log. before is how far the log
	// was considered before this message: all up to there is done once this is
	// the lowest message that is not done.
	place, before int64
	prev, next    *message     // in the list of what is outstanding
	event         *store.Event // nil: to be read again
	retries       int
	parked        int64 // its number if it is a parked message replayed, else -1
	pin           uint16
	where         where
	consumer      *consumer // the one that has it, or had it last
	try           int       // counts deliveries
	sent          time.Time
	deadline      time.Time
	index         int // in the heap of deadlines; -1: not there
}

type where uint8

const (
	isFresh where = iota
	isRetrying
	isInFlight
	isDone
)

// limits that settings cannot change.
const (
	freshBytes   = 8 << 20 // payload of the messages that wait
	fetchBatch   = 32      // events that are read again at a time
	replayBatch  = 128     // replayed messages that wait at a time
	skippedPlace = 1000    // save a checkpoint though nothing was handled
	pinScan      = 2000    // waiting messages looked at for consumers with room
)

// machine is the state of a group. It has no clock: every time is given.
type machine struct {
	settings Settings
	all      bool

	// Reading the log.
	considered int64 // all up to here was loaded or does not pass the filter
	known      int64 // the last event seen; -1: none
	reading    bool
	live       bool // the end was reached
	woken      bool // new events came after the read began

	fresh      []*message
	freshSize  int // bytes
	head, tail *message
	retrying   []*message // ordered: the log's by place, then replayed by number
	fetching   bool
	deadlines  deadlines
	outCount   int // messages of the log that are not done

	consumers []*consumer
	strategy  strategy

	// Replaying parked messages.
	replayFrom    int64 // the next number to load
	replayPending bool
	replayLoading bool
	replayCount   int // replayed messages under way

	restored map[int64]int // retry counts from before the start, by place

	// What is to be saved.
	checkpoint  int64 // as saved
	haveSaved   bool  // some checkpoint was saved once
	handled     int   // done since the last save
	savedAt     time.Time
	dirty       bool // retry counts changed
	nextParked  int64
	parkedSaved int64 // numbers below this are saved
	parks       []Parked
	unparks     []int64
	writing     *Write
	deliveries  []Delivery
	meter       meter
}

// Saved is what a group starts from.
type Saved struct {
	Definition Definition
	// After is where to read on: the checkpoint, or where the group starts.
	After         int64
	HasCheckpoint bool
	Retries       []RetryCount
	NextParked    int64
	Replaying     bool // some parked messages are on their way again
}

// RetryCount says how often a message that is not done was tried again.
type RetryCount struct {
	Place int64 `json:"place"`
	Count int   `json:"count"`
}

// Delivery is a message for a consumer.
type Delivery struct {
	Consumer string
	Event    store.Event
	Retries  int
	message  *message
	try      int
}

func newMachine(saved Saved, now time.Time) *machine {
	m := &machine{
		settings: saved.Definition.Settings, all: saved.Definition.Key.IsAll(),
		considered: saved.After, known: -1, checkpoint: saved.After, haveSaved: saved.HasCheckpoint,
		nextParked: saved.NextParked, parkedSaved: saved.NextParked, replayPending: saved.Replaying,
		restored: make(map[int64]int, len(saved.Retries)), savedAt: now, meter: meter{since: now},
	}
	for _, r := range saved.Retries {
		m.restored[r.Place] = r.Count
	}
	m.strategy = newStrategy(m.settings.Strategy)
	return m
}

// low is the checkpoint that could be saved now: everything up to it is done.
func (m *machine) low() int64 {
	if m.head != nil {
		return m.head.before
	}
	return m.considered
}

// wantRead says what to read next, if anything: at most max events after a
// place.
func (m *machine) wantRead() (after int64, max int, ok bool) {
	if m.reading || len(m.consumers) == 0 || (m.live && !m.woken) {
		return 0, 0, false
	}
	limit := m.settings.HistoryBuffer
	if m.live {
		limit = m.settings.LiveBuffer
	}
	room := limit - len(m.fresh)
	if room <= 0 || m.freshSize >= freshBytes {
		return 0, 0, false
	}
	m.reading, m.woken = true, false
	return m.considered, min(room, m.settings.ReadBatch, store.MaxPage), true
}

// loaded takes what was read: events in order, and up to which place the log
// was considered.
func (m *machine) loaded(now time.Time, found []store.Event, considered int64, end bool) {
	m.reading = false
	for i := range found {
		m.load(&found[i])
	}
	if considered > m.considered {
		m.considered = considered
	}
	m.live = end
	m.dispatch(now)
}

func (m *machine) load(e *store.Event) {
	place := m.placeOf(e)
	if place <= m.considered {
		return
	}
	msg := &message{ref: refOf(e), place: place, before: m.considered, event: e, parked: -1, pin: m.pinOf(e), index: -1}
	msg.retries = m.restored[place]
	delete(m.restored, place)
	m.considered, m.known = place, place
	m.append(msg)
	m.fresh = append(m.fresh, msg)
	m.freshSize += size(e)
}

func size(e *store.Event) int { return len(e.Data) + len(e.Meta) }

// readFailed says that reading did not work; the shell decides when to try
// again.
func (m *machine) readFailed() { m.reading, m.woken = false, true }

// wake says that the log has new events for this group.
func (m *machine) wake() { m.woken = true }

// append and unlink keep the list of what is outstanding.
func (m *machine) append(msg *message) {
	msg.prev = m.tail
	if m.tail != nil {
		m.tail.next = msg
	} else {
		m.head = msg
	}
	m.tail = msg
	m.outCount++
}

func (m *machine) unlink(msg *message) {
	if msg.prev != nil {
		msg.prev.next = msg.next
	} else {
		m.head = msg.next
	}
	if msg.next != nil {
		msg.next.prev = msg.prev
	} else {
		m.tail = msg.prev
	}
	msg.prev, msg.next = nil, nil
	m.outCount--
}

// done ends a message for good. It is with nobody any more.
func (m *machine) done(msg *message) {
	if msg.where == isDone {
		return
	}
	if msg.where == isInFlight {
		panic("unreachable: a message that is with a consumer is released first")
	}
	msg.where, msg.event = isDone, nil
	m.handled++
	if msg.retries > 0 {
		m.dirty = true
	}
	if msg.parked < 0 {
		m.unlink(msg)
		return
	}
	m.unparks = append(m.unparks, msg.parked)
	m.replayCount--
}

// park puts a message aside.
func (m *machine) park(now time.Time, msg *message, reason string) {
	m.parks = append(m.parks, Parked{Number: m.nextParked, Ref: msg.ref, Reason: clip(reason), Retries: msg.retries, At: now})
	m.nextParked++
	m.done(msg)
}

const maxReason = 1024 // bytes

func clip(s string) string {
	if len(s) <= maxReason {
		return s
	}
	cut := maxReason
	for cut > 0 && s[cut]&0xc0 == 0x80 { // not inside a character
		cut--
	}
	return s[:cut]
}

// retry sends a message round again, or parks it when it was tried often
// enough. It is with nobody any more.
func (m *machine) retry(now time.Time, msg *message, why string) {
	if msg.retries >= m.settings.MaxRetryCount {
		m.park(now, msg, why)
		return
	}
	msg.retries++
	m.dirty = true
	m.requeue(msg)
}

// requeue puts a message among those to try again, in order.
func (m *machine) requeue(msg *message) {
	msg.where, msg.event = isRetrying, nil // payloads are read again: a group keeps few
	at := len(m.retrying)
	for at > 0 && msg.goesBefore(m.retrying[at-1]) {
		at--
	}
	m.retrying = append(m.retrying, nil)
	copy(m.retrying[at+1:], m.retrying[at:])
	m.retrying[at] = msg
}

func (a *message) goesBefore(b *message) bool {
	if (a.parked < 0) != (b.parked < 0) {
		return a.parked < 0
	}
	if a.parked >= 0 {
		return a.parked < b.parked
	}
	return a.place < b.place
}

// toFetch lists the messages among the next to go out whose events must be
// read again.
func (m *machine) toFetch() []*message {
	var want []*message
	for _, msg := range m.retrying[:min(len(m.retrying), fetchBatch)] {
		if msg.event == nil {
			want = append(want, msg)
		}
	}
	return want
}

// wantFetch names the events to read again.
func (m *machine) wantFetch() []*message {
	if m.fetching || len(m.consumers) == 0 {
		return nil
	}
	want := m.toFetch()
	m.fetching = len(want) > 0
	return want
}

// fetched takes events that were read again, one for each of what wantFetch
// named; nil says that the event is gone from the log, so that nobody can get
// it any more. A shorter list says that reading failed.
func (m *machine) fetched(now time.Time, want []*message, got []*store.Event) (gone int) {
	m.fetching = false
	for i := range got {
		msg, e := want[i], got[i]
		switch {
		case msg.where != isRetrying: // acknowledged late
		case e == nil:
			m.dropRetrying(msg)
			m.done(msg)
			gone++
		default:
			msg.event, msg.pin = e, m.pinOf(e)
		}
	}
	m.dispatch(now)
	return gone
}

func (m *machine) dropRetrying(msg *message) {
	for i, r := range m.retrying {
		if r == msg {
			m.retrying = append(m.retrying[:i], m.retrying[i+1:]...)
			return
		}
	}
}

// pinOf is the bucket of an event for the pinned strategies.
func (m *machine) pinOf(e *store.Event) uint16 {
	switch m.settings.Strategy {
	case Pinned:
		return bucket(e.Stream)
	case PinnedByCorrelation:
		if c := correlation(e.Meta); c != "" {
			return bucket(c)
		}
		return bucket(e.Stream)
	case RoundRobin, DispatchToSingle:
	}
	return 0
}

func (m *machine) placeOf(e *store.Event) int64 {
	if m.all {
		return int64(e.Position)
	}
	return int64(e.Revision)
}
