package management

import (
	"testing"
	"time"

	"github.com/parley-video/parley/projections"
)

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
