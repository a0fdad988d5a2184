package node_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/domaintest"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/events"
)

func TestAddresses(t *testing.T) {
	all := node.Patch{
		SecondaryAddress: domain.Some(" 10.0.1.1 "), StaticNATAddress: domain.Some("203.0.113.1"), IPv6Address: domain.Some("2001:DB8::1"),
		CloudBursting: domain.Some(true),
	}
	full := settings(func(s *events.NodeSettings) {
		s.SecondaryAddress, s.StaticNATAddress, s.IPv6Address = "10.0.1.1", "203.0.113.1", "2001:db8::1"
		s.CloudBursting = true
	})
	there := decider.Given(t, created(settings())).When(node.Update{ID: "1", Patch: all}).Then(events.NodeUpdated{ID: "1", Settings: full})
	var claims []string
	for _, c := range node.Claims(there.State) {
		claims = append(claims, string(c.Kind)+"="+c.Key+" "+strings.Join(c.Taken.Field, "."))
	}
	want := []string{
		"node-name=edge 1 name", "node-address=10.0.0.1 address", "node-address=10.0.1.1 secondaryAddress",
		"node-address=203.0.113.1 staticNatAddress", "node-address=2001:db8::1 ipv6Address",
	}
	if !slices.Equal(claims, want) {
		t.Errorf("claims\n%q, want\n%q", claims, want)
	}
	there.When(node.Update{ID: "1", Patch: node.Patch{
		SecondaryAddress: domain.Some(""), StaticNATAddress: domain.Some(""), IPv6Address: domain.Some(""),
		CloudBursting: domain.Some(false),
	}}).Then(events.NodeUpdated{ID: "1", Settings: settings()})

	for _, c := range []struct {
		what    string
		patch   node.Patch
		refused []string
	}{
		{"no addresses", node.Patch{SecondaryAddress: domain.Some("a.test"), StaticNATAddress: domain.Some("0.0.0.0"), IPv6Address: domain.Some("ff02::1")}, []string{
			"INVALID secondaryAddress", "INVALID staticNatAddress", "INVALID ipv6Address",
		}},
		{"the same ones", node.Patch{SecondaryAddress: domain.Some("::ffff:10.0.0.1"), StaticNATAddress: domain.Some("10.0.0.1")}, []string{
			"INVALID secondaryAddress", "INVALID staticNatAddress",
		}},
		{"v4 for v6", node.Patch{IPv6Address: domain.Some("10.0.0.9")}, []string{"INVALID ipv6Address"}},
		{"mapped v4 for v6", node.Patch{IPv6Address: domain.Some("::ffff:10.0.0.9")}, []string{"INVALID ipv6Address"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			decider.Given(t, created(settings())).When(node.Update{ID: "1", Patch: c.patch}).Refused(c.refused...)
		})
	}
}

// carrying is the decider of a node that carries calls.
func carrying(calls int) domaintest.Decider[node.Command, node.State] {
	d := decider
	d.Decide = func(c node.Command, s node.State) (domain.Decision, error) {
		return node.Decide(c, s, node.References{Exists: map[string]bool{"bergen": true}, Calls: calls})
	}
	return d
}

func TestDroppingCalls(t *testing.T) {
	move := node.Patch{LocationID: domain.Some("bergen")}
	turn := node.Patch{Role: domain.Some(events.NodeProxying)}
	moved := events.NodeUpdated{ID: "1", Settings: settings(func(s *events.NodeSettings) { s.LocationID = "bergen" })}
	turned := events.NodeUpdated{ID: "1", Settings: settings(func(s *events.NodeSettings) { s.Role = events.NodeProxying })}
	for _, c := range []struct {
		what  string
		calls int
		cmd   node.Update
		then  events.Event
		says  string // when refused
	}{
		{"move, empty", 0, node.Update{Patch: move}, moved, ""},
		{"role, empty", 0, node.Update{Patch: turn}, turned, ""},
		{"move, one call", 1, node.Update{Patch: move}, nil, "ends the 1 call that runs on it"},
		{"role, calls", 12, node.Update{Patch: turn}, nil, "ends the 12 calls that run on it"},
		{"move, agreed", 12, node.Update{Patch: move, DropCalls: true}, moved, ""},
		{"role, agreed", 1, node.Update{Patch: turn, DropCalls: true}, turned, ""},
	} {
		t.Run(c.what, func(t *testing.T) {
			c.cmd.ID = "1"
			given := carrying(c.calls).Given(t, created(settings()))
			if !node.MayDropCalls(c.cmd, given.State) {
				t.Error("nobody would be asked for the calls")
			}
			out := given.When(c.cmd)
			if c.then != nil {
				out.Then(c.then)
				return
			}
			out.Refused("NOT_ALLOWED dropCalls")
			if !strings.Contains(out.Err.Error(), c.says) {
				t.Errorf("%v, want %q", out.Err, c.says)
			}
		})
	}
	stays := node.Update{ID: "1", Patch: node.Patch{LocationID: domain.Some("oslo"), Address: domain.Some("10.0.0.2")}}
	here := decider.Given(t, created(settings()))
	if node.MayDropCalls(stays, here.State) || node.MayDropCalls(node.Remove{ID: "1"}, here.State) {
		t.Error("calls matter where nothing ends them")
	}
}
