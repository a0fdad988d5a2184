package management

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"

	"github.com/parley-video/parley/control/access"
	"github.com/parley-video/parley/events/export"
	"github.com/parley-video/parley/frontend"
	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/web"
)

// routes are the paths of the web side.
func (m *Management) routes(ctx context.Context) (http.Handler, error) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", healthz)
	mux.HandleFunc("GET /readyz", m.readyz)
	mux.Handle("/graphql", m.api)
	mux.Handle("/events", m.eventLog(ctx))
	files, built := frontend.FS()
	if !built {
		m.o.Log.Warn("this binary was built without the web interface")
		mux.HandleFunc("/", notBuilt)
		return mux, nil
	}
	pages, err := web.New(files, web.Page{File: "admin.html", Prefix: "/"}, web.Page{File: "playground.html", Prefix: "/playground/"})
	if err != nil {
		return nil, err
	}
	mux.Handle("/", pages)
	return mux, nil
}

func notBuilt(w http.ResponseWriter, _ *http.Request) {
	http.Error(w, "The web interface is not part of this binary; build it with `make build`.", http.StatusNotFound)
}

// eventsScope is the right to read the log.
const eventsScope = "events:read"

// errForbidden says that a caller is known but may not read the log.
var errForbidden = errors.New("this needs the scope " + eventsScope)

// eventLog serves the log to whoever may read it, until ctx ends.
func (m *Management) eventLog(ctx context.Context) http.Handler {
	mayRead := func(r *http.Request, active bool) error {
		c := auth.FromRequest(r)
		verify := func() (scopes []string, err error) {
			if c.Token != "" {
				p, err := m.access.VerifyToken(r.Context(), c.Token)
				return p.Scopes, err
			}
			p, err := m.access.VerifySession(r.Context(), c.Session, active)
			return p.Scopes, err
		}
		scopes, err := verify()
		if err == nil && !slices.Contains(scopes, eventsScope) {
			err = errForbidden
		}
		return err
	}
	log := export.Handler(m.store, export.HandlerOptions{
		Logger:  m.o.Log,
		Allowed: func(r *http.Request) error { return mayRead(r, false) },
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch err := mayRead(r, true); {
		case errors.Is(err, access.ErrUnauthenticated):
			problem(w, http.StatusUnauthorized, "UNAUTHENTICATED", "send an API token as Authorization: Bearer …, or sign in")
			return
		case errors.Is(err, errForbidden):
			problem(w, http.StatusForbidden, "FORBIDDEN", err.Error())
			return
		case err != nil:
			m.o.Log.Error("who reads the log", "error", err)
			problem(w, http.StatusServiceUnavailable, export.CodeUnavailable, "rights cannot be checked now")
			return
		}
		reading, cancel := context.WithCancel(r.Context())
		defer cancel()
		defer context.AfterFunc(ctx, cancel)()
		log.ServeHTTP(w, r.WithContext(reading))
	})
}

func problem(w http.ResponseWriter, status int, code, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]export.Problem{"error": {Code: code, Message: message}})
}
