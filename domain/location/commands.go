// Package location decides about system locations: groups of Conferencing
// Nodes that share a place and a policy.
//
// It is pure; see package domain for the promises of all deciders.
package location

import (
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

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

	TranscodingLocation domain.Opt[string] // an id; empty, or its own: itself
	// Lists replace all entries.
	DNSServers        domain.Opt[[]string]
	NTPServers        domain.Opt[[]string]
	SyslogServers     domain.Opt[[]events.SyslogServer]
	STUNServers       domain.Opt[[]events.STUNServer]
	TURNServers       domain.Opt[[]TURNServer]
	ClientSTUNServers domain.Opt[[]events.STUNServer]
	ClientTURNServers domain.Opt[[]TURNServer]

	UseRelayCandidatesOnly domain.Opt[bool]
	PolicyProfileID        domain.Opt[string] // empty clears it
	BurstingThreshold      domain.Opt[*int]   // HD calls; nil follows the deployment
	PINProtection          domain.Opt[events.Override]
	AliasProtection        domain.Opt[events.Override]
}

// TURNServer is one entry of a list. Without a password it keeps that of the
// entry before with the same address, port, transport and user name: nobody can
// have a password that they do not know sent elsewhere.
type TURNServer struct {
	Address   string
	Port      int
	Transport events.Transport
	Username  string
	Password  domain.Opt[domain.Secret]
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
	// PolicyProfiles holds the ids of those policy profiles that the command
	// names (see RefersToProfiles) and that exist.
	PolicyProfiles map[string]bool
	// UsedBy names the nodes and locations that use this one, for people.
	UsedBy []string
}

// Refers lists the other locations that a command names.
func Refers(cmd Command) []string {
	p := patch(cmd)
	return named(p.OverflowLocation1, p.OverflowLocation2, p.TranscodingLocation)
}

// RefersToProfiles lists the policy profiles that a command names.
func RefersToProfiles(cmd Command) []string { return named(patch(cmd).PolicyProfileID) }

func patch(cmd Command) Patch {
	switch c := cmd.(type) {
	case Create:
		return c.Patch
	case Update:
		return c.Patch
	default:
		return Patch{}
	}
}

func named(list ...domain.Opt[string]) []string {
	var ids []string
	for _, o := range list {
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
