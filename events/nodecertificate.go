package events

import "time"

// ProvisioningRefusal is why a provisioning document was refused.
type ProvisioningRefusal string

// The reasons.
const (
	RefusedReplayed    ProvisioningRefusal = "replayed"     // it was redeemed before
	RefusedExpired     ProvisioningRefusal = "expired"      // nobody redeemed it in time
	RefusedVoid        ProvisioningRefusal = "void"         // a later one replaced it, or it was revoked
	RefusedUnknownNode ProvisioningRefusal = "unknown-node" // there is no such node (any more)
	RefusedBadSecret   ProvisioningRefusal = "bad-secret"   // the secret is of no document of the node
)

// NodeProvisioningRefused records that somebody presented a provisioning
// document that is of no use: a copy of one that was redeemed, for instance.
// Attempts that follow each other closely are recorded together. Those that
// name no node there is stand in EnrolmentStream.
type NodeProvisioningRefused struct {
	ID     string              `json:"id,omitempty"` // as the document says; empty: several
	Reason ProvisioningRefusal `json:"reason"`
	Remote string              `json:"remote,omitempty"` // network address; empty: several
	Count  int                 `json:"count"`            // of attempts
}

// NodeCertificateRenewed records that the node was given a certificate that
// will take the place of its present one, which is good until the new one is
// used.
type NodeCertificateRenewed struct {
	ID          string    `json:"id"`
	Serial      string    `json:"serial"`
	Fingerprint string    `json:"fingerprint"` // hex SHA-256 of the certificate
	ExpiresAt   time.Time `json:"expiresAt"`
	Remote      string    `json:"remote,omitempty"`
}

// NodeCertificateAdopted records that the node used its renewed certificate.
// The one before is void.
type NodeCertificateAdopted struct {
	ID          string `json:"id"`
	Fingerprint string `json:"fingerprint"`
}

// NodeCertificateRevoked records that the node's certificates and unredeemed
// provisioning documents are void, without others in their place.
type NodeCertificateRevoked struct {
	ID      string   `json:"id"`
	Serials []string `json:"serials,omitempty"`
	Reason  string   `json:"reason,omitempty"`
}

func (NodeProvisioningRefused) EventType() string { return "node.provisioning-refused.v1" }
func (NodeCertificateRenewed) EventType() string  { return "node.certificate-renewed.v1" }
func (NodeCertificateAdopted) EventType() string  { return "node.certificate-adopted.v1" }
func (NodeCertificateRevoked) EventType() string  { return "node.certificate-revoked.v1" }
