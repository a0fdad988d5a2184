package audit_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/memory"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/audit"
	"github.com/parley-video/parley/projections/projectiontest"
	"github.com/parley-video/parley/projections/sql"
	"github.com/parley-video/parley/projections/sql/sqltest"
)

// said is an event with the metadata that it came with.
type said struct {
	stream string
	event  events.Event
	meta   events.Metadata
}

var (
	ada  = events.Actor{Kind: events.ActorAdministrator, ID: "a0", Name: "Ada"}
	ci   = events.Actor{Kind: events.ActorToken, ID: "t0", Name: "ci"}
	node = events.Actor{Kind: events.ActorNode, ID: "n1"}
	host = "6f7c7f9e-0d1c-4f5e-8f53-0b8d3d1b1c11" // a participant
)

func second(n int) time.Time { return projectiontest.Epoch.Add(time.Duration(n) * time.Second) }

// write appends events, the n-th at second n.
func write(t *testing.T, s store.Store, list ...said) {
	t.Helper()
	for i, e := range list {
		e.meta.Time = second(i)
		encoded, err := codec.Encode(events.DeriveID(fmt.Sprint("audit/", i)), e.event, e.meta)
		if err != nil {
			t.Fatal(err)
		}
		if e.stream == "" {
			e.stream = "any"
		}
		if _, err := s.Append(context.Background(), e.stream, store.Any(), encoded); err != nil {
			t.Fatal(err)
		}
	}
}

func by(actor events.Actor, e events.Event) said {
	return said{event: e, meta: events.Metadata{Actor: actor, Source: "192.0.2.1", Correlation: "req-1"}}
}

func fold(t *testing.T, db *sql.DB, list ...said) *audit.Audit {
	t.Helper()
	a, s := audit.New(db), memory.New()
	write(t, s, list...)
	if err := projectiontest.CatchUp(context.Background(), s, a.Handler(), 3); err != nil {
		t.Fatal(err)
	}
	return a
}

func all(t *testing.T, a *audit.Audit, q audit.Query) []audit.Entry {
	t.Helper()
	var list []audit.Entry
	for q.First = 3; ; {
		page, err := a.Entries(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, page.Nodes()...)
		if !page.HasNextPage {
			return list
		}
		q.After = *page.EndCursor()
	}
}

// story is one of everything.
func story() []said {
	limit := 5
	return []said{
		0:  by(ada, events.LocationCreated{ID: "l", Settings: events.LocationSettings{Name: "Oslo", MTU: 1500}}),
		1:  by(ci, events.LocationUpdated{ID: "l", Settings: events.LocationSettings{Name: "Bergen", MTU: 1200, Description: "<west>"}}),
		2:  by(ada, events.ServiceCreated{ID: "s", Type: "conference", Settings: events.ServiceSettings{Name: "Board", HostPIN: "s1.one"}}),
		3:  by(ada, events.ServiceUpdated{ID: "s", Settings: events.ServiceSettings{Name: "Board", HostPIN: "s1.two", Aliases: []events.Alias{{Alias: "b"}}, ParticipantLimit: &limit}}),
		4:  by(ada, events.ServiceUpdated{ID: "s", Settings: events.ServiceSettings{Name: "Board", HostPIN: "s1.two", Aliases: []events.Alias{{Alias: "b"}}, ParticipantLimit: &limit}}),
		5:  by(ada, events.ServiceUpdated{ID: "s", Settings: events.ServiceSettings{Name: "Board", GuestPIN: "s1.three"}}),
		6:  by(ada, events.NodeCreated{ID: "n1", Settings: events.NodeSettings{Name: "oslo-1"}}),
		7:  by(ada, events.NodeProvisioningIssued{ID: "n1", SecretDigest: "d1", ExpiresAt: second(99)}),
		8:  by(node, events.NodeEnrolled{ID: "n1", Serial: "7", Fingerprint: "ff", ExpiresAt: second(999)}),
		9:  by(ada, events.NodeMaintenanceEntered{ID: "n1", Reason: "fan"}),
		10: by(ada, events.NodeUpdated{ID: "n1", Settings: events.NodeSettings{Name: "oslo-1", CapacityHD: 3}}),
		11: by(ada, events.NodeMaintenanceLeft{ID: "n1"}),
		12: by(ada, events.AdministratorCreated{ID: "a0", Username: "Ada", Role: "read-write", PasswordHash: "s1.h1"}),
		13: by(ada, events.AdministratorPasswordChanged{ID: "a0", PasswordHash: "s1.h2"}),
		14: by(ada, events.AdministratorUpdated{ID: "a0", Role: "read-only", Enabled: true}),
		15: by(ada, events.AdministratorSignedIn{ID: "a0", SessionID: "x"}),
		16: by(events.Actor{Kind: events.ActorSystem}, events.AdministratorSignedOut{ID: "a0", SessionID: "x"}),
		17: by(ada, events.TokenCreated{ID: "t0", Name: "ci", Scopes: []string{"events:read"}, Digest: "d2"}),
		18: by(ada, events.WebhookCreated{ID: "w", Settings: events.WebhookSettings{Name: "bill", URL: "https://x"}, Secret: "s1.w1"}),
		19: by(ada, events.WebhookSecretRotated{ID: "w", Secret: "s1.w2", Previous: "s1.w1", PreviousUntil: second(500)}),
		20: by(ci, events.WebhookReplayRequested{ID: "w", After: 3, Through: 9}),
		21: by(ada, events.SettingsUpdated{Settings: events.GlobalSettings{DeploymentName: "P", MaxQuality: "hd"}}),
		22: by(ada, events.SettingsUpdated{Settings: events.GlobalSettings{DeploymentName: "P", MaxQuality: "sd"}}),
		23: by(node, events.ConferenceStarted{ID: "c", ServiceName: "Board"}),
		24: by(node, events.ConferenceLocked{ID: "c", By: host}),
		25: by(node, events.ConferenceUnlocked{ID: "c", By: "Ada"}),
		26: by(node, events.ConferenceGuestsMuted{ID: "c"}),
		27: by(node, events.ParticipantMuted{ConferenceID: "c", ParticipantID: "p", By: "ci"}),
		28: by(node, events.ParticipantLeft{ConferenceID: "c", ParticipantID: "p", Reason: "hung-up"}),
		29: by(node, events.ParticipantLeft{ConferenceID: "c", ParticipantID: "q", Reason: "disconnected", By: "somebody gone"}),
		30: by(node, events.ParticipantRoleChanged{ConferenceID: "c", ParticipantID: "q", Role: "host", By: "q"}),
		31: by(node, events.ConferenceEnded{ID: "c", Reason: "last-left"}),
		32: by(ada, events.ParticipantErased{ConferenceID: "c", ParticipantID: "p"}),
		33: by(events.Actor{Kind: events.ActorSystem}, events.ConferenceEnded{ID: "d", Reason: "node-removed"}),
		34: by(ada, events.TokenRevoked{ID: "t0"}),
		35: by(ada, events.NodeRemoved{ID: "n1", Reason: "old"}),
		36: by(ada, events.WebhookRemoved{ID: "w"}),
		37: by(ada, events.ServiceRemoved{ID: "s"}),
		38: by(ada, events.LocationRemoved{ID: "l"}),
		39: by(ada, events.AdministratorRemoved{ID: "a0"}),
		40: {"integration-x", events.LocationCreated{ID: "fake"}, events.Metadata{Actor: ci}},
	}
}

func TestStory(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, open func(testing.TB) *sql.DB) {
		a := fold(t, open(t), story()...)
		var got []string
		for _, e := range all(t, a, audit.Query{}) {
			paths := ""
			for _, c := range e.Changes {
				paths += " " + strings.Join(c.Path, "/")
				if c.Secret {
					paths += "*"
				}
				paths += "=" + string(c.Before) + ">" + string(c.After)
			}
			got = append(got, fmt.Sprintf("%s %s %s|%s%s", e.Position, e.Actor.Name, e.Action, e.Summary, paths))
			if strings.Contains(fmt.Sprintf("%s%s%+v", e.Before, e.After, e.Changes), "s1.") {
				t.Errorf("a secret: %+v", e)
			}
		}
		golden, err := os.ReadFile("testdata/story.txt")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.Split(strings.TrimSpace(string(golden)), "\n"), got); diff != "" {
			t.Errorf("(-testdata/story.txt +got):\n%s", diff)
		}
	})
}

func TestEntry(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, open func(testing.TB) *sql.DB) {
		a := fold(t, open(t), story()...)
		page, err := a.Entries(t.Context(), audit.Query{First: 1, EntityKind: audit.KindLocation, EntityID: "l", Actions: []audit.Action{audit.Updated}})
		if err != nil || len(page.Edges) != 1 {
			t.Fatalf("%+v, %v", page, err)
		}
		text := func(s string) json.RawMessage { return json.RawMessage(s) }
		want := audit.Entry{
			ID: events.DeriveID("audit/1").String(), Position: 2, Time: second(1), Actor: ci, Source: "192.0.2.1", Correlation: "req-1",
			Entity: audit.Entity{Kind: "location", ID: "l", Name: "Bergen"}, Action: audit.Updated, EventType: "location.updated.v1",
			Summary: `Location "Bergen" (until then "Oslo") was changed: description, mtu, name.`,
			Changes: []audit.Change{
				{Path: []string{"settings", "description"}, After: text(`"<west>"`)},
				{Path: []string{"settings", "mtu"}, Before: text("1500"), After: text("1200")},
				{Path: []string{"settings", "name"}, Before: text(`"Oslo"`), After: text(`"Bergen"`)},
			},
			Before: text(`{"settings":{"name":"Oslo","mtu":1500,"mediaDscp":0,"signallingDscp":0}}`),
			After:  text(`{"settings":{"name":"Bergen","description":"<west>","mtu":1200,"mediaDscp":0,"signallingDscp":0}}`),
		}
		if diff := cmp.Diff(want, page.Edges[0].Node); diff != "" {
			t.Error(diff)
		}
		one, err := a.Entry(t.Context(), want.ID)
		if diff := cmp.Diff(want, one); diff != "" || err != nil {
			t.Error(diff, err)
		}
		if _, err := a.Entry(t.Context(), "x"); !errors.Is(err, projections.ErrNotFound) {
			t.Error(err)
		}
	})
}

func TestFilters(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, open func(testing.TB) *sql.DB) {
		a := fold(t, open(t), story()...)
		from, until := second(1), second(6)
		for name, c := range map[string]struct {
			q    audit.Query
			want string
		}{
			"object":          {audit.Query{EntityKind: "node", EntityID: "n1"}, "36 12 11 10 9 8 7"},
			"another kind":    {audit.Query{EntityKind: "service", EntityID: "n1"}, ""},
			"participant":     {audit.Query{EntityKind: "participant", EntityID: "p"}, "33 28"},
			"kinds":           {audit.Query{Kinds: []string{"token", "conference"}}, "35 34 26 18"},
			"actor":           {audit.Query{Actor: "CI"}, "28 21 2"},
			"actor in part":   {audit.Query{Actor: "body G"}, "30"},
			"actor kinds":     {audit.Query{ActorKinds: []events.ActorKind{"system", "node"}}, "34 17 9"},
			"actions":         {audit.Query{Actions: []audit.Action{"REMOVED", "CREATED"}, Kinds: []string{"node", "webhook"}}, "37 36 19 7"},
			"time":            {audit.Query{From: &from, Until: &until}, "6 5 4 3 2"},
			"search":          {audit.Query{Search: "MAINTENANCE"}, "12 10"},
			"search a name":   {audit.Query{Search: "oslo", Kinds: []string{"location"}}, "2 1"},
			"no wildcard":     {audit.Query{Search: "%"}, ""},
			"everything told": {audit.Query{Search: "was removed", Actor: "ada", ActorKinds: []events.ActorKind{"administrator"}, Actions: []audit.Action{"REMOVED"}, From: &until}, "40 39 38 37 36"},
		} {
			var got []string
			for _, e := range all(t, a, c.q) {
				got = append(got, e.Position.String())
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("%s: %v, want %s", name, got, c.want)
			}
		}
		if _, err := a.Entries(t.Context(), audit.Query{First: 5000}); !errors.Is(err, projections.ErrPageSize) {
			t.Error(err)
		}
		if _, err := a.Entries(t.Context(), audit.Query{First: 5, After: "x"}); !errors.Is(err, projections.ErrCursor) {
			t.Error(err)
		}
	})
}

func TestState(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, open func(testing.TB) *sql.DB) {
		a := fold(t, open(t), story()...)
		for _, c := range []struct {
			kind, id string
			at       time.Time
			position events.Position
			want     string // in the state; empty: there was none
		}{
			{"location", "l", second(0).Add(-time.Microsecond), 0, ""},
			{"location", "l", second(0), 1, `"name":"Oslo"`},
			{"location", "l", second(20), 2, `"name":"Bergen"`},
			{"location", "l", second(38), 0, ""},
			{"location", "x", second(20), 0, ""},
			{"node", "n1", second(9), 10, `"maintenance":{"reason":"fan"}`},
			{"node", "n1", second(10), 11, `"capacityHd":3},"maintenance"`},
			{"node", "n1", second(34), 12, `"certificate":{"serial":"7"`},
			{"service", "s", second(3), 4, `"hostPin":"sealed"`},
			{"administrator", "a0", second(16), 15, `"role":"read-only","enabled":true,"password":"sealed"`},
			{"settings", audit.SettingsID, second(21), 22, `"maxQuality":"hd"`},
			{"settings", audit.SettingsID, second(999), 23, `"maxQuality":"sd"`},
			{"conference", "c", second(30), 0, ""},
			{"participant", "p", second(39), 0, ""},
		} {
			s, err := a.State(t.Context(), c.kind, c.id, c.at)
			if c.want == "" {
				if !errors.Is(err, projections.ErrNotFound) {
					t.Errorf("%+v: %+v, %v", c, s, err)
				}
				continue
			}
			if err != nil || s.Position != c.position || !strings.Contains(string(s.State), c.want) ||
				s.Entity.Kind != c.kind || s.Entity.ID != c.id || s.Time.After(c.at) {
				t.Errorf("%+v: %+v %s, %v", c, s, s.State, err)
			}
		}
	})
}
