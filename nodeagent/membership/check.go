package membership

import (
	"context"
	"math/rand/v2"
	"net"
	"net/netip"
	"time"

	"github.com/hashicorp/memberlist"
)

// How a node is checked after a hint: by itself and by way of others, a few
// times, for whatever is lost or late must not look like death.
const (
	checkRounds = 5
	checkPause  = 250 * time.Millisecond
	checkHelp   = 3
	resolveTime = 2 * time.Second
)

// Suspect is a hint that a connection to a node broke. The node is asked at
// once whether it is there, directly and by way of others. If no answer comes
// it counts as dead here, earlier than the nodes agree on it; it is live again
// with its first answer.
func (g *Gossip) Suspect(nodeID string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	p := g.peers[nodeID]
	if p == nil || !p.live() || p.checking || nodeID == g.cfg.NodeID || g.list == nil {
		return
	}
	p.checking = true
	g.hints[nodeID] = true
	g.signal()
}

// check asks until the node answers, or is dead in memberlist's opinion, too.
func (g *Gossip) check(ctx context.Context, id string) {
	defer func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		if p := g.peers[id]; p != nil {
			p.checking, p.answered = false, nil
		}
	}()
	g.mu.Lock()
	p, list := g.peers[id], g.list
	if p == nil || list == nil {
		g.mu.Unlock()
		return
	}
	boot := p.boot
	answered := make(chan struct{})
	p.answered = answered
	g.mu.Unlock()
	tick := time.NewTicker(checkPause)
	defer tick.Stop()
	for round := 0; ; round++ {
		g.ask(list, id)
		select {
		case <-answered:
			g.mu.Lock()
			if p.gone {
				p.gone = false
				g.notify()
			}
			g.mu.Unlock()
			return
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		g.mu.Lock()
		if g.peers[id] != p || g.list != list || !p.alive || p.boot != boot {
			g.mu.Unlock()
			return
		}
		if round+1 == checkRounds && !p.gone {
			p.gone = true
			g.notify()
		}
		g.mu.Unlock()
	}
}

// ask sends a check to a node, directly and by way of others.
func (g *Gossip) ask(list *memberlist.Memberlist, id string) {
	g.mu.Lock()
	var others []string
	for other, p := range g.peers {
		if other != id && other != g.cfg.NodeID && p.live() {
			others = append(others, other)
		}
	}
	g.mu.Unlock()
	m := message{kind: kindCheck, node: g.cfg.NodeID, target: id}
	send(list, id, m)
	rand.Shuffle(len(others), func(i, j int) { others[i], others[j] = others[j], others[i] })
	for _, other := range others[:min(len(others), checkHelp)] {
		m.via = other
		send(list, other, m)
	}
}

func send(list *memberlist.Memberlist, to string, m message) {
	_ = list.SendBestEffort(named(to), m.encode()) // it may be lost anyway
}

// hearCheck answers a check, or passes it on.
func (g *Gossip) hearCheck(m message) {
	g.mu.Lock()
	list := g.list
	_, recorded := g.records[m.node]
	g.mu.Unlock()
	switch {
	case list == nil || !recorded:
	case m.target != g.cfg.NodeID:
		if m.via == g.cfg.NodeID {
			send(list, m.target, m)
		}
	default:
		back := message{kind: kindAnswers, node: g.cfg.NodeID, target: m.node, via: m.via}
		to := m.node
		if m.via != "" {
			to = m.via
		}
		send(list, to, back)
	}
}

// hearAnswer takes the answer to a check, or passes it on.
func (g *Gossip) hearAnswer(m message) {
	g.mu.Lock()
	list := g.list
	if p := g.peers[m.node]; m.target == g.cfg.NodeID && p != nil && p.answered != nil {
		close(p.answered)
		p.answered = nil
	}
	g.mu.Unlock()
	if list != nil && m.target != g.cfg.NodeID && m.via == g.cfg.NodeID {
		send(list, m.target, m)
	}
}

// resolve finds the address behind host:port.
func resolve(ctx context.Context, address string) (netip.AddrPort, error) {
	if at, err := netip.ParseAddrPort(address); err == nil {
		return at, nil
	}
	host, service, err := net.SplitHostPort(address)
	if err != nil {
		return netip.AddrPort{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, resolveTime)
	defer cancel()
	port, err := net.DefaultResolver.LookupPort(ctx, "udp", service)
	if err != nil {
		return netip.AddrPort{}, err
	}
	list, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return netip.AddrPort{}, err
	}
	return netip.AddrPortFrom(list[0].Unmap(), uint16(port)), nil
}
