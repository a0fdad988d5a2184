// Package administrator decides about local administrators and their sessions.
//
// It is pure; see package domain for the promises of all deciders.
package administrator

import (
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access"
)

// Command is a command for an administrator's account.
type Command interface {
	domain.Command
	command()
}

// Rights are the scopes of whoever gives a command. Nobody makes or changes an
// account that may do more than they may. Not set: the platform itself, which
// may do everything.
type Rights = domain.Opt[[]access.Scope]

type (
	// Create makes a new account. Password.Sealed is the sealed hash, never
	// the sealed password.
	Create struct {
		ID          string // set by control
		Username    string
		DisplayName string
		Role        domain.Opt[string] // read-write when not set
		Password    domain.Secret
		By          Rights
	}
	// Update changes an account; what is not set keeps its value.
	Update struct {
		ID          string
		DisplayName domain.Opt[string]
		Role        domain.Opt[string]
		Enabled     domain.Opt[bool]
		By          Rights
	}
	// SetPassword sets a new password. All sessions end.
	SetPassword struct {
		ID       string
		Password domain.Secret // Sealed is the sealed hash
		By       Rights
	}
	// Remove ends an account and its sessions.
	Remove struct {
		ID string
		By Rights
	}
	// SignIn begins a session. The password was checked before.
	SignIn struct {
		ID        string
		SessionID string
		ExpiresAt time.Time
	}
	// SignOut ends a session.
	SignOut struct {
		ID        string
		SessionID string
	}
)

// References is what a decision must know of other aggregates.
type References struct {
	// OtherWriters is how many other accounts may sign in and change things.
	OtherWriters int
}

// CommandName implements domain.Command.
func (Create) CommandName() string { return "administrator.create" }

// CommandName implements domain.Command.
func (Update) CommandName() string { return "administrator.update" }

// CommandName implements domain.Command.
func (SetPassword) CommandName() string { return "administrator.set-password" }

// CommandName implements domain.Command.
func (Remove) CommandName() string { return "administrator.remove" }

// CommandName implements domain.Command.
func (SignIn) CommandName() string { return "administrator.sign-in" }

// CommandName implements domain.Command.
func (SignOut) CommandName() string { return "administrator.sign-out" }

// AggregateID implements domain.Command.
func (c Create) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Update) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c SetPassword) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Remove) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c SignIn) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c SignOut) AggregateID() string { return c.ID }

func (Create) command()      {}
func (Update) command()      {}
func (SetPassword) command() {}
func (Remove) command()      {}
func (SignIn) command()      {}
func (SignOut) command()     {}
