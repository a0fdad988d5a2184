package sqlite

import (
	"context"
	"fmt"

	"github.com/parley-video/parley/events/store"
)

// task is something else than an append that the writer does between groups.
type task struct {
	do   func(*engine) (began bool, err error)
	done chan error // holds one, so that the writer never waits
}

// exclusive has the writer do something. Where that began a transaction, the
// writer commits it; a fault is treated like that of an append. Once begun it
// is finished, whatever the context says.
func (w *writer) exclusive(ctx context.Context, closed <-chan struct{}, do func(*engine) (began bool, err error)) error {
	t := &task{do: do, done: make(chan error, 1)}
	select {
	case <-closed: // select would pick at random
		return store.ErrClosed
	default:
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case w.tasks <- t:
	case <-ctx.Done():
		return ctx.Err()
	case <-closed:
		return store.ErrClosed
	}
	return <-t.done
}

func (w *writer) execute(t *task) error {
	if err := w.reopen(); err != nil {
		return err
	}
	began, err := t.do(w.engine)
	if err == nil && began {
		err = w.commit(w.engine)
	}
	if err != nil {
		w.group.began = began
		w.fail("scavenge", err)
		return fmt.Errorf("%w: %w", store.ErrUnavailable, classify(err))
	}
	return nil
}
