package peer

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"
)

// maxHandshakes bounds those who are not known yet. maxEnding bounds those beside
// them whose connection was closed under their hands; if there are as many, the
// kernel keeps the rest waiting.
const (
	maxHandshakes = 256
	maxEnding     = 64
)

// maxHeader bounds the header of a request, in bytes.
const maxHeader = 16 << 10

func (p *Peer) newServer() *http.Server {
	return &http.Server{
		Handler:     http.HandlerFunc(p.serve),
		ConnContext: func(ctx context.Context, c net.Conn) context.Context { return WithCaller(ctx, nodeOf(c.(*tls.Conn))) },
		ConnState: func(c net.Conn, s http.ConnState) {
			if s == http.StateClosed {
				p.forget(c)
			}
		},
		IdleTimeout: 2 * idleTime, MaxHeaderBytes: maxHeader,
		HTTP2:    http2Config(),
		ErrorLog: slog.NewLogLogger(p.cfg.Log.Handler(), slog.LevelDebug),
	}
}

// http2Config notices a way that is gone without a word.
func http2Config() *http.HTTP2Config {
	return &http.HTTP2Config{
		SendPingTimeout: pingAfter, PingTimeout: pingTime, WriteByteTimeout: pingAfter + pingTime,
		MaxConcurrentStreams: 1000,
	}
}

// serve answers a request of a node, which may have lost its record since it
// connected.
func (p *Peer) serve(w http.ResponseWriter, r *http.Request) {
	if !p.enter() {
		panic(http.ErrAbortHandler)
	}
	defer p.streams.Done()
	if !p.cfg.Known(From(r.Context())) {
		panic(http.ErrAbortHandler)
	}
	p.Mux.ServeHTTP(w, r)
}

// enter counts a goroutine that Run waits for; false when Run has ended.
func (p *Peer) enter() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ended {
		return false
	}
	p.streams.Add(1)
	return true
}

// accept takes connections, each through its handshake to who handles it.
func (p *Peer) accept(ctx context.Context, shaking *sync.WaitGroup) error {
	room := make(chan struct{}, maxHandshakes+maxEnding)
	var pending handshakes
	for {
		select {
		case room <- struct{}{}:
		case <-ctx.Done():
			return nil
		}
		conn, err := p.listener.Accept()
		if err != nil {
			<-room
			if ctx.Err() != nil {
				return nil
			}
			if errors.Is(err, net.ErrClosed) {
				return err
			}
			// Out of descriptors, most likely.
			p.cfg.Log.Warn("a node's connection cannot be accepted", slog.Any("error", err))
			select {
			case <-time.After(acceptPause):
			case <-ctx.Done():
			}
			continue
		}
		pending.begin(conn)
		shaking.Go(func() {
			defer func() { <-room }()
			p.welcome(ctx, conn, &pending)
		})
	}
}

// acceptPause is after a failure to accept.
const acceptPause = 100 * time.Millisecond

// welcome finds out who connects and hands the connection on.
func (p *Peer) welcome(ctx context.Context, raw net.Conn, pending *handshakes) {
	c := tls.Server(raw, p.serverTLS(p.alpnNames()))
	shaking, cancel := context.WithTimeout(ctx, handshakeTime)
	defer cancel()
	err := c.HandshakeContext(shaking)
	pending.end(raw)
	if err != nil {
		_ = raw.Close()
		p.cfg.Log.Debug("refused a connection to the cluster port", slog.String("remote", raw.RemoteAddr().String()), slog.Any("error", err))
		return
	}
	id, alpn := nodeOf(c), c.ConnectionState().NegotiatedProtocol
	p.mu.Lock()
	handle := p.alpns[alpn]
	if p.ended || (alpn != alpnHTTP && handle == nil) {
		p.mu.Unlock()
		_ = c.Close()
		return
	}
	if alpn == alpnHTTP {
		p.conns[c] = p.party(id)
		p.mu.Unlock()
		if !p.accepted.hand(ctx, c) {
			p.forget(c)
			_ = raw.Close()
		}
		return
	}
	plain := &tracked{Conn: c, forget: p.forget}
	p.conns[plain] = p.party(id)
	p.streams.Add(1)
	p.mu.Unlock()
	go func() {
		defer p.streams.Done()
		handle(id, plain)
	}()
}

func (p *Peer) forget(c net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.conns, c)
}

// tracked is a plain connection that is no concern of ours once it is closed.
type tracked struct {
	net.Conn
	forget func(net.Conn)
}

// Close implements net.Conn. It does not wait to say farewell to a peer that
// does not read.
func (t *tracked) Close() error {
	t.forget(t)
	return closeNow(t.Conn)
}

// closeNow closes without TLS's own farewell if that has to wait.
func closeNow(c net.Conn) error {
	if c, ok := c.(*tls.Conn); ok {
		_ = c.NetConn().SetWriteDeadline(time.Now().Add(farewell))
	}
	return c.Close()
}

const farewell = 100 * time.Millisecond

func (p *Peer) alpnNames() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	names := []string{alpnHTTP}
	for name := range p.alpns {
		names = append(names, name)
	}
	return names
}

// HandleStream is that of Conns.
func (p *Peer) HandleStream(alpn string, h func(nodeID string, c net.Conn)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.alpns[alpn] = h
}

// acceptor is the listener of the HTTP server: it gives connections whose
// handshake is over.
type acceptor struct {
	address net.Addr
	conns   chan net.Conn
	done    chan struct{}
	once    sync.Once
}

func newAcceptor(address net.Addr) *acceptor {
	return &acceptor{address: address, conns: make(chan net.Conn), done: make(chan struct{})}
}

func (a *acceptor) hand(ctx context.Context, c net.Conn) bool {
	select {
	case a.conns <- c:
		return true
	case <-a.done:
		return false
	case <-ctx.Done():
		return false
	}
}

// Accept implements net.Listener.
func (a *acceptor) Accept() (net.Conn, error) {
	select {
	case c := <-a.conns:
		return c, nil
	case <-a.done:
		return nil, net.ErrClosed
	}
}

// Close implements net.Listener.
func (a *acceptor) Close() error {
	a.once.Do(func() { close(a.done) })
	return nil
}

// Addr implements net.Listener.
func (a *acceptor) Addr() net.Addr { return a.address }
