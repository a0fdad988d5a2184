package rule_test

import (
	"strings"
	"testing"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/domaintest"
	"github.com/parley-video/parley/domain/rule"
	"github.com/parley-video/parley/events"
)

func decider(refs rule.References) domaintest.Decider[rule.Command, rule.State] {
	return domaintest.Decider[rule.Command, rule.State]{
		Initial: rule.Initial,
		Decide:  func(c rule.Command, s rule.State) (domain.Decision, error) { return rule.Decide(c, s, refs) },
		Evolve:  rule.Evolve,
		Claims:  rule.Claims,
	}
}

func settings(change ...func(*events.RuleSettings)) events.RuleSettings {
	s := events.RuleSettings{
		Name: "Out", Priority: 100, Enabled: true, Incoming: true, MatchString: `9(\d+)`, CallType: "video",
		Protocols: []events.CallProtocol{"sip", "h323", "webrtc", "rtmp"}, Target: events.TargetRegisteredOrExternal,
		OutgoingProtocol: events.ProtocolSIP, MaxQuality: "default", Encryption: "default",
	}
	for _, c := range change {
		c(&s)
	}
	return s
}

func created(change ...func(*events.RuleSettings)) events.Event {
	return events.RuleCreated{ID: "1", Settings: settings(change...)}
}

func patch(change ...func(*rule.Patch)) rule.Patch {
	p := rule.Patch{Name: domain.Some("Out"), MatchString: domain.Some(`9(\d+)`)}
	for _, c := range change {
		c(&p)
	}
	return p
}

func TestCreate(t *testing.T) {
	refs := rule.References{Locations: map[string]bool{"oslo": true}, Themes: map[string]bool{"blue": true}, Rules: rule.MaxRules - 1}
	low, high := 128, 8192
	for _, c := range []struct {
		what    string
		patch   rule.Patch
		then    events.Event
		refused []string
	}{
		{what: "defaults", patch: patch(func(p *rule.Patch) { p.Name = domain.Some(" Out ") }), then: created()},
		{
			what: "everything",
			patch: rule.Patch{
				Name: domain.Some("Out"), Description: domain.Some("a\nb"), Tag: domain.Some("t"), Priority: domain.Some(200), Enabled: domain.Some(false),
				Incoming: domain.Some(false), Outgoing: domain.Some(true), SourceLocationID: domain.Some("oslo"),
				Protocols: domain.Some([]events.CallProtocol{"webrtc", "sip", "webrtc"}), OnlyIfRegistered: domain.Some(true), MatchString: domain.Some("(a)(b)"),
				MatchFullAlias: domain.Some(true), ReplaceString: domain.Some("$2$1"), CallType: domain.Some("audio"), Target: domain.Some(events.TargetRegisteredOnly),
				OutgoingProtocol: domain.Some(events.ProtocolRTMP), OutgoingLocationID: domain.Some("oslo"), MaxQuality: domain.Some("fullhd"),
				Encryption: domain.Some("required"), MaxCallRateIn: domain.Some(&low), MaxCallRateOut: domain.Some(&high), ThemeID: domain.Some("blue"), TreatAsTrusted: domain.Some(true),
			},
			then: created(func(s *events.RuleSettings) {
				*s = events.RuleSettings{
					Name: "Out", Description: "a\nb", Tag: "t", Priority: 200, Outgoing: true, SourceLocationID: "oslo", Protocols: []events.CallProtocol{"sip", "webrtc"},
					OnlyIfRegistered: true, MatchString: "(a)(b)", MatchFullAlias: true, ReplaceString: "$2$1", CallType: "audio", Target: events.TargetRegisteredOnly,
					OutgoingProtocol: "rtmp", OutgoingLocationID: "oslo", MaxQuality: "fullhd", Encryption: "required", MaxCallRateIn: &low, MaxCallRateOut: &high, ThemeID: "blue", TreatAsTrusted: true,
				}
			}),
		},
		{what: "nothing", refused: []string{"REQUIRED name", "REQUIRED matchString"}},
		{
			what: "ranges and words", patch: patch(func(p *rule.Patch) {
				below, above := 127, 8193
				p.Priority, p.Tag, p.CallType, p.Target = domain.Some(0), domain.Some("a\nb"), domain.Some("x"), domain.Some(events.RuleTarget("x"))
				p.OutgoingProtocol, p.MaxQuality, p.Encryption = domain.Some(events.ProtocolWebRTC), domain.Some(""), domain.Some("on")
				p.MaxCallRateIn, p.MaxCallRateOut = domain.Some(&below), domain.Some(&above)
				p.Protocols = domain.Some([]events.CallProtocol{"mssip", "sip"})
			}),
			refused: []string{
				"INVALID tag", "INVALID priority", "INVALID protocols.1", "INVALID callType", "INVALID target", "INVALID outgoingProtocol",
				"INVALID maxQuality", "INVALID encryption", "INVALID maxCallRateIn", "INVALID maxCallRateOut",
			},
		},
		{what: "no call rate", patch: patch(func(p *rule.Patch) { zero := 0; p.MaxCallRateIn = domain.Some(&zero) }), refused: []string{"INVALID maxCallRateIn"}},
		{what: "priority 201", patch: patch(func(p *rule.Patch) { p.Priority = domain.Some(201) }), refused: []string{"INVALID priority"}},
		{what: "incoming by no protocol", patch: patch(func(p *rule.Patch) { p.Protocols = domain.Some[[]events.CallProtocol](nil) }), refused: []string{"REQUIRED protocols"}},
		{
			what: "outgoing by no protocol", patch: patch(func(p *rule.Patch) {
				p.Protocols, p.Incoming, p.Outgoing = domain.Some[[]events.CallProtocol](nil), domain.Some(false), domain.Some(true)
			}),
			then: created(func(s *events.RuleSettings) { s.Protocols, s.Incoming, s.Outgoing = nil, false, true }),
		},
		{what: "a pattern that is none", patch: patch(func(p *rule.Patch) { p.MatchString = domain.Some("(") }), refused: []string{"INVALID matchString"}},
		{what: "a long pattern", patch: patch(func(p *rule.Patch) { p.MatchString = domain.Some(strings.Repeat("a", 251)) }), refused: []string{"INVALID matchString"}},
		{what: "a group that is not there", patch: patch(func(p *rule.Patch) { p.ReplaceString = domain.Some("$2") }), refused: []string{"INVALID replaceString"}},
		{what: "a control character", patch: patch(func(p *rule.Patch) { p.ReplaceString = domain.Some("a\x00") }), refused: []string{"INVALID replaceString"}},
		{
			what: "locations and a theme that do not exist", patch: patch(func(p *rule.Patch) {
				p.SourceLocationID, p.OutgoingLocationID, p.ThemeID = domain.Some("rome"), domain.Some("paris"), domain.Some("red")
			}),
			refused: []string{"NOT_FOUND sourceLocationId", "NOT_FOUND outgoingLocationId", "NOT_FOUND themeId"},
		},
	} {
		t.Run(c.what, func(t *testing.T) {
			out := decider(refs).Given(t).When(rule.Create{ID: "1", Patch: c.patch})
			if c.refused != nil {
				out.Refused(c.refused...)
				return
			}
			out.Then(c.then)
		})
	}
	decider(refs).Given(t, created()).When(rule.Create{ID: "1", Patch: patch()}).Refused("CONFLICT")
	decider(rule.References{Rules: rule.MaxRules}).Given(t).When(rule.Create{ID: "1", Patch: patch()}).Refused("NOT_ALLOWED")
}

func TestUpdateAndRemove(t *testing.T) {
	d := decider(rule.References{})
	c := d.Given(t, created(func(s *events.RuleSettings) { s.SourceLocationID, s.ReplaceString = "oslo", "$1" }))
	c.When(rule.Update{ID: "1"}).Then()
	c.When(rule.Update{ID: "1", Patch: rule.Patch{Priority: domain.Some(7)}}).
		Then(events.RuleUpdated{ID: "1", Settings: settings(func(s *events.RuleSettings) { s.SourceLocationID, s.ReplaceString, s.Priority = "oslo", "$1", 7 })})
	c.When(rule.Update{ID: "1", Patch: rule.Patch{SourceLocationID: domain.Some("")}}).
		Then(events.RuleUpdated{ID: "1", Settings: settings(func(s *events.RuleSettings) { s.ReplaceString = "$1" })})
	c.When(rule.Update{ID: "1", Patch: rule.Patch{MatchString: domain.Some("9")}}).Refused("INVALID replaceString") // its group is gone
	c.When(rule.Remove{ID: "1"}).Then(events.RuleRemoved{ID: "1"})
	d.Given(t, created(), events.RuleRemoved{ID: "1"}).When(rule.Update{ID: "1"}).Refused("NOT_FOUND id")
	d.Given(t).When(rule.Remove{ID: "1"}).Refused("NOT_FOUND id")
}
