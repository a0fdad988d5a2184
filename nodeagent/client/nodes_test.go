package client

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"slices"
	"testing"

	"github.com/parley-video/parley/nodeagent/membership"
	"github.com/parley-video/parley/nodeagent/membership/membershiptest"
)

func TestDirectory(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		cluster := membershiptest.New()
		start := func(id, location, url string, change func(*membership.Member)) *membershiptest.Node {
			m := membership.Member{ID: id, LocationID: location, ClientURL: url, Boot: 1, Address: netip.MustParseAddrPort("192.0.2.1:1")}
			if change != nil {
				change(&m)
			}
			return cluster.Start(m)
		}
		ask := func(origin string) answer { return r.ask("GET", "nodes?alias=standup", "", "Origin", origin) }

		r.handler = New(r.deps)
		if a := ask("https://elsewhere.example.com"); a.status != 200 || a.body != `{"status":"success","result":{"locations":[]}}` {
			t.Errorf("without others: %d %q", a.status, a.body)
		}

		r.deps.Members = start("a", "oslo", "https://a.example.com/", nil)
		start("b", "oslo", "https://b.example.com:8443", func(m *membership.Member) { m.Proxying = true })
		start("c", "bergen", "https://c.example.com", nil)
		start("d", "bergen", "https://d.example.com", func(m *membership.Member) { m.Maintenance = true })
		start("e", "arendal", "http://e.example.com:8080", nil)
		start("f", "arendal", "javascript:alert(1)", nil)
		start("g", "arendal", "", nil)
		start("h", "arendal", "http://127.0.0.1:8080", nil)
		start("i", "arendal", "https://:8443", nil)
		start("dead", "arendal", "https://dead.example.com", nil)
		cluster.Kill("dead")
		for i := range 20 {
			start(fmt.Sprintf("t%02d", i), "tromso", fmt.Sprintf("https://t%d.example.com", i), nil)
		}
		r.handler = New(r.deps)
		first := map[string]bool{}
		for range 50 {
			a := ask("https://elsewhere.example.com")
			if a.status != 200 || a.header.Get("Access-Control-Allow-Origin") != "*" || a.header.Get("Cache-Control") != "no-store" {
				t.Fatalf("%d %s %v", a.status, a.body, a.header)
			}
			var got struct {
				Location  string
				Locations []place
			}
			a.result(t, &got)
			if got.Location != "oslo" || len(got.Locations) != 4 || len(got.Locations[3].Nodes) != maxNodesPerPlace {
				t.Fatalf("%+v", got)
			}
			first[got.Locations[0].Nodes[0]] = true
			got.Locations[3].Nodes = nil
			slices.Sort(got.Locations[0].Nodes)
			b, _ := json.Marshal(got.Locations)
			const want = `[{"id":"oslo","nodes":["https://a.example.com","https://b.example.com:8443"]},` +
				`{"id":"arendal","nodes":["http://e.example.com:8080"]},{"id":"bergen","nodes":["https://c.example.com"]},{"id":"tromso","nodes":null}]`
			if string(b) != want {
				t.Fatalf("%s, want %s", b, want)
			}
		}
		if len(first) != 2 {
			t.Errorf("everybody is sent to %v", first)
		}
		// Nobody learns from it which conferences there are.
		if known, unknown := ask(""), r.ask("GET", "nodes?alias=nothing", ""); known.status != unknown.status {
			t.Errorf("%d for a conference that exists, %d for one that does not", known.status, unknown.status)
		}
		r.ask("POST", "nodes", "{}").want(t, 405, "")
		r.ask("GET", "nodes/more", "").want(t, 404, "unknown-function")
	})
}

// A browser that is sent to a loopback address asks its own machine.
func TestWhereBrowsersMayArrive(t *testing.T) {
	const public, local = "https://a.example.com/", "http://127.0.0.1:8080"
	for _, c := range []struct{ self, other, want string }{
		{public, "https://b.example.com:8443/x?y", "https://b.example.com:8443"},
		{public, "http://[2001:db8::1]:8080", "http://[2001:db8::1]:8080"},
		{public, local, ""},
		{public, "https://127.1.2.3", ""},
		{public, "https://[::1]:8443", ""},
		{public, "https://[::ffff:127.0.0.1]:8443", ""},
		{public, "https://LOCALHOST:8443", ""},
		{public, "https://node.localhost.:8443", ""},
		{public, "https://localhost.example.com", "https://localhost.example.com"},
		{public, "https://0.0.0.0:8443", ""},
		{public, "https://[::]:8443", ""},
		{public, "https://:8443", ""},
		{public, "javascript:alert(1)", ""},
		{public, "://", ""},
		{"", local, ""},
		{"https://:8443", local, ""},
		{local, "http://[::1]:8081", "http://[::1]:8081"}, // all of it is on one machine
		{local, public, "https://a.example.com"},
	} {
		got := append(Origins(c.self, []string{c.other, c.other}), "")[0]
		if got != c.want {
			t.Errorf("at %q, of %q: %q, want %q", c.self, c.other, got, c.want)
		}
		told := directory(membership.Member{ClientURL: c.self}, []membership.Member{{ClientURL: c.other}})
		if (len(told) == 1) != (c.want != "") || len(told) == 1 && told[0].Nodes[0] != c.want {
			t.Errorf("at %q the directory says %v of %q", c.self, told, c.other)
		}
		if kept := directory(membership.Member{ClientURL: c.self}, []membership.Member{{ClientURL: c.other, Maintenance: true}}); len(kept) > 0 {
			t.Errorf("in maintenance: %v", kept)
		}
	}
}
