// Package location decides about system locations: groups of Conferencing
// Nodes that share a place and a policy.
//
// It is pure; see package domain for the promises of all deciders.
package location

import "github.com/parley-video/parley/domain"

// Command is a command for a location: Create, Update or Remove.
type Command interface {
	domain.Command
	command()
}

// Patch is a set of new values; what is not set keeps its value, or gets its
// default in a new location.
type Patch struct {
	Name              domain.Opt[string]
	Description       domain.Opt[string]
	OverflowLocation1 domain.Opt[string] // an id; empty clears it
	OverflowLocation2 domain.Opt[string]
	MTU               domain.Opt[int]
	MediaDSCP         domain.Opt[int]
	SignallingDSCP    domain.Opt[int]
}

// Create makes a new location.
type Create struct {
	ID string // set by control
	Patch
}

// Update changes a location.
type Update struct {
	ID string
	Patch
}

// Remove ends a location that nothing uses.
type Remove struct{ ID string }

// References is what a decision must know of other aggregates.
type References struct {
	// Exists holds the ids of those locations that the command names (see
	// Refers) and that exist.
	Exists map[string]bool
	// UsedBy names the nodes and locations that use this one, for people.
	UsedBy []string
}

// Refers lists the other locations that a command names.
func Refers(cmd Command) []string {
	var p Patch
	switch c := cmd.(type) {
	case Create:
		p = c.Patch
	case Update:
		p = c.Patch
	default:
		return nil
	}
	var ids []string
	for _, o := range []domain.Opt[string]{p.OverflowLocation1, p.OverflowLocation2} {
		if o.Set && o.Value != "" {
			ids = append(ids, o.Value)
		}
	}
	return ids
}

// CommandName implements domain.Command.
func (Create) CommandName() string { return "location.create" }

// CommandName implements domain.Command.
func (Update) CommandName() string { return "location.update" }

// CommandName implements domain.Command.
func (Remove) CommandName() string { return "location.remove" }

// AggregateID implements domain.Command.
func (c Create) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Update) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Remove) AggregateID() string { return c.ID }

func (Create) command() {}
func (Update) command() {}
func (Remove) command() {}
