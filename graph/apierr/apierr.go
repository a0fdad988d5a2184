// Package apierr holds the errors of the API that are not business refusals:
// a closed list of codes and the one error type that bears them.
//
// Whatever is not an *Error is hidden from callers and logged by the presenter
// in package graph. It owns nothing and is safe for concurrent use.
package apierr

import (
	"errors"
	"fmt"

	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Code is the value of extensions.code. The list is closed.
type Code string

// The codes.
const (
	Unauthenticated Code = "UNAUTHENTICATED" // no valid session or token
	Forbidden       Code = "FORBIDDEN"       // the caller lacks a scope
	BadUserInput    Code = "BAD_USER_INPUT"  // the request itself is wrong
	LimitExceeded   Code = "LIMIT_EXCEEDED"  // too large, too deep, too costly, too many
	Unavailable     Code = "UNAVAILABLE"     // try again later
	Internal        Code = "INTERNAL"        // our fault; see the log under the trace id

	BookmarkExpired   Code = "BOOKMARK_EXPIRED"    // events after the position were removed
	BookmarkBeyondEnd Code = "BOOKMARK_BEYOND_END" // the log ends before the position
)

// Codes is the closed list.
func Codes() []Code {
	return []Code{
		Unauthenticated, Forbidden, BadUserInput, LimitExceeded, Unavailable, Internal, BookmarkExpired, BookmarkBeyondEnd,
	}
}

// Error is an error whose text is meant for the caller.
type Error struct {
	Code     Code
	Message  string
	Argument string // path of the argument at fault, for example input.locationId
	Cause    error  // for the log, never shown
	// OldestPosition is where a reader whose bookmark has expired may go on;
	// empty with all other codes.
	OldestPosition string
}

func (e *Error) Error() string { return e.Message }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// New makes an Error.
func New(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// BadArgument makes a BAD_USER_INPUT that names the argument at fault.
func BadArgument(argument, format string, args ...any) *Error {
	return &Error{Code: BadUserInput, Message: argument + ": " + fmt.Sprintf(format, args...), Argument: argument}
}

// Wrap makes an Error that hides its cause from the caller.
func Wrap(code Code, cause error, message string) *Error {
	return &Error{Code: code, Message: message, Cause: cause}
}

// GraphQL makes the form that extensions and transports hand to the executor.
func (e *Error) GraphQL() *gqlerror.Error {
	return &gqlerror.Error{Err: e, Message: e.Message}
}

// Of finds the code of an error: Internal when it bears none.
func Of(err error) Code {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return Internal
}
