package membership

import (
	"context"
	"net"
	"net/netip"
	"slices"
	"sync"
	"time"

	"github.com/hashicorp/memberlist"
)

// Nodes are told apart and found by their ids. memberlist wants an address with
// each of them and takes a changed one for a conflict, so all have the same.
var nowhere = netip.MustParseAddrPort("127.0.0.1:1")

// maxPackets bounds the packets that wait for memberlist; more are dropped, as
// the network might have.
const maxPackets = 1024

// maxPacket bounds one of them, in bytes. Nodes send none that is larger, and what
// is small cannot become huge.
const maxPacket = packetSize + 200

// transport carries one memberlist's messages over the network.
type transport struct {
	net     Network
	find    func(id string) (netip.AddrPort, bool)
	packets chan *memberlist.Packet
	streams chan net.Conn
	ctx     context.Context // ends with the transport
	end     context.CancelFunc
	once    sync.Once
}

var _ memberlist.NodeAwareTransport = (*transport)(nil)

func newTransport(n Network, find func(id string) (netip.AddrPort, bool)) *transport {
	t := &transport{net: n, find: find, packets: make(chan *memberlist.Packet, maxPackets), streams: make(chan net.Conn)}
	t.ctx, t.end = context.WithCancel(context.Background())
	return t
}

func (t *transport) FinalAdvertiseAddr(string, int) (net.IP, int, error) {
	return nowhere.Addr().AsSlice(), int(nowhere.Port()), nil
}

func (t *transport) WriteToAddress(b []byte, to memberlist.Address) (time.Time, error) {
	// Nobody is told of a packet that goes nowhere: it is lost like any other.
	if at, ok := t.find(to.Name); ok {
		_ = t.net.WriteTo(b, at)
	}
	return time.Now(), nil
}

func (t *transport) DialAddressTimeout(to memberlist.Address, timeout time.Duration) (net.Conn, error) {
	address := to.Addr
	if address == nowhere.String() {
		at, ok := t.find(to.Name)
		if !ok {
			return nil, &net.OpError{Op: "dial", Net: "tcp", Err: errNoAddress}
		}
		address = at.String()
	}
	ctx, cancel := context.WithTimeout(t.ctx, timeout)
	defer cancel()
	return t.net.DialStream(ctx, address, ALPN)
}

func (t *transport) WriteTo([]byte, string) (time.Time, error) { return time.Time{}, errNoAddress }

func (t *transport) DialTimeout(string, time.Duration) (net.Conn, error) { return nil, errNoAddress }

func (t *transport) PacketCh() <-chan *memberlist.Packet { return t.packets }

func (t *transport) StreamCh() <-chan net.Conn { return t.streams }

func (t *transport) Shutdown() error {
	t.once.Do(t.end)
	return nil
}

// datagram takes what the network brings.
func (g *Gossip) datagram(b []byte, from netip.AddrPort) {
	g.mu.Lock()
	t, refused := g.transport, g.removed[from]
	g.mu.Unlock()
	if t == nil || refused || len(b) > maxPacket {
		return
	}
	select {
	case t.packets <- &memberlist.Packet{Buf: slices.Clone(b), From: net.UDPAddrFromAddrPort(from), Timestamp: time.Now()}:
	default:
	}
}

func (g *Gossip) stream(nodeID string, c net.Conn) {
	g.mu.Lock()
	t := g.transport
	_, recorded := g.records[nodeID]
	g.mu.Unlock()
	if t == nil || !recorded {
		_ = c.Close()
		return
	}
	select {
	case t.streams <- c: // memberlist closes it
	case <-t.ctx.Done():
		_ = c.Close()
	}
}

// find is the address of a configured node for packets.
func (g *Gossip) find(id string) (netip.AddrPort, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	n, recorded := g.records[id]
	if !recorded {
		return netip.AddrPort{}, false
	}
	if p := g.peers[id]; p != nil && p.address.IsValid() {
		return p.address, true
	}
	at, err := netip.ParseAddrPort(n.ClusterAddress)
	return at, err == nil
}
