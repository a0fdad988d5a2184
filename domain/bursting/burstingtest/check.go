package burstingtest

import (
	"errors"
	"fmt"
	"maps"
	"slices"
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
