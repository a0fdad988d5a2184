package management

import (
	"fmt"
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
