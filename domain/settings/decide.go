package settings

import (
	"fmt"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// Limits of the settings.
const (
	MaxTimeout            = 86400 // seconds
	MinPINEntry           = 30
	MinLastParticipant    = 60
	MinSessionIdleTimeout = 5 // minutes
	MaxSessionIdleTimeout = 1440
	MinAttempts           = 5
	MaxAttempts           = 200
	MaxAllowList          = 100     // networks
	MaxBurstingThreshold  = 100_000 // HD calls
	MinBurstingLifetime   = 5       // minutes
	MaxBurstingLifetime   = 10_080  // a week
	MaxSignInBanner       = 4000    // characters
	MaxSiteBanner         = 250
	MaxHistoryDays        = 3650
)

// Decide says what a command leads to.
func Decide(cmd Command, s State, refs References) (domain.Decision, error) {
	switch c := cmd.(type) {
	case Initialise:
		if s.Written {
			return domain.Decision{}, nil
		}
		return change(c.Patch, s, refs)
	case Update:
		return change(c.Patch, s, refs)
	default:
		return domain.Decision{}, fmt.Errorf("settings: unknown command %T", cmd)
	}
}

func change(p Patch, s State, refs References) (domain.Decision, error) {
	settings := p.apply(s.Settings)
	if err := validate(settings, p.DefaultTheme, refs); err != nil {
		return domain.Decision{}, err
	}
	if s.Written && equal(settings, s.Settings) {
		return domain.Decision{}, nil
	}
	return domain.Decision{Events: []events.Event{events.SettingsUpdated{Settings: settings.Compact()}}}, nil
}
