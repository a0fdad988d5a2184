package persistent

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// Log is what groups read.
type Log interface {
	ReadStream(ctx context.Context, stream string, from events.Revision, dir store.Direction, max int) (store.StreamPage, error)
	ReadAll(ctx context.Context, from events.Position, dir store.Direction, filter store.Filter, max int) (store.AllPage, error)
	Subscribe(ctx context.Context, from events.Position, filter store.Filter) (store.Subscription, error)
}

const (
	ioTimeout  = 30 * time.Second // of one read or write
	retryFirst = 100 * time.Millisecond
	retryMost  = 10 * time.Second
)

// actor runs one group. Its goroutine owns the machine; others hand it calls.
type actor struct {
	key      Key
	selector atomic.Pointer[selector] // nil until the group is claimed
	log      Log
	window   func(context.Context, string) (Window, error) // nil: everything
	store    Store
	logger   *slog.Logger

	calls chan func(time.Time) // unbuffered: callers wait, which is the bound
	poked chan struct{}        // the log has events, or a consumer's queue has room
	news  chan struct{}
	stop  context.CancelCauseFunc // ends it, for a reason that consumers are told
	ended chan struct{}           // closed when the goroutine has returned
	why   error                   // read after ended

	// Owned by the goroutine.
	m         *machine
	epoch     int64
	failure   error // the group cannot go on
	consumers map[string]*Consumer
	results   chan func(time.Time) // of what runs outside: one of each kind at most
	under     int                  // how many run
	marking   []mark
	marks     bool // one runs
	readWait  backoff
	fetchWait backoff
	writeWait backoff
}

// mark is a request to send parked messages round again.
type mark struct {
	stopAt int64
	after  int64 // once all up to this number are saved
	reply  func(error)
}

// backoff is when to try again after failures.
type backoff struct {
	until time.Time
	wait  time.Duration
}

func (b *backoff) failed(now time.Time) {
	b.wait = min(max(2*b.wait, retryFirst), retryMost)
	b.until = now.Add(b.wait)
}

func (b *backoff) worked()                  { *b = backoff{} }
func (b *backoff) ready(now time.Time) bool { return !b.until.After(now) }

// run claims the group, serves it until ctx ends or the group fails, saves its
// progress and drops its consumers.
func (a *actor) run(ctx context.Context) {
	defer close(a.ended)
	a.why = a.serve(ctx)
	for _, c := range a.consumers {
		c.end(a.why)
	}
}

func (a *actor) serve(ctx context.Context) error {
	claim, cancel := context.WithTimeout(ctx, ioTimeout)
	saved, epoch, err := a.store.Claim(claim, a.key)
	cancel()
	if err != nil {
		return err
	}
	sel, err := saved.Definition.compile()
	if err != nil {
		return fmt.Errorf("group %s: %w", a.key, err)
	}
	a.selector.Store(&sel)
	a.m, a.epoch = newMachine(saved, time.Now()), epoch
	a.consumers = make(map[string]*Consumer)
	a.results = make(chan func(time.Time), 5)
	failed := a.loop(ctx)
	for a.under > 0 { // what runs outside has ended when this returns
		(<-a.results)(time.Now())
		a.under--
	}
	for _, m := range a.marking {
		m.reply(ErrDropped)
	}
	a.marking = nil
	if errors.Is(failed, ErrFenced) || errors.Is(failed, ErrNotFound) {
		return failed
	}
	a.lastWrite()
	return failed
}

// loop serves until ctx ends or the group cannot go on.
func (a *actor) loop(ctx context.Context) error {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		now := time.Now()
		a.m.tick(now)
		a.send()
		a.start(ctx, now)
		if at := a.next(now); at.IsZero() {
			timer.Stop()
		} else {
			timer.Reset(at.Sub(now))
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-timer.C:
		case call := <-a.calls:
			call(time.Now())
		case result := <-a.results:
			a.under--
			result(time.Now())
		case <-a.news:
			a.m.wake()
		case <-a.poked:
			for id, c := range a.consumers {
				a.m.setUnsent(id, len(c.events), int(c.bytes.Load()))
			}
			a.m.dispatch(time.Now())
		}
		if a.failure != nil {
			return a.failure
		}
	}
}

// next is when something is due by time.
func (a *actor) next(now time.Time) time.Time {
	at := a.m.nextDeadline()
	earlier := func(t time.Time) {
		if !t.IsZero() && (at.IsZero() || t.Before(at)) {
			at = t
		}
	}
	if a.writeWait.ready(now) {
		earlier(a.m.nextWrite())
	}
	for _, b := range []*backoff{&a.readWait, &a.fetchWait, &a.writeWait} {
		if !b.ready(now) {
			earlier(b.until)
		}
	}
	return at
}

// send passes deliveries on.
func (a *actor) send() {
	for _, d := range a.m.take() {
		a.consumers[d.Consumer].queue(d)
	}
}

// outside runs f beside the loop, with a deadline, and its result in the loop.
func (a *actor) outside(ctx context.Context, f func(context.Context) func(time.Time)) {
	a.under++
	go func() {
		ctx, cancel := context.WithTimeout(ctx, ioTimeout)
		defer cancel()
		a.results <- f(ctx)
	}()
}

// start begins what can run now.
func (a *actor) start(ctx context.Context, now time.Time) {
	if a.readWait.ready(now) {
		if after, max, ok := a.m.wantRead(); ok {
			a.outside(ctx, func(ctx context.Context) func(time.Time) { return a.read(ctx, after, max) })
		}
		if from, ok := a.m.wantReplay(); ok {
			a.outside(ctx, func(ctx context.Context) func(time.Time) { return a.readReplays(ctx, from) })
		}
	}
	if a.fetchWait.ready(now) {
		if want := a.m.wantFetch(); len(want) > 0 {
			refs := make([]Ref, len(want))
			for i, msg := range want {
				refs[i] = msg.ref
			}
			a.outside(ctx, func(ctx context.Context) func(time.Time) { return a.fetch(ctx, want, refs) })
		}
	}
	if a.writeWait.ready(now) {
		if w := a.m.wantWrite(now, len(a.marking) > 0 && a.marking[0].after > a.m.parkedSaved); w != nil {
			a.outside(context.WithoutCancel(ctx), func(ctx context.Context) func(time.Time) {
				return a.wrote(a.store.Save(ctx, a.key, a.epoch, w))
			})
		}
	}
	if len(a.marking) > 0 && !a.marks && a.marking[0].after <= a.m.parkedSaved {
		a.startMark(ctx)
	}
}

func (a *actor) startMark(ctx context.Context) {
	a.marks = true
	next := a.marking[0]
	a.marking = a.marking[1:]
	a.outside(ctx, func(ctx context.Context) func(time.Time) {
		n, err := a.store.MarkReplay(ctx, a.key, next.stopAt)
		return func(time.Time) {
			a.marks = false
			if err == nil && n > 0 {
				a.m.replay()
			}
			next.reply(err)
		}
	})
}

func (a *actor) wrote(err error) func(time.Time) {
	return func(now time.Time) {
		a.m.written(now, err)
		switch {
		case err == nil:
			a.writeWait.worked()
		case errors.Is(err, ErrFenced) || errors.Is(err, ErrNotFound):
			a.failure = err
		default:
			a.writeWait.failed(now)
			a.logger.Error("cannot save a persistent subscription's progress", "group", a.key.Group, "stream", a.key.Stream, "err", err)
		}
	}
}

func (a *actor) logFailure(ctx context.Context, what string, err error) {
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return // stopping
	}
	a.logger.Error(what, "group", a.key.Group, "stream", a.key.Stream, "err", err)
}

// lastWrite saves all progress at the end.
func (a *actor) lastWrite() {
	ctx, cancel := context.WithTimeout(context.Background(), ioTimeout)
	defer cancel()
	w := a.m.wantWrite(time.Now(), true) // what consumers hold is not done; that does not count as a failed try
	if w == nil {
		return
	}
	if err := a.store.Save(ctx, a.key, a.epoch, w); err != nil && !errors.Is(err, ErrNotFound) {
		a.logger.Error("cannot save a persistent subscription's progress; messages will come again", "group", a.key.Group, "stream", a.key.Stream, "err", err)
	}
}
