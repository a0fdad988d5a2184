package conference

import (
	"net/netip"
	"slices"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
)

// Break-in resistance: more failures than the limit within guardWindow block
// until enough of them are older than that.
const (
	guardLimit  = 20 // unless the settings say otherwise
	guardWindow = 10 * time.Minute
	// guardKeys bounds the keys remembered. Beyond it the one whose last
	// failure is oldest is forgotten: it is the closest to being free anyway.
	guardKeys = 8192
	// tellEvery is how often it is told that a key is blocked that goes on trying.
	tellEvery = time.Minute
)

// guard counts failures by key over a sliding window. It is pure: the time
// comes in. It is not safe for concurrent use.
type guard struct {
	failures map[string][]time.Time
	turned   map[string]turned // of keys with failures
}

// turned is what a blocked key goes on with.
type turned struct {
	told   time.Time
	untold int // since then
}

func newGuard() *guard {
	return &guard{failures: make(map[string][]time.Time), turned: make(map[string]turned)}
}

// turnAway counts a call that a block ends. It gives how many there were since
// this was last told of, and zero while it is not to be told again: may has the
// last word on it.
func (g *guard) turnAway(key string, now time.Time, may func() bool) int {
	t := g.turned[key]
	t.untold++
	told := 0
	if (t.told.IsZero() || now.Sub(t.told) >= tellEvery) && may() {
		told, t = t.untold, turned{told: now}
	}
	g.turned[key] = t
	return told
}

// fail notes a failure and reports whether it is the one that blocks. A negative
// limit never blocks, and nothing is noted.
func (g *guard) fail(key string, limit int, now time.Time) bool {
	if limit < 0 {
		return false
	}
	recent := g.recent(key, now)
	was := len(recent) > limit
	if recent == nil && len(g.failures) >= guardKeys {
		g.forgetOne(now)
	}
	recent = append(recent, now)
	if len(recent) > limit+1 {
		recent = recent[len(recent)-limit-1:]
	}
	g.failures[key] = recent
	return !was && len(recent) > limit
}

// forgive takes back a failure that was noted at a time.
func (g *guard) forgive(key string, at time.Time) {
	times := g.failures[key]
	i := slices.IndexFunc(times, at.Equal)
	switch {
	case i < 0:
	case len(times) == 1:
		g.forget(key)
	default:
		g.failures[key] = slices.Concat(times[:i], times[i+1:])
	}
}

// blocked reports whether the key has failed too often lately.
func (g *guard) blocked(key string, limit int, now time.Time) bool {
	return limit >= 0 && len(g.recent(key, now)) > limit
}

// recent drops what has left the window.
func (g *guard) recent(key string, now time.Time) []time.Time {
	times, ok := g.failures[key]
	if !ok {
		return nil
	}
	for len(times) > 0 && now.Sub(times[0]) >= guardWindow {
		times = times[1:]
	}
	if len(times) == 0 {
		g.forget(key)
		return nil
	}
	g.failures[key] = times
	return times
}

func (g *guard) forget(key string) {
	delete(g.failures, key)
	delete(g.turned, key)
}

func (g *guard) forgetOne(now time.Time) {
	var oldest string
	var at time.Time
	for key, times := range g.failures {
		last := times[len(times)-1]
		if now.Sub(last) >= guardWindow {
			g.forget(key)
			continue
		}
		if oldest == "" || last.Before(at) {
			oldest, at = key, last
		}
	}
	if len(g.failures) >= guardKeys {
		g.forget(oldest)
	}
}

// breakIn is the part of the settings that says who is blocked, and when.
type breakIn struct {
	pins, aliases int // limits; negative: nobody is blocked
	allowed       []netip.Prefix
}

func breakInOf(s link.Settings) breakIn {
	b := breakIn{pins: s.PINAttemptLimit, aliases: s.AliasAttemptLimit}
	for _, limit := range []*int{&b.pins, &b.aliases} {
		if *limit == 0 {
			*limit = guardLimit
		}
	}
	for _, text := range s.BreakInAllowList {
		if n, err := netip.ParsePrefix(text); err == nil { // the control plane checked it
			b.allowed = append(b.allowed, n)
		}
	}
	return b
}

// of is what holds for one source: those on the list are never blocked, and
// their failures are not counted.
func (b breakIn) of(remote string) breakIn {
	addr, err := netip.ParseAddr(remote)
	if err != nil {
		return b
	}
	addr = addr.Unmap().WithZone("")
	for _, n := range b.allowed {
		if n.Contains(addr) {
			return breakIn{pins: -1, aliases: -1}
		}
	}
	return b
}

// SourceKey is what counts as one source of requests: an IPv4 address, or the
// /64 of an IPv6 address, since one subscriber has that many.
func SourceKey(remote string) string {
	addr, err := netip.ParseAddr(remote)
	if err != nil {
		return remote
	}
	addr = addr.Unmap()
	if addr.Is4() {
		return addr.String()
	}
	prefix, err := addr.WithZone("").Prefix(64)
	if err != nil {
		return addr.String()
	}
	return prefix.String()
}
