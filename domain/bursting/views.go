package bursting

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/parley-video/parley/events"
)

// view is how everything stands after the decisions.
func (r *round) view() View {
	v := View{At: r.now, Enabled: r.obs.Settings.Enabled}
	for _, p := range r.ordered {
		if len(p.overflows) > 0 {
			v.Principals = append(v.Principals, p.view())
		}
		if len(p.burst) > 0 {
			v.Overflows = append(v.Overflows, p.view())
		}
	}
	nextUp := map[*member]bool{}
	for _, p := range r.overflows {
		nextUp[r.nextOf(p)] = true
	}
	v.Nodes = make([]NodeView, 0, len(r.burst))
	for _, m := range r.burst {
		v.Nodes = append(v.Nodes, r.nodeView(m, nextUp[m]))
	}
	r.findIssues()
	v.Issues = r.issues
	v.Next = r.next
	return v
}

func (p *place) view() LocationView {
	v := LocationView{
		Location: p.ID, Name: p.Name, Used: p.used, Total: p.total, MaxHD: p.maxHD, FreeHD: p.freeHD,
		PendingHD: p.pendingHD(), ThresholdHD: p.threshold, Level: p.level(),
	}
	for _, o := range p.overflows {
		v.Overflows = append(v.Overflows, o.ID)
	}
	for _, o := range p.principals {
		v.Principals = append(v.Principals, o.ID)
	}
	return v
}

func (r *round) nodeView(m *member, next bool) NodeView {
	l := m.life
	v := NodeView{
		Node: m.ID, Name: m.Name, Location: m.Location, State: r.stateOf(m), Attempt: l.Attempt, LastUsed: l.LastUsed,
		Total: m.Capacity, MaxHD: m.hd, Calls: m.Calls, LastEvent: l.LastID,
		FailedAt: l.FailedAt, Failure: l.Failure, FailedOperation: l.Operation,
	}
	if m.Ready {
		v.Used = m.Used
	}
	if m.machine != nil {
		v.Machine = new(r.machineOf(m))
	} else if l.Machine.InstanceID != "" {
		v.Machine = new(l.Machine)
	}
	if v.Machine != nil {
		v.Account = v.Machine.AccountID
	}
	if l.Phase != PhaseStopped {
		v.StartedFor, v.StartedAt = new(l.Reason), l.startedAt(m.machine)
		v.EarliestStop = r.earliestStop(m)
	} else if m.machine != nil && m.machine.State == MachineRunning {
		v.StartedAt = m.machine.LaunchedAt
	}
	switch l.Phase {
	case PhaseRequested, PhaseStarting:
		v.GiveUpAt = l.GiveUpAt
	case PhaseDraining, PhaseStopping:
		v.DrainsFor = new(l.Drain)
	}
	r.explain(m, next)
	v.Why, v.WhyText, v.HoldUntil = m.why, m.text, m.hold
	start, stop := r.mayStart(m), r.mayStop(m)
	v.CanStart, v.CannotStart = start.ok && (l.Phase == PhaseStopped || l.Phase == PhaseDraining), start.text
	v.CanStop, v.CannotStop = stop.ok && (l.Phase == PhaseRunning || l.Phase == PhaseStopped || m.drainsByItself()), stop.text
	if start.ok && !v.CanStart {
		v.CannotStart = "It runs already, or is being started."
	}
	if stop.ok && !v.CanStop {
		v.CannotStop = "It is being stopped already."
	}
	return v
}

func (r *round) stateOf(m *member) NodeState {
	switch m.life.Phase {
	case PhaseRequested:
		return NodeRequested
	case PhaseStarting:
		return NodeStarting
	case PhaseRunning:
		return NodeRunning
	case PhaseDraining:
		return NodeDraining
	case PhaseStopping:
		return NodeStopping
	}
	switch {
	case m.duplicate, m.machine == nil, m.machine.State == MachineUnknown, m.account.Failure != nil:
		return NodeUnknown
	case m.machine.State == MachinePending:
		return NodeStarting
	case m.machine.State == MachineStopping:
		return NodeStopping
	case m.machine.State == MachineRunning && (m.Ready || !r.launched(m)):
		if m.Ready {
			return NodeRunning
		}
		return NodeStarting
	case m.life.Failure != nil && m.life.Operation == events.BurstStart:
		return NodeFailed
	}
	return NodeStopped
}

// explain says of a node that nothing was said of yet why it is as it is.
func (r *round) explain(m *member, next bool) {
	if m.why != "" {
		return
	}
	if m.decided {
		r.explainDecision(m)
		return
	}
	if m.life.Phase != PhaseStopped {
		m.say(WhyWaiting, "Its next step is due.")
		return
	}
	v := r.eligible(m)
	m.hold = v.until
	switch {
	case !v.ok:
		m.say(v.why, v.text)
	case r.wants(m.place) != nil && next:
		m.say(WhyAnotherIsComing, "Another node of the location is on its way; this one comes after it.")
	case r.wants(m.place) != nil:
		m.say(WhyNextInLine, "Other nodes of the location were used less recently and are started before it.")
	case next:
		m.say(WhyNotNeeded, "It is not needed: "+r.notNeeded(m.place)+". Of those in its location it is started next.")
	default:
		m.say(WhyNotNeeded, "It is not needed: "+r.notNeeded(m.place)+".")
	}
}

// notNeeded is worked out once for all nodes of a location.
func (r *round) notNeeded(p *place) string {
	if p.idleText == "" {
		p.idleText = r.idleText(p)
	}
	return p.idleText
}

func (r *round) idleText(p *place) string {
	if slices.ContainsFunc(p.burst, func(m *member) bool { return m.up }) {
		if !p.inUse() {
			return "nothing of what runs in " + p.label() + " is used"
		}
		return p.freeText(p.freeHD)
	}
	var least *place
	for _, from := range p.principals {
		if least == nil || from.freeHD-from.threshold < least.freeHD-least.threshold {
			least = from
		}
	}
	if least == nil {
		return "no location overflows into " + p.label() + " first"
	}
	return least.freeText(least.freeHD)
}

func (r *round) explainDecision(m *member) {
	i := slices.IndexFunc(r.decisions, func(d Decision) bool { return d.Node == m.ID })
	switch e := r.decisions[i].Event.(type) {
	case events.NodeBurstStartRequested:
		m.say(WhyAsking, "It is started: "+r.reasonText(e.Reason)+".")
	case events.NodeBurstStarting:
		m.say(WhyBooting, "The cloud starts the machine.")
	case events.NodeBurstRunning:
		m.say(WhyLifetime, "It has just begun to take calls.")
	case events.NodeBurstStopRequested:
		m.say(WhyStopAsking, "The cloud is asked to stop it: "+r.reasonText(e.Reason)+".")
	case events.NodeBurstStopped:
		m.say(WhyNotNeeded, "It has just stopped.")
	case events.NodeBurstFailed:
		m.say(WhyBackoff, fmt.Sprintf("The %s failed: %s.", e.Operation, failureText(e.Failure)))
	default:
		m.say(WhyWaiting, "Its next step is being recorded.")
	}
}

// severityOrder puts the worst first.
var severityOrder = map[Severity]int{SeverityError: 0, SeverityWarning: 1, SeverityInfo: 2}

func (r *round) issue(code IssueCode, s Severity, about Subject, since time.Time, text, remedy string) {
	r.issues = append(r.issues, Issue{Code: code, Severity: s, Subject: about, Text: text, Remedy: remedy, Since: since})
}

func (r *round) sortIssues() {
	slices.SortStableFunc(r.issues, func(a, b Issue) int {
		return cmp.Or(
			cmp.Compare(severityOrder[a.Severity], severityOrder[b.Severity]), cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Subject.Kind, b.Subject.Kind), cmp.Compare(a.Subject.Name, b.Subject.Name), cmp.Compare(a.Subject.ID, b.Subject.ID),
		)
	})
}

func (a *account) subject() Subject { return Subject{SubjectAccount, a.ID, a.Name} }
func (p *place) subject() Subject   { return Subject{SubjectLocation, p.ID, p.Name} }
func (m *member) subject() Subject  { return Subject{SubjectNode, m.ID, m.Name} }
