package storetest

import (
	"context"
	"testing"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

var subscribeTests = []contractTest{
	{name: "subscribe/from the beginning", with: testSubscribe},
	{name: "subscribe/from a position", with: testSubscribeFrom},
	{name: "subscribe/filter and checkpoints", with: testSubscribeFilter},
	{name: "subscribe/slow reader lags", run: testSlowReader},
	{name: "subscribe/ended context", run: testNextContext},
}

func subscribe(ctx context.Context, t *testing.T, s store.Store, from events.Position, filter store.Filter) store.Subscription {
	t.Helper()
	sub, err := s.Subscribe(ctx, from, filter)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := sub.Close(); err != nil {
			t.Errorf("close subscription: %v", err)
		}
	})
	return sub
}

// receive waits for n events, whatever else comes.
func receive(ctx context.Context, t *testing.T, sub store.Subscription, n int) []store.Event {
	t.Helper()
	var list []store.Event
	for len(list) < n {
		m, err := sub.Next(ctx)
		if err != nil {
			t.Fatalf("after %d of %d events: %v", len(list), n, err)
		}
		if e, ok := m.(store.Event); ok {
			list = append(list, e)
		}
	}
	return list
}

// endsAt compares the end of the log with the last event that the test wrote.
func (o Options) endsAt(got, last events.Position) bool {
	return got == last || o.Shared && got > last
}

// wantCheckpoint reads a checkpoint at a position; on a shared log, the first
// one that is not before it.
func wantCheckpoint(ctx context.Context, t *testing.T, sub store.Subscription, at events.Position, o Options) {
	t.Helper()
	for {
		m, err := sub.Next(ctx)
		c, ok := m.(store.Checkpoint)
		switch {
		case o.Shared && err == nil && (!ok || c.Position < at):
			if _, event := m.(store.Event); event {
				t.Fatalf("got %+v, want a checkpoint", m)
			}
		case err != nil || !ok || !o.endsAt(c.Position, at):
			t.Fatalf("got %+v, %v, want a checkpoint at %s", m, err, at)
		default:
			return
		}
	}
}

// untilCaughtUp gives everything up to and with the next CaughtUp.
func untilCaughtUp(ctx context.Context, t *testing.T, sub store.Subscription) (list []store.Event, at events.Position) {
	t.Helper()
	for {
		m, err := sub.Next(ctx)
		if err != nil {
			t.Fatalf("after %d events: %v", len(list), err)
		}
		switch m := m.(type) {
		case store.Event:
			list = append(list, m)
			at = m.Position
		case store.Checkpoint:
			if m.Position < at {
				t.Fatalf("checkpoint %s after %s", m.Position, at)
			}
			at = m.Position
		case store.CaughtUp:
			if m.Position < at {
				t.Fatalf("caught up at %s after %s", m.Position, at)
			}
			return list, m.Position
		}
	}
}

func testSubscribe(t *testing.T, s store.Store, o Options) {
	ctx := patient(t)
	sub := subscribe(ctx, t, s, 0, store.Filter{})
	if list, at := untilCaughtUp(ctx, t, sub); len(list) != 0 || at != 0 && !o.Shared {
		t.Fatalf("empty log: %d events, caught up at %s", len(list), at)
	}
	a := mustAppend(t, s, "a-1", store.NoStream(), batch("a-1", 0, 3)...)
	wantContents(t, receive(ctx, t, sub, 3), "a-1", 0, batch("a-1", 0, 3))
	mustAppend(t, s, "a-1", store.At(2), batch("a-1", 3, 4)...)
	wantContents(t, receive(ctx, t, sub, 1), "a-1", 3, batch("a-1", 3, 4))

	again := subscribe(ctx, t, s, 0, store.Filter{})
	list, at := untilCaughtUp(ctx, t, again)
	wantContents(t, list, "a-1", 0, batch("a-1", 0, 4))
	if d := diff(readAll(t, s, 0, store.Forwards, store.Filter{}, 10), list); d != "" {
		t.Fatalf("subscription and page differ: %s", d)
	}
	if at <= a.Position || !o.endsAt(at, list[3].Position) {
		t.Fatalf("caught up at %s", at)
	}
	// A repeat is not a new event.
	mustAppend(t, s, "a-1", store.At(2), batch("a-1", 3, 4)...)
	mustAppend(t, s, "a-1", store.At(3), batch("a-1", 4, 5)...)
	wantContents(t, receive(ctx, t, again, 1), "a-1", 4, batch("a-1", 4, 5))
	wantContents(t, receive(ctx, t, sub, 1), "a-1", 4, batch("a-1", 4, 5))
}

func testSubscribeFrom(t *testing.T, s store.Store, o Options) {
	ctx := patient(t)
	fill(t, s, "a-1", 20)
	all := readAll(t, s, 0, store.Forwards, store.Filter{}, 100)
	for i, e := range all {
		list, at := untilCaughtUp(ctx, t, subscribe(ctx, t, s, e.Position, store.Filter{}))
		if len(list) != len(all)-i-1 || !o.endsAt(at, all[len(all)-1].Position) {
			t.Fatalf("%d events after %s, caught up at %s", len(list), e.Position, at)
		}
		if len(list) > 0 && list[0].Position != all[i+1].Position {
			t.Fatalf("%s follows %s", list[0].Position, e.Position)
		}
	}
}

func testSubscribeFilter(t *testing.T, s store.Store, o Options) {
	ctx := patient(t)
	fill(t, s, "hay-1", 3*store.MaxPage)
	fill(t, s, "needle-1", 2)
	end := mustAppend(t, s, "hay-2", store.NoStream(), batch("hay-2", 0, 50)...)
	sub := subscribe(ctx, t, s, 0, store.Filter{StreamPrefixes: []string{"needle-"}})
	list, at := untilCaughtUp(ctx, t, sub)
	wantContents(t, list, "needle-1", 0, batch("needle-1", 0, 2))
	if !o.endsAt(at, end.Position) {
		t.Fatalf("caught up at %s, want %s", at, end.Position)
	}
	// At the live end, what does not match moves the checkpoint.
	for i := range 5 {
		a := mustAppend(t, s, "hay-2", store.Exists(), batch("hay-2", 50+i, 51+i)...)
		wantCheckpoint(ctx, t, sub, a.Position, o)
	}
	mustAppend(t, s, "needle-1", store.At(1), batch("needle-1", 2, 3)...)
	wantContents(t, receive(ctx, t, sub, 1), "needle-1", 2, batch("needle-1", 2, 3))
}

// testSlowReader writes far more than any buffer holds while a subscriber that
// was live does not read.
func testSlowReader(t *testing.T, s store.Store) {
	ctx := patient(t)
	sub := subscribe(ctx, t, s, 0, store.Filter{})
	idle := subscribe(ctx, t, s, 0, store.Filter{})
	untilCaughtUp(ctx, t, sub)
	const n = 10_000
	fill(t, s, "a-1", n/2)
	wantContents(t, receive(ctx, t, sub, 10), "a-1", 0, batch("a-1", 0, 10))
	for from := n / 2; from < n; from += 200 {
		mustAppend(t, s, "a-1", store.Exists(), batch("a-1", from, from+200)...)
	}
	wantContents(t, receive(ctx, t, sub, n-10), "a-1", 10, batch("a-1", 10, n))
	list, _ := untilCaughtUp(ctx, t, idle)
	wantContents(t, list, "a-1", 0, batch("a-1", 0, n))
	mustAppend(t, s, "a-1", store.At(n-1), batch("a-1", n, n+1)...)
	wantContents(t, receive(ctx, t, sub, 1), "a-1", n, batch("a-1", n, n+1))
}

func testNextContext(t *testing.T, s store.Store) {
	ctx := patient(t)
	sub := subscribe(ctx, t, s, 0, store.Filter{})
	untilCaughtUp(ctx, t, sub)
	short, cancel := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() {
		_, err := sub.Next(short)
		ended <- err
	}()
	cancel()
	wantIs(t, <-ended, context.Canceled)
	// The subscription itself goes on, and has lost nothing.
	mustAppend(t, s, "a-1", store.NoStream(), batch("a-1", 0, 2)...)
	_, err := sub.Next(short)
	wantIs(t, err, context.Canceled)
	wantContents(t, receive(ctx, t, sub, 2), "a-1", 0, batch("a-1", 0, 2))
}
