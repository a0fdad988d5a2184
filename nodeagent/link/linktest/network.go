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
	w := newWire(nearInner, farInner)
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

// Freeze loses everything from now on, without either side noticing, as a
// network does that swallows packets. Close or Cut ends the connections.
func (n *Network) Freeze() { n.each(func(w *wire) { w.freezing.Do(func() { close(w.frozen) }) }) }

// Stall takes nothing from now on, as a peer does whose buffers are full.
func (n *Network) Stall() { n.Fill(0) }

// Fill is Stall once either side has written so many times more, which nobody
// gets.
func (n *Network) Fill(writes int) {
	n.each(func(w *wire) {
		w.stalling.Do(func() {
			w.room = writes
			close(w.stalled)
		})
	})
}

func (n *Network) each(do func(*wire)) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, w := range n.wires {
		do(w)
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
	ends                 []net.Conn
	frozen, stalled, cut chan struct{}
	room                 int // writes that still fit in each direction; set before stalled is closed

	freezing, stalling, cutting sync.Once
}

func newWire(ends ...net.Conn) *wire {
	return &wire{ends: ends, frozen: make(chan struct{}), stalled: make(chan struct{}), cut: make(chan struct{})}
}

func (w *wire) end() {
	w.cutting.Do(func() { close(w.cut) })
	for _, c := range w.ends {
		_ = c.Close()
	}
}

// pump carries one direction. What the other side said before it closed still
// arrives.
func (w *wire) pump(from, to net.Conn) {
	b := make([]byte, 32<<10)
	taken := 0 // since it stalled
	for {
		k, err := from.Read(b)
		select {
		case <-w.stalled:
			if taken++; taken <= w.room && err == nil {
				continue
			}
			<-w.cut
			return
		default:
		}
		select {
		case <-w.frozen:
			if err != nil {
				return // and the other side does not hear of it
			}
			continue
		default:
		}
		if k > 0 {
			_, _ = to.Write(b[:k]) // the reader may be gone; the writer finds out when it reads
		}
		if err != nil {
			_ = to.Close()
			return
		}
	}
}
