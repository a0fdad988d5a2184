package persistent

import (
	"container/heap"
	"time"

	"github.com/parley-video/parley/events"
)

// ConsumerInfo says who consumes.
type ConsumerInfo struct {
	ID     string // unique in the group
	User   string
	Name   string // of the connection
	From   string // address
	Buffer int    // messages that it may hold
}

// consumer is one subscriber of a group.
type consumer struct {
	info     ConsumerInfo
	inFlight map[events.ID][]*message // in the order of delivery
	count    int                      // messages in flight
	unsent   int                      // deliveries that are not on the wire yet
	bytes    int                      // their payload
	pins     int                      // buckets
	meter    meter
	timings  timings
}

// unsentBytes is how much payload may wait for a consumer's connection.
const unsentBytes = 8 << 20

// room is how many messages it may get now. Messages that timed out free their
// place only once they are on the wire, so what waits for the wire is bounded
// too, in number and in size.
func (c *consumer) room() int {
	if c.bytes >= unsentBytes {
		return 0
	}
	return max(c.info.Buffer-max(c.count, c.unsent), 0)
}

// Action is what a consumer asks for a message that it did not handle.
type Action uint8

// The actions, numbered as in the protocol.
const (
	Unknown Action = iota // like Retry
	Park
	Retry
	Skip
	Stop // like Retry, and the consumer's subscription ends
)

// connect adds a consumer.
func (m *machine) connect(now time.Time, info ConsumerInfo) error {
	if m.settings.MaxSubscribers > 0 && len(m.consumers) >= m.settings.MaxSubscribers {
		return ErrMaxSubscribers
	}
	info.Buffer = min(max(info.Buffer, 1), maxBuffer)
	m.consumers = append(m.consumers, &consumer{
		info: info, inFlight: make(map[events.ID][]*message), meter: meter{since: now},
	})
	m.dispatch(now)
	return nil
}

func (m *machine) find(id string) *consumer {
	for _, c := range m.consumers {
		if c.info.ID == id {
			return c
		}
	}
	return nil
}

// disconnect removes a consumer. What it held goes round again and counts as a
// failed try, but for what never left the server: a consumer that crashes on a
// message would otherwise get it for ever.
func (m *machine) disconnect(now time.Time, id string, unsent []Delivery) {
	c := m.find(id)
	if c == nil {
		return
	}
	for _, d := range unsent {
		if d.message.consumer == c && d.message.where == isInFlight && d.message.try == d.try {
			m.release(d.message)
			m.requeue(d.message)
		}
	}
	for _, msg := range m.heldBy(c) {
		m.release(msg)
		m.retry(now, msg, "the consumer disconnected")
	}
	for i := range m.consumers {
		if m.consumers[i] == c {
			m.consumers = append(m.consumers[:i:i], m.consumers[i+1:]...)
			break
		}
	}
	m.strategy.left(c)
	if len(m.consumers) == 0 {
		m.forgetFresh()
	}
	m.dispatch(now)
}

// heldBy lists what a consumer holds, lowest first.
func (m *machine) heldBy(c *consumer) []*message {
	list := make([]*message, 0, c.count)
	for _, held := range c.inFlight {
		list = append(list, held...)
	}
	sortMessages(list)
	return list
}

// forgetFresh gives back what nobody got yet: a group without consumers keeps
// no payloads.
func (m *machine) forgetFresh() {
	fresh := m.fresh
	m.fresh, m.freshSize = nil, 0
	if len(fresh) == 0 {
		return
	}
	if m.strategy.pinned() { // later messages may be done already: remember which are not
		for _, msg := range fresh {
			m.requeue(msg)
		}
		return
	}
	// All after the first is fresh: read it again when somebody comes.
	m.considered, m.live = fresh[0].before, false
	for _, msg := range fresh {
		m.unlink(msg)
		if msg.retries > 0 {
			m.restored[msg.place] = msg.retries
		}
	}
}

// deliver hands a message to a consumer.
func (m *machine) deliver(now time.Time, msg *message, c *consumer) {
	if msg.where == isFresh {
		m.freshSize -= size(msg.event)
	}
	msg.where, msg.consumer, msg.sent = isInFlight, c, now
	msg.try++
	c.inFlight[msg.ref.ID] = append(c.inFlight[msg.ref.ID], msg)
	c.count++
	c.unsent++
	c.bytes += size(msg.event)
	m.strategy.took(msg)
	if m.settings.MessageTimeout > 0 {
		msg.deadline = now.Add(m.settings.MessageTimeout)
		heap.Push(&m.deadlines, msg)
	}
	m.deliveries = append(m.deliveries, Delivery{
		Consumer: c.info.ID, Event: *msg.event, Retries: msg.retries, message: msg, try: msg.try,
	})
	msg.event = nil
}

// release takes a message from its consumer.
func (m *machine) release(msg *message) {
	c := msg.consumer
	held := c.inFlight[msg.ref.ID]
	for i := range held {
		if held[i] == msg {
			held = append(held[:i:i], held[i+1:]...)
			break
		}
	}
	if len(held) == 0 {
		delete(c.inFlight, msg.ref.ID)
	} else {
		c.inFlight[msg.ref.ID] = held
	}
	c.count--
	msg.where = isRetrying
	m.strategy.freed(msg)
	if msg.index >= 0 {
		heap.Remove(&m.deadlines, msg.index)
	}
}

// ack says that a consumer handled messages. Ids that it does not hold are
// passed over, but for messages that timed out and are with nobody yet.
func (m *machine) ack(now time.Time, id string, ids []events.ID) {
	m.each(now, id, ids, func(msg *message, _ *consumer) { m.done(msg) })
}

// nack says that a consumer did not handle messages. It reports whether the
// consumer asked to be dropped.
func (m *machine) nack(now time.Time, id string, ids []events.ID, action Action, reason string) (drop bool) {
	m.each(now, id, ids, func(msg *message, _ *consumer) {
		switch action {
		case Park:
			m.park(now, msg, reason)
		case Skip:
			m.done(msg)
		case Retry, Unknown, Stop:
			m.retry(now, msg, reason)
		default:
			m.retry(now, msg, reason)
		}
	})
	return action == Stop
}

// each calls f for the messages with some ids that are a consumer's. They are
// with nobody then.
func (m *machine) each(now time.Time, id string, ids []events.ID, f func(*message, *consumer)) {
	c := m.find(id)
	if c == nil {
		return
	}
	for _, event := range ids {
		msg := m.claim(now, c, event)
		if msg == nil {
			continue
		}
		c.meter.count++
		m.meter.count++
		f(msg, c)
	}
	m.dispatch(now)
}

func (m *machine) claim(now time.Time, c *consumer, id events.ID) *message {
	if held := c.inFlight[id]; len(held) > 0 {
		msg := held[0]
		if m.settings.ExtraStatistics {
			c.timings.add(now.Sub(msg.sent))
		}
		m.release(msg)
		return msg
	}
	for _, msg := range m.retrying {
		if msg.consumer == c && msg.ref.ID == id {
			m.dropRetrying(msg)
			return msg
		}
	}
	return nil
}

// setUnsent says how many deliveries of a consumer wait for the wire, and how
// large their payload is.
func (m *machine) setUnsent(id string, n, bytes int) {
	if c := m.find(id); c != nil {
		c.unsent, c.bytes = n, bytes
	}
}

// tick takes back what consumers held for too long.
func (m *machine) tick(now time.Time) {
	for len(m.deadlines) > 0 && !m.deadlines[0].deadline.After(now) {
		msg := m.deadlines[0]
		m.release(msg)
		m.retry(now, msg, "the consumer did not answer in time")
	}
	m.dispatch(now)
}

// dispatch hands out what can be handed out: first what is tried again, then
// what is new.
func (m *machine) dispatch(now time.Time) {
	m.retrying = m.push(now, m.retrying)
	if len(m.toFetch()) == 0 {
		m.fresh = m.push(now, m.fresh)
	}
}

// push hands out messages of a list in order and returns those that stay.
func (m *machine) push(now time.Time, list []*message) []*message {
	if len(list) == 0 || m.room() == 0 {
		return list
	}
	kept := list[:0]
	for i, msg := range list {
		if i >= pinScan {
			kept = append(kept, list[i:]...)
			break
		}
		if msg.event == nil {
			kept = append(kept, msg)
			continue
		}
		if c := m.strategy.pick(msg, m.consumers); c != nil {
			m.deliver(now, msg, c)
			continue
		}
		if !m.strategy.pinned() || m.room() == 0 {
			kept = append(kept, list[i:]...)
			break
		}
		kept = append(kept, msg)
	}
	for i := len(kept); i < len(list); i++ {
		list[i] = nil
	}
	return kept
}

func (m *machine) room() int {
	n := 0
	for _, c := range m.consumers {
		n += c.room()
	}
	return n
}

// take returns what is to be sent.
func (m *machine) take() []Delivery {
	d := m.deliveries
	m.deliveries = nil
	return d
}

// nextDeadline is when tick has something to do; zero: never.
func (m *machine) nextDeadline() time.Time {
	if len(m.deadlines) == 0 {
		return time.Time{}
	}
	return m.deadlines[0].deadline
}

// deadlines is a heap.
type deadlines []*message

func (d deadlines) Len() int           { return len(d) }
func (d deadlines) Less(i, j int) bool { return d[i].deadline.Before(d[j].deadline) }
func (d deadlines) Swap(i, j int) {
	d[i], d[j] = d[j], d[i]
	d[i].index, d[j].index = i, j
}

func (d *deadlines) Push(x any) {
	msg := x.(*message) // only messages go in
	msg.index = len(*d)
	*d = append(*d, msg)
}

func (d *deadlines) Pop() any {
	old := *d
	msg := old[len(old)-1]
	old[len(old)-1] = nil
	*d = old[:len(old)-1]
	msg.index = -1
	return msg
}
