package bursting

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/parley-video/parley/events"
)

// release drains what is needed no more, stops what has drained, and takes back
// what should not have been drained. Those that have run longest go first.
func (r *round) release() {
	list := slices.Clone(r.burst)
	slices.SortStableFunc(list, func(a, b *member) int {
		return cmp.Compare(a.life.startedAt(a.machine).UnixNano(), b.life.startedAt(b.machine).UnixNano())
	})
	for _, m := range list {
		if m.decided {
			continue
		}
		switch m.life.Phase {
		case PhaseRunning:
			if v := r.dispensable(m); v.ok {
				r.drain(m)
			} else {
				r.wake(v.until)
				m.say(v.why, v.text)
			}
		case PhaseDraining:
			r.drained(m)
		}
	}
}

// earliestStop is when a node may be stopped, as far as time decides.
func (r *round) earliestStop(m *member) time.Time {
	at := m.life.startedAt(m.machine).Add(r.obs.Settings.MinLifetime)
	if m.window != nil && m.window.window.Until.After(at) {
		at = m.window.window.Until
	}
	return at
}

// dispensable says whether a node that runs may be drained, and else what keeps
// it.
func (r *round) dispensable(m *member) verdict {
	if v := r.idle(m); !v.ok {
		return v
	}
	return r.missed(m, m.free)
}

// idle says whether a node itself gives no reason to keep it.
func (r *round) idle(m *member) verdict {
	lifetime := m.life.startedAt(m.machine).Add(r.obs.Settings.MinLifetime)
	switch {
	case !m.Ready:
		return no(WhySilent, "Its node does not report, so nobody knows whether it carries calls; it is not stopped.")
	case m.Busy():
		return no(WhyBusy, "It carries "+load(m)+".")
	case m.Maintenance:
		return no(WhyMaintenance, "It is in maintenance, and left alone.")
	case !r.obs.Settings.Enabled:
		return no(WhyDisabled, "Bursting is switched off; nothing is stopped by itself.")
	case m.Proxying:
		return no(WhyProxying, "It is a proxying node: who uses it is not known here.")
	case r.now.Before(lifetime):
		return verdict{why: WhyLifetime, until: lifetime, text: fmt.Sprintf("It is idle, but runs for at least %s, until %s.", words(r.obs.Settings.MinLifetime), clock(lifetime))}
	case m.window != nil:
		return verdict{why: WhyScheduled, until: m.window.window.Until, text: fmt.Sprintf("The schedule %q wants it until %s.", m.window.schedule.Settings.Name, clock(m.window.window.Until))}
	case m.foreign != nil:
		return no(WhyTag, m.foreign.foreignText()+" It is not stopped.")
	case m.account == nil:
		return no(WhyAccount, "It is idle, but "+noAccountHere)
	case m.machine == nil:
		return no(WhyNoMachine, "Its machine is not known, so it cannot be stopped from here.")
	case m.account.Failure != nil:
		return no(WhyAccount, fmt.Sprintf("It is idle, but its cloud account %s does not answer: %s.", m.account.label(), failureText(*m.account.Failure)))
	case r.now.Before(r.heldStop(m)):
		return verdict{why: WhyBackoff, until: r.heldStop(m), text: "It is idle; the cloud refused a stop, which is tried again at " + clock(r.heldStop(m)) + "."}
	}
	return verdict{ok: true}
}

// missed says whether anything would miss the node: free is what it has of what
// its location has free now.
//
// The margin keeps from flapping: what is stopped now is not needed again before
// more than Approach calls have come.
func (r *round) missed(m *member, free int) verdict {
	for _, p := range m.place.principals {
		if v := p.needs(); !v.ok {
			return v
		}
	}
	for _, p := range m.place.seconds {
		// Its first overflow location comes first; this one is needed when that has
		// nothing to give.
		if first := p.overflows; slices.ContainsFunc(first, func(o *place) bool { return o.level() == LevelOK }) {
			continue
		}
		if v := p.needs(); !v.ok {
			return v
		}
	}
	rest := m.place.freeHD - free
	others := slices.ContainsFunc(m.place.burst, func(o *member) bool { return o != m && o.serves && o.Busy() })
	if others && rest <= m.place.threshold+Approach {
		return no(WhyCascade, fmt.Sprintf("Without it %s would have %s free; its threshold is %d, and other nodes there carry calls.", m.place.label(), count(max(rest, 0), "HD call"), m.place.threshold))
	}
	if free == 0 || rest > m.place.threshold+Approach {
		return verdict{ok: true}
	}
	// A single call on another one that is idle, too, would have this one started
	// again. So they go together, when nothing that passes keeps the last of them.
	for _, o := range m.place.burst {
		if o == m || o.life.Phase != PhaseRunning || !o.Ready {
			continue
		}
		v := r.idle(o)
		until := "until " + clock(v.until)
		switch v.why {
		case WhyLifetime, WhyScheduled, WhyBackoff:
		case WhyAccount:
			until = "until its cloud account answers"
		default:
			continue
		}
		return verdict{why: WhyTogether, until: v.until, text: fmt.Sprintf("It is idle, but without it %s would have %s free, and its threshold is %d; it goes together with %s, which stays %s.", m.place.label(), count(max(rest, 0), "HD call"), m.place.threshold, o.label(), until)}
	}
	return verdict{ok: true}
}

// needs says whether a location may do without its overflow location.
func (p *place) needs() verdict {
	switch p.level() {
	case LevelReached:
		return no(WhyPrincipal, p.freeText(p.freeHD)+".")
	case LevelApproaching:
		if p.used > 0 {
			return no(WhyApproaching, p.freeText(p.freeHD)+", which it approaches.")
		}
	}
	return verdict{ok: true}
}

// load is what a node carries, in words.
func load(m *member) string {
	switch {
	case m.Calls > 0:
		return count(m.Calls, "call") + " in " + count(m.Conferences, "conference")
	case m.Conferences > 0:
		return count(m.Conferences, "conference")
	default:
		return "a call that is being set up"
	}
}

func (r *round) idleReason(m *member) events.BurstReason {
	b := events.BurstReason{
		Trigger: events.BurstIdle, LocationID: m.Location,
		FreeHD: m.place.freeHD, MaxHD: m.place.maxHD, ThresholdHD: m.place.threshold,
		RanSeconds: r.ran(m), MinLifetimeSeconds: int64(r.obs.Settings.MinLifetime / time.Second),
	}
	if !m.IdleSince.IsZero() {
		b.IdleSince = new(m.IdleSince.UTC())
	}
	return b
}

// drain begins a stop: from now on its capacity counts no more.
func (r *round) drain(m *member) {
	r.decide(m, events.NodeBurstDraining{ID: m.ID, Attempt: m.life.Attempt, Reason: r.idleReason(m)}, NoOperation)
	m.say(WhyToBeStopped, "It is idle and has run long enough: it takes no more calls and is stopped.")
	if m.up {
		m.place.freeHD, m.place.maxHD = m.place.freeHD-m.free, m.place.maxHD-m.hd
		m.place.used, m.place.total = m.place.used-m.Used, m.place.total-m.Capacity
		m.up = false
	}
}

// drained looks at a node that takes no new calls: once it says so itself, idle
// is idle for good.
func (r *round) drained(m *member) {
	// A node that never came cannot say anything.
	never := m.life.RunningAt.IsZero() && !m.Ready
	if m.drainsByItself() && m.Ready {
		if why := r.taken(m); why != "" {
			r.keep(m, why)
			return
		}
	}
	switch {
	case !m.Ready && !never:
		m.say(WhySilent, "It drains, but its node does not report; it is stopped when it is known to carry nothing.")
	case m.Busy():
		m.say(WhyDrainCalls, "It takes no new calls and is stopped when what it carries has ended: "+load(m)+".")
	case !(m.RefusesCalls && m.Applied >= m.life.DrainPosition) && !never:
		m.say(WhyDrainConfirm, "It drains: it has not confirmed yet that it takes no new calls.")
		r.wake(m.life.DrainingAt.Add(drainStuck))
	case m.foreign != nil:
		m.say(WhyTag, m.foreign.foreignText()+" It has drained, but is not stopped.")
	case m.account == nil:
		m.say(WhyAccount, "It has drained, but "+noAccountHere)
	case m.machine == nil:
		m.say(WhyNoMachine, "It has drained, but its machine is not known.")
	case m.account.Failure != nil:
		m.say(WhyAccount, fmt.Sprintf("It has drained, but its cloud account %s does not answer: %s.", m.account.label(), failureText(*m.account.Failure)))
	case r.now.Before(r.heldStop(m)):
		r.wake(r.heldStop(m))
		m.say(WhyBackoff, "It has drained; the cloud refused a stop, which is tried again at "+clock(r.heldStop(m))+".")
	default:
		reason := m.life.Drain
		reason.RanSeconds = r.ran(m)
		if reason.Trigger == events.BurstIdle {
			reason.FreeHD, reason.MaxHD, reason.ThresholdHD = m.place.freeHD, m.place.maxHD, m.place.threshold
		}
		r.decide(m, events.NodeBurstStopRequested{ID: m.ID, Attempt: m.life.Attempt, Machine: r.machineOf(m), Reason: reason}, StopMachine)
		m.say(WhyStopAsking, "It has drained; the cloud is asked to stop it.")
	}
}

// drainStuck is how long a node may take to confirm that it drains.
const drainStuck = 5 * time.Minute

// taken says why a drain is taken back; empty: it is not. What it gave up counts
// no more, so only what has reached its threshold takes it back, not what merely
// approaches it.
func (r *round) taken(m *member) string {
	switch {
	case m.Busy():
		return "it got a call before it drained: it carries " + load(m) + "."
	case m.Maintenance:
		return "it is in maintenance."
	case !r.obs.Settings.Enabled:
		return "bursting was switched off."
	case m.foreign != nil:
		return fmt.Sprintf("its machine is tagged %q, not %q.", m.foreign.machine.TagValue, m.foreign.account.TagValue)
	case m.window != nil:
		return fmt.Sprintf("the schedule %q wants it until %s.", m.window.schedule.Settings.Name, clock(m.window.window.Until))
	}
	for _, p := range m.place.principals {
		if p.level() == LevelReached {
			return p.freeText(p.freeHD) + "."
		}
	}
	return ""
}
