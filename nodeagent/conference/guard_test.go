package conference

import (
	"fmt"
	"testing"
	"time"

	"github.com/parley-video/parley/domain/capacity"
)

func TestGuard(t *testing.T) {
	g := newGuard()
	for i := range guardLimit {
		if g.fail("k", t0.Add(time.Duration(i)*time.Second)) || g.blocked("k", t0.Add(time.Minute)) {
			t.Fatalf("blocked after %d", i+1)
		}
	}
	if !g.fail("k", t0.Add(time.Minute)) || !g.blocked("k", t0.Add(time.Minute)) {
		t.Error("not blocked after one more")
	}
	if g.fail("k", t0.Add(time.Minute)) {
		t.Error("told twice")
	}
	if g.blocked("other", t0.Add(time.Minute)) {
		t.Error("another key is blocked")
	}
	if g.blocked("k", t0.Add(guardWindow+2*time.Second)) {
		t.Error("blocked although the failures are old")
	}
}

func TestGuardIsBounded(t *testing.T) {
	g := newGuard()
	for i := range guardKeys + 500 {
		g.fail(fmt.Sprint(i), t0.Add(time.Duration(i)*time.Millisecond))
	}
	if len(g.failures) > guardKeys {
		t.Errorf("%d keys", len(g.failures))
	}
	if _, known := g.failures[fmt.Sprint(guardKeys+499)]; !known {
		t.Error("the newest was forgotten")
	}
	g.fail("later", t0.Add(2*guardWindow))
	if len(g.failures) != 1 {
		t.Errorf("%d keys, the old ones are stale", len(g.failures))
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
