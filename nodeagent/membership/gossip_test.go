package membership_test

import (
	"slices"
	"testing"
	"time"

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

func TestKilled(t *testing.T) {
	var most time.Duration
	for seed := range uint64(20) {
		bubble(t, seed, 6, func(c *cluster) {
			c.startAll()
			<-time.After(time.Duration(seed) * 77 * time.Millisecond)
			c.nodes[id(0)].kill()
			d := c.within(3*time.Second, "all know of the death", func() bool { return c.agree(c.ids[1:], c.ids[1:]) })
			most = max(most, d)
		})
	}
	t.Logf("after %v at most", most)
}
