package membership_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/parley-video/parley/nodeagent/membership"
)

// TestMeet: who has met the others knows of their conferences; who is the only
// one does not wait for long.
func TestMeet(t *testing.T) {
	for seed := range uint64(10) {
		bubble(t, seed, 3, func(c *cluster) {
			c.startAll()
			for i := range 40 {
				service := fmt.Sprintf("s%d", i)
				c.nodes[id(i%2)].Claim(membership.Claim{ServiceID: service, ConferenceID: "c", Term: 1})
			}
			c.nodes[id(2)].kill()
			<-time.After(20 * time.Second)
			n := c.start(2, 2, address(2))
			began := time.Now()
			ctx, cancel := context.WithTimeout(c.t.Context(), 5*time.Second)
			defer cancel()
			n.Meet(ctx)
			for i := range 40 {
				if got := n.Claims(fmt.Sprintf("s%d", i)); len(got) != 1 {
					t.Errorf("seed %d: after %s it knows %v of s%d", seed, time.Since(began), got, i)
				}
			}
			if took := time.Since(began); took > 1500*time.Millisecond {
				t.Errorf("seed %d: that took %s", seed, took)
			}
		})
	}
	bubble(t, 1, 3, func(c *cluster) { // the others are away
		n := c.start(0, 1, address(0))
		ctx, cancel := context.WithTimeout(c.t.Context(), 2*time.Second)
		defer cancel()
		began := time.Now()
		if n.Meet(ctx); time.Since(began) != 2*time.Second {
			t.Errorf("it waited for %s", time.Since(began))
		}
	})
	bubble(t, 1, 1, func(c *cluster) { // there are none
		n := c.start(0, 1, address(0))
		began := time.Now()
		if n.Meet(c.t.Context()); time.Since(began) != 0 {
			t.Errorf("it waited for %s", time.Since(began))
		}
	})
}
