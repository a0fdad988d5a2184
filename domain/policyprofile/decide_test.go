package policyprofile_test

import (
	"strings"
	"testing"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/domaintest"
	"github.com/parley-video/parley/domain/policyprofile"
	"github.com/parley-video/parley/events"
)

func decider(usedBy ...string) domaintest.Decider[policyprofile.Command, policyprofile.State] {
	return domaintest.Decider[policyprofile.Command, policyprofile.State]{
		Initial: policyprofile.Initial,
		Decide: func(c policyprofile.Command, s policyprofile.State) (domain.Decision, error) {
			return policyprofile.Decide(c, s, policyprofile.References{UsedBy: usedBy})
		},
		Evolve: policyprofile.Evolve, Claims: policyprofile.Claims,
	}
}

func secret(plain string) domain.Opt[domain.Secret] {
	return domain.Some(domain.Secret{Plain: plain, Sealed: events.Sealed("sealed:" + plain)})
}

func patch(url string) policyprofile.Patch {
	return policyprofile.Patch{Name: domain.Some(" Calls "), URL: domain.Some(url)}
}

var plain = events.PolicyProfileSettings{Name: "Calls", URL: "https://policy.test/v1"}

func created(s events.PolicyProfileSettings) events.Event {
	return events.PolicyProfileCreated{ID: "1", Settings: s}
}

func TestCreate(t *testing.T) {
	yes := domain.Some(true)
	full := patch("http://policy.test:8080")
	full.Description, full.Username, full.Password = domain.Some("About\ncalls"), domain.Some(" u "), secret("p")
	full.ServiceConfiguration, full.MediaLocation, full.ParticipantProperties, full.Avatar, full.Registrations = yes, yes, yes, yes, yes

	decider().Given(t).When(policyprofile.Create{ID: "1", Patch: patch(" https://policy.test/v1 ")}).Then(created(plain))
	decider().Given(t).When(policyprofile.Create{ID: "1", Patch: full}).Then(created(events.PolicyProfileSettings{
		Name: "Calls", Description: "About\ncalls", URL: "http://policy.test:8080", Username: "u", Password: "sealed:p",
		ServiceConfiguration: true, MediaLocation: true, ParticipantProperties: true, Avatar: true, Registrations: true,
	}))
	decider().Given(t).When(policyprofile.Create{ID: "1"}).Refused("REQUIRED name", "REQUIRED url")
	decider().Given(t, created(plain)).When(policyprofile.Create{ID: "1", Patch: full}).Refused("CONFLICT")
	long := full
	long.Description, long.Username, long.Password = domain.Some(strings.Repeat("x", 251)), domain.Some("a\tb"), secret(strings.Repeat("x", 251))
	decider().Given(t).When(policyprofile.Create{ID: "1", Patch: long}).
		Refused("INVALID description", "INVALID username", "INVALID password")
}

func TestAddresses(t *testing.T) {
	for _, bad := range []string{
		"policy.test", "//policy.test", "ftp://policy.test", "https:policy.test", "https://", "https://:443", "https://u@policy.test", "https://u:topsecret@policy.test",
		"https://policy.test?", "https://policy.test/?a=b", "https://policy.test/#", "https://policy.test/a b", "https://policy.test:0", "https://policy.test:65536",
		"https://policy.test:", "https://policy.test/\x00", "https://policy.test/\xff", "https://policy.test/" + strings.Repeat("x", 2048),
	} {
		out := decider().Given(t).When(policyprofile.Create{ID: "1", Patch: patch(bad)})
		out.Refused("INVALID url")
		if strings.Contains(out.Err.Error(), "topsecret") {
			t.Errorf("the refusal repeats the address: %v", out.Err)
		}
	}
	for _, good := range []string{"https://10.0.0.1/p", "http://[2001:db8::1]:8080/", "https://" + strings.Repeat("a", 60) + ".test"} {
		decider().Given(t).When(policyprofile.Create{ID: "1", Patch: patch(good)}).Then(created(events.PolicyProfileSettings{Name: "Calls", URL: good}))
	}
}

func TestUpdate(t *testing.T) {
	had := plain
	had.Username, had.Password = "u", "sealed:p"
	given := decider().Given(t, created(had))
	updated := func(change func(*events.PolicyProfileSettings)) events.Event {
		s := had
		change(&s)
		return events.PolicyProfileUpdated{ID: "1", Settings: s}
	}
	given.When(policyprofile.Update{ID: "1"}).Then()
	given.When(policyprofile.Update{ID: "1", Patch: policyprofile.Patch{Avatar: domain.Some(true)}}).
		Then(updated(func(s *events.PolicyProfileSettings) { s.Avatar = true }))
	// Nobody has the password sent to an address of theirs.
	elsewhere := policyprofile.Patch{URL: domain.Some("https://thief.test")}
	given.When(policyprofile.Update{ID: "1", Patch: elsewhere}).Refused("REQUIRED password")
	elsewhere.Password = secret("p")
	given.When(policyprofile.Update{ID: "1", Patch: elsewhere}).
		Then(updated(func(s *events.PolicyProfileSettings) { s.URL = "https://thief.test" }))
	given.When(policyprofile.Update{ID: "1", Patch: policyprofile.Patch{Password: domain.Some(domain.Secret{})}}).
		Then(updated(func(s *events.PolicyProfileSettings) { s.Password = "" })).
		When(policyprofile.Update{ID: "1", Patch: policyprofile.Patch{URL: domain.Some("https://other.test")}}).
		Then(updated(func(s *events.PolicyProfileSettings) { s.URL, s.Password = "https://other.test", "" }))
	decider().Given(t).When(policyprofile.Update{ID: "1"}).Refused("NOT_FOUND id")
}

func TestRemove(t *testing.T) {
	out := decider("location Oslo").Given(t, created(plain)).When(policyprofile.Remove{ID: "1"})
	out.Refused("IN_USE")
	if !strings.Contains(out.Err.Error(), "location Oslo") {
		t.Errorf("%v does not say who", out.Err)
	}
	gone := decider().Given(t, created(plain)).When(policyprofile.Remove{ID: "1"}).Then(events.PolicyProfileRemoved{ID: "1"})
	gone.When(policyprofile.Remove{ID: "1"}).Refused("NOT_FOUND id")
	gone.When(policyprofile.Create{ID: "1", Patch: patch("https://a.test")}).Refused("CONFLICT")
}
