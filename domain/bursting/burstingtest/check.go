package burstingtest

import (
	"errors"
	"fmt"
	"strings"
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
		if !n.Ready || n.Maintenance || n.CloudBursting && (phase == bursting.PhaseDraining || phase == bursting.PhaseStopping) {
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
	s := measure(state, obs)
	for _, list := range [][]bursting.LocationView{view.Principals} {
		for _, l := range list {
			if l.FreeHD != s.free[l.Location] || l.MaxHD != s.max[l.Location] {
				d.broken("%s has %d of %d free, the view says %d of %d", l.Name, s.free[l.Location], s.max[l.Location], l.FreeHD, l.MaxHD)
			}
		}
	}
	drained := 0
	for _, dec := range decisions {
		switch e := dec.Event.(type) {
		case events.NodeBurstStartRequested:
			if err := d.confirm(state, obs, s, dec.Node, e); err != nil {
				d.broken("%s is started: %+v: %w", dec.Node, e.Reason, err)
			}
		case events.NodeBurstDraining:
			drained++
			d.drains[dec.Node] = d.without(s, dec.Node)
			if err := d.dispensable(state, obs, s, dec.Node); err != nil {
				d.broken("%s is drained: %w", dec.Node, err)
			}
		}
	}
	if view.Next.Before(obs.Now) && !view.Next.IsZero() {
		d.broken("the next look is in the past")
	}
}

func (d *day) without(s snapshot, id string) snapshot {
	n := d.byID[id]
	c := snapshot{at: s.at, free: map[string]int{}, max: map[string]int{}}
	for k, v := range s.free {
		c.free[k] = v
	}
	for k, v := range s.max {
		c.max[k] = v
	}
	c.free[n.Location] -= max(int((n.Capacity-n.Used)/capacity.HD), 0)
	c.max[n.Location] -= int(n.Capacity / capacity.HD)
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

// confirm says whether the numbers of a start are those of that moment, and call
// for it.
func (d *day) confirm(state bursting.State, obs bursting.Observation, s snapshot, node string, e events.NodeBurstStartRequested) error {
	n, reason := d.byID[node], e.Reason
	if !n.CloudBursting || n.machine == nil || e.Machine.InstanceID != n.machine.id {
		return errors.New("it is not a machine that may be started")
	}
	if reason.Trigger != events.BurstThreshold && reason.Trigger != events.BurstCascade {
		if reason.Trigger == events.BurstSchedule {
			if reason.WindowFrom == nil || reason.WindowUntil == nil || !obs.Now.Before(*reason.WindowUntil) {
				return errors.New("no window is on")
			}
			return nil
		}
		return errors.New("nobody asked for it")
	}
	at := reason.LocationID
	if reason.FreeHD != s.free[at] || reason.MaxHD != s.max[at] || reason.ThresholdHD != d.threshold(at) {
		return fmt.Errorf("%s has %d of %d free, its threshold is %d", at, s.free[at], s.max[at], d.threshold(at))
	}
	if reason.FreeHD > reason.ThresholdHD {
		return errors.New("enough is free")
	}
	if reason.Trigger == events.BurstCascade && at != n.Location {
		return errors.New("another location cascades")
	}
	if reason.Trigger == events.BurstThreshold {
		leads := false
		for _, l := range d.locations {
			leads = leads || l.ID == at && l.Overflow1 == n.Location
		}
		if !leads {
			return errors.New("that location does not overflow here")
		}
	}
	for id, l := range state.Lives {
		if d.byID[id].Location == n.Location && (l.Phase == bursting.PhaseRequested || l.Phase == bursting.PhaseStarting) {
			return fmt.Errorf("%s is on its way", id)
		}
	}
	for _, o := range d.nodes {
		if o.Location == n.Location && o.CloudBursting && o.ID != n.ID && d.usable(state, obs, o) && state.Lives[o.ID].LastUsed.Before(state.Lives[n.ID].LastUsed) && state.Lives[o.ID].Failure == nil && !o.Ready {
			return fmt.Errorf("%s was used less recently", o.ID)
		}
	}
	return nil
}

// usable: nothing speaks against starting it.
func (d *day) usable(state bursting.State, obs bursting.Observation, n *node) bool {
	l := state.Lives[n.ID]
	if l.Phase != bursting.PhaseStopped || n.Maintenance || l.ByHand {
		return false
	}
	for _, one := range d.nodes {
		// An account that failed is left alone, with all its nodes.
		if one.machine != nil && one.machine.a == n.machine.a && state.Lives[one.ID].Failure != nil {
			return false
		}
	}
	for _, a := range obs.Accounts {
		for _, m := range a.Machines {
			if m.ID == n.machine.id {
				return a.Failure == nil && m.State == bursting.MachineStopped
			}
		}
	}
	return false
}

// dispensable says what speaks against a stop.
func (d *day) dispensable(state bursting.State, obs bursting.Observation, s snapshot, node string) error {
	n, l := d.byID[node], state.Lives[node]
	var seen bursting.Node
	for _, one := range obs.Nodes {
		if one.ID == node {
			seen = one
		}
	}
	if seen.Calls > 0 || seen.Conferences > 0 || !seen.Ready {
		return errors.New("it carries calls, or nobody knows")
	}
	if ran := obs.Now.Sub(l.RequestedAt); ran < d.settings.MinLifetime {
		return fmt.Errorf("it has run for %s", ran)
	}
	for _, p := range d.locations {
		if p.Overflow1 == n.Location && s.free[p.ID] <= d.threshold(p.ID) {
			return fmt.Errorf("%s is at its threshold", p.ID)
		}
	}
	return nil
}

// recorded looks at what gets into the log, with what was in it before.
func (d *day) recorded(node string, rec events.Recorded) {
	l, n := d.truth.Lives[node], d.byID[node]
	legal := map[string]string{
		"start-requested": "", "starting": "requested", "running": "starting, ", "draining": "running draining",
		"kept": "draining", "stop-requested": "draining ", "stopped": "running draining stopping",
	}
	name := strings.TrimSuffix(strings.TrimPrefix(rec.Type, "node.burst-"), ".v1")
	if from, ok := legal[name]; ok && !strings.Contains(from, string(l.Phase)) {
		d.broken("%s: %s follows on %q", node, name, l.Phase)
	}
	switch e := rec.Event.(type) {
	case events.NodeBurstStartRequested:
		if l.Phase != bursting.PhaseStopped {
			d.broken("%s is started while it is %s", node, l.Phase)
		}
		if e.Attempt == l.Attempt {
			d.broken("%s: attempt %s again", node, e.Attempt)
		}
		switch e.Reason.Trigger {
		case events.BurstSchedule:
			d.out.Schedules++
		case events.BurstThreshold, events.BurstCascade:
			d.alone(n)
			d.noFlapping(n, e)
		}
	case events.NodeBurstRunning:
		if e.Reason != nil {
			d.out.Adopted++
		}
	case events.NodeBurstKept:
		d.out.Kept++
	case events.NodeBurstFailed:
		d.out.Failures++
	case events.NodeBurstStopRequested:
		if then, ok := d.drains[node]; ok && e.Reason.Trigger == events.BurstIdle {
			d.stops = append(d.stops, stopped{n.Location, d.now, then})
		}
		if e.Reason.Trigger == events.BurstIdle && d.now.Sub(l.RequestedAt) < d.settings.MinLifetime {
			d.broken("%s is stopped after %s", node, d.now.Sub(l.RequestedAt))
		}
	}
}

// alone: never are two on their way in one location because of thresholds,
// whoever decided.
func (d *day) alone(n *node) {
	for id, l := range d.truth.Lives {
		if d.byID[id].Location == n.Location && (l.Phase == bursting.PhaseRequested || l.Phase == bursting.PhaseStarting) {
			d.broken("%s is started, and %s is on its way", n.ID, id)
		}
	}
}

// noFlapping: what is started soon after something was stopped is needed because
// much has changed since.
func (d *day) noFlapping(n *node, e events.NodeBurstStartRequested) {
	for _, s := range d.stops {
		if s.location != n.Location || d.now.Sub(s.at) > 30*time.Minute {
			continue
		}
		now, changed := measure(d.truth, d.seen()), false
		for _, l := range d.locations {
			if l.ID == n.Location || l.Overflow1 == n.Location {
				// Where the threshold is next to the capacity one call is much.
				changed = changed || l.ID != n.Location && s.then.max[l.ID] <= d.threshold(l.ID)+bursting.Approach || s.then.free[l.ID]-now.free[l.ID] > bursting.Approach || s.then.max[l.ID] != now.max[l.ID]
			}
		}
		if !changed {
			d.broken("flapping: %s is started (%+v), %s after a stop there", n.ID, e.Reason, d.now.Sub(s.at))
		}
	}
}

// atRest: once nobody calls and nothing fails, everything comes to rest.
func (d *day) atRest() {
	if len(d.calls) > 0 {
		d.broken("%d calls are left", len(d.calls))
	}
	for _, n := range d.nodes {
		if !n.CloudBursting || d.always(n) {
			continue
		}
		if l := d.truth.Lives[n.ID]; l.Phase != bursting.PhaseStopped {
			d.broken("%s is still %s", n.ID, l.Phase)
		}
		if n.machine.state != bursting.MachineStopped {
			d.broken("the machine of %s is still %s", n.ID, n.machine.state)
		}
	}
}

// always: a location whose threshold is not below its capacity wants a node in
// its overflow location at any time.
func (d *day) always(n *node) bool {
	s := measure(d.truth, d.seen())
	for _, l := range d.locations {
		if (l.Overflow1 == n.Location || l.Overflow2 == n.Location) && s.max[l.ID] <= d.threshold(l.ID) {
			return true
		}
	}
	return false
}
