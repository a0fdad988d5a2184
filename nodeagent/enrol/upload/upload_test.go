package upload_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/parley-video/parley/nodeagent/enrol"
	"github.com/parley-video/parley/nodeagent/enrol/upload"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/link/linktest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const origin = "https://node.test:8443"

// desk is a page and one browser.
type desk struct {
	t       *testing.T
	page    *upload.Page
	cookies []*http.Cookie
	enrol   func(ctx context.Context) error
	logged  bytes.Buffer
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, enrol: func(context.Context) error { return nil }}
	var err error
	d.page, err = upload.New(upload.Config{
		Enrol: func(ctx context.Context, _ enrol.Document, progress func(enrol.Step)) (string, error) {
			progress(enrol.StepKey)
			return strings.Repeat("cd", 32), d.enrol(ctx)
		},
		Connected:   func(context.Context) error { return nil },
		Fingerprint: strings.Repeat("ab", 32), Log: slog.New(slog.NewTextHandler(&d.logged, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (d *desk) do(r *http.Request) (int, string) {
	for _, c := range d.cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	d.page.ServeHTTP(w, r)
	d.cookies = append(d.cookies, w.Result().Cookies()...)
	for name, want := range map[string]string{
		"X-Frame-Options": "DENY", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
	} {
		if got := w.Header().Get(name); got != want {
			d.t.Errorf("%s is %q", name, got)
		}
	}
	if csp := w.Header().Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
		d.t.Errorf("policy %q", csp)
	}
	return w.Code, w.Body.String()
}

var tokens = regexp.MustCompile(`name="token" value="([0-9a-f]+)"`)

// open loads the page and gives the token of its form.
func (d *desk) open() string {
	d.t.Helper()
	status, page := d.do(httptest.NewRequest(http.MethodGet, origin+"/", nil))
	token := tokens.FindStringSubmatch(page)
	if status != http.StatusOK || token == nil {
		d.t.Fatalf("%d %s", status, page)
	}
	return token[1]
}

func form(token, document string) *http.Request {
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	_ = m.WriteField("token", token)
	_ = m.WriteField("text", document)
	_ = m.Close()
	r := httptest.NewRequest(http.MethodPost, origin+"/", &body)
	r.Header.Set("Content-Type", m.FormDataContentType())
	r.Header.Set("Origin", origin)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return r
}

func document(t *testing.T) string {
	t.Helper()
	text, err := json.Marshal(enrol.Document{
		Version: 1, NodeID: "n-1", Name: "<b>node1</b>", Address: "192.0.2.10", LocationID: "l-1", Role: "transcoding",
		ControlURL: "https://manage.test:8444", CA: string(linktest.CA(t).PEM()), Secret: strings.Repeat("s", 40), ExpiresAt: time.Now().Add(time.Hour),
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestOnlyThisPageCanUpload(t *testing.T) {
	d := newDesk(t)
	d.enrol = func(context.Context) error { t.Error("enrolled"); return nil }
	text, token := document(t), d.open()
	for what, change := range map[string]func(r *http.Request) *http.Request{
		"another site":   func(r *http.Request) *http.Request { r.Header.Set("Sec-Fetch-Site", "cross-site"); return r },
		"another origin": func(r *http.Request) *http.Request { r.Header.Set("Origin", "https://evil.test"); return r },
		"no origin":      func(r *http.Request) *http.Request { r.Header.Set("Origin", "null"); return r },
		"wrong token":    func(*http.Request) *http.Request { return form(strings.Repeat("0", 64), text) },
		"no token":       func(*http.Request) *http.Request { return form("", text) },
		"plain form": func(*http.Request) *http.Request {
			r := httptest.NewRequest(http.MethodPost, origin+"/", strings.NewReader("token="+token))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			return r
		},
		"too large": func(*http.Request) *http.Request { return form(token, text+strings.Repeat(" ", 100<<10)) },
	} {
		if status, page := d.do(change(form(token, text))); status < 400 || !strings.Contains(page, `role="alert"`) {
			t.Errorf("%s: %d %s", what, status, page)
		}
	}
	d.cookies = nil
	if status, _ := d.do(form(token, text)); status != http.StatusForbidden {
		t.Errorf("without the cookie: %d", status)
	}
}

func TestAttempt(t *testing.T) {
	d := newDesk(t)
	text := document(t)
	status, page := d.do(form(d.open(), text))
	if status != http.StatusOK || !strings.Contains(page, "Connected") || strings.Contains(page, "<b>node1") {
		t.Errorf("%d %s", status, page)
	}
	if strings.Contains(d.logged.String(), strings.Repeat("s", 40)) || strings.Contains(page, strings.Repeat("s", 40)) {
		t.Error("the secret is in the log or on the page")
	}
	if status, page := d.do(form(d.open(), text)); status != http.StatusConflict || !strings.Contains(page, "This node is provisioned") {
		t.Errorf("once more: %d %s", status, page)
	}
	if status, _ := d.do(httptest.NewRequest(http.MethodGet, origin+"/readyz", nil)); status != http.StatusServiceUnavailable {
		t.Errorf("ready: %d", status)
	}
}

func TestRefusalsInPlainWords(t *testing.T) {
	for want, err := range map[string]error{
		"somebody has a copy":           link.Refused{Code: link.CodeReplayed},
		"A later one took its place":    link.Refused{Code: link.CodeVoid},
		"There is no such node":         link.Refused{Code: link.CodeUnknownNode},
		"belongs to another node":       enrol.ErrOtherNode,
		"has expired":                   enrol.ErrExpired,
		"It did not answer in time":     context.DeadlineExceeded,
		"the same document can be":      errors.New("broken pipe"),
		"too many nodes enrol at once.": link.Refused{Code: link.CodeUnavailable, Message: "too many nodes enrol at once."},
	} {
		d := newDesk(t)
		d.enrol = func(context.Context) error { return err }
		if _, page := d.do(form(d.open(), document(t))); !strings.Contains(page, want) || !strings.Contains(page, "Try again") {
			t.Errorf("%v: %s", err, page)
		}
	}
}

func TestOneAttemptAtATimeAndNotTooMany(t *testing.T) {
	d := newDesk(t)
	text, token := document(t), d.open()
	begun, go1 := make(chan struct{}), make(chan struct{})
	d.enrol = func(context.Context) error { close(begun); <-go1; return errors.New("no") }
	first := make(chan struct{})
	r := form(token, text)
	for _, c := range d.cookies {
		r.AddCookie(c)
	}
	gone, cancel := context.WithCancel(r.Context())
	go func() {
		defer close(first)
		d.page.ServeHTTP(httptest.NewRecorder(), r.WithContext(gone))
	}()
	<-begun
	cancel() // the browser goes away, and the attempt goes on
	if status, page := d.do(form(token, text)); status != http.StatusConflict || !strings.Contains(page, "is being redeemed") {
		t.Errorf("%d %s", status, page)
	}
	close(go1)
	<-first
	d.enrol = func(ctx context.Context) error { return errors.Join(ctx.Err(), errors.New("no")) }
	limited := 0
	for range 10 {
		if status, _ := d.do(form(token, text)); status == http.StatusTooManyRequests {
			limited++
		}
	}
	if limited < 5 {
		t.Errorf("%d of 10 were turned away", limited)
	}
}

func TestOtherPathsAndMethods(t *testing.T) {
	d := newDesk(t)
	for target, want := range map[string]int{"/api/client/v2/x": http.StatusNotFound, "/healthz": http.StatusOK} {
		if status, _ := d.do(httptest.NewRequest(http.MethodGet, origin+target, nil)); status != want {
			t.Errorf("%s: %d", target, status)
		}
	}
	if status, _ := d.do(httptest.NewRequest(http.MethodDelete, origin+"/", http.NoBody)); status != http.StatusMethodNotAllowed {
		t.Errorf("DELETE: %d", status)
	}
	_, page := d.do(httptest.NewRequest(http.MethodGet, origin+"/", nil))
	for _, outside := range []string{"http://", "https://", "src=", "@import", "url("} {
		if strings.Contains(page, outside) {
			t.Errorf("the page loads something: %q", outside)
		}
	}
}

// Without TLS only this machine may upload: a stranger's name could lead here.
func TestPlainPageIsForThisMachine(t *testing.T) {
	page, err := upload.New(upload.Config{
		Enrol: func(context.Context, enrol.Document, func(enrol.Step)) (string, error) {
			t.Error("enrolled")
			return "", nil
		},
		Connected: func(context.Context) error { return nil }, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	for host, want := range map[string]int{"evil.test:8443": http.StatusForbidden, "127.0.0.1:8443": http.StatusBadRequest} {
		r := httptest.NewRequest(http.MethodPost, "http://"+host+"/", io.NopCloser(strings.NewReader("")))
		r.Header.Set("Origin", "http://"+host)
		w := httptest.NewRecorder()
		if page.ServeHTTP(w, r); w.Code != want {
			t.Errorf("%s: %d", host, w.Code)
		}
	}
}
