package peer_test

import (
	"errors"
	"io"
	"net"
	"sync"
	"testing"

	"github.com/parley-video/parley/nodeagent/peer"
	"github.com/parley-video/parley/nodeagent/peer/peertest"
)

func TestTheContractIsKept(t *testing.T) {
	for _, c := range peertest.Contract() {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			w := newWires(t)
			c.Test(t, peertest.Rig{
				Start:   w.start,
				Address: func(id string) string { a, _ := w.address(id); return a },
				Cut:     func(a, b string) { w.between(a, b).cut(true) },
				Heal:    func(a, b string) { w.between(a, b).cut(false) },
				Kill:    w.kill,
			})
		})
	}
}

// wires is a cluster in which each node reaches each other one by a wire.
type wires struct {
	*cluster
	all   map[[2]string]*wire
	nodes map[string]*peer.Peer
}

func newWires(t *testing.T) *wires {
	return &wires{cluster: newCluster(t), all: map[[2]string]*wire{}, nodes: map[string]*peer.Peer{}}
}

func (w *wires) start(id string, prepare func(peertest.Node)) peertest.Node {
	w.setCert(id, peertest.Issue(w.t, w.ca, id))
	config := w.config(id)
	config.Address = func(other string) (string, bool) {
		if _, ok := w.address(other); !ok {
			return "", false
		}
		return w.between(id, other).address(), true
	}
	p := w.run(config, func(p *peer.Peer) { prepare(p) })
	w.mu.Lock()
	w.nodes[id] = p
	w.mu.Unlock()
	w.setAddress(id, p.LocalAddr().String())
	return p
}

// between is the wire of two nodes, of either to the other.
func (w *wires) between(a, b string) *wire {
	w.mu.Lock()
	defer w.mu.Unlock()
	key := [2]string{a, b}
	if w.all[key] == nil {
		w.all[key] = newWire(w.t, w.addresses[b])
	}
	return w.all[key]
}

// kill breaks the wires first: what the node says at its end reaches nobody.
func (w *wires) kill(id string) {
	w.mu.Lock()
	var broken []*wire
	for key, wire := range w.all {
		if key[1] == id {
			broken = append(broken, wire)
		}
	}
	p := w.nodes[id]
	w.mu.Unlock()
	for _, wire := range broken {
		wire.close()
	}
	w.stop(p)
}

// wire passes TCP on, while it is not cut.
type wire struct {
	listener net.Listener
	target   string
	done     sync.WaitGroup

	mu     sync.Mutex // guards all below
	whole  *sync.Cond
	isCut  bool
	closed bool
	conns  map[net.Conn]struct{}
}

func newWire(t *testing.T, target string) *wire {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{listener: listener, target: target, conns: map[net.Conn]struct{}{}}
	w.whole = sync.NewCond(&w.mu)
	w.done.Go(w.run)
	t.Cleanup(func() { w.close(); w.done.Wait() })
	return w
}

func (w *wire) address() string { return w.listener.Addr().String() }

func (w *wire) run() {
	for {
		in, err := w.listener.Accept()
		if err != nil {
			return
		}
		if !w.pass() {
			_ = in.Close()
			return
		}
		out, err := net.Dial("tcp", w.target)
		if err != nil {
			_ = in.Close()
			continue
		}
		w.mu.Lock()
		closed := w.closed
		w.conns[in], w.conns[out] = struct{}{}, struct{}{}
		w.mu.Unlock()
		if closed {
			_, _ = in.Close(), out.Close()
			return
		}
		w.done.Go(func() { w.pump(out, in) })
		w.done.Go(func() { w.pump(in, out) })
	}
}

// pump does not even pass on that a connection ends while the wire is cut.
func (w *wire) pump(to, from net.Conn) {
	buf := make([]byte, 32<<10)
	for {
		n, err := from.Read(buf)
		if !w.pass() {
			return
		}
		if n > 0 {
			if _, err := to.Write(buf[:n]); err != nil {
				_ = from.Close()
				return
			}
		}
		if err != nil {
			if errors.Is(err, io.EOF) {
				_ = to.(*net.TCPConn).CloseWrite()
			} else {
				_ = to.Close()
			}
			return
		}
	}
}

// pass waits while the wire is cut; false when it is gone.
func (w *wire) pass() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for w.isCut && !w.closed {
		w.whole.Wait()
	}
	return !w.closed
}

func (w *wire) cut(on bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.isCut = on
	w.whole.Broadcast()
}

func (w *wire) close() {
	_ = w.listener.Close()
	w.mu.Lock()
	defer w.mu.Unlock()
	w.closed = true
	w.whole.Broadcast()
	for c := range w.conns {
		_ = c.Close()
	}
}
