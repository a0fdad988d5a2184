// Package service decides about services, which is what people dial: Virtual
// Meeting Rooms, Virtual Auditoriums, Virtual Receptions and Test Calls. A
// service stays of the kind that it was made as; its aliases can be moved.
//
// It is pure; see package domain for the promises of all deciders.
package service

import (
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// Command is a command for a service: Create, Update, Remove, or one of the two
// halves of moving an alias, GainAlias and LoseAlias.
type Command interface {
	domain.Command
	command()
}

// Patch is a set of new values; what is not set keeps its value, or gets its
// default in a new service. Aliases replaces all of them. A PIN whose Plain is
// empty is cleared. A nil number means none. A field that the kind of service
// does not have must not be set.
type Patch struct {
	Name             domain.Opt[string]
	Description      domain.Opt[string]
	Tag              domain.Opt[string]
	Aliases          domain.Opt[[]events.Alias]
	HostPIN          domain.Opt[domain.Secret]
	AllowGuests      domain.Opt[bool]
	GuestPIN         domain.Opt[domain.Secret]
	GuestsCanPresent domain.Opt[bool]
	MuteAllGuests    domain.Opt[bool]
	EnableChat       domain.Opt[string]
	ParticipantLimit domain.Opt[*int]
	CallType         domain.Opt[string]
	MaxQuality       domain.Opt[string]

	MaxCallRateIn  domain.Opt[*int]
	MaxCallRateOut domain.Opt[*int]
	Encryption     domain.Opt[string]
	ThemeID        domain.Opt[string]

	PrimaryOwnerEmail     domain.Opt[string]
	EnableOverlayText     domain.Opt[bool]
	EnableActiveSpeaker   domain.Opt[bool]
	AutomaticParticipants domain.Opt[[]string]

	Layout                 domain.Opt[string]
	HostLayout             domain.Opt[string]
	GuestLayout            domain.Opt[string]
	GuestsCanSeeGuests     domain.Opt[string]
	ForcePresenterIntoMain domain.Opt[bool]

	MatchString      domain.Opt[string]
	ReplaceString    domain.Opt[string]
	LookupLocationID domain.Opt[string]
	Digits           domain.Opt[*int]

	Duration domain.Opt[int]
}

// Create makes a new service.
type Create struct {
	ID   string // set by control
	Type events.ServiceType
	Patch
}

// Update changes a service.
type Update struct {
	ID   string
	Type events.ServiceType // that it must be of; empty: any
	Patch
}

// Remove ends a service and frees its name and aliases.
type Remove struct {
	ID   string
	Type events.ServiceType // that it must be of; empty: any
}

// GainAlias adds an alias that comes from another service. A service that has
// it already does not change.
type GainAlias struct {
	ID    string
	Alias events.Alias
}

// LoseAlias takes away an alias that went to another service. A service that
// does not have it does not change.
type LoseAlias struct{ ID, Alias string }

// PINs are a service's present PINs in the clear. The rules for PINs are about
// their form, which a sealed one does not show.
type PINs struct {
	Host  string
	Guest string
	// Unreadable says that a PIN is set whose key is gone. Such a service can
	// be changed, but its PINs only together.
	Unreadable bool
}

// CommandName implements domain.Command.
func (Create) CommandName() string { return "service.create" }

// CommandName implements domain.Command.
func (Update) CommandName() string { return "service.update" }

// CommandName implements domain.Command.
func (Remove) CommandName() string { return "service.remove" }

// CommandName implements domain.Command.
func (GainAlias) CommandName() string { return "service.gain-alias" }

// CommandName implements domain.Command.
func (LoseAlias) CommandName() string { return "service.lose-alias" }

// AggregateID implements domain.Command.
func (c Create) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Update) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Remove) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c GainAlias) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c LoseAlias) AggregateID() string { return c.ID }

func (Create) command()    {}
func (Update) command()    {}
func (Remove) command()    {}
func (GainAlias) command() {}
func (LoseAlias) command() {}
