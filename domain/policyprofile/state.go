package policyprofile

import (
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// State is what a policy profile's events add up to.
type State struct {
	ID       string
	Exists   bool
	Removed  bool
	Settings events.PolicyProfileSettings
}

// Initial is the state before the first event.
func Initial() State { return State{} }

// Live reports whether the profile exists and was not removed.
func (s State) Live() bool { return s.Exists && !s.Removed }

// Evolve applies one event.
func Evolve(s State, rec events.Recorded) State {
	switch e := rec.Event.(type) {
	case events.PolicyProfileCreated:
		return State{ID: e.ID, Exists: true, Settings: e.Settings}
	case events.PolicyProfileUpdated:
		s.Settings = e.Settings
	case events.PolicyProfileRemoved:
		s.Removed = true
	}
	return s
}

// Claims are the unique keys that the profile uses.
func Claims(s State) []domain.Claim {
	if !s.Live() {
		return nil
	}
	return claims(s.Settings)
}

func claims(s events.PolicyProfileSettings) []domain.Claim {
	return []domain.Claim{{
		Kind: domain.ClaimPolicyProfileName,
		Key:  domain.NormaliseKey(s.Name),
		Taken: domain.Refusal{
			Code: domain.CodeNameTaken, Field: []string{"name"}, Message: "Another policy profile has this name.",
		},
	}}
}
