package service_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/domaintest"
	"github.com/parley-video/parley/domain/service"
	"github.com/parley-video/parley/events"
)

// sealed stands for encryption: it is reversible, so that a test can tell
// which PIN a service has.
func sealed(pin string) domain.Secret {
	if pin == "" {
		return domain.Secret{}
	}
	return domain.Secret{Plain: pin, Sealed: events.Sealed("sealed:" + pin)}
}

func opened(s service.State) service.PINs {
	return service.PINs{
		Host:  strings.TrimPrefix(string(s.Settings.HostPIN), "sealed:"),
		Guest: strings.TrimPrefix(string(s.Settings.GuestPIN), "sealed:"),
	}
}

// known is what exists besides the service.
var known = service.References{
	Locations: map[string]bool{"l1": true}, Themes: map[string]bool{"t1": true}, Participants: map[string]bool{"p1": true, "p2": true},
}

var decider = domaintest.Decider[service.Command, service.State]{
	Initial: service.Initial,
	Decide: func(c service.Command, s service.State) (domain.Decision, error) {
		return service.Decide(c, s, opened(s), known)
	},
	Evolve: service.Evolve,
	Claims: service.Claims,
}

func room(change ...func(*events.ServiceSettings)) events.ServiceSettings {
	s := events.ServiceSettings{
		Name: "Daily", GuestsCanPresent: true, EnableChat: "default", CallType: "video", MaxQuality: "default",
	}
	for _, c := range change {
		c(&s)
	}
	return s
}

func created(s events.ServiceSettings) events.Event {
	return events.ServiceCreated{ID: "1", Type: events.ServiceConference, Settings: s}
}

func updated(s events.ServiceSettings) events.Event {
	return events.ServiceUpdated{ID: "1", Settings: s}
}

func aliases(list ...string) domain.Opt[[]events.Alias] {
	out := make([]events.Alias, len(list))
	for i, a := range list {
		out[i] = events.Alias{Alias: a}
	}
	return domain.Some(out)
}

func TestCreate(t *testing.T) {
	name := domain.Some("Daily")
	pin := func(p string) domain.Opt[domain.Secret] { return domain.Some(sealed(p)) }
	for _, c := range []struct {
		what    string
		patch   service.Patch
		want    events.ServiceSettings
		refused []string
	}{
		{what: "defaults", patch: service.Patch{Name: name}, want: room()},
		{
			what: "everything", patch: service.Patch{
				Name: name, Description: domain.Some("every day"), Tag: domain.Some("ops"), Aliases: aliases(" daily@x.test ", "100"),
				HostPIN: pin("1234"), AllowGuests: domain.Some(true), GuestPIN: pin("5678"), GuestsCanPresent: domain.Some(false),
				MuteAllGuests: domain.Some(true), EnableChat: domain.Some("no"), ParticipantLimit: domain.Some(new(0)),
				CallType: domain.Some("audio"), MaxQuality: domain.Some("sd"),
			},
			want: events.ServiceSettings{
				Name: "Daily", Description: "every day", Tag: "ops", Aliases: []events.Alias{{Alias: "daily@x.test"}, {Alias: "100"}},
				HostPIN: "sealed:1234", AllowGuests: true, GuestPIN: "sealed:5678", MuteAllGuests: true,
				EnableChat: "no", ParticipantLimit: new(0), CallType: "audio", MaxQuality: "sd",
			},
		},
		{what: "no name", patch: service.Patch{Aliases: aliases("")}, refused: []string{"REQUIRED name", "REQUIRED aliases.0.alias"}},
		{what: "long alias", patch: service.Patch{Name: name, Aliases: aliases("ok", strings.Repeat("9", 251))}, refused: []string{"INVALID aliases.1.alias"}},
		{what: "an alias twice", patch: service.Patch{Name: name, Aliases: aliases("Daily", "x", "dAILY ")}, refused: []string{"INVALID aliases.2.alias"}},
		{what: "too many aliases", patch: service.Patch{Name: name, Aliases: aliases(make([]string, 301)...)}, refused: []string{"INVALID aliases"}},
		{
			what: "closed sets", patch: service.Patch{
				Name: name, EnableChat: domain.Some("maybe"), CallType: domain.Some("smell"), MaxQuality: domain.Some("8k"),
			},
			refused: []string{"INVALID callType", "INVALID maxQuality", "INVALID enableChat"},
		},
		{what: "negative limit", patch: service.Patch{Name: name, ParticipantLimit: domain.Some(new(-1))}, refused: []string{"INVALID participantLimit"}},
		{what: "limit too high", patch: service.Patch{Name: name, ParticipantLimit: domain.Some(new(1_000_001))}, refused: []string{"INVALID participantLimit"}},
		{what: "guests without a host PIN", patch: service.Patch{Name: name, AllowGuests: domain.Some(true)}, refused: []string{"REQUIRED hostPin"}},
		{what: "guest PIN without a host PIN", patch: service.Patch{Name: name, GuestPIN: pin("1234")}, refused: []string{"REQUIRED hostPin"}},
		{what: "host PIN, guests without one", patch: service.Patch{Name: name, HostPIN: pin("1234"), AllowGuests: domain.Some(true)}, want: room(func(s *events.ServiceSettings) { s.HostPIN, s.AllowGuests = "sealed:1234", true })},
		{what: "three digits", patch: service.Patch{Name: name, HostPIN: pin("123")}, refused: []string{"INVALID hostPin"}},
		{what: "21 digits", patch: service.Patch{Name: name, HostPIN: pin("123456789012345678901")}, refused: []string{"INVALID hostPin"}},
		{what: "20 digits and #", patch: service.Patch{Name: name, HostPIN: pin("12345678901234567890#")}, want: room(func(s *events.ServiceSettings) { s.HostPIN = "sealed:12345678901234567890#" })},
		{what: "two #", patch: service.Patch{Name: name, HostPIN: pin("1234##")}, refused: []string{"INVALID hostPin"}},
		{what: "letters", patch: service.Patch{Name: name, HostPIN: pin("12a4")}, refused: []string{"INVALID hostPin"}},
		{what: "other digits", patch: service.Patch{Name: name, HostPIN: pin("١٢٣٤")}, refused: []string{"INVALID hostPin"}},
		{what: "equal PINs", patch: service.Patch{Name: name, HostPIN: pin("1234"), GuestPIN: pin("1234")}, refused: []string{"INVALID guestPin"}},
		{what: "equal but for #", patch: service.Patch{Name: name, HostPIN: pin("1234#"), GuestPIN: pin("1234")}, refused: []string{"INVALID guestPin"}},
		{what: "# on one", patch: service.Patch{Name: name, HostPIN: pin("1234#"), GuestPIN: pin("5678")}, refused: []string{"INVALID guestPin"}},
		{what: "lengths differ", patch: service.Patch{Name: name, HostPIN: pin("1234"), GuestPIN: pin("56789")}, refused: []string{"INVALID guestPin"}},
		{what: "lengths differ, # on both", patch: service.Patch{Name: name, HostPIN: pin("1234#"), GuestPIN: pin("56789#")}, want: room(func(s *events.ServiceSettings) { s.HostPIN, s.GuestPIN = "sealed:1234#", "sealed:56789#" })},
	} {
		t.Run(c.what, func(t *testing.T) {
			out := decider.Given(t).When(service.Create{ID: "1", Type: events.ServiceConference, Patch: c.patch})
			if c.refused != nil {
				out.Refused(c.refused...)
				return
			}
			out.Then(created(c.want))
		})
	}
	t.Run("unknown kind", func(t *testing.T) {
		decider.Given(t).When(service.Create{ID: "1", Type: "gateway", Patch: service.Patch{Name: name}}).Refused("INVALID type")
	})
	t.Run("exists", func(t *testing.T) {
		decider.Given(t, created(room())).
			When(service.Create{ID: "1", Type: events.ServiceConference, Patch: service.Patch{Name: name}}).Refused("CONFLICT")
	})
}

func TestUpdate(t *testing.T) {
	host := func(s *events.ServiceSettings) { s.HostPIN = "sealed:1234" }
	guest := func(s *events.ServiceSettings) { s.GuestPIN, s.AllowGuests = "sealed:5678", true }
	for _, c := range []struct {
		what    string
		given   events.ServiceSettings
		patch   service.Patch
		want    *events.ServiceSettings // nil: no event
		refused []string
	}{
		{what: "nothing", given: room(host, guest)},
		{what: "the same PIN", given: room(host), patch: service.Patch{HostPIN: domain.Some(sealed("1234"))}},
		{what: "the same aliases", given: room(), patch: service.Patch{Aliases: aliases()}},
		{what: "limit", given: room(), patch: service.Patch{ParticipantLimit: domain.Some(new(5))}, want: new(room(func(s *events.ServiceSettings) { s.ParticipantLimit = new(5) }))},
		{what: "the same limit", given: room(func(s *events.ServiceSettings) { s.ParticipantLimit = new(5) }), patch: service.Patch{ParticipantLimit: domain.Some(new(5))}},
		{what: "no limit", given: room(func(s *events.ServiceSettings) { s.ParticipantLimit = new(5) }), patch: service.Patch{ParticipantLimit: domain.Some[*int](nil)}, want: new(room())},
		{what: "aliases replaced", given: room(func(s *events.ServiceSettings) { s.Aliases = []events.Alias{{Alias: "a"}, {Alias: "b"}} }), patch: service.Patch{Aliases: aliases("b", "c")}, want: new(room(func(s *events.ServiceSettings) { s.Aliases = []events.Alias{{Alias: "b"}, {Alias: "c"}} }))},
		{what: "host PIN cleared", given: room(host), patch: service.Patch{HostPIN: domain.Some(domain.Secret{})}, want: new(room())},
		{what: "host PIN cleared under guests", given: room(host, guest), patch: service.Patch{HostPIN: domain.Some(domain.Secret{})}, refused: []string{"REQUIRED hostPin"}},
		{what: "guest PIN like the host's before", given: room(host), patch: service.Patch{GuestPIN: domain.Some(sealed("1234"))}, refused: []string{"INVALID guestPin"}},
		{what: "host PIN like the guests' before", given: room(host, guest), patch: service.Patch{HostPIN: domain.Some(sealed("5678"))}, refused: []string{"INVALID guestPin"}},
		{what: "host PIN of another length", given: room(host, guest), patch: service.Patch{HostPIN: domain.Some(sealed("12345"))}, refused: []string{"INVALID guestPin"}},
		{what: "both swapped", given: room(host, guest), patch: service.Patch{HostPIN: domain.Some(sealed("5678")), GuestPIN: domain.Some(sealed("1234"))}, want: new(room(func(s *events.ServiceSettings) {
			s.HostPIN, s.GuestPIN, s.AllowGuests = "sealed:5678", "sealed:1234", true
		}))},
	} {
		t.Run(c.what, func(t *testing.T) {
			out := decider.Given(t, created(c.given)).When(service.Update{ID: "1", Patch: c.patch})
			switch {
			case c.refused != nil:
				out.Refused(c.refused...)
			case c.want == nil:
				out.Then()
			default:
				out.Then(updated(*c.want))
			}
		})
	}
	t.Run("unknown", func(t *testing.T) { decider.Given(t).When(service.Update{ID: "1"}).Refused("NOT_FOUND id") })
}

// A room whose PINs cannot be read any more can still be changed and repaired.
func TestUnreadablePINs(t *testing.T) {
	given := room(func(s *events.ServiceSettings) { s.HostPIN, s.GuestPIN, s.AllowGuests = "lost", "lost too", true })
	state := service.Evolve(service.Initial(), events.Recorded{Event: created(given)})
	lost := service.PINs{Unreadable: true}
	if d, err := service.Decide(service.Update{ID: "1", Patch: service.Patch{Tag: domain.Some("x")}}, state, lost, known); err != nil || len(d.Events) != 1 {
		t.Errorf("changing the tag: %+v, %v", d.Events, err)
	}
	_, err := service.Decide(service.Update{ID: "1", Patch: service.Patch{GuestPIN: domain.Some(sealed("5678"))}}, state, lost, known)
	if !domain.IsRefusal(err, domain.CodeInvalid) {
		t.Errorf("setting one of the PINs: %v, want INVALID", err)
	}
	d, err := service.Decide(service.Update{ID: "1", Patch: service.Patch{HostPIN: domain.Some(sealed("1234")), GuestPIN: domain.Some(sealed("5678"))}}, state, lost, known)
	if err != nil || len(d.Events) != 1 {
		t.Errorf("setting both PINs: %+v, %v", d.Events, err)
	}
}

func TestRemove(t *testing.T) {
	decider.Given(t, created(room())).
		When(service.Remove{ID: "1"}).Then(events.ServiceRemoved{ID: "1"}).
		When(service.Remove{ID: "1"}).Refused("NOT_FOUND id")
}

// A PIN that was not sealed never gets into an event.
func TestUnsealedPINIsAFailure(t *testing.T) {
	cmd := service.Create{ID: "1", Type: events.ServiceConference, Patch: service.Patch{
		Name: domain.Some("Daily"), HostPIN: domain.Some(domain.Plaintext("1234")),
	}}
	d, err := service.Decide(cmd, service.Initial(), service.PINs{}, known)
	if _, refused := domain.AsRefusals(err); err == nil || refused || len(d.Events) > 0 {
		t.Errorf("decided %+v, %v; want a failure", d, err)
	}
}

func TestSecretsDoNotShow(t *testing.T) {
	secret := domain.Plaintext("123456")
	cmd := service.Update{ID: "1", Patch: service.Patch{HostPIN: domain.Some(secret)}}
	for _, text := range []string{fmt.Sprint(cmd), fmt.Sprintf("%+v", cmd), fmt.Sprintf("%#v", cmd), secret.String()} {
		if strings.Contains(text, "123456") {
			t.Errorf("the secret shows in %s", text)
		}
	}
}

// Whatever is asked, guests need a host PIN and the two differ.
func TestPINInvariants(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := decider.Given(t, created(room()))
		pin := rapid.SampledFrom([]string{"", "1234", "1234#", "5678", "56789", "56789#", "12", "abcd"})
		for range rapid.IntRange(1, 12).Draw(rt, "commands") {
			var p service.Patch
			if rapid.Bool().Draw(rt, "sets host") {
				p.HostPIN = domain.Some(sealed(pin.Draw(rt, "host")))
			}
			if rapid.Bool().Draw(rt, "sets guest") {
				p.GuestPIN = domain.Some(sealed(pin.Draw(rt, "guest")))
			}
			if rapid.Bool().Draw(rt, "sets guests") {
				p.AllowGuests = domain.Some(rapid.Bool().Draw(rt, "guests"))
			}
			out := c.When(service.Update{ID: "1", Patch: p})
			if out.Err != nil {
				var refusals domain.Refusals
				if !errors.As(out.Err, &refusals) {
					rt.Fatalf("failed: %v", out.Err)
				}
				continue
			}
			c = out.Apply()
			s, pins := c.State.Settings, opened(c.State)
			if (s.AllowGuests || s.GuestPIN != "") && s.HostPIN == "" {
				rt.Fatalf("guests without a host PIN: %+v", s)
			}
			if pins.Host != "" && strings.TrimSuffix(pins.Host, "#") == strings.TrimSuffix(pins.Guest, "#") {
				rt.Fatalf("one PIN for both roles: %+v", pins)
			}
		}
	})
}
