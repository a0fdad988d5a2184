package burstschedule

import (
	"fmt"
	"strings"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/events"
)

// Limits of the settings.
const (
	MaxNodes    = 1000
	MaxLead     = 120   // minutes
	MinDuration = 5     // minutes
	MaxDuration = 10080 // minutes: a week
	MaxCron     = 250

	defaultLead     = 10
	defaultDuration = 60
)

// Decide says what a command leads to.
func Decide(cmd Command, s State, refs References) (domain.Decision, error) {
	if c, ok := cmd.(Create); ok {
		return create(c, s, refs)
	}
	if !s.Live() {
		return domain.Decision{}, domain.Refuse(domain.CodeNotFound, "There is no such schedule.", "id")
	}
	switch c := cmd.(type) {
	case Update:
		return update(c, s, refs)
	case Remove:
		return domain.Decision{Events: []events.Event{events.BurstScheduleRemoved{ID: s.ID}}}, nil
	default:
		return domain.Decision{}, fmt.Errorf("burstschedule: unknown command %T", cmd)
	}
}

func create(c Create, s State, refs References) (domain.Decision, error) {
	if s.Exists {
		return domain.Decision{}, domain.Refuse(domain.CodeConflict, "The schedule exists already.")
	}
	settings := c.apply(events.BurstScheduleSettings{
		Nodes: 1, LeadMinutes: defaultLead, DurationMinutes: defaultDuration, Enabled: true,
	})
	if err := validate(settings, refs, true); err != nil {
		return domain.Decision{}, err
	}
	return domain.Decision{
		Events: []events.Event{events.BurstScheduleCreated{ID: c.ID, Settings: settings}},
		Claims: claims(settings),
	}, nil
}

func update(c Update, s State, refs References) (domain.Decision, error) {
	settings := c.apply(s.Settings)
	if err := validate(settings, refs, c.LocationID.Set); err != nil {
		return domain.Decision{}, err
	}
	d := domain.Decision{Claims: claims(settings)}
	if settings != s.Settings {
		d.Events = []events.Event{events.BurstScheduleUpdated{ID: s.ID, Settings: settings}}
	}
	return d, nil
}

func (p Patch) apply(s events.BurstScheduleSettings) events.BurstScheduleSettings {
	s.Name = strings.TrimSpace(p.Name.Or(s.Name))
	s.Description = p.Description.Or(s.Description)
	s.LocationID = p.LocationID.Or(s.LocationID)
	s.Nodes = p.Nodes.Or(s.Nodes)
	s.Cron = strings.Join(strings.Fields(p.Cron.Or(s.Cron)), " ")
	s.TimeZone = strings.TrimSpace(p.TimeZone.Or(s.TimeZone))
	s.LeadMinutes = p.LeadMinutes.Or(s.LeadMinutes)
	s.DurationMinutes = p.DurationMinutes.Or(s.DurationMinutes)
	s.Enabled = p.Enabled.Or(s.Enabled)
	return s
}

// validate looks at a location that is chosen now only: one that was removed
// since must not keep the schedule from being changed.
func validate(s events.BurstScheduleSettings, refs References, chosen bool) error {
	var c domain.Checker
	c.Name(s.Name, domain.MaxName, "name")
	c.Prose(s.Description, domain.MaxText, "description")
	switch {
	case s.LocationID == "":
		c.Refuse(domain.CodeRequired, "A value is required.", "locationId")
	case chosen && !refs.Locations[s.LocationID]:
		c.Refuse(domain.CodeNotFound, "There is no such location.", "locationId")
	}
	c.Range(s.Nodes, 1, MaxNodes, "nodes")
	c.Range(s.LeadMinutes, 0, MaxLead, "leadMinutes")
	c.Range(s.DurationMinutes, MinDuration, MaxDuration, "durationMinutes")
	switch {
	case s.Cron == "":
		c.Refuse(domain.CodeRequired, "A value is required.", "cron")
	case len(s.Cron) > MaxCron:
		c.Refuse(domain.CodeInvalid, fmt.Sprintf("At most %d characters are allowed.", MaxCron), "cron")
	default:
		if why := bursting.CheckCron(s.Cron); why != "" {
			c.Refuse(domain.CodeInvalid, why, "cron")
		}
	}
	if s.TimeZone == "" {
		c.Refuse(domain.CodeRequired, "A value is required.", "timeZone")
	} else if why := bursting.CheckTimeZone(s.TimeZone); why != "" {
		c.Refuse(domain.CodeInvalid, why, "timeZone")
	}
	return c.Err()
}
