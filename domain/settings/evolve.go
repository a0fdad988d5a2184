package settings

import "github.com/parley-video/parley/events"

// Evolve applies one event.
func Evolve(s State, rec events.Recorded) State {
	if e, ok := rec.Event.(events.SettingsUpdated); ok {
		return State{Written: true, Settings: e.Settings.Complete()}
	}
	return s
}
