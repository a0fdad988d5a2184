package liveview

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/projectiontest"
)

func at(node, p string) events.Event {
	return events.ParticipantJoined{ConferenceID: "c", ParticipantID: p, Role: events.RoleGuest, NodeID: node}
}

func placed(p, node, edge, step string) events.Event {
	return events.CallPlaced{ConferenceID: "c", ParticipantID: p, CallID: "k", NodeID: node, EdgeID: edge, Step: step}
}

// A conference shows which node runs it, where each call's signalling and media
// go, and what flows between nodes.
func TestAConferenceOnManyNodes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.add(
			aNode("n1"), aNode("n2"), aNode("n3"), aNode("edge"),
			events.ConferenceStarted{ID: "c", NodeID: "n2", HomeID: "n1"},
			placed("early", "n3", "edge", "overflow1"), // the home tells before the node where the caller arrived
			at("n2", "p"), at("edge", "early"),
			events.ParticipantMediaChanged{ConferenceID: "c", ParticipantID: "p", Audio: true, MediaNodeID: "n2"},
			events.ParticipantMoved{ConferenceID: "c", ParticipantID: "p", NodeID: "n1", Moves: 1},
			events.BackplaneOpened{ConferenceID: "c", BackplaneID: "b1", NodeID: "n2", PeerID: "n3", Kind: "geo"},
			events.BackplaneOpened{ConferenceID: "c", BackplaneID: "b0", NodeID: "n1", PeerID: "n2", Kind: "local"},
			events.BackplaneClosed{ConferenceID: "c", BackplaneID: "b0"},
		)
		got, _ := w.view.Conference("c")
		want := &Conference{
			ID: "c", StartedAt: projectiontest.Epoch, HomeNodeID: "n1", NodeIDs: []string{"edge", "n1", "n2", "n3"}, MediaNodeIDs: []string{"n2", "n3"},
			Backplanes: []*Backplane{{ID: "b1", ConferenceID: "c", Kind: "geo", NodeIDs: [2]string{"n2", "n3"}, Since: projectiontest.Epoch}},
			Participants: []*Participant{
				{ID: "p", Role: events.RoleGuest, NodeID: "n1", MediaNodeID: "n2", JoinedAt: projectiontest.Epoch, HasMedia: true},
				{ID: "early", Role: events.RoleGuest, NodeID: "edge", MediaNodeID: "n3", EdgeNodeID: "edge", Step: "overflow1", JoinedAt: projectiontest.Epoch},
			},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if n := w.view.Calls("n3"); n != 1 {
			t.Errorf("%d calls on n3", n)
		}

		w.add(
			events.ConferenceHomeChanged{ID: "c", NodeID: "n3", PreviousNodeID: "n1", Term: 2},
			events.ParticipantMediaChanged{ConferenceID: "c", ParticipantID: "early"},
			events.ConferenceNodeLeft{ID: "c", NodeID: "n2"},
		)
		got, _ = w.view.Conference("c")
		if e := got.Participants[1]; got.HomeNodeID != "n3" || e.MediaNodeID != "" || e.EdgeNodeID != "" || e.Step != "" {
			t.Errorf("%+v, %+v", got, e)
		}
	})
}

// Qualities are telemetry like loads: they do not move the position, and the
// worse of what two nodes say counts.
func TestQualityOfBackplanes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.add(
			aNode("n1"), aNode("n2"), events.ConferenceStarted{ID: "c", NodeID: "n1"},
			events.BackplaneOpened{ConferenceID: "c", BackplaneID: "b", NodeID: "n1", PeerID: "n2", Kind: "geo"},
		)
		s := w.view.Subscribe(nil, TenHz)
		if snap := next[*Snapshot](t, s); snap.Conferences[0].Backplanes[0].Quality != nil {
			t.Error("a quality that nobody reported")
		}
		report := func(node string, loss float64) {
			w.view.SetReport(node, link.Report{CapacityTokens: 480, Backplanes: []link.BackplaneGauge{
				{ID: "b", ConferenceID: "c", NodeID: "x", SentBitrate: 1000, Bitrate: 2000, LossPercent: loss, RTTMicros: 1500},
				{ID: "unheard of", ConferenceID: "c"},
				{ID: "b", ConferenceID: "over"},
			}[:2]})
		}
		report("n1", 0.5)
		report("n2", 12)
		d := next[*Delta](t, s)
		want := []*Quality{{BackplaneID: "b", ConferenceID: "c", Grade: projections.GradeTerrible, LossPercent: 12, Bitrate: 3000, RTT: 1500 * time.Microsecond}}
		if diff := cmp.Diff(want, d.Qualities); diff != "" || d.Position != d.PreviousPosition || len(d.Conferences) > 0 {
			t.Errorf("%s %+v", diff, d)
		}
		// Said again, it is no news; a node that is silent for long has no say.
		report("n2", 12)
		if d := next[*Delta](t, s); len(d.Qualities) != 0 {
			t.Errorf("%+v", d.Qualities)
		}
		time.Sleep(time.Minute)
		report("n1", 2)
		snap, err := w.view.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		if q := snap.Conferences[0].Backplanes[0].Quality; q == nil || q.Grade != projections.GradeOK || q.LossPercent != 2 {
			t.Errorf("%+v", q)
		}
	})
}

func TestRejectedCallsAreCounted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		reject := func(node, reason string, count int, ago time.Duration) {
			w.position += 10
			e := events.NodeCallRejected{ID: node, Reason: reason, Count: count}
			b := projections.Batch{Live: true, Through: w.position, Events: []events.Recorded{{
				Position: w.position, Type: e.EventType(), Event: e, Meta: events.Metadata{Time: time.Now().Add(-ago)},
			}}}
			if _, err := w.view.Commit(t.Context(), b); err != nil {
				t.Fatal(err)
			}
		}
		w.add(aLocation("l"), aNode("n1"), aNode("n2"))
		s := w.view.Subscribe(nil, TenHz)
		next[*Snapshot](t, s)
		reject("n1", "capacity-exceeded", 0, 0)
		reject("n2", "capacity-exceeded", 7, time.Minute)
		reject("n2", "unknown-alias", 1, 2*time.Hour)
		reject("gone", "capacity-exceeded", 1, 0)
		d := next[*Delta](t, s)
		want := []Rejected{{LocationID: "l", Reason: "capacity-exceeded", Count: 8}}
		if diff := cmp.Diff(want, d.Rejected); diff != "" {
			t.Error(diff)
		}
		time.Sleep(2 * time.Hour)
		snap, err := w.view.Snapshot()
		if err != nil || len(snap.Rejected) != 0 {
			t.Errorf("%+v, %v", snap.Rejected, err)
		}
	})
}
