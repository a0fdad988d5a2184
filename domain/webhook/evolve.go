package webhook

import "github.com/parley-video/parley/events"

// Evolve applies one event.
func Evolve(s State, rec events.Recorded) State {
	switch e := rec.Event.(type) {
	case events.WebhookCreated:
		s = State{
			ID: e.ID, Exists: true, Settings: e.Settings, Secret: e.Secret,
			Created: rec.Position, CreatedAt: rec.Meta.Time.UTC(),
		}
	case events.WebhookUpdated:
		s.Settings = e.Settings
	case events.WebhookSecretRotated:
		s.Secret, s.Previous, s.PreviousUntil = e.Secret, e.Previous, e.PreviousUntil.UTC()
	case events.WebhookReplayRequested:
		s.Replay = &Replay{Ordered: rec.Position, After: e.After, Through: e.Through}
	case events.WebhookRemoved:
		s.Removed = true
	default:
		return s
	}
	s.Revision = rec.Revision
	return s
}
