package dialout_test

import (
	"strings"
	"testing"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/dialout"
	"github.com/parley-video/parley/domain/domaintest"
	"github.com/parley-video/parley/events"
)

func decider(refs dialout.References) domaintest.Decider[dialout.Command, dialout.State] {
	return domaintest.Decider[dialout.Command, dialout.State]{
		Initial: dialout.Initial,
		Decide:  func(c dialout.Command, s dialout.State) (domain.Decision, error) { return dialout.Decide(c, s, refs) },
		Evolve:  dialout.Evolve,
		Claims:  dialout.Claims,
	}
}

func created(change ...func(*events.DialoutSettings)) events.Event {
	s := events.DialoutSettings{
		Alias: "ada@x.org", Protocol: "sip", Role: "guest", CallType: "video", Routing: "manual", KeepConferenceAlive: "if-multiple",
	}
	for _, c := range change {
		c(&s)
	}
	return events.DialoutCreated{ID: "1", Settings: s}
}

func patch(change ...func(*dialout.Patch)) dialout.Patch {
	p := dialout.Patch{Alias: domain.Some("ada@x.org")}
	for _, c := range change {
		c(&p)
	}
	return p
}

func stream(alias, content string) dialout.Patch {
	return patch(func(p *dialout.Patch) {
		p.Protocol, p.Alias, p.PresentationURL = domain.Some(events.ProtocolRTMP), domain.Some(alias), domain.Some(content)
	})
}

func TestCreate(t *testing.T) {
	refs := dialout.References{Locations: map[string]bool{"oslo": true}}
	for _, c := range []struct {
		what    string
		patch   dialout.Patch
		then    events.Event
		refused []string
	}{
		{what: "defaults", patch: patch(), then: created()},
		{
			what: "everything",
			patch: dialout.Patch{
				Alias: domain.Some(" rtmps://tv.example/live/main "), Description: domain.Some("d"), Protocol: domain.Some(events.ProtocolRTMP), Role: domain.Some(events.RoleHost),
				CallType: domain.Some("audio"), Routing: domain.Some(events.RoutingManual), DTMFSequence: domain.Some("12*#,,3"), RemoteDisplayName: domain.Some("TV"),
				PresentationURL: domain.Some("rtmp://tv.example/live/slides"), Streaming: domain.Some(true), KeepConferenceAlive: domain.Some(events.KeepAliveNever), LocationID: domain.Some("oslo"),
			},
			then: created(func(s *events.DialoutSettings) {
				*s = events.DialoutSettings{
					Alias: "rtmps://tv.example/live/main", Description: "d", Protocol: "rtmp", Role: "host", CallType: "audio", Routing: "manual", DTMFSequence: "12*#,,3",
					RemoteDisplayName: "TV", PresentationURL: "rtmp://tv.example/live/slides", Streaming: true, KeepConferenceAlive: "never", LocationID: "oslo",
				}
			}),
		},
		{what: "nothing", refused: []string{"REQUIRED alias"}},
		{
			what: "words", patch: patch(func(p *dialout.Patch) {
				p.Protocol, p.Role, p.CallType = domain.Some(events.ProtocolWebRTC), domain.Some(events.RoleUnknown), domain.Some("")
				p.Routing, p.KeepConferenceAlive, p.DTMFSequence = domain.Some(events.DialoutRouting("x")), domain.Some(events.KeepAlive("x")), domain.Some("12a")
			}),
			refused: []string{"INVALID protocol", "INVALID role", "INVALID callType", "INVALID routing", "INVALID dtmfSequence", "INVALID keepConferenceAlive"},
		},
		{what: "250 tones", patch: patch(func(p *dialout.Patch) { p.DTMFSequence = domain.Some(strings.Repeat(",", 250)) }), then: created(func(s *events.DialoutSettings) { s.DTMFSequence = strings.Repeat(",", 250) })},
		{what: "251 tones", patch: patch(func(p *dialout.Patch) { p.DTMFSequence = domain.Some(strings.Repeat(",", 251)) }), refused: []string{"INVALID dtmfSequence"}},
		{what: "content without a stream", patch: patch(func(p *dialout.Patch) { p.PresentationURL = domain.Some("rtmp://a/b") }), refused: []string{"INVALID presentationUrl"}},
		{what: "content of a stream that a rule finds", patch: patch(func(p *dialout.Patch) {
			p.PresentationURL, p.Routing = domain.Some("rtmp://a/b"), domain.Some(events.RoutingRule)
		}), then: created(func(s *events.DialoutSettings) { s.PresentationURL, s.Routing = "rtmp://a/b", "routing-rule" })},
		{what: "a stream without an address", patch: stream("tv@x.org", ""), refused: []string{"INVALID alias"}},
		{what: "a stream without a path", patch: stream("rtmp://tv", ""), refused: []string{"INVALID alias"}},
		{what: "a stream with a password", patch: stream("rtmp://a:b@tv/x", "rtmp://a@tv/y"), refused: []string{"INVALID alias", "INVALID presentationUrl"}},
		{what: "content elsewhere", patch: stream("rtmp://tv/x", "https://tv/y"), refused: []string{"INVALID presentationUrl"}},
		{what: "a location that does not exist", patch: patch(func(p *dialout.Patch) { p.LocationID = domain.Some("rome") }), refused: []string{"NOT_FOUND locationId"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			out := decider(refs).Given(t).When(dialout.Create{ID: "1", Patch: c.patch})
			if c.refused != nil {
				out.Refused(c.refused...)
				return
			}
			out.Then(c.then)
		})
	}
	decider(refs).Given(t, created()).When(dialout.Create{ID: "1", Patch: patch()}).Refused("CONFLICT")
}

func TestUpdateAndRemove(t *testing.T) {
	d := decider(dialout.References{})
	c := d.Given(t, created(func(s *events.DialoutSettings) { s.LocationID = "oslo" }))
	c.When(dialout.Update{ID: "1"}).Then()
	c.When(dialout.Update{ID: "1", Patch: dialout.Patch{LocationID: domain.Some("")}}).
		Then(events.DialoutUpdated{ID: "1", Settings: created().(events.DialoutCreated).Settings})
	c.When(dialout.Update{ID: "1", Patch: dialout.Patch{Alias: domain.Some(" ")}}).Refused("REQUIRED alias")
	c.When(dialout.Remove{ID: "1"}).Then(events.DialoutRemoved{ID: "1"})
	decider(dialout.References{UsedBy: []string{"service Board"}}).Given(t, created()).When(dialout.Remove{ID: "1"}).Refused("IN_USE")
	d.Given(t, created(), events.DialoutRemoved{ID: "1"}).When(dialout.Update{ID: "1"}).Refused("NOT_FOUND id")
}
