package events

import "time"

// AlarmKind says what an alarm is about. The values are in the log for ever.
type AlarmKind string

// The kinds of alarm; docs/alarms.md says when each is raised and lowered.
const (
	AlarmNodeUnreachable         AlarmKind = "node-unreachable"
	AlarmNodeOutOfStep           AlarmKind = "node-out-of-step"
	AlarmNodeClockSkew           AlarmKind = "node-clock-skew"
	AlarmNodeFactsQueued         AlarmKind = "node-facts-queued"
	AlarmNodeConferencesLost     AlarmKind = "node-conferences-lost"
	AlarmNodesApart              AlarmKind = "nodes-apart"
	AlarmNodeInMaintenance       AlarmKind = "node-in-maintenance"
	AlarmNodeRestarted           AlarmKind = "node-restarted"
	AlarmCapacityReached         AlarmKind = "capacity-reached"
	AlarmBreakInAttempts         AlarmKind = "break-in-attempts"
	AlarmProvisioningRefused     AlarmKind = "provisioning-refused"
	AlarmAdministratorLockedOut  AlarmKind = "administrator-locked-out"
	AlarmCertificateExpiring     AlarmKind = "certificate-expiring"
	AlarmCertificateExpired      AlarmKind = "certificate-expired"
	AlarmDiskFilling             AlarmKind = "disk-filling"
	AlarmProjectionParked        AlarmKind = "projection-parked"
	AlarmWebhookDeliveriesParked AlarmKind = "webhook-deliveries-parked"
	AlarmWebhookFailing          AlarmKind = "webhook-failing"
	AlarmWebhookDisabled         AlarmKind = "webhook-disabled"

	AlarmManagementNodeUnreachable AlarmKind = "management-node-unreachable"

	// AlarmBursting is about one issue of bursting; the instance begins with its
	// code.
	AlarmBursting AlarmKind = "bursting"
)

// AlarmLevel is how bad it is.
type AlarmLevel string

// The levels.
const (
	AlarmError   AlarmLevel = "error"
	AlarmWarning AlarmLevel = "warning"
	AlarmInfo    AlarmLevel = "info"
)

// AlarmSubject is what an alarm concerns.
type AlarmSubject struct {
	Kind string `json:"kind"` // node, location, webhook, projection, certificate, administrator, authority, management-node, deployment, cloud-account, machine, burst-schedule
	ID   string `json:"id"`
	Name string `json:"name,omitempty"` // at that time
}

// AlarmNumber is one number that a decision was made on.
type AlarmNumber struct {
	Name  string `json:"name"` // with its unit, like freeBytes
	Value int64  `json:"value"`
}

// AlarmRaised records that something needs attention. The kind and the instance
// make the alarm: there is one of them at a time. Since is when it began to be
// so; the event is written when it was noticed.
type AlarmRaised struct {
	ID       string        `json:"id"`
	Kind     AlarmKind     `json:"kind"`
	Instance string        `json:"instance"`
	Level    AlarmLevel    `json:"level"`
	Subject  AlarmSubject  `json:"subject"`
	Details  string        `json:"details"` // one sentence
	Numbers  []AlarmNumber `json:"numbers,omitempty"`
	Since    time.Time     `json:"since"`
}

// AlarmLowered records that it needs none any more. Reason is machine-readable:
// cleared, subject-removed, or level-changed when it is raised again at once.
type AlarmLowered struct {
	ID      string       `json:"id"`
	Kind    AlarmKind    `json:"kind"`
	Level   AlarmLevel   `json:"level"`
	Subject AlarmSubject `json:"subject"`
	Raised  Revision     `json:"raised"` // where it was raised in its stream
	Reason  string       `json:"reason"`
}

// AlarmAcknowledged records that somebody has taken note. The alarm stays until
// its cause is gone.
type AlarmAcknowledged struct {
	ID      string       `json:"id"`
	Kind    AlarmKind    `json:"kind"`
	Level   AlarmLevel   `json:"level"`
	Subject AlarmSubject `json:"subject"`
	Raised  Revision     `json:"raised"` // where it was raised in its stream
	Note    string       `json:"note,omitempty"`
}

// EventType implements Event.
func (AlarmRaised) EventType() string { return "alarm.raised.v1" }

// EventType implements Event.
func (AlarmLowered) EventType() string { return "alarm.lowered.v1" }

// EventType implements Event.
func (AlarmAcknowledged) EventType() string { return "alarm.acknowledged.v1" }

// AlarmID is the identifier of the alarm of a kind about an instance.
func AlarmID(kind AlarmKind, instance string) string {
	return DeriveID("alarm/" + string(kind) + "/" + instance).String()
}
