package bursting

import (
	"fmt"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // the same time zones wherever the program runs

	"github.com/robfig/cron/v3"

	"github.com/parley-video/parley/events"
)

// cronParser reads five fields: minute, hour, day of the month, month and day of
// the week.
var cronParser = cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow)

// Schedule is a schedule that can be asked for its windows.
type Schedule struct {
	ID       string
	Settings events.BurstScheduleSettings
	ticks    cron.Schedule  // on the clock on the wall, as if it were UTC
	zone     *time.Location // of that wall
	invalid  string
}

// Window is a time for which a schedule wants nodes.
type Window struct {
	Start time.Time // when nodes are started
	From  time.Time // when they have to be there
	Until time.Time
}

// CheckCron says what is wrong with the times of a schedule; empty: nothing.
func CheckCron(expression string) string {
	if strings.HasPrefix(expression, "@") || strings.Contains(expression, "=") || len(strings.Fields(expression)) != 5 {
		return "Five fields are needed: minute, hour, day of the month, month and day of the week."
	}
	ticks, err := cronParser.Parse(expression)
	if err != nil {
		return fmt.Sprintf("This is no time in cron's notation: %v.", err)
	}
	if ticks.Next(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero() {
		return "There is no such day."
	}
	return ""
}

// CheckTimeZone says what is wrong with the time zone of a schedule; empty:
// nothing.
func CheckTimeZone(name string) string {
	if name == "" || name == "Local" {
		return "A time zone is needed, for example Europe/Oslo or UTC."
	}
	if _, err := time.LoadLocation(name); err != nil {
		return fmt.Sprintf("There is no time zone %q; they are named like Europe/Oslo.", name)
	}
	return ""
}

func newSchedule(id string, settings events.BurstScheduleSettings) Schedule {
	s := Schedule{ID: id, Settings: settings}
	if s.invalid = CheckCron(settings.Cron); s.invalid != "" {
		return s
	}
	if s.invalid = CheckTimeZone(settings.TimeZone); s.invalid != "" {
		return s
	}
	s.ticks, _ = cronParser.Parse(settings.Cron)
	s.zone, _ = time.LoadLocation(settings.TimeZone)
	return s
}

func (s Schedule) lead() time.Duration {
	return time.Duration(s.Settings.LeadMinutes) * time.Minute
}

func (s Schedule) duration() time.Duration {
	return time.Duration(s.Settings.DurationMinutes) * time.Minute
}

// wall is the time on the wall, as if it were UTC: no hour is missing there and
// none comes twice.
func (s Schedule) wall(t time.Time) time.Time {
	t = t.In(s.zone)
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
}

// instant is when the wall first shows that time. A time that is left out in
// spring is as long after the change as it would have been without: the window
// is an hour later on the wall, not left out.
func (s Schedule) instant(wall time.Time) time.Time {
	t := time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), 0, 0, s.zone)
	if shown := s.wall(t); shown.Before(wall) {
		return t.Add(wall.Sub(shown)).UTC() // left out in spring
	}
	for _, again := range []time.Duration{time.Hour, 30 * time.Minute} {
		if earlier := t.Add(-again); s.wall(earlier).Equal(wall) {
			return earlier.UTC() // comes twice in autumn
		}
	}
	return t.UTC()
}

// jump is how much the wall may be put forward or back, and a little more: so far
// from each other ticks may come in another order than windows.
const jump = 65 * time.Minute

func (s Schedule) window(wall time.Time) Window {
	begin := s.instant(wall)
	return Window{Start: begin.Add(-s.lead()), From: begin, Until: begin.Add(s.duration())}
}

// Windows are those that are not over at the time from and begin, lead included,
// at the time until at the latest; at most limit.
func (s Schedule) Windows(from, until time.Time, limit int) []Window {
	if s.invalid != "" || !s.Settings.Enabled {
		return nil
	}
	var list []Window
	for wall := s.ticks.Next(s.wall(from.Add(-s.duration() - 3*time.Hour))); !wall.IsZero(); wall = s.ticks.Next(wall) {
		w := s.window(wall)
		if w.Start.After(until.Add(jump)) || len(list) >= limit && w.Start.After(list[limit-1].Start.Add(jump)) {
			break
		}
		if w.Until.After(from) && !w.Start.After(until) {
			list = append(list, w)
		}
	}
	slices.SortStableFunc(list, func(a, b Window) int { return a.Start.Compare(b.Start) })
	return list[:min(len(list), limit)]
}

// Active is the window that wants nodes now, the one that lasts longest if
// several do, and when that may next be different; zero: never. What it costs does
// not depend on how many windows are on: all last equally long, so the last that
// began is found from the end.
func (s Schedule) Active(now time.Time) (*Window, time.Time) {
	if s.invalid != "" || !s.Settings.Enabled {
		return nil, time.Time{}
	}
	var active *Window
	var next time.Time
	begun := s.wall(now.Add(s.lead()))
	for wall := s.lastBegun(now); !wall.IsZero(); wall = s.ticks.Next(wall) {
		w := s.window(wall)
		switch {
		case w.Start.After(now):
			next = earliest(next, w.Start)
		case w.Until.After(now) && (active == nil || w.Until.After(active.Until)):
			active = new(w)
		}
		if wall.After(begun.Add(jump)) {
			break
		}
	}
	if active != nil {
		next = earliest(next, active.Until)
	}
	return active, next
}

// lastBegun is a tick from which on all are worth looking at: those of about the
// last window that has begun, and what comes after; zero: there are none.
func (s Schedule) lastBegun(now time.Time) time.Time {
	wall, longest := s.wall(now.Add(s.lead())), s.duration()+s.lead()+3*time.Hour
	for back := 2 * jump; ; back *= 2 {
		tick := s.ticks.Next(wall.Add(-min(back, longest)))
		if back >= longest {
			return tick
		}
		if !tick.IsZero() && !s.window(tick).Start.After(now) {
			return s.ticks.Next(tick.Add(-jump))
		}
	}
}

// earliest is the earlier of two times; zero means never.
func earliest(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
