package membership

import (
	"cmp"
	"net/netip"
	"slices"

	"github.com/parley-video/parley/nodeagent/link"
)

// Role of nodes that host nothing, as the configuration says it.
const roleProxying = "proxying"

// Self implements View.
func (g *Gossip) Self() Member {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.self()
}

func (g *Gossip) self() Member {
	m := describe(g.records[g.cfg.NodeID], g.own())
	m.ID, m.Address = g.cfg.NodeID, g.address
	m.ClientURL = cmp.Or(g.clientURL, m.ClientURL)
	return m
}

// describe joins what the configuration and what gossip say of a node.
func describe(n link.Node, p *known) Member {
	m := Member{
		ID: n.ID, LocationID: n.LocationID, Proxying: n.Role == roleProxying, AlwaysOn: n.AlwaysOn,
		// Whoever hears of it first is right: a node may be cut off from the control
		// plane, or we.
		Maintenance: n.Maintenance || p.maintenance, Weight: n.MediaPriorityWeight,
		Address: p.address, ClientURL: cmp.Or(p.clientURL, n.ClientURL), Boot: p.boot,
		Capacity: p.state.capacity, Used: p.state.used,
	}
	if !m.Address.IsValid() {
		m.Address, _ = netip.ParseAddrPort(n.ClusterAddress)
	}
	return m
}

// Live implements View.
func (g *Gossip) Live() []Member {
	g.mu.Lock()
	defer g.mu.Unlock()
	out := make([]Member, 0, len(g.records))
	out = append(out, g.self())
	for id, n := range g.records {
		if p := g.peers[id]; id != g.cfg.NodeID && p != nil && p.live() {
			out = append(out, describe(n, p))
		}
	}
	slices.SortFunc(out, func(a, b Member) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// Member implements View.
func (g *Gossip) Member(id string) (Member, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if id == g.cfg.NodeID {
		return g.self(), true
	}
	n, recorded := g.records[id]
	p := g.peers[id]
	if !recorded || p == nil || !p.live() {
		return Member{}, false
	}
	return describe(n, p), true
}

// Claims implements View.
func (g *Gossip) Claims(serviceID string) []Claim {
	return g.claimsOf(func(l *ledger) []Claim { return l.of(serviceID) })
}

// ClaimsOf implements View.
func (g *Gossip) ClaimsOf(conferenceID string) []Claim {
	return g.claimsOf(func(l *ledger) []Claim { return l.ofConference(conferenceID) })
}

func (g *Gossip) claimsOf(which func(*ledger) []Claim) []Claim {
	g.mu.Lock()
	defer g.mu.Unlock()
	var out []Claim
	for id, p := range g.peers {
		if id == g.cfg.NodeID || p.live() {
			out = append(out, which(&p.ledger)...)
		}
	}
	slices.SortFunc(out, func(a, b Claim) int {
		return cmp.Or(cmp.Compare(a.NodeID, b.NodeID), cmp.Compare(a.ConferenceID, b.ConferenceID))
	})
	return out
}

// Changed implements View.
func (g *Gossip) Changed() <-chan struct{} {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.changed
}

// Address is where a configured node is reached, live or not, host:port: where
// it says itself that it is, else where it was when it was last linked.
func (g *Gossip) Address(id string) (string, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	n, recorded := g.records[id]
	if !recorded || id == g.cfg.NodeID {
		return "", false
	}
	if p := g.peers[id]; p != nil && p.address.IsValid() {
		return p.address.String(), true
	}
	return n.ClusterAddress, n.ClusterAddress != ""
}
