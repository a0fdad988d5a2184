package burstingtest

import (
	"strings"
	"time"

	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/events"
)

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
		if o := d.byID[id]; o.CloudBursting && o.Location == n.Location && (l.Phase == bursting.PhaseRequested || l.Phase == bursting.PhaseStarting) {
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
		// Who was paused decided on what was free then; calls may have ended since.
		at := e.Reason.LocationID
		now, changed := measure(d.truth, d.seen()), s.then.free[at]-e.Reason.FreeHD > bursting.Approach
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
