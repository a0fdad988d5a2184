package bursting_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/events"
)

// TestOrders: given a world, an administrator's order leads to this, or is
// refused; the view says the same beforehand.
func TestOrders(t *testing.T) {
	for _, c := range []struct {
		what  string
		given func(*world)
		start string // of c1
		stop  string
	}{
		{"stopped", func(*world) {}, "c1 start 1 i-c1: manual (why) [start]", "refused: It is stopped already."},
		{"bursting is off", func(w *world) { w.obs.Settings.Enabled = false }, "c1 start 1 i-c1: manual (why) [start]", "refused: It is stopped already."},
		{"failed a moment ago", func(w *world) {
			w.requested("c1", time.Minute).record(time.Second, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "permission-denied"}})
		}, "c1 start 2 i-c1: manual (why) [start]", "refused: It is stopped already."},
		{"no machine", func(w *world) { w.machine("c1").Addresses = nil }, "refused: No tagged machine has its address 10.9.0.1.", "refused: No tagged machine has its address 10.9.0.1."},
		{"another tag", func(w *world) { w.machine("c1").TagValue, w.machine("c1").State = "else", "running" }, `refused: Its machine is tagged "else", not "parley".`, `refused: Its machine is tagged "else", not "parley". It is not stopped from here.`},
		{"another tag, running", func(w *world) { w.runs("c1", time.Minute); w.machine("c1").TagValue = "else" }, "", `refused: Its machine is tagged "else", not "parley". It is not stopped from here.`},
		{"no burst node", func(w *world) { w.node("c1").CloudBursting = false }, "refused: The node is not marked for bursting.", "refused: The node is not marked for bursting."},
		{"starting", func(w *world) { w.starting("c1", time.Minute) }, "", "refused: It is being started; wait until it runs."},
		{"runs, young and needed", func(w *world) { w.free(0).runs("c1", time.Minute) }, "", "c1 draining: manual (why)"},
		{"runs, with calls", func(w *world) { w.runs("c1", time.Minute).use("c1", 3) }, "", "c1 draining: manual (why)"},
		{"drains by itself", func(w *world) { w.runs("c1", time.Hour).drains("c1", time.Second, events.BurstIdle) }, "c1 kept: an administrator wants it to run: why", "c1 draining: manual (why)"},
		{"drains by hand", func(w *world) { w.runs("c1", time.Hour).drains("c1", time.Second, events.BurstManual) }, "c1 kept: an administrator wants it to run: why", ""},
		{"its node never came, and a stop failed", func(w *world) {
			w.starting("c1", time.Hour).record(50*time.Minute, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "start-timeout"}})
			w.record(time.Minute, events.NodeBurstStopRequested{ID: "c1", Attempt: "1", Machine: w.cloudMachine("c1"), Reason: events.BurstReason{Trigger: events.BurstIdle}}, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "stop", Failure: events.BurstFailure{Code: "throttled"}})
			w.machine("c1").State = "running"
		}, "refused: Its node never reported, and its machine is being stopped; wait until it is.", "c1 draining: manual (why)"},
		{"is being stopped", func(w *world) { w.stopping("c1", time.Second) }, "refused: It is being stopped; wait until it is.", ""},
		{"runs without its node", func(w *world) {
			w.machine("c1").State, w.machine("c1").LaunchedAt = "running", noon.Add(-time.Hour)
		}, "refused: Its machine runs, but its node does not report.", "c1 stop: manual (why) [stop]"},
		{"runs without its node, which carries something", func(w *world) { w.machine("c1").State = "running"; w.node("c1").Conferences = 1 }, "refused: Its machine runs, but its node does not report.", "refused: It carries 1 conference."},
	} {
		t.Run(c.what, func(t *testing.T) {
			w := newWorld(t)
			c.given(w)
			_, view := react(t, w.state, w.obs)
			for _, o := range []struct {
				decide func(bursting.State, bursting.Observation, string, string) (bursting.Decision, error)
				want   string
				may    func(bursting.NodeView) (bool, string)
			}{
				{bursting.Start, c.start, func(n bursting.NodeView) (bool, string) { return n.CanStart, n.CannotStart }},
				{bursting.Stop, c.stop, func(n bursting.NodeView) (bool, string) { return n.CanStop, n.CannotStop }},
			} {
				d, err := o.decide(w.state, w.obs, "c1", "why")
				got := ""
				if refusals, ok := domain.AsRefusals(err); ok {
					got = "refused: " + refusals[0].Message
				} else if d.Node != "" {
					got = line(d)
				}
				if got != o.want {
					t.Errorf("\n%s, want\n%s", got, o.want)
				}
				i := slices.IndexFunc(view.Nodes, func(n bursting.NodeView) bool { return n.Node == "c1" })
				if i < 0 {
					continue
				}
				if can, cannot := o.may(view.Nodes[i]); can != (err == nil && d.Node != "") || can != (cannot == "") {
					t.Errorf("the view says %t, %q: %s", can, cannot, got)
				}
			}
		})
	}
	w := newWorld(t)
	if _, err := bursting.Start(w.state, w.obs, "nobody", ""); !domain.IsRefusal(err, domain.CodeNotFound) {
		t.Errorf("a node that there is not: %v", err)
	}
	if _, err := bursting.Stop(w.state, w.obs, "c1", strings.Repeat("x", 251)); !domain.IsRefusal(err, domain.CodeInvalid) {
		t.Errorf("a long note: %v", err)
	}
}

// TestIssues: given a world, these are listed, the worst first.
func TestIssues(t *testing.T) {
	for _, c := range []struct {
		what  string
		given func(*world)
		want  string
	}{
		{"all is well", func(*world) {}, ""},
		{"off", func(w *world) { w.obs.Settings.Enabled = false; w.obs.Accounts = nil }, ""},
		{"off, while one runs", func(w *world) { w.runs("c1", time.Minute); w.obs.Settings.Enabled = false }, "disabled-while-running node c1"},
		{"no account", func(w *world) { w.obs.Accounts = nil }, "no-account deployment; node-without-machine node c1; node-without-machine node c2; node-without-machine node c3"},
		{"no burst nodes", func(w *world) { w.obs.Nodes = w.obs.Nodes[:2]; w.obs.Accounts[0].Machines = nil }, "no-burst-nodes deployment"},
		{"wrong secret", func(w *world) { w.accountFails("bad-credentials") }, "bad-credentials account acc"},
		{"unknown region", func(w *world) { w.accountFails("unknown-region") }, "unknown-region account acc"},
		{"wrong clock", func(w *world) { w.accountFails("clock-skew") }, "clock-skew account acc"},
		{"down", func(w *world) { w.accountFails("unreachable") }, "unreachable account acc"},
		{"asked too often", func(w *world) { w.accountFails("throttled") }, "throttled account acc"},
		{"something else", func(w *world) { w.accountFails("strange") }, "provider-error account acc"},
		{"a permission is missing", func(w *world) {
			w.requested("c1", time.Minute).record(time.Second, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "permission-denied", Permission: "start"}})
		}, "permission-denied account acc"},
		{"permissions are missing", func(w *world) {
			w.runs("c2", time.Hour)
			w.requested("c1", time.Minute).record(time.Second, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "permission-denied", Permission: "start"}})
			w.record(time.Second, events.NodeBurstFailed{ID: "c2", Attempt: "1", Operation: "stop", Failure: events.BurstFailure{Code: "permission-denied", Permission: "stop"}})
		}, "permission-denied account acc"},
		{"a permission was missing, and is there", func(w *world) {
			w.requested("c1", time.Minute).record(time.Second, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "permission-denied", Permission: "start"}})
			w.obs.Accounts[0].CheckedAt, w.obs.Accounts[0].Granted = noon, []string{"start"}
		}, ""},
		{"a permission is missing still", func(w *world) {
			w.requested("c1", time.Minute).record(time.Second, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "permission-denied", Permission: "start"}})
			w.obs.Accounts[0].CheckedAt, w.obs.Accounts[0].Granted = noon, []string{"list"}
		}, "permission-denied account acc"},
		{"a start met a cloud that was down, which has answered since", func(w *world) {
			w.requested("c1", time.Hour).record(50*time.Minute, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "unreachable"}})
		}, ""},
		{"a start met a cloud that is down", func(w *world) {
			w.requested("c1", time.Minute).record(time.Second, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "unreachable"}})
		}, "unreachable account acc"},
		{"a start met a cloud that was down, and has not been tried again yet", func(w *world) {
			w.requested("c1", 3*time.Minute).record(2*time.Minute, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "unreachable"}})
		}, "unreachable account acc"},
		{"a start was throttled, long ago", func(w *world) {
			w.requested("c1", time.Hour).record(50*time.Minute, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "throttled"}})
		}, ""},
		{"a machine that failed an hour ago, which passes", func(w *world) {
			w.requested("c1", time.Hour).record(time.Hour, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "provider-error", Retry: true}})
		}, ""},
		{"a machine that failed an hour ago, which does not pass", func(w *world) {
			w.requested("c1", time.Hour).record(time.Hour, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "provider-error"}})
		}, "provider-error node c1"},
		{"a machine that failed a moment ago", func(w *world) {
			w.requested("c1", time.Minute).record(time.Second, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "provider-error", Retry: true}})
		}, "provider-error node c1"},
		{"a machine that is known again", func(w *world) {
			w.requested("c1", time.Hour).record(time.Hour, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "unknown-machine"}})
		}, ""},
		{"a machine that is stopped by now", func(w *world) {
			w.requested("c1", time.Hour).record(time.Hour, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "wrong-state"}})
		}, ""},
		{"a stop that failed, of a node that is kept", func(w *world) {
			w.stopping("c1", time.Minute).record(time.Second, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "stop", Failure: events.BurstFailure{Code: "in-use"}}, events.NodeBurstKept{ID: "c1", Attempt: "1"})
		}, ""},
		{"a stop that failed, and its account since", func(w *world) {
			w.stopping("c1", time.Minute).record(time.Second, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "stop", Failure: events.BurstFailure{Code: "provider-error"}})
			w.node("c1").Ready = false
			w.accountFails("provider-error")
		}, "provider-error account acc"},
		{"a machine without node", func(w *world) {
			w.obs.Accounts[0].Machines = append(w.obs.Accounts[0].Machines, bursting.Machine{ID: "i-x", TagValue: "parley", State: "stopped", Addresses: []string{"10.9.9.9"}})
		}, "machine-without-node machine i-x"},
		{"somebody else's machine", func(w *world) {
			w.obs.Accounts[0].Machines = append(w.obs.Accounts[0].Machines, bursting.Machine{ID: "i-x", TagValue: "else", State: "stopped", Addresses: []string{"10.9.9.9"}})
		}, ""},
		{"a node that is not marked", func(w *world) { w.machine("c3").Addresses = []string{"10.0.0.1"}; w.obs.Nodes = w.obs.Nodes[:4] }, "machine-without-node machine i-c3"},
		{"a node without machine", func(w *world) { w.node("c1").Address = "10.9.0.9" }, "node-without-machine node c1; machine-without-node machine i-c1"},
		{"a region or a tag with a typing error", func(w *world) { w.obs.Accounts[0].Machines = nil }, "account-empty account acc"},
		{"one of two accounts with a typing error", func(w *world) {
			w.second("parley")
			w.obs.Accounts[1].Machines = nil
			w.node("c1").Address = "10.9.0.9"
		}, "node-without-machine node c1; account-empty account second; machine-without-node machine i-c1"},
		{"a cloud that does nothing for the account", func(w *world) { w.startFails("account-blocked", false) }, "account-blocked node c1"},
		{"no room at the cloud", func(w *world) { w.startFails("no-capacity", true) }, "no-capacity node c1"},
		{"as many as there may be", func(w *world) { w.startFails("quota-exceeded", false) }, "quota-exceeded node c1"},
		{"a machine that comes and goes", func(w *world) { w.startFails("not-startable", false) }, "not-startable node c1"},
		{"a key that may not be used", func(w *world) { w.startFails("disk-key-denied", false) }, "disk-key-denied node c1"},
		{"a start that was taken back", func(w *world) { w.startFails("start-refused", true) }, "start-refused node c1"},
		{"another tag", func(w *world) { w.machine("c1").TagValue = "else" }, "tag-mismatch machine i-c1"},
		{"machines of others have the addresses of ours", func(w *world) { w.foreign("c1", "c2") }, ""},
		{"another tag, told by two accounts", func(w *world) { w.machine("c1").TagValue = "else"; w.second("parley") }, "tag-mismatch machine i-c1"},
		{"another tag, while it runs", func(w *world) { w.runs("c1", time.Minute); w.machine("c1").TagValue = "else" }, "tag-mismatch machine i-c1"},
		{"two accounts tell of the same machines, with other tags", func(w *world) { w.second("parley-2") }, ""},
		{"two accounts tell of the same machines", func(w *world) { w.second("parley") }, ""},
		{"a machine without node, told by two accounts", func(w *world) {
			w.obs.Accounts[0].Machines = append(w.obs.Accounts[0].Machines, bursting.Machine{ID: "i-x", TagValue: "parley", State: "stopped", Addresses: []string{"10.9.9.9"}})
			w.second("parley")
		}, "machine-without-node machine i-x"},
		{"an address twice", func(w *world) { w.machine("c2").Addresses = append(w.machine("c2").Addresses, "10.9.0.1") }, "duplicate-address node c1"},
		{"maintenance", func(w *world) { w.node("c1").Maintenance = true }, "node-in-maintenance node c1"},
		{"proxying", func(w *world) { w.node("c1").Proxying = true }, "burst-node-proxying node c1"},
		{"always on", func(w *world) { w.node("c1").AlwaysOn = true }, "burst-node-always-on node c1"},
		{"mixed", func(w *world) { w.node("o2").Location = "cloud" }, "mixed-location location cloud"},
		{"no overflow", func(w *world) { w.location("oslo").Overflow1 = "" }, "overflow-unused location cloud; no-overflow location oslo"},
		{"second overflow only", func(w *world) { w.location("oslo").Overflow1, w.location("oslo").Overflow2 = "", "cloud" }, "secondary-overflow-only location cloud"},
		{"all run, and more is needed", func(w *world) {
			for _, id := range []string{"c1", "c2", "c3"} {
				w.runs(id, time.Hour).use(id, 10)
			}
		}, "all-running location cloud"},
		{"all run, and that is enough", func(w *world) {
			for _, id := range []string{"c1", "c2", "c3"} {
				w.runs(id, time.Minute)
			}
		}, ""},
		{"a threshold that is always reached", func(w *world) { w.location("oslo").ThresholdHD = 38 }, "threshold-not-below-capacity location oslo"},
		{"a start that took too long", func(w *world) {
			w.starting("c1", 11*time.Minute).record(time.Minute, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "start-timeout"}})
		}, "start-timeout node c1"},
		{"a stop that failed", func(w *world) {
			w.stopping("c1", time.Minute).record(time.Second, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "stop", Failure: events.BurstFailure{Code: "wrong-state"}})
		}, "stop-timeout node c1"},
		{"the account of one that runs is gone", func(w *world) { w.runs("c1", time.Hour); w.obs.Accounts[0].Enabled = false }, "account-missing node c1; no-account deployment; node-without-machine node c2; node-without-machine node c3"},
		{"a drain that is not confirmed", func(w *world) { w.runs("c1", time.Hour).drains("c1", 5*time.Minute, events.BurstIdle) }, "drain-stuck node c1"},
		{"silent", func(w *world) { w.runs("c1", time.Hour); w.node("c1").Ready = false }, "node-silent node c1"},
		{"runs, without its node", func(w *world) { w.machine("c1").State = "running" }, "node-silent node c1"},
		{"a schedule for nowhere", func(w *world) {
			w.record(0, events.BurstScheduleCreated{ID: "s", Settings: events.BurstScheduleSettings{LocationID: "oslo", Cron: "0 1 * * *", TimeZone: "UTC", Nodes: 1, Enabled: true}})
		}, "schedule-invalid schedule s"},
		{"a schedule without times", func(w *world) {
			w.record(0, events.BurstScheduleCreated{ID: "s", Settings: events.BurstScheduleSettings{LocationID: "cloud", Cron: "never", TimeZone: "UTC", Nodes: 1, Enabled: true}})
		}, "schedule-invalid schedule s"},
		{"a schedule that wants more than there are", func(w *world) {
			w.record(0, events.BurstScheduleCreated{ID: "s", Settings: events.BurstScheduleSettings{LocationID: "cloud", Cron: "0 1 * * *", TimeZone: "UTC", Nodes: 4, Enabled: true}})
		}, "schedule-short schedule s"},
	} {
		t.Run(c.what, func(t *testing.T) {
			w := newWorld(t)
			c.given(w)
			_, view := react(t, w.state, w.obs)
			var list []string
			for _, i := range view.Issues {
				list = append(list, strings.TrimSpace(string(i.Code)+" "+string(i.Subject.Kind)+" "+i.Subject.ID))
			}
			if got := strings.Join(list, "; "); got != c.want {
				t.Errorf("\n%s, want\n%s", got, c.want)
			}
		})
	}
}

func (w *world) startFails(code string, retry bool) {
	w.requested("c1", time.Minute).record(time.Second, events.NodeBurstFailed{
		ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: code, Retry: retry, Message: "It says so."},
	})
}

func (w *world) accountFails(code string) {
	w.obs.Accounts[0].Failure, w.obs.Accounts[0].Since = &events.BurstFailure{Code: code}, noon.Add(-time.Minute)
}

// TestIdle: since when a node is idle is said only where it was seen.
func TestIdle(t *testing.T) {
	var idle bursting.Idle
	at := func(minute int, n bursting.Node) time.Time {
		n.ID = "n"
		list := []bursting.Node{n}
		idle.Observe(list, noon.Add(time.Duration(minute)*time.Minute))
		return list[0].IdleSince
	}
	free, busy := bursting.Node{Ready: true}, bursting.Node{Ready: true, Calls: 1}
	lost := bursting.Node{Lost: true}
	for i, c := range []struct {
		node bursting.Node
		want int // minute; -1: nobody knows
	}{
		{free, -1}, {free, -1}, {busy, -1}, {free, 3}, {lost, 3}, {free, 3}, {bursting.Node{}, -1}, {free, 7},
	} {
		if got := at(i, c.node); got.IsZero() != (c.want < 0) || c.want >= 0 && !got.Equal(noon.Add(time.Duration(c.want)*time.Minute)) {
			t.Errorf("minute %d: %s, want %d", i, got, c.want)
		}
	}
}
