package webhook

import (
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// MaxOverlap bounds how long an old secret is used beside a new one.
const MaxOverlap = 7 * 24 * time.Hour

// Decide says what a command leads to.
func Decide(cmd Command, s State) (domain.Decision, error) {
	if c, ok := cmd.(Create); ok {
		return create(c, s)
	}
	if !s.Live() {
		return domain.Decision{}, domain.Refuse(domain.CodeNotFound, "There is no such webhook.", "id")
	}
	switch c := cmd.(type) {
	case Update:
		return update(c, s)
	case RotateSecret:
		return rotate(c, s)
	case RequestReplay:
		return replay(c, s)
	case Remove:
		return domain.Decision{Events: []events.Event{events.WebhookRemoved{ID: s.ID}}}, nil
	default:
		return domain.Decision{}, fmt.Errorf("webhook: unknown command %T", cmd)
	}
}

func create(c Create, s State) (domain.Decision, error) {
	if s.Exists {
		return domain.Decision{}, domain.Refuse(domain.CodeConflict, "The webhook exists already.")
	}
	settings := c.apply(events.WebhookSettings{Enabled: true})
	if err := validate(settings); err != nil {
		return domain.Decision{}, err
	}
	if err := checkSecret(c.Secret); err != nil {
		return domain.Decision{}, err
	}
	return domain.Decision{
		Events: []events.Event{events.WebhookCreated{ID: c.ID, Settings: settings, Secret: c.Secret.Sealed}},
		Claims: claims(settings),
	}, nil
}

func update(c Update, s State) (domain.Decision, error) {
	settings := c.apply(s.Settings)
	if err := validate(settings); err != nil {
		return domain.Decision{}, err
	}
	d := domain.Decision{Claims: claims(settings)}
	if !equal(settings, s.Settings) {
		d.Events = []events.Event{events.WebhookUpdated{ID: s.ID, Settings: settings}}
	}
	return d, nil
}

func rotate(c RotateSecret, s State) (domain.Decision, error) {
	if c.Overlap < 0 || c.Overlap > MaxOverlap {
		return domain.Decision{}, domain.Refuse(domain.CodeInvalid,
			"The old secret can be used for seven more days at most.", "overlap")
	}
	if err := checkSecret(c.Secret); err != nil {
		return domain.Decision{}, err
	}
	return domain.Decision{
		Events: []events.Event{events.WebhookSecretRotated{
			ID: s.ID, Secret: c.Secret.Sealed, Previous: s.Secret, PreviousUntil: c.Now.UTC().Add(c.Overlap),
		}},
		Claims: claims(s.Settings),
	}, nil
}

func replay(c RequestReplay, s State) (domain.Decision, error) {
	var check domain.Checker
	check.Invalid(c.Through <= c.End, "The position lies beyond the end of the log.", "through")
	check.Invalid(c.After < c.Through, "There is nothing to replay after this position.", "after")
	if err := check.Err(); err != nil {
		return domain.Decision{}, err
	}
	return domain.Decision{
		Events: []events.Event{events.WebhookReplayRequested{ID: s.ID, After: c.After, Through: c.Through}},
		Claims: claims(s.Settings),
	}, nil
}

// SecretPrefix begins every secret; what follows is the key in base64.
const SecretPrefix = "whsec_"

// The length of the key in a secret, in bytes.
const (
	MinKey = 24
	MaxKey = 64
)

// errSecret is a mistake of the caller, not of a person: secrets are made and
// sealed by the program.
var errSecret = errors.New("webhook: the secret was not made or not sealed")

func checkSecret(s domain.Secret) error {
	_, ok := Key(s.Plain)
	if !ok || s.Sealed == "" {
		return errSecret
	}
	return nil
}

// Key is the key that a secret stands for; false when it is none.
func Key(secret string) ([]byte, bool) {
	text, ok := strings.CutPrefix(secret, SecretPrefix)
	if !ok {
		return nil, false
	}
	key, err := base64.StdEncoding.DecodeString(text)
	return key, err == nil && len(key) >= MinKey && len(key) <= MaxKey
}

func (p Patch) apply(s events.WebhookSettings) events.WebhookSettings {
	s.Name = strings.TrimSpace(p.Name.Or(s.Name))
	s.URL = strings.TrimSpace(p.URL.Or(s.URL))
	if p.TypePrefixes.Set {
		s.TypePrefixes = nil
		for _, prefix := range p.TypePrefixes.Value {
			if !slices.Contains(s.TypePrefixes, prefix) {
				s.TypePrefixes = append(s.TypePrefixes, prefix)
			}
		}
	}
	s.IncludePersonalData = p.IncludePersonalData.Or(s.IncludePersonalData)
	s.Enabled = p.Enabled.Or(s.Enabled)
	return s
}

func equal(a, b events.WebhookSettings) bool {
	return a.Name == b.Name && a.URL == b.URL && slices.Equal(a.TypePrefixes, b.TypePrefixes) &&
		a.IncludePersonalData == b.IncludePersonalData && a.Enabled == b.Enabled
}
