package nodes_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/control/controltest"
	"github.com/parley-video/parley/control/nodes"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/nodeagent/link"
)

func refusalsIn(t *testing.T, h *house, stream string) []string {
	t.Helper()
	var out []string
	for _, ev := range controltest.Stream(t, h.Store, stream) {
		if e, ok := ev.(events.NodeProvisioningRefused); ok {
			id := e.ID
			if id == h.id {
				id = "it"
			}
			out = append(out, fmt.Sprintf("%s %s %s %d", id, e.Reason, e.Remote, e.Count))
		}
	}
	return out
}

// Attempts are recorded at once the first time, then counted, and no stranger
// fills the log.
func TestRefusedAttempts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := build(t, controltest.Memory(t))
		r := nodes.NewRefusals(h.Executor, h.Log, nil)
		ctx, cancel := context.WithCancel(t.Context())
		ran := make(chan error, 1)
		go func() { ran <- r.Run(ctx) }()
		for range 50 {
			r.Refused(ctx, h.id, link.CodeReplayed, "192.0.2.1:5000")
		}
		r.Refused(ctx, h.id, link.CodeSecret, "[2001:db8:1:2:3::4]:99")
		r.Refused(ctx, h.id, link.CodeSecret, "[2001:db8:1:2:9::9]:98") // the same network
		r.Refused(ctx, h.id, link.CodeUnavailable, "192.0.2.1:5000")    // nobody's fault
		r.Refused(ctx, "nobody", link.CodeUnknownNode, "192.0.2.1:5000")
		r.Refused(ctx, "odd id\n", link.CodeUnknownNode, "192.0.2.2:5000")
		if got := strings.Join(refusalsIn(t, h, "node-"+h.id), "; "); got != "it replayed 192.0.2.1 1; it bad-secret 2001:db8:1:2::/64 1" {
			t.Errorf("at once: %s", got)
		}
		time.Sleep(12 * time.Minute)
		if got := refusalsIn(t, h, "node-"+h.id); len(got) != 4 || got[2] != "it replayed 192.0.2.1 49" && got[3] != "it replayed 192.0.2.1 49" {
			t.Errorf("counted: %q", got)
		}
		if got := strings.Join(refusalsIn(t, h, events.EnrolmentStream), "; "); got != "nobody unknown-node 192.0.2.1 1;  unknown-node 192.0.2.2 1" {
			t.Errorf("strangers: %s", got)
		}
		for i := range 5000 {
			r.Refused(ctx, fmt.Sprintf("n%d", i), link.CodeUnknownNode, fmt.Sprintf("10.%d.%d.1:1", i/250, i%250))
		}
		cancel()
		if err := <-ran; err != nil {
			t.Error(err)
		}
		got := refusalsIn(t, h, events.EnrolmentStream)
		total := 0
		for _, line := range got[2:] {
			var n int
			fields := strings.Fields(line)
			if _, err := fmt.Sscan(fields[len(fields)-1], &n); err != nil {
				t.Fatal(err)
			}
			total += n
		}
		if len(got) > 40 || total != 5000 {
			t.Errorf("%d events tell of %d attempts", len(got), total)
		}
	})
}

// Strangers by the thousand do not hide that somebody has a copy of a
// document, and whoever has one from everywhere does not fill the log.
func TestACopiedDocumentIsSeenAmongStrangers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := build(t, controltest.Memory(t))
		r := nodes.NewRefusals(h.Executor, h.Log, nil)
		ctx, cancel := context.WithCancel(t.Context())
		ran := make(chan error, 1)
		go func() { ran <- r.Run(ctx) }()
		for i := range 2000 {
			r.Refused(ctx, h.id, link.CodeSecret, fmt.Sprintf("10.%d.%d.1:1", i/250, i%250))
		}
		before := len(refusalsIn(t, h, "node-"+h.id))
		for _, c := range []string{link.CodeReplayed, link.CodeVoid, link.CodeExpired} {
			r.Refused(ctx, h.id, c, "192.0.2.1:1")
		}
		want := "it replayed 192.0.2.1 1; it void 192.0.2.1 1; it expired 192.0.2.1 1"
		if got := strings.Join(refusalsIn(t, h, "node-"+h.id)[before:], "; "); got != want {
			t.Fatalf("at once: %s, want %s", got, want)
		}
		before += 3
		for range 3 {
			for i := range 1000 {
				r.Refused(ctx, h.id, link.CodeReplayed, fmt.Sprintf("10.%d.%d.2:1", i/250, i%250))
			}
		}
		time.Sleep(12 * time.Minute)
		synctest.Wait()
		total, several := 0, 0
		for _, line := range refusalsIn(t, h, "node-"+h.id)[before:] {
			var n int
			fields := strings.Fields(line)
			if _, err := fmt.Sscan(fields[len(fields)-1], &n); err != nil {
				t.Fatal(err)
			}
			switch {
			case fields[1] != "replayed":
			case len(fields) == 3: // of no address
				several++
				fallthrough
			default:
				total += n
			}
		}
		if len(refusalsIn(t, h, "node-"+h.id))-before > 40 || several != 2 || total != 3000 {
			t.Errorf("%d events, %d of them of several addresses, tell of %d attempts",
				len(refusalsIn(t, h, "node-"+h.id))-before, several, total)
		}
		cancel()
		if err := <-ran; err != nil {
			t.Error(err)
		}
	})
}

// An attempt that could not be recorded is recorded as soon as that is possible.
func TestARefusalThatCannotBeRecordedIsCounted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := build(t, controltest.Memory(t))
		r := nodes.NewRefusals(h.Executor, h.Log, nil)
		ctx, cancel := context.WithCancel(t.Context())
		ran := make(chan error, 1)
		go func() { ran <- r.Run(ctx) }()
		gone, goAway := context.WithCancel(ctx)
		goAway()
		r.Refused(gone, h.id, link.CodeReplayed, "192.0.2.1:1")
		if got := refusalsIn(t, h, "node-"+h.id); len(got) != 0 {
			t.Fatalf("recorded %q", got)
		}
		time.Sleep(61 * time.Second)
		synctest.Wait()
		if got := strings.Join(refusalsIn(t, h, "node-"+h.id), "; "); got != "it replayed 192.0.2.1 1" {
			t.Errorf("after a minute: %q", got)
		}
		cancel()
		if err := <-ran; err != nil {
			t.Error(err)
		}
	})
}

func TestRenewalIsRecorded(t *testing.T) {
	h := build(t, controltest.Memory(t))
	ctx, end := t.Context(), time.Now().Add(1000*time.Hour)
	secret := h.issue(t)
	if err := h.life.Redeem(ctx, h.id, secret, "key of first", link.Issued{Serial: "1", Fingerprint: "first", ExpiresAt: end}); err != nil {
		t.Fatal(err)
	}
	next := link.Issued{Serial: "2", Fingerprint: "second", ExpiresAt: end}
	if got := code(h.life.Renew(ctx, h.id, "stranger", next, "")); got != link.CodeRevoked {
		t.Errorf("with another certificate: %q", got)
	}
	for range 2 { // the answer may have been lost
		if err := h.life.Renew(ctx, h.id, "first", next, "192.0.2.1:1"); err != nil {
			t.Error(err)
		}
	}
	if got := code(h.life.Renew(ctx, h.id, "first", link.Issued{Serial: "3", Fingerprint: "third"}, "")); got != link.CodeUnavailable {
		t.Errorf("at once again: %q", got)
	}
	for _, f := range []string{"first", "second"} {
		if err := h.life.Enrolled(ctx, h.id, f); err != nil {
			t.Errorf("%s: %v", f, err)
		}
	}
	for _, f := range []string{"first", "second", "second"} { // the first changes nothing
		if err := h.life.Used(ctx, h.id, f); err != nil {
			t.Errorf("use of %s: %v", f, err)
		}
	}
	if got := code(h.life.Enrolled(ctx, h.id, "first")); got != link.CodeRevoked {
		t.Errorf("the first one: %q", got)
	}
	h.do(t, node.Revoke{ID: h.id, Reason: "stolen"})
	for what, err := range map[string]error{
		"link":     h.life.Enrolled(ctx, h.id, "second"),
		"renewal":  h.life.Renew(ctx, h.id, "second", link.Issued{Serial: "4", Fingerprint: "fourth"}, ""),
		"renewing": second(h.life.Renewing(ctx, h.id, "second")),
	} {
		if code(err) != link.CodeRevoked {
			t.Errorf("%s after the revocation: %v", what, err)
		}
	}
	if got := code(h.life.Redeem(ctx, h.id, secret, "key of fifth", link.Issued{Serial: "5", Fingerprint: "fifth", ExpiresAt: end})); got != link.CodeReplayed {
		t.Errorf("the old document: %q", got)
	}
	fresh := h.issue(t)
	h.do(t, node.Revoke{ID: h.id})
	if got := code(h.life.Redeem(ctx, h.id, fresh, "key of sixth", link.Issued{Serial: "6", Fingerprint: "sixth", ExpiresAt: end})); got != link.CodeVoid {
		t.Errorf("a revoked document: %q", got)
	}
	if got, want := h.story(t), "created provisioning-issued enrolled certificate-renewed certificate-adopted certificate-revoked provisioning-issued certificate-revoked"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
