package bursting_test

import (
	"flag"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/parley-video/parley/domain/bursting/burstingtest"
)

var (
	simDays = flag.Int("sim.days", 100, "number of days that are simulated")
	simSeed = flag.Uint64("sim.seed", 0, "seed of the only day that is simulated; 0: other ones each time")
)

// TestSim plays days, each from a seed of its own, and prints the seed of one on
// which a promise was broken. See package burstingtest for the promises.
func TestSim(t *testing.T) {
	if *simSeed != 0 {
		out, err := burstingtest.Tell(*simSeed, func(line string) { t.Log(line) })
		t.Logf("%+v", out)
		if err != nil {
			t.Error(err)
		}
		return
	}
	first := uint64(time.Now().UnixNano())
	t.Logf("seeds %d to %d; one again: -sim.seed=N", first, first+uint64(*simDays)-1)
	var (
		next    atomic.Int64
		workers sync.WaitGroup
		mu      sync.Mutex
		sum     burstingtest.Outcome // guarded by mu
		begun   = time.Now()
	)
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := next.Add(1) - 1; i < int64(*simDays); i = next.Add(1) - 1 {
				out, err := burstingtest.Day(first + uint64(i))
				mu.Lock()
				sum = sum.Add(out)
				mu.Unlock()
				if err != nil {
					t.Error(err)
					next.Store(int64(*simDays))
				}
			}
		})
	}
	workers.Wait()
	t.Logf("%s for %+v", time.Since(begun).Round(time.Millisecond), sum)
	// A world in which nothing happens would keep every promise.
	if !t.Failed() && *simDays >= 100 && (sum.Starts == 0 || sum.Stops == 0 || sum.Kept == 0 || sum.Failures == 0 || sum.Conflicts == 0 || sum.Restarts == 0 || sum.Adopted == 0 || sum.Schedules == 0 || sum.Manuals == 0 || sum.Rejected == 0) {
		t.Errorf("something never happened: %+v", sum)
	}
}

// TestDayIsRepeatable: all follows from the seed.
func TestDayIsRepeatable(t *testing.T) {
	a, _ := burstingtest.Day(1)
	if b, _ := burstingtest.Day(1); a != b {
		t.Errorf("%+v\n%+v", a, b)
	}
}
