package service

import (
	"slices"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// Limits and closed sets of the settings that not all kinds have.
const (
	MaxAutomaticParticipants = 100

	DefaultLayout = "one_main_seven_pips"

	// What guests of an auditorium see of each other.
	GuestsSeeNoHosts = "no-hosts" // each other while no host is there
	GuestsSeeAlways  = "always"
	GuestsSeeNever   = "never"

	MaxDigits = 30

	DefaultDuration = 20 // seconds of a test call
	MinDuration     = 5
	MaxDuration     = 600
)

// Layouts is the closed list: how many pictures are large and how many small.
var layouts = []string{
	"one_main_zero_pips", "one_main_seven_pips", "one_main_twentyone_pips", "two_mains_twentyone_pips",
	"one_main_thirtythree_pips", "four_mains_zero_pips", "nine_mains_zero_pips", "sixteen_mains_zero_pips",
	"twentyfive_mains_zero_pips", "five_mains_seven_pips",
}

// kind is what a kind of service consists of besides what all of them have.
type kind struct {
	word     string // for people
	defaults events.ServiceSettings
	// meeting: PINs, guests, chat, a limit, people who are dialled.
	meeting bool
}

func kindOf(t events.ServiceType) (kind, bool) {
	meeting := events.ServiceSettings{
		GuestsCanPresent: true, EnableChat: ChatDefault, CallType: domain.CallVideo, MaxQuality: domain.QualityDefault,
	}
	single := events.ServiceSettings{CallType: domain.CallVideo, MaxQuality: domain.QualityDefault}
	switch t {
	case events.ServiceConference:
		return kind{word: "meeting room", defaults: meeting, meeting: true}, true
	case events.ServiceLecture:
		return kind{word: "auditorium", defaults: meeting, meeting: true}, true
	case events.ServiceReception:
		return kind{word: "reception", defaults: single}, true
	case events.ServiceTestCall:
		return kind{word: "test call", defaults: single}, true
	default:
		return kind{}, false
	}
}

// unfit refuses the fields of a patch that a kind of service does not have.
func unfit(c *domain.Checker, t events.ServiceType, p Patch) {
	k, _ := kindOf(t)
	room, lecture := t == events.ServiceConference, t == events.ServiceLecture
	reception := t == events.ServiceReception
	for _, f := range []struct {
		name string
		set  bool
		has  bool
	}{
		{"hostPin", p.HostPIN.Set, k.meeting},
		{"allowGuests", p.AllowGuests.Set, k.meeting},
		{"guestPin", p.GuestPIN.Set, k.meeting},
		{"guestsCanPresent", p.GuestsCanPresent.Set, k.meeting},
		{"muteAllGuests", p.MuteAllGuests.Set, k.meeting},
		{"enableChat", p.EnableChat.Set, k.meeting},
		{"participantLimit", p.ParticipantLimit.Set, k.meeting},
		{"primaryOwnerEmail", p.PrimaryOwnerEmail.Set, k.meeting},
		{"enableOverlayText", p.EnableOverlayText.Set, k.meeting},
		{"enableActiveSpeakerIndication", p.EnableActiveSpeaker.Set, k.meeting},
		{"automaticParticipants", p.AutomaticParticipants.Set, k.meeting},
		{"layout", p.Layout.Set, room},
		{"hostLayout", p.HostLayout.Set, lecture},
		{"guestLayout", p.GuestLayout.Set, lecture},
		{"guestsCanSeeGuests", p.GuestsCanSeeGuests.Set, lecture},
		{"forcePresenterIntoMain", p.ForcePresenterIntoMain.Set, lecture},
		{"matchString", p.MatchString.Set, reception},
		{"replaceString", p.ReplaceString.Set, reception},
		{"lookupLocationId", p.LookupLocationID.Set, reception},
		{"digits", p.Digits.Set, reception},
		{"duration", p.Duration.Set, t == events.ServiceTestCall},
	} {
		c.Invalid(!f.set || f.has, "This kind of service, a "+k.word+", has no such setting.", f.name)
	}
}

// References says which of the objects that a command names exist.
type References struct {
	Locations    map[string]bool
	Themes       map[string]bool
	Participants map[string]bool // automatically dialled ones
}

// Refers lists the objects that a command makes a service refer to.
func Refers(cmd Command) (locations, themes, participants []string) {
	p := patchOf(cmd)
	if id := p.LookupLocationID.Value; id != "" {
		locations = append(locations, id)
	}
	if id := p.ThemeID.Value; id != "" {
		themes = append(themes, id)
	}
	return locations, themes, p.AutomaticParticipants.Value
}

func patchOf(cmd Command) Patch {
	switch c := cmd.(type) {
	case Create:
		return c.Patch
	case Update:
		return c.Patch
	default:
		return Patch{}
	}
}

func checkReferences(c *domain.Checker, cmd Command, refs References) {
	p := patchOf(cmd)
	exists := func(known map[string]bool, id, what string, field ...string) {
		if id != "" && !known[id] {
			c.Refuse(domain.CodeNotFound, "There is no such "+what+".", field...)
		}
	}
	exists(refs.Locations, p.LookupLocationID.Value, "location", "lookupLocationId")
	exists(refs.Themes, p.ThemeID.Value, "theme", "themeId")
	for i, id := range p.AutomaticParticipants.Value {
		exists(refs.Participants, id, "automatically dialled participant", "automaticParticipants", itoa(i))
		c.Invalid(!slices.Contains(p.AutomaticParticipants.Value[:i], id), "It stands twice in the list.", "automaticParticipants", itoa(i))
	}
}
