package service

import (
	"fmt"
	"strings"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/events"
)

// The form of a PIN: digits, optionally followed by #.
const (
	minPIN = 4
	maxPIN = 20
)

func validate(s events.ServiceSettings, p Patch, current PINs) error {
	var c domain.Checker
	c.Name(s.Name, domain.MaxName, "name")
	c.Prose(s.Description, domain.MaxText, "description")
	c.Text(s.Tag, domain.MaxText, "tag")
	checkAliases(&c, s.Aliases)
	domain.OneOf(&c, s.EnableChat, "enableChat", ChatDefault, ChatYes, ChatNo)
	domain.OneOf(&c, s.CallType, "callType", CallVideo, CallVideoOnly, CallAudio)
	domain.OneOf(&c, s.MaxQuality, "maxQuality",
		QualityDefault, capacity.QualitySD, capacity.QualityHD, capacity.QualityFullHD)
	if s.ParticipantLimit != nil {
		c.Range(*s.ParticipantLimit, 0, MaxParticipantLimit, "participantLimit")
	}
	checkPINs(&c, s, p, current)
	return c.Err()
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
