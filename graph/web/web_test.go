package web_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/parley-video/parley/graph/web"
)

func files() fstest.MapFS {
	return fstest.MapFS{
		"admin.html":                {Data: []byte("<title>admin</title>")},
		"playground.html":           {Data: []byte("<title>playground</title>")},
		"participant.html":          {Data: []byte("<title>participant</title>")},
		"assets/main-Ab3dE.js":      {Data: []byte("export {}")},
		"assets/style-Ab3dE.css":    {Data: []byte("a{}")},
		"favicon.svg":               {Data: []byte("<svg/>")},
		"assets/nested/font.woff2":  {Data: []byte("font")},
		".vite/manifest.json":       {Data: []byte("{}")},
		"assets/evil.html":          {Data: []byte("<script>")},
		"assets/editor.worker-1.js": {Data: []byte("self")},
	}
}

func TestHandler(t *testing.T) {
	h, err := web.New(files(), web.Page{File: "admin.html", Prefix: "/"}, web.Page{File: "playground.html", Prefix: "/playground/"})
	if err != nil {
		t.Fatal(err)
	}
	const immutable = "public, max-age=31536000, immutable"
	for _, tc := range []struct {
		name, method, path string
		status             int
		body, cache, kind  string
	}{
		{"root", "GET", "/", 200, "admin", "no-cache", "text/html"},
		{"route of the page", "GET", "/locations/abc", 200, "admin", "no-cache", "text/html"},
		{"playground", "GET", "/playground/", 200, "playground", "no-cache", "text/html"},
		{"playground without slash", "GET", "/playground", 200, "playground", "no-cache", "text/html"},
		{"not the playground", "GET", "/playgrounds", 200, "admin", "no-cache", "text/html"},
		{"asset", "GET", "/assets/main-Ab3dE.js", 200, "export", immutable, "text/javascript"},
		{"other file", "GET", "/favicon.svg", 200, "svg", "no-cache", "image/svg+xml"},
		{"missing asset", "GET", "/assets/gone.js", 404, "", "", ""},
		{"missing asset without extension", "GET", "/assets/gone", 404, "", "", ""},
		{"missing file", "GET", "/robots.txt", 404, "", "", ""},
		{"page by its file name", "GET", "/admin.html", 404, "", "", ""},
		{"page that is not ours to show", "GET", "/participant.html", 404, "", "", ""},
		{"html among the assets", "GET", "/assets/evil.html", 404, "", "", ""},
		{"a way out of the tree", "GET", "/assets/../../etc/passwd", 200, "admin", "no-cache", "text/html"},
		{"directory", "GET", "/assets/nested", 404, "", "", ""},
		{"head", "HEAD", "/", 200, "", "no-cache", "text/html"},
		{"post", "POST", "/", 405, "", "", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			rec := httptest.NewRecorder()
			h.ServeHTTP(rec, httptest.NewRequest(tc.method, tc.path, nil))
			if rec.Code != tc.status {
				t.Fatalf("status %d, want %d", rec.Code, tc.status)
			}
			if !strings.Contains(rec.Body.String(), tc.body) {
				t.Errorf("body %q lacks %q", rec.Body, tc.body)
			}
			if got := rec.Header().Get("Cache-Control"); tc.cache != "" && got != tc.cache {
				t.Errorf("Cache-Control %q, want %q", got, tc.cache)
			}
			if got := rec.Header().Get("Content-Type"); tc.kind != "" && !strings.HasPrefix(got, tc.kind) {
				t.Errorf("Content-Type %q, want %q", got, tc.kind)
			}
			checkPolicy(t, rec.Header())
		})
	}
}

// checkPolicy holds every answer, refusals included, to the policy: no outside
// host, no inline script, no frame.
func checkPolicy(t *testing.T, h http.Header) {
	t.Helper()
	csp := h.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "script-src 'self';", "frame-ancestors 'none'", "base-uri 'none'"} {
		if !strings.Contains(csp, want) {
			t.Errorf("policy %q lacks %q", csp, want)
		}
	}
	for _, never := range []string{"http:", "https:", "*", "unsafe-eval"} {
		if strings.Contains(csp, never) {
			t.Errorf("policy %q allows %q", csp, never)
		}
	}
	if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") != "no-referrer" {
		t.Errorf("security headers are missing: %v", h)
	}
}

// Only the page in which people meet may use the camera and the microphone.
func TestPermissions(t *testing.T) {
	for _, media := range []bool{false, true} {
		h, err := web.New(files(), web.Page{File: "participant.html", Prefix: "/", Media: media})
		if err != nil {
			t.Fatal(err)
		}
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, httptest.NewRequest("GET", "/", nil))
		if got := rec.Header().Get("Permissions-Policy"); strings.Contains(got, "camera=(self), microphone=(self)") != media || !strings.Contains(got, "camera=(") {
			t.Errorf("media %t: %q", media, got)
		}
		rec = httptest.NewRecorder()
		h.ServeHTTP(rec, httptest.NewRequest("GET", "/assets/main-Ab3dE.js", nil))
		if got := rec.Header().Get("Permissions-Policy"); !strings.Contains(got, "camera=()") {
			t.Errorf("an asset: %q", got)
		}
	}
}

// A page may ask others if it is told so, and an asset or another page may not.
func TestOrigins(t *testing.T) {
	origins := []string{"https://b.example.com", "http://[::1]:8080", "https://x; script-src *"}
	h, err := web.New(files(), web.Page{File: "participant.html", Prefix: "/", Origins: func() []string { return origins }}, web.Page{File: "playground.html", Prefix: "/playground/"})
	if err != nil {
		t.Fatal(err)
	}
	connect := func(path string) string {
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, httptest.NewRequest("GET", path, nil))
		for _, d := range strings.Split(rec.Header().Get("Content-Security-Policy"), "; ") {
			if strings.HasPrefix(d, "connect-src ") {
				return d
			}
		}
		return ""
	}
	for path, want := range map[string]string{
		"/meet/x": "connect-src 'self' https://b.example.com http://[::1]:8080", "/playground/": "connect-src 'self'", "/assets/main-Ab3dE.js": "connect-src 'self'",
	} {
		if got := connect(path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	for i := range 100 {
		origins = append(origins, fmt.Sprintf("https://n%d.example.com", i))
	}
	if got := connect("/"); got != "connect-src 'self' https:" {
		t.Errorf("very many: %q", got)
	}
}

func TestPageIsRevalidated(t *testing.T) {
	h, err := web.New(files(), web.Page{File: "admin.html", Prefix: "/"})
	if err != nil {
		t.Fatal(err)
	}
	first := httptest.NewRecorder()
	h.ServeHTTP(first, httptest.NewRequest("GET", "/", nil))
	again := httptest.NewRequest("GET", "/nodes", nil)
	again.Header.Set("If-None-Match", first.Header().Get("Etag"))
	second := httptest.NewRecorder()
	h.ServeHTTP(second, again)
	if second.Code != http.StatusNotModified {
		t.Fatalf("status %d, want 304", second.Code)
	}
}

func TestNewRefuses(t *testing.T) {
	for name, pages := range map[string][]web.Page{
		"no pages":     nil,
		"missing page": {{File: "gone.html", Prefix: "/"}},
		"bad prefix":   {{File: "admin.html", Prefix: "admin"}},
	} {
		if _, err := web.New(files(), pages...); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
