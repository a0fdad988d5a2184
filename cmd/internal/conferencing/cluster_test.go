package conferencing

import (
	"net/netip"
	"os"
	"path/filepath"
	"testing"
	"time"
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

func TestEveryLifeHasAHigherNumber(t *testing.T) {
	path := filepath.Join(t.TempDir(), "boot")
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	last := uint64(0)
	for _, at := range []time.Time{
		now, now, now.Add(time.Hour), now.AddDate(-10, 0, 0), {}, now.Add(time.Minute), now.AddDate(1, 0, 0),
	} {
		boot, err := nextBoot(path, at)
		if err != nil || boot <= last {
			t.Fatalf("after %d at %s: %d, %v", last, at, boot, err)
		}
		last = boot
	}
	if err := os.WriteFile(path, nil, 0o600); err != nil { // as after a crash
		t.Fatal(err)
	}
	if boot, err := nextBoot(path, now.AddDate(2, 0, 0)); err != nil || boot <= last {
		t.Errorf("without its file: %d, %v", boot, err)
	}
}
