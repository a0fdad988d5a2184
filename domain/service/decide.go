package service

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/capacity"
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

	CallVideo     = "video"
	CallVideoOnly = "video-only"
	CallAudio     = capacity.CallTypeAudio

	QualityDefault = "default"
)

// Decide says what a command leads to. current are the service's PINs now.
func Decide(cmd Command, s State, current PINs) (domain.Decision, error) {
	if c, ok := cmd.(Create); ok {
		return create(c, s)
	}
	if !s.Live() {
		return domain.Decision{}, domain.Refuse(domain.CodeNotFound, "There is no such service.", "id")
	}
	switch c := cmd.(type) {
	case Update:
		return update(c, s, current)
	case Remove:
		return domain.Decision{Events: []events.Event{events.ServiceRemoved{ID: s.ID}}}, nil
	default:
		return domain.Decision{}, fmt.Errorf("service: unknown command %T", cmd)
	}
}

func create(c Create, s State) (domain.Decision, error) {
	if s.Exists {
		return domain.Decision{}, domain.Refuse(domain.CodeConflict, "The service exists already.")
	}
	if c.Type != events.ServiceConference {
		return domain.Decision{}, domain.Refuse(domain.CodeInvalid, "There is no such kind of service.", "type")
	}
	settings := c.apply(events.ServiceSettings{
		GuestsCanPresent: true,
		EnableChat:       ChatDefault,
		CallType:         CallVideo,
		MaxQuality:       QualityDefault,
	})
	if err := validate(settings, c.Patch, PINs{}); err != nil {
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

func update(c Update, s State, current PINs) (domain.Decision, error) {
	settings := c.apply(s.Settings)
	if err := validate(settings, c.Patch, current); err != nil {
		return domain.Decision{}, err
	}
	if err := c.sealed(); err != nil {
		return domain.Decision{}, err
	}
	d := domain.Decision{Claims: claims(settings)}
	if !equal(settings, s.Settings) {
		d.Events = []events.Event{events.ServiceUpdated{ID: s.ID, Settings: settings}}
	}
	return d, nil
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

func (p Patch) apply(s events.ServiceSettings) events.ServiceSettings {
	s.Name = strings.TrimSpace(p.Name.Or(s.Name))
	s.Description = p.Description.Or(s.Description)
	s.Tag = p.Tag.Or(s.Tag)
	if p.Aliases.Set {
		s.Aliases = make([]events.Alias, len(p.Aliases.Value))
		for i, a := range p.Aliases.Value {
			s.Aliases[i] = events.Alias{Alias: strings.TrimSpace(a.Alias), Description: a.Description}
		}
	}
	if p.HostPIN.Set {
		s.HostPIN = p.HostPIN.Value.Sealed
	}
	s.AllowGuests = p.AllowGuests.Or(s.AllowGuests)
	if p.GuestPIN.Set {
		s.GuestPIN = p.GuestPIN.Value.Sealed
	}
	s.GuestsCanPresent = p.GuestsCanPresent.Or(s.GuestsCanPresent)
	s.MuteAllGuests = p.MuteAllGuests.Or(s.MuteAllGuests)
	s.EnableChat = p.EnableChat.Or(s.EnableChat)
	if p.ParticipantLimit.Set {
		s.ParticipantLimit = nil
		if limit := p.ParticipantLimit.Value; limit != nil {
			s.ParticipantLimit = new(*limit) // a copy: the command stays the caller's
		}
	}
	s.CallType = p.CallType.Or(s.CallType)
	s.MaxQuality = p.MaxQuality.Or(s.MaxQuality)
	return s
}

func equal(a, b events.ServiceSettings) bool {
	if !slices.Equal(a.Aliases, b.Aliases) || !equalLimit(a.ParticipantLimit, b.ParticipantLimit) {
		return false
	}
	return a.Name == b.Name && a.Description == b.Description && a.Tag == b.Tag &&
		a.HostPIN == b.HostPIN && a.AllowGuests == b.AllowGuests && a.GuestPIN == b.GuestPIN &&
		a.GuestsCanPresent == b.GuestsCanPresent && a.MuteAllGuests == b.MuteAllGuests &&
		a.EnableChat == b.EnableChat && a.CallType == b.CallType && a.MaxQuality == b.MaxQuality
}

func equalLimit(a, b *int) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}
