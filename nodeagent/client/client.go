// Package client is the HTTP API through which participants join and control
// conferences on a Conferencing Node: JSON requests and server-sent events,
// wire-compatible with the original client API and described in
// docs/client-api.md.
//
// It owns the wire: paths, shapes, error texts, rate limits, CORS. What is
// allowed is nodeagent/conference's to say. It may import nodeagent/conference,
// nodeagent/media, nodeagent/membership, nodeagent/link and domain/capacity.
//
// The handler is safe for concurrent use and starts no goroutine of its own.
// An event stream holds its request until the participant has left, the
// client is gone or has fallen too far behind.
package client

import (
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/parley-video/parley/nodeagent/conference"
	"github.com/parley-video/parley/nodeagent/membership"
)

// Prefix is where the API lives.
const Prefix = "/api/client/v2/"

// Deps is what the API needs.
type Deps struct {
	Conferences *conference.Registry
	// Members are the nodes that the directory tells; nil: none.
	Members membership.View
	// Version is the software's version, for clients to show.
	Version string
	// STUN and TURN are handed to clients.
	STUN []string
	TURN []TURN
	// Limits bound what one source may ask; zero values mean the defaults.
	Limits Limits
	// Ping is the interval of the ping event; 0 means 15 s.
	Ping time.Duration
	Log  *slog.Logger
}

// TURN is a relay with credentials.
type TURN struct {
	URLs       []string `json:"urls"`
	Username   string   `json:"username"`
	Credential string   `json:"credential"`
}

// api is the handler.
type api struct {
	conferences *conference.Registry
	members     membership.View
	version     string
	stun        []stunServer
	turn        []TURN
	ping        time.Duration
	log         *slog.Logger
	limits      *limiter
}

// New makes the handler for Prefix.
func New(d Deps) http.Handler {
	a := &api{
		conferences: d.Conferences, members: d.Members, version: d.Version, turn: d.TURN, ping: d.Ping, log: d.Log,
		limits: newLimiter(d.Limits), stun: []stunServer{},
	}
	for _, u := range d.STUN {
		a.stun = append(a.stun, stunServer{URL: u})
	}
	if a.turn == nil {
		a.turn = []TURN{}
	}
	if a.ping <= 0 {
		a.ping = 15 * time.Second
	}
	return a
}

// ServeHTTP finds the function. The path is split before it is unescaped,
// since an alias may hold a slash.
func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	allowOrigins(w)
	if r.Method == http.MethodOptions {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	if !a.limits.request(source(r)) {
		a.tooMany(w)
		return
	}
	path, ok := segments(r)
	switch {
	case !ok:
		a.fail(w, http.StatusNotFound, codeUnknownFunction, "Not found")
	case len(path) == 1 && path[0] == "status":
		a.status(w, r)
	case len(path) == 1 && path[0] == "nodes":
		a.nodes(w, r)
	case len(path) >= 3 && path[0] == "conferences":
		a.conference(w, r, path[1], path[2:])
	default:
		a.fail(w, http.StatusNotFound, codeUnknownFunction, "Not found")
	}
}

// allowOrigins lets browser clients on any origin in. No cookie or other
// ambient credential is ever used here, so a foreign page can do nothing that
// its own server could not.
func allowOrigins(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
	h.Set("Access-Control-Allow-Headers", "token, pin, content-type")
	h.Set("Access-Control-Expose-Headers", "Retry-After")
	h.Set("Access-Control-Max-Age", "86400")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
}

// segments are the parts of the path after Prefix, unescaped.
func segments(r *http.Request) ([]string, bool) {
	rest, ok := strings.CutPrefix(r.URL.EscapedPath(), Prefix)
	if !ok {
		return nil, false
	}
	parts := strings.Split(strings.TrimSuffix(rest, "/"), "/")
	for i, p := range parts {
		plain, err := url.PathUnescape(p)
		if err != nil || plain == "" {
			return nil, false
		}
		parts[i] = plain
	}
	return parts, true
}

// source is the network address of the client. Forwarded headers are not
// trusted: anybody can send them.
func source(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// status says whether the node takes new participants.
func (a *api) status(w http.ResponseWriter, r *http.Request) {
	if !a.method(w, r, http.MethodGet) {
		return
	}
	if a.conferences.Maintenance() {
		a.fail(w, http.StatusServiceUnavailable, string(conference.CodeMaintenance), "System in maintenance mode")
		return
	}
	a.succeed(w, true)
}
