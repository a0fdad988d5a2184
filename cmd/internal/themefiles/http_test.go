package themefiles_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/parley-video/parley/cmd/internal/themefiles"
	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/controltest"
	"github.com/parley-video/parley/control/themes"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/theme"
	"github.com/parley-video/parley/domain/theme/themefile"
	"github.com/parley-video/parley/internal/sqldb/sqldbtest"
)

const picture = `<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>`

type server struct {
	t   *testing.T
	url string
	id  string
}

func newServer(t *testing.T) server {
	t.Helper()
	r := controltest.New(t, controltest.Memory(t))
	kept, err := themes.Open(t.Context(), themes.Config{
		DB: sqldbtest.SQLite(t, t.TempDir()+"/state.db"), Executor: r.Executor, References: r.Index, Log: r.Log,
	})
	if err != nil {
		t.Fatal(err)
	}
	done, err := r.Executor.Execute(t.Context(), control.Envelope{}, theme.Create{Patch: theme.Patch{Name: domain.Some("Brånd \"1\"")}})
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(themefiles.Handler(themefiles.Options{
		Themes: kept, Log: slog.New(slog.DiscardHandler),
		RawID: func(id string) (string, bool) { return strings.CutPrefix(id, "theme:") },
		Caller: func(r *http.Request, write bool) (control.Envelope, error) {
			switch who := r.Header.Get("X-Who"); {
			case who == "nobody":
				return control.Envelope{}, themefiles.ErrUnauthenticated
			case who == "reader" && write:
				return control.Envelope{}, themefiles.ErrForbidden
			}
			return control.Envelope{}, nil
		},
	}))
	t.Cleanup(s.Close)
	return server{t, s.URL, "theme:" + done.ID}
}

// ask sends a request; headers are name and value in turn.
func (s server) ask(method, path, body string, headers ...string) (*http.Response, string) {
	s.t.Helper()
	req, err := http.NewRequestWithContext(s.t.Context(), method, s.url+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return res, string(b)
}

func zipped(t *testing.T, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err == nil {
			_, err = io.WriteString(w, files[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestUpAndDown(t *testing.T) {
	s := newServer(t)
	at := "/themes/" + s.id
	res, body := s.ask("POST", at+"/files", zipped(t, "welcome.svg", picture, "themeconfig.json", `{}`), "Content-Type", "application/zip", "If-Match", `"0"`)
	if res.StatusCode != 200 || !strings.Contains(body, `"revision":"1","changed":true`) {
		t.Fatalf("%d %s", res.StatusCode, body)
	}
	if res, body = s.ask("PUT", at+"/files/Timeout.SVG", picture, "Content-Type", "image/svg+xml"); res.StatusCode != 200 {
		t.Fatalf("%d %s", res.StatusCode, body)
	}
	res, body = s.ask("GET", at+"/files/timeout.svg", "")
	if res.StatusCode != 200 || body != picture || res.Header.Get("Content-Type") != "image/svg+xml" {
		t.Errorf("%d %s %v", res.StatusCode, body, res.Header)
	}
	for name, want := range map[string]string{
		"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin", "Cache-Control": "private, no-cache",
		"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
	} {
		if got := res.Header.Get(name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	if again, _ := s.ask("GET", at+"/files/timeout.svg", "", "If-None-Match", res.Header.Get("ETag")); again.StatusCode != http.StatusNotModified {
		t.Errorf("%d", again.StatusCode)
	}
	if part, body := s.ask("GET", at+"/files/timeout.svg", "", "Range", "bytes=0-3"); part.StatusCode != http.StatusPartialContent || body != "<svg" {
		t.Errorf("%d %q", part.StatusCode, body)
	}
	res, body = s.ask("GET", at+"/archive", "")
	if res.Header.Get("Content-Type") != "application/zip" || !strings.HasPrefix(res.Header.Get("Content-Disposition"), "attachment; filename") {
		t.Errorf("%v", res.Header)
	}
	names := ""
	if _, err := themefile.ReadZIP([]byte(body), func(f themefile.Checked, _ []byte) error { names += f.Name.Name + " "; return nil }); err != nil || names != "themeconfig.json timeout.svg welcome.svg " {
		t.Errorf("%s, %v", names, err)
	}
	if res, body = s.ask("GET", "/themes/base/archive", ""); res.StatusCode != 200 || len(body) < 1000 {
		t.Errorf("%d, %d bytes", res.StatusCode, len(body))
	}
	if res, body = s.ask("GET", "/themes/base/files/welcome.svg", ""); res.StatusCode != 200 || !strings.Contains(body, "Welcome") {
		t.Errorf("%d %s", res.StatusCode, body)
	}
}

func TestProblemsAreNamed(t *testing.T) {
	s := newServer(t)
	res, body := s.ask("POST", "/themes/"+s.id+"/files", zipped(t, "welcome.svg", "<svg/>", "welcome.wav", "RIFF", "notes.txt", ""), "Content-Type", "application/zip")
	var answer struct {
		Error struct {
			Code     string
			Problems []themefile.Problem
		}
	}
	if err := json.Unmarshal([]byte(body), &answer); err != nil || res.StatusCode != 422 || answer.Error.Code != "INVALID" || len(answer.Error.Problems) != 3 {
		t.Fatalf("%d %s %v", res.StatusCode, body, err)
	}
	for i, want := range []string{"welcome.svg", "welcome.wav", "notes.txt"} {
		if p := answer.Error.Problems[i]; p.File != want || p.Message == "" {
			t.Errorf("%+v", p)
		}
	}
	if res, _ := s.ask("GET", "/themes/"+s.id+"/files/welcome.svg", ""); res.StatusCode != 404 {
		t.Errorf("half of it is there: %d", res.StatusCode)
	}
}

func TestRefusals(t *testing.T) {
	s := newServer(t)
	at, good := "/themes/"+s.id, zipped(t, "welcome.svg", picture)
	for what, c := range map[string]struct {
		method, path, body string
		headers            []string
		status             int
	}{
		"nobody":                  {"POST", at + "/files", good, []string{"Content-Type", "application/zip", "X-Who", "nobody"}, 401},
		"a reader uploads":        {"POST", at + "/files", good, []string{"Content-Type", "application/zip", "X-Who", "reader"}, 403},
		"a reader puts":           {"PUT", at + "/files/welcome.svg", picture, []string{"Content-Type", "image/svg+xml", "X-Who", "reader"}, 403},
		"nobody reads":            {"GET", at + "/files/welcome.svg", "", []string{"X-Who", "nobody"}, 401},
		"nobody downloads":        {"GET", at + "/archive", "", []string{"X-Who", "nobody"}, 401},
		"nobody reads the base":   {"GET", "/themes/base/archive", "", []string{"X-Who", "nobody"}, 401},
		"a reader downloads":      {"GET", at + "/archive", "", []string{"X-Who", "reader"}, 200},
		"another origin":          {"POST", at + "/files", good, []string{"Content-Type", "application/zip", "Origin", "https://evil.example"}, 403},
		"another site":            {"PUT", at + "/files/welcome.svg", picture, []string{"Content-Type", "image/svg+xml", "Sec-Fetch-Site", "cross-site"}, 403},
		"a token from anywhere":   {"POST", at + "/files", good, []string{"Content-Type", "application/zip", "Origin", "https://other.example", "Authorization", "Bearer x"}, 200},
		"a form":                  {"POST", at + "/files", good, []string{"Content-Type", "multipart/form-data; boundary=x"}, 415},
		"no type":                 {"POST", at + "/files", good, nil, 415},
		"another picture":         {"PUT", at + "/files/welcome.svg", picture, []string{"Content-Type", "image/png"}, 415},
		"the base is not changed": {"POST", "/themes/base/files", good, []string{"Content-Type", "application/zip"}, 404},
		"no such theme":           {"POST", "/themes/theme:x/files", good, []string{"Content-Type", "application/zip"}, 404},
		"no identifier":           {"GET", "/themes/x/archive", "", nil, 404},
		"no such file":            {"GET", at + "/files/timeout.svg", "", nil, 404},
		"no such name":            {"PUT", at + "/files/readme.md", "x", []string{"Content-Type", "text/plain"}, 422},
		"a path":                  {"PUT", at + "/files/..%2Fwelcome.svg", picture, []string{"Content-Type", "image/svg+xml"}, 422},
		"too large":               {"PUT", at + "/files/welcome.svg", strings.Repeat(" ", themefile.MaxFile+1), []string{"Content-Type", "image/svg+xml"}, 413},
		"changed meanwhile":       {"PUT", at + "/files/welcome.svg", picture, []string{"Content-Type", "image/svg+xml", "If-Match", `"7"`}, 409},
		"no revision":             {"PUT", at + "/files/welcome.svg", picture, []string{"Content-Type", "image/svg+xml", "If-Match", `W/"7"`}, 400},
		"a long key":              {"PUT", at + "/files/welcome.svg", picture, []string{"Content-Type", "image/svg+xml", "Idempotency-Key", strings.Repeat("x", 101)}, 400},
		"removal is not here":     {"DELETE", at + "/files/welcome.svg", "", nil, 405},
	} {
		res, body := s.ask(c.method, c.path, c.body, c.headers...)
		if res.StatusCode != c.status || c.status >= 400 && c.status != 405 && !strings.Contains(body, `{"error":{"code":"`) {
			t.Errorf("%s: %d %s", what, res.StatusCode, body[:min(len(body), 300)])
		}
	}
}

// A body of unknown length is cut off where it is too large.
func TestEndlessBody(t *testing.T) {
	s := newServer(t)
	pipe, w := io.Pipe()
	go func() {
		block := make([]byte, 1<<20)
		for {
			if _, err := w.Write(block); err != nil {
				return
			}
		}
	}()
	defer pipe.Close()
	req, err := http.NewRequestWithContext(t.Context(), "PUT", s.url+"/themes/"+s.id+"/files/welcome.svg", pipe)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "image/svg+xml")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("%d", res.StatusCode)
	}
}
