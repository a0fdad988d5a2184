package graph

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/transport"
)

// noting is a Verifier that notes what counts as somebody doing something.
type noting struct {
	verifier
	mu     sync.Mutex
	active []bool
}

func (n *noting) Verify(ctx context.Context, c auth.Credential, activity bool) (auth.Principal, error) {
	n.mu.Lock()
	n.active = append(n.active, activity)
	n.mu.Unlock()
	return n.verifier.Verify(ctx, c, activity)
}

// did reports whether somebody did something since it was asked last; nobody
// was asked for is a mistake of the test.
func (n *noting) did(t *testing.T) bool {
	t.Helper()
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.active) == 0 {
		t.Error("nobody was verified")
	}
	did := slices.Contains(n.active, true)
	n.active = nil
	return did
}

// unguarded is the stack's executor behind a transport that leaves open
// connections alone, and the verifier that it asks.
func (s *stack) unguarded() (string, *noting) {
	n := &noting{verifier: verifier{s.accounts}}
	server := httptest.NewServer(transport.New(transport.Options{
		Executor: newExecutor(s.deps), Verifier: n, Recover: recoverPanic, Log: s.deps.Log,
	}))
	s.t.Cleanup(server.Close)
	return server.URL, n
}

// What a page does by itself keeps no session from being idle: its refreshes,
// its connections and subscriptions. What a token does is always a use of it.
func TestWhatCountsAsActivity(t *testing.T) {
	s := newStack(t)
	url, verified := s.unguarded()
	cookie := s.signIn(writerName)
	const look, change = `{ viewer { name } }`, `mutation { locationCreate(input: {name: \"Oslo\"}) { position } }`
	for _, c := range []struct {
		what, document string
		header         http.Header
		status         int
		did            bool
	}{
		{"a query", look, http.Header{"Cookie": {cookie.String()}}, 200, true},
		{"a refresh", look, http.Header{"Cookie": {cookie.String()}, "Parley-Passive": {"1"}}, 200, false},
		{"a mutation", change, http.Header{"Cookie": {cookie.String()}}, 200, true},
		{"a token's refresh", look, http.Header{"Authorization": {"Bearer " + s.reader}, "Parley-Passive": {"1"}}, 200, true},
		{"a query as a stream", look, http.Header{"Cookie": {cookie.String()}, "Accept": {"text/event-stream"}}, 200, true},
	} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(`{"query":"`+c.document+`"}`))
		if err != nil {
			t.Fatal(err)
		}
		for name, values := range c.header {
			req.Header[name] = values
		}
		req.Header.Set("Content-Type", "application/json")
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if did := verified.did(t); res.StatusCode != c.status || did != c.did || strings.Contains(string(body), "errors") {
			t.Errorf("%s: %d, activity %t: %s", c.what, res.StatusCode, did, body)
		}
	}
	// Whoever changes something does it, whatever they call it.
	a := s.send(request{
		body:   `{"query":"mutation { locationCreate(input: {name: \"Rome\"}) { position } }"}`,
		header: map[string]string{"Cookie": cookie.String(), "Parley-Passive": "1"},
	})
	if a.code() != "BAD_USER_INPUT" {
		t.Errorf("a change by itself: %s", a.raw)
	}

	f, _, err := dial(t, url, http.Header{"Cookie": {cookie.String()}, "Origin": {url}}, "graphql-transport-ws")
	if err != nil {
		t.Fatal(err)
	}
	f.send(`{"type":"connection_init"}`)
	f.want(`{"type":"connection_ack"}`)
	f.send(`{"id":"live","type":"subscribe","payload":{"query":"subscription { liveView { __typename } }"}}`)
	f.next()
	if verified.did(t) {
		t.Error("an open subscription is activity")
	}
	f.send(`{"id":"look","type":"subscribe","payload":{"query":"` + look + `"}}`)
	for got := ""; !strings.HasPrefix(got, `{"id":"look"`); {
		got = f.next()
	}
	if !verified.did(t) {
		t.Error("a query over a WebSocket is no activity")
	}
}

// What begins on a WebSocket is held to the rights of now, not to those of when
// it was opened.
func TestOperationsOnOpenWebSockets(t *testing.T) {
	s := newStack(t)
	url, _ := s.unguarded()
	secret := s.token("leaver", "config:read", "config:write", "graphql:adhoc")
	f, _, err := dial(t, url, nil, "graphql-transport-ws")
	if err != nil {
		t.Fatal(err)
	}
	f.send(fmt.Sprintf(initFrame, secret))
	f.want(`{"type":"connection_ack"}`)
	f.send(`{"id":"a","type":"subscribe","payload":{"query":"{ viewer { name } }"}}`)
	if got := f.next(); !strings.Contains(got, `"name":"leaver"`) {
		t.Fatal(got)
	}
	f.next() // complete
	s.revoke(secret)
	for id, document := range map[string]string{
		"query":        `{ viewer { name } }`,
		"mutation":     `mutation { locationCreate(input: {name: \"Oslo\"}) { position } }`,
		"subscription": `subscription { liveView { __typename } }`,
	} {
		f.send(`{"id":"` + id + `","type":"subscribe","payload":{"query":"` + document + `"}}`)
		if got := f.next(); !strings.HasPrefix(got, `{"id":"`+id+`","type":"error"`) || !strings.Contains(got, "UNAUTHENTICATED") {
			t.Errorf("%s: %s", id, got)
		}
	}
	if a := s.ask(s.writer, `{ locations { totalCount } }`, nil); !strings.Contains(a.raw, `"totalCount":0`) {
		t.Errorf("something was changed: %s", a.raw)
	}
}
