package references_test

import (
	"slices"
	"testing"

	"github.com/parley-video/parley/control/controltest"
	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/control/references"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

func TestIndexFollowsTheLog(t *testing.T) {
	controltest.Each(t, func(t *testing.T, s store.Store) {
		j := journal.New(s)
		x := references.New(j)
		lengths := map[string]events.Revision{}
		tell := func(stream string, evs ...events.Event) {
			t.Helper()
			for _, ev := range evs {
				expected := store.NoStream()
				if n := lengths[stream]; n > 0 {
					expected = store.At(n - 1)
				}
				id := events.DeriveID(stream + string(rune('0'+lengths[stream])))
				if _, err := j.Append(t.Context(), stream, expected, journal.Entry{ID: id, Event: ev}); err != nil {
					t.Fatal(err)
				}
				lengths[stream]++
			}
		}
		users := func(location string, want ...string) {
			t.Helper()
			for _, index := range []*references.Index{x, references.New(j)} { // going on, and from the start
				if got, err := index.LocationUsers(t.Context(), location); err != nil || !slices.Equal(got, want) {
					t.Errorf("users of %s: %v, %v; want %v", location, got, err, want)
				}
			}
		}
		writers := func(but string, want int) {
			t.Helper()
			if got, err := x.OtherWriters(t.Context(), but); err != nil || got != want {
				t.Errorf("writers besides %s: %d, %v; want %d", but, got, err, want)
			}
		}

		users("l1")
		tell("location-l1", events.LocationCreated{ID: "l1", Settings: events.LocationSettings{Name: "Oslo"}})
		tell("location-l2", events.LocationCreated{ID: "l2", Settings: events.LocationSettings{Name: "Bergen", OverflowLocation2: "l1"}})
		tell("node-n", events.NodeCreated{ID: "n", Settings: events.NodeSettings{Name: "edge", LocationID: "l1"}})
		users("l1", "location Bergen", "node edge")
		tell("location-l2", events.LocationUpdated{ID: "l2", Settings: events.LocationSettings{Name: "Bergen"}})
		tell("node-n", events.NodeUpdated{ID: "n", Settings: events.NodeSettings{Name: "edge", LocationID: "l2"}})
		users("l1")
		users("l2", "node edge")
		tell("node-n", events.NodeRemoved{ID: "n"})
		users("l2")

		rules := func(want int) {
			t.Helper()
			if got, err := x.Rules(t.Context()); err != nil || got != want {
				t.Errorf("%d gateway rules, %v; want %d", got, err, want)
			}
		}
		rules(0)
		tell("rule-r", events.RuleCreated{ID: "r", Settings: events.RuleSettings{Name: "Out", SourceLocationID: "l1"}})
		tell("rule-q", events.RuleCreated{ID: "q", Settings: events.RuleSettings{Name: "In", OutgoingLocationID: "l2"}})
		tell("dialout-d", events.DialoutCreated{ID: "d", Settings: events.DialoutSettings{Alias: "ada", LocationID: "l1"}})
		users("l1", "automatic participant ada", "gateway rule Out")
		users("l2", "gateway rule In")
		rules(2)
		tell("dialout-d", events.DialoutUpdated{ID: "d", Settings: events.DialoutSettings{Alias: "ada"}})
		tell("rule-q", events.RuleUpdated{ID: "q", Settings: events.RuleSettings{Name: "In", OutgoingLocationID: "l1"}})
		tell("rule-r", events.RuleRemoved{ID: "r"})
		users("l1", "gateway rule In")
		users("l2")
		rules(1)
		tell("dialout-d", events.DialoutRemoved{ID: "d"})
		tell("rule-q", events.RuleRemoved{ID: "q"})
		users("l1")

		writers("", 0)
		tell("admin-a", events.AdministratorCreated{ID: "a", Role: "read-write"})
		tell("admin-b", events.AdministratorCreated{ID: "b", Role: "read-only"})
		writers("", 1)
		writers("a", 0)
		tell("admin-b", events.AdministratorUpdated{ID: "b", Role: "read-write", Enabled: true})
		writers("a", 1)
		tell("admin-b", events.AdministratorUpdated{ID: "b", Role: "read-write"})
		writers("a", 0)
		tell("admin-a", events.AdministratorRemoved{ID: "a"})
		writers("", 0)
		// Somebody of a directory is no local account, whatever is changed of theirs.
		tell("admin-x", events.ExternalAdministratorSignedIn{ID: "x", Source: events.SourceLDAP, Username: "ada", Roles: []string{"read-write"}},
			events.AdministratorUpdated{ID: "x", Role: "read-write", Enabled: true})
		writers("", 0)
		for _, index := range []*references.Index{x, references.New(j)} {
			if ids, err := index.Administrators(t.Context()); err != nil || !slices.Equal(ids, []string{"b"}) {
				t.Errorf("local accounts: %v, %v", ids, err)
			}
		}

		tell("token-t", events.TokenCreated{ID: "t", Name: "ci", Digest: "d", Scopes: []string{"config:read"}})
		if got, ok, err := x.TokenByDigest(t.Context(), "d"); err != nil || !ok || got.ID != "t" {
			t.Errorf("token %+v, %v, %v", got, ok, err)
		}
		tell("token-t", events.TokenRevoked{ID: "t"})
		if _, ok, err := x.TokenByDigest(t.Context(), "d"); err != nil || ok {
			t.Errorf("revoked token: %v, %v", ok, err)
		}
		if err := references.New(j).Warm(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

// Whoever may write streams of their own makes no tokens by it, and cannot
// hold up the index either.
func TestIndexIgnoresForgedEvents(t *testing.T) {
	controltest.Each(t, func(t *testing.T, s store.Store) {
		j := journal.New(s)
		x := references.New(j)
		forged := []events.Event{
			events.TokenCreated{ID: "t", Digest: "d", Scopes: []string{"access:write"}},
			events.AdministratorCreated{ID: "a", Role: "read-write"},
			events.LocationCreated{ID: "l2", Settings: events.LocationSettings{Name: "Bergen", OverflowLocation1: "l1"}},
		}
		for i, ev := range forged {
			id := events.DeriveID(string(rune('0' + i)))
			if _, err := j.Append(t.Context(), "integration-x", store.Any(), journal.Entry{ID: id, Event: ev}); err != nil {
				t.Fatal(err)
			}
		}
		broken := store.NewEvent{ID: events.DeriveID("broken"), Type: "token.created.v1", Data: []byte(`[]`)}
		if _, err := s.Append(t.Context(), "integration-x", store.Any(), broken); err != nil {
			t.Fatal(err)
		}
		if _, found, err := x.TokenByDigest(t.Context(), "d"); found || err != nil {
			t.Errorf("a forged token is good: %t, %v", found, err)
		}
		if n, err := x.OtherWriters(t.Context(), ""); n != 0 || err != nil {
			t.Errorf("%d forged administrators, %v", n, err)
		}
		if users, err := x.LocationUsers(t.Context(), "l1"); len(users) != 0 || err != nil {
			t.Errorf("%v, %v", users, err)
		}
	})
}

func TestRolesOfTheIndex(t *testing.T) {
	controltest.Each(t, func(t *testing.T, s store.Store) {
		j := journal.New(s)
		x := references.New(j)
		n := 0
		tell := func(stream string, ev events.Event) {
			t.Helper()
			n++
			if _, err := j.Append(t.Context(), stream, store.Any(), journal.Entry{ID: events.DeriveID(string(rune('a' + n))), Event: ev}); err != nil {
				t.Fatal(err)
			}
		}
		check := func(want []string, users ...string) {
			t.Helper()
			for _, index := range []*references.Index{x, references.New(j)} {
				scopes, err := index.RoleScopes(t.Context(), []string{"r", "read-only", "nobody's"})
				if err != nil || !slices.Equal(scopes["r"], want) || len(scopes["read-only"]) == 0 || scopes["nobody's"] != nil {
					t.Errorf("scopes %v, %v; want %v", scopes, err, want)
				}
				if got, err := index.RoleUsers(t.Context(), "r"); err != nil || !slices.Equal(got, users) {
					t.Errorf("users %v, %v; want %v", got, err, users)
				}
			}
		}
		check(nil)
		tell("role-r", events.RoleCreated{ID: "r", Settings: events.RoleSettings{Name: "Desk", Scopes: []string{"config:read"}}})
		tell("admin-a", events.AdministratorCreated{ID: "a", Username: "ada", Role: "r"})
		check([]string{"config:read"}, "administrator ada")
		tell("role-r", events.RoleUpdated{ID: "r", Settings: events.RoleSettings{Name: "Desk", Scopes: []string{"config:read", "config:write"}}})
		tell("admin-a", events.AdministratorUpdated{ID: "a", Role: "r"})
		check([]string{"config:read", "config:write"}, "administrator ada")
		tell("admin-a", events.AdministratorUpdated{ID: "a", Role: "read-only"})
		check([]string{"config:read", "config:write"})
		tell("role-r", events.RoleRemoved{ID: "r"})
		check(nil)
	})
}
