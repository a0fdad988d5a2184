package burstingtest

import (
	"fmt"
	"time"

	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/events"
)

// account is a cloud as it truly is, and what it told last.
type account struct {
	d        *day
	seen     bursting.Account
	machines []*machine
	list     []bursting.Machine // as it was told last
	faults   []fault
	dated    bool // it tells when machines were launched
	// others are machines of somebody else, with addresses of ours.
	others []bursting.Machine
}

// fault is a time in which the cloud does not do what it is asked.
type fault struct {
	from, until time.Duration
	code        string
	operations  bool // only operations fail, lists do not
}

// machine is one of its machines.
type machine struct {
	a        *account
	node     *node
	id       string
	tag      string
	state    string
	shown    string // what lists say: they are behind
	launched time.Time
	turned   time.Time            // into its state
	refused  *events.BurstFailure // why its start was taken back
	life     int                  // counts changes of state
}

func newAccount(d *day, i int) *account {
	a := &account{d: d, dated: d.chance(0.8)}
	a.seen = bursting.Account{ID: fmt.Sprintf("a%d", i), Name: fmt.Sprintf("A%d", i), Enabled: true, TagValue: ours}
	for range d.rng.IntN(4) {
		from := d.between(5*time.Hour, lastFault-time.Hour)
		f := fault{from: from, until: from + d.between(20*time.Second, time.Hour)}
		switch d.rng.IntN(4) {
		case 0:
			f.code = "throttled"
		case 1:
			f.code = "unreachable"
		case 2:
			f.code, f.operations = "permission-denied", true
		default:
			f.code = "bad-credentials"
		}
		a.faults = append(a.faults, f)
	}
	return a
}

func (a *account) add(n *node) {
	m := &machine{a: a, node: n, id: "i-" + n.ID, tag: ours, state: bursting.MachineStopped, shown: bursting.MachineStopped}
	n.machine = m
	a.machines = append(a.machines, m)
}

// ours is the value of our tag; theirs is that of others.
const ours, theirs = "parley", "theirs"

// strangers are machines of others in the same cloud, some with addresses of
// ours, and another account here that tells of the same machines.
func (d *day) strangers() {
	for _, a := range d.accounts[:len(d.accounts):len(d.accounts)] {
		for _, m := range a.machines {
			if d.chance(0.1) {
				state := []string{bursting.MachineStopped, bursting.MachineRunning}[d.rng.IntN(2)]
				a.others = append(a.others, bursting.Machine{ID: "f-" + m.node.ID, TagValue: theirs, State: state, LaunchedAt: midnight, Addresses: []string{m.node.Address}})
			}
			if d.chance(0.05) {
				begin := d.between(6*time.Hour, lastFault-2*time.Hour)
				d.at(begin, func() { m.retag(theirs) })
				d.at(begin+d.between(time.Minute, 2*time.Hour), func() { m.retag(ours) })
			}
		}
		if d.chance(0.2) {
			twin := newAccount(d, len(d.accounts))
			twin.machines, twin.dated = a.machines, a.dated
			twin.seen.TagValue = []string{ours, theirs}[d.rng.IntN(2)]
			d.accounts = append(d.accounts, twin)
		}
	}
}

// retag takes a machine out, or back.
func (m *machine) retag(tag string) {
	m.a.d.say("%s is tagged %s", m.id, tag)
	m.tag = tag
}

// fault is what goes wrong now; nil: nothing.
func (a *account) fault(operation bool) *events.BurstFailure {
	at := a.d.now.Sub(midnight)
	for _, f := range a.faults {
		if at >= f.from && at < f.until && (operation || !f.operations) {
			return &events.BurstFailure{Code: f.code, Retry: f.code == "throttled" || f.code == "unreachable"}
		}
	}
	if at < lastFault && operation && a.d.chance(0.05) {
		return &events.BurstFailure{Code: "throttled", Retry: true}
	}
	if at < lastFault && operation && a.d.chance(0.02) {
		return &events.BurstFailure{Code: "wrong-state"}
	}
	return nil
}

// poll asks for the list of machines, again and again.
func (a *account) poll() {
	d := a.d
	d.after(d.between(14*time.Second, 16*time.Second), a.poll)
	asked := d.now
	if f := a.fault(false); f != nil {
		if a.seen.Failure == nil {
			a.seen.Since = asked
			a.seen.Failure = f
			d.look()
		}
		return
	}
	changed := a.stale()
	list := a.list
	if changed {
		list = a.tell()
		a.list = list
	}
	d.after(d.between(100*time.Millisecond, 3*time.Second), func() {
		// The first list after something was recorded is the first that is believed.
		changed = changed || a.seen.Failure != nil || a.seen.AskedAt.IsZero() || len(d.log) > 0 && d.log[len(d.log)-1].Meta.Time.After(a.seen.AskedAt)
		a.seen.AskedAt, a.seen.Failure, a.seen.Since, a.seen.Machines = asked, nil, time.Time{}, list
		if changed || d.moving() {
			d.look()
		}
	})
}

// stale: the list is not what it was.
func (a *account) stale() bool {
	if a.list == nil {
		return true
	}
	for i, m := range a.machines {
		if a.list[i].State != m.shown || a.list[i].TagValue != m.tag || a.dated && !a.list[i].LaunchedAt.Equal(m.launched) {
			return true
		}
	}
	return false
}

func (a *account) tell() []bursting.Machine {
	list := make([]bursting.Machine, 0, len(a.machines))
	for _, m := range a.machines {
		one := bursting.Machine{ID: m.id, Name: m.node.Name, TagValue: m.tag, State: m.shown, Addresses: []string{m.node.Address}}
		if a.dated {
			one.LaunchedAt = m.launched
		}
		if m.shown == bursting.MachineStopped {
			one.StoppedFor = m.refused
		}
		if m.shown == bursting.MachineRunning {
			one.PublicAddress = fmt.Sprintf("192.0.2.%d", m.life%250)
		}
		list = append(list, one)
	}
	return append(list, a.others...)
}

// turn changes the machine's state; lists tell of it somewhat later.
func (m *machine) turn(state string) {
	m.a.d.say("%s is %s", m.id, state)
	m.state, m.turned = state, m.a.d.now
	m.life++
	life := m.life
	m.a.d.after(m.a.d.between(0, 10*time.Second), func() {
		if m.life == life {
			m.shown = state
		}
	})
}

// start does what the cloud does when it is asked to.
func (m *machine) start(healthy bool) string {
	d := m.a.d
	if m.state != bursting.MachineStopped {
		return m.state
	}
	d.out.Starts++
	m.launched, m.refused = d.now, nil
	m.turn(bursting.MachinePending)
	life := m.life
	if d.now.Before(midnight.Add(lastFault)) && d.chance(0.05) {
		d.after(d.between(time.Second, 40*time.Second), func() {
			if m.life != life {
				return
			}
			if m.turn(bursting.MachineStopped); d.chance(0.7) {
				m.refused = &events.BurstFailure{Code: "no-capacity", Retry: true}
			}
		})
		return bursting.MachinePending
	}
	slow := d.between(5*time.Second, 90*time.Second)
	if !healthy {
		slow = d.between(5*time.Minute, 15*time.Minute)
	}
	boots := healthy || d.chance(0.7)
	d.after(slow, func() {
		if m.life != life {
			return
		}
		m.turn(bursting.MachineRunning)
		life := m.life
		if !boots {
			return
		}
		d.after(d.between(20*time.Second, 3*time.Minute), func() {
			if m.life == life {
				m.node.alive = true
				d.link(m.node)
			}
		})
	})
	return bursting.MachinePending
}

// stop likewise. Nothing that carries calls is ever stopped from here.
func (m *machine) stop() string {
	d := m.a.d
	if m.state != bursting.MachineRunning && m.state != bursting.MachinePending {
		return m.state
	}
	d.out.Stops++
	if m.node.calls > 0 || len(m.node.conferences) > 0 {
		d.broken("%s is stopped and carries %d calls", m.node.ID, m.node.calls)
	}
	m.shutDown()
	return bursting.MachineStopping
}

func (m *machine) shutDown() {
	d := m.a.d
	d.die(m.node)
	m.turn(bursting.MachineStopping)
	life := m.life
	d.after(d.between(5*time.Second, 90*time.Second), func() {
		if m.life == life {
			m.turn(bursting.MachineStopped)
		}
	})
}

// outside is somebody at the cloud's console, who starts what is stopped and
// stops what runs.
func (m *machine) outside() {
	switch m.state {
	case bursting.MachineStopped:
		m.start(true)
	case bursting.MachineRunning:
		m.shutDown()
	}
}
