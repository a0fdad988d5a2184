package webhooks

import (
	"context"
	"net/http"
	"net/netip"
	"time"

	"github.com/parley-video/parley/internal/sqldb"
)

// WithTransport has everything posted through a transport of the test's.
func (c Config) WithTransport(t http.RoundTripper) Config {
	c.transport = t
	return c
}

// Refuse says whether an address is refused.
func Refuse(a netip.Addr, loopbackOnly bool) error { return refuse(a, loopbackOnly) }

// RetryAfter reads the header.
func RetryAfter(text string, now time.Time) time.Duration { return retryAfter(text, now) }

// Backoff is the pause after the n-th failure.
func (l Limits) Backoff(n int64, jitter float64) time.Duration { return l.backoff(n, jitter) }

// Claim draws a fencing number, Write writes with one.
func (w *Webhooks) Claim(ctx context.Context) (int64, error) { return w.queue.claim(ctx) }

// Write writes as the Run with a fencing number would.
func (w *Webhooks) Write(ctx context.Context, fence int64, f func(sqldb.Tx) error) error {
	return w.queue.write(ctx, fence, func(_ context.Context, tx sqldb.Tx) error { return f(tx) })
}
