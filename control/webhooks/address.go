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
	netip.MustParseAddr("fd20:ce::254"),
	netip.MustParseAddr("fd00:42::42"),
	netip.MustParseAddr("100.100.100.200"),
	netip.MustParseAddr("168.63.129.16"),
	netip.MustParseAddr("192.0.0.192"),
}

// metadataNet holds all such services of one cloud.
var metadataNet = netip.MustParsePrefix("fd00:ec2::/32")

// Behind these prefixes an IPv6 address leads to an IPv4 one, which begins at a
// byte: well-known and local translators (RFC 6052, 8215), those of single
// hosts (RFC 7915), tunnels (RFC 3056) and the oldest form.
var embedded = []struct {
	prefix netip.Prefix
	at     int
}{
	{netip.MustParsePrefix("64:ff9b::/96"), 12},
	{netip.MustParsePrefix("64:ff9b:1::/48"), 12},
	{netip.MustParsePrefix("::ffff:0:0:0/96"), 12},
	{netip.MustParsePrefix("2002::/16"), 2},
	{netip.MustParsePrefix("::/96"), 12},
}

// leadsTo is the address that is reached in the end.
func leadsTo(a netip.Addr) netip.Addr {
	a = a.WithZone("").Unmap()
	if a.Is4() || a.IsLoopback() || a.IsUnspecified() {
		return a
	}
	for _, e := range embedded {
		if e.prefix.Contains(a) {
			b := a.As16()
			return netip.AddrFrom4([4]byte(b[e.at:]))
		}
	}
	return a
}

// refuse says why nothing may be posted to an address; nil when it may.
// Private networks are allowed: a deployment is at home in one.
func refuse(a netip.Addr, loopbackOnly bool) error {
	here := a.WithZone("").Unmap().IsLoopback()
	a = leadsTo(a)
	switch {
	case metadataNet.Contains(a):
		return fmt.Errorf("%w: %s", errAddress, a)
	case a.IsLinkLocalUnicast(), a.IsMulticast(), a.IsUnspecified(), a == netip.AddrFrom4([4]byte{255, 255, 255, 255}):
		return fmt.Errorf("%w: %s", errAddress, a)
	case loopbackOnly && !here:
		return fmt.Errorf("%w: %s, without https only this machine is", errAddress, a)
	}
	for _, m := range metadata {
		if a == m {
			return fmt.Errorf("%w: %s", errAddress, a)
		}
	}
	return nil
}

// Guard is asked with every address that is about to be dialled, after names
// were resolved, so that no name leads around it. Whoever dials what somebody
// configured uses it as net.Dialer.ControlContext; loopbackOnly is for what goes
// without TLS.
func Guard(loopbackOnly bool) func(context.Context, string, string, syscall.RawConn) error {
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
