// Package role decides about roles: the sets of permissions that accounts have.
// The built-in roles are no aggregates; nothing is ever decided about them.
//
// It is pure; see package domain for the promises of all deciders.
package role

import (
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access"
)

// Command is a command for a role: Create, Update or Remove.
type Command interface {
	domain.Command
	command()
}

// Rights are the scopes of whoever gives a command: nobody makes or changes a
// role that may do more than they may. Not set: the platform itself, which may
// do everything.
type Rights = domain.Opt[[]access.Scope]

// Patch is a set of new values; what is not set keeps its value. Scopes
// replaces all of them.
type Patch struct {
	Name        domain.Opt[string]
	Description domain.Opt[string]
	Scopes      domain.Opt[[]access.Scope]
}

type (
	// Create makes a new role.
	Create struct {
		ID string // set by control
		By Rights
		Patch
	}
	// Update changes a role, at once for everybody who has it.
	Update struct {
		ID string
		By Rights
		Patch
	}
	// Remove ends a role that nobody has.
	Remove struct {
		ID string
		By Rights
	}
)

// References is what a decision must know of other aggregates.
type References struct {
	// Users are those who have the role, in words.
	Users []string
}

// CommandName implements domain.Command.
func (Create) CommandName() string { return "role.create" }

// CommandName implements domain.Command.
func (Update) CommandName() string { return "role.update" }

// CommandName implements domain.Command.
func (Remove) CommandName() string { return "role.remove" }

// AggregateID implements domain.Command.
func (c Create) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Update) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Remove) AggregateID() string { return c.ID }

func (Create) command() {}
func (Update) command() {}
func (Remove) command() {}
