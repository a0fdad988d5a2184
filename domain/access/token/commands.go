// Package token decides about API tokens, the keys of programs.
//
// It is pure; see package domain for the promises of all deciders.
package token

import (
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access"
)

// Command is a command for a token: Create, Update or Revoke.
type Command interface {
	domain.Command
	command()
}

type (
	// Create makes a new token. Only the digest of its secret comes in.
	Create struct {
		ID   string // set by control
		Name string
		// Description is what the token is for.
		Description string
		Scopes      []string
		Allowed     []string // scopes that the creator has
		Reach       access.Reach
		Within      access.Reach // what is in reach of the creator
		Digest      string       // hex SHA-256
		Now         time.Time
		ExpiresAt   *time.Time // nil: never
	}
	// Update changes what a token is called. What it may do never changes.
	Update struct {
		ID          string
		Name        domain.Opt[string]
		Description domain.Opt[string]
		By          Caller
	}
	// Revoke ends a token.
	Revoke struct {
		ID string
		By Caller
	}
)

// Caller is who gives a command. Nobody handles a token that may do more than
// they may.
type Caller struct {
	// Scopes are those of the caller. Not set: the platform itself, which may do
	// everything.
	Scopes domain.Opt[[]access.Scope]
	Within access.Reach // what is in reach of the caller
}

// CommandName implements domain.Command.
func (Create) CommandName() string { return "token.create" }

// CommandName implements domain.Command.
func (Update) CommandName() string { return "token.update" }

// CommandName implements domain.Command.
func (Revoke) CommandName() string { return "token.revoke" }

// AggregateID implements domain.Command.
func (c Create) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Update) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Revoke) AggregateID() string { return c.ID }

func (Create) command() {}
func (Update) command() {}
func (Revoke) command() {}
