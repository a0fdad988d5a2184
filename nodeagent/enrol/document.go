// Package enrol turns a provisioning document into a Conferencing Node's
// identity: a key of its own, a certificate of the deployment's authority, and
// the record of who it is, kept in the node's data directory.
//
// It imports nodeagent/link, internal/pki and the standard library. It starts
// no goroutine that outlives a call. Two processes must not enrol into one
// directory at once.
package enrol

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/parley-video/parley/internal/pki"
	"github.com/parley-video/parley/nodeagent/link"
)

// Document is a provisioning document.
type Document = link.Provisioning

// MaxDocument is the largest document Parse reads, in bytes.
const MaxDocument = 64 << 10

// ErrDocument is what every error of Parse wraps.
var ErrDocument = errors.New("bad provisioning document")

// ErrExpired says that the document is too old to be redeemed.
var ErrExpired = errors.New("provisioning document has expired")

// FieldError names a bad field of a document.
type FieldError struct{ Field, Reason string }

// Error implements error.
func (e FieldError) Error() string { return e.Field + " " + e.Reason }

// Unwrap gives ErrDocument.
func (e FieldError) Unwrap() error { return ErrDocument }

// Parse reads a document. Unknown fields are errors, and each bad field is
// named by a FieldError; several are joined.
func Parse(b []byte) (Document, error) {
	if len(b) > MaxDocument {
		return Document{}, fmt.Errorf("%d bytes, more than %d: %w", len(b), MaxDocument, ErrDocument)
	}
	var d Document
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&d); err != nil {
		return Document{}, decodeError(err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return Document{}, fmt.Errorf("text after the document: %w", ErrDocument)
	}
	return d, Validate(d)
}

func decodeError(err error) error {
	var shape *json.UnmarshalTypeError
	if errors.As(err, &shape) && shape.Field != "" {
		return FieldError{shape.Field, "must not be of type " + shape.Value}
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return FieldError{strings.Trim(name, `"`), "is unknown"}
	}
	return fmt.Errorf("%w: %w", ErrDocument, err)
}

// Validate checks every field but the time of expiry, which Enrol holds against
// the clock.
func Validate(d Document) error {
	var errs []error
	bad := func(field, reason string) { errs = append(errs, FieldError{field, reason}) }
	word := func(field, s string, most int) {
		if strings.TrimSpace(s) == "" {
			bad(field, "is missing")
		} else if len(s) > most {
			bad(field, fmt.Sprintf("is longer than %d bytes", most))
		}
	}
	if d.Version != link.ProvisioningVersion {
		bad("version", fmt.Sprintf("must be %d, is %d", link.ProvisioningVersion, d.Version))
	}
	word("nodeId", d.NodeID, 64)
	word("name", d.Name, 250)
	word("locationId", d.LocationID, 64)
	if _, err := netip.ParseAddr(d.Address); err != nil {
		bad("address", "must be an IP address")
	}
	if len(d.FQDN) > 253 {
		bad("fqdn", "is longer than 253 bytes")
	}
	if d.Role != "transcoding" && d.Role != "proxying" {
		bad("role", "must be transcoding or proxying")
	}
	if reason := controlURLProblem(d.ControlURL); reason != "" {
		bad("controlUrl", reason)
	}
	if len(d.ControlURLs) > maxControlURLs {
		bad("controlUrls", fmt.Sprintf("has more than %d", maxControlURLs))
	}
	for i, one := range d.ControlURLs {
		if reason := controlURLProblem(one); reason != "" {
			bad(fmt.Sprintf("controlUrls.%d", i), reason)
		}
	}
	if cert, rest, err := pki.ParseCertificate([]byte(d.CA)); err != nil || !cert.IsCA || len(bytes.TrimSpace(rest)) > 0 {
		bad("ca", "must be the PEM certificate of one authority")
	}
	if len(d.Secret) < 32 || len(d.Secret) > 256 {
		bad("secret", "must have 32 to 256 characters")
	}
	if d.ExpiresAt.IsZero() {
		bad("expiresAt", "is missing")
	}
	return errors.Join(errs...)
}

// maxControlURLs bounds how many Management Nodes a document names.
const maxControlURLs = 8

// controlURLs are all addresses that a document names, each once, ControlURL
// first.
func controlURLs(d Document) []string {
	var all []string
	for _, one := range append([]string{d.ControlURL}, d.ControlURLs...) {
		if one = strings.TrimRight(one, "/"); !slices.Contains(all, one) {
			all = append(all, one)
		}
	}
	return all
}

func controlURLProblem(s string) string {
	u, err := url.Parse(s)
	switch {
	case err != nil || u.Host == "" || u.Hostname() == "":
		return "must be a URL like https://host:8444"
	case u.Scheme != "https":
		return "must begin with https://"
	case u.User != nil || u.RawQuery != "" || u.Fragment != "" || strings.Trim(u.Path, "/") != "":
		return "must hold nothing but host and port"
	}
	return ""
}

// Encode gives the document's text.
func Encode(d Document) ([]byte, error) {
	if err := Validate(d); err != nil {
		return nil, err
	}
	d.ExpiresAt = d.ExpiresAt.UTC().Truncate(time.Second)
	return json.MarshalIndent(d, "", "  ")
}
