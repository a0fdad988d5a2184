package graph

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/graph/auth"
)

// Every transport counts to one limit for each caller.
func TestRequestsAreLimited(t *testing.T) {
	s := newStack(t, func(d *Deps) { d.Rate = auth.NewRate(5) })
	secret := s.token("hasty", access.ScopeConfigRead, access.ScopeGraphQLAdHoc)
	const look = `{ viewer { name } }`
	first := s.ask(secret, look, nil)
	if h := first.header; h.Get("RateLimit-Limit") != "5" || h.Get("RateLimit-Remaining") != "4" || h.Get("Retry-After") != "" {
		t.Errorf("headers %v", h)
	}
	f := s.open(secret) // counts, too
	f.send(`{"id":"a","type":"subscribe","payload":{"query":"{ viewer { name } }"}}`)
	if got := f.next(); !strings.Contains(got, `"name":"hasty"`) {
		t.Fatal(got)
	}
	f.next() // complete
	for range 3 {
		s.ask(secret, look, nil)
	}
	refused := s.ask(secret, look, nil)
	if refused.status != http.StatusTooManyRequests || refused.code() != "LIMIT_EXCEEDED" || refused.header.Get("Retry-After") == "" || refused.Data != nil {
		t.Errorf("the sixth: %d %s %v", refused.status, refused.raw, refused.header)
	}
	f.send(`{"id":"b","type":"subscribe","payload":{"query":"{ viewer { name } }"}}`)
	if got := f.next(); !strings.HasPrefix(got, `{"id":"b","type":"error"`) || !strings.Contains(got, "LIMIT_EXCEEDED") {
		t.Errorf("over the WebSocket: %s", got)
	}
	f.send(`{"type":"ping"}`)
	f.want(`{"type":"pong"}`)
	events, _ := s.stream(secret, `subscription { liveView { __typename } }`, "")
	if events.StatusCode != http.StatusTooManyRequests {
		t.Errorf("server-sent events: %d", events.StatusCode)
	}
	_ = events.Body.Close()
	if a := s.ask(s.reader, look, nil); a.code() != "" {
		t.Errorf("somebody else: %s", a.raw)
	}
}

// Tokens that nobody has are not looked up without end.
func TestUnknownTokensAreLimited(t *testing.T) {
	s := newStack(t)
	for i := range 101 {
		a := s.ask(fmt.Sprintf("parley_%043d", i), `{ viewer { name } }`, nil)
		if limited := a.status == http.StatusTooManyRequests && a.code() == "LIMIT_EXCEEDED" && a.header.Get("Retry-After") != ""; limited != (i == 100) {
			t.Fatalf("attempt %d: %d %s", i, a.status, a.raw)
		}
	}
	f := s.dial(nil)
	f.send(fmt.Sprintf(initFrame, "parley_"+strings.Repeat("0", 43)))
	if code := f.closed(); code != websocket.CloseTryAgainLater {
		t.Errorf("over the WebSocket: %d", code)
	}
	if a := s.ask("", `{ signInPage { local } }`, nil); a.code() != "" {
		t.Errorf("a stranger without a token: %s", a.raw)
	}
}
