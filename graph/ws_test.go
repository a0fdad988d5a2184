package graph

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/gorilla/websocket"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/domain/access/administrator"
	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/transport"
)

// frames is a WebSocket seen frame by frame.
type frames struct {
	t  *testing.T
	ws *websocket.Conn
}

const patience = 20 * time.Second // of a test that would fail anyway

func dial(t *testing.T, url string, header http.Header, subprotocols ...string) (*frames, *http.Response, error) {
	t.Helper()
	dialer := websocket.Dialer{Subprotocols: subprotocols, HandshakeTimeout: patience}
	ws, res, err := dialer.DialContext(t.Context(), "ws"+strings.TrimPrefix(url, "http"), header)
	if err != nil {
		return nil, res, err
	}
	t.Cleanup(func() { _ = ws.Close() })
	return &frames{t: t, ws: ws}, res, nil
}

func (s *stack) dial(header http.Header) *frames {
	s.t.Helper()
	f, _, err := dial(s.t, s.url, header, "graphql-transport-ws")
	if err != nil {
		s.t.Fatal(err)
	}
	return f
}

// open dials and shakes hands with a token.
func (s *stack) open(secret string) *frames {
	s.t.Helper()
	f := s.dial(nil)
	f.send(`{"type":"connection_init","payload":{"Authorization":"Bearer ` + secret + `"}}`)
	f.want(`{"type":"connection_ack"}`)
	return f
}

func (f *frames) send(text string) {
	f.t.Helper()
	if err := f.ws.WriteMessage(websocket.TextMessage, []byte(text)); err != nil {
		f.t.Fatal(err)
	}
}

func (f *frames) next() string {
	f.t.Helper()
	_ = f.ws.SetReadDeadline(time.Now().Add(patience))
	_, data, err := f.ws.ReadMessage()
	if err != nil {
		f.t.Fatalf("read: %v", err)
	}
	return string(data)
}

func (f *frames) want(text string) {
	f.t.Helper()
	if got := f.next(); got != text {
		f.t.Fatalf("got  %s\nwant %s", got, text)
	}
}

// closed reads until the close frame and returns its code.
func (f *frames) closed() int {
	f.t.Helper()
	_ = f.ws.SetReadDeadline(time.Now().Add(patience))
	for {
		_, _, err := f.ws.ReadMessage()
		if reason, ok := errors.AsType[*websocket.CloseError](err); ok {
			return reason.Code
		}
		if err != nil {
			f.t.Fatalf("no close frame: %v", err)
		}
	}
}

const initFrame = `{"type":"connection_init","payload":{"Authorization":"Bearer %s"}}`

func TestWebSocketConversation(t *testing.T) {
	s := newStack(t)
	f := s.dial(nil)
	f.send(`{"type":"ping"}`)
	f.want(`{"type":"pong"}`)
	f.send(`{"type":"pong"}`)
	f.send(fmt.Sprintf(initFrame, s.writer))
	f.want(`{"type":"connection_ack"}`)
	f.send(`{"type":"ping","payload":{"any":"thing"}}`)
	f.want(`{"type":"pong"}`)

	f.send(`{"id":"1","type":"subscribe","payload":{"query":"{ viewer { name } }"}}`)
	f.want(`{"id":"1","type":"next","payload":{"data":{"viewer":{"name":"writer"}},"extensions":{"cost":{"requested":1,"limit":2000}}}}`)
	f.want(`{"id":"1","type":"complete"}`)

	f.send(`{"id":"q\"é","type":"subscribe","payload":{"query":"query($x: Boolean!) { __typename @include(if: $x) }","variables":{"x":true}}}`)
	if got := f.next(); !strings.HasPrefix(got, `{"id":"q\"é","type":"next","payload":{"data":{"__typename":"Query"}`) {
		t.Errorf("got %s", got)
	}
	f.want(`{"id":"q\"é","type":"complete"}`)

	f.send(`{"id":"2","type":"subscribe","payload":{"query":"{ nope }"}}`)
	if got := f.next(); !strings.HasPrefix(got, `{"id":"2","type":"error","payload":[{"message":"Cannot query field`) || !strings.Contains(got, `"code":"BAD_USER_INPUT"`) {
		t.Errorf("got %s", got)
	}
	f.send(`{"id":"3","type":"subscribe","payload":{"query":"mutation { signIn(input: {username: \"a\", password: \"b\"}) { position } }"}}`)
	if got := f.next(); !strings.Contains(got, "sign in with an HTTP request") {
		t.Errorf("got %s", got)
	}
	f.want(`{"id":"3","type":"complete"}`)
	f.send(`{"id":"unknown","type":"complete"}`) // allowed: it may have crossed ours
	if err := f.ws.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(1000, "")); err != nil {
		t.Fatal(err)
	}
	if code := f.closed(); code != 1000 {
		t.Errorf("close code %d", code)
	}
}

func TestWebSocketCloseCodes(t *testing.T) {
	s := newStack(t)
	hello := fmt.Sprintf(initFrame, s.writer)
	live := func(id string) string {
		return `{"id":"` + id + `","type":"subscribe","payload":{"query":"subscription { liveView { __typename } }"}}`
	}
	for _, tc := range []struct {
		name string
		send []string
		code int
	}{
		{"not JSON", []string{hello, "hello"}, 4400},
		{"two messages in a frame", []string{hello, `{"type":"ping"}{"type":"ping"}`}, 4400},
		{"unknown type", []string{hello, `{"type":"start"}`}, 4400},
		{"no type", []string{hello, `{}`}, 4400},
		{"subscribe without id", []string{hello, `{"type":"subscribe","payload":{"query":"{ __typename }"}}`}, 4400},
		{"endless id", []string{hello, live(strings.Repeat("x", 129))}, 4400},
		{"subscribe without payload", []string{hello, `{"id":"1","type":"subscribe"}`}, 4400},
		{"payload is no request", []string{hello, `{"id":"1","type":"subscribe","payload":[]}`}, 4400},
		{"garbage before the handshake", []string{"{"}, 4400},
		{"wrong message before the handshake", []string{`{"type":"complete","id":"1"}`}, 4400},
		{"init payload is no object", []string{`{"type":"connection_init","payload":7}`}, 4400},
		{"subscribe before the handshake", []string{live("1")}, 4401},
		{"stranger", []string{`{"type":"connection_init"}`}, 4401},
		{"unknown token", []string{fmt.Sprintf(initFrame, "parley_nobody")}, 4401},
		{"duplicate id", []string{hello, live("1"), live("1")}, 4409},
		{"second init", []string{hello, hello}, 4429},
		{"too large", []string{hello, strings.Repeat(" ", transport.MaxBody+1)}, websocket.CloseMessageTooBig},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := s.dial(nil)
			for _, text := range tc.send {
				if err := f.ws.WriteMessage(websocket.TextMessage, []byte(text)); err != nil {
					break // the server may have hung up already; the close frame tells
				}
			}
			if code := f.closed(); code != tc.code {
				t.Errorf("close code %d, want %d", code, tc.code)
			}
		})
	}
	t.Run("binary", func(t *testing.T) {
		f := s.open(s.writer)
		if err := f.ws.WriteMessage(websocket.BinaryMessage, []byte(`{"type":"ping"}`)); err != nil {
			t.Fatal(err)
		}
		if code := f.closed(); code != 4400 {
			t.Errorf("close code %d", code)
		}
	})
	t.Run("subprotocol", func(t *testing.T) {
		for _, offer := range [][]string{nil, {"graphql-ws"}} {
			f, _, err := dial(t, s.url, nil, offer...)
			if err != nil {
				t.Fatal(err)
			}
			if code := f.closed(); code != 4406 {
				t.Errorf("%v: close code %d", offer, code)
			}
		}
	})
}

// transportServer is the stack's executor behind a transport with other times.
func (s *stack) transportServer(opt transport.Options) string {
	opt.Executor, opt.Verifier, opt.Recover, opt.Log = newExecutor(s.deps), verifier{s.accounts}, recoverPanic, s.deps.Log
	server := httptest.NewServer(transport.New(opt))
	s.t.Cleanup(server.Close)
	return server.URL
}

func TestWebSocketInitTimeout(t *testing.T) {
	s := newStack(t)
	url := s.transportServer(transport.Options{InitTimeout: 20 * time.Millisecond})
	f, _, err := dial(t, url, nil, "graphql-transport-ws")
	if err != nil {
		t.Fatal(err)
	}
	if code := f.closed(); code != 4408 {
		t.Errorf("close code %d", code)
	}
}

func TestWebSocketPings(t *testing.T) {
	s := newStack(t)
	url := s.transportServer(transport.Options{Ping: 10 * time.Millisecond})
	f, _, err := dial(t, url, nil, "graphql-transport-ws")
	if err != nil {
		t.Fatal(err)
	}
	f.send(fmt.Sprintf(initFrame, s.writer))
	f.want(`{"type":"connection_ack"}`)
	pings := 0
	answer := f.ws.PingHandler()
	f.ws.SetPingHandler(func(data string) error {
		if pings++; pings == 3 {
			f.send(`{"type":"ping"}`) // brings the read below back
		}
		return answer(data)
	})
	f.want(`{"type":"pong"}`)
}

func TestWebSocketOrigins(t *testing.T) {
	s := newStack(t)
	cookie := s.signIn(readerName)
	own := strings.TrimSuffix(s.url, "/graphql")
	for _, tc := range []struct {
		name   string
		header http.Header
		status int
	}{
		{"own page", http.Header{"Origin": {own}, "Cookie": {cookie.String()}}, 101},
		{"other page", http.Header{"Origin": {"https://evil.example"}, "Cookie": {cookie.String()}}, 403},
		{"other page without a cookie", http.Header{"Origin": {"https://evil.example"}}, 403},
		{"cookie without an origin", http.Header{"Cookie": {cookie.String()}}, 403},
		{"token without an origin", http.Header{"Authorization": {"Bearer " + s.reader}}, 101},
	} {
		f, res, err := dial(t, s.url, tc.header, "graphql-transport-ws")
		if res == nil || res.StatusCode != tc.status {
			t.Errorf("%s: %v %v, want %d", tc.name, res, err, tc.status)
			continue
		}
		if tc.status == 101 {
			f.send(`{"type":"connection_init"}`)
			f.want(`{"type":"connection_ack"}`)
		}
	}
}

func TestWebSocketOperationLimit(t *testing.T) {
	s := newStack(t)
	f := s.open(s.writer)
	for i := range transport.MaxOperations + 1 {
		f.send(fmt.Sprintf(`{"id":"%d","type":"subscribe","payload":{"query":"subscription { liveView { __typename } }"}}`, i))
	}
	for {
		got := f.next()
		if strings.Contains(got, `"type":"next"`) {
			continue
		}
		if !strings.HasPrefix(got, fmt.Sprintf(`{"id":"%d","type":"error"`, transport.MaxOperations)) || !strings.Contains(got, "LIMIT_EXCEEDED") {
			t.Fatalf("got %s", got)
		}
		return
	}
}

// A stream ends with the rights it was opened with.
func TestOpenStreamsEndWithTheirRights(t *testing.T) {
	s := newStack(t)
	revoked := s.token("to be revoked", access.Scopes()...)
	byToken := s.open(revoked)
	origin := strings.TrimSuffix(s.url, "/graphql")
	session := func(username string) (*frames, *http.Cookie) {
		cookie := s.signIn(username)
		f := s.dial(http.Header{"Origin": {origin}, "Cookie": {cookie.String()}})
		f.send(`{"type":"connection_init"}`)
		f.want(`{"type":"connection_ack"}`)
		return f, cookie
	}
	signedOut, cookie := session(writerName)
	demoted, _ := session(readerName)
	stays := s.open(s.reader)

	s.revoke(revoked)
	if code := byToken.closed(); code != 4401 {
		t.Errorf("revoked token: close code %d", code)
	}
	s.send(request{body: `{"query": "mutation { signOut { position } }"}`, header: map[string]string{"Cookie": cookie.String()}})
	if code := signedOut.closed(); code != 4401 {
		t.Errorf("signed out: close code %d", code)
	}
	reader, err := s.commands.AdministratorByUsername(t.Context(), readerName)
	if err != nil {
		t.Fatal(err)
	}
	s.execute("promote", administrator.Update{ID: reader.ID, Role: domain.Some(access.RoleReadWrite)})
	if code := demoted.closed(); code != 4403 {
		t.Errorf("other rights: close code %d", code)
	}
	stays.send(`{"type":"ping"}`)
	stays.want(`{"type":"pong"}`)
}

func TestStoppingEndsStreams(t *testing.T) {
	s := newStack(t)
	opt := transport.Options{Executor: newExecutor(s.deps), Verifier: verifier{s.accounts}, Recover: recoverPanic, Log: s.deps.Log, Guard: auth.NewGuard(verifier{s.accounts})}
	server := transport.New(opt)
	listener := httptest.NewServer(server)
	defer listener.Close()
	f, _, err := dial(t, listener.URL, nil, "graphql-transport-ws")
	if err != nil {
		t.Fatal(err)
	}
	f.send(fmt.Sprintf(initFrame, s.writer))
	f.want(`{"type":"connection_ack"}`)
	done := make(chan error, 1)
	ctx, stop := newStop(t)
	go func() { done <- server.Run(ctx) }()
	stop()
	if code := f.closed(); code != websocket.CloseGoingAway {
		t.Errorf("close code %d", code)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
	late, _, err := dial(t, listener.URL, nil, "graphql-transport-ws")
	if err != nil {
		t.Fatal(err)
	}
	if code := late.closed(); code != websocket.CloseGoingAway {
		t.Errorf("a late one: close code %d", code)
	}
}

// crashing is an executor with a bug that a certain document finds.
type crashing struct{ graphql.GraphExecutor }

func (c crashing) CreateOperationContext(ctx context.Context, params *graphql.RawParams) (*graphql.OperationContext, gqlerror.List) {
	if strings.Contains(params.Query, "crash") {
		panic("found it")
	}
	return c.GraphExecutor.CreateOperationContext(ctx, params)
}

func TestPanicsEndNothingButTheirOperation(t *testing.T) {
	s := newStack(t)
	server := httptest.NewServer(transport.New(transport.Options{
		Executor: crashing{newExecutor(s.deps)}, Verifier: verifier{s.accounts}, Recover: recoverPanic, Log: s.deps.Log,
	}))
	defer server.Close()
	f, _, err := dial(t, server.URL, nil, "graphql-transport-ws")
	if err != nil {
		t.Fatal(err)
	}
	f.send(fmt.Sprintf(initFrame, s.writer))
	f.want(`{"type":"connection_ack"}`)
	f.send(`{"id":"1","type":"subscribe","payload":{"query":"crash"}}`)
	if got := f.next(); !strings.HasPrefix(got, `{"id":"1","type":"error","payload":[{"message":"internal error"`) || strings.Contains(got, "found it") {
		t.Errorf("got %s", got)
	}
	f.send(`{"type":"ping"}`)
	f.want(`{"type":"pong"}`)

	s.url = server.URL
	for _, accept := range []string{"", "text/event-stream"} {
		a := s.send(request{body: `{"query": "crash"}`, header: map[string]string{"Accept": accept, "Authorization": "Bearer " + s.writer}})
		if !strings.Contains(a.raw, `"code":"INTERNAL"`) || strings.Contains(a.raw, "found it") {
			t.Errorf("%q: %d %s", accept, a.status, a.raw)
		}
	}
	if n := strings.Count(s.log.String(), "found it"); n != 3 || !strings.Contains(s.log.String(), "CreateOperationContext") {
		t.Errorf("logged %d times:\n%s", n, s.log)
	}
}
