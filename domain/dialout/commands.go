// Package dialout decides about automatically dialled participants: whom a
// service calls when somebody enters it.
//
// It is pure; see package domain for the promises of all deciders.
package dialout

import (
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// Command is a command for a automatically dialled participant: Create, Update or Remove.
type Command interface {
	domain.Command
	command()
}

// Patch is a set of new values; what is not set keeps its value, or gets its
// default in a new participant. An empty location clears it.
type Patch struct {
	Alias               domain.Opt[string]
	Description         domain.Opt[string]
	Protocol            domain.Opt[events.CallProtocol]
	Role                domain.Opt[events.Role]
	CallType            domain.Opt[string]
	Routing             domain.Opt[events.DialoutRouting]
	DTMFSequence        domain.Opt[string]
	RemoteDisplayName   domain.Opt[string]
	PresentationURL     domain.Opt[string]
	Streaming           domain.Opt[bool]
	KeepConferenceAlive domain.Opt[events.KeepAlive]
	LocationID          domain.Opt[string]
}

// Create makes a new automatically dialled participant.
type Create struct {
	ID string // set by control
	Patch
}

// Update changes a automatically dialled participant.
type Update struct {
	ID string
	Patch
}

// Remove ends a automatically dialled participant.
type Remove struct{ ID string }

// References is what a decision must know of other aggregates.
type References struct {
	// Locations holds the ids of those locations that the command names (see
	// Refers) and that exist.
	Locations map[string]bool
	// UsedBy names the services that dial this participant, for people.
	UsedBy []string
}

// Refers lists the locations that a command names.
func Refers(cmd Command) []string {
	var p Patch
	switch c := cmd.(type) {
	case Create:
		p = c.Patch
	case Update:
		p = c.Patch
	}
	if p.LocationID.Value == "" {
		return nil
	}
	return []string{p.LocationID.Value}
}

// CommandName implements domain.Command.
func (Create) CommandName() string { return "dialout.create" }

// CommandName implements domain.Command.
func (Update) CommandName() string { return "dialout.update" }

// CommandName implements domain.Command.
func (Remove) CommandName() string { return "dialout.remove" }

// AggregateID implements domain.Command.
func (c Create) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Update) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Remove) AggregateID() string { return c.ID }

func (Create) command() {}
func (Update) command() {}
func (Remove) command() {}
