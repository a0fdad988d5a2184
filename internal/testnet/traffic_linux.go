package testnet

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/netip"
	"slices"
	"strings"
)

// rules of the core. What is broken is dropped before it is counted, so that
// what is counted has passed. An RTP packet is known by its version and by what
// it is not: its control packets have the types 192 to 223.
const rules = `
table ip net {
	chain broken { }
	set media {
		typeof ip saddr . ip daddr . @th,128,32 . udp length
		size 65535
		flags dynamic,timeout
		timeout 1h
		counter
	}
	set traffic {
		typeof ip saddr . ip daddr . ip protocol
		size 65535
		flags dynamic,timeout
		timeout 1h
		counter
	}
	chain pass {
		type filter hook forward priority 0; policy accept;
		jump broken
		ip protocol { tcp, udp } update @traffic { ip saddr . ip daddr . ip protocol }
		udp length > 20 @th,64,2 2 @th,72,8 != 192-223 update @media { ip saddr . ip daddr . @th,128,32 . udp length }
	}
}
`

// Break has the ways between locations lose a percentage of their packets; 100
// cuts them. It replaces what was broken before; nothing heals everything.
func (n *Net) Break(percent int, ways ...Between) {
	n.t.Helper()
	var text strings.Builder
	text.WriteString("flush chain ip net broken\n")
	for _, w := range ways {
		for _, name := range []string{w.From, w.To} {
			if _, known := n.places[name]; !known {
				n.t.Fatalf("there is no location %q", name)
			}
		}
		if percent >= 100 {
			fmt.Fprintf(&text, "add rule ip net broken iifname %q oifname %q drop\n", w.From, w.To)
			continue
		}
		fmt.Fprintf(&text, "add rule ip net broken iifname %q oifname %q numgen random mod 100 < %d drop\n", w.From, w.To, percent)
	}
	n.nft(n.core, text.String(), "-f", "-")
}

// Around lists the ways between a location and all others but those that are
// excepted, both directions.
func (n *Net) Around(location string, except ...string) []Between {
	var ways []Between
	for other := range n.places {
		if other != location && !slices.Contains(except, other) {
			ways = append(ways, Between{location, other}, Between{other, location})
		}
	}
	return ways
}

// ResetCounts counts anew.
func (n *Net) ResetCounts() {
	n.t.Helper()
	n.nft(n.core, "flush set ip net media\nflush set ip net traffic\n", "-f", "-")
}

// Media lists the RTP that passed between locations since ResetCounts.
func (n *Net) Media() []Flow {
	n.t.Helper()
	var flows []Flow
	for _, e := range n.elements("media") {
		var key struct{ Concat [4]json.RawMessage }
		var ssrc uint32
		var length int
		if n.decode(e.Val, &key) && n.decode(key.Concat[2], &ssrc) && n.decode(key.Concat[3], &length) {
			flows = append(flows, Flow{
				From: n.name(key.Concat[0]), To: n.name(key.Concat[1]), SSRC: ssrc, Length: length, Packets: e.Counter.Packets,
			})
		}
	}
	slices.SortFunc(flows, func(a, b Flow) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.SSRC, b.SSRC), cmp.Compare(a.Length, b.Length))
	})
	return flows
}

// Traffic lists all that passed between locations since ResetCounts.
func (n *Net) Traffic() []Traffic {
	n.t.Helper()
	var all []Traffic
	for _, e := range n.elements("traffic") {
		var key struct{ Concat [3]json.RawMessage }
		var protocol int
		if n.decode(e.Val, &key) && n.decode(key.Concat[2], &protocol) {
			all = append(all, Traffic{
				From: n.name(key.Concat[0]), To: n.name(key.Concat[1]), Protocol: protocols[protocol], Packets: e.Counter.Packets, Octets: e.Counter.Bytes,
			})
		}
	}
	slices.SortFunc(all, func(a, b Traffic) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.Protocol, b.Protocol))
	})
	return all
}

var protocols = map[int]string{6: "tcp", 17: "udp"}

type element struct {
	Val     json.RawMessage
	Counter struct{ Packets, Bytes uint64 }
}

func (n *Net) elements(set string) []element {
	n.t.Helper()
	var answer struct {
		NFTables []struct {
			Set *struct{ Elem []struct{ Elem element } }
		}
	}
	n.decode(n.nft(n.core, "", "-j", "-n", "list", "set", "ip", "net", set), &answer)
	var all []element
	for _, o := range answer.NFTables {
		if o.Set == nil {
			continue
		}
		for _, e := range o.Set.Elem {
			all = append(all, e.Elem)
		}
	}
	return all
}

func (n *Net) decode(raw []byte, into any) bool {
	n.t.Helper()
	if err := json.Unmarshal(raw, into); err != nil {
		n.t.Fatalf("nft says %.200s: %v", raw, err)
	}
	return true
}

// name is the host that has an address.
func (n *Net) name(raw json.RawMessage) string {
	n.t.Helper()
	var text string
	n.decode(raw, &text)
	for _, h := range n.hosts {
		if addr, err := netip.ParseAddr(text); err == nil && h.Addr == addr {
			return h.Name
		}
	}
	return text
}
