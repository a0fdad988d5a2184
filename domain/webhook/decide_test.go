package webhook_test

import (
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/domaintest"
	"github.com/parley-video/parley/domain/webhook"
	"github.com/parley-video/parley/events"
)

var decider = domaintest.Decider[webhook.Command, webhook.State]{
	Initial: webhook.Initial, Decide: webhook.Decide, Evolve: webhook.Evolve, Claims: webhook.Claims,
}

// secret is one as control makes and seals it.
func secret(n byte) domain.Secret {
	plain := webhook.SecretPrefix + base64.StdEncoding.EncodeToString([]byte(strings.Repeat(string('a'+n), 32)))
	return domain.Secret{Plain: plain, Sealed: events.Sealed("sealed:" + plain)}
}

func settings(change ...func(*events.WebhookSettings)) events.WebhookSettings {
	s := events.WebhookSettings{Name: "CRM", URL: "https://crm.test/hook", Enabled: true}
	for _, c := range change {
		c(&s)
	}
	return s
}

func created(change ...func(*events.WebhookSettings)) events.Event {
	return events.WebhookCreated{ID: "1", Settings: settings(change...), Secret: secret(0).Sealed}
}

func patch(url string) webhook.Patch {
	return webhook.Patch{Name: domain.Some("CRM"), URL: domain.Some(url)}
}

func TestCreate(t *testing.T) {
	prefixes := func(list ...string) webhook.Patch {
		p := patch("https://crm.test/hook")
		p.TypePrefixes = domain.Some(list)
		return p
	}
	for _, c := range []struct {
		what    string
		patch   webhook.Patch
		want    events.Event
		refused []string
	}{
		{what: "defaults", patch: patch(" https://crm.test/hook "), want: created()},
		{
			what: "everything", patch: webhook.Patch{
				Name: domain.Some(" CRM "), URL: domain.Some("http://127.0.0.1:8080/a?b=c"), Enabled: domain.Some(false),
				TypePrefixes: domain.Some([]string{"conference.", "node.", "conference."}), IncludePersonalData: domain.Some(true),
			},
			want: created(func(s *events.WebhookSettings) {
				s.URL, s.Enabled, s.IncludePersonalData = "http://127.0.0.1:8080/a?b=c", false, true
				s.TypePrefixes = []string{"conference.", "node."}
			}),
		},
		{what: "nothing", refused: []string{"REQUIRED name", "REQUIRED url"}},
		{what: "a long name", patch: webhook.Patch{Name: domain.Some(strings.Repeat("å", 251)), URL: domain.Some("https://crm.test")}, refused: []string{"INVALID name"}},
		{what: "50 types of 128 bytes", patch: prefixes(numbered(50, 128)...), want: created(func(s *events.WebhookSettings) { s.TypePrefixes = numbered(50, 128) })},
		{what: "51 types", patch: prefixes(numbered(51, 5)...), refused: []string{"INVALID typePrefixes"}},
		{what: "bad types", patch: prefixes("ok", "", strings.Repeat("x", 129), "a\nb", "$metadata", "\xff"), refused: []string{
			"REQUIRED typePrefixes.1", "INVALID typePrefixes.2", "INVALID typePrefixes.3", "INVALID typePrefixes.4", "INVALID typePrefixes.5",
		}},
	} {
		t.Run(c.what, func(t *testing.T) {
			out := decider.Given(t).When(webhook.Create{ID: "1", Secret: secret(0), Patch: c.patch})
			if c.refused != nil {
				out.Refused(c.refused...)
				return
			}
			out.Then(c.want)
		})
	}
	decider.Given(t, created()).When(webhook.Create{ID: "1", Secret: secret(0), Patch: patch("https://crm.test")}).Refused("CONFLICT")
}

// numbered are n different texts of a length.
func numbered(n, length int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = string(rune('A'+i%26)) + string(rune('A'+i/26)) + strings.Repeat("x", length-2)
	}
	return list
}

func TestAddresses(t *testing.T) {
	for _, ok := range []string{
		"https://crm.test", "https://crm.test:8443/a/b?c=d", "https://10.0.0.7/", "https://[fd00::1]:1/x", "http://localhost:9/x",
		"http://LOCALHOST/", "http://127.9.9.9/", "http://[::1]:8080/", "https://crm.test/" + strings.Repeat("x", webhook.MaxURL-17),
	} {
		if d, err := webhook.Decide(webhook.Create{ID: "1", Secret: secret(0), Patch: patch(ok)}, webhook.Initial()); err != nil || len(d.Events) != 1 {
			t.Errorf("%s: %v", ok, err)
		}
	}
	for _, bad := range []string{
		"crm.test", "//crm.test", "ftp://crm.test", "https:crm.test", "https://", "https:///x", "https://:443/", "http://crm.test/", "http://10.0.0.7/",
		"http://127.0.0.1.crm.test/", "https://user@crm.test/", "https://user:pass@crm.test/", "https://crm.test/#x", "https://crm.test/#",
		"https://crm.test:0/", "https://crm.test:65536/", "https://crm.test:/", "https://crm.test:x/", "https://crm.test/a b", "https://crm.test/\nx",
		"https://crm.test/\xff", "https://169.254.169.254/latest", "https://[fe80::1]/", "https://[fe80::1%25eth0]/", "https://[::ffff:169.254.1.1]/",
		"javascript:alert(1)", "https://crm.test/" + strings.Repeat("x", webhook.MaxURL-16),
	} {
		_, err := webhook.Decide(webhook.Create{ID: "1", Secret: secret(0), Patch: patch(bad)}, webhook.Initial())
		r, refused := domain.AsRefusals(err)
		if !refused || len(r) != 1 || !slices.Equal(r[0].Field, []string{"url"}) {
			t.Errorf("%q: %v", bad, err)
		}
		if refused && strings.Contains(err.Error(), "pass") && strings.Contains(err.Error(), bad) {
			t.Errorf("the refusal repeats the address: %v", err)
		}
	}
}

func TestUpdate(t *testing.T) {
	c := decider.Given(t, created())
	c.When(webhook.Update{ID: "1"}).Then()
	c.When(webhook.Update{ID: "1", Patch: webhook.Patch{TypePrefixes: domain.Some[[]string](nil), Enabled: domain.Some(true)}}).Then()
	c.When(webhook.Update{ID: "1", Patch: webhook.Patch{URL: domain.Some("http://crm.test")}}).Refused("INVALID url")
	off := settings(func(s *events.WebhookSettings) { s.Enabled = false })
	c.When(webhook.Update{ID: "1", Patch: webhook.Patch{Enabled: domain.Some(false)}}).Then(events.WebhookUpdated{ID: "1", Settings: off})
	decider.Given(t).When(webhook.Update{ID: "1"}).Refused("NOT_FOUND id")
}

func TestRotateSecret(t *testing.T) {
	c := decider.Given(t, created())
	order := webhook.RotateSecret{ID: "1", Secret: secret(1), Now: domaintest.Time, Overlap: time.Hour}
	c = c.When(order).Then(events.WebhookSecretRotated{
		ID: "1", Secret: secret(1).Sealed, Previous: secret(0).Sealed, PreviousUntil: domaintest.Time.Add(time.Hour),
	})
	if s := c.State; s.Secret != secret(1).Sealed || s.Previous != secret(0).Sealed || !s.PreviousUntil.Equal(domaintest.Time.Add(time.Hour)) {
		t.Errorf("%+v", s)
	}
	for _, overlap := range []time.Duration{-1, webhook.MaxOverlap + 1} {
		order.Overlap = overlap
		c.When(order).Refused("INVALID overlap")
	}
}

func TestSecretsAreMadeAndSealed(t *testing.T) {
	key := func(n int) string {
		return webhook.SecretPrefix + base64.StdEncoding.EncodeToString(make([]byte, n))
	}
	for _, bad := range []domain.Secret{
		{},
		{Plain: key(32)},
		{Plain: key(23), Sealed: "x"},
		{Plain: key(65), Sealed: "x"},
		{Plain: "whsec_%", Sealed: "x"},
		{Plain: strings.TrimPrefix(key(32), webhook.SecretPrefix), Sealed: "x"},
	} {
		_, err := webhook.Decide(webhook.Create{ID: "1", Secret: bad, Patch: patch("https://crm.test")}, webhook.Initial())
		if _, refused := domain.AsRefusals(err); err == nil || refused {
			t.Errorf("secret of %d bytes: %v", len(bad.Plain), err)
		}
	}
}

func TestRequestReplay(t *testing.T) {
	c := decider.Given(t, created())
	for _, k := range []struct {
		after, through, end events.Position
		refused             []string
	}{
		{after: 0, through: 9, end: 9},
		{after: 8, through: 9, end: 12},
		{after: 0, through: 10, end: 9, refused: []string{"INVALID through"}},
		{after: 9, through: 9, end: 9, refused: []string{"INVALID after"}},
		{after: 20, through: 10, end: 9, refused: []string{"INVALID through", "INVALID after"}},
	} {
		out := c.When(webhook.RequestReplay{ID: "1", After: k.after, Through: k.through, End: k.end})
		if k.refused != nil {
			out.Refused(k.refused...)
			continue
		}
		out.Then(events.WebhookReplayRequested{ID: "1", After: k.after, Through: k.through})
	}
	s := webhook.Evolve(c.State, events.Recorded{Position: 44, Event: events.WebhookReplayRequested{ID: "1", After: 3, Through: 9}})
	if s.Replay == nil || *s.Replay != (webhook.Replay{Ordered: 44, After: 3, Through: 9}) {
		t.Errorf("%+v", s.Replay)
	}
}

func TestRemove(t *testing.T) {
	c := decider.Given(t, created()).When(webhook.Remove{ID: "1"}).Then(events.WebhookRemoved{ID: "1"})
	for _, cmd := range []webhook.Command{
		webhook.Remove{ID: "1"}, webhook.Update{ID: "1"}, webhook.RotateSecret{ID: "1"}, webhook.RequestReplay{ID: "1"},
	} {
		c.When(cmd).Refused("NOT_FOUND id")
	}
	c.When(webhook.Create{ID: "1", Secret: secret(0)}).Refused("CONFLICT")
}

// TestInvariants: whatever is ordered in whatever order, a live webhook has a
// name, an address that is allowed and a secret, and a removed one stays so.
func TestInvariants(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := decider.Given(t)
		for range rapid.IntRange(1, 15).Draw(rt, "commands") {
			out := c.When(drawCommand(rt))
			if out.Err != nil {
				var refusals domain.Refusals
				if !errors.As(out.Err, &refusals) {
					rt.Fatalf("failed: %v", out.Err)
				}
				continue
			}
			removed := c.State.Removed
			c = out.Apply()
			s := c.State
			if removed {
				rt.Fatal("a removed webhook was changed")
			}
			if s.Live() && (s.Settings.Name == "" || s.Secret == "" || strings.HasPrefix(s.Settings.URL, "http://crm") || len(webhook.Claims(s)) != 1) {
				rt.Fatalf("%+v", s)
			}
		}
	})
}

func drawCommand(rt *rapid.T) webhook.Command {
	p := webhook.Patch{}
	if rapid.Bool().Draw(rt, "names") {
		p.Name = domain.Some(rapid.SampledFrom([]string{"", "CRM", " x "}).Draw(rt, "name"))
	}
	if rapid.Bool().Draw(rt, "addresses") {
		p.URL = domain.Some(rapid.SampledFrom([]string{"", "https://crm.test", "http://crm.test", "http://localhost"}).Draw(rt, "url"))
	}
	if rapid.Bool().Draw(rt, "types") {
		p.TypePrefixes = domain.Some(rapid.SliceOfN(rapid.SampledFrom([]string{"a.", "b.", "$c"}), 0, 3).Draw(rt, "prefixes"))
	}
	switch rapid.IntRange(0, 4).Draw(rt, "command") {
	case 0:
		return webhook.Create{ID: "1", Secret: secret(rapid.Byte().Draw(rt, "secret") % 20), Patch: p}
	case 1:
		return webhook.RotateSecret{ID: "1", Secret: secret(20 + rapid.Byte().Draw(rt, "secret")), Now: domaintest.Time, Overlap: time.Hour}
	case 2:
		at := rapid.Uint64Range(0, 20)
		return webhook.RequestReplay{ID: "1", After: events.Position(at.Draw(rt, "after")), Through: events.Position(at.Draw(rt, "through")), End: 10}
	case 3:
		return webhook.Remove{ID: "1"}
	default:
		return webhook.Update{ID: "1", Patch: p}
	}
}
