package openid_test

import (
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/parley-video/parley/control/signin"
	"github.com/parley-video/parley/control/signin/openid"
	"github.com/parley-video/parley/control/signin/signintest"
	domainsignin "github.com/parley-video/parley/domain/access/signin"
	"github.com/parley-video/parley/events"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const redirect = "https://parley.example.com/signin/oidc/callback"

func settings(p *signintest.Provider) events.OIDCSettings {
	s := domainsignin.Defaults().OIDC
	s.Enabled, s.Issuer, s.ClientID, s.Authorities = true, p.Issuer, signintest.ClientID, p.Authority.CA
	return s
}

// browser trusts the provider.
func browser(t *testing.T, p *signintest.Provider) *http.Client {
	t.Helper()
	trust := x509.NewCertPool()
	trust.AppendCertsFromPEM([]byte(p.Authority.CA))
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trust, MinVersion: tls.VersionTLS12}}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport}
}

// A provider of others' making: groups from userinfo, groups from the ID token.
func TestRealProvider(t *testing.T) {
	for _, inToken := range []bool{false, true} {
		p := signintest.StartProvider(t, signintest.ProviderOrder{
			Redirects: []string{redirect}, ClaimsInToken: inToken, Groups: map[string][]string{"ada": {"admins", "staff"}},
		})
		c, s := openid.New(nil), settings(p)
		address, attempt, err := c.Begin(t.Context(), s, redirect, "/locations")
		if err != nil {
			t.Fatal(err)
		}
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		q := u.Query()
		if q.Get("code_challenge_method") != "S256" || q.Get("nonce") == "" || q.Get("state") == "" || q.Get("response_type") != "code" ||
			q.Get("scope") != "openid profile email" || strings.Contains(address, attempt.Verifier) {
			t.Errorf("asks %s", address)
		}
		back := p.Browse(t, browser(t, p), address, "ada")
		if !strings.HasPrefix(back.String(), redirect+"?") {
			t.Fatalf("sent back to %s", back)
		}
		who, err := c.Finish(t.Context(), s, signintest.ClientSecret, attempt, back.Query())
		if err != nil {
			t.Fatal(err)
		}
		want := signin.Identity{Source: "oidc", Authority: p.Issuer, Subject: "ada", Username: "ada", DisplayName: "Ada"}
		if !slices.Equal(who.Groups, []string{"admins", "staff"}) {
			t.Errorf("groups %q", who.Groups)
		}
		if who.Groups = nil; who.Subject != want.Subject || who.Username != want.Username || who.DisplayName != want.DisplayName || who.Authority != want.Authority {
			t.Errorf("%+v", who)
		}
		// A code is good once.
		_, err = c.Finish(t.Context(), s, signintest.ClientSecret, attempt, back.Query())
		if kind, _ := signin.KindOf(err); kind != signin.Expired {
			t.Errorf("a code twice: %v", err)
		}
		out, err := c.SignOutURL(t.Context(), s, "https://parley.example.com/")
		if err != nil || !strings.HasPrefix(out, p.Issuer+"/session/end?client_id=parley&post_logout_redirect_uri=https") {
			t.Errorf("%s, %v", out, err)
		}
	}
}

// Whoever presses an answer of theirs upon another browser, or steals one, has
// nothing of it.
func TestAnswersOfOthers(t *testing.T) {
	p := signintest.StartProvider(t, signintest.ProviderOrder{
		Redirects: []string{redirect}, Groups: map[string][]string{"ada": {"admins"}, "eve": {"admins"}},
	})
	s := settings(p)
	now := time.Now()
	c := openid.New(func() time.Time { return now })
	begin := func(login string) (openid.Attempt, url.Values) {
		t.Helper()
		address, attempt, err := c.Begin(t.Context(), s, redirect, "/")
		if err != nil {
			t.Fatal(err)
		}
		return attempt, p.Browse(t, browser(t, p), address, login).Query()
	}
	for what, c1 := range map[string]struct {
		change func(*openid.Attempt, url.Values)
		want   signin.Kind
	}{
		"another state":         {func(a *openid.Attempt, _ url.Values) { a.State = "x" }, signin.Expired},
		"no state":              {func(a *openid.Attempt, q url.Values) { a.State = ""; q.Del("state") }, signin.Expired},
		"another verifier":      {func(a *openid.Attempt, _ url.Values) { a.Verifier = strings.Repeat("v", 43) }, signin.Expired},
		"another nonce":         {func(a *openid.Attempt, _ url.Values) { a.Nonce = "x" }, signin.Untrusted},
		"no nonce":              {func(a *openid.Attempt, _ url.Values) { a.Nonce = "" }, signin.Untrusted},
		"another issuer":        {func(_ *openid.Attempt, q url.Values) { q.Set("iss", "https://evil.example.com") }, signin.Untrusted},
		"no issuer":             {func(_ *openid.Attempt, q url.Values) { q.Del("iss") }, signin.Untrusted},
		"of an older provider":  {func(a *openid.Attempt, _ url.Values) { a.Issuer = "https://old.example.com" }, signin.Expired},
		"of an older client":    {func(a *openid.Attempt, _ url.Values) { a.ClientID = "old" }, signin.Expired},
		"another redirect":      {func(a *openid.Attempt, _ url.Values) { a.Redirect = "https://evil.example.com/" }, signin.Expired},
		"too late":              {func(a *openid.Attempt, _ url.Values) { a.Expires = now }, signin.Expired},
		"no code":               {func(_ *openid.Attempt, q url.Values) { q.Del("code") }, signin.Untrusted},
		"broken off":            {func(_ *openid.Attempt, q url.Values) { q.Set("error", "access_denied") }, signin.Denied},
		"broken off for a flaw": {func(_ *openid.Attempt, q url.Values) { q.Set("error", "invalid_scope\n\x1b[31m") }, signin.Misconfigured},
	} {
		t.Run(what, func(t *testing.T) {
			attempt, q := begin("eve")
			c1.change(&attempt, q)
			_, err := c.Finish(t.Context(), s, signintest.ClientSecret, attempt, q)
			if kind, _ := signin.KindOf(err); kind != c1.want {
				t.Errorf("%v", err)
			}
			if err != nil && (strings.ContainsAny(err.Error(), "\n\x1b") || strings.Contains(err.Error(), q.Get("code")) && q.Get("code") != "") {
				t.Errorf("the error shows %q", err)
			}
		})
	}
	victim, _ := begin("ada")
	_, stolen := begin("eve")
	stolen.Set("state", victim.State) // eve's code in ada's browser
	if _, err := c.Finish(t.Context(), s, signintest.ClientSecret, victim, stolen); err == nil {
		t.Error("ada was signed in as eve")
	}
	attempt, q := begin("ada")
	_, err := c.Finish(t.Context(), s, "wrong secret of enough characters!", attempt, q)
	if kind, _ := signin.KindOf(err); kind != signin.Misconfigured || !strings.Contains(err.Error(), "invalid_client") || strings.Contains(err.Error(), "wrong secret") {
		t.Errorf("wrong client secret: %v", err)
	}
}

func TestTestTellsStepByStep(t *testing.T) {
	p := signintest.StartProvider(t, signintest.ProviderOrder{Redirects: []string{redirect}})
	try := func(secret string, change func(*events.OIDCSettings)) *signin.Steps {
		t.Helper()
		s := settings(p)
		if change != nil {
			change(&s)
		}
		var steps signin.Steps
		openid.New(nil).Test(t.Context(), s, secret, redirect, &steps)
		return &steps
	}
	failed := func(steps *signin.Steps) (names []string) {
		for _, one := range steps.List() {
			if !one.OK {
				names = append(names, one.Name)
			}
			if one.Detail == "" {
				t.Errorf("%s says nothing", one.Name)
			}
		}
		return names
	}
	if steps := try(signintest.ClientSecret, nil); !steps.Passed() || len(steps.List()) != 6 {
		t.Errorf("%+v", steps.List())
	}
	if got := failed(try("wrong secret of enough characters!", nil)); !slices.Equal(got, []string{"Client and secret"}) {
		t.Errorf("wrong secret: %q", got)
	}
	if got := failed(try(signintest.ClientSecret, func(s *events.OIDCSettings) { s.ClientID = "stranger" })); !slices.Equal(got, []string{"Client and secret"}) {
		t.Errorf("unknown client: %q", got)
	}
	other := signintest.NewAuthority(t)
	for what, change := range map[string]func(*events.OIDCSettings){
		"nobody there":       func(s *events.OIDCSettings) { s.Issuer = "https://127.0.0.1:1" },
		"untrusted":          func(s *events.OIDCSettings) { s.Authorities = other.CA },
		"slash too much":     func(s *events.OIDCSettings) { s.Issuer += "/" },
		"no provider at all": func(s *events.OIDCSettings) { s.Issuer += "/nothing" },
	} {
		if got := failed(try(signintest.ClientSecret, change)); !slices.Equal(got, []string{"Ask the provider about itself"}) {
			t.Errorf("%s: %q", what, got)
		}
	}
}
