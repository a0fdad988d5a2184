package projections

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/store"
)

// worker drives one handler: one goroutine that applies, and two that read
// and decode ahead of it through bounded queues.
type worker struct {
	config  Config
	handler Handler

	mu       sync.Mutex
	position events.Position // what queries reflect, unless !serving
	serving  bool
	state    State
	err      error
	parked   error // a *Poison, or what is known of another process's
	skipped  uint64
	rate     rate
	lastSeen time.Time     // when the last event that was read had been written
	begun    uint64        // sessions
	open     uint64        // the session that the fields above are of
	changed  chan struct{} // closed and replaced when any of the above changes
	again    chan struct{} // closed and replaced by restart
	share    share
}

func newWorker(config Config, h Handler) *worker {
	return &worker{
		config: config, handler: h, state: CatchingUp,
		changed: make(chan struct{}), again: make(chan struct{}),
	}
}

// run drives the handler until the context ends.
func (w *worker) run(ctx context.Context) error {
	if h, ok := w.handler.(Shared); ok && w.config.Leases != nil {
		return w.shared(ctx, h)
	}
	return w.lead(ctx)
}

// lead applies events. It opens the subscription again whenever it breaks,
// from the checkpoint.
func (w *worker) lead(ctx context.Context) error {
	backoff := minBackoff
	for {
		w.mu.Lock()
		again, before := w.again, w.position
		w.mu.Unlock()
		err := w.session(ctx, again)
		if ctx.Err() != nil {
			return nil
		}
		if errors.Is(err, errRestarted) {
			backoff = minBackoff
			continue
		}
		var poison *Poison
		if errors.As(err, &poison) {
			w.park(ctx, poison)
			select {
			case <-ctx.Done():
				return nil
			case <-again:
				backoff = minBackoff
				continue
			}
		}
		w.failed(err)
		if w.reached() > before {
			backoff = minBackoff
		}
		w.config.Log.Warn("projection interrupted", "projection", w.handler.Name(), "error", err, "retryIn", backoff)
		select {
		case <-ctx.Done():
			return nil
		case <-again:
		case <-time.After(backoff):
		}
		backoff = min(2*backoff, maxBackoff)
	}
}

var errRestarted = errors.New("restart requested")

// session is one life of the subscription.
func (w *worker) session(ctx context.Context, again <-chan struct{}) error {
	w.mu.Lock()
	w.begun++
	number := w.begun
	w.mu.Unlock()
	from, err := w.handler.Open(ctx)
	if err != nil {
		return fmt.Errorf("open: %w", err)
	}
	sub, err := w.config.Store.Subscribe(ctx, from, w.handler.Filter())
	if errors.Is(err, store.ErrBeyondEnd) {
		w.config.Log.Warn("read model belongs to another log, folding again", "projection", w.handler.Name(), "position", from.String())
		if err := w.handler.Reset(ctx); err != nil {
			return fmt.Errorf("reset: %w", err)
		}
		return fmt.Errorf("after reset: %w", errRestarted)
	}
	if err != nil {
		return fmt.Errorf("subscribe after %s: %w", from, err)
	}
	w.opened(number, from)

	ctx, cancel := context.WithCancel(ctx)
	var reader sync.WaitGroup
	pages, queue := make(chan page, maxChunks), make(chan received, maxChunks)
	reader.Go(func() { read(ctx, sub, pages) })
	reader.Go(func() { decode(ctx, pages, queue) })
	defer func() {
		cancel()
		_ = sub.Close() // it has nothing to lose
		reader.Wait()
	}()
	return (&session{worker: w, queue: queue, again: again, through: from, saved: from}).run(ctx)
}

// maxChunk is how many events are handed over at once, maxChunks how many such
// chunks wait at each step.
const (
	maxChunk  = 128
	maxChunks = 16
)

// page is what the reader found: events, then a message that is none, then why
// there are no more. Each of them may be missing.
type page struct {
	events  []store.Event
	message store.Message
	err     error
}

// received is a page with its events decoded.
type received struct {
	page
	events []decoded
}

// decoded is an event, or why it cannot be decoded; then only its place and
// type are known.
type decoded struct {
	events.Recorded
	err error
}

// read moves messages into the queue; a full queue holds it back. Until the
// reader has caught up more events are sure to follow, so it hands them over
// in chunks; afterwards one by one.
func read(ctx context.Context, sub store.Subscription, queue chan<- page) {
	size := maxChunk
	for {
		p := next(ctx, sub, size)
		if _, live := p.message.(store.CaughtUp); live {
			size = 1
		}
		select {
		case queue <- p:
		case <-ctx.Done():
			return
		}
		if p.err != nil {
			return
		}
	}
}

func next(ctx context.Context, sub store.Subscription, size int) (p page) {
	for len(p.events) < size {
		m, err := sub.Next(ctx)
		if err != nil {
			p.err = err
			return p
		}
		e, ok := m.(store.Event)
		if !ok {
			p.message = m
			return p
		}
		p.events = append(p.events, e)
	}
	return p
}

// decode stands between the reader, who waits for the log, and the worker, who
// waits for its database.
func decode(ctx context.Context, in <-chan page, out chan<- received) {
	for {
		var r received
		select {
		case r.page = <-in:
		case <-ctx.Done():
			return
		}
		if n := len(r.page.events); n > 0 {
			r.events = make([]decoded, n)
		}
		for i, e := range r.page.events {
			rec, err := codec.Decode(e)
			rec.Position, rec.Type = e.Position, cmp.Or(rec.Type, e.Type)
			r.events[i] = decoded{rec, err}
		}
		select {
		case out <- r:
		case <-ctx.Done():
			return
		}
	}
}

func (w *worker) reached() events.Position {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.position
}

func (w *worker) opened(number uint64, from events.Position) {
	w.update(func() {
		w.open = number
		w.position, w.state, w.err, w.parked = from, CatchingUp, nil, nil
		w.serving = w.isServing()
	})
}

func (w *worker) isServing() bool {
	s, ok := w.handler.(Server)
	return !ok || s.Serving()
}

func (w *worker) failed(err error) { w.update(func() { w.state, w.err = CatchingUp, err }) }

func (w *worker) park(ctx context.Context, poison *Poison) {
	attrs := []any{"projection", w.handler.Name(), "position", poison.Position.String(), "type", poison.Type, "error", poison.Err}
	var panicked *panicError
	if errors.As(poison, &panicked) {
		attrs = append(attrs, "stack", string(panicked.stack))
	}
	w.config.Log.Error("projection parked", attrs...)
	if p, ok := w.handler.(Parker); ok {
		p.Parked(ctx, poison)
	}
	w.update(func() { w.state, w.err, w.parked = Parked, poison, poison })
}

func (w *worker) progress(through events.Position, live bool, applied []events.Recorded) {
	w.update(func() {
		w.rate.add(len(applied), time.Now())
		if n := len(applied); n > 0 {
			w.lastSeen = applied[n-1].Created
		}
		w.position, w.serving = max(w.position, through), w.isServing()
		if live {
			w.state = Live
		}
	})
}

func (w *worker) skip() { w.update(func() { w.skipped++ }) }

// restart ends the session, or the wait for one, and begins another.
func (w *worker) restart() {
	w.update(func() {
		w.state, w.err, w.parked = CatchingUp, nil, nil
		close(w.again)
		w.again = make(chan struct{})
	})
}

// update changes the fields under the lock and wakes who waits for them.
func (w *worker) update(f func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	f()
	close(w.changed)
	w.changed = make(chan struct{})
}

func (w *worker) waitFor(ctx context.Context, position events.Position) error {
	return w.wait(ctx, position.String(), 0, func() bool { return w.position >= position && w.serving })
}

// rebuilt waits until a session that began after this call serves its rows.
func (w *worker) rebuilt(ctx context.Context, begun uint64) error {
	return w.wait(ctx, "its rebuild", begun, func() bool { return w.open > begun && w.state == Live && w.serving })
}

// wait waits until done, which is asked under the lock, or until a session
// after begun is parked.
func (w *worker) wait(ctx context.Context, what string, begun uint64, done func() bool) error {
	for {
		w.mu.Lock()
		reached := done()
		parked, open, changed := w.parked, w.open, w.changed
		w.mu.Unlock()
		if reached {
			return nil
		}
		if parked != nil && open > begun {
			return fmt.Errorf("wait for %s at %s: %w: %w", w.handler.Name(), what, ErrParked, parked)
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("wait for %s at %s: %w", w.handler.Name(), what, ctx.Err())
		}
	}
}

func (w *worker) status() Status {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := Status{
		Name: w.handler.Name(), Position: w.position, State: w.state, Skipped: w.skipped,
		Applied: w.rate.total, Rate: w.rate.perSecond(time.Now()),
	}
	if _, rebuilds := w.handler.(Rebuilder); rebuilds && !w.serving && w.open > 0 {
		s.Rebuilding = &Rebuilding{Position: w.position}
	}
	if w.err != nil {
		text := w.err.Error()
		s.Error = &text
	}
	return s
}

func (w *worker) lastRead() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.lastSeen
}
