package transport

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/auth"
)

func (s *Server) servePost(w http.ResponseWriter, r *http.Request) {
	if !bearer(r) && !auth.SameOrigin(r, s.opt.TrustedOrigins, false) {
		s.refuse(w, r, http.StatusForbidden, apierr.New(apierr.Forbidden, "requests from other origins are refused"))
		return
	}
	params, status, bad := readBody(w, r)
	if bad != nil {
		s.refuse(w, r, status, bad)
		return
	}
	// Some clients accept every media type there is with every operation; they
	// mean events for subscriptions only (see serveOnce).
	if accepts(r, mediaEvents) && !accepts(r, mediaJSON) && !accepts(r, mediaResponse) {
		s.serveEvents(w, r, params)
		return
	}
	s.serveOnce(w, r, params)
}

func (s *Server) serveGet(w http.ResponseWriter, r *http.Request) {
	params, bad := queryParams(r.URL.RawQuery)
	if bad != nil {
		s.refuse(w, r, http.StatusBadRequest, bad)
		return
	}
	s.serveOnce(w, r, params)
}

func queryParams(raw string) (*graphql.RawParams, *apierr.Error) {
	query, err := url.ParseQuery(raw)
	if err != nil {
		return nil, badRequest("the query string is malformed")
	}
	params := &graphql.RawParams{Query: query.Get("query"), OperationName: query.Get("operationName")}
	for name, into := range map[string]*map[string]any{"variables": &params.Variables, "extensions": &params.Extensions} {
		if text := query.Get(name); text != "" {
			if err := decodeJSON([]byte(text), into); err != nil {
				return nil, badRequest("%s is not a JSON object", name)
			}
		}
	}
	return params, nil
}

// serveOnce answers a query or mutation with one JSON document.
func (s *Server) serveOnce(w http.ResponseWriter, r *http.Request, params *graphql.RawParams) {
	call, err := s.call(r, !passive(r))
	if err != nil {
		s.refuseCall(w, r, err)
		return
	}
	if !s.pace(call, w.Header()) {
		s.refuse(w, r, http.StatusTooManyRequests, errTooFast)
		return
	}
	call.SetCookie = func(c *http.Cookie) { http.SetCookie(w, c) }
	ctx := graphql.StartOperationTrace(auth.WithCall(r.Context(), call))
	params.Headers = r.Header

	// The executor writes what it finds by hash into the parameters; a stream
	// below begins again with those that were sent.
	once := *params
	op, errs := s.opt.Executor.CreateOperationContext(ctx, &once)
	if errs == nil && op.Operation.Operation == ast.Subscription && r.Method == http.MethodPost && accepts(r, mediaEvents) {
		s.streamEvents(w, r, call, params)
		return
	}
	if errs == nil {
		errs = onceOnly(r, op)
	}
	if errs != nil {
		s.answer(w, r, answerOf(s.encodeErrors(ctx, op, errs)))
		return
	}
	s.each(ctx, op, func(a answer) bool {
		s.answer(w, r, a)
		return false
	})
}

// onceOnly refuses what does not fit a single answer.
func onceOnly(r *http.Request, op *graphql.OperationContext) gqlerror.List {
	kind := op.Operation.Operation
	switch {
	case kind == ast.Subscription:
		return gqlerror.List{badRequest("send subscriptions with Accept: %s, or over WebSocket", mediaEvents).GraphQL()}
	case r.Method == http.MethodGet && kind != ast.Query:
		return gqlerror.List{badRequest("GET serves queries only; use POST").GraphQL()}
	case passive(r) && kind != ast.Query:
		// What changes something is never done by itself, and is seen as a use.
		return gqlerror.List{badRequest("%s is for queries only", headerPassive).GraphQL()}
	default:
		return nil
	}
}

// answer writes a response. Plain JSON is 200 whenever the server understood
// the request; graphql-response+json carries the outcome in the status as well.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, a answer) {
	media, status := mediaJSON, http.StatusOK
	if accepts(r, mediaResponse) {
		media, status = mediaResponse, a.status
	}
	s.write(w, media, status, a.body)
}

// answer is an encoded response. The status is for those who look for the
// outcome there.
type answer struct {
	body   []byte
	status int
}

func answerOf(res *graphql.Response) answer {
	if res.Data == nil {
		return answer{body: Encode(res), status: statusOf(res.Errors)}
	}
	return answer{body: Encode(res), status: http.StatusOK}
}

// refuse answers a request that never became an operation.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, status int, err error) {
	ctx := auth.WithCall(r.Context(), auth.Call{TraceID: traceID(r.Header.Get("Traceparent")), Source: auth.Source(r)})
	media := mediaJSON
	if accepts(r, mediaResponse) {
		media = mediaResponse
	}
	s.write(w, media, status, Encode(s.encodeErrors(ctx, nil, gqlerror.List{{Err: err, Message: err.Error()}})))
}

func (s *Server) write(w http.ResponseWriter, media string, status int, body []byte) {
	w.Header().Set("Content-Type", media+"; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(body) // the caller is gone: nobody is left to tell
}

// statusOf maps the first code of an answer without data.
func statusOf(errs gqlerror.List) int {
	for _, err := range errs {
		switch code, _ := err.Extensions["code"].(string); apierr.Code(code) {
		case apierr.Unauthenticated:
			return http.StatusUnauthorized
		case apierr.Forbidden:
			return http.StatusForbidden
		case apierr.BadUserInput, apierr.LimitExceeded, apierr.BookmarkExpired, apierr.BookmarkBeyondEnd:
			return http.StatusBadRequest
		case apierr.Unavailable:
			return http.StatusServiceUnavailable
		case apierr.Internal:
			return http.StatusInternalServerError
		}
	}
	return http.StatusBadRequest
}

// accepts reports whether a header names a media type; a wildcard does not.
func accepts(r *http.Request, media string) bool {
	for _, header := range r.Header.Values("Accept") {
		for part := range strings.SplitSeq(header, ",") {
			name, _, _ := strings.Cut(part, ";")
			if strings.EqualFold(strings.TrimSpace(name), media) {
				return true
			}
		}
	}
	return false
}

// bearer reports a request that a program authorised on purpose; a browser
// never adds this header by itself.
func bearer(r *http.Request) bool {
	_, ok := auth.BearerToken(r.Header.Get("Authorization"))
	return ok
}

// each calls send with every response of an operation until it returns false.
// Queries and mutations have one response and a deadline.
func (s *Server) each(ctx context.Context, op *graphql.OperationContext, send func(answer) bool) {
	if op.Operation.Operation != ast.Subscription {
		if a, ok := s.once(ctx, op); ok {
			send(a)
		}
		return
	}
	next, ctx := s.opt.Executor.DispatchOperation(ctx, op)
	for res := next(ctx); res != nil; res = next(ctx) {
		if !send(answerOf(res)) {
			return
		}
	}
}

// once is the answer to a query or mutation; false when whoever asked is gone.
func (s *Server) once(caller context.Context, op *graphql.OperationContext) (answer, bool) {
	ctx, cancel := context.WithTimeout(caller, OperationTimeout)
	defer cancel()
	execute := func(ctx context.Context) *graphql.Response {
		next, ctx := s.opt.Executor.DispatchOperation(ctx, op)
		return next(ctx)
	}
	var shared []byte
	var own *graphql.Response
	if s.opt.Answers != nil && op.Operation.Operation == ast.Query {
		shared, own = s.opt.Answers.Answer(ctx, op, execute)
	} else {
		own = execute(ctx)
	}
	switch {
	case shared != nil:
		return answer{body: shared, status: http.StatusOK}, true
	case own != nil:
		return answerOf(own), true
	case caller.Err() != nil || ctx.Err() == nil:
		return answer{}, false
	default: // its time went by in waiting
		return answerOf(s.encodeErrors(ctx, op, gqlerror.List{{Err: ctx.Err(), Message: ctx.Err().Error()}})), true
	}
}
