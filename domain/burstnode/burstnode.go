// Package burstnode decides about what administrators want of burst nodes: that
// their machines are started or stopped by hand.
//
// The rules are those of domain/bursting, on the same state and observation as
// its own decisions. It is pure; see package domain for the promises of all
// deciders.
package burstnode

import (
	"fmt"
	"maps"
	"strings"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/events"
)

// Command is a command for a burst node: Start or Stop.
type Command interface {
	domain.Command
	command()
}

type (
	// Start has the node's machine started.
	Start struct {
		ID   string
		Note string
	}
	// Stop has the node take no new calls, and its machine stopped when the last
	// one has ended.
	Stop struct {
		ID   string
		Note string
	}
)

// CommandName implements domain.Command.
func (Start) CommandName() string { return "bursting.start-node" }

// CommandName implements domain.Command.
func (Stop) CommandName() string { return "bursting.stop-node" }

// AggregateID implements domain.Command.
func (c Start) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Stop) AggregateID() string { return c.ID }

func (Start) command() {}
func (Stop) command()  {}

// Initial is the life before the first event.
func Initial() bursting.Life { return bursting.Life{} }

// Decide says what a command leads to. The life is as the node's stream has it;
// of all others the state says it, which may be a moment older.
func Decide(cmd Command, life bursting.Life, state bursting.State, obs bursting.Observation) (domain.Decision, error) {
	lives := maps.Clone(state.Lives)
	if lives == nil {
		lives = map[string]bursting.Life{}
	}
	if life.Exists {
		lives[cmd.AggregateID()] = life
	}
	state.Lives = lives
	var d bursting.Decision
	var err error
	switch c := cmd.(type) {
	case Start:
		d, err = bursting.Start(state, obs, c.ID, strings.TrimSpace(c.Note))
	case Stop:
		d, err = bursting.Stop(state, obs, c.ID, strings.TrimSpace(c.Note))
	default:
		return domain.Decision{}, fmt.Errorf("burstnode: unknown command %T", cmd)
	}
	if err != nil || d.Event == nil {
		return domain.Decision{}, err
	}
	return domain.Decision{Events: []events.Event{d.Event}, At: obs.Now}, nil
}
