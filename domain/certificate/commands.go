// Package certificate decides about the certificates that an administrator
// brings for the web side and for Conferencing Nodes: what can be one, and what
// has to be put right first.
//
// It is pure; see package domain for the promises of all deciders.
package certificate

import (
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// Command is a command for a certificate: Request, Upload, Install, Rename or
// Remove.
type Command interface {
	domain.Command
	command()
}

type (
	// Request keeps a key that was just made, and the request that goes with it.
	Request struct {
		ID   string // set by control
		Name string
		Spec Spec
		// What was made for Spec, if it is one for which something can be made.
		Key       domain.Secret // PEM
		PublicKey string
		PEM       string // of the request
	}
	// Upload keeps a certificate and its key.
	Upload struct {
		ID    string // set by control
		Name  string
		Chain string        // PEM
		Key   domain.Secret // PEM; Sealed is of NormaliseKey
		Now   time.Time
	}
	// Install puts a certificate in the place of the one before, for the key that
	// is kept or with a new one.
	Install struct {
		ID    string
		Chain string        // PEM
		Key   domain.Secret // PEM; none: the one that is kept
		Now   time.Time
	}
	// Rename gives a certificate another name.
	Rename struct {
		ID   string
		Name domain.Opt[string]
	}
	// Remove ends a certificate that nobody uses.
	Remove struct{ ID string }
)

// Spec is what a request is to ask for.
type Spec struct {
	KeyType            events.CertificateKeyType
	CommonName         string
	Organization       string
	OrganizationalUnit string
	Locality           string
	Province           string
	Country            string // two letters
	DNSNames           []string
	IPAddresses        []string
}

// References is what a decision must know of others.
type References struct {
	// UsedBy names those who serve the certificate.
	UsedBy []string
}

// CommandName implements domain.Command.
func (Request) CommandName() string { return "certificate.request" }

// CommandName implements domain.Command.
func (Upload) CommandName() string { return "certificate.upload" }

// CommandName implements domain.Command.
func (Install) CommandName() string { return "certificate.install" }

// CommandName implements domain.Command.
func (Rename) CommandName() string { return "certificate.rename" }

// CommandName implements domain.Command.
func (Remove) CommandName() string { return "certificate.remove" }

// AggregateID implements domain.Command.
func (c Request) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Upload) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Install) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Rename) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Remove) AggregateID() string { return c.ID }

func (Request) command() {}
func (Upload) command()  {}
func (Install) command() {}
func (Rename) command()  {}
func (Remove) command()  {}
