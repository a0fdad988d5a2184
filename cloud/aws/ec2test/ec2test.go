// Package ec2test is a double of Amazon EC2 for tests and for trying things out:
// an HTTP handler that speaks the query protocol of EC2 for listing, starting
// and stopping instances, that of STS for assuming a role, and the metadata
// service of each instance.
//
// It was written from the protocols, with the standard library only, and shares
// nothing with package aws, so that the two check each other. A hook hears when
// an instance boots and when it is to end, and may run a real process. Every
// method may be called by any goroutine; hooks are called without a lock, and
// for one instance one after the other. Close ends what is under way.
package ec2test

import (
	"cmp"
	"maps"
	"slices"
	"sync"
	"time"
)

// Clock is where the double takes the time from.
type Clock interface {
	Now() time.Time
	// AfterFunc calls f on a goroutine of its own when d has passed; stop keeps it
	// from doing so.
	AfterFunc(d time.Duration, f func()) (stop func() bool)
}

type realClock struct{}

func (realClock) Now() time.Time { return time.Now() }

func (realClock) AfterFunc(d time.Duration, f func()) func() bool { return time.AfterFunc(d, f).Stop }

// The states of an instance, as EC2 names them.
const (
	Pending      = "pending"
	Running      = "running"
	Stopping     = "stopping"
	Stopped      = "stopped"
	ShuttingDown = "shutting-down"
	Terminated   = "terminated"
)

var stateCodes = map[string]int{Pending: 0, Running: 16, ShuttingDown: 32, Terminated: 48, Stopping: 64, Stopped: 80}

// Instance is a virtual machine.
type Instance struct {
	ID         string // such as i-0123456789abcdef0
	Type       string
	Address    string // private
	IPv6       string
	Tags       map[string]string
	State      string
	LaunchTime time.Time
	// PublicAddress is there while it is up.
	PublicAddress string
	// Reason is why it is in its state; may be empty.
	Reason   Reason
	UserData string
	// Role may be asked for in the instance's metadata; it is the name of one of
	// Config.Keys.
	Role string
}

// Reason is a reason of EC2, such as Client.UserInitiatedShutdown.
type Reason struct{ Code, Message string }

var (
	byUser  = Reason{"Client.UserInitiatedShutdown", "Client.UserInitiatedShutdown: User initiated shutdown"}
	waiting = Reason{"pending", "pending"}
)

// Key is an access key. Temporary ones are made by AssumeRole.
type Key struct {
	ID, Secret string
	// Token and Expires are of temporary keys.
	Token   string
	Expires time.Time
}

// Role may be assumed by whoever has a key.
type Role struct {
	ARN        string
	ExternalID string // empty: none is asked for
}

// Config is how the double begins.
type Config struct {
	Region string
	Keys   []Key
	Roles  []Role
	// Clock is the time that instances go by, and that of calls: signatures, keys
	// and tokens; nil: the true one.
	Clock Clock
	// Calls is the time of calls where it differs from that of instances.
	Calls Clock
	// BootDelay is for how long an instance is pending, StopDelay for how long it
	// is stopping at least.
	BootDelay, StopDelay time.Duration
	// PublicAddress gives an instance that starts an address, n counting the
	// starts of all; nil: it gets none.
	PublicAddress func(i Instance, n int) string
	// Booted is called when an instance runs, Ended when it is to end: it is
	// stopping until Ended has returned. Either may be nil.
	Booted func(Instance)
	Ended  func(Instance)
}

// Double is the double.
type Double struct {
	c Config

	mu        sync.Mutex // guards all below
	machines  map[string]*machine
	temporary map[string]Key // by id
	faults    faults
	calls     map[string]int // by action
	starts    int
	serial    int
	timers    map[int]func() bool // what stops them
	closed    bool
	hooks     sync.WaitGroup
}

// machine is an instance and how it came there.
type machine struct {
	Instance
	// past are the states that the instance was in, for those who see them late.
	past []past
	// life counts what was done to it: a timer of an earlier one does nothing.
	life int
	hook sync.Mutex // one hook at a time; never taken under Double.mu
}

type past struct {
	at time.Time
	i  Instance
}

// New makes a double without instances.
func New(c Config) *Double {
	if c.Clock == nil {
		c.Clock = realClock{}
	}
	if c.Calls == nil {
		c.Calls = c.Clock
	}
	return &Double{
		c: c, machines: make(map[string]*machine), temporary: make(map[string]Key),
		calls: make(map[string]int), timers: make(map[int]func() bool),
	}
}

// Close ends timers, waits for hooks and calls none any more. Instances stay as
// they are.
func (d *Double) Close() {
	d.mu.Lock()
	d.closed = true
	for _, stop := range d.timers {
		stop()
	}
	clear(d.timers)
	d.mu.Unlock()
	d.hooks.Wait()
}

// Add puts an instance there; without a state it is stopped. An empty id gets
// one.
func (d *Double) Add(i Instance) Instance {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.serial++
	i.ID = cmp.Or(i.ID, hexID("i-", d.serial))
	i.State, i.Type = cmp.Or(i.State, Stopped), cmp.Or(i.Type, "c7i.2xlarge")
	i.Tags = maps.Clone(i.Tags)
	m := &machine{Instance: i}
	d.machines[i.ID] = m
	d.record(m)
	return m.Instance
}

// Instances are all there are, by id.
func (d *Double) Instances() []Instance {
	d.mu.Lock()
	defer d.mu.Unlock()
	var all []Instance
	for _, id := range slices.Sorted(maps.Keys(d.machines)) {
		all = append(all, d.machines[id].Instance)
	}
	return all
}

// Instance is one of them.
func (d *Double) Instance(id string) (Instance, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	m, found := d.machines[id]
	if !found {
		return Instance{}, false
	}
	return m.Instance, true
}

// SetTag changes a tag, as somebody may at the console.
func (d *Double) SetTag(id, key, value string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if m := d.machines[id]; m != nil {
		m.Tags = maps.Clone(m.Tags)
		if m.Tags == nil {
			m.Tags = make(map[string]string)
		}
		m.Tags[key] = value
		d.record(m)
	}
}

// SetUserData changes what an instance finds in its metadata.
func (d *Double) SetUserData(id, text string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if m := d.machines[id]; m != nil {
		m.UserData = text
	}
}

// Start starts an instance, as somebody may at the console; false when its state
// does not allow it.
func (d *Double) Start(id string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	m := d.machines[id]
	return m != nil && d.start(m)
}

// Stop stops an instance, as somebody may at the console.
func (d *Double) Stop(id string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	m := d.machines[id]
	return m != nil && d.stop(m, Stopping)
}

// Terminate ends an instance for good.
func (d *Double) Terminate(id string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	m := d.machines[id]
	return m != nil && d.stop(m, ShuttingDown)
}

// Calls says how often each action was asked for, refused ones among them.
func (d *Double) Calls() map[string]int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return maps.Clone(d.calls)
}

// start begins a life; d.mu is held.
func (d *Double) start(m *machine) bool {
	switch m.State {
	case Pending, Running:
		return true
	case Stopped:
	default:
		return false
	}
	d.starts++
	m.life++
	m.State, m.Reason, m.LaunchTime = Pending, waiting, d.c.Clock.Now().UTC().Truncate(time.Second)
	if d.c.PublicAddress != nil {
		m.PublicAddress = d.c.PublicAddress(m.Instance, d.starts)
	}
	d.record(m)
	life := m.life
	if len(d.faults.takeBack) > 0 {
		reason := d.faults.takeBack[0]
		d.faults.takeBack = d.faults.takeBack[1:]
		d.after(d.c.BootDelay/2, func() { d.takeBack(m, life, reason) })
		return true
	}
	d.after(d.c.BootDelay, func() { d.boot(m, life) })
	return true
}

// takeBack ends a start that was accepted before the instance ever ran.
func (d *Double) takeBack(m *machine, life int, reason Reason) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed || m.life != life || m.State != Pending {
		return
	}
	m.life++
	m.State, m.Reason, m.PublicAddress = Stopped, reason, ""
	d.record(m)
}

func (d *Double) boot(m *machine, life int) {
	m.hook.Lock()
	defer m.hook.Unlock()
	i, ok := d.move(m, life, Pending, Running)
	if ok && d.c.Booted != nil {
		d.c.Booted(i)
	}
}

// stop ends a life; d.mu is held.
func (d *Double) stop(m *machine, to string) bool {
	switch m.State {
	case Running:
	case Stopped:
		if to == ShuttingDown {
			m.life++
			m.State, m.Reason = Terminated, byUser
			d.record(m)
		}
		return true
	case Stopping:
		return to == Stopping
	case ShuttingDown, Terminated:
		return to == ShuttingDown
	default:
		return false
	}
	m.life++
	m.State, m.Reason = to, byUser
	d.record(m)
	life := m.life
	d.after(d.c.StopDelay, func() { d.end(m, life, to) })
	return true
}

func (d *Double) end(m *machine, life int, from string) {
	m.hook.Lock()
	defer m.hook.Unlock()
	d.mu.Lock()
	i, ok := m.Instance, !d.closed && m.life == life
	d.mu.Unlock()
	if ok && d.c.Ended != nil {
		d.c.Ended(i)
	}
	d.move(m, life, from, map[string]string{Stopping: Stopped, ShuttingDown: Terminated}[from])
}

// move brings an instance from one state to the next, unless something else was
// done to it meanwhile.
func (d *Double) move(m *machine, life int, from, to string) (Instance, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed || m.life != life || m.State != from {
		return m.Instance, false
	}
	m.State = to
	switch to {
	case Running:
		m.Reason = Reason{}
	case Stopped, Terminated:
		m.PublicAddress = ""
	}
	d.record(m)
	return m.Instance, true
}

// after runs f later, unless the double is closed by then; d.mu is held.
func (d *Double) after(wait time.Duration, f func()) {
	if d.closed {
		return
	}
	d.serial++
	n := d.serial
	d.timers[n] = d.c.Clock.AfterFunc(wait, func() {
		d.mu.Lock()
		if _, due := d.timers[n]; !due || d.closed {
			d.mu.Unlock()
			return
		}
		delete(d.timers, n)
		d.hooks.Add(1)
		d.mu.Unlock()
		defer d.hooks.Done()
		f()
	})
}

// maxPast is how many earlier states of an instance are remembered.
const maxPast = 16

// record keeps the present state for those who see it late; d.mu is held.
func (d *Double) record(m *machine) {
	i := m.Instance
	i.Tags = maps.Clone(i.Tags)
	m.past = append(m.past, past{d.c.Clock.Now(), i})
	if len(m.past) > maxPast {
		m.past = slices.Delete(m.past, 0, 1)
	}
}

// seen is the instance as the list shows it now; d.mu is held.
func (d *Double) seen(m *machine) (Instance, bool) {
	until := d.c.Clock.Now().Add(-d.faults.lag)
	for _, p := range slices.Backward(m.past) {
		if !p.at.After(until) {
			return p.i, true
		}
	}
	return Instance{}, false
}
