package graph

import (
	"net/http"
	"strings"
	"testing"

	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/graph/auth"
)

// A token that may manage accounts is not a way to all other rights.
func TestAccessWriteIsNotEverything(t *testing.T) {
	s := newStack(t)
	secret := s.token("accounts", access.ScopeAccessWrite, access.ScopeConfigRead, access.ScopeGraphQLAdHoc)
	administrators := s.ask(s.writer, `{ administrators { nodes { id username } } }`, nil)
	ids := map[string]string{}
	for _, n := range administrators.Data["administrators"].(map[string]any)["nodes"].([]any) {
		row := n.(map[string]any)
		ids[row["username"].(string)] = row["id"].(string)
	}
	for name, document := range map[string]string{
		"make":    `mutation { m: administratorCreate(input: {username: "mallory", password: "mallory's password"}) { userErrors { code } } }`,
		"take":    `mutation { m: administratorSetPassword(input: {id: "` + ids[writerName] + `", password: "mallory's password"}) { userErrors { code } } }`,
		"promote": `mutation { m: administratorUpdate(input: {id: "` + ids[readerName] + `", role: READ_WRITE}) { userErrors { code } } }`,
		"remove":  `mutation { m: administratorRemove(input: {id: "` + ids[writerName] + `"}) { userErrors { code } } }`,
	} {
		if a := s.ask(secret, document, nil); !strings.Contains(a.raw, "NOT_ALLOWED") {
			t.Errorf("%s: %s", name, a.raw)
		}
	}
}

// Nor is a token that sees some events only a way to all of them.
func TestAccountsAreOutOfReach(t *testing.T) {
	s := newStack(t)
	secret := s.limited("narrow", access.Reach{Streams: []string{"node-"}}, access.Scopes()...)
	const document = `mutation { administratorCreate(input: {username: "mallory", password: "mallory's password", role: READ_ONLY}) { userErrors { code field } } }`
	if a := s.ask(secret, document, nil); !strings.Contains(a.raw, `{"code":"NOT_ALLOWED","field":["role"]}`) {
		t.Error(a.raw)
	}
	if a := s.ask(s.writer, document, nil); !strings.Contains(a.raw, `"userErrors":[]`) {
		t.Error(a.raw)
	}
}

// What opens the backup, which is the whole log, cannot be made or taken with a
// token that sees some events only.
func TestBackupsAreOutOfReach(t *testing.T) {
	s := newStack(t)
	opens := []access.Scope{access.ScopeSystemWrite, access.ScopePersonalRead}
	roleID, adminID := s.custom("ada", opens...)
	_, weakID := s.custom("bob", access.ScopeConfigRead)
	role, admin, weak := encodeID(kindRole, roleID), encodeID(kindAdmin, adminID), encodeID(kindAdmin, weakID)
	for what, reach := range map[string]access.Reach{
		"streams": {Streams: []string{"node-"}}, "types": {Types: []string{"node."}},
	} {
		secret := s.limited("narrow "+what, reach, access.Scopes()...)
		for name, document := range map[string]string{
			"a role":                     `mutation { m: roleCreate(input: {name: "copier", scopes: ["system:write", "personal:read"]}) { userErrors { code } } }`,
			"an account":                 `mutation { m: administratorCreate(input: {username: "mallory", password: "mallory's password", roleId: "` + role + `"}) { userErrors { code } } }`,
			"another role of an account": `mutation { m: administratorUpdate(input: {id: "` + weak + `", roleId: "` + role + `"}) { userErrors { code } } }`,
			"somebody's password":        `mutation { m: administratorSetPassword(input: {id: "` + admin + `", password: "mallory's password"}) { userErrors { code } } }`,
			"a mapping":                  `mutation { m: signInSettingsUpdate(input: {ldap: {mappings: [{group: "cn=a,dc=b", roleId: "` + role + `"}]}}) { userErrors { code } } }`,
			"a token without a reach":    `mutation { m: apiTokenCreate(input: {name: "copier", scopes: ["system:write", "personal:read"]}) { userErrors { code } } }`,
		} {
			if a := s.ask(secret, document, nil); !strings.Contains(a.raw, `{"code":"NOT_ALLOWED"}`) {
				t.Errorf("restricted to %s: %s: %s", what, name, a.raw)
			}
		}
	}
}

// "Ends the account's other sessions": not the one it was done in.
func TestOwnPassword(t *testing.T) {
	s := newStack(t)
	mine, other := s.signIn(writerName), s.signIn(writerName)
	who := func(c *http.Cookie) answer {
		return s.send(request{
			body:   `{"query": "{ viewer { name } administrators { nodes { id username } } }"}`,
			header: map[string]string{"Cookie": c.Name + "=" + c.Value},
		})
	}
	id := ""
	for _, n := range who(mine).Data["administrators"].(map[string]any)["nodes"].([]any) {
		if row := n.(map[string]any); row["username"] == writerName {
			id = row["id"].(string)
		}
	}
	a := s.send(request{
		body:   `{"query": "mutation { administratorSetPassword(input: {id: \"` + id + `\", password: \"another long password\"}) { userErrors { code } } }"}`,
		header: map[string]string{"Cookie": mine.Name + "=" + mine.Value},
	})
	cookies := (&http.Response{Header: a.header}).Cookies()
	if a.code() != "" || len(cookies) != 1 || cookies[0].Name != auth.SessionCookie || cookies[0].Value == mine.Value {
		t.Fatalf("%s, cookies %v", a.raw, cookies)
	}
	if got := who(cookies[0]); got.code() != "" {
		t.Errorf("the caller's session ended: %s", got.raw)
	}
	for what, old := range map[string]*http.Cookie{"other session": other, "old cookie": mine} {
		if got := who(old); got.code() != "UNAUTHENTICATED" {
			t.Errorf("%s: %s", what, got.raw)
		}
	}
}
