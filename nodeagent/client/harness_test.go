package client

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/conference"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/media/mediatest"
)

var update = flag.Bool("update", false, "write golden files")

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// sink is an outbox that counts.
type sink struct {
	mu    sync.Mutex
	facts []link.FactType
}

func (s *sink) AppendAsync(t link.FactType, _ any, _ time.Time) (conference.Receipt, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.facts = append(s.facts, t)
	return done{}, nil
}

func (s *sink) Last() uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return uint64(len(s.facts))
}

type done struct{}

func (done) Done() <-chan struct{} {
	c := make(chan struct{})
	close(c)
	return c
}
func (done) Result() (uint64, error) { return 0, nil }

// fixed is a configuration.
type fixed struct {
	services    []link.Service
	maintenance bool
}

func (f *fixed) ServiceByAlias(alias string) (link.Service, bool) {
	for _, s := range f.services {
		if slices.Contains(s.Aliases, alias) {
			return s, true
		}
	}
	return link.Service{}, false
}

func (f *fixed) Service(id string) (link.Service, bool) {
	for _, s := range f.services {
		if s.ID == id {
			return s, true
		}
	}
	return link.Service{}, false
}

func (f *fixed) LocationList() []link.Location { return []link.Location{{ID: "loc"}} }

func (f *fixed) Settings() link.Settings {
	return link.Settings{PINEntryTimeout: 120, WaitingForHostTimeout: 900, GuestsOnlyTimeout: 60}
}

func (f *fixed) Self() (link.Node, bool) {
	return link.Node{ID: "n", LocationID: "loc", Maintenance: f.maintenance}, true
}
func (f *fixed) Nodes() int { return 1 }

func standup() link.Service {
	return link.Service{
		ID: "svc", Type: "conference", Name: "Standup", Aliases: []string{"standup", "stand/up ü"},
		GuestsCanPresent: true, ChatEnabled: true, ParticipantLimit: -1, CallType: "video", MaxQuality: "hd",
	}
}

func court() link.Service {
	s := standup()
	s.ID, s.Name, s.Aliases = "court", "Court", []string{"court"}
	s.HostPIN, s.AllowGuests = "1234", true
	return s
}

// rig is the API over a running registry with the media double.
type rig struct {
	t        testing.TB
	config   *fixed
	engine   *mediatest.Engine
	capacity capacity.Tokens
	deps     Deps
	handler  http.Handler
	remote   string
	stop     func()
}

func newRig(t testing.TB) *rig {
	r := &rig{
		t: t, engine: mediatest.New(), capacity: 10 * capacity.HD, remote: "192.0.2.1:4711",
		config: &fixed{services: []link.Service{standup(), court()}},
	}
	r.deps = Deps{Version: "1.0.0", STUN: []string{"stun:stun.example.com"}, Log: slog.New(slog.DiscardHandler)}
	return r
}

func (r *rig) start() {
	r.deps.Conferences = conference.NewRegistry(conference.Deps{
		Config: r.config, Outbox: &sink{}, Engine: r.engine, Log: slog.New(slog.DiscardHandler),
		Journal: filepath.Join(r.t.TempDir(), "journal"), Capacity: func() capacity.Tokens { return r.capacity },
	})
	r.handler = New(r.deps)
	ctx, cancel := context.WithCancel(context.Background())
	ran := make(chan error, 1)
	go func() { ran <- r.deps.Conferences.Run(ctx) }()
	r.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ran; err != nil {
			r.t.Errorf("run: %v", err)
		}
	})
	<-r.deps.Conferences.Ready()
}

// under is the rig for another test, for fuzz targets.
func (r *rig) under(t *testing.T) *rig {
	other := *r
	other.t = t
	return &other
}

type answer struct {
	status int
	body   string
	header http.Header
}

// result decodes the result into v.
func (a answer) result(t testing.TB, v any) {
	t.Helper()
	var e struct {
		Status string
		Result json.RawMessage
	}
	if err := json.Unmarshal([]byte(a.body), &e); err != nil {
		t.Fatalf("%d %s: %v", a.status, a.body, err)
	}
	if err := json.Unmarshal(e.Result, v); err != nil {
		t.Fatalf("%d %s: %v", a.status, a.body, err)
	}
}

func (a answer) want(t testing.TB, status int, text string) {
	t.Helper()
	if a.status != status || !strings.Contains(a.body, text) {
		t.Errorf("got %d %s, want %d with %q", a.status, a.body, status, text)
	}
}

// ask sends a request; headers are name, value, ...
func (r *rig) ask(method, path, body string, headers ...string) answer {
	req := httptest.NewRequest(method, "https://node.example.com"+Prefix+path, strings.NewReader(body))
	req.RemoteAddr = r.remote
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "Mozilla/5.0 Test")
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	r.handler.ServeHTTP(w, req)
	return answer{w.Code, w.Body.String(), w.Header()}
}

// person is a participant as a client sees itself.
type person struct {
	rig               *rig
	alias, token, id  string
	stream            *streamed
	role, serviceType string
}

func (r *rig) join(alias, name, pin string) *person {
	r.t.Helper()
	headers := []string{}
	if pin != "" {
		headers = append(headers, "pin", pin)
	}
	a := r.ask("POST", "conferences/"+alias+"/request_token", fmt.Sprintf(`{"display_name":%q}`, name), headers...)
	if a.status != http.StatusOK {
		r.t.Fatalf("join %s: %d %s", name, a.status, a.body)
	}
	var got requestTokenResult
	a.result(r.t, &got)
	return &person{rig: r, alias: alias, token: got.Token, id: got.ParticipantUUID, role: got.Role, serviceType: got.CurrentServiceType}
}

func (p *person) post(path, body string) answer {
	return p.rig.ask("POST", "conferences/"+p.alias+"/"+path, body, "token", p.token)
}

func (p *person) get(path string) answer {
	return p.rig.ask("GET", "conferences/"+p.alias+"/"+path, "", "token", p.token)
}

// on is a function of a participant.
func (p *person) on(target *person, function, body string) answer {
	return p.post("participants/"+target.id+"/"+function, body)
}

// media sets up and acknowledges a call.
func (p *person) media() string {
	p.rig.t.Helper()
	a := p.on(p, "calls", `{"call_type":"WEBRTC","sdp":"v=0\r\nm=audio 9 x\r\nm=video 9 x\r\n"}`)
	if a.status != http.StatusOK {
		p.rig.t.Fatalf("call: %d %s", a.status, a.body)
	}
	var got callResult
	a.result(p.rig.t, &got)
	if a := p.post("participants/"+p.id+"/calls/"+got.CallUUID+"/ack", "{}"); a.status != http.StatusOK {
		p.rig.t.Fatalf("ack: %d %s", a.status, a.body)
	}
	synctest.Wait()
	return got.CallUUID
}

// streamed is an event stream as far as it has come.
type streamed struct {
	mu     sync.Mutex
	buf    bytes.Buffer
	header http.Header
	ended  chan struct{}
	cancel context.CancelFunc
}

func (s *streamed) Header() http.Header { return s.header }
func (s *streamed) WriteHeader(int)     {}
func (s *streamed) Flush()              {}
func (s *streamed) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buf.Write(b)
}

// take gives what came since the last take, once nothing moves any more.
func (s *streamed) take() string {
	synctest.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.buf.Reset()
	return s.buf.String()
}

// names are the events of take.
func (s *streamed) names() []string {
	var names []string
	for line := range strings.Lines(s.take()) {
		if name, ok := strings.CutPrefix(line, "event: "); ok {
			names = append(names, strings.TrimSpace(name))
		}
	}
	return names
}

func (p *person) listen() *streamed {
	ctx, cancel := context.WithCancel(context.Background())
	s := &streamed{header: http.Header{}, ended: make(chan struct{}), cancel: cancel}
	req := httptest.NewRequest("GET", "https://node"+Prefix+"conferences/"+p.alias+"/events?token="+p.token, nil).WithContext(ctx)
	req.RemoteAddr = p.rig.remote
	go func() {
		defer close(s.ended)
		p.rig.handler.ServeHTTP(s, req)
	}()
	p.stream = s
	return s
}

var (
	uuidShape  = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
	tokenShape = regexp.MustCompile(`"(token|resume_key)": ?"[A-Za-z0-9_-]{43}"`)
)

// golden compares with a file, with ids numbered as they appear.
func golden(t *testing.T, name, got string) {
	t.Helper()
	seen := map[string]string{}
	got = uuidShape.ReplaceAllStringFunc(got, func(id string) string {
		if seen[id] == "" {
			seen[id] = fmt.Sprintf("uuid-%d", len(seen)+1)
		}
		return seen[id]
	})
	got = tokenShape.ReplaceAllString(got, `"$1": "TOKEN"`)
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// pretty indents JSON for golden files.
func pretty(t *testing.T, body string) string {
	t.Helper()
	var b bytes.Buffer
	if err := json.Indent(&b, []byte(body), "", "  "); err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	b.WriteByte('\n')
	return b.String()
}
