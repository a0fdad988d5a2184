package administrator

import (
	"maps"
	"time"

	"github.com/parley-video/parley/events"
)

// Evolve applies one event.
func Evolve(s State, rec events.Recorded) State {
	switch e := rec.Event.(type) {
	case events.AdministratorCreated:
		return State{
			ID: e.ID, Exists: true, Username: e.Username, DisplayName: e.DisplayName,
			Role: e.Role, Enabled: true, PasswordHash: e.PasswordHash, Changed: rec.Revision,
		}
	case events.AdministratorUpdated:
		s.DisplayName, s.Role, s.Enabled, s.Changed = e.DisplayName, e.Role, e.Enabled, rec.Revision
		if !e.Enabled {
			s.Sessions = nil
		}
	case events.AdministratorPasswordChanged:
		s.PasswordHash, s.Sessions, s.Changed = e.PasswordHash, nil, rec.Revision
		s.LockedUntil = time.Time{} // the passwords that were tried are of no use any more
	case events.AdministratorLockedOut:
		s.LockedUntil = e.Until
	case events.AdministratorUnlocked:
		s.LockedUntil = time.Time{}
	case events.AdministratorRemoved:
		s.Removed, s.Enabled, s.Sessions, s.PasswordHash = true, false, nil, ""
	case events.AdministratorSignedIn:
		s.Sessions = begin(s.Sessions, e, rec.Meta.Time)
	case events.ExternalAdministratorSignedIn:
		return s.signedInFromOutside(e, rec)
	case events.AdministratorSignedOut:
		s.Sessions = maps.Clone(s.Sessions)
		delete(s.Sessions, e.SessionID)
	}
	return s
}

func begin(sessions map[string]time.Time, e events.AdministratorSignedIn, now time.Time) map[string]time.Time {
	next := make(map[string]time.Time, len(sessions)+1)
	for id, end := range sessions {
		if end.After(now) {
			next[id] = end
		}
	}
	next[e.SessionID] = e.ExpiresAt
	return next
}
