package sqlite

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// writer is the one goroutine that writes. It takes all appends that wait, up
// to a bound, checks each against its stream and commits them together, so
// that one fsync serves many and one conflict fails nobody else.
//
// Any fault of the database stops the group it befell: everything remembered
// is dropped and the file is opened anew, at once or before the next append.
type writer struct {
	path   string
	log    *slog.Logger
	now    func() time.Time
	live   *live
	reader *reader

	queue   chan *request
	tasks   chan *task
	quit    chan struct{} // closed by stop
	stopped chan struct{} // closed when run has returned

	// Owned by the goroutine in run.
	engine     *engine // nil after a fault
	damaged    error   // why the file must not be opened again
	complained bool    // that it cannot be opened again
	heads      *cache[string, head]
	recent     *window
	next       events.Position
	nextStream int64
	group      group

	// commit is replaced by tests of failing disks.
	commit func(*engine) error
}

// head is where a stream stands: its number, how many events it has had, and
// whether it has ended.
type head struct {
	stream int64
	length events.Revision
	ended  bool
}

// group is what is committed together.
type group struct {
	requests []*request
	answers  []answer
	written  []store.Event
	began    bool
}

const (
	groupAppends = 512
	groupBytes   = 8 << 20
	// openTimeout bounds the opening of the file after a fault.
	openTimeout = 30 * time.Second
)

func newWriter(ctx context.Context, path string, o Options, eng *engine, live *live, rd *reader) (*writer, error) {
	w := &writer{
		path: path, log: o.Logger, now: o.Now, live: live, reader: rd,
		queue:   make(chan *request, o.Queue),
		tasks:   make(chan *task),
		quit:    make(chan struct{}),
		stopped: make(chan struct{}),
		heads:   newCache[string, head](o.CacheStreams),
		commit:  commitEngine,
	}
	if err := w.adopt(ctx, eng); err != nil {
		return nil, err
	}
	return w, nil
}

func commitEngine(e *engine) error {
	_, err := e.commit.Exec()
	return err
}

// append hands a request to the writer and waits for its answer.
func (w *writer) append(ctx context.Context, r *request, done <-chan struct{}) (store.Appended, error) {
	select {
	case <-done: // select would pick at random
		return store.Appended{}, store.ErrClosed
	default:
	}
	if err := ctx.Err(); err != nil {
		return store.Appended{}, err
	}
	select {
	case w.queue <- r:
	case <-ctx.Done():
		return store.Appended{}, ctx.Err()
	case <-done:
		return store.Appended{}, store.ErrClosed
	}
	select {
	case a := <-r.answer:
		return a.appended, a.err
	case <-ctx.Done():
		if r.giveUp() {
			return store.Appended{}, ctx.Err()
		}
		return store.Appended{}, fmt.Errorf("%w: %w", store.ErrAmbiguous, ctx.Err())
	case <-w.stopped:
	}
	select {
	case a := <-r.answer:
		return a.appended, a.err
	default:
		return store.Appended{}, store.ErrClosed // the writer never took it
	}
}

func (w *writer) run() {
	defer close(w.stopped)
	for {
		select {
		case <-w.quit:
			return
		case r := <-w.queue:
			w.gather(r)
			w.perform()
			w.revive()
		case t := <-w.tasks:
			t.done <- w.execute(t)
			w.revive()
		}
	}
}

// revive opens the file anew after a fault; otherwise it does nothing.
func (w *writer) revive() {
	if err := w.reopen(); err != nil && !w.complained {
		w.complained = true // once for every fault, not for every append
		w.log.Error("event log cannot be opened again, trying at every append", "error", err)
	}
}

// stop ends the writer after the group it is at.
func (w *writer) stop() {
	close(w.quit)
	<-w.stopped
}

// closeEngine is for the time after stop.
func (w *writer) closeEngine() error {
	if w.engine == nil {
		return nil
	}
	return w.engine.close()
}

// gather takes what waits in the queue, as far as it fits into one group.
func (w *writer) gather(first *request) {
	g := &w.group
	clear(g.requests)
	clear(g.answers)
	g.requests, g.answers, g.began, g.written = g.requests[:0], g.answers[:0], false, nil
	for r, bytes := first, 0; ; {
		if r.take() {
			g.requests = append(g.requests, r)
			g.answers = append(g.answers, answer{})
			bytes += r.bytes
		}
		if len(g.requests) >= groupAppends || bytes >= groupBytes {
			return
		}
		select {
		case r = <-w.queue:
		default:
			return
		}
	}
}

// perform decides, writes, commits, makes visible and answers one group, in
// this order.
func (w *writer) perform() {
	g := &w.group
	if len(g.requests) == 0 {
		return
	}
	if err := w.reopen(); err != nil {
		w.answerAll(func(answer) error { return err })
		return
	}
	for i, r := range g.requests {
		if fault := w.decide(r, &g.answers[i]); fault != nil {
			w.fail("write", fault)
			w.answerAll(func(answer) error { return unavailable(fault) })
			return
		}
	}
	if g.began {
		if fault := w.commit(w.engine); fault != nil {
			w.fail("commit", fault)
			w.answerAll(func(a answer) error {
				if a.err != nil { // refused in the light of what may not have been written
					return unavailable(fault)
				}
				if fault := classify(fault); !errors.Is(fault, ErrDiskFull) {
					return fmt.Errorf("%w: %w", store.ErrAmbiguous, fault)
				}
				// The last frame, which makes a commit of the others, found no room.
				return unavailable(fault)
			})
			return
		}
		w.live.publish(g.written)
	}
	w.answerAll(func(a answer) error { return a.err })
}

func (w *writer) answerAll(verdict func(answer) error) {
	for i, r := range w.group.requests {
		a := w.group.answers[i]
		if a.err = verdict(a); a.err != nil {
			a.appended = store.Appended{}
		}
		r.answer <- a
	}
}

func unavailable(err error) error {
	return fmt.Errorf("%w: %w", store.ErrUnavailable, classify(err))
}

// fail drops everything that may not be so any more.
func (w *writer) fail(during string, fault error) {
	w.log.Error("event log fault, opening the file anew", "during", during, "error", classify(fault))
	if w.group.began {
		// The connection is closed anyhow, which undoes what is not committed.
		_, _ = w.engine.rollback.Exec()
	}
	if err := w.engine.close(); err != nil {
		w.log.Warn("closing the event log after a fault", "error", err)
	}
	w.engine = nil
	w.heads.clear()
	w.reader.forget()
}

// reopen opens the file anew after a fault. Readers are shown what a failed
// commit wrote after all only once it is certainly on the disk.
func (w *writer) reopen() error {
	if w.engine != nil {
		return nil
	}
	if w.damaged != nil {
		return unavailable(w.damaged)
	}
	ctx, cancel := context.WithTimeout(context.Background(), openTimeout)
	defer cancel()
	if err := makeDurable(w.path + "-wal"); err != nil {
		return unavailable(err)
	}
	eng, err := openEngine(ctx, w.path)
	if err != nil {
		return unavailable(err)
	}
	if known := w.live.position(); eng.head < known {
		w.damaged = fmt.Errorf("%w: acknowledged events %d to %d are gone", ErrCorrupt, eng.head+1, known)
		w.log.Error("event log lost events, refusing to write", "error", w.damaged)
		return errors.Join(unavailable(w.damaged), eng.close())
	}
	if err := w.adopt(ctx, eng); err != nil {
		w.engine = nil
		return errors.Join(unavailable(err), eng.close())
	}
	w.live.reset(eng.head)
	w.complained = false
	w.log.Info("event log is open again", "position", eng.head)
	return nil
}

// adopt starts to work with an opened file.
func (w *writer) adopt(ctx context.Context, eng *engine) error {
	w.recent = newWindow()
	if err := eng.recentIDs(ctx, windowSize, w.recent.add); err != nil {
		return fmt.Errorf("read the last event ids: %w", err)
	}
	w.engine, w.next, w.nextStream = eng, eng.head+1, eng.lastStream+1
	return nil
}
