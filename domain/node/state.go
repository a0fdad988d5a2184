package node

import (
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// State is what a node's events add up to.
type State struct {
	ID       string
	Exists   bool
	Removed  bool
	Settings events.NodeSettings

	// Configured is the revision at which people last changed the record, as
	// opposed to what the node reports.
	Configured events.Revision

	Maintenance       bool
	MaintenanceReason string

	// Provisioning is the last document that was issued and not yet redeemed.
	Provisioning Provisioning
	// Redeemed is the digest of the secret that the certificate was got with.
	Redeemed string
	// RedeemedKey is the digest of the key of that certificate until the node
	// used one: until then it may not have got the answer.
	RedeemedKey string
	// Past are documents of before, oldest first, as many as are remembered.
	Past []PastDocument
	// Certificate is the one that the node used last; the zero value before
	// enrolment and after a revocation.
	Certificate Certificate
	// Renewed was made to take its place and was not used yet.
	Renewed   Certificate
	RenewedAt time.Time
	// Revoked says that the node has no certificate because it was revoked.
	Revoked bool

	// Drained says that the node carries nothing since it is in maintenance.
	Drained bool

	Connected bool
	// Ready says that it is as configured, on its present link.
	Ready bool
	// Link is the revision at which the node connected last: it tells its links
	// apart, and never is zero when there was one.
	Link     events.Revision
	Epoch    string
	BootTime time.Time
	Liveness events.Liveness // empty before the first observation

	// FactSeqs is the last fact that was recorded here, by epoch.
	FactSeqs map[string]uint64
}

// Provisioning is an issued provisioning document; the zero value is none.
type Provisioning struct {
	SecretDigest string
	ExpiresAt    time.Time
}

// Certificate identifies a node's certificate.
type Certificate struct {
	Serial      string
	Fingerprint string
	ExpiresAt   time.Time
}

// Initial is the state before the first event.
func Initial() State { return State{} }

// Live reports whether the node exists and was not removed.
func (s State) Live() bool { return s.Exists && !s.Removed }

// Recorded reports whether a fact is in the log already.
func (s State) Recorded(f events.FactRef) bool { return s.FactSeqs[epochKey(f)] >= f.Seq }

// epochKey ties an epoch to its node: one node cannot make another's facts
// look like repeats by using its epoch.
func epochKey(f events.FactRef) string { return f.Node + "/" + f.Epoch }

// Claims are the unique keys that the node uses.
func Claims(s State) []domain.Claim {
	if !s.Live() {
		return nil
	}
	return claims(s.Settings)
}

func claims(s events.NodeSettings) []domain.Claim {
	out := []domain.Claim{taken(domain.ClaimNodeName, s.Name, "name", "Another node has this name.")}
	for _, a := range addresses(s) {
		if ip, ok := domain.NormaliseAddress(a.value); ok && !ip.IsLoopback() {
			out = append(out, taken(domain.ClaimNodeAddress, ip.String(), a.field, "Another node has this address."))
		}
	}
	if s.FQDN != "" {
		out = append(out, taken(domain.ClaimNodeFQDN, s.FQDN, "fqdn", "Another node has this host name."))
	}
	return out
}

func taken(kind domain.ClaimKind, key, field, message string) domain.Claim {
	return domain.Claim{
		Kind:  kind,
		Key:   domain.NormaliseKey(key),
		Taken: domain.Refusal{Code: domain.CodeNameTaken, Field: []string{field}, Message: message},
	}
}
