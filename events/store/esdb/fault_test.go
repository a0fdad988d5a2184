package esdb

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"google.golang.org/grpc/connectivity"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// The server dies and comes back in the middle of appends and subscriptions.
// Every append is answered as written, once; subscriptions go on where they
// were.
func TestServerRestarts(t *testing.T) {
	log := sqliteLog(t)
	server := serve(t, log, nil)
	s := connect(t, insecureAt(server.address), func(o *Options) { o.Timeout = 30 * time.Second })
	all := follow(t, s, store.Filter{})
	one := follow(t, s, store.Filter{StreamPrefixes: []string{"w-1"}})

	const writers, each, restarts = 8, 60, 4
	var written atomic.Int64
	reached := make(chan struct{}, writers*each)
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			stream := fmt.Sprintf("w-%d", w)
			for i := range each {
				if err := appendAt(patient(t), s, stream, i); err != nil {
					t.Errorf("append %s/%d: %v", stream, i, err)
					return
				}
				written.Add(1)
				reached <- struct{}{}
			}
		})
	}
	for range restarts {
		for range writers * each / (restarts + 1) {
			<-reached
		}
		server.stop()
		server.start()
	}
	wg.Wait()
	if t.Failed() {
		return
	}
	for w := range writers {
		wantStream(t, log, fmt.Sprintf("w-%d", w), each)
	}
	all.await(t, writers*each)
	one.await(t, each)
}

// appendAt appends event i of a stream and repeats it while its fate is
// unknown.
func appendAt(ctx context.Context, s store.Store, stream string, i int) error {
	expected := store.NoStream()
	if i > 0 {
		expected = store.At(events.Revision(i - 1)) // small
	}
	for {
		a, err := s.Append(ctx, stream, expected, event(stream, i))
		switch {
		case err == nil && int(a.Revision) != i: // small
			return fmt.Errorf("stands at %d", a.Revision)
		case err == nil:
			return nil
		case ctx.Err() != nil, !errors.Is(err, store.ErrAmbiguous) && !errors.Is(err, store.ErrUnavailable):
			return err
		}
	}
}

// Connections are cut at any moment, again and again.
func TestConnectionsCut(t *testing.T) {
	log := sqliteLog(t)
	p := newProxy(t, serve(t, log, nil).address)
	s := connect(t, insecureAt(p.address()), func(o *Options) { o.Timeout = 30 * time.Second })
	all := follow(t, s, store.Filter{})
	const writers, each = 4, 50
	done := make(chan int, writers*each)
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			stream := fmt.Sprintf("w-%d", w)
			for i := range each {
				if err := appendAt(patient(t), s, stream, i); err != nil {
					t.Errorf("append %s/%d: %v", stream, i, err)
					return
				}
				done <- i
			}
		})
	}
	for n := range writers * each {
		select {
		case <-done:
		case <-patient(t).Done():
			t.Fatalf("stuck after %d appends", n)
		}
		if n%10 == 9 {
			p.cut()
		}
	}
	wg.Wait()
	for w := range writers {
		wantStream(t, log, fmt.Sprintf("w-%d", w), each)
	}
	all.await(t, writers*each)
}

// The answer to an append is lost on its way back. The append is written; that
// it was is found out, and it is not written again.
func TestAnswerLost(t *testing.T) {
	for name, c := range map[string]struct {
		expected store.Expected
		certain  bool // the store finds out by itself
	}{
		"no stream": {store.NoStream(), true},
		"at":        {store.At(0), true},
		"any":       {store.Any(), false},
		"exists":    {store.Exists(), false},
	} {
		t.Run(name, func(t *testing.T) {
			log := sqliteLog(t)
			p := newProxy(t, serve(t, log, nil).address)
			s := connect(t, insecureAt(p.address()), nil)
			first := 0
			if !c.expected.IsNoStream() {
				if err := appendAt(patient(t), s, "a", 0); err != nil {
					t.Fatal(err)
				}
				first = 1
			}
			var cuts atomic.Int64
			p.onReply(func([]byte) bool {
				// Once the event is in the log, whatever the server says is its answer.
				page, err := log.ReadStream(context.Background(), "a", 0, store.Forwards, 10)
				return err == nil && len(page.Events) > first && cuts.Add(1) == 1
			})
			a, err := s.Append(patient(t), "a", c.expected, event("a", first))
			if cuts.Load() == 0 {
				t.Fatal("no answer was lost")
			}
			if c.certain && (err != nil || int(a.Revision) != first) { // small
				t.Fatalf("append: %+v, %v", a, err)
			}
			if !c.certain {
				if !errors.Is(err, store.ErrAmbiguous) {
					t.Fatalf("append: %+v, %v", a, err)
				}
				if a, err = s.Append(patient(t), "a", c.expected, event("a", first)); err != nil || int(a.Revision) != first { // small
					t.Fatalf("again: %+v, %v", a, err)
				}
			}
			wantStream(t, log, "a", first+1)
		})
	}
}

// A server that takes everything and says nothing: calls end with their
// context, or in time, and an append that was sent is in doubt.
func TestSilentServer(t *testing.T) {
	log := sqliteLog(t)
	p := newProxy(t, serve(t, log, nil).address)
	s := connect(t, insecureAt(p.address()), func(o *Options) { o.Timeout = 300 * time.Millisecond })
	if err := appendAt(patient(t), s, "a", 0); err != nil {
		t.Fatal(err)
	}
	p.freeze(silent)
	_, err := s.Append(patient(t), "a", store.At(0), event("a", 1))
	if !errors.Is(err, store.ErrAmbiguous) || errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("append: %v", err)
	}
	_, err = s.ReadStream(patient(t), "a", 0, store.Forwards, 1)
	if !errors.Is(err, store.ErrUnavailable) || errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("read: %v", err)
	}
	_, err = s.ReadAll(patient(t), 0, store.Forwards, store.Filter{}, 1)
	if !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("read log: %v", err)
	}
	_, err = s.Tombstone(patient(t), "a", store.At(0))
	if !errors.Is(err, store.ErrAmbiguous) {
		t.Errorf("tombstone: %v", err)
	}
	_, err = s.Describe(patient(t))
	if !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("describe: %v", err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	_, err = s.Append(ctx, "a", store.At(0), event("a", 1))
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("append with its own deadline: %v", err)
	}
	p.become(passing)
	if err := appendAt(patient(t), s, "a", 1); err != nil {
		t.Errorf("append afterwards: %v", err)
	}
	wantStream(t, log, "a", 2)
}

// A server that is not there: an append was certainly not written.
func TestRefusedConnections(t *testing.T) {
	p := newProxy(t, serve(t, sqliteLog(t), nil).address)
	s := connect(t, insecureAt(p.address()), func(o *Options) { o.Timeout = 300 * time.Millisecond })
	p.become(refusing)
	if !s.link.node.conn.WaitForStateChange(patient(t), connectivity.Ready) {
		t.Fatal("the cut was not noticed")
	}
	_, err := s.Append(patient(t), "a", store.NoStream(), event("a", 0))
	if !errors.Is(err, store.ErrUnavailable) || errors.Is(err, store.ErrAmbiguous) {
		t.Errorf("append: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Append(ctx, "a", store.NoStream(), event("a", 0)); !errors.Is(err, context.Canceled) {
		t.Errorf("append: %v", err)
	}
	// What was begun while nobody answered gets through when somebody does.
	sub, err := s.Subscribe(patient(t), 0, store.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	defer sub.Close() // always nil
	got := make(chan error, 1)
	go func() {
		for {
			m, err := sub.Next(patient(t))
			if _, ok := m.(store.Event); ok || err != nil {
				got <- err
				return
			}
		}
	}()
	p.become(passing)
	if err := appendAt(patient(t), s, "a", 0); err != nil {
		t.Error(err)
	}
	if err := <-got; err != nil {
		t.Error(err)
	}
}

// deaf is a log whose first subscription to everything stops bringing events, though it
// stays open.
type deaf struct {
	store.Store
	subscriptions atomic.Int64
	lost          chan struct{} // closed when an event was not brought
	again         chan struct{} // closed when it is subscribed to once more
}

func (d *deaf) Subscribe(ctx context.Context, from events.Position, filter store.Filter) (store.Subscription, error) {
	sub, err := d.Store.Subscribe(ctx, from, filter)
	if err != nil || !filter.IsZero() { // those with a filter are the server's own
		return sub, err
	}
	if n := d.subscriptions.Add(1); n > 1 {
		if n == 2 {
			close(d.again)
		}
		return sub, err
	}
	return &deafSubscription{Subscription: sub, lost: d.lost}, nil
}

type deafSubscription struct {
	store.Subscription
	lost chan struct{}
}

func (d *deafSubscription) Next(ctx context.Context) (store.Message, error) {
	m, err := d.Subscription.Next(ctx)
	if _, ok := m.(store.Event); !ok {
		return m, err
	}
	close(d.lost)
	<-ctx.Done()
	return nil, ctx.Err()
}

// A subscription that stops bringing events though its connection stands is
// noticed and made anew.
func TestDeadSubscription(t *testing.T) {
	log := &deaf{Store: sqliteLog(t), lost: make(chan struct{}), again: make(chan struct{})}
	s := connect(t, insecureAt(serve(t, log, nil).address), func(o *Options) { o.Watch = 20 * time.Millisecond })
	f := follow(t, s, store.Filter{})
	for v := s.live.after(0, store.Filter{}); v.generation == 0; v = s.live.after(0, store.Filter{}) {
		<-v.changed // until the subscription stands
	}
	if err := appendAt(patient(t), s, "a", 0); err != nil {
		t.Fatal(err)
	}
	<-log.lost
	f.await(t, 1)
	select { // a reader looks at the log itself, maybe before the next subscription stands
	case <-log.again:
	case <-patient(t).Done():
		t.Error("the dead subscription was not replaced")
	}
}

// A log that was put back to an earlier state: who stands beyond its end is
// told so, and does not wait for it to grow there.
func TestLogPutBack(t *testing.T) {
	old, shorter := sqliteLog(t), sqliteLog(t)
	server := serve(t, old, nil)
	s := connect(t, insecureAt(server.address), nil)
	for i := range 3 {
		if err := appendAt(patient(t), s, "a", i); err != nil {
			t.Fatal(err)
		}
	}
	sub, err := s.Subscribe(patient(t), 0, store.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	defer sub.Close() // always nil
	for n := 0; n < 3; {
		m, err := sub.Next(patient(t))
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := m.(store.Event); ok {
			n++
		}
	}
	if _, err := shorter.Append(patient(t), "a", store.NoStream(), event("a", 0)); err != nil {
		t.Fatal(err)
	}
	server.stop()
	server.log = shorter
	server.start()
	for {
		if _, err := sub.Next(patient(t)); err != nil {
			if !errors.Is(err, store.ErrBeyondEnd) {
				t.Errorf("subscription: %v", err)
			}
			break
		}
	}
	if _, err := s.ReadAll(patient(t), 3, store.Forwards, store.Filter{}, 1); !errors.Is(err, store.ErrBeyondEnd) {
		t.Errorf("read: %v", err)
	}
}
