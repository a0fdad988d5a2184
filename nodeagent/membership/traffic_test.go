package membership_test

import (
	"net/netip"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/membership"
)

// traffic is what nodes sent over a while.
type traffic struct{ mean, most int } // bytes per second and node

func (c *cluster) during(d time.Duration, do func(second int)) traffic {
	c.set(func() { clear(c.bytes) })
	for second := range int(d / time.Second) {
		do(second)
		<-time.After(time.Second)
	}
	var sum, most int
	c.set(func() {
		for _, n := range c.bytes {
			sum, most = sum+n, max(most, n)
		}
	})
	seconds := int(d / time.Second)
	return traffic{sum / seconds / len(c.ids), most / seconds}
}

// bound of what gossip sends in packets, in bytes per second: three of 1,328
// bytes ten times a second, and what answers and asks whether others live.
const bound = 3*1328*10 + 20_000

// TestTraffic counts what nodes send each other, packets with their headers and
// streams, in virtual time. PARLEY_BENCH_NODES is another number of nodes.
func TestTraffic(t *testing.T) {
	size := 40
	if n, err := strconv.Atoi(os.Getenv("PARLEY_BENCH_NODES")); err == nil {
		size = n
	}
	bubble(t, 1, size, func(c *cluster) {
		c.step = 100 * time.Millisecond
		c.delay = func(from, to netip.AddrPort) time.Duration {
			if from.Addr().As4()[3]%3 == to.Addr().As4()[3]%3 {
				return time.Millisecond
			}
			return 40 * time.Millisecond // in another location
		}
		for i := range c.ids {
			c.start(i, 1, address(i))
		}
		check := func(what string, got traffic, mean, most int) {
			t.Helper()
			t.Logf("%s: %d bytes/s per node on average, %d at most", what, got.mean, got.most)
			if got.mean > mean || got.most > most {
				t.Errorf("%s: want at most %d and %d", what, mean, most)
			}
		}
		load := func(second, every int, step capacity.Tokens) {
			for i, id := range c.ids {
				if (i+second)%every == 0 {
					n := c.nodes[id]
					n.SetLoad(4800, (n.Self().Used+step)%4800)
				}
			}
		}
		known := func(what string, limit time.Duration, of func(membership.View) bool) {
			t.Helper()
			t.Logf("%s: %v", what, c.within(limit, what, func() bool {
				for _, id := range c.ids[1:] {
					if !of(c.nodes[id]) {
						return false
					}
				}
				return true
			}))
		}
		known("all started at once; all see all after", time.Minute, func(v membership.View) bool { return len(v.Live()) == size })
		burst := min(bound, 250*size)
		exchange := 300 * size // what two nodes that compare all they know send each; seldom one meets two in a while so short
		// However much there is to tell, packets are bounded; streams come on top.
		check("in the seconds after", c.during(5*time.Second, func(int) {}), burst+3*size, burst+40*size)
		check("a fifth of the load of all changes every second", c.during(5*time.Second, func(s int) { load(s, 1, 20*capacity.HD) }), burst+3*size, burst+6*size)
		c.nodes[c.ids[1]].Claim(membership.Claim{ServiceID: "s", ConferenceID: "x", Term: 1})
		known("a claim is known everywhere after", 10*time.Second, func(v membership.View) bool { return len(v.Claims("s")) == 1 })
		c.nodes[c.ids[0]].kill()
		known("a death is known everywhere after", 10*time.Second, func(v membership.View) bool { _, ok := v.Member(c.ids[0]); return !ok })
		<-time.After(max(20*time.Second, time.Duration(size)*100*time.Millisecond))
		check("a call comes or goes on each node every 10 s", c.during(10*time.Second, func(s int) { load(s, 10, capacity.HD) }), 1500+30*size, 1500+30*size+2*exchange/10)
		<-time.After(20 * time.Second)
		check("nothing happens", c.during(20*time.Second, func(int) {}), 1500+8*size, 1500+8*size+2*exchange/20)
	})
}
