package membership_test

import (
	"context"
	"errors"
	"net/netip"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/nodeagent/membership"
)

// TestEcho: what comes back says that packets cross directly, both ways, whoever
// else could pass them on.
func TestEcho(t *testing.T) {
	bubble(t, 1, 3, func(c *cluster) {
		a := c.start(0, 1, address(0))
		synctest.Wait() // it gossips
		ask := func(of string) error {
			ctx, cancel := context.WithTimeout(c.t.Context(), 3*time.Second)
			defer cancel()
			defer synctest.Wait()
			return a.Echo(ctx, of)
		}
		if err := ask(id(1)); !errors.Is(err, membership.ErrSilent) {
			t.Errorf("a node that is not there: %v", err)
		}
		c.start(1, 1, address(1))
		c.start(2, 1, address(2))
		c.within(10*time.Second, "all see each other", func() bool { return c.agree(c.ids, c.ids) })
		expect := func(what string, want error) {
			t.Helper()
			if err := ask(id(1)); !errors.Is(err, want) {
				t.Errorf("%s: %v, want %v", what, err, want)
			}
		}
		expect("all is well", nil)
		c.set(func() { c.loss = 0.3 })
		expect("some packets are lost", nil)
		c.set(func() { c.loss = 0 })
		for way, cut := range map[string]func(from, to netip.AddrPort) bool{
			"the way there is cut": func(from, to netip.AddrPort) bool { return from == address(0) && to == address(1) },
			"the way back is cut":  func(from, to netip.AddrPort) bool { return from == address(1) && to == address(0) },
		} {
			c.set(func() { c.cut = cut })
			expect(way, membership.ErrSilent)
		}
		c.set(func() { c.cut = func(netip.AddrPort, netip.AddrPort) bool { return false } })
		c.set(func() { c.most = 1000 })
		expect("only small packets come through", membership.ErrSilent)
		c.set(func() { c.most = 0 })
		expect("all is well again", nil)
		if err := ask("nobody"); !errors.Is(err, membership.ErrSilent) {
			t.Errorf("a node that is not configured: %v", err)
		}
	})
}

// TestEchoOfOneThatKeepsToItself cannot be.
func TestEchoOfOneThatKeepsToItself(t *testing.T) {
	bubble(t, 1, 2, func(c *cluster) {
		a := c.start(0, 1, netip.AddrPort{})
		if err := a.Echo(c.t.Context(), id(1)); !errors.Is(err, membership.ErrAlone) {
			t.Errorf("echo: %v", err)
		}
	})
}
