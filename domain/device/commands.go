// Package device decides about the aliases that devices may register with.
//
// It is pure; see package domain for the promises of all deciders.
package device

import (
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// Command is a command for a device alias: Create, Update or Remove.
type Command interface {
	domain.Command
	command()
}

// Patch is a set of new values; what is not set keeps its value, or gets its
// default in a new alias. Protocols replaces all of them. A password whose
// Plain is empty is cleared.
type Patch struct {
	Alias       domain.Opt[string]
	Description domain.Opt[string]
	Tag         domain.Opt[string]
	OwnerEmail  domain.Opt[string]
	Username    domain.Opt[string]
	Password    domain.Opt[domain.Secret]
	Protocols   domain.Opt[[]events.CallProtocol]
}

// Create makes a new device alias.
type Create struct {
	ID string // set by control
	Patch
}

// Update changes a device alias.
type Update struct {
	ID string
	Patch
}

// Remove ends a device alias.
type Remove struct{ ID string }

// CommandName implements domain.Command.
func (Create) CommandName() string { return "device.create" }

// CommandName implements domain.Command.
func (Update) CommandName() string { return "device.update" }

// CommandName implements domain.Command.
func (Remove) CommandName() string { return "device.remove" }

// AggregateID implements domain.Command.
func (c Create) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Update) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Remove) AggregateID() string { return c.ID }

func (Create) command() {}
func (Update) command() {}
func (Remove) command() {}
