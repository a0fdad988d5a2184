package bursting_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/cloud"
	"github.com/parley-video/parley/control"
	shell "github.com/parley-video/parley/control/bursting"
	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// life is what happens to a machine from a start to its stop.
var life = []string{"start-requested", "starting", "address-changed", "running", "draining", "stop-requested", "stopped"}

// A location fills, a machine is started for it, carries calls, and is stopped
// when nobody needs it any more; every step says why.
func TestBurst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDeployment(t)
		m := d.member(nil).lead()
		defer m.stop()
		after(20 * time.Second)
		if got := d.types("b1"); got != nil {
			t.Fatalf("nothing is needed: %v", got)
		}
		d.set(func() { d.used["m1"] = 16 })
		m.Wake()
		after(5 * time.Minute)
		if got := d.types("b1"); !slices.Equal(got, life[:4]) {
			t.Fatalf("%v", got)
		}
		if d.types("b2") != nil {
			t.Error("two were started")
		}
		first := d.history("b1")[0].Event.(events.NodeBurstStartRequested)
		want := events.BurstReason{Trigger: events.BurstThreshold, LocationID: "main", FreeHD: 4, MaxHD: 20, ThresholdHD: 5}
		if first.Reason != want || first.Machine.InstanceID != "i-b1" || first.Machine.AccountID != "a" {
			t.Errorf("%+v", first)
		}
		if d.nats["b1"] != "203.0.113.1" {
			t.Errorf("static NAT address %q", d.nats["b1"])
		}
		s := m.Status()
		if n := s.View.Nodes[0]; n.State != bursting.NodeRunning || n.WhyText == "" {
			t.Errorf("%+v", n)
		}
		// As long as it has calls it stays, however long that is.
		d.set(func() { d.used["m1"], d.used["b1"] = 0, 3 })
		after(2 * time.Hour)
		if got := d.types("b1"); !slices.Equal(got, life[:4]) {
			t.Fatalf("with calls: %v", got)
		}
		if amount, currency, ok := m.Status().Cost("a", time.Now().Add(-90*time.Minute), time.Now()); amount != "0.90" || currency != "EUR" || !ok {
			t.Errorf("cost %s %s", amount, currency)
		}
		d.set(func() { d.used["b1"] = 0 })
		after(10 * time.Minute)
		if got := d.types("b1"); !slices.Equal(got, life) {
			t.Fatalf("%v", got)
		}
		drain := d.history("b1")[4].Event.(events.NodeBurstDraining)
		if drain.Reason.Trigger != events.BurstIdle || drain.Reason.MinLifetimeSeconds != 3000 || drain.Reason.RanSeconds < 7200 || drain.Reason.IdleSince == nil {
			t.Errorf("%+v", drain.Reason)
		}
		for _, rec := range d.history("b1") {
			if rec.Meta.Actor.Kind != events.ActorProcess || rec.Meta.Actor.ID != "bursting" {
				t.Errorf("%s by %+v", rec.Type, rec.Meta.Actor)
			}
		}
	})
}

// Whenever the Management Node is restarted, another one goes on where it was:
// the machine lives the same life, once.
func TestRestartAtAnyPoint(t *testing.T) {
	for at := time.Duration(0); at < 6*time.Minute; at += 3700 * time.Millisecond {
		t.Run(at.String(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := newDeployment(t)
				d.set(func() { d.used["m1"] = 16 })
				m := d.member(nil).lead()
				after(at)
				m.stop()
				after(3 * time.Second)
				m = d.member(nil).lead()
				after(6*time.Minute - at)
				d.set(func() { d.used["m1"] = 0 })
				after(55*time.Minute + at%(20*time.Second))
				m.stop() // about when it is drained and stopped
				m = d.member(nil).lead()
				defer func() { m.stop() }()
				after(15 * time.Minute)
				if got := d.types("b1"); !slices.Equal(got, life) {
					t.Errorf("%v", got)
				}
				if got := d.types("b2"); got != nil {
					t.Errorf("the other one: %v", got)
				}
			})
		})
	}
}

// Of several Management Nodes one acts, all show the same; another goes on when
// it dies.
func TestTwoManagementNodes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDeployment(t)
		common := &shared{}
		a, b := d.member(common).lead(), d.member(common)
		defer b.stop()
		d.set(func() { d.used["m1"] = 16 })
		after(time.Minute)
		va, vb := a.Status().View.Nodes[0], b.Status().View.Nodes[0]
		if va.State != bursting.NodeStarting || vb.State != va.State || vb.Machine == nil || *vb.Machine.LaunchedAt != *va.Machine.LaunchedAt {
			t.Errorf("%+v\n%+v", va, vb)
		}
		if n := d.calls[cloud.StartMachine]; n != 1 {
			t.Errorf("started %d times", n)
		}
		a.stop()
		b.lead()
		after(4 * time.Minute)
		if got := d.types("b1"); !slices.Equal(got, life[:4]) {
			t.Errorf("%v", got)
		}
		if d.types("b2") != nil {
			t.Error("the second one was started as well")
		}
	})
}

// idle has b1 run, and lose its last call.
func (d *deployment) idle() {
	d.set(func() { d.used["m1"] = 16 })
	after(6 * time.Minute)
	d.set(func() { d.used["m1"] = 0 })
}

// Who was paused and does not know that it acts no more, stops nothing.
func TestStopsNothingWithoutTheLease(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDeployment(t)
		m := d.member(nil).lead()
		defer m.stop()
		d.idle()
		m.lost.Store(true)
		after(48 * time.Minute)
		d.set(func() {
			if got := d.types("b1"); !slices.Equal(got, life[:6]) || d.calls[cloud.StopMachine] != 0 {
				t.Errorf("stopped %d times: %v", d.calls[cloud.StopMachine], got)
			}
		})
		m.lost.Store(false)
		after(5 * time.Minute)
		if got := d.types("b1"); !slices.Equal(got, life) {
			t.Errorf("with the lease: %v", got)
		}
	})
}

// A call that was on its way when the node said that it takes none is not cut.
func TestLateCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDeployment(t)
		m := d.member(nil).lead()
		defer m.stop()
		d.idle()
		d.set(func() { d.late = true })
		after(55 * time.Minute)
		d.set(func() {
			if d.calls[cloud.StopMachine] != 0 {
				t.Error("its machine was stopped")
			}
		})
		if got, want := d.types("b1"), append(slices.Clone(life[:6]), "failed", "kept"); !slices.Equal(got, want) {
			t.Errorf("%v", got)
		}
	})
}

// What cannot be decided on for a minute is said, with what was seen last; when
// it can be again, that is over.
func TestUndecided(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDeployment(t)
		m := d.member(nil).lead()
		defer m.stop()
		after(20 * time.Second)
		undecided := func() int {
			n := 0
			for _, i := range m.Status().View.Issues {
				if i.Code == bursting.IssueUndecided {
					n++
				}
			}
			return n
		}
		d.set(func() { d.broken, d.used["m1"] = errors.New("liveview is parked"), 16 })
		after(50 * time.Second)
		if undecided() != 0 {
			t.Error("said before it is worth it")
		}
		after(40 * time.Second)
		s := m.Status()
		if undecided() != 1 || !strings.Contains(s.View.Issues[0].Text, "liveview is parked") || len(s.View.Nodes) != 2 {
			t.Errorf("%+v", s.View)
		}
		after(time.Minute)
		if undecided() != 1 || d.types("b1") != nil {
			t.Errorf("%d times; %v", undecided(), d.types("b1"))
		}
		d.set(func() { d.broken = nil })
		after(time.Minute)
		if undecided() != 0 || len(d.types("b1")) == 0 {
			t.Errorf("%d times; %v", undecided(), d.types("b1"))
		}
	})
}

// Two that act at once, because one has not noticed that it lost the lease,
// record nothing twice.
func TestTwoThatAct(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDeployment(t)
		a, b := d.member(nil).lead(), d.member(nil).lead()
		defer a.stop()
		defer b.stop()
		d.set(func() { d.used["m1"] = 16 })
		after(6 * time.Minute)
		d.set(func() { d.used["m1"] = 0 })
		after(time.Hour + 10*time.Minute)
		if got := d.types("b1"); !slices.Equal(got, life) {
			t.Errorf("%v", got)
		}
		if got := d.types("b2"); got != nil {
			t.Errorf("%v", got)
		}
	})
}

// What is wrong with an account is said with its remedy, and nothing else comes
// to a stop; when it is right again, everything goes on by itself.
func TestTroubleOfAccounts(t *testing.T) {
	for _, code := range []cloud.Code{
		cloud.CodeBadCredentials, cloud.CodePermissionDenied, cloud.CodeUnreachable, cloud.CodeThrottled,
		cloud.CodeUnknownRegion, cloud.CodeClockSkew, cloud.CodeBadCertificate, cloud.CodeProviderError,
	} {
		for _, op := range []cloud.Operation{cloud.ListMachines, cloud.StartMachine} {
			t.Run(fmt.Sprintf("%s/%s", op, code), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					d := newDeployment(t)
					d.set(func() {
						d.fail[op] = &cloud.Error{Code: code, Operation: op, Permission: "machine:start", Message: "No.", Retry: true}
					})
					m := d.member(nil).lead()
					defer m.stop()
					d.set(func() { d.used["m1"] = 16 })
					after(time.Hour)
					issue := slices.IndexFunc(m.Status().View.Issues, func(i bursting.Issue) bool { return string(i.Code) == string(code) })
					if issue < 0 {
						t.Fatalf("not said: %+v", m.Status().View.Issues)
					}
					if i := m.Status().View.Issues[issue]; i.Remedy == "" || i.Text == "" || i.Since.IsZero() {
						t.Errorf("%+v", i)
					}
					if n := len(d.history("b1")) + len(d.history("b2")); n > 80 {
						t.Errorf("%d events in an hour", n)
					}
					d.set(func() { delete(d.fail, op) })
					after(20 * time.Minute)
					if got := append(d.types("b1"), d.types("b2")...); !slices.Contains(got, "running") {
						t.Errorf("it did not recover: %v", got)
					}
					// What failed with one machine is said of it until it is tried again.
					if slices.ContainsFunc(m.Status().View.Issues, func(i bursting.Issue) bool {
						return string(i.Code) == string(code) && i.Subject.Kind == bursting.SubjectAccount
					}) {
						t.Errorf("still said: %+v", m.Status().View.Issues)
					}
				})
			})
		}
	}
}

// What an account lacked is said until it has it, not until it is needed again.
func TestRightGiven(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDeployment(t)
		d.set(func() {
			d.fail[cloud.StartMachine] = &cloud.Error{Code: cloud.CodePermissionDenied, Operation: cloud.StartMachine, Permission: "start"}
			d.used["m1"] = 16
		})
		m := d.member(nil).lead()
		defer m.stop()
		said := func() bool {
			return slices.ContainsFunc(m.Status().View.Issues, func(i bursting.Issue) bool { return i.Code == bursting.IssuePermissionDenied })
		}
		after(20 * time.Second)
		d.set(func() { d.used["m1"] = 0 })
		after(2 * time.Hour)
		if !said() {
			t.Errorf("it is said no more: %+v", m.Status().View.Issues)
		}
		d.set(func() { d.granted = true })
		after(5*time.Minute + 20*time.Second)
		if said() || len(d.history("b1")) > 2 {
			t.Errorf("said %t: %v", said(), d.types("b1"))
		}
		d.set(func() { d.granted = false; d.used["m1"] = 16 })
		after(20 * time.Second)
		d.set(func() { d.used["m1"] = 0; d.granted = true })
		after(20 * time.Second)
		if !said() {
			t.Error("the second failure is not said")
		}
		if _, err := m.Check(t.Context(), "a"); err != nil {
			t.Fatal(err)
		}
		after(2 * time.Second)
		if said() {
			t.Error("said although an administrator's check has found it")
		}
	})
}

// A cloud that does not answer at all holds up neither the rounds nor the end.
func TestSilentCloud(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDeployment(t)
		d.set(func() { d.hang = true })
		m := d.member(nil).lead()
		after(10 * time.Minute)
		before := m.Status().View.At
		after(15 * time.Second)
		if !m.Status().View.At.After(before) {
			t.Error("no rounds")
		}
		if !slices.ContainsFunc(m.Status().View.Issues, func(i bursting.Issue) bool { return i.Code == bursting.IssueUnreachable }) {
			t.Errorf("%+v", m.Status().View.Issues)
		}
		began := time.Now()
		m.stop()
		if took := time.Since(began); took > time.Second {
			t.Errorf("stopping took %s", took)
		}
	})
}

// What an administrator orders is recorded elsewhere and done here.
func TestOrderByHand(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDeployment(t)
		m := d.member(nil).lead()
		defer m.stop()
		after(20 * time.Second)
		state, obs, err := m.Known(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		decision, err := bursting.Start(state, obs, "b2", "Town hall")
		if err != nil {
			t.Fatal(err)
		}
		d.append(events.BurstNodeStream("b2"), decision.Event)
		after(5 * time.Minute)
		if got := d.types("b2"); !slices.Equal(got, life[:4]) {
			t.Errorf("%v", got)
		}
	})
}

func TestCheck(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDeployment(t)
		m := d.member(nil)
		defer m.stop()
		check, err := m.Check(t.Context(), "a")
		if err != nil || check.Failure != nil || len(check.Machines) != 2 || len(check.Findings) != 2 || !check.Findings[0].Granted || check.Findings[1].Granted || check.Findings[1].Message == "" {
			t.Errorf("%+v %v", check, err)
		}
		if _, err := m.Check(t.Context(), "x"); err == nil {
			t.Error("an account that there is not")
		}
	})
}

func TestForecast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDeployment(t)
		d.set(func() { d.enabled = false })
		m := d.member(nil)
		defer m.stop()
		for i := range 10 { // one call more each minute
			d.set(func() { d.used["m1"] = i })
			after(time.Minute)
		}
		points := m.Status().Forecasts["main"]
		if len(points) < 4 || len(points) > 7 || points[0].FreeHD != 11 {
			t.Fatalf("%+v", points)
		}
		end := points[len(points)-1]
		if d := end.At.Sub(points[0].At); d != 30*time.Minute || end.FreeHD != 0 {
			t.Errorf("it ends after %s: %+v", d, points)
		}
		for i := 1; i < len(points); i++ {
			if points[i].FreeHD > points[i-1].FreeHD {
				t.Errorf("%+v", points)
			}
		}
		if points[1].FreeHD < 5 || points[1].FreeHD > 7 || points[1].At.Sub(points[0].At) != 5*time.Minute {
			t.Errorf("%+v", points)
		}
		recent := m.Status().Recent["main"]
		if len(recent) != 10 {
			t.Fatalf("%+v", recent)
		}
		for i, p := range recent { // whenever it changed, and the first that is known
			if p.FreeHD != 20-i || i > 0 && p.At.Sub(recent[i-1].At) > 90*time.Second {
				t.Errorf("%+v", recent)
			}
		}
		after(20 * time.Minute)
		if recent = m.Status().Recent["main"]; len(recent) != 1 || recent[0].FreeHD != 11 {
			t.Errorf("when nothing has changed for long: %+v", recent)
		}
		if points = m.Status().Forecasts["main"]; len(points) != 2 || points[1].FreeHD != 11 || points[1].At.Sub(points[0].At) != 30*time.Minute {
			t.Errorf("when nothing will change: %+v", points)
		}
	})
}

// A Management Node that has just begun starts nothing because nodes have not
// reported yet; the page says what it waits for. A node that comes is believed at
// once, one that does not is given up in the end.
func TestWaitsForFirstReports(t *testing.T) {
	for _, c := range []struct {
		what   string
		linked time.Duration // after the start
		starts bool
	}{
		{"it reports in time", 20 * time.Second, false}, {"it does not", time.Hour, true},
	} {
		t.Run(c.what, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := newDeployment(t)
				d.set(func() { d.linked, d.settled = time.Now().Add(c.linked), time.Now().Add(40*time.Second) })
				m := d.member(nil).lead()
				defer m.stop()
				after(18 * time.Second)
				s := m.Status()
				if s == nil || !strings.Contains(s.View.Awaiting, `waits for the first report of "m1", until`) || len(s.View.Issues) > 0 || len(d.types("b1")) > 0 {
					t.Fatalf("%+v %v", s, d.types("b1"))
				}
				if why := s.View.Nodes[0].Why; why != bursting.WhyAwaiting || len(s.Accounts) != 1 || s.Accounts[0].AskedAt.IsZero() {
					t.Errorf("%s, %+v", why, s.Accounts)
				}
				if state, _, err := m.Known(t.Context()); err != nil || len(state.Lives) > 0 {
					t.Errorf("an administrator has to wait: %v", err)
				}
				after(20 * time.Second) // since the start: 38 s
				if s := m.Status(); (s.View.Awaiting == "") == c.starts || len(d.types("b1")) > 0 {
					t.Errorf("%q %v", s.View.Awaiting, d.types("b1"))
				}
				after(10 * time.Second)
				if s := m.Status(); s.View.Awaiting != "" || (len(d.types("b1")) > 0) != c.starts {
					t.Errorf("%q %v", s.View.Awaiting, d.types("b1"))
				}
			})
		})
	}
}

var _ control.Bursting = (&shell.Bursting{}).Known

// What was recorded is replayed.
func TestSimulate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDeployment(t)
		from := time.Now().UTC()
		d.append(events.LocationStream("main"), events.LocationCreated{ID: "main", Settings: events.LocationSettings{Name: "Main", OverflowLocation1: "burst"}})
		d.append(events.LocationStream("burst"), events.LocationCreated{ID: "burst", Settings: events.LocationSettings{Name: "Burst"}})
		for id, s := range map[string]events.NodeSettings{
			"m": {Name: "m", LocationID: "main", Role: events.NodeTranscoding, CapacityHD: 10, AlwaysOn: true},
			"b": {Name: "b", LocationID: "burst", Role: events.NodeTranscoding, CapacityHD: 10, CloudBursting: true},
		} {
			d.append(events.NodeStream(id), events.NodeCreated{ID: id, Settings: s})
		}
		d.append(events.ConferenceStream("c"), events.CallPlaced{ConferenceID: "c", ParticipantID: "p", NodeID: "m", LocationID: "main", Cost: 8 * 48})
		after(2 * time.Hour)
		m := d.member(nil)
		defer m.stop()
		variant := func(threshold int) shell.Variant {
			return shell.Variant{Settings: bursting.Settings{Enabled: true, ThresholdHD: threshold, MinLifetime: 50 * time.Minute}}
		}
		out, err := m.Simulate(t.Context(), shell.Order{From: from, Until: time.Now().UTC(), Variants: []shell.Variant{variant(1), variant(5)}})
		if err != nil {
			t.Fatal(err)
		}
		if out.Calls != 1 || len(out.Outcomes) != 2 || out.Outcomes[0].Starts != 0 || out.Outcomes[1].Starts != 1 || out.Outcomes[1].NodeTime < time.Hour {
			t.Errorf("%d calls: %+v", out.Calls, out.Outcomes)
		}
	})
}

// stuck never answers whoever reads all.
type stuck struct{ store.Store }

func (stuck) ReadAll(ctx context.Context, _ events.Position, _ store.Direction, _ store.Filter, _ int) (store.AllPage, error) {
	<-ctx.Done()
	return store.AllPage{}, ctx.Err()
}

// One simulation at a time, and none for ever; whoever asked is told which.
func TestSimulateRefuses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDeployment(t)
		b, err := shell.New(shell.Config{
			Store: stuck{d.store}, Commands: d, World: d.world, Log: slog.New(slog.DiscardHandler),
			Open: func(shell.Account) (cloud.Provider, error) { return d, nil },
		})
		if err != nil {
			t.Fatal(err)
		}
		first := make(chan error)
		go func() {
			_, err := b.Simulate(t.Context(), shell.Order{Until: time.Now()})
			first <- err
		}()
		synctest.Wait()
		if _, err := b.Simulate(t.Context(), shell.Order{}); !errors.Is(err, shell.ErrSimulating) {
			t.Errorf("a second one: %v", err)
		}
		began := time.Now()
		if err := <-first; !errors.Is(err, shell.ErrTooLong) || time.Since(began) > time.Minute {
			t.Errorf("after %s: %v", time.Since(began), err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := b.Simulate(ctx, shell.Order{}); errors.Is(err, shell.ErrTooLong) || !errors.Is(err, context.Canceled) {
			t.Errorf("who gives up was not made to wait too long: %v", err)
		}
	})
}

func TestPriceOfAll(t *testing.T) {
	eur, usd := shell.Price{PerHour: "0.60", Currency: "EUR"}, shell.Price{PerHour: "0.60", Currency: "USD"}
	for _, tc := range []struct {
		prices map[string]shell.Price
		want   shell.Price
	}{
		{nil, shell.Price{}},
		{map[string]shell.Price{"a": eur}, eur},
		{map[string]shell.Price{"a": eur, "b": eur}, eur},
		{map[string]shell.Price{"a": eur, "b": usd, "c": eur}, shell.Price{}},
	} {
		if got := (&shell.Status{Prices: tc.prices}).Price(); got != tc.want {
			t.Errorf("%v: %v", tc.prices, got)
		}
	}
}

// ahead is a clock that can be put forward.
type ahead struct {
	mu sync.Mutex // guards below
	by time.Duration
	at time.Time // that it was put forward
}

func (a *ahead) Now() time.Time { return a.At(time.Now()) }

func (a *ahead) At(t time.Time) time.Time {
	a.mu.Lock()
	defer a.mu.Unlock()
	if t.Before(a.at) {
		return t
	}
	return t.Add(a.by)
}

func (a *ahead) forward(by time.Duration) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.by, a.at = by, time.Now()
}

// Where the clock of bursting is put forward, the minimum lifetime passes with it:
// of what was recorded before, too, and for a process that was just started.
// What others record is seen at that clock's time.
func TestClock(t *testing.T) {
	for name, restarted := range map[string]bool{"at once": false, "after a restart": true} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := newDeployment(t)
				clock := &ahead{}
				d.clock = clock
				m := d.member(nil).lead()
				defer func() { m.stop() }()
				d.set(func() { d.used["m1"] = 16 })
				after(5 * time.Minute)
				d.set(func() { d.used["m1"] = 0 })
				after(10 * time.Minute)
				if got := d.types("b1"); !slices.Equal(got, life[:4]) {
					t.Fatalf("before its time: %v", got)
				}
				if restarted {
					m.stop()
				}
				clock.forward(40 * time.Minute)
				d.append(events.CloudAccountStream("later"), events.CloudAccountCreated{ID: "later", Settings: events.CloudAccountSettings{Enabled: true}})
				if restarted {
					m = d.member(nil).lead()
				}
				after(2 * time.Minute)
				if got := d.types("b1"); !slices.Equal(got, life) {
					t.Fatalf("%v", got)
				}
				history := d.history("b1")
				drain := history[4]
				if ran := drain.Event.(events.NodeBurstDraining).Reason.RanSeconds; ran < 3000 || ran > 3600 {
					t.Errorf("it ran %d s", ran)
				}
				if gap := drain.Meta.Time.Sub(history[3].Meta.Time); gap < 45*time.Minute {
					t.Errorf("it drains %s after it began to take calls", gap)
				}
				for _, a := range m.Status().Accounts {
					if late := time.Until(a.ConfiguredAt) > 30*time.Minute; late != (a.ID == "later") {
						t.Errorf("account %s was configured at %s, and it is %s", a.ID, a.ConfiguredAt, clock.Now())
					}
				}
			})
		})
	}
}
