package esdb

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	"github.com/parley-video/parley/events/store"
)

// ErrRefused is ErrUnavailable, but waiting does not help: the server does not
// know us, or does not let us do this.
var ErrRefused = fmt.Errorf("%w: refused by the server", store.ErrUnavailable)

var (
	errTimeout = errors.New("no answer in time")
	errClosing = errors.New("connection is closing")
)

// kind says what to make of a failed call.
type kind uint8

const (
	transient kind = iota // may succeed when tried again
	moved                 // another member leads; nothing was done
	deleted               // the stream has ended
	conflict              // the stream is not as expected (only Tombstone says it this way)
	refused               // will not succeed; nothing was done
)

// failure is a failed call.
type failure struct {
	kind   kind
	err    error // with the sentinel of the contract
	leader string
	actual string // for a conflict: the revision, as the server writes it
}

// judge sorts out the error of a call.
func judge(err error, trailer metadata.MD) failure {
	first := func(key string) string {
		if v := trailer.Get(key); len(v) > 0 {
			return v[0]
		}
		return ""
	}
	text := plain(err)
	switch first("exception") {
	case "not-leader":
		f := failure{kind: moved, err: fmt.Errorf("%w: another member leads", store.ErrUnavailable)}
		if host, port := first("leader-endpoint-host"), first("leader-endpoint-port"); host != "" && port != "" {
			f.leader = net.JoinHostPort(host, port)
		}
		return f
	case "stream-deleted":
		return failure{kind: deleted, err: store.ErrDeleted}
	case "wrong-expected-version":
		return failure{kind: conflict, err: text, actual: first("actual-version")}
	case "access-denied":
		return failure{kind: refused, err: fmt.Errorf("%w: %w", ErrRefused, text)}
	case "maximum-append-size-exceeded", "missing-required-metadata-property":
		return failure{kind: refused, err: fmt.Errorf("%w: %w", store.ErrInvalid, text)}
	}
	switch code := status.Code(err); {
	case code == codes.Unauthenticated, code == codes.PermissionDenied, code == codes.Unimplemented:
		return failure{kind: refused, err: fmt.Errorf("%w: %w", ErrRefused, text)}
	case code == codes.InvalidArgument,
		code == codes.ResourceExhausted && strings.Contains(err.Error(), "larger than max"):
		return failure{kind: refused, err: fmt.Errorf("%w: %w", store.ErrInvalid, text)}
	}
	return failure{kind: transient, err: fmt.Errorf("%w: %w", store.ErrUnavailable, text)}
}

// plain takes the words out of a gRPC error. The error itself would make
// errors.Is find contexts that are not the caller's.
func plain(err error) error {
	if s, ok := status.FromError(err); ok {
		return fmt.Errorf("%s: %s", s.Code(), s.Message())
	}
	return err
}

// cause is why the bounds of a call ended it; nil when they did not. errTimeout
// comes as ErrUnavailable.
func cause(ctx context.Context) error {
	switch err := context.Cause(ctx); {
	case ctx.Err() == nil:
		return nil
	case errors.Is(err, store.ErrClosed):
		return store.ErrClosed
	case errors.Is(err, errTimeout):
		return fmt.Errorf("%w: %w", store.ErrUnavailable, errTimeout)
	default:
		return ctx.Err()
	}
}
