package location

import "github.com/parley-video/parley/events"

// Evolve applies one event.
func Evolve(s State, rec events.Recorded) State {
	switch e := rec.Event.(type) {
	case events.LocationCreated:
		return State{ID: e.ID, Exists: true, Settings: e.Settings}
	case events.LocationUpdated:
		s.Settings = e.Settings
	case events.LocationRemoved:
		s.Removed = true
	}
	return s
}
