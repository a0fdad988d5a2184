package alarms_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/alarms"
	"github.com/parley-video/parley/control/controltest"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/alarm"
	"github.com/parley-video/parley/domain/location"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// beside is what stands beside the log, as the test says.
type beside struct {
	mu sync.Mutex
	o  alarm.Observation
}

func (b *beside) Observe(context.Context) alarm.Observation {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.o
}

func (b *beside) set(o alarm.Observation) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.o = o
}

type rig struct {
	*controltest.Rig
	t      *testing.T
	beside beside
	node   string
}

func newRig(t *testing.T) *rig {
	r := &rig{t: t, Rig: controltest.New(t, controltest.Memory(t))}
	place := r.do(location.Create{Patch: location.Patch{Name: domain.Some("Oslo")}})
	r.node = r.do(node.Create{Patch: node.Patch{
		Name: domain.Some("edge"), LocationID: domain.Some(place), Address: domain.Some("10.0.0.1"),
	}})
	return r
}

func (r *rig) do(cmd domain.Command) string {
	r.t.Helper()
	receipt, err := r.Executor.Execute(r.t.Context(), control.Envelope{Actor: events.Actor{Kind: events.ActorSystem}}, cmd)
	if err != nil {
		r.t.Fatal(err)
	}
	return receipt.ID
}

// start runs a Management Node's watch until the function that it gives is called.
func (r *rig) start(commands alarms.Commands) (stop func()) {
	r.t.Helper()
	_, stop = r.run(alarms.Config{Commands: commands})
	return stop
}

// run is start with other surroundings.
func (r *rig) run(c alarms.Config) (runner *alarms.Runner, stop func()) {
	r.t.Helper()
	c.Log = r.Log
	if c.Store == nil {
		c.Store = r.Store
	}
	if c.Commands == nil {
		c.Commands = r.Executor
	}
	if c.Observer == nil {
		c.Observer = &r.beside
	}
	runner, err := alarms.New(c)
	if err != nil {
		r.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(r.t.Context())
	ended := make(chan error, 1)
	go func() { ended <- runner.Run(ctx) }()
	return runner, func() {
		cancel()
		if err := <-ended; err != nil {
			r.t.Errorf("run: %v", err)
		}
	}
}

// written is what the log says of alarms.
func (r *rig) written() string {
	r.t.Helper()
	page, err := r.Store.ReadAll(r.t.Context(), 0, store.Forwards, store.Filter{TypePrefixes: []string{"alarm."}}, store.MaxPage)
	if err != nil {
		r.t.Fatal(err)
	}
	var out []string
	for _, e := range page.Events {
		rec, err := codec.Decode(e)
		if err != nil {
			r.t.Fatal(err)
		}
		switch e := rec.Event.(type) {
		case events.AlarmRaised:
			out = append(out, fmt.Sprintf("+%s %s", e.Kind, e.Level))
		case events.AlarmLowered:
			out = append(out, fmt.Sprintf("-%s %s", e.Kind, e.Reason))
		}
	}
	return strings.Join(out, ", ")
}

func (r *rig) expect(want string) {
	r.t.Helper()
	synctest.Wait()
	if got := r.written(); got != want {
		r.t.Fatalf("%q, want %q", got, want)
	}
}

func TestRaisedAtOnceAndLoweredInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t)
		stop := r.start(nil)
		defer stop()
		r.expect("")
		r.do(node.ObserveLiveness{ID: r.node, To: events.LivenessStale})
		r.expect("+node-unreachable error")
		r.do(node.ObserveLiveness{ID: r.node, To: events.LivenessOnline})
		time.Sleep(9 * time.Second)
		r.expect("+node-unreachable error")
		time.Sleep(6 * time.Second)
		r.expect("+node-unreachable error, -node-unreachable cleared")
	})
}

func TestAnotherManagementNodeGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t)
		full := map[string]alarm.Host{"m": {Known: true, FreeBytes: 1, TotalBytes: 100}}
		r.beside.set(alarm.Observation{Hosts: full})
		first := r.start(nil)
		r.expect("+disk-filling error")
		first()
		// The second has not heard from anybody yet: it knows nothing better.
		r.beside.set(alarm.Observation{})
		defer r.start(nil)()
		time.Sleep(time.Minute)
		r.expect("+disk-filling error")
		r.beside.set(alarm.Observation{Hosts: map[string]alarm.Host{"m": {Known: true, FreeBytes: 90, TotalBytes: 100}}})
		time.Sleep(5 * time.Second)
		r.expect("+disk-filling error, -disk-filling cleared")
	})
}

func TestTwoAtItRecordOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t)
		defer r.start(nil)()
		defer r.start(controltest.New(t, r.Store).Executor)()
		for range 5 {
			r.do(node.ObserveLiveness{ID: r.node, To: events.LivenessStale})
			synctest.Wait()
			r.do(node.ObserveLiveness{ID: r.node, To: events.LivenessOnline})
			time.Sleep(20 * time.Second)
		}
		one := "+node-unreachable error, -node-unreachable cleared"
		r.expect(strings.Join([]string{one, one, one, one, one}, ", "))
	})
}

// flaky fails every other time.
type flaky struct {
	*control.Executor
	n int
}

func (f *flaky) Execute(ctx context.Context, env control.Envelope, cmd domain.Command) (control.Receipt, error) {
	if f.n++; f.n%2 == 1 {
		return control.Receipt{}, context.DeadlineExceeded
	}
	return f.Executor.Execute(ctx, env, cmd)
}

func TestTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t)
		defer r.start(&flaky{Executor: r.Executor})()
		r.do(node.SetMaintenance{ID: r.node, Maintenance: true})
		time.Sleep(10 * time.Second)
		r.expect("+node-in-maintenance info")
		if !strings.Contains(r.Logged.String(), "could not be recorded") {
			t.Error("the failure was not logged")
		}
	})
}

// damage writes something that bears the name of an event that counts.
func (r *rig) damage(n int) {
	r.t.Helper()
	_, err := r.Store.Append(r.t.Context(), events.NodeStream("another"), store.Any(), store.NewEvent{
		ID: events.ID{15: byte(n)}, Type: events.NodeLivenessChanged{}.EventType(), Data: []byte(`{"id": 7}`),
	})
	if err != nil {
		r.t.Fatal(err)
	}
}

// TestDamagedEvents: what cannot be read is passed over and told of.
func TestDamagedEvents(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t)
		r.damage(1)
		r.do(node.SetMaintenance{ID: r.node, Maintenance: true})
		runner, stop := r.run(alarms.Config{})
		defer stop()
		r.expect("+node-in-maintenance info")
		r.damage(2)
		r.do(node.SetMaintenance{ID: r.node})
		r.expect("+node-in-maintenance info, -node-in-maintenance cleared")
		if got := runner.State(); got != (alarms.State{Watching: true, Skipped: 2}) {
			t.Errorf("%+v", got)
		}
		if n := strings.Count(r.Logged.String(), "an event cannot be read"); n != 2 {
			t.Errorf("told of %d times", n)
		}
	})
}

// interrupted is a store whose subscriptions fail after a few messages.
type interrupted struct {
	store.Store
	every int

	mu   sync.Mutex
	from []events.Position
	read map[events.Position]int
}

type failing struct {
	store.Subscription
	s    *interrupted
	left int
}

func (s *interrupted) Subscribe(ctx context.Context, from events.Position, f store.Filter) (store.Subscription, error) {
	s.mu.Lock()
	s.from = append(s.from, from)
	s.mu.Unlock()
	sub, err := s.Store.Subscribe(ctx, from, f)
	return &failing{sub, s, s.every}, err
}

func (f *failing) Next(ctx context.Context) (store.Message, error) {
	if f.left--; f.left < 0 {
		return nil, store.ErrUnavailable
	}
	m, err := f.Subscription.Next(ctx)
	if e, ok := m.(store.Event); ok {
		f.s.mu.Lock()
		f.s.read[e.Position]++
		f.s.mu.Unlock()
	}
	return m, err
}

// TestGoesOnWhereItWas: who loses the log for a moment does not read it from
// its beginning again, and gets to its end however short the moments are.
func TestGoesOnWhereItWas(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t)
		for i := range 20 {
			r.do(node.SetMaintenance{ID: r.node, Maintenance: i%2 == 0})
		}
		log := &interrupted{Store: r.Store, every: 4, read: map[events.Position]int{}}
		_, stop := r.run(alarms.Config{Store: log})
		time.Sleep(time.Minute)
		r.expect("")
		r.do(node.SetMaintenance{ID: r.node, Maintenance: true})
		time.Sleep(time.Minute)
		r.expect("+node-in-maintenance info")
		stop()
		log.mu.Lock()
		defer log.mu.Unlock()
		for i := 1; i < len(log.from); i++ {
			if log.from[i] < log.from[i-1] {
				t.Errorf("read from %v", log.from)
			}
		}
		for at, n := range log.read {
			if n > 1 {
				t.Errorf("the event at %s was read %d times", at, n)
			}
		}
	})
}

// slow takes all the time there is.
type slow struct{}

func (slow) Observe(ctx context.Context) alarm.Observation {
	<-ctx.Done()
	return alarm.Observation{}
}

// TestLookingHoldsNothingUp: what is in the log is acted on at once, however
// long others take to say how they fare.
func TestLookingHoldsNothingUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t)
		_, stop := r.run(alarms.Config{Observer: slow{}})
		defer stop()
		time.Sleep(11 * time.Second) // it looks
		began := time.Now()
		r.do(node.ObserveLiveness{ID: r.node, To: events.LivenessStale})
		r.expect("+node-unreachable error")
		if took := time.Since(began); took > 0 {
			t.Errorf("it took %s", took)
		}
	})
}

func TestIncomplete(t *testing.T) {
	if _, err := alarms.New(alarms.Config{}); err == nil {
		t.Error("an incomplete configuration was taken")
	}
}
