package signintest

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// The client that providers know, and its secret.
const (
	ClientID     = "parley"
	ClientSecret = "a secret of at least thirty-two characters"
)

// ProviderOrder says what a provider is like.
type ProviderOrder struct {
	Redirects     []string            // addresses that people may be sent back to
	SignedOut     []string            // the same after signing out
	Groups        map[string][]string // by login name
	ClaimsInToken bool
	Plain         bool // plain HTTP
}

// Provider is an OpenID provider that runs.
type Provider struct {
	Issuer    string
	Authority Authority // its certificate leads there; empty over plain HTTP
}

// StartProvider runs a provider.
func StartProvider(t testing.TB, order ProviderOrder) *Provider {
	t.Helper()
	_, here, _, _ := runtime.Caller(0)
	folder := filepath.Join(filepath.Dir(here), "testdata", "provider")
	if !filepath.IsAbs(folder) { // built with -trimpath: from the folder of a test
		folder = filepath.Join(root(t), "control", "signin", "signintest", "testdata", "provider")
	}
	if _, err := os.Stat(filepath.Join(folder, "node_modules", "oidc-provider")); err != nil {
		absent(t, "the OpenID provider is not installed (npm ci in "+folder+")")
	}
	accounts := map[string]map[string]any{}
	for login, groups := range order.Groups {
		accounts[login] = map[string]any{"groups": groups, "name": strings.ToUpper(login[:1]) + login[1:], "email": login + "@example.com"}
	}
	config := map[string]any{
		"accounts": accounts, "claimsInToken": order.ClaimsInToken,
		"clients": []map[string]any{{
			"client_id": ClientID, "client_secret": ClientSecret, "redirect_uris": order.Redirects,
			"post_logout_redirect_uris": append([]string{}, order.SignedOut...),
		}},
	}
	p := &Provider{}
	if !order.Plain {
		p.Authority = NewAuthority(t)
		config["tls"] = map[string]string{"cert": p.Authority.Cert, "key": p.Authority.Key}
	}
	text, err := json.Marshal(config)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", "provider.mjs", string(text))
	cmd.Dir = folder
	// When this process dies, so does its input, and with that the program.
	if _, err := cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	line := start(t, cmd, cmd.StdoutPipe, `"issuer"`)
	if err := json.Unmarshal([]byte(line), p); err != nil {
		t.Fatal(err)
	}
	return p
}

// root is the folder of the module.
func root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	for err == nil {
		if _, missing := os.Stat(filepath.Join(dir, "go.mod")); missing == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			break
		}
		dir = filepath.Dir(dir)
	}
	t.Fatal("the folder of the module is not found")
	return ""
}

var action = regexp.MustCompile(`action="([^"]+)"`)

// Browse signs somebody in at the provider as a browser would, and gives the
// address that the provider sends them back to.
func (p *Provider) Browse(t testing.TB, client *http.Client, address, login string) *url.URL {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := *client
	browser.Jar = jar
	browser.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	issuer, err := url.Parse(p.Issuer)
	if err != nil {
		t.Fatal(err)
	}
	at, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := browser.Get(at.String())
	for range 10 {
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		if to := answer.Header.Get("Location"); to != "" {
			if at, err = at.Parse(to); err != nil {
				t.Fatal(err)
			}
			if at.Host != issuer.Host {
				return at
			}
			answer, err = browser.Get(at.String())
			continue
		}
		form := action.FindSubmatch(body)
		if form == nil {
			t.Fatalf("%s: no form: %d %s", at, answer.StatusCode, body)
		}
		if at, err = at.Parse(string(form[1])); err != nil {
			t.Fatal(err)
		}
		answer, err = browser.PostForm(at.String(), url.Values{"prompt": {"login"}, "login": {login}, "password": {"any"}})
	}
	t.Fatal("the provider sends us around in circles")
	return nil
}
