package conference

import (
	"fmt"
	"testing"
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/link"
)

func TestGuard(t *testing.T) {
	g := newGuard()
	for i := range guardLimit {
		if g.fail("k", guardLimit, t0.Add(time.Duration(i)*time.Second)) || g.blocked("k", guardLimit, t0.Add(time.Minute)) {
			t.Fatalf("blocked after %d", i+1)
		}
	}
	if !g.fail("k", guardLimit, t0.Add(time.Minute)) || !g.blocked("k", guardLimit, t0.Add(time.Minute)) {
		t.Error("not blocked after one more")
	}
	if g.fail("k", guardLimit, t0.Add(time.Minute)) {
		t.Error("told twice")
	}
	if g.blocked("other", guardLimit, t0.Add(time.Minute)) {
		t.Error("another key is blocked")
	}
	if g.blocked("k", guardLimit, t0.Add(guardWindow+2*time.Second)) {
		t.Error("blocked although the failures are old")
	}
}

// What turned out to be no guess does not count.
func TestGuardForgives(t *testing.T) {
	g := newGuard()
	for i := range guardLimit + 1 {
		g.fail("k", guardLimit, t0.Add(time.Duration(i)*time.Second))
	}
	g.forgive("k", t0.Add(3*time.Second))
	g.forgive("k", t0.Add(3*time.Second))
	g.forgive("other", t0)
	if g.blocked("k", guardLimit, t0.Add(time.Minute)) || len(g.failures["k"]) != guardLimit {
		t.Errorf("%d failures", len(g.failures["k"]))
	}
	if !g.fail("k", guardLimit, t0.Add(time.Minute)) {
		t.Error("not blocked after one more")
	}
	g.fail("one", guardLimit, t0)
	g.forgive("one", t0)
	if _, known := g.failures["one"]; known {
		t.Error("a key without failures is remembered")
	}
}

// Who goes on guessing is told of once a minute, and nobody is left out.
func TestGuardTellsOfBlocks(t *testing.T) {
	g, now := newGuard(), t0
	for i, c := range []struct {
		after time.Duration
		may   bool
		want  int
	}{
		{0, true, 1},
		{time.Second, true, 0},
		{tellEvery - 2*time.Second, true, 0},
		{time.Second, false, 0},
		{0, true, 4},
		{0, true, 0},
		{tellEvery, true, 2},
	} {
		now = now.Add(c.after)
		if got := g.turnAway("k", now, func() bool { return c.may }); got != c.want {
			t.Errorf("step %d: %d, want %d", i, got, c.want)
		}
	}
}

func TestGuardIsBounded(t *testing.T) {
	g := newGuard()
	for i := range guardKeys + 500 {
		g.fail(fmt.Sprint(i), guardLimit, t0.Add(time.Duration(i)*time.Millisecond))
		g.turnAway(fmt.Sprint(i), t0, func() bool { return true })
	}
	if len(g.failures) > guardKeys || len(g.turned) > guardKeys {
		t.Errorf("%d and %d keys", len(g.failures), len(g.turned))
	}
	if _, known := g.failures[fmt.Sprint(guardKeys+499)]; !known {
		t.Error("the newest was forgotten")
	}
	g.fail("later", guardLimit, t0.Add(2*guardWindow))
	if len(g.failures) != 1 || len(g.turned) != 0 {
		t.Errorf("%d and %d keys, the old ones are stale", len(g.failures), len(g.turned))
	}
}

// The limit may change at any time, and nobody need be blocked at all.
func TestGuardLimits(t *testing.T) {
	g := newGuard()
	for range 30 {
		if g.fail("off", -1, t0) || g.blocked("off", -1, t0) {
			t.Fatal("blocked without a limit")
		}
	}
	if len(g.failures) != 0 {
		t.Error("counted without a limit")
	}
	for i := range 6 {
		if got, want := g.fail("k", 5, t0), i == 5; got != want {
			t.Errorf("failure %d blocks: %t", i+1, got)
		}
	}
	if !g.blocked("k", 5, t0) || g.blocked("k", 20, t0) || g.blocked("k", -1, t0) {
		t.Error("the limit of now does not count")
	}
	for range 20 {
		g.fail("wide", 20, t0)
	}
	if g.blocked("wide", 20, t0) || !g.blocked("wide", 5, t0) {
		t.Error("a lower limit does not count what was noted before")
	}
}

func TestBreakInSettings(t *testing.T) {
	settings := link.Settings{PINAttemptLimit: 5, AliasAttemptLimit: -1, BreakInAllowList: []string{"192.0.2.0/24", "2001:db8::/32", "nonsense"}}
	for _, c := range []struct {
		settings      link.Settings
		remote        string
		pins, aliases int
	}{
		{link.Settings{}, "192.0.2.1", guardLimit, guardLimit},
		{settings, "198.51.100.1", 5, -1},
		{settings, "192.0.2.1", -1, -1},
		{settings, "::ffff:192.0.2.1", -1, -1},
		{settings, "2001:db8::5", -1, -1},
		{settings, "2001:db9::5", 5, -1},
		{settings, "pipe", 5, -1},
	} {
		if got := breakInOf(c.settings).of(c.remote); got.pins != c.pins || got.aliases != c.aliases {
			t.Errorf("%s: %+v, want %d and %d", c.remote, got, c.pins, c.aliases)
		}
	}
}

func TestSourceKey(t *testing.T) {
	for in, want := range map[string]string{
		"192.0.2.1":           "192.0.2.1",
		"::ffff:192.0.2.1":    "192.0.2.1",
		"2001:db8:1:2::77":    "2001:db8:1:2::/64",
		"2001:db8:1:2:ffff::": "2001:db8:1:2::/64",
		"fe80::1%eth0":        "fe80::/64",
		"pipe":                "pipe",
	} {
		if got := SourceKey(in); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

func TestLedger(t *testing.T) {
	l := newLedger(func() capacity.Tokens { return 100 })
	if !l.grow("a", 60) || l.grow("b", 41) || !l.grow("b", 40) || !l.grow("b", 10) {
		t.Error("grow")
	}
	if l.sum() != 100 {
		t.Errorf("sum %d", l.sum())
	}
	l.set("a", 0)
	if l.sum() != 40 || l.held("a") != 0 {
		t.Errorf("sum %d", l.sum())
	}
}
