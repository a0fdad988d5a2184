package backplane

import (
	"context"
	"net/http"
	"net/netip"
)

// Peers asks other nodes over mutual TLS and answers them; nodeagent/peer has
// it.
type Peers interface {
	// Self is this node's id.
	Self() string
	// Handle has requests of a path answered; peer.From names who asks.
	Handle(path string, h http.Handler)
	// Call asks a node: in as JSON, the answer into out.
	Call(ctx context.Context, nodeID, path string, in, out any) error
}

// Socket is the UDP port that the node shares with its other uses.
type Socket interface {
	// HandleRTP takes what looks like RTP or RTCP; b belongs to h until it
	// returns. It is set before the socket is read.
	HandleRTP(h func(b []byte, from netip.AddrPort))
	// WriteTo sends a datagram. It does not wait for the network.
	WriteTo(b []byte, to netip.AddrPort) error
	// WriteBatch sends several to one address.
	WriteBatch(list [][]byte, to netip.AddrPort) error
}

// Node is another node as the directory knows it.
type Node struct {
	// Address is the port that it sends from and receives at, TCP and UDP.
	Address netip.AddrPort
	// Boot tells its lives apart; 0: unknown.
	Boot uint64
}

// Directory knows the nodes that this one may exchange media with. It is asked
// often and answers from memory.
type Directory interface {
	Find(nodeID string) (Node, bool)
}
