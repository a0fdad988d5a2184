// Package peertest is a network of nodes in memory, with faults: a double of
// nodeagent/peer held to the same contract.
//
// It has no socket and no time but that of the test, so that it works in a
// synctest bubble. Close ends every goroutine; call it before the bubble ends.
// It may import nodeagent/peer.
package peertest

import (
	"context"
	"net/netip"
	"sync"
	"time"

	"github.com/parley-video/parley/nodeagent/peer"
)

// Silence is how long a way may be cut before those who use it notice.
const Silence = 4 * time.Second

// port is that of every node.
const port = 8444

// Network is the way between nodes. Its methods are safe for concurrent use.
type Network struct {
	mu    sync.Mutex // guards all below, and all of every Peer and pipe
	nodes map[string]*Peer
	at    map[netip.AddrPort]string
	ids   map[string]netip.AddrPort
	gone  map[string]bool // without a record
	cuts  map[pair]*cut
	live  map[*exchange]struct{}
	delay time.Duration
	lose  func(from, to string, b []byte) bool
	done  sync.WaitGroup
}

// pair is two nodes, the smaller id first.
type pair struct{ a, b string }

func pairOf(a, b string) pair {
	if b < a {
		a, b = b, a
	}
	return pair{a, b}
}

// cut is a fault between two nodes. It is a pointer so that a later one is
// another.
type cut struct{ healed chan struct{} }

// New makes a network of nodes that run.
func New(ids ...string) *Network {
	n := &Network{
		nodes: map[string]*Peer{}, at: map[netip.AddrPort]string{}, ids: map[string]netip.AddrPort{},
		gone: map[string]bool{}, cuts: map[pair]*cut{}, live: map[*exchange]struct{}{},
	}
	for _, id := range ids {
		n.Start(id)
	}
	return n
}

// Start begins a life of a node, which knows no handler yet. One that runs is
// killed first.
func (n *Network) Start(id string) *Peer {
	n.Kill(id)
	n.mu.Lock()
	defer n.mu.Unlock()
	if _, has := n.ids[id]; !has {
		i := len(n.ids) + 1
		address := netip.AddrPortFrom(netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)}), port)
		n.ids[id], n.at[address] = address, id
	}
	p := newPeer(n, id)
	n.nodes[id] = p
	n.done.Go(p.deliver)
	return p
}

// Peer is the present life of a node.
func (n *Network) Peer(id string) *Peer {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.nodes[id]
}

// Address is where a node is, alike in every life.
func (n *Network) Address(id string) netip.AddrPort {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.ids[id]
}

// Kill ends a node at once: others hear so, unless the way to them is cut, and
// what its handlers still do reaches nobody.
func (n *Network) Kill(id string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	p := n.nodes[id]
	if p == nil {
		return
	}
	delete(n.nodes, id)
	p.dead = true
	p.end()
	for e := range n.live {
		if e.client == id || e.server == id {
			e.lose(id)
		}
	}
}

// Cut lets nothing through between two nodes any more. They notice after
// Silence, unless it is healed before.
func (n *Network) Cut(a, b string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	between := pairOf(a, b)
	if n.cuts[between] != nil {
		return
	}
	c := &cut{healed: make(chan struct{})}
	n.cuts[between] = c
	time.AfterFunc(Silence, func() {
		n.mu.Lock()
		defer n.mu.Unlock()
		if n.cuts[between] != c {
			return
		}
		for e := range n.live {
			if e.pair() == between {
				e.breakOff(errSilence)
			}
		}
	})
}

// Heal undoes Cut.
func (n *Network) Heal(a, b string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.heal(pairOf(a, b))
}

func (n *Network) heal(between pair) {
	c := n.cuts[between]
	if c == nil {
		return
	}
	delete(n.cuts, between)
	close(c.healed)
	for e := range n.live {
		if e.pair() == between {
			e.wake()
		}
	}
}

// HealAll undoes every Cut.
func (n *Network) HealAll() {
	n.mu.Lock()
	defer n.mu.Unlock()
	for between := range n.cuts {
		n.heal(between)
	}
}

// Part cuts every way between nodes of different groups.
func (n *Network) Part(groups ...[]string) {
	for i, one := range groups {
		for _, other := range groups[i+1:] {
			for _, a := range one {
				for _, b := range other {
					n.Cut(a, b)
				}
			}
		}
	}
}

// Delay is how long everything takes from now on, one way.
func (n *Network) Delay(d time.Duration) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.delay = d
}

// Lose says which datagrams are lost; nil: none. It is called one at a time and
// must not call the Network.
func (n *Network) Lose(f func(from, to string, b []byte) bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.lose = f
}

// SetKnown says whether a node has a record in the configuration of the others,
// as it has at first.
func (n *Network) SetKnown(id string, known bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.gone[id] = !known
	if known {
		return
	}
	for e := range n.live {
		if e.client == id || e.server == id {
			e.breakOff(errClosed)
		}
	}
}

// Close kills every node and waits for its goroutines.
func (n *Network) Close() {
	n.mu.Lock()
	ids := make([]string, 0, len(n.nodes))
	for id := range n.nodes {
		ids = append(ids, id)
	}
	n.mu.Unlock()
	for _, id := range ids {
		n.Kill(id)
	}
	n.mu.Lock()
	for e := range n.live { // whose client reads no more
		e.breakOff(errClosed)
	}
	n.mu.Unlock()
	n.done.Wait()
}

// dial waits until a node can be reached, as long as it takes to notice that it
// cannot.
func (n *Network) dial(ctx context.Context, from *Peer, to string) (*Peer, error) {
	timeout := time.NewTimer(Silence)
	defer timeout.Stop()
	for {
		n.mu.Lock()
		target, c, delay := n.nodes[to], n.cuts[pairOf(from.ID, to)], n.delay
		_, exists := n.ids[to]
		unknown := !exists || n.gone[to] || to == from.ID
		refused := target == nil || n.gone[from.ID]
		dead := from.dead
		n.mu.Unlock()
		switch {
		case dead:
			return nil, errClosed
		case unknown:
			return nil, peer.ErrUnknownNode
		case c == nil && refused:
			return nil, errRefused
		case c == nil:
			return target, pause(ctx, delay)
		}
		select {
		case <-c.healed:
		case <-timeout.C:
			return nil, errSilence
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-from.life.Done():
			return nil, errClosed
		}
	}
}

// pause lets something be under way.
func pause(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
