package nodes

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/events"
)

// Commands executes commands.
type Commands interface {
	Execute(ctx context.Context, env control.Envelope, cmd domain.Command) (control.Receipt, error)
}

// Watcher watches for nodes that fall silent and records when they become
// late, stale, or report again.
type Watcher struct {
	commands Commands
	log      *slog.Logger
	now      func() time.Time
	wake     chan struct{} // of one: there may be something to do earlier

	mu    sync.Mutex // guards watch; held for moments only
	watch node.Watch
}

// NewWatcher makes a Watcher; now is time.Now when nil.
func NewWatcher(commands Commands, log *slog.Logger, now func() time.Time) *Watcher {
	if now == nil {
		now = time.Now
	}
	return &Watcher{commands: commands, log: log, now: now, wake: make(chan struct{}, 1)}
}

// Expect starts watching a node that has not reported yet. recorded is the
// liveness that the log has for it.
func (w *Watcher) Expect(nodeID string, recorded events.Liveness, now time.Time) {
	w.mu.Lock()
	w.watch.Expect(nodeID, recorded, now)
	w.mu.Unlock()
	w.poke()
}

// Reported notes a report. It returns at once and needs no Run to be going.
func (w *Watcher) Reported(nodeID string, at time.Time) {
	w.mu.Lock()
	recovered := w.watch.Report(nodeID, at)
	w.mu.Unlock()
	if recovered {
		w.poke()
	}
}

// Resume is called before Run whenever others may have watched since it ended:
// what the log says is not known any more. Whoever calls it has the nodes
// expected again, as Recovery does.
func (w *Watcher) Resume() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.watch.Resume(w.now())
}

// Forget stops watching a node.
func (w *Watcher) Forget(nodeID string) {
	w.mu.Lock()
	w.watch.Forget(nodeID)
	w.mu.Unlock()
}

func (w *Watcher) poke() {
	select {
	case w.wake <- struct{}{}:
	default: // Run will look anyway
	}
}

// The longest that Run sleeps, and how long it waits after a failure to record.
const (
	longestSleep = time.Minute
	retryPause   = 5 * time.Second
)

// Run records changes until the context ends.
func (w *Watcher) Run(ctx context.Context) error {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-timer.C:
		case <-w.wake:
		}
		timer.Reset(w.recordDue(ctx))
	}
}

// recordDue records what is due and says how long there is nothing to do. All
// at once, for it may be every node of the deployment, and one whose stream
// cannot be written holds up no other.
func (w *Watcher) recordDue(ctx context.Context) time.Duration {
	w.mu.Lock()
	due := w.watch.Due(w.now())
	w.mu.Unlock()
	var group errgroup.Group
	group.SetLimit(recoverWide)
	for _, c := range due {
		group.Go(func() error {
			w.record(ctx, c)
			return nil
		})
	}
	_ = group.Wait() // what failed is due again
	w.mu.Lock()
	defer w.mu.Unlock()
	now := w.now()
	next, ok := w.watch.Next(now)
	if !ok {
		return longestSleep
	}
	return min(max(next.Sub(now), 0), longestSleep)
}

// record records a change. One that came to nothing is due again after a while,
// as long as it holds, so none is lost.
func (w *Watcher) record(ctx context.Context, c node.Change) {
	_, err := w.commands.Execute(ctx, bySystem(), node.ObserveLiveness{
		ID: c.NodeID, To: c.To, LastReportAt: c.LastReportAt.UTC(),
	})
	if domain.IsRefusal(err, domain.CodeNotFound) {
		w.Forget(c.NodeID)
		return
	}
	if err != nil {
		if ctx.Err() == nil {
			w.log.LogAttrs(ctx, slog.LevelError, "recording a node's liveness failed; it is tried again",
				slog.String("node", c.NodeID), slog.String("liveness", string(c.To)), slog.Any("error", err))
		}
		w.mu.Lock()
		defer w.mu.Unlock()
		w.watch.Postpone(c.NodeID, w.now().Add(retryPause))
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.watch.Recorded(c)
}
