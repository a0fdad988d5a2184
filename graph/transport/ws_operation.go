package transport

import (
	"context"
	"encoding/json"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/auth"
)

// operation is one open subscribe. It is current while conn.ops holds it:
// after a `complete` of the peer nothing more of it may be sent, even if its
// goroutine still has a frame in hand, since the id may already be in use again.
type operation struct {
	id     string
	ctx    context.Context
	cancel context.CancelFunc
}

// remember enters an operation and counts its goroutine, which must call finish.
func (c *conn) remember(id string) (op *operation, full, duplicate bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, exists := c.ops[id]; exists {
		return nil, false, true
	}
	if len(c.ops) >= MaxOperations {
		return nil, true, false
	}
	op = &operation{id: id}
	op.ctx, op.cancel = context.WithCancel(c.ctx)
	c.ops[id] = op
	c.work.Add(1)
	return op, false, false
}

// forget ends an operation because the peer says so.
func (c *conn) forget(id string) {
	// With writeMu, no frame of it is on its way after this returns.
	c.writeMu.Lock()
	defer c.writeMu.Unlock()
	c.mu.Lock()
	defer c.mu.Unlock()
	if op, ok := c.ops[id]; ok {
		op.cancel()
		delete(c.ops, id)
	}
}

// finish takes an operation out; it reports whether it was still current.
func (c *conn) finish(op *operation) bool {
	op.cancel()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ops[op.id] != op {
		return false
	}
	delete(c.ops, op.id)
	return true
}

func (c *conn) current(op *operation) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.ops[op.id] == op
}

// run executes an operation and sends what it yields.
func (c *conn) run(op *operation, params *graphql.RawParams) {
	defer c.work.Done()
	call := c.call
	call.SetCookie = nil
	ctx := graphql.StartOperationTrace(auth.WithCall(op.ctx, call))
	defer func() {
		if v := recover(); v != nil { // what net/http does for a request
			err := c.server.opt.Recover(ctx, v)
			c.end(op, messageError, c.server.encodeErrors(ctx, nil, gqlerror.List{{Err: err, Message: err.Error()}}).Errors)
		}
	}()

	// The connection may have been open for long: what counts is who they are now.
	// The Guard ends what is open already.
	if err := c.again(ctx, &call); err != nil {
		c.end(op, messageError, c.server.encodeErrors(ctx, nil, gqlerror.List{{Err: err, Message: err.Error()}}).Errors)
		return
	}
	ctx = auth.WithCall(ctx, call)
	exec := c.server.opt.Executor
	opCtx, errs := exec.CreateOperationContext(ctx, params)
	if errs == nil {
		if err := c.server.use(ctx, &call, opCtx); err != nil {
			errs = gqlerror.List{{Err: err, Message: err.Error()}}
		}
	}
	if errs != nil {
		c.end(op, messageError, c.server.encodeErrors(ctx, opCtx, errs).Errors)
		return
	}
	c.server.operate(ctx, opCtx, "", func(f Frame) bool { return c.sendNext(op, f) })
	c.end(op, messageComplete, nil)
}

// again finds out who a caller is now, before an operation begins.
func (c *conn) again(ctx context.Context, call *auth.Call) error {
	if err := c.server.verify(ctx, call, false); err != nil {
		return err
	}
	if call.Principal.IsZero() {
		return apierr.New(apierr.Unauthenticated, "the session or token has ended")
	}
	return nil
}

// end sends the last message of an operation, unless the peer completed it.
func (c *conn) end(op *operation, kind messageType, errs gqlerror.List) {
	if !c.finish(op) || c.ctx.Err() != nil {
		return
	}
	m := outgoing{ID: op.id, Type: kind}
	if errs != nil {
		m.Payload = errs
	}
	c.sendMessage(m)
}

func (c *conn) refusal(id string, err *apierr.Error) outgoing {
	ctx := auth.WithCall(c.ctx, c.call)
	return outgoing{ID: id, Type: messageError, Payload: c.server.encodeErrors(ctx, nil, gqlerror.List{err.GraphQL()}).Errors}
}

// frames lends buffers to put `next` messages together in.
var frames = sync.Pool{New: func() any { return new([]byte) }}

// maxPooledFrame keeps one large snapshot from staying in every buffer.
const maxPooledFrame = 64 << 10

// sendNext wraps the shared payload of a frame for this operation.
func (c *conn) sendNext(op *operation, f Frame) bool {
	c.writeMu.Lock()
	defer c.writeMu.Unlock()
	if op.ctx.Err() != nil || !c.current(op) {
		return false
	}
	buf := frames.Get().(*[]byte)
	b := append((*buf)[:0], `{"id":`...)
	b = appendJSONString(b, op.id)
	b = append(b, `,"type":"next","payload":`...)
	b = append(b, f.Payload...)
	b = append(b, '}')
	ok := c.send(b)
	if cap(b) <= maxPooledFrame {
		*buf = b
		frames.Put(buf)
	}
	return ok
}

// appendJSONString quotes an identifier. The usual ones need no escaping.
func appendJSONString(b []byte, s string) []byte {
	for i := range len(s) {
		if ch := s[i]; ch < 0x20 || ch == '"' || ch == '\\' || ch >= 0x7f {
			quoted, err := json.Marshal(s) // cannot fail for text
			if err != nil {
				return append(b, `""`...)
			}
			return append(b, quoted...)
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}
