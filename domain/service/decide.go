package service

import (
	"errors"
	"fmt"
	"reflect"
	"slices"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// Limits and closed sets of the settings.
const (
	MaxParticipantLimit = 1_000_000
	// MaxAliases keeps one service's events within the megabyte that the log
	// takes, whatever characters the aliases consist of.
	MaxAliases = 300

	ChatDefault = "default"
	ChatYes     = "yes"
	ChatNo      = "no"
)

// Decide says what a command leads to. current are the service's PINs now, refs
// what exists of the objects that the command names.
func Decide(cmd Command, s State, current PINs, refs References) (domain.Decision, error) {
	if c, ok := cmd.(Create); ok {
		return create(c, s, refs)
	}
	if !s.Live() {
		return domain.Decision{}, errNoService
	}
	switch c := cmd.(type) {
	case Update:
		return update(c, s, current, refs)
	case Remove:
		if c.Type != "" && c.Type != s.Type {
			return domain.Decision{}, errNoService
		}
		return domain.Decision{Events: []events.Event{events.ServiceRemoved{ID: s.ID}}}, nil
	case GainAlias:
		return gainAlias(c, s)
	case LoseAlias:
		return changed(s, loseAlias(c, s)), nil
	default:
		return domain.Decision{}, fmt.Errorf("service: unknown command %T", cmd)
	}
}

var errNoService = domain.Refuse(domain.CodeNotFound, "There is no such service.", "id")

func create(c Create, s State, refs References) (domain.Decision, error) {
	if s.Exists {
		return domain.Decision{}, domain.Refuse(domain.CodeConflict, "The service exists already.")
	}
	k, known := kindOf(c.Type)
	if !known {
		return domain.Decision{}, domain.Refuse(domain.CodeInvalid, "There is no such kind of service.", "type")
	}
	settings := c.apply(k.defaults)
	if err := validate(c, c.Type, settings, PINs{}, refs); err != nil {
		return domain.Decision{}, err
	}
	if err := c.sealed(); err != nil {
		return domain.Decision{}, err
	}
	return domain.Decision{
		Events: []events.Event{events.ServiceCreated{ID: c.ID, Type: c.Type, Settings: settings}},
		Claims: claims(settings),
	}, nil
}

func update(c Update, s State, current PINs, refs References) (domain.Decision, error) {
	if c.Type != "" && c.Type != s.Type {
		return domain.Decision{}, errNoService
	}
	settings := c.apply(s.Settings)
	if err := validate(c, s.Type, settings, current, refs); err != nil {
		return domain.Decision{}, err
	}
	if err := c.sealed(); err != nil {
		return domain.Decision{}, err
	}
	return changed(s, settings), nil
}

func changed(s State, settings events.ServiceSettings) domain.Decision {
	d := domain.Decision{Claims: claims(settings)}
	if !reflect.DeepEqual(settings, s.Settings) {
		d.Events = []events.Event{events.ServiceUpdated{ID: s.ID, Settings: settings}}
	}
	return d
}

func gainAlias(c GainAlias, s State) (domain.Decision, error) {
	settings := s.Settings
	if _, has := s.Alias(c.Alias.Alias); !has {
		if len(settings.Aliases) >= MaxAliases {
			return domain.Decision{}, domain.Refuse(domain.CodeInvalid, fmt.Sprintf("The service has %d aliases, which is the most that is allowed.", MaxAliases), "toServiceId")
		}
		settings.Aliases = append(slices.Clone(settings.Aliases), c.Alias)
	}
	return changed(s, settings), nil
}

func loseAlias(c LoseAlias, s State) events.ServiceSettings {
	settings := s.Settings
	settings.Aliases = slices.DeleteFunc(slices.Clone(settings.Aliases), func(a events.Alias) bool {
		return domain.NormaliseKey(a.Alias) == domain.NormaliseKey(c.Alias)
	})
	settings.Aliases = none(settings.Aliases)
	return settings
}

// none is nil for an empty list, which is how it comes out of the log.
func none[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return list
}

// errUnsealed is a mistake of the caller, not of the person who typed a PIN:
// a PIN that was not sealed must never get into an event.
var errUnsealed = errors.New("service: a PIN was not sealed")

func (p Patch) sealed() error {
	for _, pin := range []domain.Opt[domain.Secret]{p.HostPIN, p.GuestPIN} {
		if (pin.Value.Plain == "") != (pin.Value.Sealed == "") {
			return errUnsealed
		}
	}
	return nil
}
