package sfu

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/nodeagent/media"
)

var refTime = time.Unix(1_700_000_000, 0)

func TestEventsCoalesceAndNeverLoseAnEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newEventQueue()
		gate := make(chan struct{})
		var got []string
		done := make(chan struct{})
		go func() {
			defer close(done)
			q.run(func(e media.Event) {
				<-gate
				got = append(got, fmt.Sprintf("%T", e)[len("media."):]+fmt.Sprint(e))
			})
		}()
		q.put(media.Connected{ParticipantID: "a", CallID: "1"})
		synctest.Wait() // the sink holds the first
		for i := range 100 {
			q.put(media.StageChanged{Stage: []media.StageEntry{{ParticipantID: "a", Voice: i}}})
			q.put(media.SlotsChanged{CallID: "1", Slots: []media.Slot{{Mid: fmt.Sprint(i)}}})
			q.put(media.SlotsChanged{CallID: "2", Slots: []media.Slot{{Mid: fmt.Sprint(i)}}})
			q.put(media.MediaChanged{ParticipantID: "a", Audio: i%2 == 1})
		}
		for i := range 3 {
			q.put(media.Ended{CallID: fmt.Sprint(i), Reason: endClosed})
		}
		if n := len(q.queue); n != 7 {
			t.Errorf("%d events wait", n)
		}
		q.close()
		q.put(media.Connected{CallID: "late"})
		close(gate)
		<-done
		want := []string{
			"Connected{a 1}", "StageChanged{[{a 99}]}", "SlotsChanged{ 1 [{99   }]}", "SlotsChanged{ 2 [{99   }]}",
			"MediaChanged{a true false false}", "Ended{ 0 closed}", "Ended{ 1 closed}", "Ended{ 2 closed}",
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("got\n%q\nwant\n%q", got, want)
		}
	})
}

func TestAllot(t *testing.T) {
	const k = 1000
	item := func(low, high int) budgetItem { return budgetItem{Low: low * k, High: high * k} }
	paused := func(low int) budgetItem { return budgetItem{Low: low * k, High: low * k, Paused: true} }
	for _, c := range []struct {
		name  string
		limit int
		items []budgetItem
		want  string // F full, l low, - paused
	}{
		{"no limit", 0, []budgetItem{item(100, 900), item(100, 100)}, "FF"},
		{"all fit", 1200, []budgetItem{item(100, 900), item(100, 100)}, "FF"},
		{"main gives up size before a thumbnail goes", 500, []budgetItem{item(100, 900), item(100, 100), item(100, 100)}, "lFF"},
		{"thumbnails go from the last", 250, []budgetItem{item(100, 900), item(100, 100), item(100, 100)}, "lF-"},
		{"a smaller one further down may fit", 250, []budgetItem{item(100, 100), item(200, 200), item(100, 100)}, "F-F"},
		{"back only with room to spare", 210, []budgetItem{item(100, 100), paused(100)}, "F-"},
		{"back", 230, []budgetItem{item(100, 100), paused(100)}, "Fl"},
		{"nothing fits", 50, []budgetItem{item(100, 100)}, "-"},
	} {
		got := ""
		for _, a := range allot(c.limit*k, c.items) {
			switch {
			case a.Paused:
				got += "-"
			case a.Low:
				got += "l"
			default:
				got += "F"
			}
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestLimiter(t *testing.T) {
	type second struct {
		sent, estimate int
		lost           float64
	}
	const want = 2_000_000
	for _, c := range []struct {
		name    string
		seconds []second
		limited bool
		least   int
		most    int
	}{
		{"no estimate, no loss", []second{{2e6, 0, 0}, {2e6, 0, 0.05}}, false, 0, 0},
		{"a small estimate that rises is no congestion", []second{{2e5, 18e3, 0}, {2e6, 20e3, 0}, {2e6, 300e3, 0}}, false, 0, 0},
		{"a falling estimate above what is sent is none", []second{{1e5, 3e6, 0}, {1e5, 2e6, 0}}, false, 0, 0},
		{"a falling estimate below what is sent", []second{{2e6, 3e6, 0}, {2e6, 8e5, 0}}, true, 8e5, 8e5},
		{"heavy loss", []second{{2e6, 0, 0.5}}, true, 1e6, 1e6},
		{"an estimate never counts for less than the least", []second{{2e6, 3e6, 0}, {2e6, 1e4, 0}}, true, leastEstimate, leastEstimate},
		{"heavy loss goes lower, to the least of all", []second{{2e5, 0, 0.9}}, true, leastLimit, leastLimit},
		{"grows", []second{{2e6, 0, 0.5}, {1e6, 0, 0}, {1e6, 0, 0}}, true, 1_100_000, 1_300_000},
	} {
		var l limiter
		got := 0
		for _, s := range c.seconds {
			got = l.step(s.sent, s.estimate, s.lost, want)
		}
		if got != 0 != c.limited || got < c.least || got > c.most {
			t.Errorf("%s: limit %d", c.name, got)
		}
	}
	var l limiter
	l.step(2e6, 0, 0.5, want)
	n := 0
	for l.step(1e6, 0, 0, want) != 0 {
		if n++; n > 60 {
			t.Fatal("the limit is never lifted")
		}
	}
}

// Two streams of one client keep their relation, whatever the delay of each
// report.
func TestFarClock(t *testing.T) {
	var f farClock
	ntp := func(ms int64) uint64 {
		return uint64(3_900_000_000+ms/1000)<<32 | uint64(ms%1000)<<32/1000
	}
	const ms = int64(time.Millisecond)
	audio := f.point(ntp(0), 0, 1000*ms)
	video := f.point(ntp(500), 0, 1700*ms) // 200 ms later than its fellow
	if d := video.at - audio.at; d < 500*ms-ms || d > 500*ms+ms {
		t.Errorf("half a second at the client is %v here", time.Duration(d))
	}
	early := f.point(ntp(1000), 0, 1950*ms) // a faster path: the new reference
	if early.at != 1950*ms {
		t.Errorf("at %v", time.Duration(early.at))
	}
	jump := f.point(ntp(1000), 0, 60_000*ms) // the client's clock was set back
	if jump.at != 60_000*ms {
		t.Errorf("after a jump of the clock at %v", time.Duration(jump.at))
	}
}

func TestConfig(t *testing.T) {
	for _, c := range []Config{{}, {MaxCalls: -1}} {
		if _, err := New(c); err == nil {
			t.Errorf("%+v is accepted", c)
		}
	}
}
