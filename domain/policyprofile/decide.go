package policyprofile

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// Limits of the settings.
const (
	MaxURL      = 2048 // bytes
	MaxUsername = 250
	MaxPassword = 250
)

// Decide says what a command leads to.
func Decide(cmd Command, s State, refs References) (domain.Decision, error) {
	if c, ok := cmd.(Create); ok {
		return create(c, s)
	}
	if !s.Live() {
		return domain.Decision{}, domain.Refuse(domain.CodeNotFound, "There is no such policy profile.", "id")
	}
	switch c := cmd.(type) {
	case Update:
		return update(c, s)
	case Remove:
		if len(refs.UsedBy) > 0 {
			return domain.Decision{}, domain.Refuse(domain.CodeInUse,
				"The policy profile is used by "+domain.Listed(refs.UsedBy)+".")
		}
		return domain.Decision{Events: []events.Event{events.PolicyProfileRemoved{ID: s.ID}}}, nil
	default:
		return domain.Decision{}, fmt.Errorf("policyprofile: unknown command %T", cmd)
	}
}

func create(c Create, s State) (domain.Decision, error) {
	if s.Exists {
		return domain.Decision{}, domain.Refuse(domain.CodeConflict, "The policy profile exists already.")
	}
	settings := c.apply(events.PolicyProfileSettings{})
	if err := validate(c.Patch, settings); err != nil {
		return domain.Decision{}, err
	}
	return domain.Decision{
		Events: []events.Event{events.PolicyProfileCreated{ID: c.ID, Settings: settings}},
		Claims: claims(settings),
	}, nil
}

func update(c Update, s State) (domain.Decision, error) {
	settings := c.apply(s.Settings)
	if err := validate(c.Patch, settings); err != nil {
		return domain.Decision{}, err
	}
	// Whoever may change the address must not get the password sent there.
	if settings.URL != s.Settings.URL && !c.Password.Set && s.Settings.Password != "" {
		return domain.Decision{}, domain.Refuse(domain.CodeRequired,
			"Another address needs the password once more: it must not be sent to somebody who does not know it.", "password")
	}
	d := domain.Decision{Claims: claims(settings)}
	if settings != s.Settings {
		d.Events = []events.Event{events.PolicyProfileUpdated{ID: s.ID, Settings: settings}}
	}
	return d, nil
}

func (p Patch) apply(s events.PolicyProfileSettings) events.PolicyProfileSettings {
	s.Name = strings.TrimSpace(p.Name.Or(s.Name))
	s.Description = p.Description.Or(s.Description)
	s.URL = strings.TrimSpace(p.URL.Or(s.URL))
	s.Username = strings.TrimSpace(p.Username.Or(s.Username))
	if p.Password.Set {
		s.Password = p.Password.Value.Sealed
	}
	s.ServiceConfiguration = p.ServiceConfiguration.Or(s.ServiceConfiguration)
	s.MediaLocation = p.MediaLocation.Or(s.MediaLocation)
	s.ParticipantProperties = p.ParticipantProperties.Or(s.ParticipantProperties)
	s.Avatar = p.Avatar.Or(s.Avatar)
	s.Registrations = p.Registrations.Or(s.Registrations)
	return s
}

func validate(p Patch, s events.PolicyProfileSettings) error {
	var c domain.Checker
	c.Name(s.Name, domain.MaxName, "name")
	c.Prose(s.Description, domain.MaxText, "description")
	if s.URL == "" {
		c.Refuse(domain.CodeRequired, "A value is required.", "url")
	} else if why := badURL(s.URL); why != "" {
		c.Refuse(domain.CodeInvalid, why, "url")
	}
	c.Text(s.Username, MaxUsername, "username")
	c.Text(p.Password.Value.Plain, MaxPassword, "password")
	return c.Err()
}

// badURL says why nothing can be asked there; empty when it can. Its answers
// never hold the address, in which people put secrets.
func badURL(text string) string {
	if len(text) > MaxURL {
		return fmt.Sprintf("At most %d bytes are allowed.", MaxURL)
	}
	u, err := url.Parse(text)
	if err != nil || strings.ContainsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == unicode.ReplacementChar }) {
		return "This is not an address."
	}
	switch {
	case u.Scheme != "https" && u.Scheme != "http" || u.Opaque != "" || u.Hostname() == "":
		return "The address must begin with https:// or http:// and name a host."
	case u.User != nil:
		return "The address must not hold a user name or a password; they have fields of their own."
	case u.RawQuery != "" || u.ForceQuery || strings.Contains(text, "#"):
		return "The address is a base: it must not have a query (?) or a fragment (#)."
	case u.Port() == "" && strings.HasSuffix(u.Host, ":"):
		return "The port must be a number from 1 to 65535."
	}
	if u.Port() != "" {
		if n, err := strconv.ParseUint(u.Port(), 10, 16); err != nil || n == 0 {
			return "The port must be a number from 1 to 65535."
		}
	}
	return ""
}
