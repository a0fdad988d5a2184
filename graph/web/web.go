// Package web serves the built web interface: the pages, their assets and the
// GraphQL playground, from whatever file system they are embedded in.
//
// It owns the caching rules and the security headers of pages. It imports the
// standard library only. A Handler is immutable and safe for concurrent use.
package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"
)

// Page is one HTML file and the paths that show it.
type Page struct {
	File string // for example admin.html
	// Prefix is where the page lives, ending in a slash. The page's own routes
	// are handled in the browser, so every path below it without a file of its
	// own shows the page. The longest prefix wins.
	Prefix string
	// Media lets the page use the camera, the microphone and the screen.
	Media bool
	// Origins are others that the page may send requests to; nil: none.
	Origins func() []string
}

// assetsDir holds the files that have a hash of their content in their name.
const assetsDir = "assets/"

// Handler serves pages and assets.
type Handler struct {
	files fs.FS
	pages []page
}

type page struct {
	Page
	body []byte
	etag string
}

// New makes a Handler. Every page must exist.
func New(files fs.FS, pages ...Page) (*Handler, error) {
	if len(pages) == 0 {
		return nil, errors.New("web: no pages")
	}
	h := &Handler{files: files}
	for _, p := range pages {
		if !strings.HasPrefix(p.Prefix, "/") || !strings.HasSuffix(p.Prefix, "/") {
			return nil, fmt.Errorf("web: prefix %q of %s must begin and end with a slash", p.Prefix, p.File)
		}
		body, err := fs.ReadFile(files, p.File)
		if err != nil {
			return nil, fmt.Errorf("web: read page: %w", err)
		}
		sum := sha256.Sum256(body)
		h.pages = append(h.pages, page{Page: p, body: body, etag: `"` + hex.EncodeToString(sum[:12]) + `"`})
	}
	return h, nil
}

// ServeHTTP implements http.Handler.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	secure(w.Header())
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	if h.isPage(name) { // pages are shown at their prefixes only
		http.NotFound(w, r)
		return
	}
	if h.serveFile(w, r, name) {
		return
	}
	// A missing file is not a route of a page: showing HTML instead would make
	// an old tab load a page as a script.
	if strings.HasPrefix(name, assetsDir) || path.Ext(name) != "" {
		http.NotFound(w, r)
		return
	}
	h.servePage(w, r)
}

func (h *Handler) isPage(name string) bool {
	for _, p := range h.pages {
		if p.File == name {
			return true
		}
	}
	return false
}

// serveFile serves a file of the build; false when there is none.
func (h *Handler) serveFile(w http.ResponseWriter, r *http.Request, name string) bool {
	if name == "" || !fs.ValidPath(name) {
		return false
	}
	info, err := fs.Stat(h.files, name)
	if err != nil || !info.Mode().IsRegular() || strings.HasSuffix(name, ".html") {
		return false
	}
	body, err := fs.ReadFile(h.files, name)
	if err != nil {
		return false
	}
	cache := "no-cache"
	if strings.HasPrefix(name, assetsDir) {
		cache = "public, max-age=31536000, immutable"
	}
	w.Header().Set("Cache-Control", cache)
	if kind := mime.TypeByExtension(path.Ext(name)); kind != "" {
		w.Header().Set("Content-Type", kind)
	}
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(body))
	return true
}

func (h *Handler) servePage(w http.ResponseWriter, r *http.Request) {
	at := path.Clean("/"+r.URL.Path) + "/"
	var best *page
	for i := range h.pages {
		p := &h.pages[i]
		if strings.HasPrefix(at, p.Prefix) && (best == nil || len(p.Prefix) > len(best.Prefix)) {
			best = p
		}
	}
	if best == nil {
		http.NotFound(w, r)
		return
	}
	if best.Media {
		w.Header().Set("Permissions-Policy", mediaPermissions)
	}
	if best.Origins != nil {
		w.Header().Set("Content-Security-Policy", policyWith(best.Origins()))
	}
	w.Header().Set("Cache-Control", "no-cache") // asks every time, and gets 304
	w.Header().Set("Etag", best.etag)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	http.ServeContent(w, r, best.File, time.Time{}, bytes.NewReader(best.body))
}

// policy lets a page load what we serve and nothing else; no outside host is
// named, so a page works, and tells nobody anything, without the internet.
// Inline styles are what the editor of the playground and the components
// write; inline scripts and eval stay forbidden.
var policy = strings.Join([]string{
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self' 'unsafe-inline'",
	"img-src 'self' data: blob:",
	"font-src 'self'",
	"connect-src 'self'",
	"media-src 'self' blob:",
	"worker-src 'self' blob:",
	"manifest-src 'self'",
	"base-uri 'none'",
	"form-action 'self'",
	"frame-ancestors 'none'",
}, "; ")

// maxOrigins bounds the header. Of more, the page may ask whomever it reaches by
// TLS.
const maxOrigins = 64

// policyWith lets a page ask other origins, too.
func policyWith(origins []string) string {
	if len(origins) > maxOrigins {
		origins = []string{"https:"}
	}
	connect := "connect-src 'self'"
	for _, o := range origins {
		if !strings.ContainsAny(o, " \t\r\n;,'\"") { // else it would be another directive
			connect += " " + o
		}
	}
	return strings.Replace(policy, "connect-src 'self'", connect, 1)
}

// What pages may use of the machine: nothing, but for the one in which people
// meet.
const (
	noPermissions    = "camera=(), microphone=(), display-capture=(), geolocation=(), usb=(), payment=()"
	mediaPermissions = "camera=(self), microphone=(self), display-capture=(self), geolocation=(), usb=(), payment=()"
)

func secure(h http.Header) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", noPermissions)
}
