package burstschedule_test

import (
	"strings"
	"testing"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/burstschedule"
	"github.com/parley-video/parley/domain/domaintest"
	"github.com/parley-video/parley/events"
)

var decider = domaintest.Decider[burstschedule.Command, burstschedule.State]{
	Initial: burstschedule.Initial, Evolve: burstschedule.Evolve, Claims: burstschedule.Claims,
	Decide: func(cmd burstschedule.Command, s burstschedule.State) (domain.Decision, error) {
		return burstschedule.Decide(cmd, s, burstschedule.References{Locations: map[string]bool{"l": true, "m": true}})
	},
}

func patch(change func(*burstschedule.Patch)) burstschedule.Patch {
	p := burstschedule.Patch{
		Name: domain.Some(" Mondays "), LocationID: domain.Some("l"), Cron: domain.Some(" 0 8  * * 1 "), TimeZone: domain.Some("Europe/Oslo"),
	}
	if change != nil {
		change(&p)
	}
	return p
}

func settings(change func(*events.BurstScheduleSettings)) events.BurstScheduleSettings {
	s := events.BurstScheduleSettings{
		Name: "Mondays", LocationID: "l", Nodes: 1, Cron: "0 8 * * 1", TimeZone: "Europe/Oslo", LeadMinutes: 10, DurationMinutes: 60, Enabled: true,
	}
	if change != nil {
		change(&s)
	}
	return s
}

func TestCreate(t *testing.T) {
	for what, c := range map[string]struct {
		change  func(*burstschedule.Patch)
		want    func(*events.BurstScheduleSettings)
		refused []string
	}{
		"defaults": {},
		"all of it": {
			change: func(p *burstschedule.Patch) {
				p.Description, p.Nodes, p.LeadMinutes = domain.Some("Town hall"), domain.Some(3), domain.Some(0)
				p.DurationMinutes, p.Enabled = domain.Some(480), domain.Some(false)
			},
			want: func(s *events.BurstScheduleSettings) {
				s.Description, s.Nodes, s.LeadMinutes, s.DurationMinutes, s.Enabled = "Town hall", 3, 0, 480, false
			},
		},
		"nothing": {
			change:  func(p *burstschedule.Patch) { *p = burstschedule.Patch{} },
			refused: []string{"REQUIRED name", "REQUIRED locationId", "REQUIRED cron", "REQUIRED timeZone"},
		},
		"a location that there is not": {change: func(p *burstschedule.Patch) { p.LocationID = domain.Some("x") }, refused: []string{"NOT_FOUND locationId"}},
		"no nodes":                     {change: func(p *burstschedule.Patch) { p.Nodes = domain.Some(0) }, refused: []string{"INVALID nodes"}},
		"too many nodes":               {change: func(p *burstschedule.Patch) { p.Nodes = domain.Some(1001) }, refused: []string{"INVALID nodes"}},
		"a long lead":                  {change: func(p *burstschedule.Patch) { p.LeadMinutes = domain.Some(121) }, refused: []string{"INVALID leadMinutes"}},
		"a short window":               {change: func(p *burstschedule.Patch) { p.DurationMinutes = domain.Some(4) }, refused: []string{"INVALID durationMinutes"}},
		"a long window":                {change: func(p *burstschedule.Patch) { p.DurationMinutes = domain.Some(10081) }, refused: []string{"INVALID durationMinutes"}},
		"six fields":                   {change: func(p *burstschedule.Patch) { p.Cron = domain.Some("0 0 8 * * 1") }, refused: []string{"INVALID cron"}},
		"a day that there is not":      {change: func(p *burstschedule.Patch) { p.Cron = domain.Some("0 8 31 2 *") }, refused: []string{"INVALID cron"}},
		"words":                        {change: func(p *burstschedule.Patch) { p.Cron = domain.Some("@daily") }, refused: []string{"INVALID cron"}},
		"endless fields":               {change: func(p *burstschedule.Patch) { p.Cron = domain.Some(strings.Repeat("1,", 200) + "1 8 * * 1") }, refused: []string{"INVALID cron"}},
		"a zone that there is not":     {change: func(p *burstschedule.Patch) { p.TimeZone = domain.Some("Oslo") }, refused: []string{"INVALID timeZone"}},
	} {
		t.Run(what, func(t *testing.T) {
			out := decider.Given(t).When(burstschedule.Create{ID: "s", Patch: patch(c.change)})
			if c.refused != nil {
				out.Refused(c.refused...)
				return
			}
			out.Then(events.BurstScheduleCreated{ID: "s", Settings: settings(c.want)})
		})
	}
}

func TestUpdateAndRemove(t *testing.T) {
	created := events.BurstScheduleCreated{ID: "s", Settings: settings(nil)}
	gone := events.BurstScheduleCreated{ID: "s", Settings: settings(func(s *events.BurstScheduleSettings) { s.LocationID = "gone" })}
	off := burstschedule.Update{ID: "s", Patch: burstschedule.Patch{Enabled: domain.Some(false)}}

	decider.Given(t, created).When(burstschedule.Update{ID: "s"}).Then()
	decider.Given(t, created).When(off).
		Then(events.BurstScheduleUpdated{ID: "s", Settings: settings(func(s *events.BurstScheduleSettings) { s.Enabled = false })})
	decider.Given(t, gone).When(off).
		Then(events.BurstScheduleUpdated{ID: "s", Settings: settings(func(s *events.BurstScheduleSettings) { s.Enabled, s.LocationID = false, "gone" })})
	decider.Given(t, created).When(burstschedule.Update{ID: "s", Patch: burstschedule.Patch{LocationID: domain.Some("x")}}).Refused("NOT_FOUND locationId")
	decider.Given(t, created).When(burstschedule.Update{ID: "s", Patch: burstschedule.Patch{Nodes: domain.Some(-1)}}).Refused("INVALID nodes")
	decider.Given(t, created).When(burstschedule.Remove{ID: "s"}).Then(events.BurstScheduleRemoved{ID: "s"})
	decider.Given(t, created, events.BurstScheduleRemoved{ID: "s"}).When(off).Refused("NOT_FOUND id")
	decider.Given(t).When(burstschedule.Remove{ID: "s"}).Refused("NOT_FOUND id")
	decider.Given(t, created).When(burstschedule.Create{ID: "s", Patch: patch(nil)}).Refused("CONFLICT")
}
