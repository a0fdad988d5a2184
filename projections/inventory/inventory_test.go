package inventory_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store/memory"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/inventory"
	"github.com/parley-video/parley/projections/projectiontest"
	"github.com/parley-video/parley/projections/sql"
	"github.com/parley-video/parley/projections/sql/sqltest"
)

type world struct {
	*inventory.Inventory
	t   testing.TB
	log *projectiontest.Log
}

// each runs a test on every database, with an empty inventory.
func each(t *testing.T, f func(t *testing.T, w *world)) {
	sqltest.Each(t, func(t *testing.T, open func(testing.TB) *sql.DB) {
		w := &world{Inventory: inventory.New(open(t)), t: t, log: projectiontest.NewLog(memory.New())}
		w.add()
		f(t, w)
	})
}

func (w *world) add(list ...events.Event) {
	w.t.Helper()
	if _, err := w.log.Add(context.Background(), list...); err != nil {
		w.t.Fatal(err)
	}
	if err := projectiontest.CatchUp(context.Background(), w.log.Store, w.Handler(), 500); err != nil {
		w.t.Fatal(err)
	}
}

func room(id, name string, change func(*events.ServiceSettings)) events.ServiceCreated {
	s := events.ServiceSettings{Name: name, EnableChat: "default", CallType: "video", MaxQuality: "default"}
	if change != nil {
		change(&s)
	}
	return events.ServiceCreated{ID: id, Type: events.ServiceConference, Settings: s}
}

func (w *world) rooms(q inventory.ServiceQuery) (names []string, page projections.Page[inventory.Service]) {
	w.t.Helper()
	if q.First == 0 {
		q.First = 100
	}
	page, err := w.Services(context.Background(), q)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, r := range page.Nodes() {
		names = append(names, r.Name)
	}
	return names, page
}

func TestSettingsBeforeAndAfter(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		got, err := w.Settings(t.Context())
		want := inventory.GlobalSettings{
			Revision: -1, DeploymentName: "Parley", EnableChat: true, MaxQuality: "hd",
			PINEntryTimeout: 120, WaitingForHostTimeout: 900, GuestsOnlyTimeout: 60, SessionIdleTimeout: 30,
			Encryption: "best-effort", EnableDialout: true, PINProtection: true, AliasProtection: true, PINAttemptLimit: 20, AliasAttemptLimit: 20,
			BurstingThreshold: 5, BurstingMinLifetime: 50, LiveViewShowConferences: true,
		}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Error(diff, err)
		}
		w.add(events.SettingsUpdated{Settings: events.GlobalSettings{DeploymentName: "Acme", MaxQuality: "sd"}})
		got, err = w.Settings(t.Context())
		want = inventory.GlobalSettings{
			DeploymentName: "Acme", MaxQuality: "sd",
			Encryption: "best-effort", EnableDialout: true, PINProtection: true, AliasProtection: true, PINAttemptLimit: 20, AliasAttemptLimit: 20,
			BurstingThreshold: 5, BurstingMinLifetime: 50, LiveViewShowConferences: true,
		}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Error("of an event without the newer fields:", diff, err)
		}
		w.add(events.SettingsUpdated{Settings: events.GlobalSettings{
			DeploymentName: "Acme", MaxQuality: "sd", Encryption: "on", MaxCallRateIn: 128, MaxCallRateOut: 256, DefaultTheme: "t1", DialoutDisabled: true,
			PINProtectionDisabled: true, AliasProtectionDisabled: true, PINAttemptLimit: 5, AliasAttemptLimit: 200, BreakInAllowList: []string{"192.0.2.0/24"},
			BurstingEnabled: true, BurstingThreshold: 1, BurstingMinLifetime: 6, SignInBanner: "Hello", SiteBanner: "Test", LiveViewHidesConferences: true, ConferenceHistoryDays: 30,
		}})
		got, err = w.Settings(t.Context())
		want = inventory.GlobalSettings{
			Revision: 1, DeploymentName: "Acme", MaxQuality: "sd", Encryption: "on", MaxCallRateIn: 128, MaxCallRateOut: 256, DefaultThemeID: "t1",
			PINAttemptLimit: 5, AliasAttemptLimit: 200, BreakInAllowList: []string{"192.0.2.0/24"},
			BurstingEnabled: true, BurstingThreshold: 1, BurstingMinLifetime: 6, SignInBanner: "Hello", SiteBanner: "Test", ConferenceHistoryDays: 30,
		}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Error(diff, err)
		}
	})
}

func TestLocations(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		settings := events.LocationSettings{Name: "Oslo", Description: "fjord", OverflowLocation2: "l2", MTU: 1400, MediaDSCP: 46, SignallingDSCP: 24}
		w.add(events.LocationCreated{ID: "l1", Settings: settings}, events.LocationCreated{ID: "l2", Settings: events.LocationSettings{Name: "Bergen"}},
			events.NodeCreated{ID: "n1", Settings: events.NodeSettings{Name: "n1", LocationID: "l1"}},
			events.NodeCreated{ID: "n2", Settings: events.NodeSettings{Name: "n2", LocationID: "l1"}})
		settings.MTU = 1200
		w.add(events.LocationUpdated{ID: "l1", Settings: settings})
		got, err := w.Location(t.Context(), "l1")
		want := inventory.Location{
			ID: "l1", Revision: 1, Name: "Oslo", Description: "fjord", OverflowLocation2ID: "l2", MTU: 1200, MediaDSCP: 46, SignallingDSCP: 24,
			Settings: settings, NodeCount: 2, CreatedAt: projectiontest.Epoch, UpdatedAt: projectiontest.Epoch.Add(4e9),
		}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Error(diff, err)
		}
		many, err := w.LocationsByID(t.Context(), []string{"l2", "nowhere", "l1"})
		if err != nil || len(many) != 2 || many["l2"].Name != "Bergen" {
			t.Errorf("%+v, %v", many, err)
		}
		w.add(events.LocationRemoved{ID: "l1"})
		if _, err := w.Location(t.Context(), "l1"); !errors.Is(err, projections.ErrNotFound) {
			t.Errorf("removed location: %v", err)
		}
		if page, err := w.Locations(t.Context(), inventory.LocationQuery{First: 10}); err != nil || page.TotalCount != 1 {
			t.Errorf("%+v, %v", page, err)
		}
	})
}

func TestNodeLife(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.add(events.NodeCreated{ID: "n", Settings: events.NodeSettings{
			Name: "edge", LocationID: "l", Role: events.NodeProxying, Address: "10.0.0.9", FQDN: "edge.example", CapacityHD: 12, MediaPriorityWeight: 3,
		}})
		n, err := w.Node(t.Context(), "n")
		if err != nil || n.State != projections.NodeNeverContacted || *n.CapacityHD != 12 || n.Role != events.NodeProxying || n.Version != nil || n.MaxHD != nil {
			t.Fatalf("%+v, %v", n, err)
		}
		boot := projectiontest.Epoch.Add(-1)
		for i, step := range []struct {
			event events.Event
			state projections.NodeState
		}{
			{events.NodeProvisioningIssued{ID: "n"}, projections.NodeNeverContacted},
			{events.NodeEnrolled{ID: "n", ExpiresAt: projectiontest.Epoch}, projections.NodeOffline},
			{events.NodeConnected{ID: "n", Version: "1.0", BootTime: boot, CapacityTokens: 504, ClientURL: "https://e"}, projections.NodeOnline},
			{events.NodeLivenessChanged{ID: "n", To: events.LivenessLate}, projections.NodeLate},
			{events.NodeLivenessChanged{ID: "n", To: events.LivenessStale}, projections.NodeStale},
			{events.NodeLivenessChanged{ID: "n", To: events.LivenessOnline}, projections.NodeOnline},
			{events.NodeMaintenanceEntered{ID: "n", Reason: "disk"}, projections.NodeOnline},
			{events.NodeDisconnected{ID: "n"}, projections.NodeOffline},
			{events.NodeLivenessChanged{ID: "n", To: events.LivenessOnline}, projections.NodeOffline},
		} {
			w.add(step.event)
			if n, err = w.Node(t.Context(), "n"); err != nil || n.State != step.state || n.Revision != int64(i+1) {
				t.Errorf("after %+v: %s at revision %d, %v", step.event, n.State, n.Revision, err)
			}
		}
		if !n.Maintenance || n.MaintenanceReason != "disk" || *n.Version != "1.0" || *n.MaxHD != 10.5 || *n.ClientURL != "https://e" ||
			!n.CertificateExpiresAt.Equal(projectiontest.Epoch) {
			t.Errorf("%+v", n)
		}
		for search, want := range map[string]int{"EDGE": 1, "0.0.9": 1, "Example": 1, "core": 0} {
			if page, err := w.Nodes(t.Context(), inventory.NodeQuery{First: 5, Search: search, LocationID: "l"}); err != nil || page.TotalCount != want {
				t.Errorf("search %q: %d, %v", search, page.TotalCount, err)
			}
		}
	})
}

func TestRoom(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		limit := 12
		w.add(room("r", "Board", func(s *events.ServiceSettings) {
			s.Description, s.Tag, s.HostPIN, s.AllowGuests, s.MuteAllGuests, s.ParticipantLimit = "d", "t", "s1.x", true, true, &limit
			s.Aliases = []events.Alias{{Alias: "Board@Example.com", Description: "main"}, {Alias: "42"}}
		}))
		got, err := w.Service(t.Context(), "r")
		want := inventory.Service{
			ID: "r", Name: "Board", Description: "d", Tag: "t", HasHostPIN: true, AllowGuests: true, MuteAllGuests: true,
			Aliases:    []inventory.ServiceAlias{{Alias: "Board@Example.com", Description: "main"}, {Alias: "42"}},
			EnableChat: "default", ParticipantLimit: &limit, CallType: "video", MaxQuality: "default", Encryption: "default",
			Type: events.ServiceConference, Layout: "one_main_seven_pips", HostLayout: "one_main_seven_pips", GuestLayout: "one_main_seven_pips",
			GuestsCanSeeGuests: "no-hosts", Duration: 20,
			CreatedAt: projectiontest.Epoch, UpdatedAt: projectiontest.Epoch,
		}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Error(diff, err)
		}
		if names, _ := w.rooms(inventory.ServiceQuery{Alias: " board@EXAMPLE.com"}); len(names) != 1 {
			t.Errorf("by alias: %v", names)
		}
		w.add(events.ServiceUpdated{ID: "r", Settings: events.ServiceSettings{Name: "Board", Aliases: []events.Alias{{Alias: "43"}}}})
		for alias, want := range map[string]int{"42": 0, "43": 1, "board@example.com": 0} {
			if names, page := w.rooms(inventory.ServiceQuery{Alias: alias}); len(names) != want || page.TotalCount != want {
				t.Errorf("by alias %s: %v", alias, names)
			}
		}
		w.add(events.ServiceRemoved{ID: "r"}, room("q", "Other", func(s *events.ServiceSettings) { s.Aliases = []events.Alias{{Alias: "43"}} }))
		if names, _ := w.rooms(inventory.ServiceQuery{Alias: "43"}); fmt.Sprint(names) != "[Other]" {
			t.Errorf("the alias's next bearer: %v", names)
		}
	})
}

func TestSearchIgnoresCaseAndTakesEverythingLiterally(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.add(room("1", "STRASSE ÄÖÜ", nil), room("2", "100% sure", nil), room("3", "snake_case", nil), room("4", "O'Brien \\ Söhne", nil),
			room("5", "plain", func(s *events.ServiceSettings) { s.Tag, s.Aliases = "TaG", []events.Alias{{Alias: "ΔΕΛΤΑ"}} }))
		for search, want := range map[string]string{
			"äöü": "[STRASSE ÄÖÜ]", "straße": "[]", "%": "[100% sure]", "_": "[snake_case]", "o'b": "[O'Brien \\ Söhne]", "\\": "[O'Brien \\ Söhne]",
			"tag": "[plain]", "δέλτα": "[]", "δελτα": "[plain]", "plainTaG": "[]", "": "[100% sure O'Brien \\ Söhne plain snake_case STRASSE ÄÖÜ]",
		} {
			if names, page := w.rooms(inventory.ServiceQuery{Search: search}); fmt.Sprint(names) != want || page.TotalCount != len(names) {
				t.Errorf("search %q: %v, total %d", search, names, page.TotalCount)
			}
		}
	})
}

// TestLongestTexts: nothing that the API accepts is too long for a database.
func TestLongestTexts(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		long := func(i int) string { // does not compress
			var b strings.Builder
			for k := range 250 {
				b.WriteRune(rune(0x4e00 + (k*7919+i*104729)%20000))
			}
			return b.String()
		}
		w.add(room("r", long(1), func(s *events.ServiceSettings) {
			s.Description, s.Tag = long(2), long(3)
			for i := range 100 {
				s.Aliases = append(s.Aliases, events.Alias{Alias: long(10 + i), Description: long(500 + i)})
			}
		}), events.LocationCreated{ID: "l", Settings: events.LocationSettings{Name: long(4), Description: long(5)}})
		if names, _ := w.rooms(inventory.ServiceQuery{Search: long(109)}); len(names) != 1 {
			t.Errorf("found %d", len(names))
		}
	})
}

// TestPagesHoldEveryRowOnce reads all pages of every order, with rows that
// share their sort key.
func TestPagesHoldEveryRowOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for i := range 23 {
			w.log.At = projectiontest.Epoch.Add(1e9) // created at the same time, too
			w.add(room(fmt.Sprintf("r%02d", (i*7)%23), []string{"Same", "sAME", "other"}[i%3], nil))
		}
		for _, field := range []projections.OrderField{projections.OrderByName, projections.OrderByCreatedAt} {
			for _, direction := range []projections.Direction{projections.Ascending, projections.Descending} {
				order := projections.Order{Field: field, Direction: direction}
				_, whole := w.rooms(inventory.ServiceQuery{Order: order})
				var got []inventory.Service
				after := ""
				for {
					_, page := w.rooms(inventory.ServiceQuery{First: 4, After: after, Order: order})
					if page.TotalCount != 23 || page.HasPreviousPage != (after != "") {
						t.Fatalf("page %+v", page)
					}
					got = append(got, page.Nodes()...)
					if !page.HasNextPage {
						break
					}
					after = *page.EndCursor()
				}
				if diff := cmp.Diff(whole.Nodes(), got); diff != "" {
					t.Errorf("%s %s:\n%s", field, direction, diff)
				}
			}
		}
	})
}

func TestCursorsAndSizesAreChecked(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.add(room("1", "a", nil), room("2", "b", nil))
		_, page := w.rooms(inventory.ServiceQuery{First: 1})
		for name, q := range map[string]inventory.ServiceQuery{
			"garbage":       {First: 1, After: "!"},
			"not ours":      {First: 1, After: "WzFd"},
			"another order": {First: 1, After: *page.EndCursor(), Order: projections.Order{Direction: projections.Descending}},
			"unknown order": {First: 1, Order: projections.Order{Field: "id; DROP TABLE x"}},
		} {
			if _, err := w.Services(t.Context(), q); !errors.Is(err, projections.ErrCursor) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := w.Services(t.Context(), inventory.ServiceQuery{First: projections.MaxPage + 1}); !errors.Is(err, projections.ErrPageSize) {
			t.Errorf("too large: %v", err)
		}
		if names, page := w.rooms(inventory.ServiceQuery{First: 1, After: *page.EndCursor()}); fmt.Sprint(names) != "[b]" || page.HasNextPage {
			t.Errorf("second page %v", names)
		}
	})
}

func TestQueryBeforeOpen(t *testing.T) {
	i := inventory.New(sqltest.SQLite(t))
	if _, err := i.Settings(t.Context()); !errors.Is(err, projections.ErrNotReady) {
		t.Error(err)
	}
}

// many folds n rooms.
func many(b testing.TB, i *inventory.Inventory, n int) {
	ctx := context.Background()
	if _, err := i.Handler().Open(ctx); err != nil {
		b.Fatal(err)
	}
	for from := 0; from < n; from += 500 {
		var list []events.Recorded
		for k := from; k < from+500; k++ {
			e := room(fmt.Sprintf("%032d", k*7919%n), fmt.Sprintf("Meeting room %d of department %d", k*31%n, k%97), func(s *events.ServiceSettings) {
				s.Description, s.Tag = strings.Repeat("description ", 5), "the tag"
				s.Aliases = []events.Alias{{Alias: fmt.Sprintf("room.%d@example.com", k)}, {Alias: fmt.Sprint(7_000_000 + k)}}
			})
			list = append(list, events.Recorded{Position: events.Position(k + 1), Type: e.EventType(), Event: e})
		}
		if _, err := i.Handler().Commit(ctx, projections.Batch{Events: list, Through: list[499].Position, Live: true}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRooms100k is the promise that 100,000 rooms list and search in
// less than 100 ms.
func BenchmarkRooms100k(b *testing.B) {
	for name, db := range sqltest.All(b) {
		i := inventory.New(db)
		many(b, i, 100_000)
		_, middle := (&world{Inventory: i, t: b}).rooms(inventory.ServiceQuery{First: 1000, Search: "department 50"})
		for q, query := range map[string]inventory.ServiceQuery{
			"first page":    {First: 50},
			"deep page":     {First: 50, After: *middle.EndCursor()},
			"newest":        {First: 50, Order: projections.Order{Field: projections.OrderByCreatedAt, Direction: projections.Descending}},
			"search common": {First: 50, Search: "ROOM.1"},
			"search rare":   {First: 50, Search: "room.99999@"},
			"search none":   {First: 50, Search: "nothing like this"},
			"kind":          {First: 50, Type: events.ServiceConference},
			"kind, newest":  {First: 50, Type: events.ServiceConference, Order: projections.Order{Field: projections.OrderByCreatedAt, Direction: projections.Descending}},
			"kind, search":  {First: 50, Type: events.ServiceConference, Search: "nothing like this"},
			"rare kind":     {First: 50, Type: events.ServiceLecture},
			"tag":           {First: 50, Type: events.ServiceConference, Tag: "THE tag"},
			"alias":         {First: 50, Alias: "7055555"},
		} {
			b.Run(name+"/"+q, func(b *testing.B) {
				before := cpu(b)
				for b.Loop() {
					if _, err := i.Services(b.Context(), query); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64((cpu(b)-before).Microseconds())/1000/float64(b.N), "cpu-ms/op")
			})
		}
	}
}

// cpu is the time this process has computed, which a busy machine does not
// distort.
func cpu(b *testing.B) time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		b.Fatal(err)
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
