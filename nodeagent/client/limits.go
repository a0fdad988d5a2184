package client

import (
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/parley-video/parley/nodeagent/conference"
)

// Limits bound what one source may ask. A source is an IPv4 address or an
// IPv6 /64, and a whole office may sit behind one: the defaults leave room for
// several hundred participants.
type Limits struct {
	// Requests of any kind, per second, and as many at once.
	Requests      float64 // default 200
	RequestsBurst int     // default 1000
	// Joins are request_token calls.
	Joins      float64 // default 20
	JoinsBurst int     // default 200
	// Actions of one participant.
	Actions      float64 // default 20
	ActionsBurst int     // default 100
}

// limitKeys bounds the keys remembered per kind; above it, those that are at
// rest are forgotten, and if all are busy, new ones share one bucket.
const limitKeys = 8192

// limiter is safe for concurrent use.
type limiter struct {
	requests, joins, actions buckets
}

func newLimiter(l Limits) *limiter {
	return &limiter{
		requests: newBuckets(or(l.Requests, 200), or(l.RequestsBurst, 1000)),
		joins:    newBuckets(or(l.Joins, 20), or(l.JoinsBurst, 200)),
		actions:  newBuckets(or(l.Actions, 20), or(l.ActionsBurst, 100)),
	}
}

func or[T int | float64](value, otherwise T) T {
	if value > 0 {
		return value
	}
	return otherwise
}

func (l *limiter) request(source string) bool { return l.requests.allow(conference.SourceKey(source)) }
func (l *limiter) join(source string) bool    { return l.joins.allow(conference.SourceKey(source)) }
func (l *limiter) action(id string) bool      { return l.actions.allow(id) }

// buckets is one token bucket per key.
type buckets struct {
	limit rate.Limit
	burst int

	mu     *sync.Mutex // guards below
	known  map[string]*rate.Limiter
	shared *rate.Limiter
}

func newBuckets(perSecond float64, burst int) buckets {
	return buckets{
		limit: rate.Limit(perSecond), burst: burst, mu: new(sync.Mutex),
		known: make(map[string]*rate.Limiter), shared: rate.NewLimiter(rate.Limit(perSecond), burst),
	}
}

func (b buckets) allow(key string) bool {
	now := time.Now()
	b.mu.Lock()
	defer b.mu.Unlock()
	bucket, ok := b.known[key]
	if !ok {
		if len(b.known) >= limitKeys {
			b.forgetResting(now)
		}
		if len(b.known) >= limitKeys {
			return b.shared.AllowN(now, 1)
		}
		bucket = rate.NewLimiter(b.limit, b.burst)
		b.known[key] = bucket
	}
	return bucket.AllowN(now, 1)
}

// forgetResting drops full buckets: a new one would be the same.
func (b buckets) forgetResting(now time.Time) {
	for key, bucket := range b.known {
		if bucket.TokensAt(now) >= float64(b.burst) {
			delete(b.known, key)
		}
	}
}
