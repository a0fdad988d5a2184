package conference

import "sync/atomic"

// subscriptionQueue bounds the events that wait for a client. A whole roster
// counts as one. Overflow closes the subscription: the client opens a new one
// and gets everything again.
const subscriptionQueue = 1024

// Subscription is a participant's event stream. The station sends and closes.
type Subscription struct {
	events     chan Event
	overflowed atomic.Bool
	number     uint64 // of the station's streams
	synced     bool   // the station's
}

func newSubscription() *Subscription {
	return &Subscription{events: make(chan Event, subscriptionQueue)}
}

// Events ends when the participant has left, another subscription of the same
// participant has replaced this one, or the client has fallen too far behind.
func (s *Subscription) Events() <-chan Event { return s.events }

// Overflowed says whether the client was too slow.
func (s *Subscription) Overflowed() bool { return s.overflowed.Load() }

// push is called by the station only. What comes before the first Sync is part
// of it.
func (s *Subscription) push(e Event) bool {
	switch e.(type) {
	case Sync, Disconnected:
		s.synced = true
	}
	if !s.synced {
		return true
	}
	select {
	case s.events <- e:
		return true
	default:
		s.overflowed.Store(true)
		return false
	}
}
