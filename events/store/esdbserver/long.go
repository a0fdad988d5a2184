package esdbserver

import (
	"context"
	"io"
	"strconv"
	"sync"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
)

// streamCounter bounds the long calls of each principal.
type streamCounter struct {
	limit int

	mu   sync.Mutex
	open map[string]int // by principal; no entry is zero
}

func newStreamCounter(limit int) *streamCounter {
	return &streamCounter{limit: limit, open: make(map[string]int)}
}

func (c *streamCounter) take(id string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.open[id] >= c.limit {
		return false
	}
	c.open[id]++
	return true
}

func (c *streamCounter) give(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.open[id]--; c.open[id] <= 0 {
		delete(c.open, id)
	}
}

// long begins a call that may stay open: it takes one of the principal's
// places, and its context ends when the server stops. The caller releases it.
func (s *Server) long(ctx context.Context) (_ context.Context, release func(), _ error) {
	id := principalFrom(ctx).ID
	if !s.streams.take(id) {
		return nil, nil, newFault(codes.ResourceExhausted, "more than "+strconv.Itoa(s.cfg.Limits.Streams)+" calls at once", "")
	}
	ctx, cancel := context.WithCancelCause(ctx)
	done := make(chan struct{})
	var watch sync.WaitGroup
	watch.Go(func() {
		select {
		case <-s.stopping:
			cancel(errStopping)
		case <-done:
		}
	})
	return ctx, func() {
		close(done)
		watch.Wait()
		cancel(nil)
		s.streams.give(id)
	}, nil
}

// errStopping is how the documented server ends open calls; clients that get it
// try again.
var errStopping = newFault(codes.Canceled, "the server is shutting down", "")

// ended is why a long call's context is over.
func ended(ctx context.Context) error {
	if cause := context.Cause(ctx); cause != nil {
		return storeFault("", cause)
	}
	return nil
}

// inbox receives the messages of a call in a goroutine of its own, so that the
// call can end while its client says nothing. The goroutine ends when the
// handler has returned or the context is over; Serve waits for it.
type inbox[T any] struct {
	messages chan *T
	err      error // set before messages is closed
}

func newInbox[T any](s *Server, ctx context.Context, stream grpc.ServerStream) *inbox[T] {
	in := &inbox[T]{messages: make(chan *T)}
	s.receivers.Go(func() {
		defer close(in.messages)
		for {
			m := new(T)
			if in.err = stream.RecvMsg(m); in.err != nil {
				return
			}
			select {
			case in.messages <- m:
			case <-ctx.Done():
				in.err = context.Cause(ctx)
				return
			}
		}
	})
	return in
}

// next is the next message; io.EOF when the client has said all.
func (in *inbox[T]) next(ctx context.Context) (*T, error) {
	select {
	case m, ok := <-in.messages:
		if ok {
			return m, nil
		}
		if in.err == nil {
			return nil, io.EOF
		}
		return nil, in.err
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}
