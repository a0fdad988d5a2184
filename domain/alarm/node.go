package alarm

import (
	"cmp"
	"fmt"
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/events"
)

// The rules' numbers. docs/alarms.md tells them to administrators.
const (
	// BackFor is how long a node must have reported again to count as back.
	BackFor = 10 * time.Second
	// BehindFor is how long a node may stand behind the configuration.
	BehindFor = 30 * time.Second
	// A clock is wrong that was off by SkewRaise for SkewFor, and right again
	// below SkewLower.
	SkewRaise = 5 * time.Second
	SkewLower = 3 * time.Second
	SkewFor   = time.Minute
	// RestartFor is how long an unexpected restart is shown.
	RestartFor = time.Hour
	// FullFor is how long after the last call that was turned away for want of
	// capacity the alarm stays, whatever was admitted since: under a sustained
	// load calls are turned away and admitted all the time.
	FullFor = 5 * time.Minute
	// BlockedFor is how long after the last blocked guess the alarm stays.
	BlockedFor = 10 * time.Minute
	// RefusedFor is the same of refused enrolments.
	RefusedFor = 24 * time.Hour
	// A queue of facts does not drain whose oldest has waited for QueueOld, or
	// that has QueueLarge of them, for QueueFor. It drains again below a fifth
	// and a half of that.
	QueueOld   = 5 * time.Minute
	QueueLarge = 10_000
	QueueFor   = time.Minute
	// ForgottenFor is how long a node may not report a conference that it has begun
	// and not released.
	ForgottenFor = 2 * time.Minute
	// freshReport is how old a report may be to say something about now.
	freshReport = time.Minute
)

// node is what is known of a Conferencing Node.
type node struct {
	id, name    string
	liveness    events.Liveness
	changed     time.Time // of liveness
	maintenance bool
	burst       bool // it is started when it is needed only
	burstUp     bool // and is meant to run
	burstCame   bool // and has, since its machine was started
	entered     time.Time
	reason      string
	expires     time.Time // of its certificate
	renewed     struct {
		fingerprint string
		expires     time.Time
	}
	restarts attempts
	full     attempts // calls that were turned away for want of capacity
	blocked  attempts
	refused  attempts // enrolments

	chase     events.Position // of the configuration: what it is to reach
	chaseFrom time.Time       // zero: it is in step
	moving    bool            // it reached what it was to reach before
	skewed    time.Time       // since; zero: it is not
	// queuedFrom is since when its queue of facts has not drained; zero: it does.
	queuedFrom time.Time
	// forgotten is since when it has not reported conferences that it ought to
	// have.
	forgotten map[string]time.Time
}

func (n *node) subject() events.AlarmSubject {
	return events.AlarmSubject{Kind: SubjectNode, ID: n.id, Name: n.name}
}

func (m *Manager) applyNode(ev events.Event, at time.Time) {
	switch e := ev.(type) {
	case events.NodeCreated:
		m.nodes[e.ID] = &node{id: e.ID, name: e.Settings.Name, burst: e.Settings.CloudBursting}
	case events.NodeRemoved:
		delete(m.nodes, e.ID)
	case events.NodeProvisioningRefused:
		if n := m.nodes[e.ID]; n != nil {
			n.refused = n.refused.add(at, e.Count, RefusedFor)
			n.refused.reason = string(e.Reason)
			return
		}
		m.strangers = m.strangers.add(at, e.Count, RefusedFor)
		m.strangers.reason = string(e.Reason)
	default:
		if id, change := nodeChange(ev, at); change != nil && m.nodes[id] != nil {
			change(m.nodes[id])
		}
	}
}

// nodeChange is what an event changes of a node that exists.
func nodeChange(ev events.Event, at time.Time) (id string, change func(*node)) {
	switch e := ev.(type) {
	case events.NodeUpdated:
		return e.ID, func(n *node) { n.name, n.burst = e.Settings.Name, e.Settings.CloudBursting }
	case events.NodeLivenessChanged:
		return e.ID, func(n *node) { n.liveness, n.changed = e.To, at }
	case events.NodeMaintenanceEntered:
		return e.ID, func(n *node) {
			if !n.maintenance {
				n.entered = at
			}
			n.maintenance, n.reason = true, e.Reason
		}
	case events.NodeMaintenanceLeft:
		return e.ID, func(n *node) { n.maintenance, n.reason = false, "" }
	case events.NodeEnrolled:
		return e.ID, func(n *node) { n.expires = e.ExpiresAt }
	case events.NodeCertificateRenewed:
		return e.ID, func(n *node) { n.renewed.fingerprint, n.renewed.expires = e.Fingerprint, e.ExpiresAt }
	case events.NodeCertificateAdopted:
		return e.ID, func(n *node) {
			if n.renewed.fingerprint == e.Fingerprint {
				n.expires = n.renewed.expires
			}
		}
	case events.NodeCertificateRevoked:
		return e.ID, func(n *node) { n.expires = time.Time{} }
	case events.NodeRestarted:
		return e.ID, func(n *node) {
			if !n.maintenance && !n.away() {
				n.restarts = n.restarts.add(at, 1, RestartFor)
			}
		}
	case events.NodeCallRejected:
		return e.ID, func(n *node) { n.rejected(e.Reason, max(e.Count, 1), at) }
	}
	return applyBurst(ev)
}

// Reasons of rejected calls that alarms are about.
const (
	rejectedCapacity = "capacity-exceeded"
	rejectedBlocked  = "blocked"
)

func (n *node) rejected(reason string, count int, at time.Time) {
	switch reason {
	case rejectedCapacity:
		n.full = n.full.add(at, count, time.Hour)
	case rejectedBlocked:
		n.blocked = n.blocked.add(at, count, BlockedFor)
	}
}

func (m *Manager) nodeConditions(n *node, now time.Time) []Condition {
	var out []Condition
	add := func(c Condition, ok bool) {
		if ok {
			out = append(out, c)
		}
	}
	add(m.unreachable(n, now))
	add(m.outOfStep(n, now))
	add(m.skew(n, now))
	add(m.capacityReached(n, now))
	add(m.factsQueued(n, now))
	add(m.conferencesLost(n, now))
	if n.maintenance {
		details := "The Conferencing Node takes no new calls."
		if n.reason != "" {
			details = "The Conferencing Node takes no new calls: " + n.reason
		}
		add(n.condition(events.AlarmNodeInMaintenance, events.AlarmInfo, details, n.entered), true)
	}
	add(n.condition(events.AlarmNodeRestarted, events.AlarmInfo, "The Conferencing Node was restarted, and it was not in maintenance.",
		n.restarts.first, number("restarts", n.restarts.count)),
		m.recent(key{events.AlarmNodeRestarted, n.id}, n.restarts, RestartFor, now))
	add(n.condition(events.AlarmBreakInAttempts, events.AlarmWarning,
		"Somebody is blocked on the Conferencing Node for guessing PINs or aliases.",
		n.blocked.first, number("blockedCalls", n.blocked.count)),
		n.blocked.count > 0 && now.Sub(n.blocked.last) < BlockedFor)
	if m.recent(key{events.AlarmProvisioningRefused, n.id}, n.refused, RefusedFor, now) {
		add(refusedEnrolment(n.subject(), n.refused), true)
	}
	if r, ok := m.seen.report(n.id); ok {
		for _, c := range expiry(n.subject(), r.CertificateUntil, now) {
			c.Instance = givenTo(n.subject())
			add(c, true)
		}
	}
	return append(out, expiry(n.subject(), n.expires, now)...)
}

func (n *node) condition(kind events.AlarmKind, level events.AlarmLevel, details string, since time.Time, numbers ...events.AlarmNumber) Condition {
	return Condition{
		Kind: kind, Instance: n.id, Level: level, Subject: n.subject(), Details: details, Since: since, Numbers: numbers,
	}
}

// unreachable keeps an alarm for a moment when the node is back: one that comes
// and goes is one alarm.
func (m *Manager) unreachable(n *node, now time.Time) (Condition, bool) {
	if n.away() {
		return Condition{}, false
	}
	c := n.condition(events.AlarmNodeUnreachable, events.AlarmWarning, "The Conferencing Node has not reported for a minute.", n.changed)
	switch n.liveness {
	case events.LivenessLate:
		return c, true
	case events.LivenessStale:
		c.Level, c.Details = events.AlarmError, "The Conferencing Node has not reported for two minutes."
		return c, true
	}
	s := m.active[key{events.AlarmNodeUnreachable, n.id}]
	c.Level = s.Level
	return c, s.Active && now.Sub(n.changed) < BackFor
}

// outOfStep waits before it raises the alarm, and not before it keeps one that
// another manager has raised: how long it has waited is not in the log.
func (m *Manager) outOfStep(n *node, now time.Time) (Condition, bool) {
	kept := m.active[key{events.AlarmNodeOutOfStep, n.id}].Active && !n.moving
	if n.away() || n.chaseFrom.IsZero() || now.Sub(n.chaseFrom) < BehindFor && !kept {
		return Condition{}, false
	}
	return n.condition(events.AlarmNodeOutOfStep, events.AlarmWarning,
		"The Conferencing Node has not taken over the configuration.", n.chaseFrom,
		number("behindSeconds", int64(now.Sub(n.chaseFrom)/time.Second))), true
}

func (m *Manager) skew(n *node, now time.Time) (Condition, bool) {
	if n.away() || n.skewed.IsZero() || now.Sub(n.skewed) < SkewFor && !m.active[key{events.AlarmNodeClockSkew, n.id}].Active {
		return Condition{}, false
	}
	return n.condition(events.AlarmNodeClockSkew, events.AlarmWarning,
		"The Conferencing Node's clock differs from the Management Node's by several seconds.", n.skewed), true
}

// conferencesLost is about a node that came back without its disk: nobody else
// tells how its conferences ended.
func (m *Manager) conferencesLost(n *node, now time.Time) (Condition, bool) {
	lost := 0
	since := now
	for _, from := range n.forgotten {
		if now.Sub(from) >= ForgottenFor {
			lost++
		}
		if from.Before(since) {
			since = from
		}
	}
	kept := m.active[key{events.AlarmNodeConferencesLost, n.id}].Active && len(n.forgotten) > 0
	return n.condition(events.AlarmNodeConferencesLost, events.AlarmWarning,
		"The Conferencing Node knows nothing of conferences that it has begun: it has lost its disk, or was given another. They count as running until its record is removed.",
		since, number("conferences", lost)), lost > 0 || kept
}

// factsQueued waits before it raises the alarm: after an interruption there is
// much to tell, which is done in a moment.
func (m *Manager) factsQueued(n *node, now time.Time) (Condition, bool) {
	if n.queuedFrom.IsZero() || now.Sub(n.queuedFrom) < QueueFor && !m.active[key{events.AlarmNodeFactsQueued, n.id}].Active {
		return Condition{}, false
	}
	r, _ := m.seen.report(n.id)
	return n.condition(events.AlarmNodeFactsQueued, events.AlarmWarning,
		"What happens on the Conferencing Node does not reach the event log, or not as fast as it happens.", n.queuedFrom,
		number("queuedFacts", r.QueuedFacts), number("oldestSeconds", int64(r.OldestFact/time.Second))), true
}

func (m *Manager) capacityReached(n *node, now time.Time) (Condition, bool) {
	c := n.condition(events.AlarmCapacityReached, events.AlarmWarning,
		"The Conferencing Node turned calls away because it, and all that it may hand calls to, are full.",
		n.full.first, number("rejectedCalls", n.full.count))
	if n.full.count == 0 {
		return c, false
	}
	if now.Sub(n.full.last) < FullFor {
		return c, true
	}
	r, ok := m.seen.report(n.id)
	room := ok && r.At.After(n.full.last) && r.CapacityTokens-r.UsedTokens >= int64(capacity.HD)
	return c, m.active[key{events.AlarmCapacityReached, n.id}].Active && !room
}

// miss notes which conferences a node has forgotten.
func (n *node) miss(r Report, known bool, now time.Time) {
	before := n.forgotten
	n.forgotten = nil
	if !known {
		return
	}
	n.forgotten = make(map[string]time.Time, len(r.Forgotten))
	for _, c := range r.Forgotten {
		n.forgotten[c] = cmp.Or(before[c], now)
	}
}

// hold notes since when a queue of facts has not drained; queued says that there
// is an alarm about it.
func (n *node) hold(r Report, known, queued bool, now time.Time) {
	stands := r.OldestFact >= QueueOld || r.QueuedFacts >= QueueLarge
	drains := r.OldestFact < QueueOld/5 && r.QueuedFacts < QueueLarge/2
	switch {
	case !known || drains || !stands && n.queuedFrom.IsZero() && !queued:
		n.queuedFrom = time.Time{}
	case n.queuedFrom.IsZero():
		n.queuedFrom = now
	}
}

// observe takes over what a node reported; skewed says that there is an alarm
// about its clock.
func (n *node) observe(r Report, known bool, want events.Position, skewed bool, now time.Time) {
	if !known || now.Sub(r.At) >= freshReport {
		n.chaseFrom, n.moving, n.skewed = time.Time{}, false, time.Time{}
		return
	}
	switch {
	case r.Applied >= want:
		n.chaseFrom, n.moving = time.Time{}, false
	case n.chaseFrom.IsZero():
		n.chase, n.chaseFrom = want, now
	case r.Applied >= n.chase: // it moves, though it is not there
		n.chase, n.chaseFrom, n.moving = want, now, true
	}
	off := r.Skew.Abs()
	switch {
	case off < SkewLower || off < SkewRaise && n.skewed.IsZero() && !skewed:
		n.skewed = time.Time{}
	case n.skewed.IsZero():
		n.skewed = now
	}
}

func refusedEnrolment(s events.AlarmSubject, a attempts) Condition {
	instance := s.ID
	return Condition{
		Kind: events.AlarmProvisioningRefused, Instance: instance, Level: events.AlarmWarning, Subject: s,
		Details: fmt.Sprintf("A provisioning document was presented that is of no use (%s): perhaps a copy.", a.reason),
		Since:   a.first, Numbers: []events.AlarmNumber{number("attempts", a.count)},
	}
}
