package bursting

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/parley-video/parley/events"
)

// verdict says whether something may be done, and else why not.
type verdict struct {
	ok    bool
	why   Why
	text  string
	until time.Time // it is only a matter of time
}

func no(why Why, text string) verdict { return verdict{why: why, text: text} }

// startable says whether the node's machine can be started at all.
func (r *round) startable(m *member) verdict {
	switch {
	case m.life.Phase != PhaseStopped:
		return no(WhyMachineState, "It is not stopped.")
	case m.Proxying:
		return no(WhyProxying, "It is a proxying node, which carries no conferences.")
	case m.duplicate:
		return no(WhyDuplicate, "Several machines have its address "+m.Address+", so it is not known which one is meant.")
	case m.machine == nil:
		return r.noMachine(m)
	case m.account.Failure != nil:
		return no(WhyAccount, fmt.Sprintf("The cloud account %s does not answer: %s.", m.account.label(), failureText(*m.account.Failure)))
	case m.machine.State == MachineRunning || m.machine.State == MachinePending:
		if m.up {
			return no(WhyMachineState, "It runs already.")
		}
		if r.outside(m) {
			if r.launched(m) {
				return no(WhyStartedOutside, "Its machine was started, though the cloud's answer was lost; its node has not reported yet.")
			}
			return no(WhyStartedOutside, "Somebody has started its machine; its node has not reported yet.")
		}
		return no(WhyNeverReported, "Its machine runs, but its node does not report.")
	case m.machine.State != MachineStopped:
		return no(WhyMachineState, fmt.Sprintf("Its machine is %s.", cmp.Or(m.machine.State, MachineUnknown)))
	}
	return verdict{ok: true}
}

func (r *round) noMachine(m *member) verdict {
	if m.foreign != nil {
		return no(WhyTag, m.foreign.foreignText())
	}
	failing, silent := (*account)(nil), false
	for _, a := range r.accounts {
		silent = silent || a.AskedAt.IsZero()
		if a.Failure != nil && (failing == nil || a.ID < failing.ID) {
			failing = a
		}
	}
	switch {
	case failing != nil:
		return no(WhyAccount, fmt.Sprintf("Its machine is not known: the cloud account %s does not answer: %s.", failing.label(), failureText(*failing.Failure)))
	case silent && len(r.accounts) > 0:
		return no(WhyNotAsked, "The cloud has not told its machines yet.")
	default:
		return no(WhyNoMachine, "No tagged machine has its address "+m.Address+".")
	}
}

// eligible says whether the node may be started without anybody asking.
func (r *round) eligible(m *member) verdict {
	v := r.startable(m)
	if !v.ok {
		return v
	}
	held := func(why Why, until time.Time, text string) verdict {
		return verdict{why: why, until: until, text: text + " until " + clock(until) + "."}
	}
	l := m.life
	switch {
	case !r.obs.Settings.Enabled:
		return no(WhyDisabled, "Bursting is switched off.")
	case m.Maintenance:
		return no(WhyMaintenance, "It is in maintenance.")
	case l.ByHand && r.now.Before(l.EndedAt.Add(r.obs.Settings.MinLifetime)):
		return held(WhyStoppedByHand, l.EndedAt.Add(r.obs.Settings.MinLifetime), "An administrator stopped it; it is not started by itself")
	case r.now.Before(m.account.refuses(events.BurstStart).until):
		hold := m.account.refuses(events.BurstStart)
		return held(WhyBackoff, hold.until, fmt.Sprintf("The cloud account %s failed (%s); it is left alone", m.account.label(), failureText(*hold.failure)))
	case l.Failure != nil && r.now.Before(l.FailedAt.Add(backoff(l.Failures))):
		return held(WhyBackoff, l.FailedAt.Add(backoff(l.Failures)), fmt.Sprintf("Its last start failed (%s); it is left alone", l.Failure.Code))
	}
	return v
}

// nextOf is the node of the location that is started next: the one that was used
// least recently, then by name. Nil: none can be.
func (r *round) nextOf(p *place) *member {
	var best *member
	for _, m := range p.burst {
		if m.decided || m.up || m.coming() || m.Proxying {
			continue
		}
		v := r.eligible(m)
		if !v.ok {
			r.wake(v.until)
			continue
		}
		if best == nil || m.life.LastUsed.Before(best.life.LastUsed) {
			best = m // p.burst is by name
		}
	}
	return best
}

// start records the intent.
func (r *round) start(m *member, reason events.BurstReason) {
	attempt := m.life.nextAttempt()
	r.decide(m, events.NodeBurstStartRequested{
		ID: m.ID, Attempt: attempt, Machine: r.machineOf(m), Reason: reason, GiveUpAt: r.now.Add(r.obs.Settings.startTimeout()),
	}, StartMachine)
	m.place.started = m
}

// keep takes a drain back.
func (r *round) keep(m *member, why string) {
	r.decide(m, events.NodeBurstKept{ID: m.ID, Attempt: m.life.Attempt, Why: why}, NoOperation)
	m.why, m.text = WhyKept, "It is not stopped: "+why
}

// draining by itself: not because an administrator wants it.
func (m *member) drainsByItself() bool {
	return m.life.Phase == PhaseDraining && m.life.Drain.Trigger != events.BurstManual
}

// wants says why one more node is needed in a location now; nil: none is.
//
// When a location that overflows here is at its threshold, the first node is
// started; what is free here does not count, since a burst location has nothing
// while none of its nodes runs. From then on the location's own threshold
// counts, whatever the others have: that is the cascade. A location of which
// nothing is used needs no second node.
func (r *round) wants(p *place) *events.BurstReason {
	if p.triggered {
		return p.trigger
	}
	p.triggered = true
	up := slices.ContainsFunc(p.burst, func(m *member) bool { return m.up })
	switch {
	case !up:
		for _, from := range p.principals {
			if from.level() == LevelReached {
				p.trigger = &events.BurstReason{Trigger: events.BurstThreshold, LocationID: from.ID, FreeHD: from.freeHD, MaxHD: from.maxHD, ThresholdHD: from.threshold}
				break
			}
		}
	case p.inUse() && p.level() == LevelReached:
		p.trigger = &events.BurstReason{Trigger: events.BurstCascade, LocationID: p.ID, FreeHD: p.freeHD, MaxHD: p.maxHD, ThresholdHD: p.threshold}
	}
	return p.trigger
}

// need starts a node where one is needed, one at a time: what is on its way
// counts as if it were there. A node that still drains is back sooner than
// another is started.
func (r *round) need(p *place) {
	reason := r.wants(p)
	if reason == nil || !r.obs.Settings.Enabled {
		return
	}
	for _, m := range p.burst {
		if m.coming() || p.started == m {
			return
		}
		if r.outside(m) {
			r.wake(m.machine.LaunchedAt.Add(r.obs.Settings.startTimeout()))
			return
		}
	}
	for _, m := range p.burst {
		if m.drainsByItself() && m.Ready && !m.Maintenance && !m.decided {
			r.keep(m, r.reasonText(*reason)+".")
			p.started = m
			return
		}
	}
	if m := r.nextOf(p); m != nil {
		r.start(m, *reason)
	}
}

// scheduleRun is a window of a schedule that is on.
type scheduleRun struct {
	schedule Schedule
	window   Window
	place    *place
	missing  int // nodes that it cannot have
}

// schedules sees to the nodes that windows want. Each has nodes of its own:
// two meetings at the same time need twice as many. Nodes that run already are
// taken before others are started, and those that were started for it first.
func (r *round) schedules() {
	list := make([]Schedule, 0, len(r.state.Schedules))
	for _, s := range r.state.Schedules {
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b Schedule) int { return cmp.Compare(a.ID, b.ID) })
	if !r.obs.Settings.Enabled {
		return
	}
	for _, s := range list {
		window, next := s.Active(r.now)
		r.wake(next)
		p := r.places[s.Settings.LocationID]
		if window == nil || p == nil {
			continue
		}
		r.runs = append(r.runs, scheduleRun{schedule: s, window: *window, place: p})
	}
	for i := range r.runs { // first what was started for it, then what there is
		r.protect(&r.runs[i], func(m *member) bool { return m.startedFor(&r.runs[i]) })
	}
	for i := range r.runs {
		run := &r.runs[i]
		r.protect(run, func(*member) bool { return true })
		for run.missing > 0 {
			m := r.nextOf(run.place)
			if m == nil {
				break
			}
			m.window = run
			run.missing--
			r.start(m, events.BurstReason{
				Trigger: events.BurstSchedule, LocationID: run.place.ID, ScheduleID: run.schedule.ID, ScheduleName: run.schedule.Settings.Name,
				WindowFrom: new(run.window.From), WindowUntil: new(run.window.Until),
			})
		}
	}
}

func (m *member) startedFor(run *scheduleRun) bool {
	r := m.life.Reason
	return r.Trigger == events.BurstSchedule && r.ScheduleID == run.schedule.ID && r.WindowFrom != nil && r.WindowFrom.Equal(run.window.From)
}

// protect gives a window the nodes that it may have of those that run or start,
// those among them that are just getting on.
func (r *round) protect(run *scheduleRun, mine func(*member) bool) {
	run.missing = run.schedule.Settings.Nodes
	for _, m := range run.place.burst {
		if m.window == run {
			run.missing--
		}
	}
	for _, m := range run.place.burst {
		if run.missing <= 0 {
			return
		}
		there := m.coming() || m.life.Phase == PhaseRunning || m.up || m.drainsByItself() && m.Ready
		if m.window != nil || m.ended || m.Maintenance || !there || !mine(m) {
			continue
		}
		m.window = run
		run.missing--
		if m.drainsByItself() && !m.decided {
			r.keep(m, fmt.Sprintf("the schedule %q wants it until %s.", run.schedule.Settings.Name, clock(run.window.Until)))
		}
	}
}

// reasonText says why, as part of a sentence.
func (r *round) reasonText(b events.BurstReason) string {
	at := func(id string) string {
		if p := r.places[id]; p != nil {
			return p.label()
		}
		return quoted("", id)
	}
	switch b.Trigger {
	case events.BurstThreshold, events.BurstCascade:
		return fmt.Sprintf("%s had %d of %s free, and its threshold is %d", at(b.LocationID), b.FreeHD, count(b.MaxHD, "HD call"), b.ThresholdHD)
	case events.BurstSchedule:
		return fmt.Sprintf("the schedule %q wants it", b.ScheduleName)
	case events.BurstManual:
		return "an administrator asked for it"
	case events.BurstUpgrade:
		return "it is upgraded"
	case events.BurstIdle:
		return "it was idle and had run long enough"
	case events.BurstProvider:
		return "it was not asked for from here"
	default:
		return "nobody knows"
	}
}

func (a *account) label() string { return quoted(a.Name, a.ID) }

// failureText is a failure in a few words.
func failureText(f events.BurstFailure) string {
	switch {
	case f.Permission != "":
		return f.Code + ", " + f.Permission
	default:
		return f.Code
	}
}
