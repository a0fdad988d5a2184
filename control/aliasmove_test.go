package control_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/controltest"
	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/service"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/internal/sqldb"
)

// bearers lists the services, by name, that have an alias.
func bearers(t *testing.T, s store.Store, alias string) string {
	t.Helper()
	states := map[string]service.State{}
	for _, rec := range controltest.Recorded(t, s, store.Filter{StreamPrefixes: []string{"service-"}}) {
		states[rec.Stream] = service.Evolve(states[rec.Stream], rec)
	}
	var names []string
	for _, name := range []string{"one", "two", "three"} {
		for _, state := range states {
			if _, has := state.Alias(alias); has && state.Settings.Name == name {
				names = append(names, name)
			}
		}
	}
	return strings.Join(names, " ")
}

// mark remembers where everything was settled.
type mark struct{ at events.Position }

func (m *mark) Settled(context.Context) (events.Position, error) { return m.at, nil }

func (m *mark) SetSettled(_ context.Context, at events.Position) error {
	m.at = at
	return nil
}

func refusedMove(t *testing.T, r *controltest.Rig, alias, from, to string, code domain.Code, field string) {
	t.Helper()
	_, err := r.Executor.MoveAlias(t.Context(), control.Envelope{Actor: ada}, alias, from, to)
	got, ok := domain.AsRefusals(err)
	if !ok || len(got) != 1 || got[0].Code != code || strings.Join(got[0].Field, ".") != field {
		t.Fatalf("move %q: %v, want %s %s", alias, err, code, field)
	}
}

func TestMoveAlias(t *testing.T) {
	controltest.Each(t, func(t *testing.T, s store.Store) {
		r := controltest.New(t, s)
		one := do(t, r, keyed("1"), newRoom("one", "Meet@x.test", "other"))
		two := do(t, r, keyed("2"), service.Create{Type: events.ServiceLecture, Patch: service.Patch{Name: domain.Some("two")}})
		move := func(key, to string) control.Receipt {
			t.Helper()
			receipt, err := r.Executor.MoveAlias(t.Context(), keyed(key), " meet@X.test", "", to)
			if err != nil {
				t.Fatal(err)
			}
			return receipt
		}
		moved := move("m", two.ID)
		if got := bearers(t, s, "meet@x.test"); got != "two" || moved.ID != two.ID {
			t.Errorf("the alias is at %q; %+v", got, moved)
		}
		if got := bearers(t, s, "other"); got != "one" {
			t.Errorf("the other alias is at %q", got)
		}
		checkClaims(t, s)
		refused(t, r, keyed("3"), newRoom("three", "meet@x.test"), domain.CodeAliasTaken, "aliases.0.alias")
		move("n", two.ID) // it is there
		move("b", one.ID)
		if receipt := move("m", two.ID); !receipt.Repeated { // a repeat does not undo what came after
			t.Errorf("the repeat: %+v", receipt)
		}
		if got := bearers(t, s, "meet@x.test"); got != "one" {
			t.Errorf("after a repeat of the first move the alias is at %q", got)
		}
		checkClaims(t, s)

		refusedMove(t, r, "nobody's", "", two.ID, domain.CodeNotFound, "alias")
		refusedMove(t, r, "other", "", "nothing", domain.CodeNotFound, "toServiceId")
		refusedMove(t, r, "other", "", "no id", domain.CodeNotFound, "toServiceId")
		do(t, r, keyed("4"), service.Remove{ID: two.ID})
		refusedMove(t, r, "other", "", two.ID, domain.CodeNotFound, "toServiceId")
		do(t, r, keyed("5"), service.Remove{ID: one.ID})
		do(t, r, keyed("6"), newRoom("three", "other", "meet@x.test")) // freed
		checkClaims(t, s)
	})
}

// Of two who move the alias that both see at one service, the later one is told.
func TestMoveAliasFromWhomItWasSeenAt(t *testing.T) {
	controltest.Each(t, func(t *testing.T, s store.Store) {
		r := controltest.New(t, s)
		one := do(t, r, keyed("1"), newRoom("one", "a"))
		two, three := do(t, r, keyed("2"), newRoom("two")), do(t, r, keyed("3"), newRoom("three"))
		move := func(key, from, to, want string) {
			t.Helper()
			if _, err := r.Executor.MoveAlias(t.Context(), keyed(key), "a", from, to); err != nil {
				t.Fatal(err)
			}
			if got := bearers(t, s, "a"); got != want {
				t.Errorf("the alias is at %q, want %q", got, want)
			}
		}
		refusedMove(t, r, "a", two.ID, three.ID, domain.CodeConflict, "alias")
		move("m", one.ID, two.ID, "two")
		refusedMove(t, r, "a", one.ID, three.ID, domain.CodeConflict, "alias")
		refusedMove(t, r, "a", "no id", three.ID, domain.CodeConflict, "alias")
		refusedMove(t, r, "nobody's", one.ID, three.ID, domain.CodeNotFound, "alias")
		move("m", one.ID, two.ID, "two") // a repeat
		move("n", one.ID, two.ID, "two") // it is there
		move("o", two.ID, three.ID, "three")
		move("p", "", one.ID, "one")
		checkClaims(t, s)
	})
}

// A crash before or after any of the appends leaves an alias that leads
// somewhere and that no third can take; a restart or a repeat does the rest.
func TestMoveAliasCrashes(t *testing.T) {
	crash := errors.New("crash")
	for at := 1; at <= 8; at++ {
		for _, how := range []string{"restart", "repeat"} {
			t.Run(fmt.Sprint(how, at), func(t *testing.T) {
				inner := controltest.SQLite(t)
				left := -1
				fall := func(string, []store.NewEvent) error {
					if left < 0 {
						return nil
					}
					if left--; left <= 0 {
						left = 0
						return crash
					}
					return nil
				}
				s := &controltest.Faulty{Store: inner, Before: fall, After: fall}
				var passed time.Duration
				clock := controltest.At(func() time.Time { return time.Now().Add(passed) })
				r := controltest.New(t, s, clock)
				do(t, r, keyed("1"), newRoom("one", "a"))
				two := do(t, r, keyed("2"), newRoom("two"))
				left = at
				_, err := r.Executor.MoveAlias(t.Context(), keyed("m"), "a", "", two.ID)
				if !errors.Is(err, crash) && (at < 8 || err != nil) {
					t.Fatalf("move: %v", err)
				}
				left = -1
				if got := bearers(t, inner, "a"); got == "" {
					t.Error("after the crash the alias leads nowhere")
				}
				passed = time.Hour
				refused(t, r, keyed("third"), newRoom("three", "a"), domain.CodeAliasTaken, "aliases.0.alias")

				again := controltest.New(t, s, clock)
				if how == "restart" {
					err = again.Executor.FinishMoves(t.Context(), &mark{})
				} else {
					_, err = again.Executor.MoveAlias(t.Context(), keyed("m"), "a", "", two.ID)
				}
				if err != nil {
					t.Fatal(err)
				}
				want := "two"
				if how == "restart" && at == 1 { // nothing was begun
					want = "one"
				}
				if got := bearers(t, inner, "a"); got != want {
					t.Errorf("afterwards the alias is at %q, want %q", got, want)
				}
				checkClaims(t, inner)
			})
		}
	}
}

// Moves that were settled are not looked at again; one that could not be finished
// is, and so is everything in a log that was put back.
func TestFinishMovesGoesOnWhereAllWasSettled(t *testing.T) {
	inner := controltest.Memory(t)
	down := false
	s := &controltest.Faulty{Store: inner, Before: func(stream string, batch []store.NewEvent) error {
		if down && strings.HasPrefix(stream, "service-") && batch[0].Type == (events.ServiceUpdated{}).EventType() {
			return store.ErrUnavailable
		}
		return nil
	}}
	r := controltest.New(t, s)
	one, two := do(t, r, keyed("1"), newRoom("one", "a")), do(t, r, keyed("2"), newRoom("two"))
	m := &mark{}
	finish := func(want string) {
		t.Helper()
		if err := r.Executor.FinishMoves(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		if got := bearers(t, inner, "a"); got != want {
			t.Errorf("the alias is at %q, want %q", got, want)
		}
	}
	if _, err := r.Executor.MoveAlias(t.Context(), keyed("m"), "a", "", two.ID); err != nil {
		t.Fatal(err)
	}
	finish("two")
	settled := m.at
	if end, err := journal.New(inner).End(t.Context()); err != nil || settled != end {
		t.Errorf("settled up to %v, the log ends at %v, %v", settled, end, err)
	}
	down = true
	if _, err := r.Executor.MoveAlias(t.Context(), keyed("n"), "a", "", one.ID); err == nil {
		t.Fatal("no error")
	}
	if err := r.Executor.FinishMoves(t.Context(), m); err == nil || m.at != settled {
		t.Errorf("not finished: %v, settled up to %v, want %v", err, m.at, settled)
	}
	down = false
	end, err := journal.New(inner).End(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	m.at = end // as if it had been settled: it is not looked at
	finish("two")
	m.at = 1 << 40 // as if the log had been put back
	finish("one")
	checkClaims(t, inner)
	if m.at > 1<<30 {
		t.Errorf("settled up to %v", m.at)
	}
}

func TestMoveMark(t *testing.T) {
	db, err := sqldb.OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "state.db"), sqldb.SQLiteOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	expect := func(generation string, want events.Position) *control.MoveMark {
		t.Helper()
		m, err := control.OpenMoveMark(t.Context(), db, generation)
		if err != nil {
			t.Fatal(err)
		}
		if at, err := m.Settled(t.Context()); err != nil || at != want {
			t.Errorf("generation %q: %v, %v; want %v", generation, at, err, want)
		}
		return m
	}
	m := expect("", 0)
	for _, at := range []events.Position{7, 1 << 62} {
		if err := m.SetSettled(t.Context(), at); err != nil {
			t.Fatal(err)
		}
		expect("", at)
	}
	expect("restored", 0)
}

// What is left of a move is safe when the services change before it is finished.
func TestMoveAliasIsUndoneWhenItsTargetIsGone(t *testing.T) {
	inner := controltest.Memory(t)
	down := false
	s := &controltest.Faulty{Store: inner, Before: func(stream string, batch []store.NewEvent) error {
		if down && strings.HasPrefix(stream, "service-") && batch[0].Type == (events.ServiceUpdated{}).EventType() {
			return store.ErrUnavailable
		}
		return nil
	}}
	r := controltest.New(t, s)
	do(t, r, keyed("1"), newRoom("one", "a"))
	two := do(t, r, keyed("2"), newRoom("two"))
	down = true
	if _, err := r.Executor.MoveAlias(t.Context(), keyed("m"), "a", "", two.ID); err == nil {
		t.Fatal("no error")
	}
	down = false
	do(t, r, keyed("3"), service.Remove{ID: two.ID})
	if err := r.Executor.FinishMoves(t.Context(), &mark{}); err != nil {
		t.Fatal(err)
	}
	if got := bearers(t, inner, "a"); got != "one" {
		t.Errorf("the alias is at %q", got)
	}
	checkClaims(t, inner)
}

func TestMoveAliasWhenItsTargetDropsItHalfway(t *testing.T) {
	inner := controltest.Memory(t)
	var source string
	down := false
	s := &controltest.Faulty{Store: inner, Before: func(stream string, _ []store.NewEvent) error {
		if down && stream == source {
			return store.ErrUnavailable
		}
		return nil
	}}
	var passed time.Duration
	r := controltest.New(t, s, controltest.At(func() time.Time { return time.Now().Add(passed) }))
	one := do(t, r, keyed("1"), newRoom("one", "a"))
	two := do(t, r, keyed("2"), newRoom("two"))
	source, down = one.Stream, true
	if _, err := r.Executor.MoveAlias(t.Context(), keyed("m"), "a", "", two.ID); err == nil {
		t.Fatal("no error")
	}
	if got := bearers(t, inner, "a"); got != "one two" {
		t.Fatalf("the alias is at %q", got)
	}
	down = false
	do(t, r, keyed("3"), service.Remove{ID: two.ID})
	passed = time.Hour
	refused(t, r, keyed("4"), newRoom("three", "a"), domain.CodeAliasTaken, "aliases.0.alias")
	if err := r.Executor.FinishMoves(t.Context(), &mark{}); err != nil {
		t.Fatal(err)
	}
	if got := bearers(t, inner, "a"); got != "one" {
		t.Errorf("the alias is at %q", got)
	}
	checkClaims(t, inner)
}

// Who finishes a move that others finish as well must not take the alias from
// the service that was given it back in the meantime.
func TestMoveAliasFinishedLate(t *testing.T) {
	inner := controltest.Memory(t)
	var others *controltest.Rig
	var one, two control.Receipt
	began := false
	s := &controltest.Faulty{Store: inner, Before: func(stream string, _ []store.NewEvent) error {
		if stream != one.Stream || began || others == nil {
			return nil
		}
		began = true // the target has gained the alias; the source is to lose it
		for _, to := range []string{two.ID, one.ID} {
			if _, err := others.Executor.MoveAlias(t.Context(), control.Envelope{Actor: ada}, "a", "", to); err != nil {
				t.Error(err)
			}
		}
		return nil
	}}
	r := controltest.New(t, s)
	one = do(t, r, keyed("1"), newRoom("one", "a"))
	two = do(t, r, keyed("2"), newRoom("two"))
	others = controltest.New(t, inner)
	if _, err := r.Executor.MoveAlias(t.Context(), control.Envelope{Actor: ada}, "a", one.ID, two.ID); !domain.IsRefusal(err, domain.CodeConflict) && err != nil {
		t.Error(err)
	}
	if got := bearers(t, inner, "a"); !began || got != "one" && got != "two" {
		t.Errorf("the alias is at %q", got)
	}
	checkClaims(t, inner)
}

// Many that move the same alias about, in two processes.
func TestMoveAliasContended(t *testing.T) {
	controltest.Each(t, func(t *testing.T, s store.Store) {
		rigs := []*controltest.Rig{controltest.New(t, s), controltest.New(t, s)}
		ids := []string{
			do(t, rigs[0], keyed("1"), newRoom("one", "a")).ID,
			do(t, rigs[0], keyed("2"), newRoom("two")).ID,
			do(t, rigs[0], keyed("3"), newRoom("three")).ID,
		}
		var all sync.WaitGroup
		for i := range 12 {
			all.Go(func() {
				_, err := rigs[i%2].Executor.MoveAlias(t.Context(), control.Envelope{Actor: ada}, "a", "", ids[i%3])
				if _, refused := domain.AsRefusals(err); err != nil && !refused {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if err := rigs[0].Executor.FinishMoves(t.Context(), &mark{}); err != nil {
			t.Fatal(err)
		}
		if got := bearers(t, s, "a"); len(strings.Fields(got)) != 1 {
			t.Errorf("the alias is at %q", got)
		}
		checkClaims(t, s)
	})
}
