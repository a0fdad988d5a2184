package dialout

import (
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// State is what the events of a automatically dialled participant add up to.
type State struct {
	ID       string
	Exists   bool
	Removed  bool
	Settings events.DialoutSettings
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

// claims: nothing of a dialled participant is unique. The same alias may be
// dialled with other settings for other services.
func claims(events.DialoutSettings) []domain.Claim { return nil }
