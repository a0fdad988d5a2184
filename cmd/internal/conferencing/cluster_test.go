package conferencing

import (
	"net/netip"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/parley-video/parley/nodeagent/backplane"
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

// Media goes on to a node that gossip takes for dead, and to none without a
// record.
func TestWhereMediaIsSent(t *testing.T) {
	records := map[string]bool{"live": true, "dead": true, "named": true, "nowhere": true}
	addresses := map[string]string{
		"live": "10.0.0.1:8445", "dead": "10.0.0.2:8445", "named": "n.example.org:8445", "removed": "10.0.0.3:8445",
	}
	boots := map[string]uint64{"live": 7, "removed": 8}
	d := directory{
		known: func(id string) bool { return records[id] },
		reach: func(id string) (string, bool) { at, ok := addresses[id]; return at, ok },
		boot:  func(id string) uint64 { return boots[id] },
	}
	for id, want := range map[string]backplane.Node{
		"live":    {Address: netip.MustParseAddrPort("10.0.0.1:8445"), Boot: 7},
		"dead":    {Address: netip.MustParseAddrPort("10.0.0.2:8445")},
		"named":   {},
		"nowhere": {},
	} {
		if got, known := d.Find(id); got != want || !known {
			t.Errorf("%s: %+v, %v; want %+v", id, got, known, want)
		}
	}
	for _, id := range []string{"removed", "unheard-of"} {
		if got, known := d.Find(id); known || got != (backplane.Node{}) {
			t.Errorf("%s: %+v, %v", id, got, known)
		}
	}
}
