// Package conference decides what enters the log of a conference instance.
//
// A conference is run by its Conferencing Nodes; what they report are facts,
// which are recorded and not judged. The decisions made here only keep the
// record sound: a fact is recorded once, and the story that it tells adds up
// (whoever joined leaves once, nobody is muted twice, at most one presents,
// nothing happens before the start or after the end). A fact that does not fit
// is recorded as nothing.
//
// The nodes of a conference deliver what they have to say each in its own order,
// but some days later than others. So of a participant only that node is heard
// where it is, as far as is known; of the conference as a whole only its home,
// the one of the highest term that is known; and the conference ends when every
// node that has begun with it, or was named by one that has released it, has
// released it.
//
// It is pure; see package domain for the promises of all deciders.
package conference

import (
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// Command is a command for a conference: RecordFact, Release, End or Erase.
type Command interface {
	domain.Command
	command()
}

// RecordFact records a node's fact. Event is what the node says has happened;
// that it has released the conference is a ConferenceNodeLeft, also when it was
// the last.
type RecordFact struct {
	ID    string
	Fact  events.FactRef
	Event events.Event
	// Whole goes with ParticipantMoved: all of the participant, as it is now.
	Whole *Whole
}

// Whole is a participant as a node takes it up.
type Whole struct {
	Joined events.ParticipantJoined
	Muted  bool
}

// Release takes a node out of a conference on the control plane's own authority,
// because nothing will come from that node any more: its record was removed.
type Release struct {
	ID     string
	NodeID string
	Reason string
}

// End ends a conference on the control plane's own authority, whatever its nodes
// have still to say.
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
func (Release) CommandName() string { return "conference.release" }

// CommandName implements domain.Command.
func (End) CommandName() string { return "conference.end" }

// CommandName implements domain.Command.
func (Erase) CommandName() string { return "conference.erase" }

// AggregateID implements domain.Command.
func (c RecordFact) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Release) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c End) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Erase) AggregateID() string { return c.ConferenceID }

func (RecordFact) command() {}
func (Release) command()    {}
func (End) command()        {}
func (Erase) command()      {}
