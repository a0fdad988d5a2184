// Package linktest holds doubles for tests of the node link: a network in
// memory that can be cut or go silent, a control plane for the hub's ports, a
// node for the dialer's, and a peer that says what it is told to.
//
// It may import nodeagent/link, internal/pki, the WebSocket library and the
// standard library, and works inside testing/synctest. All types are safe for
// concurrent use.
package linktest

import (
	"context"
	"errors"
	"net"
	"sync"
)

// Network is a listener in memory and the connections to it.
type Network struct {
	accept chan net.Conn
	done   chan struct{}

	mu     sync.Mutex // guards all below
	wires  []*wire
	down   bool
	closed bool
	dialed int
}

// NewNetwork makes a network. Close ends it and all its connections.
func NewNetwork() *Network {
	return &Network{accept: make(chan net.Conn), done: make(chan struct{})}
}

// Accept implements net.Listener.
func (n *Network) Accept() (net.Conn, error) {
	select {
	case c := <-n.accept:
		return c, nil
	case <-n.done:
		return nil, net.ErrClosed
	}
}

// Addr implements net.Listener.
func (n *Network) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8444} }

// Close implements net.Listener.
func (n *Network) Close() error {
	n.mu.Lock()
	if !n.closed {
		n.closed = true
		close(n.done)
	}
	n.mu.Unlock()
	n.Cut()
	return nil
}

// Dial connects to the listener.
func (n *Network) Dial(ctx context.Context, _, _ string) (net.Conn, error) {
	near, nearInner := net.Pipe()
	far, farInner := net.Pipe()
	w := &wire{ends: []net.Conn{nearInner, farInner}, frozen: make(chan struct{}), cut: make(chan struct{})}
	n.mu.Lock()
	n.dialed++
	if n.down || n.closed {
		n.mu.Unlock()
		return nil, errors.New("network is down")
	}
	n.wires = append(n.wires, w)
	n.mu.Unlock()
	go w.pump(nearInner, farInner)
	go w.pump(farInner, nearInner)
	select {
	case n.accept <- far:
		return near, nil
	case <-n.done:
		w.end()
		return nil, net.ErrClosed
	case <-ctx.Done():
		w.end()
		return nil, ctx.Err()
	}
}

// Dialed is how often somebody tried to connect.
func (n *Network) Dialed() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.dialed
}

// SetDown makes Dial fail, or work again.
func (n *Network) SetDown(down bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.down = down
}

// Cut breaks all connections; both sides notice.
func (n *Network) Cut() {
	for _, w := range n.take() {
		w.end()
	}
}

// Freeze lets nothing through any more on the present connections, without
// either side noticing. Close ends them.
func (n *Network) Freeze() {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, w := range n.wires {
		w.freeze()
	}
}

func (n *Network) take() []*wire {
	n.mu.Lock()
	defer n.mu.Unlock()
	wires := n.wires
	n.wires = nil
	return wires
}

// wire carries the bytes of one connection.
type wire struct {
	ends        []net.Conn
	frozen, cut chan struct{}
	freezing    sync.Once
	cutting     sync.Once
}

func (w *wire) freeze() { w.freezing.Do(func() { close(w.frozen) }) }

func (w *wire) end() {
	w.cutting.Do(func() { close(w.cut) })
	for _, c := range w.ends {
		_ = c.Close()
	}
}

func (w *wire) pump(from, to net.Conn) {
	b := make([]byte, 32<<10)
	for {
		k, err := from.Read(b)
		select {
		case <-w.frozen:
			<-w.cut // both ends believe that the other is merely silent
			return
		default:
		}
		if k > 0 {
			if _, err := to.Write(b[:k]); err != nil {
				w.end()
				return
			}
		}
		if err != nil {
			w.end()
			return
		}
	}
}
