package membershiptest

import (
	"slices"
	"testing"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/membership"
)

// Member is a node of an Environment.
type Member interface {
	membership.View
	membership.Announcer
}

// Environment is a deployment of the nodes a, b and c, none of which runs yet.
// All of them are always-on transcoding nodes.
type Environment interface {
	// Start begins a life of a node.
	Start(id string, boot uint64) Member
	Kill(id string)
	// Part cuts nodes off from each other; nil: it heals.
	Part(apart func(a, b string) bool)
	// Until waits until something is so, and fails the test if it does not come
	// to that.
	Until(t *testing.T, what string, so func() bool)
}

// Run holds an implementation to what is promised of View and Announcer.
func Run(t *testing.T, in func(t *testing.T, test func(t *testing.T, e Environment))) {
	for name, test := range map[string]func(*testing.T, Environment){
		"live": live, "claims": claims, "loads": loads, "restart": restart, "partition": partition, "changed": changed,
	} {
		t.Run(name, func(t *testing.T) { in(t, test) })
	}
}

func sees(v membership.View, want ...string) func() bool {
	return func() bool {
		var got []string
		for _, m := range v.Live() {
			got = append(got, m.ID)
		}
		for _, id := range want {
			if m, ok := v.Member(id); !ok || m.ID != id || m.Boot == 0 {
				return false
			}
		}
		return slices.Equal(got, want)
	}
}

func claimed(v membership.View, service string, want ...membership.Claim) func() bool {
	return func() bool { return slices.Equal(v.Claims(service), want) }
}

func three(t *testing.T, e Environment) (a, b, c Member) {
	t.Helper()
	a, b, c = e.Start("a", 1), e.Start("b", 1), e.Start("c", 1)
	for _, m := range []Member{a, b, c} {
		e.Until(t, "all see all", sees(m, "a", "b", "c"))
	}
	return a, b, c
}

func live(t *testing.T, e Environment) {
	a := e.Start("a", 7)
	if !sees(a, "a")() || a.Self().ID != "a" || a.Self().Boot != 7 {
		t.Errorf("alone: self %+v, live %+v", a.Self(), a.Live())
	}
	b := e.Start("b", 1)
	e.Until(t, "a sees b", sees(a, "a", "b"))
	e.Until(t, "b sees a", sees(b, "a", "b"))
	if m, _ := b.Member("a"); m.Boot != 7 || !m.AlwaysOn || m.Proxying || !m.Address.IsValid() {
		t.Errorf("b knows a as %+v", m)
	}
	if _, ok := a.Member("c"); ok {
		t.Error("a sees c, which never ran")
	}
	e.Kill("b")
	e.Until(t, "a sees b no more", sees(a, "a"))
}

func claims(t *testing.T, e Environment) {
	a, b, c := three(t, e)
	one := membership.Claim{NodeID: "a", ServiceID: "s", ConferenceID: "x", Term: 1}
	other := membership.Claim{NodeID: "b", ServiceID: "s", ConferenceID: "y", Term: 3}
	a.Claim(membership.Claim{ServiceID: "s", ConferenceID: "x", Term: 1})
	a.Claim(one)
	if !claimed(a, "s", one)() {
		t.Errorf("a does not know of its own: %+v", a.Claims("s"))
	}
	b.Claim(other)
	b.Claim(membership.Claim{NodeID: "b", ServiceID: "r", ConferenceID: "z", Term: 1})
	for _, m := range []Member{a, b, c} {
		e.Until(t, "all know both", claimed(m, "s", one, other))
		if got := m.ClaimsOf("y"); !slices.Equal(got, []membership.Claim{other}) {
			t.Errorf("of one of them is known %+v", got)
		}
	}
	other.Term = 4
	b.Claim(other)
	a.Release("s", "nothing of the kind")
	a.Release("s", "x")
	for _, m := range []Member{a, b, c} {
		e.Until(t, "one is left, of a higher term", claimed(m, "s", other))
	}
	e.Kill("b")
	for _, m := range []Member{a, c} {
		e.Until(t, "none of a dead node", claimed(m, "s"))
		if got := m.ClaimsOf("y"); len(got) > 0 {
			t.Errorf("of a dead node's is known %+v", got)
		}
	}
}

func loads(t *testing.T, e Environment) {
	a, b, _ := three(t, e)
	for _, used := range []capacity.Tokens{48, 480, 0, 481} {
		a.SetLoad(960, used)
		if a.Self().Used != used || a.Self().Capacity != 960 {
			t.Errorf("a knows %+v of itself", a.Self())
		}
		e.Until(t, "b knows a's load", func() bool {
			m, ok := b.Member("a")
			return ok && m.Capacity == 960 && m.Used == used
		})
	}
}

// restart: what was said of an earlier life is void, even if nobody noticed the
// death.
func restart(t *testing.T, e Environment) {
	a, _, c := three(t, e)
	old := membership.Claim{NodeID: "b", ServiceID: "s", ConferenceID: "x", Term: 1}
	b := e.Start("b", 2)
	b.Claim(old)
	e.Until(t, "a knows the second life", claimed(a, "s", old))
	e.Kill("b")
	b = e.Start("b", 3)
	for _, m := range []Member{a, c} {
		e.Until(t, "the third life is known and has no claims", func() bool {
			known, ok := m.Member("b")
			return ok && known.Boot == 3 && len(m.Claims("s")) == 0
		})
	}
	old.ConferenceID = "y"
	b.Claim(old)
	e.Until(t, "it claims", claimed(c, "s", old))
}

func partition(t *testing.T, e Environment) {
	a, b, c := three(t, e)
	one := membership.Claim{NodeID: "a", ServiceID: "s", ConferenceID: "x", Term: 1}
	other := membership.Claim{NodeID: "c", ServiceID: "s", ConferenceID: "x", Term: 2}
	a.Claim(one)
	e.Until(t, "c knows it", claimed(c, "s", one))
	e.Part(func(x, y string) bool { return (x == "c") != (y == "c") })
	e.Until(t, "c is alone", sees(c, "c"))
	e.Until(t, "the others have each other", sees(b, "a", "b"))
	e.Until(t, "c knows of no home", claimed(c, "s"))
	c.Claim(other)
	e.Part(nil)
	for _, m := range []Member{a, b, c} {
		e.Until(t, "all see all again", sees(m, "a", "b", "c"))
		e.Until(t, "and both homes", claimed(m, "s", one, other))
	}
}

func changed(t *testing.T, e Environment) {
	a, b, _ := three(t, e)
	wait := func(what string, do func()) {
		t.Helper()
		ch := a.Changed()
		do()
		e.Until(t, what, func() bool {
			select {
			case <-ch:
				return true
			default:
				return false
			}
		})
	}
	wait("own claim", func() { a.Claim(membership.Claim{ServiceID: "s", ConferenceID: "x", Term: 1}) })
	wait("own release", func() { a.Release("s", "x") })
	wait("claim of another", func() { b.Claim(membership.Claim{ServiceID: "s", ConferenceID: "x", Term: 1}) })
	wait("death", func() { e.Kill("c") })
	ch := a.Changed()
	a.SetLoad(96, 48)
	select {
	case <-ch:
		t.Error("a load is no change")
	default:
	}
}
