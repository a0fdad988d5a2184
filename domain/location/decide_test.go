package location_test

import (
	"strings"
	"testing"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/domaintest"
	"github.com/parley-video/parley/domain/location"
	"github.com/parley-video/parley/events"
)

func decider(refs location.References) domaintest.Decider[location.Command, location.State] {
	return domaintest.Decider[location.Command, location.State]{
		Initial: location.Initial,
		Decide: func(c location.Command, s location.State) (domain.Decision, error) {
			return location.Decide(c, s, refs)
		},
		Evolve: location.Evolve,
		Claims: location.Claims,
	}
}

func oslo() events.LocationSettings { return events.LocationSettings{Name: "Oslo", MTU: 1500} }

func created(s events.LocationSettings) events.Event {
	return events.LocationCreated{ID: "1", Settings: s}
}

func TestCreate(t *testing.T) {
	others := location.References{Exists: map[string]bool{"2": true, "3": true}}
	name := domain.Some[string]
	for _, c := range []struct {
		what    string
		given   []events.Event
		patch   location.Patch
		then    []events.Event
		refused []string
	}{
		{
			what: "defaults", patch: location.Patch{Name: name("  Oslo ")},
			then: []events.Event{created(oslo())},
		},
		{
			what: "everything",
			patch: location.Patch{
				Name: name("Oslo"), Description: domain.Some("North\nand cold"), OverflowLocation1: domain.Some("2"),
				OverflowLocation2: domain.Some("3"), MTU: domain.Some(512), MediaDSCP: domain.Some(46), SignallingDSCP: domain.Some(63),
			},
			then: []events.Event{created(events.LocationSettings{
				Name: "Oslo", Description: "North\nand cold", OverflowLocation1: "2", OverflowLocation2: "3",
				MTU: 512, MediaDSCP: 46, SignallingDSCP: 63,
			})},
		},
		{what: "no name", refused: []string{"REQUIRED name"}},
		{what: "blank name", patch: location.Patch{Name: name(" ")}, refused: []string{"REQUIRED name"}},
		{
			what: "250 characters", patch: location.Patch{Name: name(strings.Repeat("å", 250))},
			then: []events.Event{created(events.LocationSettings{Name: strings.Repeat("å", 250), MTU: 1500})},
		},
		{what: "251 characters", patch: location.Patch{Name: name(strings.Repeat("å", 251))}, refused: []string{"INVALID name"}},
		{what: "control character", patch: location.Patch{Name: name("Os\x00lo")}, refused: []string{"INVALID name"}},
		{what: "bad UTF-8", patch: location.Patch{Name: name("Os\xfflo")}, refused: []string{"INVALID name"}},
		{
			what: "all ranges at once",
			patch: location.Patch{
				Name: name("Oslo"), Description: domain.Some(strings.Repeat("x", 251)),
				MTU: domain.Some(511), MediaDSCP: domain.Some(-1), SignallingDSCP: domain.Some(64),
			},
			refused: []string{"INVALID description", "INVALID mtu", "INVALID mediaDscp", "INVALID signallingDscp"},
		},
		{what: "MTU too large", patch: location.Patch{Name: name("Oslo"), MTU: domain.Some(1501)}, refused: []string{"INVALID mtu"}},
		{
			what:  "overflow that does not exist",
			patch: location.Patch{Name: name("Oslo"), OverflowLocation1: domain.Some("9")}, refused: []string{"NOT_FOUND overflowLocation1"},
		},
		{
			what:  "overflow into itself",
			patch: location.Patch{Name: name("Oslo"), OverflowLocation2: domain.Some("1")}, refused: []string{"INVALID overflowLocation2"},
		},
		{
			what:    "the same overflow twice",
			patch:   location.Patch{Name: name("Oslo"), OverflowLocation1: domain.Some("2"), OverflowLocation2: domain.Some("2")},
			refused: []string{"INVALID overflowLocation2"},
		},
		{what: "exists", given: []events.Event{created(oslo())}, patch: location.Patch{Name: name("Oslo")}, refused: []string{"CONFLICT"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			out := decider(others).Given(t, c.given...).When(location.Create{ID: "1", Patch: c.patch})
			if c.refused != nil {
				out.Refused(c.refused...)
				return
			}
			out.Then(c.then...)
		})
	}
}

func TestUpdate(t *testing.T) {
	d := decider(location.References{Exists: map[string]bool{"2": true}})
	t.Run("one field", func(t *testing.T) {
		d.Given(t, created(oslo())).
			When(location.Update{ID: "1", Patch: location.Patch{MTU: domain.Some(1400)}}).
			Then(events.LocationUpdated{ID: "1", Settings: events.LocationSettings{Name: "Oslo", MTU: 1400}}).
			When(location.Update{ID: "1", Patch: location.Patch{MTU: domain.Some(1400)}}).
			Then()
	})
	t.Run("nothing", func(t *testing.T) {
		d.Given(t, created(oslo())).When(location.Update{ID: "1"}).Then()
	})
	t.Run("overflow set and cleared", func(t *testing.T) {
		d.Given(t, created(oslo())).
			When(location.Update{ID: "1", Patch: location.Patch{OverflowLocation1: domain.Some("2")}}).
			Then(events.LocationUpdated{ID: "1", Settings: events.LocationSettings{Name: "Oslo", OverflowLocation1: "2", MTU: 1500}}).
			When(location.Update{ID: "1", Patch: location.Patch{OverflowLocation1: domain.Some("")}}).
			Then(events.LocationUpdated{ID: "1", Settings: oslo()})
	})
	t.Run("a configured overflow is not looked up again", func(t *testing.T) {
		with := oslo()
		with.OverflowLocation1 = "2"
		after := with
		after.Name = "Bergen"
		decider(location.References{}).Given(t, created(with)).
			When(location.Update{ID: "1", Patch: location.Patch{Name: domain.Some("Bergen")}}).
			Then(events.LocationUpdated{ID: "1", Settings: after})
	})
	t.Run("name taken away", func(t *testing.T) {
		d.Given(t, created(oslo())).When(location.Update{ID: "1", Patch: location.Patch{Name: domain.Some("")}}).
			Refused("REQUIRED name")
	})
	t.Run("unknown", func(t *testing.T) {
		d.Given(t).When(location.Update{ID: "1"}).Refused("NOT_FOUND id")
	})
	t.Run("removed", func(t *testing.T) {
		d.Given(t, created(oslo()), events.LocationRemoved{ID: "1"}).When(location.Update{ID: "1"}).Refused("NOT_FOUND id")
	})
}

func TestRemove(t *testing.T) {
	t.Run("unused", func(t *testing.T) {
		decider(location.References{}).Given(t, created(oslo())).
			When(location.Remove{ID: "1"}).Then(events.LocationRemoved{ID: "1"}).
			When(location.Remove{ID: "1"}).Refused("NOT_FOUND id")
	})
	t.Run("used", func(t *testing.T) {
		out := decider(location.References{UsedBy: []string{"node a", "node b"}}).Given(t, created(oslo())).
			When(location.Remove{ID: "1"})
		out.Refused("IN_USE")
		if msg := out.Err.Error(); !strings.Contains(msg, "node a, node b") {
			t.Errorf("message %q does not say who", msg)
		}
	})
	t.Run("never reborn", func(t *testing.T) {
		decider(location.References{}).Given(t, created(oslo()), events.LocationRemoved{ID: "1"}).
			When(location.Create{ID: "1", Patch: location.Patch{Name: domain.Some("Oslo")}}).Refused("CONFLICT")
	})
}
