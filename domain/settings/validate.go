package settings

import (
	"fmt"
	"net/netip"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/events"
)

func equal(a, b events.GlobalSettings) bool { return reflect.DeepEqual(a, b) }

func (p Patch) apply(s events.GlobalSettings) events.GlobalSettings {
	s.DeploymentName = strings.TrimSpace(p.DeploymentName.Or(s.DeploymentName))
	s.EnableChat = p.EnableChat.Or(s.EnableChat)
	s.MaxQuality = p.MaxQuality.Or(s.MaxQuality)
	s.PINEntryTimeout = p.PINEntryTimeout.Or(s.PINEntryTimeout)
	s.WaitingForHostTimeout = p.WaitingForHostTimeout.Or(s.WaitingForHostTimeout)
	s.GuestsOnlyTimeout = p.GuestsOnlyTimeout.Or(s.GuestsOnlyTimeout)
	s.LastParticipantTimeout = p.LastParticipantTimeout.Or(s.LastParticipantTimeout)
	s.SessionIdleTimeout = p.SessionIdleTimeout.Or(s.SessionIdleTimeout)
	s.Encryption = p.Encryption.Or(s.Encryption)
	s.MaxCallRateIn = p.MaxCallRateIn.Or(s.MaxCallRateIn)
	s.MaxCallRateOut = p.MaxCallRateOut.Or(s.MaxCallRateOut)
	s.DefaultTheme = p.DefaultTheme.Or(s.DefaultTheme)
	s.DialoutDisabled = !p.EnableDialout.Or(!s.DialoutDisabled)
	s.PINProtectionDisabled = !p.PINProtection.Or(!s.PINProtectionDisabled)
	s.AliasProtectionDisabled = !p.AliasProtection.Or(!s.AliasProtectionDisabled)
	s.PINAttemptLimit = p.PINAttemptLimit.Or(s.PINAttemptLimit)
	s.AliasAttemptLimit = p.AliasAttemptLimit.Or(s.AliasAttemptLimit)
	if p.BreakInAllowList.Set {
		s.BreakInAllowList = networks(p.BreakInAllowList.Value)
	}
	s.BurstingEnabled = p.BurstingEnabled.Or(s.BurstingEnabled)
	s.BurstingThreshold = p.BurstingThreshold.Or(s.BurstingThreshold)
	s.BurstingMinLifetime = p.BurstingMinLifetime.Or(s.BurstingMinLifetime)
	s.SignInBanner = lines(p.SignInBanner.Or(s.SignInBanner))
	s.SiteBanner = strings.TrimSpace(p.SiteBanner.Or(s.SiteBanner))
	s.LiveViewHidesConferences = !p.LiveViewShowConferences.Or(!s.LiveViewHidesConferences)
	s.ConferenceHistoryDays = p.ConferenceHistoryDays.Or(s.ConferenceHistoryDays)
	return s
}

// lines brings a text from any system into one form.
func lines(s string) string {
	return strings.TrimSpace(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s))
}

// networks brings networks into the form in which they are compared. A single
// address is a network of one. What is no network stays as it is, to be refused.
func networks(given []string) []string {
	var list []string
	for _, text := range given {
		text = strings.TrimSpace(text)
		if n, ok := network(text); ok {
			text = n.String()
		}
		if !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	return list
}

func network(text string) (netip.Prefix, bool) {
	if addr, ok := domain.NormaliseAddress(text); ok {
		return netip.PrefixFrom(addr, addr.BitLen()), true
	}
	n, err := netip.ParsePrefix(text)
	if err != nil {
		return netip.Prefix{}, false
	}
	if a := n.Addr(); a.Is4In6() && n.Bits() >= 96 {
		n = netip.PrefixFrom(a.Unmap(), n.Bits()-96)
	}
	return n.Masked(), true
}

func validate(s events.GlobalSettings, theme domain.Opt[string], refs References) error {
	var c domain.Checker
	c.Name(s.DeploymentName, domain.MaxName, "deploymentName")
	domain.OneOf(&c, s.MaxQuality, "maxQuality", capacity.QualitySD, capacity.QualityHD, capacity.QualityFullHD)
	c.Range(s.PINEntryTimeout, MinPINEntry, MaxTimeout, "pinEntryTimeout")
	c.Range(s.WaitingForHostTimeout, 0, MaxTimeout, "waitingForHostTimeout")
	c.Range(s.GuestsOnlyTimeout, 0, MaxTimeout, "guestsOnlyTimeout")
	if s.LastParticipantTimeout != 0 {
		c.Invalid(s.LastParticipantTimeout >= MinLastParticipant && s.LastParticipantTimeout <= MaxTimeout,
			"The value must lie between 60 and 86400, or be 0 for never.", "lastParticipantTimeout")
	}
	c.Range(s.SessionIdleTimeout, MinSessionIdleTimeout, MaxSessionIdleTimeout, "sessionIdleTimeout")
	domain.OneOf(&c, s.Encryption, "encryption", events.EncryptionBestEffort, events.EncryptionRequired, events.EncryptionOff)
	checkRate(&c, s.MaxCallRateIn, "maxCallRateIn")
	checkRate(&c, s.MaxCallRateOut, "maxCallRateOut")
	if theme.Value != "" && !refs.ThemeExists {
		c.Refuse(domain.CodeNotFound, "There is no such theme.", "defaultThemeId")
	}
	c.Range(s.PINAttemptLimit, MinAttempts, MaxAttempts, "pinAttemptLimit")
	c.Range(s.AliasAttemptLimit, MinAttempts, MaxAttempts, "aliasAttemptLimit")
	checkAllowList(&c, s.BreakInAllowList)
	c.Range(s.BurstingThreshold, 1, MaxBurstingThreshold, "burstingThreshold")
	c.Range(s.BurstingMinLifetime, MinBurstingLifetime, MaxBurstingLifetime, "burstingMinLifetime")
	c.Prose(s.SignInBanner, MaxSignInBanner, "signInBanner")
	c.Text(s.SiteBanner, MaxSiteBanner, "siteBanner")
	c.Range(s.ConferenceHistoryDays, 0, MaxHistoryDays, "conferenceHistoryDays")
	return c.Err()
}

func checkRate(c *domain.Checker, rate int, field string) {
	if rate != 0 {
		c.Range(rate, domain.MinCallRate, domain.MaxCallRate, field)
	}
}

func checkAllowList(c *domain.Checker, list []string) {
	if len(list) > MaxAllowList {
		c.Refuse(domain.CodeInvalid, fmt.Sprintf("At most %d networks are allowed.", MaxAllowList), "breakInAllowList")
		return
	}
	for i, text := range list {
		n, ok := network(text)
		field := []string{"breakInAllowList", strconv.Itoa(i)}
		c.Invalid(ok, "This is neither an address nor a network such as 192.0.2.0/24.", field...)
		// A slip of the hand would switch the protection off for everybody.
		c.Invalid(!ok || n.Bits() > 0, "This would allow every address; switch the protection off instead.", field...)
	}
}
