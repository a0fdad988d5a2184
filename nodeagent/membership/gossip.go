package membership

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"github.com/hashicorp/memberlist"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/link"
)

// ALPN names the connections between nodes that carry gossip.
const ALPN = "parley-gossip/1"

// Network carries gossip between nodes. Streams are between nodes that have
// shown who they are; nothing says who sent a datagram.
type Network interface {
	// HandleStream takes connections of an ALPN, each on a goroutine of its own.
	HandleStream(alpn string, h func(nodeID string, c net.Conn))
	// DialStream connects to whichever known node is at an address.
	DialStream(ctx context.Context, address, alpn string) (net.Conn, error)
	// HandleDatagram takes datagrams, one at a time; b is the handler's until it
	// returns.
	HandleDatagram(h func(b []byte, from netip.AddrPort))
	// WriteTo sends a datagram without waiting for the network.
	WriteTo(b []byte, to netip.AddrPort) error
}

// Records is the node's copy of the configuration.
type Records interface {
	NodeList() []link.Node
	Settings() link.Settings
	// Changed is closed at the next change.
	Changed() <-chan struct{}
}

// Config is what a Gossip needs.
type Config struct {
	NodeID string
	// Boot tells this life of the node from earlier ones, and is higher than they
	// had.
	Boot uint64
	// Address is where others reach this node. Without one it keeps to itself.
	Address   netip.AddrPort
	ClientURL string // where participants reach it
	Network   Network
	Records   Records
	Log       *slog.Logger
}

// Validate says what is missing.
func (c Config) Validate() error {
	switch {
	case c.NodeID == "" || len(c.NodeID) > maxID:
		return fmt.Errorf("node id %q: must have 1 to %d bytes", c.NodeID, maxID)
	case c.Boot == 0:
		return errors.New("boot: must be set")
	case c.Network == nil || c.Records == nil || c.Log == nil:
		return errors.New("network, records and log: must be set")
	}
	return nil
}

// Gossip is this node among the others. It implements View and Announcer, and
// answers from memory.
//
// Liveness, loads, claims and addresses are what nodes say of themselves and of
// each other. What kind of node one is comes from the configuration, and a node
// without a record there does not exist, whatever is said of it.
type Gossip struct {
	cfg    Config
	wake   chan struct{} // holds one: there is something for Run to do
	states memberlist.TransmitLimitedQueue
	claims memberlist.TransmitLimitedQueue
	nodes  atomic.Int64 // configured

	// mu guards all below. It is taken while memberlist holds its locks, so
	// nothing of memberlist's is called under it but its queues.
	mu        sync.Mutex
	transport *transport             // nil: alone
	list      *memberlist.Memberlist // nil: alone, or about to begin
	ring      *memberlist.Keyring    // of list; changed by Run alone
	records   map[string]link.Node
	met       bool              // this life has compared what it knows with somebody: rumours alone say half
	peers     map[string]*known // this node is one of them
	removed   map[netip.AddrPort]bool
	changed   chan struct{}
	address   netip.AddrPort
	clientURL string
	moved     bool // address has changed
	restate   bool // what this node says of itself has changed
	told      state
	toldAt    time.Time
	asks      map[string][]string // whom to ask for whose claims
	asked     map[string][]string // who asks for whose
	checks    map[string]*check   // of whom it is asked whether they are there
	echoes    map[uint64]*echo
	round     time.Time // the next look at all nodes
	busy      int       // goroutines of work

	work sync.WaitGroup // what Run started and waits for
}

var (
	_ View      = (*Gossip)(nil)
	_ Announcer = (*Gossip)(nil)
)

// known is what gossip said of a node.
type known struct {
	alive       bool // in memberlist's opinion
	held        bool // dead in its opinion, and being checked
	gone        bool // it does not answer, but is alive in memberlist's opinion
	boot        uint64
	address     netip.AddrPort
	clientURL   string
	maintenance bool
	state       state
	ledger      ledger
	behindSince time.Time
	seek        seek
}

func (p *known) live() bool { return (p.alive || p.held) && !p.gone }

// born begins a new life of a node: what was said of the earlier one is void.
func (p *known) born(boot uint64) {
	p.boot, p.gone, p.maintenance = boot, false, false
	p.state, p.ledger, p.behindSince = state{}, ledger{}, time.Time{}
}

// New makes the node known to nobody yet: that is for Run. It takes what the
// network brings from now on.
func New(cfg Config) (*Gossip, error) {
	if err := cfg.Validate(); err != nil {
		return nil, fmt.Errorf("membership: %w", err)
	}
	g := &Gossip{
		cfg: cfg, wake: make(chan struct{}, 1), changed: make(chan struct{}), address: cfg.Address, clientURL: cfg.ClientURL,
		records: map[string]link.Node{}, peers: map[string]*known{}, removed: map[netip.AddrPort]bool{},
		asks: map[string][]string{}, asked: map[string][]string{}, checks: map[string]*check{},
		echoes: map[uint64]*echo{},
	}
	g.peers[cfg.NodeID] = &known{boot: cfg.Boot}
	// How often a message is passed on. A load that one in a hundred misses is
	// told anew soon; claims are to reach all.
	g.states = memberlist.TransmitLimitedQueue{NumNodes: func() int { return 1 }, RetransmitMult: stateTransmits}
	g.claims = memberlist.TransmitLimitedQueue{NumNodes: func() int { return int(g.nodes.Load()) }, RetransmitMult: claimTransmits}
	g.reload()
	cfg.Network.HandleDatagram(g.datagram)
	cfg.Network.HandleStream(ALPN, g.stream)
	return g, nil
}

// SetAddress says that others reach this node elsewhere from now on.
func (g *Gossip) SetAddress(address netip.AddrPort) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.address != address {
		g.address, g.restate, g.moved = address, true, true
		g.signal()
	}
}

// SetClientURL says that participants reach it elsewhere.
func (g *Gossip) SetClientURL(url string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.clientURL != url {
		g.clientURL, g.restate = url, true
		g.signal()
		g.notify()
	}
}

// hasMoved says, once, that the address is another one: a node with none keeps to
// itself.
func (g *Gossip) hasMoved() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	moved := g.moved
	g.moved = false
	return moved
}

// Claim implements Announcer.
func (g *Gossip) Claim(c Claim) {
	g.mu.Lock()
	defer g.mu.Unlock()
	c.NodeID = g.cfg.NodeID
	g.claim(c, false)
}

// Release implements Announcer.
func (g *Gossip) Release(serviceID, conferenceID string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, c := range g.own().ledger.of(serviceID) {
		if c.ConferenceID == conferenceID {
			g.claim(c, true)
		}
	}
}

func (g *Gossip) own() *known { return g.peers[g.cfg.NodeID] }

func (g *Gossip) claim(c Claim, released bool) {
	self := g.own()
	next := claimed{claim: c, version: self.ledger.complete + 1, released: released}
	for _, old := range self.ledger.of(c.ServiceID) {
		if old == c && !released {
			return
		}
	}
	self.ledger.apply(next)
	self.state.seq++ // whoever meets a node that knows of it passes on that there is something to ask for
	g.queueClaim(message{kind: kindClaim, node: g.cfg.NodeID, boot: self.boot, claim: next})
	g.notify()
}

// SetLoad implements Announcer.
func (g *Gossip) SetLoad(total, used capacity.Tokens) {
	g.mu.Lock()
	defer g.mu.Unlock()
	self := g.own()
	self.state.capacity, self.state.used = max(total, 0), max(used, 0)
	g.tell(time.Now())
}

// pause between two messages of a node's load that is much the same. All nodes
// together send as many as of fifty nodes.
func (g *Gossip) pause() time.Duration {
	return max(time.Second, time.Duration(g.nodes.Load())*20*time.Millisecond)
}

// leap is how soon a load is told again that changed by a tenth.
const leap = 100 * time.Millisecond

// tell puts this node's load into gossip when it is time to.
func (g *Gossip) tell(now time.Time) {
	self := g.own()
	s := self.state
	if s.capacity == g.told.capacity && s.used == g.told.used {
		return
	}
	much := 10*max(s.used-g.told.used, g.told.used-s.used) >= s.capacity || s.capacity != g.told.capacity
	since := now.Sub(g.toldAt)
	if since < leap || since < g.pause() && !much {
		return
	}
	g.told, g.toldAt = s, now
	self.state.seq++
	g.queueState(g.ownState())
}

func (g *Gossip) ownState() state {
	self := g.own()
	s := self.state
	s.node, s.boot, s.claims = g.cfg.NodeID, self.boot, self.ledger.complete
	return s
}

// notify tells those who wait that who is live or a claim has changed.
func (g *Gossip) notify() {
	close(g.changed)
	g.changed = make(chan struct{})
}

// signal has Run look what there is to do.
func (g *Gossip) signal() {
	select {
	case g.wake <- struct{}{}:
	default:
	}
}
