package administrator_test

import (
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/domain/access/administrator"
	"github.com/parley-video/parley/domain/domaintest"
	"github.com/parley-video/parley/events"
)

func decider(otherWriters int) domaintest.Decider[administrator.Command, administrator.State] {
	return domaintest.Decider[administrator.Command, administrator.State]{
		Initial: administrator.Initial,
		Decide: func(c administrator.Command, s administrator.State) (domain.Decision, error) {
			return administrator.Decide(c, s, administrator.References{OtherWriters: otherWriters})
		},
		Evolve: administrator.Evolve,
		Claims: administrator.Claims,
	}
}

var good = domain.Secret{Plain: "correct horse", Sealed: "sealed"}

func created(role string) events.Event {
	return events.AdministratorCreated{ID: "1", Username: "ada", Role: role, PasswordHash: "sealed"}
}

func TestCreate(t *testing.T) {
	for _, c := range []struct {
		what    string
		cmd     administrator.Create
		want    events.AdministratorCreated
		refused []string
	}{
		{
			what: "defaults", cmd: administrator.Create{Username: " Ada ", Password: good},
			want: events.AdministratorCreated{ID: "1", Username: "ada", Role: "read-write", PasswordHash: "sealed"},
		},
		{
			what: "everything", cmd: administrator.Create{
				Username: "a.da-l_1@x", DisplayName: "Ada L", Role: domain.Some("read-only"), Password: good,
			},
			want: events.AdministratorCreated{
				ID: "1", Username: "a.da-l_1@x", DisplayName: "Ada L", Role: "read-only", PasswordHash: "sealed",
			},
		},
		{what: "nothing", refused: []string{"REQUIRED username", "REQUIRED password"}},
		{what: "space inside", cmd: administrator.Create{Username: "a da", Password: good}, refused: []string{"INVALID username"}},
		{what: "slash", cmd: administrator.Create{Username: "a/da", Password: good}, refused: []string{"INVALID username"}},
		{what: "11 characters", cmd: administrator.Create{Username: "ada", Password: domain.Plaintext("12345678901")}, refused: []string{"INVALID password"}},
		{what: "129 characters", cmd: administrator.Create{Username: "ada", Password: domain.Plaintext(strings.Repeat("é", 129))}, refused: []string{"INVALID password"}},
		{what: "role", cmd: administrator.Create{Username: "ada", Role: domain.Some("god"), Password: good}, refused: []string{"INVALID role"}},
		{what: "display name", cmd: administrator.Create{Username: "ada", DisplayName: "a\nb", Password: good}, refused: []string{"INVALID displayName"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			c.cmd.ID = "1"
			out := decider(0).Given(t).When(c.cmd)
			if c.refused != nil {
				out.Refused(c.refused...)
				return
			}
			out.Then(c.want)
		})
	}
	t.Run("exists", func(t *testing.T) {
		decider(0).Given(t, created("read-write")).
			When(administrator.Create{ID: "1", Username: "ada", Password: good}).Refused("CONFLICT")
	})
	t.Run("not hashed", func(t *testing.T) {
		out := decider(0).Given(t).When(administrator.Create{ID: "1", Username: "ada", Password: domain.Plaintext("correct horse")})
		if _, refused := domain.AsRefusals(out.Err); out.Err == nil || refused {
			t.Errorf("decided %+v, %v; want a failure", out.Decision, out.Err)
		}
	})
}

func TestUpdate(t *testing.T) {
	d := decider(1)
	c := d.Given(t, created("read-write"))
	c.When(administrator.Update{ID: "1"}).Then()
	c.When(administrator.Update{ID: "1", Enabled: domain.Some(true), Role: domain.Some("read-write")}).Then()
	c.When(administrator.Update{ID: "1", Role: domain.Some("x")}).Refused("INVALID role")
	c.When(administrator.Update{ID: "1", DisplayName: domain.Some("Ada")}).
		Then(events.AdministratorUpdated{ID: "1", DisplayName: "Ada", Role: "read-write", Enabled: true}).
		When(administrator.Update{ID: "1", Enabled: domain.Some(false)}).
		Then(events.AdministratorUpdated{ID: "1", DisplayName: "Ada", Role: "read-write"})
	d.Given(t).When(administrator.Update{ID: "1"}).Refused("NOT_FOUND id")
}

// Somebody must be left who can change things.
func TestLastWriter(t *testing.T) {
	disable := administrator.Update{ID: "1", Enabled: domain.Some(false)}
	demote := administrator.Update{ID: "1", Role: domain.Some("read-only")}
	remove := administrator.Remove{ID: "1"}
	for _, cmd := range []administrator.Command{disable, demote, remove} {
		decider(0).Given(t, created("read-write")).When(cmd).Refused("NOT_ALLOWED")
		for _, out := range []*domaintest.Outcome[administrator.Command, administrator.State]{
			decider(1).Given(t, created("read-write")).When(cmd),
			decider(0).Given(t, created("read-only")).When(disable),
			decider(0).Given(t, created("read-only")).When(remove),
		} {
			if out.Err != nil || len(out.Decision.Events) != 1 {
				t.Errorf("%s: %+v, %v", cmd.CommandName(), out.Decision, out.Err)
			}
		}
	}
}

func TestSessions(t *testing.T) {
	now := domaintest.Time
	in := func(id string, end time.Time) events.Event {
		return events.AdministratorSignedIn{ID: "1", SessionID: id, ExpiresAt: end}
	}
	live := func(s administrator.State, id string) bool { _, ok := s.Session(id, now); return ok }
	d := decider(1)

	c := d.Given(t, created("read-only")).
		When(administrator.SignIn{ID: "1", PasswordHash: "sealed", SessionID: "s1", ExpiresAt: now.Add(time.Hour)}).Then(in("s1", now.Add(time.Hour)))
	if !live(c.State, "s1") || live(c.State, "s2") {
		t.Fatalf("sessions %v", c.State.Sessions)
	}
	if _, ok := c.State.Session("s1", now.Add(time.Hour)); ok {
		t.Error("a session outlives its end")
	}
	c.When(administrator.SignOut{ID: "1", SessionID: "s2"}).Then()
	c.When(administrator.SignOut{ID: "1", SessionID: "s1", By: domain.Some([]access.Scope{access.ScopeAccessWrite})}).Refused("NOT_ALLOWED")
	c.When(administrator.SignOut{ID: "1", SessionID: "s1", By: domain.Some(access.RoleScopes("read-only"))}).Then(events.AdministratorSignedOut{ID: "1", SessionID: "s1"})
	out := c.When(administrator.SignOut{ID: "1", SessionID: "s1"}).Then(events.AdministratorSignedOut{ID: "1", SessionID: "s1"})
	if live(out.State, "s1") {
		t.Error("a session outlives its sign-out")
	}
	for what, ends := range map[string]administrator.Command{
		"new password": administrator.SetPassword{ID: "1", Password: good},
		"disabled":     administrator.Update{ID: "1", Enabled: domain.Some(false)},
		"removed":      administrator.Remove{ID: "1"},
	} {
		c := d.Given(t, created("read-only"), in("s1", now.Add(time.Hour)))
		if after := c.When(ends).Apply(); live(after.State, "s1") {
			t.Errorf("%s: the session goes on", what)
		}
	}
	disabled := d.Given(t, created("read-only"), events.AdministratorUpdated{ID: "1", Role: "read-only"})
	disabled.When(administrator.SignIn{ID: "1", PasswordHash: "sealed", SessionID: "s"}).Refused("BAD_CREDENTIALS")

	changed := d.Given(t, created("read-only"), events.AdministratorPasswordChanged{ID: "1", PasswordHash: "another"})
	for _, was := range []events.Sealed{"sealed", ""} {
		changed.When(administrator.SignIn{ID: "1", PasswordHash: was, SessionID: "s"}).Refused("BAD_CREDENTIALS")
	}
	changed.When(administrator.SignIn{ID: "1", PasswordHash: "another", SessionID: "s"}).Then(in("s", time.Time{}))

	old := d.Given(t, created("read-only"), in("gone", now.Add(-time.Second)), in("new", now.Add(time.Hour)), in("newer", now.Add(time.Hour)))
	if _, kept := old.State.Sessions["gone"]; kept || len(old.State.Sessions) != 2 {
		t.Errorf("sessions %v: the expired one should be dropped", old.State.Sessions)
	}
}

func TestSetPassword(t *testing.T) {
	c := decider(0).Given(t, created("read-write"))
	c.When(administrator.SetPassword{ID: "1"}).Refused("REQUIRED password")
	c.When(administrator.SetPassword{ID: "1", Password: domain.Plaintext("short")}).Refused("INVALID password")
	c.When(administrator.SetPassword{ID: "1", Password: good}).
		Then(events.AdministratorPasswordChanged{ID: "1", PasswordHash: "sealed"})
}

// Nobody gets rights by making or taking over an account that has them.
func TestNobodyHandsOutMoreThanTheyHave(t *testing.T) {
	few := domain.Some(append(access.RoleScopes(access.RoleReadOnly), access.ScopeAccessWrite))
	writer, reader := created("read-write"), created("read-only")
	for what, c := range map[string]struct {
		account events.Event // nil: none yet
		cmd     administrator.Command
		refused []string
	}{
		"make a writer":         {nil, administrator.Create{ID: "1", Username: "ada", Password: good, By: few}, []string{"NOT_ALLOWED role"}},
		"make a reader":         {nil, administrator.Create{ID: "1", Username: "ada", Role: domain.Some("read-only"), Password: good, By: few}, nil},
		"take a writer over":    {writer, administrator.SetPassword{ID: "1", Password: good, By: few}, []string{"NOT_ALLOWED"}},
		"take a reader over":    {reader, administrator.SetPassword{ID: "1", Password: good, By: few}, nil},
		"promote":               {reader, administrator.Update{ID: "1", Role: domain.Some("read-write"), By: few}, []string{"NOT_ALLOWED role"}},
		"demote a writer":       {writer, administrator.Update{ID: "1", Role: domain.Some("read-only"), By: few}, []string{"NOT_ALLOWED"}},
		"rename a reader":       {reader, administrator.Update{ID: "1", DisplayName: domain.Some("Ada"), By: few}, nil},
		"remove a writer":       {writer, administrator.Remove{ID: "1", By: few}, []string{"NOT_ALLOWED"}},
		"remove a reader":       {reader, administrator.Remove{ID: "1", By: few}, nil},
		"nothing at all":        {reader, administrator.SetPassword{ID: "1", Password: good, By: domain.Some([]string(nil))}, []string{"NOT_ALLOWED"}},
		"the platform does all": {writer, administrator.SetPassword{ID: "1", Password: good}, nil},
	} {
		t.Run(what, func(t *testing.T) {
			var given []events.Event
			if c.account != nil {
				given = append(given, c.account)
			}
			out := decider(5).Given(t, given...).When(c.cmd)
			if c.refused != nil {
				out.Refused(c.refused...)
				return
			}
			out.Apply()
		})
	}
}
