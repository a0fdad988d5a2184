// Package rule decides about gateway rules: which calls are passed on to whom, and how.
//
// It is pure; see package domain for the promises of all deciders.
package rule

import (
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// Command is a command for a gateway rule: Create, Update or Remove.
type Command interface {
	domain.Command
	command()
}

// Patch is a set of new values; what is not set keeps its value, or gets its
// default in a new rule. An empty location or theme clears it. Protocols
// replaces all of them. A nil call rate means none.
type Patch struct {
	Name               domain.Opt[string]
	Description        domain.Opt[string]
	Tag                domain.Opt[string]
	Priority           domain.Opt[int]
	Enabled            domain.Opt[bool]
	Incoming           domain.Opt[bool]
	Outgoing           domain.Opt[bool]
	SourceLocationID   domain.Opt[string]
	Protocols          domain.Opt[[]events.CallProtocol]
	OnlyIfRegistered   domain.Opt[bool]
	MatchString        domain.Opt[string]
	MatchFullAlias     domain.Opt[bool]
	ReplaceString      domain.Opt[string]
	CallType           domain.Opt[string]
	Target             domain.Opt[events.RuleTarget]
	OutgoingProtocol   domain.Opt[events.CallProtocol]
	OutgoingLocationID domain.Opt[string]
	MaxQuality         domain.Opt[string]
	Encryption         domain.Opt[string]
	MaxCallRateIn      domain.Opt[*int]
	MaxCallRateOut     domain.Opt[*int]
	ThemeID            domain.Opt[string]
	TreatAsTrusted     domain.Opt[bool]
}

// Create makes a new gateway rule.
type Create struct {
	ID string // set by control
	Patch
}

// Update changes a gateway rule.
type Update struct {
	ID string
	Patch
}

// Remove ends a gateway rule.
type Remove struct{ ID string }

// References is what a decision must know of other aggregates.
type References struct {
	// Locations holds the ids of those locations that the command names (see
	// Refers) and that exist.
	Locations map[string]bool
	// Themes holds the id of the theme that the command names, if it exists.
	Themes map[string]bool
	// Rules is how many rules there are.
	Rules int
}

// Refers lists the locations and the theme that a command names.
func Refers(cmd Command) (locations, themes []string) {
	var p Patch
	switch c := cmd.(type) {
	case Create:
		p = c.Patch
	case Update:
		p = c.Patch
	}
	for _, o := range []domain.Opt[string]{p.SourceLocationID, p.OutgoingLocationID} {
		if o.Set && o.Value != "" {
			locations = append(locations, o.Value)
		}
	}
	if p.ThemeID.Value != "" {
		themes = []string{p.ThemeID.Value}
	}
	return locations, themes
}

// CommandName implements domain.Command.
func (Create) CommandName() string { return "rule.create" }

// CommandName implements domain.Command.
func (Update) CommandName() string { return "rule.update" }

// CommandName implements domain.Command.
func (Remove) CommandName() string { return "rule.remove" }

// AggregateID implements domain.Command.
func (c Create) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Update) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Remove) AggregateID() string { return c.ID }

func (Create) command() {}
func (Update) command() {}
func (Remove) command() {}
