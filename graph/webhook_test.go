package graph

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	domainaccess "github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/events"
)

// receiver is the other end of a webhook; it answers with what is in status.
type receiver struct {
	*httptest.Server
	got    chan string
	status chan int
}

func newReceiver(t *testing.T) *receiver {
	r := &receiver{got: make(chan string, 100), status: make(chan int, 100)}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, err := io.ReadAll(req.Body)
		if err != nil || req.Header.Get("Webhook-Signature") == "" {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		select {
		case s := <-r.status:
			w.WriteHeader(s)
		default:
		}
		r.got <- string(body)
	}))
	t.Cleanup(r.Close)
	return r
}

// next is the type of the next event that comes.
func (r *receiver) next(t *testing.T) string {
	t.Helper()
	select {
	case body := <-r.got:
		var e struct{ Type string }
		if err := json.Unmarshal([]byte(body), &e); err != nil {
			t.Fatal(err)
		}
		return e.Type
	case <-time.After(patience):
		t.Fatal("nothing comes")
		return ""
	}
}

const createHook = `mutation($in: WebhookCreateInput!) { webhookCreate(input: $in) { webhook { id position } secret userErrors { code field } } }`

// A webhook from its creation over deliveries, their log and a replay.
func TestWebhookDelivers(t *testing.T) {
	s := newStack(t)
	r := newReceiver(t)
	s.place("Before")
	a := s.ask(s.writer, createHook, map[string]any{"in": map[string]any{
		"name": "one", "url": r.URL, "typePrefixes": []any{"location."}, "idempotencyKey": "k",
	}})
	id := a.at(t, "webhookCreate.webhook.id")
	secret := fmt.Sprint(a.at(t, "webhookCreate.secret"))
	if !strings.HasPrefix(secret, "whsec_") {
		t.Fatal(a.raw)
	}
	test := s.ask(s.writer, `mutation($id: ID!) { webhookTest(input: {id: $id}) { delivered statusCode durationMs error userErrors { code } } }`, map[string]any{"id": id})
	if test.at(t, "webhookTest.delivered") != true || test.at(t, "webhookTest.statusCode") != 200.0 || test.at(t, "webhookTest.error") != nil {
		t.Fatal(test.raw)
	}
	if got := r.next(t); got != "video.parley.webhook.test" {
		t.Fatalf("got %s", got)
	}
	r.status <- http.StatusGone
	after := s.place("After")
	if got := r.next(t); got != "video.parley.location.created.v1" {
		t.Fatalf("got %s", got)
	}
	// The attempt is in the log before the receiver's answer has been read by
	// everybody; the read model of it is the state database itself.
	const document = `query($id: ID!, $states: [WebhookDeliveryState!]) { webhook(id: $id) { position pending parked lastError
		deliveries(first: 10, states: $states) { nodes { position eventType stream state attempts statusCode error durationMs replay nextAttemptAt } } } }`
	s.eventually(func() bool {
		a = s.ask(s.reader, document, map[string]any{"id": id})
		list, _ := a.at(t, "webhook.deliveries.nodes").([]any)
		return len(list) == 1 && list[0].(map[string]any)["statusCode"] == 410.0
	})
	one := a.at(t, "webhook.deliveries.nodes.0").(map[string]any)
	if one["position"] != after.Position.String() || one["eventType"] != "location.created.v1" || one["replay"] != false || one["attempts"] != 1.0 {
		t.Error(a.raw)
	}
	if a = s.ask(s.reader, document, map[string]any{"id": id, "states": []any{"DELIVERED"}}); len(a.at(t, "webhook.deliveries.nodes").([]any)) != 0 {
		t.Error(a.raw)
	}
	r.status <- http.StatusOK
	a = s.ask(s.writer, `mutation($id: ID!) { webhookReplay(input: {id: $id, after: "0"}) { position userErrors { code } } }`, map[string]any{"id": id})
	if a.at(t, "webhookReplay.position") == nil {
		t.Fatal(a.raw)
	}
	if got := r.next(t); got != "video.parley.location.created.v1" {
		t.Fatalf("got %s", got)
	}
	s.eventually(func() bool {
		a = s.ask(s.reader, `query($id: ID!) { webhook(id: $id) { attempts { nodes { state replay } } } }`, map[string]any{"id": id})
		return strings.Contains(a.raw, `{"state":"DELIVERED","replay":true}`)
	})
	if log := s.log.String(); strings.Contains(log, secret) {
		t.Error("the secret is in the log")
	}
}

// eventually asks until it is so; what is asked for happens by itself.
func (s *stack) eventually(so func() bool) {
	s.t.Helper()
	deadline := time.After(patience)
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !so() {
		select {
		case <-tick.C:
		case <-deadline:
			s.t.Fatal("it does not become so")
		}
	}
}

// A webhook must not be a way to what its maker may not see.
func TestWebhooksGiveNobodyMore(t *testing.T) {
	s := newStack(t)
	const adhoc, write, read = domainaccess.ScopeGraphQLAdHoc, domainaccess.ScopeConfigWrite, domainaccess.ScopeEventsRead
	blind := s.token("blind", write, adhoc)
	plain := s.token("plain", write, read, adhoc)
	typed := s.limited("typed", domainaccess.Reach{Types: []string{"node."}}, write, read, adhoc)
	placed := s.limited("placed", domainaccess.Reach{Streams: []string{"node-"}}, write, read, adhoc)
	create := func(secret string, in map[string]any) string {
		in["name"], in["url"], in["enabled"] = "w"+fmt.Sprint(time.Now().UnixNano()), "https://hooks.example", false
		a := s.ask(secret, createHook, map[string]any{"in": in})
		return fmt.Sprint(a.at(t, "webhookCreate.userErrors"))
	}
	for _, c := range []struct {
		what, secret string
		in           map[string]any
		want         string
	}{
		{"no events:read", blind, map[string]any{}, "[map[code:NOT_ALLOWED field:<nil>]]"},
		{"all", plain, map[string]any{}, "[]"},
		{"personal data", plain, map[string]any{"includePersonalData": true}, "[map[code:NOT_ALLOWED field:[includePersonalData]]]"},
		{"within types", typed, map[string]any{"typePrefixes": []any{"node.c"}}, "[]"},
		{"other types", typed, map[string]any{"typePrefixes": []any{"node.c", "location."}}, "[map[code:NOT_ALLOWED field:[typePrefixes]]]"},
		{"all types", typed, map[string]any{}, "[map[code:NOT_ALLOWED field:[typePrefixes]]]"},
		{"streams", placed, map[string]any{"typePrefixes": []any{"node."}}, "[map[code:NOT_ALLOWED field:<nil>]]"},
	} {
		if got := create(c.secret, c.in); got != c.want {
			t.Errorf("%s: %s", c.what, got)
		}
	}
	a := s.ask(s.writer, createHook, map[string]any{"in": map[string]any{"name": "full", "url": "https://hooks.example", "includePersonalData": true, "enabled": false}})
	id := a.at(t, "webhookCreate.webhook.id")
	for in, want := range map[string]string{
		`url: "https://mine.example"`: "[map[code:NOT_ALLOWED]]",
		`enabled: true`:               "[map[code:NOT_ALLOWED]]",
		`typePrefixes: ["x"]`:         "[map[code:NOT_ALLOWED]]",
		`name: "other"`:               "[]",
		`url: "https://mine.example", includePersonalData: false`: "[]",
	} {
		a := s.ask(plain, `mutation($id: ID!) { webhookUpdate(input: {id: $id, `+in+`}) { userErrors { code } } }`, map[string]any{"id": id})
		if got := fmt.Sprint(a.at(t, "webhookUpdate.userErrors")); got != want {
			t.Errorf("%s: %s", in, got)
		}
		s.ask(s.writer, `mutation($id: ID!) { webhookUpdate(input: {id: $id, url: "https://hooks.example", includePersonalData: true}) { userErrors { code } } }`, map[string]any{"id": id})
	}
	a = s.ask(plain, `mutation($id: ID!) { webhookReplay(input: {id: $id, after: "0"}) { userErrors { code } } }`, map[string]any{"id": id})
	if got := fmt.Sprint(a.at(t, "webhookReplay.userErrors")); got != "[map[code:NOT_ALLOWED]]" {
		t.Errorf("replay: %s", got)
	}
}

// Erasing a participant: the name is gone from the history and from the events,
// and the audit says who did it.
func TestParticipantErase(t *testing.T) {
	s := newStack(t)
	s.append(
		events.ConferenceStream("c"),
		events.ConferenceStarted{ID: "c", ServiceName: "Team"},
		events.ParticipantJoined{ConferenceID: "c", ParticipantID: "p", DisplayName: "Ada Lovelace", Remote: "192.0.2.77"},
		events.ParticipantJoined{ConferenceID: "c", ParticipantID: "q", DisplayName: "Grace", Remote: "192.0.2.78"},
		events.ParticipantLeft{ConferenceID: "c", ParticipantID: "p", Reason: "disconnected"},
	)
	id := encodeID(kindParticipant, "p")
	const document = `query($id: ID!, $c: ID!) {
		node(id: $id) { ... on ConferenceParticipant { displayName remote erased } }
		events(filter: {stream: "conference-c", typePrefixes: ["conference.participant-joined."]}) { nodes { data } }
		audit(filter: {entityId: $id}) { nodes { eventType actor { name } entity { kind name } } }
		conferenceRecord(id: $c) { participants { nodes { displayName erased } } } }`
	vars := map[string]any{"id": id, "c": encodeID(kindConference, "c")}
	if a := s.ask(s.reader, document, vars); strings.Count(a.raw, "Ada Lovelace") != 3 || strings.Count(a.raw, "192.0.2.77") != 2 || strings.Contains(a.raw, `"erased":true`) {
		t.Fatal(a.raw)
	}
	const erase = `mutation($id: ID!) { participantErase(input: {id: $id, idempotencyKey: "k"}) { erasedId position userErrors { code field } } }`
	for range 2 { // the second time nothing happens
		a := s.ask(s.writer, erase, map[string]any{"id": id})
		if a.at(t, "participantErase.erasedId") != id || a.at(t, "participantErase.position") == nil {
			t.Fatal(a.raw)
		}
	}
	end, err := s.deps.LogEnd.End(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s.settle(end)
	a := s.ask(s.reader, document, vars)
	if strings.Contains(a.raw, "Ada") || strings.Contains(a.raw, "192.0.2.77") || strings.Count(a.raw, `"erased":true`) != 2 ||
		strings.Count(a.raw, `"eventType":"conference.participant-erased.v1","actor":{"name":"writer"}`) != 1 {
		t.Error(a.raw)
	}
	for who, want := range map[string]string{"nobody": "[map[code:NOT_FOUND field:[id]]]", "q": "[map[code:NOT_ALLOWED field:[id]]]"} {
		a = s.ask(s.writer, erase, map[string]any{"id": encodeID(kindParticipant, who)})
		if got := fmt.Sprint(a.at(t, "participantErase.userErrors")); got != want {
			t.Errorf("%s: %s", who, a.raw)
		}
	}
	raw, err := s.raw.ReadStream(t.Context(), events.ConferenceStream("c"), 0, 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range raw.Events {
		if strings.Contains(string(e.Data), "Ada") {
			t.Errorf("the log holds %s", e.Data)
		}
	}
}

func TestProjectionOrders(t *testing.T) {
	s := newStack(t)
	s.place("One")
	order := func(field, name string) answer {
		return s.ask(s.writer, `mutation($n: String!) { `+field+`(input: {name: $n}) { projection { name state leader eventsPerSecond rebuilding { position target } } userErrors { code field } } }`, map[string]any{"n": name})
	}
	for _, field := range []string{"projectionRebuild", "projectionRetry"} {
		if a := order(field, "inventory"); a.at(t, field+".projection.name") != "inventory" {
			t.Error(a.raw)
		}
		if a := order(field, "nothing"); fmt.Sprint(a.at(t, field+".userErrors")) != "[map[code:NOT_FOUND field:[name]]]" {
			t.Error(a.raw)
		}
	}
	if a := order("projectionRebuild", "access"); fmt.Sprint(a.at(t, "projectionRebuild.userErrors")) != "[map[code:NOT_ALLOWED field:[name]]]" {
		t.Error(a.raw)
	}
	s.eventually(func() bool {
		a := s.ask(s.reader, `{ locations { nodes { name } } projections { name state lag lagSeconds error leader } }`, nil)
		return strings.Contains(a.raw, `"One"`) && strings.Contains(a.raw, `{"name":"inventory","state":"LIVE","lag":"0","lagSeconds":0,"error":null,"leader":true}`)
	})
}
