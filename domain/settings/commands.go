// Package settings decides about the deployment-wide settings, of which there
// is exactly one set.
//
// It is pure; see package domain for the promises of all deciders.
package settings

import (
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// ID is the identifier of the one set of settings.
const ID = "settings"

// Command is a command for the settings: Initialise or Update.
type Command interface {
	domain.Command
	command()
}

// Patch is a set of new values; what is not set keeps its value.
type Patch struct {
	DeploymentName         domain.Opt[string]
	EnableChat             domain.Opt[bool]
	MaxQuality             domain.Opt[string]
	PINEntryTimeout        domain.Opt[int]
	WaitingForHostTimeout  domain.Opt[int]
	GuestsOnlyTimeout      domain.Opt[int]
	LastParticipantTimeout domain.Opt[int]
	SessionIdleTimeout     domain.Opt[int]

	Encryption     domain.Opt[events.Encryption]
	MaxCallRateIn  domain.Opt[int]    // 0: no limit
	MaxCallRateOut domain.Opt[int]    // 0: no limit
	DefaultTheme   domain.Opt[string] // identifier; empty: what is built in
	EnableDialout  domain.Opt[bool]

	PINProtection     domain.Opt[bool]
	AliasProtection   domain.Opt[bool]
	PINAttemptLimit   domain.Opt[int]
	AliasAttemptLimit domain.Opt[int]
	BreakInAllowList  domain.Opt[[]string] // replaces all of them

	BurstingEnabled     domain.Opt[bool]
	BurstingThreshold   domain.Opt[int]
	BurstingMinLifetime domain.Opt[int]

	SignInBanner domain.Opt[string]
	SiteBanner   domain.Opt[string]

	LiveViewShowConferences domain.Opt[bool]
	ConferenceHistoryDays   domain.Opt[int]
}

// Initialise writes the defaults (and Patch) once, when a deployment starts
// for the first time, so that there is a revision to expect. Later it does
// nothing.
type Initialise struct{ Patch }

// Update changes the settings.
type Update struct{ Patch }

// References are what a decision needs of others.
type References struct {
	ThemeExists bool // the theme that Refers gives
}

// Refers is the theme that a command names; empty: none.
func Refers(cmd Command) string {
	switch c := cmd.(type) {
	case Initialise:
		return c.DefaultTheme.Value
	case Update:
		return c.DefaultTheme.Value
	default:
		return ""
	}
}

// CommandName implements domain.Command.
func (Initialise) CommandName() string { return "settings.initialise" }

// CommandName implements domain.Command.
func (Update) CommandName() string { return "settings.update" }

// AggregateID implements domain.Command.
func (Initialise) AggregateID() string { return ID }

// AggregateID implements domain.Command.
func (Update) AggregateID() string { return ID }

func (Initialise) command() {}
func (Update) command()     {}
