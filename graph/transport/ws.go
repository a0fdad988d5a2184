package transport

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/auth"
)

// subprotocol is the only one served.
const subprotocol = "graphql-transport-ws"

// The close codes of the protocol, and those of ours.
const (
	closeBadMessage   = 4400
	closeUnauthorized = 4401
	closeForbidden    = 4403
	closeSubprotocol  = 4406
	closeInitTimeout  = 4408
	closeDuplicateID  = 4409
	closeTooManyInits = 4429
	closeUnavailable  = websocket.CloseTryAgainLater
)

// writeBuffers are lent to connections while they write, so that an idle one
// holds none.
var writeBuffers sync.Pool

func newUpgrader() websocket.Upgrader {
	return websocket.Upgrader{
		Subprotocols:    []string{subprotocol},
		ReadBufferSize:  1024,
		WriteBufferSize: 4096,
		WriteBufferPool: &writeBuffers,
		// The origin is checked before the upgrade, where the cookie is known.
		CheckOrigin: func(*http.Request) bool { return true },
		Error: func(w http.ResponseWriter, _ *http.Request, status int, reason error) {
			http.Error(w, reason.Error(), status)
		},
	}
}

func (s *Server) serveWebSocket(w http.ResponseWriter, r *http.Request) {
	if !bearer(r) && r.Header.Get("Origin") != "" && !auth.SameOrigin(r, s.opt.TrustedOrigins, true) {
		s.refuse(w, r, http.StatusForbidden, apierr.New(apierr.Forbidden, "WebSockets from other origins are refused"))
		return
	}
	call, err := s.call(r, false) // the page connects by itself
	if err != nil {
		s.refuseCall(w, r, err)
		return
	}
	if call.Credential.Session != "" && !auth.SameOrigin(r, s.opt.TrustedOrigins, true) {
		s.refuse(w, r, http.StatusForbidden, apierr.New(apierr.Forbidden, "a session cookie needs an Origin header"))
		return
	}
	if !s.pace(call, w.Header()) {
		s.refuse(w, r, http.StatusTooManyRequests, errTooFast)
		return
	}
	giveBack, ok := s.admit(call)
	if !ok {
		s.refuse(w, r, http.StatusTooManyRequests, errTooMany)
		return
	}
	ws, err := s.upgrader.Upgrade(w, r, nil)
	if err != nil {
		giveBack()
		return // Upgrade has answered
	}
	c := newConn(r.Context(), s, ws, call)
	c.giveBack = giveBack
	defer func() { c.giveBack() }()
	release, ok := s.track(c.stop)
	if !ok {
		c.stop(errStopping)
		c.drain()
		return
	}
	defer release()
	c.serve()
}

// conn is one WebSocket. The goroutine in serve reads; each open operation has
// a goroutine that writes its own frames under writeMu, so a peer that does not
// read stalls its own operations and nobody else's, for at most WriteTimeout.
type conn struct {
	server *Server
	ws     *websocket.Conn
	call   auth.Call // written by the reader before any operation starts
	// giveBack ends the counting against a quota; the reader's, like call.
	giveBack func()
	log      *slog.Logger

	ctx    context.Context // of every operation; ends when closing begins
	cancel context.CancelFunc
	once   sync.Once      // closing
	work   sync.WaitGroup // goroutines of operations

	writeMu sync.Mutex // serialises data frames; taken before mu

	mu        sync.Mutex // guards what follows
	ops       map[string]*operation
	keepAlive *time.Timer
}

func newConn(ctx context.Context, s *Server, ws *websocket.Conn, call auth.Call) *conn {
	c := &conn{
		server: s, ws: ws, call: call, ops: map[string]*operation{},
		log: s.opt.Log.With("trace", call.TraceID, "source", call.Source),
	}
	// The request's context ends with the handler, which is what we want to
	// outlive until serve returns; its values stay.
	c.ctx, c.cancel = context.WithCancel(context.WithoutCancel(ctx))
	return c
}

// serve runs the connection until either side ends it, and returns when every
// goroutine of it has.
func (c *conn) serve() {
	defer c.work.Wait()
	defer c.drain()
	c.ws.SetReadLimit(MaxBody)
	if c.ws.Subprotocol() != subprotocol {
		c.close(closeSubprotocol, "Subprotocol not acceptable")
		return
	}
	if !c.initialise() {
		return
	}
	if c.server.opt.Guard != nil {
		defer c.server.opt.Guard.Watch(c.call, c.stop)()
	}
	defer c.keepReading()()
	for {
		m, ok := c.read()
		if !ok || c.ctx.Err() != nil || !c.handle(m) {
			return
		}
	}
}

// keepReading lets the connection live for as long as the peer answers pings.
func (c *conn) keepReading() (stop func()) {
	ping := c.server.opt.Ping
	alive := func() {
		if c.ctx.Err() == nil {
			_ = c.ws.SetReadDeadline(time.Now().Add(2*ping + WriteTimeout))
		}
	}
	alive()
	c.ws.SetPongHandler(func(string) error { alive(); return nil })
	c.mu.Lock()
	defer c.mu.Unlock()
	c.keepAlive = time.AfterFunc(ping, func() {
		if c.ws.WriteControl(websocket.PingMessage, nil, time.Now().Add(WriteTimeout)) != nil {
			return
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.ctx.Err() == nil {
			c.keepAlive.Reset(ping)
		}
	})
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.cancel()
		c.keepAlive.Stop()
	}
}

// send writes one data frame. A peer that does not take it in time is cut off.
// The caller holds writeMu.
func (c *conn) send(frame []byte) bool {
	_ = c.ws.SetWriteDeadline(time.Now().Add(WriteTimeout))
	err := c.ws.WriteMessage(websocket.TextMessage, frame)
	if err == nil {
		return true
	}
	if slow, ok := errors.AsType[net.Error](err); ok && slow.Timeout() {
		c.log.Warn("WebSocket peer does not read; cut off")
	}
	c.cancel()
	_ = c.ws.NetConn().Close()
	return false
}

// stop ends the connection from outside; see Server.track and auth.Guard.
func (c *conn) stop(reason error) {
	switch {
	case errors.Is(reason, auth.ErrExpired):
		c.close(closeUnauthorized, "Unauthorized")
	case errors.Is(reason, auth.ErrScopesChanged):
		c.close(closeForbidden, "Forbidden")
	default:
		c.close(websocket.CloseGoingAway, "the server is stopping")
	}
}

// lingerTime is how long a peer has to read the last frame and answer it.
const lingerTime = time.Second

// close ends all operations and says goodbye with a code. The reader notices
// when the peer answers, or lingerTime later.
func (c *conn) close(code int, reason string) {
	c.once.Do(func() {
		c.cancel()
		goodbye := websocket.FormatCloseMessage(code, reason)
		// A peer that does not read must not hold up whoever closes.
		_ = c.ws.WriteControl(websocket.CloseMessage, goodbye, time.Now().Add(lingerTime))
		_ = c.ws.NetConn().SetReadDeadline(time.Now().Add(lingerTime))
	})
}

// drain reads the rest, so that unread bytes do not make the system reset the
// connection before the peer has seen why it was closed.
func (c *conn) drain() {
	c.close(websocket.CloseNormalClosure, "")
	c.ws.SetPongHandler(func(string) error { return nil })
	_ = c.ws.NetConn().SetReadDeadline(time.Now().Add(lingerTime))
	for {
		if _, _, err := c.ws.NextReader(); err != nil {
			break
		}
	}
	_ = c.ws.NetConn().Close()
}
