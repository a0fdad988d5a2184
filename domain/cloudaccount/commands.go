// Package cloudaccount decides about accounts at clouds, with which machines
// will be started and stopped.
//
// It is pure; see package domain for the promises of all deciders.
package cloudaccount

import (
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// Command is a command for an account: Create, Update or Remove.
type Command interface {
	domain.Command
	command()
}

// Patch is a set of new values; what is not set keeps its value, or gets its
// default in a new account.
type Patch struct {
	Name           domain.Opt[string]
	Description    domain.Opt[string]
	Provider       domain.Opt[events.CloudProvider]
	Region         domain.Opt[string]
	AccessKeyID    domain.Opt[string]
	SecretKey      domain.Opt[domain.Secret]
	RoleARN        domain.Opt[string]
	ExternalID     domain.Opt[string]
	Endpoint       domain.Opt[string]
	CACertificates domain.Opt[string]
	TagKey         domain.Opt[string] // empty: the default
	TagValue       domain.Opt[string] // empty: the default
	Enabled        domain.Opt[bool]
	Scripts        domain.Opt[string]
	PricePerHour   domain.Opt[string] // empty: not known
	Currency       domain.Opt[string]
}

type (
	// Create makes a new account.
	Create struct {
		ID string // set by control
		Patch
		Deployment string // set by control, see DefaultTagValue
	}
	// Update changes an account.
	Update struct {
		ID string
		Patch
		Deployment string // set by control, see DefaultTagValue
	}
	// Remove ends an account.
	Remove struct{ ID string }
)

// DefaultTagKey is the tag by which machines are known unless an account says
// otherwise.
const DefaultTagKey = "parley-cloud"

// DefaultTagValue tells the machines of one deployment from those of another.
func DefaultTagValue(deployment string) string { return deployment }

// CommandName implements domain.Command.
func (Create) CommandName() string { return "cloudaccount.create" }

// CommandName implements domain.Command.
func (Update) CommandName() string { return "cloudaccount.update" }

// CommandName implements domain.Command.
func (Remove) CommandName() string { return "cloudaccount.remove" }

// AggregateID implements domain.Command.
func (c Create) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Update) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Remove) AggregateID() string { return c.ID }

func (Create) command() {}
func (Update) command() {}
func (Remove) command() {}
