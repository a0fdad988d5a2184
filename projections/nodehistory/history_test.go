package nodehistory_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store/memory"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/nodehistory"
	"github.com/parley-video/parley/projections/projectiontest"
	"github.com/parley-video/parley/projections/sql"
	"github.com/parley-video/parley/projections/sql/sqltest"
)

func fold(t *testing.T, db *sql.DB, list ...events.Event) *nodehistory.History {
	t.Helper()
	h := nodehistory.New(db)
	log := projectiontest.NewLog(memory.New())
	if _, err := log.Add(context.Background(), list...); err != nil {
		t.Fatal(err)
	}
	if err := projectiontest.CatchUp(context.Background(), log.Store, h.Handler(), 500); err != nil {
		t.Fatal(err)
	}
	return h
}

func settings(change func(*events.NodeSettings)) events.NodeSettings {
	s := events.NodeSettings{Name: "n1", LocationID: "l", Role: events.NodeTranscoding, Address: "10.0.0.1", AlwaysOn: true}
	if change != nil {
		change(&s)
	}
	return s
}

func TestReasonsAndNamesOfThatTime(t *testing.T) {
	at := time.Date(2026, 11, 21, 12, 0, 4, 0, time.UTC)
	list := []struct {
		event  events.Event
		kind   nodehistory.Kind
		reason string
		names  string
	}{
		{events.LocationCreated{ID: "l", Settings: events.LocationSettings{Name: "Oslo"}}, "", "", ""},
		{events.NodeCreated{ID: "n", Settings: settings(nil)}, nodehistory.Created, "Record created for the transcoding node at 10.0.0.1.", "n1/Oslo"},
		{events.NodeProvisioningIssued{ID: "n", ExpiresAt: at}, nodehistory.ProvisioningIssued, "A provisioning document was made that expires at 2026-11-21 12:00:04 UTC.", "n1/Oslo"},
		{events.NodeEnrolled{ID: "n", Serial: "7", ExpiresAt: at}, nodehistory.Enrolled, "The node redeemed its provisioning document; its certificate 7 expires at 2026-11-21 12:00:04 UTC.", "n1/Oslo"},
		{events.NodeConnected{ID: "n", Version: "1.2", CapacityTokens: 504, Remote: "192.0.2.1"}, nodehistory.Connected, "The node dialled in from 192.0.2.1 with version 1.2 and capacity for 10.5 HD calls.", "n1/Oslo"},
		{events.LocationUpdated{ID: "l", Settings: events.LocationSettings{Name: "Oslo East"}}, "", "", ""},
		{events.NodeLivenessChanged{ID: "n", From: events.LivenessOnline, To: events.LivenessLate, LastReportAt: at}, nodehistory.Late, "No report for 60 seconds: its last report came at 2026-11-21 12:00:04 UTC.", "n1/Oslo East"},
		{events.NodeLivenessChanged{ID: "n", From: events.LivenessLate, To: events.LivenessStale}, nodehistory.Stale, "No report for two minutes: it has never reported.", "n1/Oslo East"},
		{events.NodeLivenessChanged{ID: "n", From: events.LivenessStale, To: events.LivenessOnline}, nodehistory.Recovered, "The node reports again; it was stale.", "n1/Oslo East"},
		{events.NodeRestarted{ID: "n", PreviousBootTime: at, BootTime: at.Add(time.Hour)}, nodehistory.Restarted, "The node booted at 2026-11-21 13:00:04 UTC; before, its boot time was 2026-11-21 12:00:04 UTC.", "n1/Oslo East"},
		{events.NodeMaintenanceEntered{ID: "n", Reason: "New disk."}, nodehistory.MaintenanceEntered, "The node takes no new calls: New disk.", "n1/Oslo East"},
		{events.NodeMaintenanceLeft{ID: "n"}, nodehistory.MaintenanceLeft, "The node takes calls again.", "n1/Oslo East"},
		{
			events.NodeUpdated{ID: "n", Settings: settings(func(s *events.NodeSettings) { s.Name, s.CapacityHD, s.LocationID = "n2", 12, "gone" })},
			nodehistory.Updated, `Changed: name from "n1" to "n2", location, capacity from measured to 12 HD calls.`, "n2/",
		},
		{
			events.NodeUpdated{ID: "n", Settings: settings(func(s *events.NodeSettings) { s.Name, s.CapacityHD, s.LocationID = "n2", 12, "gone" })},
			nodehistory.Updated, "The configuration was saved without a change.", "n2/",
		},
		{events.NodeCallRejected{ID: "n", Alias: "nobody", Reason: "unknown-alias", Detail: "no service.", Remote: "192.0.2.9 stays in the log"}, nodehistory.CallRejected, `A call to "nobody" was not admitted: unknown-alias (no service).`, "n2/"},
		{events.NodeCallRejected{ID: "n", Alias: "board", Reason: "blocked", Detail: "too many wrong PINs for the service", Count: 4}, nodehistory.CallRejected, `A call to "board" was not admitted: blocked (too many wrong PINs for the service), as were 3 more since the last one told of.`, "n2/"},
		{events.NodeDisconnected{ID: "n", Reason: "timeout"}, nodehistory.Disconnected, "The link ended: timeout.", "n2/"},
		{events.NodeRemoved{ID: "n"}, nodehistory.Removed, "Record removed.", "n2/"},
	}
	sqltest.Each(t, func(t *testing.T, open func(testing.TB) *sql.DB) {
		var all []events.Event
		for _, step := range list {
			all = append(all, step.event)
		}
		page, err := fold(t, open(t), all...).Entries(t.Context(), nodehistory.Query{First: 100})
		if err != nil {
			t.Fatal(err)
		}
		got := page.Nodes() // newest first
		for i, step := range list {
			if step.kind == "" {
				continue
			}
			if len(got) == 0 {
				t.Fatal("entries are missing")
			}
			e := got[len(got)-1]
			got = got[:len(got)-1]
			if e.Kind != step.kind || e.Reason != step.reason || e.NodeName+"/"+e.LocationName != step.names || e.NodeID != "n" ||
				e.EventType != step.event.EventType() || e.Actor != (events.Actor{Kind: events.ActorAdministrator, ID: "a0", Name: "ada"}) ||
				!e.Time.Equal(projectiontest.Epoch.Add(time.Duration(i)*time.Second)) || e.Position == 0 {
				t.Errorf("%T: %+v", step.event, e)
			}
		}
		if len(got) != 0 {
			t.Errorf("%d entries too many", len(got))
		}
	})
}

// No field of the configuration changes in silence.
func TestEveryChangeIsNamed(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, open func(testing.TB) *sql.DB) {
		all := []events.Event{events.NodeCreated{ID: "n", Settings: settings(nil)}}
		var fields []string
		kind := reflect.TypeFor[events.NodeSettings]()
		for i := range kind.NumField() {
			changed := settings(nil)
			switch f := reflect.ValueOf(&changed).Elem().Field(i); f.Kind() {
			case reflect.String:
				f.SetString(f.String() + "x")
			case reflect.Bool:
				f.SetBool(!f.Bool())
			case reflect.Int:
				f.SetInt(f.Int() + 1)
			default:
				t.Fatalf("cannot change %s", kind.Field(i).Name)
			}
			fields = append(fields, kind.Field(i).Name)
			all = append(all, events.NodeUpdated{ID: "n", Settings: changed}, events.NodeUpdated{ID: "n", Settings: settings(nil)})
		}
		page, err := fold(t, open(t), all...).Entries(t.Context(), nodehistory.Query{First: 100})
		if err != nil {
			t.Fatal(err)
		}
		got := page.Nodes() // newest first
		slices.Reverse(got)
		said := map[string]string{}
		for i, field := range fields {
			there, back := got[1+2*i].Reason, got[2+2*i].Reason
			if !strings.HasPrefix(there, "Changed: ") || strings.Contains(there, ",") || !strings.HasPrefix(back, "Changed: ") {
				t.Errorf("%s: %s / %s", field, there, back)
			}
			if other := said[there]; other != "" {
				t.Errorf("%s is told like %s: %s", field, other, there)
			}
			said[there] = field
		}
	})
}

func TestFiltersAndPages(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, open func(testing.TB) *sql.DB) {
		var all []events.Event
		for i := range 10 {
			all = append(all, events.NodeCreated{ID: fmt.Sprint("n", i%2), Settings: settings(nil)}, events.NodeDisconnected{ID: fmt.Sprint("n", i%2)})
		}
		h := fold(t, open(t), all...)
		from, until := projectiontest.Epoch.Add(4*time.Second), projectiontest.Epoch.Add(8*time.Second)
		for name, c := range map[string]struct {
			q nodehistory.Query
			n int
		}{
			"all":         {nodehistory.Query{}, 20},
			"node":        {nodehistory.Query{NodeID: "n1"}, 10},
			"kind":        {nodehistory.Query{Kinds: []nodehistory.Kind{nodehistory.Disconnected, nodehistory.Late}}, 10},
			"time":        {nodehistory.Query{From: &from, Until: &until}, 4},
			"all of them": {nodehistory.Query{NodeID: "n0", Kinds: []nodehistory.Kind{nodehistory.Created}, From: &from, Until: &until}, 1},
			"nobody":      {nodehistory.Query{NodeID: "x"}, 0},
		} {
			var got []nodehistory.Entry
			for c.q.First = 3; ; {
				page, err := h.Entries(t.Context(), c.q)
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, page.Nodes()...)
				if !page.HasNextPage {
					break
				}
				c.q.After = *page.EndCursor()
			}
			for i := 1; i < len(got); i++ {
				if got[i].Position >= got[i-1].Position {
					t.Errorf("%s: not newest first", name)
				}
			}
			if len(got) != c.n {
				t.Errorf("%s: %d entries, want %d", name, len(got), c.n)
			}
			if len(got) > 0 {
				if one, err := h.Entry(t.Context(), got[0].ID); err != nil || one != got[0] {
					t.Errorf("%+v, %v", one, err)
				}
			}
		}
		if _, err := h.Entry(t.Context(), "x"); !errors.Is(err, projections.ErrNotFound) {
			t.Error(err)
		}
	})
}
