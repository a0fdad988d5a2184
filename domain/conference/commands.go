// Package conference decides what enters the log of a conference instance.
//
// A conference is run by its Conferencing Node; what the node reports are
// facts, which are recorded and not judged. The decisions made here only keep
// the record sound: a fact is recorded once, and the story that it tells adds
// up (whoever joined leaves once, nobody is muted twice, at most one presents,
// nothing happens before the start or after the end). A fact that does not fit
// is recorded as nothing.
//
// It is pure; see package domain for the promises of all deciders.
package conference

import (
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// Command is a command for a conference: RecordFact, End or Erase.
type Command interface {
	domain.Command
	command()
}

// RecordFact records a node's fact.
type RecordFact struct {
	ID    string
	Fact  events.FactRef
	Event events.Event
}

// End ends a conference on the control plane's own authority, because its node
// is known to be gone for good (it restarted, or its record was removed).
type End struct {
	ID     string
	Reason string
}

// Erase makes a participant's personal data unreadable for good. The key that it
// is sealed with is destroyed after this is in the log.
type Erase struct {
	ConferenceID  string
	ParticipantID string
}

// CommandName implements domain.Command.
func (RecordFact) CommandName() string { return "conference.record-fact" }

// CommandName implements domain.Command.
func (End) CommandName() string { return "conference.end" }

// CommandName implements domain.Command.
func (Erase) CommandName() string { return "conference.erase" }

// AggregateID implements domain.Command.
func (c RecordFact) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c End) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Erase) AggregateID() string { return c.ConferenceID }

func (RecordFact) command() {}
func (End) command()        {}
func (Erase) command()      {}
