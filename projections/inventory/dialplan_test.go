package inventory_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/nodeagent/config"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/inventory"
	"github.com/parley-video/parley/projections/projectiontest"
)

func ruleOf(id, name string, priority int, change ...func(*events.RuleSettings)) events.RuleCreated {
	s := events.RuleSettings{Name: name, Priority: priority, Enabled: true, MatchString: ".*", Protocols: []events.CallProtocol{"sip"}}
	for _, c := range change {
		c(&s)
	}
	return events.RuleCreated{ID: id, Settings: s}
}

func (w *world) rules(q inventory.RuleQuery) string {
	w.t.Helper()
	q.First = 3
	var names []string
	for {
		page, err := w.Rules(w.t.Context(), q)
		if err != nil {
			w.t.Fatal(err)
		}
		for _, r := range page.Nodes() {
			names = append(names, r.Settings.Name)
		}
		if !page.HasNextPage {
			if page.TotalCount != len(names) {
				w.t.Errorf("%d rules, total %d", len(names), page.TotalCount)
			}
			return fmt.Sprint(names)
		}
		q.After = *page.EndCursor()
	}
}

func TestRules(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		rate := 512
		w.add(ruleOf("1", "b", 100), ruleOf("2", "A", 100), ruleOf("3", "z", 9), ruleOf("4", "m", 200), ruleOf("5", "Å", 10, func(s *events.RuleSettings) {
			s.Enabled, s.SourceLocationID, s.OutgoingLocationID, s.Tag, s.MaxCallRateIn = false, "oslo", "rome", "TaG", &rate
		}))
		off, on := false, true
		for what, c := range map[string]struct {
			q    inventory.RuleQuery
			want string
		}{
			"as they are asked": {inventory.RuleQuery{}, "[z Å A b m]"},
			"backwards":         {inventory.RuleQuery{Order: projections.Order{Field: projections.OrderByPriority, Direction: projections.Descending}}, "[m b A Å z]"},
			"by name":           {inventory.RuleQuery{Order: projections.Order{Field: projections.OrderByName}}, "[A b m z Å]"},
			"by age":            {inventory.RuleQuery{Order: projections.Order{Field: projections.OrderByCreatedAt}}, "[b A z m Å]"},
			"disabled":          {inventory.RuleQuery{Enabled: &off}, "[Å]"},
			"enabled":           {inventory.RuleQuery{Enabled: &on}, "[z A b m]"},
			"from a location":   {inventory.RuleQuery{LocationID: "oslo"}, "[Å]"},
			"to a location":     {inventory.RuleQuery{LocationID: "rome", Search: "tag"}, "[Å]"},
			"found":             {inventory.RuleQuery{Search: ".*", LocationID: "paris"}, "[]"},
		} {
			if got := w.rules(c.q); got != c.want {
				t.Errorf("%s: %s, want %s", what, got, c.want)
			}
		}
		got, err := w.Rule(t.Context(), "5")
		want := inventory.GatewayRule{
			ID: "5", Settings: ruleOf("", "Å", 10, func(s *events.RuleSettings) {
				s.Enabled, s.SourceLocationID, s.OutgoingLocationID, s.Tag, s.MaxCallRateIn = false, "oslo", "rome", "TaG", &rate
			}).Settings, CreatedAt: projectiontest.Epoch.Add(4e9), UpdatedAt: projectiontest.Epoch.Add(4e9),
		}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Error(diff, err)
		}
	})
}

// TestAllRules: whoever has the rules is told when they are others, and only
// then.
func TestAllRules(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		known := inventory.RuleSet{Count: -1}
		expect := func(what string, fresh bool, want ...string) {
			t.Helper()
			set, rows, err := w.AllRules(t.Context(), known)
			var names []string
			for _, r := range rows {
				names = append(names, r.Settings.Name)
			}
			if err != nil || (rows != nil) != fresh || fmt.Sprint(names) != fmt.Sprint(want) {
				t.Errorf("%s: %v, fresh %t, %v; want %v", what, names, rows != nil, err, want)
			}
			known = set
		}
		expect("none", true)
		expect("still none", false)
		w.add(ruleOf("1", "one", 5), ruleOf("2", "two", 5))
		expect("two", true, "one", "two")
		expect("still two", false)
		w.add(room("s", "Board", nil))
		expect("a service is no rule", false)
		w.add(events.RuleUpdated{ID: "1", Settings: ruleOf("", "zero", 9).Settings})
		expect("one changed", true, "two", "zero")
		w.add(events.RuleRemoved{ID: "2"})
		expect("one removed", true, "zero")
		w.add(events.RuleRemoved{ID: "1"}, ruleOf("3", "three", 1))
		expect("one for another", true, "three")
	})
}

func TestDialouts(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		s := events.DialoutSettings{Alias: "Ada@x.org", Description: "secretary", Protocol: "sip", Role: "guest", LocationID: "oslo", KeepConferenceAlive: "never"}
		w.add(events.DialoutCreated{ID: "1", Settings: s}, events.DialoutCreated{ID: "2", Settings: events.DialoutSettings{Alias: "bob", Protocol: "h323"}})
		s.RemoteDisplayName = "Ada K"
		w.add(events.DialoutUpdated{ID: "1", Settings: s})
		got, err := w.Dialout(t.Context(), "1")
		want := inventory.Dialout{ID: "1", Revision: 1, Settings: s, CreatedAt: projectiontest.Epoch, UpdatedAt: projectiontest.Epoch.Add(2e9)}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Error(diff, err)
		}
		for what, c := range map[string]struct {
			q    inventory.DialoutQuery
			want string
		}{
			"all": {inventory.DialoutQuery{}, "1 2"}, "search": {inventory.DialoutQuery{Search: "ADA K"}, "1"}, "protocol": {inventory.DialoutQuery{Protocol: "h323"}, "2"},
			"location": {inventory.DialoutQuery{LocationID: "oslo"}, "1"}, "newest": {inventory.DialoutQuery{Order: projections.Order{Field: projections.OrderByCreatedAt, Direction: projections.Descending}}, "2 1"},
		} {
			c.q.First = 10
			page, err := w.Dialouts(t.Context(), c.q)
			var ids []string
			for _, d := range page.Nodes() {
				ids = append(ids, d.ID)
			}
			if got := strings.Join(ids, " "); got != c.want || err != nil || page.TotalCount != len(ids) {
				t.Errorf("%s: %s, %v; want %s", what, got, err, c.want)
			}
		}
		if rows, err := w.DialoutsByID(t.Context(), []string{"2", "3"}); err != nil || len(rows) != 1 || rows["2"].Settings.Alias != "bob" {
			t.Errorf("%+v, %v", rows, err)
		}
		dialling := func(s *events.ServiceSettings) { s.AutomaticParticipants = []string{"2", "1"} }
		w.add(room("r", "Board", dialling), room("q", "Quiet", dialling))
		services := func(id, want string) {
			t.Helper()
			names, _ := w.rooms(inventory.ServiceQuery{Dialout: id})
			row, err := w.Dialout(t.Context(), id)
			if fmt.Sprint(names) != want || err != nil || row.Services != len(names) {
				t.Errorf("%s is dialled by %v, %+v, %v; want %s", id, names, row, err, want)
			}
		}
		services("1", "[Board Quiet]")
		w.add(events.ServiceUpdated{ID: "q", Settings: events.ServiceSettings{Name: "Quiet", AutomaticParticipants: []string{"2"}}}, events.ServiceRemoved{ID: "r"})
		services("1", "[]")
		services("2", "[Quiet]")
		w.add(events.DialoutRemoved{ID: "1"})
		if page, err := w.Dialouts(t.Context(), inventory.DialoutQuery{First: 1}); err != nil || page.TotalCount != 1 {
			t.Errorf("%+v, %v", page, err)
		}
	})
}

func TestDevicesAndWhoHasAnAlias(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		s := events.DeviceSettings{Alias: "Desk@x.org", OwnerEmail: "ada@x.org", Password: "s1.sealed", Protocols: []events.CallProtocol{"sip", "webrtc"}}
		w.add(events.DeviceCreated{ID: "1", Settings: s}, events.DeviceCreated{ID: "2", Settings: events.DeviceSettings{Alias: "hall", Protocols: []events.CallProtocol{"h323"}}},
			room("r", "Hall", func(s *events.ServiceSettings) { s.Aliases = []events.Alias{{Alias: "HALL"}, {Alias: "70"}} }))
		got, err := w.Device(t.Context(), "1")
		s.Password = ""
		want := inventory.Device{ID: "1", Settings: s, HasPassword: true, CreatedAt: projectiontest.Epoch, UpdatedAt: projectiontest.Epoch}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Error(diff, err)
		}
		for what, c := range map[string]struct {
			q    inventory.DeviceQuery
			want int
		}{
			"all": {inventory.DeviceQuery{}, 2}, "alias": {inventory.DeviceQuery{Alias: " DESK@x.org"}, 1}, "sip": {inventory.DeviceQuery{Protocol: "sip"}, 1},
			"rtmp": {inventory.DeviceQuery{Protocol: "rtmp"}, 0}, "owner": {inventory.DeviceQuery{Search: "ADA@"}, 1}, "never the password": {inventory.DeviceQuery{Search: "s1.sealed"}, 0},
		} {
			c.q.First = 10
			if page, err := w.Devices(t.Context(), c.q); err != nil || page.TotalCount != c.want || len(page.Edges) != c.want {
				t.Errorf("%s: %+v, %v", what, page, err)
			}
		}
		if list, err := w.ShadowedDevices(t.Context(), 5); err != nil || len(list) != 1 || list[0].ID != "2" {
			t.Errorf("shadowed: %+v, %v", list, err)
		}
		d, ok, err := w.DeviceByAlias(t.Context(), "DESK@X.ORG")
		if d.ID != "1" || d.Settings.Alias != "Desk@x.org" || !ok || err != nil {
			t.Errorf("%+v, %t, %v", d, ok, err)
		}
		if _, ok, err := w.DeviceByAlias(t.Context(), "desk"); ok || err != nil {
			t.Errorf("%t, %v", ok, err)
		}
		c, ok, err := w.ServiceByAlias(t.Context(), " hall ")
		if c.ID != "r" || c.Name != "Hall" || c.Type != events.ServiceConference || !ok || err != nil {
			t.Errorf("%+v, %t, %v", c, ok, err)
		}
		many, err := w.ServicesByAlias(t.Context(), []string{"hall", "Hall", "70", "71"})
		if err != nil || len(many) != 3 || many["hall"].ID != "r" || many["Hall"].ID != "r" || many["70"].ID != "r" {
			t.Errorf("%+v, %v", many, err)
		}
		var aliases []string
		for n := range projections.MaxPage + 5 {
			aliases = append(aliases, fmt.Sprint(n))
		}
		devices, err := w.DevicesByAlias(t.Context(), append(aliases, "HALL", "desk@X.org", "desk"))
		if err != nil || len(devices) != 2 || devices[0].ID != "1" || devices[1].ID != "2" || !devices[0].HasPassword || devices[0].Settings.Password != "" {
			t.Errorf("%+v, %v", devices, err)
		}
		w.add(events.DeviceRemoved{ID: "1"}, events.ServiceRemoved{ID: "r"})
		if _, ok, err := w.ServiceByAlias(t.Context(), "hall"); ok || err != nil {
			t.Errorf("%t, %v", ok, err)
		}
	})
}

// TestAliasesAreTheSameEverywhere: what the lists and the dial plan test find by
// an alias is what claims keep apart and what nodes answer to.
func TestAliasesAreTheSameEverywhere(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for i, c := range []struct {
			alias, dialled string
			same           bool
		}{
			{"Hall", " hALL\t", true},
			{"ÅS", "ås", true},
			{"ΟΔΟΣ", "οδοσ", true},
			{"οδος", "ΟΔΟΣ", false}, // ς is a letter of its own
			{"ırmak", "irmak", false},
			{"IRMAK", "irmak", true},
			{"ſaal", "saal", false},
			{"µ-lab", "μ-lab", false}, // micro sign and mu
			{"straße", "STRASSE", false},
			{"STRAẞE", "straße", true},
		} {
			service, device := fmt.Sprint("s", i), fmt.Sprint("d", i)
			w.add(room(service, service, func(s *events.ServiceSettings) { s.Aliases = []events.Alias{{Alias: c.alias}} }),
				events.DeviceCreated{ID: device, Settings: events.DeviceSettings{Alias: c.dialled}})
			_, found, err := w.ServiceByAlias(t.Context(), c.dialled)
			if err != nil {
				t.Fatal(err)
			}
			names, _ := w.rooms(inventory.ServiceQuery{Alias: c.dialled})
			many, err1 := w.ServicesByAlias(t.Context(), []string{c.dialled})
			shadowed, err2 := w.ShadowedDevices(t.Context(), 5)
			if err1 != nil || err2 != nil {
				t.Fatal(err1, err2)
			}
			for what, same := range map[string]bool{
				"found by the dial plan test": found,
				"listed":                      len(names) == 1,
				"found among many":            len(many) == 1,
				"a device is shadowed":        len(shadowed) == 1,
				"claims are the same":         domain.NormaliseKey(c.alias) == domain.NormaliseKey(c.dialled),
				"nodes take them for one":     config.NormalizeAlias(c.alias) == config.NormalizeAlias(c.dialled),
			} {
				if same != c.same {
					t.Errorf("%q dialled as %q: %s is %t, want %t", c.alias, c.dialled, what, same, c.same)
				}
			}
			w.add(events.ServiceRemoved{ID: service}, events.DeviceRemoved{ID: device})
		}
	})
}
