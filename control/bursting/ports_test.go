package bursting

import (
	"strings"
	"testing"
)

func TestPorts(t *testing.T) {
	text := func(c Config) string {
		var lines []string
		for _, p := range (&Bursting{c: c}).Ports() {
			way := "in"
			if p.Outbound {
				way = "out"
			}
			lines = append(lines, way+" "+p.Protocol+" "+p.Port)
		}
		return strings.Join(lines, ", ")
	}
	for _, tc := range []struct {
		name   string
		reach  [][2]string
		link   []string
		expect string
	}{
		{"no node has said anything", nil, []string{"8444"}, "in TCP 8443, in UDP 8443, in TCP 8445, in UDP 8445, out TCP 8445, out UDP 8445, out TCP 8444, out TCP 80"},
		{
			"nodes have ports of their own",
			[][2]string{{"https://a.example:4443", "192.0.2.1:9445"}, {"https://b.example", "[2001:db8::1]:9445"}},
			nil,
			"in TCP 443, in UDP 443, in TCP 4443, in UDP 4443, in TCP 9445, in UDP 9445, out TCP 9445, out UDP 9445, out TCP 80",
		},
		{
			"what cannot be read is left out",
			[][2]string{{"://", "nowhere"}, {"https://a.example:0", "192.0.2.1:70000"}, {"http://127.0.0.1", ""}},
			nil,
			"in TCP 80, in UDP 80, in TCP 8445, in UDP 8445, out TCP 8445, out UDP 8445, out TCP 80",
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := Config{LinkPorts: tc.link, NodePorts: func() (p NodePorts) {
				for _, r := range tc.reach {
					p.Add(r[0], r[1])
				}
				return p
			}}
			if got := text(c); got != tc.expect {
				t.Errorf("got  %s\nwant %s", got, tc.expect)
			}
		})
	}
}
