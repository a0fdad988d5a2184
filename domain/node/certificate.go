package node

import (
	"errors"
	"fmt"
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// What renewing a certificate may be refused for, compared with errors.Is.
var (
	ErrRevoked = errors.New("the node has another certificate now, or none")
	ErrTooSoon = errors.New("the certificate was renewed a moment ago")
)

// renewalPause is how long after a renewal the next one may follow: a node that
// loses every answer must not fill the log.
const renewalPause = time.Minute

type (
	// RefuseProvisioning records attempts to redeem a document that is of no use.
	RefuseProvisioning struct {
		ID     string
		Reason events.ProvisioningRefusal
		Remote string
		Count  int
	}
	// Renew gives the node a further certificate.
	Renew struct {
		ID          string
		Presented   string // fingerprint of the certificate with which it asks
		Now         time.Time
		Serial      string
		Fingerprint string
		ExpiresAt   time.Time
		Remote      string
	}
	// Adopt records that the node used a certificate; the one before is void.
	Adopt struct {
		ID          string
		Fingerprint string
	}
	// Revoke makes the node's certificates void, and documents that are out.
	Revoke struct {
		ID     string
		Reason string
	}
)

// Accepts says whether the node may show a certificate.
func (s State) Accepts(fingerprint string) bool {
	return s.Live() && fingerprint != "" && (fingerprint == s.Certificate.Fingerprint || fingerprint == s.Renewed.Fingerprint)
}

func renew(c Renew, s State) ([]events.Event, error) {
	switch {
	case !s.Accepts(c.Presented):
		return nil, ErrRevoked
	case c.Serial == "" || c.Fingerprint == "":
		return nil, fmt.Errorf("node %s: renewal without a certificate", s.ID)
	}
	return further(s, c.Now, events.NodeCertificateRenewed{
		ID: s.ID, Serial: c.Serial, Fingerprint: c.Fingerprint, ExpiresAt: c.ExpiresAt, Remote: c.Remote,
	})
}

// further gives the node a certificate beside the one that it has.
func further(s State, now time.Time, e events.NodeCertificateRenewed) ([]events.Event, error) {
	switch {
	case e.Fingerprint == s.Renewed.Fingerprint:
		return nil, nil // the answer got lost
	case now.Sub(s.RenewedAt).Abs() < renewalPause:
		return nil, ErrTooSoon
	}
	return []events.Event{e}, nil
}

func adopt(c Adopt, s State) []events.Event {
	if c.Fingerprint == "" || c.Fingerprint != s.Renewed.Fingerprint {
		return nil
	}
	return []events.Event{events.NodeCertificateAdopted{ID: s.ID, Fingerprint: c.Fingerprint}}
}

func revoke(c Revoke, s State) ([]events.Event, error) {
	var check domain.Checker
	check.Prose(c.Reason, domain.MaxText, "reason")
	if err := check.Err(); err != nil {
		return nil, err
	}
	var serials []string
	for _, one := range []Certificate{s.Certificate, s.Renewed} {
		if one.Serial != "" {
			serials = append(serials, one.Serial)
		}
	}
	if len(serials) == 0 && s.Provisioning.SecretDigest == "" {
		return nil, nil // there is nothing that could be of use to anybody
	}
	return []events.Event{events.NodeCertificateRevoked{ID: s.ID, Serials: serials, Reason: c.Reason}}, nil
}

func evolveCertificate(s State, rec events.Recorded) State {
	switch e := rec.Event.(type) {
	case events.NodeCertificateRenewed:
		s.Renewed = Certificate{Serial: e.Serial, Fingerprint: e.Fingerprint, ExpiresAt: e.ExpiresAt}
		s.RenewedAt = rec.Meta.Time
	case events.NodeCertificateAdopted:
		s.Certificate, s.Renewed, s.RedeemedKey = s.Renewed, Certificate{}, ""
	case events.NodeCertificateRevoked:
		s = past(s, false)
		s.Certificate, s.Renewed, s.Redeemed, s.RedeemedKey, s.Revoked = Certificate{}, Certificate{}, "", "", true
	}
	return s
}

// CommandName implements domain.Command.
func (RefuseProvisioning) CommandName() string { return "node.refuse-provisioning" }

// CommandName implements domain.Command.
func (Renew) CommandName() string { return "node.renew" }

// CommandName implements domain.Command.
func (Adopt) CommandName() string { return "node.adopt" }

// CommandName implements domain.Command.
func (Revoke) CommandName() string { return "node.revoke" }

// AggregateID implements domain.Command.
func (c RefuseProvisioning) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Renew) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Adopt) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Revoke) AggregateID() string { return c.ID }

func (RefuseProvisioning) command() {}
func (Renew) command()              {}
func (Adopt) command()              {}
func (Revoke) command()             {}
