package transport

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/auth"
)

const (
	mediaJSON     = "application/json"
	mediaResponse = "application/graphql-response+json"
	mediaEvents   = "text/event-stream"
)

func badRequest(format string, args ...any) *apierr.Error {
	return apierr.New(apierr.BadUserInput, format, args...)
}

// headerPassive marks a query that a page sends by itself, to stay up to date: it
// does not keep a session from being idle.
const headerPassive = "Parley-Passive"

func passive(r *http.Request) bool { return r.Header.Get(headerPassive) != "" }

// call verifies who sends a request, and says whether somebody does something
// with it. An unknown credential makes an anonymous call, so that a stale cookie
// does not keep anybody from signing in; only a Verifier that cannot answer is
// an error.
func (s *Server) call(r *http.Request, active bool) (auth.Call, error) {
	call := auth.Call{
		Credential:   auth.FromRequest(r),
		Source:       auth.Source(r),
		TraceID:      traceID(r.Header.Get("Traceparent")),
		SecureCookie: auth.NeedsSecureCookie(r),
	}
	return call, s.verify(r.Context(), &call, active)
}

// verify finds out who makes a call, now. Whatever a token does is a use of it:
// nobody uses one unseen.
func (s *Server) verify(ctx context.Context, call *auth.Call, active bool) error {
	if call.Credential.IsZero() {
		return nil
	}
	principal, err := s.opt.Verifier.Verify(ctx, call.Credential, active || call.Credential.Token != "")
	switch {
	case errors.Is(err, auth.ErrUnauthenticated):
		call.Principal = auth.Principal{}
		return nil
	case errors.Is(err, auth.ErrTooManyUnknown):
		return errTooManyUnknown
	case err != nil:
		return apierr.Wrap(apierr.Unavailable, err, "sessions and tokens cannot be checked now")
	}
	call.Principal = principal
	return nil
}

var errTooManyUnknown = apierr.New(apierr.LimitExceeded, "too many unknown tokens came from your network; wait")

// refuseCall answers a request of which nobody can say now who sends it.
func (s *Server) refuseCall(w http.ResponseWriter, r *http.Request, err error) {
	status := http.StatusServiceUnavailable
	if errors.Is(err, errTooManyUnknown) {
		status = http.StatusTooManyRequests
		w.Header().Set("Retry-After", "1")
	}
	s.refuse(w, r, status, err)
}

// use says that somebody does something over a connection that is open: a
// subscription is not that.
func (s *Server) use(ctx context.Context, call *auth.Call, op *graphql.OperationContext) error {
	if op.Operation.Operation == ast.Subscription || call.Credential.Session == "" {
		return nil
	}
	return s.verify(ctx, call, true)
}

// traceID takes the trace of a W3C traceparent header, or draws a new one.
func traceID(traceparent string) string {
	parts := strings.Split(traceparent, "-")
	if len(parts) >= 4 && len(parts[1]) == 32 && strings.Trim(parts[1], "0") != "" {
		if _, err := hex.DecodeString(parts[1]); err == nil {
			return strings.ToLower(parts[1])
		}
	}
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails, see crypto/rand
	return hex.EncodeToString(b[:])
}

// readBody reads a JSON request body of at most MaxBody bytes.
func readBody(w http.ResponseWriter, r *http.Request) (*graphql.RawParams, int, *apierr.Error) {
	media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || media != mediaJSON {
		// Besides being the only form we read, JSON is what a page of another
		// origin cannot send without asking first.
		return nil, http.StatusUnsupportedMediaType, badRequest("the request body must be %s", mediaJSON)
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxBody))
	if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return nil, http.StatusRequestEntityTooLarge, apierr.New(apierr.LimitExceeded, "the request body is larger than %d bytes", tooLarge.Limit)
	}
	if err != nil {
		return nil, http.StatusBadRequest, apierr.Wrap(apierr.BadUserInput, err, "the request body could not be read")
	}
	params := &graphql.RawParams{}
	if err := decodeJSON(body, params); err != nil {
		return nil, http.StatusBadRequest, badRequest("the request body is not a GraphQL request in JSON")
	}
	return params, 0, nil
}

// decodeJSON reads exactly one value. Numbers keep their text.
func decodeJSON(data []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	if err := dec.Decode(into); err != nil {
		return err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more than one JSON value")
	}
	return nil
}

// response is graphql.Response without what we never send; data is left out,
// not null, when execution did not begin.
type response struct {
	Errors     gqlerror.List   `json:"errors,omitempty"`
	Data       json.RawMessage `json:"data,omitempty"`
	Extensions map[string]any  `json:"extensions,omitempty"`
}

// brokenAnswer stands in for an answer that cannot be made.
const brokenAnswer = `{"errors":[{"message":"internal error","extensions":{"code":"INTERNAL"}}]}`

// Encode renders a response. It cannot fail for what an executor makes; if it
// does, the caller still gets a well-formed answer.
func Encode(res *graphql.Response) []byte {
	if res == nil {
		return []byte(brokenAnswer)
	}
	b, err := json.Marshal(response{Errors: res.Errors, Data: res.Data, Extensions: res.Extensions})
	if err != nil {
		return []byte(brokenAnswer)
	}
	return b
}

// encodeErrors renders errors that came up before execution.
func (s *Server) encodeErrors(ctx context.Context, op *graphql.OperationContext, list gqlerror.List) *graphql.Response {
	if op != nil {
		ctx = graphql.WithOperationContext(ctx, op)
	}
	return s.opt.Executor.DispatchError(ctx, list)
}
