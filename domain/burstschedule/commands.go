// Package burstschedule decides about schedules by which burst nodes run.
//
// What a schedule means is in domain/bursting. It is pure; see package domain
// for the promises of all deciders.
package burstschedule

import "github.com/parley-video/parley/domain"

// Command is a command for a schedule: Create, Update or Remove.
type Command interface {
	domain.Command
	command()
}

// Patch is a set of new values; what is not set keeps its value, or gets its
// default in a new schedule.
type Patch struct {
	Name            domain.Opt[string]
	Description     domain.Opt[string]
	LocationID      domain.Opt[string]
	Nodes           domain.Opt[int]
	Cron            domain.Opt[string]
	TimeZone        domain.Opt[string]
	LeadMinutes     domain.Opt[int]
	DurationMinutes domain.Opt[int]
	Enabled         domain.Opt[bool]
}

type (
	// Create makes a new schedule.
	Create struct {
		ID string // set by control
		Patch
	}
	// Update changes a schedule.
	Update struct {
		ID string
		Patch
	}
	// Remove ends a schedule.
	Remove struct{ ID string }
)

// References is what a decision must know of other aggregates.
type References struct {
	// Locations tells which of those that Refers names exist.
	Locations map[string]bool
}

// Refers names the locations that a command is about to use.
func Refers(cmd Command) []string {
	switch c := cmd.(type) {
	case Create:
		return []string{c.LocationID.Value}
	case Update:
		if c.LocationID.Set {
			return []string{c.LocationID.Value}
		}
	}
	return nil
}

// CommandName implements domain.Command.
func (Create) CommandName() string { return "burstschedule.create" }

// CommandName implements domain.Command.
func (Update) CommandName() string { return "burstschedule.update" }

// CommandName implements domain.Command.
func (Remove) CommandName() string { return "burstschedule.remove" }

// AggregateID implements domain.Command.
func (c Create) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Update) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Remove) AggregateID() string { return c.ID }

func (Create) command() {}
func (Update) command() {}
func (Remove) command() {}
