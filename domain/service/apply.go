package service

import (
	"slices"
	"strings"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// apply gives the settings after a patch. Values that mean a default are left
// zero, so that equal settings are equal.
func (p Patch) apply(s events.ServiceSettings) events.ServiceSettings {
	s.Name = strings.TrimSpace(p.Name.Or(s.Name))
	s.Description = p.Description.Or(s.Description)
	s.Tag = p.Tag.Or(s.Tag)
	if p.Aliases.Set {
		s.Aliases = nil
		for _, a := range p.Aliases.Value {
			s.Aliases = append(s.Aliases, events.Alias{Alias: strings.TrimSpace(a.Alias), Description: a.Description})
		}
	}
	s.CallType = p.CallType.Or(s.CallType)
	s.MaxQuality = p.MaxQuality.Or(s.MaxQuality)
	s.MaxCallRateIn = domain.Number(p.MaxCallRateIn, s.MaxCallRateIn)
	s.MaxCallRateOut = domain.Number(p.MaxCallRateOut, s.MaxCallRateOut)
	s.Encryption = unless(domain.EncryptionDefault, p.Encryption.Or(s.Encryption))
	s.ThemeID = p.ThemeID.Or(s.ThemeID)
	p.meeting(&s)
	s.MatchString = p.MatchString.Or(s.MatchString)
	s.ReplaceString = p.ReplaceString.Or(s.ReplaceString)
	s.LookupLocationID = p.LookupLocationID.Or(s.LookupLocationID)
	s.Digits = domain.Number(p.Digits, s.Digits)
	s.Duration = unless(DefaultDuration, p.Duration.Or(s.Duration))
	return s
}

// meeting applies what meeting rooms and auditoriums have.
func (p Patch) meeting(s *events.ServiceSettings) {
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
	s.ParticipantLimit = domain.Number(p.ParticipantLimit, s.ParticipantLimit)
	s.PrimaryOwnerEmail = strings.TrimSpace(p.PrimaryOwnerEmail.Or(s.PrimaryOwnerEmail))
	s.EnableOverlayText = p.EnableOverlayText.Or(s.EnableOverlayText)
	s.EnableActiveSpeaker = p.EnableActiveSpeaker.Or(s.EnableActiveSpeaker)
	if p.AutomaticParticipants.Set {
		s.AutomaticParticipants = none(slices.Clone(p.AutomaticParticipants.Value))
	}
	s.Layout = unless(DefaultLayout, p.Layout.Or(s.Layout))
	s.HostLayout = unless(DefaultLayout, p.HostLayout.Or(s.HostLayout))
	s.GuestLayout = unless(DefaultLayout, p.GuestLayout.Or(s.GuestLayout))
	s.GuestsCanSeeGuests = unless(GuestsSeeNoHosts, p.GuestsCanSeeGuests.Or(s.GuestsCanSeeGuests))
	s.ForcePresenterIntoMain = p.ForcePresenterIntoMain.Or(s.ForcePresenterIntoMain)
}

// unless is the zero value for the default.
func unless[T comparable](standard, v T) T {
	if v == standard {
		var zero T
		return zero
	}
	return v
}
