package dial_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/link/linktest"
)

// recorded checks that the log holds exactly the facts 1 to last of an epoch.
func recorded(t *testing.T, r *rig, epoch string, last int) {
	t.Helper()
	all := r.control.Log(nodeID, epoch)
	if len(all) != last {
		t.Errorf("%d facts of %s in the log, want %d", len(all), epoch, last)
	}
	for i, f := range all {
		if f.Seq != uint64(i)+1 {
			t.Fatalf("fact %d in the log is number %d", i+1, f.Seq)
		}
	}
}

func TestFactsLeaveTheOutboxWhenAcknowledged(t *testing.T) {
	withPeer(t, func(t *testing.T, r *rig) {
		r.outbox.Append(300)
		p := r.welcome(0)
		first := next[link.Facts](t, p)
		second := next[link.Facts](t, p)
		if len(first.Facts) != 256 || len(second.Facts) != 44 || second.Facts[43].Seq != 300 {
			t.Errorf("%d and %d facts", len(first.Facts), len(second.Facts))
		}
		time.Sleep(time.Second)
		if q := r.outbox.Queued(); q != 300 {
			t.Errorf("%d queued before any acknowledgement", q)
		}
		p.Say(link.FactsAck{Seq: 256})
		synctest.Wait()
		if q := r.outbox.Queued(); q != 44 {
			t.Errorf("%d queued after one", q)
		}
	})
}

func TestWelcomeAcknowledges(t *testing.T) {
	withPeer(t, func(t *testing.T, r *rig) {
		r.outbox.Append(10)
		p := r.welcome(7)
		if f := next[link.Facts](t, p).Facts; len(f) != 3 || f[0].Seq != 8 {
			t.Errorf("facts %+v", f)
		}
		if q := r.outbox.Queued(); q != 3 {
			t.Errorf("%d queued", q)
		}
	})
}

// A slow log must not make the node send one message per fact: the hub takes
// no more than eight that are not acknowledged.
func TestFactsGatherWhileTheLogIsSlow(t *testing.T) {
	withHub(t, func(t *testing.T, r *rig) {
		messages := 0
		r.control.OnRecord = func(context.Context, []link.Fact) (uint64, error) {
			messages++
			time.Sleep(10 * time.Second)
			return 0, nil
		}
		for range 100 {
			r.outbox.Append(1)
			synctest.Wait()
		}
		time.Sleep(2 * time.Minute)
		recorded(t, r, "epoch-1", 100)
		if h := r.control.History(); len(h) != 1 {
			t.Errorf("history %q", h)
		}
		if messages > 10 {
			t.Errorf("%d messages for 100 facts", messages)
		}
	})
}

func TestFactsSurviveCutsAndFailures(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	rng, theirs := rand.New(rand.NewPCG(seed, 0)), rand.New(rand.NewPCG(seed, 1)) // of the test and of the recorder
	withHub(t, func(t *testing.T, r *rig) {
		r.control.OnRecord = func(_ context.Context, f []link.Fact) (uint64, error) {
			switch theirs.IntN(4) {
			case 0: // recorded, but the answer is lost
				r.control.Take(nodeID, "epoch-1", f, f[len(f)-1].Seq)
				r.net.Cut()
			case 1:
				return f[0].Seq + uint64(theirs.IntN(len(f))), errors.New("disk")
			case 2:
				r.net.Cut()
				return 0, errors.New("disk")
			}
			return 0, nil
		}
		total := 0
		for range 60 {
			n := 1 + rng.IntN(400)
			r.outbox.Append(n)
			total += n
			time.Sleep(time.Duration(rng.IntN(5000)) * time.Millisecond)
		}
		time.Sleep(10 * time.Minute)
		recorded(t, r, "epoch-1", total)
		if q := r.outbox.Queued(); q != 0 {
			t.Errorf("%d still queued", q)
		}
	})
}

func TestOutboxFromABackupGoesOnUnderANewEpoch(t *testing.T) {
	withHub(t, func(t *testing.T, r *rig) {
		r.outbox.Append(20)
		synctest.Wait()
		r.net.SetDown(true)
		r.net.Cut()
		synctest.Wait()
		r.outbox.Forget(5)
		r.outbox.Append(3)
		r.net.SetDown(false)
		time.Sleep(20 * time.Second)
		recorded(t, r, "epoch-1", 20)
		recorded(t, r, "epoch-2", 3)
	})
}

// A control plane that claims to know later facts of every epoch must not make
// the node spin.
func TestEpochsAreNotBurnt(t *testing.T) {
	withPeer(t, func(t *testing.T, r *rig) {
		stop := time.After(time.Minute)
		for n := 0; ; n++ {
			select {
			case p := <-r.peers:
				linktest.Hear[link.Hello](t, p)
				p.Say(link.Welcome{Version: 1, AckedSeq: 1000})
			case <-stop:
				if n > 60 {
					t.Errorf("%d connections in a minute", n)
				}
				return
			}
		}
	})
}
