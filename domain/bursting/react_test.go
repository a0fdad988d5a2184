package bursting_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/domain/domaintest"
	"github.com/parley-video/parley/events"
)

// noon is when the cases play.
var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// world is Oslo with 40 HD calls, which overflows into a cloud of three burst
// nodes with 10 each. The threshold is 5, the minimum lifetime 50 minutes.
type world struct {
	t     testing.TB
	state bursting.State
	obs   bursting.Observation
	rev   map[string]events.Revision
}

func newWorld(t testing.TB) *world {
	w := &world{t: t, rev: map[string]events.Revision{}}
	w.obs = bursting.Observation{
		Now:      noon,
		Settings: bursting.Settings{Enabled: true, ThresholdHD: 5, MinLifetime: 50 * time.Minute},
		Locations: []bursting.Location{
			{ID: "oslo", Name: "Oslo", Overflow1: "cloud"},
			{ID: "cloud", Name: "Cloud"},
		},
		Nodes: []bursting.Node{
			{ID: "o1", Name: "o1", Location: "oslo", Address: "10.0.0.1", AlwaysOn: true, Ready: true, Capacity: capacity.FromHD(20)},
			{ID: "o2", Name: "o2", Location: "oslo", Address: "10.0.0.2", AlwaysOn: true, Ready: true, Capacity: capacity.FromHD(20)},
		},
		Accounts: []bursting.Account{{ID: "acc", Name: "Account", Enabled: true, TagValue: "parley", AskedAt: noon.Add(-5 * time.Second)}},
	}
	for i := 1; i <= 3; i++ {
		id := fmt.Sprintf("c%d", i)
		w.obs.Nodes = append(w.obs.Nodes, bursting.Node{ID: id, Name: id, Location: "cloud", Address: "10.9.0." + id[1:], CloudBursting: true, Capacity: capacity.FromHD(10)})
		w.obs.Accounts[0].Machines = append(w.obs.Accounts[0].Machines, bursting.Machine{ID: "i-" + id, Name: id, TagValue: "parley", State: "stopped", Addresses: []string{"10.9.0." + id[1:]}})
	}
	return w
}

func (w *world) node(id string) *bursting.Node {
	for i := range w.obs.Nodes {
		if w.obs.Nodes[i].ID == id {
			return &w.obs.Nodes[i]
		}
	}
	w.t.Fatalf("no node %s", id)
	return nil
}

func (w *world) machine(id string) *bursting.Machine {
	for a := range w.obs.Accounts {
		for i := range w.obs.Accounts[a].Machines {
			if w.obs.Accounts[a].Machines[i].ID == "i-"+id {
				return &w.obs.Accounts[a].Machines[i]
			}
		}
	}
	w.t.Fatalf("no machine %s", id)
	return nil
}

func (w *world) location(id string) *bursting.Location {
	for i := range w.obs.Locations {
		if w.obs.Locations[i].ID == id {
			return &w.obs.Locations[i]
		}
	}
	w.t.Fatalf("no location %s", id)
	return nil
}

// free leaves that many HD calls free in Oslo.
func (w *world) free(hd int) *world {
	w.use("o1", 20-hd/2)
	w.use("o2", 20-(hd-hd/2))
	return w
}

// use has a node carry HD calls.
func (w *world) use(id string, hd int) *world {
	n := w.node(id)
	n.Used, n.Calls, n.Conferences = capacity.FromHD(hd), hd, min(hd, 1)
	return w
}

// record folds an event that happened some time before noon.
func (w *world) record(ago time.Duration, list ...events.Event) *world {
	for _, ev := range list {
		w.state.Apply(events.Recorded{Event: ev, Meta: events.Metadata{Time: noon.Add(-ago)}})
	}
	return w
}

func (w *world) cloudMachine(id string) events.CloudMachine {
	return events.CloudMachine{AccountID: "acc", InstanceID: "i-" + id, Name: id}
}

// runs has a burst node run since then, for the threshold of Oslo.
func (w *world) runs(id string, ago time.Duration) *world {
	at := noon.Add(-ago)
	w.record(ago, events.NodeBurstStartRequested{ID: id, Attempt: "1", Machine: w.cloudMachine(id), GiveUpAt: at.Add(10 * time.Minute), Reason: events.BurstReason{Trigger: events.BurstThreshold, LocationID: "oslo", FreeHD: 5, MaxHD: 40, ThresholdHD: 5}})
	w.record(ago, events.NodeBurstStarting{ID: id, Attempt: "1", Machine: w.cloudMachine(id)})
	w.record(ago-min(ago, time.Minute), events.NodeBurstRunning{ID: id, Attempt: "1", Machine: w.cloudMachine(id)})
	m := w.machine(id)
	w.ready(id)
	m.State, m.LaunchedAt = "running", at
	return w
}

// ready has its node report, since what was recorded until now.
func (w *world) ready(id string) {
	w.node(id).Ready, w.node(id).ReadyAfter = true, new(w.state.Lives[id].Events)
}

// drains has one drain since then.
func (w *world) drains(id string, ago time.Duration, trigger events.BurstTrigger) *world {
	return w.record(ago, events.NodeBurstDraining{ID: id, Attempt: "1", Reason: events.BurstReason{Trigger: trigger}})
}

func brief(r events.BurstReason) string {
	s := string(r.Trigger)
	switch r.Trigger {
	case events.BurstThreshold, events.BurstCascade:
		s += fmt.Sprintf(" %s %d/%d<=%d", r.LocationID, r.FreeHD, r.MaxHD, r.ThresholdHD)
	case events.BurstSchedule:
		s += " " + r.ScheduleID
	case events.BurstIdle:
		s += fmt.Sprintf(" ran %d of %d", r.RanSeconds, r.MinLifetimeSeconds)
	}
	if r.Note != "" {
		s += " (" + r.Note + ")"
	}
	return s
}

// line is a decision as the tables write it.
func line(d bursting.Decision) string {
	s := d.Node + " "
	switch e := d.Event.(type) {
	case nil:
		s += "again"
	case events.NodeBurstStartRequested:
		s += "start " + e.Attempt + " " + e.Machine.InstanceID + ": " + brief(e.Reason)
	case events.NodeBurstStarting:
		s += "starting"
	case events.NodeBurstRunning:
		s += "running " + e.Attempt
		if e.Reason != nil {
			s += ": " + brief(*e.Reason)
		}
	case events.NodeBurstDraining:
		s += "draining: " + brief(e.Reason)
	case events.NodeBurstKept:
		s += "kept: " + e.Why
	case events.NodeBurstStopRequested:
		s += "stop: " + brief(e.Reason)
	case events.NodeBurstStopped:
		s += "stopped"
		if e.Reason != nil {
			s += ": " + brief(*e.Reason)
		}
	case events.NodeBurstFailed:
		s += "failed " + string(e.Operation) + ": " + e.Failure.Code
	case events.NodeBurstAddressChanged:
		s += "address " + e.PublicAddress
	}
	if d.Perform != "" {
		s += " [" + string(d.Perform) + "]"
	}
	return s
}

// react holds React to its promises besides: the same twice, in whatever order,
// nothing touched, and every event gets through the codec.
func react(t testing.TB, state bursting.State, obs bursting.Observation) ([]bursting.Decision, bursting.View) {
	t.Helper()
	before, lives := domaintest.DeepCopy(obs), domaintest.DeepCopy(state.Lives)
	decisions, view := bursting.React(state, obs)
	if !reflect.DeepEqual(before, obs) || !reflect.DeepEqual(lives, state.Lives) {
		t.Error("React changed what it was given")
	}
	turned := domaintest.DeepCopy(obs)
	slices.Reverse(turned.Locations)
	slices.Reverse(turned.Nodes)
	slices.Reverse(turned.Accounts)
	for _, a := range turned.Accounts {
		slices.Reverse(a.Machines)
	}
	if again, other := bursting.React(state, turned); !reflect.DeepEqual(sorted(again), sorted(decisions)) || !reflect.DeepEqual(other, view) {
		t.Errorf("in another order:\n%v\n%v\n%+v\n%+v", again, decisions, other, view)
	}
	seen := map[string]bool{}
	for _, d := range decisions {
		if seen[d.Node] {
			t.Errorf("two decisions about %s", d.Node)
		}
		seen[d.Node] = true
		if d.Event != nil {
			domaintest.RoundTrip(t, d.Event)
		}
	}
	for _, n := range view.Nodes {
		if n.Why == "" || !strings.HasSuffix(n.WhyText, ".") {
			t.Errorf("%s is %s, why: %q %q", n.Name, n.State, n.Why, n.WhyText)
		}
	}
	for _, i := range view.Issues {
		if !strings.HasSuffix(i.Text, ".") || !strings.HasSuffix(i.Remedy, ".") {
			t.Errorf("issue %s: %q, %q", i.Code, i.Text, i.Remedy)
		}
	}
	return decisions, view
}

func sorted(list []bursting.Decision) []bursting.Decision {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b bursting.Decision) int { return strings.Compare(a.Node, b.Node) })
	return list
}

func lines(list []bursting.Decision) string {
	out := make([]string, len(list))
	for i, d := range list {
		out[i] = line(d)
	}
	return strings.Join(out, "; ")
}

func (w *world) view(id string, v bursting.View) bursting.NodeView {
	for _, n := range v.Nodes {
		if n.Node == id {
			return n
		}
	}
	w.t.Fatalf("%s is not in the view", id)
	return bursting.NodeView{}
}

// TestNextLook: what waits for time alone says for when.
func TestNextLook(t *testing.T) {
	for _, c := range []struct {
		what  string
		given func(*world)
		want  time.Duration // from noon; 0: never
	}{
		{"nothing waits", func(*world) {}, 0},
		{"a start", func(w *world) { w.starting("c1", time.Minute) }, 9 * time.Minute},
		{"a lifetime", func(w *world) { w.runs("c1", 20*time.Minute) }, 30 * time.Minute},
		{"a failure", func(w *world) {
			w.requested("c1", time.Minute).record(20*time.Second, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "permission-denied"}})
		}, 40 * time.Second},
		{"a list that may be behind", func(w *world) {
			w.runs("c1", time.Hour).drains("c1", 2*time.Minute, events.BurstIdle).record(time.Minute, events.NodeBurstStopped{ID: "c1", Attempt: "1", Machine: w.cloudMachine("c1")})
		}, time.Minute},
		{"a node that somebody else started, while one is needed", func(w *world) {
			w.free(0)
			w.machine("c2").State, w.machine("c2").LaunchedAt = "pending", noon.Add(-time.Minute)
		}, 9 * time.Minute},
		{"a machine without node", func(w *world) {
			w.starting("c1", 20*time.Minute).record(10*time.Minute, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "start-timeout"}})
			w.machine("c1").State = "running"
		}, 30 * time.Minute},
	} {
		w := newWorld(t)
		c.given(w)
		_, view := react(t, w.state, w.obs)
		if got := view.Next.Sub(noon); view.Next.IsZero() != (c.want == 0) || c.want != 0 && got != c.want {
			t.Errorf("%s: %s, want after %s", c.what, view.Next, c.want)
		}
	}
}

// TestAwaited: who has just begun decides nothing, and says on whom it waits.
func TestAwaited(t *testing.T) {
	w := newWorld(t).free(0).runs("c2", 5*time.Hour).requested("c3", 20*time.Minute)
	w.node("o1").Ready, w.node("c2").Ready = false, false
	w.obs.Awaited = &bursting.Awaited{Nodes: []string{"o1", "c2"}, Until: noon.Add(25 * time.Second)}
	decisions, view := react(t, w.state, w.obs)
	if len(decisions) > 0 || len(view.Issues) > 0 || !view.Next.Equal(w.obs.Awaited.Until) {
		t.Errorf("%s, %+v, next %s", lines(decisions), view.Issues, view.Next)
	}
	const why = `The Management Node has just begun and waits for the first report of "c2" and "o1", until 12:00:25 UTC at most.`
	if view.Awaiting != why {
		t.Error(view.Awaiting)
	}
	for _, n := range view.Nodes {
		if n.Why != bursting.WhyAwaiting || n.WhyText != why {
			t.Errorf("%s: %s (%s)", n.Name, n.Why, n.WhyText)
		}
	}
	for names, want := range map[string]string{
		"a": `"a"`, "a b c": `"a", "b" and "c"`, "a b c d e": `"a", "b", "c", "d" and "e"`, "a b c d e f": `"a", "b", "c", "d", "e" and 1 other`, "g f e d c b a": `"a", "b", "c", "d", "e" and 2 others`,
	} {
		w.obs.Awaited.Nodes = strings.Fields(names)
		if _, view := react(t, w.state, w.obs); !strings.Contains(view.Awaiting, "report of "+want+", until") {
			t.Errorf("%s: %s", names, view.Awaiting)
		}
	}
	// An administrator need not wait.
	if d, err := bursting.Start(w.state, w.obs, "c1", ""); err != nil || line(d) != "c1 start 1 i-c1: manual [start]" {
		t.Error(line(d), err)
	}
	w.obs.Awaited = nil
	if decisions, view := react(t, w.state, w.obs); len(decisions) == 0 || view.Awaiting != "" {
		t.Errorf("%s %q", lines(decisions), view.Awaiting)
	}
}

// TestReact: given a world, these decisions follow; why says of nodes "node
// why".
func TestReact(t *testing.T) {
	busy := events.BurstFailure{Code: "throttled", Retry: true}
	for _, c := range []struct {
		what  string
		given func(*world)
		want  string
		why   string
	}{
		// Starts.
		{"plenty is free", func(w *world) { w.free(6) }, "", "c1 not-needed"},
		{"the threshold is reached", func(w *world) { w.free(5) }, "c1 start 1 i-c1: threshold oslo 5/40<=5 [start]", "c1 asking-the-cloud"},
		{"nothing is free", func(w *world) { w.free(0) }, "c1 start 1 i-c1: threshold oslo 0/40<=5 [start]", ""},
		{"the location's own threshold", func(w *world) { w.free(9); w.location("oslo").ThresholdHD = 9 }, "c1 start 1 i-c1: threshold oslo 9/40<=9 [start]", ""},
		{"the location's own, lower", func(w *world) { w.free(5); w.location("oslo").ThresholdHD = 4 }, "", "c1 not-needed"},
		{"only whole calls are free", func(w *world) {
			w.free(6)
			w.node("o1").Used++
		}, "c1 start 1 i-c1: threshold oslo 5/40<=5 [start]", ""},
		{"a node of the location is silent", func(w *world) { w.free(40); w.node("o1").Ready = false; w.use("o2", 15) }, "c1 start 1 i-c1: threshold oslo 5/20<=5 [start]", ""},
		{"the links of the location's nodes have just broken", func(w *world) {
			w.free(6)
			for _, id := range []string{"o1", "o2"} {
				w.node(id).Ready, w.node(id).Lost = false, true
			}
		}, "", "c1 not-needed"},
		{"the link of a node that is full has just broken", func(w *world) { w.free(5); w.node("o1").Ready, w.node("o1").Lost = false, true }, "c1 start 1 i-c1: threshold oslo 5/40<=5 [start]", ""},
		{"the link of a burst node has just broken", func(w *world) { w.free(5).runs("c1", time.Hour); w.node("c1").Ready, w.node("c1").Lost = false, true }, "", "c1 node-silent"},
		{"the link of a burst node that is stopped has just broken", func(w *world) { w.free(5); w.node("c1").Lost = true; w.node("c1").Name = "z" }, "c2 start 1 i-c2: threshold oslo 5/40<=5 [start]", ""},
		{"a node of the location is in maintenance", func(w *world) { w.free(40); w.node("o1").Maintenance = true; w.use("o2", 16) }, "c1 start 1 i-c1: threshold oslo 4/20<=5 [start]", ""},
		{"an edge location: what counts is who transcodes", func(w *world) {
			w.free(5)
			w.location("oslo").Overflow1 = ""
			w.obs.Locations = append(w.obs.Locations, bursting.Location{ID: "edge", Name: "Edge", Transcoding: "oslo", Overflow1: "cloud"})
		}, "c1 start 1 i-c1: threshold oslo 5/40<=5 [start]", ""},
		{"a location without nodes needs none", func(w *world) {
			w.free(40)
			w.obs.Locations = append(w.obs.Locations, bursting.Location{ID: "empty", Name: "Empty", Overflow1: "cloud"})
		}, "", ""},
		{"the second overflow location is none to start in", func(w *world) {
			w.free(0)
			w.location("oslo").Overflow1, w.location("oslo").Overflow2 = "", "cloud"
		}, "", ""},
		{"switched off", func(w *world) { w.free(0); w.obs.Settings.Enabled = false }, "", "c1 bursting-disabled"},
		{"one in flight", func(w *world) {
			w.free(0)
			w.record(time.Minute, events.NodeBurstStartRequested{ID: "c2", Attempt: "1", Machine: w.cloudMachine("c2"), GiveUpAt: noon.Add(9 * time.Minute)}, events.NodeBurstStarting{ID: "c2", Attempt: "1", Machine: w.cloudMachine("c2")})
		}, "", "c2 booting; c1 another-is-coming; c3 next-in-line"},
		{"somebody else starts one", func(w *world) {
			w.free(0)
			w.machine("c2").State, w.machine("c2").LaunchedAt = "pending", noon.Add(-time.Minute)
		}, "", "c2 started-outside"},
		{"least recently used", func(w *world) {
			w.free(5)
			for i, id := range []string{"c1", "c3", "c2"} {
				w.record(time.Duration(10-i)*time.Hour, events.NodeBurstStopped{ID: id, Attempt: "1", Machine: w.cloudMachine(id)})
			}
			w.record(7*time.Hour, events.NodeBurstStopped{ID: "c1", Attempt: "1", Machine: w.cloudMachine("c1")})
		}, "c3 start 1 i-c3: threshold oslo 5/40<=5 [start]", ""},
		{"then by name", func(w *world) { w.free(5); w.node("c1").Name = "z" }, "c2 start 1 i-c2: threshold oslo 5/40<=5 [start]", ""},
		{"several overflow locations at once", func(w *world) {
			w.free(5)
			w.obs.Locations = append(w.obs.Locations, bursting.Location{ID: "sky", Name: "Sky"}, bursting.Location{ID: "edge", Name: "Edge", Transcoding: "oslo", Overflow1: "sky"})
			w.node("c3").Location = "sky"
		}, "c1 start 1 i-c1: threshold oslo 5/40<=5 [start]; c3 start 1 i-c3: threshold oslo 5/40<=5 [start]", ""},

		// Cascade.
		{"cascade: the principal does not count", func(w *world) { w.free(40).runs("c1", time.Hour).use("c1", 5) }, "c2 start 1 i-c2: cascade cloud 5/10<=5 [start]", "c1 carries-calls"},
		{"enough is free in the cloud, whatever the principal has", func(w *world) { w.free(0).runs("c1", time.Hour).use("c1", 4) }, "", "c2 not-needed"},
		{"nothing of it is used", func(w *world) { w.free(0).runs("c1", time.Hour); w.node("c1").Capacity = capacity.FromHD(4) }, "", "c1 location-needs-it"},
		{"all run", func(w *world) {
			w.free(0)
			for _, id := range []string{"c1", "c2", "c3"} {
				w.runs(id, time.Hour).use(id, 10)
			}
		}, "", "c1 carries-calls"},

		// Candidates.
		{"maintenance", func(w *world) { w.free(5); w.node("c1").Maintenance = true }, "c2 start 1 i-c2: threshold oslo 5/40<=5 [start]", "c1 maintenance"},
		{"proxying", func(w *world) { w.free(5); w.node("c1").Proxying = true }, "c2 start 1 i-c2: threshold oslo 5/40<=5 [start]", "c1 proxying"},
		{"no machine", func(w *world) { w.free(5); w.machine("c1").Addresses = nil }, "c2 start 1 i-c2: threshold oslo 5/40<=5 [start]", "c1 no-machine"},
		{"another tag", func(w *world) { w.free(5); w.machine("c1").TagValue = "else" }, "c2 start 1 i-c2: threshold oslo 5/40<=5 [start]", "c1 tag-mismatch"},
		{"an address twice", func(w *world) { w.free(5); w.machine("c2").Addresses = []string{"10.9.0.1"} }, "c3 start 1 i-c3: threshold oslo 5/40<=5 [start]", "c1 duplicate-address; c2 no-machine"},
		{"machines of others have the addresses of ours, and nobody else's", func(w *world) { w.free(5).foreign("c1", "c2") }, "c1 start 1 i-c1: threshold oslo 5/40<=5 [start]", "c1 asking-the-cloud; c2 another-is-coming"},
		{"two accounts tell of the same machines, with other tags", func(w *world) { w.free(5).second("parley-2") }, "c1 start 1 i-c1: threshold oslo 5/40<=5 [start]", ""},
		{"two accounts tell of the same machines, with the same tag", func(w *world) { w.free(5).second("parley") }, "c1 start 1 i-c1: threshold oslo 5/40<=5 [start]", ""},
		{"two accounts tell of the same machines, one of them no more", func(w *world) {
			w.free(5).second("parley")
			w.obs.Accounts[0].Failure = &busy
		}, "c1 start 1 i-c1: threshold oslo 5/40<=5 [start]", ""},
		{"an address twice, one was its machine before", func(w *world) {
			w.free(5).runs("c1", time.Hour).record(time.Hour/2, events.NodeBurstStopped{ID: "c1", Attempt: "1", Machine: w.cloudMachine("c1")})
			w.node("c1").Ready, w.machine("c1").State = false, "stopped"
			w.machine("c2").Addresses = []string{"10.9.0.1"}
		}, "c3 start 1 i-c3: threshold oslo 5/40<=5 [start]", "c1 another-is-coming"},
		{"still stopping", func(w *world) { w.free(5); w.machine("c1").State = "stopping" }, "c2 start 1 i-c2: threshold oslo 5/40<=5 [start]", "c1 machine-state"},
		{"the account does not answer", func(w *world) {
			w.free(5)
			w.obs.Accounts[0].Failure, w.obs.Accounts[0].Since = &busy, noon.Add(-time.Minute)
		}, "", "c1 account-failing"},
		{"another account does", func(w *world) {
			w.free(5)
			other := w.obs.Accounts[0]
			other.ID, other.Name, other.Machines = "other", "Other", other.Machines[2:]
			w.obs.Accounts[0].Machines = w.obs.Accounts[0].Machines[:2]
			w.obs.Accounts[0].Failure = &busy
			w.obs.Accounts = append(w.obs.Accounts, other)
		}, "c3 start 1 i-c3: threshold oslo 5/40<=5 [start]", "c1 account-failing"},
		{"stopped by hand a while ago", func(w *world) {
			w.free(5).runs("c1", time.Hour).drains("c1", 49*time.Minute, events.BurstManual).record(49*time.Minute, events.NodeBurstStopped{ID: "c1", Attempt: "1", Machine: w.cloudMachine("c1")})
			w.machine("c1").State, w.node("c1").Ready = "stopped", false
		}, "c2 start 1 i-c2: threshold oslo 5/40<=5 [start]", "c1 stopped-by-hand"},
		{"no account yet", func(w *world) { w.free(5); w.obs.Accounts[0].AskedAt, w.obs.Accounts[0].Machines = time.Time{}, nil }, "", "c1 cloud-not-asked-yet"},

		// On the way up.
		{"asked for, not performed: asked again", func(w *world) { w.requested("c1", time.Minute) }, "c1 again [start]", "c1 asking-the-cloud"},
		{"asking", func(w *world) {
			w.requested("c1", time.Minute)
			w.report("c1", bursting.Report{Attempt: "1", Operation: events.BurstStart, Busy: true})
		}, "", "c1 asking-the-cloud"},
		{"accepted", func(w *world) {
			w.requested("c1", time.Minute)
			w.report("c1", bursting.Report{Attempt: "1", Operation: events.BurstStart, State: "pending"})
		}, "c1 starting", "c1 booting"},
		{"accepted, as the list says", func(w *world) { w.requested("c1", time.Minute); w.machine("c1").State = "running" }, "c1 starting", ""},
		{"running, as a list of before says", func(w *world) {
			w.requested("c1", time.Minute)
			w.machine("c1").State, w.obs.Accounts[0].AskedAt = "running", noon.Add(-2*time.Minute)
		}, "c1 again [start]", "c1 asking-the-cloud"},
		{"gone, as a list of before says", func(w *world) {
			w.starting("c1", time.Minute)
			w.machine("c1").ID, w.obs.Accounts[0].AskedAt = "i-other", noon.Add(-2*time.Minute)
		}, "", "c1 booting"},
		{"a report of another attempt", func(w *world) {
			w.requested("c1", time.Minute)
			w.report("c1", bursting.Report{Attempt: "0", Operation: events.BurstStart, State: "pending"})
		}, "c1 again [start]", ""},
		{"refused", func(w *world) {
			w.requested("c1", time.Minute)
			w.report("c1", bursting.Report{Attempt: "1", Operation: events.BurstStart, Failure: &busy})
		}, "c1 failed start: throttled", ""},
		{"the machine is gone", func(w *world) { w.requested("c1", time.Minute); w.machine("c1").ID = "i-other" }, "c1 failed start: no-machine", ""},
		{"the account is gone", func(w *world) { w.requested("c1", time.Minute); w.obs.Accounts[0].Enabled = false }, "c1 failed start: unknown-account", ""},
		{"the account is gone, and the cloud has accepted", func(w *world) { w.starting("c1", time.Minute); w.obs.Accounts[0].Enabled = false }, "", "c1 account-failing"},
		{"the account is gone, and the node comes", func(w *world) {
			w.starting("c1", time.Minute)
			w.ready("c1")
			w.obs.Accounts[0].Enabled = false
		}, "c1 running 1", ""},
		{"no burst node any more, before the cloud was asked", func(w *world) {
			w.requested("c1", time.Minute)
			w.node("c1").CloudBursting = false
		}, "c1 failed start: not-marked", ""},
		{"no burst node any more, and the cloud has accepted", func(w *world) {
			w.starting("c1", time.Minute)
			w.ready("c1")
			w.node("c1").CloudBursting = false
		}, "c1 running 1", ""},
		{"its tag was changed before the cloud was asked", func(w *world) { w.requested("c1", time.Minute); w.machine("c1").TagValue = "else" }, "c1 failed start: tag-mismatch", ""},
		{"its account was replaced", func(w *world) {
			w.second("parley").requested("c1", time.Minute)
			w.obs.Accounts = w.obs.Accounts[1:]
		}, "c1 again [start]", ""},
		{"boots", func(w *world) { w.starting("c1", time.Minute) }, "", "c1 booting"},
		{"runs, without its node", func(w *world) { w.starting("c1", time.Minute); w.machine("c1").State = "running" }, "", "c1 waiting-for-node"},
		{"its node is ready", func(w *world) {
			w.starting("c1", time.Minute)
			w.machine("c1").State = "running"
			w.ready("c1")
		}, "c1 running 1", "c1 minimum-lifetime"},
		{"its node was ready before", func(w *world) {
			w.starting("c1", time.Minute)
			w.machine("c1").State = "running"
			w.node("c1").Ready, w.node("c1").ReadyAfter = true, new(int)
		}, "", "c1 waiting-for-node"},
		{"ready in maintenance", func(w *world) {
			w.starting("c1", time.Minute)
			w.machine("c1").State = "running"
			w.node("c1").Ready, w.node("c1").Maintenance = true, true
		}, "c1 running 1", ""},
		{"in time", func(w *world) { w.starting("c1", 10*time.Minute-time.Second) }, "", "c1 booting"},
		{"too late", func(w *world) { w.starting("c1", 10*time.Minute) }, "c1 failed start: start-timeout", ""},
		{"too late, then the next", func(w *world) {
			w.free(5).starting("c1", 10*time.Minute).record(0, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "start-timeout"}})
			w.machine("c1").State = "pending"
		}, "c2 start 1 i-c2: threshold oslo 5/40<=5 [start]", ""},
		{"a start that comes late", func(w *world) {
			w.starting("c1", 12*time.Minute).record(2*time.Minute, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "start-timeout"}})
			w.machine("c1").State = "running"
			w.ready("c1")
		}, "c1 running 1", ""},
		{"a start whose answer was lost, while more is needed", func(w *world) {
			w.free(5).requested("c1", time.Minute).record(2*time.Second, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "unreachable", Retry: true}})
			w.machine("c1").State, w.machine("c1").LaunchedAt = "running", noon.Add(-time.Minute)
			w.obs.Now = noon.Add(2 * time.Minute)
			w.obs.Accounts[0].AskedAt = w.obs.Now
		}, "", "c1 started-outside"},
		{"a start whose node never comes", func(w *world) {
			w.starting("c1", 51*time.Minute).record(41*time.Minute, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "start-timeout"}})
			w.machine("c1").State = "running"
		}, "c1 stop: idle ran 3060 of 3000 (Its node never reported.) [stop]", ""},
		{"a start by a clock that is ahead, whose node never comes", func(w *world) {
			w.starting("c1", 51*time.Minute).record(41*time.Minute, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "start-timeout"}})
			w.machine("c1").State, w.machine("c1").LaunchedAt = "running", noon.Add(-54*time.Minute)
		}, "c1 stop: idle ran 3060 of 3000 (Its node never reported.) [stop]", ""},
		{"a start by a clock that is ahead, whose node came after it was given up", func(w *world) {
			w.starting("c1", 51*time.Minute)
			w.ready("c1")
			w.record(41*time.Minute, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "start-timeout"}})
			w.machine("c1").State = "running"
		}, "c1 running 1", ""},
		{"its node has been ready since before its attempt was given up, and before it was begun", func(w *world) {
			w.ready("c1")
			w.starting("c1", 51*time.Minute).record(41*time.Minute, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "start-timeout"}})
			w.machine("c1").State = "running"
		}, "c1 running 1", ""},
		{"ready for so long that it must be there", func(w *world) {
			w.ready("c1")
			w.starting("c1", bursting.Settle)
			w.machine("c1").State = "running"
		}, "c1 running 1", ""},
		{"of which others say that it carries something", func(w *world) {
			w.starting("c1", 51*time.Minute).record(41*time.Minute, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "start-timeout"}})
			w.machine("c1").State = "running"
			w.node("c1").Conferences = 1
		}, "", "c1 never-reported"},
		{"another public address", func(w *world) {
			w.starting("c1", time.Minute)
			w.machine("c1").State, w.machine("c1").PublicAddress = "running", "192.0.2.7"
		}, "c1 address 192.0.2.7 [address]", ""},
		{"another public address, its node is ready", func(w *world) {
			w.starting("c1", time.Minute)
			w.machine("c1").State, w.machine("c1").PublicAddress = "running", "192.0.2.7"
			w.ready("c1")
		}, "c1 address 192.0.2.7 [address]", ""},
		{"told, and its node is ready", func(w *world) {
			w.starting("c1", time.Minute).record(0, events.NodeBurstAddressChanged{ID: "c1", Attempt: "1", PublicAddress: "192.0.2.7"})
			w.machine("c1").State, w.machine("c1").PublicAddress = "running", "192.0.2.7"
			w.ready("c1")
			w.report("c1", bursting.Report{Attempt: "1", Operation: events.BurstAddress})
		}, "c1 running 1", ""},
		{"is being told, and its node is ready", func(w *world) {
			w.starting("c1", time.Minute).record(0, events.NodeBurstAddressChanged{ID: "c1", Attempt: "1", PublicAddress: "192.0.2.7"})
			w.machine("c1").State, w.machine("c1").PublicAddress = "running", "192.0.2.7"
			w.ready("c1")
			w.report("c1", bursting.Report{Attempt: "1", Operation: events.BurstAddress, Busy: true})
		}, "", "c1 waiting-for-node"},
		{"another address while one is told", func(w *world) {
			w.runs("c1", time.Minute).record(0, events.NodeBurstAddressChanged{ID: "c1", Attempt: "1", Previous: "192.0.2.1"})
			w.node("c1").StaticNATAddress, w.machine("c1").PublicAddress = "192.0.2.1", "192.0.2.7"
			w.report("c1", bursting.Report{Attempt: "1", Operation: events.BurstAddress, Busy: true})
		}, "", "c1 waiting-for-node"},
		{"another address when one was told", func(w *world) {
			w.runs("c1", time.Minute).record(0, events.NodeBurstAddressChanged{ID: "c1", Attempt: "1", Previous: "192.0.2.1"})
			w.node("c1").StaticNATAddress, w.machine("c1").PublicAddress = "", "192.0.2.7"
			w.report("c1", bursting.Report{Attempt: "1", Operation: events.BurstAddress})
		}, "c1 address 192.0.2.7 [address]", ""},
		{"told again while it runs, after a restart", func(w *world) {
			w.runs("c1", time.Minute).record(0, events.NodeBurstAddressChanged{ID: "c1", Attempt: "1", PublicAddress: "192.0.2.7", Previous: "192.0.2.1"})
			w.machine("c1").PublicAddress, w.node("c1").StaticNATAddress = "192.0.2.7", "192.0.2.1"
		}, "c1 again [address]", ""},
		{"it could not be told, and is told again", func(w *world) {
			w.runs("c1", 10*time.Minute).record(2*time.Minute, events.NodeBurstAddressChanged{ID: "c1", Attempt: "1", PublicAddress: "192.0.2.7"})
			w.record(time.Minute, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "address", Failure: busy})
			w.machine("c1").PublicAddress = "192.0.2.7"
			w.report("c1", bursting.Report{Attempt: "1", Operation: events.BurstAddress, At: noon.Add(-2 * time.Minute), Failure: &busy})
		}, "c1 again [address]", ""},
		{"it could not be told, a moment ago", func(w *world) {
			w.runs("c1", 10*time.Minute).record(2*time.Minute, events.NodeBurstAddressChanged{ID: "c1", Attempt: "1", PublicAddress: "192.0.2.7"})
			w.record(50*time.Second, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "address", Failure: busy})
			w.machine("c1").PublicAddress = "192.0.2.7"
			w.report("c1", bursting.Report{Attempt: "1", Operation: events.BurstAddress, At: noon.Add(-2 * time.Minute), Failure: &busy})
		}, "", "c1 minimum-lifetime"},
		{"it could not be told again", func(w *world) {
			w.runs("c1", 10*time.Minute).record(2*time.Minute, events.NodeBurstAddressChanged{ID: "c1", Attempt: "1", PublicAddress: "192.0.2.7"})
			w.record(time.Minute, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "address", Failure: busy})
			w.machine("c1").PublicAddress = "192.0.2.7"
			w.report("c1", bursting.Report{Attempt: "1", Operation: events.BurstAddress, At: noon.Add(-time.Second), Failure: &busy})
		}, "c1 failed address: throttled", ""},
		{"ready with the address of its last life, and no list says which it has", func(w *world) { w.toldBefore("c1", time.Minute); w.ready("c1") }, "", "c1 waiting-for-node"},
		{"the same for long", func(w *world) { w.toldBefore("c1", 2*time.Minute); w.ready("c1") }, "c1 address  [address]", ""},
		{"it has no public address any more", func(w *world) { w.toldBefore("c1", time.Minute); w.ready("c1"); w.machine("c1").State = "running" }, "c1 address  [address]", ""},
		{"it has the same as before", func(w *world) {
			w.toldBefore("c1", time.Minute)
			w.ready("c1")
			w.machine("c1").State, w.machine("c1").PublicAddress = "running", "192.0.2.1"
		}, "c1 running 1", ""},
		{"ready with an address that an administrator has set", func(w *world) {
			w.toldBefore("c1", time.Minute)
			w.ready("c1")
			w.node("c1").StaticNATAddress = "192.0.2.2"
		}, "c1 running 1", ""},
		{"taken back by the cloud", func(w *world) {
			w.starting("c1", time.Minute)
			m := w.machine("c1")
			m.State, m.StoppedFor = "stopped", &events.BurstFailure{Code: "disk-key-denied"}
			w.launchedBefore("c1", noon.Add(-5*time.Hour))
			m.LaunchedAt = noon.Add(-time.Minute)
		}, "c1 failed start: disk-key-denied", ""},
		{"a list that tells of the launch, and is behind with the rest", func(w *world) {
			w.starting("c1", 20*time.Second)
			w.launchedBefore("c1", noon.Add(-5*time.Hour))
			m := w.machine("c1")
			m.State, m.LaunchedAt = "stopped", noon.Add(-20*time.Second)
		}, "", "c1 booting"},
		{"taken back by the cloud, which does not say when it launched it", func(w *world) { w.starting("c1", 3*time.Minute); w.machine("c1").State = "stopped" }, "c1 failed start: start-refused", ""},
		{"the list may be behind, and tell why it was stopped before", func(w *world) {
			w.starting("c1", time.Minute)
			w.launchedBefore("c1", noon.Add(-5*time.Hour))
			m := w.machine("c1")
			m.State, m.LaunchedAt, m.StoppedFor = "stopped", noon.Add(-5*time.Hour), &events.BurstFailure{Code: "no-capacity"}
		}, "", "c1 booting"},
		{"it could not be told", func(w *world) {
			w.starting("c1", time.Minute).record(0, events.NodeBurstAddressChanged{ID: "c1", Attempt: "1", PublicAddress: "192.0.2.7"})
			w.machine("c1").State, w.machine("c1").PublicAddress = "running", "192.0.2.7"
			w.report("c1", bursting.Report{Attempt: "1", Operation: events.BurstAddress, Failure: &events.BurstFailure{Code: "refused"}})
		}, "c1 failed address: refused", ""},
		{"it could not be told, once more", func(w *world) {
			w.starting("c1", time.Minute).record(0, events.NodeBurstAddressChanged{ID: "c1", Attempt: "1", PublicAddress: "192.0.2.7"}, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "address", Failure: events.BurstFailure{Code: "refused"}})
			w.machine("c1").State, w.machine("c1").PublicAddress = "running", "192.0.2.7"
			w.ready("c1")
			w.report("c1", bursting.Report{Attempt: "1", Operation: events.BurstAddress, Failure: &events.BurstFailure{Code: "refused"}})
		}, "c1 running 1", ""},
		{"told again after a restart", func(w *world) {
			w.starting("c1", time.Minute).record(0, events.NodeBurstAddressChanged{ID: "c1", Attempt: "1", PublicAddress: "192.0.2.7"})
			w.machine("c1").State, w.machine("c1").PublicAddress = "running", "192.0.2.7"
		}, "c1 again [address]", ""},
		{"changed by hand since", func(w *world) {
			w.runs("c1", time.Minute).record(0, events.NodeBurstAddressChanged{ID: "c1", Attempt: "1", PublicAddress: "192.0.2.7"})
			w.machine("c1").PublicAddress, w.node("c1").StaticNATAddress = "192.0.2.7", "192.0.2.8"
		}, "", "c1 minimum-lifetime"},

		// Backing off.
		{"a machine that failed", func(w *world) {
			w.free(5).requested("c1", 30*time.Second).record(20*time.Second, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "wrong-state"}})
		}, "c2 start 1 i-c2: threshold oslo 5/40<=5 [start]", "c1 backing-off"},
		{"an account that failed", func(w *world) {
			w.free(5).requested("c1", 30*time.Second).record(20*time.Second, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "permission-denied"}})
		}, "", "c1 backing-off; c2 backing-off"},
		{"an account that failed, a minute later", func(w *world) {
			w.free(5).requested("c1", 90*time.Second).record(60*time.Second, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "permission-denied"}})
		}, "c2 start 1 i-c2: threshold oslo 5/40<=5 [start]", ""},
		{"an account that was mended", func(w *world) {
			w.free(5).requested("c1", 30*time.Second).record(20*time.Second, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "permission-denied"}})
			w.obs.Accounts[0].ConfiguredAt = noon
		}, "c2 start 1 i-c2: threshold oslo 5/40<=5 [start]", ""},

		{"three that failed at once are one failure", func(w *world) {
			w.free(5)
			for i, id := range []string{"c1", "c2", "c3"} {
				w.requested(id, 2*time.Minute).record(time.Minute+time.Duration(i)*time.Second, events.NodeBurstFailed{ID: id, Attempt: "1", Operation: "start", Failure: busy})
			}
			w.obs.Now = noon.Add(2 * time.Second)
		}, "c3 start 2 i-c3: threshold oslo 5/40<=5 [start]", ""},
		{"two that failed one after the other are two", func(w *world) {
			w.free(5)
			w.requested("c1", 4*time.Minute).record(200*time.Second, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: busy})
			w.requested("c2", 2*time.Minute).record(119*time.Second, events.NodeBurstFailed{ID: "c2", Attempt: "1", Operation: "start", Failure: busy})
		}, "", "c1 backing-off; c2 backing-off; c3 backing-off"},
		{"a right that is missing for stopping", func(w *world) {
			w.free(0).runs("c1", time.Hour).drains("c1", time.Minute, events.BurstManual).record(time.Minute, events.NodeBurstStopRequested{ID: "c1", Attempt: "1", Machine: w.cloudMachine("c1"), Reason: events.BurstReason{Trigger: events.BurstManual}})
			w.record(20*time.Second, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "stop", Failure: events.BurstFailure{Code: "permission-denied"}})
			w.node("c1").RefusesCalls = true
		}, "c2 start 1 i-c2: threshold oslo 0/40<=5 [start]", "c1 backing-off"},
		{"a right that is missing for starting", func(w *world) {
			w.requested("c2", time.Minute).record(20*time.Second, events.NodeBurstFailed{ID: "c2", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "permission-denied"}})
			w.runs("c1", time.Hour).drains("c1", time.Minute, events.BurstIdle)
			w.node("c1").RefusesCalls = true
		}, "c1 stop: idle ran 3600 of 0 [stop]", "c3 backing-off"},
		{"a right that was found to be there since", func(w *world) {
			w.free(5).requested("c1", time.Minute).record(20*time.Second, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: events.BurstFailure{Code: "permission-denied", Permission: "start"}})
			w.obs.Accounts[0].CheckedAt, w.obs.Accounts[0].Granted = noon, []string{"list", "start"}
		}, "c2 start 1 i-c2: threshold oslo 5/40<=5 [start]", ""},
		{"an account that failed a node that is no burst node any more", func(w *world) {
			w.free(5).requested("c1", 30*time.Second).record(20*time.Second, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "start", Failure: busy})
			w.node("c1").CloudBursting = false
			w.node("c1").Location = "else"
		}, "c2 start 1 i-c2: threshold oslo 5/40<=5 [start]", ""},

		// Found running, or stopped.
		{"somebody else started it", func(w *world) {
			w.machine("c1").State, w.machine("c1").LaunchedAt = "running", noon.Add(-time.Minute)
			w.ready("c1")
		}, "c1 running 1: provider (The machine was not started from here.)", ""},
		{"a list that is behind", func(w *world) {
			w.runs("c1", time.Hour).drains("c1", 2*time.Minute, events.BurstIdle).record(time.Minute, events.NodeBurstStopped{ID: "c1", Attempt: "1", Machine: w.cloudMachine("c1")})
		}, "", ""},
		{"a machine of others runs, and so does ours, at the same address", func(w *world) {
			w.foreign("c1").machine("c1").Addresses = nil
			w.obs.Accounts[0].Machines[3].State = "running"
			w.ready("c1")
		}, "", "c1 tag-mismatch"},
		{"taken out while it runs", func(w *world) { w.runs("c1", 5*time.Hour); w.machine("c1").TagValue = "" }, "", "c1 tag-mismatch"},
		{"taken out while it runs, and stopped at the cloud", func(w *world) {
			w.runs("c1", 5*time.Hour)
			w.machine("c1").TagValue, w.machine("c1").State, w.node("c1").Ready = "", "stopped", false
		}, "c1 stopped: provider", ""},
		{"taken out, and it runs on its own", func(w *world) {
			w.machine("c1").TagValue, w.machine("c1").State = "", "running"
			w.ready("c1")
		}, "", "c1 tag-mismatch"},
		{"somebody else stopped it", func(w *world) { w.runs("c1", time.Hour); w.machine("c1").State, w.node("c1").Ready = "stopped", false }, "c1 stopped: provider", ""},
		{"the list says stopped, its node reports", func(w *world) { w.free(5).runs("c1", time.Hour); w.machine("c1").State = "stopped" }, "", "c1 location-needs-it"},
		{"it is gone", func(w *world) {
			w.runs("c1", time.Hour)
			w.node("c1").Ready = false
			w.obs.Accounts[0].Machines = w.obs.Accounts[0].Machines[1:]
		}, "c1 stopped: provider (The cloud does not know the machine any more.)", ""},
		{"it is silent", func(w *world) { w.runs("c1", 2*time.Hour); w.node("c1").Ready = false }, "", "c1 node-silent"},

		// Stops.
		{"idle, but young", func(w *world) { w.runs("c1", 50*time.Minute-time.Second) }, "", "c1 minimum-lifetime"},
		{"idle past its lifetime", func(w *world) { w.runs("c1", 50*time.Minute) }, "c1 draining: idle ran 3000 of 3000", "c1 to-be-stopped"},
		{"launched later than asked for", func(w *world) { w.runs("c1", 50*time.Minute); w.machine("c1").LaunchedAt = noon.Add(-49 * time.Minute) }, "", "c1 minimum-lifetime"},
		{"a launch of before", func(w *world) { w.runs("c1", 49*time.Minute); w.machine("c1").LaunchedAt = noon.Add(-49 * time.Hour) }, "", "c1 minimum-lifetime"},
		{"it carries a call", func(w *world) { w.runs("c1", 5*time.Hour).use("c1", 1) }, "", "c1 carries-calls"},
		{"a conference without calls", func(w *world) { w.runs("c1", 5*time.Hour); w.node("c1").Conferences = 1 }, "", "c1 carries-calls"},
		{"the principal is at its threshold", func(w *world) { w.free(5).runs("c1", 5*time.Hour) }, "", "c1 location-needs-it"},
		{"the principal approaches it", func(w *world) { w.free(7).runs("c1", 5*time.Hour) }, "", "c1 location-approaches-threshold"},
		{"the principal is well above it", func(w *world) { w.free(8).runs("c1", 5*time.Hour) }, "c1 draining: idle ran 18000 of 3000", ""},
		{"a small principal that is all free", func(w *world) {
			w.free(40).runs("c1", 5*time.Hour)
			w.node("o1").Capacity, w.node("o2").Capacity = capacity.FromHD(3), capacity.FromHD(4)
		}, "c1 draining: idle ran 18000 of 3000", ""},
		{"others carry calls and would be short", func(w *world) { w.free(40).runs("c1", 5*time.Hour).runs("c2", 5*time.Hour).use("c2", 3) }, "", "c1 overflow-needs-it; c2 carries-calls"},
		{"others carry calls and have enough", func(w *world) { w.free(40).runs("c1", 5*time.Hour).runs("c2", 5*time.Hour).use("c2", 2) }, "c1 draining: idle ran 18000 of 3000", ""},
		{"all are idle", func(w *world) { w.runs("c1", 5*time.Hour).runs("c2", 4*time.Hour) }, "c1 draining: idle ran 18000 of 3000; c2 draining: idle ran 14400 of 3000", ""},
		{"another is idle, too, and has to stay for a while", func(w *world) {
			w.runs("c1", 5*time.Hour).runs("c2", 20*time.Minute)
			w.node("c2").Capacity = capacity.FromHD(5)
		}, "", "c1 goes-with-others; c2 minimum-lifetime"},
		{"another is idle, too, and its cloud does not answer for a while", func(w *world) {
			w.runs("c1", 5*time.Hour).runs("c2", 4*time.Hour)
			w.node("c2").Capacity = capacity.FromHD(5)
			other := w.obs.Accounts[0]
			other.ID, other.Failure, other.Machines = "other", &busy, other.Machines[1:2]
			w.obs.Accounts[0].Machines = w.obs.Accounts[0].Machines[:1]
			w.obs.Accounts = append(w.obs.Accounts, other)
		}, "", "c1 goes-with-others; c2 account-failing"},
		{"another is idle, too, and its cloud has just refused to stop it", func(w *world) {
			w.runs("c1", 5*time.Hour).runs("c2", 4*time.Hour)
			w.node("c2").Capacity = capacity.FromHD(5)
			w.record(time.Minute, events.NodeBurstDraining{ID: "c2", Attempt: "1"}, events.NodeBurstStopRequested{ID: "c2", Attempt: "1", Machine: w.cloudMachine("c2")})
			w.record(30*time.Second, events.NodeBurstFailed{ID: "c2", Attempt: "1", Operation: "stop", Failure: events.BurstFailure{Code: "wrong-state"}}, events.NodeBurstKept{ID: "c2", Attempt: "1"})
		}, "", "c1 goes-with-others; c2 backing-off"},
		{"another is idle, too, and nobody knows its machine", func(w *world) {
			w.runs("c1", 5*time.Hour).runs("c2", 4*time.Hour)
			w.node("c2").Capacity = capacity.FromHD(5)
			w.obs.Accounts[0].Machines = slices.Delete(w.obs.Accounts[0].Machines, 1, 2)
		}, "c1 draining: idle ran 18000 of 3000", "c2 no-machine"},
		{"another is idle and has enough for calls to come", func(w *world) { w.runs("c1", 5*time.Hour).runs("c2", 20*time.Minute) }, "c1 draining: idle ran 18000 of 3000", "c2 minimum-lifetime"},
		{"small ones that are idle go together", func(w *world) {
			w.runs("c1", 5*time.Hour).runs("c2", 4*time.Hour)
			w.node("c2").Capacity = capacity.FromHD(5)
		}, "c1 draining: idle ran 18000 of 3000; c2 draining: idle ran 14400 of 3000", ""},
		{"of those that are too many the oldest goes", func(w *world) { w.runs("c1", 4*time.Hour).runs("c2", 5*time.Hour).runs("c3", time.Hour).use("c3", 5) }, "c2 draining: idle ran 18000 of 3000", "c1 overflow-needs-it"},
		{"maintenance, running", func(w *world) { w.runs("c1", 5*time.Hour); w.node("c1").Maintenance = true }, "", "c1 maintenance"},
		{"switched off, running", func(w *world) { w.runs("c1", 5*time.Hour); w.obs.Settings.Enabled = false }, "", "c1 bursting-disabled"},
		{"a second overflow location whose first has nothing", func(w *world) {
			w.free(0).runs("c3", 5*time.Hour)
			w.obs.Locations = append(w.obs.Locations, bursting.Location{ID: "sky", Name: "Sky"})
			w.location("oslo").Overflow2, w.node("c3").Location = "sky", "sky"
			w.runs("c1", time.Hour).runs("c2", time.Hour).use("c1", 10).use("c2", 10)
		}, "", "c3 location-needs-it"},
		{"a second overflow location whose first has something", func(w *world) {
			w.free(0).runs("c3", 5*time.Hour)
			w.obs.Locations = append(w.obs.Locations, bursting.Location{ID: "sky", Name: "Sky"})
			w.location("oslo").Overflow2, w.node("c3").Location = "sky", "sky"
			w.runs("c1", time.Hour).runs("c2", time.Hour).use("c1", 10)
		}, "c3 draining: idle ran 18000 of 3000", ""},

		// Drains.
		{"not confirmed", func(w *world) { w.runs("c1", time.Hour).drains("c1", time.Second, events.BurstIdle) }, "", "c1 waiting-until-it-refuses-calls"},
		{"confirmed", func(w *world) {
			w.runs("c1", time.Hour).drains("c1", time.Second, events.BurstIdle)
			w.node("c1").RefusesCalls = true
		}, "c1 stop: idle ran 3600 of 0 [stop]", ""},
		{"confirmed before it knew", func(w *world) {
			w.runs("c1", time.Hour).drains("c1", time.Second, events.BurstIdle)
			w.node("c1").RefusesCalls, w.node("c1").Applied = true, 41
			life := w.state.Lives["c1"]
			life.DrainPosition = 42
			w.state.Lives["c1"] = life
		}, "", "c1 waiting-until-it-refuses-calls"},
		{"a call is being set up", func(w *world) {
			w.runs("c1", time.Hour).drains("c1", time.Second, events.BurstIdle)
			w.node("c1").RefusesCalls, w.node("c1").Used = true, 48
		}, "c1 kept: it got a call before it drained: it carries a call that is being set up.", ""},
		{"a call came in between", func(w *world) {
			w.runs("c1", time.Hour).drains("c1", time.Second, events.BurstIdle).use("c1", 1)
			w.node("c1").RefusesCalls = true
		}, "c1 kept: it got a call before it drained: it carries 1 call in 1 conference.", ""},
		{"needed again", func(w *world) {
			w.free(5).runs("c1", time.Hour).drains("c1", time.Second, events.BurstIdle)
			w.node("c1").RefusesCalls = true
		}, `c1 kept: "Oslo" had 5 of 40 HD calls free, and its threshold is 5.`, ""},
		{"needed again, though another one takes calls", func(w *world) {
			w.free(5).runs("c1", time.Hour).runs("c2", time.Hour).drains("c1", time.Second, events.BurstIdle)
			w.node("c1").RefusesCalls = true
		}, `c1 kept: "Oslo" has 5 of 40 HD calls free; its threshold is 5.`, ""},
		{"needed again by the cloud", func(w *world) {
			w.runs("c1", time.Hour).runs("c2", time.Hour).use("c2", 5).drains("c1", time.Second, events.BurstIdle)
		}, `c1 kept: "Cloud" had 5 of 10 HD calls free, and its threshold is 5.`, ""},
		{"taken out while it drains", func(w *world) {
			w.runs("c1", time.Hour).drains("c1", time.Second, events.BurstIdle)
			w.node("c1").RefusesCalls, w.machine("c1").TagValue = true, "else"
		}, `c1 kept: its machine is tagged "else", not "parley".`, ""},
		{"taken out while it drains by hand", func(w *world) {
			w.runs("c1", time.Hour).drains("c1", time.Second, events.BurstManual)
			w.node("c1").RefusesCalls, w.machine("c1").TagValue = true, "else"
		}, "", "c1 tag-mismatch"},
		{"drains while silent", func(w *world) {
			w.runs("c1", time.Hour).drains("c1", time.Second, events.BurstIdle)
			w.node("c1").RefusesCalls, w.node("c1").Ready = true, false
		}, "", "c1 node-silent"},
		{"switched off while it drains", func(w *world) {
			w.runs("c1", time.Hour).drains("c1", time.Second, events.BurstIdle)
			w.obs.Settings.Enabled = false
		}, "c1 kept: bursting was switched off.", ""},
		{"by hand, with calls", func(w *world) {
			w.free(0).runs("c1", time.Minute).use("c1", 2).drains("c1", time.Second, events.BurstManual)
			w.node("c1").RefusesCalls = true
		}, "c2 start 1 i-c2: threshold oslo 0/40<=5 [start]", "c1 calls-end"},
		{"by hand, idle", func(w *world) {
			w.free(0).runs("c1", time.Minute).drains("c1", time.Second, events.BurstManual)
			w.node("c1").RefusesCalls = true
		}, "c2 start 1 i-c2: threshold oslo 0/40<=5 [start]; c1 stop: manual [stop]", ""},
		{"no burst node any more", func(w *world) {
			w.runs("c1", time.Hour).drains("c1", time.Second, events.BurstIdle)
			w.node("c1").CloudBursting = false
		}, "c1 kept: it is no burst node any more.", ""},

		// On the way down.
		{"stop: asked again after a restart", func(w *world) { w.stopping("c1", time.Minute) }, "c1 again [stop]", "c1 asking-the-cloud-to-stop"},
		{"stop: left over, and its node silent", func(w *world) { w.stopping("c1", time.Minute); w.node("c1").Ready = false }, "", "c1 node-silent"},
		{"stop: taken out before the cloud was asked", func(w *world) { w.stopping("c1", time.Minute); w.machine("c1").TagValue = "else" }, "c1 failed stop: tag-mismatch", ""},
		{"stop: the account is gone, and the node silent", func(w *world) {
			w.stopping("c1", time.Minute)
			w.node("c1").Ready, w.obs.Accounts[0].Enabled = false, false
		}, "c1 failed stop: unknown-account", ""},
		{"stop: no burst node any more, before the cloud was asked", func(w *world) { w.stopping("c1", time.Minute); w.node("c1").CloudBursting = false }, "c1 failed stop: not-marked", ""},
		{"stop: no burst node any more, and it stops", func(w *world) {
			w.stopping("c1", time.Minute)
			w.node("c1").CloudBursting, w.machine("c1").State = false, "stopped"
		}, "c1 stopped", ""},
		{"stop: no burst node any more, and it was refused", func(w *world) {
			w.stopping("c1", time.Minute).record(0, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "stop", Failure: busy})
			w.node("c1").CloudBursting = false
		}, "c1 kept: it is no burst node any more.", ""},
		{"stop: asking", func(w *world) {
			w.stopping("c1", time.Minute)
			w.report("c1", bursting.Report{Attempt: "1", Operation: events.BurstStop, Busy: true})
		}, "", "c1 asking-the-cloud-to-stop"},
		{"stop: accepted", func(w *world) {
			w.stopping("c1", time.Minute)
			w.report("c1", bursting.Report{Attempt: "1", Operation: events.BurstStop, State: "stopping"})
		}, "", "c1 waiting-until-stopped"},
		{"stop: done", func(w *world) { w.stopping("c1", time.Minute); w.machine("c1").State = "stopped" }, "c1 stopped", ""},
		{"stop: done, as a list of before says", func(w *world) {
			w.stopping("c1", time.Minute)
			w.report("c1", bursting.Report{Attempt: "1", Operation: events.BurstStop, State: "stopping"})
			w.machine("c1").State, w.obs.Accounts[0].AskedAt = "stopped", noon.Add(-2*time.Minute)
		}, "", "c1 waiting-until-stopped"},
		{"stop: refused", func(w *world) {
			w.stopping("c1", time.Minute)
			w.report("c1", bursting.Report{Attempt: "1", Operation: events.BurstStop, Failure: &busy})
		}, "c1 failed stop: throttled", ""},
		{"stop: refused a moment ago", func(w *world) {
			w.stopping("c1", time.Minute).record(30*time.Second, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "stop", Failure: busy})
			w.node("c1").RefusesCalls = true
		}, "", "c1 backing-off"},
		{"stop: tried again", func(w *world) {
			w.stopping("c1", 2*time.Minute).record(time.Minute, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "stop", Failure: busy})
			w.node("c1").RefusesCalls = true
		}, "c1 stop: idle ran 3600 of 0 [stop]", ""},
		{"stop: too late", func(w *world) {
			w.stopping("c1", 10*time.Minute)
			w.report("c1", bursting.Report{Attempt: "1", Operation: events.BurstStop, State: "stopping"})
		}, "c1 failed stop: stop-timeout", ""},
		{"stop: too late, as far as is known", func(w *world) {
			w.stopping("c1", 10*time.Minute)
			w.report("c1", bursting.Report{Attempt: "1", Operation: events.BurstStop, State: "stopping"})
			w.accountFails("unreachable")
		}, "", "c1 waiting-until-stopped"},
		{"stop: its answer was lost", func(w *world) {
			w.stopping("c1", 2*time.Minute).record(time.Minute, events.NodeBurstFailed{ID: "c1", Attempt: "1", Operation: "stop", Failure: busy})
			w.machine("c1").State, w.node("c1").Ready = "stopped", false
		}, "c1 stopped", ""},
		{"stop: a call is seen after a restart", func(w *world) { w.stopping("c1", time.Minute).use("c1", 1) }, "c1 failed stop: in-use", ""},
		{"stopped, and needed no more", func(w *world) {
			w.stopping("c1", time.Hour).record(0, events.NodeBurstStopped{ID: "c1", Attempt: "1", Machine: w.cloudMachine("c1")})
			w.machine("c1").State, w.node("c1").Ready = "stopped", false
		}, "", "c1 not-needed"},
	} {
		t.Run(c.what, func(t *testing.T) {
			w := newWorld(t)
			c.given(w)
			decisions, view := react(t, w.state, w.obs)
			if got := lines(decisions); got != c.want {
				t.Errorf("\n%s, want\n%s", got, c.want)
			}
			for one := range strings.SplitSeq(c.why, "; ") {
				if id, why, ok := strings.Cut(one, " "); ok {
					if n := w.view(id, view); string(n.Why) != why {
						t.Errorf("%s: %s (%s), want %s", id, n.Why, n.WhyText, why)
					}
				}
			}
		})
	}
}

func (w *world) requested(id string, ago time.Duration) *world {
	return w.record(ago, events.NodeBurstStartRequested{ID: id, Attempt: "1", Machine: w.cloudMachine(id), GiveUpAt: noon.Add(10*time.Minute - ago), Reason: events.BurstReason{Trigger: events.BurstManual}})
}

func (w *world) starting(id string, ago time.Duration) *world {
	w.machine(id).State = "pending"
	return w.requested(id, ago).record(ago, events.NodeBurstStarting{ID: id, Attempt: "1", Machine: w.cloudMachine(id)})
}

func (w *world) stopping(id string, ago time.Duration) *world {
	return w.runs(id, time.Hour).drains(id, ago, events.BurstIdle).record(ago, events.NodeBurstStopRequested{ID: id, Attempt: "1", Machine: w.cloudMachine(id), Reason: events.BurstReason{Trigger: events.BurstIdle}})
}

// toldBefore has one start whose node has the address of its last life, which it
// was told then; the list is older than the start.
func (w *world) toldBefore(id string, ago time.Duration) *world {
	w.record(5*time.Hour, events.NodeBurstAddressChanged{ID: id, Attempt: "0", PublicAddress: "192.0.2.1"})
	w.node(id).StaticNATAddress = "192.0.2.1"
	return w.starting(id, ago)
}

// launchedBefore has the machine known to have been launched then, before it was
// asked for.
func (w *world) launchedBefore(id string, at time.Time) {
	life := w.state.Lives[id]
	life.LaunchedBefore = &at
	w.state.Lives[id] = life
}

// foreign has machines of others listed, with the addresses of these.
func (w *world) foreign(ids ...string) *world {
	for _, id := range ids {
		m := *w.machine(id)
		m.ID, m.TagValue = "f-"+id, "else"
		w.obs.Accounts[0].Machines = append(w.obs.Accounts[0].Machines, m)
	}
	return w
}

// second has another account tell of the same machines.
func (w *world) second(tag string) *world {
	other := w.obs.Accounts[0]
	other.ID, other.Name, other.TagValue, other.Machines = "second", "Second", tag, slices.Clone(other.Machines)
	w.obs.Accounts = append(w.obs.Accounts, other)
	return w
}

func (w *world) report(id string, r bursting.Report) {
	if w.obs.Operations == nil {
		w.obs.Operations = map[string]bursting.Report{}
	}
	w.obs.Operations[id] = r
}
