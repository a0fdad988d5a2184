package management

import (
	"context"
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

// verified is who sent a request, once that was found out.
type verified struct {
	caller access.Principal
	err    error
}

type verifiedKey struct{}

// caller is who sent a request. Sessions that are used stay open.
func (m *Management) caller(r *http.Request, active bool) (access.Principal, error) {
	if v, ok := r.Context().Value(verifiedKey{}).(verified); ok {
		return v.caller, v.err
	}
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
		case errors.Is(err, access.ErrTooManyUnknown), errors.Is(err, access.ErrUnauthenticated) && !m.paceStranger(r, w.Header()):
			tooMany(w)
			return
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
			tooMany(w)
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

// paced counts requests to a handler that decides itself who may send them, and
// tells it who that was. Whoever is nobody is counted by where they come from.
func (m *Management) paced(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, err := m.caller(r, true)
		pace := func() bool { return m.pace(p, w.Header()) }
		if err != nil {
			pace = func() bool { return m.paceStranger(r, w.Header()) }
		}
		if errors.Is(err, access.ErrTooManyUnknown) || !pace() {
			tooMany(w)
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), verifiedKey{}, verified{p, err})))
	})
}

// pace counts a request of a caller; false when there were too many.
func (m *Management) pace(p access.Principal, header http.Header) bool {
	return m.count(string(p.Kind)+"/"+p.ID, header)
}

// paceStranger counts a request of nobody that is known.
func (m *Management) paceStranger(r *http.Request, header http.Header) bool {
	return m.count(auth.SourceParty(auth.Source(r)), header)
}

func (m *Management) count(party string, header http.Header) bool {
	v := m.rate.Take(party, time.Now())
	if header != nil {
		v.Headers(header)
	}
	return v.OK
}

func tooMany(w http.ResponseWriter) {
	if w.Header().Get("Retry-After") == "" {
		w.Header().Set("Retry-After", "1")
	}
	problem(w, http.StatusTooManyRequests, codeTooFast, tooFast)
}

func problem(w http.ResponseWriter, status int, code, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]export.Problem{"error": {Code: code, Message: message}})
}
