package nodehistory

import (
	"time"

	"github.com/parley-video/parley/events"
)

// Kind is what happened to a node.
type Kind string

// The kinds.
const (
	Created            Kind = "CREATED"
	Updated            Kind = "UPDATED"
	Removed            Kind = "REMOVED"
	ProvisioningIssued Kind = "PROVISIONING_ISSUED"
	Enrolled           Kind = "ENROLLED"
	Connected          Kind = "CONNECTED"
	Restarted          Kind = "RESTARTED"
	Disconnected       Kind = "DISCONNECTED"
	Late               Kind = "LATE"
	Stale              Kind = "STALE"
	Recovered          Kind = "RECOVERED"
	MaintenanceEntered Kind = "MAINTENANCE_ENTERED"
	MaintenanceLeft    Kind = "MAINTENANCE_LEFT"
	CallRejected       Kind = "CALL_REJECTED"
	Ready              Kind = "READY"
	Drained            Kind = "DRAINED"

	ProvisioningRefused Kind = "PROVISIONING_REFUSED"
	CertificateRenewed  Kind = "CERTIFICATE_RENEWED"
	CertificateAdopted  Kind = "CERTIFICATE_ADOPTED"
	CertificateRevoked  Kind = "CERTIFICATE_REVOKED"

	BurstStartRequested Kind = "BURST_START_REQUESTED"
	BurstStarting       Kind = "BURST_STARTING"
	BurstRunning        Kind = "BURST_RUNNING"
	BurstDraining       Kind = "BURST_DRAINING"
	BurstKept           Kind = "BURST_KEPT"
	BurstStopRequested  Kind = "BURST_STOP_REQUESTED"
	BurstStopped        Kind = "BURST_STOPPED"
	BurstFailed         Kind = "BURST_FAILED"
	BurstAddressChanged Kind = "BURST_ADDRESS_CHANGED"
)

// Entry is one thing that happened to a Conferencing Node.
type Entry struct {
	ID           string // of the event
	Position     events.Position
	Time         time.Time
	NodeID       string
	NodeName     string // at that time
	LocationName string // at that time
	Kind         Kind
	EventType    string
	Reason       string // one sentence
	Actor        events.Actor
}

// Query selects a page of entries, newest first.
type Query struct {
	First  int
	After  string
	NodeID string     // empty: of all nodes
	Kinds  []Kind     // empty: all
	From   *time.Time // at or after
	Until  *time.Time // before
}
