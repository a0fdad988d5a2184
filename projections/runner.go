package projections

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// Limits of a batch, and of the wait before a broken subscription is opened
// again.
const (
	MaxBatch   = 2000
	MaxCollect = 50 * time.Millisecond
	minBackoff = 100 * time.Millisecond
	maxBackoff = 5 * time.Second
)

// Config is what a Runner needs.
type Config struct {
	Store store.Store
	// Committed, if set, is told of every batch that changed something, after
	// it was committed, in order, by the projection's own goroutine: it must
	// not block.
	Committed func(Committed)
	// Leases, if set, decide which of several processes applies events to the
	// rows of handlers that are Shared. Only that process tells Committed of
	// them; changes of other handlers, which every process folds for itself,
	// are told by all.
	Leases   Leases
	Log      *slog.Logger
	Handlers []Handler
}

// Committed is what a batch changed.
type Committed struct {
	Projection string
	Position   events.Position
	Changes    []Change
}

// Validate says what is missing.
func (c Config) Validate() error {
	if c.Store == nil || c.Log == nil {
		return errors.New("projections: store and log are required")
	}
	seen := map[string]bool{}
	for _, h := range c.Handlers {
		if seen[h.Name()] {
			return fmt.Errorf("projections: two handlers are named %q", h.Name())
		}
		seen[h.Name()] = true
	}
	return nil
}

// Runner owns the workers of all read models.
type Runner struct {
	config  Config
	workers []*worker
}

// New makes a runner; nothing starts before Run.
func New(config Config) (*Runner, error) {
	if err := config.Validate(); err != nil {
		return nil, err
	}
	r := &Runner{config: config}
	for _, h := range config.Handlers {
		r.workers = append(r.workers, newWorker(config, h))
	}
	return r, nil
}

// Run drives all read models until the context ends, and returns when all of
// their goroutines have. It is called once.
func (r *Runner) Run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	for _, w := range r.workers {
		group.Go(func() error { return w.run(ctx) })
		if b, ok := w.handler.(Background); ok {
			group.Go(func() error {
				if err := b.Run(ctx); err != nil && ctx.Err() == nil {
					return fmt.Errorf("projection %s: %w", w.handler.Name(), err)
				}
				return nil
			})
		}
	}
	return group.Wait()
}

// WaitFor returns when the queries of a read model reflect everything up to
// position. It fails with ErrParked when that cannot happen by itself, and
// with the context's error.
func (r *Runner) WaitFor(ctx context.Context, projection string, position events.Position) error {
	w, err := r.worker(projection)
	if err != nil {
		return err
	}
	return w.waitFor(ctx, position)
}

// WaitForAll is WaitFor over every read model.
func (r *Runner) WaitForAll(ctx context.Context, position events.Position) error {
	for _, w := range r.workers {
		if err := w.waitFor(ctx, position); err != nil {
			return err
		}
	}
	return nil
}

// Retry lets a parked read model try its event again.
func (r *Runner) Retry(projection string) error {
	w, err := r.worker(projection)
	if err != nil {
		return err
	}
	if h, ok := w.handler.(Shared); ok && w.config.Leases != nil && !w.leading() {
		ctx, cancel := context.WithTimeout(context.Background(), followTimeout)
		defer cancel()
		return h.Retry(ctx)
	}
	w.restart()
	return nil
}

// Rebuild folds the whole log again into rows beside those that are served,
// and returns when the new ones are. When the context ends earlier, the
// rebuild goes on all the same.
func (r *Runner) Rebuild(ctx context.Context, projection string) error {
	w, err := r.worker(projection)
	if err != nil {
		return err
	}
	b, ok := w.handler.(Rebuilder)
	if !ok {
		return fmt.Errorf("rebuild %s: %w", projection, ErrNotRebuildable)
	}
	if h, ok := w.handler.(Shared); ok && w.config.Leases != nil {
		return w.rebuildShared(ctx, h)
	}
	if err := b.Rebuild(ctx); err != nil {
		return fmt.Errorf("rebuild %s: %w", projection, err)
	}
	w.mu.Lock()
	begun := w.begun
	w.mu.Unlock()
	w.restart()
	return w.rebuilt(ctx, begun)
}

func (r *Runner) worker(projection string) (*worker, error) {
	for _, w := range r.workers {
		if w.handler.Name() == projection {
			return w, nil
		}
	}
	return nil, fmt.Errorf("%w: %q", ErrUnknownProjection, projection)
}
