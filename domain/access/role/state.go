package role

import (
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/events"
)

// State is what a role's events add up to.
type State struct {
	ID       string
	Exists   bool
	Removed  bool
	Settings events.RoleSettings
}

// Initial is the state before the first event.
func Initial() State { return State{} }

// Live reports whether the role exists and was not removed.
func (s State) Live() bool { return s.Exists && !s.Removed }

// Claims are the unique keys that the role uses.
func Claims(s State) []domain.Claim {
	if !s.Live() {
		return nil
	}
	return claims(s.Settings)
}

const taken = "Another role has this name."

func claims(s events.RoleSettings) []domain.Claim {
	return []domain.Claim{{
		Kind:  domain.ClaimRoleName,
		Key:   domain.NormaliseKey(s.Name),
		Taken: domain.Refusal{Code: domain.CodeNameTaken, Field: []string{"name"}, Message: taken},
	}}
}

// bearsBuiltInName reports whether a name is one of a built-in role, which
// would mislead whoever chooses between them.
func bearsBuiltInName(name string) bool {
	for _, r := range access.BuiltInRoles() {
		if domain.NormaliseKey(r.Name) == domain.NormaliseKey(name) {
			return true
		}
	}
	return false
}

// Evolve applies one event.
func Evolve(s State, rec events.Recorded) State {
	switch e := rec.Event.(type) {
	case events.RoleCreated:
		return State{ID: e.ID, Exists: true, Settings: e.Settings}
	case events.RoleUpdated:
		s.Settings = e.Settings
	case events.RoleRemoved:
		s.Removed = true
	}
	return s
}
