package webhooks_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"io"
	"log"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	cloudevents "github.com/cloudevents/sdk-go/v2/event"
	cehttp "github.com/cloudevents/sdk-go/v2/protocol/http"

	"github.com/parley-video/parley/control/webhooks"
)

// verify is what docs/webhooks.md tells a receiver to do, written without a
// look at the sender.
func verify(secrets []string, h http.Header, body []byte, now time.Time) error {
	seconds, err := strconv.ParseInt(h.Get("webhook-timestamp"), 10, 64)
	if err != nil {
		return fmt.Errorf("timestamp: %w", err)
	}
	if d := now.Sub(time.Unix(seconds, 0)); d > 5*time.Minute || d < -5*time.Minute {
		return fmt.Errorf("sent %s ago", d)
	}
	for _, secret := range secrets {
		want, err := expected(secret, h, body)
		if err != nil {
			return err
		}
		for one := range strings.FieldsSeq(h.Get("webhook-signature")) {
			version, got, _ := strings.Cut(one, ",")
			if version == "v1" && subtle.ConstantTimeCompare([]byte(got), []byte(want)) == 1 {
				return nil
			}
		}
	}
	return fmt.Errorf("no signature fits")
}

// expected is the signature that a message must bear.
func expected(secret string, h http.Header, body []byte) (string, error) {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil {
		return "", err
	}
	mac := hmac.New(sha256.New, key)
	mac.Write(slices.Concat([]byte(h.Get("webhook-id")), []byte("."), []byte(h.Get("webhook-timestamp")), []byte("."), body))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil)), nil
}

// got is one request that a receiver got.
type got struct {
	event  cloudevents.Event
	id     string // webhook-id
	at     time.Time
	taken  bool
	replay bool
	header http.Header
	body   []byte
}

func (g got) subject() string { return g.event.Subject() }

func (g got) revision() int {
	n, err := strconv.Atoi(fmt.Sprint(g.event.Extensions()["parleyrevision"]))
	if err != nil {
		return -1
	}
	return n
}

// receiver takes what is posted, checks it, and answers as told.
type receiver struct {
	t       testing.TB
	secrets []string
	// answer decides, the n-th time that the event comes (from 1); nil: 204.
	answer func(w http.ResponseWriter, r *http.Request, g got, n int) int

	mu       sync.Mutex
	requests []got
	seen     map[string]int
	arrived  chan struct{} // closed and replaced with every request
}

func newReceiver(t testing.TB) *receiver {
	return &receiver{t: t, seen: map[string]int{}, arrived: make(chan struct{})}
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return // the sender broke off
	}
	now := time.Now()
	if req.Method != http.MethodPost || req.Header.Get("Content-Type") != "application/cloudevents+json" {
		r.t.Errorf("%s, %s", req.Method, req.Header.Get("Content-Type"))
	}
	r.mu.Lock()
	secrets := r.secrets
	r.mu.Unlock()
	if err := verify(secrets, req.Header, body, now); err != nil {
		r.t.Errorf("signature: %v", err)
	}
	parsed := req.Clone(req.Context())
	parsed.Body = io.NopCloser(bytes.NewReader(body))
	ev, err := cehttp.NewEventFromHTTPRequest(parsed)
	if err != nil {
		r.t.Errorf("not a CloudEvent: %v", err)
		return
	}
	if err := ev.Validate(); err != nil {
		r.t.Errorf("CloudEvent: %v\n%s", err, body)
	}
	g := got{event: *ev, id: req.Header.Get("webhook-id"), at: now, header: req.Header.Clone(), body: body, replay: req.Header.Get("Parley-Replay") == "true"}
	if g.id != ev.ID() {
		r.t.Errorf("webhook-id %s, event id %s", g.id, ev.ID())
	}
	r.mu.Lock()
	key := fmt.Sprint(g.id, g.replay)
	r.seen[key]++
	n := r.seen[key]
	r.mu.Unlock()
	status := http.StatusNoContent
	if r.answer != nil {
		status = r.answer(w, req, g, n)
	}
	g.taken = status >= 200 && status < 300 || status == takenUnanswered
	r.mu.Lock()
	r.requests = append(r.requests, g)
	close(r.arrived)
	r.arrived = make(chan struct{})
	r.mu.Unlock()
	if status <= 0 {
		panic(http.ErrAbortHandler)
	}
	w.WriteHeader(status)
}

// quiet is where servers put what tests provoke.
func quiet() *log.Logger { return log.New(io.Discard, "", 0) }

// Answers that do not arrive.
const (
	unanswered      = 0
	takenUnanswered = -1
)

// trust has the receiver take what is signed with one of these secrets.
func (r *receiver) trust(secrets ...string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.secrets = secrets
}

func (r *receiver) all() []got {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.requests)
}

// taken counts what was taken, each event once.
func (r *receiver) taken() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.takenLocked()
}

func (r *receiver) takenLocked() int {
	ids := map[string]bool{}
	for _, g := range r.requests {
		if g.taken {
			ids[g.id] = true
		}
	}
	return len(ids)
}

// await waits until a condition on what was got holds.
func (r *receiver) await(t testing.TB, what string, ok func([]got) bool) {
	t.Helper()
	deadline := time.After(60 * time.Second)
	for {
		r.mu.Lock()
		done, arrived := ok(r.requests), r.arrived
		r.mu.Unlock()
		if done {
			return
		}
		select {
		case <-arrived:
		case <-deadline:
			t.Fatalf("%s: not within a minute; %d requests", what, len(r.all()))
		}
	}
}

// parkings is when deliveries were parked, by stream and revision.
func parkings(list []webhooks.Delivery) map[string]time.Time {
	at := map[string]time.Time{}
	for _, d := range list {
		at[fmt.Sprint(d.Stream, "@", d.Revision)] = *d.LastAttemptAt
	}
	return at
}

// checkOrder demands that each stream's events came in order: an event may
// come again, but none before all earlier ones were taken or parked. Replays
// are not looked at.
func checkOrder(t testing.TB, requests []got, parked map[string]time.Time) {
	t.Helper()
	next := map[string]int{}
	for _, g := range requests {
		if g.replay {
			continue
		}
		s, rev := g.subject(), g.revision()
		for next[s] < rev {
			at, excused := parked[fmt.Sprint(s, "@", next[s])]
			if !excused || g.at.Before(at) {
				break
			}
			next[s]++
		}
		if rev > next[s] {
			t.Errorf("%s: revision %d came when %d was due", s, rev, next[s])
			next[s] = rev // say it once
		}
		if g.taken && rev == next[s] {
			next[s]++
		}
	}
}
