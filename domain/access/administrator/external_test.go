package administrator_test

import (
	"testing"
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/domain/access/administrator"
	"github.com/parley-video/parley/events"
)

var (
	there     = administrator.External{Source: "oidc", Authority: "https://idp.example.com", Subject: "s-1", Groups: []string{"admins"}, Roles: []string{"read-write"}}
	outsideID = administrator.ExternalID("oidc", "https://idp.example.com", "s-1")
	end       = time.Date(2030, 1, 1, 12, 0, 0, 0, time.UTC)
)

func fromOutside(session string) administrator.SignInFromOutside {
	return administrator.SignInFromOutside{External: there, Username: "ada", DisplayName: "Ada", SessionID: session, ExpiresAt: end}
}

func signedInFromOutside(session string) events.Event {
	return events.ExternalAdministratorSignedIn{
		ID: outsideID, Source: "oidc", Authority: "https://idp.example.com", Subject: "s-1", Username: "ada", DisplayName: "Ada",
		Groups: []string{"admins"}, Roles: []string{"read-write"}, SessionID: session, ExpiresAt: end,
	}
}

func TestSignInFromOutside(t *testing.T) {
	d := decider(0)
	d.Given(t).When(fromOutside("1")).Then(signedInFromOutside("1")).When(fromOutside("2")).Then(signedInFromOutside("2")).
		When(administrator.SignOut{ID: outsideID, SessionID: "1"}).Then(events.AdministratorSignedOut{ID: outsideID, SessionID: "1"})
	nobody := fromOutside("1")
	nobody.Roles = nil
	d.Given(t).When(nobody).Refused("NOT_ALLOWED")
	disabled := events.AdministratorUpdated{ID: outsideID, DisplayName: "Ada"}
	d.Given(t, signedInFromOutside("1"), disabled).When(fromOutside("2")).Refused("NOT_ALLOWED")
	d.Given(t, signedInFromOutside("1"), events.AdministratorRemoved{ID: outsideID}).When(fromOutside("2")).Then(signedInFromOutside("2"))
}

// Somebody from outside has no password here, gets roles from there only, does
// not count as one who can get in, and takes no user name.
func TestAccountsFromOutside(t *testing.T) {
	d := decider(0)
	given := signedInFromOutside("1")
	d.Given(t, given).When(administrator.SetPassword{ID: outsideID, Password: good}).Refused("NOT_ALLOWED id")
	d.Given(t, given).When(administrator.Update{ID: outsideID, Role: domain.Some("read-only")}).Refused("NOT_ALLOWED role")
	d.Given(t, given).When(administrator.SignIn{ID: outsideID, SessionID: "2", ExpiresAt: end}).Refused("BAD_CREDENTIALS")
	d.Given(t, given).When(administrator.Update{ID: outsideID, Enabled: domain.Some(false)}).
		Then(events.AdministratorUpdated{ID: outsideID, DisplayName: "Ada"})
	d.Given(t, given).When(administrator.Remove{ID: outsideID}).Then(events.AdministratorRemoved{ID: outsideID})
	little := domain.Some([]string{access.ScopeAccessWrite})
	d.Given(t, given).When(administrator.Update{ID: outsideID, Enabled: domain.Some(false), By: little}).Refused("NOT_ALLOWED")
	d.Given(t, given).When(administrator.Remove{ID: outsideID, By: little}).Refused("NOT_ALLOWED")
	s := administrator.Evolve(administrator.Initial(), events.Recorded{Event: given})
	if s.Writer() || len(administrator.Claims(s)) != 0 || !s.Live() {
		t.Errorf("%+v", s)
	}
}

// Two systems may have the same subject, and names run together no matter how.
func TestExternalIDsDiffer(t *testing.T) {
	seen := map[string]string{}
	for _, c := range [][3]string{
		{"oidc", "https://a", "1"}, {"ldap", "https://a", "1"}, {"oidc", "https://b", "1"}, {"oidc", "https://a", "2"}, {"oidc", "https://a/", "1"}, {"oidc", "https:/", "/a1"},
	} {
		id := administrator.ExternalID(c[0], c[1], c[2])
		if other, twice := seen[id]; twice {
			t.Errorf("%q and %q are %s", other, c, id)
		}
		seen[id] = c[0] + " " + c[1] + " " + c[2]
	}
}
