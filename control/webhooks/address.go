package webhooks

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"syscall"
)

// errAddress: the name leads to an address where nothing is ever posted.
var errAddress = errors.New("the address is not allowed")

// Where clouds keep the credentials of their machines, apart from the
// link-local 169.254.169.254.
var metadata = []netip.Addr{
	netip.MustParseAddr("fd00:ec2::254"),
	netip.MustParseAddr("fd20:ce::254"),
	netip.MustParseAddr("100.100.100.200"),
	netip.MustParseAddr("168.63.129.16"),
	netip.MustParseAddr("192.0.0.192"),
}

// nat64 is the prefix behind which an IPv6 address leads to an IPv4 one.
var nat64 = netip.MustParsePrefix("64:ff9b::/96")

// refuse says why nothing may be posted to an address; nil when it may.
// Private networks are allowed: a deployment is at home in one.
func refuse(a netip.Addr, loopbackOnly bool) error {
	a = a.WithZone("").Unmap()
	if nat64.Contains(a) {
		b := a.As16()
		a = netip.AddrFrom4([4]byte(b[12:]))
	}
	switch {
	case a.IsLinkLocalUnicast(), a.IsMulticast(), a.IsUnspecified(), a == netip.AddrFrom4([4]byte{255, 255, 255, 255}):
		return fmt.Errorf("%w: %s", errAddress, a)
	case loopbackOnly && !a.IsLoopback():
		return fmt.Errorf("%w: %s, without https only this machine is", errAddress, a)
	}
	for _, m := range metadata {
		if a == m {
			return fmt.Errorf("%w: %s", errAddress, a)
		}
	}
	return nil
}

// guard is asked with every address that is about to be dialled, after names
// were resolved, so that no name leads around it.
func guard(loopbackOnly bool) func(context.Context, string, string, syscall.RawConn) error {
	return func(_ context.Context, network, address string, _ syscall.RawConn) error {
		host, _, err := net.SplitHostPort(address)
		if err != nil {
			return fmt.Errorf("%w: %s", errAddress, network)
		}
		a, err := netip.ParseAddr(host)
		if err != nil {
			return fmt.Errorf("%w: not an IP address", errAddress)
		}
		return refuse(a, loopbackOnly)
	}
}
