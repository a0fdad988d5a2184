package access_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/access"
	"github.com/parley-video/parley/projections/projectiontest"
)

func outside(session string, roles ...string) events.ExternalAdministratorSignedIn {
	return events.ExternalAdministratorSignedIn{
		ID: "x", Source: "oidc", Authority: "https://idp.example.com", Subject: "s", Username: "ada", DisplayName: "Ada",
		Groups: []string{"admins"}, Roles: roles, SessionID: session, ExpiresAt: projectiontest.Epoch.Add(8 * time.Hour),
	}
}

// Somebody from outside is listed from their first sign-in on, beside a local
// account of the same name, and counts as nobody's bearer of a role.
func TestAccountsFromOutside(t *testing.T) {
	f := newFeed(t)
	f.add(ada, outside("s1", "read-write", "desk"), events.RoleCreated{ID: "desk", Settings: events.RoleSettings{Name: "Desk"}})
	x, err := f.Administrator(t.Context(), "x")
	if err != nil || x.Role != "read-write" || x.External == nil || len(x.External.AssignedRoles) != 2 || x.External.AssignedRoles[1].Settings.Name != "Desk" || !x.Enabled {
		t.Fatalf("%+v, %v", x, err)
	}
	if local, err := f.Administrator(t.Context(), "a"); err != nil || local.Username != "Ada" || local.External != nil {
		t.Errorf("%+v, %v", local, err)
	}
	if role, err := f.Role(t.Context(), "desk"); err != nil || role.Bearers != 0 {
		t.Errorf("%+v, %v", role, err)
	}
	created := x.CreatedAt
	f.add(outside("s2", "desk"))
	if x, err = f.Administrator(t.Context(), "x"); err != nil || x.Role != "desk" || !x.CreatedAt.Equal(created) || !x.LastSignInAt.After(created) {
		t.Errorf("%+v, %v", x, err)
	}
	for _, s := range []string{"s1", "s2"} {
		if row, err := f.Session(t.Context(), "x", s); err != nil || row.Account.External == nil {
			t.Errorf("%s: %v", s, err)
		}
	}
	f.add(events.AdministratorUpdated{ID: "x", DisplayName: "Ada"})
	if _, err := f.Session(t.Context(), "x", "s2"); !errors.Is(err, projections.ErrNotFound) {
		t.Errorf("a session of somebody disabled: %v", err)
	}
	if x, err = f.Administrator(t.Context(), "x"); err != nil || x.Enabled || x.Role != "desk" {
		t.Errorf("%+v, %v", x, err)
	}
}

// Open streams are checked again when the settings change: a mapping may be gone.
func TestSignInSettings(t *testing.T) {
	f := newFeed(t)
	if s, err := f.SignIn(t.Context()); err != nil || s.Written {
		t.Errorf("%+v, %v", s, err)
	}
	changed := f.Changed()
	settings := events.SignInSettings{Local: true, OIDC: events.OIDCSettings{Mappings: []events.GroupRole{{Group: "a", Role: "desk"}}}}
	f.add(events.SignInUpdated{Settings: settings})
	select {
	case <-changed:
	default:
		t.Error("nobody was told")
	}
	if s, err := f.SignIn(t.Context()); err != nil || !s.Written || s.Revision != 1 || len(s.Settings.OIDC.Mappings) != 1 {
		t.Errorf("%+v, %v", s, err)
	}
	roles, err := f.RolesByID(t.Context(), []string{"gone"})
	if err != nil || !slices.EqualFunc(roles, []string{"gone"}, func(r access.Role, name string) bool { return r.Settings.Name == name }) {
		t.Errorf("%+v, %v", roles, err)
	}
	if err := f.Reset(t.Context()); err != nil {
		t.Fatal(err)
	}
	if s, err := f.SignIn(t.Context()); err != nil || s.Written {
		t.Errorf("after a reset: %+v, %v", s, err)
	}
}
