// Package upload is the page on which an administrator gives an unprovisioned
// Conferencing Node its provisioning document, in a browser.
//
// It imports nodeagent/enrol, nodeagent/link and the standard library. It starts
// no goroutine: an enrolment runs in the goroutine of the request that asked for
// it, and goes on when the browser goes away. A Page is safe for concurrent use.
package upload

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/parley-video/parley/nodeagent/enrol"
)

//go:embed page.html style.css
var files embed.FS

// The bounds of the page.
const (
	maxBody      = enrol.MaxDocument + 16<<10 // bytes: the document and the form around it
	bodyTimeout  = 30 * time.Second
	attemptTime  = 45 * time.Second
	connectTime  = 45 * time.Second
	attemptEvery = 5 * time.Second // one more attempt
	attemptBurst = 5
)

// Config is what a Page is made of. All fields are needed but Fingerprint.
type Config struct {
	// Enrol redeems a document, tells of its steps, and gives the fingerprint of
	// the certificate.
	Enrol func(ctx context.Context, d enrol.Document, progress func(enrol.Step)) (fingerprint string, err error)
	// Connected waits until the node, which was enrolled, has a link.
	Connected func(ctx context.Context) error
	// Fingerprint is the SHA-256 of the certificate that this page is served
	// with, in hexadecimal; empty: without TLS, on this machine only.
	Fingerprint string
	Log         *slog.Logger
}

// Page is the page, an http.Handler for every path.
type Page struct {
	cfg    Config
	page   *template.Template
	style  template.CSS
	policy string // content security
	key    []byte // of the tokens in the form
	limit  *rate.Limiter

	mu   sync.Mutex // guards both
	busy bool       // an attempt is under way
	done bool       // the node is enrolled
}

// New makes a Page.
func New(cfg Config) (*Page, error) {
	if cfg.Enrol == nil || cfg.Connected == nil || cfg.Log == nil {
		return nil, errors.New("upload page: incomplete configuration")
	}
	style, err := files.ReadFile("style.css")
	if err != nil {
		return nil, fmt.Errorf("upload page: %w", err)
	}
	p := &Page{cfg: cfg, style: template.CSS(style), key: make([]byte, sha256.Size), limit: rate.NewLimiter(rate.Every(attemptEvery), attemptBurst)}
	if _, err := rand.Read(p.key); err != nil {
		return nil, fmt.Errorf("upload page: %w", err)
	}
	if p.page, err = template.ParseFS(files, "page.html"); err != nil {
		return nil, fmt.Errorf("upload page: %w", err)
	}
	sum := sha256.Sum256(style)
	p.policy = "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
		"'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
	return p, nil
}

// ServeHTTP implements http.Handler.
func (p *Page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", p.policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "same-origin") // without any, browsers send no origin either
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	switch {
	case r.URL.Path == "/healthz":
		text(w, http.StatusOK, "ok")
	case r.URL.Path == "/readyz":
		text(w, http.StatusServiceUnavailable, "the node is not provisioned yet")
	case r.URL.Path != "/":
		text(w, http.StatusNotFound, "This node is not provisioned yet. Open / to do that.")
	case r.Method == http.MethodPost:
		p.post(w, r)
	case r.Method == http.MethodGet || r.Method == http.MethodHead:
		p.form(w, r, http.StatusOK, nil)
	default:
		h.Set("Allow", "GET, HEAD, POST")
		text(w, http.StatusMethodNotAllowed, "method not allowed")
	}
}

func text(w http.ResponseWriter, status int, words string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, words+"\n") // the client may be gone
}

// view is what the templates show.
type view struct {
	Style       template.CSS
	Fingerprint []string // in groups
	Token       string
	Problem     *problem
}

// cookie is the name of the one cookie; a browser sends the strict form only
// where nobody else can have set it.
func (p *Page) cookie() string {
	if p.cfg.Fingerprint == "" {
		return "parley-provision"
	}
	return "__Host-parley-provision"
}

// form shows the form, and what was wrong with the last attempt.
func (p *Page) form(w http.ResponseWriter, r *http.Request, status int, wrong *problem) {
	nonce := ""
	if c, err := r.Cookie(p.cookie()); err == nil && len(c.Value) == nonceSize {
		nonce = c.Value
	} else {
		nonce = rand.Text()
		http.SetCookie(w, &http.Cookie{
			Name: p.cookie(), Value: nonce, Path: "/", HttpOnly: true, Secure: p.cfg.Fingerprint != "", SameSite: http.SameSiteStrictMode,
		})
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	p.render(w, "form", view{Style: p.style, Fingerprint: groups(p.cfg.Fingerprint), Token: p.token(nonce), Problem: wrong})
}

// nonceSize is the length of rand.Text.
const nonceSize = 26

func (p *Page) token(nonce string) string {
	mac := hmac.New(sha256.New, p.key)
	mac.Write([]byte(nonce))
	return hex.EncodeToString(mac.Sum(nil))
}

func (p *Page) render(w io.Writer, name string, v any) {
	if err := p.page.ExecuteTemplate(w, name, v); err != nil {
		p.cfg.Log.Debug("upload page", slog.Any("error", err)) // the browser is gone
	}
}

// groups makes a fingerprint such as browsers show it, in pieces that can be
// compared one after the other.
func groups(fingerprint string) []string {
	const bytesInGroup = 4
	var out []string
	var b strings.Builder
	for i := 0; i+1 < len(fingerprint); i += 2 {
		if b.Len() > 0 {
			b.WriteByte(':')
		}
		b.WriteString(strings.ToUpper(fingerprint[i : i+2]))
		if i/2%bytesInGroup == bytesInGroup-1 {
			out = append(out, b.String())
			b.Reset()
		}
	}
	return out
}

// Groups is the fingerprint as the page shows it, for the log.
func Groups(fingerprint string) string { return strings.Join(groups(fingerprint), " ") }
