package burstschedule

import (
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// State is what a schedule's events add up to.
type State struct {
	ID       string
	Exists   bool
	Removed  bool
	Settings events.BurstScheduleSettings
}

// Initial is the state before the first event.
func Initial() State { return State{} }

// Live reports whether the schedule exists and was not removed.
func (s State) Live() bool { return s.Exists && !s.Removed }

// Evolve applies one event.
func Evolve(s State, rec events.Recorded) State {
	switch e := rec.Event.(type) {
	case events.BurstScheduleCreated:
		return State{ID: e.ID, Exists: true, Settings: e.Settings}
	case events.BurstScheduleUpdated:
		s.Settings = e.Settings
	case events.BurstScheduleRemoved:
		s.Removed = true
	}
	return s
}

// Claims are the unique keys that the schedule uses.
func Claims(s State) []domain.Claim {
	if !s.Live() {
		return nil
	}
	return claims(s.Settings)
}

func claims(s events.BurstScheduleSettings) []domain.Claim {
	return []domain.Claim{{
		Kind: domain.ClaimBurstSchedule,
		Key:  domain.NormaliseKey(s.Name),
		Taken: domain.Refusal{
			Code:    domain.CodeNameTaken,
			Field:   []string{"name"},
			Message: "Another schedule has this name.",
		},
	}}
}
