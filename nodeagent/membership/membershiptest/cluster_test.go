package membershiptest_test

import (
	"net/netip"
	"testing"

	"github.com/parley-video/parley/nodeagent/membership"
	"github.com/parley-video/parley/nodeagent/membership/membershiptest"
)

type inMemory struct{ *membershiptest.Cluster }

func (m inMemory) Start(id string, boot uint64) membershiptest.Member {
	return m.Cluster.Start(membership.Member{ID: id, Boot: boot, AlwaysOn: true, Address: netip.MustParseAddrPort("192.0.2.1:1")})
}

func (inMemory) Until(t *testing.T, what string, so func() bool) {
	t.Helper()
	if !so() {
		t.Fatal(what)
	}
}

func TestContract(t *testing.T) {
	membershiptest.Run(t, func(t *testing.T, test func(*testing.T, membershiptest.Environment)) {
		test(t, inMemory{membershiptest.New()})
	})
}
