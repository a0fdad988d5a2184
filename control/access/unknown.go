package access

import (
	"errors"
	"sync"
	"time"
)

// ErrTooManyUnknown says that too many tokens that nobody has came from a
// network lately: a token that was not good here before is not looked up now.
var ErrTooManyUnknown = errors.New("too many unknown tokens from this network; wait")

// The limit on tokens that nobody has, for each network. Guessing one is
// hopeless; but each takes a look into the log.
const (
	unknownBurst    = 100
	unknownInterval = time.Minute / unknownBurst
	knownTokens     = 10_000
)

// unknown paces the look-up of tokens that nobody has. Those that were good are
// looked up whatever else comes from their network: many share an address.
type unknown struct {
	failed *limiter // by network

	mu   sync.Mutex       // guards good
	good recent[struct{}] // by digest
}

func newUnknown() *unknown {
	return &unknown{failed: newLimiter(limiterKeys, unknownBurst, unknownInterval), good: newRecent[struct{}](knownTokens)}
}

// may reports whether a token is looked up now.
func (u *unknown) may(network, digest string, now time.Time) bool {
	u.mu.Lock()
	_, good := u.good.get(digest)
	u.mu.Unlock()
	return good || !u.failed.spent(network, now)
}

// found notes a token that is good.
func (u *unknown) found(digest string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.good.put(digest, struct{}{})
}

// missed counts a token that is not good, or not any more.
func (u *unknown) missed(network, digest string, now time.Time) {
	u.mu.Lock()
	u.good.drop(digest)
	u.mu.Unlock()
	_ = u.failed.allow(network, now) // it counts; what it says is asked before the next
}
