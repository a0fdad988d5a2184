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

// Window is what a stream's metadata leaves of it: the events from a revision
// on that were written after a time. Deleted streams have none.
type Window struct {
	Low     events.Revision
	After   time.Time
	Deleted bool
}

// passes says whether an event lies in the window.
func (w Window) passes(e *store.Event) bool { return e.Revision >= w.Low && !e.Created.Before(w.After) }

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
				a.m.setUnsent(id, len(c.events))
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

// send passes deliveries on. The queues have room: the machine counts what is
// in them against the consumers' buffers.
func (a *actor) send() {
	for _, d := range a.m.take() {
		a.consumers[d.Consumer].events <- d
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

// read reads a page of the log after a place.
func (a *actor) read(ctx context.Context, after int64, max int) func(time.Time) {
	found, considered, end, err := a.page(ctx, after, max)
	return func(now time.Time) {
		if err == nil {
			a.readWait.worked()
			a.m.loaded(now, found, considered, end)
			return
		}
		a.m.readFailed()
		if errors.Is(err, store.ErrBeyondEnd) {
			a.failure = fmt.Errorf("group %s has read up to %d: %w", a.key, after, err)
			return
		}
		a.readWait.failed(now)
		a.logFailure(ctx, "cannot read the log for a persistent subscription", err)
	}
}

func (a *actor) page(ctx context.Context, after int64, max int) (kept []store.Event, considered int64, end bool, err error) {
	w := Window{}
	if a.key.IsAll() {
		page, err := a.log.ReadAll(ctx, events.Position(after), store.Forwards, a.selector.Load().hint, max)
		if err != nil {
			return nil, 0, false, err
		}
		kept, considered, end = page.Events, int64(page.Next), page.End
	} else {
		if a.window != nil {
			if w, err = a.window(ctx, a.key.Stream); err != nil {
				return nil, 0, false, err
			}
		}
		if w.Deleted {
			return nil, after, true, nil // until somebody appends to it
		}
		page, err := a.log.ReadStream(ctx, a.key.Stream, streamFrom(after, w), store.Forwards, max)
		if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrDeleted) {
			return nil, after, true, nil // nothing yet, or nothing any more
		}
		if err != nil {
			return nil, 0, false, err
		}
		kept, considered, end = page.Events, int64(page.Next)-1, page.End
	}
	return a.visible(kept, w), considered, end, nil
}

// visible leaves what the group reads; pages belong to the log.
func (a *actor) visible(page []store.Event, w Window) []store.Event {
	sel := a.selector.Load()
	kept := make([]store.Event, 0, len(page))
	for i := range page {
		e := &page[i]
		if sel.match(e.Stream, e.Type) && (a.key.IsAll() || w.passes(e)) {
			kept = append(kept, *e)
		}
	}
	return kept
}

func streamFrom(after int64, w Window) events.Revision { return max(events.Revision(after+1), w.Low) }

// fetch reads events again.
func (a *actor) fetch(ctx context.Context, want []*message, refs []Ref) func(time.Time) {
	var err error
	got := make([]*store.Event, 0, len(want))
	for _, ref := range refs {
		var e *store.Event
		if e, err = readOne(ctx, a.log, ref); err != nil {
			break
		}
		got = append(got, e)
	}
	return func(now time.Time) {
		if gone := a.m.fetched(now, want, got); gone > 0 {
			a.logger.Warn("events of a persistent subscription are gone from the log", "group", a.key.Group, "stream", a.key.Stream, "events", gone)
		}
		if err == nil {
			a.fetchWait.worked()
			return
		}
		a.fetchWait.failed(now)
		a.logFailure(ctx, "cannot read an event again for a persistent subscription", err)
	}
}

// readOne returns an event, or nil when the log does not have it any more.
func readOne(ctx context.Context, log Log, ref Ref) (*store.Event, error) {
	page, err := log.ReadStream(ctx, ref.Stream, ref.Revision, store.Forwards, 1)
	if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrDeleted) {
		return nil, nil //nolint:nilnil // gone is an answer
	}
	if err != nil {
		return nil, err
	}
	if len(page.Events) == 0 || page.Events[0].Revision != ref.Revision || page.Events[0].ID != ref.ID {
		return nil, nil //nolint:nilnil // gone is an answer
	}
	return &page.Events[0], nil
}

func (a *actor) readReplays(ctx context.Context, from int64) func(time.Time) {
	list, err := a.store.Parked(ctx, a.key, true, from, replayBatch)
	return func(now time.Time) {
		if err == nil {
			a.m.replays(list, len(list) == replayBatch)
			return
		}
		a.m.replayFailed()
		if errors.Is(err, ErrNotFound) {
			a.failure = err
			return
		}
		a.readWait.failed(now)
		a.logFailure(ctx, "cannot load parked messages", err)
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
