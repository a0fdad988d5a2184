package graph

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/transport"
)

func TestLimits(t *testing.T) {
	s := newStack(t)
	noAdhoc := s.token("no adhoc", slices.DeleteFunc(access.Scopes(), func(x string) bool { return x == access.ScopeGraphQLAdHoc })...)
	overflow := func(levels int) string {
		return "query { locations { nodes " + strings.Repeat("{ overflowLocation1 ", levels) + "{ id }" + strings.Repeat(" }", levels) + " } }"
	}
	for _, tc := range []struct {
		name, document string
		secret         string
		code           apierr.Code
		message        string
	}{
		{"deepest", overflow(maxDepth - 3), s.writer, "", ""},
		{"too deep", overflow(maxDepth - 2), s.writer, apierr.LimitExceeded, "13 levels"},
		{"too deep in a fragment", `query { locations { nodes { ...a } } }
			fragment a on Location { overflowLocation1 { overflowLocation1 { overflowLocation1 { overflowLocation1 { ...b } } } } }
			fragment b on Location { overflowLocation1 { overflowLocation1 { overflowLocation1 { overflowLocation1 { overflowLocation1 { overflowLocation1 { id } } } } } } }`, s.writer, apierr.LimitExceeded, "levels"},
		{"too many tokens", "query { " + strings.Repeat("__typename ", maxTokens) + "}", s.writer, apierr.LimitExceeded, "tokens"},
		{"too many directives", "query { __typename " + strings.Repeat("@include(if: true) ", 2000) + "}", s.writer, apierr.LimitExceeded, "tokens"},
		{"too costly", `query { conferenceHistory(first: 100) { nodes { participants(first: 100) { nodes { id } } } } }`, s.writer, apierr.LimitExceeded, "costs"},
		{"costly but fine", `query { conferenceHistory(first: 10) { nodes { participants(first: 100) { nodes { id } } } } }`, s.writer, "", ""},
		{"too costly by aliases", "query { " + repeat(30, "a%d: meetingRooms(first: 100) { nodes { id } } ") + "}", s.writer, apierr.LimitExceeded, "costs"},
		{"too costly by a variable default", `query($n: Int! = 100) { conferenceHistory(first: $n) { nodes { participants(first: $n) { nodes { id } } } } }`, s.writer, apierr.LimitExceeded, "costs"},
		{"first of none", `query { locations(first: 0) { nodes { id } } }`, s.writer, apierr.BadUserInput, "first"},
		{"negative first", `query { nodeHistory(first: -1) { nodes { id } } }`, s.writer, apierr.BadUserInput, "first"},
		{"first too large", `query { administrators(first: 101) { nodes { id } } }`, s.writer, apierr.BadUserInput, "first"},
		{"foreign cursor", `query { locations(after: "abc") { nodes { id } } }`, s.writer, apierr.BadUserInput, "after"},
		{"huge cursor", `query { locations(after: "` + strings.Repeat("a", maxCursor+1) + `") { nodes { id } } }`, s.writer, apierr.BadUserInput, "after"},
		{"malformed id", `query { location(id: "?") { id } }`, s.writer, apierr.BadUserInput, "id:"},
		{"malformed position", `query { locations(minPosition: "x") { totalCount } }`, s.writer, apierr.BadUserInput, "Position"},
		{"Int beyond 32 bits", `query { locations(first: 3000000000) { totalCount } }`, s.writer, apierr.BadUserInput, "32 bits"},
		{"missing variable", `query($id: ID!) { location(id: $id) { id } }`, s.writer, apierr.BadUserInput, "id: must be defined"},
		{"missing field of a variable", `query($f: ConferencingNodeOrder! = {}) { conferencingNodes(orderBy: $f) { totalCount } }`, s.writer, apierr.BadUserInput, "field"},
		{"syntax", `query {`, s.writer, apierr.BadUserInput, ""},
		{"unknown field", `query { locationz { id } }`, s.writer, apierr.BadUserInput, "locationz"},
		{"introspection", `query { __schema { types { name } } }`, s.writer, "", ""},
		{"introspection without the scope", `query { __schema { types { name } } }`, noAdhoc, apierr.Forbidden, "graphql:adhoc"},
		{"introspection by a stranger", `query { __type(name: "Query") { name } }`, "", apierr.Unauthenticated, ""},
		{"ad hoc without the scope", `query { viewer { name } }`, noAdhoc, apierr.Forbidden, "graphql:adhoc"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			a := s.ask(tc.secret, tc.document, nil)
			if a.code() != string(tc.code) {
				t.Fatalf("code %q, want %q: %s", a.code(), tc.code, clipText(a.raw))
			}
			if len(a.Errors) > 0 {
				checkErrors(t, a)
				if !strings.Contains(a.Errors[0].Message, tc.message) {
					t.Errorf("message %q lacks %q", a.Errors[0].Message, tc.message)
				}
				if strings.Contains(a.raw, "Did you mean") {
					t.Errorf("the answer spells out the schema: %s", a.raw)
				}
			}
		})
	}
}

// checkErrors holds every error to the closed list of codes and a trace id.
func checkErrors(t *testing.T, a answer) {
	t.Helper()
	for _, e := range a.Errors {
		code, _ := e.Extensions["code"].(string)
		if !slices.Contains(apierr.Codes(), apierr.Code(code)) {
			t.Errorf("code %q is not in the list: %s", code, a.raw)
		}
		if trace, _ := e.Extensions["traceId"].(string); len(trace) != 32 {
			t.Errorf("no trace id: %s", a.raw)
		}
	}
}

// A short document whose fragments spread each other twice has 2^60 fields.
func TestFragmentBomb(t *testing.T) {
	s := newStack(t)
	var b strings.Builder
	b.WriteString("query { locations { nodes { ...f0 } } }\n")
	const levels = 60
	for i := range levels {
		fmt.Fprintf(&b, "fragment f%d on Location { ...f%d ...f%d }\n", i, i+1, i+1)
	}
	fmt.Fprintf(&b, "fragment f%d on Location { id }", levels)
	start := time.Now()
	a := s.ask(s.writer, b.String(), nil)
	if a.code() != string(apierr.LimitExceeded) {
		t.Fatalf("answer %s", clipText(a.raw))
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("refusing took %s", took)
	}
}

func TestCostIsTold(t *testing.T) {
	s := newStack(t)
	a := s.ask(s.writer, `query { locations(first: 10) { nodes { id overflowLocation1 { id } } } }`, nil)
	got, _ := json.Marshal(a.Extensions["cost"])
	// the connection, and ten times: nodes and overflowLocation1
	if string(got) != `{"limit":2000,"requested":21}` {
		t.Fatalf("cost %s", got)
	}
	if _, told := s.ask(s.writer, `query { meetingRooms(first: 100) { nodes { id } edges { node { id } } } `+strings.Repeat(" ", 3)+`}`, nil).Extensions["cost"]; !told {
		t.Error("no cost")
	}
}

// Every connection of the schema must have a price that grows with its size.
func TestEveryConnectionIsPriced(t *testing.T) {
	s := newStack(t)
	for _, def := range schemaOf().Types {
		for _, f := range def.Fields {
			if f.Arguments.ForName("first") == nil {
				continue
			}
			c := &cost{}
			if err := c.Validate(executableSchema(s.deps)); err != nil {
				t.Fatal(err)
			}
			small, priced := c.schema.Complexity(t.Context(), def.Name, f.Name, 3, map[string]any{"first": 1})
			large, _ := c.schema.Complexity(t.Context(), def.Name, f.Name, 3, map[string]any{"first": 100})
			if !priced || small < 4 || large-1 != 100*(small-1) {
				t.Errorf("%s.%s: priced %v, one costs %d, a hundred %d", def.Name, f.Name, priced, small, large)
			}
			if f.Arguments.ForName("first").Type.NamedType != "Int" || f.Type.Elem != nil || f.Type.Name() == "" || schemaOf().Types[f.Type.Name()].Kind != ast.Object {
				t.Errorf("%s.%s is not a connection", def.Name, f.Name)
			}
		}
	}
}

func TestTrustedDocuments(t *testing.T) {
	const document = `query Me { viewer { name } }`
	list, err := json.Marshal(map[string]string{hashOf(document): document})
	if err != nil {
		t.Fatal(err)
	}
	documents, err := ReadDocuments(strings.NewReader(string(list)))
	if err != nil {
		t.Fatal(err)
	}
	s := newStack(t, func(d *Deps) { d.TrustedDocuments = documents })
	secret := s.token("spa", access.ScopeConfigRead)
	persisted := func(hash string, version any) string {
		b, err := json.Marshal(map[string]any{"extensions": map[string]any{"persistedQuery": map[string]any{"version": version, "sha256Hash": hash}}})
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	bearer := map[string]string{"Authorization": "Bearer " + secret}
	for _, tc := range []struct{ name, body, code, message string }{
		{"by hash", persisted(hashOf(document), 1), "", ""},
		{"by text", `{"query": "query Me { viewer { name } }"}`, "", ""},
		{"another text", `{"query": "query Me { viewer { name kind } }"}`, "FORBIDDEN", "graphql:adhoc"},
		{"unknown hash", persisted(hashOf("query { x }"), 1), "BAD_USER_INPUT", "PersistedQueryNotFound"},
		{"no hash", persisted("abc", 1), "BAD_USER_INPUT", "persistedQuery"},
		{"other version", persisted(hashOf(document), 2), "BAD_USER_INPUT", "version"},
		{"hash of something else", `{"query": "query { viewer { name } }", "extensions": {"persistedQuery": {"version": 1, "sha256Hash": "` + hashOf(document) + `"}}}`, "BAD_USER_INPUT", "SHA-256"},
		{"nothing", `{}`, "BAD_USER_INPUT", "no document"},
		{"extension of another shape", `{"extensions": {"persistedQuery": 7}}`, "BAD_USER_INPUT", "persistedQuery"},
	} {
		a := s.send(request{body: tc.body, header: bearer})
		if a.code() != tc.code || tc.code != "" && !strings.Contains(a.Errors[0].Message, tc.message) {
			t.Errorf("%s: %s", tc.name, a.raw)
		}
	}
	if _, err := ReadDocuments(strings.NewReader(`{"abc": ""}`)); err == nil {
		t.Error("a document without text was taken")
	}
}

func TestHTTP(t *testing.T) {
	s := newStack(t)
	bearer := func(more ...string) map[string]string {
		h := map[string]string{"Authorization": "Bearer " + s.writer}
		for i := 0; i < len(more); i += 2 {
			h[more[i]] = more[i+1]
		}
		return h
	}
	const ok = `{"query": "{ viewer { name } }"}`
	const asResponse = "application/graphql-response+json"
	for _, tc := range []struct {
		name   string
		r      request
		status int
		code   string
	}{
		{"post", request{body: ok, header: bearer()}, 200, ""},
		{"get", request{method: "GET", rawPath: "?query=%7Bviewer%7Bname%7D%7D", header: bearer()}, 200, ""},
		{"get mutation", request{method: "GET", rawPath: "?query=mutation%7BsignOut%7Bposition%7D%7D", header: bearer()}, 200, "BAD_USER_INPUT"},
		{"get bad variables", request{method: "GET", rawPath: "?query=%7Bviewer%7Bname%7D%7D&variables=%5B", header: bearer()}, 400, "BAD_USER_INPUT"},
		{"subscription", request{body: `{"query": "subscription { liveView { __typename } }"}`, header: bearer()}, 200, "BAD_USER_INPUT"},
		{"put", request{method: "PUT", body: ok, header: bearer()}, 405, "BAD_USER_INPUT"},
		{"form", request{body: "query=x", header: bearer("Content-Type", "application/x-www-form-urlencoded")}, 415, "BAD_USER_INPUT"},
		{"text", request{body: ok, header: bearer("Content-Type", "text/plain")}, 415, "BAD_USER_INPUT"},
		{"no JSON", request{body: "{", header: bearer()}, 400, "BAD_USER_INPUT"},
		{"batch", request{body: "[" + ok + "]", header: bearer()}, 400, "BAD_USER_INPUT"},
		{"two values", request{body: ok + ok, header: bearer()}, 400, "BAD_USER_INPUT"},
		{"largest body", request{body: pad(ok, transport.MaxBody), header: bearer()}, 200, ""},
		{"body too large", request{body: pad(ok, transport.MaxBody+1), header: bearer()}, 413, "LIMIT_EXCEEDED"},
		{"stranger", request{body: ok}, 200, "UNAUTHENTICATED"},
		{"stranger who reads the status", request{body: ok, header: map[string]string{"Accept": asResponse}}, 401, "UNAUTHENTICATED"},
		{"unknown token", request{body: ok, header: map[string]string{"Authorization": "Bearer parley_x", "Accept": asResponse}}, 401, "UNAUTHENTICATED"},
		{"basic authentication", request{body: ok, header: map[string]string{"Authorization": "Basic Zm9vOmJhcg==", "Accept": asResponse}}, 401, "UNAUTHENTICATED"},
		{"invalid document with status", request{body: `{"query": "{ nope }"}`, header: bearer("Accept", asResponse)}, 400, "BAD_USER_INPUT"},
		{"unknown operation", request{body: `{"query": "query A { viewer { name } }", "operationName": "B"}`, header: bearer()}, 200, "BAD_USER_INPUT"},
		{"other origin, no credential", request{body: ok, header: map[string]string{"Origin": "https://evil.example"}}, 403, "FORBIDDEN"},
		{"other origin with a token", request{body: ok, header: bearer("Origin", "https://dashboard.example")}, 200, ""},
		{"cross-site fetch", request{body: ok, header: map[string]string{"Sec-Fetch-Site": "cross-site"}}, 403, "FORBIDDEN"},
		{"opaque origin", request{body: ok, header: map[string]string{"Origin": "null"}}, 403, "FORBIDDEN"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			a := s.send(tc.r)
			if a.status != tc.status || a.code() != tc.code {
				t.Fatalf("status %d code %q, want %d %q: %s", a.status, a.code(), tc.status, tc.code, clipText(a.raw))
			}
			checkErrors(t, a)
			for name, want := range map[string]string{"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Access-Control-Allow-Origin": ""} {
				if got := a.header.Get(name); got != want {
					t.Errorf("%s: %q, want %q", name, got, want)
				}
			}
		})
	}
}

func TestSessionCookie(t *testing.T) {
	s := newStack(t)
	cookie := s.signIn(writerName)
	if !cookie.HttpOnly || cookie.SameSite != http.SameSiteStrictMode || cookie.Secure || cookie.Path != "/" {
		t.Errorf("cookie %+v", cookie)
	}
	const viewer = `{"query": "{ viewer { name kind scopes expiresAt } }"}`
	with := func(more ...string) map[string]string {
		h := map[string]string{"Cookie": cookie.Name + "=" + cookie.Value}
		for i := 0; i < len(more); i += 2 {
			h[more[i]] = more[i+1]
		}
		return h
	}
	host := strings.TrimSuffix(s.url, "/graphql")
	for name, tc := range map[string]struct {
		header map[string]string
		code   string
	}{
		"program":      {with(), ""},
		"own page":     {with("Origin", host, "Sec-Fetch-Site", "same-origin"), ""},
		"other origin": {with("Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site"), "FORBIDDEN"},
		"other port":   {with("Origin", "http://127.0.0.1:1"), "FORBIDDEN"},
		"forged":       {map[string]string{"Cookie": cookie.Name + "=" + cookie.Value + "x"}, "UNAUTHENTICATED"},
	} {
		if a := s.send(request{body: viewer, header: tc.header}); a.code() != tc.code {
			t.Errorf("%s: %s", name, a.raw)
		}
	}
	out := s.send(request{body: `{"query": "mutation { signOut { position userErrors { code } } }"}`, header: with()})
	cleared := (&http.Response{Header: out.header}).Cookies()
	if len(out.Errors) > 0 || len(cleared) != 1 || cleared[0].MaxAge >= 0 || cleared[0].Value != "" {
		t.Fatalf("sign-out: %s, cookies %v", out.raw, cleared)
	}
	if a := s.send(request{body: viewer, header: with()}); a.code() != "UNAUTHENTICATED" {
		t.Errorf("after signing out: %s", a.raw)
	}
}

func TestSignInRefusals(t *testing.T) {
	s := newStack(t)
	const attempt = `mutation($u: String!, $p: String!) { signIn(input: {username: $u, password: $p}) { viewer { name } position userErrors { code field } } }`
	a := s.ask("", attempt, map[string]any{"u": writerName, "p": "wrong password"})
	if !strings.Contains(a.raw, "BAD_CREDENTIALS") || a.header.Get("Set-Cookie") != "" {
		t.Errorf("wrong password: %s %v", a.raw, a.header)
	}
	if a := s.ask("", attempt, map[string]any{"u": writerName, "p": strings.Repeat("x", maxCredential+1)}); a.code() != "BAD_USER_INPUT" {
		t.Errorf("huge password: %s", clipText(a.raw))
	}
	if strings.Contains(s.log.String(), "wrong password") {
		t.Error("a password got into the log")
	}
}

func repeat(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func pad(body string, size int) string { return body + strings.Repeat(" ", size-len(body)) }

func clipText(s string) string {
	if len(s) > 400 {
		return s[:400] + "…"
	}
	return s
}
