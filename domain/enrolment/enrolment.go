// Package enrolment decides about attempts to enrol that name no Conferencing
// Node there is: there is nothing to decide but that they are recorded.
//
// It is pure; see package domain for the promises of all deciders.
package enrolment

import (
	"errors"
	"fmt"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// MaxID bounds what a stranger calls a node, in bytes.
const MaxID = 64

// Command is a command about strangers: Refuse.
type Command interface {
	domain.Command
	command()
}

// Refuse records refused attempts.
type Refuse struct {
	NodeID string // as the stranger says; empty: several
	Reason events.ProvisioningRefusal
	Remote string
	Count  int
}

// State is nothing: no attempt depends on another.
type State struct{}

// Initial is the state before the first event.
func Initial() State { return State{} }

// Evolve applies one event.
func Evolve(s State, _ events.Recorded) State { return s }

// Claims are the unique keys in use: none.
func Claims(State) []domain.Claim { return nil }

// Decide says what a command leads to.
func Decide(cmd Command, _ State) (domain.Decision, error) {
	c, ok := cmd.(Refuse)
	if !ok {
		return domain.Decision{}, fmt.Errorf("enrolment: unknown command %T", cmd)
	}
	if c.Reason == "" || c.Count < 1 || len(c.NodeID) > MaxID {
		return domain.Decision{}, errors.New("enrolment: a refusal without a reason or a count, or of too long a name")
	}
	return domain.Decision{Events: []events.Event{events.NodeProvisioningRefused{
		ID: c.NodeID, Reason: c.Reason, Remote: c.Remote, Count: c.Count,
	}}}, nil
}

// CommandName implements domain.Command.
func (Refuse) CommandName() string { return "enrolment.refuse" }

// AggregateID implements domain.Command: there is one stream of them.
func (Refuse) AggregateID() string { return events.EnrolmentStream }

func (Refuse) command() {}
