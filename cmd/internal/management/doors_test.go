package management

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/control/access"
	"github.com/parley-video/parley/domain"
	rights "github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/domain/access/administrator"
	"github.com/parley-video/parley/domain/access/role"
	"github.com/parley-video/parley/domain/access/token"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/export"
	"github.com/parley-video/parley/graph/auth"
)

// doors are the ways in besides GraphQL, and what each demands. A door is
// opened by whoever has all of its scopes.
var doors = []struct {
	door, method, path, body string
	scopes                   []string
	public                   bool // nobody needs to say who they are
	status                   int  // of whoever is let in; 0: 200
}{
	{door: "`GET /events`", method: "GET", path: "/events", scopes: []string{rights.ScopeEventsRead}},
	{door: "`GET /events?personal=true`", method: "GET", path: "/events?personal=true", scopes: []string{rights.ScopeEventsRead, rights.ScopePersonalRead}},
	{door: "`GET /events?raw=true`", method: "GET", path: "/events?raw=true", scopes: []string{rights.ScopeEventsRead, rights.ScopeSystemWrite, rights.ScopePersonalRead}},
	{door: "`GET /history/nodes/export`", method: "GET", path: "/history/nodes/export", scopes: []string{rights.ScopeHistoryRead}},
	{door: "`GET /metrics`", method: "GET", path: "/metrics", scopes: []string{rights.ScopeConfigRead}},
	{door: "`POST /backup` without keys", method: "POST", path: "/backup", body: `{}`, scopes: []string{rights.ScopeSystemWrite, rights.ScopePersonalRead}},
	{door: "`GET /themes/{id}/files/{name}`, `GET /themes/{id}/archive`", method: "GET", path: "/themes/base/archive", scopes: []string{rights.ScopeConfigRead}},
	{door: "`POST /themes/{id}/files`, `PUT /themes/{id}/files/{name}`", method: "POST", path: "/themes/nobody/files", body: "x", scopes: []string{rights.ScopeConfigWrite}, status: http.StatusNotFound},
	{door: "`GET /healthz`, `GET /readyz`", method: "GET", path: "/readyz", public: true},
}

// TestDoors knocks at every door as a stranger, with every scope alone, with all
// that it demands, and with everything but one of these.
func TestDoors(t *testing.T) {
	t.Cleanup(http.DefaultClient.CloseIdleConnections)
	h := start(t, t.TempDir())
	defer h.stop()
	knock := func(secret, method, path, body string) int {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		r, err := http.NewRequestWithContext(ctx, method, h.url+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		if body != "" {
			r.Header.Set("Content-Type", "application/json")
		}
		if secret != "" {
			r.Header.Set("Authorization", "Bearer "+secret)
		}
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = res.Body.Close() }()
		if _, err := io.Copy(io.Discard, res.Body); err != nil {
			t.Error(err)
		}
		if res.Header.Get("X-Content-Type-Options") != "nosniff" || res.Header.Get("Content-Security-Policy") == "" {
			t.Errorf("%s %s: headers %v", method, path, res.Header)
		}
		return res.StatusCode
	}
	for _, d := range doors {
		if got := knock("", d.method, d.path, d.body); (got == http.StatusUnauthorized) == d.public {
			t.Errorf("%s: a stranger gets %d", d.door, got)
		}
		if d.public {
			continue
		}
		open := cmp.Or(d.status, http.StatusOK)
		for _, scope := range rights.Scopes() {
			want := len(d.scopes) == 1 && d.scopes[0] == scope
			if got := knock(h.token(t, rights.Reach{}, scope), d.method, d.path, d.body); (got == open) != want || !want && got != http.StatusForbidden {
				t.Errorf("%s: with %s alone %d", d.door, scope, got)
			}
		}
		if got := knock(h.token(t, rights.Reach{}, d.scopes...), d.method, d.path, d.body); got != open {
			t.Errorf("%s: with all that it demands %d", d.door, got)
		}
		for _, missing := range d.scopes {
			most := slices.DeleteFunc(rights.Scopes(), func(s string) bool { return s == missing })
			if got := knock(h.token(t, rights.Reach{}, most...), d.method, d.path, d.body); got != http.StatusForbidden {
				t.Errorf("%s: with everything but %s %d", d.door, missing, got)
			}
		}
	}
}

// TestDoorsAreDocumented holds docs/permissions.md to the table.
func TestDoorsAreDocumented(t *testing.T) {
	const file, begin, end = "../../../docs/permissions.md", "<!-- generated: doors -->\n", "<!-- end: doors -->"
	var table strings.Builder
	table.WriteString("| Door | Scopes, all of them |\n|---|---|\n")
	for _, d := range doors {
		words := "none, not even a credential"
		if !d.public {
			words = "`" + strings.Join(d.scopes, "`, `") + "`"
		}
		fmt.Fprintf(&table, "| %s | %s |\n", d.door, words)
	}
	doc, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if want := begin + table.String() + end; !strings.Contains(string(doc), want) {
		t.Errorf("%s lacks\n%s", file, want)
	}
}

// All doors count to the one limit of their caller.
func TestDoorsArePaced(t *testing.T) {
	t.Cleanup(http.DefaultClient.CloseIdleConnections)
	h := start(t, t.TempDir(), func(o *Options) { o.RequestsPerMinute = 4 })
	defer h.stop()
	secret := h.token(t, rights.Reach{}, rights.ScopeConfigRead, rights.ScopeEventsRead)
	for i, path := range []string{"/metrics", "/themes/base/archive", "/events", "/metrics", "/metrics", "/themes/base/archive", "/events"} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.url+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+secret)
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, res.Body)
		_ = res.Body.Close()
		want := http.StatusOK
		if i >= 4 {
			want = http.StatusTooManyRequests
		}
		if res.StatusCode != want || res.Header.Get("RateLimit-Limit") != "4" || (res.Header.Get("Retry-After") != "") != (i >= 4) {
			t.Errorf("request %d, %s: %d %v", i, path, res.StatusCode, res.Header)
		}
	}
}

// Strangers are paced at every door, by where they come from; what they use up of
// one kind leaves the others.
func TestStrangersArePaced(t *testing.T) {
	t.Cleanup(http.DefaultClient.CloseIdleConnections)
	h := start(t, t.TempDir(), func(o *Options) { o.RequestsPerMinute = 4 })
	defer h.stop()
	knock := func(path string, header ...string) *http.Response {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.url+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		res, err := http.DefaultTransport.RoundTrip(r) // follows no redirect
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, res.Body)
		_ = res.Body.Close()
		return res
	}
	unknown := "Bearer parley_" + strings.Repeat("0", 43)
	for i, path := range []string{"/metrics", "/events", "/themes/base/archive", "/backup", "/metrics", "/events", "/themes/base/archive", "/backup"} {
		res := knock(path, "Authorization", unknown)
		refused := i >= 4
		if (res.StatusCode == http.StatusTooManyRequests) != refused || (res.Header.Get("Retry-After") != "") != refused {
			t.Errorf("request %d, %s: %d %v", i, path, res.StatusCode, res.Header)
		}
	}
	for i := range 6 {
		// A picture in somebody's page is no visit.
		if res := knock(access.StartPath, "Sec-Fetch-Dest", "image"); res.StatusCode != http.StatusForbidden {
			t.Errorf("picture %d: %d", i, res.StatusCode)
		}
	}
	for i := range 6 {
		want := http.StatusSeeOther
		if i >= 4 {
			want = http.StatusTooManyRequests
		}
		if res := knock([]string{access.StartPath, access.CallbackPath}[i%2], "Sec-Fetch-Dest", "document"); res.StatusCode != want {
			t.Errorf("visit %d: %d, want %d", i, res.StatusCode, want)
		}
	}
	if res := knock("/metrics", "Authorization", "Bearer "+h.token(t, rights.Reach{}, rights.ScopeConfigRead)); res.StatusCode != http.StatusOK {
		t.Errorf("somebody who is known: %d", res.StatusCode)
	}
}

// Who sends a request is found out once.
func TestCallersAreVerifiedOnce(t *testing.T) {
	known := verified{caller: access.Principal{Kind: events.ActorToken, ID: "1"}}
	r := httptest.NewRequestWithContext(context.WithValue(t.Context(), verifiedKey{}, known), http.MethodGet, "/themes/base/archive", nil)
	if p, err := (&Management{}).caller(r, true); err != nil || p.ID != "1" { // it has nobody to ask
		t.Errorf("%+v, %v", p, err)
	}
	h := start(t, t.TempDir())
	defer h.stop()
	secret := h.token(t, rights.Reach{}, rights.ScopeConfigRead)
	r = httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/themes/base/archive", nil)
	r.Header.Set("Authorization", "Bearer "+secret)
	asked := false
	h.paced(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, asked = r.Context().Value(verifiedKey{}).(verified)
	})).ServeHTTP(httptest.NewRecorder(), r)
	if !asked {
		t.Error("a handler behind it has to ask anew")
	}
}

// What is open ends with the rights that it was opened with: the stream of
// events of a token that is revoked, and that of a session whose role changes.
func TestOpenEventStreamsEndWithTheirRights(t *testing.T) {
	t.Cleanup(http.DefaultClient.CloseIdleConnections)
	h := start(t, t.TempDir())
	defer h.stop()
	const password = "correct horse battery"
	roleID := h.do(t, role.Create{Patch: role.Patch{Name: domain.Some("Reader"), Scopes: domain.Some([]string{rights.ScopeEventsRead})}}).ID
	h.do(t, administrator.Create{Username: "ada", Role: domain.Some(roleID), Password: domain.Plaintext(password)})
	ada, err := h.access.SignIn(t.Context(), system, "ada", password)
	if err != nil {
		t.Fatal(err)
	}
	open := func(header, value string) *bufio.Scanner {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.url+"/events?after=end", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set(header, value)
		r.Header.Set("Accept", export.EventStream)
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = res.Body.Close() })
		lines := bufio.NewScanner(res.Body)
		if res.StatusCode != http.StatusOK || !lines.Scan() { // the first bookmark
			t.Fatalf("%d, %v", res.StatusCode, lines.Err())
		}
		return lines
	}
	secret := h.token(t, rights.Reach{}, rights.ScopeEventsRead)
	byToken, bySession := open("Authorization", "Bearer "+secret), open("Cookie", auth.SessionCookie+"="+ada.Cookie)
	p, err := h.access.VerifyToken(t.Context(), secret)
	if err != nil {
		t.Fatal(err)
	}
	h.do(t, token.Revoke{ID: p.ID})
	h.do(t, role.Update{ID: roleID, Patch: role.Patch{Scopes: domain.Some([]string{rights.ScopeConfigRead})}})
	for what, lines := range map[string]*bufio.Scanner{"revoked token": byToken, "role without the right": bySession} {
		ended := make(chan struct{})
		go func() {
			for lines.Scan() {
			}
			close(ended)
		}()
		select {
		case <-ended:
		case <-time.After(time.Minute):
			t.Errorf("%s: the stream goes on", what)
		}
	}
}
