package node_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/domaintest"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/events"
)

var decider = domaintest.Decider[node.Command, node.State]{
	Initial: node.Initial,
	Decide: func(c node.Command, s node.State) (domain.Decision, error) {
		return node.Decide(c, s, node.References{Exists: map[string]bool{"oslo": true, "bergen": true}})
	},
	Evolve: node.Evolve,
	Claims: node.Claims,
}

func settings(change ...func(*events.NodeSettings)) events.NodeSettings {
	s := events.NodeSettings{
		Name: "edge 1", LocationID: "oslo", Role: events.NodeTranscoding, Address: "10.0.0.1", AlwaysOn: true,
	}
	for _, c := range change {
		c(&s)
	}
	return s
}

func created(s events.NodeSettings) events.Event { return events.NodeCreated{ID: "1", Settings: s} }

func patch(change ...func(*node.Patch)) node.Patch {
	p := node.Patch{Name: domain.Some("edge 1"), LocationID: domain.Some("oslo"), Address: domain.Some("10.0.0.1")}
	for _, c := range change {
		c(&p)
	}
	return p
}

func TestCreate(t *testing.T) {
	for _, c := range []struct {
		what    string
		patch   node.Patch
		want    events.NodeSettings
		refused []string
	}{
		{what: "defaults", patch: patch(), want: settings()},
		{what: "nothing", refused: []string{"REQUIRED name", "REQUIRED locationId", "REQUIRED address"}},
		{
			what: "everything", patch: node.Patch{
				Name: domain.Some("edge-2.å"), Description: domain.Some("d"), LocationID: domain.Some("bergen"),
				Role: domain.Some(events.NodeProxying), Address: domain.Some(" 2001:DB8::1 "), FQDN: domain.Some("Edge2.Example.COM."),
				AlwaysOn: domain.Some(false), CapacityHD: domain.Some(10000), MediaPriorityWeight: domain.Some(100),
			},
			want: events.NodeSettings{
				Name: "edge-2.å", Description: "d", LocationID: "bergen", Role: events.NodeProxying, Address: "2001:db8::1",
				FQDN: "edge2.example.com", CapacityHD: 10000, MediaPriorityWeight: 100,
			},
		},
		{what: "mapped address", patch: patch(func(p *node.Patch) { p.Address = domain.Some("::ffff:10.0.0.1") }), want: settings()},
		{what: "loopback", patch: patch(func(p *node.Patch) { p.Address = domain.Some("127.0.0.1") }), want: settings(func(s *events.NodeSettings) { s.Address = "127.0.0.1" })},
		{what: "33 characters", patch: patch(func(p *node.Patch) { p.Name = domain.Some(strings.Repeat("x", 33)) }), refused: []string{"INVALID name"}},
		{what: "underscore", patch: patch(func(p *node.Patch) { p.Name = domain.Some("a_b") }), refused: []string{"INVALID name"}},
		{what: "unknown location", patch: patch(func(p *node.Patch) { p.LocationID = domain.Some("mars") }), refused: []string{"NOT_FOUND locationId"}},
		{what: "unknown role", patch: patch(func(p *node.Patch) { p.Role = domain.Some(events.NodeRole("x")) }), refused: []string{"INVALID role"}},
		{what: "host name as address", patch: patch(func(p *node.Patch) { p.Address = domain.Some("example.com") }), refused: []string{"INVALID address"}},
		{what: "any address", patch: patch(func(p *node.Patch) { p.Address = domain.Some("0.0.0.0") }), refused: []string{"INVALID address"}},
		{what: "multicast", patch: patch(func(p *node.Patch) { p.Address = domain.Some("ff02::1") }), refused: []string{"INVALID address"}},
		{what: "zone", patch: patch(func(p *node.Patch) { p.Address = domain.Some("fe80::1%eth0") }), refused: []string{"INVALID address"}},
		{what: "short host name", patch: patch(func(p *node.Patch) { p.FQDN = domain.Some("edge") }), refused: []string{"INVALID fqdn"}},
		{what: "bad host name", patch: patch(func(p *node.Patch) { p.FQDN = domain.Some("-a.example.com") }), refused: []string{"INVALID fqdn"}},
		{what: "long label", patch: patch(func(p *node.Patch) { p.FQDN = domain.Some(strings.Repeat("a", 64) + ".com") }), refused: []string{"INVALID fqdn"}},
		{
			what: "ranges", patch: patch(func(p *node.Patch) { p.CapacityHD, p.MediaPriorityWeight = domain.Some(10001), domain.Some(101) }),
			refused: []string{"INVALID capacityHd", "INVALID mediaPriorityWeight"},
		},
		{
			what: "negative", patch: patch(func(p *node.Patch) { p.CapacityHD, p.MediaPriorityWeight = domain.Some(-1), domain.Some(-1) }),
			refused: []string{"INVALID capacityHd", "INVALID mediaPriorityWeight"},
		},
	} {
		t.Run(c.what, func(t *testing.T) {
			out := decider.Given(t).When(node.Create{ID: "1", Patch: c.patch})
			if c.refused != nil {
				out.Refused(c.refused...)
				return
			}
			out.Then(created(c.want))
		})
	}
}

func TestClaims(t *testing.T) {
	for _, c := range []struct {
		address, fqdn, want string
	}{
		{"10.0.0.1", "", "node-name=edge 1 node-address=10.0.0.1"},
		{"127.0.0.1", "", "node-name=edge 1"},
		{"::1", "a.test", "node-name=edge 1 node-fqdn=a.test"},
	} {
		s := settings(func(s *events.NodeSettings) { s.Name, s.Address, s.FQDN = "Edge 1", c.address, c.fqdn })
		var got []string
		for _, claim := range node.Claims(node.State{Exists: true, Settings: s}) {
			got = append(got, string(claim.Kind)+"="+claim.Key)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s %s: claims %v, want %s", c.address, c.fqdn, got, c.want)
		}
	}
}

func TestUpdateAndRemove(t *testing.T) {
	moved := settings(func(s *events.NodeSettings) { s.LocationID, s.CapacityHD = "bergen", 5 })
	back := settings(func(s *events.NodeSettings) { s.LocationID = "bergen" })
	c := decider.Given(t, created(settings()))
	c.When(node.Update{ID: "1"}).Then()
	c.When(node.Update{ID: "1", Patch: node.Patch{LocationID: domain.Some(""), Role: domain.Some(events.NodeRole(""))}}).
		Refused("REQUIRED locationId", "INVALID role")
	c = c.When(node.Update{ID: "1", Patch: node.Patch{LocationID: domain.Some("bergen"), CapacityHD: domain.Some(5)}}).
		Then(events.NodeUpdated{ID: "1", Settings: moved}).
		When(node.Update{ID: "1", Patch: node.Patch{CapacityHD: domain.Some(0)}}).
		Then(events.NodeUpdated{ID: "1", Settings: back})
	c.When(node.Remove{ID: "1", Reason: strings.Repeat("x", 251)}).Refused("INVALID reason")
	c = c.When(node.Remove{ID: "1", Reason: "sold"}).Then(events.NodeRemoved{ID: "1", Reason: "sold"})
	for _, cmd := range []node.Command{
		node.Update{ID: "1"},
		node.Remove{ID: "1"},
		node.SetMaintenance{ID: "1"},
		node.Connect{ID: "1"},
		node.Disconnect{ID: "1"},
		node.Restart{ID: "1"},
		node.Enrol{ID: "1"},
		node.IssueProvisioning{ID: "1"},
		node.ObserveLiveness{ID: "1"},
		node.RecordFact{ID: "1"},
	} {
		c.When(cmd).Refused("NOT_FOUND id")
	}
}

func TestMaintenance(t *testing.T) {
	c := decider.Given(t, created(settings()))
	c.When(node.SetMaintenance{ID: "1"}).Then()
	c.When(node.SetMaintenance{ID: "1", Maintenance: true, Reason: "a\x00"}).Refused("INVALID reason")
	c = c.When(node.SetMaintenance{ID: "1", Maintenance: true, Reason: "disk"}).
		Then(events.NodeMaintenanceEntered{ID: "1", Reason: "disk"}).
		When(node.SetMaintenance{ID: "1", Maintenance: true, Reason: "disk"}).Then().
		When(node.SetMaintenance{ID: "1", Maintenance: true, Reason: "fan"}).
		Then(events.NodeMaintenanceEntered{ID: "1", Reason: "fan"}).
		When(node.SetMaintenance{ID: "1"}).Then(events.NodeMaintenanceLeft{ID: "1"})
	c.When(node.SetMaintenance{ID: "1"}).Then()
}

func TestProvisioning(t *testing.T) {
	now := domaintest.Time
	issue := func(digest string, validity time.Duration) node.IssueProvisioning {
		return node.IssueProvisioning{ID: "1", SecretDigest: digest, Now: now, ExpiresAt: now.Add(validity)}
	}
	issued := func(digest string) events.Event {
		return events.NodeProvisioningIssued{ID: "1", SecretDigest: digest, ExpiresAt: now.Add(time.Hour)}
	}
	enrol := node.Enrol{ID: "1", SecretDigest: "new", KeyDigest: "k1", Now: now.Add(time.Minute), Serial: "7", Fingerprint: "f1", ExpiresAt: now.Add(1000 * time.Hour)}
	enrolled := events.NodeEnrolled{ID: "1", Serial: "7", Fingerprint: "f1", ExpiresAt: now.Add(1000 * time.Hour), KeyDigest: "k1"}

	c := decider.Given(t, created(settings()))
	c.When(issue("x", 5*time.Minute-1)).Refused("INVALID expiresInMinutes")
	c.When(issue("x", 10080*time.Minute+1)).Refused("INVALID expiresInMinutes")
	wants(t, c.When(enrol), node.ErrSecret) // nothing was issued

	c = c.When(issue("old", time.Hour)).Then(issued("old")).When(issue("new", time.Hour)).Then(issued("new"))
	void := enrol
	void.SecretDigest = "old"
	wants(t, c.When(void), node.ErrVoid) // the newer one replaced it
	none := enrol
	none.SecretDigest = ""
	wants(t, c.When(none), node.ErrSecret)
	late := enrol
	late.Now = now.Add(time.Hour)
	wants(t, c.When(late), node.ErrExpired)

	c = c.When(enrol).Then(enrolled)
	c.When(enrol).Then() // the answer was lost
	other := enrol
	other.Fingerprint, other.KeyDigest = "f2", "k2"
	wants(t, c.When(other), node.ErrReplayed) // single use

	second := events.NodeProvisioningIssued{ID: "1", SecretDigest: "newer", ExpiresAt: now.Add(time.Hour)}
	c = c.When(issue("newer", time.Hour)).Then(second)
	wants(t, c.When(other), node.ErrReplayed) // an old secret with a new document open
	removed := decider.Given(t, created(settings()), issued("new"), events.NodeRemoved{ID: "1"})
	if err := node.CheckSecret(removed.State, "new", "k1", now); !errors.Is(err, node.ErrSecret) {
		t.Errorf("redeemed for a removed node: %v", err)
	}
}

// An answer that got lost is given again to whoever has the key, also when the
// certificate had to be signed anew; to nobody once a certificate was used.
func TestEnrolmentIsAnsweredAgain(t *testing.T) {
	now, end := domaintest.Time, domaintest.Time.Add(1000*time.Hour)
	enrol := func(key, fingerprint string, after time.Duration) node.Enrol {
		return node.Enrol{
			ID: "1", SecretDigest: "s", KeyDigest: key, Now: now.Add(after), Serial: "9", Fingerprint: fingerprint, ExpiresAt: end,
		}
	}
	further := func(fingerprint string) events.Event {
		return events.NodeCertificateRenewed{ID: "1", Serial: "9", Fingerprint: fingerprint, ExpiresAt: end}
	}
	issued := events.NodeProvisioningIssued{ID: "1", SecretDigest: "s", ExpiresAt: now.Add(time.Hour)}
	enrolled := events.NodeEnrolled{ID: "1", Serial: "9", Fingerprint: "f1", ExpiresAt: end, KeyDigest: "k1"}
	c := decider.Given(t, created(settings()), issued, enrolled)
	wants(t, c.When(enrol("k2", "f2", 0)), node.ErrReplayed)
	wants(t, c.When(enrol("", "f2", 0)), node.ErrReplayed)
	again := c.When(enrol("k1", "f2", 48*time.Hour)).Then(further("f2")) // however late
	again.When(enrol("k1", "f2", 48*time.Hour)).Then()
	for _, f := range []string{"f1", "f2"} {
		if !again.State.Accepts(f) {
			t.Errorf("%s is not good, though its answer may have arrived", f)
		}
	}
	recorded := decider.GivenRecorded(t,
		events.Recorded{Event: created(settings())}, events.Recorded{Event: issued}, events.Recorded{Event: enrolled},
		events.Recorded{Event: further("f2"), Meta: events.Metadata{Time: now.Add(time.Hour)}},
	)
	wants(t, recorded.When(enrol("k1", "f3", time.Hour+59*time.Second)), node.ErrTooSoon)
	recorded.When(enrol("k1", "f3", time.Hour+time.Minute)).Then(further("f3"))
	for what, after := range map[string][]events.Event{
		"linked":      {enrolled, events.NodeConnected{ID: "1"}},
		"adopted":     {enrolled, further("f2"), events.NodeCertificateAdopted{ID: "1", Fingerprint: "f2"}},
		"of before":   {events.NodeEnrolled{ID: "1", Serial: "9", Fingerprint: "f1", ExpiresAt: end}},
		"again":       {enrolled, issued, events.NodeEnrolled{ID: "1", Serial: "9", Fingerprint: "f4", ExpiresAt: end, KeyDigest: "k4"}},
		"other's":     {enrolled, events.NodeProvisioningIssued{ID: "1", SecretDigest: "s2"}, events.NodeEnrolled{ID: "1", KeyDigest: "k1"}},
		"once linked": {enrolled, events.NodeConnected{ID: "1"}, events.NodeDisconnected{ID: "1"}},
		"replaced":    {enrolled, events.NodeProvisioningIssued{ID: "1", SecretDigest: "s2"}, events.NodeEnrolled{ID: "1", KeyDigest: "k2"}},
	} {
		out := decider.Given(t, append([]events.Event{created(settings()), issued}, after...)...).When(enrol("k1", "f9", 2*time.Hour))
		if !errors.Is(out.Err, node.ErrReplayed) {
			t.Errorf("%s: error %v, want %v", what, out.Err, node.ErrReplayed)
		}
	}
	gone := decider.Given(t, created(settings()), issued, enrolled, events.NodeCertificateRevoked{ID: "1"})
	if err := gone.When(enrol("k1", "f9", 0)).Err; err == nil {
		t.Error("enrolled again after a revocation")
	}
}

func wants(t *testing.T, out *domaintest.Outcome[node.Command, node.State], want error) {
	t.Helper()
	if !errors.Is(out.Err, want) {
		t.Errorf("error %v, want %v", out.Err, want)
	}
}

func TestLink(t *testing.T) {
	boot := domaintest.Time.Add(-time.Hour)
	connect := node.Connect{
		ID: "1", Epoch: "e1", Version: "1.0", BootTime: boot, CapacityTokens: 480, ClientURL: "https://n1", Remote: "10.0.0.1", ClusterAddress: "10.0.0.1:8444",
	}
	connected := events.NodeConnected{
		ID: "1", Epoch: "e1", Version: "1.0", BootTime: boot, CapacityTokens: 480, ClientURL: "https://n1", Remote: "10.0.0.1", ClusterAddress: "10.0.0.1:8444", Starting: true,
	}
	c := decider.Given(t, created(settings()))
	c.When(node.Disconnect{ID: "1", Reason: "lost"}).Then()
	c.When(node.Restart{ID: "1", BootTime: boot}).Then() // nothing to compare with
	c = c.When(connect).Then(connected).
		When(connect).Then(events.NodeDisconnected{ID: "1", Reason: node.ReasonReplaced}, connected).
		When(node.Disconnect{ID: "1", Reason: "lost"}).Then(events.NodeDisconnected{ID: "1", Reason: "lost"}).
		When(node.Disconnect{ID: "1", Reason: "lost"}).Then()

	sameInstant := connect
	sameInstant.BootTime = boot.In(time.FixedZone("x", 3600))
	out := c.When(sameInstant)
	if len(out.Decision.Events) != 1 {
		t.Errorf("a time zone counted as a restart: %s", domaintest.Format(out.Decision.Events))
	}

	later := boot.Add(time.Minute)
	rebooted, again := connect, connected
	rebooted.BootTime, again.BootTime = later, later
	c = c.When(rebooted).Then(events.NodeRestarted{ID: "1", PreviousBootTime: boot, BootTime: later}, again)
	c.When(node.Restart{ID: "1", BootTime: later}).Then()
	c.When(node.Restart{ID: "1", BootTime: later.Add(1)}).
		Then(events.NodeRestarted{ID: "1", PreviousBootTime: later, BootTime: later.Add(1)})
}

func TestObserveLiveness(t *testing.T) {
	at := domaintest.Time
	to := func(l events.Liveness) node.ObserveLiveness {
		return node.ObserveLiveness{ID: "1", To: l, LastReportAt: at}
	}
	changed := func(from, to events.Liveness) events.Event {
		return events.NodeLivenessChanged{ID: "1", From: from, To: to, LastReportAt: at}
	}
	c := decider.Given(t, created(settings()))
	c.When(to(events.LivenessOnline)).Then()
	c = c.When(to(events.LivenessLate)).Then(changed("online", "late")).
		When(to(events.LivenessLate)).Then().
		When(to(events.LivenessStale)).Then(changed("late", "stale")).
		When(to(events.LivenessOnline)).Then(changed("stale", "online"))
	if out := c.When(to("dead")); out.Err == nil {
		t.Error("an unknown liveness was recorded")
	}
}

func TestRecordFact(t *testing.T) {
	rejected := events.NodeCallRejected{ID: "1", Alias: "x", Reason: "unknown-alias"}
	record := func(epoch string, seq uint64) node.RecordFact {
		return node.RecordFact{ID: "1", Fact: events.FactRef{Node: "1", Epoch: epoch, Seq: seq}, Event: rejected}
	}
	c := decider.GivenRecorded(t,
		events.Recorded{Event: created(settings())},
		events.Recorded{Event: rejected, Meta: events.Metadata{Fact: &events.FactRef{Node: "1", Epoch: "a", Seq: 5}}},
	)
	c.When(record("a", 4)).Then()
	c.When(record("a", 5)).Then()
	c.When(record("b", 1)).Then(rejected)
	out := c.When(node.RecordFact{ID: "1", Fact: events.FactRef{Node: "1", Epoch: "a", Seq: 6}, Event: events.NodeRemoved{ID: "1"}})
	if out.Err == nil {
		t.Error("a node removed itself by a fact")
	}
}
