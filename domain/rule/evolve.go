package rule

import "github.com/parley-video/parley/events"

// Evolve applies one event.
func Evolve(s State, rec events.Recorded) State {
	switch e := rec.Event.(type) {
	case events.RuleCreated:
		return State{ID: e.ID, Exists: true, Settings: e.Settings}
	case events.RuleUpdated:
		s.Settings = e.Settings
	case events.RuleRemoved:
		s.Removed = true
	}
	return s
}
