package conference

import (
	"slices"
	"time"
)

// due is one armed timer.
type due struct {
	at   time.Time
	fire func()
}

// timers lists what is armed.
func (m *Machine) timers() []due {
	var all []due
	add := func(at time.Time, fire func()) {
		if !at.IsZero() {
			all = append(all, due{at, fire})
		}
	}
	for _, p := range m.people {
		if p.away {
			continue // it can do nothing about it
		}
		add(p.pinUntil, func() { m.remove(p, reasonPINTimeout, Actor{}) })
		add(p.waitUntil, func() { m.remove(p, reasonWaitingTimeout, Actor{}) })
		add(p.expiresAt, func() { m.remove(p, reasonExpired, Actor{}) })
		add(p.lostAt, func() { m.remove(p, reasonLost, Actor{}) })
	}
	for _, id := range m.nodeIDs() {
		add(m.nodes[id].carrierLostAt, func() { m.carrierLost(id) })
		add(m.nodes[id].lostAt, func() { m.nodeLost(id) })
	}
	for _, o := range m.orphans {
		add(o.until, m.closeOrphans)
	}
	add(m.guestsOnlyAt, func() { m.end(reasonGuestsOnly, Actor{}) })
	add(m.lastOneAt, func() { m.end(reasonLastOne, Actor{}) })
	return all
}

// Next is when the shell has to Tick, if ever.
func (m *Machine) Next() (time.Time, bool) {
	if m.ended != nil {
		return time.Time{}, false
	}
	var next time.Time
	sooner := func(at time.Time) {
		if !at.IsZero() && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	for _, p := range m.people {
		if p.away {
			continue
		}
		sooner(p.pinUntil)
		sooner(p.waitUntil)
		sooner(p.expiresAt)
		sooner(p.lostAt)
	}
	for _, n := range m.nodes {
		sooner(n.carrierLostAt)
		sooner(n.lostAt)
	}
	for _, o := range m.orphans {
		sooner(o.until)
	}
	sooner(m.guestsOnlyAt)
	sooner(m.lastOneAt)
	return next, !next.IsZero()
}

// fire lets due timers act, the earliest first, one at a time: each may
// disarm the others.
func (m *Machine) fire(now time.Time) {
	for m.ended == nil {
		if next, ok := m.Next(); !ok || next.After(now) {
			return
		}
		slices.MinFunc(m.timers(), func(a, b due) int { return a.at.Compare(b.at) }).fire()
		if m.ended == nil {
			m.settle(now)
		}
	}
}

// armGuestsOnly runs while a started conference has nobody who keeps it alive.
func (m *Machine) armGuestsOnly(now time.Time, keeper bool) {
	switch {
	case keeper || !m.started:
		m.guestsOnlyAt = time.Time{}
	case m.guestsOnlyAt.IsZero():
		after := seconds(m.terms.settings.GuestsOnlyTimeout)
		if after <= 0 {
			m.end(reasonGuestsOnly, Actor{})
			return
		}
		m.guestsOnlyAt = now.Add(after)
	}
}

// armLastOne runs while one participant of any kind remains of several. Who
// is alone from the start may wait for others as long as it likes.
func (m *Machine) armLastOne(now time.Time) {
	after := seconds(m.terms.settings.LastParticipantTimeout)
	switch {
	case len(m.people) != 1 || !m.hadMore || after <= 0:
		m.lastOneAt = time.Time{}
	case m.lastOneAt.IsZero():
		m.lastOneAt = now.Add(after)
	}
}

// armLost runs while a participant has neither the call nor the event stream
// that it had: its browser crashed, or its network is gone. Who never had both,
// such as a client without media, is judged by its token alone.
func (m *Machine) armLost(now time.Time) {
	for _, p := range m.people {
		switch {
		case p.away:
		case !p.lostCall || !p.streamed || p.streams || p.current != nil || p.pending != nil:
			p.lostAt = time.Time{}
		case p.lostAt.IsZero():
			p.lostAt = now.Add(LostAfter)
		}
	}
}
