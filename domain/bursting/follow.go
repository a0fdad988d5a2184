package bursting

import (
	"fmt"
	"time"

	"github.com/parley-video/parley/events"
)

// follow takes an attempt on to where it has come by itself: what the cloud
// answered, what became of the machine, and whether its node is there.
func (r *round) follow(m *member) {
	switch m.life.Phase {
	case PhaseStopped:
		r.followStopped(m)
	case PhaseRequested:
		r.followRequested(m)
	case PhaseStarting:
		r.followStarting(m)
	case PhaseRunning, PhaseDraining:
		r.followUp(m)
	case PhaseStopping:
		r.followStopping(m)
	}
}

// report is what became of the operation in this attempt, as far as this process
// asked for it.
func (r *round) report(m *member, op events.BurstOperation) (Report, bool) {
	rep, ok := r.obs.Operations[m.ID]
	return rep, ok && rep.Attempt == m.life.Attempt && rep.Operation == op
}

// listed is the machine's state by a list that was asked for after t; empty: no
// such list, or the account has failed since. Gone is MachineTerminated.
func (r *round) listed(m *member, t time.Time) string {
	a := m.account
	if a == nil || a.Failure != nil || !a.AskedAt.After(t) {
		return ""
	}
	if m.machine == nil {
		return MachineTerminated
	}
	return m.machine.State
}

// reports: the node has become ready since that many events were known; nobody
// knows of one whose readiness has no beginning, so it is believed. One that has
// been ready for longer may only not have been missed yet: it is believed when it
// still is after Settle, by when it would have been.
func (r *round) reports(m *member, events int, at time.Time) bool {
	if !m.Ready || m.ReadyAfter == nil || *m.ReadyAfter >= events {
		return m.Ready
	}
	r.wake(at.Add(Settle))
	return !r.now.Before(at.Add(Settle))
}

func (r *round) fail(m *member, op events.BurstOperation, f events.BurstFailure) {
	r.decide(m, events.NodeBurstFailed{ID: m.ID, Attempt: m.life.Attempt, Operation: op, Failure: f}, NoOperation)
}

func (r *round) failNoMachine(m *member, message string) {
	r.fail(m, events.BurstStart, events.BurstFailure{Code: events.BurstNoMachine, Message: message})
}

// giveUp ends an attempt that takes too long.
func (r *round) giveUp(m *member) bool {
	if r.now.Before(m.life.GiveUpAt) {
		r.wake(m.life.GiveUpAt)
		return false
	}
	f := events.BurstFailure{Code: events.BurstStartTimeout, Retry: true, Message: fmt.Sprintf("The node was not ready %s after its start.", words(r.now.Sub(m.life.RequestedAt)))}
	r.fail(m, events.BurstStart, f)
	return true
}

const (
	noAccount     = "The cloud account of its machine is not there any more, or is disabled."
	noAccountHere = "the cloud account of its machine is not there any more, or is disabled."
)

// notMarked is why nothing is asked of the machine of a node that has ceased to be
// a burst node.
var notMarked = events.BurstFailure{Code: NotMarked, Message: "The node is not marked for bursting any more."}

func (r *round) followRequested(m *member) {
	rep, mine := r.report(m, events.BurstStart)
	listed := r.listed(m, m.life.RequestedAt)
	switch {
	case mine && rep.Failure != nil:
		r.fail(m, events.BurstStart, *rep.Failure)
	case mine && !rep.Busy:
		machine := r.machineOf(m)
		machine.State = rep.State
		r.decide(m, events.NodeBurstStarting{ID: m.ID, Attempt: m.life.Attempt, Machine: machine}, NoOperation)
	case m.account == nil && !mine:
		r.fail(m, events.BurstStart, events.BurstFailure{Code: UnknownAccount, Message: noAccount})
	case listed == MachinePending || listed == MachineRunning:
		r.decide(m, events.NodeBurstStarting{ID: m.ID, Attempt: m.life.Attempt, Machine: r.machineOf(m)}, NoOperation)
	case listed == MachineTerminated:
		r.failNoMachine(m, "The cloud does not know the machine any more.")
	case r.giveUp(m):
	case !mine && !m.CloudBursting:
		r.fail(m, events.BurstStart, notMarked)
	case !mine && m.foreign != nil:
		r.fail(m, events.BurstStart, events.BurstFailure{Code: string(IssueTagMismatch), Retry: true, Message: m.foreign.foreignText()})
	case !mine:
		r.decide(m, nil, StartMachine)
		m.say(WhyAsking, "The cloud is asked to start it.")
	default:
		m.say(WhyAsking, "The cloud is asked to start it.")
	}
}

func (r *round) followStarting(m *member) {
	listed := r.listed(m, m.life.StartingAt)
	switch {
	case listed == MachineTerminated:
		r.failNoMachine(m, "The cloud does not know the machine any more.")
	case r.tell(m): // before anybody is sent there
	case r.reports(m, m.life.RequestedAfter, m.life.StartingAt) && listed != MachineStopping:
		r.decide(m, events.NodeBurstRunning{
			ID: m.ID, Attempt: m.life.Attempt, Machine: r.machineOf(m),
			TookMillis: max(r.now.Sub(m.life.RequestedAt), 0).Milliseconds(),
		}, NoOperation)
	case r.takenBack(m):
	case r.giveUp(m):
	case m.account == nil:
		m.say(WhyAccount, "It is being started; "+noAccountHere+" Given up at "+clock(m.life.GiveUpAt)+".")
	case m.machine != nil && m.machine.State == MachineRunning:
		m.say(WhyWaiting, "The machine runs; its node has not reported yet. Given up at "+clock(m.life.GiveUpAt)+".")
	default:
		m.say(WhyBooting, "The cloud starts the machine. Given up at "+clock(m.life.GiveUpAt)+".")
	}
}

// settleLaunched is how long a list that tells of the launch may be behind with the
// rest.
const settleLaunched = 30 * time.Second

// takenBack ends a start that the cloud accepted and did not see through: the
// machine is stopped again, and nobody here asked for that. A list that may be
// behind is believed when it tells of the launch.
func (r *round) takenBack(m *member) bool {
	l := m.life
	listed := r.listed(m, l.StartingAt)
	if listed != MachineStopped && listed != MachineStopping {
		return false
	}
	launched := l.LaunchedBefore != nil && m.machine.LaunchedAt.After(*l.LaunchedBefore) && m.account.AskedAt.After(l.StartingAt.Add(settleLaunched))
	if !launched && !m.account.AskedAt.After(l.StartingAt.Add(Settle)) {
		return false
	}
	f := events.BurstFailure{Code: StartRefused, Retry: true, Message: "The cloud accepted the start, and the machine is stopped again."}
	if m.machine.StoppedFor != nil {
		f = *m.machine.StoppedFor
	}
	r.fail(m, events.BurstStart, f)
	return true
}

// tell has the node told the public address under which its machine came up. It
// reports whether that is to be waited for.
func (r *round) tell(m *member) bool {
	address, known := r.publicAddress(m)
	if !known {
		// What it was told in a life before may be somebody else's now.
		if m.life.Phase == PhaseStarting && m.Ready {
			m.say(WhyWaiting, "Its node reports; the cloud has not told the machine's public address yet.")
			return true
		}
		return false
	}
	l := m.life
	rep, mine := r.report(m, events.BurstAddress)
	failed := l.Failure != nil && l.Operation == events.BurstAddress && l.FailedAt.After(l.RequestedAt)
	switch {
	case address == m.StaticNATAddress:
		return false
	case mine && rep.Busy: // perhaps another one: one at a time
		m.say(WhyWaiting, "Its node is told the machine's public address.")
		return l.Phase == PhaseStarting
	case !l.Addressed || l.Address != address:
		r.decide(m, events.NodeBurstAddressChanged{ID: m.ID, Attempt: l.Attempt, PublicAddress: address, Previous: m.StaticNATAddress}, TellAddress)
		r.decisions[len(r.decisions)-1].Address = address
		return true
	case m.StaticNATAddress != l.AddressBefore:
		return false // somebody has changed it since
	case mine && rep.Failure == nil:
		return false // it was told, and will be seen to have it
	case mine && (!failed || rep.At.After(l.FailedAt)):
		r.fail(m, events.BurstAddress, *rep.Failure)
		return true
	case failed && !l.Failure.Retry:
		return false // the node goes on with the address that it has
	case failed && r.now.Before(l.FailedAt.Add(backoff(l.Failures))):
		r.wake(l.FailedAt.Add(backoff(l.Failures)))
		return false
	}
	r.decide(m, nil, TellAddress)
	r.decisions[len(r.decisions)-1].Address = address
	return true
}

// publicAddress is what the node is to have as its static NAT address. The one of
// a life before is taken from it when the machine has none now, or nobody says
// for long which.
func (r *round) publicAddress(m *member) (address string, known bool) {
	l := m.life
	if m.machine != nil && m.machine.State == MachineRunning && m.machine.PublicAddress != "" {
		return m.machine.PublicAddress, true
	}
	switch {
	case l.Phase != PhaseStarting || l.Addressed || m.StaticNATAddress == "" || m.StaticNATAddress != l.Told:
		return m.StaticNATAddress, true
	case r.listed(m, l.StartingAt) == MachineRunning, !r.now.Before(l.StartingAt.Add(Settle)):
		return "", true
	}
	r.wake(l.StartingAt.Add(Settle))
	return "", false
}

// followUp looks whether the machine still runs. A node that reports is believed
// more than a list.
func (r *round) followUp(m *member) {
	since := m.life.RunningAt
	if m.life.DrainingAt.After(since) {
		since = m.life.DrainingAt
	}
	switch listed := r.listed(m, since); {
	case m.Ready:
	case listed == MachineStopped:
		r.stoppedOutside(m, "")
	case listed == MachineTerminated:
		r.stoppedOutside(m, "The cloud does not know the machine any more.")
	}
	if !m.decided && m.life.Phase == PhaseRunning {
		r.tell(m)
	}
}

// stoppedOutside: nobody here is waiting for it, but may have asked for it.
func (r *round) stoppedOutside(m *member, note string) {
	e := events.NodeBurstStopped{ID: m.ID, Attempt: m.life.Attempt, Machine: r.machineOf(m), RanSeconds: r.ran(m)}
	if !m.life.stopAsked() {
		e.Reason = &events.BurstReason{Trigger: events.BurstProvider, Note: note}
	}
	r.decide(m, e, NoOperation)
}

// ran is for how long the machine has run, in seconds.
func (r *round) ran(m *member) int64 {
	return int64(max(r.now.Sub(m.life.startedAt(m.machine)), 0) / time.Second)
}

func (r *round) followStopping(m *member) {
	rep, mine := r.report(m, events.BurstStop)
	listed := r.listed(m, m.life.StopRequestedAt)
	switch {
	case listed == MachineStopped, listed == MachineTerminated, mine && !rep.Busy && rep.Failure == nil && rep.State == MachineStopped:
		r.decide(m, events.NodeBurstStopped{ID: m.ID, Attempt: m.life.Attempt, Machine: r.machineOf(m), RanSeconds: r.ran(m)}, NoOperation)
	case mine && rep.Failure != nil:
		r.fail(m, events.BurstStop, *rep.Failure)
	case m.account == nil:
		r.fail(m, events.BurstStop, events.BurstFailure{Code: UnknownAccount, Retry: true, Message: noAccount})
	case mine && !rep.Busy && m.account.Failure != nil:
		m.say(WhyStopWaiting, fmt.Sprintf("The cloud stops the machine; whether it has, its account %s does not tell: %s.", m.account.label(), failureText(*m.account.Failure)))
	case !r.now.Before(m.life.StopRequestedAt.Add(StopTimeout)):
		r.fail(m, events.BurstStop, events.BurstFailure{Code: StopTimedOut, Retry: true, Message: fmt.Sprintf("The machine was not stopped %s after it was asked for.", words(StopTimeout))})
	case mine && rep.Busy:
		m.say(WhyStopAsking, "The cloud is asked to stop it.")
	case mine, listed == MachineStopping:
		r.wake(m.life.StopRequestedAt.Add(StopTimeout))
		m.say(WhyStopWaiting, "The cloud stops the machine.")
	case m.Busy():
		// Whoever asked for the stop is gone, perhaps before the cloud heard of it.
		r.fail(m, events.BurstStop, events.BurstFailure{Code: InUse, Retry: true, Message: "It carries calls."})
	case !m.CloudBursting:
		r.fail(m, events.BurstStop, notMarked)
	case m.foreign != nil:
		r.fail(m, events.BurstStop, events.BurstFailure{Code: string(IssueTagMismatch), Retry: true, Message: m.foreign.foreignText()})
	case !m.Ready && !m.life.RunningAt.IsZero():
		r.wake(m.life.StopRequestedAt.Add(StopTimeout))
		m.say(WhySilent, "It is to be stopped, but its node does not report, so nobody knows whether it got calls meanwhile.")
	default:
		r.decide(m, nil, StopMachine)
		m.say(WhyStopAsking, "The cloud is asked to stop it.")
	}
}

// followStopped sees machines that run although nothing here asks them to: one
// that somebody else started, one whose start took too long, and one whose node
// never came.
func (r *round) followStopped(m *member) {
	if m.machine == nil || m.account == nil || m.account.Failure != nil || m.machine.State != MachineRunning {
		return
	}
	l := m.life
	if !m.account.AskedAt.After(l.EndedAt) {
		return
	}
	if !l.EndedAt.IsZero() && m.machine.LaunchedAt.Before(l.EndedAt) && !r.launched(m) && r.now.Before(l.EndedAt.Add(Settle)) {
		r.wake(l.EndedAt.Add(Settle)) // the list may be behind
		return
	}
	late := r.launched(m)
	switch {
	case late && r.reports(m, l.RequestedAfter, l.EndedAt):
		r.decide(m, events.NodeBurstRunning{
			ID: m.ID, Attempt: l.Attempt, Machine: r.machineOf(m), TookMillis: max(r.now.Sub(l.RequestedAt), 0).Milliseconds(),
		}, NoOperation)
	case r.reports(m, l.EndedAfter, l.EndedAt):
		r.decide(m, events.NodeBurstRunning{
			ID: m.ID, Attempt: l.nextAttempt(), Machine: r.machineOf(m),
			Reason: &events.BurstReason{Trigger: events.BurstProvider, Note: "The machine was not started from here."},
		}, NoOperation)
	case late && !m.Ready:
		r.stopUnseen(m)
	}
}

// launched: the machine runs because of an attempt that failed here: it was given
// up, or the cloud did it and its answer was lost. It was stopped when it was asked
// for, so any launch but the one before is of then, by the cloud's own clock.
func (r *round) launched(m *member) bool {
	l, at := m.life, m.machine.LaunchedAt
	return l.Failure != nil && l.Operation == events.BurstStart && l.Machine.InstanceID == m.machine.ID &&
		(at.IsZero() || l.LaunchedBefore == nil || at.After(*l.LaunchedBefore))
}

// stopUnseen stops a machine whose node never reported. No conference can have
// begun on it, since burst nodes are never home of one, and those that have a
// home elsewhere would say so.
func (r *round) stopUnseen(m *member) {
	due := m.life.startedAt(m.machine).Add(r.obs.Settings.MinLifetime)
	switch {
	case m.Busy() || m.Maintenance || m.AlwaysOn || !r.obs.Settings.Enabled:
	case r.now.Before(due):
		r.wake(due)
	case r.now.Before(r.heldStop(m)):
		r.wake(r.heldStop(m))
	default:
		reason := events.BurstReason{
			Trigger: events.BurstIdle, LocationID: m.Location, RanSeconds: r.ran(m),
			MinLifetimeSeconds: int64(r.obs.Settings.MinLifetime / time.Second), Note: "Its node never reported.",
		}
		r.decide(m, events.NodeBurstStopRequested{ID: m.ID, Attempt: m.life.Attempt, Machine: r.machineOf(m), Reason: reason}, StopMachine)
	}
}

// heldStop is until when no stop is tried, after one that failed.
func (r *round) heldStop(m *member) time.Time {
	var held time.Time
	if m.life.Failure != nil && m.life.Operation == events.BurstStop {
		held = m.life.FailedAt.Add(backoff(m.life.Failures))
	}
	if m.account != nil {
		held = later(held, m.account.refuses(events.BurstStop).until)
	}
	return held
}

// say keeps the first thing that is said: what comes first in the rules decides.
func (m *member) say(why Why, text string) {
	if m.why == "" {
		m.why, m.text = why, text
	}
}
