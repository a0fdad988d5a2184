package graph

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/graph/scalar"
	"github.com/parley-video/parley/projections"
)

// userErrors turns a refusal into the payload's list. Any other error stays one.
func userErrors(err error) ([]*model.UserError, error) {
	if err == nil {
		return []*model.UserError{}, nil
	}
	refusals, ok := domain.AsRefusals(err)
	if !ok {
		return nil, err
	}
	list := make([]*model.UserError, 0, len(refusals))
	for _, r := range refusals {
		code := model.UserErrorCode(r.Code)
		if !code.IsValid() {
			return nil, fmt.Errorf("refusal code %q is not in the schema: %w", r.Code, err)
		}
		list = append(list, &model.UserError{Code: code, Field: r.Field, Message: r.Message})
	}
	return list, nil
}

// hiddenMessage is what callers read about errors that are our fault.
const hiddenMessage = "internal error"

// presenter makes every error that leaves the API: a code of the closed list,
// the trace id, and for our own faults nothing else. It is the edge where
// errors are logged, once.
type presenter struct{ log *slog.Logger }

func (p presenter) present(ctx context.Context, err error) *gqlerror.Error {
	code, message, argument := p.classify(ctx, err)
	call := auth.CallFrom(ctx)
	shown := &gqlerror.Error{Message: message, Extensions: map[string]any{"code": string(code)}}
	if call.TraceID != "" {
		shown.Extensions["traceId"] = call.TraceID
	}
	if argument != "" {
		shown.Extensions["argument"] = argument
	}
	if known, ok := errors.AsType[*apierr.Error](err); ok && known.OldestPosition != "" {
		shown.Extensions["oldestPosition"] = known.OldestPosition
	}
	if original, ok := errors.AsType[*gqlerror.Error](err); ok {
		shown.Path, shown.Locations = original.Path, original.Locations
		if variableOf(shown.Path) != "" {
			shown.Path = nil // a path leads into the answer, and there is none
		}
	}
	if shown.Path == nil {
		shown.Path = graphql.GetPath(ctx)
	}
	return shown
}

func (p presenter) classify(ctx context.Context, err error) (apierr.Code, string, string) {
	if known, ok := errors.AsType[*apierr.Error](err); ok {
		if known.Cause != nil || known.Code == apierr.Internal {
			p.record(ctx, slog.LevelWarn, known.Code, err, known.Cause)
		}
		return known.Code, known.Message, known.Argument
	}
	if bad, ok := errors.AsType[*scalar.InputError](err); ok {
		return apierr.BadUserInput, bad.Message, ""
	}
	switch {
	case errors.Is(err, projections.ErrCursor):
		return apierr.BadUserInput, "after: this is not a cursor of this list and order", "after"
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		return apierr.Unavailable, "the request was given up", "" // by the caller, who does not read this
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, store.ErrUnavailable),
		errors.Is(err, store.ErrClosed), errors.Is(err, store.ErrAmbiguous),
		errors.Is(err, projections.ErrParked), errors.Is(err, projections.ErrNotReady):
		p.record(ctx, slog.LevelWarn, apierr.Unavailable, err, nil)
		return apierr.Unavailable, "try again later", ""
	}
	if code, message, argument, ok := executorError(err); ok {
		return code, message, argument
	}
	p.record(ctx, slog.LevelError, apierr.Internal, err, nil)
	return apierr.Internal, hiddenMessage, ""
}

// executorError knows what gqlgen and gqlparser say about requests that do not
// fit the schema. Their texts are meant for callers.
func executorError(err error) (code apierr.Code, message, argument string, ok bool) {
	gql, ok := errors.AsType[*gqlerror.Error](err)
	if !ok {
		return "", "", "", false
	}
	switch kind, _ := gql.Extensions["code"].(string); kind {
	case errcode.ParseFailed:
		if strings.HasPrefix(gql.Message, "exceeded token limit") {
			return apierr.LimitExceeded, fmt.Sprintf("the document has more than %d tokens", maxTokens), "", true
		}
		return apierr.BadUserInput, gql.Message, "", true
	case errcode.ValidationFailed:
		if name := variableOf(gql.Path); name != "" {
			return apierr.BadUserInput, name + ": " + gql.Message, name, true
		}
		return apierr.BadUserInput, gql.Message, "", true
	default:
		return "", "", "", false
	}
}

// variableOf names the variable at fault, for example input.name; the parser
// puts it into the path, after the word "variable".
func variableOf(path ast.Path) string {
	if len(path) < 2 || path[0] != ast.PathName("variable") {
		return ""
	}
	return path[1:].String()
}

func (p presenter) record(ctx context.Context, level slog.Level, code apierr.Code, err, cause error) {
	call := auth.CallFrom(ctx)
	attrs := []slog.Attr{
		slog.String("code", string(code)), slog.String("trace", call.TraceID),
		slog.String("caller", call.Principal.Name), slog.String("source", call.Source),
		slog.String("path", graphql.GetPath(ctx).String()), slog.Any("error", err),
	}
	if cause != nil {
		attrs = append(attrs, slog.Any("cause", cause))
	}
	if crash, ok := errors.AsType[*panicError](err); ok {
		attrs = append(attrs, slog.String("stack", string(crash.stack)))
	}
	p.log.LogAttrs(ctx, level, "GraphQL error", attrs...)
}

// panicError is a panic in a resolver. The process survives it; the caller
// reads an internal error and the log has the stack.
type panicError struct {
	value any
	stack []byte
}

func (e *panicError) Error() string { return fmt.Sprintf("panic in resolver: %v", e.value) }

func recoverPanic(_ context.Context, value any) error {
	return &panicError{value: value, stack: debug.Stack()}
}
