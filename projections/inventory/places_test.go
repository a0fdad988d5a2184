package inventory_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/inventory"
)

func TestLocationListsAndSecrets(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		settings := events.LocationSettings{
			Name: "Oslo", TranscodingLocation: "l2", DNSServers: []string{"192.0.2.1"}, PolicyProfileID: "p1", BurstingThreshold: 3,
			TURNServers:       []events.TURNServer{{Address: "t", Port: 1, Transport: "udp", Password: "s1.secret"}, {Address: "u", Port: 2, Transport: "tls"}},
			ClientTURNServers: []events.TURNServer{{Address: "v", Password: "s1.secret"}},
		}
		w.add(events.LocationCreated{ID: "l1", Settings: settings}, events.LocationCreated{ID: "l2", Settings: events.LocationSettings{Name: "Bergen", OverflowLocation2: "l1"}},
			events.LocationCreated{ID: "l3", Settings: events.LocationSettings{Name: "Lund", OverflowLocation1: "l2"}})
		got, err := w.Location(t.Context(), "l1")
		if err != nil || got.Settings.DNSServers[0] != "192.0.2.1" || got.Settings.BurstingThreshold != 3 || len(got.Settings.TURNServers) != 2 {
			t.Fatalf("%+v, %v", got, err)
		}
		for _, s := range slices.Concat(got.Settings.TURNServers, got.Settings.ClientTURNServers) {
			if has := s.Address != "u"; strings.Contains(string(s.Password), "secret") || (s.Password != "") != has {
				t.Errorf("password of %s reads %q", s.Address, s.Password)
			}
		}
		for uses, want := range map[string]string{"l1": "Bergen", "l2": "Lund Oslo", "l9": ""} {
			page, err := w.Locations(t.Context(), inventory.LocationQuery{First: 10, Uses: uses})
			if got := names(page, func(l inventory.Location) string { return l.Name }); got != want || err != nil {
				t.Errorf("%s is used by %q, want %q: %v", uses, got, want, err)
			}
		}
		page, err := w.Locations(t.Context(), inventory.LocationQuery{First: 10, PolicyProfileID: "p1"})
		if got := names(page, func(l inventory.Location) string { return l.Name }); got != "Oslo" || err != nil {
			t.Errorf("p1 is used by %q: %v", got, err)
		}
	})
}

func names[T any](page projections.Page[T], name func(T) string) string {
	var list []string
	for _, row := range page.Nodes() {
		list = append(list, name(row))
	}
	return strings.Join(list, " ")
}

func TestNodeFiltersAndPlaces(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.add(events.LocationCreated{ID: "l2", Settings: events.LocationSettings{Name: "oslo"}}, events.LocationCreated{ID: "l1", Settings: events.LocationSettings{Name: "Bergen"}},
			events.NodeCreated{ID: "n1", Settings: events.NodeSettings{
				Name: "c", LocationID: "l1", Role: events.NodeTranscoding, CloudBursting: true, SecondaryAddress: "10.0.1.1", StaticNATAddress: "203.0.113.1", IPv6Address: "2001:db8::1",
			}},
			events.NodeCreated{ID: "n2", Settings: events.NodeSettings{Name: "b", LocationID: "l2", Role: events.NodeProxying, AlwaysOn: true}},
			events.NodeCreated{ID: "n3", Settings: events.NodeSettings{Name: "A", LocationID: "l2", Role: events.NodeTranscoding}},
			events.NodeMaintenanceEntered{ID: "n3"}, events.NodeEnrolled{ID: "n2"})
		n, err := w.Node(t.Context(), "n1")
		if err != nil || !n.CloudBursting || n.SecondaryAddress != "10.0.1.1" || n.StaticNATAddress != "203.0.113.1" || n.IPv6Address != "2001:db8::1" {
			t.Errorf("%+v, %v", n, err)
		}
		for _, c := range []struct {
			want  string
			query inventory.NodeQuery
		}{
			{"A b c", inventory.NodeQuery{}},
			{"A c", inventory.NodeQuery{Role: events.NodeTranscoding}},
			{"b", inventory.NodeQuery{State: projections.NodeOffline}},
			{"A", inventory.NodeQuery{Maintenance: new(true)}},
			{"b c", inventory.NodeQuery{Maintenance: new(false)}},
			{"c", inventory.NodeQuery{CloudBursting: new(true)}},
			{"A", inventory.NodeQuery{CloudBursting: new(false), Role: events.NodeTranscoding, LocationID: "l2"}},
			{"c", inventory.NodeQuery{Search: "2001:DB8"}},
			{"", inventory.NodeQuery{Search: "203.0.113.1", Maintenance: new(true)}},
		} {
			c.query.First = 10
			page, err := w.Nodes(t.Context(), c.query)
			if got := names(page, func(n inventory.ConferencingNode) string { return n.Name }); got != c.want || err != nil || page.TotalCount != len(page.Edges) {
				t.Errorf("%+v finds %q of %d, want %q: %v", c.query, got, page.TotalCount, c.want, err)
			}
		}
		locations, nodes, err := w.Places(t.Context())
		if err != nil || len(locations) != 2 || locations[0].Name != "Bergen" || len(nodes) != 3 || nodes[0].ID != "n3" || !nodes[2].CloudBursting {
			t.Errorf("%+v, %+v, %v", locations, nodes, err)
		}
	})
}

func TestPolicyProfiles(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		first := events.PolicyProfileSettings{Name: "Calls", URL: "https://policy.test", Password: "s1.secret", Avatar: true}
		w.add(events.PolicyProfileCreated{ID: "p1", Settings: first}, events.PolicyProfileCreated{ID: "p2", Settings: events.PolicyProfileSettings{Name: "avatars", URL: "http://a.test"}})
		first.Description = "All of them"
		w.add(events.PolicyProfileUpdated{ID: "p1", Settings: first})
		p, err := w.PolicyProfile(t.Context(), "p1")
		if err != nil || p.Name != "Calls" || p.Description != "All of them" || !p.Avatar || p.Password == "" || strings.Contains(string(p.Password), "secret") {
			t.Errorf("%+v, %v", p, err)
		}
		page, err := w.PolicyProfiles(t.Context(), inventory.PolicyProfileQuery{First: 1})
		if got := names(page, func(p inventory.PolicyProfile) string { return p.Name }); got != "avatars" || err != nil || page.TotalCount != 2 || !page.HasNextPage {
			t.Errorf("%q of %d, %v", got, page.TotalCount, err)
		}
		if page, err = w.PolicyProfiles(t.Context(), inventory.PolicyProfileQuery{First: 5, Search: "POLICY"}); err != nil || page.TotalCount != 1 {
			t.Errorf("%+v, %v", page, err)
		}
		many, err := w.PolicyProfilesByID(t.Context(), []string{"p1", "p2", "p3"})
		if err != nil || len(many) != 2 || many["p2"].Password != "" {
			t.Errorf("%+v, %v", many, err)
		}
		w.add(events.PolicyProfileRemoved{ID: "p1"})
		if _, err := w.PolicyProfile(t.Context(), "p1"); !errors.Is(err, projections.ErrNotFound) {
			t.Errorf("removed profile: %v", err)
		}
	})
}
