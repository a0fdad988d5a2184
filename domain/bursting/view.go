package bursting

import (
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/events"
)

// View is everything as it stands at one moment. It is made to be shown.
type View struct {
	At      time.Time
	Enabled bool
	// Next is the earliest moment at which the same Observation may lead to
	// another decision; zero: never.
	Next       time.Time
	Principals []LocationView // monitored, by name
	Overflows  []LocationView // with burst nodes, by name
	Nodes      []NodeView     // burst nodes, by name
	Issues     []Issue        // the worst first
	// Awaiting says why nothing is decided yet; empty: everything is.
	Awaiting string
}

// Level is how near a location is to its threshold.
type Level string

// The levels.
const (
	LevelOK          Level = "ok"
	LevelApproaching Level = "approaching" // Approach above the threshold, or less
	LevelReached     Level = "reached"     // at the threshold, or below
)

// LocationView is a location with its capacity: of nodes that take calls now.
type LocationView struct {
	Location, Name string
	Used, Total    capacity.Tokens
	MaxHD, FreeHD  int
	PendingHD      int // of burst nodes that are starting
	ThresholdHD    int
	Level          Level
	// Overflows are the locations whose burst nodes are started for it.
	Overflows []string
	// Principals are the locations for which burst nodes here are started.
	Principals []string
}

// LoadPercent is how much of the location is used.
func (l LocationView) LoadPercent() float64 { return capacity.Load(l.Used, l.Total) }

// NodeState is a burst node's state.
type NodeState string

// The states.
const (
	NodeStopped   NodeState = "stopped"
	NodeRequested NodeState = "requested" // the cloud has not accepted yet
	NodeStarting  NodeState = "starting"
	NodeRunning   NodeState = "running"
	NodeDraining  NodeState = "draining"
	NodeStopping  NodeState = "stopping"
	NodeFailed    NodeState = "failed"  // the last start failed, and nothing was done since
	NodeUnknown   NodeState = "unknown" // no machine, or nobody knows what it does
)

// Why tells what a node does, or does not, apart; see NodeView.
type Why string

// The reasons.
const (
	// Of nodes that are stopped.
	WhyNotNeeded       Why = "not-needed"
	WhyAwaiting        Why = "awaiting-reports" // of all nodes, whatever they do
	WhyDisabled        Why = "bursting-disabled"
	WhyNoMachine       Why = "no-machine"
	WhyAccount         Why = "account-failing"
	WhyTag             Why = "tag-mismatch"
	WhyDuplicate       Why = "duplicate-address"
	WhyMaintenance     Why = "maintenance"
	WhyProxying        Why = "proxying"
	WhyBackoff         Why = "backing-off"
	WhyStoppedByHand   Why = "stopped-by-hand"
	WhyNextInLine      Why = "next-in-line"
	WhyMachineState    Why = "machine-state"
	WhyStartedOutside  Why = "started-outside"
	WhyNeverReported   Why = "never-reported"
	WhyNotAsked        Why = "cloud-not-asked-yet"
	WhyAnotherIsComing Why = "another-is-coming"

	// Of nodes on their way up.
	WhyAsking  Why = "asking-the-cloud"
	WhyBooting Why = "booting"
	WhyWaiting Why = "waiting-for-node"

	// Of nodes that run.
	WhyBusy        Why = "carries-calls"
	WhyLifetime    Why = "minimum-lifetime"
	WhyScheduled   Why = "schedule"
	WhyPrincipal   Why = "location-needs-it"
	WhyApproaching Why = "location-approaches-threshold"
	WhyCascade     Why = "overflow-needs-it"
	WhyTogether    Why = "goes-with-others"
	WhySilent      Why = "node-silent"
	WhyToBeStopped Why = "to-be-stopped"
	WhyKept        Why = "to-be-kept"

	// Of nodes on their way down.
	WhyDrainCalls   Why = "calls-end"
	WhyDrainConfirm Why = "waiting-until-it-refuses-calls"
	WhyStopAsking   Why = "asking-the-cloud-to-stop"
	WhyStopWaiting  Why = "waiting-until-stopped"
)

// NodeView is a burst node: its state and the reason why it is in it.
type NodeView struct {
	Node, Name, Location string
	Account              string // empty: no machine
	Machine              *events.CloudMachine
	State                NodeState
	Attempt              string
	// StartedFor is why the attempt was begun; nil unless there is one.
	StartedFor *events.BurstReason
	// DrainsFor is why it drains or is stopped.
	DrainsFor *events.BurstReason
	// StartedAt is since when it counts as running.
	StartedAt time.Time
	GiveUpAt  time.Time // of a start
	// EarliestStop is when it may be stopped, if it is idle and nobody needs it.
	EarliestStop time.Time
	LastUsed     time.Time
	Used, Total  capacity.Tokens
	MaxHD        int
	Calls        int
	Why          Why
	WhyText      string // one sentence
	// LastEvent is the last that was recorded of it; zero: none.
	LastEvent events.ID
	// CanStart and CanStop: an administrator may; else Cannot says why not.
	CanStart, CanStop       bool
	CannotStart, CannotStop string
	Failure                 *events.BurstFailure // the last, if nothing succeeded since
	FailedAt                time.Time
	FailedOperation         events.BurstOperation
	HoldUntil               time.Time // no automatic start before
}

// Severity is how bad an issue is.
type Severity string

// The severities, the worst first.
const (
	SeverityError   Severity = "error"   // bursting does not work, or calls are being rejected
	SeverityWarning Severity = "warning" // part of it does not work, or it costs money for nothing
	SeverityInfo    Severity = "info"
)

// IssueCode tells issues apart.
type IssueCode string

// The issues.
const (
	IssueBadCredentials   IssueCode = "bad-credentials"
	IssuePermissionDenied IssueCode = "permission-denied"
	IssueUnreachable      IssueCode = "unreachable"
	IssueThrottled        IssueCode = "throttled"
	IssueUnknownRegion    IssueCode = "unknown-region"
	IssueClockSkew        IssueCode = "clock-skew"
	IssueBadCertificate   IssueCode = "bad-certificate"
	IssueProviderError    IssueCode = "provider-error"
	IssueAccountBlocked   IssueCode = "account-blocked"
	IssueAccountEmpty     IssueCode = "account-empty"

	IssueNoCapacity   IssueCode = "no-capacity"
	IssueQuota        IssueCode = "quota-exceeded"
	IssueNotStartable IssueCode = "not-startable"
	IssueDiskKey      IssueCode = "disk-key-denied"
	IssueStartRefused IssueCode = "start-refused"

	IssueUnknownMachine     IssueCode = "unknown-machine"
	IssueWrongState         IssueCode = "wrong-state"
	IssueStartTimeout       IssueCode = "start-timeout"
	IssueStopTimeout        IssueCode = "stop-timeout"
	IssueDrainStuck         IssueCode = "drain-stuck"
	IssueSilent             IssueCode = "node-silent"
	IssueMachineWithoutNode IssueCode = "machine-without-node"
	IssueNodeWithoutMachine IssueCode = "node-without-machine"
	IssueAccountMissing     IssueCode = "account-missing"
	IssueTagMismatch        IssueCode = "tag-mismatch"
	IssueDuplicateAddress   IssueCode = "duplicate-address"
	IssueMaintenance        IssueCode = "node-in-maintenance"
	IssueProxying           IssueCode = "burst-node-proxying"
	IssueAlwaysOn           IssueCode = "burst-node-always-on"

	IssueMixedLocation  IssueCode = "mixed-location"
	IssueNoOverflow     IssueCode = "no-overflow"
	IssueSecondaryOnly  IssueCode = "secondary-overflow-only"
	IssueOverflowUnused IssueCode = "overflow-unused"
	IssueAllRunning     IssueCode = "all-running"
	IssueAlwaysReached  IssueCode = "threshold-not-below-capacity"
	// IssueUndecided is found by whoever has the rules decide: it cannot.
	IssueUndecided       IssueCode = "undecided"
	IssueNoAccount       IssueCode = "no-account"
	IssueNoNodes         IssueCode = "no-burst-nodes"
	IssueDisabledRunning IssueCode = "disabled-while-running"
	IssueScheduleShort   IssueCode = "schedule-short"
	IssueScheduleInvalid IssueCode = "schedule-invalid"
)

// SubjectKind is the kind of what an issue is about.
type SubjectKind string

// The kinds.
const (
	SubjectDeployment SubjectKind = "deployment"
	SubjectAccount    SubjectKind = "account"
	SubjectLocation   SubjectKind = "location"
	SubjectNode       SubjectKind = "node"
	SubjectMachine    SubjectKind = "machine"
	SubjectSchedule   SubjectKind = "schedule"
)

// Subject is what an issue is about.
type Subject struct {
	Kind     SubjectKind
	ID, Name string
}

// Issue is something that is wrong, and what to do about it.
type Issue struct {
	Code     IssueCode
	Severity Severity
	Subject  Subject
	Text     string    // what is the case, one sentence
	Remedy   string    // what to do, one sentence
	Since    time.Time // zero: unknown
}
