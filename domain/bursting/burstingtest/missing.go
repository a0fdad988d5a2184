package burstingtest

import (
	"errors"
	"fmt"
	"time"

	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/events"
)

// missed looks for what ought to have been decided, and was not.
func (d *day) missed(state bursting.State, obs bursting.Observation, s snapshot, decided map[string]bursting.Decision, view bursting.View) {
	for _, l := range d.locations {
		if err := d.lacking(state, obs, s, decided, l.ID); err != nil {
			d.broken("nothing is started in %s: %w", l.ID, err)
		}
	}
	for _, n := range d.nodes {
		if _, ok := decided[n.ID]; ok || !n.CloudBursting {
			continue
		}
		if d.forgotten(state, obs, s, n) {
			for _, v := range view.Nodes {
				if v.Node == n.ID {
					d.broken("%s runs for nothing: %s (%s)", n.ID, v.Why, v.WhyText)
				}
			}
		}
		if why := d.wantedBack(state, s, n); why != "" {
			d.broken("%s still drains: %s", n.ID, why)
		}
	}
}

// wantedBack says why a drain is to be taken back; empty: nothing calls for it.
func (d *day) wantedBack(state bursting.State, s snapshot, n *node) string {
	l := state.Lives[n.ID]
	if l.Phase != bursting.PhaseDraining || l.Drain.Trigger != events.BurstIdle || !n.Ready {
		return ""
	}
	if n.Calls+n.Conferences > 0 {
		return "it carries calls"
	}
	for _, p := range d.locations {
		if p.Overflow1 == n.Location && s.free[p.ID] <= d.threshold(p.ID) {
			return p.ID + " is at its threshold"
		}
	}
	return ""
}

// lacking: a location needs a node, has one that can be started, and does not get
// it.
func (d *day) lacking(state bursting.State, obs bursting.Observation, s snapshot, decided map[string]bursting.Decision, location string) error {
	up, used := d.serving(state, location)
	free := ""
	for _, n := range d.nodes {
		if n.Location != location || !n.CloudBursting {
			continue
		}
		l := state.Lives[n.ID]
		switch dec, ok := decided[n.ID]; {
		case l.Phase == bursting.PhaseRequested || l.Phase == bursting.PhaseStarting:
			return nil // one is on its way
		case dec.Event != nil && dec.Event.EventType() != (events.NodeBurstDraining{}).EventType() || n.Maintenance:
			return nil // something is done here
		case l.Phase == bursting.PhaseStopped && d.listed(obs, n) != bursting.MachineStopped:
			return nil // somebody else has perhaps started one
		case !ok && d.usable(state, obs, n):
			free = n.ID
		}
	}
	if free == "" {
		return nil
	}
	if nodes, _ := d.wanted(location, obs.Now); d.there(state, decided, location) < nodes {
		return fmt.Errorf("the schedule wants %d nodes, and %s can be started", nodes, free)
	}
	if up {
		if used && s.free[location] <= d.threshold(location) {
			return fmt.Errorf("it has %d free, its threshold is %d, and %s can be started", s.free[location], d.threshold(location), free)
		}
		return nil
	}
	for _, p := range d.locations {
		if p.Overflow1 == location && s.free[p.ID] <= d.threshold(p.ID) {
			return fmt.Errorf("%s has %d free, its threshold is %d, and %s can be started", p.ID, s.free[p.ID], d.threshold(p.ID), free)
		}
	}
	return nil
}

// forgotten: nobody calls, its time is over, no location is at its threshold, and
// still it is not drained.
func (d *day) forgotten(state bursting.State, obs bursting.Observation, s snapshot, n *node) bool {
	if nodes, _ := d.wanted(n.Location, obs.Now); nodes > 0 || d.troubled(state, obs, n) || state.Lives[n.ID].Phase != bursting.PhaseRunning {
		return false
	}
	for _, l := range d.locations {
		if (l.Overflow1 == n.Location || l.Overflow2 == n.Location) && s.free[l.ID] <= d.threshold(l.ID) {
			return false
		}
	}
	for _, o := range d.nodes {
		l := state.Lives[o.ID]
		if o.Calls+o.Conferences > 0 || o.counts(state) && o.Used > 0 || o.Maintenance {
			return false // of one that is lost for a moment only others tell that nobody is left
		}
		if o.Location == n.Location && l.Phase != bursting.PhaseStopped && (!o.Ready || l.Phase != bursting.PhaseRunning || d.ran(obs, o, l) < d.settings.MinLifetime || d.troubled(state, obs, o)) {
			return false // it goes together with others
		}
	}
	return true
}

// ran is for how long a machine has run at least: from the order, and from its
// launch if its account tells that.
func (d *day) ran(obs bursting.Observation, n *node, l bursting.Life) time.Duration {
	since := l.RequestedAt
	switch {
	case n.machine.a.dated && n.machine.launched.After(since):
		since = n.machine.launched
	case since.IsZero():
		since = l.RunningAt
	}
	return obs.Now.Sub(since)
}

// dispensable says what speaks against a stop.
func (d *day) dispensable(state bursting.State, obs bursting.Observation, s snapshot, decided map[string]bursting.Decision, node string) error {
	n := d.byID[node]
	if n.Calls > 0 || n.Conferences > 0 || !n.Ready {
		return errors.New("it carries calls, or nobody knows")
	}
	if n.Maintenance {
		return errors.New("it is in maintenance")
	}
	if ran := d.ran(obs, n, state.Lives[node]); ran < d.settings.MinLifetime {
		return fmt.Errorf("it has run for %s", ran)
	}
	for _, p := range d.locations {
		if p.Overflow1 == n.Location && s.free[p.ID] <= d.threshold(p.ID) {
			return fmt.Errorf("%s is at its threshold", p.ID)
		}
	}
	if nodes, _ := d.wanted(n.Location, obs.Now); d.there(state, decided, n.Location) <= nodes {
		return fmt.Errorf("the schedule wants %d nodes", nodes)
	}
	for _, o := range d.nodes {
		if o != n && o.Location == n.Location && o.CloudBursting && o.counts(state) && o.Calls+o.Conferences > 0 {
			if left := d.without(state, s, node).free[n.Location]; left <= d.threshold(n.Location)+bursting.Approach {
				return fmt.Errorf("%s is used, and only %d would be free", o.ID, left)
			}
		}
	}
	return nil
}
