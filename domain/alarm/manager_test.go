package alarm_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/parley-video/parley/domain/alarm"
	"github.com/parley-video/parley/domain/domaintest"
	"github.com/parley-video/parley/events"
)

// scene is a manager with a clock and the log that its commands lead to.
type scene struct {
	t       testing.TB
	m       alarm.Manager
	now     time.Time
	states  map[string]alarm.State
	next    map[string]events.Revision
	written []events.Recorded
	seen    alarm.Observation
}

func newScene(t testing.TB) *scene {
	return &scene{t: t, now: domaintest.Time, states: map[string]alarm.State{}, next: map[string]events.Revision{}}
}

func (s *scene) log(ev events.Event) {
	rec := events.Recorded{Event: ev, Created: s.now, Meta: events.Metadata{Time: s.now}}
	s.written = append(s.written, rec)
	s.m.Apply(rec)
}

func (s *scene) after(d time.Duration) *scene {
	s.now = s.now.Add(d)
	return s
}

// takeOver goes on with a manager that knows nothing but the log.
func (s *scene) takeOver() *scene {
	s.m = alarm.Manager{}
	for _, rec := range s.written {
		s.m.Apply(rec)
	}
	return s
}

// look observes what was set.
func (s *scene) look() *scene {
	s.m.Observe(s.seen, s.now)
	return s
}

// act carries out what is due, through the decider, and gives it as text.
func (s *scene) act() string {
	s.t.Helper()
	var out []string
	for _, cmd := range s.m.Due(s.now) {
		id := cmd.AggregateID()
		d, err := alarm.Decide(cmd, s.states[id])
		if err != nil || len(d.Events) == 0 {
			s.t.Fatalf("%+v came to nothing: %v", cmd, err)
		}
		for _, ev := range d.Events {
			rec := events.Recorded{Event: ev, Revision: s.next[id], Created: s.now, Meta: events.Metadata{Time: s.now}}
			s.next[id]++
			s.states[id] = alarm.Evolve(s.states[id], rec)
			s.written = append(s.written, rec)
			s.m.Apply(rec)
			switch e := ev.(type) {
			case events.AlarmRaised:
				out = append(out, fmt.Sprintf("+%s %s %s", e.Kind, e.Level, e.Subject.ID))
			case events.AlarmLowered:
				out = append(out, fmt.Sprintf("-%s %s %s", e.Kind, e.Reason, e.Subject.ID))
			}
		}
	}
	if again := s.m.Due(s.now); len(again) > 0 {
		s.t.Fatalf("due once more: %+v", again)
	}
	return strings.Join(out, ", ")
}

func (s *scene) expect(want string) *scene {
	s.t.Helper()
	if got := s.act(); got != want {
		s.t.Fatalf("at +%s: %q, want %q", s.now.Sub(domaintest.Time), got, want)
	}
	return s
}

func node(id string) events.Event {
	return events.NodeCreated{ID: id, Settings: events.NodeSettings{Name: "node " + id}}
}

func liveness(to events.Liveness) events.Event { return events.NodeLivenessChanged{ID: "n", To: to} }

func TestUnreachableAndBack(t *testing.T) {
	s := newScene(t)
	s.log(node("n"))
	s.expect("")
	s.log(liveness(events.LivenessLate))
	s.expect("+node-unreachable warning n")
	s.log(liveness(events.LivenessStale))
	s.expect("-node-unreachable level-changed n, +node-unreachable error n")
	// Who comes and goes stays one alarm.
	s.log(liveness(events.LivenessOnline))
	s.after(9 * time.Second).expect("")
	s.log(liveness(events.LivenessStale))
	s.after(time.Minute).expect("")
	s.log(liveness(events.LivenessOnline))
	s.after(alarm.BackFor).expect("-node-unreachable cleared n")
	s.log(liveness(events.LivenessStale))
	s.expect("+node-unreachable error n")
	s.log(events.NodeRemoved{ID: "n"})
	s.expect("-node-unreachable subject-removed n")
}

func TestConfigurationOutOfStep(t *testing.T) {
	s := newScene(t)
	s.log(node("n"))
	report := func(applied, want events.Position) {
		s.seen.Config, s.seen.Nodes = want, map[string]alarm.Report{"n": {At: s.now, Applied: applied}}
		s.look()
	}
	report(5, 5)
	s.expect("")
	report(5, 9)
	s.after(29 * time.Second)
	report(5, 9)
	s.expect("")
	s.after(time.Second)
	report(5, 9)
	s.expect("+node-out-of-step warning n")
	s.after(time.Minute).look().expect("") // nothing heard: nothing known
	// Who takes over, or hears of the node again, has not seen it wait.
	s.takeOver().expect("")
	report(5, 12)
	s.expect("")
	report(5, 0) // the configuration is not known yet
	s.after(time.Second).expect("")
	report(9, 12)
	s.after(time.Second)
	report(11, 12)
	s.expect("")
	report(12, 12)
	s.expect("-node-out-of-step cleared n")
	report(12, 20)
	s.after(alarm.BehindFor)
	report(12, 20)
	s.expect("+node-out-of-step warning n")
	report(20, 21)
	s.expect("-node-out-of-step cleared n") // it moves
	report(21, 21)
	// One that is always one change behind, but moves, is in step.
	for i := range events.Position(20) {
		s.after(10 * time.Second)
		report(21+i, 22+i)
		s.expect("")
	}
}

func TestClockSkew(t *testing.T) {
	s := newScene(t)
	s.log(node("n"))
	report := func(skew time.Duration) {
		s.seen.Nodes = map[string]alarm.Report{"n": {At: s.now, Skew: skew}}
		s.seen.Config = 1
		s.seen.Nodes["n"] = alarm.Report{At: s.now, Skew: skew, Applied: 1}
		s.look()
	}
	report(-6 * time.Second)
	s.after(50 * time.Second)
	report(4 * time.Second) // still wrong
	s.expect("")
	s.after(10 * time.Second)
	report(-7 * time.Second)
	s.expect("+node-clock-skew warning n")
	report(4 * time.Second)
	s.expect("")
	s.takeOver().expect("")
	report(4 * time.Second)
	s.expect("")
	s.after(alarm.BehindFor * 4).look().expect("") // nothing heard: nothing known
	report(-3 * time.Second)
	s.expect("")
	report(2 * time.Second)
	s.expect("-node-clock-skew cleared n")
	report(4 * time.Second)
	s.after(time.Hour)
	report(4 * time.Second)
	s.expect("")
}

func TestFactsThatWait(t *testing.T) {
	s := newScene(t)
	s.log(node("n"))
	report := func(facts uint64, oldest time.Duration) *scene {
		s.seen.Nodes = map[string]alarm.Report{"n": {At: s.now, QueuedFacts: facts, OldestFact: oldest}}
		return s.look()
	}
	// After an interruption there is much to tell, but it is told.
	report(50_000, 3*time.Hour).expect("")
	s.after(30 * time.Second)
	report(20, time.Second).expect("")
	s.after(alarm.QueueFor)
	report(3, alarm.QueueOld).expect("")
	s.after(alarm.QueueFor - time.Second)
	report(3, alarm.QueueOld+time.Minute).expect("")
	s.after(time.Second)
	report(3, alarm.QueueOld+time.Minute).expect("+node-facts-queued warning n")
	if raised := s.written[len(s.written)-1].Event.(events.AlarmRaised); fmt.Sprint(raised.Numbers) != "[{queuedFacts 3} {oldestSeconds 360}]" {
		t.Errorf("numbers %v", raised.Numbers)
	}
	s.takeOver().expect("")
	report(2, alarm.QueueOld/2).expect("") // better, but not well
	s.seen.Nodes = nil
	s.look().expect("") // nothing heard: nothing known
	s.after(time.Minute)
	report(2, time.Second).expect("-node-facts-queued cleared n")
	// Many are as bad as old ones.
	report(alarm.QueueLarge, time.Second)
	s.after(alarm.QueueFor)
	report(alarm.QueueLarge-1, time.Second).expect("+node-facts-queued warning n")
	report(alarm.QueueLarge/2-1, time.Second).expect("-node-facts-queued cleared n")
	// What is half as bad was never an alarm.
	s.after(time.Hour)
	report(alarm.QueueLarge/2, alarm.QueueOld/2)
	s.after(alarm.QueueFor)
	report(alarm.QueueLarge/2, alarm.QueueOld/2).expect("")
}

func TestConferencesOfALostDisk(t *testing.T) {
	s := newScene(t)
	s.log(node("n"))
	report := func(oldest time.Duration, forgotten ...string) *scene {
		s.seen.Nodes = map[string]alarm.Report{"n": {At: s.now, OldestFact: oldest, Forgotten: forgotten}}
		s.seen.Recall = true
		return s.look()
	}
	// What has just begun, or ended, is in the log and not in the report for a moment.
	for i := range 100 {
		report(0, fmt.Sprint("c", i)).after(5 * time.Second).expect("")
	}
	// Facts that wait may be what ends them.
	report(0, "c").after(alarm.ForgottenFor - time.Second)
	report(alarm.QueueOld/5, "c").expect("")
	report(0, "c").after(alarm.ForgottenFor - time.Second)
	report(0, "c", "d").expect("")
	s.after(time.Second)
	report(0, "c", "d").expect("+node-conferences-lost warning n")
	if raised := s.written[len(s.written)-1].Event.(events.AlarmRaised); fmt.Sprint(raised.Numbers) != "[{conferences 1}]" {
		t.Errorf("numbers %v", raised.Numbers)
	}
	s.takeOver().expect("")
	report(0, "d").expect("")
	report(time.Hour).expect("")
	report(0)
	s.seen.Recall = false
	s.look().expect("")
	s.after(time.Hour).expect("") // nothing heard: nothing known
	report(0).expect("-node-conferences-lost cleared n")
	report(0, "d").after(alarm.ForgottenFor)
	report(0, "d").expect("+node-conferences-lost warning n")
	s.log(events.NodeRemoved{ID: "n"})
	s.expect("-node-conferences-lost subject-removed n")
}

// ways is who does not reach whom; a node that is named reports.
func (s *scene) ways(of map[string][]string) *scene {
	s.seen.Nodes = map[string]alarm.Report{}
	for id, others := range of {
		r := alarm.Report{At: s.now}
		for _, other := range others {
			r.Unreachable = append(r.Unreachable, alarm.Unreachable{
				NodeID: other, Since: s.now.Add(-time.Hour), Ways: []string{"tls", "gossip"}, Address: "192.0.2." + other + ":8445", Why: "no answer",
			})
		}
		s.seen.Nodes[id] = r
	}
	return s.look()
}

func TestTwoNodesApart(t *testing.T) {
	s := newScene(t)
	for _, id := range []string{"1", "2", "3"} {
		s.log(node(id))
	}
	apart := map[string][]string{"1": {"2"}, "2": {"1"}, "3": nil}
	// One that does not report does not run, which is another alarm.
	s.ways(map[string][]string{"1": {"2"}, "3": {"2"}}).after(time.Hour).ways(map[string][]string{"1": {"2"}, "3": {"2"}}).expect("")
	// One that has just come back is reached soon.
	s.ways(apart).after(alarm.ApartFor - time.Second).ways(apart).expect("")
	s.after(time.Second).ways(map[string][]string{"1": nil, "2": nil, "3": nil}).expect("")
	s.ways(apart).after(alarm.ApartFor).ways(apart).expect("+nodes-apart error 1")
	raised := s.written[len(s.written)-1].Event.(events.AlarmRaised)
	const want = "node 1 does not reach node 2 at 192.0.2.2:8445 (TCP, UDP: no answer); node 2 does not reach node 1 at 192.0.2.1:8445 (TCP, UDP: no answer). " +
		"Open the cluster port between them, TCP and UDP, both ways, and see that their addresses are right."
	if raised.Details != want || raised.Instance != "1/2" || !raised.Since.Equal(s.now.Add(-time.Hour)) {
		t.Errorf("raised %+v", raised)
	}
	// That one of them reaches the other again is not enough.
	s.takeOver().expect("")
	s.ways(map[string][]string{"1": nil, "2": {"1"}}).expect("")
	s.ways(map[string][]string{"1": nil}).expect("") // of the other one nothing is known
	s.after(time.Hour).expect("")
	s.ways(map[string][]string{"1": nil, "2": nil}).expect("-nodes-apart cleared 1")
	s.ways(apart).after(alarm.ApartFor).ways(apart).expect("+nodes-apart error 1")
	s.log(events.NodeRemoved{ID: "2"})
	s.expect("-nodes-apart subject-removed 1")
	s.ways(apart).after(time.Hour).ways(apart).expect("") // it has no record
}

// TestOneNodeApartFromMany is one alarm.
func TestOneNodeApartFromMany(t *testing.T) {
	s := newScene(t)
	apart, well := map[string][]string{}, map[string][]string{}
	for i := range 9 {
		id := fmt.Sprint(i)
		s.log(node(id))
		apart[id], well[id] = []string{"5"}, nil
	}
	apart["5"] = []string{"0", "1", "2", "3", "4", "6", "7", "8"}
	apart["0"], apart["1"] = []string{"5", "1"}, []string{"5", "0"} // and these two
	s.ways(apart).after(alarm.ApartFor).ways(apart).expect("+nodes-apart error 0, +nodes-apart error 5")
	raised := s.written[len(s.written)-1].Event.(events.AlarmRaised)
	if want := "node 5 and other Conferencing Nodes do not reach each other: node 0 at 192.0.2.0:8445 (TCP, UDP: no answer), "; !strings.HasPrefix(raised.Details, want) ||
		!strings.Contains(raised.Details, ", 3 more. Open") || raised.Instance != "5" || fmt.Sprint(raised.Numbers) != "[{nodes 8}]" {
		t.Errorf("raised %+v", raised)
	}
	// It is the same alarm while one is left, and whoever watches.
	one := map[string][]string{}
	for id := range well {
		one[id] = nil
	}
	one["7"] = []string{"5"}
	s.takeOver().expect("")
	s.ways(map[string][]string{"5": nil}).expect("")
	s.after(5 * time.Second).ways(one).expect("-nodes-apart cleared 0")
	s.after(time.Hour).ways(one).expect("")
	s.ways(well).after(alarm.ApartFor - time.Second).ways(well).expect("")
	s.after(time.Second).ways(well).expect("-nodes-apart cleared 5")
}

func TestCapacity(t *testing.T) {
	rejected := events.NodeCallRejected{ID: "n", Reason: "capacity-exceeded"}
	report := func(s *scene, used int64) {
		s.seen.Nodes = map[string]alarm.Report{"n": {At: s.now, CapacityTokens: 480, UsedTokens: used}}
		s.look()
	}
	s := newScene(t)
	s.log(node("n"))
	s.log(events.NodeCallRejected{ID: "n", Reason: "unknown-alias"})
	s.expect("")
	s.log(rejected)
	s.expect("+capacity-reached warning n")
	// Under a sustained load calls are turned away and admitted all the time.
	for range 20 {
		s.after(20 * time.Second)
		report(s, 400)
		s.expect("")
		s.log(rejected)
	}
	s.after(alarm.FullFor - time.Second)
	report(s, 433)
	s.expect("")
	s.after(time.Second).expect("") // nobody was turned away, but there is no room
	report(s, 432)
	s.expect("-capacity-reached cleared n")
	s.log(rejected)
	s.expect("+capacity-reached warning n")
	s.seen.Nodes = nil
	s.after(time.Hour).look().expect("") // not heard of: not known
	// Who takes over does not raise it for what is long over.
	var other alarm.Manager
	for _, rec := range s.written {
		other.Apply(rec)
	}
	if due := other.Due(s.now); len(due) > 0 {
		t.Errorf("another wants %+v", due)
	}
	report(s, 0)
	s.expect("-capacity-reached cleared n")
	for _, rec := range s.written[len(s.written)-1:] {
		other.Apply(rec)
	}
	if due := other.Due(s.now); len(due) > 0 {
		t.Errorf("another wants %+v", due)
	}
}

func TestWhatHappens(t *testing.T) {
	s := newScene(t)
	s.log(node("n"))
	s.log(events.AdministratorCreated{ID: "a", Username: "ada"})
	s.log(events.NodeMaintenanceEntered{ID: "n", Reason: "disk"})
	s.log(events.NodeRestarted{ID: "n"}) // expected
	s.expect("+node-in-maintenance info n")
	s.log(events.NodeMaintenanceLeft{ID: "n"})
	s.expect("-node-in-maintenance cleared n")

	s.log(events.NodeRestarted{ID: "n"})
	s.expect("+node-restarted info n")
	s.log(events.AlarmAcknowledged{ID: events.AlarmID(events.AlarmNodeRestarted, "n"), Kind: events.AlarmNodeRestarted})
	s.expect("-node-restarted cleared n")
	s.after(time.Second).log(events.NodeRestarted{ID: "n"})
	s.expect("+node-restarted info n")
	s.after(alarm.RestartFor).expect("-node-restarted cleared n")

	s.log(events.NodeCallRejected{ID: "n", Reason: "blocked"})
	s.expect("+break-in-attempts warning n")
	s.after(9 * time.Minute).log(events.NodeCallRejected{ID: "n", Reason: "blocked"})
	s.after(9 * time.Minute).expect("")
	s.after(time.Minute).expect("-break-in-attempts cleared n")

	s.log(events.AdministratorLockedOut{ID: "a", Until: s.now.Add(time.Minute), Attempts: 5})
	s.expect("+administrator-locked-out warning a")
	s.after(time.Minute).expect("-administrator-locked-out cleared a")
	s.log(events.AdministratorLockedOut{ID: "a", Until: s.now.Add(time.Minute), Attempts: 5})
	s.log(events.AdministratorUnlocked{ID: "a"})
	s.expect("")

	s.log(events.ExternalAdministratorSignedIn{ID: "x", Username: "ada"})
	s.log(events.AdministratorLockedOut{ID: "x", Until: s.now.Add(time.Minute), Attempts: 10})
	s.expect("+administrator-locked-out warning x")
	if raised, ok := s.written[len(s.written)-1].Event.(events.AlarmRaised); !ok || raised.Subject.Name != "ada" {
		t.Errorf("raised %+v: want the name that the directory knows", raised)
	}
	s.log(events.ExternalAdministratorSignedIn{ID: "x", Username: "ada"})
	s.expect("-administrator-locked-out cleared x")

	s.log(events.NodeProvisioningRefused{ID: "n", Reason: events.RefusedReplayed, Count: 2})
	s.log(events.NodeProvisioningRefused{ID: "nobody", Reason: events.RefusedUnknownNode, Count: 1})
	s.expect("+provisioning-refused warning deployment, +provisioning-refused warning n")
	s.after(alarm.RefusedFor).expect("-provisioning-refused cleared deployment, -provisioning-refused cleared n")
}

func TestCertificates(t *testing.T) {
	s := newScene(t)
	s.log(node("n"))
	day := 24 * time.Hour
	s.log(events.NodeEnrolled{ID: "n", ExpiresAt: s.now.Add(40 * day)})
	s.log(events.CertificateUploaded{ID: "c", Name: "web", Info: events.CertificateInfo{NotAfter: s.now.Add(41 * day)}})
	s.seen.Authority = s.now.Add(42 * day)
	s.look().expect("")
	s.after(10*day + time.Second).expect("+certificate-expiring warning n")
	s.log(events.NodeCertificateRenewed{ID: "n", Fingerprint: "f", ExpiresAt: s.now.Add(365 * day)})
	s.expect("") // not used yet
	s.log(events.NodeCertificateAdopted{ID: "n", Fingerprint: "f"})
	s.expect("-certificate-expiring cleared n")
	s.after(day).expect("+certificate-expiring warning c")
	s.after(day).expect("+certificate-expiring warning authority")
	s.after(22 * day).expect("-certificate-expiring level-changed c, +certificate-expiring error c")
	s.after(7 * day).expect("+certificate-expired error c, " +
		"-certificate-expiring level-changed authority, +certificate-expiring error authority, -certificate-expiring cleared c")
	s.log(events.CertificateRemoved{ID: "c"})
	s.expect("-certificate-expired subject-removed c")
}

// TestCertificatesFromFiles: Management Nodes and nodes serve some that nobody
// but they know.
func TestCertificatesFromFiles(t *testing.T) {
	s := newScene(t)
	s.log(node("n"))
	s.log(events.NodeEnrolled{ID: "n", ExpiresAt: s.now.Add(8 * 24 * time.Hour)})
	ends := func(host, node time.Time) {
		s.seen.Hosts = map[string]alarm.Host{"m": {Known: true, CertificateUntil: host}}
		s.seen.Nodes = map[string]alarm.Report{"n": {At: s.now, CertificateUntil: node}}
		s.look()
	}
	soon := s.now.Add(8 * 24 * time.Hour)
	s.expect("+certificate-expiring warning n") // the one of the authority
	ends(soon, soon)
	s.expect("+certificate-expiring warning m, +certificate-expiring warning n")
	s.seen.Hosts, s.seen.Nodes = nil, nil
	s.look().expect("") // nobody answers
	s.takeOver().expect("")
	ends(soon.Add(100*24*time.Hour), time.Time{}) // replaced; an assigned one is served
	s.expect("-certificate-expiring cleared m, -certificate-expiring cleared n")
	s.log(events.NodeCertificateRevoked{ID: "n"})
	ends(s.now, s.now.Add(time.Hour))
	s.expect("+certificate-expired error m, +certificate-expiring error n, -certificate-expiring cleared n")
	s.log(events.NodeRemoved{ID: "n"})
	s.expect("-certificate-expiring subject-removed n")
}

func TestDisk(t *testing.T) {
	s := newScene(t)
	disk := func(free int64) {
		s.seen.Hosts = map[string]alarm.Host{"m1": {Known: true, FreeBytes: free, TotalBytes: 1000}}
		s.look()
	}
	for _, c := range []struct {
		free int64
		want string
	}{
		{100, ""},
		{99, "+disk-filling warning m1"},
		{119, ""}, // not better enough
		{49, "-disk-filling level-changed m1, +disk-filling error m1"},
		{69, ""},
		{70, "-disk-filling level-changed m1, +disk-filling warning m1"},
		{120, "-disk-filling cleared m1"},
	} {
		disk(c.free)
		if got := s.act(); got != c.want {
			t.Fatalf("%d free: %q, want %q", c.free, got, c.want)
		}
	}
	disk(10)
	s.expect("+disk-filling error m1")
	s.seen.Hosts = map[string]alarm.Host{"m1": {}, "m2": {Known: true, FreeBytes: 1, TotalBytes: 2}}
	s.look().expect("") // no answer
	// One that is stopped, or not seen for a while, comes back more often than not.
	delete(s.seen.Hosts, "m1")
	s.look().expect("")
	s.after(alarm.MissingFor - time.Second).look().expect("")
	disk(10)
	s.expect("")
	delete(s.seen.Hosts, "m1")
	s.look().after(alarm.MissingFor - time.Second).look().expect("")
	s.seen.Hosts = nil // nothing is known of anybody
	s.after(time.Minute).look().expect("")
	s.seen.Hosts = map[string]alarm.Host{"m2": {Known: true}}
	s.look().expect("-disk-filling subject-removed m1")
}

func TestManagementNodeUnreachable(t *testing.T) {
	s := newScene(t)
	silent := func(d time.Duration) {
		s.seen.Hosts = map[string]alarm.Host{
			"m1 (https://m1)": {Name: "m1", Known: d < 5*time.Second, Silent: d},
			"m2 (https://m2)": {Name: "m2", Known: true},
		}
		s.look()
	}
	silent(alarm.SilentFor - time.Second)
	s.expect("")
	silent(alarm.SilentFor)
	s.expect("+management-node-unreachable warning m1 (https://m1)")
	s.seen.Hosts = nil
	s.look().expect("")
	silent(time.Second)
	s.expect("-management-node-unreachable cleared m1 (https://m1)")
	silent(alarm.SilentFor)
	s.expect("+management-node-unreachable warning m1 (https://m1)")
	delete(s.seen.Hosts, "m1 (https://m1)") // it was given up
	s.look().expect("-management-node-unreachable subject-removed m1 (https://m1)")
	// One that is down is not waited for to say that read models go on.
	silent(time.Minute)
	s.seen.Hosts["m2 (https://m2)"] = alarm.Host{Known: true, Parked: map[string]string{"audit": "why"}}
	s.look().expect("+management-node-unreachable warning m1 (https://m1), +projection-parked error audit")
	silent(time.Minute)
	s.expect("-projection-parked cleared audit")
}

func TestReadModelsAndWebhooks(t *testing.T) {
	s := newScene(t)
	s.log(events.WebhookCreated{ID: "w", Settings: events.WebhookSettings{Name: "hook", Enabled: true}})
	s.seen.Hosts = map[string]alarm.Host{"m": {Known: true, Parked: map[string]string{"audit": "why"}}}
	s.seen.Webhooks = map[string]alarm.Webhook{"w": {Parked: 2, FailingSince: s.now}}
	s.look().expect("+projection-parked error audit, +webhook-deliveries-parked warning w")
	s.after(alarm.FailingFor).expect("+webhook-failing warning w")
	s.seen.Hosts = nil // unknown
	s.seen.Webhooks = nil
	s.look().expect("")
	s.seen.Hosts = map[string]alarm.Host{"m": {Known: true}}
	s.look().expect("-projection-parked cleared audit")
	// Who disables a webhook has not looked after what was given up.
	s.log(events.WebhookUpdated{ID: "w", Settings: events.WebhookSettings{Name: "hook"}})
	s.expect("+webhook-disabled info w, -webhook-failing cleared w")
	s.seen.Webhooks = map[string]alarm.Webhook{"w": {Parked: 2, FailingSince: s.now.Add(-time.Hour)}}
	s.look().expect("")
	s.seen.Webhooks = map[string]alarm.Webhook{"w": {}}
	s.look().expect("-webhook-deliveries-parked cleared w")
	s.log(events.WebhookRemoved{ID: "w"})
	s.expect("-webhook-disabled subject-removed w")
}

// TestAnotherGoesOn: whoever folds the log of another manager has nothing to
// do, before it has seen anything and afterwards.
func TestAnotherGoesOn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tb := &testing.T{}
		s := newScene(tb)
		s.log(node("n"))
		s.log(events.WebhookCreated{ID: "w", Settings: events.WebhookSettings{Name: "hook", Enabled: true}})
		kinds := []events.Event{
			liveness(events.LivenessLate), liveness(events.LivenessStale), liveness(events.LivenessOnline),
			events.NodeMaintenanceEntered{ID: "n"},
			events.NodeMaintenanceLeft{ID: "n"},
			events.NodeRestarted{ID: "n"},
			events.NodeCallRejected{ID: "n", Reason: "blocked"},
			events.NodeCallRejected{ID: "n", Reason: "capacity-exceeded"},
			events.WebhookUpdated{ID: "w", Settings: events.WebhookSettings{Name: "hook"}},
			events.WebhookUpdated{ID: "w", Settings: events.WebhookSettings{Name: "hook", Enabled: true}},
			events.NodeProvisioningRefused{ID: "n", Count: 1},
		}
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			s.after(time.Duration(rapid.IntRange(0, 900).Draw(t, "seconds")) * time.Second)
			if rapid.Bool().Draw(t, "looks") {
				s.seen = observation(t, s.now)
				s.look()
			} else {
				s.log(rapid.SampledFrom(kinds).Draw(t, "event"))
			}
			if rapid.Bool().Draw(t, "acts") {
				s.act()
			}
		}
		// The first sees the same once more: who has seen it once only cannot know
		// for how long it has been so.
		s.look().act()
		s.takeOver()
		if due := s.m.Due(s.now); len(due) > 0 {
			t.Fatalf("another manager wants %+v", due)
		}
		s.look()
		if due := s.m.Due(s.now); len(due) > 0 {
			t.Fatalf("another manager that looked wants %+v", due)
		}
	})
}

// observation is anything that may stand beside the log.
func observation(t *rapid.T, now time.Time) alarm.Observation {
	seconds := func(from, to int) time.Duration {
		return time.Duration(rapid.IntRange(from, to).Draw(t, "seconds")) * time.Second
	}
	o := alarm.Observation{Config: events.Position(rapid.IntRange(0, 3).Draw(t, "config"))} // small
	if rapid.Bool().Draw(t, "report") {
		o.Nodes = map[string]alarm.Report{"n": {
			At: now.Add(-seconds(0, 90)), Applied: events.Position(rapid.IntRange(0, 3).Draw(t, "applied")), // small
			CapacityTokens: 480, UsedTokens: rapid.SampledFrom([]int64{0, 433}).Draw(t, "used"), Skew: seconds(-7, 7),
		}}
	}
	if rapid.Bool().Draw(t, "hosts") {
		o.Hosts = map[string]alarm.Host{"m2": {Known: true, FreeBytes: 1, TotalBytes: 1}}
		if rapid.Bool().Draw(t, "host") {
			o.Hosts["m1"] = alarm.Host{
				Known: rapid.Bool().Draw(t, "answers"), Silent: seconds(0, 90), TotalBytes: 100, FreeBytes: rapid.Int64Range(0, 20).Draw(t, "free"),
			}
		}
	}
	if rapid.Bool().Draw(t, "webhooks") {
		o.Webhooks = map[string]alarm.Webhook{"w": {Parked: rapid.IntRange(0, 1).Draw(t, "parked")}}
		if rapid.Bool().Draw(t, "failing") {
			o.Webhooks["w"] = alarm.Webhook{FailingSince: now.Add(-seconds(0, 400))}
		}
	}
	return o
}

func TestFilters(t *testing.T) {
	for _, ev := range []events.Event{
		events.AlarmRaised{},
		events.NodeCreated{},
		events.NodeRemoved{},
		events.NodeLivenessChanged{},
		events.NodeCertificateAdopted{},
		events.NodeMaintenanceLeft{},
		events.WebhookUpdated{},
		events.CertificateInstalled{},
		events.AdministratorUnlocked{},
		events.NodeProvisioningRefused{},
		events.NodeCallRejected{},
		events.NodeRestarted{},
		events.NodeEnrolled{},
	} {
		if !slices.ContainsFunc(alarm.TypePrefixes(), func(p string) bool { return strings.HasPrefix(ev.EventType(), p) }) {
			t.Errorf("%s is not read", ev.EventType())
		}
	}
}
