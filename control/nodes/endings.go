package nodes

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/conference"
)

// ReasonNodeRemoved is why nodes left conferences, and conferences ended, whose
// record was removed.
const ReasonNodeRemoved = "node-removed"

// Orphans finds conferences that wait, as far as the log knows, for nodes whose
// record is gone; package references does.
type Orphans interface {
	Orphans(ctx context.Context) ([]conference.Release, error)
}

// Endings releases, in the log, what nobody else will: the conferences of nodes
// whose record was removed. One that has no other node ends.
//
// A node that is merely silent is another matter. Calls do not depend on the
// control plane, so its conferences may well go on, and their end is in its
// outbox. However long it stays away they count as running, and the node is
// shown as stale beside them; whoever knows that it will not come back removes
// its record, and that ends them.
type Endings struct {
	commands Commands
	orphans  Orphans
	log      *slog.Logger
	wake     chan struct{} // of one: look now
}

// NewEndings makes an Endings.
func NewEndings(commands Commands, orphans Orphans, log *slog.Logger) *Endings {
	return &Endings{commands: commands, orphans: orphans, log: log, wake: make(chan struct{}, 1)}
}

// Wake says that a node's record was removed. It returns at once.
func (e *Endings) Wake() {
	select {
	case e.wake <- struct{}{}:
	default: // Run will look anyway
	}
}

// lookPause is how often it is looked: what other nodes have to say of a node that
// was removed may wait in their outboxes, and makes an orphan when it comes. A look
// reads only what is new in the log.
const lookPause = 2 * time.Second

// Run ends what is to be ended until the context ends: at the start, whenever
// it is woken, and every few seconds.
func (e *Endings) Run(ctx context.Context) error {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-timer.C:
		case <-e.wake:
		}
		pause := lookPause
		if !e.endAll(ctx) {
			pause = retryPause
		}
		timer.Reset(pause)
	}
}

// endAll reports false when something is left to be tried again.
func (e *Endings) endAll(ctx context.Context) bool {
	due, err := e.orphans.Orphans(ctx)
	if err != nil {
		e.failed(ctx, "", err)
		return false
	}
	var failed atomic.Bool
	var group errgroup.Group
	group.SetLimit(recoverWide)
	for _, release := range due {
		release.Reason = ReasonNodeRemoved
		group.Go(func() error {
			_, err := e.commands.Execute(ctx, bySystem(), release)
			if err != nil && !domain.IsRefusal(err, domain.CodeNotFound) {
				e.failed(ctx, release.ID, err)
				failed.Store(true)
			}
			return nil
		})
	}
	_ = group.Wait() // what failed is due again
	return !failed.Load()
}

func (e *Endings) failed(ctx context.Context, conferenceID string, err error) {
	if ctx.Err() != nil {
		return
	}
	e.log.LogAttrs(ctx, slog.LevelError, "ending the conferences of removed nodes failed; it is tried again",
		slog.String("conference", conferenceID), slog.Any("error", err))
}
