package management

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/parley-video/parley/control/access"
	"github.com/parley-video/parley/events/export"
	"github.com/parley-video/parley/graph/auth"
)

const (
	codeUnauthenticated = "UNAUTHENTICATED"
	codeTooFast         = "LIMIT_EXCEEDED"
	tooFast             = "too many requests; wait as long as Retry-After says"
	needCredential      = "send an API token as Authorization: Bearer …, or sign in"
)

// caller is who sent a request. Sessions that are used stay open.
func (m *Management) caller(r *http.Request, active bool) (access.Principal, error) {
	c, ctx := auth.FromRequest(r), r.Context()
	if active {
		ctx = access.WithSource(ctx, c.Source)
	}
	if c.Token != "" {
		return m.access.VerifyToken(ctx, c.Token)
	}
	return m.access.VerifySession(ctx, c.Session, active)
}

// demand lets those pass who have all the scopes.
func (m *Management) demand(next http.Handler, scopes ...string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, err := m.caller(r, true)
		switch {
		case errors.Is(err, access.ErrUnauthenticated):
			w.Header().Set("WWW-Authenticate", `Bearer realm="parley"`)
			problem(w, http.StatusUnauthorized, codeUnauthenticated, needCredential)
			return
		case err != nil:
			m.o.Log.Error("who asks for "+r.URL.Path, "error", err)
			problem(w, http.StatusServiceUnavailable, export.CodeUnavailable, "rights cannot be checked now")
			return
		}
		if !m.pace(p, w.Header()) {
			problem(w, http.StatusTooManyRequests, codeTooFast, tooFast)
			return
		}
		for _, scope := range scopes {
			if !slices.Contains(p.Scopes, scope) {
				problem(w, http.StatusForbidden, export.CodeForbidden, "this needs the scope "+scope)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

// paced counts requests to a handler that finds out itself who sends them.
// Whoever is nobody is counted by address.
func (m *Management) paced(next http.Handler) http.Handler {
	if m.rate == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, err := m.caller(r, false)
		if err != nil {
			p = access.Principal{Kind: "source", ID: auth.Source(r)}
		}
		if !m.pace(p, w.Header()) {
			problem(w, http.StatusTooManyRequests, codeTooFast, tooFast)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// pace counts a request of a caller; false when there were too many.
func (m *Management) pace(p access.Principal, header http.Header) bool {
	v := m.rate.Take(string(p.Kind)+"/"+p.ID, time.Now())
	if header != nil {
		v.Headers(header)
	}
	return v.OK
}

func problem(w http.ResponseWriter, status int, code, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]export.Problem{"error": {Code: code, Message: message}})
}
