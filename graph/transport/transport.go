// Package transport carries GraphQL over HTTP (POST, GET), server-sent events
// and WebSocket (the graphql-transport-ws protocol, which is the only one).
//
// It authenticates calls, bounds what a peer may send and how long it may take
// to read, and gives subscribers of one group the same rendered bytes (see
// Streams). It decides nothing about rights and knows no resolver. It may
// import graph/auth and graph/apierr, and it is the one package here that
// knows gorilla/websocket.
//
// Concurrency: a Server serves any number of requests at once. Every goroutine
// belongs to a connection and ends with it; Run ends the open streams, which
// http.Server.Shutdown does not do, and returns when they are gone.
package transport

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/gorilla/websocket"

	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/auth"
)

// The bounds. Options may lower the times for tests.
const (
	MaxBody            = 1 << 20          // bytes of a request body or WebSocket message
	MaxOperations      = 64               // operations open at a time on one WebSocket
	DefaultInitTimeout = 10 * time.Second // until connection_init
	DefaultPing        = 25 * time.Second // between WebSocket pings and SSE comments
	WriteTimeout       = 10 * time.Second // of one frame to one peer
	OperationTimeout   = 30 * time.Second // of a query or mutation
)

// Options configure a Server. Executor, Verifier, Recover and Log are
// required.
type Options struct {
	Executor graphql.GraphExecutor
	Verifier auth.Verifier
	Guard    *auth.Guard
	Log      *slog.Logger
	// Recover turns a panic into an error for the executor's presenter, which
	// logs it. Required.
	Recover graphql.RecoverFunc
	// Streams serves the operations that many callers share; nil: none.
	Streams Streams
	// Answers serves the queries whose answers callers share; nil: none.
	Answers Answers
	// TrustedOrigins may send a session cookie besides the server's own origin,
	// for example a development server of the web interface.
	TrustedOrigins []string

	// Rate bounds the operations of each caller, over every transport; nil: none.
	Rate *auth.Rate

	InitTimeout time.Duration // 0: DefaultInitTimeout
	Ping        time.Duration // 0: DefaultPing

	MaxStrangers int // 0: DefaultMaxStrangers
	MaxPerCaller int // 0: DefaultMaxPerCaller
}

// Streams serves operations whose answers many callers share.
type Streams interface {
	// Open returns nil when the operation is not of that sort. resume, if not
	// empty, is the id of the last frame that the caller has seen.
	Open(ctx context.Context, op *graphql.OperationContext, resume string) (Stream, error)
}

// Answers serves queries whose answers callers share. Whoever asks has passed
// all checks before.
type Answers interface {
	// Answer gives either a shared answer, encoded and without errors, which must
	// not be changed; or what execute gives, which runs the operation for this
	// caller alone. Neither: ctx was over before anything began.
	Answer(ctx context.Context, op *graphql.OperationContext, execute func(context.Context) *graphql.Response) ([]byte, *graphql.Response)
}

// Stream is one caller's view of a shared operation, for one goroutine.
type Stream interface {
	// Next waits for the next frame; io.EOF ends the operation, and so does any
	// other error, which the caller is told. The payload is shared and must not
	// be changed.
	Next(ctx context.Context) (Frame, error)
	// Close frees the stream's resources.
	Close()
}

// Frame is one rendered GraphQL response. ID, if not empty, is what a caller
// may resume from.
type Frame struct {
	Payload []byte
	ID      string
}

// errStopping ends streams when the server stops.
var errStopping = errors.New("server is stopping")

// Server is an http.Handler for one GraphQL endpoint.
type Server struct {
	opt      Options
	upgrader websocket.Upgrader
	quota    quota

	mu       sync.Mutex
	stopping bool
	streams  map[*streamEnd]struct{} // open WebSockets and event streams
	open     sync.WaitGroup
}

// streamEnd ends one long-lived connection; it must not block for long.
type streamEnd struct{ end func(reason error) }

// New makes a Server.
func New(opt Options) *Server {
	if opt.InitTimeout == 0 {
		opt.InitTimeout = DefaultInitTimeout
	}
	if opt.Ping == 0 {
		opt.Ping = DefaultPing
	}
	if opt.MaxStrangers == 0 {
		opt.MaxStrangers = DefaultMaxStrangers
	}
	if opt.MaxPerCaller == 0 {
		opt.MaxPerCaller = DefaultMaxPerCaller
	}
	return &Server{
		opt:      opt,
		streams:  map[*streamEnd]struct{}{},
		upgrader: newUpgrader(),
	}
}

// Run waits for ctx to end, then ends every open stream and returns when their
// goroutines have. New streams are refused from then on.
func (s *Server) Run(ctx context.Context) error {
	<-ctx.Done()
	s.mu.Lock()
	s.stopping = true
	list := make([]*streamEnd, 0, len(s.streams))
	for e := range s.streams {
		list = append(list, e)
	}
	s.mu.Unlock()
	var ending sync.WaitGroup
	for _, e := range list { // side by side: a peer that does not read takes a moment
		ending.Go(func() { e.end(errStopping) })
	}
	ending.Wait()
	s.open.Wait()
	return nil
}

var errTooMany = apierr.New(apierr.LimitExceeded, "you have too many open connections; close some")

// track registers a long-lived connection; ok is false while stopping.
func (s *Server) track(end func(reason error)) (release func(), ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopping {
		return nil, false
	}
	e := &streamEnd{end: end}
	s.streams[e] = struct{}{}
	s.open.Add(1)
	return func() {
		s.mu.Lock()
		delete(s.streams, e)
		s.mu.Unlock()
		s.open.Done()
	}, true
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")

	defer func() {
		v := recover()
		if err, _ := v.(error); v != nil && !errors.Is(err, http.ErrAbortHandler) {
			s.refuse(w, r, http.StatusInternalServerError, s.opt.Recover(r.Context(), v))
		}
	}()
	switch {
	case websocket.IsWebSocketUpgrade(r):
		s.serveWebSocket(w, r)
	case r.Method == http.MethodPost:
		s.servePost(w, r)
	case r.Method == http.MethodGet:
		s.serveGet(w, r)
	default:
		header.Set("Allow", "GET, POST")
		s.refuse(w, r, http.StatusMethodNotAllowed, badRequest("use GET or POST"))
	}
}
