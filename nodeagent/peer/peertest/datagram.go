package peertest

import (
	"bytes"
	"net/netip"
	"time"

	"github.com/parley-video/parley/nodeagent/peer"
)

// inboxSize is how many datagrams wait for a node; more are lost, as they are
// by a socket.
const inboxSize = 4096

type datagram struct {
	b    []byte
	from netip.AddrPort
	at   time.Time
}

// HandleRTP is that of peer.Datagrams. Here it may be set at any time.
func (p *Peer) HandleRTP(h func(b []byte, from netip.AddrPort)) {
	p.net.mu.Lock()
	defer p.net.mu.Unlock()
	p.rtp = h
}

// HandleDatagram is that of peer.Datagrams. Here it may be set at any time.
func (p *Peer) HandleDatagram(h func(b []byte, from netip.AddrPort)) {
	p.net.mu.Lock()
	defer p.net.mu.Unlock()
	p.others = h
}

// LocalAddr is that of peer.Datagrams.
func (p *Peer) LocalAddr() netip.AddrPort { return p.net.Address(p.ID) }

// WriteTo is that of peer.Datagrams.
func (p *Peer) WriteTo(b []byte, to netip.AddrPort) error {
	n := p.net
	n.mu.Lock()
	defer n.mu.Unlock()
	if p.dead {
		return errClosed
	}
	id := n.at[to]
	target := n.nodes[id]
	if target == nil || n.cuts[pairOf(p.ID, id)] != nil || (n.lose != nil && n.lose(p.ID, id, b)) {
		return nil
	}
	select {
	case target.inbox <- datagram{b: bytes.Clone(b), from: n.ids[p.ID], at: time.Now().Add(n.delay)}:
	default: // lost
	}
	return nil
}

// WriteBatch is that of peer.Datagrams.
func (p *Peer) WriteBatch(list [][]byte, to netip.AddrPort) error {
	for _, b := range list {
		if err := p.WriteTo(b, to); err != nil {
			return err
		}
	}
	return nil
}

// deliver hands datagrams to their handlers until the node dies.
func (p *Peer) deliver() {
	for {
		select {
		case d := <-p.inbox:
			if pause(p.life, time.Until(d.at)) != nil {
				return
			}
			p.net.mu.Lock()
			handle := p.others
			if peer.IsRTP(d.b) {
				handle = p.rtp
			}
			p.net.mu.Unlock()
			if handle != nil {
				handle(d.b, d.from)
			}
		case <-p.life.Done():
			return
		}
	}
}
