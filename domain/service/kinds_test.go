package service_test

import (
	"strings"
	"testing"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/service"
	"github.com/parley-video/parley/events"
)

// single is a service that nobody meets in.
func single(change func(*events.ServiceSettings)) events.ServiceSettings {
	s := events.ServiceSettings{Name: "Daily", CallType: "video", MaxQuality: "default"}
	if change != nil {
		change(&s)
	}
	return s
}

func TestKinds(t *testing.T) {
	name := domain.Some("Daily")
	const meeting, lecture, reception, test = events.ServiceConference, events.ServiceLecture, events.ServiceReception, events.ServiceTestCall
	for _, c := range []struct {
		what    string
		kind    events.ServiceType
		patch   service.Patch
		want    events.ServiceSettings
		refused []string
	}{
		{what: "auditorium", kind: lecture, patch: service.Patch{Name: name}, want: room()},
		{what: "reception", kind: reception, patch: service.Patch{Name: name}, want: single(nil)},
		{what: "test call", kind: test, patch: service.Patch{Name: name}, want: single(nil)},
		{
			what: "room, everything new", kind: meeting, patch: service.Patch{
				Name: name, PrimaryOwnerEmail: domain.Some(" a@x.test "), Layout: domain.Some("four_mains_zero_pips"), EnableOverlayText: domain.Some(true),
				EnableActiveSpeaker: domain.Some(true), MaxCallRateIn: domain.Some(new(128)), MaxCallRateOut: domain.Some(new(8192)),
				Encryption: domain.Some("required"), ThemeID: domain.Some("t1"), AutomaticParticipants: domain.Some([]string{"p2", "p1"}),
			},
			want: room(func(s *events.ServiceSettings) {
				s.PrimaryOwnerEmail, s.Layout, s.EnableOverlayText, s.EnableActiveSpeaker = "a@x.test", "four_mains_zero_pips", true, true
				s.MaxCallRateIn, s.MaxCallRateOut, s.Encryption, s.ThemeID = new(128), new(8192), "required", "t1"
				s.AutomaticParticipants = []string{"p2", "p1"}
			}),
		},
		{
			what: "auditorium, everything of its own", kind: lecture, patch: service.Patch{
				Name: name, HostLayout: domain.Some("one_main_zero_pips"), GuestLayout: domain.Some("one_main_twentyone_pips"),
				GuestsCanSeeGuests: domain.Some("never"), ForcePresenterIntoMain: domain.Some(true),
			},
			want: room(func(s *events.ServiceSettings) {
				s.HostLayout, s.GuestLayout, s.GuestsCanSeeGuests, s.ForcePresenterIntoMain = "one_main_zero_pips", "one_main_twentyone_pips", "never", true
			}),
		},
		{
			what: "the defaults, said", kind: lecture, patch: service.Patch{
				Name: name, HostLayout: domain.Some(service.DefaultLayout), GuestsCanSeeGuests: domain.Some("no-hosts"), Encryption: domain.Some("default"),
			},
			want: room(),
		},
		{
			what: "reception, everything", kind: reception, patch: service.Patch{
				Name: name, MatchString: domain.Some(`9(\d+)`), ReplaceString: domain.Some(`room\1@x.test`), LookupLocationID: domain.Some("l1"), Digits: domain.Some(new(6)),
			},
			want: single(func(s *events.ServiceSettings) {
				s.MatchString, s.ReplaceString, s.LookupLocationID, s.Digits = `9(\d+)`, `room\1@x.test`, "l1", new(6)
			}),
		},
		{what: "test call, its duration", kind: test, patch: service.Patch{Name: name, Duration: domain.Some(60)}, want: single(func(s *events.ServiceSettings) { s.Duration = 60 })},

		{what: "what a room does not have", kind: meeting, patch: service.Patch{
			Name: name, HostLayout: domain.Some(""), GuestLayout: domain.Some(""), GuestsCanSeeGuests: domain.Some("never"), ForcePresenterIntoMain: domain.Some(false),
			MatchString: domain.Some(""), ReplaceString: domain.Some(""), LookupLocationID: domain.Some(""), Digits: domain.Some[*int](nil), Duration: domain.Some(20),
		}, refused: []string{
			"INVALID hostLayout", "INVALID guestLayout", "INVALID guestsCanSeeGuests", "INVALID forcePresenterIntoMain",
			"INVALID matchString", "INVALID replaceString", "INVALID lookupLocationId", "INVALID digits", "INVALID duration",
		}},
		{what: "what an auditorium does not have", kind: lecture, patch: service.Patch{Name: name, Layout: domain.Some("one_main_zero_pips"), Duration: domain.Some(20)}, refused: []string{"INVALID layout", "INVALID duration"}},
		{what: "what a test call does not have", kind: test, patch: service.Patch{
			Name: name, HostPIN: domain.Some(sealed("1234")), AllowGuests: domain.Some(false), GuestPIN: domain.Some(sealed("5678")), GuestsCanPresent: domain.Some(true),
			MuteAllGuests: domain.Some(true), EnableChat: domain.Some("yes"), ParticipantLimit: domain.Some(new(1)), PrimaryOwnerEmail: domain.Some(""),
			EnableOverlayText: domain.Some(true), EnableActiveSpeaker: domain.Some(true), AutomaticParticipants: domain.Some([]string{}),
		}, refused: []string{
			"INVALID hostPin", "INVALID allowGuests", "INVALID guestPin", "INVALID guestsCanPresent", "INVALID muteAllGuests", "INVALID enableChat",
			"INVALID participantLimit", "INVALID primaryOwnerEmail", "INVALID enableOverlayText", "INVALID enableActiveSpeakerIndication", "INVALID automaticParticipants",
		}},

		{what: "closed sets", kind: lecture, patch: service.Patch{
			Name: name, Encryption: domain.Some("double"), HostLayout: domain.Some("x"), GuestLayout: domain.Some("y"), GuestsCanSeeGuests: domain.Some("sometimes"),
		}, refused: []string{"INVALID encryption", "INVALID hostLayout", "INVALID guestLayout", "INVALID guestsCanSeeGuests"}},
		{what: "rates", kind: test, patch: service.Patch{Name: name, MaxCallRateIn: domain.Some(new(127)), MaxCallRateOut: domain.Some(new(8193))}, refused: []string{"INVALID maxCallRateIn", "INVALID maxCallRateOut"}},
		{what: "no address", kind: meeting, patch: service.Patch{Name: name, PrimaryOwnerEmail: domain.Some("a b@x")}, refused: []string{"INVALID primaryOwnerEmail"}},
		{what: "an address with a name", kind: meeting, patch: service.Patch{Name: name, PrimaryOwnerEmail: domain.Some("Ada <a@x.test>")}, refused: []string{"INVALID primaryOwnerEmail"}},
		{what: "a long address", kind: meeting, patch: service.Patch{Name: name, PrimaryOwnerEmail: domain.Some("a@" + strings.Repeat("x", 250))}, refused: []string{"INVALID primaryOwnerEmail"}},
		{what: "an expression that is none", kind: reception, patch: service.Patch{Name: name, MatchString: domain.Some("(")}, refused: []string{"INVALID matchString"}},
		{what: "a group that is none", kind: reception, patch: service.Patch{Name: name, MatchString: domain.Some(`\d`), ReplaceString: domain.Some(`\1`)}, refused: []string{"INVALID replaceString"}},
		{what: "digits", kind: reception, patch: service.Patch{Name: name, Digits: domain.Some(new(0))}, refused: []string{"INVALID digits"}},
		{what: "too short", kind: test, patch: service.Patch{Name: name, Duration: domain.Some(0)}, refused: []string{"INVALID duration"}},
		{what: "too long", kind: test, patch: service.Patch{Name: name, Duration: domain.Some(601)}, refused: []string{"INVALID duration"}},
		{what: "others that do not exist", kind: meeting, patch: service.Patch{
			Name: name, ThemeID: domain.Some("t9"), AutomaticParticipants: domain.Some([]string{"p1", "p9", "p1"}),
		}, refused: []string{"NOT_FOUND themeId", "NOT_FOUND automaticParticipants.1", "INVALID automaticParticipants.2"}},
		{what: "a location that does not exist", kind: reception, patch: service.Patch{Name: name, LookupLocationID: domain.Some("l9")}, refused: []string{"NOT_FOUND lookupLocationId"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			out := decider.Given(t).When(service.Create{ID: "1", Type: c.kind, Patch: c.patch})
			if c.refused != nil {
				out.Refused(c.refused...)
				return
			}
			out.Then(events.ServiceCreated{ID: "1", Type: c.kind, Settings: c.want})
		})
	}
}

// A service stays of its kind, and who means another kind does not find it.
func TestKindStays(t *testing.T) {
	test := events.ServiceCreated{ID: "1", Type: events.ServiceTestCall, Settings: single(nil)}
	given := decider.Given(t, test)
	given.When(service.Update{ID: "1", Type: events.ServiceConference, Patch: service.Patch{Tag: domain.Some("x")}}).Refused("NOT_FOUND id")
	given.When(service.Remove{ID: "1", Type: events.ServiceConference}).Refused("NOT_FOUND id")
	given.When(service.Update{ID: "1", Patch: service.Patch{Layout: domain.Some("one_main_zero_pips")}}).Refused("INVALID layout")
	given.When(service.Update{ID: "1", Type: events.ServiceTestCall, Patch: service.Patch{Duration: domain.Some(30)}}).
		Then(updated(single(func(s *events.ServiceSettings) { s.Duration = 30 }))).
		When(service.Update{ID: "1", Patch: service.Patch{Duration: domain.Some(service.DefaultDuration)}}).Then(updated(single(nil))).
		When(service.Remove{ID: "1", Type: events.ServiceTestCall}).Then(events.ServiceRemoved{ID: "1"})
}

func TestAliasesComeAndGo(t *testing.T) {
	with := func(list ...string) events.ServiceSettings {
		return room(func(s *events.ServiceSettings) {
			for _, a := range list {
				s.Aliases = append(s.Aliases, events.Alias{Alias: a})
			}
		})
	}
	given := decider.Given(t, created(with("a")))
	given.When(service.GainAlias{ID: "1", Alias: events.Alias{Alias: "b"}}).Then(updated(with("a", "b"))).
		When(service.GainAlias{ID: "1", Alias: events.Alias{Alias: "B"}}).Then()
	given.When(service.LoseAlias{ID: "1", Alias: "A"}).Then(updated(with())).
		When(service.LoseAlias{ID: "1", Alias: "a"}).Then()
	decider.Given(t).When(service.GainAlias{ID: "1", Alias: events.Alias{Alias: "b"}}).Refused("NOT_FOUND id")
	full := make([]string, service.MaxAliases)
	for i := range full {
		full[i] = strings.Repeat("x", i+1)
	}
	decider.Given(t, created(with(full...))).When(service.GainAlias{ID: "1", Alias: events.Alias{Alias: "b"}}).Refused("INVALID toServiceId")
}
