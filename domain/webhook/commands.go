// Package webhook decides about webhooks: the addresses that events are posted
// to.
//
// It is pure; see package domain for the promises of all deciders.
package webhook

import (
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// Command is a command for a webhook: Create, Update, RotateSecret,
// RequestReplay or Remove.
type Command interface {
	domain.Command
	command()
}

// Patch is a set of new values; what is not set keeps its value, or gets its
// default in a new webhook. TypePrefixes replaces all of them.
type Patch struct {
	Name                domain.Opt[string]
	URL                 domain.Opt[string]
	TypePrefixes        domain.Opt[[]string]
	IncludePersonalData domain.Opt[bool]
	Enabled             domain.Opt[bool]
}

type (
	// Create makes a new webhook. It gets the events after its creation.
	Create struct {
		ID     string // set by control
		Secret domain.Secret
		Patch
	}
	// Update changes a webhook.
	Update struct {
		ID string
		Patch
	}
	// RotateSecret gives a webhook a new secret. For Overlap what is sent bears
	// the signatures of both; without one the old secret is of no use any more.
	RotateSecret struct {
		ID      string
		Secret  domain.Secret
		Now     time.Time
		Overlap time.Duration
	}
	// RequestReplay has the events in (After, Through] delivered once more. It
	// replaces a replay that runs.
	RequestReplay struct {
		ID             string
		After, Through events.Position
		// End is where the log ends now; there is nothing to replay behind it.
		End events.Position
	}
	// Remove ends a webhook and what is still to be delivered to it.
	Remove struct{ ID string }
)

// CommandName implements domain.Command.
func (Create) CommandName() string { return "webhook.create" }

// CommandName implements domain.Command.
func (Update) CommandName() string { return "webhook.update" }

// CommandName implements domain.Command.
func (RotateSecret) CommandName() string { return "webhook.rotate-secret" }

// CommandName implements domain.Command.
func (RequestReplay) CommandName() string { return "webhook.request-replay" }

// CommandName implements domain.Command.
func (Remove) CommandName() string { return "webhook.remove" }

// AggregateID implements domain.Command.
func (c Create) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Update) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c RotateSecret) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c RequestReplay) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Remove) AggregateID() string { return c.ID }

func (Create) command()        {}
func (Update) command()        {}
func (RotateSecret) command()  {}
func (RequestReplay) command() {}
func (Remove) command()        {}
