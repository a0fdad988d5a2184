package theme

import (
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// State is what a theme's events add up to.
type State struct {
	ID       string
	Exists   bool
	Removed  bool
	Settings events.ThemeSettings
	Files    []events.ThemeFile // by name
}

// Initial is the state before the first event.
func Initial() State { return State{} }

// Live reports whether the theme exists and was not removed.
func (s State) Live() bool { return s.Exists && !s.Removed }

// Evolve applies one event.
func Evolve(s State, rec events.Recorded) State {
	switch e := rec.Event.(type) {
	case events.ThemeCreated:
		return State{ID: e.ID, Exists: true, Settings: e.Settings}
	case events.ThemeUpdated:
		s.Settings = e.Settings
	case events.ThemeFilesChanged:
		s.Files = e.Files
	case events.ThemeRemoved:
		s.Removed, s.Files = true, nil
	}
	return s
}

// Claims are the unique keys that the theme uses.
func Claims(s State) []domain.Claim {
	if !s.Live() {
		return nil
	}
	return claims(s.Settings)
}

func claims(s events.ThemeSettings) []domain.Claim {
	return []domain.Claim{{
		Kind: domain.ClaimThemeName,
		Key:  domain.NormaliseKey(s.Name),
		Taken: domain.Refusal{
			Code:    domain.CodeNameTaken,
			Field:   []string{"name"},
			Message: "Another theme has this name.",
		},
	}}
}
