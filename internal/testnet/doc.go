// Package testnet is a network on one machine for tests: locations with hosts,
// each a network namespace of its own, behind a router, and a core that joins
// the locations. What passes between two locations is counted, can be cut and
// can be made to lose packets.
//
// It needs root, iproute2 and nftables, on Linux. What it made goes with the
// test; what a test that died left behind goes with the next one.
package testnet

import (
	"fmt"
	"net/netip"
)

// Location is a place with hosts.
type Location struct {
	Name  string // at most eight letters
	Hosts []string
}

// hostAddress is that of a host of a location. All addresses are private ones,
// in namespaces that nobody else has.
func hostAddress(location, host int) netip.Addr {
	return netip.AddrFrom4([4]byte{10, 83, byte(location + 1), byte(host + 11)})
}

func routerAddress(location int) string { return fmt.Sprintf("10.83.%d.1", location+1) }

// linkAddress is one end of the way between a location and the core.
func linkAddress(location, end int) string { return fmt.Sprintf("10.83.%d.%d", location+201, end+1) }

// Between names a direction between two locations.
type Between struct{ From, To string }

// Flow is what passed from one host to another, of media: RTP packets with one
// synchronisation source, in the clear or not.
type Flow struct {
	From, To string // hosts; their address when they are none
	SSRC     uint32
	// Length is that of the UDP datagrams.
	Length  int
	Packets uint64
}

// Traffic is what passed from one host to another, whatever it was.
type Traffic struct {
	From, To string
	Protocol string // tcp or udp
	Packets  uint64
	Octets   uint64
}
