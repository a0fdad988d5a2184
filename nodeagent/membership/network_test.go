package membership_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/netip"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/membership"
)

var errUnreachable = errors.New("cannot be reached")

// network is one in memory, on virtual time.
type network struct {
	delay func(from, to netip.AddrPort) time.Duration

	mu    sync.Mutex // guards all below
	ports map[netip.AddrPort]*port
	loss  float64
	cut   func(from, to netip.AddrPort) bool
	most  int                    // bytes of a packet that comes through; 0: any
	bytes map[netip.AddrPort]int // sent, packets with their headers and streams
	rand  *rand.Rand
}

func newNetwork(seed uint64) *network {
	return &network{
		delay: func(netip.AddrPort, netip.AddrPort) time.Duration { return 5 * time.Millisecond },
		ports: map[netip.AddrPort]*port{}, bytes: map[netip.AddrPort]int{}, rand: rand.New(rand.NewPCG(seed, 0)),
		cut: func(netip.AddrPort, netip.AddrPort) bool { return false },
	}
}

func (n *network) set(change func()) {
	n.mu.Lock()
	defer n.mu.Unlock()
	change()
}

// port is a node's place in a network. It implements membership.Network.
type port struct {
	id  string
	net *network

	mu       sync.Mutex // guards all below
	at       netip.AddrPort
	datagram func([]byte, netip.AddrPort)
	stream   func(string, net.Conn)
	dead     bool
	stalled  time.Time // until then it neither sends nor receives
}

// stall has a node stand still for a while.
func (p *port) stall(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stalled = time.Now().Add(d)
}

func (p *port) rest() time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return max(time.Until(p.stalled), 0)
}

func (n *network) port(id string, at netip.AddrPort) *port {
	n.mu.Lock()
	defer n.mu.Unlock()
	p := &port{id: id, net: n, at: at}
	n.ports[at] = p
	return p
}

// move gives a node another address.
func (p *port) move(to netip.AddrPort) {
	p.mu.Lock()
	from := p.at
	p.at = to
	p.mu.Unlock()
	p.net.set(func() {
		delete(p.net.ports, from)
		p.net.ports[to] = p
	})
}

func (p *port) HandleStream(_ string, h func(string, net.Conn)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stream = h
}

func (p *port) HandleDatagram(h func([]byte, netip.AddrPort)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.datagram = h
}

func (p *port) where() (at netip.AddrPort, dead bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.at, p.dead
}

// UDP and IPv4.
const headers = 28

func (p *port) WriteTo(b []byte, to netip.AddrPort) error {
	from, dead := p.where()
	if dead {
		return nil
	}
	n := p.net
	n.mu.Lock()
	n.bytes[from] += len(b) + headers
	target := n.ports[to]
	lost := target == nil || n.cut(from, to) || n.most > 0 && len(b) > n.most || n.loss > 0 && n.rand.Float64() < n.loss
	n.mu.Unlock()
	if lost {
		return nil
	}
	b = append([]byte(nil), b...)
	time.AfterFunc(n.delay(from, to)+p.rest(), func() { target.receive(b, from) })
	return nil
}

func (p *port) receive(b []byte, from netip.AddrPort) {
	if rest := p.rest(); rest > 0 {
		time.AfterFunc(rest, func() { p.receive(b, from) })
		return
	}
	p.mu.Lock()
	h, dead := p.datagram, p.dead
	p.mu.Unlock()
	if h != nil && !dead {
		h(b, from)
	}
}

func (p *port) DialStream(ctx context.Context, address, _ string) (net.Conn, error) {
	from, dead := p.where()
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return nil, err
	}
	n := p.net
	n.mu.Lock()
	target, cut := n.ports[to], n.cut(from, to) || n.cut(to, from)
	n.mu.Unlock()
	if target != nil {
		_, gone := target.where()
		dead = dead || gone
	}
	if dead || cut || target == nil {
		<-ctx.Done() // nobody answers
		return nil, errUnreachable
	}
	select {
	case <-time.After(2 * n.delay(from, to)):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	target.mu.Lock()
	h := target.stream
	target.mu.Unlock()
	if h == nil {
		return nil, errUnreachable
	}
	ours, theirs := net.Pipe()
	h(p.id, counted{theirs, n, to})
	return counted{ours, n, from}, nil
}

// counted counts what is written.
type counted struct {
	net.Conn
	net *network
	at  netip.AddrPort
}

func (c counted) Write(b []byte) (int, error) {
	c.net.set(func() { c.net.bytes[c.at] += len(b) + headers*(1+len(b)/1400) })
	return c.Conn.Write(b)
}

// records is a node's copy of the configuration.
type records struct {
	mu       sync.Mutex // guards all below
	nodes    []link.Node
	settings link.Settings
	changed  chan struct{}
}

func (r *records) NodeList() []link.Node {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.nodes
}

func (r *records) Settings() link.Settings {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.settings
}

func (r *records) Changed() <-chan struct{} {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.changed
}

func (r *records) set(change func(*records)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	change(r)
	close(r.changed)
	r.changed = make(chan struct{})
}

// cluster is a deployment in a bubble.
type cluster struct {
	*network
	t     *testing.T
	nodes map[string]*node
	ids   []string
	keys  [][]byte
	stops []func()
	step  time.Duration // between looks whether something is so
}

// bubble runs a test on virtual time, with as many configured nodes and none
// started.
func bubble(t *testing.T, seed uint64, size int, test func(*cluster)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, seed, size)
		defer func() {
			for _, stop := range c.stops {
				go stop()
			}
			<-time.After(time.Minute) // what memberlist began runs out
		}()
		test(c)
	})
}

type node struct {
	*membership.Gossip
	*port
	records *records
	kill    func() // without a word
	leave   func()
}

func secret(b byte) []byte {
	key := make([]byte, 32)
	key[0] = b
	return key
}

func id(i int) string { return fmt.Sprintf("n%04d", i) }

func address(i int) netip.AddrPort {
	return netip.AddrPortFrom(netip.AddrFrom4([4]byte{10, 0, byte(i >> 8), byte(i)}), 4000)
}

// newCluster configures nodes and starts none.
func newCluster(t *testing.T, seed uint64, size int) *cluster {
	c := &cluster{network: newNetwork(seed), t: t, nodes: map[string]*node{}, keys: [][]byte{secret(1)}, step: 20 * time.Millisecond}
	for i := range size {
		c.ids = append(c.ids, id(i))
	}
	return c
}

func (c *cluster) configuration() []link.Node {
	var list []link.Node
	for i, id := range c.ids {
		list = append(list, link.Node{
			ID: id, LocationID: fmt.Sprintf("l%d", i%3), Role: "transcoding", AlwaysOn: true,
			ClusterAddress: address(i).String(), ClientURL: "https://" + id + ".example.org",
		})
	}
	return list
}

// start runs a node until the bubble's test ends, or it is killed.
func (c *cluster) start(i int, boot uint64, at netip.AddrPort) *node {
	c.t.Helper()
	id := func(i int) string { return c.ids[i] }
	r := &records{nodes: c.configuration(), settings: link.Settings{ClusterKeys: c.keys}, changed: make(chan struct{})}
	p := c.port(id(i), at)
	g, err := membership.New(membership.Config{
		NodeID: id(i), Boot: boot, Address: at, Network: p, Records: r, Log: slog.New(slog.DiscardHandler),
		ClientURL: "https://" + id(i) + ".example.org",
	})
	if err != nil {
		c.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(c.t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := g.Run(ctx); err != nil {
			c.t.Error(err)
		}
	}()
	stop := func() {
		cancel()
		<-done
	}
	n := &node{Gossip: g, port: p, records: r, leave: stop}
	n.kill = func() {
		p.mu.Lock()
		p.dead = true
		p.mu.Unlock()
		go stop()
	}
	c.nodes[id(i)] = n
	c.stops = append(c.stops, stop)
	return n
}

// startAll runs all nodes and waits until they see each other.
func (c *cluster) startAll() {
	c.t.Helper()
	for i := range c.ids {
		c.start(i, 1, address(i))
	}
	c.within(20*time.Second, "all see all", func() bool { return c.agree(c.ids, c.ids) })
}

// cutOff cuts nodes off from each other.
func (c *cluster) cutOff(apart func(a, b string) bool) {
	who := func(at netip.AddrPort) string {
		if p := c.ports[at]; p != nil {
			return p.id
		}
		return ""
	}
	c.set(func() { c.cut = func(from, to netip.AddrPort) bool { return apart(who(from), who(to)) } })
}

// agree says whether nodes see exactly some nodes.
func (c *cluster) agree(who, see []string) bool {
	for _, id := range who {
		live := c.nodes[id].Live()
		if len(live) != len(see) {
			return false
		}
		for i, m := range live {
			if m.ID != see[i] {
				return false
			}
		}
	}
	return true
}

// within waits until something is so, and tells how long it took.
func (c *cluster) within(limit time.Duration, what string, so func() bool) time.Duration {
	c.t.Helper()
	began := time.Now()
	for !so() {
		if time.Since(began) > limit {
			for _, id := range c.ids {
				if n := c.nodes[id]; n != nil && len(c.ids) < 10 {
					c.t.Logf("%s sees %v", id, ids(n.Live()))
				}
			}
			c.t.Fatalf("not within %v: %s", limit, what)
		}
		<-time.After(c.step)
		synctest.Wait()
	}
	return time.Since(began)
}

func ids(list []membership.Member) (out []string) {
	for _, m := range list {
		out = append(out, m.ID)
	}
	return out
}
