// Package administrator decides about local administrators and their sessions.
//
// It is pure; see package domain for the promises of all deciders.
package administrator

import (
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/events"
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
	// SignIn begins a session. The password was checked before, against
	// PasswordHash: should the account have another by now, it counts for nothing.
	SignIn struct {
		ID           string
		PasswordHash events.Sealed
		SessionID    string
		Now          time.Time
		ExpiresAt    time.Time
	}
	// LockOut keeps an account from signing in for a while, because too many
	// wrong passwords were tried.
	LockOut struct {
		ID       string
		Now      time.Time
		Until    time.Time
		Attempts int
	}
	// Unlock lets an account sign in again before the time is up.
	Unlock struct {
		ID string
		By Rights
	}
	// SignOut ends a session: one's own, unless By is set.
	SignOut struct {
		ID        string
		SessionID string
		By        Rights
	}
)

// References is what a decision must know of other aggregates.
type References struct {
	// OtherWriters is how many other accounts may sign in and change things.
	OtherWriters int
	// Roles are the scopes of the roles, other than built-in ones, that the
	// account has or is to have. One that is missing does not exist.
	Roles map[string][]access.Scope
}

func (r References) scopes(role string) ([]access.Scope, bool) {
	if access.BuiltIn(role) {
		return access.RoleScopes(role), true
	}
	scopes, ok := r.Roles[role]
	return scopes, ok
}

// Refers lists the roles, other than built-in ones, that a decision about a
// command must know.
func Refers(cmd Command, s State) []string {
	var roles []string
	add := func(role string) {
		if role != "" && !access.BuiltIn(role) {
			roles = append(roles, role)
		}
	}
	switch c := cmd.(type) {
	case Create:
		add(c.Role.Value)
	case Update:
		add(c.Role.Value)
		add(s.Role)
		s.External.refers(add)
	case SetPassword, Remove, Unlock, SignOut:
		add(s.Role)
		s.External.refers(add)
	}
	return roles
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

// CommandName implements domain.Command.
func (LockOut) CommandName() string { return "administrator.lock-out" }

// CommandName implements domain.Command.
func (Unlock) CommandName() string { return "administrator.unlock" }

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

// AggregateID implements domain.Command.
func (c LockOut) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Unlock) AggregateID() string { return c.ID }

func (Create) command()      {}
func (Update) command()      {}
func (SetPassword) command() {}
func (Remove) command()      {}
func (SignIn) command()      {}
func (SignOut) command()     {}
func (LockOut) command()     {}
func (Unlock) command()      {}
