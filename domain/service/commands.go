// Package service decides about services: what people dial. So far there is
// one kind, the Virtual Meeting Room.
//
// It is pure; see package domain for the promises of all deciders.
package service

import (
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// Command is a command for a service: Create, Update or Remove.
type Command interface {
	domain.Command
	command()
}

// Patch is a set of new values; what is not set keeps its value, or gets its
// default in a new service. Aliases replaces all of them. A PIN whose Plain is
// empty is cleared. A nil ParticipantLimit means none.
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
}

// Create makes a new service.
type Create struct {
	ID   string // set by control
	Type events.ServiceType
	Patch
}

// Update changes a service.
type Update struct {
	ID string
	Patch
}

// Remove ends a service and frees its name and aliases.
type Remove struct{ ID string }

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

// AggregateID implements domain.Command.
func (c Create) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Update) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Remove) AggregateID() string { return c.ID }

func (Create) command() {}
func (Update) command() {}
func (Remove) command() {}
