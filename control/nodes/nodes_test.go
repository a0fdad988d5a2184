package nodes_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/controltest"
	"github.com/parley-video/parley/control/nodes"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/location"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/nodeagent/link"
)

var system = control.Envelope{Actor: events.Actor{Kind: events.ActorSystem}}

// house is a deployment with one node.
type house struct {
	*controltest.Rig
	life     *nodes.Lifecycle
	watcher  *nodes.Watcher
	id       string
	location string
	passed   time.Duration
}

func (h *house) now() time.Time { return time.Now().Add(h.passed) }

func build(t *testing.T, s store.Store) *house {
	t.Helper()
	h := &house{}
	h.Rig = controltest.New(t, s, controltest.At(h.now))
	h.watcher = nodes.NewWatcher(h.Executor, h.Log, h.now)
	h.life = nodes.New(h.Executor, h.watcher, h.now)
	h.location = h.do(t, location.Create{Patch: location.Patch{Name: domain.Some("Oslo")}}).ID
	h.id = h.do(t, node.Create{Patch: node.Patch{
		Name: domain.Some("edge"), LocationID: domain.Some(h.location), Address: domain.Some("10.0.0.1"), FQDN: domain.Some("edge.test.example"),
	}}).ID
	return h
}

func (h *house) do(t *testing.T, cmd domain.Command) control.Receipt {
	t.Helper()
	receipt, err := h.Executor.Execute(t.Context(), system, cmd)
	if err != nil {
		t.Fatal(err)
	}
	return receipt
}

func (h *house) story(t *testing.T) string {
	t.Helper()
	var out []string
	for _, ev := range controltest.Stream(t, h.Store, "node-"+h.id) {
		name := strings.TrimSuffix(strings.TrimPrefix(ev.EventType(), "node."), ".v1")
		switch e := ev.(type) {
		case events.NodeDisconnected:
			name += ":" + e.Reason
		case events.NodeLivenessChanged:
			name = string(e.To)
		}
		out = append(out, name)
	}
	return strings.Join(out, " ")
}

// connected is the last record of a link.
func (h *house) connected(t *testing.T) (last events.NodeConnected) {
	t.Helper()
	for _, ev := range controltest.Stream(t, h.Store, "node-"+h.id) {
		if e, ok := ev.(events.NodeConnected); ok {
			last = e
		}
	}
	return last
}

func code(err error) string {
	var r link.Refused
	if errors.As(err, &r) {
		return r.Code
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

func (h *house) issue(t *testing.T) string {
	t.Helper()
	secret, ends, receipt, err := h.life.IssueProvisioning(t.Context(), system, h.id, time.Hour)
	if err != nil || len(secret) < 40 || !receipt.Changed || ends.Sub(h.now()) > time.Hour || ends.Sub(h.now()) < 59*time.Minute {
		t.Fatalf("issued %q until %v: %+v, %v", secret, ends, receipt, err)
	}
	return secret
}

func TestProvisioning(t *testing.T) {
	h := build(t, controltest.Memory(t))
	ctx, end := t.Context(), time.Now().Add(1000*time.Hour)
	if got := code(h.life.Enrolled(ctx, h.id, "f")); got != link.CodeNotEnrolled {
		t.Errorf("before enrolment: %q", got)
	}
	old := h.issue(t)
	secret := h.issue(t)
	for what, c := range map[string]struct {
		err  error
		want string
	}{
		"void":    {h.life.Redeem(ctx, h.id, old, "key of f", link.Issued{Serial: "1", Fingerprint: "f", ExpiresAt: end}), link.CodeVoid},
		"wrong":   {h.life.Redeem(ctx, h.id, secret+"x", "key of f", link.Issued{Serial: "1", Fingerprint: "f", ExpiresAt: end}), link.CodeSecret},
		"empty":   {h.life.Redeem(ctx, h.id, "", "key of f", link.Issued{Serial: "1", Fingerprint: "f", ExpiresAt: end}), link.CodeSecret},
		"checked": {second(h.life.Check(ctx, h.id, old, "key")), link.CodeVoid},
	} {
		if code(c.err) != c.want {
			t.Errorf("%s secret: %v", what, c.err)
		}
	}
	if got := code(h.life.Redeem(ctx, "nobody", secret, "key of f", link.Issued{Serial: "1", Fingerprint: "f", ExpiresAt: end})); got != link.CodeUnknownNode {
		t.Errorf("unknown node: %q", got)
	}
	for range 2 { // checking uses nothing up
		n, err := h.life.Check(ctx, h.id, secret, "key")
		if err != nil || n.ID != h.id || n.Address != "10.0.0.1" || n.FQDN != "edge.test.example" || n.Role != "transcoding" {
			t.Errorf("checked: %+v, %v", n, err)
		}
	}
	for range 2 { // the answer may have been lost
		if err := h.life.Redeem(ctx, h.id, secret, "key of f", link.Issued{Serial: "1", Fingerprint: "f", ExpiresAt: end}); err != nil {
			t.Errorf("redeem: %v", err)
		}
	}
	if got := code(h.life.Redeem(ctx, h.id, secret, "key of g", link.Issued{Serial: "2", Fingerprint: "g", ExpiresAt: end})); got != link.CodeReplayed {
		t.Errorf("redeemed twice: %q", got)
	}
	if _, err := h.life.Check(ctx, h.id, secret, "key of g"); code(err) != link.CodeReplayed {
		t.Errorf("checked with another key: %v", err)
	}
	// With the same key after a restart: the certificate is a new one.
	if _, err := h.life.Check(ctx, h.id, secret, "key of f"); err != nil {
		t.Errorf("checked again: %v", err)
	}
	if err := h.life.Redeem(ctx, h.id, secret, "key of f", link.Issued{Serial: "3", Fingerprint: "f again", ExpiresAt: end}); err != nil {
		t.Errorf("redeemed again: %v", err)
	}
	for _, f := range []string{"f", "f again"} {
		if err := h.life.Enrolled(ctx, h.id, f); err != nil {
			t.Errorf("%s: %v", f, err)
		}
	}
	if got := code(h.life.Enrolled(ctx, h.id, "g")); got != link.CodeRevoked {
		t.Errorf("another certificate: %q", got)
	}
	for _, e := range controltest.Stream(t, h.Store, "node-"+h.id) {
		if p, ok := e.(events.NodeProvisioningIssued); ok && (p.SecretDigest == secret || len(p.SecretDigest) != 64) {
			t.Errorf("recorded %+v", p)
		}
	}
	h.do(t, node.Remove{ID: h.id, Force: true})
	if got := code(h.life.Enrolled(ctx, h.id, "f")); got != link.CodeUnknownNode {
		t.Errorf("removed node: %q", got)
	}
}

func second[T any](_ T, err error) error { return err }

func TestProvisioningExpires(t *testing.T) {
	h := build(t, controltest.Memory(t))
	secret := h.issue(t)
	h.passed = time.Hour
	if got := code(h.life.Redeem(t.Context(), h.id, secret, "key of f", link.Issued{Serial: "1", Fingerprint: "f", ExpiresAt: h.now()})); got != link.CodeExpired {
		t.Errorf("redeemed late: %q", got)
	}
	if _, err := h.life.Check(t.Context(), h.id, secret, "key"); code(err) != link.CodeExpired {
		t.Errorf("checked late: %v", err)
	}
	if _, err := h.life.Check(t.Context(), h.id, "guess", "key"); code(err) != link.CodeSecret {
		t.Errorf("a guess learns of the expiry: %v", err)
	}
}

func TestOneOfManyRedeems(t *testing.T) {
	controltest.Each(t, func(t *testing.T, s store.Store) {
		h := build(t, s)
		secret := h.issue(t)
		errs := make([]error, 10)
		var all sync.WaitGroup
		for i := range errs {
			all.Go(func() {
				errs[i] = h.life.Redeem(t.Context(), h.id, secret, "key "+string(rune('a'+i)), link.Issued{Serial: "1", Fingerprint: string(rune('a' + i)), ExpiresAt: time.Now()})
			})
		}
		all.Wait()
		won := 0
		for _, err := range errs {
			switch code(err) {
			case "":
				won++
			case link.CodeReplayed:
			default:
				t.Error(err)
			}
		}
		if won != 1 {
			t.Errorf("%d redeemed it", won)
		}
	})
}

func TestLinks(t *testing.T) {
	h := build(t, controltest.Memory(t))
	ctx, boot := t.Context(), time.Now().Add(-time.Hour)
	hello := link.Hello{Epoch: "e", Software: "1", BootTime: boot, CapacityTokens: 480, ClientURL: "https://edge", ClusterAddress: "10.0.0.1:8445"}
	connect := func() {
		t.Helper()
		if err := h.life.Connected(ctx, h.id, hello, "10.0.0.1:999", h.now()); err != nil {
			t.Fatal(err)
		}
	}
	connect()
	if err := errors.Join(h.life.Disconnected(ctx, h.id, "lost", h.now()), h.life.Disconnected(ctx, h.id, "lost", h.now())); err != nil {
		t.Error(err)
	}
	hello.BootTime = boot.Add(time.Minute)
	connect()
	if err := errors.Join(h.life.Restarted(ctx, h.id, hello.BootTime), h.life.Restarted(ctx, h.id, hello.BootTime.Add(time.Minute))); err != nil {
		t.Error(err)
	}

	odd := hello
	odd.BootTime = time.Date(9999, 12, 31, 23, 59, 0, 0, time.FixedZone("west", -3600))
	odd.Software = strings.Repeat("x", 2<<20)
	if err := h.life.Connected(ctx, h.id, odd, "", h.now()); err != nil {
		t.Errorf("an odd node connects: %v", err)
	}

	// The control plane crashes and comes back.
	linked, err := h.Index.LinkedNodes(ctx)
	if err != nil || len(linked) != 1 || linked[0] != h.id {
		t.Fatalf("linked %v, %v", linked, err)
	}
	recovery := nodes.NewRecovery(h.Executor, h.watcher, said{linked: append(linked, "never-existed")}, h.Log, h.now)
	if err := recovery.Once(ctx); err != nil {
		t.Error(err)
	}
	want := "created connected disconnected:lost restarted connected restarted disconnected:replaced connected disconnected:" + nodes.ReasonControlRestarted
	if got := h.story(t); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if linked, err := h.Index.LinkedNodes(ctx); err != nil || len(linked) != 0 {
		t.Errorf("linked %v, %v", linked, err)
	}
	h.do(t, node.Remove{ID: h.id, Force: true})
	if got := code(h.life.Connected(ctx, h.id, hello, "", h.now())); got != link.CodeUnknownNode {
		t.Errorf("a removed node connects: %q", got)
	}
	if err := h.life.Disconnected(ctx, h.id, "revoked", h.now()); err != nil {
		t.Errorf("a removed node disconnects: %v", err)
	}
}

func TestAddressesThatOtherNodesAreTold(t *testing.T) {
	h := build(t, controltest.Memory(t))
	for said, want := range map[string]string{
		"10.0.0.1:8445": "10.0.0.1:8445", "[2001:db8::1]:1": "[2001:db8::1]:1", "node.example.org:65535": "node.example.org:65535",
		"": "", "10.0.0.1": "", ":8445": "", "10.0.0.1:0": "", "10.0.0.1:65536": "", "10.0.0.1:https": "", "::1:8445": "",
		strings.Repeat("x", 300) + ":1": "",
	} {
		hello := link.Hello{Epoch: "e", BootTime: time.Now(), ClusterAddress: said}
		if err := h.life.Connected(t.Context(), h.id, hello, "", h.now()); err != nil {
			t.Fatal(err)
		}
		if got := h.connected(t).ClusterAddress; got != want {
			t.Errorf("%q is told as %q, want %q", said, got, want)
		}
	}
}
