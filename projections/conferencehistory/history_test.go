package conferencehistory_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store/memory"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/conferencehistory"
	"github.com/parley-video/parley/projections/projectiontest"
	"github.com/parley-video/parley/projections/sql"
	"github.com/parley-video/parley/projections/sql/sqltest"
)

func fold(t *testing.T, db *sql.DB, list ...events.Event) *conferencehistory.History {
	t.Helper()
	h := conferencehistory.New(db)
	log := projectiontest.NewLog(memory.New())
	if _, err := log.Add(context.Background(), list...); err != nil {
		t.Fatal(err)
	}
	if err := projectiontest.CatchUp(context.Background(), log.Store, h.Handler(), 500); err != nil {
		t.Fatal(err)
	}
	return h
}

func join(id string) events.ParticipantJoined {
	return events.ParticipantJoined{ConferenceID: "c", ParticipantID: id, DisplayName: events.Personal("name of " + id), Role: events.RoleGuest, NodeID: "n", Protocol: "webrtc"}
}

func leave(id string) events.ParticipantLeft {
	return events.ParticipantLeft{ConferenceID: "c", ParticipantID: id, Reason: "hung-up"}
}

func TestCountsAndPeak(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, open func(testing.TB) *sql.DB) {
		second := func(n int) time.Time { return projectiontest.Epoch.Add(time.Duration(n) * time.Second) }
		h := fold(t, open(t),
			events.LocationCreated{ID: "l", Settings: events.LocationSettings{Name: "Oslo"}},
			events.NodeCreated{ID: "n", Settings: events.NodeSettings{Name: "n1", LocationID: "l"}},
			events.ConferenceStarted{ID: "c", ServiceID: "s", ServiceName: "Board", Tag: "t", NodeID: "n", LocationID: "l"},
			join("p1"), join("p2"), leave("p1"), leave("p1"), join("p3"), join("p3"), leave("p2"),
			events.ParticipantRoleChanged{ConferenceID: "c", ParticipantID: "p3", Role: events.RoleHost},
			join("p4"), join("p5"), // 11, 12
			events.NodeUpdated{ID: "n", Settings: events.NodeSettings{Name: "renamed later", LocationID: "l"}},
			leave("p4"), events.ConferenceEnded{ID: "c", Reason: "disconnected"}, // 14, 15
		)
		got, err := h.Record(t.Context(), "c")
		ended, reason := second(15), "disconnected"
		want := conferencehistory.Record{
			ID: "c", ServiceID: "s", ServiceName: "Board", Tag: "t", StartedAt: second(2), EndedAt: &ended, EndReason: &reason,
			ParticipantCount: 5, PeakParticipants: 3, NodeName: "n1", LocationName: "Oslo",
		}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Error(diff, err)
		}
		page, err := h.Participants(t.Context(), "c", 10, "")
		if err != nil || len(page.Edges) != 5 {
			t.Fatalf("%+v, %v", page, err)
		}
		summary := ""
		for _, p := range page.Nodes() {
			summary += fmt.Sprintf("%s %s %s; ", p.ID, p.Role, *p.LeaveReason)
		}
		if want := "p1 guest hung-up; p2 guest hung-up; p3 host conference-ended; p4 guest hung-up; p5 guest conference-ended; "; summary != want {
			t.Error(summary)
		}
		p, err := h.Participant(t.Context(), "p3")
		if err != nil || p.DisplayName != "name of p3" || p.NodeName != "n1" || !p.JoinedAt.Equal(second(7)) || !p.LeftAt.Equal(second(15)) {
			t.Errorf("%+v, %v", p, err)
		}
	})
}

func TestFiltersAndPages(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, open func(testing.TB) *sql.DB) {
		var all []events.Event
		for i := range 9 {
			id := fmt.Sprint("c", i)
			all = append(all, events.ConferenceStarted{ID: id, ServiceID: fmt.Sprint("s", i%3), ServiceName: fmt.Sprint("Room ", i%3)})
			if i%2 == 0 {
				all = append(all, events.ConferenceEnded{ID: id})
			}
		}
		h := fold(t, open(t), all...)
		yes, no := true, false
		from, until := projectiontest.Epoch.Add(2*time.Second), projectiontest.Epoch.Add(5*time.Second)
		for name, c := range map[string]struct {
			q    conferencehistory.Query
			want string
		}{
			"all":     {conferencehistory.Query{}, "[c8 c7 c6 c5 c4 c3 c2 c1 c0]"},
			"service": {conferencehistory.Query{ServiceID: "s1"}, "[c7 c4 c1]"},
			"search":  {conferencehistory.Query{Search: "OOM 2"}, "[c8 c5 c2]"},
			"running": {conferencehistory.Query{Running: &yes}, "[c7 c5 c3 c1]"},
			"over":    {conferencehistory.Query{Running: &no, ServiceID: "s0"}, "[c6 c0]"},
			"time":    {conferencehistory.Query{From: &from, Until: &until}, "[c2 c1]"},
		} {
			var got []string
			for c.q.First = 2; ; {
				page, err := h.Records(t.Context(), c.q)
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range page.Nodes() {
					got = append(got, r.ID)
				}
				if !page.HasNextPage {
					break
				}
				c.q.After = *page.EndCursor()
			}
			if fmt.Sprint(got) != c.want {
				t.Errorf("%s: %v, want %s", name, got, c.want)
			}
		}
		if _, err := h.Record(t.Context(), "x"); !errors.Is(err, projections.ErrNotFound) {
			t.Error(err)
		}
	})
}

func TestErasedParticipant(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, open func(testing.TB) *sql.DB) {
		ada := join("p1")
		ada.DisplayName, ada.Remote = "Ada Lovelace", "192.0.2.7"
		h := fold(t, open(t),
			events.ConferenceStarted{ID: "c", ServiceID: "s", ServiceName: "Board"}, ada, join("p2"), leave("p1"),
			events.ParticipantErased{ConferenceID: "c", ParticipantID: "p1"},
			events.ParticipantErased{ConferenceID: "c", ParticipantID: "p1"},
		)
		p, err := h.Participant(t.Context(), "p1")
		if err != nil || p.DisplayName != "" || p.Remote != "" || !p.Erased || p.Role != events.RoleGuest || p.LeftAt == nil {
			t.Errorf("%+v, %v", p, err)
		}
		if p, err := h.Participant(t.Context(), "p2"); err != nil || p.DisplayName != "name of p2" || p.Erased {
			t.Errorf("%+v, %v", p, err)
		}
	})
}
