package service

import (
	"fmt"
	"strings"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/domain/dialplan"
	"github.com/parley-video/parley/events"
)

// The form of a PIN: digits, optionally followed by #.
const (
	minPIN = 4
	maxPIN = 20
)

func validate(cmd Command, t events.ServiceType, s events.ServiceSettings, current PINs, refs References) error {
	var c domain.Checker
	p := patchOf(cmd)
	unfit(&c, t, p)
	if c.Err() != nil {
		return c.Err() // the rules below are of settings that it has
	}
	k, _ := kindOf(t)
	c.Name(s.Name, domain.MaxName, "name")
	c.Prose(s.Description, domain.MaxText, "description")
	c.Text(s.Tag, domain.MaxText, "tag")
	checkAliases(&c, s.Aliases)
	domain.OneOf(&c, s.CallType, "callType", domain.CallVideo, domain.CallVideoOnly, domain.CallAudio)
	domain.OneOf(&c, s.MaxQuality, "maxQuality",
		domain.QualityDefault, capacity.QualitySD, capacity.QualityHD, capacity.QualityFullHD)
	checkNumber(&c, s.MaxCallRateIn, domain.MinCallRate, domain.MaxCallRate, "maxCallRateIn")
	checkNumber(&c, s.MaxCallRateOut, domain.MinCallRate, domain.MaxCallRate, "maxCallRateOut")
	domain.OneOf(&c, s.Encryption, "encryption", "", domain.EncryptionBestEffort, domain.EncryptionRequired, domain.EncryptionOff)
	if k.meeting {
		checkMeeting(&c, s, p, current)
	}
	dialplan.CheckReception(&c, dialplan.Reception{Match: s.MatchString, Replace: s.ReplaceString}, "matchString", "replaceString")
	checkNumber(&c, s.Digits, 1, MaxDigits, "digits")
	if s.Duration != 0 || p.Duration.Set {
		c.Range(p.Duration.Or(s.Duration), MinDuration, MaxDuration, "duration")
	}
	checkReferences(&c, cmd, refs)
	return c.Err()
}

func checkMeeting(c *domain.Checker, s events.ServiceSettings, p Patch, current PINs) {
	domain.OneOf(c, s.EnableChat, "enableChat", ChatDefault, ChatYes, ChatNo)
	checkNumber(c, s.ParticipantLimit, 0, MaxParticipantLimit, "participantLimit")
	checkPINs(c, s, p, current)
	c.Email(s.PrimaryOwnerEmail, "primaryOwnerEmail")
	allowed := append([]string{""}, layouts...)
	domain.OneOf(c, s.Layout, "layout", allowed...)
	domain.OneOf(c, s.HostLayout, "hostLayout", allowed...)
	domain.OneOf(c, s.GuestLayout, "guestLayout", allowed...)
	domain.OneOf(c, s.GuestsCanSeeGuests, "guestsCanSeeGuests", "", GuestsSeeAlways, GuestsSeeNever)
	c.Invalid(len(s.AutomaticParticipants) <= MaxAutomaticParticipants,
		fmt.Sprintf("At most %d are allowed.", MaxAutomaticParticipants), "automaticParticipants")
}

func checkNumber(c *domain.Checker, n *int, min, max int, field string) {
	if n != nil {
		c.Range(*n, min, max, field)
	}
}

func checkAliases(c *domain.Checker, aliases []events.Alias) {
	if len(aliases) > MaxAliases {
		c.Refuse(domain.CodeInvalid, fmt.Sprintf("At most %d aliases are allowed.", MaxAliases), "aliases")
		return
	}
	seen := make(map[string]bool, len(aliases))
	for i, a := range aliases {
		c.Name(a.Alias, domain.MaxName, aliasField(i, "alias")...)
		c.Prose(a.Description, domain.MaxText, aliasField(i, "description")...)
		key := domain.NormaliseKey(a.Alias)
		c.Invalid(key == "" || !seen[key], "The alias stands twice in the list.", aliasField(i, "alias")...)
		seen[key] = true
	}
}

// checkPINs holds the rules of who needs which PIN. A present PIN that cannot
// be read any more is assumed to be set, and to fit nothing new.
func checkPINs(c *domain.Checker, s events.ServiceSettings, p Patch, current PINs) {
	host, guest := current.Host, current.Guest
	if p.HostPIN.Set {
		host = p.HostPIN.Value.Plain
		checkForm(c, host, "hostPin")
	}
	if p.GuestPIN.Set {
		guest = p.GuestPIN.Value.Plain
		checkForm(c, guest, "guestPin")
	}
	hostSet, guestSet := isSet(p.HostPIN, s.HostPIN), isSet(p.GuestPIN, s.GuestPIN)
	if s.AllowGuests && !hostSet {
		c.Refuse(domain.CodeRequired, "Guests need a host PIN to be set.", "hostPin")
		return
	}
	if guestSet && !hostSet {
		c.Refuse(domain.CodeRequired, "A guest PIN needs a host PIN.", "hostPin")
		return
	}
	changed := p.HostPIN.Set || p.GuestPIN.Set
	if !hostSet || !guestSet || !changed {
		return
	}
	if current.Unreadable && !(p.HostPIN.Set && p.GuestPIN.Set) {
		c.Refuse(domain.CodeInvalid, "The other PIN cannot be read any more; set both.", "guestPin")
		return
	}
	checkPair(c, host, guest)
}

func isSet(given domain.Opt[domain.Secret], sealed events.Sealed) bool {
	if given.Set {
		return given.Value.Plain != ""
	}
	return sealed != ""
}

func checkForm(c *domain.Checker, pin, field string) {
	if pin == "" {
		return
	}
	digits := strings.TrimSuffix(pin, "#")
	ok := len(digits) >= minPIN && len(digits) <= maxPIN
	for _, r := range digits {
		ok = ok && r >= '0' && r <= '9'
	}
	c.Invalid(ok, "A PIN is 4 to 20 digits, optionally followed by #.", field)
}

// checkPair: a caller enters one PIN and its value decides the role. So the
// two differ, and a telephone must be able to tell where either one ends.
func checkPair(c *domain.Checker, host, guest string) {
	hostDigits, hostHash := strings.CutSuffix(host, "#")
	guestDigits, guestHash := strings.CutSuffix(guest, "#")
	switch {
	case hostDigits == guestDigits:
		c.Refuse(domain.CodeInvalid, "The guest PIN must differ from the host PIN.", "guestPin")
	case hostHash != guestHash:
		c.Refuse(domain.CodeInvalid, "Either both PINs or neither must end in #.", "guestPin")
	case len(hostDigits) != len(guestDigits) && !hostHash:
		c.Refuse(domain.CodeInvalid, "PINs of different lengths must both end in #.", "guestPin")
	}
}
