package events

import "time"

// NodeRole says what a Conferencing Node does.
type NodeRole string

// The roles.
const (
	NodeTranscoding NodeRole = "transcoding"
	NodeProxying    NodeRole = "proxying"
)

// NodeSettings is the whole configuration of a Conferencing Node.
type NodeSettings struct {
	Name        string   `json:"name"`
	Description string   `json:"description,omitempty"`
	LocationID  string   `json:"locationId"`
	Role        NodeRole `json:"role"`
	// Address is the IP address (v4 or v6) at which endpoints and other nodes reach it.
	Address string `json:"address"`
	// FQDN is the node's fully qualified host name; may be empty.
	FQDN string `json:"fqdn,omitempty"`
	// AlwaysOn nodes may be the home of a conference.
	AlwaysOn bool `json:"alwaysOn"`
	// CapacityHD overrides the measured maximum, in HD calls; 0 means measured.
	CapacityHD int `json:"capacityHd,omitempty"`
	// MediaPriorityWeight: nodes with a higher weight are tried first.
	MediaPriorityWeight int `json:"mediaPriorityWeight,omitempty"`
	// SecondaryAddress, if set, is the one that endpoints use; other nodes and
	// the control plane go on using Address.
	SecondaryAddress string `json:"secondaryAddress,omitempty"`
	// StaticNATAddress is what endpoints outside are told instead of the node's
	// own address.
	StaticNATAddress string `json:"staticNatAddress,omitempty"`
	IPv6Address      string `json:"ipv6Address,omitempty"` // besides a v4 Address
	// CloudBursting marks a node that is started when it is needed only.
	CloudBursting bool `json:"cloudBursting,omitempty"`
}

// NodeCreated records a new Conferencing Node.
type NodeCreated struct {
	ID       string       `json:"id"`
	Settings NodeSettings `json:"settings"`
}

// NodeUpdated carries the whole configuration after a change.
type NodeUpdated struct {
	ID       string       `json:"id"`
	Settings NodeSettings `json:"settings"`
}

// NodeRemoved ends a Conferencing Node's record.
type NodeRemoved struct {
	ID     string `json:"id"`
	Reason string `json:"reason,omitempty"`
}

// NodeProvisioningIssued records that a provisioning document was made. Only
// a digest of its one-time secret is kept.
type NodeProvisioningIssued struct {
	ID           string    `json:"id"`
	SecretDigest string    `json:"secretDigest"` // hex SHA-256
	ExpiresAt    time.Time `json:"expiresAt"`
}

// NodeEnrolled records that the node redeemed its provisioning document and
// got a certificate.
type NodeEnrolled struct {
	ID          string    `json:"id"`
	Serial      string    `json:"serial"`
	Fingerprint string    `json:"fingerprint"` // hex SHA-256 of the certificate
	ExpiresAt   time.Time `json:"expiresAt"`
	// KeyDigest tells a node that did not get the answer from somebody who has a
	// copy of the document; empty in events of before.
	KeyDigest string `json:"keyDigest,omitempty"` // hex SHA-256 of the public key
}

// NodeMaintenanceEntered records that the node takes no new calls.
type NodeMaintenanceEntered struct {
	ID     string `json:"id"`
	Reason string `json:"reason,omitempty"`
	// What it carried then; zero in events of before.
	Conferences int `json:"conferences,omitempty"`
	Calls       int `json:"calls,omitempty"`
}

// NodeMaintenanceLeft records that the node takes calls again.
type NodeMaintenanceLeft struct {
	ID string `json:"id"`
}

// NodeConnected records that the node dialled in.
type NodeConnected struct {
	ID             string    `json:"id"`
	Epoch          string    `json:"epoch"` // identity of the node's outbox
	Version        string    `json:"version"`
	BootTime       time.Time `json:"bootTime"`
	CapacityTokens int64     `json:"capacityTokens"` // see domain/capacity: 48 tokens are one HD call
	ClientURL      string    `json:"clientUrl"`      // base URL at which participants reach it
	Remote         string    `json:"remote,omitempty"`
	// ClusterAddress is where other nodes reach it, host:port; in events of before
	// there is none, and the node reached no other.
	ClusterAddress string `json:"clusterAddress,omitempty"`
	// Starting: a NodeReady follows when the node is as configured. In events of
	// before it is not, and the node was ready at once.
	Starting bool `json:"starting,omitempty"`
}

// NodeRestarted records that the node's boot time changed since it was last seen.
type NodeRestarted struct {
	ID               string    `json:"id"`
	PreviousBootTime time.Time `json:"previousBootTime"`
	BootTime         time.Time `json:"bootTime"`
}

// NodeDisconnected records that the node's link ended.
type NodeDisconnected struct {
	ID     string `json:"id"`
	Reason string `json:"reason"`
}

// Liveness is how fresh a node's reports are.
type Liveness string

// The states of liveness.
const (
	LivenessOnline Liveness = "online"
	LivenessLate   Liveness = "late"  // nothing for 60 s
	LivenessStale  Liveness = "stale" // nothing for 2 min
)

// NodeLivenessChanged records that a node went late or stale, or came back.
type NodeLivenessChanged struct {
	ID           string    `json:"id"`
	From         Liveness  `json:"from"`
	To           Liveness  `json:"to"`
	LastReportAt time.Time `json:"lastReportAt"`
}

// NodeCallRejected records a call that the node did not admit.
type NodeCallRejected struct {
	ID        string   `json:"id"`
	Alias     string   `json:"alias"`
	ServiceID string   `json:"serviceId,omitempty"`
	Reason    string   `json:"reason"` // machine-readable: unknown-alias, capacity-exceeded, participant-limit, maintenance, invalid-pin, blocked
	Detail    string   `json:"detail,omitempty"`
	Remote    Personal `json:"remote,omitempty"`
	Count     int      `json:"count,omitempty"` // calls, this one the last of them; zero: one
}

func (NodeCreated) EventType() string            { return "node.created.v1" }
func (NodeUpdated) EventType() string            { return "node.updated.v1" }
func (NodeRemoved) EventType() string            { return "node.removed.v1" }
func (NodeProvisioningIssued) EventType() string { return "node.provisioning-issued.v1" }
func (NodeEnrolled) EventType() string           { return "node.enrolled.v1" }
func (NodeMaintenanceEntered) EventType() string { return "node.maintenance-entered.v1" }
func (NodeMaintenanceLeft) EventType() string    { return "node.maintenance-left.v1" }
func (NodeConnected) EventType() string          { return "node.connected.v1" }
func (NodeRestarted) EventType() string          { return "node.restarted.v1" }
func (NodeDisconnected) EventType() string       { return "node.disconnected.v1" }
func (NodeLivenessChanged) EventType() string    { return "node.liveness-changed.v1" }
func (NodeCallRejected) EventType() string       { return "node.call-rejected.v1" }

// Subject implements About: nobody joined, so the call has a subject of its own.
func (e NodeCallRejected) Subject() string { return "" }
