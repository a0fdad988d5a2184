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

func TestWhatHappenedWithNodes(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, open func(testing.TB) *sql.DB) {
		second := func(n int) time.Time { return projectiontest.Epoch.Add(time.Duration(n) * time.Second) }
		node := func(id string) events.Event {
			return events.NodeCreated{ID: id, Settings: events.NodeSettings{Name: "name of " + id, LocationID: "l"}}
		}
		list := []events.PlacementCandidate{
			{NodeID: "n1", Verdict: "full", Present: true, Needed: 48, Free: 24, Weight: 2}, {NodeID: "who", Verdict: "stale"},
		}
		h := fold(t, open(t),
			events.LocationCreated{ID: "l", Settings: events.LocationSettings{Name: "Oslo"}}, node("n1"), node("n2"), // 0, 1, 2
			events.ConferenceStarted{ID: "c", ServiceName: "Board", NodeID: "n2", HomeID: "n1", LocationID: "l"}, // 3
			events.ConferenceNodeEntered{ID: "c", NodeID: "n1"},                                                  // 4
			join("p1"), join("p2"), // 5, 6
			events.CallPlaced{ConferenceID: "c", ParticipantID: "p1", CallID: "k", NodeID: "n2", EdgeID: "n1", LocationID: "l", Step: "overflow1", Cost: 48, Reserve: 24, Tries: []events.PlacementTry{
				{LocationID: "l", Step: "transcoding", Verdict: "full", Candidates: list},
			}, Edges: list[:1]}, // 7
			events.BackplaneOpened{ConferenceID: "c", BackplaneID: "b1", NodeID: "n1", PeerID: "n2", Kind: "local"}, // 8
			events.BackplaneOpened{ConferenceID: "c", BackplaneID: "b2", NodeID: "n1", PeerID: "n2", Kind: "geo"},   // 9
			events.NodeRemoved{ID: "n1"}, // 10
			events.BackplaneClosed{ConferenceID: "c", BackplaneID: "b1", Reason: "unused", Packets: 9, Octets: 99, Lost: 3, Repaired: 2, LossPercent: 1.25}, // 11
			events.ParticipantMoved{ConferenceID: "c", ParticipantID: "p1", NodeID: "n2"},                                                                   // 12
			events.ConferenceHomeChanged{ID: "c", NodeID: "n2", PreviousNodeID: "n1", Term: 2, Reason: "home-lost"},                                         // 13
			events.ConferenceNodeLeft{ID: "c", NodeID: "n2", Reason: "last-left"},                                                                           // 14
		)
		ctx := t.Context()
		r, err := h.Record(ctx, "c")
		if err != nil || r.NodeName != "name of n1" {
			t.Errorf("%+v, %v", r, err)
		}
		changes, err := h.NodeChanges(ctx, []string{"c", "other"})
		if diff := cmp.Diff(map[string][]conferencehistory.NodeChange{"c": {
			{At: second(4), Kind: conferencehistory.NodeEntered, NodeName: "name of n1"},
			{At: second(13), Kind: conferencehistory.HomeChanged, NodeName: "name of n2", Reason: "home-lost"},
			{At: second(14), Kind: conferencehistory.NodeLeft, NodeName: "name of n2", Reason: "last-left"},
		}}, changes); diff != "" || err != nil {
			t.Error(diff, err)
		}
		planes, err := h.Backplanes(ctx, []string{"c"})
		closed, why := second(11), "unused"
		if diff := cmp.Diff(map[string][]conferencehistory.Backplane{"c": {
			{
				ID: "b1", Kind: "local", NodeName: "name of n1", PeerName: "name of n2", OpenedAt: second(8), ClosedAt: &closed, CloseReason: &why,
				Packets: 9, Octets: 99, Lost: 3, Repaired: 2, LossPercent: 1.25,
			},
			{ID: "b2", Kind: "geo", NodeName: "name of n1", PeerName: "name of n2", OpenedAt: second(9)},
		}}, planes); diff != "" || err != nil {
			t.Error(diff, err)
		}
		moves, err := h.Moves(ctx, "c", []string{"p1", "p2"})
		if diff := cmp.Diff(map[string][]conferencehistory.Move{"p1": {{At: second(12), NodeName: "name of n2"}}}, moves); diff != "" || err != nil {
			t.Error(diff, err)
		}
		placed, err := h.Placements(ctx, "c", []string{"p2", "p1"})
		weighed := []conferencehistory.PlacedCandidate{
			{NodeName: "name of n1", Verdict: "full", Present: true, Needed: 48, Free: 24, Weight: 2}, {Verdict: "stale"},
		}
		if diff := cmp.Diff(map[string][]conferencehistory.Placement{"p1": {{
			At: second(7), NodeName: "name of n2", EdgeName: "name of n1", LocationName: "Oslo", Step: "overflow1", Cost: 48, Reserve: 24,
			Tries: []conferencehistory.PlacementTry{{LocationName: "Oslo", Step: "transcoding", Verdict: "full", Candidates: weighed}}, Edges: weighed[:1],
		}}}, placed); diff != "" || err != nil {
			t.Error(diff, err)
		}
	})
}

// Where a conference began last, and what ran at a time, is found for those who
// read the log from there.
func TestStarts(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, open func(testing.TB) *sql.DB) {
		second := func(n int) time.Time { return projectiontest.Epoch.Add(time.Duration(n) * time.Second) }
		start := func(id string) events.ConferenceStarted { return events.ConferenceStarted{ID: id, ServiceID: "s"} }
		end := func(id string) events.ConferenceEnded { return events.ConferenceEnded{ID: id, Reason: "disconnected"} }
		h := fold(t, open(t), // at seconds 0, 1, … and positions 1, 2, …
			events.LocationCreated{ID: "l"}, start("a"), start("b"), end("a"), events.LocationCreated{ID: "m"}, start("c"), end("c"),
		)
		for at, want := range map[events.Position]events.Position{0: 0, 1: 0, 2: 2, 3: 3, 5: 3, 6: 6, 1 << 63: 6} {
			if got, err := h.LastStart(t.Context(), at); err != nil || got != want {
				t.Errorf("the last before %d began at %d, want %d: %v", at, got, want, err)
			}
		}
		for _, c := range []struct {
			began events.Position
			at    time.Time
			max   int
			want  string
		}{
			{7, second(1), 9, "[a b c]"},
			{7, second(1), 2, "[a b]"},
			{7, second(3), 9, "[b c]"},
			{7, second(6), 9, "[b]"},
			{3, second(1), 9, "[a b]"},
			{2, second(1), 9, "[a]"},
			{1, second(1), 9, "[]"},
		} {
			if got, err := h.RunningAt(t.Context(), c.began, c.at, c.max); err != nil || fmt.Sprint(got) != c.want {
				t.Errorf("at %s ran %v of those that began by %d, want %s: %v", c.at, got, c.began, c.want, err)
			}
		}
	})
}
