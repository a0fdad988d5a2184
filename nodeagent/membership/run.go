package membership

import (
	"context"
	"fmt"
	"log"
	"math/rand/v2"
	"net"
	"net/netip"
	"reflect"
	"strings"
	"time"

	"github.com/hashicorp/memberlist"

	"github.com/parley-video/parley/nodeagent/link"
)

// How gossip is tuned; bench/membership says what came of it. A node that does
// not answer within probeInterval is suspected. It is dead after three times
// that (more with the logarithm of the number of nodes) if another node says
// the same, else after six times.
const (
	probeInterval  = 250 * time.Millisecond
	probeTimeout   = 120 * time.Millisecond
	suspicion      = 3
	gossipInterval = 100 * time.Millisecond
	gossipNodes    = 3
	pushPull       = 20 * time.Second // more with the number of nodes
	streamTime     = 5 * time.Second
	deadTime       = 30 * time.Second // for which the dead are still told what is said of them
	stateTransmits = 5
	claimTransmits = 4 // times the logarithm of the number of nodes
	packetSize     = 1300
	leaveTime      = time.Second
	tickTime       = 50 * time.Millisecond
	roundTime      = 500 * time.Millisecond // between looks at all nodes
	maxAsked       = 64                     // nodes that wait for an answer
	maxBusy        = 16                     // goroutines that dial, ask, answer or check
)

// Run is one of the nodes until ctx ends. Then it takes leave.
func (g *Gossip) Run(ctx context.Context) error {
	tick, keys := time.NewTicker(tickTime), time.NewTicker(keyTime)
	defer tick.Stop()
	defer keys.Stop()
	defer func() {
		g.stop()
		g.work.Wait()
	}()
	for {
		changed := g.cfg.Records.Changed()
		g.reload()
		if err := g.attend(); err != nil {
			return fmt.Errorf("membership: %w", err)
		}
		for again := false; !again; {
			select {
			case <-ctx.Done():
				return nil
			case <-changed:
				again = true
			case <-keys.C: // their time comes whether or not anything changes
				if err := g.attend(); err != nil {
					return fmt.Errorf("membership: %w", err)
				}
			case <-tick.C:
			case <-g.wake:
				again = g.hasMoved()
			}
			g.turn(ctx)
		}
	}
}

// reload takes over the configuration.
func (g *Gossip) reload() {
	list := g.cfg.Records.NodeList()
	g.mu.Lock()
	defer g.mu.Unlock()
	before := g.records
	g.records = make(map[string]link.Node, len(list))
	for _, n := range list {
		if len(n.ID) <= maxID {
			g.records[n.ID] = n
			// A node may be told of others before it hears of itself.
			if at, err := netip.ParseAddrPort(n.ClusterAddress); err == nil {
				delete(g.removed, at)
			}
		}
	}
	g.nodes.Store(int64(len(g.records)))
	for id := range before {
		if _, still := g.records[id]; still || id == g.cfg.NodeID {
			continue
		}
		if p := g.peers[id]; p != nil {
			if p.address.IsValid() {
				g.removed[p.address] = true
			}
			delete(g.peers, id)
		}
	}
	for id := range g.records {
		if p := g.peers[id]; p != nil {
			delete(g.removed, p.address)
		}
	}
	if !reflect.DeepEqual(before[g.cfg.NodeID], g.records[g.cfg.NodeID]) {
		g.restate = true
	}
	g.notify()
}

// attend begins to gossip, goes on with other keys, or stops.
func (g *Gossip) attend() error {
	keys := keysAt(g.cfg.Records.Settings(), time.Now())
	g.mu.Lock()
	_, recorded := g.records[g.cfg.NodeID]
	address, list := g.address, g.list
	g.mu.Unlock()
	switch {
	case len(keys) == 0 || !recorded || !address.IsValid():
		g.stop()
		return nil
	case list != nil:
		return rekey(g.ring, keys)
	}
	ring, err := memberlist.NewKeyring(keys, keys[0])
	if err != nil {
		return err
	}
	t := newTransport(g.cfg.Network, g.find)
	g.mu.Lock()
	g.transport, g.ring, g.met = t, ring, false
	g.mu.Unlock()
	list, err = memberlist.Create(g.settings(t, ring))
	g.mu.Lock()
	defer g.mu.Unlock()
	if err != nil {
		g.transport = nil
		t.end()
		return err
	}
	g.list = list
	return nil
}

func (g *Gossip) settings(t *transport, ring *memberlist.Keyring) *memberlist.Config {
	c := memberlist.DefaultLANConfig()
	c.Name, c.Transport, c.Keyring = g.cfg.NodeID, t, ring
	c.RequireNodeNames = true
	c.ProbeInterval, c.ProbeTimeout = probeInterval, probeTimeout
	c.SuspicionMult, c.SuspicionMaxTimeoutMult = suspicion, 2
	c.RetransmitMult = retransmits(int(g.nodes.Load()))
	c.GossipInterval, c.GossipNodes, c.GossipToTheDeadTime = gossipInterval, gossipNodes, deadTime
	c.PushPullInterval, c.TCPTimeout = pushPull, streamTime
	// A node that cannot be reached by UDP cannot take part, whatever TCP says.
	c.DisableTcpPings = true
	// Whoever has a key could send what is small and becomes huge.
	c.EnableCompression = false
	c.UDPBufferSize = packetSize
	d := delegate{g}
	c.Delegate, c.Alive, c.Events = d, d, d
	c.Logger = log.New(debug{g}, "", 0)
	return c
}

// retransmits is how often a node passes on who is alive, suspected or dead,
// times the logarithm of the number of nodes: eight to sixteen times in all. Of
// few nodes one in a hundred would miss it at half of that, and be wrong about
// who lives.
func retransmits(nodes int) int {
	switch {
	case nodes < 10:
		return 8
	case nodes < 100:
		return 6
	default:
		return 4
	}
}

// debug takes memberlist's log lines. Nothing of them is for operators: a node
// that cannot be reached is an alarm of the control plane's.
type debug struct{ g *Gossip }

func (d debug) Write(b []byte) (int, error) {
	d.g.cfg.Log.Debug(strings.TrimSpace(string(b)))
	return len(b), nil
}

// stop takes leave of the others and forgets them.
func (g *Gossip) stop() {
	g.mu.Lock()
	list, t := g.list, g.transport
	g.list = nil
	g.mu.Unlock()
	if list == nil {
		return
	}
	_ = list.Leave(leaveTime) // who does not hear of it finds out
	_ = list.Shutdown()       // never fails: our transport does not
	t.end()
	g.mu.Lock()
	defer g.mu.Unlock()
	g.transport, g.ring = nil, nil
	clear(g.checks)
	for id, p := range g.peers {
		if id != g.cfg.NodeID {
			p.alive, p.held, p.gone = false, false, false
		}
	}
	g.notify()
}

// turn does what is due.
func (g *Gossip) turn(ctx context.Context) {
	now := time.Now()
	g.mu.Lock()
	list := g.list
	if list == nil {
		g.mu.Unlock()
		return
	}
	g.tell(now)
	if g.restate { // it is told as soon as somebody is there
		g.restate = !g.start(func() { _ = list.UpdateNode(time.Second) })
	}
	g.answer()
	if !now.Before(g.round) {
		g.round = now.Add(roundTime)
		g.follow(now)
		g.seek(ctx, now)
	}
	g.inquire()
	errands := g.check(now)
	g.mu.Unlock()
	for _, e := range errands {
		send(list, e.to, e.m)
	}
}

// start has a goroutine do something that takes its time; false: too many do.
func (g *Gossip) start(do func()) bool {
	if g.busy >= maxBusy {
		return false
	}
	g.busy++
	g.work.Go(func() {
		do()
		g.mu.Lock()
		defer g.mu.Unlock()
		g.busy--
	})
	return true
}

// seek is how it goes with a node that is not seen.
type seek struct {
	dialling bool
	pause    time.Duration
	next     time.Time
	other    bool // try the address of the configuration next
}

// maxDials bounds the nodes that are dialled at once.
const maxDials = 3

// seek dials nodes that are configured and not live, so that those who were
// apart meet again without anybody's help.
func (g *Gossip) seek(ctx context.Context, now time.Time) {
	var due []string
	dialling := 0
	for id := range g.records {
		p := g.peer(id)
		switch {
		case id == g.cfg.NodeID || p.alive && g.met:
		case p.seek.dialling:
			dialling++
		case !now.Before(p.seek.next):
			due = append(due, id)
		}
	}
	rand.Shuffle(len(due), func(i, j int) { due[i], due[j] = due[j], due[i] })
	for _, id := range due {
		if dialling >= maxDials {
			return
		}
		p := g.peers[id]
		address := p.seek.address(p, g.records[id])
		if address == "" {
			p.seek.wait(now, g.longest())
			continue
		}
		p.seek.dialling = true
		list := g.list
		dialling++
		if !g.start(func() { g.dial(ctx, list, id, address) }) {
			p.seek.dialling = false
			return
		}
	}
}

// address is where to dial next: in turn where the node said that it was, and
// where the configuration says.
func (s *seek) address(p *known, n link.Node) string {
	s.other = !s.other
	if p.address.IsValid() && (s.other || n.ClusterAddress == "") {
		return p.address.String()
	}
	return n.ClusterAddress
}

// longest pause between two attempts to dial a node: all nodes together dial
// one that is away about as often, however many they are.
func (g *Gossip) longest() time.Duration {
	return min(max(5*time.Second, time.Duration(g.nodes.Load())*60*time.Millisecond), time.Minute)
}

// wait doubles the pause, with a jitter of a quarter.
func (s *seek) wait(now time.Time, longest time.Duration) {
	s.pause = min(max(2*s.pause, time.Second), longest)
	s.next = now.Add(s.pause*3/4 + rand.N(s.pause/2))
}

func (g *Gossip) dial(ctx context.Context, list *memberlist.Memberlist, id, address string) {
	err := g.join(ctx, list, id, address)
	g.mu.Lock()
	defer g.mu.Unlock()
	p := g.peers[id]
	if p == nil {
		return
	}
	p.seek.dialling = false
	p.seek.wait(time.Now(), g.longest())
	g.met = g.met || err == nil
	if err != nil {
		g.cfg.Log.Debug("no node there", "node", id, "address", address, "err", err)
	}
}

func (g *Gossip) join(ctx context.Context, list *memberlist.Memberlist, id, address string) error {
	at, err := resolve(ctx, address)
	if err != nil {
		return err
	}
	_, err = list.Join([]string{id + "/" + at.String()})
	return err
}

// follow asks for the claims that passed by this node.
func (g *Gossip) follow(now time.Time) {
	var behind []string
	for id, p := range g.peers {
		if id == g.cfg.NodeID || !p.live() {
			continue
		}
		if p.state.claims <= p.ledger.complete {
			p.behindSince = time.Time{}
		} else if !p.behindSince.IsZero() && now.Sub(p.behindSince) > patience {
			p.behindSince = now
			behind = append(behind, id)
		}
	}
	switch {
	case len(behind) == 0:
	case len(behind) <= maxBusy/2:
		for _, id := range behind {
			g.asks[id] = append(g.asks[id], id)
		}
	default:
		// Much passed by, so whoever is one of them may know of the rest.
		g.asks[behind[rand.IntN(len(behind))]] = behind
	}
}

// inquire asks nodes for claims.
func (g *Gossip) inquire() {
	list := g.list
	for id, nodes := range g.asks {
		m := message{kind: kindAsk, node: g.cfg.NodeID, nodes: nodes[:min(len(nodes), maxListed)]}
		if !g.start(func() { _ = list.SendReliable(named(id), m.encode()) }) { // without an answer it is asked again
			return
		}
		delete(g.asks, id)
	}
}

// patience is how long a claim that is missing may still come by itself.
const patience = time.Second

// maxTold bounds the claims in one answer. The rest is asked for again.
const maxTold = 20_000

// answer tells the claims of nodes to those who asked.
func (g *Gossip) answer() {
	list := g.list
	for who, nodes := range g.asked {
		m := message{kind: kindTell, node: g.cfg.NodeID}
		told := 0
		for _, id := range nodes {
			p := g.peers[id]
			if p == nil || p.boot == 0 {
				continue
			}
			b := books{node: id, boot: p.boot, version: p.ledger.complete, claims: p.ledger.list()}
			if told += len(b.claims); told > maxTold {
				break
			}
			m.books = append(m.books, b)
		}
		if !g.start(func() { _ = list.SendReliable(named(who), m.encode()) }) { // he asks again
			return
		}
		delete(g.asked, who)
	}
}

// named is a node for memberlist to send something to.
func named(id string) *memberlist.Node {
	return &memberlist.Node{Name: id, Addr: nowhere.Addr().AsSlice(), Port: nowhere.Port()}
}

// resolveTime bounds the look-up of a name.
const resolveTime = 2 * time.Second

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
