package service

import (
	"strconv"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// State is what a service's events add up to.
type State struct {
	ID       string
	Type     events.ServiceType
	Exists   bool
	Removed  bool
	Settings events.ServiceSettings
}

// Initial is the state before the first event.
func Initial() State { return State{} }

// Live reports whether the service exists and was not removed.
func (s State) Live() bool { return s.Exists && !s.Removed }

// Alias finds an alias of the service, in any case of its letters.
func (s State) Alias(alias string) (events.Alias, bool) {
	key := domain.NormaliseKey(alias)
	for _, a := range s.Settings.Aliases {
		if s.Live() && domain.NormaliseKey(a.Alias) == key {
			return a, true
		}
	}
	return events.Alias{}, false
}

// Claims are the unique keys that the service uses.
func Claims(s State) []domain.Claim {
	if !s.Live() {
		return nil
	}
	return claims(s.Settings)
}

func claims(s events.ServiceSettings) []domain.Claim {
	out := make([]domain.Claim, 0, 1+len(s.Aliases))
	out = append(out, domain.Claim{
		Kind: domain.ClaimServiceName,
		Key:  domain.NormaliseKey(s.Name),
		Taken: domain.Refusal{
			Code:    domain.CodeNameTaken,
			Field:   []string{"name"},
			Message: "Another service has this name.",
		},
	})
	for i, a := range s.Aliases {
		out = append(out, domain.Claim{
			Kind: domain.ClaimAlias,
			Key:  domain.NormaliseKey(a.Alias),
			Taken: domain.Refusal{
				Code:    domain.CodeAliasTaken,
				Field:   aliasField(i, "alias"),
				Message: "Another service has the alias " + strconv.Quote(a.Alias) + ".",
			},
		})
	}
	return out
}

func aliasField(i int, name string) []string {
	return []string{"aliases", itoa(i), name}
}

func itoa(i int) string { return strconv.Itoa(i) }
