package node_test

import (
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/domain/domaintest"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/events"
)

func history(t *testing.T, list ...events.Event) *domaintest.Case[node.Command, node.State] {
	t.Helper()
	var recs []events.Recorded
	for i, ev := range append([]events.Event{created(settings())}, list...) {
		recs = append(recs, events.Recorded{Event: ev, Revision: events.Revision(i), Meta: events.Metadata{Time: domaintest.Time}}) // small
	}
	return decider.GivenRecorded(t, recs...)
}

func TestReadyOncePerLink(t *testing.T) {
	ready := node.RecordReady{ID: "1", Link: 1, Config: 7, After: 1500 * time.Millisecond}
	event := events.NodeReady{ID: "1", ConfigPosition: 7, AfterMillis: 1500}
	connected := events.NodeConnected{ID: "1", Starting: true}
	history(t).When(ready).Then()
	history(t, connected).When(ready).Then(event)
	history(t, connected, event).When(ready).Then()
	history(t, connected, events.NodeDisconnected{ID: "1"}).When(ready).Then()
	history(t, connected, event, connected).When(ready).Then()   // of the link before
	history(t, events.NodeConnected{ID: "1"}).When(ready).Then() // of a version that did not tell
}

func TestDrainedOncePerMaintenance(t *testing.T) {
	entered, drained := events.NodeMaintenanceEntered{ID: "1", Reason: "fan"}, events.NodeDrained{ID: "1"}
	history(t).When(node.RecordDrained{ID: "1"}).Then()
	history(t, entered).When(node.RecordDrained{ID: "1"}).Then(drained)
	history(t, entered, drained).When(node.RecordDrained{ID: "1"}).Then()
	history(t, entered, drained, events.NodeMaintenanceEntered{ID: "1", Reason: "disk"}).When(node.RecordDrained{ID: "1"}).Then()
	history(t, entered, drained, events.NodeMaintenanceLeft{ID: "1"}).When(node.RecordDrained{ID: "1"}).Then()
	history(t, entered, drained, events.NodeMaintenanceLeft{ID: "1"}, entered).When(node.RecordDrained{ID: "1"}).Then(drained)
}

func TestRemovalWaitsForTheLastCall(t *testing.T) {
	connected, entered := events.NodeConnected{ID: "1", Starting: true}, events.NodeMaintenanceEntered{ID: "1"}
	busy := node.Remove{ID: "1", Carried: node.Carried{Conferences: 1, Calls: 3}}
	gone := events.NodeRemoved{ID: "1"}
	history(t).When(node.Remove{ID: "1"}).Then(gone) // it never dialled in
	for _, c := range []*domaintest.Case[node.Command, node.State]{history(t, connected), history(t, connected, entered)} {
		out := c.When(busy)
		out.Refused("NOT_ALLOWED")
		if !strings.Contains(out.Err.Error(), "3 calls in 1 conference") {
			t.Errorf("%v", out.Err)
		}
		forced := busy
		forced.Force = true
		c.When(forced).Then(gone)
	}
	history(t, connected, entered, events.NodeDrained{ID: "1"}).When(busy).Then(gone)
	for _, c := range []*domaintest.Case[node.Command, node.State]{history(t), history(t, connected, entered, events.NodeDrained{ID: "1"})} {
		c.When(node.Remove{ID: "1", Attempt: "starting"}).Refused("NOT_ALLOWED")
		c.When(node.Remove{ID: "1", Attempt: "starting", Force: true}).Then(gone)
	}
}
