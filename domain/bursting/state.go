package bursting

import (
	"time"

	"github.com/parley-video/parley/events"
)

// TypePrefixes are the types of the events that a State folds.
func TypePrefixes() []string {
	return []string{"node.burst-", "node.removed.", "burstschedule."}
}

// Phase is how far an attempt has come.
type Phase string

// The phases. The zero value is a machine of which nothing is asked.
const (
	PhaseStopped   Phase = ""
	PhaseRequested Phase = "requested"
	PhaseStarting  Phase = "starting"
	PhaseRunning   Phase = "running"
	PhaseDraining  Phase = "draining"
	PhaseStopping  Phase = "stopping"
)

// Life is what the events of one burst node add up to.
type Life struct {
	Node    string
	Phase   Phase
	Attempt string
	// Attempts counts them; the identifiers of attempts are made from it.
	Attempts int
	// Reason is why the attempt was begun; Drain why it ends.
	Reason  events.BurstReason
	Drain   events.BurstReason
	Machine events.CloudMachine
	// LaunchedBefore is when it was before it was asked for.
	LaunchedBefore *time.Time
	// Address is the public one that the node was told in this attempt, if Addressed;
	// AddressBefore what it had. Told is the last, in whatever attempt.
	Address, AddressBefore, Told string
	Addressed                    bool

	RequestedAt, StartingAt, RunningAt time.Time
	DrainingAt, StopRequestedAt        time.Time
	// DrainPosition is where the log says that it drains; what the node said
	// before it had read that, says nothing about this drain.
	DrainPosition events.Position
	GiveUpAt      time.Time
	// EndedAt is when the last attempt ended, by a stop or a failed start.
	EndedAt time.Time
	// ByHand: an administrator ended it.
	ByHand bool
	// LastUsed orders the nodes: the one that was used least recently is next.
	LastUsed time.Time
	// StartAccepted and StopAccepted are when the cloud last did what it was asked.
	StartAccepted, StopAccepted time.Time

	// Failure is the last one, Failures how many there were in a row.
	Failure   *events.BurstFailure
	Operation events.BurstOperation
	FailedAt  time.Time
	Failures  int

	// Events counts them; those up to the order to start, and to the end of the last
	// attempt.
	Events, RequestedAfter, EndedAfter int

	// Revision is that of the last event; meaningful if Exists.
	Exists   bool
	Revision events.Revision
	LastID   events.ID
}

// State is what is known from the log.
type State struct {
	Lives     map[string]Life // by node
	Schedules map[string]Schedule
}

// Initial is the state before the first event.
func Initial() State { return State{} }

// Clone is a copy that shares nothing that is ever changed.
func (s State) Clone() State {
	next := State{Lives: make(map[string]Life, len(s.Lives)), Schedules: make(map[string]Schedule, len(s.Schedules))}
	for id, l := range s.Lives {
		next.Lives[id] = l
	}
	for id, one := range s.Schedules {
		next.Schedules[id] = one
	}
	return next
}

// Apply folds one event into the state, in place: a state of thousands of nodes
// is not copied for each of millions of events. Events of other types are
// ignored.
func (s *State) Apply(rec events.Recorded) {
	if s.Lives == nil {
		s.Lives, s.Schedules = map[string]Life{}, map[string]Schedule{}
	}
	if id := nodeOf(rec.Event); id != "" {
		s.Lives[id] = Evolve(s.Lives[id], rec)
		return
	}
	switch e := rec.Event.(type) {
	case events.NodeRemoved:
		delete(s.Lives, e.ID)
	case events.BurstScheduleCreated:
		s.Schedules[e.ID] = newSchedule(e.ID, e.Settings)
	case events.BurstScheduleUpdated:
		s.Schedules[e.ID] = newSchedule(e.ID, e.Settings)
	case events.BurstScheduleRemoved:
		delete(s.Schedules, e.ID)
	}
}

// nodeOf is whose life an event belongs to; empty: nobody's.
func nodeOf(ev events.Event) string {
	switch e := ev.(type) {
	case events.NodeBurstStartRequested:
		return e.ID
	case events.NodeBurstStarting:
		return e.ID
	case events.NodeBurstRunning:
		return e.ID
	case events.NodeBurstDraining:
		return e.ID
	case events.NodeBurstKept:
		return e.ID
	case events.NodeBurstStopRequested:
		return e.ID
	case events.NodeBurstStopped:
		return e.ID
	case events.NodeBurstFailed:
		return e.ID
	case events.NodeBurstAddressChanged:
		return e.ID
	}
	return ""
}

// Evolve applies one event to the life of the node that it is about.
func Evolve(l Life, rec events.Recorded) Life {
	at := rec.Meta.Time.UTC()
	if rec.Meta.Time.IsZero() {
		at = rec.Created.UTC()
	}
	before := l
	l.Events++
	switch e := rec.Event.(type) {
	case events.NodeBurstStartRequested:
		l = l.begin(e.ID, e.Attempt, at)
		l.Phase, l.Reason, l.Machine, l.LaunchedBefore, l.GiveUpAt = PhaseRequested, e.Reason, e.Machine, e.Machine.LaunchedAt, e.GiveUpAt.UTC()
	case events.NodeBurstStarting:
		l.Phase, l.Machine, l.StartingAt, l.StartAccepted = PhaseStarting, e.Machine, at, at
	case events.NodeBurstRunning:
		if e.Attempt != l.Attempt {
			l = l.begin(e.ID, e.Attempt, at)
			l.RequestedAt = time.Time{} // nobody here asked for it
		}
		l.Phase, l.Machine, l.RunningAt = PhaseRunning, e.Machine, at
		if e.Reason != nil {
			l.Reason = *e.Reason
		}
		if l.Operation != events.BurstAddress {
			l.Failure, l.Failures = nil, 0
		}
	case events.NodeBurstDraining:
		l.Phase, l.Drain, l.DrainingAt, l.DrainPosition = PhaseDraining, e.Reason, at, rec.Position
	case events.NodeBurstKept:
		l.Phase, l.Drain, l.DrainingAt = PhaseRunning, events.BurstReason{}, time.Time{}
	case events.NodeBurstStopRequested:
		l.Phase, l.Drain, l.Machine, l.StopRequestedAt = PhaseStopping, e.Reason, e.Machine, at
	case events.NodeBurstStopped:
		l.Phase, l.Machine, l.EndedAt, l.EndedAfter, l.LastUsed = PhaseStopped, e.Machine, at, l.Events, at
		if e.Reason == nil {
			l.StopAccepted = at
		}
		l.ByHand = e.Reason == nil && l.Drain.Trigger == events.BurstManual
		l.Failure, l.Failures = nil, 0
	case events.NodeBurstFailed:
		l = l.fail(e, at)
	case events.NodeBurstAddressChanged:
		l.Address, l.AddressBefore, l.Told, l.Addressed = e.PublicAddress, e.Previous, e.PublicAddress, true
	default:
		return before
	}
	l.Exists, l.Revision, l.LastID = true, rec.Revision, rec.ID
	return l
}

// begin is the life at the start of another attempt. Failures are counted on.
func (l Life) begin(node, attempt string, at time.Time) Life {
	return Life{
		Node: node, Attempt: attempt, Attempts: l.Attempts + 1,
		RequestedAt: at, LastUsed: at, Events: l.Events, RequestedAfter: l.Events, Told: l.Told, StartAccepted: l.StartAccepted, StopAccepted: l.StopAccepted,
		Failure: l.Failure, Operation: l.Operation, FailedAt: l.FailedAt, Failures: l.Failures,
	}
}

func (l Life) fail(e events.NodeBurstFailed, at time.Time) Life {
	failure := e.Failure
	l.Failure, l.Operation, l.FailedAt = &failure, e.Operation, at
	l.Failures++
	switch e.Operation {
	case events.BurstStart:
		l.Phase, l.EndedAt, l.EndedAfter, l.LastUsed, l.ByHand = PhaseStopped, at, l.Events, at, false
	case events.BurstStop:
		l.Phase = PhaseDraining
		if l.DrainingAt.IsZero() {
			l.DrainingAt = at
		}
	}
	return l
}

// stopAsked: the cloud was asked to stop the machine, and that failed, as far as
// is known.
func (l Life) stopAsked() bool {
	return l.Phase == PhaseDraining && l.Failure != nil && l.Operation == events.BurstStop && !l.FailedAt.Before(l.DrainingAt)
}

// startedAt is since when the machine counts as running: from its launch on the
// cloud counts its price, but a list that is behind may tell of the launch
// before.
func (l Life) startedAt(m *Machine) time.Time {
	started := l.RequestedAt
	if l.Machine.LaunchedAt != nil && l.Machine.LaunchedAt.After(started) {
		started = *l.Machine.LaunchedAt
	}
	if m != nil && m.LaunchedAt.After(started) {
		started = m.LaunchedAt
	}
	if started.IsZero() {
		return l.RunningAt
	}
	return started
}
