package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// conferencingNode is a Conferencing Node with its place.
type conferencingNode struct {
	id   string // in the API
	dir  string
	port int
	*process
	api *testAPI
}

// newConferencingNode makes a record and provisions the node; nothing runs yet.
func newConferencingNode(t testing.TB, m *managementNode, name, locationID string) *conferencingNode {
	t.Helper()
	n := &conferencingNode{dir: t.TempDir(), port: freePorts(t, 1)}
	n.id = m.api.must(t, "conferencingNodeCreate", map[string]any{"name": name, "locationId": locationID, "address": "127.0.0.1"}).id()
	document := m.api.must(t, "conferencingNodeProvision", map[string]any{"id": n.id}).Document
	if err := os.WriteFile(filepath.Join(n.dir, "provision.json"), []byte(document), 0o600); err != nil {
		t.Fatal(err)
	}
	n.api = newTestAPI(t, "http://"+loopback(n.port))
	return n
}

func (n *conferencingNode) data() string { return filepath.Join(n.dir, "data") }

func (n *conferencingNode) start(t testing.TB) {
	t.Helper()
	n.process = startParley(t, "node", "--data", n.data(), "--listen", loopback(n.port), "--media-listen", loopback(n.port), "--cluster-listen", "127.0.0.1:0",
		"--provision", filepath.Join(n.dir, "provision.json"))
	eventually(t, time.Minute, "Conferencing Node ready", func() error {
		if !n.alive() {
			t.Fatalf("ended while starting: %s", tail(n.stderr.String(), 2000))
		}
		return n.api.ready(t.Context())
	})
}

func (n *conferencingNode) stop(t testing.TB) {
	t.Helper()
	n.api.http.CloseIdleConnections()
	n.interrupt(t, 30*time.Second)
}

// clientResult is what the tests read of the client API.
type clientResult struct {
	Token           string
	ParticipantUUID string `json:"participant_uuid"`
}

// call is one request of the client API: its status, code and result.
func (n *conferencingNode) call(t testing.TB, alias, function, token, pin string, body []byte) (status int, code string, result clientResult) {
	t.Helper()
	header := http.Header{}
	if token != "" {
		header.Set("Token", token)
	}
	if pin != "" {
		header.Set("Pin", pin)
	}
	status, raw, err := n.api.post(t.Context(), "/api/client/v2/conferences/"+alias+"/"+function, header, bytes.NewReader(body))
	if err != nil {
		t.Fatalf("%s %s: %v", alias, function, err)
	}
	var envelope struct {
		Status, Code string
		Result       json.RawMessage
	}
	if err := json.Unmarshal(raw, &envelope); err != nil || envelope.Status == "" {
		t.Fatalf("%s %s: %d %q: %v", alias, function, status, raw, err)
	}
	_ = json.Unmarshal(envelope.Result, &result) // of refusals it is a text
	return status, envelope.Code, result
}

// join is a participant without media.
func (n *conferencingNode) join(t testing.TB, alias, name, pin string) clientResult {
	t.Helper()
	status, code, joined := n.call(t, alias, "request_token", "", pin, fmt.Appendf(nil, `{"display_name":%q,"control_only":true}`, name))
	if status != http.StatusOK || joined.Token == "" {
		t.Fatalf("%s joins %s: %d %s", name, alias, status, code)
	}
	return joined
}
