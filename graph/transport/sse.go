package transport

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/auth"
)

// serveEvents answers any operation as server-sent events: `next` with a
// response, then `complete`. Frames that can be resumed from carry `id:`; a
// caller sends the last one back as Last-Event-ID.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request, params *graphql.RawParams) {
	call, err := s.call(r, false) // unless it turns out to be more than a subscription
	if err != nil {
		s.refuseCall(w, r, err)
		return
	}
	if !s.pace(call, w.Header()) {
		s.refuse(w, r, http.StatusTooManyRequests, errTooFast)
		return
	}
	s.streamEvents(w, r, call, params)
}

// streamEvents is serveEvents for a call that is known and was counted.
func (s *Server) streamEvents(w http.ResponseWriter, r *http.Request, call auth.Call, params *graphql.RawParams) {
	call.SetCookie = nil
	giveBack, ok := s.admit(call)
	if !ok {
		s.refuse(w, r, http.StatusTooManyRequests, errTooMany)
		return
	}
	defer giveBack()
	ctx, cancel := context.WithCancelCause(graphql.StartOperationTrace(auth.WithCall(r.Context(), call)))
	defer cancel(nil)
	release, ok := s.track(func(reason error) { cancel(reason) })
	if !ok {
		s.refuse(w, r, http.StatusServiceUnavailable, apierr.New(apierr.Unavailable, "the server is stopping"))
		return
	}
	defer release()
	if !call.Credential.IsZero() && s.opt.Guard != nil {
		defer s.opt.Guard.Watch(call, func(reason error) { cancel(reason) })()
	}

	out := newEventWriter(w, s.opt.Ping, func() { cancel(errPeerGone) })
	defer out.close()
	params.Headers = r.Header
	op, errs := s.opt.Executor.CreateOperationContext(ctx, params)
	if errs != nil {
		out.next(Frame{Payload: Encode(s.encodeErrors(ctx, op, errs))})
		out.complete()
		return
	}
	if err := s.use(ctx, &call, op); err != nil {
		out.next(Frame{Payload: Encode(s.encodeErrors(ctx, op, gqlerror.List{{Err: err, Message: err.Error()}}))})
		out.complete()
		return
	}
	s.operate(ctx, op, r.Header.Get("Last-Event-ID"), out.next)
	if out.endWith(s, ctx, op) {
		out.complete()
	}
}

// operate runs an operation, shared or not, until it ends or send returns false.
func (s *Server) operate(ctx context.Context, op *graphql.OperationContext, resume string, send func(Frame) bool) {
	plain := func(a answer) bool { return send(Frame{Payload: a.body}) }
	if s.opt.Streams == nil {
		s.each(ctx, op, plain)
		return
	}
	stream, err := s.opt.Streams.Open(ctx, op, resume)
	if err != nil {
		send(Frame{Payload: Encode(s.encodeErrors(ctx, op, gqlerror.List{{Err: err, Message: err.Error()}}))})
		return
	}
	if stream == nil {
		s.each(ctx, op, plain)
		return
	}
	defer stream.Close()
	for {
		frame, err := stream.Next(ctx)
		if err != nil {
			if ctx.Err() == nil && !errors.Is(err, io.EOF) {
				send(Frame{Payload: Encode(s.encodeErrors(ctx, op, gqlerror.List{{Err: err, Message: err.Error()}}))})
			}
			return
		}
		if !send(frame) {
			return
		}
	}
}

// errPeerGone is the cause of a context whose reader does not read.
var errPeerGone = errors.New("peer does not read")

// eventWriter writes server-sent events. mu serialises frames and keep-alive
// comments and guards closed.
type eventWriter struct {
	w     http.ResponseWriter
	rc    *http.ResponseController
	ping  time.Duration
	stuck func() // called when the peer does not take a frame in time

	mu     sync.Mutex
	timer  *time.Timer
	closed bool
}

func newEventWriter(w http.ResponseWriter, ping time.Duration, stuck func()) *eventWriter {
	w.Header().Set("Content-Type", mediaEvents)
	w.Header().Set("X-Accel-Buffering", "no") // a buffering proxy would hold live frames back
	e := &eventWriter{w: w, rc: http.NewResponseController(w), ping: ping, stuck: stuck}
	e.write(":\n\n") // headers reach the caller at once
	e.mu.Lock()
	defer e.mu.Unlock()
	e.timer = time.AfterFunc(ping, e.keepAlive)
	return e
}

func (e *eventWriter) next(f Frame) bool {
	var b strings.Builder
	b.Grow(len(f.Payload) + 64)
	b.WriteString("event: next\n")
	if f.ID != "" {
		b.WriteString("id: " + f.ID + "\n")
	}
	b.WriteString("data: ")
	b.Write(f.Payload) // JSON from Encode has no line breaks
	b.WriteString("\n\n")
	return e.write(b.String())
}

func (e *eventWriter) complete() { e.write("event: complete\ndata:\n\n") }

// endWith tells the caller why a stream ended early; it reports whether the
// stream is over for good, so that the caller need not come back.
func (e *eventWriter) endWith(s *Server, ctx context.Context, op *graphql.OperationContext) bool {
	reason := context.Cause(ctx)
	var err *apierr.Error
	switch {
	case reason == nil:
		return true
	case errors.Is(reason, auth.ErrExpired):
		err = apierr.New(apierr.Unauthenticated, "the session or token has ended")
	case errors.Is(reason, auth.ErrScopesChanged):
		err = apierr.New(apierr.Forbidden, "the rights of the session or token have changed")
	default:
		return false
	}
	e.next(Frame{Payload: Encode(s.encodeErrors(context.WithoutCancel(ctx), op, gqlerror.List{err.GraphQL()}))})
	return true
}

func (e *eventWriter) keepAlive() {
	if e.write(": ping\n\n") {
		e.mu.Lock()
		defer e.mu.Unlock()
		if !e.closed {
			e.timer.Reset(e.ping)
		}
	}
}

func (e *eventWriter) write(text string) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return false
	}
	_ = e.rc.SetWriteDeadline(time.Now().Add(WriteTimeout)) // unsupported by some recorders; real servers have it
	_, err := e.w.Write([]byte(text))
	if err == nil {
		err = e.rc.Flush()
	}
	if err != nil {
		e.closed = true
		e.stuck()
		return false
	}
	return true
}

// close ends writing: nothing touches the response after the handler returns.
func (e *eventWriter) close() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.closed = true
	e.timer.Stop()
}
