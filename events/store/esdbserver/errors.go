package esdbserver

import (
	"context"
	"errors"
	"strconv"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	"github.com/parley-video/parley/events/store"
)

// The clients make typed errors of the trailer "exception" and its companions.
const (
	trailerException = "exception"
	trailerStream    = "stream-name"
)

// fault is an error of a call: a status, and the trailers that say more.
type fault struct {
	status   *status.Status
	trailers []string // key, value, …
}

func (f *fault) Error() string              { return f.status.Message() }
func (f *fault) GRPCStatus() *status.Status { return f.status }

func newFault(code codes.Code, message, exception string, trailers ...string) *fault {
	f := &fault{status: status.New(code, message)}
	if exception != "" {
		f.trailers = append([]string{trailerException, exception}, trailers...)
	}
	return f
}

// withTrailers sends what a fault carries.
func withTrailers(err error, set func(metadata.MD)) error {
	var f *fault
	if errors.As(err, &f) {
		if len(f.trailers) > 0 {
			set(metadata.Pairs(f.trailers...))
		}
		return f.status.Err()
	}
	return err
}

func invalid(message string) *fault {
	return newFault(codes.InvalidArgument, message, "")
}

func accessDenied(what string) *fault {
	return newFault(codes.PermissionDenied, "access to "+what+" is denied", "access-denied")
}

func unauthenticated(why string) *fault {
	return newFault(codes.Unauthenticated, why, "")
}

func streamDeleted(stream string) *fault {
	return newFault(codes.FailedPrecondition, "stream "+strconv.Quote(stream)+" is deleted",
		"stream-deleted", trailerStream, trailerText(stream))
}

// wrongExpected carries numbers: the clients parse them.
func wrongExpected(stream string, expected store.Expected, actual *store.WrongExpected) *fault {
	trailers := []string{trailerStream, trailerText(stream), "expected-version", strconv.FormatInt(versionNumber(expected), 10)}
	if actual.Exists {
		trailers = append(trailers, "actual-version", strconv.FormatUint(uint64(actual.Actual), 10))
	}
	return newFault(codes.FailedPrecondition, actual.Error(), "wrong-expected-version", trailers...)
}

// versionNumber is how the protocol counts the forms of an expectation.
func versionNumber(e store.Expected) int64 {
	switch r, exact := e.Revision(); {
	case exact:
		return int64(r) // below LastRevision
	case e.IsNoStream():
		return -1
	case e.IsExists():
		return -4
	default:
		return -2
	}
}

func tooLarge(limit int) *fault {
	text := strconv.Itoa(limit)
	return newFault(codes.InvalidArgument, "the append is larger than "+text+" bytes",
		"maximum-append-size-exceeded", "maximum-append-size", text)
}

func missingMetadata() *fault {
	return newFault(codes.InvalidArgument, "an event lacks its type or its content-type",
		"missing-required-metadata-property", "required-metadata-properties", metaType+","+metaContentType)
}

// trailerText makes a name fit for a trailer: ASCII.
func trailerText(s string) string {
	for i := range len(s) {
		if s[i] < 0x20 || s[i] > 0x7e {
			return strconv.QuoteToASCII(s)
		}
	}
	return s
}

// storeFault is the answer to an error of the store. Only what a caller can do
// nothing about is logged, by the interceptors.
func storeFault(stream string, err error) error {
	var f *fault
	switch {
	case err == nil:
		return nil
	case errors.As(err, &f):
		return f
	case errors.Is(err, store.ErrDeleted):
		return streamDeleted(stream)
	case errors.Is(err, store.ErrInvalid):
		return invalid(err.Error())
	case errors.Is(err, context.DeadlineExceeded):
		return newFault(codes.DeadlineExceeded, "the store did not answer in time", "")
	case errors.Is(err, context.Canceled):
		return newFault(codes.Canceled, "cancelled", "")
	case errors.Is(err, store.ErrAmbiguous):
		return newFault(codes.Aborted, "outcome unknown: repeat the same append", "")
	case errors.Is(err, store.ErrUnavailable), errors.Is(err, store.ErrClosed):
		return newFault(codes.Unavailable, "the event store is not available", "")
	default:
		return &internalFault{cause: err}
	}
}

// internalFault hides its cause from the caller.
type internalFault struct{ cause error }

func (f *internalFault) Error() string { return f.cause.Error() }
func (f *internalFault) Unwrap() error { return f.cause }
func (f *internalFault) GRPCStatus() *status.Status {
	return status.New(codes.Internal, "internal error")
}
