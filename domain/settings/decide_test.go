package settings_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/domaintest"
	"github.com/parley-video/parley/domain/settings"
	"github.com/parley-video/parley/events"
)

var decider = domaintest.Decider[settings.Command, settings.State]{
	Initial: settings.Initial, Evolve: settings.Evolve, Claims: settings.Claims,
	Decide: func(cmd settings.Command, s settings.State) (domain.Decision, error) {
		return settings.Decide(cmd, s, settings.References{ThemeExists: settings.Refers(cmd) == "brand"})
	},
}

func with(change func(*events.GlobalSettings)) events.GlobalSettings {
	s := settings.Defaults()
	change(&s)
	return s.Compact()
}

func TestInitialise(t *testing.T) {
	want := with(func(s *events.GlobalSettings) { s.DeploymentName = "Acme" })
	init := settings.Initialise{Patch: settings.Patch{DeploymentName: domain.Some("Acme")}}
	decider.Given(t).When(init).Then(events.SettingsUpdated{Settings: want}).
		When(settings.Initialise{}).Then()
}

func TestUpdate(t *testing.T) {
	for _, c := range []struct {
		what    string
		patch   settings.Patch
		want    func(*events.GlobalSettings) // nil: no event
		refused []string
	}{
		{what: "nothing"},
		{what: "the same", patch: settings.Patch{EnableChat: domain.Some(true), PINEntryTimeout: domain.Some(120)}},
		{what: "name", patch: settings.Patch{DeploymentName: domain.Some(" Acme ")}, want: func(s *events.GlobalSettings) { s.DeploymentName = "Acme" }},
		{what: "chat off", patch: settings.Patch{EnableChat: domain.Some(false)}, want: func(s *events.GlobalSettings) { s.EnableChat = false }},
		{what: "quality", patch: settings.Patch{MaxQuality: domain.Some("fullhd")}, want: func(s *events.GlobalSettings) { s.MaxQuality = "fullhd" }},
		{
			what: "the lowest of the newer numbers", patch: settings.Patch{
				MaxCallRateIn: domain.Some(128), MaxCallRateOut: domain.Some(0), PINAttemptLimit: domain.Some(5), AliasAttemptLimit: domain.Some(5),
				BurstingThreshold: domain.Some(1), BurstingMinLifetime: domain.Some(5), ConferenceHistoryDays: domain.Some(0),
			},
			want: func(s *events.GlobalSettings) {
				s.MaxCallRateIn, s.PINAttemptLimit, s.AliasAttemptLimit, s.BurstingThreshold, s.BurstingMinLifetime = 128, 5, 5, 1, 5
			},
		},
		{
			what: "below the newer numbers", patch: settings.Patch{
				MaxCallRateIn: domain.Some(127), MaxCallRateOut: domain.Some(-1), PINAttemptLimit: domain.Some(4), AliasAttemptLimit: domain.Some(4),
				BurstingThreshold: domain.Some(0), BurstingMinLifetime: domain.Some(4), ConferenceHistoryDays: domain.Some(-1),
			},
			refused: []string{
				"INVALID maxCallRateIn", "INVALID maxCallRateOut", "INVALID pinAttemptLimit", "INVALID aliasAttemptLimit",
				"INVALID burstingThreshold", "INVALID burstingMinLifetime", "INVALID conferenceHistoryDays",
			},
		},
		{
			what: "above the newer numbers", patch: settings.Patch{
				MaxCallRateIn: domain.Some(8193), MaxCallRateOut: domain.Some(8193), PINAttemptLimit: domain.Some(201), AliasAttemptLimit: domain.Some(201),
				BurstingThreshold: domain.Some(100_001), BurstingMinLifetime: domain.Some(10_081), ConferenceHistoryDays: domain.Some(3651),
			},
			refused: []string{
				"INVALID maxCallRateIn", "INVALID maxCallRateOut", "INVALID pinAttemptLimit", "INVALID aliasAttemptLimit",
				"INVALID burstingThreshold", "INVALID burstingMinLifetime", "INVALID conferenceHistoryDays",
			},
		},
		{
			what: "switches", patch: settings.Patch{
				PINProtection: domain.Some(false), AliasProtection: domain.Some(false), EnableDialout: domain.Some(false),
				LiveViewShowConferences: domain.Some(false), BurstingEnabled: domain.Some(true), Encryption: domain.Some(events.EncryptionRequired),
			},
			want: func(s *events.GlobalSettings) {
				s.PINProtectionDisabled, s.AliasProtectionDisabled, s.DialoutDisabled = true, true, true
				s.LiveViewHidesConferences, s.BurstingEnabled, s.Encryption = true, true, events.EncryptionRequired
			},
		},
		{what: "switches as they are", patch: settings.Patch{
			PINProtection: domain.Some(true), AliasProtection: domain.Some(true), EnableDialout: domain.Some(true), LiveViewShowConferences: domain.Some(true),
		}},
		{
			what: "a theme", patch: settings.Patch{DefaultTheme: domain.Some("brand")},
			want: func(s *events.GlobalSettings) { s.DefaultTheme = "brand" },
		},
		{what: "no such theme", patch: settings.Patch{DefaultTheme: domain.Some("gone")}, refused: []string{"NOT_FOUND defaultThemeId"}},
		{what: "no theme", patch: settings.Patch{DefaultTheme: domain.Some("")}},
		{what: "no such mode", patch: settings.Patch{Encryption: domain.Some(events.Encryption("maybe"))}, refused: []string{"INVALID encryption"}},
		{
			what:  "networks in one form, each once",
			patch: settings.Patch{BreakInAllowList: domain.Some([]string{" 192.0.2.77/24", "192.0.2.0/24", "198.51.100.9", "2001:DB8::1", "::ffff:203.0.113.0/120"})},
			want: func(s *events.GlobalSettings) {
				s.BreakInAllowList = []string{"192.0.2.0/24", "198.51.100.9/32", "2001:db8::1/128", "203.0.113.0/24"}
			},
		},
		{
			what:    "no networks",
			patch:   settings.Patch{BreakInAllowList: domain.Some([]string{"office", "10.0.0.0/8", "0.0.0.0/0", "::/0", "fe80::1%eth0", ""})},
			refused: []string{"INVALID breakInAllowList.0", "INVALID breakInAllowList.2", "INVALID breakInAllowList.3", "INVALID breakInAllowList.4", "INVALID breakInAllowList.5"},
		},
		{what: "too many networks", patch: settings.Patch{BreakInAllowList: domain.Some(many(101))}, refused: []string{"INVALID breakInAllowList"}},
		{
			what:  "banners",
			patch: settings.Patch{SignInBanner: domain.Some(" For members only.\r\nEverything is recorded. "), SiteBanner: domain.Some(" Test ")},
			want: func(s *events.GlobalSettings) {
				s.SignInBanner, s.SiteBanner = "For members only.\nEverything is recorded.", "Test"
			},
		},
		{
			what:    "banners that cannot be shown",
			patch:   settings.Patch{SignInBanner: domain.Some(strings.Repeat("x", 4001)), SiteBanner: domain.Some("two\nlines")},
			refused: []string{"INVALID signInBanner", "INVALID siteBanner"},
		},
		{what: "no inherited quality", patch: settings.Patch{MaxQuality: domain.Some("default")}, refused: []string{"INVALID maxQuality"}},
		{what: "no name", patch: settings.Patch{DeploymentName: domain.Some("")}, refused: []string{"REQUIRED deploymentName"}},
		{
			what: "lowest", patch: settings.Patch{
				PINEntryTimeout: domain.Some(30), WaitingForHostTimeout: domain.Some(0), GuestsOnlyTimeout: domain.Some(0),
				LastParticipantTimeout: domain.Some(60), SessionIdleTimeout: domain.Some(5),
			},
			want: func(s *events.GlobalSettings) {
				s.PINEntryTimeout, s.WaitingForHostTimeout, s.GuestsOnlyTimeout = 30, 0, 0
				s.LastParticipantTimeout, s.SessionIdleTimeout = 60, 5
			},
		},
		{
			what: "below", patch: settings.Patch{
				PINEntryTimeout: domain.Some(29), WaitingForHostTimeout: domain.Some(-1), GuestsOnlyTimeout: domain.Some(-1),
				LastParticipantTimeout: domain.Some(59), SessionIdleTimeout: domain.Some(4),
			},
			refused: []string{
				"INVALID pinEntryTimeout", "INVALID waitingForHostTimeout", "INVALID guestsOnlyTimeout",
				"INVALID lastParticipantTimeout", "INVALID sessionIdleTimeout",
			},
		},
		{
			what: "above", patch: settings.Patch{
				PINEntryTimeout: domain.Some(86401), WaitingForHostTimeout: domain.Some(86401), GuestsOnlyTimeout: domain.Some(86401),
				LastParticipantTimeout: domain.Some(86401), SessionIdleTimeout: domain.Some(1441),
			},
			refused: []string{
				"INVALID pinEntryTimeout", "INVALID waitingForHostTimeout", "INVALID guestsOnlyTimeout",
				"INVALID lastParticipantTimeout", "INVALID sessionIdleTimeout",
			},
		},
	} {
		t.Run(c.what, func(t *testing.T) {
			out := decider.Given(t, events.SettingsUpdated{Settings: settings.Defaults().Compact()}).When(settings.Update{Patch: c.patch})
			switch {
			case c.refused != nil:
				out.Refused(c.refused...)
			case c.want == nil:
				out.Then()
			default:
				out.Then(events.SettingsUpdated{Settings: with(c.want)})
			}
		})
	}
}

func many(n int) []string {
	var list []string
	for i := range n {
		list = append(list, fmt.Sprintf("10.0.%d.0/24", i))
	}
	return list
}

// Settings from before there were break-in settings mean the defaults, and an
// update leaves them so.
func TestOlderEvents(t *testing.T) {
	old := events.GlobalSettings{
		DeploymentName: "Acme", EnableChat: true, MaxQuality: "hd", PINEntryTimeout: 120, WaitingForHostTimeout: 900,
		GuestsOnlyTimeout: 60, SessionIdleTimeout: 30,
	}
	want := with(func(s *events.GlobalSettings) { s.DeploymentName, s.EnableChat = "Acme", false })
	if got := old.Complete().Compact(); !reflect.DeepEqual(got, old) {
		t.Errorf("what is usual is written down: %+v", got)
	}
	decider.Given(t, events.SettingsUpdated{Settings: old}).When(settings.Update{}).Then().
		When(settings.Update{Patch: settings.Patch{EnableChat: domain.Some(false)}}).Then(events.SettingsUpdated{Settings: want})
}

// Before anybody wrote them, saying "as they are" writes them.
func TestUpdateBeforeInitialise(t *testing.T) {
	decider.Given(t).When(settings.Update{}).Then(events.SettingsUpdated{Settings: settings.Defaults().Compact()})
}
