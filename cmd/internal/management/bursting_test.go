package management

import (
	"fmt"
	"testing"
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/inventory"
	"github.com/parley-video/parley/projections/liveview"
)

// A node is idle only when neither the log nor the node itself knows of anything
// that it carries.
func TestNodeAsBurstingSeesIt(t *testing.T) {
	now := time.Now()
	one := link.Report{Conferences: []link.ConferenceGauge{{ID: "c", Participants: 10}}, UsedTokens: 10 * int64(capacity.HD)}
	for _, tc := range []struct {
		name        string
		report      *link.Report
		age         time.Duration
		state       projections.NodeState
		ready, busy bool
	}{
		{"says that it is idle", &link.Report{Maintenance: true, ConfigPosition: "7"}, 0, projections.NodeOnline, true, false},
		{"has a conference that the log does not have", &one, 0, projections.NodeOnline, true, true},
		{"holds capacity for a call that comes", &link.Report{UsedTokens: int64(capacity.HD)}, 0, projections.NodeOnline, true, true},
		{"says so no more", &one, 2 * time.Minute, projections.NodeLate, false, true},
		{"is not there", &one, time.Hour, projections.NodeOffline, false, false},
		{"never said anything", nil, 0, projections.NodeNeverContacted, false, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			m := &Management{}
			m.reads.live = liveview.New(time.Now)
			if tc.report != nil {
				m.reads.live.SetReportAt("n", *tc.report, now.Add(-tc.age))
			}
			w := &burstWorld{m: m, since: now}
			n, _ := w.node(inventory.ConferencingNode{ID: "n", State: tc.state, CloudBursting: true}, now)
			if n.Ready != tc.ready || n.Busy() != tc.busy {
				t.Errorf("ready %t, busy %t: %+v", n.Ready, n.Busy(), n)
			}
			if tc.report != nil && tc.report.Maintenance && (!n.RefusesCalls || n.Applied != 7) {
				t.Errorf("%+v", n)
			}
		})
	}
}

func TestHeardByBursting(t *testing.T) {
	for _, c := range []struct {
		state       projections.NodeState
		ago         time.Duration
		ready, lost bool
	}{
		{projections.NodeOnline, time.Second, true, false},
		{projections.NodeOnline, time.Minute, false, false},
		{projections.NodeLate, 59 * time.Second, true, false},
		{projections.NodeOffline, 3 * time.Second, false, true},
		{projections.NodeOffline, time.Minute, false, false},
		{projections.NodeStarting, time.Second, false, false},
		{projections.NodeStale, time.Second, false, false},
	} {
		if ready, lost := heard(c.state, c.ago); ready != c.ready || lost != c.lost {
			t.Errorf("%s, %s ago: ready %t, lost %t", c.state, c.ago, ready, lost)
		}
	}
}

func TestAwaited(t *testing.T) {
	for _, c := range []struct {
		silent  []string
		running time.Duration
		want    string
	}{
		{nil, 0, "[] 0s"},
		{[]string{"a"}, 0, "[a] 40s"},
		{[]string{"a", "b"}, 15 * time.Second, "[a b] 25s"},
		{[]string{"a"}, 40*time.Second - 1, "[a] 1ns"},
		{[]string{"a"}, 40 * time.Second, "[] 0s"},
		{[]string{"a"}, time.Hour, "[] 0s"},
	} {
		if names, left := awaited(c.silent, c.running); fmt.Sprint(names, " ", left) != c.want {
			t.Errorf("%v after %s: %v %s, want %s", c.silent, c.running, names, left, c.want)
		}
	}
}
