package device_test

import (
	"strings"
	"testing"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/device"
	"github.com/parley-video/parley/domain/domaintest"
	"github.com/parley-video/parley/events"
)

var decider = domaintest.Decider[device.Command, device.State]{
	Initial: device.Initial, Decide: device.Decide, Evolve: device.Evolve, Claims: device.Claims,
}

func settings(change ...func(*events.DeviceSettings)) events.DeviceSettings {
	s := events.DeviceSettings{Alias: "desk@x.org", Protocols: []events.CallProtocol{"sip", "h323", "webrtc"}}
	for _, c := range change {
		c(&s)
	}
	return s
}

func created(change ...func(*events.DeviceSettings)) events.Event {
	return events.DeviceCreated{ID: "1", Settings: settings(change...)}
}

func sealed(plain string) domain.Opt[domain.Secret] {
	return domain.Some(domain.Secret{Plain: plain, Sealed: events.Sealed("sealed:" + plain)})
}

func patch(change ...func(*device.Patch)) device.Patch {
	p := device.Patch{Alias: domain.Some("desk@x.org")}
	for _, c := range change {
		c(&p)
	}
	return p
}

func TestCreate(t *testing.T) {
	for _, c := range []struct {
		what    string
		patch   device.Patch
		then    events.Event
		refused []string
	}{
		{what: "defaults", patch: patch(), then: created()},
		{
			what: "everything",
			patch: device.Patch{
				Alias: domain.Some(" desk@x.org "), Description: domain.Some("a\nb"), Tag: domain.Some("t"), OwnerEmail: domain.Some("ada@x.org"), Username: domain.Some("desk"),
				Password: sealed("s3cret"), Protocols: domain.Some([]events.CallProtocol{"webrtc", "sip"}),
			},
			then: created(func(s *events.DeviceSettings) {
				s.Description, s.Tag, s.OwnerEmail, s.Username, s.Password = "a\nb", "t", "ada@x.org", "desk", "sealed:s3cret"
				s.Protocols = []events.CallProtocol{"sip", "webrtc"}
			}),
		},
		{what: "nothing", refused: []string{"REQUIRED alias"}},
		{
			what: "everything wrong", patch: patch(func(p *device.Patch) {
				p.OwnerEmail, p.Username, p.Password = domain.Some("Ada <ada@x.org>"), domain.Some(`a:b`), sealed(strings.Repeat("x", 101))
				p.Protocols = domain.Some([]events.CallProtocol{"rtmp"})
			}),
			refused: []string{"INVALID ownerEmail", "INVALID username", "INVALID password", "INVALID protocols.0"},
		},
		{what: "no address", patch: patch(func(p *device.Patch) { p.OwnerEmail = domain.Some("ada") }), refused: []string{"INVALID ownerEmail"}},
		{what: "no protocol", patch: patch(func(p *device.Patch) { p.Protocols = domain.Some[[]events.CallProtocol](nil) }), refused: []string{"REQUIRED protocols"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			out := decider.Given(t).When(device.Create{ID: "1", Patch: c.patch})
			if c.refused != nil {
				out.Refused(c.refused...)
				return
			}
			out.Then(c.then)
		})
	}
	decider.Given(t, created()).When(device.Create{ID: "1", Patch: patch()}).Refused("CONFLICT")
	if _, err := device.Decide(device.Create{ID: "1", Patch: patch(func(p *device.Patch) { p.Password = domain.Some(domain.Plaintext("s3cret")) })}, device.Initial()); err == nil || strings.Contains(err.Error(), "s3cret") {
		t.Errorf("a password that was not sealed: %v", err)
	}
}

func TestUpdateAndRemove(t *testing.T) {
	c := decider.Given(t, created(func(s *events.DeviceSettings) { s.Password = "sealed:a" }))
	c.When(device.Update{ID: "1"}).Then()
	c.When(device.Update{ID: "1", Patch: device.Patch{Tag: domain.Some("x")}}).
		Then(events.DeviceUpdated{ID: "1", Settings: settings(func(s *events.DeviceSettings) { s.Password, s.Tag = "sealed:a", "x" })})
	c.When(device.Update{ID: "1", Patch: device.Patch{Password: domain.Some(domain.Secret{})}}).Then(events.DeviceUpdated{ID: "1", Settings: settings()})
	c.When(device.Remove{ID: "1"}).Then(events.DeviceRemoved{ID: "1"})
	decider.Given(t, created(), events.DeviceRemoved{ID: "1"}).When(device.Remove{ID: "1"}).Refused("NOT_FOUND id")
}
