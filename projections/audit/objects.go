package audit

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/redact"
)

// The objects as they are shown and kept. In what is kept, secrets are digests:
// equal ones are equal, and nothing can be opened.

type object interface{ name() string }

type locationObject struct {
	Settings events.LocationSettings `json:"settings"`
}

type nodeObject struct {
	Settings    events.NodeSettings `json:"settings"`
	Maintenance *maintenance        `json:"maintenance,omitempty"`
	// Provisioning is the document that was issued and not used yet.
	Provisioning *provisioning `json:"provisioning,omitempty"`
	Certificate  *certificate  `json:"certificate,omitempty"`
	// RenewedCertificate was not used yet.
	RenewedCertificate *certificate `json:"renewedCertificate,omitempty"`
	// ServedCertificateID is the certificate that participants see.
	ServedCertificateID string `json:"servedCertificateId,omitempty"`
}

type maintenance struct {
	Reason string `json:"reason"`
}

type provisioning struct {
	Secret    events.Sealed `json:"secret"`
	ExpiresAt time.Time     `json:"expiresAt"`
}

type certificate struct {
	Serial      string    `json:"serial"`
	Fingerprint string    `json:"fingerprint"`
	ExpiresAt   time.Time `json:"expiresAt"`
}

type serviceObject struct {
	Type     events.ServiceType     `json:"type"`
	Settings events.ServiceSettings `json:"settings"`
}

type settingsObject struct {
	Settings events.GlobalSettings `json:"settings"`
}

type administratorObject struct {
	Username    string        `json:"username"`
	DisplayName string        `json:"displayName"`
	Role        string        `json:"role"`
	Enabled     bool          `json:"enabled"`
	Password    events.Sealed `json:"password"`
	External    *external     `json:"external,omitempty"`
}

// external is who vouches for an administrator, and what for.
type external struct {
	Source    string   `json:"source"`
	Authority string   `json:"authority"`
	Subject   string   `json:"subject"`
	Groups    []string `json:"groups"`
	Roles     []string `json:"roles"`
}

// signInObject is how administrators sign in.
type signInObject struct {
	Settings events.SignInSettings `json:"settings"`
}

type tokenObject struct {
	Name         string        `json:"name"`
	Scopes       []string      `json:"scopes"`
	Secret       events.Sealed `json:"secret"`
	ExpiresAt    *time.Time    `json:"expiresAt,omitempty"`
	EventStreams []string      `json:"eventStreams,omitempty"`
	EventTypes   []string      `json:"eventTypes,omitempty"`
	Description  string        `json:"description,omitempty"`
}

type webhookObject struct {
	Settings events.WebhookSettings `json:"settings"`
	Secret   events.Sealed          `json:"secret"`
	// PreviousSecretUntil is how long the secret before is good, too.
	PreviousSecretUntil *time.Time `json:"previousSecretUntil,omitempty"`
}

type ruleObject struct {
	Settings events.RuleSettings `json:"settings"`
}

type dialoutObject struct {
	Settings events.DialoutSettings `json:"settings"`
}

type deviceObject struct {
	Settings events.DeviceSettings `json:"settings"`
}

func (o ruleObject) name() string    { return o.Settings.Name }
func (o dialoutObject) name() string { return o.Settings.Alias }
func (o deviceObject) name() string  { return o.Settings.Alias }

func (o locationObject) name() string      { return o.Settings.Name }
func (o nodeObject) name() string          { return o.Settings.Name }
func (o serviceObject) name() string       { return o.Settings.Name }
func (settingsObject) name() string        { return "Global settings" }
func (signInObject) name() string          { return "Sign-in" }
func (o administratorObject) name() string { return o.Username }
func (o tokenObject) name() string         { return o.Name }
func (o webhookObject) name() string       { return o.Settings.Name }

// digest tells secrets apart. What it is made of is encrypted, or a digest,
// already.
func digest(s events.Sealed) events.Sealed {
	if s == "" {
		return ""
	}
	sum := sha256.Sum256([]byte("parley/audit/" + s))
	return events.Sealed(hex.EncodeToString(sum[:16]))
}

// deed is what an event did to an object.
type deed struct {
	kind, id string
	action   Action
	// change gives the object after, from what was kept of it before; nil when
	// the event does not change it. Of a removed object nothing is left.
	change func(before kept) (object, error)
	// words are the summary behind the object's name; empty: it was changed, and
	// the summary says what.
	words string
}

// becomes is an object that the event says all about.
func becomes[T object](after T) func(kept) (object, error) {
	return func(kept) (object, error) { return redact.Secrets(after, digest), nil }
}

// changes is an object of which the event says a part.
func changes[T object](change func(*T)) func(kept) (object, error) {
	return func(before kept) (object, error) {
		var o T
		if len(before.stored) > 0 {
			if err := json.Unmarshal(before.stored, &o); err != nil {
				return nil, fmt.Errorf("kept object: %w", err)
			}
		}
		change(&o)
		return o, nil
	}
}

// serviceBecomes is a service of which the event says all but the type, which is
// all that is read of what was kept: services are what is changed most.
func serviceBecomes(settings events.ServiceSettings) func(kept) (object, error) {
	return func(before kept) (object, error) {
		list, err := before.members()
		if err != nil {
			return nil, fmt.Errorf("kept object: %w", err)
		}
		o := serviceObject{Settings: redact.Secrets(settings, digest)}
		if i := find(list, 0, []byte("type")); i >= 0 {
			if err := json.Unmarshal(list[i].stored, &o.Type); err != nil {
				return nil, fmt.Errorf("kept object: %w", err)
			}
		}
		return o, nil
	}
}

// signsInFromOutside is an account as whoever vouches for it described it.
func signsInFromOutside(e events.ExternalAdministratorSignedIn) func(kept) (object, error) {
	return changes(func(o *administratorObject) {
		o.Username, o.DisplayName, o.Enabled = e.Username, e.DisplayName, true
		o.External = &external{e.Source, e.Authority, e.Subject, e.Groups, e.Roles}
	})
}

// because adds a reason to what was done.
func because(words, reason string) string {
	if reason == "" {
		return words
	}
	return words + ": " + reason
}
