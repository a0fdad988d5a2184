package node_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/parley-video/parley/domain/domaintest"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/events"
)

func TestFresh(t *testing.T) {
	for _, c := range []struct {
		silent time.Duration
		want   events.Liveness
	}{
		{-time.Second, events.LivenessOnline},
		{0, events.LivenessOnline},
		{60*time.Second - 1, events.LivenessOnline},
		{60 * time.Second, events.LivenessLate},
		{120*time.Second - 1, events.LivenessLate},
		{120 * time.Second, events.LivenessStale},
	} {
		if got := node.Fresh(domaintest.Time, domaintest.Time.Add(c.silent)); got != c.want {
			t.Errorf("silent for %v: %s, want %s", c.silent, got, c.want)
		}
	}
}

func TestWatchRepeatsUntilRecorded(t *testing.T) {
	var w node.Watch
	start := domaintest.Time
	w.Expect("a", "", start)
	if due := w.Due(start.Add(59 * time.Second)); len(due) != 0 {
		t.Fatalf("due early: %v", due)
	}
	if next, ok := w.Next(start); !ok || !next.Equal(start.Add(60*time.Second)) {
		t.Fatalf("next is %v, %v", next, ok)
	}
	late := node.Change{NodeID: "a", From: events.LivenessOnline, To: events.LivenessLate, LastReportAt: start}
	for range 2 {
		if due := w.Due(start.Add(61 * time.Second)); len(due) != 1 || due[0] != late {
			t.Fatalf("due %v, want %v", due, late)
		}
	}
	w.Recorded(late)
	if due := w.Due(start.Add(61 * time.Second)); len(due) != 0 {
		t.Fatalf("due again: %v", due)
	}
	w.Report("a", start.Add(70*time.Second))
	w.Report("a", start.Add(65*time.Second)) // late itself
	back := node.Change{NodeID: "a", From: events.LivenessLate, To: events.LivenessOnline, LastReportAt: start.Add(70 * time.Second)}
	if due := w.Due(start.Add(71 * time.Second)); len(due) != 1 || due[0] != back {
		t.Fatalf("due %v, want %v", due, back)
	}
	w.Forget("a")
	if _, ok := w.Next(start); ok {
		t.Error("a forgotten node is watched")
	}
}

// A node that the watch did not know may be stale in the log.
func TestFirstReportIsLookedAt(t *testing.T) {
	var w node.Watch
	if !w.Report("a", domaintest.Time) {
		t.Error("the first report of an unknown node is not worth a look")
	}
	due := w.Due(domaintest.Time)
	if len(due) != 1 || due[0].To != events.LivenessOnline {
		t.Fatalf("due %v", due)
	}
	w.Recorded(due[0])
	if w.Report("a", domaintest.Time.Add(time.Second)) {
		t.Error("an ordinary report is worth a look")
	}
}

// Whoever sleeps until Next misses no change.
func TestNextMissesNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var w node.Watch
		now := domaintest.Time
		for range rapid.IntRange(1, 30).Draw(rt, "steps") {
			if rapid.Bool().Draw(rt, "reports") {
				w.Report(rapid.SampledFrom([]string{"a", "b", "c"}).Draw(rt, "node"), now)
			}
			for _, c := range w.Due(now) {
				w.Recorded(c)
			}
			next, ok := w.Next(now)
			step := time.Duration(rapid.Int64Range(1, int64(90*time.Second)).Draw(rt, "step"))
			if ok && now.Add(step).Before(next) {
				if due := w.Due(now.Add(step)); len(due) > 0 {
					rt.Fatalf("%v due %v before %v", due, now.Add(step), next)
				}
			}
			if ok && len(w.Due(next)) == 0 {
				rt.Fatalf("nothing due at %v", next)
			}
			now = now.Add(step)
		}
	})
}
