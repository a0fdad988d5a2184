package burstingtest

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/events"
)

// confirm says whether the numbers of a start are those of that moment, and call
// for it.
func (d *day) confirm(state bursting.State, obs bursting.Observation, s snapshot, decided map[string]bursting.Decision, node string, e events.NodeBurstStartRequested) error {
	n, reason, l := d.byID[node], e.Reason, state.Lives[node]
	if !n.CloudBursting || n.machine == nil || e.Machine.InstanceID != n.machine.id {
		return errors.New("it is not a machine that may be started")
	}
	if why := d.forbidden(obs, n, l); why != "" {
		return errors.New(why)
	}
	switch reason.Trigger {
	case events.BurstThreshold, events.BurstCascade:
	case events.BurstSchedule:
		return d.scheduled(state, obs, decided, n, reason)
	default:
		return errors.New("nobody asked for it")
	}
	at := reason.LocationID
	if reason.FreeHD != s.free[at] || reason.MaxHD != s.max[at] || reason.ThresholdHD != d.threshold(at) {
		return fmt.Errorf("%s has %d of %d free, its threshold is %d", at, s.free[at], s.max[at], d.threshold(at))
	}
	if reason.FreeHD > reason.ThresholdHD {
		return errors.New("enough is free")
	}
	up, used := d.serving(state, n.Location)
	switch {
	case reason.Trigger == events.BurstCascade && at != n.Location:
		return errors.New("another location cascades")
	case reason.Trigger == events.BurstCascade && !(up && used):
		return errors.New("nothing of the location is used")
	case reason.Trigger == events.BurstThreshold && up:
		return errors.New("a node of the location takes calls")
	case reason.Trigger == events.BurstThreshold && !slices.ContainsFunc(d.locations, func(l bursting.Location) bool { return l.ID == at && l.Overflow1 == n.Location }):
		return errors.New("that location does not overflow here")
	}
	for id, l := range state.Lives {
		if o := d.byID[id]; o.CloudBursting && o.Location == n.Location && (l.Phase == bursting.PhaseRequested || l.Phase == bursting.PhaseStarting) {
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

// serving: burst nodes of a location take calls, and carry some.
func (d *day) serving(state bursting.State, location string) (up, used bool) {
	for _, n := range d.nodes {
		if n.Location != location || !n.CloudBursting || !n.counts(state) {
			continue
		}
		phase := state.Lives[n.ID].Phase
		up = up || !n.Maintenance && phase != bursting.PhaseDraining && phase != bursting.PhaseStopping
		used = used || n.Calls+n.Conferences > 0
	}
	return up, used
}

// forbidden says what keeps a node from being started, whatever calls for it.
func (d *day) forbidden(obs bursting.Observation, n *node, l bursting.Life) string {
	wait := time.Minute // doubled with each failure
	for i := 1; i < l.Failures && wait < 10*time.Minute; i++ {
		wait = min(2*wait, 10*time.Minute)
	}
	switch {
	case n.Maintenance:
		return "it is in maintenance"
	case l.ByHand && obs.Now.Sub(l.EndedAt) < d.settings.MinLifetime:
		return "an administrator has stopped it"
	case l.Failure != nil && obs.Now.Sub(l.FailedAt) < wait:
		return fmt.Sprintf("it failed %s ago, %d times", obs.Now.Sub(l.FailedAt), l.Failures)
	case d.listed(obs, n) != bursting.MachineStopped:
		return "its machine is not known to be stopped"
	}
	return ""
}

// listed is the state of a node's machine as its account tells it; empty: it
// does not, or says that it is none of ours.
func (d *day) listed(obs bursting.Observation, n *node) string {
	for _, a := range obs.Accounts {
		for _, m := range a.Machines {
			if m.ID == n.machine.id && m.TagValue == a.TagValue && a.Failure == nil {
				return m.State
			}
		}
	}
	return ""
}

// heardSince: a node's account has told of its machine since.
func (d *day) heardSince(obs bursting.Observation, n *node, at time.Time) bool {
	for _, a := range obs.Accounts {
		if a.ID == n.machine.a.seen.ID && a.Failure == nil && a.AskedAt.After(at) {
			return true
		}
	}
	return false
}

// usable: nothing speaks against starting it, nor has anything failed lately.
func (d *day) usable(state bursting.State, obs bursting.Observation, n *node) bool {
	l := state.Lives[n.ID]
	return l.Phase == bursting.PhaseStopped && !n.Ready && !l.ByHand && !d.troubled(state, obs, n) && d.forbidden(obs, n, l) == ""
}

// troubled: its account does not answer, or has failed a node of its. Then all of
// them are left alone for a while.
func (d *day) troubled(state bursting.State, obs bursting.Observation, n *node) bool {
	for _, one := range d.nodes {
		if one.machine != nil && one.machine.a == n.machine.a && state.Lives[one.ID].Failure != nil {
			return true
		}
	}
	return d.listed(obs, n) == ""
}

// window is a time for which the schedule of the day wants nodes.
type window struct {
	location           string
	nodes              int
	start, from, until time.Time
}

// wanted is how many nodes of a location the schedule wants, and in which
// windows.
func (d *day) wanted(location string, now time.Time) (nodes int, from map[int64]bool) {
	from = map[int64]bool{}
	for _, w := range d.windows {
		if w.location == location && !now.Before(w.start) && now.Before(w.until) {
			nodes, from[w.from.Unix()] = w.nodes, true
		}
	}
	return nodes, from
}

// there counts the nodes of a location that run or will before long, and are not
// about to go.
func (d *day) there(state bursting.State, decided map[string]bursting.Decision, location string) int {
	sum := 0
	for _, n := range d.nodes {
		if n.Location != location || n.Maintenance || !n.CloudBursting {
			continue
		}
		phase := state.Lives[n.ID].Phase
		there := n.Ready && phase == bursting.PhaseStopped || phase == bursting.PhaseRequested || phase == bursting.PhaseStarting || phase == bursting.PhaseRunning
		switch decided[n.ID].Event.(type) {
		case events.NodeBurstStartRequested, events.NodeBurstKept:
			there = true
		case events.NodeBurstDraining, events.NodeBurstStopped:
			there = false
		case events.NodeBurstFailed:
			there = there && phase == bursting.PhaseRunning
		}
		if there {
			sum++
		}
	}
	return sum
}

// scheduled says whether a window is on that lacks a node.
func (d *day) scheduled(state bursting.State, obs bursting.Observation, decided map[string]bursting.Decision, n *node, reason events.BurstReason) error {
	nodes, from := d.wanted(n.Location, obs.Now)
	if reason.LocationID != n.Location || reason.WindowFrom == nil || !from[reason.WindowFrom.Unix()] {
		return errors.New("no window is on")
	}
	if there := d.there(state, decided, n.Location); there >= nodes {
		return fmt.Errorf("the schedule wants %d nodes, and there are %d", nodes, there)
	}
	return nil
}
