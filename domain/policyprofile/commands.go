// Package policyprofile decides about policy profiles: servers outside that are
// asked how to treat calls.
//
// It is pure; see package domain for the promises of all deciders.
package policyprofile

import "github.com/parley-video/parley/domain"

// Command is a command for a policy profile: Create, Update or Remove.
type Command interface {
	domain.Command
	command()
}

// Patch is a set of new values; what is not set keeps its value, or gets its
// default in a new profile. An empty password clears it.
type Patch struct {
	Name                  domain.Opt[string]
	Description           domain.Opt[string]
	URL                   domain.Opt[string]
	Username              domain.Opt[string]
	Password              domain.Opt[domain.Secret]
	ServiceConfiguration  domain.Opt[bool]
	MediaLocation         domain.Opt[bool]
	ParticipantProperties domain.Opt[bool]
	Avatar                domain.Opt[bool]
	Registrations         domain.Opt[bool]
}

type (
	// Create makes a new policy profile.
	Create struct {
		ID string // set by control
		Patch
	}
	// Update changes a policy profile.
	Update struct {
		ID string
		Patch
	}
	// Remove ends a policy profile that nothing uses.
	Remove struct{ ID string }
)

// References is what a decision must know of other aggregates.
type References struct {
	// UsedBy names what uses this profile, for people.
	UsedBy []string
}

// CommandName implements domain.Command.
func (Create) CommandName() string { return "policyprofile.create" }

// CommandName implements domain.Command.
func (Update) CommandName() string { return "policyprofile.update" }

// CommandName implements domain.Command.
func (Remove) CommandName() string { return "policyprofile.remove" }

// AggregateID implements domain.Command.
func (c Create) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Update) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Remove) AggregateID() string { return c.ID }

func (Create) command() {}
func (Update) command() {}
func (Remove) command() {}
