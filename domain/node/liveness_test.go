package node_test

import (
	"slices"
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

// A change that cannot be recorded waits, and no other with it.
func TestPostponedChange(t *testing.T) {
	var w node.Watch
	start := domaintest.Time
	w.Expect("a", "", start)
	w.Expect("b", "", start.Add(2*time.Second))
	at := start.Add(61 * time.Second)
	w.Postpone("a", at.Add(5*time.Second))
	w.Postpone("nobody", at.Add(5*time.Second))
	if due := w.Due(at); len(due) != 0 {
		t.Errorf("due %v", due)
	}
	if next, ok := w.Next(at); !ok || !next.Equal(start.Add(62*time.Second)) {
		t.Errorf("next is %v, %v", next, ok)
	}
	due := w.Due(start.Add(62 * time.Second))
	if len(due) != 1 || due[0].NodeID != "b" {
		t.Fatalf("due %v", due)
	}
	w.Recorded(due[0])
	if next, ok := w.Next(start.Add(62 * time.Second)); !ok || !next.Equal(at.Add(5*time.Second)) {
		t.Errorf("next is %v, %v", next, ok)
	}
	if due := w.Due(at.Add(5 * time.Second)); len(due) != 1 || due[0].NodeID != "a" {
		t.Errorf("due %v", due)
	}
}

// Two Management Nodes watch in turn, and hear of reports whether they do or
// not. Whatever one remembers of its last turn, whoever is silent becomes stale
// and whoever reports is online in the log, and nobody gets better otherwise.
func TestWatchingInTurn(t *testing.T) {
	ids := []string{"a", "b", "c"}
	rapid.Check(t, func(rt *rapid.T) {
		var watches [2]node.Watch
		log, reported, now := map[string]events.Liveness{}, map[string]time.Time{}, domaintest.Time
		for _, id := range ids {
			log[id], reported[id] = events.LivenessOnline, now
		}
		turn := func(watch, steps int, who []string) {
			w := &watches[watch]
			w.Resume(now)
			for _, id := range ids {
				if log[id] != events.LivenessStale {
					w.Expect(id, log[id], now)
				}
			}
			for range steps {
				now = now.Add(5 * time.Second)
				for _, id := range who {
					for i := range watches {
						watches[i].Report(id, now)
					}
					reported[id] = now
				}
				for _, c := range w.Due(now) {
					if c.To == events.LivenessOnline && log[c.NodeID] != c.To && now.Sub(reported[c.NodeID]) >= node.LateAfter {
						rt.Fatalf("%s is online without a report", c.NodeID)
					}
					log[c.NodeID] = c.To
					w.Recorded(c)
				}
			}
		}
		subset := rapid.SliceOfDistinct(rapid.SampledFrom(ids), rapid.ID[string])
		for range rapid.IntRange(1, 12).Draw(rt, "turns") {
			turn(rapid.IntRange(0, 1).Draw(rt, "watch"), rapid.IntRange(0, 40).Draw(rt, "steps"), subset.Draw(rt, "who reports"))
		}
		last := subset.Draw(rt, "who reports in the end")
		turn(rapid.IntRange(0, 1).Draw(rt, "watch in the end"), 30, last)
		for _, id := range ids {
			want := events.LivenessStale
			if slices.Contains(last, id) {
				want = events.LivenessOnline
			}
			if log[id] != want {
				rt.Fatalf("%s is %s in the log, want %s", id, log[id], want)
			}
		}
	})
}
