package role_test

import (
	"testing"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/domain/access/role"
	"github.com/parley-video/parley/domain/domaintest"
	"github.com/parley-video/parley/events"
)

func decider(users ...string) domaintest.Decider[role.Command, role.State] {
	return domaintest.Decider[role.Command, role.State]{
		Initial: role.Initial,
		Decide: func(c role.Command, s role.State) (domain.Decision, error) {
			return role.Decide(c, s, role.References{Users: users})
		},
		Evolve: role.Evolve,
		Claims: role.Claims,
	}
}

func patch(name string, scopes ...string) role.Patch {
	return role.Patch{Name: domain.Some(name), Scopes: domain.Some(scopes)}
}

func helpdesk(scopes ...string) events.Event {
	return events.RoleCreated{ID: "1", Settings: events.RoleSettings{Name: "Help desk", Scopes: scopes}}
}

func TestCreate(t *testing.T) {
	long := make([]byte, role.MaxDescription+1)
	for i := range long {
		long[i] = 'a'
	}
	for what, c := range map[string]struct {
		patch   role.Patch
		by      role.Rights
		want    events.RoleSettings
		refused []string
	}{
		"sorted, without repeats": {
			patch: patch(" Help desk ", access.ScopeLiveViewRead, access.ScopeConfigRead, access.ScopeLiveViewRead),
			want:  events.RoleSettings{Name: "Help desk", Scopes: []string{access.ScopeConfigRead, access.ScopeLiveViewRead}},
		},
		"as much as the creator": {
			patch: patch("x", access.ScopeConfigRead), by: domain.Some([]string{access.ScopeConfigRead}),
			want: events.RoleSettings{Name: "x", Scopes: []string{access.ScopeConfigRead}},
		},
		"nothing":               {refused: []string{"REQUIRED name", "REQUIRED scopes"}},
		"unknown scope":         {patch: patch("x", access.ScopeConfigRead, "god"), refused: []string{"INVALID scopes.1"}},
		"more than the creator": {patch: patch("x", access.ScopeConfigRead), by: domain.Some([]string{access.ScopeAccessWrite}), refused: []string{"NOT_ALLOWED scopes.0"}},
		"name of a built-in":    {patch: patch("read-ONLY", access.ScopeConfigRead), refused: []string{"NAME_TAKEN name"}},
		"control character":     {patch: patch("a\x00b", access.ScopeConfigRead), refused: []string{"INVALID name"}},
		"long description": {
			patch:   role.Patch{Name: domain.Some("x"), Description: domain.Some(string(long)), Scopes: domain.Some([]string{access.ScopeConfigRead})},
			refused: []string{"INVALID description"},
		},
	} {
		t.Run(what, func(t *testing.T) {
			out := decider().Given(t).When(role.Create{ID: "1", Patch: c.patch, By: c.by})
			if c.refused != nil {
				out.Refused(c.refused...)
				return
			}
			out.Then(events.RoleCreated{ID: "1", Settings: c.want})
		})
	}
	decider().Given(t, helpdesk("config:read")).When(role.Create{ID: "1", Patch: patch("y", "config:read")}).Refused("CONFLICT")
}

func TestUpdate(t *testing.T) {
	d := decider("account ada")
	given := d.Given(t, helpdesk("config:read", "config:write"))
	given.When(role.Update{ID: "1"}).Then()
	given.When(role.Update{ID: "1", Patch: role.Patch{Scopes: domain.Some([]string{"config:write", "config:read", "config:read"})}}).Then()
	given.When(role.Update{ID: "1", Patch: role.Patch{Scopes: domain.Some([]string{})}}).Refused("REQUIRED scopes")
	// Narrowing it takes all that it could do.
	narrow := role.Update{ID: "1", Patch: role.Patch{Scopes: domain.Some([]string{"config:read"})}, By: domain.Some([]string{"config:read"})}
	given.When(narrow).Refused("NOT_ALLOWED")
	narrow.By = domain.Some([]string{"config:read", "config:write"})
	given.When(narrow).Then(events.RoleUpdated{ID: "1", Settings: events.RoleSettings{Name: "Help desk", Scopes: []string{"config:read"}}})
	// And widening it all that it will.
	wide := role.Update{ID: "1", Patch: role.Patch{Scopes: domain.Some([]string{"config:read", "access:write"})}, By: narrow.By}
	given.When(wide).Refused("NOT_ALLOWED scopes.1")

	d.Given(t).When(role.Update{ID: "1"}).Refused("NOT_FOUND id")
	d.Given(t).When(role.Update{ID: access.RoleReadOnly}).Refused("NOT_ALLOWED id")
}

func TestRemove(t *testing.T) {
	decider().Given(t, helpdesk("config:read")).When(role.Remove{ID: "1"}).Then(events.RoleRemoved{ID: "1"}).
		When(role.Remove{ID: "1"}).Refused("NOT_FOUND id")
	decider("account ada").Given(t, helpdesk("config:read")).When(role.Remove{ID: "1"}).Refused("IN_USE id")
	decider().Given(t, helpdesk("config:read")).When(role.Remove{ID: "1", By: domain.Some([]string{"access:write"})}).Refused("NOT_ALLOWED")
	decider().Given(t).When(role.Remove{ID: access.RoleReadWrite}).Refused("NOT_ALLOWED id")
}

// A scope without words would be a permission that nobody can choose.
func TestPermissionsDescribeEveryScope(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range access.Permissions() {
		if !access.Known(p.Scope) || seen[p.Scope] || p.Name == "" || p.Description == "" || p.Group == "" {
			t.Errorf("%+v", p)
		}
		seen[p.Scope] = true
	}
	if len(seen) != len(access.Scopes()) {
		t.Errorf("%d of %d scopes are described", len(seen), len(access.Scopes()))
	}
	for _, r := range access.BuiltInRoles() {
		if !access.BuiltIn(r.ID) || len(r.Scopes) == 0 {
			t.Errorf("%+v", r)
		}
	}
}
