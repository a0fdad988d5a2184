package management

import (
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/control/cluster"
	"github.com/parley-video/parley/domain/alarm"
)

// TestHostsKeepTheirNames: what tells Management Nodes apart does not depend on
// who else is there, or on who was there first.
func TestHostsKeepTheirNames(t *testing.T) {
	member := func(id, url string, silent time.Duration) cluster.Member {
		return cluster.Member{ID: id, Name: "machine", URL: url, Silent: silent}
	}
	ask := func(m cluster.Member) alarm.Host { return alarm.Host{Known: true, FreeBytes: int64(len(m.ID))} }
	one, two := alarm.Host{Name: "machine", Known: true, FreeBytes: 1}, alarm.Host{Name: "machine", Known: true, FreeBytes: 2}
	for name, c := range map[string]struct {
		members []cluster.Member
		shared  bool
		want    map[string]alarm.Host
	}{
		"alone": {[]cluster.Member{member("a", "https://m:1", 0)}, false, map[string]alarm.Host{"machine": one}},
		"one":   {[]cluster.Member{member("a", "https://m:1", 0)}, true, map[string]alarm.Host{"machine (https://m:1)": one}},
		"two": {
			[]cluster.Member{member("bb", "https://m:2", 0), member("a", "https://m:1", 0)},
			true,
			map[string]alarm.Host{"machine (https://m:1)": one, "machine (https://m:2)": two},
		},
		"started again after a crash": {
			[]cluster.Member{member("a", "https://m:1", time.Minute), member("bb", "https://m:1", 0), member("ccc", "https://m:1", time.Hour)},
			true,
			map[string]alarm.Host{"machine (https://m:1)": two},
		},
	} {
		if diff := cmp.Diff(c.want, hostsOf(c.members, c.shared, ask)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestHostsAreAskedTogether: those who do not answer cost their time once.
func TestHostsAreAskedTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var members []cluster.Member
		for i := range asked {
			members = append(members, cluster.Member{ID: fmt.Sprint(i), Name: fmt.Sprint(i)})
		}
		var mu sync.Mutex
		n := 0
		began := time.Now()
		hosts := hostsOf(members, true, func(cluster.Member) alarm.Host {
			mu.Lock()
			n++
			mu.Unlock()
			time.Sleep(healthTime)
			return alarm.Host{}
		})
		if took := time.Since(began); took != healthTime || len(hosts) != asked || n != asked {
			t.Errorf("%d of %d were asked in %s", n, len(hosts), took)
		}
	})
}
