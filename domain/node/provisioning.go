package node

import (
	"crypto/subtle"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// maxPast is how many documents of before are remembered. An older one is
// unknown.
const maxPast = 32

// PastDocument is a provisioning document that is of no more use.
type PastDocument struct {
	SecretDigest string
	Redeemed     bool // otherwise it is void
}

// past puts the document that is out among those of before. It copies: the
// state that was given stays as it is.
func past(s State, redeemed bool) State {
	if s.Provisioning.SecretDigest == "" {
		return s
	}
	have := s.Past[max(0, len(s.Past)-maxPast+1):]
	s.Past = append(slices.Clone(have), PastDocument{SecretDigest: s.Provisioning.SecretDigest, Redeemed: redeemed})
	s.Provisioning = Provisioning{}
	return s
}

func issueProvisioning(c IssueProvisioning, s State) ([]events.Event, error) {
	validity := c.ExpiresAt.Sub(c.Now)
	if validity < MinProvisioning || validity > MaxProvisioning {
		return nil, domain.Refuse(domain.CodeInvalid, "The value must lie between 5 and 10080.", "expiresInMinutes")
	}
	if c.SecretDigest == "" {
		return nil, fmt.Errorf("node %s: provisioning without a secret", s.ID)
	}
	return []events.Event{events.NodeProvisioningIssued{
		ID: s.ID, SecretDigest: c.SecretDigest, ExpiresAt: c.ExpiresAt,
	}}, nil
}

// Why a provisioning document cannot be redeemed, compared with errors.Is.
var (
	ErrSecret   = errors.New("the provisioning document is none of this node's")
	ErrReplayed = errors.New("the provisioning document was used before; if it was not this machine that used it, somebody has a copy of it")
	ErrVoid     = errors.New("the provisioning document is void: a later one replaced it, or the node was revoked")
	ErrExpired  = errors.New("the provisioning document has expired")
)

// CheckSecret says whether a provisioning document may be redeemed with a key.
// Only whoever knows the secret learns more than that it may not.
func CheckSecret(s State, digest, key string, now time.Time) error {
	if !s.Live() {
		return ErrSecret
	}
	if unanswered(s, digest, key) {
		return nil
	}
	if !same(s.Provisioning.SecretDigest, digest) {
		return fate(s, digest)
	}
	if !now.Before(s.Provisioning.ExpiresAt) {
		return ErrExpired
	}
	return nil
}

// unanswered says that a document was redeemed with this very key, and that its
// certificate was not used yet: whoever has the key asks again because it did
// not get the answer. Nobody else can have any use of another certificate.
func unanswered(s State, digest, key string) bool {
	return same(s.Redeemed, digest) && same(s.RedeemedKey, key)
}

// fate is what became of a document of before.
func fate(s State, digest string) error {
	err := ErrSecret
	for _, p := range s.Past {
		switch {
		case !same(p.SecretDigest, digest):
		case p.Redeemed:
			err = ErrReplayed
		default:
			err = ErrVoid
		}
	}
	return err
}

// same compares digests in constant time; no digest is the same as none.
func same(a, b string) bool {
	return a != "" && subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1
}

// enrol answers a repeat like the first time: the node may not have got the
// answer. A repeat with a certificate that was signed anew, because nobody has
// the first one any more, gives the node a further one. The first stays good
// until the new one is used: its answer may have arrived after all.
func enrol(c Enrol, s State) ([]events.Event, error) {
	if same(s.Redeemed, c.SecretDigest) && s.Certificate.Fingerprint == c.Fingerprint {
		return nil, nil
	}
	if err := CheckSecret(s, c.SecretDigest, c.KeyDigest, c.Now); err != nil {
		return nil, err
	}
	if c.Serial == "" || c.Fingerprint == "" {
		return nil, fmt.Errorf("node %s: enrolment without a certificate", s.ID)
	}
	if unanswered(s, c.SecretDigest, c.KeyDigest) {
		return further(s, c.Now, events.NodeCertificateRenewed{
			ID: s.ID, Serial: c.Serial, Fingerprint: c.Fingerprint, ExpiresAt: c.ExpiresAt,
		})
	}
	return []events.Event{events.NodeEnrolled{
		ID: s.ID, Serial: c.Serial, Fingerprint: c.Fingerprint, ExpiresAt: c.ExpiresAt, KeyDigest: c.KeyDigest,
	}}, nil
}

func refuseProvisioning(c RefuseProvisioning, s State) ([]events.Event, error) {
	if c.Reason == "" || c.Count < 1 {
		return nil, fmt.Errorf("node %s: a refusal without a reason or a count", s.ID)
	}
	return []events.Event{events.NodeProvisioningRefused{ID: s.ID, Reason: c.Reason, Remote: c.Remote, Count: c.Count}}, nil
}
