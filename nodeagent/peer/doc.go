// Package peer is how Conferencing Nodes talk to each other: one port per node,
// TCP and UDP on the same number.
//
// Over TCP there is mutual TLS 1.3 with the nodes' own certificates, and inside
// it HTTP/2 for requests (Call) and long answers (Stream), or whatever else its
// ALPN names (gossip). UDP carries RTP, told apart by its first byte, and
// gossip. Only nodes that have a record in the configuration are talked to; who
// is at the other end is said by the certificate and never by an address.
//
// The parts that need no network are Mux and Client; peertest builds a network
// in memory on them, on which those who use Peers, Conns and Datagrams are
// tested. It may import internal/pki. Everything is safe for concurrent use; New
// binds the port, and Run owns every goroutine.
package peer

import (
	"context"
	"net"
	"net/http"
	"net/netip"
)

// Peers asks other nodes and answers them.
type Peers interface {
	// Self is this node's id.
	Self() string
	// Handle has POST requests of a path answered; From names who asks. The last
	// handler of a path counts.
	Handle(path string, h http.Handler)
	// Call asks a node: POST with in as JSON, the answer into out; nil: none.
	// Without a deadline in ctx it has DefaultTimeout. It fails with *Error if the
	// node answered so, and with ErrUnreachable if no answer came: then it is not
	// known whether the node did what it was asked for.
	Call(ctx context.Context, nodeID, path string, in, out any) error
	// Stream asks a node for a long answer, of frames. It lasts until ctx ends, the
	// other side ends it, or Close. It fails as Call does; ctx needs no deadline,
	// for the beginning of the answer has DefaultTimeout.
	Stream(ctx context.Context, nodeID, path string, in any) (*Stream, error)
}

// Conns are plain connections between nodes, told apart by ALPN.
type Conns interface {
	// HandleStream takes connections of an ALPN, each on a goroutine of its own,
	// which need not return before the connection is closed. Connections that are
	// open when Run ends are closed.
	HandleStream(alpn string, h func(nodeID string, c net.Conn))
	// DialStream connects to whichever known node is at an address.
	DialStream(ctx context.Context, address, alpn string) (net.Conn, error)
}

// Datagrams are what UDP carries. Nothing says who sent one.
type Datagrams interface {
	// HandleRTP takes what looks like RTP or RTCP, HandleDatagram anything else.
	// Both are called one at a time, and b is theirs until they return. They are
	// set before Run.
	HandleRTP(h func(b []byte, from netip.AddrPort))
	HandleDatagram(h func(b []byte, from netip.AddrPort))
	// WriteTo sends a datagram. It does not wait for the network.
	WriteTo(b []byte, to netip.AddrPort) error
	// WriteBatch sends several to one address, with fewer system calls if it can.
	WriteBatch(list [][]byte, to netip.AddrPort) error
	// LocalAddr is where the port is bound.
	LocalAddr() netip.AddrPort
}

// IsRTP tells RTP and RTCP by their first byte, as RFC 7983 does.
func IsRTP(b []byte) bool { return len(b) > 0 && b[0] >= 128 && b[0] <= 191 }
