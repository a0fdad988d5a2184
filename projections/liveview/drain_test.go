package liveview

import (
	"fmt"
	"testing"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/nodeagent/link"
)

func TestDrain(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	v := New(func() time.Time { return now })
	v.live = true
	add := func(list ...events.Event) {
		for _, e := range list {
			v.state.apply(events.Recorded{Event: e, Meta: events.Metadata{Time: now}})
		}
	}
	expect := func(what, want string) {
		t.Helper()
		d, ok := v.Drain("n")
		if got := fmt.Sprintf("%t %+v %v", ok, d, v.Drained()); got != want {
			t.Fatalf("%s: %s, want %s", what, got, want)
		}
	}
	report := func(maintenance bool, conferences ...link.ConferenceGauge) {
		v.SetReportAt("n", link.Report{Maintenance: maintenance, Conferences: conferences, CapacityTokens: 480}, now)
	}
	add(events.NodeCreated{ID: "n"}, events.NodeConnected{ID: "n", Starting: true},
		events.ConferenceStarted{ID: "c", NodeID: "n"}, events.ParticipantJoined{ConferenceID: "c", ParticipantID: "p", NodeID: "n"})
	report(false)
	expect("in service", "false {Now:{Conferences:0 Calls:0} AtStart:{Conferences:0 Calls:0} Drained:false} []")
	add(events.NodeMaintenanceEntered{ID: "n", Conferences: 1, Calls: 1})
	report(true, link.ConferenceGauge{ID: "c", Participants: 1})
	if load := v.NodeLoad("n"); load.MediaLoad != 100 || load.Participants != 1 {
		t.Errorf("%+v", load)
	}
	expect("draining", "true {Now:{Conferences:1 Calls:1} AtStart:{Conferences:1 Calls:1} Drained:false} []")
	add(events.ConferenceEnded{ID: "c"})
	expect("the node does not say so yet", "true {Now:{Conferences:0 Calls:0} AtStart:{Conferences:1 Calls:1} Drained:false} []")
	report(true)
	expect("idle", "true {Now:{Conferences:0 Calls:0} AtStart:{Conferences:1 Calls:1} Drained:false} [n]")
	now = now.Add(2 * time.Minute)
	expect("silent", "true {Now:{Conferences:0 Calls:0} AtStart:{Conferences:1 Calls:1} Drained:false} []")
	add(events.NodeDrained{ID: "n"})
	report(true)
	expect("drained", "true {Now:{Conferences:0 Calls:0} AtStart:{Conferences:1 Calls:1} Drained:true} []")
	add(events.NodeMaintenanceLeft{ID: "n"}, events.NodeMaintenanceEntered{ID: "n"})
	expect("of an earlier report", "true {Now:{Conferences:0 Calls:0} AtStart:{Conferences:0 Calls:0} Drained:false} [n]")
}
