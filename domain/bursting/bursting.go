// Package bursting decides when machines at a cloud are started and stopped,
// and says of every one of them why.
//
// It is a process manager in two halves. State is folded from the log: what was
// meant, done and failed with every burst node, and the schedules; so it
// survives a restart. An Observation is what is known just now: configuration,
// loads, what the clouds tell. React looks at both and answers with what is to
// be recorded and done, and with a View of everything: nobody else works out
// what a location or a node waits for.
//
// It is pure: no clock, no randomness, no goroutine and no I/O. React changes
// nothing that it is given, and the same input, in whatever order, leads to the
// same answer. docs/bursting.md has the rules and the reasons for them.
package bursting

import (
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/events"
)

// Numbers that are no settings.
const (
	// Approach is how far above its threshold, in HD calls, a location is said to
	// approach it. Nothing is stopped while one does, either: a node that was
	// stopped at the threshold would be started again by the next call.
	Approach = 2
	// DefaultStartTimeout is how long a start may take before the next node is
	// tried.
	DefaultStartTimeout = 10 * time.Minute
	// StopTimeout is how long a stop may take before it is asked for again.
	StopTimeout = 10 * time.Minute
	// BackoffMin and BackoffMax are how long a machine, or the whole account when
	// the failure was the account's, is left alone after a failure: twice as long
	// after each.
	BackoffMin = time.Minute
	BackoffMax = 10 * time.Minute
	// Settle is how long a list of machines may be behind what the cloud was
	// told.
	Settle = 2 * time.Minute
	// Passing is for how long a failure is said of a machine that nobody needs
	// again, when the cloud says that it passes.
	Passing = time.Hour
	// MaxInterval is the longest time between two looks.
	MaxInterval = 15 * time.Second
)

// Codes of failures beside those of events and of the clouds.
const (
	StopTimedOut = "stop-timeout"
	StartRefused = "start-refused" // the cloud took the start back, for a reason that is not known
	// NotMarked: the node has ceased to be a burst node meanwhile.
	NotMarked = "not-marked"
	// UnknownAccount: the account was removed or disabled meanwhile.
	UnknownAccount = "unknown-account"
	InUse          = "in-use" // a call was seen on a machine that is being stopped
)

// States of a machine, in the words of package cloud.
const (
	MachineStopped    = "stopped"
	MachinePending    = "pending"
	MachineRunning    = "running"
	MachineStopping   = "stopping"
	MachineTerminated = "terminated"
	MachineUnknown    = "unknown"
)

// Settings are the deployment's.
type Settings struct {
	Enabled     bool
	ThresholdHD int // HD calls
	MinLifetime time.Duration
	// StartTimeout is DefaultStartTimeout when zero.
	StartTimeout time.Duration
}

func (s Settings) startTimeout() time.Duration {
	if s.StartTimeout > 0 {
		return s.StartTimeout
	}
	return DefaultStartTimeout
}

// Location is a system location.
type Location struct {
	ID, Name    string
	ThresholdHD int // 0: the deployment's
	// Transcoding carries the media of calls that are received here; empty: the
	// location itself.
	Transcoding          string
	Overflow1, Overflow2 string
}

// Node is a Conferencing Node as it is now.
type Node struct {
	ID, Name, Location string
	Address            string // by which its machine is found
	StaticNATAddress   string
	Proxying           bool
	AlwaysOn           bool
	CloudBursting      bool
	// Maintenance was ordered by an administrator; not: it drains because of an
	// event of this package.
	Maintenance bool
	// Ready: it reports, is no longer starting, and so carries calls if it may.
	Ready bool
	// ReadyAfter is how many events about its bursting were known when that began;
	// nil: unknown. It tells readiness of before an order from that of after it,
	// though their times are of different clocks.
	ReadyAfter *int
	// Lost: its link broke a moment ago. It goes on with what it reported last, and
	// takes calls.
	Lost bool
	// RefusesCalls: the node itself said that it takes no new calls; Applied is up
	// to where it followed the log when it said so.
	RefusesCalls bool
	Applied      events.Position
	Capacity     capacity.Tokens // also while it is stopped, as far as known
	Used         capacity.Tokens
	// Conferences and Calls are what anybody says that it carries: itself, and
	// while it is silent the other nodes.
	Conferences, Calls int
	// IdleSince is when the last of them left; zero: unknown. See Idle.
	IdleSince time.Time
}

// Busy reports whether the node carries anything, or is about to.
func (n Node) Busy() bool { return n.Conferences > 0 || n.Calls > 0 || n.Used > 0 }

// Account is an account at a cloud and what it told last.
type Account struct {
	ID, Name string
	Enabled  bool
	// TagKey and Region are for words only.
	TagKey, TagValue, Region string
	// ConfiguredAt is when its settings last changed: failures of before do not
	// count.
	ConfiguredAt time.Time
	// AskedAt is when it was asked for Machines; zero: it has not answered yet.
	AskedAt  time.Time
	Machines []Machine
	// Failure is set when it was asked since and did not tell, from Since on.
	Failure *events.BurstFailure
	Since   time.Time
	// Granted are the rights that it had at CheckedAt, in the cloud's words; zero:
	// nobody has looked.
	CheckedAt time.Time
	Granted   []string
}

// Machine is a machine at a cloud.
type Machine struct {
	ID, Name, TagValue, State, Type string
	LaunchedAt                      time.Time
	Addresses                       []string
	PublicAddress                   string
	// StoppedFor is why the cloud stopped it by itself, or took its start back; nil:
	// it did not, or does not say. It stays for as long as the machine is stopped,
	// so it may be of a start before.
	StoppedFor *events.BurstFailure
}

// Report is what became of the last operation that this process asked of a
// node's cloud. It is kept until the next one; a process that was just started
// has none, and React asks again for what is not known to have been done.
type Report struct {
	Attempt   string
	Operation events.BurstOperation
	At        time.Time // when it was asked for
	Busy      bool      // no answer yet
	// State is the machine's after the operation.
	State   string
	Failure *events.BurstFailure
}

// Observation is all that is known just now.
type Observation struct {
	Now        time.Time
	Settings   Settings
	Locations  []Location
	Nodes      []Node // all, not only burst nodes
	Accounts   []Account
	Operations map[string]Report // by node
	// Awaited: who looks has just begun and has not heard of some nodes yet; nil:
	// what is not heard of is not there.
	Awaited *Awaited
}

// Awaited are nodes whose first reports are waited for.
type Awaited struct {
	Nodes []string // names
	Until time.Time
}

// Decision is one thing to do about one node. The event is recorded first, at
// the revision up to which the State was folded; only then Perform is done. A
// Decision without an event does again what was recorded before.
type Decision struct {
	Node    string
	Attempt string
	Event   events.Event // nil: none
	Perform Operation
	Machine events.CloudMachine // what Perform is about
	Address string              // for TellAddress
}

// Operation is something with an effect outside of the log.
type Operation string

// The operations.
const (
	NoOperation  Operation = ""
	StartMachine Operation = "start"
	StopMachine  Operation = "stop"
	// TellAddress makes Address the node's static NAT address.
	TellAddress Operation = "address"
)

// Idle remembers since when nodes are idle: events and reports do not say so.
// The zero value is ready to use.
type Idle struct {
	since map[string]time.Time // zero: it was idle when it was first looked at
}

// Observe fills in IdleSince of all nodes.
func (i *Idle) Observe(nodes []Node, now time.Time) {
	first := i.since == nil
	if first {
		i.since = map[string]time.Time{}
	}
	seen := make(map[string]bool, len(nodes))
	for k := range nodes {
		n := &nodes[k]
		seen[n.ID] = true
		since, idle := i.since[n.ID]
		switch {
		case n.Busy() || !n.Ready && !n.Lost:
			delete(i.since, n.ID)
		case idle:
			n.IdleSince = since
		case first:
			i.since[n.ID] = time.Time{}
		default:
			i.since[n.ID], n.IdleSince = now, now
		}
	}
	for id := range i.since {
		if !seen[id] {
			delete(i.since, id)
		}
	}
}
