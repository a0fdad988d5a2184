package conference

import (
	"net/netip"
	"time"
)

// Break-in resistance: more than guardLimit failures within guardWindow block
// until enough of them are older than that.
const (
	guardLimit  = 20
	guardWindow = 10 * time.Minute
	// guardKeys bounds the keys remembered. Beyond it the one whose last
	// failure is oldest is forgotten: it is the closest to being free anyway.
	guardKeys = 8192
)

// guard counts failures by key over a sliding window. It is pure: the time
// comes in. It is not safe for concurrent use.
type guard struct {
	failures map[string][]time.Time
}

func newGuard() *guard { return &guard{failures: make(map[string][]time.Time)} }

// fail notes a failure and reports whether it is the one that blocks.
func (g *guard) fail(key string, now time.Time) bool {
	recent := g.recent(key, now)
	was := len(recent) > guardLimit
	if recent == nil && len(g.failures) >= guardKeys {
		g.forgetOne(now)
	}
	recent = append(recent, now)
	if len(recent) > guardLimit+1 {
		recent = recent[len(recent)-guardLimit-1:]
	}
	g.failures[key] = recent
	return !was && len(recent) > guardLimit
}

// blocked reports whether the key has failed too often lately.
func (g *guard) blocked(key string, now time.Time) bool {
	return len(g.recent(key, now)) > guardLimit
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
		delete(g.failures, key)
		return nil
	}
	g.failures[key] = times
	return times
}

func (g *guard) forgetOne(now time.Time) {
	var oldest string
	var at time.Time
	for key, times := range g.failures {
		last := times[len(times)-1]
		if now.Sub(last) >= guardWindow {
			delete(g.failures, key)
			continue
		}
		if oldest == "" || last.Before(at) {
			oldest, at = key, last
		}
	}
	if len(g.failures) >= guardKeys {
		delete(g.failures, oldest)
	}
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
