// Package domain holds what all decisions share: refusals, decisions, unique
// keys, patches and secrets.
//
// Below it stands one folder per noun with the same three functions: Initial,
// Decide(command, state) and Evolve(state, event). They are pure: no clock, no
// randomness, no goroutine, no context and no I/O; whatever they need of those
// comes in as an argument. They never change the state that they are given,
// so a state may be read by many goroutines at once. This package and those
// below it import events and the standard library only.
package domain

import (
	"time"

	"github.com/parley-video/parley/events"
)

// Command is something that somebody wants done to one aggregate.
type Command interface {
	// CommandName is the command's stable name, for example "location.create".
	// Event ids are derived from it: renaming a command breaks the recognition
	// of repeats that were begun before.
	CommandName() string
	// AggregateID is whom it is for. A command that creates an aggregate
	// leaves it empty; control fills it in from the idempotency key.
	AggregateID() string
}

// Decision is what a command leads to.
type Decision struct {
	// Events are to be recorded, in this order. None: nothing changes.
	Events []events.Event
	// Claims are all the unique keys that the aggregate uses after Events.
	Claims []Claim
	// At is the time that was decided by, for Events to bear; zero: when they are
	// recorded.
	At time.Time
}

// Opt is a value that may be absent: "not given" in a patch, as opposed to
// "set to the zero value".
type Opt[T any] struct {
	Set   bool
	Value T
}

// Some is a given value.
func Some[T any](v T) Opt[T] { return Opt[T]{Set: true, Value: v} }

// FromPtr is a given value when p is not nil.
func FromPtr[T any](p *T) Opt[T] {
	if p == nil {
		return Opt[T]{}
	}
	return Some(*p)
}

// Or is the given value, or else current.
func (o Opt[T]) Or(current T) T {
	if o.Set {
		return o.Value
	}
	return current
}

// Number is a given number, or else current; nil means none. It is a copy, so
// that a state shares none with a command.
func Number(o Opt[*int], current *int) *int {
	n := o.Or(current)
	if n == nil {
		return nil
	}
	return new(*n)
}
