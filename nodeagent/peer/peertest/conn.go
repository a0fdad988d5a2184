package peertest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"time"

	"github.com/parley-video/parley/nodeagent/peer"
)

// HandleStream is that of peer.Conns.
func (p *Peer) HandleStream(alpn string, h func(nodeID string, c net.Conn)) {
	p.net.mu.Lock()
	defer p.net.mu.Unlock()
	p.alpns[alpn] = h
}

// DialStream is that of peer.Conns.
func (p *Peer) DialStream(ctx context.Context, address, alpn string) (net.Conn, error) {
	c, err := p.dialStream(ctx, address, alpn)
	switch {
	case err == nil:
		return c, nil
	case ctx.Err() != nil && errors.Is(context.Cause(ctx), context.Canceled):
		return nil, fmt.Errorf("connect to %s for %s: %w", address, alpn, err)
	default:
		return nil, fmt.Errorf("connect to %s for %s: %w: %w", address, alpn, peer.ErrUnreachable, err)
	}
}

func (p *Peer) dialStream(ctx context.Context, address, alpn string) (net.Conn, error) {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return nil, err
	}
	n := p.net
	n.mu.Lock()
	id := n.at[at]
	n.mu.Unlock()
	target, err := n.dial(ctx, p, id)
	if err != nil {
		return nil, err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	handle := target.alpns[alpn]
	if target.dead || p.dead || handle == nil {
		return nil, errReset
	}
	e := &exchange{net: n, client: p.ID, server: id, cancel: func() {}}
	there, back := newPipe(e, p.ID, id), newPipe(e, id, p.ID)
	e.pipes = []*pipe{there, back}
	n.live[e] = struct{}{}
	here, far := net.TCPAddrFromAddrPort(n.ids[p.ID]), net.TCPAddrFromAddrPort(at)
	n.done.Go(func() { handle(p.ID, &conn{in: there, out: back, local: far, remote: here}) })
	return &conn{in: back, out: there, local: here, remote: far}, nil
}

// conn is one end of a connection.
type conn struct {
	in, out       *pipe
	local, remote net.Addr
	closed        bool // the Network's lock guards it
}

// Read implements net.Conn.
func (c *conn) Read(to []byte) (int, error) {
	if len(to) == 0 {
		return 0, nil
	}
	got, err := c.in.take(len(to))
	if err == nil && got.err != nil {
		err = got.err
	}
	return copy(to, got.b), err
}

// Write implements net.Conn.
func (c *conn) Write(b []byte) (int, error) {
	for done := 0; done < len(b); {
		part := b[done:min(len(b), done+window)]
		if err := c.out.put(chunk{b: bytes.Clone(part)}); err != nil {
			return done, err
		}
		done += len(part)
	}
	return len(b), nil
}

// Close implements net.Conn. What was written before arrives.
func (c *conn) Close() error {
	_ = c.out.put(chunk{err: io.EOF}) // it is closed or broken already
	n := c.in.e.net
	n.mu.Lock()
	defer n.mu.Unlock()
	if c.closed {
		return nil
	}
	c.closed = true
	c.in.readErr = net.ErrClosed
	if c.in.writeErr == nil {
		c.in.writeErr = errReset
	}
	c.in.wake()
	if c.in.e.closed++; c.in.e.closed == len(c.in.e.pipes) {
		delete(n.live, c.in.e)
	}
	return nil
}

// LocalAddr implements net.Conn.
func (c *conn) LocalAddr() net.Addr { return c.local }

// RemoteAddr implements net.Conn.
func (c *conn) RemoteAddr() net.Addr { return c.remote }

// SetDeadline implements net.Conn.
func (c *conn) SetDeadline(t time.Time) error {
	_ = c.SetReadDeadline(t)
	return c.SetWriteDeadline(t)
}

// SetReadDeadline implements net.Conn.
func (c *conn) SetReadDeadline(t time.Time) error {
	c.in.e.net.mu.Lock()
	defer c.in.e.net.mu.Unlock()
	c.in.readBy = t
	c.in.wake()
	return nil
}

// SetWriteDeadline implements net.Conn.
func (c *conn) SetWriteDeadline(t time.Time) error {
	c.out.e.net.mu.Lock()
	defer c.out.e.net.mu.Unlock()
	c.out.writeBy = t
	c.out.wake()
	return nil
}
