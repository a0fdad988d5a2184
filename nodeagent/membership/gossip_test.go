package membership_test

import (
	"math/rand/v2"
	"net/netip"
	"slices"
	"testing"
	"time"

	"github.com/parley-video/parley/nodeagent/membership"
	"github.com/parley-video/parley/nodeagent/membership/membershiptest"
)

// environment has three nodes gossip.
type environment struct{ *cluster }

func (e environment) Start(id string, boot uint64) membershiptest.Member {
	if old := e.nodes[id]; old != nil {
		old.kill()
	}
	i := slices.Index(e.ids, id)
	return e.start(i, boot, address(i))
}

func (e environment) Kill(id string) { e.nodes[id].kill() }

func (e environment) Part(apart func(a, b string) bool) {
	e.cutOff(func(a, b string) bool { return apart != nil && apart(a, b) })
}

func (e environment) Until(t *testing.T, what string, so func() bool) {
	t.Helper()
	e.within(30*time.Second, what, so)
}

func TestContract(t *testing.T) {
	membershiptest.Run(t, func(t *testing.T, test func(*testing.T, membershiptest.Environment)) {
		bubble(t, 1, 3, func(c *cluster) {
			c.ids = []string{"a", "b", "c"}
			test(c.t, environment{c})
		})
	})
}

func TestAnUnknownNodeDoesNotEnter(t *testing.T) {
	bubble(t, 1, 4, func(c *cluster) {
		c.startAll()
		// One is removed. First one node hears of it, then the others; it does not.
		for _, id := range c.ids[:3] {
			c.nodes[id].records.set(func(r *records) { r.nodes = r.nodes[:3] })
			c.within(time.Second, "it is gone", func() bool { return c.agree([]string{id}, c.ids[:3]) })
			<-time.After(5 * time.Second)
		}
		for range 100 {
			if <-time.After(time.Second); !c.agree(c.ids[:3], c.ids[:3]) {
				t.Fatalf("it came back: %v", ids(c.nodes[id(0)].Live()))
			}
		}
		// It is configured again, and comes back by itself.
		for _, id := range c.ids[:3] {
			c.nodes[id].records.set(func(r *records) { r.nodes = c.configuration() })
		}
		c.within(time.Minute, "it is back", func() bool { return c.agree(c.ids, c.ids) })
	})
}

// TestKilled: all others know it soon, whoever is killed and when.
func TestKilled(t *testing.T) {
	for _, c := range []struct {
		size   int
		seeds  uint64
		within time.Duration
	}{{2, 5, 3 * time.Second}, {3, 5, 3 * time.Second}, {6, 20, 3 * time.Second}, {20, 2, 4 * time.Second}} {
		var most, sum time.Duration
		for seed := range c.seeds {
			bubble(t, seed, c.size, func(cluster *cluster) {
				cluster.startAll()
				<-time.After(time.Duration(seed) * 77 * time.Millisecond)
				cluster.nodes[id(0)].kill()
				d := cluster.within(c.within, "all know of the death", func() bool {
					return cluster.agree(cluster.ids[1:], cluster.ids[1:])
				})
				most, sum = max(most, d), sum+d
			})
		}
		t.Logf("of %d nodes: after %v on average, %v at most", c.size, sum/time.Duration(c.seeds), most)
	}
}

// TestALossyNetworkKillsNobody: one packet in twenty is lost, and now and then a
// node stands still for a fifth of a second.
func TestALossyNetworkKillsNobody(t *testing.T) {
	for _, of := range []struct {
		size   int
		during time.Duration
		delay  time.Duration
	}{{6, time.Minute, 5 * time.Millisecond}, {6, time.Minute, 75 * time.Millisecond}, {16, 15 * time.Second, 40 * time.Millisecond}} {
		bubble(t, 1, of.size, func(c *cluster) {
			c.delay = func(netip.AddrPort, netip.AddrPort) time.Duration { return of.delay }
			c.startAll()
			c.set(func() { c.loss = 0.05 })
			deaths := 0
			for end := time.Now().Add(of.during); time.Now().Before(end); {
				<-time.After(100 * time.Millisecond)
				for _, id := range c.ids {
					if rand.IntN(50) == 0 {
						c.nodes[id].stall(200 * time.Millisecond)
					}
					if n := len(c.nodes[id].Live()); n != len(c.ids) {
						deaths += len(c.ids) - n
					}
				}
			}
			if deaths > 0 {
				t.Errorf("%d nodes, %v apart: others were missing for %d tenths of a second", of.size, of.delay, deaths)
			}
		})
	}
}

// TestAHintIsFaster than the nodes' agreement, and does no harm to the living.
func TestAHintIsFaster(t *testing.T) {
	bubble(t, 1, 16, func(c *cluster) {
		c.startAll()
		a := c.nodes[id(0)]
		a.Suspect(id(1))
		a.Suspect(id(0))
		a.Suspect("nobody")
		for range 200 {
			if <-time.After(10 * time.Millisecond); len(a.Live()) != 16 {
				t.Fatal("a hint killed somebody")
			}
		}
		c.nodes[id(1)].kill()
		a.Suspect(id(1))
		gone := func(v membership.View) func() bool {
			return func() bool { _, ok := v.Member(id(1)); return !ok }
		}
		c.within(1300*time.Millisecond, "who was told knows", gone(a.Gossip))
		if gone(c.nodes[id(2)].Gossip)() {
			t.Error("others knew as soon, so this shows nothing")
		}
	})
}

// TestAHintOnlyCutsOffWhomNobodyReaches: two nodes that do not reach each other
// are live as long as others reach both.
func TestAHintOnlyCutsOffWhomNobodyReaches(t *testing.T) {
	bubble(t, 1, 4, func(c *cluster) {
		c.startAll()
		c.cutOff(func(a, b string) bool { return min(a, b) == id(0) && max(a, b) == id(1) })
		for i := range 600 {
			if i%20 == 0 {
				c.nodes[id(0)].Suspect(id(1))
			}
			if <-time.After(50 * time.Millisecond); !c.agree(c.ids, c.ids) {
				t.Fatalf("%s sees %v", id(0), ids(c.nodes[id(0)].Live()))
			}
		}
		// Then he is reached by nobody for a moment, and comes back by himself.
		c.cutOff(func(a, b string) bool { return a == id(1) || b == id(1) })
		c.nodes[id(0)].Suspect(id(1))
		c.within(1300*time.Millisecond, "he is gone", func() bool { _, ok := c.nodes[id(0)].Member(id(1)); return !ok })
		c.cutOff(func(string, string) bool { return false })
		c.within(10*time.Second, "he is back", func() bool { return c.agree(c.ids, c.ids) })
	})
}

// TestPartition: both sides go on, and find each other again, however long they
// were apart.
func TestPartition(t *testing.T) {
	for _, apart := range []time.Duration{2 * time.Second, 10 * time.Second, 10 * time.Minute} {
		bubble(t, 1, 12, func(c *cluster) {
			c.startAll()
			left := func(id string) bool { return slices.Index(c.ids, id) < 5 }
			c.cutOff(func(a, b string) bool { return left(a) != left(b) })
			<-time.After(apart)
			if apart > 5*time.Second && (!c.agree(c.ids[:5], c.ids[:5]) || !c.agree(c.ids[5:], c.ids[5:])) {
				t.Fatal("the sides do not know themselves")
			}
			c.nodes[id(1)].Claim(membership.Claim{ServiceID: "s", ConferenceID: "x", Term: 1})
			c.nodes[id(7)].Claim(membership.Claim{ServiceID: "s", ConferenceID: "y", Term: 1})
			c.cutOff(func(string, string) bool { return false })
			d := c.within(15*time.Second, "all see all, and both homes", func() bool {
				for _, id := range c.ids {
					if len(c.nodes[id].Claims("s")) != 2 {
						return false
					}
				}
				return c.agree(c.ids, c.ids)
			})
			t.Logf("after %v apart: together within %v", apart, d)
		})
	}
}

// TestKeysChange: first a new key is only read, then written, then the old one
// goes, and no node is away for a moment though they hear of it one after the
// other.
func TestKeysChange(t *testing.T) {
	bubble(t, 1, 4, func(c *cluster) {
		c.startAll()
		for _, keys := range [][][]byte{
			{secret(1), secret(2)},
			{secret(2), secret(1)},
			{secret(2)},
			{secret(2), secret(3), secret(4)},
			{secret(4), secret(2), secret(3)},
			{secret(4), secret(3)},
			{secret(3), secret(4)},
			{secret(3)},
		} {
			for _, id := range c.ids {
				c.nodes[id].records.set(func(r *records) { r.settings.ClusterKeys = keys })
				for range 30 {
					if <-time.After(100 * time.Millisecond); !c.agree(c.ids, c.ids) {
						t.Fatalf("with %v", keys)
					}
				}
			}
		}
		// Whoever misses it is on his own, and so is who has none.
		for i, keys := range [][][]byte{{secret(1)}, nil} {
			c.nodes[id(i)].records.set(func(r *records) { r.settings.ClusterKeys = keys })
		}
		c.within(10*time.Second, "both are alone", func() bool {
			return c.agree(c.ids[:1], c.ids[:1]) && c.agree(c.ids[1:2], c.ids[1:2]) && c.agree(c.ids[2:], c.ids[2:])
		})
		for i := range 2 {
			c.nodes[id(i)].records.set(func(r *records) { r.settings.ClusterKeys = [][]byte{secret(3)} })
		}
		c.within(20*time.Second, "together again", func() bool { return c.agree(c.ids, c.ids) })
	})
}

// TestANewKeyTakesTheirPlace: nodes hear of a new key one after the other, and use
// it in their own time without missing each other. Whoever has only the one
// before is not heard any more when that is over.
func TestANewKeyTakesTheirPlace(t *testing.T) {
	bubble(t, 1, 3, func(c *cluster) {
		c.startAll()
		made := time.Now()
		stays := c.ids[:2]
		for _, id := range stays {
			c.nodes[id].records.set(func(r *records) {
				r.settings.ClusterKeys, r.settings.ClusterKeysSince = [][]byte{secret(2), secret(1)}, []time.Time{made, {}}
			})
			for range 40 {
				if <-time.After(3 * time.Second); !c.agree(c.ids, c.ids) {
					t.Fatalf("after %v", time.Since(made))
				}
			}
		}
		for time.Since(made) < 35*time.Minute {
			if <-time.After(2 * time.Second); !c.agree(stays[:1], c.ids) && !c.agree(stays[:1], stays) {
				t.Fatalf("after %v: %v", time.Since(made), ids(c.nodes[stays[0]].Live()))
			}
		}
		if !c.agree(stays, stays) || !c.agree(c.ids[2:], c.ids[2:]) {
			t.Error("the node with the key before is still one of them")
		}
	})
}

// TestAnotherAddress: a node comes back elsewhere, and nobody tells the others
// but itself.
func TestAnotherAddress(t *testing.T) {
	for _, away := range []time.Duration{0, 10 * time.Second, 5 * time.Minute} {
		bubble(t, 1, 4, func(c *cluster) {
			c.startAll()
			c.nodes[id(1)].kill()
			<-time.After(away)
			n := c.start(1, 2, address(77))
			n.Claim(membership.Claim{ServiceID: "s", ConferenceID: "x", Term: 1})
			c.within(10*time.Second, "all know where it is", func() bool {
				for _, other := range c.ids {
					m, ok := c.nodes[other].Member(id(1))
					at, found := c.nodes[other].Gossip.Address(id(1))
					if !ok || m.Address != address(77) || m.Boot != 2 || len(c.nodes[other].Claims("s")) != 1 {
						return false
					}
					if other != id(1) && (!found || at != address(77).String()) {
						return false
					}
				}
				return c.agree(c.ids, c.ids)
			})
		})
	}
}

// TestMoving: a node's address changes while it lives.
func TestMoving(t *testing.T) {
	bubble(t, 1, 4, func(c *cluster) {
		c.startAll()
		n := c.nodes[id(1)]
		n.move(address(77))
		n.SetAddress(address(77))
		c.within(5*time.Second, "all know where it is", func() bool {
			for _, other := range c.ids {
				if m, ok := c.nodes[other].Member(id(1)); !ok || m.Address != address(77) {
					return false
				}
			}
			return true
		})
	})
}

// TestANodeIsGivenAnAddress: until then it keeps to itself.
func TestANodeIsGivenAnAddress(t *testing.T) {
	bubble(t, 1, 3, func(c *cluster) {
		c.start(0, 1, address(0))
		c.start(1, 1, address(1))
		n := c.start(2, 1, netip.AddrPort{})
		n.move(address(2))
		<-time.After(30 * time.Second)
		if !c.agree(c.ids[:2], c.ids[:2]) || len(n.Live()) != 1 {
			t.Fatalf("a node without an address sees %v", ids(n.Live()))
		}
		n.SetAddress(address(2))
		n.SetClientURL("https://elsewhere.example.org")
		c.within(15*time.Second, "all see it", func() bool {
			m, _ := c.nodes[id(0)].Member(id(2))
			return c.agree(c.ids, c.ids) && m.Address == address(2) && m.ClientURL == "https://elsewhere.example.org"
		})
		n.SetClientURL("https://there.example.org")
		c.within(5*time.Second, "where participants reach it", func() bool {
			m, _ := c.nodes[id(0)].Member(id(2))
			return m.ClientURL == "https://there.example.org" && n.Self().ClientURL == m.ClientURL
		})
	})
}

// TestMaintenance is known as soon as either the node or who asks has it in its
// configuration.
func TestMaintenance(t *testing.T) {
	bubble(t, 1, 3, func(c *cluster) {
		c.startAll()
		in := func(v membership.View) bool { m, _ := v.Member(id(2)); return m.Maintenance }
		change := func(who int, to bool) {
			c.nodes[id(who)].records.set(func(r *records) {
				r.nodes = c.configuration()
				r.nodes[2].Maintenance = to
			})
		}
		change(0, true)
		c.within(time.Second, "who was told", func() bool { return in(c.nodes[id(0)]) && !in(c.nodes[id(1)]) })
		change(2, true)
		c.within(time.Second, "all", func() bool { return in(c.nodes[id(1)]) && in(c.nodes[id(2)]) })
		change(0, false)
		change(2, false)
		c.within(time.Second, "over", func() bool { return !in(c.nodes[id(0)]) && !in(c.nodes[id(1)]) })
	})
}

// TestClaimsThatPassedBy are asked for: of one node, and of many.
func TestClaimsThatPassedBy(t *testing.T) {
	for _, claiming := range []int{1, 12} {
		bubble(t, 1, 14, func(c *cluster) {
			c.startAll()
			// All packets to one node are lost for a moment that nobody dies of.
			lonely := id(13)
			at := address(13)
			c.set(func() { c.cut = func(_, to netip.AddrPort) bool { return to == at } })
			for i := range claiming {
				c.nodes[id(i)].Claim(membership.Claim{ServiceID: "s", ConferenceID: id(i), Term: 1})
			}
			<-time.After(700 * time.Millisecond)
			c.set(func() { c.cut = func(_, _ netip.AddrPort) bool { return false } })
			for i := range claiming {
				c.nodes[id(i)].Claim(membership.Claim{ServiceID: "r", ConferenceID: id(i), Term: 1})
			}
			c.within(4*time.Second, "it knows what passed by", func() bool { return len(c.nodes[lonely].Claims("s")) == claiming })
		})
	}
}

// TestAClockSetBack: a node whose earlier life had a higher boot goes beyond it.
func TestAClockSetBack(t *testing.T) {
	bubble(t, 1, 3, func(c *cluster) {
		c.start(0, 1, address(0))
		c.start(1, 100, address(1))
		c.nodes[id(1)].Claim(membership.Claim{ServiceID: "s", ConferenceID: "x", Term: 1})
		c.within(10*time.Second, "known", func() bool { return len(c.nodes[id(0)].Claims("s")) == 1 })
		c.nodes[id(1)].kill()
		n := c.start(1, 50, address(1))
		n.Claim(membership.Claim{ServiceID: "s", ConferenceID: "y", Term: 1})
		c.within(10*time.Second, "the new life is known", func() bool {
			m, ok := c.nodes[id(0)].Member(id(1))
			claims := c.nodes[id(0)].Claims("s")
			return ok && m.Boot == 101 && n.Self().Boot == 101 && len(claims) == 1 && claims[0].ConferenceID == "y"
		})
	})
}

// TestLeave: who leaves in order is missed sooner than who dies.
func TestLeave(t *testing.T) {
	bubble(t, 1, 6, func(c *cluster) {
		c.startAll()
		c.nodes[id(5)].leave()
		c.within(1200*time.Millisecond, "all know", func() bool { return c.agree(c.ids[:5], c.ids[:5]) })
	})
}
