package bursting_test

import (
	"slices"
	"testing"
	"time"

	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/events"
)

func scheduled(s events.BurstScheduleSettings) bursting.Schedule {
	var state bursting.State
	state.Apply(events.Recorded{Event: events.BurstScheduleCreated{ID: "s", Settings: s}})
	return state.Schedules["s"]
}

// TestWindows: a window is where the wall's clock says, also when that jumps.
func TestWindows(t *testing.T) {
	for _, c := range []struct {
		what, cron, zone string
		day              time.Time
		want             []string // in UTC: start, from, until
	}{
		{"every day", "0 9 * * *", "Europe/Oslo", date(2026, 1, 5), []string{"07:50 08:00 09:00"}},
		{"in summer", "0 9 * * *", "Europe/Oslo", date(2026, 7, 6), []string{"06:50 07:00 08:00"}},
		{"working days only", "0 9 * * 1-5", "UTC", date(2026, 1, 4), nil},
		{"twice a day", "30 7,13 * * *", "UTC", date(2026, 1, 5), []string{"07:20 07:30 08:30", "13:20 13:30 14:30"}},
		// Half past two is left out in Oslo on 29 March: it is half past three.
		{"an hour that is left out", "30 2 * * *", "Europe/Oslo", date(2026, 3, 29), []string{"01:20 01:30 02:30"}},
		// Half past two comes twice on 25 October: the first time counts.
		{"an hour that comes twice", "30 2 * * *", "Europe/Oslo", date(2026, 10, 25), []string{"00:20 00:30 01:30"}},
		// Lord Howe Island moves by half an hour.
		{"half an hour that is left out", "15 2 * * *", "Australia/Lord_Howe", date(2026, 10, 3), []string{"15:35 15:45 16:45"}},
		{"half an hour that comes twice", "45 1 * * *", "Australia/Lord_Howe", date(2026, 4, 4), []string{"14:35 14:45 15:45"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			s := scheduled(events.BurstScheduleSettings{Cron: c.cron, TimeZone: c.zone, LeadMinutes: 10, DurationMinutes: 60, Nodes: 1, Enabled: true})
			var got []string
			for _, w := range s.Windows(c.day, c.day.Add(24*time.Hour-time.Second), 100) {
				if w.From.Before(c.day) {
					continue
				}
				got = append(got, w.Start.Format("15:04 ")+w.From.Format("15:04 ")+w.Until.Format("15:04"))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

func TestCheckSchedule(t *testing.T) {
	for _, good := range []string{"0 9 * * 1-5", "*/15 8-17 * * *", "0 0 29 2 *", "30 7,13 1 JAN mon"} {
		if said := bursting.CheckCron(good); said != "" {
			t.Errorf("%q: %s", good, said)
		}
	}
	for _, bad := range []string{"", "0 9 * *", "0 0 9 * * *", "@daily", "@every 1m", "TZ=UTC 0 9 * *", "CRON_TZ=UTC 0 9 * * *", "60 9 * * *", "0 9 31 2 *", "0 9 * * */0"} {
		if bursting.CheckCron(bad) == "" {
			t.Errorf("%q is accepted", bad)
		}
	}
	for zone, good := range map[string]bool{"Europe/Oslo": true, "UTC": true, "": false, "Local": false, "Mars/Olympus": false, "../etc/passwd": false} {
		if (bursting.CheckTimeZone(zone) == "") != good {
			t.Errorf("%q: %q", zone, bursting.CheckTimeZone(zone))
		}
	}
}

// TestActive: of windows that overlap the one that lasts longest, whatever the
// wall does, and the next that begins.
func TestActive(t *testing.T) {
	for _, c := range []struct {
		what, cron, zone string
		lead, duration   int // minutes
		now              time.Time
		want             string // from, and when to look again
	}{
		{"none", "0 9 * * *", "UTC", 10, 60, date(2026, 1, 5), "none 08:50"},
		{"one", "0 9 * * *", "UTC", 10, 60, date(2026, 1, 5).Add(9 * time.Hour), "09:00 10:00"},
		{"in its lead", "0 9 * * *", "UTC", 10, 60, date(2026, 1, 5).Add(8*time.Hour + 50*time.Minute), "09:00 10:00"},
		{"over", "0 9 * * *", "UTC", 10, 60, date(2026, 1, 5).Add(10 * time.Hour), "none 08:50"},
		{"two overlap", "0 9,10 * * *", "UTC", 0, 120, date(2026, 1, 5).Add(10*time.Hour + time.Minute), "10:00 12:00"},
		{"for a week", "0 9 * * 1", "UTC", 0, 7 * 24 * 60, date(2026, 1, 11), "09:00 09:00"},
		{"once in four years", "0 9 29 2 *", "UTC", 0, 60, date(2026, 1, 11), "none 09:00"},
		// Half past two is left out in Oslo on 29 March, and is half past three; three
		// is before that.
		{"out of order", "0,30 2-3 * * *", "Europe/Oslo", 0, 120, date(2026, 3, 29).Add(90 * time.Minute), "01:30 03:30"},
		{"out of order, later", "30 2,3 * * *", "Europe/Oslo", 0, 15, date(2026, 3, 29).Add(91 * time.Minute), "01:30 01:45"},
	} {
		t.Run(c.what, func(t *testing.T) {
			s := scheduled(events.BurstScheduleSettings{Cron: c.cron, TimeZone: c.zone, LeadMinutes: c.lead, DurationMinutes: c.duration, Nodes: 1, Enabled: true})
			w, next := s.Active(c.now)
			got := "none"
			if w != nil {
				got = w.From.UTC().Format("15:04")
			}
			if got += next.UTC().Format(" 15:04"); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

// TestActiveAsWindows: it is what a look at all windows finds, at any time of the
// days on which the wall jumps.
func TestActiveAsWindows(t *testing.T) {
	for _, day := range []time.Time{date(2026, 3, 28), date(2026, 10, 24), date(2026, 6, 1)} {
		for _, cron := range []string{"30 2 * * *", "0,30 2,3 * * *", "*/20 1-4 * * *", "0 * * * *", "15 0 * * 0"} {
			for _, minutes := range []int{5, 90, 1500} {
				s := scheduled(events.BurstScheduleSettings{Cron: cron, TimeZone: "Europe/Oslo", LeadMinutes: 7, DurationMinutes: minutes, Nodes: 1, Enabled: true})
				for now := day; now.Before(day.Add(48 * time.Hour)); now = now.Add(7 * time.Minute) {
					var want *bursting.Window
					for _, w := range s.Windows(now, now, 1000) {
						if want == nil || w.Until.After(want.Until) {
							want = &w
						}
					}
					got, _ := s.Active(now)
					if (got == nil) != (want == nil) || got != nil && !got.Until.Equal(want.Until) {
						t.Fatalf("%q for %d minutes, %s: %+v, want %+v", cron, minutes, now, got, want)
					}
				}
			}
		}
	}
}

// A schedule of every minute for a week has ten thousand windows at any time.
func BenchmarkActive(b *testing.B) {
	s := scheduled(events.BurstScheduleSettings{Cron: "* * * * *", TimeZone: "Europe/Oslo", DurationMinutes: 7 * 24 * 60, Nodes: 1, Enabled: true})
	for b.Loop() {
		if w, _ := s.Active(noon); w == nil {
			b.Fatal("none")
		}
	}
}

// FuzzCheckCron: what is accepted has a time, and nothing panics.
func FuzzCheckCron(f *testing.F) {
	for _, seed := range []string{"0 9 * * 1-5", "TZ= 1 2 3 4", "*/0 * * * *", "@daily", "1-0 * * * *", "CRON_TZ=UTC 1 2 3 4"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, expression string) {
		if bursting.CheckCron(expression) != "" {
			return
		}
		s := scheduled(events.BurstScheduleSettings{Cron: expression, TimeZone: "Europe/Oslo", DurationMinutes: 1, Enabled: true})
		if next := s.Windows(date(2000, 1, 1), date(2012, 1, 1), 1); len(next) != 1 {
			t.Errorf("%q has no time", expression)
		}
	})
}

// TestSchedules: what a window wants is started, kept and then let go.
func TestSchedules(t *testing.T) {
	window := func(w *world, change ...func(*events.BurstScheduleSettings)) {
		s := events.BurstScheduleSettings{Name: "All hands", LocationID: "cloud", Nodes: 2, Cron: "0 12 * * *", TimeZone: "UTC", LeadMinutes: 10, DurationMinutes: 60, Enabled: true}
		for _, c := range change {
			c(&s)
		}
		w.record(time.Hour, events.BurstScheduleCreated{ID: "s", Settings: s})
	}
	for _, c := range []struct {
		what  string
		given func(*world)
		want  string
		why   string
	}{
		{"at its time, several at once", func(w *world) { window(w) }, "c1 start 1 i-c1: schedule s [start]; c2 start 1 i-c2: schedule s [start]", "asking-the-cloud"},
		{"with its lead", func(w *world) { window(w); w.obs.Now = noon.Add(-10 * time.Minute) }, "c1 start 1 i-c1: schedule s [start]; c2 start 1 i-c2: schedule s [start]", ""},
		{"not before", func(w *world) { window(w); w.obs.Now = noon.Add(-10*time.Minute - time.Second) }, "", "not-needed"},
		{"until it ends", func(w *world) { window(w); w.obs.Now = noon.Add(time.Hour) }, "", "not-needed"},
		{"switched off", func(w *world) { window(w, func(s *events.BurstScheduleSettings) { s.Enabled = false }) }, "", "not-needed"},
		{"what runs counts", func(w *world) { window(w); w.runs("c1", 5*time.Hour) }, "c2 start 1 i-c2: schedule s [start]", "schedule"},
		{"what starts counts", func(w *world) { window(w); w.starting("c1", time.Minute) }, "c2 start 1 i-c2: schedule s [start]", "booting"},
		{"what is asked for once more counts", func(w *world) {
			window(w, func(s *events.BurstScheduleSettings) { s.Nodes = 1 })
			w.requested("c1", time.Minute)
		}, "c1 again [start]", "asking-the-cloud"},
		{"what the cloud has just accepted counts", func(w *world) {
			window(w, func(s *events.BurstScheduleSettings) { s.Nodes = 1 })
			w.requested("c1", time.Minute).report("c1", bursting.Report{Attempt: "1", Operation: events.BurstStart, State: "pending"})
		}, "c1 starting", "booting"},
		{"what begins to run counts", func(w *world) {
			window(w, func(s *events.BurstScheduleSettings) { s.Nodes = 1 })
			w.starting("c1", time.Minute)
			w.machine("c1").State = "running"
			w.ready("c1")
		}, "c1 running 1", ""},
		{"what is told its address counts", func(w *world) {
			window(w, func(s *events.BurstScheduleSettings) { s.Nodes = 1 })
			w.starting("c1", time.Minute)
			w.machine("c1").State, w.machine("c1").PublicAddress = "running", "192.0.2.7"
		}, "c1 address 192.0.2.7 [address]", ""},
		{"what somebody else started counts", func(w *world) {
			window(w, func(s *events.BurstScheduleSettings) { s.Nodes = 1 })
			w.machine("c1").State, w.machine("c1").LaunchedAt = "running", noon.Add(-time.Minute)
			w.ready("c1")
		}, "c1 running 1: provider (The machine was not started from here.)", ""},
		{"what has just failed does not", func(w *world) {
			window(w, func(s *events.BurstScheduleSettings) { s.Nodes = 1 })
			w.starting("c1", 10*time.Minute)
		}, "c1 failed start: start-timeout; c2 start 1 i-c2: schedule s [start]", ""},
		{"what has just been stopped elsewhere does not", func(w *world) {
			window(w, func(s *events.BurstScheduleSettings) { s.Nodes = 1 })
			w.runs("c1", time.Hour)
			w.machine("c1").State, w.node("c1").Ready = "stopped", false
		}, "c1 stopped: provider; c2 start 1 i-c2: schedule s [start]", ""},
		{"what drains is kept", func(w *world) {
			window(w)
			w.runs("c1", 5*time.Hour).runs("c2", 5*time.Hour).drains("c1", time.Second, events.BurstIdle)
		}, `c1 kept: the schedule "All hands" wants it until 13:00:00 UTC.`, ""},
		{"what an administrator drains is not", func(w *world) {
			window(w, func(s *events.BurstScheduleSettings) { s.Nodes = 1 })
			w.runs("c1", 5*time.Hour).drains("c1", time.Second, events.BurstManual)
		}, "c2 start 1 i-c2: schedule s [start]", "waiting-until-it-refuses-calls"},
		{"no more than it wants is kept", func(w *world) {
			window(w, func(s *events.BurstScheduleSettings) { s.Nodes = 1 })
			w.runs("c1", 5*time.Hour).runs("c2", 5*time.Hour)
		}, "c2 draining: idle ran 18000 of 3000", "schedule"},
		{"two at a time want twice as many", func(w *world) {
			window(w, func(s *events.BurstScheduleSettings) { s.Nodes = 1 })
			w.record(time.Hour, events.BurstScheduleCreated{ID: "t", Settings: events.BurstScheduleSettings{Name: "T", LocationID: "cloud", Nodes: 1, Cron: "0 12 * * *", TimeZone: "UTC", DurationMinutes: 60, Enabled: true}})
		}, "c1 start 1 i-c1: schedule s [start]; c2 start 1 i-c2: schedule t [start]", ""},
		{"a threshold waits for what a schedule starts", func(w *world) { w.free(0); window(w) }, "c1 start 1 i-c1: schedule s [start]; c2 start 1 i-c2: schedule s [start]", ""},
		{"removed", func(w *world) {
			window(w)
			w.record(time.Minute, events.BurstScheduleRemoved{ID: "s"}).runs("c1", 5*time.Hour)
		}, "c1 draining: idle ran 18000 of 3000", ""},
	} {
		t.Run(c.what, func(t *testing.T) {
			w := newWorld(t)
			c.given(w)
			decisions, view := react(t, w.state, w.obs)
			if got := lines(decisions); got != c.want {
				t.Errorf("\n%s, want\n%s", got, c.want)
			}
			if n := w.view("c1", view); c.why != "" && string(n.Why) != c.why {
				t.Errorf("c1: %s (%s), want %s", n.Why, n.WhyText, c.why)
			}
		})
	}
}
