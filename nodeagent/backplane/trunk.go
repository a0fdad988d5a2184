package backplane

import (
	"context"
	"errors"
	"log/slog"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"github.com/parley-video/parley/nodeagent/peer"
)

// Config is what a Backplane needs. Log, Now and MTU may be left out.
type Config struct {
	Peers     Peers
	Socket    Socket
	Directory Directory
	Log       *slog.Logger
	Now       func() time.Time
	// MTU is what the way between nodes carries in one piece, in bytes, IP
	// included. Larger packets are not sent. 0: 1500, which is also the most.
	MTU int
}

// Backplane implements Trunk.
type Backplane struct {
	peers      Peers
	socket     Socket
	directory  Directory
	log        *slog.Logger
	clock      func() time.Time
	began      time.Time
	maxPayload atomic.Int64
	epoch      uint64 // of this life
	number     atomic.Uint64
	router     Router // set before Run

	// strangers are datagrams from addresses of no neighbour.
	strangers atomic.Uint64
	byAddr    atomic.Pointer[map[netip.AddrPort]*neighbour]

	mu         sync.Mutex // guards all below; comes before any neighbour's
	neighbours map[string]*neighbour
	ctx        context.Context // of Run; nil before
	ended      bool
	group      sync.WaitGroup
	dropped    Drops // of neighbours that are gone
}

var _ Trunk = (*Backplane)(nil)

// ipUDP is what IPv6 and UDP put before a datagram, in bytes.
const ipUDP = 48

// New makes a Backplane and registers it with its ports. It starts nothing.
func New(cfg Config) *Backplane {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	b := &Backplane{
		peers: cfg.Peers, socket: cfg.Socket, directory: cfg.Directory, log: cfg.Log, clock: cfg.Now, began: cfg.Now(),
		epoch:      uint64(random32())<<32 | uint64(random32()),
		neighbours: map[string]*neighbour{},
	}
	b.SetMTU(cfg.MTU)
	b.byAddr.Store(&map[netip.AddrPort]*neighbour{})
	b.peers.Handle(sessionPath, peer.JSON(b.answerSession))
	b.peers.Handle(takePath, peer.JSON(b.answerTake))
	b.socket.HandleRTP(b.datagram)
	return b
}

// MaxPayload is the largest RTP payload that fits the way between nodes, in
// bytes.
func (b *Backplane) MaxPayload() int { return int(b.maxPayload.Load()) }

// SetMTU changes Config.MTU.
func (b *Backplane) SetMTU(mtu int) {
	const most = maxDatagram + 28
	if mtu <= 0 || mtu > most {
		mtu = most
	}
	b.maxPayload.Store(int64(max(mtu-ipUDP-overhead, 0)))
}

// Route says who has the streams and who wants them. It is called before Run.
func (b *Backplane) Route(r Router) { b.router = r }

// Run exchanges media with neighbours until ctx ends; then what they take is
// detached.
func (b *Backplane) Run(ctx context.Context) error {
	if b.router == nil {
		return errors.New("backplane without router")
	}
	b.mu.Lock()
	if b.ctx != nil {
		b.mu.Unlock()
		return errors.New("backplane runs already")
	}
	b.ctx = ctx
	for _, n := range b.neighbours {
		b.start(n)
	}
	b.mu.Unlock()
	<-ctx.Done()
	b.mu.Lock()
	b.ended = true
	b.mu.Unlock()
	b.group.Wait()
	return nil
}

// now is the monotonic clock in nanoseconds, never 0.
func (b *Backplane) now() int64 { return int64(b.clock().Sub(b.began)) + 1 }

// locked finds a neighbour, or makes it, and locks it; nil: there is none, or
// this node is stopping.
func (b *Backplane) locked(id string, create bool) *neighbour {
	b.mu.Lock()
	defer b.mu.Unlock()
	n := b.neighbours[id]
	if n == nil && create && !b.ended && id != "" && id != b.peers.Self() {
		n = newNeighbour(b, id)
		b.neighbours[id] = n
		if b.ctx != nil {
			b.start(n)
		}
	}
	if n != nil {
		n.mu.Lock()
	}
	return n
}

// start starts a neighbour's goroutines. b.mu is held.
func (b *Backplane) start(n *neighbour) {
	ctx, cancel := context.WithCancel(b.ctx)
	n.stop = cancel
	for _, l := range n.lanes {
		b.group.Go(func() { l.run(ctx) })
	}
	b.group.Go(func() { n.talk(ctx) })
	b.group.Go(func() { n.run(ctx) })
}

// all lists the neighbours.
func (b *Backplane) all() []*neighbour {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := make([]*neighbour, 0, len(b.neighbours))
	for _, n := range b.neighbours {
		out = append(out, n)
	}
	return out
}

// moved says where a neighbour is reached now; the zero address: nowhere.
func (b *Backplane) moved(n *neighbour, to netip.AddrPort) {
	b.mu.Lock()
	defer b.mu.Unlock()
	fresh := map[netip.AddrPort]*neighbour{}
	for at, who := range *b.byAddr.Load() {
		if who != n {
			fresh[at] = who
		}
	}
	if to.IsValid() && b.neighbours[n.id] == n {
		fresh[to] = n
	}
	b.byAddr.Store(&fresh)
}

// forget ends a neighbour that nothing is exchanged with any more.
func (b *Backplane) forget(n *neighbour, now int64) {
	b.mu.Lock()
	n.mu.Lock()
	idle := len(n.takes) == 0 && len(n.outs) == 0 && len(n.detach) == 0 && n.idleSince != 0 && now-n.idleSince >= int64(idleTime)
	if idle {
		delete(b.neighbours, n.id)
		b.dropped = b.dropped.plus(n.dropped())
	}
	n.mu.Unlock()
	b.mu.Unlock()
	if idle {
		b.moved(n, netip.AddrPort{})
		n.stop()
	}
}

// datagram takes what the socket's reader read.
func (b *Backplane) datagram(d []byte, from netip.AddrPort) {
	n := (*b.byAddr.Load())[from]
	switch {
	case n == nil:
		b.strangers.Add(1)
	case len(d) < overhead || len(d) > maxDatagram:
		n.drops.malformed.Add(1)
	case d[1] >= 192 && d[1] <= 223: // RFC 5761
		n.reports.push(d)
	default:
		n.laneOf(ssrcOf(d)).queue.push(d)
	}
}

// Take implements Trunk. A stream's Sink may be handed one more packet after it
// has been given up.
func (b *Backplane) Take(neighbour, conferenceID string, wants []Want) {
	n := b.locked(neighbour, len(wants) > 0)
	if n == nil {
		return
	}
	n.take(conferenceID, wants)
	n.mu.Unlock()
	poke(n.call)
}

// AskKeyFrame implements Trunk.
func (b *Backplane) AskKeyFrame(neighbour, conferenceID string, id StreamID) {
	n := b.locked(neighbour, false)
	if n == nil {
		return
	}
	defer n.mu.Unlock()
	t := n.takes[conferenceID]
	if t == nil {
		return
	}
	if s := t.streams[id]; s != nil {
		s.wantKey = true
		poke(n.wake)
	} else if _, wanted := t.wants[id]; wanted {
		t.wantKey[id] = true
	}
}

// Retry implements Trunk.
func (b *Backplane) Retry(conferenceID string) {
	for _, n := range b.all() {
		n.mu.Lock()
		if g := n.given[conferenceID]; g != nil {
			for _, s := range g.streams {
				s.refused = false
			}
			n.reconcile = true
			n.retries++
			poke(n.wake)
		}
		n.mu.Unlock()
	}
}

// Estimate implements Trunk.
func (b *Backplane) Estimate(neighbour string) int {
	n := b.locked(neighbour, false)
	if n == nil {
		return 0
	}
	defer n.mu.Unlock()
	if n.estimate.limit == 0 {
		return 0
	}
	return max(n.estimate.limit-n.againRate, leastLimit)
}
