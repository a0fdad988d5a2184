package management

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/parley-video/parley/control/access"
	"github.com/parley-video/parley/control/signin/signintest"
	"github.com/parley-video/parley/domain"
	rights "github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/domain/access/administrator"
	"github.com/parley-video/parley/domain/access/signin"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/auth"
)

// visitor is a browser as far as redirects and cookies go: it follows none, and
// gives and takes the latter by hand.
type visitor struct {
	*http.Client
	t *testing.T
}

func newVisitor(t *testing.T) visitor {
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	return visitor{t: t, Client: &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

func (v visitor) get(address string, cookies ...*http.Cookie) *http.Response {
	v.t.Helper()
	r, err := http.NewRequestWithContext(v.t.Context(), http.MethodGet, address, nil)
	if err != nil {
		v.t.Fatal(err)
	}
	for _, c := range cookies {
		r.AddCookie(c)
	}
	answer, err := v.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	_ = answer.Body.Close()
	return answer
}

// ask sends a document with a session's cookie; the answer is the caller's to
// read and close.
func (v visitor) ask(address, document, accept string, session *http.Cookie) *http.Response {
	v.t.Helper()
	body, err := json.Marshal(map[string]string{"query": document})
	if err != nil {
		v.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(v.t.Context(), http.MethodPost, address+"/graphql", strings.NewReader(string(body)))
	if err != nil {
		v.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", accept)
	r.AddCookie(session)
	answer, err := v.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	return answer
}

func cookie(answer *http.Response, prefix string) *http.Cookie {
	for _, c := range answer.Cookies() {
		if strings.HasPrefix(c.Name, prefix) {
			return c
		}
	}
	return nil
}

// The whole way over HTTP: to a real provider, back, into a session whose open
// subscription ends when the mapping goes.
func TestSignInAtProviderOverHTTP(t *testing.T) {
	h := start(t, t.TempDir())
	p := signintest.StartProvider(t, signintest.ProviderOrder{
		Plain: true, Redirects: []string{h.url + access.CallbackPath}, Groups: map[string][]string{"ada": {"admins"}, "zoe": {"guests"}},
	})
	mappings := func(list ...events.GroupRole) {
		t.Helper()
		h.do(t, signin.Update{Patch: signin.Patch{PublicURL: domain.Some(h.url), OIDC: signin.OIDCPatch{
			Enabled: domain.Some(true), Issuer: domain.Some(p.Issuer), ClientID: domain.Some(signintest.ClientID),
			ClientSecret: domain.Some(domain.Plaintext(signintest.ClientSecret)), Mappings: domain.Some(list),
		}}})
	}
	mappings(events.GroupRole{Group: "admins", Role: rights.RoleReadOnly})
	v := newVisitor(t)
	walk := func(login, query string) (*http.Response, *http.Cookie) {
		t.Helper()
		begin := v.get(h.url + access.StartPath + query)
		attempt := cookie(begin, "parley_signin_")
		if begin.StatusCode != http.StatusSeeOther || attempt == nil || !attempt.HttpOnly || attempt.SameSite != http.SameSiteLaxMode ||
			attempt.Path != "/signin/" || attempt.Secure || begin.Header.Get("Cache-Control") != "no-store" {
			t.Fatalf("begins with %d %+v %v", begin.StatusCode, attempt, begin.Header)
		}
		back := p.Browse(t, v.Client, begin.Header.Get("Location"), login)
		return v.get(back.String(), attempt), attempt
	}
	end, attempt := walk("ada", "?return=%2Frooms%3Fa%3Db")
	session := cookie(end, auth.SessionCookie)
	if end.StatusCode != http.StatusSeeOther || end.Header.Get("Location") != "/rooms?a=b" || session == nil || session.SameSite != http.SameSiteStrictMode || !session.HttpOnly {
		t.Fatalf("ends with %d %s %+v", end.StatusCode, end.Header.Get("Location"), session)
	}
	if gone := cookie(end, attempt.Name); gone == nil || gone.MaxAge >= 0 || gone.Path != attempt.Path {
		t.Errorf("the attempt's cookie stays: %+v", gone)
	}
	answer := v.ask(h.url, "{ viewer { name scopes } }", "application/json", session)
	text, _ := io.ReadAll(answer.Body)
	_ = answer.Body.Close()
	if !strings.Contains(string(text), `"name":"ada"`) || strings.Contains(string(text), rights.ScopeConfigWrite) {
		t.Errorf("%s", text)
	}

	stream := v.ask(h.url, "subscription { liveView { __typename } }", "text/event-stream", session)
	defer func() { _ = stream.Body.Close() }()
	first := make([]byte, 16)
	if _, err := io.ReadFull(stream.Body, first); err != nil || stream.StatusCode != http.StatusOK {
		t.Fatalf("%d, %v", stream.StatusCode, err)
	}
	mappings(events.GroupRole{Group: "others", Role: rights.RoleReadOnly})
	if rest, err := io.ReadAll(stream.Body); err != nil { // it ends
		t.Errorf("%s, %v", rest, err)
	}
	answer = v.ask(h.url, "{ viewer { name } }", "application/json", session)
	text, _ = io.ReadAll(answer.Body)
	_ = answer.Body.Close()
	if !strings.Contains(string(text), "UNAUTHENTICATED") {
		t.Errorf("after the mapping went: %s", text)
	}

	end, _ = walk("zoe", "?return=https://evil.example.com")
	to, err := url.Parse(end.Header.Get("Location"))
	if err != nil || to.Host != "" || to.Path != "/" || to.Query().Get("signin") != "not_permitted" || to.Query().Get("trace") == "" || cookie(end, auth.SessionCookie) != nil {
		t.Errorf("zoe is sent to %s", to)
	}
}

func TestSignInAtNoProvider(t *testing.T) {
	h := start(t, t.TempDir())
	v := newVisitor(t)
	for path, word := range map[string]string{
		access.StartPath:    "not_permitted",
		access.CallbackPath: "expired",
		access.CallbackPath + "?state=a&code=b&error=%0d%0aSet-Cookie:x": "expired",
	} {
		answer := v.get(h.url + path)
		if to := answer.Header.Get("Location"); !strings.HasPrefix(to, "/?signin="+word+"&trace=") || cookie(answer, auth.SessionCookie) != nil {
			t.Errorf("%s: %d %s", path, answer.StatusCode, to)
		}
	}
	answer, err := v.Post(h.url+access.CallbackPath, "text/plain", nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	if answer.StatusCode == http.StatusSeeOther {
		t.Errorf("POST: %d", answer.StatusCode)
	}
}

// Whoever has the machine gets in.
func TestAllowLocalSignIn(t *testing.T) {
	data := t.TempDir()
	h := start(t, data)
	h.do(t, administrator.Create{Username: "grace", Password: domain.Plaintext("correct horse battery")})
	h.do(t, signin.Update{Patch: signin.Patch{LDAP: signin.LDAPPatch{
		Enabled: domain.Some(true), Servers: domain.Some([]string{"127.0.0.1:1"}), BaseDN: domain.Some("dc=example,dc=com"),
		Mappings: domain.Some([]events.GroupRole{{Group: "cn=a,dc=example,dc=com", Role: rights.RoleReadWrite}}),
	}}})
	h.do(t, signin.Update{Patch: signin.Patch{Local: domain.Some(false)}, By: signin.Caller{Source: events.SourceLDAP}})
	if _, err := h.access.SignIn(t.Context(), system, "grace", "correct horse battery"); !domain.IsRefusal(err, domain.CodeNotAllowed) {
		t.Errorf("local accounts are off: %v", err)
	}
	h.stop()
	h = start(t, data, func(o *Options) { o.AllowLocalSignIn = true })
	if in, err := h.access.SignIn(t.Context(), system, "grace", "correct horse battery"); err != nil || len(in.Principal.Scopes) == 0 {
		t.Errorf("the way back: %+v, %v", in, err)
	}
}
