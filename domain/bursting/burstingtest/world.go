package burstingtest

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/domain/placement"
	"github.com/parley-video/parley/events"
)

// day is the world as it truly is, and the log.
type day struct {
	rng   *rand.Rand
	now   time.Time
	queue queue
	seq   int
	err   error
	tell  func(string) // nil: to nobody
	out   Outcome

	settings  bursting.Settings
	locations []bursting.Location
	routes    []placement.Location
	nodes     []*node
	byID      map[string]*node
	accounts  []*account
	calls     map[int]*call
	callSeq   int
	present   map[string]map[string]int // conference, node: calls
	order     []string                  // conferences, oldest first

	log    []events.Recorded
	truth  bursting.State // of the whole log
	stops  []stopped      // idle stops, for the check on flapping
	drains map[string]snapshot
	// windows are those of the schedule, if there is one.
	windows []window

	actors [2]*actor
	holder int // of the lease
	due    bool
	looked time.Time
	apart  time.Duration // the clocks of those who order are that far from the others
}

// node is a Conferencing Node as it truly is.
type node struct {
	bursting.Node      // as it is reported
	alive         bool // it runs
	linked        bool // and is heard
	refuses       bool
	applied       int // how much of the log it has followed
	used          capacity.Tokens
	calls         int
	conferences   map[string]int
	machine       *machine
	reporting     bool // a report is on its way
	breaks        int  // counts those of its link
}

// counts says whether its capacity does: it reports, or did so a moment ago and is
// meant to run.
func (n *node) counts(state bursting.State) bool { return counts(n.Node, state) }

func counts(n bursting.Node, state bursting.State) bool {
	return n.Ready || n.Lost && (!n.CloudBursting || state.Lives[n.ID].Phase == bursting.PhaseRunning)
}

type call struct {
	node       *node
	conference string
	cost       capacity.Tokens
}

func newDay(seed uint64) *day {
	d := &day{
		rng: newRand(seed), now: midnight, byID: map[string]*node{}, calls: map[int]*call{},
		present: map[string]map[string]int{}, drains: map[string]snapshot{},
	}
	d.settings = bursting.Settings{Enabled: true, ThresholdHD: d.number(1, 8), MinLifetime: time.Duration(d.number(5, 60)) * time.Minute}
	if d.chance(0.5) {
		d.settings.MinLifetime = time.Duration(d.number(5, 15)) * time.Minute
	}
	for i := range d.number(1, 2) {
		d.accounts = append(d.accounts, newAccount(d, i))
	}
	d.places()
	d.strangers()
	d.actors = [2]*actor{newActor(d, 0), newActor(d, 1)}
	d.demand()
	d.faults()
	if d.chance(0.5) {
		d.apart = d.between(0, 10*time.Minute)
	}
	d.orders()
	for _, a := range d.accounts {
		d.after(d.between(0, 15*time.Second), a.poll)
	}
	d.tick()
	return d
}

// places makes principals that overflow into one or two locations of burst
// nodes.
func (d *day) places() {
	clouds := d.number(1, 2)
	for i := range d.number(1, 3) {
		l := bursting.Location{ID: fmt.Sprintf("p%d", i), Name: fmt.Sprintf("P%d", i), Overflow1: fmt.Sprintf("cloud%d", d.rng.IntN(clouds))}
		if d.chance(0.3) {
			l.ThresholdHD = d.number(1, 12)
		}
		if d.chance(0.3) {
			l.Overflow2 = fmt.Sprintf("cloud%d", d.rng.IntN(clouds))
		}
		d.locations = append(d.locations, l)
		for k := range d.number(1, 2) {
			d.add(&node{Node: bursting.Node{
				ID: fmt.Sprintf("p%dn%d", i, k), Name: fmt.Sprintf("p%dn%d", i, k), Location: l.ID, Address: fmt.Sprintf("10.%d.0.%d", i, k+1),
				AlwaysOn: true, Ready: true, Capacity: capacity.FromHD(d.number(8, 30)),
			}, alive: true, linked: true})
		}
	}
	for i := range clouds {
		l := bursting.Location{ID: fmt.Sprintf("cloud%d", i), Name: fmt.Sprintf("Cloud %d", i)}
		if d.chance(0.2) {
			l.ThresholdHD = d.number(1, 10)
		}
		d.locations = append(d.locations, l)
		for k := range d.number(1, 5) {
			n := &node{Node: bursting.Node{
				ID: fmt.Sprintf("c%dn%d", i, k), Name: fmt.Sprintf("c%dn%d", i, k), Location: l.ID, Address: fmt.Sprintf("10.9%d.0.%d", i, k+1),
				CloudBursting: true, Capacity: capacity.FromHD(d.number(4, 20)),
			}}
			d.add(n)
			d.accounts[d.rng.IntN(len(d.accounts))].add(n)
		}
	}
	for _, l := range d.locations {
		d.routes = append(d.routes, placement.Location{ID: l.ID, Transcoding: l.Transcoding, Overflow1: l.Overflow1, Overflow2: l.Overflow2})
	}
}

func (d *day) add(n *node) {
	n.conferences = map[string]int{}
	d.nodes, d.byID[n.ID] = append(d.nodes, n), n
}

// demand is when calls come. Meetings begin and end on the quarter of an hour,
// when many come and go at once; others come as they like. On some days a
// location stays next to its threshold all day.
func (d *day) demand() {
	var from []bursting.Location
	total := map[string]int{}
	for _, l := range d.locations {
		if l.Overflow1 != "" {
			from = append(from, l)
		}
	}
	for _, n := range d.nodes {
		total[n.Location] += int(n.Capacity / capacity.HD)
	}
	if d.chance(0.25) {
		d.at(6*time.Hour, func() { d.hover(from[d.rng.IntN(len(from))].ID) })
	}
	for range d.number(3, 8) { // meetings, one after the other
		l := from[d.rng.IntN(len(from))]
		begin := 6*time.Hour + time.Duration(d.rng.IntN(50))*15*time.Minute
		length := time.Duration(d.number(1, 5)) * 15 * time.Minute
		size := min(d.number(2, 2+total[l.ID]), 40)
		for range d.number(1, 4) {
			for range size {
				d.at(begin+d.between(0, 20*time.Second), func() { d.arrive(l.ID, length-d.between(0, 40*time.Second), 0.9) })
			}
			if begin += length; begin > lastCall {
				break
			}
		}
	}
	for range d.number(0, 250) {
		l, length := from[d.rng.IntN(len(from))], time.Duration(d.rng.ExpFloat64()*float64(20*time.Minute))
		d.at(d.between(5*time.Hour, lastCall), func() { d.arrive(l.ID, min(length, 90*time.Minute), 0.7) })
	}
}

// hover has calls come and go one by one, so that a location stays a little
// above its threshold, and now and then gets to it.
func (d *day) hover(location string) {
	if !d.now.Before(midnight.Add(lastCall)) {
		return
	}
	wait := d.between(20*time.Second, 4*time.Minute)
	free, want := measure(d.truth, d.seen()).free[location], d.threshold(location)+d.number(0, 3)
	switch {
	case free > want+3:
		wait = time.Second
		fallthrough
	case free > want:
		d.arrive(location, 90*time.Minute, 1)
	case free < want:
		for id := 1; id <= d.callSeq; id++ {
			if c := d.calls[id]; c != nil && c.node.Location == location {
				d.hangUp(id)
				break
			}
		}
	}
	d.after(wait, func() { d.hover(location) })
}

// arrive has a call come in and placed, as the nodes do it; joins is how likely
// it is for a conference that there is already.
func (d *day) arrive(from string, length time.Duration, joins float64) {
	d.out.Calls++
	conference := fmt.Sprintf("conf%d", d.callSeq)
	if len(d.order) > 0 && d.chance(joins) {
		conference = d.order[d.rng.IntN(len(d.order))]
	}
	cost, reserve := placement.Costs("video", "hd", len(d.nodes))
	if joins < 1 && d.chance(0.2) {
		cost = capacity.Audio
	}
	request := placement.Request{Location: from, Cost: cost, Reserve: reserve}
	nodes := make([]placement.Node, 0, len(d.nodes))
	for _, n := range d.nodes {
		if n.conferences[conference] > 0 {
			request.Present = append(request.Present, n.ID)
		}
		nodes = append(nodes, placement.Node{ID: n.ID, Location: n.Location, Capacity: n.Capacity, Used: n.used, Maintenance: n.refuses, Stale: !n.alive})
	}
	decision := placement.Decide(d.routes, nodes, request)
	if decision.Node == "" {
		d.out.Rejected++
		return
	}
	n := d.byID[decision.Node]
	if n.conferences[conference] == 0 {
		n.used += reserve
	}
	if d.present[conference] == nil {
		d.present[conference] = map[string]int{}
		d.order = append(d.order, conference)
	}
	d.present[conference][n.ID]++
	n.used, n.calls = n.used+cost, n.calls+1
	n.conferences[conference]++
	d.callSeq++
	id := d.callSeq
	d.calls[id] = &call{n, conference, cost}
	d.report(n)
	d.after(max(length, time.Second), func() { d.hangUp(id) })
}

func (d *day) hangUp(id int) {
	c := d.calls[id]
	if c == nil {
		return // it was cut off
	}
	delete(d.calls, id)
	n := c.node
	n.used, n.calls = n.used-c.cost, n.calls-1
	if n.conferences[c.conference]--; n.conferences[c.conference] == 0 {
		_, reserve := placement.Costs("video", "hd", len(d.nodes))
		n.used -= reserve
		delete(n.conferences, c.conference)
	}
	if d.present[c.conference][n.ID]--; d.present[c.conference][n.ID] == 0 {
		delete(d.present[c.conference], n.ID)
		if len(d.present[c.conference]) == 0 {
			delete(d.present, c.conference)
			for i, one := range d.order {
				if one == c.conference {
					d.order = append(d.order[:i], d.order[i+1:]...)
					break
				}
			}
		}
	}
	d.report(n)
}

// die ends a node with all that it carries.
func (d *day) die(n *node) {
	for id := 1; id <= d.callSeq && n.calls > 0; id++ {
		if c := d.calls[id]; c != nil && c.node == n {
			d.hangUp(id)
		}
	}
	d.say("%s dies", n.ID)
	n.alive, n.refuses = false, false
	d.unlink(n, d.between(0, time.Minute))
}

// report tells the control plane what the node carries, within a second.
func (d *day) report(n *node) {
	if n.reporting {
		return
	}
	n.reporting = true
	d.after(d.between(50*time.Millisecond, time.Second), func() {
		n.reporting = false
		switch {
		case n.linked && n.alive:
			n.tell()
			d.look()
		case !n.Ready: // the homes of its conferences tell
			n.Calls, n.Conferences = n.calls, len(n.conferences)
			d.look()
		}
	})
}

func (n *node) tell() {
	n.Used, n.Calls, n.Conferences, n.RefusesCalls = n.used, n.calls, len(n.conferences), n.refuses
	n.Applied = events.Position(n.applied)
}

// link has a node heard.
func (d *day) link(n *node) {
	if !n.alive || n.linked {
		return
	}
	d.say("%s is heard", n.ID)
	n.linked, n.Ready, n.ReadyAfter, n.Lost = true, true, new(d.truth.Lives[n.ID].Events), false
	d.configure(n)
	n.tell()
	d.look()
}

// unlink has it heard no more; what it carries stays known from its homes. What
// it reported last counts for a minute.
func (d *day) unlink(n *node, noticed time.Duration) {
	d.say("%s is heard no more", n.ID)
	n.linked = false
	n.breaks++
	this := n.breaks
	silent := func(lost bool) {
		if n.linked || n.breaks != this {
			return
		}
		n.Ready, n.ReadyAfter, n.RefusesCalls, n.Lost = false, nil, false, lost
		n.Calls, n.Conferences = n.calls, len(n.conferences)
		if !lost {
			n.Used = 0 // nobody knows
		}
		d.look()
	}
	d.after(noticed, func() { silent(noticed < fresh) })
	d.after(max(noticed, fresh), func() { silent(false) })
}

// fresh is for how long a report counts.
const fresh = time.Minute

// configure has a node do as the log says: whether it drains.
func (d *day) configure(n *node) {
	phase := d.truth.Lives[n.ID].Phase
	n.refuses = phase == bursting.PhaseDraining || phase == bursting.PhaseStopping
	n.applied = len(d.log)
}

// reconfigure does so soon.
func (d *day) reconfigure(n *node) {
	wait := d.between(200*time.Millisecond, 10*time.Second)
	if d.chance(0.2) {
		wait = d.between(10*time.Second, 3*time.Minute)
	}
	d.after(wait, func() {
		if n.linked && n.alive {
			d.configure(n)
			d.report(n)
		}
	})
}

// faults breaks links and processes, and has people act at the cloud.
func (d *day) faults() {
	for range d.rng.IntN(4) { // links
		n := d.nodes[d.rng.IntN(len(d.nodes))]
		begin := d.between(6*time.Hour, lastFault-2*time.Hour)
		d.at(begin, func() {
			if n.linked {
				d.unlink(n, d.between(0, 2*time.Minute))
			}
		})
		d.at(begin+d.between(time.Second, 2*time.Hour), func() { d.link(n) })
	}
	for range d.rng.IntN(4) { // links of some, or of all, for a moment
		all := d.chance(0.5)
		one := d.nodes[d.rng.IntN(len(d.nodes))]
		d.at(d.between(6*time.Hour, lastFault-time.Hour), func() {
			for _, n := range d.nodes {
				if n.linked && (all || n == one) {
					d.unlink(n, 0)
					d.after(d.between(time.Second, 40*time.Second), func() { d.link(n) })
				}
			}
		})
	}
	for range d.rng.IntN(5) { // processes
		d.at(d.between(6*time.Hour, lastFault), func() {
			who := d.rng.IntN(2)
			d.actors[who].restart()
		})
	}
	for range d.rng.IntN(4) { // the lease
		d.at(d.between(6*time.Hour, lastFault), func() {
			d.holder = 1 - d.holder
			d.look()
		})
	}
	for _, n := range d.nodes {
		n := n
		if n.machine != nil && d.chance(0.1) {
			d.at(d.between(6*time.Hour, lastCall), func() { n.machine.outside() })
		}
		if d.chance(0.05) {
			begin := d.between(6*time.Hour, lastFault-time.Hour)
			d.at(begin, func() { n.Maintenance = true; d.look() })
			d.at(begin+d.between(time.Minute, time.Hour), func() { n.Maintenance = false; d.look() })
		}
	}
}
