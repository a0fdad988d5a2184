package management

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/access"
	"github.com/parley-video/parley/domain"
	rights "github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/domain/conference"
	"github.com/parley-video/parley/domain/location"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/domain/settings"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/graph"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/projections"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// output is what a Management Node logs; it tells where it listens.
type output struct {
	mu   sync.Mutex
	text bytes.Buffer
	web  chan string
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if line := string(p); strings.Contains(line, "for=web") {
		_, url, _ := strings.Cut(strings.TrimSpace(line), "url=")
		o.web <- url
	}
	return o.text.Write(p)
}

// house is a Management Node that runs.
type house struct {
	*Management
	url  string
	stop func()
}

func start(t *testing.T, data string, change ...func(*Options)) *house {
	t.Helper()
	out := &output{web: make(chan string, 1)}
	o := Options{
		Data: data, Listen: "127.0.0.1:0", LinkListen: "127.0.0.1:0", LinkURLs: []string{"https://127.0.0.1:8444"},
		Version: "test", Log: slog.New(slog.NewTextHandler(out, nil)),
	}
	for _, f := range change {
		f(&o)
	}
	m, err := New(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- m.Run(ctx) }()
	h := &house{Management: m, stop: sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Run: %v", err)
		}
	})}
	t.Cleanup(h.stop)
	select {
	case h.url = <-out.web:
	case err := <-done:
		t.Fatalf("Run: %v\n%s", err, out.text.String())
	case <-time.After(time.Minute):
		t.Fatal("does not listen")
	}
	return h
}

var system = control.Envelope{Actor: events.Actor{Kind: events.ActorSystem}}

func (h *house) do(t *testing.T, cmd domain.Command) control.Receipt {
	t.Helper()
	receipt, err := h.executor.Execute(t.Context(), system, cmd)
	if err != nil {
		t.Fatalf("%s: %v", cmd.CommandName(), err)
	}
	return receipt
}

// ask is a query with a token that may read everything.
func (h *house) ask(t *testing.T, document string) string {
	t.Helper()
	secret, _, err := h.access.CreateToken(t.Context(), access.NewToken{
		Envelope: system, Name: "test", Scopes: rights.Scopes(), Allowed: rights.Scopes(),
	})
	if err != nil {
		t.Fatal(err)
	}
	end, err := graph.StoreEnd{Store: h.store}.End(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := h.reads.runner.WaitForAll(ctx, end); err != nil {
		t.Fatal(err)
	}
	body, err := json.Marshal(map[string]string{"query": document})
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, h.url+"/graphql", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+secret)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer http.DefaultClient.CloseIdleConnections()
	raw, err := io.ReadAll(res.Body)
	if err := errors.Join(err, res.Body.Close()); err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// A new deployment has settings with a revision to expect, and they are the
// ones that the read models show before anybody wrote any.
func TestInitialSettings(t *testing.T) {
	if !reflect.DeepEqual(settings.Defaults(), projections.DefaultSettings()) {
		t.Errorf("two sets of defaults: %+v and %+v", settings.Defaults(), projections.DefaultSettings())
	}
	data := t.TempDir()
	for range 2 { // the second start writes nothing
		h := start(t, data)
		if got := h.ask(t, `{ globalSettings { revision sessionIdleTimeout } }`); !strings.Contains(got, `{"revision":"0","sessionIdleTimeout":30}`) {
			t.Error(got)
		}
		h.stop()
	}
}

// edge makes a node whose link is up and who runs a conference.
func (h *house) edge(t *testing.T) string {
	t.Helper()
	oslo := h.do(t, location.Create{Patch: location.Patch{Name: domain.Some("Oslo")}})
	id := h.do(t, node.Create{Patch: node.Patch{
		Name: domain.Some("edge"), LocationID: domain.Some(oslo.ID), Address: domain.Some("10.0.0.1"), FQDN: domain.Some("edge.test.example"),
	}}).ID
	if err := h.lifecycle.Connected(t.Context(), id, link.Hello{Epoch: "e", Software: "1", BootTime: time.Now()}, "10.0.0.1:1", time.Now()); err != nil {
		t.Fatal(err)
	}
	h.do(t, conference.RecordFact{
		ID: "c-1", Fact: events.FactRef{Node: id, Epoch: "e", Seq: 1}, Event: events.ConferenceStarted{ID: "c-1", NodeID: id},
	})
	return id
}

// Whoever was linked when the process died is not shown as linked afterwards.
// No end of the link is in the log here, as after a crash.
func TestLinksOfTheLastRun(t *testing.T) {
	data := t.TempDir()
	h := start(t, data)
	h.edge(t)
	const question = `{ conferencingNodes { nodes { state } } liveView { nodes { state } conferences { id } } }`
	if got := h.ask(t, question); strings.Count(got, `"state":"STARTING"`) != 2 {
		t.Fatal(got)
	}
	h.stop()
	h = start(t, data)
	if got := h.ask(t, question); strings.Count(got, `"state":"OFFLINE"`) != 2 || strings.Contains(got, `"conferences":[]`) {
		t.Error(got)
	}
}

func TestRemovingANodeEndsItsConferences(t *testing.T) {
	h := start(t, t.TempDir())
	id := h.edge(t)
	h.do(t, node.Remove{ID: id, Force: true})
	deadline := time.Now().Add(20 * time.Second)
	for {
		got := h.ask(t, `{ liveView { conferences { id } } conferenceHistory { nodes { endReason } } }`)
		if strings.Contains(got, `"conferences":[]`) && strings.Contains(got, "node-removed") {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal(got)
		}
	}
}

// Anybody may ask whether a node is ready, so the answer gives no reasons away.
func TestReadyTellsNoReasons(t *testing.T) {
	h := start(t, t.TempDir())
	end, err := graph.StoreEnd{Store: h.store}.End(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	// What nobody can read.
	_, err = h.store.Append(t.Context(), "location-broken", store.NoStream(), store.NewEvent{
		ID: events.DeriveID("broken"), Type: "location.created.v1", Data: []byte(`{"id": ["secret reason"]}`), Meta: []byte(`{}`),
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := h.reads.runner.WaitFor(ctx, "inventory", end+1); !errors.Is(err, projections.ErrParked) {
		t.Fatalf("the inventory is not parked: %v", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, h.url+"/readyz", nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer http.DefaultClient.CloseIdleConnections()
	raw, err := io.ReadAll(res.Body)
	if err := errors.Join(err, res.Body.Close()); err != nil {
		t.Fatal(err)
	}
	if got := string(raw); !strings.Contains(got, `"inventory":{"state":"PARKED","position":"`+end.String()+`"}`) || strings.Contains(got, "error") {
		t.Error(got)
	}
}
