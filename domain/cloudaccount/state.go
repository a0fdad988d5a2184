package cloudaccount

import (
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// State is what an account's events add up to.
type State struct {
	ID        string
	Exists    bool
	Removed   bool
	Settings  events.CloudAccountSettings
	SecretKey events.Sealed
}

// Initial is the state before the first event.
func Initial() State { return State{} }

// Live reports whether the account exists and was not removed.
func (s State) Live() bool { return s.Exists && !s.Removed }

// Evolve applies one event.
func Evolve(s State, rec events.Recorded) State {
	switch e := rec.Event.(type) {
	case events.CloudAccountCreated:
		return State{ID: e.ID, Exists: true, Settings: e.Settings, SecretKey: e.SecretKey}
	case events.CloudAccountUpdated:
		s.Settings, s.SecretKey = e.Settings, e.SecretKey
	case events.CloudAccountRemoved:
		s.Removed = true
	}
	return s
}

// Claims are the unique keys that the account uses.
func Claims(s State) []domain.Claim {
	if !s.Live() {
		return nil
	}
	return claims(s.Settings)
}

func claims(s events.CloudAccountSettings) []domain.Claim {
	return []domain.Claim{{
		Kind: domain.ClaimCloudAccount,
		Key:  domain.NormaliseKey(s.Name),
		Taken: domain.Refusal{
			Code:    domain.CodeNameTaken,
			Field:   []string{"name"},
			Message: "Another cloud account has this name.",
		},
	}}
}
