package node

import (
	"fmt"
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

type (
	// RecordReady records that the node is as configured and reports, once for
	// every link.
	RecordReady struct {
		ID     string
		Link   events.Revision // at which it was connected
		Config events.Position
		After  time.Duration // since then
	}
	// RecordDrained records that a node in maintenance carries nothing any
	// more, once for every time that it is put into maintenance.
	RecordDrained struct{ ID string }
)

// Carried is what a node carries, as far as is known.
type Carried struct{ Conferences, Calls int }

func (c Carried) String() string {
	return fmt.Sprintf("%s in %s", count(c.Calls, "call"), count(c.Conferences, "conference"))
}

func count(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

func ready(c RecordReady, s State) []events.Event {
	if !s.Connected || s.Ready || c.Link != s.Link {
		return nil
	}
	return []events.Event{events.NodeReady{ID: s.ID, ConfigPosition: c.Config, AfterMillis: c.After.Milliseconds()}}
}

func drained(s State) []events.Event {
	if !s.Maintenance || s.Drained {
		return nil
	}
	return []events.Event{events.NodeDrained{ID: s.ID}}
}

// mayGo says whether a node's record may be removed: when nobody is cut off by
// it, as far as is known. One that never dialled in has never carried anybody.
func mayGo(c Remove, s State) error {
	switch {
	case c.Attempt != "" && !c.Force:
		// Nobody would stop the machine any more.
		return domain.Refuse(domain.CodeNotAllowed,
			fmt.Sprintf("The machine of the Conferencing Node is %s: stop it first. Removed with force, it has to be stopped at the cloud.", c.Attempt))
	case c.Force || s.Link == 0 || s.Maintenance && s.Drained:
		return nil
	case s.Maintenance:
		return domain.Refuse(domain.CodeNotAllowed,
			fmt.Sprintf("The Conferencing Node is not drained: it carries %s, as far as is known.", c.Carried))
	default:
		return domain.Refuse(domain.CodeNotAllowed,
			fmt.Sprintf("The Conferencing Node is in service and carries %s: put it into maintenance and let it drain first.", c.Carried))
	}
}

// CommandName implements domain.Command.
func (RecordReady) CommandName() string { return "node.record-ready" }

// CommandName implements domain.Command.
func (RecordDrained) CommandName() string { return "node.record-drained" }

// AggregateID implements domain.Command.
func (c RecordReady) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c RecordDrained) AggregateID() string { return c.ID }

func (RecordReady) command()   {}
func (RecordDrained) command() {}
