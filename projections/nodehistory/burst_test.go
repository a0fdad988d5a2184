package nodehistory_test

import (
	"testing"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store/memory"
	"github.com/parley-video/parley/projections/nodehistory"
	"github.com/parley-video/parley/projections/projectiontest"
	"github.com/parley-video/parley/projections/sql"
	"github.com/parley-video/parley/projections/sql/sqltest"
)

// Every step of a burst says why, with the numbers of the moment.
func TestBurstReasons(t *testing.T) {
	at := time.Date(2026, 11, 21, 12, 0, 4, 0, time.UTC)
	later := at.Add(time.Hour)
	machine := events.CloudMachine{AccountID: "a", InstanceID: "i-1", Name: "burst-1"}
	start := func(r events.BurstReason) events.Event {
		return events.NodeBurstStartRequested{ID: "n", Attempt: "1", Machine: machine, Reason: r, GiveUpAt: later}
	}
	const next = " If it does not take calls by 2026-11-21 13:00:04 UTC, the next one is tried."
	steps := []struct {
		event  events.Event
		kind   nodehistory.Kind
		reason string
	}{
		{
			start(events.BurstReason{Trigger: events.BurstThreshold, LocationID: "l", FreeHD: 3, MaxHD: 40, ThresholdHD: 5}), nodehistory.BurstStartRequested,
			"The machine i-1 (burst-1) is to be started: 3 of 40 HD calls are free in the location Oslo, where 5 or fewer are too few." + next,
		},
		{
			start(events.BurstReason{Trigger: events.BurstCascade, LocationID: "gone", FreeHD: 0, MaxHD: 8, ThresholdHD: 5, PendingHD: 4}), nodehistory.BurstStartRequested,
			"The machine i-1 (burst-1) is to be started: 0 of 8 HD calls are free in the overflow location a location that is gone, where 5 or fewer are too few (4 more are coming)." + next,
		},
		{
			start(events.BurstReason{Trigger: events.BurstManual, Note: "Town hall."}), nodehistory.BurstStartRequested,
			"The machine i-1 (burst-1) is to be started: ada asked for it (Town hall)." + next,
		},
		{
			start(events.BurstReason{Trigger: events.BurstSchedule, LocationID: "l", ScheduleName: "Mondays", WindowFrom: &at, WindowUntil: &later}), nodehistory.BurstStartRequested,
			`The machine i-1 (burst-1) is to be started: the schedule "Mondays" wants nodes in Oslo from 2026-11-21 12:00:04 UTC until 2026-11-21 13:00:04 UTC.` + next,
		},
		{
			start(events.BurstReason{Trigger: events.BurstUpgrade}), nodehistory.BurstStartRequested,
			"The machine i-1 (burst-1) is to be started: it is to be upgraded." + next,
		},
		{events.NodeBurstStarting{ID: "n", Attempt: "1", Machine: machine}, nodehistory.BurstStarting, "The machine i-1 (burst-1) is starting."},
		{
			events.NodeBurstAddressChanged{ID: "n", Attempt: "1", PublicAddress: "192.0.2.7"},
			nodehistory.BurstAddressChanged,
			"The machine's public address is now 192.0.2.7, before it was none; the node tells endpoints outside.",
		},
		{
			events.NodeBurstRunning{ID: "n", Attempt: "1", Machine: machine, TookMillis: 123_456},
			nodehistory.BurstRunning,
			"The machine i-1 (burst-1) runs and the node takes calls, 2 min 3 s after its start was requested.",
		},
		{
			events.NodeBurstRunning{ID: "n", Attempt: "2", Reason: &events.BurstReason{Trigger: events.BurstProvider}},
			nodehistory.BurstRunning,
			"The machine runs and the node takes calls: this was done at the cloud, not from here.",
		},
		{
			events.NodeBurstDraining{ID: "n", Attempt: "1", Reason: events.BurstReason{Trigger: events.BurstIdle, IdleSince: &at, RanSeconds: 3700, MinLifetimeSeconds: 3000}},
			nodehistory.BurstDraining,
			"The node takes no new calls and is to be stopped: there has been no conference on it since 2026-11-21 12:00:04 UTC, and it has run for 1 h 1 min, at least 50 min.",
		},
		{events.NodeBurstKept{ID: "n", Attempt: "1", Why: "A call came."}, nodehistory.BurstKept, "The node takes calls again and is not stopped: A call came."},
		{
			events.NodeBurstStopRequested{ID: "n", Attempt: "1", Machine: events.CloudMachine{InstanceID: "i-1"}, Reason: events.BurstReason{Trigger: events.BurstManual}},
			nodehistory.BurstStopRequested,
			"The machine i-1 is to be stopped: ada asked for it.",
		},
		{events.NodeBurstStopped{ID: "n", Attempt: "1", Machine: machine, RanSeconds: 45}, nodehistory.BurstStopped, "The machine i-1 (burst-1) has stopped after 45 s."},
		{
			events.NodeBurstFailed{ID: "n", Attempt: "1", Operation: events.BurstStart, Failure: events.BurstFailure{Code: "permission-denied", Permission: "start", Message: "Not authorized.", Retry: true}},
			nodehistory.BurstFailed,
			"The machine could not be started: the account lacks a permission, start (Not authorized); it is tried again.",
		},
		{
			events.NodeBurstFailed{ID: "n", Attempt: "1", Operation: events.BurstStart, Failure: events.BurstFailure{Code: events.BurstStartTimeout}},
			nodehistory.BurstFailed,
			"The machine could not be started: it did not take calls in time; the next one is tried.",
		},
	}
	sqltest.Each(t, func(t *testing.T, open func(testing.TB) *sql.DB) {
		all := []events.Event{
			events.LocationCreated{ID: "l", Settings: events.LocationSettings{Name: "Oslo"}},
			events.NodeCreated{ID: "n", Settings: settings(nil)},
		}
		for _, s := range steps {
			all = append(all, s.event)
		}
		page, err := fold(t, open(t), all...).Entries(t.Context(), nodehistory.Query{First: 100})
		if err != nil {
			t.Fatal(err)
		}
		got := page.Nodes() // newest first
		for i, s := range steps {
			if e := got[len(steps)-1-i]; e.Kind != s.kind || e.Reason != s.reason || e.NodeName != "n1" || e.LocationName != "Oslo" {
				t.Errorf("%T:\n got %s %s\nwant %s %s", s.event, e.Kind, e.Reason, s.kind, s.reason)
			}
		}
	})
}

// What an administrator ordered is asked of the cloud by the process, later.
func TestWhoOrdered(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, open func(testing.TB) *sql.DB) {
		h := nodehistory.New(open(t))
		log := projectiontest.NewLog(memory.New())
		log.Actor = events.Actor{Kind: events.ActorProcess, ID: "bursting", Name: "bursting"}
		if _, err := log.Add(t.Context(), events.NodeCreated{ID: "n", Settings: settings(nil)}, events.NodeBurstStopRequested{
			ID: "n", Attempt: "1", Machine: events.CloudMachine{InstanceID: "i-1"}, Reason: events.BurstReason{Trigger: events.BurstManual, Note: "night"},
		}); err != nil {
			t.Fatal(err)
		}
		if err := projectiontest.CatchUp(t.Context(), log.Store, h.Handler(), 500); err != nil {
			t.Fatal(err)
		}
		page, err := h.Entries(t.Context(), nodehistory.Query{First: 1})
		if err != nil {
			t.Fatal(err)
		}
		if got, want := page.Nodes()[0].Reason, "The machine i-1 is to be stopped: an administrator asked for it (night)."; got != want {
			t.Errorf("%s, want %s", got, want)
		}
	})
}
