package webhooks

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/parley-video/parley/domain/webhook"
	"github.com/parley-video/parley/events"
)

// sender posts messages.
type sender struct {
	secrets   Opener
	userAgent string
	timeout   time.Duration
	// Names are resolved anew with every connection, so which of the two it is
	// depends on the scheme alone: plain only ever leads to this machine.
	plain, secure http.RoundTripper
}

// What is read of an answer. The body means nothing; reading a little of it
// lets the connection be used again.
const (
	maxAnswerHeader = 64 << 10
	maxAnswerBody   = 16 << 10
	idleConnections = 8
	idleTime        = 90 * time.Second
)

func newSender(c Config) sender {
	s := sender{secrets: c.Secrets, userAgent: c.UserAgent, timeout: c.Limits.Timeout}
	transport := func(loopbackOnly bool) http.RoundTripper {
		if c.transport != nil {
			return c.transport
		}
		dialer := &net.Dialer{Timeout: c.Limits.Timeout, ControlContext: Guard(loopbackOnly)}
		return &http.Transport{
			Proxy:                  nil, // none of the environment: it would get around the guard
			DialContext:            dialer.DialContext,
			TLSClientConfig:        &tls.Config{RootCAs: c.RootCAs, MinVersion: tls.VersionTLS12},
			TLSHandshakeTimeout:    c.Limits.Timeout,
			ResponseHeaderTimeout:  c.Limits.Timeout,
			MaxResponseHeaderBytes: maxAnswerHeader,
			MaxIdleConnsPerHost:    idleConnections,
			MaxIdleConns:           16 * idleConnections,
			IdleConnTimeout:        idleTime,
			DisableCompression:     true,
			ForceAttemptHTTP2:      true,
		}
	}
	s.plain, s.secure = transport(true), transport(false)
	return s
}

// close drops idle connections.
func (s sender) close() {
	for _, t := range []http.RoundTripper{s.plain, s.secure} {
		if t, ok := t.(*http.Transport); ok {
			t.CloseIdleConnections()
		}
	}
}

// keys are what a message is signed with: the secret, and the one before it
// for as long as that is used and can be read.
func (s sender) keys(hook webhook.State, now time.Time) ([][]byte, bool) {
	key, ok := s.key(hook.ID, hook.Secret)
	if !ok {
		return nil, false
	}
	keys := [][]byte{key}
	if hook.Previous != "" && now.Before(hook.PreviousUntil) {
		if key, ok := s.key(hook.ID, hook.Previous); ok {
			keys = append(keys, key)
		}
	}
	return keys, true
}

func (s sender) key(id string, sealed events.Sealed) ([]byte, bool) {
	secret, err := s.secrets.Open(id, sealed)
	if err != nil {
		return nil, false
	}
	return webhook.Key(secret)
}

// answer is what a post came to. err says why it was not taken.
type answer struct {
	status     int
	retryAfter time.Duration
	err        string
}

// send posts a message and never fails otherwise than in its answer. Nothing
// in that is the webhook's address or a secret.
func (s sender) send(ctx context.Context, hook webhook.State, m message) answer {
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	now := time.Now()
	keys, ok := s.keys(hook, now)
	if !ok {
		return answer{err: "The webhook's secret cannot be read. Give it a new one."}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, hook.Settings.URL, bytes.NewReader(m.body))
	if err != nil {
		return answer{err: "The webhook's address cannot be used."}
	}
	m.sign(req.Header, now, keys)
	req.Header.Set("User-Agent", s.userAgent)
	via := s.secure
	if req.URL.Scheme != "https" {
		via = s.plain
	}
	res, err := via.RoundTrip(req) // follows no redirects and knows no cookies
	if err != nil {
		return answer{err: s.explain(err)}
	}
	// What follows the header is of no interest, not even whether it is there.
	_, _ = io.CopyN(io.Discard, res.Body, maxAnswerBody)
	_ = res.Body.Close()
	return judgeAnswer(res, now)
}

func judgeAnswer(res *http.Response, now time.Time) answer {
	a := answer{status: res.StatusCode}
	switch {
	case res.StatusCode >= 200 && res.StatusCode < 300:
		return a
	case res.StatusCode >= 300 && res.StatusCode < 400:
		a.err = fmt.Sprintf("The receiver answered with a redirect (%s). Redirects are not followed; change the address.", statusText(res.StatusCode))
		return a
	case res.StatusCode == http.StatusTooManyRequests, res.StatusCode == http.StatusServiceUnavailable:
		a.retryAfter = retryAfter(res.Header.Get("Retry-After"), now)
	}
	a.err = fmt.Sprintf("The receiver answered with %s.", statusText(res.StatusCode))
	return a
}

func statusText(code int) string {
	return strings.TrimSpace(fmt.Sprintf("%d %s", code, http.StatusText(code)))
}

// maxRetryAfter bounds how long a receiver can hold a webhook up.
const maxRetryAfter = 24 * time.Hour

func retryAfter(text string, now time.Time) time.Duration {
	var wait time.Duration
	if seconds, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64); err == nil {
		wait = time.Duration(min(seconds, int64(maxRetryAfter/time.Second))) * time.Second
	} else if at, err := http.ParseTime(text); err == nil {
		wait = at.Sub(now)
	}
	return min(max(wait, 0), maxRetryAfter)
}

// explain says for people what went wrong on the way.
func (s sender) explain(err error) string {
	var (
		wrapped *url.Error
		dns     *net.DNSError
		cert    *tls.CertificateVerificationError
		op      *net.OpError
		timeout interface{ Timeout() bool }
	)
	if errors.As(err, &wrapped) { // holds the address
		err = wrapped.Err
	}
	switch {
	case errors.Is(err, errAddress):
		return "The address leads to a machine where events are never sent."
	case errors.As(err, &cert):
		return clip("The receiver's certificate is not trusted: " + cert.Err.Error())
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return fmt.Sprintf("The receiver did not answer within %s.", s.timeout)
	case errors.As(err, &dns) && dns.IsNotFound:
		return "The host's name is not known."
	case errors.As(err, &op):
		return clip("The receiver cannot be reached: " + op.Err.Error())
	case strings.Contains(err.Error(), `"`):
		// It quotes what was answered. Something else than a receiver may listen
		// there, and nobody should read it through us.
		return "The receiver cannot be reached: what answers there does not speak HTTP."
	default:
		return clip("The receiver cannot be reached: " + err.Error())
	}
}

const maxError = 500

// clip bounds a text of elsewhere.
func clip(s string) string {
	if len(s) > maxError {
		s = s[:maxError]
	}
	return strings.ToValidUTF8(attribute(s), "")
}
