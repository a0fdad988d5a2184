package peer

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"sync"
)

// MaxBody bounds a request, an answer and a frame, in bytes.
const MaxBody = 8 << 20

// Mux answers requests by their path. Its zero value answers none.
type Mux struct {
	mu sync.RWMutex // guards by
	by map[string]http.Handler
}

// Handle is that of Peers.
func (m *Mux) Handle(path string, h http.Handler) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.by == nil {
		m.by = map[string]http.Handler{}
	}
	m.by[path] = h
}

// ServeHTTP implements http.Handler.
func (m *Mux) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	m.mu.RLock()
	h := m.by[r.URL.Path]
	m.mu.RUnlock()
	if h == nil || r.Method != http.MethodPost {
		Refuse(w, &Error{Status: http.StatusNotFound, Code: CodeNotFound, Message: "the node knows no such request"})
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, MaxBody)
	h.ServeHTTP(w, r)
}

type callerKey struct{}

// WithCaller marks a request's context with the node that asks.
func WithCaller(ctx context.Context, nodeID string) context.Context {
	return context.WithValue(ctx, callerKey{}, nodeID)
}

// From is the node that asks, in the context of a request.
func From(ctx context.Context) string {
	id, _ := ctx.Value(callerKey{}).(string)
	return id
}

// Read reads a request's JSON. Its errors are for Refuse.
func Read(r *http.Request, in any) error {
	b, err := io.ReadAll(r.Body)
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return &Error{Status: http.StatusRequestEntityTooLarge, Code: CodeTooLarge, Message: ErrTooLarge.Error()}
	}
	if err == nil {
		err = json.Unmarshal(b, in)
	}
	if err != nil {
		return &Error{Status: http.StatusBadRequest, Code: CodeMalformed, Message: err.Error()}
	}
	return nil
}

// Answer answers a request with JSON.
func Answer(w http.ResponseWriter, out any) {
	var b bytes.Buffer
	if err := json.NewEncoder(&b).Encode(out); err != nil {
		Refuse(w, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(b.Bytes()) // who asked is gone
}

// JSON handles requests by a function from JSON to JSON. An *Error is answered
// as it is, any other error as CodeInternal.
func JSON[In, Out any](h func(ctx context.Context, from string, in In) (Out, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in In
		if err := Read(r, &in); err != nil {
			Refuse(w, err)
			return
		}
		out, err := h(r.Context(), From(r.Context()), in)
		if err != nil {
			Refuse(w, err)
			return
		}
		Answer(w, out)
	})
}
