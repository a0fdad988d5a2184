package persistent_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store/esdbserver/persistent"
	"github.com/parley-video/parley/internal/sqldb/sqldbtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestMemoryStore(t *testing.T) {
	memory := persistent.NewMemory()
	contract(t, func(testing.TB) persistent.Store { return memory })
}

func TestSQLStore(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open sqldbtest.Open) {
		contract(t, func(t testing.TB) persistent.Store {
			t.Helper()
			s, err := persistent.OpenSQL(t.Context(), open(t))
			if err != nil {
				t.Fatal(err)
			}
			return s
		})
	})
}

var made = time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)

func definition(stream, group string) persistent.Definition {
	return persistent.Definition{
		Key: persistent.Key{Stream: stream, Group: group}, Owner: "token-1", Created: made,
		Filter:   persistent.Filter{Prefixes: []string{"conference-"}, Regex: "^x", Streams: []string{"c"}, System: true},
		Start:    persistent.Start{From: persistent.StartAt, At: 7},
		Settings: persistent.DefaultSettings(),
	}
}

func parked(n int64, revision events.Revision) persistent.Parked {
	return persistent.Parked{
		Number: n, Reason: fmt.Sprintf("reason %d ✓", n), Retries: int(n), At: made.Add(time.Duration(n) * time.Microsecond),
		Ref: persistent.Ref{
			ID: events.DeriveID(fmt.Sprint(revision)), Stream: "s", Revision: revision, Position: events.Position(100 + revision), Type: "t",
		},
	}
}

// contract is what every Store does. open gives the same state every time.
func contract(t *testing.T, open func(testing.TB) persistent.Store) {
	ctx := t.Context()
	s := open(t)
	d := definition("s", "g")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	is := func(err, want error) {
		t.Helper()
		if !errors.Is(err, want) {
			t.Fatalf("%v, want %v", err, want)
		}
	}
	same := func(want, got any) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("(-want +got)\n%s", diff)
		}
	}
	absent := persistent.Key{Stream: "s", Group: "other"}

	// What is not there.
	_, err := s.Group(ctx, d.Key)
	is(err, persistent.ErrNotFound)
	is(s.Update(ctx, d, 0), persistent.ErrNotFound)
	is(s.Delete(ctx, d.Key), persistent.ErrNotFound)
	_, _, err = s.Claim(ctx, d.Key)
	is(err, persistent.ErrNotFound)
	is(s.Save(ctx, d.Key, 0, &persistent.Write{}), persistent.ErrNotFound)
	_, err = s.MarkReplay(ctx, d.Key, -1)
	is(err, persistent.ErrNotFound)
	_, err = s.Parked(ctx, d.Key, false, 0, 1)
	is(err, persistent.ErrNotFound)
	_, err = s.CountParked(ctx, d.Key)
	is(err, persistent.ErrNotFound)

	// Making groups.
	must(s.Create(ctx, d, 6, 2))
	is(s.Create(ctx, d, 6, 2), persistent.ErrExists)
	must(s.Create(ctx, definition("s", "h"), -1, 2))
	is(s.Create(ctx, definition("s", "i"), -1, 2), persistent.ErrTooManyGroups)
	is(s.Create(ctx, d, 6, 2), persistent.ErrExists)
	got, err := s.Group(ctx, d.Key)
	must(err)
	same(persistent.Saved{Definition: d, After: 6}, normal(got))

	// A new start counts until there is a checkpoint.
	d.Settings.MaxRetryCount = 3
	d.Start = persistent.Start{From: persistent.StartBeginning}
	must(s.Update(ctx, d, -1))
	saved, epoch, err := s.Claim(ctx, d.Key)
	must(err)
	same(persistent.Saved{Definition: d, After: -1}, normal(saved))
	must(s.Save(ctx, d.Key, epoch, &persistent.Write{
		Checkpoint: 41, HasCheckpoint: true, NextParked: 3, Retries: []persistent.RetryCount{{Place: 43, Count: 2}},
		Parks: []persistent.Parked{parked(0, 5), parked(1, 6), parked(2, 9)},
	}))
	must(s.Update(ctx, d, 77))
	want := persistent.Saved{Definition: d, After: 41, HasCheckpoint: true, NextParked: 3, Retries: []persistent.RetryCount{{Place: 43, Count: 2}}}
	got, err = s.Group(ctx, d.Key)
	must(err)
	same(want, normal(got))

	// Parked messages.
	list, err := s.Parked(ctx, d.Key, false, 0, 10)
	must(err)
	same([]persistent.Parked{parked(0, 5), parked(1, 6), parked(2, 9)}, list)
	list, err = s.Parked(ctx, d.Key, false, 1, 1)
	must(err)
	same([]persistent.Parked{parked(1, 6)}, list)
	n, err := s.MarkReplay(ctx, d.Key, 2)
	must(err)
	same(int64(2), n)
	n, err = s.CountParked(ctx, d.Key)
	must(err)
	same(int64(1), n)
	want.Replaying = true
	got, err = s.Group(ctx, d.Key)
	must(err)
	same(want, normal(got))
	// One was handled, the other is parked again under a new number.
	must(s.Save(ctx, d.Key, epoch, &persistent.Write{
		Checkpoint: 41, HasCheckpoint: true, NextParked: 4, Parks: []persistent.Parked{parked(3, 6)}, Unparks: []int64{0, 1},
	}))
	list, err = s.Parked(ctx, d.Key, false, 0, 10)
	must(err)
	same([]persistent.Parked{parked(2, 9), parked(3, 6)}, list)
	list, err = s.Parked(ctx, d.Key, true, 0, 10)
	must(err)
	same([]persistent.Parked(nil), list)
	n, err = s.MarkReplay(ctx, d.Key, -1)
	must(err)
	same(int64(2), n)

	// Another server takes over.
	_, second, err := open(t).Claim(ctx, d.Key)
	must(err)
	is(s.Save(ctx, d.Key, epoch, &persistent.Write{Checkpoint: 50, HasCheckpoint: true}), persistent.ErrFenced)
	must(s.Save(ctx, d.Key, second, &persistent.Write{Checkpoint: 50, HasCheckpoint: true, NextParked: 4}))

	// Listing, in order; deleting takes parked messages along.
	groups, err := s.Groups(ctx)
	must(err)
	if len(groups) != 2 || groups[0].Definition.Key.Group != "g" || groups[1].Definition.Key.Group != "h" || groups[0].After != 50 {
		t.Fatalf("%+v", groups)
	}
	must(s.Delete(ctx, d.Key))
	d.Created = d.Created.Add(time.Second)
	must(s.Create(ctx, d, 1, 2))
	n, err = s.MarkReplay(ctx, d.Key, -1)
	must(err)
	same(int64(0), n)
	is(s.Save(ctx, d.Key, second, &persistent.Write{}), persistent.ErrFenced)
	_, third, err := s.Claim(ctx, d.Key)
	must(err)
	is(s.Save(ctx, d.Key, second, &persistent.Write{}), persistent.ErrFenced)
	must(s.Save(ctx, d.Key, third, &persistent.Write{}))
	is(s.Delete(ctx, absent), persistent.ErrNotFound)

	concurrentCreate(t, s)
}

// concurrentCreate: of many that make the same group, one does.
func concurrentCreate(t *testing.T, s persistent.Store) {
	var wg sync.WaitGroup
	var mu sync.Mutex
	made := 0
	for range 8 {
		wg.Go(func() {
			err := s.Create(context.Background(), definition("race", "g"), 0, 1000)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				made++
			case !errors.Is(err, persistent.ErrExists):
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if made != 1 {
		t.Fatalf("%d made the group", made)
	}
}

// normal treats no retry counts alike, however they are held.
func normal(s persistent.Saved) persistent.Saved {
	if len(s.Retries) == 0 {
		s.Retries = nil
	}
	return s
}
