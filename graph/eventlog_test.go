package graph

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/parley-video/parley/control"
	accounts "github.com/parley-video/parley/control/access"
	"github.com/parley-video/parley/domain"
	domainaccess "github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/domain/location"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/graph/apierr"
)

// place makes a location past the API.
func (s *stack) place(name string) control.Receipt {
	s.t.Helper()
	return s.execute("place "+name, location.Create{Patch: location.Patch{Name: domain.Some(name)}})
}

// limited is a token that reads events within a reach.
func (s *stack) limited(name string, reach domainaccess.Reach, scopes ...string) string {
	s.t.Helper()
	secret, receipt, err := s.accounts.CreateToken(s.t.Context(), accounts.NewToken{
		Envelope: control.Envelope{Actor: system, IdempotencyKey: "token " + name},
		Name:     name, Scopes: scopes, Allowed: domainaccess.Scopes(), Reach: reach,
	})
	if err != nil {
		s.t.Fatal(err)
	}
	s.settle(receipt.Position)
	return secret
}

// at digs a value out of an answer.
func (a answer) at(t *testing.T, path string) any {
	t.Helper()
	var value any = map[string]any(a.Data)
	for part := range strings.SplitSeq(path, ".") {
		switch v := value.(type) {
		case map[string]any:
			value = v[part]
		case []any:
			var i int
			if _, err := fmt.Sscan(part, &i); err != nil || i >= len(v) {
				t.Fatalf("no %s in %s", path, a.raw)
			}
			value = v[i]
		default:
			t.Fatalf("no %s in %s", path, a.raw)
		}
	}
	return value
}

func TestEventByPosition(t *testing.T) {
	s := newStack(t)
	one := s.place("One")
	const document = `query($p: Position!) { event(position: $p) { id position stream revision type data } }`
	a := s.ask(s.reader, document, map[string]any{"p": one.Position.String()})
	if a.at(t, "event.stream") != events.LocationStream(one.ID) || a.at(t, "event.position") != one.Position.String() {
		t.Error(a.raw)
	}
	nodes := s.limited("nodes", domainaccess.Reach{Streams: []string{"node-"}}, domainaccess.ScopeEventsRead, domainaccess.ScopeGraphQLAdHoc)
	for what, q := range map[string]struct{ secret, position string }{
		"zero": {s.reader, "0"}, "beyond": {s.reader, (one.Position + 100).String()},
		"far beyond": {s.reader, "18446744073709551615"}, "out of reach": {nodes, one.Position.String()},
	} {
		if got := s.ask(q.secret, document, map[string]any{"p": q.position}); len(got.Errors) > 0 || got.at(t, "event") != nil {
			t.Errorf("%s: %s", what, got.raw)
		}
	}
}

// What a token may not see, no form of asking shows.
func TestEventsOutOfReach(t *testing.T) {
	s := newStack(t)
	s.place("One")
	secret := s.limited("nodes", domainaccess.Reach{Types: []string{"node."}}, domainaccess.ScopeEventsRead, domainaccess.ScopeGraphQLAdHoc)
	if got := s.walk(secret, 10, nil); len(got) != 0 {
		t.Errorf("pages show %v", got)
	}
	if got := s.walk(secret, 10, map[string]any{"typePrefixes": []any{"location."}}); len(got) != 0 {
		t.Errorf("pages show %v", got)
	}
	_, stream := s.stream(secret, `subscription { events(after: "0") { __typename } }`, "")
	if e := stream.next(); !strings.Contains(e.data, "EventBookmark") {
		t.Errorf("the subscription shows %s", e.data)
	}
}

func TestPersonalDataInEvents(t *testing.T) {
	s := newStack(t)
	s.append("conference-c", events.ParticipantJoined{ConferenceID: "c", ParticipantID: "p", DisplayName: "Ada", Remote: "192.0.2.1", Alias: "team"})
	without := s.token("no personal data", domainaccess.ScopeEventsRead, domainaccess.ScopeGraphQLAdHoc)
	const document = `{ events(filter: {stream: "conference-c"}) { nodes { data problem } } }`
	if a := s.ask(without, document, nil); strings.Contains(a.raw, "Ada") || strings.Contains(a.raw, "192.0.2.1") || !strings.Contains(a.raw, `"alias":"team"`) {
		t.Error(a.raw)
	}
	if a := s.ask(s.reader, document, nil); !strings.Contains(a.raw, "Ada") || !strings.Contains(a.raw, "192.0.2.1") {
		t.Error(a.raw)
	}
}

// An integration's bookmark: the id of the last frame resumes, nothing is
// missed and nothing comes twice, over both transports.
func TestEventsOverBothTransports(t *testing.T) {
	s := newStack(t)
	first := s.place("One")
	const document = `subscription { events(after: "%s", filter: {typePrefixes: ["location."]}) { __typename ... on Event { position } ... on EventBookmark { position caughtUp } } }`
	res, stream := s.stream(s.reader, fmt.Sprintf(document, "0"), "")
	e := stream.next()
	if e.id != first.Position.String() || !strings.Contains(e.data, `"position":"`+e.id+`"`) {
		t.Fatalf("%+v", e)
	}
	_ = res.Body.Close()
	second := s.place("Two")
	_, stream = s.stream(s.reader, fmt.Sprintf(document, "0"), e.id)
	if e = stream.next(); e.id != second.Position.String() {
		t.Fatalf("resumed with %+v", e)
	}
	f := s.open(s.reader)
	f.send(`{"id":"1","type":"subscribe","payload":{"query":` + quote(fmt.Sprintf(document, first.Position)) + `}}`)
	f.want(`{"id":"1","type":"next","payload":{"data":{"events":{"__typename":"Event","position":"` + second.Position.String() + `"}}}}`)
	if got := f.next(); !strings.Contains(got, `"EventBookmark"`) || !strings.Contains(got, `"caughtUp":true`) {
		t.Error(got)
	}
	third := s.place("Three")
	f.want(`{"id":"1","type":"next","payload":{"data":{"events":{"__typename":"Event","position":"` + third.Position.String() + `"}}}}`)
}

func quote(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

func TestBookmarksThatCannotBeServed(t *testing.T) {
	s := newStack(t, func(d *Deps) {
		log, ok := d.EventStore.(store.Store)
		if !ok {
			t.Fatal("not a store")
		}
		d.EventStore = shortLog{log, 3}
	})
	for after, want := range map[string]apierr.Code{"2": apierr.BookmarkExpired, "999999": apierr.BookmarkBeyondEnd} {
		document := `subscription { events(after: "` + after + `") { __typename } }`
		_, stream := s.stream(s.reader, document, "")
		e := stream.next()
		if !strings.Contains(e.data, `"code":"`+string(want)+`"`) || strings.Contains(e.data, `"oldestPosition":"3"`) != (want == apierr.BookmarkExpired) {
			t.Errorf("after %s: %s", after, e.data)
		}
		if e = stream.next(); e.name != "complete" {
			t.Errorf("after %s then %+v", after, e)
		}
	}
}

// A subscription outlives neither its token nor the scope.
func TestEventsEndWithTheRight(t *testing.T) {
	s := newStack(t)
	secret := s.token("short", domainaccess.ScopeEventsRead, domainaccess.ScopeGraphQLAdHoc)
	f := s.open(secret)
	f.send(`{"id":"1","type":"subscribe","payload":{"query":"subscription { events { __typename } }"}}`)
	f.want(`{"id":"1","type":"next","payload":{"data":{"events":{"__typename":"EventBookmark"}}}}`)
	s.revoke(secret)
	if code := f.closed(); code != 4401 {
		t.Errorf("closed with %d", code)
	}
}

func TestNoGapBesidesWriters(t *testing.T) {
	s := newStack(t)
	_, stream := s.stream(s.reader, `subscription { events(filter: {typePrefixes: ["location."]}) { __typename ... on Event { revision data } } }`, "")
	if e := stream.next(); e.name != "next" {
		t.Fatalf("%+v", e)
	}
	const writers, each = 4, 50
	for w := range writers {
		go func() {
			for i := range each {
				_, err := s.commands.Execute(t.Context(), control.Envelope{Actor: system}, location.Create{Patch: location.Patch{Name: domain.Some(fmt.Sprint(w, "-", i))}})
				if err != nil {
					t.Error(err)
				}
			}
		}()
	}
	seen := map[string]bool{}
	last := events.Position(0)
	for len(seen) < writers*each {
		e := stream.next()
		if !strings.Contains(e.data, `"Event"`) {
			continue
		}
		at, err := events.ParsePosition(e.id)
		if err != nil || at <= last || seen[e.id] {
			t.Fatalf("%s after %s", e.id, last)
		}
		last, seen[e.id] = at, true
	}
}

func TestTokenReachOverTheAPI(t *testing.T) {
	s := newStack(t)
	const document = `mutation($in: ApiTokenCreateInput!) { apiTokenCreate(input: $in) { apiToken { eventStreams eventTypes } secret userErrors { code field } } }`
	in := map[string]any{"name": "crm", "scopes": []any{"events:read", "access:write", "graphql:adhoc"}, "eventStreams": []any{"conference-", "integration-crm"}, "eventTypes": []any{"conference."}}
	a := s.ask(s.writer, document, map[string]any{"in": in})
	if fmt.Sprint(a.at(t, "apiTokenCreate.apiToken")) != "map[eventStreams:[conference- integration-crm] eventTypes:[conference.]]" {
		t.Fatal(a.raw)
	}
	narrow := fmt.Sprint(a.at(t, "apiTokenCreate.secret"))
	in["name"], in["scopes"], in["eventStreams"] = "more", []any{"events:read"}, []any{"node-"}
	if a = s.ask(narrow, document, map[string]any{"in": in}); fmt.Sprint(a.at(t, "apiTokenCreate.userErrors")) != "[map[code:NOT_ALLOWED field:[eventStreams 0]]]" {
		t.Error(a.raw)
	}
	delete(in, "eventStreams")
	if a = s.ask(narrow, document, map[string]any{"in": in}); fmt.Sprint(a.at(t, "apiTokenCreate.userErrors")) != "[map[code:NOT_ALLOWED field:[eventStreams]]]" {
		t.Error(a.raw)
	}
	in["eventStreams"] = []any{"conference-1"}
	if a = s.ask(narrow, document, map[string]any{"in": in}); a.at(t, "apiTokenCreate.secret") == nil {
		t.Error(a.raw)
	}
}

func TestJSONIsOutputOnly(t *testing.T) {
	for _, def := range schemaOf().Types {
		for _, f := range def.Fields {
			for _, a := range f.Arguments {
				if a.Type.Name() == "JSON" {
					t.Errorf("%s.%s takes JSON", def.Name, f.Name)
				}
			}
			if def.IsInputType() && f.Type.Name() == "JSON" {
				t.Errorf("%s.%s is JSON", def.Name, f.Name)
			}
		}
	}
}

// What other programs write is passed on as it is, but neither believed about
// who did it nor let break its readers.
func TestEventsOfOtherPrograms(t *testing.T) {
	s := newStack(t)
	deep := func(levels int) string {
		return strings.Repeat(`{"a":[`, levels/2) + `"]}\\\"{["` + strings.Repeat(`]}`, levels/2)
	}
	stream := events.IntegrationPrefix + "crm"
	for i, data := range []string{`{"n": 1}`, deep(64), deep(66)} {
		_, err := s.store.Append(t.Context(), stream, store.Any(), store.NewEvent{
			ID: events.DeriveID(fmt.Sprint("crm", i)), Type: "ticket.opened", Data: []byte(data),
			Meta: []byte(`{"actor": {"kind": "administrator", "name": "root"}, "source": "10.0.0.1", "correlation": "c"}`),
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	a := s.ask(s.reader, `query($s: String!) { events(filter: {stream: $s}) { nodes { type actor { name } source correlation data problem } } }`, map[string]any{"s": stream})
	nodes := a.at(t, "events.nodes").([]any)
	if len(nodes) != 3 {
		t.Fatal(a.raw)
	}
	for i, want := range []bool{false, true, true} {
		n := nodes[i].(map[string]any)
		if n["actor"] != nil || n["source"] != nil || n["correlation"] != "c" || (n["data"] != nil) != want || (n["problem"] == nil) != want {
			t.Errorf("%d: %v", i, n)
		}
	}
}

func TestSearchesAreDearer(t *testing.T) {
	s := newStack(t)
	for document, want := range map[string]float64{
		`{ events(first: 10) { pageInfo { hasNextPage } } }`:                                11,
		`{ events(first: 10, filter: {typePrefixes: ["x"]}) { pageInfo { hasNextPage } } }`: 111,
		`{ audit(first: 10, filter: {actions: [CREATED]}) { pageInfo { hasNextPage } } }`:   11,
		`{ audit(first: 10, filter: {search: "x"}) { pageInfo { hasNextPage } } }`:          111,
	} {
		a := s.ask(s.reader, document, nil)
		if got := a.Extensions["cost"].(map[string]any)["requested"]; got != want || len(a.Errors) > 0 {
			t.Errorf("%s costs %v: %s", document, got, a.raw)
		}
	}
	for _, filter := range []string{`search: "` + strings.Repeat("x", 251) + `"`, `actor: "` + strings.Repeat("x", 251) + `"`, `entityKinds: [` + strings.Repeat(`"x" `, 51) + `]`, `actions: [` + strings.Repeat(`OTHER `, 51) + `]`} {
		if a := s.ask(s.reader, `{ audit(filter: {`+filter+`}) { nodes { id } } }`, nil); a.code() != string(apierr.BadUserInput) {
			t.Error(a.raw)
		}
	}
}
