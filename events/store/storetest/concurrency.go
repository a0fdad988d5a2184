package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

var concurrencyTests = []contractTest{
	{name: "concurrency/20 writers, one wins", run: testOneWins},
	{name: "concurrency/same append from 20 writers", with: testSameAppend},
	{name: "concurrency/optimistic writers all get through", run: testOptimistic},
	{name: "concurrency/catch up while others write", run: testHandOver},
	{name: "concurrency/abandoned appends", run: testAbandoned},
}

const writers = 20

func testOneWins(t *testing.T, s store.Store) {
	for round := range 10 {
		stream := fmt.Sprintf("a-%d", round)
		errs := make([]error, writers)
		var wg sync.WaitGroup
		for w := range writers {
			wg.Go(func() {
				_, errs[w] = s.Append(patient(t), stream, store.NoStream(), batch(stream, w*10, w*10+2)...)
			})
		}
		wg.Wait()
		winner := -1
		for w, err := range errs {
			if err == nil {
				if winner >= 0 {
					t.Fatalf("writers %d and %d both won", winner, w)
				}
				winner = w
				continue
			}
			wantWrong(t, err, store.WrongExpected{Stream: stream, Expected: store.NoStream(), Actual: 1, Exists: true})
		}
		if winner < 0 {
			t.Fatal("nobody won")
		}
		wantContents(t, readStream(t, s, stream, 0, store.Forwards, 10), stream, 0, batch(stream, winner*10, winner*10+2))
	}
}

func testSameAppend(t *testing.T, s store.Store, o Options) {
	for round, expected := range []store.Expected{store.NoStream(), store.Any()} {
		stream := fmt.Sprintf("a-%d", round)
		answers := make([]store.Appended, writers)
		var wg sync.WaitGroup
		for w := range writers {
			wg.Go(func() {
				var err error
				if answers[w], err = s.Append(patient(t), stream, expected, batch(stream, 0, 3)...); err != nil {
					t.Errorf("writer %d: %v", w, err)
				}
			})
		}
		wg.Wait()
		first := 0
		for _, a := range answers {
			if !a.Repeated {
				first++
			}
			if a.Revision != 2 || a.Position != answers[0].Position {
				t.Errorf("answers %+v and %+v", a, answers[0])
			}
		}
		if first != 1 && !o.RepeatsUntold {
			t.Errorf("%d appends say that they were the first", first)
		}
		wantContents(t, readStream(t, s, stream, 0, store.Forwards, 10), stream, 0, batch(stream, 0, 3))
	}
}

// testOptimistic has all writers at one stream; each retries until its event
// is in.
func testOptimistic(t *testing.T, s store.Store) {
	const each = 10
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			expected := store.NoStream()
			for i := 0; i < each; {
				a, err := s.Append(patient(t), "a-1", expected, batch("a-1", w*each+i, w*each+i+1)...)
				var wrong *store.WrongExpected
				switch {
				case err == nil:
					expected = store.At(a.Revision)
					i++
				case errors.As(err, &wrong):
					expected = store.At(wrong.Actual)
				default:
					t.Errorf("writer %d: %v", w, err)
					return
				}
			}
		})
	}
	wg.Wait()
	got := readStream(t, s, "a-1", 0, store.Forwards, 100)
	ids := make(map[events.ID]bool)
	for _, e := range got {
		ids[e.ID] = true
	}
	if len(got) != writers*each || len(ids) != len(got) {
		t.Fatalf("%d events, %d different, want %d", len(got), len(ids), writers*each)
	}
	wantOrdered(t, got)
}

// testHandOver subscribes at many moments while others write: whoever started
// whenever sees every event once, in order.
func testHandOver(t *testing.T, s store.Store) {
	ctx := patient(t)
	const streams, appends, size, before = 6, 60, 3, 1200
	fill(t, s, "before", before)
	const total = before + streams*appends*size

	var writing, reading sync.WaitGroup
	lists := make(chan []store.Event, 16)
	reader := func() {
		sub, err := s.Subscribe(ctx, 0, store.Filter{})
		if err != nil {
			t.Errorf("subscribe: %v", err)
			return
		}
		defer sub.Close() // the store's Close tells
		var list []store.Event
		for len(list) < total {
			m, err := sub.Next(ctx)
			if err != nil {
				t.Errorf("after %d events: %v", len(list), err)
				return
			}
			if e, ok := m.(store.Event); ok {
				list = append(list, e)
			}
		}
		lists <- list
	}
	reading.Go(reader)
	for w := range streams {
		writing.Go(func() {
			stream := fmt.Sprintf("w-%d", w)
			expected := store.NoStream()
			for i := range appends {
				a, err := s.Append(ctx, stream, expected, batch(stream, i*size, i*size+size)...)
				if err != nil {
					t.Errorf("append: %v", err)
					return
				}
				expected = store.At(a.Revision)
				if w == 0 && i%12 == 0 {
					reading.Go(reader)
				}
			}
		})
	}
	writing.Wait()
	reading.Wait()
	close(lists)
	want := readAll(t, s, 0, store.Forwards, store.Filter{}, store.MaxPage)
	wantOrdered(t, want)
	n := 0
	for list := range lists {
		n++
		wantOrdered(t, list)
		for i := range list {
			if list[i].Position != want[i].Position || list[i].ID != want[i].ID {
				t.Fatalf("subscriber's event %d is %s, the log has %s", i, list[i].Position, want[i].Position)
			}
		}
	}
	if n != 6 {
		t.Fatalf("%d subscribers got everything, want 6", n)
	}
}

// testAbandoned ends contexts while appends are under way. Whatever the answer
// was, the same append once more leaves exactly one copy.
func testAbandoned(t *testing.T, s store.Store) {
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			stream := fmt.Sprintf("a-%d", w)
			for i := range 20 {
				expected := store.NoStream()
				if i > 0 {
					expected = store.At(events.Revision(2*i - 1)) // small
				}
				ctx, cancel := context.WithCancel(context.Background())
				ended := make(chan struct{})
				go func() { cancel(); close(ended) }()
				_, err := s.Append(ctx, stream, expected, batch(stream, 2*i, 2*i+2)...)
				<-ended
				if err != nil && !errors.Is(err, context.Canceled) {
					t.Errorf("abandoned append: %v", err)
				}
				if a, err := s.Append(patient(t), stream, expected, batch(stream, 2*i, 2*i+2)...); err != nil || int(a.Revision) != 2*i+1 { // small
					t.Errorf("repeat: %+v, %v", a, err)
					return
				}
			}
		})
	}
	wg.Wait()
	for w := range writers {
		stream := fmt.Sprintf("a-%d", w)
		wantContents(t, readStream(t, s, stream, 0, store.Forwards, 100), stream, 0, batch(stream, 0, 40))
	}
}

var closeTests = []contractTest{
	{name: "close/ends subscriptions", run: testCloseEndsSubscriptions},
	{name: "close/subscription alone", run: testCloseSubscription},
	{name: "close/under load", run: testCloseUnderLoad},
}

func testCloseEndsSubscriptions(t *testing.T, s store.Store) {
	ctx := patient(t)
	fill(t, s, "a-1", 3)
	live := subscribe(ctx, t, s, 0, store.Filter{})
	untilCaughtUp(ctx, t, live)
	behind := subscribe(ctx, t, s, 0, store.Filter{})
	receive(ctx, t, behind, 1)
	ended := make(chan error, 1)
	go func() {
		_, err := live.Next(ctx)
		ended <- err
	}()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	wantIs(t, <-ended, store.ErrClosed)
	wantIs(t, second(live.Next(ctx)), store.ErrClosed)
	wantIs(t, second(behind.Next(ctx)), store.ErrClosed)
	wantIs(t, second(s.Append(ctx, "a-1", store.At(2), batch("a-1", 3, 4)...)), store.ErrClosed)
	wantIs(t, second(s.ReadStream(ctx, "a-1", 0, store.Forwards, 1)), store.ErrClosed)
	wantIs(t, second(s.ReadAll(ctx, 0, store.Forwards, store.Filter{}, 1)), store.ErrClosed)
	wantIs(t, second(s.Subscribe(ctx, 0, store.Filter{})), store.ErrClosed)
	if err := s.Close(); err != nil {
		t.Fatalf("second close: %v", err)
	}
}

func testCloseSubscription(t *testing.T, s store.Store) {
	ctx := patient(t)
	fill(t, s, "a-1", 3)
	sub := subscribe(ctx, t, s, 0, store.Filter{})
	other := subscribe(ctx, t, s, 0, store.Filter{})
	untilCaughtUp(ctx, t, sub)
	ended := make(chan error, 1)
	go func() {
		_, err := sub.Next(ctx)
		ended <- err
	}()
	if err := errors.Join(sub.Close(), sub.Close()); err != nil {
		t.Fatal(err)
	}
	wantIs(t, <-ended, store.ErrClosed)
	receive(ctx, t, other, 3)
}

// testCloseUnderLoad closes while appends run: each is either answered as
// written or refused, and nobody hangs.
func testCloseUnderLoad(t *testing.T, s store.Store) {
	var wg sync.WaitGroup
	started := make(chan struct{}, writers)
	for w := range writers {
		wg.Go(func() {
			stream := fmt.Sprintf("a-%d", w)
			for i := 0; ; i++ {
				if _, err := s.Append(patient(t), stream, store.Any(), batch(stream, i, i+1)...); err != nil {
					if !errors.Is(err, store.ErrClosed) {
						t.Errorf("append: %v", err)
					}
					return
				}
				if i == 0 {
					started <- struct{}{}
				}
			}
		})
	}
	for range writers {
		<-started
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	wg.Wait()
}
