package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"testing"
	"time"

	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/events/export"
)

// testAPI calls the GraphQL API and keeps the answers as they came.
type testAPI struct {
	base  string
	token string
	http  *http.Client
	reach func() *http.Transport // nil: as everybody
}

func newTestAPI(t testing.TB, base string) *testAPI {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{MaxIdleConnsPerHost: 16}
	t.Cleanup(transport.CloseIdleConnections)
	return &testAPI{base: base, http: &http.Client{Jar: jar, Transport: transport, Timeout: 20 * time.Second}}
}

func (a *testAPI) ready(ctx context.Context) error {
	resp, err := get(ctx, a.http, a.base+"/readyz")
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", resp.Status, body)
	}
	return err
}

// post sends a body to a path with the token, if there is one.
func (a *testAPI) post(ctx context.Context, path string, header http.Header, body io.Reader) (int, []byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, a.base+path, body)
	if err != nil {
		return 0, nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Origin", a.base)
	if a.token != "" {
		req.Header.Set("Authorization", "Bearer "+a.token)
	}
	for name, values := range header {
		req.Header[name] = values
	}
	resp, err := a.http.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(io.LimitReader(resp.Body, 32<<20))
	return resp.StatusCode, raw, err
}

// answer is the one root field of an answer. An error means that the outcome
// is open or the request wrong, never that a rule refused.
func (a *testAPI) answer(ctx context.Context, query string, variables map[string]any, into any) error {
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return err
	}
	status, raw, err := a.post(ctx, "/graphql", nil, bytes.NewReader(body))
	if err != nil {
		return err
	}
	var all struct {
		Data   map[string]json.RawMessage
		Errors json.RawMessage
	}
	if err := json.Unmarshal(raw, &all); err != nil {
		return fmt.Errorf("status %d, answer %.200s: %w", status, raw, err)
	}
	if status != http.StatusOK || all.Errors != nil || len(all.Data) != 1 {
		return fmt.Errorf("status %d, answer %.500s", status, raw)
	}
	for _, field := range all.Data {
		return json.Unmarshal(field, into)
	}
	return nil
}

// payload is what all mutations of the tests answer.
type payload struct {
	MeetingRoom, Location, ConferencingNode *struct{ ID, Revision string }
	RemovedID, Position                     string
	Secret, Document                        string
	Done                                    bool
	UserErrors                              []userError
}

func (p payload) id() string {
	for _, o := range []*struct{ ID, Revision string }{p.MeetingRoom, p.Location, p.ConferencingNode} {
		if o != nil {
			return o.ID
		}
	}
	return p.RemovedID
}

// What each mutation is asked for.
var mutations = map[string]string{
	"meetingRoomCreate":              `mutation($input: MeetingRoomCreateInput!) { meetingRoomCreate(input: $input) { meetingRoom { id revision } position userErrors { code field message } } }`,
	"meetingRoomUpdate":              `mutation($input: MeetingRoomUpdateInput!) { meetingRoomUpdate(input: $input) { meetingRoom { id revision } position userErrors { code field message } } }`,
	"meetingRoomRemove":              `mutation($input: MeetingRoomRemoveInput!) { meetingRoomRemove(input: $input) { removedId position userErrors { code field message } } }`,
	"locationCreate":                 `mutation($input: LocationCreateInput!) { locationCreate(input: $input) { location { id revision } position userErrors { code field message } } }`,
	"locationUpdate":                 `mutation($input: LocationUpdateInput!) { locationUpdate(input: $input) { location { id revision } position userErrors { code field message } } }`,
	"burstNodeStart":                 `mutation($input: BurstNodeStartInput!) { burstNodeStart(input: $input) { position userErrors { code field message } } }`,
	"burstNodeStop":                  `mutation($input: BurstNodeStopInput!) { burstNodeStop(input: $input) { position userErrors { code field message } } }`,
	"locationRemove":                 `mutation($input: LocationRemoveInput!) { locationRemove(input: $input) { removedId position userErrors { code field message } } }`,
	"conferencingNodeCreate":         `mutation($input: ConferencingNodeCreateInput!) { conferencingNodeCreate(input: $input) { conferencingNode { id revision } position userErrors { code field message } } }`,
	"conferencingNodeUpdate":         `mutation($input: ConferencingNodeUpdateInput!) { conferencingNodeUpdate(input: $input) { conferencingNode { id revision } position userErrors { code field message } } }`,
	"conferencingNodeRemove":         `mutation($input: ConferencingNodeRemoveInput!) { conferencingNodeRemove(input: $input) { removedId position userErrors { code field message } } }`,
	"conferencingNodeProvision":      `mutation($input: ConferencingNodeProvisionInput!) { conferencingNodeProvision(input: $input) { document position userErrors { code field message } } }`,
	"conferencingNodeSetMaintenance": `mutation($input: ConferencingNodeSetMaintenanceInput!) { conferencingNodeSetMaintenance(input: $input) { conferencingNode { id revision } position userErrors { code field message } } }`,
	"globalSettingsUpdate":           `mutation($input: GlobalSettingsUpdateInput!) { globalSettingsUpdate(input: $input) { position userErrors { code field message } } }`,
	"administratorCreate":            `mutation($input: AdministratorCreateInput!) { administratorCreate(input: $input) { position userErrors { code field message } } }`,
	"apiTokenCreate":                 `mutation($input: ApiTokenCreateInput!) { apiTokenCreate(input: $input) { secret position userErrors { code field message } } }`,
	"conferenceControl":              `mutation($input: ConferenceControlInput!) { conferenceControl(input: $input) { done userErrors { code field message } } }`,
	"signIn":                         `mutation($input: SignInInput!) { signIn(input: $input) { position userErrors { code field message } } }`,
}

func (a *testAPI) mutate(ctx context.Context, mutation string, input map[string]any) (payload, error) {
	var p payload
	err := a.answer(ctx, mutations[mutation], map[string]any{"input": input}, &p)
	return p, err
}

// must is a mutation that nothing may refuse.
func (a *testAPI) must(t testing.TB, mutation string, input map[string]any) payload {
	t.Helper()
	p, err := a.mutate(t.Context(), mutation, input)
	if err != nil || len(p.UserErrors) > 0 {
		t.Fatalf("%s %v: %v %v", mutation, input, err, p.UserErrors)
	}
	return p
}

// signIn leaves a session cookie and a token with all scopes.
func (a *testAPI) signIn(t testing.TB) {
	t.Helper()
	a.must(t, "signIn", map[string]any{"username": testUser, "password": testPassword})
	a.token = a.must(t, "apiTokenCreate", map[string]any{"name": "test", "scopes": access.Scopes()}).Secret
	if a.token == "" {
		t.Fatal("no token")
	}
}

// logged is one line of the exported log.
type logged struct {
	Position, Stream, ID, Type string
	Revision                   uint64
	Data, Meta                 json.RawMessage
	Problem                    string
}

// log reads the whole log, as programs do, and holds it to what every log is:
// positions that grow, streams without a gap, identifiers that occur once.
func (a *testAPI) log(t testing.TB) []logged {
	t.Helper()
	transport := &http.Transport{}
	if a.reach != nil {
		transport = a.reach()
	}
	defer transport.CloseIdleConnections()
	var text bytes.Buffer
	client := export.Client{URL: a.base + "/events", Token: a.token, HTTP: &http.Client{Transport: transport}, Attempts: 1}
	if err := client.Read(t.Context(), &text, export.Options{}); err != nil {
		t.Fatalf("read the log: %v", err)
	}
	return parseLog(t, text.Bytes())
}

func parseLog(t testing.TB, text []byte) []logged {
	t.Helper()
	var all []logged
	next, ids, last := map[string]uint64{}, map[string]string{}, uint64(0)
	for _, line := range bytes.Split(bytes.TrimSpace(text), []byte("\n")) {
		var e logged
		if err := json.Unmarshal(line, &e); err != nil {
			t.Fatalf("line %q: %v", line, err)
		}
		if e.Revision != next[e.Stream] {
			t.Errorf("%s at %s has revision %d, want %d", e.Stream, e.Position, e.Revision, next[e.Stream])
		}
		next[e.Stream]++
		if other, twice := ids[e.ID]; twice {
			t.Errorf("event %s stands at %s and at %s", e.ID, other, e.Position)
		}
		ids[e.ID] = e.Position
		var at uint64
		if _, err := fmt.Sscan(e.Position, &at); err != nil || at <= last {
			t.Errorf("position %q follows %d", e.Position, last)
		}
		last = at
		if e.Problem != "" {
			t.Errorf("event at %s: %s", e.Position, e.Problem)
		}
		all = append(all, e)
	}
	return all
}
