package events

import "time"

// A burst node has two streams: its configuration and its life as a
// Conferencing Node are in NodeStream; what becomes of its machine at the cloud,
// and why, is in BurstNodeStream. The life of the machine from one start to the
// next stop is one attempt.

// BurstTrigger says what led to a start, a drain or a stop.
type BurstTrigger string

// The triggers.
const (
	BurstThreshold BurstTrigger = "threshold" // a monitored location has little left
	BurstCascade   BurstTrigger = "cascade"   // an overflow location has little left
	BurstManual    BurstTrigger = "manual"    // somebody asked; the actor of the event
	BurstSchedule  BurstTrigger = "schedule"
	BurstUpgrade   BurstTrigger = "upgrade"
	BurstIdle      BurstTrigger = "idle"     // no calls, and long enough
	BurstProvider  BurstTrigger = "provider" // the cloud, or somebody in its console
)

// BurstReason is why, with the numbers of that moment.
type BurstReason struct {
	Trigger BurstTrigger `json:"trigger"`
	// LocationID is where little was left, or where a schedule wants more.
	LocationID string `json:"locationId,omitempty"`
	// HD calls. What is still starting is not free and not in the maximum.
	FreeHD      int `json:"freeHd,omitempty"`
	MaxHD       int `json:"maxHd,omitempty"`
	ThresholdHD int `json:"thresholdHd,omitempty"`
	// PendingHD is what was starting, and was counted on.
	PendingHD    int        `json:"pendingHd,omitempty"`
	ScheduleID   string     `json:"scheduleId,omitempty"`
	ScheduleName string     `json:"scheduleName,omitempty"`
	WindowFrom   *time.Time `json:"windowFrom,omitempty"`
	WindowUntil  *time.Time `json:"windowUntil,omitempty"`
	// IdleSince is when the last conference left the node.
	IdleSince          *time.Time `json:"idleSince,omitempty"`
	RanSeconds         int64      `json:"ranSeconds,omitempty"`
	MinLifetimeSeconds int64      `json:"minLifetimeSeconds,omitempty"`
	// Note is in the words of an administrator, or of the cloud.
	Note string `json:"note,omitempty"`
}

// CloudMachine is a machine at a cloud as it was then.
type CloudMachine struct {
	AccountID     string     `json:"accountId"`
	InstanceID    string     `json:"instanceId"`
	Name          string     `json:"name,omitempty"`
	State         string     `json:"state,omitempty"`
	Address       string     `json:"address,omitempty"` // by which it was taken for the node
	PublicAddress string     `json:"publicAddress,omitempty"`
	LaunchedAt    *time.Time `json:"launchedAt,omitempty"`
	Type          string     `json:"type,omitempty"`
}

// BurstOperation is what was tried.
type BurstOperation string

// The operations.
const (
	BurstStart   BurstOperation = "start"
	BurstStop    BurstOperation = "stop"
	BurstAddress BurstOperation = "address" // telling the node its public address
)

// Codes of failures that do not come from a cloud's answer. The others are
// those of package cloud.
const (
	BurstStartTimeout = "start-timeout"
	BurstNoMachine    = "no-machine"
)

// BurstFailure says what went wrong.
type BurstFailure struct {
	Code       string `json:"code"`
	Permission string `json:"permission,omitempty"` // that was missing
	Message    string `json:"message,omitempty"`    // the cloud's own words
	Retry      bool   `json:"retry,omitempty"`      // the same may work later
}

// NodeBurstStartRequested records the intent to start the node's machine, before
// the cloud is asked.
type NodeBurstStartRequested struct {
	ID       string       `json:"id"`
	Attempt  string       `json:"attempt"`
	Machine  CloudMachine `json:"machine"`
	Reason   BurstReason  `json:"reason"`
	GiveUpAt time.Time    `json:"giveUpAt"` // when the next node is tried
}

// NodeBurstStarting records that the cloud starts the machine.
type NodeBurstStarting struct {
	ID      string       `json:"id"`
	Attempt string       `json:"attempt"`
	Machine CloudMachine `json:"machine"`
}

// NodeBurstRunning records that the machine runs and its node takes calls.
type NodeBurstRunning struct {
	ID         string       `json:"id"`
	Attempt    string       `json:"attempt"`
	Machine    CloudMachine `json:"machine"`
	TookMillis int64        `json:"tookMillis,omitempty"` // since it was requested
	// Reason is set when it was not started from here.
	Reason *BurstReason `json:"reason,omitempty"`
}

// NodeBurstDraining records that the node takes no new calls, before it is
// stopped.
type NodeBurstDraining struct {
	ID      string      `json:"id"`
	Attempt string      `json:"attempt"`
	Reason  BurstReason `json:"reason"`
}

// NodeBurstKept records that the node takes calls again: it is not stopped.
type NodeBurstKept struct {
	ID      string `json:"id"`
	Attempt string `json:"attempt"`
	Why     string `json:"why"`
}

// NodeBurstStopRequested records the intent to stop the machine, before the
// cloud is asked.
type NodeBurstStopRequested struct {
	ID      string       `json:"id"`
	Attempt string       `json:"attempt"`
	Machine CloudMachine `json:"machine"`
	Reason  BurstReason  `json:"reason"`
}

// NodeBurstStopped records that the machine does not run any more.
type NodeBurstStopped struct {
	ID         string       `json:"id"`
	Attempt    string       `json:"attempt"`
	Machine    CloudMachine `json:"machine"`
	RanSeconds int64        `json:"ranSeconds,omitempty"`
	// Reason is set when nobody here had asked for it.
	Reason *BurstReason `json:"reason,omitempty"`
}

// NodeBurstFailed records that something could not be done to the machine. A
// start that fails ends the attempt.
type NodeBurstFailed struct {
	ID        string         `json:"id"`
	Attempt   string         `json:"attempt"`
	Operation BurstOperation `json:"operation"`
	Failure   BurstFailure   `json:"failure"`
}

// NodeBurstAddressChanged records that the machine came up under another public
// address, which the node is told as its static NAT address.
type NodeBurstAddressChanged struct {
	ID            string `json:"id"`
	Attempt       string `json:"attempt"`
	PublicAddress string `json:"publicAddress"`
	Previous      string `json:"previous,omitempty"`
}

// BurstScheduleSettings is a time at which burst nodes run, whatever is needed.
type BurstScheduleSettings struct {
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
	LocationID  string `json:"locationId"` // an overflow location
	Nodes       int    `json:"nodes"`
	// Cron is when a window begins, in five fields, in the time zone (IANA).
	Cron     string `json:"cron"`
	TimeZone string `json:"timeZone"`
	// LeadMinutes before a window begins its nodes are started.
	LeadMinutes     int  `json:"leadMinutes"`
	DurationMinutes int  `json:"durationMinutes"`
	Enabled         bool `json:"enabled"`
}

// BurstScheduleCreated records a new schedule.
type BurstScheduleCreated struct {
	ID       string                `json:"id"`
	Settings BurstScheduleSettings `json:"settings"`
}

// BurstScheduleUpdated carries the whole schedule after a change.
type BurstScheduleUpdated struct {
	ID       string                `json:"id"`
	Settings BurstScheduleSettings `json:"settings"`
}

// BurstScheduleRemoved ends a schedule.
type BurstScheduleRemoved struct {
	ID string `json:"id"`
}

func (NodeBurstStartRequested) EventType() string { return "node.burst-start-requested.v1" }
func (NodeBurstStarting) EventType() string       { return "node.burst-starting.v1" }
func (NodeBurstRunning) EventType() string        { return "node.burst-running.v1" }
func (NodeBurstDraining) EventType() string       { return "node.burst-draining.v1" }
func (NodeBurstKept) EventType() string           { return "node.burst-kept.v1" }
func (NodeBurstStopRequested) EventType() string  { return "node.burst-stop-requested.v1" }
func (NodeBurstStopped) EventType() string        { return "node.burst-stopped.v1" }
func (NodeBurstFailed) EventType() string         { return "node.burst-failed.v1" }
func (NodeBurstAddressChanged) EventType() string { return "node.burst-address-changed.v1" }
func (BurstScheduleCreated) EventType() string    { return "burstschedule.created.v1" }
func (BurstScheduleUpdated) EventType() string    { return "burstschedule.updated.v1" }
func (BurstScheduleRemoved) EventType() string    { return "burstschedule.removed.v1" }
