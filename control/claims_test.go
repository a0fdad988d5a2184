package control_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/controltest"
	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access/administrator"
	"github.com/parley-video/parley/domain/location"
	"github.com/parley-video/parley/domain/service"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

func appendAll(t *testing.T, s store.Store, stream string, evs []events.Event) {
	t.Helper()
	j := journal.New(s)
	expected := store.NoStream()
	for i, ev := range evs {
		done, err := j.Append(t.Context(), stream, expected, journal.Entry{ID: events.DeriveID(fmt.Sprint(stream, i)), Event: ev})
		if err != nil {
			t.Fatal(err)
		}
		expected = store.At(done.Revision)
	}
}

// checkClaims demands that no two live services share a name or an alias, and
// that each key in use is claimed by its user.
func checkClaims(t *testing.T, s store.Store) {
	t.Helper()
	states := map[string]service.State{}
	owners := map[string]string{}
	for _, rec := range controltest.Recorded(t, s, store.Filter{StreamPrefixes: []string{"service-", "claim-"}}) {
		switch e := rec.Event.(type) {
		case events.ClaimTaken:
			owners[e.Kind+"="+e.Key] = e.Owner
		case events.ClaimMoved:
			owners[e.Kind+"="+e.Key] = e.Owner
		case events.ClaimReleased:
			delete(owners, e.Kind+"="+e.Key)
		default:
			states[rec.Stream] = service.Evolve(states[rec.Stream], rec)
		}
	}
	users := map[string]string{}
	for stream, state := range states {
		for _, c := range service.Claims(state) {
			key := string(c.Kind) + "=" + c.Key
			if other, twice := users[key]; twice {
				t.Errorf("%s is used by %s and %s", key, other, stream)
			}
			users[key] = stream
			if owners[key] != stream {
				t.Errorf("%s is used by %s and claimed by %q", key, stream, owners[key])
			}
		}
	}
}

func TestOneOfTwentyGetsTheAlias(t *testing.T) {
	controltest.Each(t, func(t *testing.T, s store.Store) {
		rigs := []*controltest.Rig{controltest.New(t, s), controltest.New(t, s)}
		var won, winner atomic.Int32
		var all sync.WaitGroup
		for i := range 20 {
			all.Go(func() {
				_, err := rigs[i%2].Executor.Execute(t.Context(), control.Envelope{Actor: ada},
					newRoom(fmt.Sprint("room ", i), "Meet@Example.com ", fmt.Sprint("own", i)))
				switch {
				case err == nil:
					won.Add(1)
					winner.Store(int32(i)) // small
				case !domain.IsRefusal(err, domain.CodeAliasTaken):
					t.Error(err)
				}
			})
		}
		all.Wait()
		if won.Load() != 1 {
			t.Errorf("%d won", won.Load())
		}
		checkClaims(t, s)
		refused(t, rigs[0], keyed("late"), newRoom("late", "x", "MEET@example.COM"), domain.CodeAliasTaken, "aliases.1.alias")
		loser := (winner.Load() + 1) % 20 // gave back what it had taken
		do(t, rigs[0], keyed("freed"), newRoom(fmt.Sprint("room ", loser), fmt.Sprint("own", loser)))
	})
}

func TestAllTakenKeysAreNamed(t *testing.T) {
	r := controltest.New(t, controltest.Memory(t))
	do(t, r, keyed("k"), newRoom("Daily", "a", "b"))
	_, err := r.Executor.Execute(t.Context(), keyed("l"), newRoom("daily", "x", "b", "a"))
	got, _ := domain.AsRefusals(err)
	if len(got) != 3 || !domain.IsRefusal(err, domain.CodeNameTaken) || !domain.IsRefusal(err, domain.CodeAliasTaken) {
		t.Errorf("refused with %v, want the name and two aliases", err)
	}
	do(t, r, keyed("m"), newRoom("other", "x")) // given back
}

func TestKeysAreFreed(t *testing.T) {
	controltest.Each(t, func(t *testing.T, s store.Store) {
		r := controltest.New(t, s)
		first := do(t, r, keyed("1"), newRoom("Daily", "a", "b"))
		do(t, r, keyed("2"), service.Update{ID: first.ID, Patch: service.Patch{Name: domain.Some("Weekly"), Aliases: dialled("B", "c")}})
		second := do(t, r, keyed("3"), newRoom("Daily", "a"))
		refused(t, r, keyed("4"), newRoom("x", "b"), domain.CodeAliasTaken, "aliases.0.alias")
		do(t, r, keyed("5"), service.Remove{ID: first.ID})
		do(t, r, keyed("6"), service.Update{ID: second.ID, Patch: service.Patch{Aliases: dialled("a", "b", "c")}})
		do(t, r, keyed("7"), newRoom("Weekly"))
		checkClaims(t, s)
	})
}

// A crash between claim and append leaves a claim that nobody uses. It holds
// for a while, and then falls to whoever wants it.
func TestAbandonedClaimIsTakenOver(t *testing.T) {
	controltest.Each(t, func(t *testing.T, inner store.Store) {
		crash := errors.New("crash")
		down := true
		s := &controltest.Faulty{Store: inner, Before: func(stream string, _ []store.NewEvent) error {
			if down && len(stream) > 8 && stream[:8] == "service-" {
				return crash
			}
			return nil
		}}
		var passed time.Duration
		r := controltest.New(t, s, controltest.At(func() time.Time { return time.Now().Add(passed) }))
		if _, err := r.Executor.Execute(t.Context(), keyed("lost"), newRoom("Daily", "a")); !errors.Is(err, crash) {
			t.Fatalf("error %v", err)
		}
		down = false
		refused(t, r, keyed("early"), newRoom("Other", "a"), domain.CodeAliasTaken, "aliases.0.alias")
		passed = 31 * time.Second
		do(t, r, keyed("later"), newRoom("Other", "a"))
		refused(t, r, keyed("lost"), newRoom("Daily", "a"), domain.CodeAliasTaken, "aliases.0.alias")
		checkClaims(t, inner)
	})
}

// Whoever crashed between claim and append may repeat the command at once.
func TestRepeatAfterACrash(t *testing.T) {
	down := true
	inner := controltest.Memory(t)
	s := &controltest.Faulty{Store: inner, Before: func(stream string, _ []store.NewEvent) error {
		if down && stream[:6] != "claim-" {
			return store.ErrUnavailable
		}
		return nil
	}}
	if _, err := controltest.New(t, s).Executor.Execute(t.Context(), keyed("k"), newRoom("Daily", "a")); err == nil {
		t.Fatal("no error")
	}
	down = false
	do(t, controltest.New(t, s), keyed("k"), newRoom("Daily", "a"))
	checkClaims(t, inner)
}

// A crash before the release leaves a claim whose owner does not use it.
func TestUnreleasedClaimIsTakenOver(t *testing.T) {
	inner := controltest.Memory(t)
	s := &controltest.Faulty{Store: inner, Before: func(_ string, batch []store.NewEvent) error {
		if batch[0].Type == (events.ClaimReleased{}).EventType() {
			return store.ErrUnavailable
		}
		return nil
	}}
	var passed time.Duration
	r := controltest.New(t, s, controltest.At(func() time.Time { return time.Now().Add(passed) }))
	made := do(t, r, keyed("1"), newRoom("Daily", "a"))
	do(t, r, keyed("2"), service.Remove{ID: made.ID})
	passed = 31 * time.Second
	do(t, r, keyed("3"), newRoom("Daily", "a"))
	checkClaims(t, inner)
}

// Many that want the same few keys, in two processes, over a store that fails.
func TestClaimsUnderFire(t *testing.T) {
	controltest.Each(t, func(t *testing.T, inner store.Store) {
		seed := uint64(time.Now().UnixNano()) // any number will do
		t.Logf("seed %d", seed)
		var mu sync.Mutex
		dice := rand.New(rand.NewPCG(seed, 1)) // a test
		roll := func(n int) int { mu.Lock(); defer mu.Unlock(); return dice.IntN(n) }
		s := &controltest.Faulty{
			Store: inner,
			Before: func(string, []store.NewEvent) error {
				if roll(20) == 0 {
					return store.ErrUnavailable
				}
				return nil
			},
			After: func(string, []store.NewEvent) error {
				if roll(10) == 0 {
					return store.ErrAmbiguous
				}
				return nil
			},
		}
		rigs := []*controltest.Rig{controltest.New(t, s), controltest.New(t, s)}
		aliases := []string{"a", "b", "c", "d"}
		some := func() domain.Opt[[]events.Alias] {
			i, n := roll(4), roll(3)
			return dialled(append(aliases[i:4:4], aliases[:i]...)[:n]...)
		}
		ids := make([]string, 4)
		for i := range ids {
			create := newRoom(fmt.Sprint("room ", i))
			create.ID = fmt.Sprint("fire", i)
			ids[i] = create.ID
			do(t, controltest.New(t, inner), keyed("create"), create)
		}
		var all sync.WaitGroup
		for i := range 6 {
			all.Go(func() {
				for range 25 {
					cmd := service.Update{ID: ids[roll(4)], Patch: service.Patch{Aliases: some()}}
					_, err := rigs[i%2].Executor.Execute(t.Context(), control.Envelope{Actor: ada}, cmd)
					if _, isRefusal := domain.AsRefusals(err); err != nil && !isRefusal && !errors.Is(err, store.ErrUnavailable) {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		checkClaims(t, inner)
	})
}

// A location is never gone while a node is in it.
func TestRemovalAgainstUse(t *testing.T) {
	s := controltest.Memory(t)
	r := controltest.New(t, s)
	for i := range 30 {
		made := do(t, r, control.Envelope{Actor: ada}, newLocation(fmt.Sprint("l", i)))
		var removed, used error
		var both sync.WaitGroup
		both.Go(func() {
			_, removed = r.Executor.Execute(t.Context(), control.Envelope{Actor: ada}, location.Remove{ID: made.ID})
		})
		both.Go(func() {
			_, used = r.Executor.Execute(t.Context(), control.Envelope{Actor: ada}, newNode(fmt.Sprint("n", i), made.ID))
		})
		both.Wait()
		switch {
		case removed == nil && domain.IsRefusal(used, domain.CodeNotFound):
		case used == nil && domain.IsRefusal(removed, domain.CodeInUse):
		default:
			t.Fatalf("round %d: removal %v, use %v", i, removed, used)
		}
	}
}

func TestLocationInUse(t *testing.T) {
	r := controltest.New(t, controltest.Memory(t))
	oslo := do(t, r, keyed("1"), newLocation("Oslo"))
	bergen := newLocation("Bergen")
	bergen.OverflowLocation1 = domain.Some(oslo.ID)
	other := do(t, r, keyed("2"), bergen)
	refused(t, r, keyed("3"), location.Remove{ID: oslo.ID}, domain.CodeInUse, "")
	do(t, r, keyed("4"), location.Update{ID: other.ID, Patch: location.Patch{OverflowLocation1: domain.Some("")}})
	do(t, r, keyed("5"), location.Remove{ID: oslo.ID})
	if again := do(t, r, keyed("5"), location.Remove{ID: oslo.ID}); !again.Repeated {
		t.Errorf("receipt %+v", again)
	}
}

// Two administrators who remove each other do not leave the house empty.
func TestAdministratorsRemoveEachOther(t *testing.T) {
	r := controltest.New(t, controltest.Memory(t))
	ids := make([]string, 2)
	for i := range ids {
		ids[i] = do(t, r, control.Envelope{Actor: ada}, administrator.Create{
			Username: fmt.Sprint("admin", i), Password: domain.Plaintext("correct horse"),
		}).ID
	}
	errs := make([]error, 2)
	var both sync.WaitGroup
	for i := range ids {
		both.Go(func() {
			_, errs[i] = r.Executor.Execute(t.Context(), control.Envelope{Actor: ada}, administrator.Remove{ID: ids[i]})
		})
	}
	both.Wait()
	if (errs[0] == nil) == (errs[1] == nil) || !domain.IsRefusal(errors.Join(errs...), domain.CodeNotAllowed) {
		t.Errorf("removals: %v, %v; want one of each", errs[0], errs[1])
	}
}

// Between an append that drops a key and the release of its claim, the same
// service may take the key back. The release must not hit the new claim.
func TestReleaseSparesANewerClaim(t *testing.T) {
	inner := controltest.Memory(t)
	var meanwhile func()
	s := &controltest.Faulty{Store: inner, Before: func(_ string, batch []store.NewEvent) error {
		if run := meanwhile; run != nil && batch[0].Type == (events.ClaimReleased{}).EventType() {
			meanwhile = nil
			run()
		}
		return nil
	}}
	r := controltest.New(t, s)
	made := do(t, r, keyed("1"), newRoom("Daily", "a"))
	meanwhile = func() {
		do(t, controltest.New(t, inner), keyed("3"), service.Update{ID: made.ID, Patch: service.Patch{Aliases: dialled("a")}})
	}
	do(t, r, keyed("2"), service.Update{ID: made.ID, Patch: service.Patch{Aliases: dialled()}})
	if meanwhile != nil {
		t.Fatal("nothing was released")
	}
	checkClaims(t, inner)
}
