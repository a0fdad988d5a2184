package esdb

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// tail keeps one subscription to the end of the log at the server and feeds
// live from it. When that drops, it subscribes again after the last event that
// it saw, so that live has neither gap nor repeat; who reads meanwhile is not
// concerned, since every reader goes by its own position.
type tail struct {
	store *Store
	watch time.Duration

	mu      sync.Mutex
	started bool
	stopped bool
	wait    sync.WaitGroup
}

func newTail(s *Store, watch time.Duration) *tail { return &tail{store: s, watch: watch} }

// start is called by every Subscribe; the first one counts.
func (t *tail) start() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.started || t.stopped {
		return
	}
	t.started = true
	t.wait.Go(t.run)
}

// stop waits for the goroutines. The store's root context has ended.
func (t *tail) stop() {
	t.mu.Lock()
	t.stopped = true
	t.mu.Unlock()
	t.wait.Wait()
}

func (t *tail) run() {
	ctx := t.store.root
	began := false
	lost := time.Time{}
	for pause := newPause(); ctx.Err() == nil; {
		err := t.follow(ctx, !began, func() {
			if !lost.IsZero() {
				t.store.log.Info("event store subscription is back", "after", time.Since(lost).Round(time.Millisecond),
					"position", t.store.live.position())
			}
			began, lost, pause = true, time.Time{}, newPause()
		})
		if ctx.Err() != nil {
			return
		}
		if lost.IsZero() {
			lost = time.Now()
			t.store.log.Warn("event store subscription dropped, subscribing again", "error", err)
		}
		_ = pause.wait(ctx) // the loop looks at ctx
	}
}

// follow subscribes once, and feeds live until that ends.
func (t *tail) follow(ctx context.Context, first bool, confirmed func()) error {
	at, _, err := t.store.end(ctx)
	if err != nil {
		return err
	}
	switch known := t.store.live.position(); {
	case first:
		t.store.live.restart(at)
	case at < known:
		// The log was put back to an earlier state. Each subscriber finds out
		// by itself whether it stands beyond the end.
		t.store.log.Error("event store has lost its end", "known", known, "end", at)
		t.store.live.restart(at)
		t.store.seen.Store(uint64(at))
	default:
		at = known
	}
	var watching sync.WaitGroup
	defer watching.Wait()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	unconfirmed := time.AfterFunc(t.store.timeout, func() { cancel(fmt.Errorf("%w: %w", store.ErrUnavailable, errTimeout)) })
	defer unconfirmed.Stop()
	f := t.store.once(ctx, func(ctx context.Context, n *node) *failure {
		return t.receive(ctx, n, at, func() {
			if unconfirmed.Stop() { // once
				confirmed()
				t.store.live.connected()
				watching.Go(func() { t.oversee(ctx, cancel) })
			}
		})
	})
	if err := context.Cause(ctx); err != nil {
		return err
	}
	if f == nil {
		return errors.New("the server ended the subscription")
	}
	return f.err
}

// receive hands on what the subscription brings. It returns with a failure,
// or nil when the server ended it.
func (t *tail) receive(ctx context.Context, n *node, from events.Position, confirmed func()) *failure {
	var trailer metadata.MD
	fail := func(err error) *failure {
		f := judge(err, trailer)
		return &f
	}
	call, err := n.streams.Read(ctx, subscribeRequest(from), grpc.Trailer(&trailer))
	if err != nil {
		return fail(err)
	}
	for {
		response, err := call.Recv()
		if err != nil {
			return fail(err)
		}
		switch content := response.GetContent().(type) {
		case *streams.ReadResp_Confirmation:
			confirmed()
		case *streams.ReadResp_Event:
			e, err := eventFrom(content.Event)
			if err != nil {
				return &failure{kind: refused, err: err}
			}
			t.store.saw(e.Position)
			t.store.live.publish(e)
		default: // checkpoints and the like: every event comes, there is nothing to learn
		}
	}
}

// oversee compares the live end with the server's every now and then. A
// subscription that brings nothing though the log has grown is dead, whatever
// the connection says.
func (t *tail) oversee(ctx context.Context, dead context.CancelCauseFunc) {
	ticker := time.NewTicker(t.watch)
	defer ticker.Stop()
	var before events.Position
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		if live := t.store.live.position(); live < before {
			dead(fmt.Errorf("%w: subscription stands at %s, the log had got to %s a while ago", store.ErrUnavailable, live, before))
			return
		}
		if at, _, err := t.store.end(ctx); err == nil {
			before = at
		}
	}
}
