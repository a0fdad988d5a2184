package bursting

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/parley-video/parley/events"
)

// findIssues lists what is wrong. While bursting is switched off only what
// matters all the same is listed.
func (r *round) findIssues() {
	if !r.obs.Settings.Enabled {
		r.whileDisabled()
		r.sortIssues()
		return
	}
	r.deploymentIssues()
	for _, id := range slices.Sorted(maps.Keys(r.accounts)) {
		r.accountIssues(r.accounts[id])
	}
	for _, p := range r.ordered {
		r.locationIssues(p)
	}
	for _, m := range r.burst {
		r.nodeIssues(m)
		r.operationIssues(m)
	}
	r.scheduleIssues()
	r.sortIssues()
}

func (r *round) whileDisabled() {
	for _, m := range r.burst {
		if m.life.Phase != PhaseStopped {
			r.issue(IssueDisabledRunning, SeverityWarning, m.subject(), time.Time{},
				fmt.Sprintf("The burst node %s runs, and bursting is switched off: it is not stopped by itself.", m.label()),
				"Stop it by hand, or switch bursting on.")
		}
	}
}

func (r *round) deploymentIssues() {
	deployment := Subject{Kind: SubjectDeployment}
	if len(r.accounts) == 0 {
		r.issue(IssueNoAccount, SeverityError, deployment, time.Time{},
			"Bursting is switched on, but there is no cloud account that is enabled.", "Add a cloud account, or enable one.")
	}
	if len(r.burst) == 0 {
		r.issue(IssueNoNodes, SeverityWarning, deployment, time.Time{},
			"Bursting is switched on, but no node is marked for bursting.", "Mark the nodes on cloud machines for bursting, in a location of their own.")
	}
}

func (r *round) accountIssues(a *account) {
	var list []refusal
	if a.Failure != nil {
		list = append(list, refusal{failure: a.Failure, at: a.Since})
	}
	list = append(list, a.standing()...)
	said := map[IssueCode]bool{}
	for i, one := range list {
		code := accountIssue(*one.failure)
		if said[code] || a.Failure != nil && i > 0 && code != IssuePermissionDenied {
			continue // the list says what is the case now
		}
		said[code] = true
		r.accountIssue(a, code, list[i:])
	}
	if a.Failure != nil {
		return
	}
	r.machineIssues(a)
	missing := func(m *member) bool { return m.machine == nil && m.foreign == nil && !m.duplicate }
	if a.empty() && slices.ContainsFunc(r.burst, missing) {
		severity := SeverityWarning
		if r.allEmpty() {
			severity = SeverityError
		}
		r.issue(IssueAccountEmpty, severity, a.subject(), time.Time{},
			fmt.Sprintf("The cloud account %s answers, but lists no machine with the tag %s%s.", a.label(), a.tag(), a.within()),
			"Compare the region, the tag and its value with those of the machines at the cloud.")
	}
}

// empty: it has told, and has no machine of ours.
func (a *account) empty() bool {
	return a.Failure == nil && !a.AskedAt.IsZero() && !slices.ContainsFunc(a.Machines, func(m Machine) bool {
		return m.TagValue == a.TagValue && m.State != MachineTerminated
	})
}

// allEmpty: nothing is known of any machine because every account is set up
// wrongly, or not at all.
func (r *round) allEmpty() bool {
	for _, a := range r.accounts {
		if !a.empty() {
			return false
		}
	}
	return len(r.accounts) > 0
}

func (a *account) tag() string {
	if a.TagKey == "" {
		return strconv.Quote(a.TagValue)
	}
	return strconv.Quote(a.TagKey + "=" + a.TagValue)
}

func (a *account) within() string {
	if a.Region == "" {
		return ""
	}
	return " in the region " + a.Region
}

func accountIssue(f events.BurstFailure) IssueCode {
	if code := IssueCode(f.Code); accountTexts[code] != "" {
		return code
	}
	return IssueProviderError
}

// accountIssue says the first of the list; of rights that are missing all.
func (r *round) accountIssue(a *account, code IssueCode, list []refusal) {
	text := fmt.Sprintf(accountTexts[code], a.label())
	var rights []string
	for _, one := range list {
		if p := one.failure.Permission; p != "" && accountIssue(*one.failure) == code && !slices.Contains(rights, p) {
			rights = append(rights, p)
		}
	}
	if len(rights) > 0 {
		text += ": " + strings.Join(rights, ", ")
	}
	if message := list[0].failure.Message; message != "" {
		text += " (" + strings.TrimSuffix(message, ".") + ")"
	}
	severity := SeverityError
	if code == IssueThrottled {
		severity = SeverityWarning
	}
	r.issue(code, severity, a.subject(), list[0].at, sentence(text), Remedy(*list[0].failure))
}

// machineIssues looks at machines that belong to no node, or to two.
func (r *round) machineIssues(a *account) {
	nodes, foreign := make(map[string]bool, len(r.burst)), map[*Machine]bool{}
	for _, m := range r.burst {
		nodes[m.Address] = true
		if m.foreign != nil {
			foreign[m.foreign.machine] = true
		}
	}
	others := map[string]Node{}
	for _, n := range r.obs.Nodes {
		if !n.CloudBursting {
			others[n.Address] = n
		}
	}
	for i := range a.Machines {
		machine := &a.Machines[i]
		if machine.State == MachineTerminated {
			continue
		}
		about := Subject{SubjectMachine, machine.ID, machine.Name}
		name := quoted(machine.Name, machine.ID)
		known, other := false, ""
		for _, address := range machine.Addresses {
			known = known || nodes[address]
			if n, ok := others[address]; ok {
				other = quoted(n.Name, n.ID)
			}
		}
		switch {
		case foreign[machine]:
			r.issue(IssueTagMismatch, SeverityError, about, time.Time{},
				fmt.Sprintf("The machine %s of %s is tagged %q, not %q: it is neither started nor stopped.", name, a.label(), machine.TagValue, a.TagValue),
				"Correct the value of the tag at the cloud, or the tag of the account here.")
		case machine.TagValue != a.TagValue || known || r.toldElsewhere(a, machine):
		case other != "":
			r.issue(IssueMachineWithoutNode, SeverityWarning, about, time.Time{},
				fmt.Sprintf("The machine %s of %s is tagged, but its node %s is not marked for bursting.", name, a.label(), other),
				"Mark the node for bursting, or take the tag from the machine.")
		default:
			r.issue(IssueMachineWithoutNode, SeverityWarning, about, time.Time{},
				fmt.Sprintf("The machine %s of %s is tagged, but no node has one of its addresses.", name, a.label()),
				"Create a node with the machine's address and mark it for bursting, or take the tag from the machine.")
		}
	}
}

// toldElsewhere: another account tells of the same machine, and says what is
// wrong with it.
func (r *round) toldElsewhere(a *account, machine *Machine) bool {
	for _, address := range machine.Addresses {
		for _, f := range r.byAddress[address] {
			if f.machine.ID == machine.ID && f.account != a {
				return true
			}
		}
	}
	return false
}

func (r *round) locationIssues(p *place) {
	if len(p.burst) == 0 {
		r.principalIssues(p)
		return
	}
	if len(p.members) > len(p.burst) {
		r.issue(IssueMixedLocation, SeverityWarning, p.subject(), time.Time{},
			p.label()+" mixes burst nodes with nodes that always run.",
			"Move the burst nodes into a location of their own and name it as the overflow location.")
	}
	switch {
	case len(p.principals) > 0:
	case len(p.seconds) > 0:
		r.issue(IssueSecondaryOnly, SeverityError, p.subject(), time.Time{},
			fmt.Sprintf("The burst nodes of %s are never started by themselves: other locations have it as their second overflow location only.", p.label()),
			"Make it the first overflow location of those whose calls it is to carry.")
	default:
		r.issue(IssueOverflowUnused, SeverityError, p.subject(), time.Time{},
			fmt.Sprintf("The burst nodes of %s are never started by themselves: no location overflows into it.", p.label()),
			"Make it the first overflow location of those whose calls it is to carry.")
	}
	if r.wants(p) != nil && p.started == nil {
		r.exhausted(p)
	}
}

// exhausted: another node is needed, and there is none.
func (r *round) exhausted(p *place) {
	left := false
	for _, m := range p.burst {
		if !m.up && !m.leaving() || m.coming() {
			left = true
		}
	}
	if left {
		return
	}
	r.issue(IssueAllRunning, SeverityError, p.subject(), time.Time{},
		fmt.Sprintf("All burst nodes of %s run, and %s: calls will be rejected.", p.label(), r.reasonText(*r.wants(p))),
		"Add burst nodes to the location.")
}

func (r *round) principalIssues(p *place) {
	if len(p.members) == 0 {
		return
	}
	if len(p.overflows) == 0 && p.Overflow1 == "" && p.Overflow2 == "" {
		r.issue(IssueNoOverflow, SeverityWarning, p.subject(), time.Time{},
			p.label()+" has no overflow location: no burst nodes are started for it.",
			"Name the location of the burst nodes as its first overflow location.")
	}
	if len(p.overflows) > 0 && p.maxHD > 0 && p.threshold+Approach >= p.maxHD {
		what := "one call more or less starts and stops a burst node"
		if p.threshold >= p.maxHD {
			what = "a burst node always runs"
		}
		r.issue(IssueAlwaysReached, SeverityWarning, p.subject(), time.Time{},
			fmt.Sprintf("The threshold of %s is %d, and it has capacity for %s in all: %s.", p.label(), p.threshold, count(p.maxHD, "HD call"), what),
			"Lower the threshold: 10 to 20 % of the capacity is usual.")
	}
}

func (r *round) nodeIssues(m *member) {
	if m.duplicate {
		r.issue(IssueDuplicateAddress, SeverityError, m.subject(), time.Time{},
			fmt.Sprintf("Several tagged machines have the address %s of the node %s: it is not known which one is meant.", m.Address, m.label()),
			"Give the machines different addresses, or take the tag from the wrong one.")
	} else if m.life.Phase != PhaseStopped && m.account == nil {
		r.issue(IssueAccountMissing, SeverityError, m.subject(), time.Time{},
			fmt.Sprintf("The burst node %s runs, or was about to, and the cloud account of its machine %s is not there any more, or is disabled: it cannot be stopped from here.", m.label(), quoted(m.life.Machine.Name, m.life.Machine.InstanceID)),
			"Enable the account, or add one that tells of the machine; or stop the machine at the cloud.")
	} else if v := r.noMachine(m); m.machine == nil && v.why == WhyNoMachine && !r.allEmpty() {
		r.issue(IssueNodeWithoutMachine, SeverityError, m.subject(), time.Time{},
			fmt.Sprintf("No tagged machine has the address %s of the burst node %s: it can be neither started nor stopped.", m.Address, m.label()),
			"Tag its machine, or correct the node's address.")
	}
	if m.Maintenance {
		r.issue(IssueMaintenance, SeverityInfo, m.subject(), time.Time{},
			fmt.Sprintf("The burst node %s is in maintenance: it is neither started nor stopped by itself.", m.label()),
			"End the maintenance when it is done.")
	}
	if m.Proxying {
		r.issue(IssueProxying, SeverityError, m.subject(), time.Time{},
			fmt.Sprintf("The burst node %s is a proxying node: it carries no conferences and is never started by itself.", m.label()),
			"Make it a transcoding node.")
	}
	if m.AlwaysOn {
		r.issue(IssueAlwaysOn, SeverityError, m.subject(), time.Time{},
			fmt.Sprintf("The burst node %s counts as always on: it may be the home of conferences, which end when it is stopped.", m.label()),
			"Switch off that it is always on.")
	}
}

// operationIssues looks at what was tried with a node.
func (r *round) operationIssues(m *member) {
	l := m.life
	switch {
	case l.Phase == PhaseStopped && m.machine != nil && m.account.Failure == nil && m.machine.State == MachineRunning && !m.Ready && !r.outside(m):
		r.issue(IssueSilent, SeverityWarning, m.subject(), m.machine.LaunchedAt,
			fmt.Sprintf("The machine of %s runs, but its node does not report.", m.label()),
			"See the machine's console: whether the node starts, and reaches this Management Node. Or stop it.")
	case m.account != nil && m.account.Failure != nil && l.stopAsked(): // it may be stopped by now
	case (l.Phase == PhaseRunning || l.Phase == PhaseDraining) && !m.Ready && !l.RunningAt.IsZero():
		r.issue(IssueSilent, SeverityWarning, m.subject(), time.Time{},
			fmt.Sprintf("The burst node %s runs, but does not report: it is not stopped, since it may carry calls.", m.label()),
			"See whether the node runs and reaches this Management Node; stop it at the cloud if it carries nothing.")
	case l.Phase == PhaseDraining && m.Ready && !m.RefusesCalls && !r.now.Before(l.DrainingAt.Add(drainStuck)):
		r.issue(IssueDrainStuck, SeverityWarning, m.subject(), l.DrainingAt,
			fmt.Sprintf("The burst node %s has not confirmed for %s that it takes no new calls; it is not stopped before.", m.label(), words(r.now.Sub(l.DrainingAt))),
			"See whether the node takes over its configuration; restart it if not.")
	}
	if l.Failure == nil || accountCodes[l.Failure.Code] || r.passed(m) {
		return
	}
	about := m.subject()
	switch code := l.Failure.Code; {
	case code == events.BurstStartTimeout:
		r.issue(IssueStartTimeout, SeverityWarning, about, l.FailedAt,
			fmt.Sprintf("The node %s was not ready in time after its start (%s in a row).", m.label(), count(l.Failures, "failure")),
			"See the machine's console: whether it boots, whether the node starts, and whether it reaches this Management Node.")
	case l.Operation == events.BurstAddress && m.StaticNATAddress == l.Address:
	case l.Operation == events.BurstAddress:
		r.issue(IssueProviderError, SeverityWarning, about, l.FailedAt,
			fmt.Sprintf("The node %s could not be told the public address of its machine: %s.", m.label(), messageOf(*l.Failure)),
			"Set its static NAT address by hand.")
	case l.Operation == events.BurstStop:
		r.issue(IssueStopTimeout, SeverityWarning, about, l.FailedAt,
			fmt.Sprintf("The machine of %s could not be stopped: %s.", m.label(), messageOf(*l.Failure)),
			"It is tried again by itself; see the machine at the cloud.")
	case code == string(IssueUnknownMachine), code == events.BurstNoMachine:
		r.issue(IssueUnknownMachine, SeverityError, about, l.FailedAt,
			fmt.Sprintf("The cloud does not know the machine of %s any more: %s.", m.label(), messageOf(*l.Failure)),
			"Make a machine with the node's address and tag it, or remove the node.")
	case code == string(IssueWrongState):
		r.issue(IssueWrongState, SeverityWarning, about, l.FailedAt,
			fmt.Sprintf("The machine of %s was in no state to %s: %s.", m.label(), l.Operation, messageOf(*l.Failure)),
			"See what is done to the machine at the cloud; it is tried again by itself.")
	case machineTexts[IssueCode(code)] != "":
		severity := SeverityError
		if l.Failure.Retry {
			severity = SeverityWarning
		}
		text := fmt.Sprintf(machineTexts[IssueCode(code)], m.label())
		if l.Failure.Message != "" {
			text += " (" + l.Failure.Message + ")"
		}
		r.issue(IssueCode(code), severity, about, l.FailedAt, sentence(text), Remedy(*l.Failure))
	default:
		r.issue(IssueProviderError, SeverityWarning, about, l.FailedAt,
			sentence(fmt.Sprintf("The machine of %s failed to %s: %s", m.label(), l.Operation, messageOf(*l.Failure))), Remedy(*l.Failure))
	}
}

// passed reports whether the last failure says nothing of the node any more. One
// that the next start would show is said until then.
func (r *round) passed(m *member) bool {
	l := m.life
	switch {
	case l.Failure.Code == string(IssueProviderError) && m.account != nil && m.account.Failure != nil:
		return true // it is the account's trouble
	case l.Operation == events.BurstStop:
		return l.Phase == PhaseRunning // it is not to be stopped any more
	case l.Operation != events.BurstStart || l.Phase != PhaseStopped:
		return false
	}
	switch listed := r.listed(m, l.FailedAt.Add(Settle)); l.Failure.Code {
	case string(IssueUnknownMachine), events.BurstNoMachine:
		return listed != "" && listed != MachineTerminated
	case string(IssueWrongState):
		return listed == MachineStopped
	case events.BurstStartTimeout:
		return false
	default:
		return l.Failure.Retry && !r.now.Before(l.FailedAt.Add(Passing))
	}
}

func messageOf(f events.BurstFailure) string {
	if f.Message == "" {
		return f.Code
	}
	return f.Code + ", " + strings.TrimSuffix(f.Message, ".")
}

func (r *round) scheduleIssues() {
	for _, id := range slices.Sorted(maps.Keys(r.state.Schedules)) {
		s := r.state.Schedules[id]
		if !s.Settings.Enabled {
			continue
		}
		about := Subject{SubjectSchedule, id, s.Settings.Name}
		p := r.places[s.Settings.LocationID]
		switch {
		case s.invalid != "":
			r.issue(IssueScheduleInvalid, SeverityError, about, time.Time{},
				fmt.Sprintf("The schedule %q has no times: %s", s.Settings.Name, s.invalid), "Correct its times.")
		case p == nil || len(p.burst) == 0:
			r.issue(IssueScheduleInvalid, SeverityError, about, time.Time{},
				fmt.Sprintf("The schedule %q is for a location without burst nodes.", s.Settings.Name), "Name a location with burst nodes.")
		case len(p.burst) < s.Settings.Nodes:
			r.issue(IssueScheduleShort, SeverityWarning, about, time.Time{},
				fmt.Sprintf("The schedule %q wants %s, and %s has %d.", s.Settings.Name, count(s.Settings.Nodes, "node"), p.label(), len(p.burst)),
				"Add burst nodes to the location, or lower the number.")
		}
	}
	for i := range r.runs {
		run := &r.runs[i]
		if run.missing <= 0 || len(run.place.burst) < run.schedule.Settings.Nodes || len(run.place.burst) == 0 {
			continue
		}
		r.issue(IssueScheduleShort, SeverityWarning, Subject{SubjectSchedule, run.schedule.ID, run.schedule.Settings.Name}, run.window.Start,
			fmt.Sprintf("The schedule %q lacks %s that cannot be started now.", run.schedule.Settings.Name, count(run.missing, "node")),
			"See what the nodes of the location wait for.")
	}
}
