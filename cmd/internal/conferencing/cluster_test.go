package conferencing

import (
	"net/netip"
	"testing"
)

func TestWhereOthersAreToldToReachTheNode(t *testing.T) {
	for _, c := range []struct{ local, address, fqdn, want string }{
		{"[::]:8445", "192.0.2.1", "n.example.org", "192.0.2.1:8445"},
		{"0.0.0.0:8445", "2001:db8::1", "", "[2001:db8::1]:8445"},
		{"[::]:8445", "", "n.example.org", "n.example.org:8445"},
		{"[::]:8445", "", "", ""},
		{"10.0.0.7:9000", "192.0.2.1", "", "10.0.0.7:9000"}, // a network of their own
	} {
		if got := clusterAddress(netip.MustParseAddrPort(c.local), c.address, c.fqdn); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}
