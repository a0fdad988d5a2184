package dialout

import "github.com/parley-video/parley/events"

// Evolve applies one event.
func Evolve(s State, rec events.Recorded) State {
	switch e := rec.Event.(type) {
	case events.DialoutCreated:
		return State{ID: e.ID, Exists: true, Settings: e.Settings}
	case events.DialoutUpdated:
		s.Settings = e.Settings
	case events.DialoutRemoved:
		s.Removed = true
	}
	return s
}
