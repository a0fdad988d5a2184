package certificate

import (
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// State is what a certificate's events add up to.
type State struct {
	ID      string
	Exists  bool
	Removed bool
	Name    string
	// Key is the private key and PublicKey the digest of its public half.
	Key       events.Sealed
	PublicKey string
	// Chain is empty until there is a certificate for the key.
	Chain string
	Info  events.CertificateInfo
}

// Initial is the state before the first event.
func Initial() State { return State{} }

// Live reports whether the certificate exists and was not removed.
func (s State) Live() bool { return s.Exists && !s.Removed }

// Installed reports whether there is something to serve.
func (s State) Installed() bool { return s.Live() && s.Chain != "" }

// Claims are the unique keys that the certificate uses.
func Claims(s State) []domain.Claim {
	if !s.Live() {
		return nil
	}
	return claims(s.Name)
}

func claims(name string) []domain.Claim {
	return []domain.Claim{{
		Kind: domain.ClaimCertificateName,
		Key:  domain.NormaliseKey(name),
		Taken: domain.Refusal{
			Code: domain.CodeNameTaken, Field: []string{"name"}, Message: "Another certificate has this name.",
		},
	}}
}

// Evolve applies one event.
func Evolve(s State, rec events.Recorded) State {
	switch e := rec.Event.(type) {
	case events.CertificateRequested:
		s = State{ID: e.ID, Exists: true, Name: e.Name, Key: e.Key, PublicKey: e.PublicKey}
	case events.CertificateUploaded:
		s = State{ID: e.ID, Exists: true, Name: e.Name, Key: e.Key, PublicKey: e.PublicKey, Chain: e.Chain, Info: e.Info}
	case events.CertificateInstalled:
		if e.Key != "" {
			s.Key = e.Key
		}
		s.PublicKey, s.Chain, s.Info = e.PublicKey, e.Chain, e.Info
	case events.CertificateRenamed:
		s.Name = e.Name
	case events.CertificateRemoved:
		s.Removed, s.Key = true, ""
	}
	return s
}
