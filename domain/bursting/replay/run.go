package replay

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"strconv"
	"time"

	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/domain/placement"
	"github.com/parley-video/parley/events"
)

// Variant is the settings that a trace is played under.
type Variant struct {
	Disabled    bool
	ThresholdHD int // HD calls, at least 1; of locations that have none of their own
	// OverrideAll makes it that of all locations.
	OverrideAll bool
	MinLifetime time.Duration
	// StartTakes is how long a burst node takes from its start until it takes
	// calls; 0: DefaultStart.
	StartTakes time.Duration
	// PriceMicros is what a node costs per hour, in millionths of the currency.
	PriceMicros int64
}

// DefaultStart is how long a start takes when nobody knows, and stopTakes a stop.
const (
	DefaultStart = 3 * time.Minute
	stopTakes    = time.Minute
)

// Outcome is what would have become of it.
type Outcome struct {
	Calls, Rejected int
	Starts, Stops   int
	// NodeTime is for how long burst nodes ran, all together.
	NodeTime time.Duration
	// CostMicros is what that costs.
	CostMicros int64
	// Reached is for how long some monitored location was at its threshold or
	// below.
	Reached time.Duration
	// Most burst nodes that ran at a time.
	Most     int
	Timeline []Point
	Started  []Start
}

// NodeHours is NodeTime in hours.
func (o Outcome) NodeHours() float64 { return o.NodeTime.Hours() }

// Point is a stretch of the time, for a plot.
type Point struct {
	At       time.Time
	FreeHD   int // the least that all monitored locations had together
	UsedHD   int // the most, with that of burst nodes
	MaxHD    int // likewise, that could be carried
	Nodes    int // the most burst nodes that ran
	Rejected int // calls
}

// Start is a start with its reason.
type Start struct {
	At     time.Time
	Node   string
	Reason events.BurstReason
}

// maxPoints bounds the timeline.
const maxPoints = 240

// node is a node while it is played.
type node struct {
	Node
	up          bool // runs and takes calls, but while it drains
	used        capacity.Tokens
	calls       int
	conferences map[string]int
	reserved    map[string]capacity.Tokens
	state       string // of its machine
	begun       time.Time
	due         time.Time // its state changes then; zero: it does not
	draining    bool
}

type playing struct {
	usedHD, maxHD int // at the last look
	trace         Trace
	variant       Variant
	out           Outcome
	now           time.Time
	nodes         []*node
	byID          map[string]*node
	routes        []placement.Location
	places        []bursting.Location
	state         bursting.State
	ops           map[string]bursting.Report
	idle          bursting.Idle
	carried       []*node // of every call; nil: rejected
	reached       bool
	next          time.Time
	step          time.Duration
	present       map[string][]string // nodes of conferences
}

// Run plays a trace. It is what would have been if the nodes that always run had
// run all the time, every start had succeeded, and callers who were rejected had
// not called again.
func Run(t Trace, v Variant) Outcome {
	out, _ := Play(t, v, func(time.Time) error { return nil })
	return out
}

// Play is Run for those who have no time: it tells at which time it is, now and
// then, and ends with the error that it gets.
func Play(t Trace, v Variant, at func(time.Time) error) (Outcome, error) {
	if !slices.IsSortedFunc(t.Calls, byStart) { // it was written by hand
		t.Calls = slices.Clone(t.Calls)
		slices.SortStableFunc(t.Calls, byStart)
	}
	v.StartTakes = cmp.Or(v.StartTakes, time.Duration(t.StartSeconds)*time.Second, DefaultStart)
	p := &playing{
		trace: t, variant: v, now: t.From, byID: map[string]*node{}, ops: map[string]bursting.Report{},
		carried: make([]*node, len(t.Calls)), places: t.places(), present: map[string][]string{},
	}
	p.out.Calls = len(t.Calls)
	p.timeline()
	for i := range p.places {
		if v.OverrideAll {
			p.places[i].ThresholdHD = 0
		}
	}
	for _, l := range t.Locations {
		p.routes = append(p.routes, placement.Location{ID: l.ID, Transcoding: l.Transcoding, Overflow1: l.Overflow1, Overflow2: l.Overflow2})
	}
	for _, one := range t.Nodes {
		n := &node{Node: one, up: !one.Burst, conferences: map[string]int{}, reserved: map[string]capacity.Tokens{}, state: bursting.MachineStopped}
		p.nodes, p.byID[n.ID] = append(p.nodes, n), n
	}
	if err := p.play(at); err != nil {
		return Outcome{}, err
	}
	for _, n := range p.nodes {
		if n.Burst && n.state != bursting.MachineStopped {
			p.out.NodeTime += t.Until.Sub(n.begun)
		}
	}
	p.out.CostMicros = cost(p.out.NodeTime, v.PriceMicros)
	return p.out, nil
}

func byStart(a, b Call) int { return a.Start.Compare(b.Start) }

// cost is what so long costs, and the greatest amount that there is instead of
// one that is greater.
func cost(d time.Duration, perHour int64) int64 {
	high, low := bits.Mul64(uint64(d/time.Second), uint64(perHour))
	if high >= 3600 {
		return math.MaxInt64
	}
	micros, _ := bits.Div64(high, low, 3600)
	return int64(min(micros, math.MaxInt64))
}

func (p *playing) timeline() {
	p.step = (p.trace.Until.Sub(p.trace.From)/maxPoints + time.Minute - 1).Truncate(time.Minute)
	for at := p.trace.From; at.Before(p.trace.Until); at = at.Add(p.step) {
		p.out.Timeline = append(p.out.Timeline, Point{At: at, FreeHD: -1})
	}
}

// play goes from moment to moment: calls that begin and end, machines that
// change, and what the process manager waits for.
func (p *playing) play(tell func(time.Time) error) error {
	ends := make([]int, len(p.trace.Calls))
	for i := range ends {
		ends[i] = i
	}
	slices.SortStableFunc(ends, func(a, b int) int { return p.trace.Calls[a].End.Compare(p.trace.Calls[b].End) })
	begin, end := 0, 0
	p.look()
	for moment := 0; ; moment++ {
		if moment%tellEvery == 0 {
			if err := tell(p.now); err != nil {
				return err
			}
		}
		at := p.trace.Until
		if begin < len(p.trace.Calls) {
			at = earlier(at, p.trace.Calls[begin].Start)
		}
		if end < len(ends) {
			at = earlier(at, p.trace.Calls[ends[end]].End)
		}
		for _, n := range p.nodes {
			if !n.due.IsZero() {
				at = earlier(at, n.due)
			}
		}
		if !p.next.IsZero() {
			at = earlier(at, p.next)
		}
		p.pass(at)
		if !p.now.Before(p.trace.Until) {
			return nil
		}
		p.machines()
		// What begins and ends at once was never there.
		for ; end < len(ends) && !p.trace.Calls[ends[end]].End.After(p.now) && (ends[end] < begin || p.trace.Calls[ends[end]].Start.Before(p.now)); end++ {
			p.hangUp(ends[end])
		}
		for ; begin < len(p.trace.Calls) && !p.trace.Calls[begin].Start.After(p.now); begin++ {
			p.arrive(begin)
		}
		for ; end < len(ends) && !p.trace.Calls[ends[end]].End.After(p.now); end++ {
			p.hangUp(ends[end])
		}
		p.look()
	}
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// pass lets time pass.
func (p *playing) pass(at time.Time) {
	at = earlier(at, p.trace.Until)
	if !at.After(p.now) {
		return
	}
	if p.reached {
		p.out.Reached += at.Sub(p.now)
	}
	running := p.running()
	for i := p.point(p.now); i < len(p.out.Timeline) && p.out.Timeline[i].At.Before(at); i++ {
		p.mark(i, running, -1)
	}
	p.now = at
}

func (p *playing) point(at time.Time) int {
	return min(int(at.Sub(p.trace.From)/p.step), len(p.out.Timeline)-1)
}

// mark notes the extremes of a stretch; free -1: as it was.
func (p *playing) mark(i, running, free int) {
	point := &p.out.Timeline[i]
	point.Nodes = max(point.Nodes, running)
	point.UsedHD, point.MaxHD = max(point.UsedHD, p.usedHD), max(point.MaxHD, p.maxHD)
	if free < 0 && i > 0 && point.FreeHD < 0 {
		free = p.out.Timeline[i-1].FreeHD
	}
	if free >= 0 && (point.FreeHD < 0 || free < point.FreeHD) {
		point.FreeHD = free
	}
}

func (p *playing) running() int {
	n := 0
	for _, one := range p.nodes {
		if one.Burst && one.state != bursting.MachineStopped {
			n++
		}
	}
	return n
}

// machines change their states.
func (p *playing) machines() {
	for _, n := range p.nodes {
		if n.due.IsZero() || n.due.After(p.now) {
			continue
		}
		n.due = time.Time{}
		switch n.state {
		case bursting.MachinePending:
			n.state, n.up = bursting.MachineRunning, true
		case bursting.MachineStopping:
			n.state = bursting.MachineStopped
			p.out.Stops++
			p.out.NodeTime += p.now.Sub(n.begun)
		}
	}
}

func (p *playing) arrive(i int) {
	c := p.trace.Calls[i]
	request := placement.Request{Location: c.Location, Cost: c.Cost, Reserve: c.Reserve, Present: p.present[c.Conference]}
	nodes := make([]placement.Node, len(p.nodes))
	for k, n := range p.nodes {
		nodes[k] = placement.Node{ID: n.ID, Location: n.Location, Proxying: n.Proxying, Weight: n.Weight, Capacity: n.Tokens, Used: n.used, Maintenance: n.draining, Stale: !n.up}
	}
	n := p.byID[placement.Decide(p.routes, nodes, request).Node]
	if n == nil {
		p.out.Rejected++
		p.out.Timeline[p.point(p.now)].Rejected++
		return
	}
	p.carried[i] = n
	n.used, n.calls = n.used+c.Cost, n.calls+1
	if n.conferences[c.Conference]++; n.conferences[c.Conference] == 1 {
		n.reserved[c.Conference] = c.Reserve
		n.used += c.Reserve
		p.present[c.Conference] = append(slices.Clone(p.present[c.Conference]), n.ID)
	}
}

func (p *playing) hangUp(i int) {
	n, c := p.carried[i], p.trace.Calls[i]
	if n == nil {
		return
	}
	p.carried[i] = nil
	n.used, n.calls = n.used-c.Cost, n.calls-1
	if n.conferences[c.Conference]--; n.conferences[c.Conference] == 0 {
		n.used -= n.reserved[c.Conference]
		delete(n.conferences, c.Conference)
		delete(n.reserved, c.Conference)
		left := slices.DeleteFunc(slices.Clone(p.present[c.Conference]), func(id string) bool { return id == n.ID })
		if p.present[c.Conference] = left; len(left) == 0 {
			delete(p.present, c.Conference)
		}
	}
}

// tellEvery is after how many moments it is told how far it is.
const tellEvery = 64

// maxRounds bounds what is decided at one moment; a node takes few steps.
const maxRounds = 100

// look has the process manager decide until it has nothing more to do now.
func (p *playing) look() {
	for range maxRounds {
		decisions, view := bursting.React(p.state, p.observe())
		p.next, p.reached = view.Next, false
		free := 0
		p.usedHD, p.maxHD = 0, 0
		counted := map[string]bool{}
		for _, l := range view.Principals {
			p.reached = p.reached || l.Level == bursting.LevelReached
			free += l.FreeHD
		}
		for _, l := range slices.Concat(view.Principals, view.Overflows) {
			if !counted[l.Location] {
				counted[l.Location] = true
				p.usedHD, p.maxHD = p.usedHD+l.MaxHD-l.FreeHD, p.maxHD+l.MaxHD
			}
		}
		p.mark(p.point(p.now), p.running(), free)
		p.out.Most = max(p.out.Most, p.running())
		if len(decisions) == 0 {
			return
		}
		for _, d := range decisions {
			p.carryOut(d)
		}
	}
}

func (p *playing) observe() bursting.Observation {
	obs := bursting.Observation{
		Now: p.now, Locations: p.places, Operations: p.ops, Nodes: make([]bursting.Node, len(p.nodes)),
		Settings: bursting.Settings{Enabled: !p.variant.Disabled, ThresholdHD: p.variant.ThresholdHD, MinLifetime: p.variant.MinLifetime, StartTimeout: max(2*p.variant.StartTakes, bursting.DefaultStartTimeout)},
		Accounts: []bursting.Account{{ID: "replay", Name: "replay", Enabled: true, AskedAt: p.now.Add(time.Nanosecond)}},
	}
	for i, n := range p.nodes {
		one := bursting.Node{
			ID: n.ID, Name: n.Name, Location: n.Location, Address: strconv.Itoa(i), Proxying: n.Proxying, CloudBursting: n.Burst,
			Ready: n.up, RefusesCalls: n.draining, Capacity: n.Tokens, Used: n.used, Calls: n.calls, Conferences: len(n.conferences),
		}
		obs.Nodes[i] = one
		if n.Burst {
			obs.Accounts[0].Machines = append(obs.Accounts[0].Machines, bursting.Machine{ID: n.ID, Name: n.Name, State: n.state, LaunchedAt: n.begun, Addresses: []string{one.Address}})
		}
	}
	p.idle.Observe(obs.Nodes, p.now)
	return obs
}

func (p *playing) carryOut(d bursting.Decision) {
	n := p.byID[d.Node]
	if d.Event != nil {
		p.state.Apply(events.Recorded{Event: d.Event, Meta: events.Metadata{Time: p.now}})
		n.draining = p.state.Lives[n.ID].Phase == bursting.PhaseDraining || p.state.Lives[n.ID].Phase == bursting.PhaseStopping
		if e, ok := d.Event.(events.NodeBurstStartRequested); ok {
			p.out.Started = append(p.out.Started, Start{At: p.now, Node: n.ID, Reason: e.Reason})
		}
	}
	switch d.Perform {
	case bursting.StartMachine:
		p.out.Starts++
		n.state, n.begun, n.due = bursting.MachinePending, p.now, p.now.Add(p.variant.StartTakes)
		p.ops[n.ID] = bursting.Report{Attempt: d.Attempt, Operation: events.BurstStart, State: n.state}
	case bursting.StopMachine:
		n.state, n.up, n.due = bursting.MachineStopping, false, p.now.Add(stopTakes)
		p.ops[n.ID] = bursting.Report{Attempt: d.Attempt, Operation: events.BurstStop, State: n.state}
	}
}
