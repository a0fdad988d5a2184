package rule

import (
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// State is what the events of a gateway rule add up to.
type State struct {
	ID       string
	Exists   bool
	Removed  bool
	Settings events.RuleSettings
}

// Initial is the state before the first event.
func Initial() State { return State{} }

// Live reports whether it exists and was not removed.
func (s State) Live() bool { return s.Exists && !s.Removed }

// Claims are the unique keys that it uses.
func Claims(s State) []domain.Claim {
	if !s.Live() {
		return nil
	}
	return claims(s.Settings)
}

func claims(s events.RuleSettings) []domain.Claim {
	return []domain.Claim{{
		Kind: domain.ClaimRuleName,
		Key:  domain.NormaliseKey(s.Name),
		Taken: domain.Refusal{
			Code:    domain.CodeNameTaken,
			Field:   []string{"name"},
			Message: "Another gateway rule has this name.",
		},
	}}
}
