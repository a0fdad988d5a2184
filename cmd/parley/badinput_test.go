package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/parley-video/parley/nodeagent/enrol"
	"github.com/parley-video/parley/nodeagent/link"
)

// TestBadInput sends to every listener what no friend sends. Each is answered
// with a typed error, nothing is written, and everything works afterwards.
func TestBadInput(t *testing.T) {
	m := newManagementNode(t)
	m.start(t)
	m.api.signIn(t)
	location := m.api.must(t, "locationCreate", map[string]any{"name": "Oslo"}).id()
	m.api.must(t, "meetingRoomCreate", map[string]any{"name": "Room", "aliases": []any{map[string]any{"alias": "room"}}})
	node := newConferencingNode(t, m, "oslo-1", location)
	node.start(t)
	guest := node.join(t, "room", "Ada", "")
	awaitTypes(t, m.api, "node.ready", "conference.participant-joined")
	before := len(m.api.log(t))

	t.Run("web", func(t *testing.T) { badWeb(t, m) })
	t.Run("subscriptions", func(t *testing.T) { badSocket(t, m) })
	t.Run("client API", func(t *testing.T) { badClient(t, node, guest) })
	t.Run("media port", func(t *testing.T) { badMedia(t, node) })
	t.Run("strangers on the link", func(t *testing.T) { badLink(t, m) })
	// An offer reserves before the media engine looks at it, and says so; what
	// was reserved is given back.
	eventually(t, time.Minute, "nothing is left of it in the log", func() error {
		for i, e := range m.api.log(t)[before:] {
			if e.Type != "conference.participant-media-changed.v1" {
				t.Fatalf("%s came of it: %s", e.Type, e.Data)
			}
			if given := bytes.Contains(e.Data, []byte(`"tokens":0`)); given != (i%2 == 1) {
				return fmt.Errorf("reservation %d: %s", i, e.Data)
			}
		}
		if len(m.api.log(t)[before:])%2 != 0 {
			return errors.New("a reservation is left")
		}
		return nil
	})

	if status, code, _ := node.call(t, "room", "release_token", guest.Token, "", nil); status != http.StatusOK {
		t.Errorf("release: %d %s", status, code)
	}
	awaitTypes(t, m.api, "conference.ended")
	node.stop(t)
	awaitTypes(t, m.api, "node.disconnected")
	t.Run("a node gone mad", func(t *testing.T) { badNode(t, m, node) })

	node.start(t)
	node.join(t, "room", "Grace", "")
	eventually(t, time.Minute, "second conference", func() error {
		joined := 0
		for _, e := range m.api.log(t) {
			if e.Type == "conference.participant-joined.v1" {
				joined++
			}
		}
		if joined != 2 {
			return fmt.Errorf("%d have joined, want 2", joined)
		}
		return nil
	})
	node.stop(t)
	m.stop(t)
}

func badWeb(t *testing.T, m *managementNode) {
	huge := strings.Repeat("x", 2<<20)
	for _, c := range []struct {
		name, path, contentType, body string
		status                        int
		says                          string
	}{
		{"oversize", "/graphql", "application/json", `{"query":"` + huge + `"}`, 413, "LIMIT_EXCEEDED"},
		{"no JSON", "/graphql", "application/json", `{"query":`, 400, "BAD_USER_INPUT"},
		{"empty", "/graphql", "application/json", ``, 400, "BAD_USER_INPUT"},
		{"an array", "/graphql", "application/json", `[{"query":"{ viewer { name } }"}]`, 400, "BAD_USER_INPUT"},
		{"deep JSON", "/graphql", "application/json", strings.Repeat("[", 100_000), 400, "BAD_USER_INPUT"},
		{"no UTF-8", "/graphql", "application/json", "{\"query\":\"{ \xff }\"}", 0, "BAD_USER_INPUT"},
		{"a form", "/graphql", "application/x-www-form-urlencoded", `query=%7Bviewer%7Bname%7D%7D`, 415, ""},
		{"deep query", "/graphql", "application/json", `{"query":"` + strings.Repeat("{ a ", 5000) + `"}`, 0, "errors"},
		{"endless query", "/graphql", "application/json", `{"query":"{` + strings.Repeat(" viewer{name}", 10_000) + `}"}`, 0, "LIMIT_EXCEEDED"},
		{"wrong types", "/graphql", "application/json", `{"query":"mutation($input: LocationCreateInput!){locationCreate(input:$input){position}}","variables":{"input":{"name":7,"mtu":"x"}}}`, 0, "BAD_USER_INPUT"},
		{"too long", "/graphql", "application/json", `{"query":"mutation{locationCreate(input:{name:\"` + huge[:1000] + `\"}){position userErrors{code}}}"}`, 200, `"INVALID"`},
		{"posted log", "/events", "application/json", `{}`, 405, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, raw, err := m.api.post(t.Context(), c.path, http.Header{"Content-Type": {c.contentType}}, strings.NewReader(c.body))
			if err != nil || c.status != 0 && status != c.status || status >= 500 || !bytes.Contains(raw, []byte(c.says)) {
				t.Errorf("%d %v %.300s, want %d %s", status, err, raw, c.status, c.says)
			}
		})
	}
	for query, want := range map[string]string{
		"after=x": "after", "limit=-1": "limit", "limit=x": "limit", "backwards=perhaps": "backwards", "stream=a%09b": "stream",
		"follow=true&backwards=true": "follow", "colour=blue": "colour", "type=" + huge[:1000]: "type",
	} {
		status, raw := m.getWithToken(t, "/events?"+query)
		var refused struct{ Error struct{ Code, Field string } }
		if err := json.Unmarshal(raw, &refused); err != nil || status != http.StatusBadRequest || refused.Error.Code == "" || refused.Error.Field != want {
			t.Errorf("/events?%.40s: %d %.300s, want a refusal of %s", query, status, raw, want)
		}
	}
	for _, raw := range []string{"\x00\x01\x02garbage\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /graphql HTTP/1.1\r\nHost: x\r\nX: " + strings.Repeat("y", 1<<20) + "\r\n\r\n"} {
		if answer := shout(t, loopback(m.port), raw); !strings.HasPrefix(answer, "HTTP/1.1 4") && !strings.HasPrefix(answer, "HTTP/1.1 505") {
			t.Errorf("%.20q is answered %.100q", raw, answer)
		}
	}
}

func (m *managementNode) getWithToken(t *testing.T, path string) (int, []byte) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, m.api.base+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+m.api.token)
	resp, err := m.api.http.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, raw
}

// shout sends bytes over TCP and gives what comes back until the other side
// has had enough.
func shout(t *testing.T, addr, text string) string {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if err := conn.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	_, _ = io.WriteString(conn, text) // the other side may close in between
	answer, err := io.ReadAll(conn)
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		t.Errorf("%s still listens to %.20q", addr, text)
	}
	return string(answer)
}

func badSocket(t *testing.T, m *managementNode) {
	for name, c := range map[string]struct {
		kind int
		text string
		code int
	}{
		"garbage":            {websocket.TextMessage, "garbage", 4400},
		"binary":             {websocket.BinaryMessage, "\x00\x01", 4400},
		"unknown type":       {websocket.TextMessage, `{"type":"hug"}`, 4400},
		"subscribe at once":  {websocket.TextMessage, `{"id":"1","type":"subscribe","payload":{"query":"{ viewer { name } }"}}`, 4401},
		"init of a stranger": {websocket.TextMessage, `{"type":"connection_init"}`, 4401},
		"oversize":           {websocket.TextMessage, strings.Repeat("x", 2<<20), 1009},
	} {
		t.Run(name, func(t *testing.T) {
			dialer := websocket.Dialer{Subprotocols: []string{"graphql-transport-ws"}, HandshakeTimeout: 10 * time.Second}
			_, err := provoke(t, &dialer, "ws://"+loopback(m.port)+"/graphql", c.kind, c.text)
			if !websocket.IsCloseError(err, c.code) {
				t.Errorf("ended with %v, want %d", err, c.code)
			}
		})
	}
}

// provoke sends messages over a WebSocket and gives what comes back, and how
// it ends.
func provoke(t *testing.T, dialer *websocket.Dialer, url string, kind int, texts ...string) (got []string, err error) {
	t.Helper()
	conn, resp, err := dialer.DialContext(t.Context(), url, nil)
	if err != nil {
		t.Fatalf("dial: %v", err)
	}
	_ = resp.Body.Close()
	defer func() { _ = conn.Close() }()
	if err := conn.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	for _, text := range texts {
		_ = conn.WriteMessage(kind, []byte(text)) // the other side may close in between
	}
	for {
		_, raw, err := conn.ReadMessage()
		if err != nil {
			return got, err
		}
		got = append(got, string(raw))
	}
}

func badClient(t *testing.T, n *conferencingNode, guest clientResult) {
	calls := "participants/" + guest.ParticipantUUID + "/calls"
	offer := func(sdp string) string {
		body, err := json.Marshal(map[string]string{"call_type": "WEBRTC", "sdp": sdp})
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	for _, c := range []struct {
		name, function, token, body string
		status                      int
		code                        string
	}{
		{"no JSON", "request_token", "", `{"display_name":`, 400, "malformed"},
		{"an array", "request_token", "", `[]`, 400, "malformed"},
		{"wrong type", "request_token", "", `{"display_name":7}`, 400, "malformed"},
		{"oversize", "request_token", "", `{"display_name":"` + strings.Repeat("x", 1<<20) + `"}`, 413, "too-large"},
		{"bad token", "refresh_token", "nonsense", `{}`, 403, "invalid-token"},
		{"unknown function", "explode", guest.Token, `{}`, 404, "unknown-function"},
		{"no SDP", calls, guest.Token, `{"call_type":"WEBRTC"}`, 400, "malformed"},
		{"empty SDP", calls, guest.Token, offer(""), 400, "malformed"},
		{"garbage SDP", calls, guest.Token, offer("garbage"), 400, "unusable-offer"},
		{"SDP without lines", calls, guest.Token, offer("v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"), 400, "unusable-offer"},
		{"SDP without ICE", calls, guest.Token, offer("v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=mid:0\r\na=rtpmap:111 opus/48000/2\r\n"), 400, "unusable-offer"},
		{"endless SDP", calls, guest.Token, offer("v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n" + strings.Repeat("m=video 9 UDP/TLS/RTP/SAVPF 96\r\n", 5000)), 400, "unusable-offer"},
		{"SDP of NULs", calls, guest.Token, offer(strings.Repeat("\x00", 1000)), 400, "unusable-offer"},
		{"oversize SDP", calls, guest.Token, offer(strings.Repeat("a=x\r\n", 100_000)), 413, "too-large"},
		{"another call type", calls, guest.Token, `{"call_type":"SMOKE","sdp":"v=0"}`, 400, "unsupported"},
		{"candidate of no call", calls + "/nonsense/new_candidate", guest.Token, `{"candidate":"x"}`, 404, "unknown-call"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if status, code, _ := n.call(t, "room", c.function, c.token, "", []byte(c.body)); status != c.status || code != c.code {
				t.Errorf("%d %s, want %d %s", status, code, c.status, c.code)
			}
		})
	}
	if status, code, _ := n.call(t, "room", "refresh_token", guest.Token, "", nil); status != http.StatusOK {
		t.Errorf("the participant is gone: %d %s", status, code)
	}
}

// badMedia sends packets that are no media, of every first byte.
func badMedia(t *testing.T, n *conferencingNode) {
	conn, err := net.Dial("udp", loopback(n.port))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	for i := range 256 {
		packet := append([]byte{byte(i)}, bytes.Repeat([]byte{0xff}, i*5)...)
		if _, err := conn.Write(packet); err != nil {
			t.Fatalf("packet %d: %v", i, err)
		}
	}
	if err := n.api.ready(t.Context()); err != nil {
		t.Error(err)
	}
}

func badLink(t *testing.T, m *managementNode) {
	addr := loopback(m.port + 1)
	shout(t, addr, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	shout(t, addr, strings.Repeat("\xff", 4096))
	transport := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}} // a stranger
	defer transport.CloseIdleConnections()
	stranger := &testAPI{base: "https://" + addr, http: &http.Client{Transport: transport, Timeout: 20 * time.Second}}
	resp, err := get(t.Context(), stranger.http, stranger.base+link.PathConnect)
	if err != nil {
		t.Fatal(err)
	}
	raw, _ := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	var refused link.Refused
	if err := json.Unmarshal(raw, &refused); err != nil || resp.StatusCode != http.StatusForbidden || refused.Code != link.CodeNotEnrolled {
		t.Errorf("without a certificate: %s %s", resp.Status, raw)
	}
	for name, body := range map[string]string{
		"garbage": "garbage", "oversize": `{"nodeId":"` + strings.Repeat("x", 1<<20) + `"}`, "empty": "", "unknown node": `{"nodeId":"x","secret":"y","csr":"z"}`,
	} {
		status, raw, err := stranger.post(t.Context(), link.PathEnrol, nil, strings.NewReader(body))
		if err != nil || status < 400 || status >= 500 || json.Unmarshal(raw, &refused) != nil || refused.Code == "" {
			t.Errorf("enrol with %s: %d %v %.200s", name, status, err, raw)
		}
	}
}

// badNode is a real node's certificate in the wrong hands.
func badNode(t *testing.T, m *managementNode, n *conferencingNode) {
	identity, err := enrol.LoadIdentity(n.data())
	if err != nil {
		t.Fatal(err)
	}
	frame := func(message link.Message) string {
		raw, err := link.Encode(message)
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	hello := func(id string) string {
		return frame(link.Hello{Version: link.Version, NodeID: id, Epoch: "11111111-1111-4111-8111-111111111111", Software: "x", BootTime: time.Now(), ClientURL: "http://127.0.0.1:1"})
	}
	fact := func(seq uint64, kind, data string) string {
		return fmt.Sprintf(`{"type":"facts","body":{"facts":[{"seq":%d,"time":"2026-01-01T00:00:00Z","type":%q,"data":%s}]}}`, seq, kind, data)
	}
	// What may be in the log of a mad node: that it came and went, an alarm
	// because of that, and, from before, that strangers wanted to enrol.
	expected := []string{"node.connected.", "node.disconnected.", "node.restarted.", "node.provisioning-refused.", "alarm."}
	facts := func() (types []string) {
		for _, e := range m.api.log(t) {
			if !slices.ContainsFunc(expected, func(prefix string) bool { return strings.HasPrefix(e.Type, prefix) }) {
				types = append(types, e.Type)
			}
		}
		return types
	}
	before := facts()
	dialer := websocket.Dialer{TLSClientConfig: identity.ClientTLS(), HandshakeTimeout: 10 * time.Second}
	for _, c := range []struct {
		name string
		kind int
		send []string
	}{
		{"garbage", websocket.TextMessage, []string{"garbage"}},
		{"binary", websocket.BinaryMessage, []string{"\x00\x01\x02"}},
		{"unknown type", websocket.TextMessage, []string{`{"type":"hug","body":{}}`}},
		{"no hello", websocket.TextMessage, []string{frame(link.ConfigApplied{Position: "1"})}},
		{"another node", websocket.TextMessage, []string{hello("22222222-2222-4222-8222-222222222222")}},
		{"oversize hello", websocket.TextMessage, []string{`{"type":"hello","body":{"nodeId":"` + strings.Repeat("x", 1<<20) + `"}}`}},
		{"garbage later", websocket.TextMessage, []string{hello(identity.NodeID), "garbage"}},
		{"oversize later", websocket.TextMessage, []string{hello(identity.NodeID), strings.Repeat("x", link.MaxMessage+1)}},
		{"facts out of order", websocket.TextMessage, []string{hello(identity.NodeID), `{"type":"facts","body":{"facts":[{"seq":0,"time":"2026-01-01T00:00:00Z","type":"weather","data":{}}]}}`}},
		{"fact without data", websocket.TextMessage, []string{hello(identity.NodeID), fact(1, "participant.joined", `[]`)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := provoke(t, &dialer, "wss://"+loopback(m.port+1)+link.PathConnect, c.kind, c.send...)
			var timeout net.Error
			if errors.As(err, &timeout) && timeout.Timeout() {
				t.Errorf("the link stays up; it said %.300q", got)
			}
			if !websocket.IsCloseError(err, websocket.CloseMessageTooBig) && (len(got) == 0 || !strings.Contains(got[len(got)-1], `"type":"refused"`)) {
				t.Errorf("no reason is given: %.300q, %v", got, err)
			}
		})
	}
	if after := facts(); len(after) != len(before) {
		t.Errorf("events came of it: %v", after[len(before):])
	}
	if err := m.api.ready(context.WithoutCancel(t.Context())); err != nil {
		t.Error(err)
	}
}
