package bursting

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/events"
)

// React decides what to do now, at most one thing per node, and says how
// everything stands. Ask again as soon as its events are recorded, at every new
// report, and at View.Next.
func React(state State, obs Observation) ([]Decision, View) {
	r := begin(state, obs)
	if obs.Awaited != nil {
		return nil, r.await(*obs.Awaited)
	}
	r.converted()
	for _, m := range r.burst {
		r.follow(m)
	}
	r.schedules()
	for _, p := range r.overflows {
		r.need(p)
	}
	r.release()
	return r.decisions, r.view()
}

// await decides nothing: a location whose nodes have not told yet what they have
// free would seem full, and have a node started that nobody needs. For the same
// reason nothing is said to be wrong.
func (r *round) await(a Awaited) View {
	names := slices.Sorted(slices.Values(a.Nodes))
	list := quotedList(names, maxAwaited)
	text := fmt.Sprintf("The Management Node has just begun and waits for the first report of %s, until %s at most.", list, clock(a.Until))
	for _, m := range r.burst {
		m.say(WhyAwaiting, text)
	}
	v := r.view()
	v.Awaiting, v.Issues, v.Next = text, nil, a.Until
	return v
}

// maxAwaited is how many nodes are named.
const maxAwaited = 5

// converted sees what was begun with nodes through that have ceased to be burst
// nodes: nothing more is begun, and those that were to be stopped are freed.
func (r *round) converted() {
	for _, m := range r.former {
		switch m.life.Phase {
		case PhaseDraining:
			r.keep(m, "it is no burst node any more.")
		case PhaseRequested, PhaseStarting, PhaseStopping:
			r.follow(m)
		}
	}
}

// round is one look at everything.
type round struct {
	state     State
	obs       Observation
	now       time.Time
	places    map[string]*place
	ordered   []*place  // all, by name
	overflows []*place  // with burst nodes, by name
	burst     []*member // burst nodes, by name
	former    []*member // that are none any more, and have an attempt that has not ended
	accounts  map[string]*account
	byAddress map[string][]found // machines
	decisions []Decision
	issues    []Issue
	next      time.Time
	runs      []scheduleRun
}

// place is a location with what is in it.
type place struct {
	Location
	threshold int
	members   []*member // that transcode
	burst     []*member // of members
	// Of members that take calls now.
	used, total capacity.Tokens
	maxHD       int
	freeHD      int
	// overflows are where its calls go first when it is full; principals and
	// seconds are whose calls come here first and second.
	overflows, principals, seconds []*place
	proxies                        int
	trigger                        *events.BurstReason // why another node is needed here; nil: none is
	triggered                      bool                // trigger was worked out
	started                        *member             // in this round
	idleText                       string              // see notNeeded
}

// member is a node with everything that is known of it.
type member struct {
	*Node
	place   *place
	life    *Life // of nodes that are no burst nodes it is empty, unless an attempt goes on
	machine *Machine
	account *account
	// duplicate: several machines have its address.
	duplicate bool
	// foreign is its machine, or the one with its address, if that is none of
	// ours: nothing is done to it.
	foreign *found
	serves  bool // calls that it has, and others if it may
	up      bool // takes calls
	hd      int  // HD calls that it can carry in all
	free    int  // and besides what it carries
	decided bool
	ended   bool         // its attempt ends with what was decided
	window  *scheduleRun // that it is protected by
	why     Why
	text    string
	hold    time.Time
}

func begin(state State, obs Observation) *round {
	r := &round{
		state: state, obs: obs, now: obs.Now.UTC(),
		places: make(map[string]*place, len(obs.Locations)), accounts: make(map[string]*account, len(obs.Accounts)),
		byAddress: map[string][]found{},
	}
	r.indexLocations()
	r.indexAccounts()
	r.indexNodes()
	for _, p := range r.ordered {
		slices.SortFunc(p.burst, byName)
		if len(p.burst) > 0 {
			r.overflows = append(r.overflows, p)
		}
	}
	slices.SortFunc(r.burst, byName)
	slices.SortFunc(r.former, byName)
	r.indexRoutes()
	return r
}

func byName(a, b *member) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) }

func (r *round) indexLocations() {
	for _, l := range r.obs.Locations {
		p := &place{Location: l, threshold: cmp.Or(l.ThresholdHD, r.obs.Settings.ThresholdHD)}
		r.places[l.ID] = p
		r.ordered = append(r.ordered, p)
	}
	slices.SortFunc(r.ordered, func(a, b *place) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
}

func (r *round) indexNodes() {
	all := make([]member, len(r.obs.Nodes))
	lives, none := make([]Life, 0, len(r.state.Lives)), new(Life)
	for i := range r.obs.Nodes {
		m := &all[i]
		m.Node, m.life = &r.obs.Nodes[i], none
		if l, ok := r.state.Lives[m.ID]; ok && (m.CloudBursting || l.Phase != PhaseStopped) && len(lives) < cap(lives) {
			lives = append(lives, l)
			m.life = &lives[len(lives)-1]
		}
		m.place = r.places[m.Location]
		if m.place == nil {
			m.place = &place{Location: Location{ID: m.Location, Name: m.Location}, threshold: r.obs.Settings.ThresholdHD}
			r.places[m.Location] = m.place
			r.ordered = append(r.ordered, m.place)
		}
		m.hd = int(max(m.Capacity, 0) / capacity.HD)
		// Of a burst node whose link breaks nobody knows whether its machine was
		// stopped, unless it is meant to run.
		m.serves = m.Ready || m.Lost && (!m.CloudBursting || m.life.Phase == PhaseRunning)
		m.up = m.serves && !m.Maintenance && !m.Proxying && !m.leaving()
		switch {
		case m.CloudBursting:
			r.burst = append(r.burst, m)
			r.match(m)
		case m.life.Phase != PhaseStopped:
			r.former = append(r.former, m)
			r.match(m)
		}
		if m.Proxying {
			m.place.proxies++
			continue
		}
		m.place.members = append(m.place.members, m)
		if m.CloudBursting {
			m.place.burst = append(m.place.burst, m)
		}
		if m.up {
			m.free = int(max(m.Capacity-m.Used, 0) / capacity.HD)
			m.place.used, m.place.total = m.place.used+m.Used, m.place.total+m.Capacity
			m.place.maxHD, m.place.freeHD = m.place.maxHD+m.hd, m.place.freeHD+m.free
		}
	}
	slices.SortFunc(r.ordered, func(a, b *place) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
}

// leaving: it takes no calls because it is to be stopped.
func (m *member) leaving() bool {
	return m.life.Phase == PhaseDraining || m.life.Phase == PhaseStopping
}

// coming: it will take calls before long, if all goes well.
func (m *member) coming() bool {
	return m.life.Phase == PhaseRequested || m.life.Phase == PhaseStarting
}

// outside: its machine has just been started without an attempt that goes on:
// by somebody else, or from here when the cloud's answer was lost.
func (r *round) outside(m *member) bool {
	return m.life.Phase == PhaseStopped && !m.up && m.machine != nil && (m.machine.State == MachinePending || m.machine.State == MachineRunning) &&
		!m.machine.LaunchedAt.IsZero() && r.now.Before(m.machine.LaunchedAt.Add(r.obs.Settings.startTimeout())) &&
		(m.machine.LaunchedAt.After(m.life.EndedAt) || r.launched(m) && m.life.Failure.Code != events.BurstStartTimeout)
}

// indexRoutes infers which locations are watched: whose calls overflow first
// into one with burst nodes. What counts is the capacity of the location that
// transcodes for them.
func (r *round) indexRoutes() {
	for _, l := range r.obs.Locations {
		from := r.places[cmp.Or(l.Transcoding, l.ID)]
		if from == nil || len(from.members) == 0 {
			continue
		}
		if to := r.places[l.Overflow1]; to != nil && to != from && len(to.burst) > 0 && !slices.Contains(from.overflows, to) {
			from.overflows, to.principals = append(from.overflows, to), append(to.principals, from)
		}
		if to := r.places[l.Overflow2]; to != nil && to != from && len(to.burst) > 0 && !slices.Contains(to.seconds, from) {
			to.seconds = append(to.seconds, from)
		}
	}
	for _, p := range r.ordered {
		for _, list := range [][]*place{p.overflows, p.principals, p.seconds} {
			slices.SortFunc(list, func(a, b *place) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
		}
	}
}

// level says how near a location is to its threshold.
func (p *place) level() Level {
	switch {
	case p.freeHD <= p.threshold:
		return LevelReached
	case p.freeHD <= p.threshold+Approach:
		return LevelApproaching
	default:
		return LevelOK
	}
}

// pendingHD is what is coming.
func (p *place) pendingHD() int {
	sum := 0
	for _, m := range p.burst {
		if m.coming() || p.started == m {
			sum += m.hd
		}
	}
	return sum
}

// inUse: burst nodes here carry something.
func (p *place) inUse() bool {
	return slices.ContainsFunc(p.burst, func(m *member) bool { return m.serves && m.Busy() })
}

func (r *round) wake(t time.Time) {
	if t.After(r.now) {
		r.next = earliest(r.next, t)
	}
}

func (r *round) decide(m *member, ev events.Event, do Operation) {
	m.decided, m.ended = true, ends(ev)
	r.decisions = append(r.decisions, Decision{Node: m.ID, Attempt: attemptOf(ev, m.life.Attempt), Event: ev, Perform: do, Machine: r.machineOf(m)})
}

// ends reports whether an attempt is over with an event.
func ends(ev events.Event) bool {
	switch e := ev.(type) {
	case events.NodeBurstStopped, events.NodeBurstStopRequested:
		return true
	case events.NodeBurstFailed:
		return e.Operation == events.BurstStart
	}
	return false
}

func attemptOf(ev events.Event, current string) string {
	switch e := ev.(type) {
	case events.NodeBurstStartRequested:
		return e.Attempt
	case events.NodeBurstRunning:
		return e.Attempt
	}
	return current
}

// nextAttempt identifies the attempt after the present one.
func (l Life) nextAttempt() string { return strconv.Itoa(l.Attempts + 1) }

// machineOf is the machine as it is known now, or as it was.
func (r *round) machineOf(m *member) events.CloudMachine {
	if m.machine == nil || m.account == nil {
		return m.life.Machine
	}
	c := events.CloudMachine{
		AccountID: m.account.ID, InstanceID: m.machine.ID, Name: m.machine.Name, State: m.machine.State,
		Address: m.Address, PublicAddress: m.machine.PublicAddress, Type: m.machine.Type,
	}
	if !m.machine.LaunchedAt.IsZero() {
		c.LaunchedAt = new(m.machine.LaunchedAt.UTC())
	}
	return c
}
