package burstingtest

import (
	"reflect"
	"time"

	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/events"
)

// actor is a process that runs the process manager while it holds the lease. It
// knows the log as far as it has folded it.
type actor struct {
	d      *day
	number int
	life   int // counts restarts
	state  bursting.State
	folded int
	ops    map[string]bursting.Report
	idle   bursting.Idle
	paused bool
	next   time.Time
}

func newActor(d *day, number int) *actor {
	return &actor{d: d, number: number, ops: map[string]bursting.Report{}}
}

// restart forgets everything but the log. Folded anew it is what it was.
func (a *actor) restart() {
	d := a.d
	d.out.Restarts++
	a.fold()
	before := a.state
	a.state, a.folded, a.ops, a.idle, a.paused = bursting.Initial(), 0, map[string]bursting.Report{}, bursting.Idle{}, false
	a.life++
	a.fold()
	if !reflect.DeepEqual(before.Lives, a.state.Lives) {
		d.broken("folded anew the log leads to another state")
	}
	if d.holder == a.number && d.chance(0.5) {
		d.holder = 1 - d.holder
	}
	d.look()
}

func (a *actor) fold() {
	for ; a.folded < len(a.d.log); a.folded++ {
		a.state.Apply(a.d.log[a.folded])
	}
}

// look has the holder of the lease look at everything soon, once for all that
// happens within a second.
func (d *day) look() {
	if d.due {
		return
	}
	d.due = true
	d.after(max(d.looked.Add(time.Second).Sub(d.now), 0), func() {
		d.due, d.looked = false, d.now
		d.actors[d.holder].round()
	})
}

// tick looks every 15 seconds, if it may make a difference. Now and then it
// looks all the same, and then there must be nothing to do.
func (d *day) tick() {
	d.after(bursting.MaxInterval, d.tick)
	a := d.actors[d.holder]
	if !a.next.IsZero() && !d.now.Before(a.next) {
		d.look()
		return
	}
	if !d.due && d.now.Minute() == 0 && !d.moving() {
		a.superfluous()
	}
}

// superfluous looks although nothing has happened since the last look, and the
// next is not due.
func (a *actor) superfluous() {
	if a.paused || a.folded < len(a.d.log) || a.d.looked.IsZero() {
		return
	}
	decisions, _ := bursting.React(a.state, a.observe())
	for _, dec := range decisions {
		a.d.broken("%s: %+v at a time at which nothing was said to be due", dec.Node, dec.Event)
	}
}

// moving: something is on its way, so that time itself may lead to decisions.
func (d *day) moving() bool {
	for _, l := range d.truth.Lives {
		if l.Phase != bursting.PhaseStopped && l.Phase != bursting.PhaseRunning {
			return true
		}
	}
	return false
}

// seen is what both processes see.
func (d *day) seen() bursting.Observation {
	obs := bursting.Observation{Now: d.now, Settings: d.settings, Locations: d.locations, Nodes: make([]bursting.Node, len(d.nodes)), Accounts: make([]bursting.Account, len(d.accounts))}
	for i, n := range d.nodes {
		obs.Nodes[i] = n.Node
	}
	for i, one := range d.accounts {
		obs.Accounts[i] = one.seen
	}
	return obs
}

// observe is what this one sees: it also knows what it did itself.
func (a *actor) observe() bursting.Observation {
	obs := a.d.seen()
	obs.Operations = a.ops
	a.idle.Observe(obs.Nodes, a.d.now)
	return obs
}

// round decides, records and acts. Sometimes the process is paused in between,
// and somebody else gets the lease.
func (a *actor) round() {
	d := a.d
	if a.paused {
		return
	}
	a.fold()
	obs := a.observe()
	decisions, view := bursting.React(a.state, obs)
	a.next = view.Next
	d.out.Rounds++
	d.check(a.state, obs, decisions, view)
	if len(decisions) == 0 {
		return
	}
	revisions := make([]int, len(decisions))
	for i, dec := range decisions {
		revisions[i] = expected(a.state, dec.Node)
	}
	if d.now.Before(midnight.Add(lastFault)) && d.chance(0.01) {
		a.pause(decisions, revisions)
		return
	}
	a.carryOut(decisions, revisions)
}

// pause stops the process for a while; the other one gets the lease.
func (a *actor) pause(decisions []bursting.Decision, revisions []int) {
	d, life := a.d, a.life
	a.paused = true
	d.holder = 1 - a.number
	d.look()
	d.after(d.between(6*time.Second, time.Minute), func() {
		if a.life != life {
			return
		}
		a.paused = false
		a.carryOut(decisions, revisions)
		d.look()
	})
}

// expected is the revision up to which a node's stream is known; -1: it is
// empty.
func expected(s bursting.State, node string) int {
	if l := s.Lives[node]; l.Exists {
		return int(l.Revision)
	}
	return -1
}

func (a *actor) carryOut(decisions []bursting.Decision, revisions []int) {
	d, recorded := a.d, false
	for i, dec := range decisions {
		if dec.Event != nil {
			if !d.append(dec.Node, dec.Event, revisions[i]) {
				d.out.Conflicts++
				continue
			}
			recorded = true
		}
		if dec.Event == nil && d.holder != a.number {
			continue // it looks at its lease before it acts
		}
		a.perform(dec)
	}
	if recorded {
		d.look()
	}
}

// append records an event if the stream is where it is expected to be.
func (d *day) append(node string, ev events.Event, revision int) bool {
	return d.appendAt(node, ev, revision, d.now)
}

func (d *day) appendAt(node string, ev events.Event, revision int, at time.Time) bool {
	if expected(d.truth, node) != revision {
		return false
	}
	rec := events.Recorded{Stream: events.BurstNodeStream(node), Revision: events.Revision(revision + 1), Position: events.Position(len(d.log) + 1), Type: ev.EventType(), Meta: events.Metadata{Time: at}, Event: ev}
	d.say("%s: %s %+v", node, rec.Type, ev)
	d.recorded(node, rec)
	d.log = append(d.log, rec)
	d.truth.Apply(rec)
	d.reconfigure(d.byID[node])
	return true
}

// perform asks the cloud, which takes a while.
func (a *actor) perform(dec bursting.Decision) {
	d, life, n := a.d, a.life, a.d.byID[dec.Node]
	op, asked := events.BurstOperation(dec.Perform), d.now
	if dec.Perform == bursting.NoOperation {
		return
	}
	if rep := a.ops[dec.Node]; rep.Busy && rep.Attempt == dec.Attempt && rep.Operation == op {
		d.broken("%s: the cloud is asked to %s it twice at once", dec.Node, op)
	}
	a.ops[dec.Node] = bursting.Report{Attempt: dec.Attempt, Operation: op, At: d.now, Busy: true}
	d.after(d.between(200*time.Millisecond, 15*time.Second), func() {
		if a.life != life && d.chance(0.5) {
			return // it died before the cloud heard of it
		}
		rep := bursting.Report{Attempt: dec.Attempt, Operation: op, At: asked}
		rep.Failure = n.machine.a.fault(true)
		if rep.Failure == nil || rep.Failure.Code == "unreachable" && d.chance(0.2) {
			rep.State = d.effect(n, dec)
		}
		if a.life == life {
			if a.ops[dec.Node].Attempt == dec.Attempt && a.ops[dec.Node].Operation == op {
				a.ops[dec.Node] = rep
			}
			d.look()
		}
	})
}

func (d *day) effect(n *node, dec bursting.Decision) string {
	switch dec.Perform {
	case bursting.StartMachine:
		return n.machine.start(!d.now.Before(midnight.Add(lastFault)) || !d.chance(0.1))
	case bursting.StopMachine:
		return n.machine.stop()
	case bursting.TellAddress:
		n.StaticNATAddress = dec.Address
	}
	return ""
}

// orders are those of administrators, and a schedule.
func (d *day) orders() {
	var burst []*node
	for _, n := range d.nodes {
		if n.CloudBursting {
			burst = append(burst, n)
		}
	}
	for range d.rng.IntN(4) {
		n, start := burst[d.rng.IntN(len(burst))], d.chance(0.6)
		d.at(d.between(6*time.Hour, lastCall), func() { d.command(n, start) })
	}
	if d.chance(0.4) {
		n := burst[d.rng.IntN(len(burst))]
		ev := events.BurstScheduleCreated{ID: "s", Settings: events.BurstScheduleSettings{
			Name: "S", LocationID: n.Location, Nodes: d.number(1, 3), Cron: []string{"0 9 * * *", "30 7,13 * * 1-5", "*/30 10-11 * * *"}[d.rng.IntN(3)],
			TimeZone: []string{"UTC", "Europe/Oslo", "America/New_York"}[d.rng.IntN(3)], LeadMinutes: d.number(0, 20), DurationMinutes: d.number(5, 180), Enabled: true,
		}}
		d.plan(ev.Settings)
		rec := events.Recorded{Event: ev, Meta: events.Metadata{Time: d.now}, Position: 1}
		d.log = append(d.log, rec)
		d.truth.Apply(rec)
	}
}

// plan works the windows of a schedule out without cron.
func (d *day) plan(s events.BurstScheduleSettings) {
	zone, err := time.LoadLocation(s.TimeZone)
	if err != nil {
		d.broken("the schedule: %w", err)
		return
	}
	for _, at := range map[string][][2]int{
		"0 9 * * *": {{9, 0}}, "30 7,13 * * 1-5": {{7, 30}, {13, 30}}, "*/30 10-11 * * *": {{10, 0}, {10, 30}, {11, 0}, {11, 30}},
	}[s.Cron] {
		// The day is a Friday, and no window of another one touches it.
		from := time.Date(midnight.Year(), midnight.Month(), midnight.Day(), at[0], at[1], 0, 0, zone)
		d.windows = append(d.windows, window{
			location: s.LocationID, nodes: s.Nodes, from: from,
			start: from.Add(-time.Duration(s.LeadMinutes) * time.Minute), until: from.Add(time.Duration(s.DurationMinutes) * time.Minute),
		})
	}
}

// command is an administrator who starts or stops a node, by whichever process.
func (d *day) command(n *node, start bool) {
	a := d.actors[d.rng.IntN(2)]
	a.fold()
	decide := bursting.Stop
	if start {
		decide = bursting.Start
	}
	// It may be one whose clock is not the others'.
	apart := d.between(0, d.apart) - d.apart/2
	obs := a.observe()
	obs.Now = obs.Now.Add(apart)
	dec, err := decide(a.state, obs, n.ID, "")
	if err != nil || dec.Node == "" {
		return
	}
	if dec.Event != nil && !d.appendAt(dec.Node, dec.Event, expected(a.state, dec.Node), d.now.Add(apart)) {
		d.broken("an administrator's order came too late")
		return
	}
	d.out.Manuals++
	if d.holder == a.number {
		a.perform(dec)
	}
	d.look()
}
