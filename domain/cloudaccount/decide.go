package cloudaccount

import (
	"errors"
	"fmt"
	"strings"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// Decide says what a command leads to.
func Decide(cmd Command, s State) (domain.Decision, error) {
	if c, ok := cmd.(Create); ok {
		return create(c, s)
	}
	if !s.Live() {
		return domain.Decision{}, domain.Refuse(domain.CodeNotFound, "There is no such cloud account.", "id")
	}
	switch c := cmd.(type) {
	case Update:
		return update(c, s)
	case Remove:
		return domain.Decision{Events: []events.Event{events.CloudAccountRemoved{ID: s.ID}}}, nil
	default:
		return domain.Decision{}, fmt.Errorf("cloudaccount: unknown command %T", cmd)
	}
}

func create(c Create, s State) (domain.Decision, error) {
	if s.Exists {
		return domain.Decision{}, domain.Refuse(domain.CodeConflict, "The cloud account exists already.")
	}
	settings := c.apply(events.CloudAccountSettings{Provider: events.CloudAWS, Enabled: true}, c.Deployment)
	secret, err := c.secret("")
	if err == nil {
		err = validate(settings, c.Patch, secret)
	}
	if err != nil {
		return domain.Decision{}, err
	}
	return domain.Decision{
		Events: []events.Event{events.CloudAccountCreated{ID: c.ID, Settings: settings, SecretKey: secret}},
		Claims: claims(settings),
	}, nil
}

func update(c Update, s State) (domain.Decision, error) {
	settings := c.apply(s.Settings, c.Deployment)
	secret, err := c.secret(s.SecretKey)
	if err != nil {
		return domain.Decision{}, err
	}
	// A secret goes where its owner sent it, and to nobody else: who may change
	// an account need not know its secret.
	if exposes(s.Settings, settings) && s.SecretKey != "" && !c.SecretKey.Set {
		return domain.Decision{}, domain.Refuse(domain.CodeRequired,
			"With another endpoint, other certificates or another access key the secret key is needed once more.", "secretAccessKey")
	}
	if err := validate(settings, c.Patch, secret); err != nil {
		return domain.Decision{}, err
	}
	d := domain.Decision{Claims: claims(settings)}
	if settings != s.Settings || secret != s.SecretKey {
		d.Events = []events.Event{events.CloudAccountUpdated{ID: s.ID, Settings: settings, SecretKey: secret}}
	}
	return d, nil
}

// exposes says whether a change would use the secret elsewhere, or for another
// key. Taking the endpoint away leads to the provider itself.
func exposes(before, after events.CloudAccountSettings) bool {
	return after.AccessKeyID != "" && after.AccessKeyID != before.AccessKeyID ||
		after.Endpoint != before.Endpoint && after.Endpoint != "" ||
		after.CACertificates != before.CACertificates && after.CACertificates != ""
}

// errSecret is a mistake of the caller, not of a person: secrets are sealed by
// the program.
var errSecret = errors.New("cloudaccount: the secret was not sealed")

func (p Patch) secret(now events.Sealed) (events.Sealed, error) {
	if !p.SecretKey.Set {
		return now, nil
	}
	if p.SecretKey.Value.Plain != "" && p.SecretKey.Value.Sealed == "" {
		return "", errSecret
	}
	return p.SecretKey.Value.Sealed, nil
}

func (p Patch) apply(s events.CloudAccountSettings, deployment string) events.CloudAccountSettings {
	s.Name = strings.TrimSpace(p.Name.Or(s.Name))
	s.Description = strings.TrimSpace(p.Description.Or(s.Description))
	s.Provider = p.Provider.Or(s.Provider)
	s.Region = strings.ToLower(strings.TrimSpace(p.Region.Or(s.Region)))
	s.AccessKeyID = strings.TrimSpace(p.AccessKeyID.Or(s.AccessKeyID))
	s.RoleARN = strings.TrimSpace(p.RoleARN.Or(s.RoleARN))
	s.ExternalID = strings.TrimSpace(p.ExternalID.Or(s.ExternalID))
	s.Endpoint = strings.TrimSpace(p.Endpoint.Or(s.Endpoint))
	s.CACertificates = certificates(p.CACertificates.Or(s.CACertificates))
	s.TagKey = strings.TrimSpace(p.TagKey.Or(s.TagKey))
	if s.TagKey == "" {
		s.TagKey = DefaultTagKey
	}
	s.TagValue = strings.TrimSpace(p.TagValue.Or(s.TagValue))
	if s.TagValue == "" {
		s.TagValue = DefaultTagValue(deployment)
	}
	s.Enabled = p.Enabled.Or(s.Enabled)
	s.Scripts = strings.TrimSpace(p.Scripts.Or(s.Scripts))
	s.PricePerHour = strings.TrimSpace(p.PricePerHour.Or(s.PricePerHour))
	s.Currency = strings.ToUpper(strings.TrimSpace(p.Currency.Or(s.Currency)))
	return s
}
