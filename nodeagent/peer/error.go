package peer

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// What Call and Stream may fail with besides *Error, compared with errors.Is.
var (
	// ErrUnreachable: no answer came. The node may have got the request.
	ErrUnreachable = errors.New("node cannot be reached")
	// ErrUnknownNode: the node has no record or no address. It is ErrUnreachable, too.
	ErrUnknownNode = fmt.Errorf("%w: no such node, or none with an address", ErrUnreachable)
	// ErrTooLarge: a request, answer or frame is beyond its bound.
	ErrTooLarge = errors.New("larger than nodes may send each other")
)

// Error is what the other node answered in place of what it was asked for.
type Error struct {
	Status  int    `json:"-"` // of HTTP; 0 in an error to answer with is 409
	Code    string `json:"code"`
	Message string `json:"message"`
	Field   string `json:"field,omitempty"`
}

// Error implements error.
func (e *Error) Error() string {
	if e.Field != "" {
		return fmt.Sprintf("%s: %s (%s)", e.Field, e.Message, e.Code)
	}
	return fmt.Sprintf("%s (%s)", e.Message, e.Code)
}

// Codes of errors that this package answers with.
const (
	CodeInternal  = "internal"  // something that is not for the other node to know
	CodeMalformed = "malformed" // a request that cannot be read
	CodeTooLarge  = "too-large" // a request beyond its bound
	CodeNotFound  = "not-found" // a path that nobody handles
	CodeUnknown   = "unknown"   // an answer that is none of ours
)

// maxError bounds the answer that says why there is none.
const maxError = 64 << 10

// refusal reads an answer other than 200.
func refusal(resp *http.Response) error {
	e := &Error{Status: resp.StatusCode}
	b, err := io.ReadAll(io.LimitReader(resp.Body, maxError))
	if err != nil {
		return unreachable(err)
	}
	if json.Unmarshal(b, e) != nil || e.Code == "" {
		e.Code, e.Message = CodeUnknown, resp.Status
	}
	return e
}

// unreachable says of a transport's error what it means to who asked. That he
// does not want to know any more is no fault of the node.
func unreachable(err error) error {
	switch {
	case err == nil, errors.Is(err, ErrUnreachable), errors.Is(err, context.Canceled):
		return err
	default:
		return fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
}

// Refuse answers with an error: with an *Error as it is, with anything else as
// CodeInternal without a word of it.
func Refuse(w http.ResponseWriter, err error) {
	var e *Error
	if !errors.As(err, &e) {
		e = &Error{Status: http.StatusInternalServerError, Code: CodeInternal, Message: "the node failed"}
	}
	status := e.Status
	if status < http.StatusBadRequest {
		status = http.StatusConflict
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(e) // who asked is gone
}
