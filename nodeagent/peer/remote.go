package peer

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"sync"
)

// remote is another node at an address, with the connections to it.
type remote struct {
	address   string
	void      string // its certificates that were void when it was made
	transport *http.Transport

	mu     sync.Mutex // guards all below
	conns  map[net.Conn]struct{}
	closed bool
}

// transport gives who carries requests to a node. Its connections are closed
// when the node's address or record changes.
func (p *Peer) transport(nodeID string) (http.RoundTripper, error) {
	address, ok := p.where(nodeID)
	void := p.void(nodeID)
	p.mu.Lock()
	old := p.remotes[nodeID]
	switch {
	case p.ended:
		p.mu.Unlock()
		return nil, fmt.Errorf("%w: this node is stopping", ErrUnreachable)
	case old != nil && ok && old.address == address && old.void == void:
		p.mu.Unlock()
		return old.transport, nil
	}
	delete(p.remotes, nodeID)
	var fresh *remote
	if ok {
		fresh = p.newRemote(nodeID, address, void)
		p.remotes[nodeID] = fresh
	}
	p.mu.Unlock()
	if old != nil {
		old.close()
	}
	if fresh == nil {
		return nil, ErrUnknownNode
	}
	return fresh.transport, nil
}

func (p *Peer) newRemote(nodeID, address, void string) *remote {
	r := &remote{address: address, void: void, conns: map[net.Conn]struct{}{}}
	r.transport = &http.Transport{
		DialContext:     r.dial,
		TLSClientConfig: p.clientTLS(nodeID, alpnHTTP), TLSHandshakeTimeout: handshakeTime,
		ForceAttemptHTTP2: true, HTTP2: http2Config(),
		IdleConnTimeout: idleTime, MaxResponseHeaderBytes: maxHeader, DisableCompression: true,
	}
	return r
}

func (r *remote) dial(ctx context.Context, network, _ string) (net.Conn, error) {
	dialer := net.Dialer{Timeout: dialTime}
	c, err := dialer.DialContext(ctx, network, r.address)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		_ = c.Close()
		return nil, net.ErrClosed
	}
	own := &tracked{Conn: c, forget: r.forget}
	r.conns[own] = struct{}{}
	return own, nil
}

func (r *remote) forget(c net.Conn) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.conns, c)
}

// close ends the requests that are under way, too.
func (r *remote) close() {
	r.mu.Lock()
	r.closed = true
	conns := r.conns
	r.conns = map[net.Conn]struct{}{}
	r.mu.Unlock()
	for c := range conns {
		_ = c.Close()
	}
	r.transport.CloseIdleConnections()
}

// DialStream is that of Conns.
func (p *Peer) DialStream(ctx context.Context, address, alpn string) (net.Conn, error) {
	fail := func(err error) (net.Conn, error) {
		return nil, fmt.Errorf("connect to %s for %s: %w", address, alpn, unreachable(err))
	}
	ctx, cancel := context.WithTimeout(ctx, dialTime+handshakeTime)
	defer cancel()
	dialer := tls.Dialer{Config: p.clientTLS("", alpn)}
	c, err := dialer.DialContext(ctx, "tcp", address)
	if err != nil {
		return fail(err)
	}
	own := &tracked{Conn: c, forget: p.forget}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ended {
		_ = closeNow(c)
		return fail(net.ErrClosed)
	}
	p.conns[own] = p.party(nodeOf(c.(*tls.Conn)))
	return own, nil
}
