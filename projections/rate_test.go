package projections

import (
	"testing"
	"time"
)

func TestRate(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	var r rate
	if got := r.perSecond(now); got != 0 {
		t.Errorf("before anything: %v", got)
	}
	for range 30 { // a hundred every second
		now = now.Add(time.Second)
		r.add(100, now)
	}
	if got := r.perSecond(now); got < 95 || got > 105 {
		t.Errorf("steadily: %v, want about 100", got)
	}
	for range 30 { // ten times as many
		now = now.Add(time.Second)
		r.add(1000, now)
	}
	if got := r.perSecond(now); got < 950 || got > 1050 {
		t.Errorf("faster: %v, want about 1000", got)
	}
	if got := r.perSecond(now.Add(time.Minute)); got != 0 || r.total != 33_000 {
		t.Errorf("a minute later: %v of %d", got, r.total)
	}
}
