package esdbserver

import (
	"context"
	"net"
	"sync"
	"time"

	"google.golang.org/grpc/peer"
)

// limitedListener turns away connections beyond a number. A stranger is one on
// which nobody has shown credentials yet: it is closed after a while, and one
// machine may have a part of all places at most with such connections, so that
// it cannot keep everybody else out.
type limitedListener struct {
	net.Listener
	patience  time.Duration
	all, each int

	mu        sync.Mutex // guards what follows
	taken     int
	strangers map[string]int // by machine; no entry is zero
}

// strangersPart is the part of all places that the strangers of one machine may
// take.
const strangersPart = 8

func newLimitedListener(l net.Listener, limits Limits) *limitedListener {
	return &limitedListener{
		Listener: l, patience: limits.Strangers, all: limits.Connections,
		each: max(1, limits.Connections/strangersPart), strangers: make(map[string]int),
	}
}

// Accept implements net.Listener.
func (l *limitedListener) Accept() (net.Conn, error) {
	for {
		conn, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		c := &limitedConn{Conn: conn, listener: l, machine: machineOf(conn.RemoteAddr())}
		if !l.take(c.machine) {
			_ = conn.Close() // the client tries again
			continue
		}
		c.mu.Lock()
		c.timer = time.AfterFunc(l.patience, func() { _ = c.Close() })
		c.mu.Unlock()
		return c, nil
	}
}

func machineOf(a net.Addr) string {
	host, _, err := net.SplitHostPort(a.String())
	if err != nil {
		return a.String()
	}
	return host
}

func (l *limitedListener) take(machine string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.taken >= l.all || l.strangers[machine] >= l.each {
		return false
	}
	l.taken++
	l.strangers[machine]++
	return true
}

// introduced takes a connection from the strangers.
func (l *limitedListener) introduced(machine string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.strangers[machine]--; l.strangers[machine] <= 0 {
		delete(l.strangers, machine)
	}
}

func (l *limitedListener) left() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.taken--
}

// limitedConn is a connection that has one of the places.
type limitedConn struct {
	net.Conn
	listener *limitedListener
	machine  string

	mu            sync.Mutex // guards what follows
	timer         *time.Timer
	known, closed bool
}

// introduce notes that somebody has shown credentials.
func (c *limitedConn) introduce() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.known {
		return
	}
	c.known = true
	c.timer.Stop()
	c.listener.introduced(c.machine)
}

// Close implements net.Conn.
func (c *limitedConn) Close() error {
	c.introduce()
	c.mu.Lock()
	first := !c.closed
	c.closed = true
	c.mu.Unlock()
	if first {
		c.listener.left()
	}
	return c.Conn.Close()
}

// RemoteAddr implements net.Conn. What it gives leads calls back to the
// connection: gRPC hands them nothing else of it.
func (c *limitedConn) RemoteAddr() net.Addr { return connAddr{c.Conn.RemoteAddr(), c} }

type connAddr struct {
	net.Addr
	conn *limitedConn
}

// Source is the network address of whoever makes a call, without its port;
// empty when the context is of no call.
func Source(ctx context.Context) string {
	p, ok := peer.FromContext(ctx)
	if !ok || p.Addr == nil {
		return ""
	}
	host, _, err := net.SplitHostPort(p.Addr.String())
	if err != nil {
		return p.Addr.String()
	}
	return host
}

// introduce notes that the caller of a call has shown credentials.
func introduce(ctx context.Context) {
	if p, ok := peer.FromContext(ctx); ok {
		if a, ok := p.Addr.(connAddr); ok {
			a.conn.introduce()
		}
	}
}
