package service

import "github.com/parley-video/parley/events"

// Evolve applies one event.
func Evolve(s State, rec events.Recorded) State {
	switch e := rec.Event.(type) {
	case events.ServiceCreated:
		return State{ID: e.ID, Type: e.Type, Exists: true, Settings: e.Settings}
	case events.ServiceUpdated:
		s.Settings = e.Settings
	case events.ServiceRemoved:
		s.Removed = true
	}
	return s
}
