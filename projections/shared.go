package projections

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/internal/sqldb"
)

// Lease is the right to apply events to rows that several processes share.
type Lease interface {
	// Check fails, in the transaction, when the right is not this process's
	// any more. Nobody gets it before the transaction has ended.
	Check(ctx context.Context, tx sqldb.Tx) error
	// Announce wakes the processes that follow when the transaction commits.
	Announce(ctx context.Context, tx sqldb.Tx) error
}

// Leases give the right to one process at a time.
type Leases interface {
	// Hold does work while this process has the right of that name, again and
	// again until ctx ends. The work's context ends before another process can
	// have it.
	Hold(ctx context.Context, name string, work func(context.Context, Lease) error) error
	// Announced receives when somebody announced something about a name, or
	// when that may have been missed.
	Announced(name string) <-chan struct{}
}

// Shared is a handler whose rows several processes share. One of them, the
// leader, applies events: it holds the lease. The others serve the rows and
// follow the checkpoint; Follow may be called beside all other methods.
type Shared interface {
	Handler
	Rebuilder
	// LeaseName is of the rows that this handler writes.
	LeaseName() string
	// Lead says whose right the following Open, Commit, Parked and Reset use;
	// nil when it has ended.
	Lead(lease Lease)
	// Follow looks where the rows stand. While this process does not lead,
	// queries read the rows that it found.
	Follow(ctx context.Context) (Followed, error)
	// Retry asks the leader to try again the event at which it is parked.
	Retry(ctx context.Context) error
}

// Followed is where shared rows stand.
type Followed struct {
	Newest   int64           // number of the newest set of tables
	Written  int64           // of the set that this process writes; 0 when it does not
	Position events.Position // how far they are
	Serving  bool            // queries read them
	Live     bool            // they have reached the log's end at least once
	Parked   string          // why the leader is parked, or empty
	Refused  bool            // this process leads and has written why it is parked
}

// How often those who follow look by themselves, and the leader for what others
// ask of it.
const (
	followEvery   = 100 * time.Millisecond
	attendEvery   = time.Second
	followTimeout = 5 * time.Second
)

// share is what a worker knows of rows that it shares.
type share struct {
	leading bool
	newest  int64 // set of tables, as seen last by a follower
}

// shared is how the worker does when other processes work on the same rows.
func (w *worker) shared(ctx context.Context, h Shared) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		return w.config.Leases.Hold(ctx, h.LeaseName(), func(ctx context.Context, lease Lease) error {
			h.Lead(lease)
			w.update(func() { w.share.leading = true })
			defer func() {
				h.Lead(nil)
				w.update(func() { w.share.leading = false })
			}()
			return w.lead(ctx)
		})
	})
	group.Go(func() error { return w.follow(ctx, h) })
	return group.Wait()
}

// follow looks where the rows stand, when woken and now and then.
func (w *worker) follow(ctx context.Context, h Shared) error {
	wake := w.config.Leases.Announced(h.LeaseName())
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-wake:
		case <-timer.C:
		}
		w.look(ctx, h)
		pause := followEvery
		if w.leading() {
			pause = attendEvery
		}
		timer.Reset(pause)
	}
}

func (w *worker) leading() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.share.leading
}

func (w *worker) look(ctx context.Context, h Shared) {
	call, cancel := context.WithTimeout(ctx, followTimeout)
	defer cancel()
	seen, err := h.Follow(call)
	if ctx.Err() != nil {
		return
	}
	w.mu.Lock()
	leading, changed := w.share.leading, w.differs(seen, err)
	w.mu.Unlock()
	switch {
	case leading && err == nil:
		w.attend(seen)
	case !leading && changed:
		w.update(func() { w.adopt(seen, err) })
	}
}

// differs says whether a follower has news. The caller holds mu.
func (w *worker) differs(seen Followed, err error) bool {
	if err != nil || w.err != nil {
		return true
	}
	live := w.state == Live
	return seen.Newest != w.share.newest || seen.Position != w.position || seen.Serving != w.serving || seen.Live != live || seen.Parked != ""
}

// adopt makes what was seen the follower's own state. The caller holds mu.
func (w *worker) adopt(seen Followed, err error) {
	if w.share.leading { // meanwhile
		return
	}
	if err != nil {
		w.state, w.err = CatchingUp, err
		return
	}
	if w.open == 0 || seen.Newest > w.share.newest { // what follows counts like a session
		w.begun++
		w.open = w.begun
	}
	w.share.newest, w.position, w.serving = seen.Newest, seen.Position, seen.Serving
	w.state, w.err, w.parked = CatchingUp, nil, nil
	switch {
	case seen.Parked != "":
		parked := errors.New(seen.Parked)
		w.state, w.err, w.parked = Parked, parked, parked
	case seen.Live:
		w.state = Live
	}
}

// attend does what others asked of the leader: to rebuild, for which there are
// newer tables, or to retry, for which the reason why it is parked is gone.
func (w *worker) attend(seen Followed) {
	w.mu.Lock()
	rebuild := seen.Written != 0 && seen.Newest > seen.Written
	retry := w.parked != nil && seen.Refused && seen.Parked == ""
	w.share.newest = seen.Newest
	w.mu.Unlock()
	if rebuild || retry {
		w.restart()
	}
}

// rebuildShared makes new tables, which the leader, here or elsewhere, folds,
// and waits until they are served.
func (w *worker) rebuildShared(ctx context.Context, h Shared) error {
	before, err := h.Follow(ctx)
	if err != nil {
		return err
	}
	begun := w.sessions() // before the new tables can be seen
	if err := h.Rebuild(ctx); err != nil {
		return fmt.Errorf("rebuild %s: %w", w.handler.Name(), err)
	}
	return w.wait(ctx, "its rebuild", begun, func() bool {
		return w.share.newest > before.Newest && w.state == Live && w.serving
	})
}

func (w *worker) sessions() uint64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.begun
}
