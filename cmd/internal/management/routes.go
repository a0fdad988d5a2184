package management

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"github.com/parley-video/parley/cmd/internal/backup"
	"github.com/parley-video/parley/cmd/internal/metrics"
	"github.com/parley-video/parley/cmd/internal/themefiles"
	"github.com/parley-video/parley/control/access"
	scopes "github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/events/export"
	"github.com/parley-video/parley/frontend"
	"github.com/parley-video/parley/graph"
	"github.com/parley-video/parley/graph/web"
)

// routes are the paths of the web side.
func (m *Management) routes(ctx context.Context) (http.Handler, error) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", healthz)
	mux.HandleFunc("GET /readyz", m.readyz)
	mux.Handle("/graphql", m.api)
	mux.Handle("/events", m.eventLog(ctx))
	mux.Handle(graph.NodeHistoryExportPath, m.demand(endingWith(ctx, graph.NodeHistoryExport(m.reads.nodes, m.o.Log)), scopes.ScopeHistoryRead))
	mux.Handle(backup.Path, m.paced(m.backups()))
	mux.HandleFunc("GET "+access.StartPath, m.visited(m.beginAtProvider))
	mux.HandleFunc("GET "+access.CallbackPath, m.visited(m.finishAtProvider))
	files := m.themeFiles()
	for _, pattern := range themefiles.Patterns() {
		mux.Handle(pattern, m.paced(files))
	}
	mux.Handle("GET /metrics", m.demand(metrics.Handler(m.sources()), scopes.ScopeConfigRead))
	assets, built := frontend.FS()
	if !built {
		m.o.Log.Warn("this binary was built without the web interface")
		mux.HandleFunc("/", notBuilt)
		return mux, nil
	}
	pages, err := web.New(assets, web.Page{File: "admin.html", Prefix: "/"}, web.Page{File: "playground.html", Prefix: "/playground/"})
	if err != nil {
		return nil, err
	}
	mux.Handle("/", pages)
	return mux, nil
}

func notBuilt(w http.ResponseWriter, _ *http.Request) {
	http.Error(w, "The web interface is not part of this binary; build it with `make build`.", http.StatusNotFound)
}

// eventLog serves the log to whoever may read it, until ctx ends.
func (m *Management) eventLog(ctx context.Context) http.Handler {
	log := export.Handler(m.store, export.HandlerOptions{Logger: m.o.Log, Rights: m.eventRights, Raw: m.log})
	return endingWith(ctx, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		log.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), headersKey{}, w.Header())))
	}))
}

// endingWith ends long answers with the program.
func endingWith(ctx context.Context, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		reading, cancel := context.WithCancel(r.Context())
		defer cancel()
		defer context.AfterFunc(ctx, cancel)()
		next.ServeHTTP(w, r.WithContext(reading))
	})
}

// headersKey leads to the headers of the answer to a request for events.
type headersKey struct{}

// eventRights says which events the sender of a request may read.
func (m *Management) eventRights(r *http.Request, begin bool) (export.Rights, error) {
	p, err := m.caller(r, begin)
	has := func(scope string) bool { return slices.Contains(p.Scopes, scope) }
	headers, _ := r.Context().Value(headersKey{}).(http.Header)
	switch {
	case errors.Is(err, access.ErrTooManyUnknown), errors.Is(err, access.ErrUnauthenticated) && begin && !m.paceStranger(r, headers):
		if headers != nil && headers.Get("Retry-After") == "" {
			headers.Set("Retry-After", "1")
		}
		return export.Rights{}, refusal(http.StatusTooManyRequests, codeTooFast, tooFast)
	case errors.Is(err, access.ErrUnauthenticated):
		return export.Rights{}, refusal(http.StatusUnauthorized, codeUnauthenticated, needCredential)
	case err != nil:
		return export.Rights{}, err
	case !has(scopes.ScopeEventsRead):
		return export.Rights{}, refusal(http.StatusForbidden, export.CodeForbidden, "this needs the scope "+scopes.ScopeEventsRead)
	}
	if begin && !m.pace(p, headers) {
		return export.Rights{}, refusal(http.StatusTooManyRequests, codeTooFast, tooFast)
	}
	return export.Rights{
		Caller: string(p.Kind) + "/" + p.ID, Streams: p.Reach.Streams, Types: p.Reach.Types, Personal: has(scopes.ScopePersonalRead),
		// Events from before personal data was sealed are stored as plain text.
		Raw: has(scopes.ScopeSystemWrite) && has(scopes.ScopePersonalRead),
	}, nil
}

func refusal(status int, code, message string) error {
	return &export.Refusal{Status: status, Problem: export.Problem{Code: code, Message: message}}
}
