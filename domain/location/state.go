package location

import (
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// State is what a location's events add up to.
type State struct {
	ID       string
	Exists   bool
	Removed  bool
	Settings events.LocationSettings
}

// Initial is the state before the first event.
func Initial() State { return State{} }

// Live reports whether the location exists and was not removed.
func (s State) Live() bool { return s.Exists && !s.Removed }

// Claims are the unique keys that the location uses.
func Claims(s State) []domain.Claim {
	if !s.Live() {
		return nil
	}
	return claims(s.Settings)
}

func claims(settings events.LocationSettings) []domain.Claim {
	return []domain.Claim{{
		Kind: domain.ClaimLocationName,
		Key:  domain.NormaliseKey(settings.Name),
		Taken: domain.Refusal{
			Code:    domain.CodeNameTaken,
			Field:   []string{"name"},
			Message: "Another location has this name.",
		},
	}}
}
