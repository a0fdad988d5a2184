// Package graph is the GraphQL API: one endpoint for administrators, programs
// and the web interface.
//
// It owns the mapping between the schema and the inside of the platform:
// identifiers, paging, errors, rights (scopes.go, the one place where they are
// checked) and limits. It may import control, projections, domain and events.
// Resolvers stand in one file per noun; generated code is in generated and
// model and is never edited.
//
// An API is safe for concurrent use. Constructors start nothing; Run ends the
// open subscriptions when its context does.
package graph

import (
	"context"
	"errors"
	"net/http"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"golang.org/x/sync/errgroup"

	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/generated"
	"github.com/parley-video/parley/graph/transport"
)

// API is the GraphQL endpoint, an http.Handler for /graphql: POST, GET,
// server-sent events and WebSocket.
type API struct {
	server *transport.Server
	guard  *auth.Guard
	access AccessRows
}

// New makes the API. Nothing runs before Run.
func New(deps Deps) (*API, error) {
	if err := deps.validate(); err != nil {
		return nil, err
	}
	who := verifier{deps.Accounts}
	guard := auth.NewGuard(who)
	exec := newExecutor(deps)
	server := transport.New(transport.Options{
		Executor:       exec,
		Verifier:       who,
		Guard:          guard,
		Recover:        recoverPanic,
		Log:            deps.Log,
		Streams:        streamsOf{newLiveStreams(exec, deps), newEventStreams(exec, deps), newAlarmStreams(exec, deps), newBurstingStreams(exec, deps)},
		Answers:        newBurstingAnswers(deps),
		TrustedOrigins: deps.TrustedOrigins,
		Rate:           deps.Rate,
	})
	return &API{server: server, guard: guard, access: deps.Access}, nil
}

// ServeHTTP implements http.Handler.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.server.ServeHTTP(w, r) }

// Run watches over the rights of open subscriptions until ctx ends, then ends
// all of them and returns when their goroutines have. It is called once.
// Without it subscriptions outlive a revoked session by auth.GuardInterval,
// and http.Server.Shutdown leaves WebSockets open.
func (a *API) Run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return a.server.Run(ctx) })
	group.Go(func() error {
		for {
			changed := a.access.Changed()
			a.guard.Recheck()
			select {
			case <-changed:
			case <-ctx.Done():
				return nil
			}
		}
	})
	return group.Wait()
}

func newExecutor(deps Deps) *executor.Executor {
	exec := executor.New(executableSchema(deps))
	exec.SetErrorPresenter(presenter{log: deps.Log}.present)
	exec.SetRecoverFunc(recoverPanic)
	exec.SetQueryCache(newDocumentCache())
	exec.SetParserTokenLimit(maxTokens)
	exec.SetDisableSuggestion(true) // they would spell the schema out to strangers
	for _, extension := range []graphql.HandlerExtension{
		trusted{documents: deps.TrustedDocuments}, written{}, shape{}, permissions{}, &cost{},
	} {
		exec.Use(extension)
	}
	return exec
}

func executableSchema(deps Deps) graphql.ExecutableSchema {
	return generated.NewExecutableSchema(generated.Config{
		Resolvers:  &Resolver{Deps: deps},
		Complexity: complexities(),
	})
}

func (d Deps) validate() error {
	var missing []error
	for name, absent := range map[string]bool{
		"Commands": d.Commands == nil, "Accounts": d.Accounts == nil,
		"Inventory": d.Inventory == nil, "Access": d.Access == nil, "NodeHistory": d.NodeHistory == nil,
		"ConferenceHistory": d.ConferenceHistory == nil, "LiveView": d.LiveView == nil,
		"Projections": d.Projections == nil, "NewestConfig": d.NewestConfig == nil, "Nodes": d.Nodes == nil, "Provisioning": d.Provisioning == nil,
		"LogEnd": d.LogEnd == nil, "EventStore": d.EventStore == nil,
		"Alarms": d.Alarms == nil, "BurstSchedules": d.BurstSchedules == nil, "Bursting": d.Bursting == nil, "Audit": d.Audit == nil, "WebhookRows": d.WebhookRows == nil,
		"Webhooks": d.Webhooks == nil, "CertificateRows": d.CertificateRows == nil, "Certificates": d.Certificates == nil, "Privacy": d.Privacy == nil, "Now": d.Now == nil, "Log": d.Log == nil,
	} {
		if absent {
			missing = append(missing, errors.New("graph: Deps."+name+" is missing"))
		}
	}
	return errors.Join(missing...)
}
