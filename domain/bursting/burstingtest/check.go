package burstingtest

import (
	"errors"
	"fmt"
	"maps"
	"time"

	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/events"
)

// count is the capacity of locations, worked out in other words than the process
// manager's.
type snapshot struct {
	at        time.Time
	free, max map[string]int
}

type stopped struct {
	location string
	at       time.Time
	then     snapshot
}

func measure(state bursting.State, obs bursting.Observation) snapshot {
	s := snapshot{at: obs.Now, free: map[string]int{}, max: map[string]int{}}
	for _, n := range obs.Nodes {
		phase := state.Lives[n.ID].Phase
		if !counts(n, state) || n.Maintenance || phase == bursting.PhaseDraining || phase == bursting.PhaseStopping {
			continue
		}
		s.max[n.Location] += int(n.Capacity / capacity.HD)
		if left := int((n.Capacity - n.Used) / capacity.HD); left > 0 {
			s.free[n.Location] += left
		}
	}
	return s
}

// check looks at what was decided, with what the process manager had before it.
func (d *day) check(state bursting.State, obs bursting.Observation, decisions []bursting.Decision, view bursting.View) {
	before := measure(state, obs)
	left := before // without what is drained in this look, one after the other
	decided := map[string]bursting.Decision{}
	for _, dec := range decisions {
		if _, twice := decided[dec.Node]; twice || d.byID[dec.Node] == nil {
			d.broken("%s: two decisions at once, or there is no such node", dec.Node)
			return
		}
		if err := d.touched(obs, dec); err != nil {
			d.broken("%s: %s is decided: %w", dec.Node, dec.Perform, err)
		}
		switch e := dec.Event.(type) {
		case events.NodeBurstStartRequested:
			if err := d.confirm(state, obs, before, decided, dec.Node, e); err != nil {
				d.broken("%s is started: %+v: %w", dec.Node, e.Reason, err)
			}
		case events.NodeBurstStopRequested:
			if n := d.byID[dec.Node]; n.Ready && state.Lives[dec.Node].Phase == bursting.PhaseStopped {
				d.broken("%s is stopped while it takes calls: %s", dec.Node, e.Reason.Note)
			}
		case events.NodeBurstDraining:
			if err := d.dispensable(state, obs, left, decided, dec.Node); err != nil {
				d.broken("%s is drained: %w", dec.Node, err)
			}
			left = d.without(state, left, dec.Node)
			d.drains[dec.Node] = left
		}
		decided[dec.Node] = dec
	}
	for _, list := range [][]bursting.LocationView{view.Principals, view.Overflows} {
		for _, l := range list {
			if l.FreeHD != left.free[l.Location] || l.MaxHD != left.max[l.Location] {
				d.broken("%s has %d of %d free, the view says %d of %d", l.Name, left.free[l.Location], left.max[l.Location], l.FreeHD, l.MaxHD)
			}
		}
	}
	for _, n := range d.nodes {
		// It takes two minutes, a list and a look until it must be known.
		if _, ok := decided[n.ID]; !ok && state.Lives[n.ID].Phase == bursting.PhaseStarting && n.machine.state == bursting.MachineStopped &&
			obs.Now.Sub(n.machine.turned) > bursting.Settle+time.Minute && d.heardSince(obs, n, n.machine.turned.Add(bursting.Settle+10*time.Second)) {
			d.broken("%s is starting, and its machine is stopped since %s", n.ID, n.machine.turned)
		}
	}
	d.missed(state, obs, before, decided, view)
	if view.Next.Before(obs.Now) && !view.Next.IsZero() {
		d.broken("the next look is in the past")
	}
}

// touched says what speaks against doing anything to a machine: it is not the
// node's, or everybody who is heard says that it is none of ours.
func (d *day) touched(obs bursting.Observation, dec bursting.Decision) error {
	if dec.Perform != bursting.StartMachine && dec.Perform != bursting.StopMachine {
		return nil
	}
	n := d.byID[dec.Node]
	if dec.Machine.InstanceID != n.machine.id {
		return fmt.Errorf("%s is not its machine", dec.Machine.InstanceID)
	}
	foreign := false
	for _, a := range obs.Accounts {
		for _, m := range a.Machines {
			switch {
			case m.ID != n.machine.id:
			case m.TagValue == a.TagValue:
				return nil
			default:
				foreign = true
			}
		}
	}
	if foreign {
		return errors.New("its machine bears the tag of others")
	}
	return nil
}

// without is what is left when a node is drained.
func (d *day) without(state bursting.State, s snapshot, id string) snapshot {
	n := d.byID[id]
	c := snapshot{at: s.at, free: maps.Clone(s.free), max: maps.Clone(s.max)}
	if n.counts(state) && !n.Maintenance {
		c.free[n.Location] -= max(int((n.Capacity-n.Used)/capacity.HD), 0)
		c.max[n.Location] -= int(n.Capacity / capacity.HD)
	}
	return c
}

func (d *day) threshold(id string) int {
	for _, l := range d.locations {
		if l.ID == id && l.ThresholdHD > 0 {
			return l.ThresholdHD
		}
	}
	return d.settings.ThresholdHD
}
