package nodehistory

import (
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
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

// Triggers are what led to a start or a stop of a burst node, and triggered the
// kinds that tell of one.
var (
	Triggers = []events.BurstTrigger{
		events.BurstThreshold, events.BurstCascade, events.BurstManual, events.BurstSchedule, events.BurstUpgrade, events.BurstIdle, events.BurstProvider,
	}
	triggered = []Kind{BurstStartRequested, BurstRunning, BurstDraining, BurstStopRequested, BurstStopped}
)

// Entry is one thing that happened to a Conferencing Node.
type Entry struct {
	ID           string // of the event
	Position     events.Position
	Time         time.Time
	NodeID       string
	NodeName     string // at that time
	LocationID   string // at that time; empty: none is known
	LocationName string // at that time
	Kind         Kind
	Trigger      events.BurstTrigger // empty: none
	Attempt      string              // of a burst node's machine: from one start to the next stop
	EventType    string
	Reason       string // one sentence
	Actor        events.Actor
}

// Page is a part of the history.
type Page struct {
	projections.Page[Entry]
	Next string // where to read on if there is more; it may lie beyond the last edge
}

// Query selects a page of entries, newest first. All conditions must hold.
type Query struct {
	First      int
	After      string
	NodeID     string // empty: of all nodes
	LocationID string // empty: of all locations; where the node was at that time
	Kinds      []Kind // empty: all
	Triggers   []events.BurstTrigger
	Attempt    string     // of NodeID's machine
	From       *time.Time // at or after
	Until      *time.Time // before
	// Search is what every word of it begins a word of the reason or of a name.
	Search string
}
