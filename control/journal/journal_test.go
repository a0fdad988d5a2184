package journal_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/parley-video/parley/control/controltest"
	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// names folds the names that a location had, and counts folded events.
type names struct {
	list  []string
	folds *int
}

func fold(s names, recs ...events.Recorded) names {
	next := names{list: append([]string(nil), s.list...), folds: s.folds}
	for _, rec := range recs {
		next.list = append(next.list, rec.Event.(events.LocationUpdated).Settings.Name)
		*s.folds++
	}
	return next
}

func write(t testing.TB, j *journal.Journal, stream string, from, to int) {
	t.Helper()
	expected := store.NoStream()
	if from > 0 {
		expected = store.At(events.Revision(from - 1))
	}
	var batch []journal.Entry
	for i := from; i < to; i++ {
		batch = append(batch, journal.Entry{
			ID:    events.DeriveID(fmt.Sprint(stream, i)),
			Event: events.LocationUpdated{Settings: events.LocationSettings{Name: fmt.Sprint(i)}},
		})
	}
	if _, err := j.Append(t.Context(), stream, expected, batch...); err != nil {
		t.Fatal(err)
	}
}

func TestStatesReadOnlyWhatIsNew(t *testing.T) {
	controltest.Each(t, func(t *testing.T, s store.Store) {
		j, folds := journal.New(s), 0
		states := journal.NewStates(j, 2, func() names { return names{folds: &folds} }, fold)
		load := func(stream string, length, newlyFolded int) {
			t.Helper()
			before := folds
			snap, err := states.Load(t.Context(), stream)
			if err != nil || len(snap.State.list) != length || snap.Exists != (length > 0) || folds-before != newlyFolded {
				t.Fatalf("%s: %d names, exists %v, folded %d, %v; want %d, %d", stream, len(snap.State.list), snap.Exists, folds-before, err, length, newlyFolded)
			}
			if length > 0 && (snap.Revision != events.Revision(length-1) || snap.Position == 0 || snap.Next() != events.Revision(length)) {
				t.Fatalf("%s: snapshot %+v", stream, snap)
			}
		}
		load("a", 0, 0)
		write(t, j, "a", 0, 3)
		load("a", 3, 3)
		load("a", 3, 0)
		write(t, journal.New(s), "a", 3, 5) // another process
		load("a", 5, 2)
		write(t, j, "b", 0, 1)
		write(t, j, "c", 0, 1)
		load("b", 1, 1)
		load("a", 5, 0)
		load("c", 1, 1) // b was used least recently and goes
		load("a", 5, 0)
		load("b", 1, 1)

		visited := 0
		snap, err := states.Replay(t.Context(), "a", func(events.Recorded) { visited++ })
		if err != nil || visited != 5 || len(snap.State.list) != 5 {
			t.Errorf("replayed %d, %+v, %v", visited, snap, err)
		}
	})
}

func TestLongStreams(t *testing.T) {
	controltest.Each(t, func(t *testing.T, s store.Store) {
		j, folds := journal.New(s), 0
		const length = 1300 // several pages
		for i := 0; i < length; i += 200 {
			write(t, j, "a", i, min(i+200, length))
		}
		states := journal.NewStates(j, 2, func() names { return names{folds: &folds} }, fold)
		snap, err := states.Load(t.Context(), "a")
		if err != nil || len(snap.State.list) != length || snap.State.list[length-1] != fmt.Sprint(length-1) {
			t.Errorf("%d names, %v", len(snap.State.list), err)
		}
		last, ok, err := j.Last(t.Context(), "a")
		if err != nil || !ok || last.Revision != length-1 {
			t.Errorf("last %+v, %v, %v", last, ok, err)
		}
		if end, err := j.End(t.Context()); err != nil || end != last.Position {
			t.Errorf("end %v, %v; want %v", end, err, last.Position)
		}
		if _, ok, err := j.Last(t.Context(), "b"); err != nil || ok {
			t.Errorf("last of nothing: %v, %v", ok, err)
		}
	})
}

// impatient is a store of which only so many pages can be read in time.
type impatient struct {
	store.Store
	pages int
}

func (s *impatient) ReadStream(ctx context.Context, stream string, from events.Revision, direction store.Direction, limit int) (store.StreamPage, error) {
	if s.pages--; s.pages < 0 {
		return store.StreamPage{}, context.DeadlineExceeded
	}
	return s.Store.ReadStream(ctx, stream, from, direction, limit)
}

// A stream that is too long to be folded within one deadline is folded within
// several, each of which begins where the one before ended.
func TestStreamsTooLongForOneDeadline(t *testing.T) {
	controltest.Each(t, func(t *testing.T, s store.Store) {
		const length = 2600 // six pages
		j := journal.New(s)
		for i := 0; i < length; i += 200 {
			write(t, j, "a", i, min(i+200, length))
		}
		folds, slow := 0, &impatient{Store: s}
		states := journal.NewStates(journal.New(slow), 2, func() names { return names{folds: &folds} }, fold)
		for try := 1; ; try++ {
			slow.pages = 2
			snap, err := states.Load(t.Context(), "a")
			if err == nil {
				if len(snap.State.list) != length || snap.Revision != length-1 || folds != length || try < 3 {
					t.Errorf("%d names at revision %d, %d folded, after %d tries", len(snap.State.list), snap.Revision, folds, try)
				}
				return
			}
			if !errors.Is(err, context.DeadlineExceeded) || try == 9 {
				t.Fatalf("try %d: %v", try, err)
			}
		}
	})
}

func TestStatesAreSharedSafely(t *testing.T) {
	s := controltest.Memory(t)
	j := journal.New(s)
	write(t, j, "a", 0, 1)
	var mu sync.Mutex
	count := 0
	states := journal.NewStates(j, 2, func() int { return 0 }, func(n int, recs ...events.Recorded) int {
		mu.Lock()
		defer mu.Unlock()
		count++
		return n + len(recs)
	})
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 30 {
				snap, err := states.Load(t.Context(), "a")
				if err != nil || snap.State != int(snap.Revision)+1 { // small
					t.Errorf("state %d at revision %d, %v", snap.State, snap.Revision, err)
				}
			}
		})
	}
	for i := 1; i < 50; i++ {
		write(t, j, "a", i, i+1)
	}
	all.Wait()
}

func TestAmbiguousUntilTheContextEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	tries := 0
	s := &controltest.Faulty{Store: controltest.Memory(t), Before: func(string, []store.NewEvent) error {
		if tries++; tries == 3 {
			cancel()
		}
		return store.ErrAmbiguous
	}}
	_, err := journal.New(s).Append(ctx, "a", store.NoStream(), journal.Entry{Event: events.LocationRemoved{ID: "1"}})
	if !errors.Is(err, store.ErrAmbiguous) || tries != 3 || journal.NotWritten(err) {
		t.Errorf("%d tries, %v", tries, err)
	}
}
