package advice_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/parley-video/parley/domain/advice"
	"github.com/parley-video/parley/events"
)

// deployment is built from words: "oslo>bergen,cloud" is a location with its
// overflow locations, "edge@oslo" one that is transcoded in oslo.
func deployment(places ...string) advice.Places {
	var p advice.Places
	for _, word := range places {
		name, overflow, _ := strings.Cut(word, ">")
		name, transcoding, _ := strings.Cut(name, "@")
		first, second, _ := strings.Cut(overflow, ",")
		p.Locations = append(p.Locations, advice.Location{ID: name, Settings: events.LocationSettings{
			Name: name, OverflowLocation1: first, OverflowLocation2: second, TranscodingLocation: transcoding,
		}})
	}
	return p
}

// with adds nodes: "a:oslo" and what they are: burst, nat, proxying, on.
func with(p advice.Places, nodes ...string) advice.Places {
	for _, word := range nodes {
		parts := strings.Split(word, ":")
		s := events.NodeSettings{Name: parts[0], LocationID: parts[1], Role: events.NodeTranscoding}
		for _, is := range parts[2:] {
			switch is {
			case "burst":
				s.CloudBursting = true
			case "nat":
				s.StaticNATAddress = "203.0.113.1"
			case "proxying":
				s.Role = events.NodeProxying
			case "on":
				s.AlwaysOn = true
			}
		}
		p.Nodes = append(p.Nodes, advice.Node{ID: parts[0], Settings: s})
	}
	return p
}

func set(p advice.Places, change func(*events.LocationSettings)) advice.Places {
	change(&p.Locations[0].Settings)
	return p
}

func words(list []advice.Warning) string {
	var out []string
	for _, w := range list {
		word := fmt.Sprintf("%s %s", w.Subject.ID, w.Code)
		if len(w.Field) > 0 {
			word += " " + strings.Join(w.Field, ".")
		}
		out = append(out, word)
	}
	return strings.Join(out, "; ")
}

func TestCheck(t *testing.T) {
	turn := func(list ...events.TURNServer) func(*events.LocationSettings) {
		return func(s *events.LocationSettings) { s.TURNServers = list }
	}
	for _, c := range []struct {
		what   string
		places advice.Places
		want   string
	}{
		{"nothing", advice.Places{}, ""},
		{"empty location", deployment("oslo"), ""},
		{"a good deployment", with(deployment("edge@oslo>cloud", "oslo>cloud", "cloud"), "p:edge:proxying:nat", "a:oslo:on", "b:oslo:on", "c:cloud:burst"), ""},
		{"without bursting nobody needs overflow", with(deployment("oslo"), "a:oslo:on"), ""},
		{"mixed with burst nodes", with(deployment("rome>oslo", "oslo>rome"), "r:rome", "a:oslo", "c:oslo:burst"), "oslo MIXED_BURSTING; rome OVERFLOW_LOOP overflowLocation1"},
		{"mixed roles", with(deployment("oslo"), "a:oslo", "p:oslo:proxying"), "oslo MIXED_ROLES"},
		{"mixed NAT", with(deployment("oslo"), "a:oslo:nat", "b:oslo"), "oslo MIXED_STATIC_NAT"},
		{"all behind NAT", with(deployment("oslo"), "a:oslo:nat", "b:oslo:nat"), ""},
		{"no overflow", with(deployment("oslo", "rome>cloud", "cloud"), "a:oslo", "r:rome", "c:cloud:burst"), "oslo NO_OVERFLOW overflowLocation1"},
		{"no overflow, bursting switched on", func() advice.Places {
			p := with(deployment("oslo", "edge@oslo"), "a:oslo", "p:edge:proxying")
			p.Bursting = true
			return p
		}(), "edge NO_OVERFLOW overflowLocation1; oslo NO_OVERFLOW overflowLocation1"},
		{"only where it transcodes is overflow", with(deployment("edge@oslo", "oslo>cloud", "cloud"), "p:edge:proxying", "a:oslo", "c:cloud:burst"), "edge NO_OVERFLOW overflowLocation1"},
		{"second overflow only", with(deployment("oslo>rome,cloud", "rome>oslo2", "oslo2", "cloud"), "a:oslo", "r:rome", "o:oslo2", "c:cloud:burst"), "cloud BURST_IN_SECOND_OVERFLOW_ONLY; oslo2 NO_OVERFLOW overflowLocation1"},
		{"first of one is enough", with(deployment("oslo>rome,cloud", "rome>cloud", "cloud"), "a:oslo", "r:rome", "c:cloud:burst"), ""},
		{"burst nodes that nobody overflows into", with(deployment("cloud"), "c:cloud:burst"), "cloud BURST_LOCATION_UNUSED"},
		{"burst node that is always on", with(deployment("oslo>cloud", "cloud"), "a:oslo", "c:cloud:burst:on"), "c BURST_NODE_ALWAYS_ON alwaysOn"},
		{"burst node that hosts nothing", with(deployment("oslo>cloud", "cloud"), "a:oslo", "b:cloud:burst", "c:cloud:burst:proxying"), "cloud MIXED_ROLES; c BURST_NODE_PROXYING role"},
		{"overflow into nothing", with(deployment("oslo>rome,edge", "rome", "edge@oslo"), "a:oslo", "p:edge:proxying"), "oslo OVERFLOW_WITHOUT_NODES overflowLocation1; oslo OVERFLOW_WITHOUT_NODES overflowLocation2"},
		{"edge without a place to transcode", with(deployment("edge"), "p:edge:proxying"), "edge EDGE_WITHOUT_TRANSCODING_LOCATION transcodingLocation"},
		{"transcoding where nothing is", with(deployment("edge@oslo", "oslo"), "p:edge:proxying"), "edge TRANSCODING_LOCATION_WITHOUT_NODES transcodingLocation"},
		{"loop of two", with(deployment("b>a", "a>b"), "x:a", "y:b"), "b OVERFLOW_LOOP overflowLocation1"},
		{"loop of three and a way in", with(deployment("way>a", "a>b", "b>way,c", "c>a"), "w:way", "x:a", "y:b", "z:c"), "way OVERFLOW_LOOP overflowLocation1"},
		{"two loops", with(deployment("a>b", "b>a", "c>,d", "d>c", "e>a,c"), "v:a", "w:b", "x:c", "y:d", "z:e"), "a OVERFLOW_LOOP overflowLocation1; c OVERFLOW_LOOP overflowLocation1"},
		{"a diamond is no loop", with(deployment("a>b,c", "b>d", "c>d", "d"), "w:a", "x:b", "y:c", "z:d"), ""},
		{"TURN", set(deployment("oslo"), turn(events.TURNServer{Address: "a", Username: "u", Password: "s"}, events.TURNServer{Address: "b", Username: "u"}, events.TURNServer{Address: "c", Password: "s"})), "oslo TURN_WITHOUT_CREDENTIALS turnServers.1; oslo TURN_WITHOUT_CREDENTIALS turnServers.2"},
		{"TURN of clients", set(deployment("oslo"), func(s *events.LocationSettings) {
			s.ClientTURNServers, s.UseRelayCandidatesOnly = []events.TURNServer{{Address: "a"}}, true
		}), "oslo TURN_WITHOUT_CREDENTIALS clientTurnServers.0"},
		{"relay without TURN", set(deployment("oslo"), func(s *events.LocationSettings) { s.UseRelayCandidatesOnly = true }), "oslo RELAY_ONLY_WITHOUT_TURN useRelayCandidatesOnly"},
		{"names that lead nowhere", with(deployment("oslo@gone>gone,gone"), "a:oslo", "b:gone"), ""},
	} {
		t.Run(c.what, func(t *testing.T) {
			list := advice.Check(c.places)
			if got := words(list); got != c.want {
				t.Errorf("\n%s, want\n%s", got, c.want)
			}
			for _, w := range list {
				if !strings.HasSuffix(w.Message, ".") || !strings.HasSuffix(w.Remedy, ".") || !w.Concerns(w.Subject) {
					t.Errorf("%+v", w)
				}
			}
		})
	}
}

func TestConcerns(t *testing.T) {
	list := advice.Check(with(deployment("oslo>,cloud", "cloud"), "a:oslo", "c:cloud:burst"))
	if len(list) != 1 {
		t.Fatal(words(list))
	}
	for ref, want := range map[advice.Ref]bool{
		{Kind: advice.KindLocation, ID: "cloud"}: true, {Kind: advice.KindLocation, ID: "oslo"}: true, {Kind: advice.KindNode, ID: "c"}: true,
		{Kind: advice.KindNode, ID: "a"}: false, {Kind: advice.KindNode, ID: "cloud"}: false,
	} {
		if list[0].Concerns(ref) != want {
			t.Errorf("%+v concerns %+v: %v", list[0], ref, !want)
		}
	}
}

// TestNodesConcerned: who saves a node hears of what its presence is part of.
func TestNodesConcerned(t *testing.T) {
	for what, p := range map[string]advice.Places{
		"mixed":     with(deployment("oslo"), "n:oslo", "p:oslo:proxying"),
		"edge only": with(deployment("edge"), "n:edge:proxying"),
		"unused":    with(deployment("cloud"), "n:cloud:burst"),
		"itself":    with(deployment("oslo>cloud", "cloud"), "a:oslo", "n:cloud:burst:on"),
	} {
		found := slices.ContainsFunc(advice.Check(p), func(w advice.Warning) bool { return w.Concerns(advice.Ref{Kind: advice.KindNode, ID: "n"}) })
		if !found {
			t.Errorf("%s: nothing concerns the node", what)
		}
	}
}

// TestAnyDeployment: every remedy that names a field names one of its subject,
// and the order in which things are listed does not matter.
func TestAnyDeployment(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names := []string{"a", "b", "c", "d", "gone"}
		some := rapid.SampledFrom(append(names, ""))
		var p advice.Places
		for _, name := range names[:4] {
			p.Locations = append(p.Locations, advice.Location{ID: name, Settings: events.LocationSettings{
				Name: name, OverflowLocation1: some.Draw(t, "1"), OverflowLocation2: some.Draw(t, "2"), TranscodingLocation: some.Draw(t, "t"),
			}})
		}
		for i := range rapid.IntRange(0, 6).Draw(t, "nodes") {
			p.Nodes = append(p.Nodes, advice.Node{ID: fmt.Sprint(i), Settings: events.NodeSettings{
				Name: fmt.Sprint("n", i), LocationID: rapid.SampledFrom(names).Draw(t, "at"), Role: rapid.SampledFrom([]events.NodeRole{events.NodeTranscoding, events.NodeProxying}).Draw(t, "role"),
				CloudBursting: rapid.Bool().Draw(t, "burst"), AlwaysOn: rapid.Bool().Draw(t, "on"),
			}})
		}
		codes := func(p advice.Places) (out []string) {
			for _, w := range advice.Check(p) {
				if w.Code == advice.OverflowLoop {
					out = append(out, string(w.Code)) // told of any one of the circle
					continue
				}
				out = append(out, words([]advice.Warning{w}))
			}
			slices.Sort(out)
			return out
		}
		want := codes(p)
		p.Locations, p.Nodes = rapid.Permutation(p.Locations).Draw(t, "locations"), rapid.Permutation(p.Nodes).Draw(t, "order")
		if got := codes(p); !slices.Equal(got, want) {
			t.Fatalf("in another order\n%v, not\n%v", got, want)
		}
	})
}
