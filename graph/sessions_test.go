package graph

import (
	"fmt"
	"strings"
	"testing"

	"github.com/parley-video/parley/domain/access"
)

func nodesOf(a answer, field string) (rows []map[string]any) {
	list, _ := a.Data[field].(map[string]any)
	nodes, _ := list["nodes"].([]any)
	for _, n := range nodes {
		rows = append(rows, n.(map[string]any))
	}
	return rows
}

const sessionsDocument = `{ sessions { totalCount nodes { id username current startedFrom lastActiveFrom lastActiveAt idle } } }`

func TestSessions(t *testing.T) {
	s := newStack(t)
	roleID, _ := s.custom("ada", access.ScopeConfigRead, access.ScopeGraphQLAdHoc)
	_ = roleID
	mine, other, root := s.signIn("ada"), s.signIn("ada"), s.signIn(writerName)

	rows := nodesOf(s.askWith(mine, sessionsDocument), "sessions")
	if len(rows) != 2 {
		t.Fatalf("one's own: %v", rows)
	}
	current := 0
	for _, row := range rows {
		if row["username"] != "ada" || row["startedFrom"] != "127.0.0.1" || row["lastActiveFrom"] != "127.0.0.1" || row["idle"] != false {
			t.Errorf("%v", row)
		}
		if row["current"] == true {
			current++
		}
	}
	if current != 1 {
		t.Errorf("%d sessions are the one that asks", current)
	}
	all := nodesOf(s.askWith(root, sessionsDocument), "sessions")
	if len(all) != 3 || all[0]["username"] != writerName {
		t.Fatalf("everybody's, newest first: %v", all)
	}
	if own := nodesOf(s.askWith(root, `{ sessions(filter: {own: true}) { nodes { username } } }`), "sessions"); len(own) != 1 {
		t.Errorf("own: %v", own)
	}
	if a := s.ask(s.reader, sessionsDocument, nil); len(nodesOf(a, "sessions")) != 0 || a.code() != "" {
		t.Errorf("a token has none: %s", a.raw)
	}

	end := func(id any) string {
		return fmt.Sprintf(`mutation { sessionEnd(input: {id: %q}) { endedId userErrors { code } } }`, id)
	}
	rootID := all[0]["id"]
	if a := s.askWith(mine, end(rootID)); a.code() != "FORBIDDEN" {
		t.Errorf("ended somebody else's: %s", a.raw)
	}
	if a := s.askWith(mine, fmt.Sprintf(`{ node(id: %q) { id } }`, rootID)); a.code() != "FORBIDDEN" {
		t.Errorf("found somebody else's: %s", a.raw)
	}
	if a := s.askWith(root, fmt.Sprintf(`{ node(id: %q) { ... on Session { username } } }`, rootID)); !strings.Contains(a.raw, writerName) {
		t.Error(a.raw)
	}
	for _, row := range rows {
		if row["current"] == false {
			if a := s.askWith(mine, end(row["id"])); !strings.Contains(a.raw, `"userErrors":[]`) {
				t.Error(a.raw)
			}
		}
	}
	if a := s.askWith(other, sessionsDocument); a.code() != "UNAUTHENTICATED" {
		t.Errorf("after its end: %s", a.raw)
	}
	for _, row := range nodesOf(s.askWith(root, sessionsDocument), "sessions") {
		if row["username"] == "ada" {
			if a := s.askWith(root, end(row["id"])); !strings.Contains(a.raw, `"userErrors":[]`) {
				t.Error(a.raw)
			}
		}
	}
	if a := s.askWith(mine, sessionsDocument); a.code() != "UNAUTHENTICATED" {
		t.Errorf("ended by an administrator: %s", a.raw)
	}
}

// Who may do less than an account or token does not end its sessions, nor rename
// or revoke it.
func TestSessionsAndTokensOfTheStronger(t *testing.T) {
	s := newStack(t)
	root := s.signIn(writerName)
	few := []string{access.ScopeAccessWrite, access.ScopeConfigRead, access.ScopeGraphQLAdHoc}
	weak, peer := s.token("weak", few...), s.token("peer", few...)
	narrow := s.limited("narrow", access.Reach{Streams: []string{"node-"}}, access.Scopes()...)
	session := nodesOf(s.askWith(root, sessionsDocument), "sessions")[0]["id"]
	ids := map[string]any{}
	for _, row := range nodesOf(s.ask(s.writer, `{ apiTokens(first: 50) { nodes { id name } } }`, nil), "apiTokens") {
		ids[row["name"].(string)] = row["id"]
	}
	revoke := func(name string) string {
		return fmt.Sprintf(`mutation { apiTokenRevoke(input: {id: %q}) { userErrors { code } } }`, ids[name])
	}
	rename := fmt.Sprintf(`mutation { apiTokenUpdate(input: {id: %q, name: "mine"}) { userErrors { code } } }`, ids["writer"])
	end := fmt.Sprintf(`mutation { sessionEnd(input: {id: %q}) { userErrors { code } } }`, session)
	for _, c := range []struct {
		what, secret, document string
		may                    bool
	}{
		{"a stronger token is revoked", weak, revoke("writer"), false},
		{"a stronger token is renamed", weak, rename, false},
		{"the session of a stronger account is ended", weak, end, false},
		{"a token that reaches more is revoked", narrow, revoke("writer"), false},
		{"the session of an account, which reaches all", narrow, end, false},
		{"a token of the same rights is revoked", weak, revoke("peer"), true},
		{"one's own token is revoked", weak, revoke("weak"), true},
		{"the session is ended with all rights", s.writer, end, true},
	} {
		a := s.ask(c.secret, c.document, nil)
		if refused := strings.Contains(a.raw, `[{"code":"NOT_ALLOWED"}]`); refused == c.may || a.code() != "" {
			t.Errorf("%s: %s", c.what, a.raw)
		}
	}
	_ = peer
}

func TestLockIsShownAndLifted(t *testing.T) {
	s := newStack(t)
	wrong := `mutation { signIn(input: {username: "` + readerName + `", password: "wrong horse battery"}) { userErrors { code message } } }`
	var last answer
	for range 10 {
		last = s.ask("", wrong, nil)
	}
	if !strings.Contains(last.raw, "BAD_CREDENTIALS") {
		t.Fatal(last.raw)
	}
	const list = `{ administrators(filter: {search: "` + readerName + `"}) { nodes { id lock { since until attempts source } } } }`
	end, err := s.deps.LogEnd.End(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s.settle(end)
	row := nodesOf(s.ask(s.writer, list, nil), "administrators")[0]
	lock, _ := row["lock"].(map[string]any)
	if lock["attempts"] != float64(10) || lock["source"] != "127.0.0.1" {
		t.Fatalf("lock %v", row)
	}
	unlock := fmt.Sprintf(`mutation { administratorUnlock(input: {id: %q}) { administrator { lock { until } } userErrors { code } } }`, row["id"])
	weak := s.token("weak", access.ScopeAccessWrite, access.ScopeGraphQLAdHoc)
	if a := s.ask(weak, unlock, nil); !strings.Contains(a.raw, "NOT_ALLOWED") {
		t.Errorf("unlocked by somebody who may do less: %s", a.raw)
	}
	if a := s.ask(s.writer, unlock, nil); !strings.Contains(a.raw, `"lock":null`) || !strings.Contains(a.raw, `"userErrors":[]`) {
		t.Error(a.raw)
	}
	s.signIn(readerName)
}

func TestTokenUseAndNames(t *testing.T) {
	s := newStack(t)
	const list = `{ apiTokens(filter: {search: "archive"}) { nodes { id revision name description state lastUsedAt lastUsedFrom } } }`
	made := s.ask(s.writer, `mutation { apiTokenCreate(input: {name: "Archive", description: "nightly", scopes: ["config:read", "graphql:adhoc"]}) { secret apiToken { id } } }`, nil)
	created := made.Data["apiTokenCreate"].(map[string]any)
	row := func() map[string]any { return nodesOf(s.ask(s.writer, list, nil), "apiTokens")[0] }
	if r := row(); r["lastUsedAt"] != nil || r["description"] != "nightly" || r["state"] != "ACTIVE" {
		t.Errorf("before it is used: %v", r)
	}
	if a := s.ask(created["secret"].(string), `{ viewer { name } }`, nil); a.code() != "" {
		t.Fatal(a.raw)
	}
	if r := row(); r["lastUsedAt"] == nil || r["lastUsedFrom"] != "127.0.0.1" {
		t.Errorf("after it was used: %v", r)
	}
	change := func(fields string) answer {
		return s.ask(s.writer, fmt.Sprintf(`mutation { apiTokenUpdate(input: {id: %q, %s}) { apiToken { name description revision scopes } userErrors { code field } } }`, row()["id"], fields), nil)
	}
	if a := change(`expectedRevision: "0", name: "Archive 2", description: null`); !strings.Contains(a.raw, `"name":"Archive 2","description":"","revision":"1"`) {
		t.Error(a.raw)
	}
	if a := change(`expectedRevision: "0", name: "x"`); !strings.Contains(a.raw, "CONFLICT") {
		t.Error(a.raw)
	}
	if a := change(`name: ""`); !strings.Contains(a.raw, `{"code":"REQUIRED","field":["name"]}`) {
		t.Error(a.raw)
	}
	s.revoke(created["secret"].(string))
	if a := change(`name: "x"`); !strings.Contains(a.raw, "NOT_ALLOWED") {
		t.Error(a.raw)
	}
	if rows := nodesOf(s.ask(s.writer, `{ apiTokens(filter: {states: [ACTIVE], search: "archive"}) { nodes { id } } }`, nil), "apiTokens"); len(rows) != 0 {
		t.Errorf("revoked ones are active: %v", rows)
	}
}
