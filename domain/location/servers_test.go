package location_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/location"
	"github.com/parley-video/parley/events"
)

// sealed is a password as control makes and seals it.
func sealed(plain string) domain.Opt[domain.Secret] {
	if plain == "" {
		return domain.Some(domain.Secret{})
	}
	return domain.Some(domain.Secret{Plain: plain, Sealed: events.Sealed("sealed:" + plain)})
}

func named(p location.Patch) location.Patch {
	p.Name = domain.Some("Oslo")
	return p
}

func with(change func(*events.LocationSettings)) events.LocationSettings {
	s := oslo()
	change(&s)
	return s
}

func many[T any](n int, one func(int) T) domain.Opt[[]T] {
	var list []T
	for i := range n {
		list = append(list, one(i))
	}
	return domain.Some(list)
}

func TestServers(t *testing.T) {
	syslog := func(list ...events.SyslogServer) location.Patch {
		return named(location.Patch{SyslogServers: domain.Some(list)})
	}
	for _, c := range []struct {
		what    string
		patch   location.Patch
		then    events.LocationSettings
		refused []string
	}{
		{
			what: "one form and default ports",
			patch: named(location.Patch{
				DNSServers: domain.Some([]string{" 2001:DB8::1 ", "::ffff:192.0.2.1"}), NTPServers: domain.Some([]string{"NTP.Example.org."}),
				SyslogServers:     domain.Some([]events.SyslogServer{{Address: "Log"}, {Address: "log", Transport: events.TransportTLS}, {Address: "log", Port: 99, Transport: events.TransportTCP}}),
				STUNServers:       domain.Some([]events.STUNServer{{Address: "192.0.2.9"}}),
				TURNServers:       domain.Some([]location.TURNServer{{Address: "turn.example.org", Transport: events.TransportTLS, Username: " u ", Password: sealed("p")}}),
				ClientSTUNServers: domain.Some([]events.STUNServer{{Address: "s", Port: 1}}), ClientTURNServers: domain.Some([]location.TURNServer{{Address: "t"}}),
			}),
			then: with(func(s *events.LocationSettings) {
				s.DNSServers, s.NTPServers = []string{"2001:db8::1", "192.0.2.1"}, []string{"ntp.example.org"}
				s.SyslogServers = []events.SyslogServer{{Address: "log", Port: 514, Transport: "udp"}, {Address: "log", Port: 6514, Transport: "tls"}, {Address: "log", Port: 99, Transport: "tcp"}}
				s.STUNServers = []events.STUNServer{{Address: "192.0.2.9", Port: 3478}}
				s.TURNServers = []events.TURNServer{{Address: "turn.example.org", Port: 5349, Transport: "tls", Username: "u", Password: "sealed:p"}}
				s.ClientSTUNServers = []events.STUNServer{{Address: "s", Port: 1}}
				s.ClientTURNServers = []events.TURNServer{{Address: "t", Port: 3478, Transport: "udp"}}
			}),
		},
		{what: "empty lists are none", patch: named(location.Patch{DNSServers: domain.Some([]string{}), TURNServers: domain.Some([]location.TURNServer{})}), then: oslo()},
		{
			what:    "entries are told apart",
			patch:   named(location.Patch{DNSServers: domain.Some([]string{"192.0.2.1", "", "dns.example.org", "0.0.0.0", "224.0.0.1", "192.0.2.1", "fe80::1%eth0"})}),
			refused: []string{"REQUIRED dnsServers.1", "INVALID dnsServers.2", "INVALID dnsServers.3", "INVALID dnsServers.4", "INVALID dnsServers.5", "INVALID dnsServers.6"},
		},
		{
			what:    "hosts",
			patch:   named(location.Patch{NTPServers: domain.Some([]string{"a_b", "-a", "a..b", "300.1.1.1", strings.Repeat("a", 64), strings.Repeat("a.", 127) + "a", "a b", "http://a"})}),
			refused: []string{"INVALID ntpServers.0", "INVALID ntpServers.1", "INVALID ntpServers.2", "INVALID ntpServers.3", "INVALID ntpServers.4", "INVALID ntpServers.5", "INVALID ntpServers.6", "INVALID ntpServers.7"},
		},
		{
			what: "ports and transports", patch: syslog(events.SyslogServer{Address: "a", Port: -1}, events.SyslogServer{Address: "a", Port: 65536}, events.SyslogServer{Transport: "icmp"}),
			refused: []string{"INVALID syslogServers.0.port", "INVALID syslogServers.1.port", "REQUIRED syslogServers.2.address", "INVALID syslogServers.2.transport"},
		},
		{what: "the same twice after all", patch: syslog(events.SyslogServer{Address: "a"}, events.SyslogServer{Address: "A", Port: 514}), refused: []string{"INVALID syslogServers.1"}},
		{what: "20", patch: named(location.Patch{NTPServers: many(20, host)}), then: with(func(s *events.LocationSettings) { s.NTPServers = many(20, host).Value })},
		{what: "21", patch: named(location.Patch{NTPServers: many(21, host)}), refused: []string{"INVALID ntpServers"}},
		{
			what: "TURN", patch: named(location.Patch{
				TURNServers:       domain.Some([]location.TURNServer{{Address: "a", Password: sealed(strings.Repeat("x", 251))}, {Address: "a"}, {Address: "b", Username: strings.Repeat("u", 251)}}),
				ClientTURNServers: domain.Some([]location.TURNServer{{Password: sealed("a\nb")}}),
			}),
			refused: []string{
				"INVALID turnServers.1", "INVALID turnServers.2.username", "REQUIRED clientTurnServers.0.address",
				"INVALID turnServers.0.password", "INVALID clientTurnServers.0.password",
			},
		},
	} {
		t.Run(c.what, func(t *testing.T) {
			out := decider(location.References{}).Given(t).When(location.Create{ID: "1", Patch: c.patch})
			if c.refused != nil {
				out.Refused(c.refused...)
				return
			}
			out.Then(created(c.then))
		})
	}
}

func host(i int) string { return fmt.Sprintf("ntp%d.example.org", i) }

func TestTURNPasswords(t *testing.T) {
	before := with(func(s *events.LocationSettings) {
		s.TURNServers = []events.TURNServer{
			{Address: "a", Port: 3478, Transport: "udp", Username: "u", Password: "sealed:1"},
			{Address: "b", Port: 3478, Transport: "udp", Username: "u", Password: "sealed:2"},
		}
		s.ClientTURNServers = []events.TURNServer{{Address: "c", Port: 3478, Transport: "udp", Password: "sealed:3"}}
	})
	change := func(list ...location.TURNServer) location.Command {
		return location.Update{ID: "1", Patch: location.Patch{TURNServers: domain.Some(list)}}
	}
	after := func(list ...events.TURNServer) events.Event {
		return events.LocationUpdated{ID: "1", Settings: with(func(s *events.LocationSettings) {
			s.TURNServers, s.ClientTURNServers = list, before.ClientTURNServers
		})}
	}
	given := decider(location.References{}).Given(t, created(before))
	a, b := before.TURNServers[0], before.TURNServers[1]
	u := func(address string) location.TURNServer { return location.TURNServer{Address: address, Username: "u"} }

	given.When(change(u("b"), u("A"))).Then(after(b, a))
	given.When(change(u("a"), u("b"))).Then() // as it was
	// Another address, port, transport or user, or another list, has no password yet.
	given.When(change(u("c"))).Then(after(events.TURNServer{Address: "c", Port: 3478, Transport: "udp", Username: "u"}))
	given.When(change(location.TURNServer{Address: "a", Username: "v"})).Then(after(events.TURNServer{Address: "a", Port: 3478, Transport: "udp", Username: "v"}))
	given.When(change(location.TURNServer{Address: "a", Username: "u", Port: 9})).Then(after(events.TURNServer{Address: "a", Port: 9, Transport: "udp", Username: "u"}))
	given.When(change(location.TURNServer{Address: "a", Username: "u", Transport: "tcp"})).Then(after(events.TURNServer{Address: "a", Port: 3478, Transport: "tcp", Username: "u"}))
	given.When(change(location.TURNServer{Address: "c"})).Then(after(events.TURNServer{Address: "c", Port: 3478, Transport: "udp"}))

	cleared, changed := u("a"), u("b")
	cleared.Password, changed.Password = sealed(""), sealed("9")
	a.Password, b.Password = "", "sealed:9"
	given.When(change(cleared, changed)).Then(after(a, b))
	given.When(change()).Then(after())
}

func TestReferencesAndOverrides(t *testing.T) {
	refs := location.References{Exists: map[string]bool{"2": true}, PolicyProfiles: map[string]bool{"p": true}}
	all := location.Patch{
		TranscodingLocation: domain.Some("2"), PolicyProfileID: domain.Some("p"), UseRelayCandidatesOnly: domain.Some(true),
		BurstingThreshold: domain.Some(new(7)), PINProtection: domain.Some(events.OverrideOn), AliasProtection: domain.Some(events.OverrideOff),
	}
	set := with(func(s *events.LocationSettings) {
		s.TranscodingLocation, s.PolicyProfileID, s.UseRelayCandidatesOnly = "2", "p", true
		s.BurstingThreshold, s.PINProtection, s.AliasProtection = 7, events.OverrideOn, events.OverrideOff
	})
	if got := location.Refers(location.Update{Patch: all}); len(got) != 1 || got[0] != "2" {
		t.Errorf("refers to %v", got)
	}
	if got := location.RefersToProfiles(location.Create{Patch: all}); len(got) != 1 || got[0] != "p" {
		t.Errorf("refers to the profiles %v", got)
	}
	decider(refs).Given(t).When(location.Create{ID: "1", Patch: named(all)}).Then(created(set)).
		When(location.Update{ID: "1", Patch: location.Patch{
			TranscodingLocation: domain.Some("1"), PolicyProfileID: domain.Some(""), UseRelayCandidatesOnly: domain.Some(false),
			BurstingThreshold: domain.Some[*int](nil), PINProtection: domain.Some(events.OverrideNone), AliasProtection: domain.Some(events.OverrideNone),
		}}).Then(events.LocationUpdated{ID: "1", Settings: oslo()})
	decider(location.References{}).Given(t, created(set)).
		When(location.Update{ID: "1", Patch: location.Patch{MTU: domain.Some(1500)}}).Then().
		When(location.Update{ID: "1", Patch: all}).Refused("NOT_FOUND transcodingLocation", "NOT_FOUND policyProfileId")
	decider(refs).Given(t).When(location.Create{ID: "1", Patch: named(location.Patch{
		BurstingThreshold: domain.Some(new(0)), PINProtection: domain.Some(events.Override("maybe")), AliasProtection: domain.Some(events.Override("ON")),
	})}).Refused("INVALID burstingThreshold", "INVALID pinProtection", "INVALID aliasProtection")
	decider(refs).Given(t).When(location.Create{ID: "1", Patch: named(location.Patch{BurstingThreshold: domain.Some(new(100_001))})}).
		Refused("INVALID burstingThreshold")
}
