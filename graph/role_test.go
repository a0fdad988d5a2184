package graph

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/domain/access/administrator"
	"github.com/parley-video/parley/domain/access/role"
)

// custom makes a role and an account that has it, and gives their identifiers.
func (s *stack) custom(username string, scopes ...string) (roleID, adminID string) {
	s.t.Helper()
	roleID = s.execute("role of "+username, role.Create{Patch: role.Patch{Name: domain.Some("Role of " + username), Scopes: domain.Some(scopes)}}).ID
	adminID = s.execute(username, administrator.Create{Username: username, Role: domain.Some(roleID), Password: domain.Plaintext(password)}).ID
	return roleID, adminID
}

func cookieHeader(c *http.Cookie) http.Header { return http.Header{"Cookie": {c.Name + "=" + c.Value}} }

func (s *stack) askWith(c *http.Cookie, document string) answer {
	s.t.Helper()
	return s.send(request{
		body:   `{"query": ` + strconv.Quote(document) + `}`,
		header: map[string]string{"Cookie": c.Name + "=" + c.Value},
	})
}

// What a role may do is what its bearers may do, from the moment of a change.
func TestRoleChangesCountAtOnce(t *testing.T) {
	s := newStack(t)
	roleID, _ := s.custom("ada", access.ScopeConfigRead, access.ScopeGraphQLAdHoc)
	cookie := s.signIn("ada")
	const look, write = `{ locations { totalCount } }`, `mutation { locationCreate(input: {name: "Oslo"}) { position } }`
	if a := s.askWith(cookie, look); a.code() != "" {
		t.Fatal(a.raw)
	}
	if a := s.askWith(cookie, write); a.code() != "FORBIDDEN" {
		t.Fatal(a.raw)
	}
	set := func(scopes ...string) {
		s.execute("", role.Update{ID: roleID, Patch: role.Patch{Scopes: domain.Some(scopes)}})
	}
	set(access.ScopeConfigRead, access.ScopeConfigWrite, access.ScopeGraphQLAdHoc)
	if a := s.askWith(cookie, write); a.code() != "" {
		t.Errorf("after the role got the right: %s", a.raw)
	}
	set(access.ScopeGraphQLAdHoc)
	if a := s.askWith(cookie, look); a.code() != "FORBIDDEN" {
		t.Errorf("after the role lost the right: %s", a.raw)
	}
	if a := s.askWith(cookie, `{ viewer { scopes } }`); !strings.Contains(a.raw, `["graphql:adhoc"]`) {
		t.Error(a.raw)
	}
}

// Open streams of everybody who has a role end when it loses a right, over
// both transports, and so do those of an account that gets another role.
func TestRoleChangesEndOpenStreams(t *testing.T) {
	s := newStack(t)
	roleID, adminID := s.custom("ada", access.ScopeLiveViewRead, access.ScopeConfigRead, access.ScopeGraphQLAdHoc)
	open := func(c *http.Cookie) *frames {
		header := cookieHeader(c)
		header.Set("Origin", strings.TrimSuffix(s.url, "/graphql"))
		f := s.dial(header)
		f.send(`{"type":"connection_init"}`)
		f.want(`{"type":"connection_ack"}`)
		f.send(subscribeLive("a", ""))
		f.next()
		return f
	}
	s.signIn(writerName)
	first, other := open(s.signIn("ada")), open(s.signIn(writerName))
	s.execute("", role.Update{ID: roleID, Patch: role.Patch{Scopes: domain.Some([]string{access.ScopeLiveViewRead, access.ScopeGraphQLAdHoc})}})
	if code := first.closed(); code != 4403 {
		t.Errorf("the role lost a right: closed with %d", code)
	}
	again := open(s.signIn("ada"))
	s.execute("", administrator.Update{ID: adminID, Role: domain.Some(access.RoleReadOnly)})
	if code := again.closed(); code != 4403 {
		t.Errorf("the account got another role: closed with %d", code)
	}
	third := open(s.signIn("ada"))
	s.execute("", administrator.Update{ID: adminID, Enabled: domain.Some(false)})
	if code := third.closed(); code != 4401 {
		t.Errorf("the account was disabled: closed with %d", code)
	}
	other.send(`{"type":"ping"}`)
	for other.next() != `{"type":"pong"}` { // it goes on
	}
}

// A caller with a part of the rights is no way to the others.
func TestRolesAreNoEscalation(t *testing.T) {
	s := newStack(t)
	secret := s.token("roles", access.ScopeAccessWrite, access.ScopeConfigRead, access.ScopeGraphQLAdHoc)
	strong, adminID := s.custom("ada", access.ScopeConfigWrite)
	weak, weakID := s.custom("bob", access.ScopeConfigRead)
	for name, document := range map[string]string{
		"make":     `mutation { m: roleCreate(input: {name: "god", scopes: ["config:write"]}) { userErrors { code } } }`,
		"widen":    `mutation { m: roleUpdate(input: {id: "` + encodeID(kindRole, weak) + `", scopes: ["config:read", "config:write"]}) { userErrors { code } } }`,
		"narrow":   `mutation { m: roleUpdate(input: {id: "` + encodeID(kindRole, strong) + `", scopes: ["config:read"]}) { userErrors { code } } }`,
		"remove":   `mutation { m: roleRemove(input: {id: "` + encodeID(kindRole, strong) + `"}) { userErrors { code } } }`,
		"assign":   `mutation { m: administratorUpdate(input: {id: "` + encodeID(kindAdmin, weakID) + `", roleId: "` + encodeID(kindRole, strong) + `"}) { userErrors { code } } }`,
		"take":     `mutation { m: administratorSetPassword(input: {id: "` + encodeID(kindAdmin, adminID) + `", password: "mallory's password"}) { userErrors { code } } }`,
		"built-in": `mutation { m: roleUpdate(input: {id: "` + encodeID(kindRole, access.RoleReadOnly) + `", scopes: ["config:read", "access:write"]}) { userErrors { code } } }`,
		"create":   `mutation { m: administratorCreate(input: {username: "mallory", password: "mallory's password", roleId: "` + encodeID(kindRole, strong) + `"}) { userErrors { code } } }`,
	} {
		if a := s.ask(secret, document, nil); !strings.Contains(a.raw, `[{"code":"NOT_ALLOWED"}]`) {
			t.Errorf("%s: %s", name, a.raw)
		}
	}
	if a := s.ask(secret, `mutation { roleCreate(input: {name: "look", scopes: ["config:read"]}) { userErrors { code } } }`, nil); !strings.Contains(a.raw, `"userErrors":[]`) {
		t.Error(a.raw)
	}
}
