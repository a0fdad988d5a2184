package openid_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"github.com/parley-video/parley/control/signin"
	"github.com/parley-video/parley/control/signin/openid"
	domainsignin "github.com/parley-video/parley/domain/access/signin"
	"github.com/parley-video/parley/events"
)

// liar is a provider that answers what it is told to.
type liar struct {
	*httptest.Server
	mu       sync.Mutex
	key      *rsa.PrivateKey
	keyID    string
	about    map[string]any
	token    string
	userInfo map[string]any
	asked    map[string]int
}

func newLiar(t *testing.T) *liar {
	t.Helper()
	l := &liar{asked: map[string]int{}, keyID: "one"}
	l.rotate(t, "one")
	mux := http.NewServeMux()
	say := func(path string, what func() any) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			l.mu.Lock()
			defer l.mu.Unlock()
			l.asked[path]++
			w.Header().Set("Content-Type", "application/json")
			_ = json.NewEncoder(w).Encode(what())
		})
	}
	say("/.well-known/openid-configuration", func() any { return l.about })
	say("/keys", func() any {
		return jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: l.key.Public(), KeyID: l.keyID, Algorithm: "RS256", Use: "sig"}}}
	})
	say("/token", func() any {
		return map[string]any{"access_token": "access", "token_type": "Bearer", "expires_in": 60, "id_token": l.token}
	})
	say("/userinfo", func() any { return l.userInfo })
	l.Server = httptest.NewServer(mux)
	t.Cleanup(l.Close)
	l.about = map[string]any{
		"issuer": l.URL, "authorization_endpoint": l.URL + "/auth", "token_endpoint": l.URL + "/token", "jwks_uri": l.URL + "/keys",
		"userinfo_endpoint": l.URL + "/userinfo", "id_token_signing_alg_values_supported": []string{"RS256", "HS256", "none"},
	}
	return l
}

func (l *liar) rotate(t *testing.T, id string) {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.key, l.keyID = key, id
}

func (l *liar) settings() events.OIDCSettings {
	s := domainsignin.Defaults().OIDC
	s.Enabled, s.Issuer, s.ClientID = true, l.URL, "parley"
	return s
}

func (l *liar) sign(t *testing.T, alg jose.SignatureAlgorithm, key any, claims map[string]any) string {
	t.Helper()
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: alg, Key: jose.JSONWebKey{Key: key, KeyID: l.keyID}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(claims)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := signer.Sign(text)
	if err != nil {
		t.Fatal(err)
	}
	out, err := signed.CompactSerialize()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func half(text string) string {
	h := crypto.SHA256.New()
	h.Write([]byte(text))
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:16])
}

func TestIDToken(t *testing.T) {
	now := time.Now().Truncate(time.Second)
	l := newLiar(t)
	c := openid.New(func() time.Time { return now })
	good := func(a openid.Attempt) map[string]any {
		return map[string]any{
			"iss": l.URL, "aud": "parley", "sub": "s-1", "nonce": a.Nonce, "iat": now.Unix(), "exp": now.Add(time.Minute).Unix(),
			"preferred_username": "ada", "groups": []string{"admins"},
		}
	}
	for _, c1 := range []struct {
		what   string
		change func(claims map[string]any)
		sign   func(claims map[string]any) string
		info   map[string]any
		want   signin.Kind // empty: signed in
		says   string
		groups []string
	}{
		{what: "good", groups: []string{"admins"}},
		{what: "another issuer", change: func(m map[string]any) { m["iss"] = "https://evil.example.com" }, want: signin.Untrusted},
		{what: "another audience", change: func(m map[string]any) { m["aud"] = "somebody" }, want: signin.Untrusted},
		{what: "several audiences for us", change: func(m map[string]any) { m["aud"] = []string{"x", "parley"}; m["azp"] = "parley" }, groups: []string{"admins"}},
		{what: "several audiences", change: func(m map[string]any) { m["aud"] = []string{"x", "parley"} }, want: signin.Untrusted, says: "somebody else"},
		{what: "made for another client", change: func(m map[string]any) { m["azp"] = "x" }, want: signin.Untrusted, says: "somebody else"},
		{what: "another nonce", change: func(m map[string]any) { m["nonce"] = "x" }, want: signin.Untrusted, says: "another attempt"},
		{what: "no nonce", change: func(m map[string]any) { delete(m, "nonce") }, want: signin.Untrusted},
		{what: "expired a moment ago", change: func(m map[string]any) { m["exp"] = now.Add(-30 * time.Second).Unix() }, groups: []string{"admins"}},
		{what: "expired", change: func(m map[string]any) { m["exp"] = now.Add(-2 * time.Minute).Unix() }, want: signin.Untrusted},
		{what: "no expiry", change: func(m map[string]any) { delete(m, "exp") }, want: signin.Untrusted},
		{what: "from the future", change: func(m map[string]any) { m["iat"] = now.Add(2 * time.Minute).Unix() }, want: signin.Untrusted, says: "clocks"},
		{what: "no subject", change: func(m map[string]any) { delete(m, "sub") }, want: signin.Untrusted},
		{what: "its access token", change: func(m map[string]any) { m["at_hash"] = half("access") }, groups: []string{"admins"}},
		{what: "another access token", change: func(m map[string]any) { m["at_hash"] = half("other") }, want: signin.Untrusted, says: "access token"},
		{what: "signed with our secret", sign: func(m map[string]any) string {
			return l.sign(t, jose.HS256, []byte("a secret of at least thirty-two characters"), m)
		}, want: signin.Untrusted},
		{what: "signed with the public key as a secret", sign: func(m map[string]any) string {
			return l.sign(t, jose.HS256, l.key.N.Bytes(), m)
		}, want: signin.Untrusted},
		{what: "signed by somebody else", sign: func(m map[string]any) string {
			other, err := rsa.GenerateKey(rand.Reader, 2048)
			if err != nil {
				t.Fatal(err)
			}
			return l.sign(t, jose.RS256, other, m)
		}, want: signin.Untrusted},
		{what: "not signed", sign: func(m map[string]any) string {
			text, _ := json.Marshal(m)
			e := base64.RawURLEncoding.EncodeToString
			return e([]byte(`{"alg":"none"}`)) + "." + e(text) + "."
		}, want: signin.Untrusted},
		{what: "changed afterwards", sign: func(m map[string]any) string {
			parts := strings.Split(l.sign(t, jose.RS256, l.key, m), ".")
			m["groups"] = []string{"owners"}
			text, _ := json.Marshal(m)
			return parts[0] + "." + base64.RawURLEncoding.EncodeToString(text) + "." + parts[2]
		}, want: signin.Untrusted},
		{what: "no token", sign: func(map[string]any) string { return "" }, want: signin.Untrusted},
		{
			what: "groups at userinfo", change: func(m map[string]any) { delete(m, "groups") },
			info: map[string]any{"sub": "s-1", "groups": []string{"staff"}, "preferred_username": "eve"}, groups: []string{"staff"},
		},
		{
			what: "userinfo of somebody else", change: func(m map[string]any) { delete(m, "groups") },
			info: map[string]any{"sub": "s-2", "groups": []string{"admins"}}, want: signin.Untrusted, says: "somebody else",
		},
		{
			what: "userinfo of nobody", change: func(m map[string]any) { delete(m, "groups") },
			info: map[string]any{"groups": []string{"admins"}}, want: signin.Untrusted,
		},
		{what: "no user name", change: func(m map[string]any) { delete(m, "preferred_username") }, info: map[string]any{"sub": "s-1"}, want: signin.Misconfigured, says: "preferred_username"},
		{what: "one group as a text", change: func(m map[string]any) { m["groups"] = "admins" }, groups: []string{"admins"}},
		{what: "groups that are none", change: func(m map[string]any) { m["groups"] = 7 }, want: signin.Misconfigured},
		{what: "no groups", change: func(m map[string]any) { delete(m, "groups") }, info: map[string]any{"sub": "s-1"}},
		{what: "too many groups for the token", change: func(m map[string]any) {
			delete(m, "groups")
			m["_claim_names"] = map[string]any{"groups": "src1"}
			m["_claim_sources"] = map[string]any{"src1": map[string]any{"endpoint": "https://graph.example.com"}}
		}, info: map[string]any{"sub": "s-1"}, want: signin.Misconfigured, says: "leaves them out"},
	} {
		t.Run(c1.what, func(t *testing.T) {
			_, attempt, err := c.Begin(t.Context(), l.settings(), redirect, "/")
			if err != nil {
				t.Fatal(err)
			}
			claims := good(attempt)
			if c1.change != nil {
				c1.change(claims)
			}
			l.token = ""
			if c1.sign != nil {
				l.token = c1.sign(maps.Clone(claims))
			} else {
				l.token = l.sign(t, jose.RS256, l.key, claims)
			}
			l.userInfo = c1.info
			who, err := c.Finish(t.Context(), l.settings(), "", attempt, url.Values{"state": {attempt.State}, "code": {"c"}})
			if kind, _ := signin.KindOf(err); kind != c1.want || c1.says != "" && !strings.Contains(err.Error(), c1.says) {
				t.Fatalf("%+v, %v", who, err)
			}
			if err == nil && (who.Username != "ada" || who.Subject != "s-1" || !slices.Equal(who.Groups, c1.groups)) {
				t.Errorf("%+v", who)
			}
		})
	}
}

// New keys are fetched when they are needed; what a provider says about itself
// is asked for again after an hour, and at once for other settings.
func TestWhatIsRemembered(t *testing.T) {
	now := time.Now()
	l := newLiar(t)
	c := openid.New(func() time.Time { return now })
	enter := func() error {
		t.Helper()
		_, attempt, err := c.Begin(t.Context(), l.settings(), redirect, "/")
		if err != nil {
			return err
		}
		l.token = l.sign(t, jose.RS256, l.key, map[string]any{
			"iss": l.URL, "aud": "parley", "sub": "s", "nonce": attempt.Nonce, "iat": now.Unix(), "exp": now.Add(time.Minute).Unix(),
			"preferred_username": "ada", "groups": []string{},
		})
		_, err = c.Finish(t.Context(), l.settings(), "", attempt, url.Values{"state": {attempt.State}, "code": {"c"}})
		return err
	}
	for range 3 {
		if err := enter(); err != nil {
			t.Fatal(err)
		}
	}
	if l.asked["/.well-known/openid-configuration"] != 1 {
		t.Errorf("asked %v", l.asked)
	}
	l.rotate(t, "two")
	if err := enter(); err != nil {
		t.Errorf("after the keys were changed: %v", err)
	}
	now = now.Add(time.Hour)
	if err := enter(); err != nil || l.asked["/.well-known/openid-configuration"] != 2 {
		t.Errorf("an hour later: %v, %v", err, l.asked)
	}
	l.about["issuer"] = "https://evil.example.com"
	now = now.Add(time.Hour)
	if err := enter(); err == nil {
		t.Error("a provider under another name was believed")
	}
}

func TestDishonestDescriptions(t *testing.T) {
	l := newLiar(t)
	for endpoint, address := range map[string]string{
		"token_endpoint": "http://evil.example.com/token", "jwks_uri": "file:///etc/passwd", "authorization_endpoint": "javascript:alert(1)",
		"userinfo_endpoint": "http://169.254.169.254/", "end_session_endpoint": "http://evil.example.com",
	} {
		kept := l.about[endpoint]
		l.about[endpoint] = address
		_, _, err := openid.New(nil).Begin(t.Context(), l.settings(), redirect, "/")
		if kind, _ := signin.KindOf(err); kind != signin.Misconfigured {
			t.Errorf("%s: %v", endpoint, err)
		}
		if l.about[endpoint] = kept; kept == nil {
			delete(l.about, endpoint)
		}
	}
	secret := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "what others must not read", http.StatusForbidden)
	}))
	defer secret.Close()
	private := l.settings()
	private.Issuer = secret.URL
	if _, _, err := openid.New(nil).Begin(t.Context(), private, redirect, "/"); err == nil || strings.Contains(err.Error(), "others") || !strings.Contains(err.Error(), "403") {
		t.Errorf("a page that is no provider's: %v", err)
	}
	l.about["much"] = strings.Repeat("x", 2<<20)
	if _, _, err := openid.New(nil).Begin(t.Context(), l.settings(), redirect, "/"); err == nil || !strings.Contains(err.Error(), "1 MiB") {
		t.Errorf("a description of two MiB: %v", err)
	}
	elsewhere := httptest.NewServer(http.RedirectHandler(l.URL, http.StatusFound))
	defer elsewhere.Close()
	s := l.settings()
	s.Issuer = elsewhere.URL
	if _, _, err := openid.New(nil).Begin(t.Context(), s, redirect, "/"); err == nil || !strings.Contains(err.Error(), "redirect") {
		t.Errorf("a redirect: %v", err)
	}
}
