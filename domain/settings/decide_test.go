package settings_test

import (
	"testing"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/domaintest"
	"github.com/parley-video/parley/domain/settings"
	"github.com/parley-video/parley/events"
)

var decider = domaintest.Decider[settings.Command, settings.State]{
	Initial: settings.Initial, Decide: settings.Decide, Evolve: settings.Evolve, Claims: settings.Claims,
}

func with(change func(*events.GlobalSettings)) events.GlobalSettings {
	s := settings.Defaults()
	change(&s)
	return s
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
			out := decider.Given(t, events.SettingsUpdated{Settings: settings.Defaults()}).When(settings.Update{Patch: c.patch})
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

// Before anybody wrote them, saying "as they are" writes them.
func TestUpdateBeforeInitialise(t *testing.T) {
	decider.Given(t).When(settings.Update{}).Then(events.SettingsUpdated{Settings: settings.Defaults()})
}
