package settings

import (
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/events"
)

// State is what the settings' events add up to.
type State struct {
	Written  bool // false: these are the defaults, nobody wrote them yet
	Settings events.GlobalSettings
}

// Defaults are the settings of a new deployment.
func Defaults() events.GlobalSettings {
	return events.GlobalSettings{
		DeploymentName:         "Parley",
		EnableChat:             true,
		MaxQuality:             capacity.QualityHD,
		PINEntryTimeout:        120,
		WaitingForHostTimeout:  900,
		GuestsOnlyTimeout:      60,
		LastParticipantTimeout: 0,
		SessionIdleTimeout:     30,
	}.Complete()
}

// Initial is the state before the first event.
func Initial() State { return State{Settings: Defaults()} }

// Claims are the unique keys that the settings use: none.
func Claims(State) []domain.Claim { return nil }
