// Package alarm decides about alarms: what needs attention, since when, and
// when it does not any more.
//
// Manager is the process manager: it folds the log and what is observed beside
// it, and says which alarms ought to be there. Decide is the decider of a single
// alarm, which makes the difference an event once, whoever asks for it how
// often. Both are pure; see package domain for the promises of all deciders. A
// Manager is changed by its methods and is for one goroutine.
package alarm

import (
	"fmt"
	"slices"
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// Command is a command for an alarm: Raise, Lower or Acknowledge.
type Command interface {
	domain.Command
	command()
}

type (
	// Raise raises an alarm, or changes the level of one that is raised.
	Raise struct {
		Condition
		ID string // events.AlarmID of the condition
	}
	// Lower lowers an alarm.
	Lower struct {
		ID     string
		Reason string
	}
	// Acknowledge notes that somebody has seen an alarm. Raised is the revision
	// at which it was raised: what was lowered since is not acknowledged by it.
	Acknowledge struct {
		ID     string
		Raised events.Revision
		Note   string
	}
)

// Condition is something that needs attention.
type Condition struct {
	Kind     events.AlarmKind
	Instance string
	Level    events.AlarmLevel
	Subject  events.AlarmSubject
	Details  string
	Numbers  []events.AlarmNumber
	Since    time.Time
}

// Why an alarm was lowered.
const (
	ReasonCleared      = "cleared"
	ReasonRemoved      = "subject-removed"
	ReasonLevelChanged = "level-changed"
)

// State is what an alarm's events add up to.
type State struct {
	ID       string
	Kind     events.AlarmKind
	Instance string
	Active   bool
	Level    events.AlarmLevel
	Raised   events.Revision // of the last time
	RaisedAt time.Time
	Subject  events.AlarmSubject
	// Acknowledged is when somebody first took note of the present alarm.
	Acknowledged time.Time
}

// Initial is the state before the first event.
func Initial() State { return State{} }

// Claims are the unique keys that an alarm uses: none.
func Claims(State) []domain.Claim { return nil }

// Evolve applies one event.
func Evolve(s State, rec events.Recorded) State {
	switch e := rec.Event.(type) {
	case events.AlarmRaised:
		return State{
			ID: e.ID, Kind: e.Kind, Instance: e.Instance, Active: true, Level: e.Level, Subject: e.Subject,
			Raised: rec.Revision, RaisedAt: rec.Meta.Time.UTC(),
		}
	case events.AlarmLowered:
		s.Active, s.Acknowledged = false, time.Time{}
	case events.AlarmAcknowledged:
		if s.Acknowledged.IsZero() {
			s.Acknowledged = rec.Meta.Time.UTC()
		}
	}
	return s
}

// Decide says what a command leads to.
func Decide(cmd Command, s State) (domain.Decision, error) {
	switch c := cmd.(type) {
	case Raise:
		return raise(c, s), nil
	case Lower:
		if !s.Active {
			return domain.Decision{}, nil
		}
		return one(s.lowered(c.Reason)), nil
	case Acknowledge:
		return acknowledge(c, s)
	default:
		return domain.Decision{}, fmt.Errorf("alarm: unknown command %T", cmd)
	}
}

func (s State) lowered(reason string) events.Event {
	return events.AlarmLowered{ID: s.ID, Kind: s.Kind, Level: s.Level, Subject: s.Subject, Raised: s.Raised, Reason: reason}
}

func one(list ...events.Event) domain.Decision { return domain.Decision{Events: list} }

// raise of another level is a new alarm, which nobody has acknowledged.
func raise(c Raise, s State) domain.Decision {
	raised := events.AlarmRaised{
		ID: c.ID, Kind: c.Kind, Instance: c.Instance, Level: c.Level, Subject: c.Subject,
		Details: c.Details, Numbers: slices.Clone(c.Numbers), Since: c.Since.UTC(),
	}
	switch {
	case !s.Active:
		return one(raised)
	case s.Level != c.Level:
		return one(s.lowered(ReasonLevelChanged), raised)
	default:
		return domain.Decision{}
	}
}

func acknowledge(c Acknowledge, s State) (domain.Decision, error) {
	var check domain.Checker
	check.Prose(c.Note, domain.MaxText, "note")
	if err := check.Err(); err != nil {
		return domain.Decision{}, err
	}
	switch {
	case s.ID == "" || c.Raised > s.Raised:
		return domain.Decision{}, domain.Refuse(domain.CodeNotFound, "There is no such alarm.", "id")
	case !s.Active || c.Raised != s.Raised:
		return domain.Decision{}, domain.Refuse(domain.CodeNotAllowed, "The alarm has been lowered meanwhile.", "id")
	case !s.Acknowledged.IsZero() && c.Note == "":
		return domain.Decision{}, nil
	default:
		return one(events.AlarmAcknowledged{
			ID: s.ID, Kind: s.Kind, Level: s.Level, Subject: s.Subject, Raised: s.Raised, Note: c.Note,
		}), nil
	}
}

// CommandName implements domain.Command.
func (Raise) CommandName() string { return "alarm.raise" }

// CommandName implements domain.Command.
func (Lower) CommandName() string { return "alarm.lower" }

// CommandName implements domain.Command.
func (Acknowledge) CommandName() string { return "alarm.acknowledge" }

// AggregateID implements domain.Command.
func (c Raise) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Lower) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Acknowledge) AggregateID() string { return c.ID }

func (Raise) command()       {}
func (Lower) command()       {}
func (Acknowledge) command() {}
