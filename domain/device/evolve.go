package device

import "github.com/parley-video/parley/events"

// Evolve applies one event.
func Evolve(s State, rec events.Recorded) State {
	switch e := rec.Event.(type) {
	case events.DeviceCreated:
		return State{ID: e.ID, Exists: true, Settings: e.Settings}
	case events.DeviceUpdated:
		s.Settings = e.Settings
	case events.DeviceRemoved:
		s.Removed = true
	}
	return s
}
