package webhooks_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/control/controltest"
	"github.com/parley-video/parley/control/webhooks"
	"github.com/parley-video/parley/internal/sqldb/sqldbtest"
)

// inBubble runs a test on virtual time, with the state in a real file.
func inBubble(t *testing.T, f func(t *testing.T, rec *receiver, r *rig), change ...func(*webhooks.Config)) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "state.db")
	synctest.Test(t, func(t *testing.T) {
		rec := newReceiver(t)
		// What a test orders is noticed at once, so nobody need look often.
		change = append([]func(*webhooks.Config){limited(webhooks.Limits{Poll: time.Hour}), via(rec)}, change...)
		r := newRig(t, controltest.Memory(t), sqldbtest.SQLite(t, path), change...)
		f(t, rec, r)
	})
}

// pass lets time go by in a bubble, and then lets all be done that was due at its
// end: a test that acts or looks at that very moment would meet it half done.
func pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// TestBackoff: one event, a receiver that fails for days.
func TestBackoff(t *testing.T) {
	inBubble(t, func(t *testing.T, rec *receiver, r *rig) {
		rec.answer = func(_ http.ResponseWriter, _ *http.Request, g got, _ int) int {
			if g.subject() == "conference-dead" && g.revision() == 0 {
				return http.StatusInternalServerError
			}
			return http.StatusOK
		}
		id, secret := r.create(conferences())
		rec.trust(secret)
		stop := r.start()
		synctest.Wait()
		r.happen("alive", 1)
		synctest.Wait()
		r.happen("dead", 2)
		synctest.Wait()
		began := time.Now()
		if s := r.status(id); s.Pending != 2 || s.Parked != 0 || s.FailingSince == nil || s.LastSuccessAt == nil {
			t.Errorf("%+v", s)
		}
		pass(72*time.Hour - time.Second)
		if s := r.status(id); s.Pending != 2 || s.FailingSince == nil || !s.FailingSince.Equal(began) || s.LastError != "The receiver answered with 500 Internal Server Error." {
			t.Errorf("%+v", s)
		}
		pass(2 * time.Second)
		if s := r.status(id); s.Pending != 0 || s.Parked != 1 || s.FailingSince != nil || s.LastError != "" {
			t.Errorf("%+v", s)
		}
		var at []time.Duration
		for _, g := range rec.all() {
			if g.subject() == "conference-dead" && g.revision() == 0 {
				at = append(at, g.at.Sub(began))
			}
		}
		pause := 5 * time.Second
		for i := 1; i < len(at)-1; i++ {
			if d := at[i] - at[i-1]; d > pause || d < pause*8/10-time.Millisecond {
				t.Errorf("pause %d: %s, want up to %s", i, d, pause)
			}
			pause = min(2*pause, time.Hour)
		}
		if last := at[len(at)-1]; last != 72*time.Hour || len(at) < 72 {
			t.Errorf("%d attempts, the last after %s", len(at), last)
		}
		d := r.deliveries(id, webhooks.Parked)
		if len(d) != 1 || d[0].Attempts != len(at) || d[0].Status != 500 || !d[0].FirstAttemptAt.Equal(began) || d[0].NextAttemptAt != nil {
			t.Errorf("%+v", d)
		}
		if d := r.deliveries(id, webhooks.Delivered); len(d) != 2 {
			t.Errorf("%+v", d)
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

// TestRandomFailures: receivers and processes fail at random for days. Each
// stream's events come in order, and each is taken or parked.
func TestRandomFailures(t *testing.T) {
	for _, seed := range []uint64{1, 2, uint64(time.Now().UnixNano())} {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			limits := webhooks.Limits{Queue: 40, Live: 4, Poll: time.Hour}
			inBubble(t, func(t *testing.T, rec *receiver, r *rig) { randomFailures(t, rec, r, seed, limits) }, limited(limits))
		})
	}
}

func randomFailures(t *testing.T, rec *receiver, r *rig, seed uint64, limits webhooks.Limits) {
	rnd := rand.New(rand.NewPCG(seed, 1))
	var mu sync.Mutex
	draw := func(n int) int {
		mu.Lock()
		defer mu.Unlock()
		return rnd.IntN(n)
	}
	rec.answer = func(w http.ResponseWriter, req *http.Request, g got, _ int) int {
		time.Sleep(time.Duration(draw(300)) * time.Millisecond)
		if g.subject() == "conference-3" && g.revision()%7 == 2 {
			return http.StatusBadRequest // for ever
		}
		switch draw(12) {
		case 0:
			return http.StatusInternalServerError
		case 1:
			w.Header().Set("Retry-After", "20")
			return http.StatusServiceUnavailable
		case 2: // no answer in time
			<-req.Context().Done()
			return unanswered
		case 3: // taken, but the answer is lost
			return takenUnanswered
		}
		return http.StatusOK
	}
	id, secret := r.create(conferences())
	rec.trust(secret)
	const streams, bursts = 6, 60
	stop := r.start()
	total := 0
	for i := range bursts {
		n := 1 + draw(5)
		r.happen(fmt.Sprint(draw(streams)), n)
		total += n
		pass(time.Duration(draw(600)) * time.Second)
		if s := r.status(id); s.Pending > limits.Queue {
			t.Errorf("%d wait, at most %d may", s.Pending, limits.Queue)
		}
		if i%8 == 7 { // the process ends in the middle of whatever it does
			if err := stop(); err != nil {
				t.Error(err)
			}
			pass(time.Duration(draw(7200)) * time.Second)
			r.open()
			stop = r.start()
		}
	}
	pass(8 * 24 * time.Hour) // more than enough for those that never get through
	if err := stop(); err != nil {
		t.Error(err)
	}
	list := r.deliveries(id, webhooks.Parked)
	for _, d := range list {
		// Those behind one that never gets through have had 72 h already when
		// it is their turn.
		if d.Stream != "conference-3" || d.Attempts < 5 || d.LastAttemptAt.Sub(*d.FirstAttemptAt) > 73*time.Hour {
			t.Errorf("parked: %+v", d)
		}
	}
	parked := parkings(list)
	checkOrder(t, rec.all(), parked)
	there := map[string]bool{} // an event may be taken, and parked because no answer arrived
	for key := range parked {
		there[key] = true
	}
	for _, g := range rec.all() {
		if g.taken {
			there[fmt.Sprint(g.subject(), "@", g.revision())] = true
		}
	}
	if len(there) != total || len(parked) == 0 {
		t.Errorf("seed %d: %d events taken or parked (%d), want %d", seed, len(there), len(parked), total)
	}
	if s := r.status(id); s.Pending != 0 || *s.Lag != 0 || s.Parked != len(parked) {
		t.Errorf("%+v", s)
	}
}

// TestDeadForDays: nothing is kept beyond the limits while a receiver is dead,
// and nothing is lost.
func TestDeadForDays(t *testing.T) {
	limits := webhooks.Limits{Queue: 50, Parked: 30, Log: 20, Poll: time.Hour}
	inBubble(t, func(t *testing.T, rec *receiver, r *rig) {
		var healed atomic.Bool
		rec.answer = func(http.ResponseWriter, *http.Request, got, int) int {
			if healed.Load() {
				return http.StatusOK
			}
			return http.StatusBadGateway
		}
		id, secret := r.create(conferences())
		rec.trust(secret)
		stop := r.start()
		const streams, each = 10, 20
		for range each {
			for i := range streams {
				r.happen(fmt.Sprint(i), 1)
			}
			pass(8 * time.Hour)
			if s := r.status(id); s.Pending > limits.Queue || s.Parked > limits.Parked {
				t.Fatalf("%+v", s)
			}
		}
		s := r.status(id)
		if s.Pending != limits.Queue || s.Parked != limits.Parked || s.Lag == nil || *s.Lag != streams*each-80 {
			t.Errorf("%+v lag %d", s, *s.Lag)
		}
		healed.Store(true)
		pass(2 * time.Hour)
		if s := r.status(id); s.Pending != 0 || s.Parked != limits.Parked || *s.Lag != 0 || s.FailingSince != nil {
			t.Errorf("%+v", s)
		}
		before := len(rec.all())
		checkOrder(t, rec.all(), parkings(r.deliveries(id, webhooks.Parked)))
		if n, err := r.Retry(t.Context(), id, nil); n != limits.Parked || err != nil {
			t.Error(n, err)
		}
		synctest.Wait()
		if n := rec.taken(); n != streams*each {
			t.Errorf("%d events taken, want %d", n, streams*each)
		}
		latest := map[string]int{}
		for _, g := range rec.all()[before:] { // those that were parked, in order as well
			if g.revision() < latest[g.subject()] {
				t.Errorf("%s: %d after %d", g.subject(), g.revision(), latest[g.subject()])
			}
			latest[g.subject()] = g.revision()
		}
		if n := len(r.deliveries(id)); n != limits.Log {
			t.Errorf("%d deliveries are listed, want the last %d", n, limits.Log)
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	}, limited(limits))
}
