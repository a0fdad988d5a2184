package access_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-ldap/ldap/v3"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/access"
	"github.com/parley-video/parley/control/controltest"
	"github.com/parley-video/parley/control/signin"
	"github.com/parley-video/parley/control/signin/signintest"
	"github.com/parley-video/parley/domain"
	scopes "github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/domain/access/administrator"
	"github.com/parley-video/parley/domain/access/role"
	domainsignin "github.com/parley-video/parley/domain/access/signin"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

const publicURL = "https://parley.example.com"

// byDirectory lets people of a directory in: admins may do everything, watchers
// have a role of their own.
func (h *house) byDirectory(t *testing.T, d *signintest.Directory, mappings ...events.GroupRole) {
	t.Helper()
	h.do(t, domainsignin.Update{Patch: domainsignin.Patch{LDAP: domainsignin.LDAPPatch{
		Enabled: domain.Some(true), Servers: domain.Some([]string{d.TLS}), Authorities: domain.Some(d.Authority.CA),
		BindDN: domain.Some(signintest.SearchDN), BindPassword: domain.Some(domain.Plaintext(signintest.SearchSecret)),
		BaseDN: domain.Some(signintest.Base), Mappings: domain.Some(mappings),
	}}})
}

func (h *house) byProvider(t *testing.T, p *signintest.Provider, mappings ...events.GroupRole) {
	t.Helper()
	h.do(t, domainsignin.Update{Patch: domainsignin.Patch{PublicURL: domain.Some(publicURL), OIDC: domainsignin.OIDCPatch{
		Enabled: domain.Some(true), Issuer: domain.Some(p.Issuer), ClientID: domain.Some(signintest.ClientID),
		ClientSecret: domain.Some(domain.Plaintext(signintest.ClientSecret)), Authorities: domain.Some(p.Authority.CA),
		Mappings: domain.Some(mappings),
	}}})
}

func (h *house) ldap(t *testing.T, patch domainsignin.LDAPPatch) {
	t.Helper()
	h.do(t, domainsignin.Update{Patch: domainsignin.Patch{LDAP: patch}})
}

func kindOf(err error) signin.Kind {
	if problem, ok := errors.AsType[*access.OutsideError](err); ok {
		return problem.Kind
	}
	return ""
}

func TestSignInByDirectory(t *testing.T) {
	h := build(t)
	if _, err := h.access.SignInByDirectory(t.Context(), from("10.0.0.1"), "ada", password); !domain.IsRefusal(err, domain.CodeNotAllowed) {
		t.Errorf("without a directory: %v", err)
	}
	d := signintest.StartDirectory(t, false)
	h.do(t, role.Create{ID: "desk", Patch: role.Patch{Name: domain.Some("Desk"), Scopes: domain.Some([]string{scopes.ScopeConfigRead, scopes.ScopeEventsRead})}})
	h.byDirectory(t, d,
		events.GroupRole{Group: "CN=Watchers, OU=groups, DC=example, DC=com", Role: "desk"},
		events.GroupRole{Group: signintest.AdminGroup, Role: scopes.RoleReadOnly})

	in, err := h.access.SignInByDirectory(t.Context(), from("10.0.0.1"), " Ada", signintest.Password)
	if err != nil {
		t.Fatal(err)
	}
	both := sorted(slices.Concat([]string{}, scopes.RoleScopes(scopes.RoleReadOnly)))
	if p := in.Principal; p.Name != "ada" || p.ID == h.admin || p.Source != "ldap" || !slices.Equal(p.Scopes, both) || len(p.Roles) != 2 {
		t.Errorf("%+v", p)
	}
	ben, err := h.access.SignInByDirectory(t.Context(), from("10.0.0.1"), "ben", signintest.Password)
	if err != nil || !slices.Equal(ben.Principal.Scopes, []string{scopes.ScopeConfigRead, scopes.ScopeEventsRead}) {
		t.Fatalf("%+v, %v", ben, err)
	}
	if got, err := h.another(t, h.Hasher).VerifySession(t.Context(), ben.Cookie, true); err != nil || got.ID != ben.Principal.ID || got.Source != "ldap" {
		t.Errorf("%+v, %v", got, err)
	}
	account, err := h.Executor.Administrator(t.Context(), ben.Principal.ID)
	if err != nil || account.External.Groups[0] != "CN=Watchers, OU=groups, DC=example, DC=com" || len(account.External.Subject) != 36 {
		t.Errorf("%+v, %v", account, err)
	}
	for name, want := range map[string]signin.Kind{"cleo": signin.NotPermitted, "zoe": signin.BadCredentials, "dora": signin.BadCredentials} {
		if _, err := h.access.SignInByDirectory(t.Context(), from("10.0.0.2"), name, signintest.Password); kindOf(err) != want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if log := h.Logged.String(); strings.Contains(log, signintest.Password) || strings.Contains(log, signintest.SearchSecret) || !strings.Contains(log, "NOT_PERMITTED") {
		t.Errorf("logged %s", log)
	}
}

// What somebody may do follows the mappings and roles as they are now.
func TestMappingsCountAtOnce(t *testing.T) {
	d := signintest.StartDirectory(t, false)
	watchers := events.GroupRole{Group: signintest.WatchGroup, Role: "desk"}
	for _, c := range []struct {
		what   string
		change func(t *testing.T, h *house, id string)
		want   []string // nil: the session is over
	}{
		{"nothing", func(*testing.T, *house, string) {}, []string{scopes.ScopeConfigRead}},
		{"the role has more", func(t *testing.T, h *house, _ string) {
			h.do(t, role.Update{ID: "desk", Patch: role.Patch{Scopes: domain.Some([]string{scopes.ScopeConfigRead, scopes.ScopeHistoryRead})}})
		}, []string{scopes.ScopeConfigRead, scopes.ScopeHistoryRead}},
		{"the group has another role", func(t *testing.T, h *house, _ string) {
			h.ldap(t, domainsignin.LDAPPatch{Mappings: domain.Some([]events.GroupRole{{Group: signintest.WatchGroup, Role: scopes.RoleReadOnly}})})
		}, sorted(scopes.RoleScopes(scopes.RoleReadOnly))},
		{"the mapping is gone", func(t *testing.T, h *house, _ string) {
			h.ldap(t, domainsignin.LDAPPatch{Mappings: domain.Some([]events.GroupRole{})})
		}, nil},
		{"the way is shut", func(t *testing.T, h *house, _ string) { h.ldap(t, domainsignin.LDAPPatch{Enabled: domain.Some(false)}) }, nil},
		{"another directory", func(t *testing.T, h *house, _ string) {
			h.ldap(t, domainsignin.LDAPPatch{BaseDN: domain.Some("dc=example,dc=org")})
		}, nil},
		{"disabled here", func(t *testing.T, h *house, id string) {
			h.do(t, administrator.Update{ID: id, Enabled: domain.Some(false)})
		}, nil},
		{"removed here", func(t *testing.T, h *house, id string) { h.do(t, administrator.Remove{ID: id}) }, nil},
		{"twelve hours later", func(_ *testing.T, h *house, _ string) { h.passed += access.SessionLifetime }, nil},
	} {
		t.Run(c.what, func(t *testing.T) {
			h := build(t)
			h.do(t, role.Create{ID: "desk", Patch: role.Patch{Name: domain.Some("Desk"), Scopes: domain.Some([]string{scopes.ScopeConfigRead})}})
			h.byDirectory(t, d, watchers)
			in, err := h.access.SignInByDirectory(t.Context(), from("10.0.0.1"), "ben", signintest.Password)
			if err != nil {
				t.Fatal(err)
			}
			c.change(t, h, in.Principal.ID)
			got, err := h.access.VerifySession(t.Context(), in.Cookie, true)
			switch {
			case c.want == nil && !errors.Is(err, access.ErrUnauthenticated):
				t.Errorf("%+v, %v", got, err)
			case c.want != nil && (err != nil || !slices.Equal(got.Scopes, c.want)):
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
}

func TestDisabledHereStaysOut(t *testing.T) {
	h := build(t)
	d := signintest.StartDirectory(t, false)
	h.byDirectory(t, d, events.GroupRole{Group: signintest.WatchGroup, Role: scopes.RoleReadOnly})
	in, err := h.access.SignInByDirectory(t.Context(), from("10.0.0.1"), "ben", signintest.Password)
	if err != nil {
		t.Fatal(err)
	}
	h.do(t, administrator.Update{ID: in.Principal.ID, Enabled: domain.Some(false)})
	if _, err := h.access.SignInByDirectory(t.Context(), from("10.0.0.1"), "ben", signintest.Password); kindOf(err) != signin.NotPermitted {
		t.Errorf("%v", err)
	}
	h.do(t, administrator.Update{ID: in.Principal.ID, Enabled: domain.Some(true)})
	if _, err := h.access.VerifySession(t.Context(), in.Cookie, true); !errors.Is(err, access.ErrUnauthenticated) {
		t.Errorf("the session of before came back: %v", err)
	}
	again, err := h.access.SignInByDirectory(t.Context(), from("10.0.0.1"), "ben", signintest.Password)
	if err != nil || again.Principal.ID != in.Principal.ID {
		t.Errorf("%+v, %v", again, err)
	}
	if _, err := h.Executor.Execute(t.Context(), from(""), administrator.SetPassword{ID: in.Principal.ID, Password: domain.Plaintext(password)}); !domain.IsRefusal(err, domain.CodeNotAllowed) {
		t.Errorf("a password for somebody of the directory: %v", err)
	}
}

// The directory is asked no oftener than the limits allow, and not at all about
// a name after too many wrong passwords, so that it does not lock the account.
func TestAttemptsAtTheDirectory(t *testing.T) {
	h := build(t)
	d := signintest.StartDirectory(t, false)
	h.byDirectory(t, d, events.GroupRole{Group: signintest.WatchGroup, Role: scopes.RoleReadOnly})
	enter := func(source, name, secret string) error {
		_, err := h.access.SignInByDirectory(t.Context(), from(source), name, secret)
		return err
	}
	limited := 0
	for i := range 15 {
		if domain.IsRefusal(enter(fmt.Sprintf("10.0.%d.1", i), "ada", "wrong"), domain.CodeRateLimited) {
			limited++
		}
	}
	if limited == 0 {
		t.Error("nobody was limited")
	}
	if _, err := h.access.SignIn(t.Context(), from("10.1.0.1"), "ben", "wrong"); !domain.IsRefusal(err, domain.CodeBadCredentials) {
		t.Errorf("a local account of the same name: %v", err)
	}
	h.passed += 5 * time.Minute
	if err := enter("10.2.0.1", " ADA", signintest.Password); kindOf(err) != signin.BadCredentials {
		t.Errorf("after ten wrong passwords: %v", err)
	}
	if _, err := h.access.TestOutside(t.Context(), from("10.2.0.1"), access.TestOrder{Source: "ldap", Username: "ada", Password: signintest.Password}); !domain.IsRefusal(err, domain.CodeRateLimited) {
		t.Errorf("a test after ten wrong passwords: %v", err)
	}
	if err := enter("10.2.0.1", "ben", signintest.Password); err != nil {
		t.Errorf("another name: %v", err)
	}
	h.passed += access.FailureWindow
	if err := enter("10.2.0.1", "ada", signintest.Password); err != nil {
		t.Errorf("after the window: %v", err)
	}
}

// However a name is spelled, its passwords are those of one person. Whoever has
// signed in before is locked out by an event, which another administrator takes
// back.
func TestSpellingsAreOnePerson(t *testing.T) {
	h := build(t)
	d := signintest.StartDirectory(t, false)
	h.byDirectory(t, d, events.GroupRole{Group: signintest.WatchGroup, Role: scopes.RoleReadOnly})
	enter := func(n int, name, secret string) error {
		_, err := h.access.SignInByDirectory(t.Context(), from(fmt.Sprintf("10.0.%d.1", n)), name, secret)
		return err
	}
	in, err := h.access.SignInByDirectory(t.Context(), from("10.0.0.1"), "ada", signintest.Password)
	if err != nil {
		t.Fatal(err)
	}
	// The directory looks past all of these; what is counted by name differs.
	names := []string{"ada", "cn-ada", "Ada Lovelace", "ada@x"}
	h.ldap(t, domainsignin.LDAPPatch{UserFilter: domain.Some("(|(uid={username})(cn={username})(description={username}))"), BindPassword: domain.Some(domain.Plaintext(signintest.SearchSecret))})
	d.Do(t, func(conn *ldap.Conn) error {
		change := ldap.NewModifyRequest(signintest.PersonDN("ada"), nil)
		change.Add("description", names[1:2])
		change.Add("cn", names[3:])
		return conn.Modify(change)
	})
	for i := range access.MaxFailures {
		if err := enter(i, names[i%len(names)], "wrong"); kindOf(err) != signin.BadCredentials {
			t.Fatalf("attempt %d: %v", i, err)
		}
	}
	for i, name := range names {
		if err := enter(20+i, name, signintest.Password); kindOf(err) != signin.BadCredentials {
			t.Errorf("%s, after ten wrong passwords: %v", name, err)
		}
	}
	account, err := h.Executor.Administrator(t.Context(), in.Principal.ID)
	if err != nil || !account.Locked(h.now()) {
		t.Fatalf("%+v, %v", account, err)
	}
	locks := 0
	for _, rec := range controltest.Recorded(t, h.Store, store.Filter{StreamPrefixes: []string{"admin-"}}) {
		if e, ok := rec.Event.(events.AdministratorLockedOut); ok && e.ID == in.Principal.ID && e.Attempts == access.MaxFailures && rec.Meta.Source == "10.0.9.1" {
			locks++
		}
	}
	if locks != 1 {
		t.Errorf("%d locks", locks)
	}
	if _, err := h.access.VerifySession(t.Context(), in.Cookie, true); err != nil {
		t.Errorf("an open session ended: %v", err)
	}
	if err := enter(30, "ben", signintest.Password); err != nil {
		t.Errorf("somebody else: %v", err)
	}
	if _, err := h.access.Unlock(t.Context(), from(""), in.Principal.ID, administrator.Rights{}); err != nil {
		t.Fatal(err)
	}
	for i, name := range names {
		if err := enter(40+i, name, signintest.Password); err != nil {
			t.Errorf("%s, unlocked: %v", name, err)
		}
	}
}

// Who has never signed in has no account to lock: the ledger keeps them out.
func TestSpellingsOfStrangersAreOnePerson(t *testing.T) {
	h := build(t)
	d := signintest.StartDirectory(t, false)
	h.byDirectory(t, d, events.GroupRole{Group: signintest.WatchGroup, Role: scopes.RoleReadOnly})
	h.ldap(t, domainsignin.LDAPPatch{UserFilter: domain.Some("(|(uid={username})(cn={username}))"), BindPassword: domain.Some(domain.Plaintext(signintest.SearchSecret))})
	enter := func(n int, name, secret string) error {
		_, err := h.access.SignInByDirectory(t.Context(), from(fmt.Sprintf("10.0.%d.1", n)), name, secret)
		return err
	}
	for i := range access.MaxFailures {
		_ = enter(i, []string{"ada", "Ada Lovelace"}[i%2], "wrong")
	}
	for _, name := range []string{"ada", "ada lovelace"} {
		if err := enter(20, name, signintest.Password); kindOf(err) != signin.BadCredentials {
			t.Errorf("%s: %v", name, err)
		}
	}
	h.passed += access.FailureWindow + time.Second
	if err := enter(21, "ada", signintest.Password); err != nil {
		t.Errorf("after the window: %v", err)
	}
}

// One name that is written in ways that a directory takes for one is paced as
// one.
func TestNamesAreCountedAsDirectoriesReadThem(t *testing.T) {
	h := build(t)
	d := signintest.StartDirectory(t, false)
	h.byDirectory(t, d, events.GroupRole{Group: signintest.WatchGroup, Role: scopes.RoleReadOnly})
	limited := 0
	for i, name := range []string{
		"zoë", "ZOË", "zoe\u0308", " zoë ", "ｚｏë", "zo\u00adë", "zo\u200bë", "zoë\ufe0f", "\ufeffzoë", "zo\u200dë", "z\u2060oë", "zoë\u180b",
	} {
		_, err := h.access.SignInByDirectory(t.Context(), from(fmt.Sprintf("10.0.%d.1", i)), name, "wrong")
		if domain.IsRefusal(err, domain.CodeRateLimited) {
			limited++
		}
	}
	if limited != 2 {
		t.Errorf("%d of twelve were limited, want two", limited)
	}
}

// Whoever hangs up while the directory is asked has been counted.
func TestWhoHangsUpIsCountedAtTheDirectory(t *testing.T) {
	h := build(t)
	d := signintest.StartDirectory(t, false)
	h.byDirectory(t, d, events.GroupRole{Group: signintest.WatchGroup, Role: scopes.RoleReadOnly})
	for i := range access.MaxFailures {
		ctx, hangUp := context.WithCancel(t.Context())
		h.meddle = hangUp // while the account of whom the directory found is looked up
		a := h.another(t, h.Hasher)
		h.meddle = nil
		if _, err := a.SignInByDirectory(ctx, from(fmt.Sprintf("10.0.%d.1", i)), "ada", "wrong"); err == nil {
			t.Fatal("signed in")
		}
		hangUp()
	}
	if _, err := h.another(t, h.Hasher).SignInByDirectory(t.Context(), from("10.1.0.1"), "ada", signintest.Password); kindOf(err) != signin.BadCredentials {
		t.Errorf("none of them was counted: %v", err)
	}
}

func TestWithoutLocalAccounts(t *testing.T) {
	h := build(t)
	d := signintest.StartDirectory(t, false)
	h.byDirectory(t, d, events.GroupRole{Group: signintest.AdminGroup, Role: scopes.RoleReadWrite})
	local := h.signIn(t)
	off := domainsignin.Update{Patch: domainsignin.Patch{Local: domain.Some(false)}}
	try := func(by domainsignin.Caller) error {
		cmd := off
		cmd.By = by
		_, err := h.Executor.Execute(t.Context(), from(""), cmd)
		return err
	}
	all := domain.Some(scopes.Scopes())
	for _, source := range []string{"", events.SourceLocal, events.SourceOIDC} {
		if err := try(domainsignin.Caller{Scopes: all, Source: source}); !domain.IsRefusal(err, domain.CodeNotAllowed) {
			t.Errorf("by %q: %v", source, err)
		}
	}
	in, err := h.access.SignInByDirectory(t.Context(), from("10.0.0.1"), "ada", signintest.Password)
	if err != nil {
		t.Fatal(err)
	}
	if err := try(domainsignin.Caller{Scopes: domain.Some(in.Principal.Scopes), Source: in.Principal.Source}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.access.VerifySession(t.Context(), local.Cookie, true); !errors.Is(err, access.ErrUnauthenticated) {
		t.Errorf("local session: %v", err)
	}
	if _, err := h.access.SignIn(t.Context(), from("10.0.0.1"), "ada", password); !domain.IsRefusal(err, domain.CodeNotAllowed) {
		t.Errorf("local sign-in: %v", err)
	}
	if ways, err := h.access.Ways(t.Context()); err != nil || ways != (access.Ways{LDAP: "Directory"}) {
		t.Errorf("%+v, %v", ways, err)
	}
	h.outside.AllowLocal = true
	rescue := h.another(t, h.Hasher)
	back, err := rescue.SignIn(t.Context(), from("10.0.0.1"), "ada", password)
	if err != nil || !slices.Equal(back.Principal.Scopes, sorted(scopes.Scopes())) {
		t.Errorf("the way back: %+v, %v", back, err)
	}
	if got, err := rescue.VerifySession(t.Context(), back.Cookie, true); err != nil || got.ID != h.admin {
		t.Errorf("%+v, %v", got, err)
	}
}

// walk signs somebody in at the provider, in a browser with these cookies.
func (h *house) walk(t *testing.T, p *signintest.Provider, login, back string) (access.Attempt, url.Values) {
	t.Helper()
	attempt, err := h.access.BeginAtProvider(t.Context(), from("10.0.0.1"), back)
	if err != nil {
		t.Fatal(err)
	}
	trust := x509.NewCertPool()
	trust.AppendCertsFromPEM([]byte(p.Authority.CA))
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trust, MinVersion: tls.VersionTLS12}}
	defer transport.CloseIdleConnections()
	return attempt, p.Browse(t, &http.Client{Transport: transport}, attempt.URL, login).Query()
}

func (h *house) finish(t *testing.T, query url.Values, cookies map[string]string) (access.SignedIn, string, error) {
	t.Helper()
	return h.access.FinishAtProvider(t.Context(), from("10.0.0.1"), query, func(name string) string { return cookies[name] })
}

func TestSignInAtProvider(t *testing.T) {
	h := build(t)
	p := signintest.StartProvider(t, signintest.ProviderOrder{
		Redirects: []string{publicURL + access.CallbackPath},
		Groups:    map[string][]string{"ada": {"admins", "staff"}, "zoe": {"guests"}},
	})
	if _, err := h.access.BeginAtProvider(t.Context(), control.Envelope{}, "/"); kindOf(err) != signin.NotPermitted {
		t.Errorf("without a provider: %v", err)
	}
	h.byProvider(t, p, events.GroupRole{Group: "admins", Role: scopes.RoleReadWrite})
	attempt, query := h.walk(t, p, "ada", "/rooms?x=1")
	if !attempt.Secure || len(attempt.Cookie) > 3500 || strings.Contains(attempt.Cookie, query.Get("state")) {
		t.Errorf("%+v", attempt)
	}
	cookies := map[string]string{attempt.Name: attempt.Cookie}
	in, back, err := h.finish(t, query, cookies)
	if err != nil || back != "/rooms?x=1" {
		t.Fatalf("%+v, %s, %v", in, back, err)
	}
	if q := in.Principal; q.Name != "ada" || q.ID == h.admin || q.Source != "oidc" || !slices.Equal(q.Scopes, sorted(scopes.Scopes())) {
		t.Errorf("%+v", q)
	}
	if got, err := h.access.VerifySession(t.Context(), in.Cookie, true); err != nil || got.Source != "oidc" {
		t.Errorf("%+v, %v", got, err)
	}
	if _, _, err := h.finish(t, query, cookies); kindOf(err) != signin.Expired {
		t.Errorf("the same answer twice: %v", err)
	}
	attempt, query = h.walk(t, p, "zoe", "/")
	if _, _, err := h.finish(t, query, map[string]string{attempt.Name: attempt.Cookie}); kindOf(err) != signin.NotPermitted {
		t.Errorf("no group matches: %v", err)
	}
	if log := h.Logged.String(); !strings.Contains(log, "guests") || strings.Contains(log, query.Get("code")) || strings.Contains(log, signintest.ClientSecret) {
		t.Errorf("logged %s", log)
	}
	if out := h.access.SignOutURL(t.Context(), "oidc"); out != "" {
		t.Errorf("sign-out %q", out)
	}
	h.do(t, domainsignin.Update{Patch: domainsignin.Patch{OIDC: domainsignin.OIDCPatch{SignOut: domain.Some(true)}}})
	if out := h.access.SignOutURL(t.Context(), "oidc"); !strings.HasPrefix(out, p.Issuer) || h.access.SignOutURL(t.Context(), "local") != "" {
		t.Errorf("sign-out %q", out)
	}
}

// Any page can send its readers to where the provider sends people back to. That
// uses up nobody's attempts.
func TestVisitsWithoutAnAttempt(t *testing.T) {
	h := build(t)
	h.do(t, domainsignin.Update{Patch: domainsignin.Patch{PublicURL: domain.Some(publicURL), OIDC: domainsignin.OIDCPatch{
		Enabled: domain.Some(true), Issuer: domain.Some("https://idp.example.com"), ClientID: domain.Some("parley"),
		ClientSecret: domain.Some(domain.Plaintext("secret")), Mappings: domain.Some([]events.GroupRole{{Group: "admins", Role: scopes.RoleReadWrite}}),
	}}})
	for range 40 {
		if _, _, err := h.finish(t, url.Values{"state": {"made up"}, "code": {"made up"}}, nil); kindOf(err) != signin.Expired {
			t.Fatalf("%v", err)
		}
	}
	if _, err := h.access.SignIn(t.Context(), from("10.0.0.1"), "ada", password); err != nil {
		t.Errorf("from the same address: %v", err)
	}
}

// An answer is good in the browser that asked for it, once, and for what was
// asked.
func TestAnswersThatWereNotAskedFor(t *testing.T) {
	h := build(t)
	p := signintest.StartProvider(t, signintest.ProviderOrder{
		Redirects: []string{publicURL + access.CallbackPath}, Groups: map[string][]string{"eve": {"admins"}},
	})
	h.byProvider(t, p, events.GroupRole{Group: "admins", Role: scopes.RoleReadWrite})
	hers, query := h.walk(t, p, "eve", "/")
	other, _ := h.walk(t, p, "eve", "/")
	flip := []byte(hers.Cookie)
	flip[len(flip)/2] ^= 1
	for what, cookies := range map[string]map[string]string{
		"no cookie":                 nil,
		"the cookie of another":     {hers.Name: other.Cookie},
		"a changed cookie":          {hers.Name: string(flip)},
		"a session's cookie":        {hers.Name: h.signIn(t).Cookie},
		"under another's name only": {other.Name: hers.Cookie},
	} {
		if in, _, err := h.finish(t, query, cookies); kindOf(err) != signin.Expired || in.Cookie != "" {
			t.Errorf("%s: %+v, %v", what, in, err)
		}
	}
	// The public address changed meanwhile.
	cookies := map[string]string{hers.Name: hers.Cookie}
	move := func(to string) {
		h.do(t, domainsignin.Update{Patch: domainsignin.Patch{PublicURL: domain.Some(to)}})
	}
	move("https://other.example.com")
	if _, _, err := h.finish(t, query, cookies); kindOf(err) != signin.Expired {
		t.Errorf("another address: %v", err)
	}
	move(publicURL)
	h.passed += 10 * time.Minute
	if _, _, err := h.finish(t, query, cookies); kindOf(err) != signin.Expired {
		t.Errorf("too late: %v", err)
	}
	limited := false
	for range 40 {
		_, _, err := h.finish(t, query, cookies)
		limited = limited || domain.IsRefusal(err, domain.CodeRateLimited)
	}
	if !limited {
		t.Error("nobody was limited")
	}
}

func TestOwnPath(t *testing.T) {
	for path, want := range map[string]string{
		"/": "/", "/rooms": "/rooms", "/rooms/a?b=c&d=%2F#e": "/rooms/a?b=c&d=%2F#e",
		"": "/", "rooms": "/", "//evil.example.com": "/", "/\\evil.example.com": "/", "\\\\evil": "/", "https://evil.example.com": "/",
		"/\t/evil.example.com": "/", "/%00": "/%00", "javascript:alert(1)": "/", "/%zz": "/", "/a\nSet-Cookie: x": "/",
		"/signin/oidc/start?return=/": "/", "/%2F/evil": "/", "/" + strings.Repeat("a", 600): "/", " /x": "/", "/é": "/é",
	} {
		if got := access.OwnPath(path); got != want {
			t.Errorf("%q: %q, want %q", path, got, want)
		}
	}
}

func TestTestOutside(t *testing.T) {
	h := build(t)
	d := signintest.StartDirectory(t, false)
	p := signintest.StartProvider(t, signintest.ProviderOrder{Redirects: []string{publicURL + access.CallbackPath}})
	h.byProvider(t, p)
	patch := domainsignin.Patch{LDAP: domainsignin.LDAPPatch{
		Servers: domain.Some([]string{d.TLS}), Authorities: domain.Some(d.Authority.CA), BaseDN: domain.Some(signintest.Base),
		BindDN: domain.Some(signintest.SearchDN), BindPassword: domain.Some(domain.Plaintext(signintest.SearchSecret)),
		Mappings: domain.Some([]events.GroupRole{{Group: signintest.WatchGroup, Role: scopes.RoleReadOnly}}),
	}}
	test := func(order access.TestOrder) access.TestResult {
		t.Helper()
		r, err := h.access.TestOutside(t.Context(), from("10.0.0.1"), order)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	before, err := h.Executor.SignInSettings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if r := test(access.TestOrder{Source: "ldap", Patch: patch, Username: "ada", Password: signintest.Password}); !r.Passed ||
		!slices.Equal(r.Matched, []string{signintest.WatchGroup}) || !slices.Equal(r.Roles, []string{scopes.RoleReadOnly}) || len(r.Person.Groups) != 2 {
		t.Errorf("%+v", r)
	}
	if r := test(access.TestOrder{Source: "ldap", Patch: patch, Username: "cleo"}); r.Passed || r.Person == nil || len(r.Roles) != 0 {
		t.Errorf("no role: %+v", r)
	}
	if r := test(access.TestOrder{Source: "ldap", Patch: patch, Username: "ada", Password: "wrong"}); r.Passed || r.Person != nil {
		t.Errorf("wrong password: %+v", r)
	}
	if r := test(access.TestOrder{Source: "oidc"}); !r.Passed || len(r.Steps) != 7 {
		t.Errorf("%+v", r)
	}
	after, err := h.Executor.SignInSettings(t.Context())
	if err != nil || after.Revision != before.Revision {
		t.Errorf("a test changed the settings: %v", err)
	}
	for what, order := range map[string]access.TestOrder{
		"local":               {Source: "local"},
		"form":                {Source: "ldap", Patch: domainsignin.Patch{LDAP: domainsignin.LDAPPatch{Timeout: domain.Some(100)}}},
		"nothing to ask":      {Source: "ldap"},
		"secret to elsewhere": {Source: "oidc", Patch: domainsignin.Patch{OIDC: domainsignin.OIDCPatch{Issuer: domain.Some("https://evil.example.com")}}},
	} {
		if _, err := h.access.TestOutside(t.Context(), from("10.0.0.1"), order); err == nil {
			t.Errorf("%s is not refused", what)
		} else if _, refused := domain.AsRefusals(err); !refused {
			t.Errorf("%s: %v", what, err)
		}
	}
}
