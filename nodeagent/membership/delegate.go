package membership

import (
	"errors"
	"slices"
	"time"

	"github.com/hashicorp/memberlist"
)

var (
	errNoAddress = errors.New("node has no address")
	errNoRecord  = errors.New("node has no record")
)

// delegate is what memberlist asks and tells. Its methods are called by
// memberlist's goroutines, some of them under its locks.
type delegate struct{ g *Gossip }

// Messages are named after their node, so that the newest takes the place of
// older ones that wait.
type stateCast struct {
	node string
	b    []byte
}

func (c stateCast) Name() string    { return c.node }
func (c stateCast) Message() []byte { return c.b }
func (c stateCast) Finished()       {}
func (c stateCast) Invalidates(o memberlist.Broadcast) bool {
	other, ok := o.(stateCast)
	return ok && other.node == c.node
}

// claimCast is passed on even if another one follows: a version that is missing
// would have to be asked for.
type claimCast []byte

func (c claimCast) Message() []byte                       { return c }
func (c claimCast) Finished()                             {}
func (c claimCast) Invalidates(memberlist.Broadcast) bool { return false }
func (c claimCast) UniqueBroadcast()                      {}

func (g *Gossip) queueState(s state) {
	if g.transport != nil {
		g.states.QueueBroadcast(stateCast{s.node, message{kind: kindState, state: s}.encode()})
	}
}

// maxQueuedClaims bounds the claims that wait to be passed on. The oldest go
// first: who misses them asks.
const maxQueuedClaims = 4096

func (g *Gossip) queueClaim(m message) {
	if g.transport == nil {
		return // who meets this node compares
	}
	g.claims.QueueBroadcast(claimCast(m.encode()))
	if g.claims.NumQueued() > maxQueuedClaims {
		g.claims.Prune(maxQueuedClaims)
	}
}

// NodeMeta implements memberlist.Delegate.
func (d delegate) NodeMeta(int) []byte {
	g := d.g
	g.mu.Lock()
	defer g.mu.Unlock()
	m := g.self()
	return meta{boot: g.own().boot, maintenance: m.Maintenance, address: g.address, clientURL: m.ClientURL}.encode()
}

// GetBroadcasts implements memberlist.Delegate.
func (d delegate) GetBroadcasts(overhead, limit int) [][]byte {
	out := d.g.claims.GetBroadcasts(overhead, limit)
	for _, b := range out {
		limit -= overhead + len(b)
	}
	return append(out, d.g.states.GetBroadcasts(overhead, limit)...)
}

// NotifyMsg implements memberlist.Delegate.
func (d delegate) NotifyMsg(b []byte) {
	m, err := decodeMessage(b)
	if err != nil {
		d.g.cfg.Log.Debug("gossip", "err", err)
		return
	}
	switch m.kind {
	case kindState:
		d.g.hearState(m.state)
	case kindClaim:
		d.g.hearClaim(m)
	case kindAsk:
		d.g.hearAsk(m)
	case kindTell:
		d.g.hearBooks(m)
	case kindCheck:
		d.g.hearCheck(m)
	case kindAnswers:
		d.g.hearAnswer(m)
	case kindEcho:
		d.g.hearEcho(m)
	case kindEchoed:
		d.g.hearEchoed(m)
	}
}

// LocalState implements memberlist.Delegate.
func (d delegate) LocalState(bool) []byte {
	g := d.g
	g.mu.Lock()
	defer g.mu.Unlock()
	out := digest{node: g.cfg.NodeID, states: []state{g.ownState()}}
	for id, p := range g.peers {
		if id != g.cfg.NodeID && p.alive && p.boot != 0 {
			s := p.state
			// Not only what is known here of the claims: who hears of it may not take a
			// state for old that says more.
			s.node, s.boot, s.claims = id, p.boot, max(p.state.claims, p.ledger.complete)
			out.states = append(out.states, s)
		}
	}
	return out.encode()
}

// MergeRemoteState implements memberlist.Delegate.
func (d delegate) MergeRemoteState(b []byte, _ bool) {
	theirs, err := decodeDigest(b)
	if err != nil {
		d.g.cfg.Log.Debug("gossip", "err", err)
		return
	}
	g := d.g
	g.mu.Lock()
	defer g.mu.Unlock()
	g.met = true
	var ahead []string
	for _, s := range theirs.states {
		p := g.hear(s)
		if p != nil && s.node != g.cfg.NodeID && s.boot == p.boot && s.claims > p.ledger.complete {
			ahead = append(ahead, s.node)
		}
	}
	if len(ahead) > 0 && g.records[theirs.node].ID != "" {
		g.asks[theirs.node] = ahead
		g.signal()
	}
}

// NotifyAlive implements memberlist.AliveDelegate: what is said of a node
// without a record does not enter.
func (d delegate) NotifyAlive(n *memberlist.Node) error {
	g := d.g
	g.mu.Lock()
	_, recorded := g.records[n.Name]
	g.mu.Unlock()
	if !recorded && n.Name != g.cfg.NodeID {
		return errNoRecord
	}
	_, err := decodeMeta(n.Meta)
	return err
}

// NotifyJoin implements memberlist.EventDelegate.
func (d delegate) NotifyJoin(n *memberlist.Node) { d.hear(n) }

// NotifyUpdate implements memberlist.EventDelegate.
func (d delegate) NotifyUpdate(n *memberlist.Node) { d.hear(n) }

func (d delegate) hear(n *memberlist.Node) {
	m, err := decodeMeta(n.Meta)
	g := d.g
	if n.Name == g.cfg.NodeID || err != nil {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	p := g.peer(n.Name)
	if p == nil {
		return
	}
	p.alive, p.held, p.gone = true, false, false
	delete(g.checks, n.Name)
	p.seek = seek{}
	if m.boot > p.boot {
		p.born(m.boot)
	}
	if m.boot == p.boot {
		p.address, p.clientURL, p.maintenance = m.address, m.clientURL, m.maintenance
	}
	g.notify()
}

// NotifyLeave implements memberlist.EventDelegate.
func (d delegate) NotifyLeave(n *memberlist.Node) {
	g := d.g
	g.mu.Lock()
	defer g.mu.Unlock()
	if p := g.peers[n.Name]; p != nil && n.Name != g.cfg.NodeID && p.alive {
		g.hold(n.Name, p)
	}
}

// peer is what is known of a configured node; nil: it is not configured.
func (g *Gossip) peer(id string) *known {
	if _, recorded := g.records[id]; !recorded {
		return nil
	}
	p := g.peers[id]
	if p == nil {
		p = &known{}
		g.peers[id] = p
	}
	return p
}

func (g *Gossip) hearState(s state) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.hear(s)
}

// hear takes what is said of how a node fares, and passes on what is news. It
// is nil if nothing may be said of the node.
func (g *Gossip) hear(s state) *known {
	p := g.life(s.node, s.boot)
	if p == nil {
		return nil
	}
	if s.node == g.cfg.NodeID {
		g.disown(s.claims)
		return p
	}
	latest := max(s.claims, p.state.claims)
	if s.seq > p.state.seq {
		p.state = s
		g.queueState(s)
	}
	p.saw(latest)
	return p
}

// saw that a node has made claims up to a version.
func (p *known) saw(version uint64) {
	p.state.claims = max(p.state.claims, version)
	if p.state.claims > p.ledger.complete && p.behindSince.IsZero() {
		p.behindSince = time.Now()
	}
}

// life finds a node of which something is said: nil if it has no record, or
// this is about an earlier life. A later one begins.
func (g *Gossip) life(id string, boot uint64) *known {
	p := g.peer(id)
	switch {
	case p == nil || boot < p.boot:
		return nil
	case boot == p.boot:
		return p
	case id == g.cfg.NodeID:
		g.cfg.Log.Warn("an earlier life of this node is younger than this one: has its clock been set back?")
		g.outlive(boot)
		return nil
	}
	had := !p.ledger.empty() || p.alive
	p.born(boot)
	if had {
		g.notify()
	}
	return p
}

// disown begins a new life when others have heard more of this one than it said:
// whatever that was, it is void then, and what this node claims is told anew. So a
// node has the last word about itself, whoever else has the key.
func (g *Gossip) disown(version uint64) {
	if self := g.own(); version > self.ledger.complete {
		g.cfg.Log.Warn("another node speaks in the name of this one")
		g.outlive(self.boot)
	}
}

// outlive goes beyond a life of this node that others take for its last one.
func (g *Gossip) outlive(boot uint64) {
	self := g.own()
	self.boot = boot + 1
	claims := self.ledger.list()
	self.ledger = ledger{}
	for i, c := range claims {
		c.version = uint64(i + 1)
		self.ledger.apply(c)
		g.queueClaim(message{kind: kindClaim, node: g.cfg.NodeID, boot: self.boot, claim: c})
	}
	self.state.seq++
	g.queueState(g.ownState())
	g.restate = true
	g.signal()
}

func (g *Gossip) hearClaim(m message) {
	g.mu.Lock()
	defer g.mu.Unlock()
	p := g.life(m.node, m.boot)
	if p != nil && m.node == g.cfg.NodeID {
		g.disown(m.claim.version)
	}
	if p == nil || m.node == g.cfg.NodeID {
		return
	}
	fresh, changed := p.ledger.apply(m.claim)
	if fresh {
		g.queueClaim(m)
	}
	p.saw(m.claim.version)
	if changed {
		g.notify()
	}
}

// hearBooks takes all claims of some nodes.
func (g *Gossip) hearBooks(m message) {
	g.mu.Lock()
	defer g.mu.Unlock()
	changed := false
	for _, b := range m.books {
		p := g.life(b.node, b.boot)
		if p != nil && b.node == g.cfg.NodeID {
			g.disown(b.version)
		} else if p != nil && p.ledger.replace(b.version, b.claims) {
			changed = true
		}
	}
	if changed {
		g.notify()
	}
}

func (g *Gossip) hearAsk(m message) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if _, recorded := g.records[m.node]; recorded && len(g.asked) < maxAsked {
		g.asked[m.node] = slices.Clone(m.nodes)
		g.signal()
	}
}
