package bursting_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/cloud"
	"github.com/parley-video/parley/control"
	shell "github.com/parley-video/parley/control/bursting"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/memory"
)

// deployment is all that a Bursting sees: a log, a location with a node that
// always runs, an overflow location with burst nodes, and a cloud in which they
// boot.
type deployment struct {
	t     *testing.T
	store store.Store

	mu      sync.Mutex // guards below
	used    map[string]int
	nats    map[string]string
	enabled bool
	up      map[string]time.Time // machines, since when
	state   map[string]cloud.State
	changed map[string]time.Time
	fail    map[cloud.Operation]*cloud.Error
	calls   map[cloud.Operation]int
	hang    bool
	clock   shell.Clock // of the members; nil: the true time
	// linked is when the node that always runs is heard of again, and settled until
	// when that is waited for.
	linked, settled time.Time
	granted         bool  // the right to start
	broken          error // what seeing it all ends with
	late            bool  // a call comes to b1 right after it was decided to stop it
}

const (
	bootTime = 90 * time.Second // of a machine, until its node reports
	downTime = 30 * time.Second
)

var burstNodes = []string{"b1", "b2"}

func newDeployment(t *testing.T) *deployment {
	d := &deployment{
		t: t, store: memory.New(), used: map[string]int{}, nats: map[string]string{}, enabled: true, up: map[string]time.Time{},
		state: map[string]cloud.State{}, changed: map[string]time.Time{}, fail: map[cloud.Operation]*cloud.Error{}, calls: map[cloud.Operation]int{},
	}
	for _, id := range burstNodes {
		d.state[id] = cloud.StateStopped
	}
	d.append(events.CloudAccountStream("a"), events.CloudAccountCreated{ID: "a", Settings: events.CloudAccountSettings{
		Name: "Frankfurt", Provider: events.CloudAWS, Region: "eu-central-1", TagKey: "parley-cloud", TagValue: "p", Enabled: true,
		PricePerHour: "0.60", Currency: "EUR",
	}})
	return d
}

func (d *deployment) append(stream string, ev events.Event) {
	d.t.Helper()
	one, err := codec.Encode(events.DeriveID(stream+ev.EventType()), ev, events.Metadata{Time: time.Now().UTC()})
	if err != nil {
		d.t.Fatal(err)
	}
	if _, err := d.store.Append(d.t.Context(), stream, store.NoStream(), one); err != nil {
		d.t.Fatal(err)
	}
}

// settle brings machines on that have had their time. The caller holds mu.
func (d *deployment) settle() {
	for id, since := range d.changed {
		switch age := time.Since(since); {
		case d.state[id] == cloud.StatePending && age >= bootTime/2:
			d.state[id] = cloud.StateRunning
		case d.state[id] == cloud.StateStopping && age >= downTime:
			d.state[id] = cloud.StateStopped
		}
	}
}

func (d *deployment) world(context.Context) (shell.World, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.settle()
	if d.broken != nil {
		return shell.World{}, d.broken
	}
	w := shell.World{
		Settings: bursting.Settings{Enabled: d.enabled, ThresholdHD: 5, MinLifetime: 50 * time.Minute},
		Locations: []bursting.Location{
			{ID: "main", Name: "Main", Overflow1: "burst"}, {ID: "burst", Name: "Burst"},
		},
		Nodes: []bursting.Node{d.node("m1", "main")},
	}
	w.Nodes[0].Ready, w.Nodes[0].AlwaysOn = !time.Now().Before(d.linked), true
	if left := time.Until(d.settled); left > 0 && !w.Nodes[0].Ready {
		w.Awaited, w.AwaitedFor = []string{"m1"}, left
	}
	for _, id := range burstNodes {
		n := d.node(id, "burst")
		n.CloudBursting = true
		n.Ready = d.state[id] == cloud.StateRunning && time.Since(d.changed[id]) >= bootTime
		n.RefusesCalls = n.Ready && d.drains(id)
		if list := d.history(id); len(list) > 0 {
			n.Applied = list[len(list)-1].Position
		}
		w.Nodes = append(w.Nodes, n)
	}
	return w, nil
}

func (d *deployment) node(id, location string) bursting.Node {
	calls := d.used[id]
	if list := d.types(id); d.late && len(list) > 0 && list[len(list)-1] == "stop-requested" {
		calls = 1
		d.used[id] = 1
	}
	return bursting.Node{
		ID: id, Name: id, Location: location, Address: "10.0.0." + id, StaticNATAddress: d.nats[id], Capacity: 20 * capacity.HD,
		Used: capacity.Tokens(calls) * capacity.HD, Calls: calls, Conferences: min(calls, 1),
	}
}

// drains says what nodeconfig tells a node.
func (d *deployment) drains(id string) bool {
	list := d.types(id)
	if len(list) == 0 {
		return false
	}
	last := list[len(list)-1]
	return last == "draining" || last == "stop-requested"
}

// types are what happened to a node's machine, in short words.
func (d *deployment) types(id string) []string {
	var out []string
	for _, rec := range d.history(id) {
		out = append(out, strings.TrimSuffix(strings.TrimPrefix(rec.Type, "node.burst-"), ".v1"))
	}
	return out
}

func (d *deployment) history(id string) []events.Recorded {
	page, err := d.store.ReadStream(context.Background(), events.BurstNodeStream(id), 0, store.Forwards, 1000)
	if err != nil {
		return nil
	}
	var out []events.Recorded
	for _, e := range page.Events {
		rec, err := codec.Decode(e)
		if err != nil {
			d.t.Error(err)
			continue
		}
		out = append(out, rec)
	}
	return out
}

func (d *deployment) set(change func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	change()
}

func (d *deployment) failing(op cloud.Operation) error {
	d.calls[op]++
	if e := d.fail[op]; e != nil {
		return e
	}
	return nil
}

// Machines implements cloud.Provider.
func (d *deployment) Machines(ctx context.Context) ([]cloud.Machine, error) {
	if err := d.hangs(ctx); err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.settle()
	if err := d.failing(cloud.ListMachines); err != nil {
		return nil, err
	}
	var out []cloud.Machine
	for _, id := range burstNodes {
		m := cloud.Machine{ID: "i-" + id, Name: id, TagValue: "p", State: d.state[id], Addresses: []string{"10.0.0." + id}, LaunchedAt: d.up[id]}
		if m.State == cloud.StateRunning {
			m.PublicAddress = "203.0.113." + strings.TrimPrefix(id, "b")
		}
		out = append(out, m)
	}
	return out, nil
}

func (d *deployment) hangs(ctx context.Context) error {
	d.mu.Lock()
	hang := d.hang
	d.mu.Unlock()
	if !hang {
		return nil
	}
	<-ctx.Done()
	return &cloud.Error{Code: cloud.CodeUnreachable, Retry: true, Err: ctx.Err()}
}

func (d *deployment) turn(ctx context.Context, op cloud.Operation, machine string, from, to cloud.State) (cloud.State, error) {
	if err := d.hangs(ctx); err != nil {
		return "", err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.settle()
	if err := d.failing(op); err != nil {
		return "", err
	}
	id := strings.TrimPrefix(machine, "i-")
	if d.state[id] == from {
		d.state[id], d.changed[id] = to, time.Now()
		if to == cloud.StatePending {
			d.up[id] = time.Now().UTC()
		}
	}
	return d.state[id], nil
}

// Start implements cloud.Provider.
func (d *deployment) Start(ctx context.Context, id string) (cloud.State, error) {
	return d.turn(ctx, cloud.StartMachine, id, cloud.StateStopped, cloud.StatePending)
}

// Stop implements cloud.Provider.
func (d *deployment) Stop(ctx context.Context, id string) (cloud.State, error) {
	return d.turn(ctx, cloud.StopMachine, id, cloud.StateRunning, cloud.StateStopping)
}

// Check implements cloud.Provider.
func (d *deployment) Check(context.Context) ([]cloud.Finding, error) {
	start := cloud.Finding{Permission: "start", Tried: true, Err: &cloud.Error{Message: "not allowed"}}
	d.set(func() {
		if d.granted {
			start.Err = nil
		}
	})
	return []cloud.Finding{{Permission: "list", Tried: true}, start}, nil
}

// Execute implements shell.Commands.
func (d *deployment) Execute(_ context.Context, _ control.Envelope, cmd domain.Command) (control.Receipt, error) {
	if u, ok := cmd.(node.Update); ok {
		d.set(func() { d.nats[u.ID] = u.StaticNATAddress.Value })
	}
	return control.Receipt{}, nil
}

// shared is what Management Nodes have in common besides the log.
type shared struct {
	mu   sync.Mutex
	body []byte
}

func (s *shared) Put(_ context.Context, body []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.body = slices.Clone(body)
	return nil
}

func (s *shared) Get(context.Context) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.body), nil
}

// member is a Management Node.
type member struct {
	*shell.Bursting
	stopRun, stopAct context.CancelFunc
	ran, acted       chan struct{}
	lost             atomic.Bool // the lease, which it has not noticed
}

func (d *deployment) config(share shell.Share) shell.Config {
	return shell.Config{
		Store: d.store, Commands: d, World: d.world, Share: share, Clock: d.clock, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Open: func(shell.Account) (cloud.Provider, error) { return d, nil },
	}
}

func (d *deployment) member(share shell.Share) *member {
	d.t.Helper()
	b, err := shell.New(d.config(share))
	if err != nil {
		d.t.Fatal(err)
	}
	m := &member{Bursting: b, ran: make(chan struct{})}
	ctx, stop := context.WithCancel(context.Background())
	m.stopRun = stop
	go func() {
		defer close(m.ran)
		_ = b.Run(ctx)
	}()
	return m
}

// lead gives it the lease.
func (m *member) lead() *member {
	ctx, stop := context.WithCancel(context.Background())
	m.stopAct, m.acted = stop, make(chan struct{})
	go func() {
		defer close(m.acted)
		_ = m.Act(ctx, func(context.Context) error {
			if m.lost.Load() {
				return errors.New("lease lost")
			}
			return nil
		})
	}()
	return m
}

func (m *member) resign() {
	m.stopAct()
	<-m.acted
	m.stopAct = nil
}

func (m *member) stop() {
	if m.stopAct != nil {
		m.resign()
	}
	m.stopRun()
	<-m.ran
}

func after(d time.Duration) {
	sleep(d)
	synctest.Wait()
}

// sleep lets virtual time pass.
func sleep(d time.Duration) { <-time.After(d) }
