package settings

import (
	"fmt"
	"strings"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/events"
)

// Limits of the settings.
const (
	MaxTimeout            = 86400 // seconds
	MinPINEntry           = 30
	MinLastParticipant    = 60
	MinSessionIdleTimeout = 5 // minutes
	MaxSessionIdleTimeout = 1440
)

// Decide says what a command leads to.
func Decide(cmd Command, s State) (domain.Decision, error) {
	switch c := cmd.(type) {
	case Initialise:
		if s.Written {
			return domain.Decision{}, nil
		}
		return change(c.Patch, s)
	case Update:
		return change(c.Patch, s)
	default:
		return domain.Decision{}, fmt.Errorf("settings: unknown command %T", cmd)
	}
}

func change(p Patch, s State) (domain.Decision, error) {
	settings := p.apply(s.Settings)
	if err := validate(settings); err != nil {
		return domain.Decision{}, err
	}
	if s.Written && settings == s.Settings {
		return domain.Decision{}, nil
	}
	return domain.Decision{Events: []events.Event{events.SettingsUpdated{Settings: settings}}}, nil
}

func (p Patch) apply(s events.GlobalSettings) events.GlobalSettings {
	s.DeploymentName = strings.TrimSpace(p.DeploymentName.Or(s.DeploymentName))
	s.EnableChat = p.EnableChat.Or(s.EnableChat)
	s.MaxQuality = p.MaxQuality.Or(s.MaxQuality)
	s.PINEntryTimeout = p.PINEntryTimeout.Or(s.PINEntryTimeout)
	s.WaitingForHostTimeout = p.WaitingForHostTimeout.Or(s.WaitingForHostTimeout)
	s.GuestsOnlyTimeout = p.GuestsOnlyTimeout.Or(s.GuestsOnlyTimeout)
	s.LastParticipantTimeout = p.LastParticipantTimeout.Or(s.LastParticipantTimeout)
	s.SessionIdleTimeout = p.SessionIdleTimeout.Or(s.SessionIdleTimeout)
	return s
}

func validate(s events.GlobalSettings) error {
	var c domain.Checker
	c.Name(s.DeploymentName, domain.MaxName, "deploymentName")
	domain.OneOf(&c, s.MaxQuality, "maxQuality", capacity.QualitySD, capacity.QualityHD, capacity.QualityFullHD)
	c.Range(s.PINEntryTimeout, MinPINEntry, MaxTimeout, "pinEntryTimeout")
	c.Range(s.WaitingForHostTimeout, 0, MaxTimeout, "waitingForHostTimeout")
	c.Range(s.GuestsOnlyTimeout, 0, MaxTimeout, "guestsOnlyTimeout")
	if s.LastParticipantTimeout != 0 {
		c.Invalid(s.LastParticipantTimeout >= MinLastParticipant && s.LastParticipantTimeout <= MaxTimeout,
			"The value must lie between 60 and 86400, or be 0 for never.", "lastParticipantTimeout")
	}
	c.Range(s.SessionIdleTimeout, MinSessionIdleTimeout, MaxSessionIdleTimeout, "sessionIdleTimeout")
	return c.Err()
}
