package projections

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// Handler is one read model. All methods but Name and Filter are called by
// one goroutine at a time.
type Handler interface {
	// Name identifies the read model: lower-case letters only.
	Name() string
	// Filter selects the events it wants.
	Filter() store.Filter
	// Open prepares it and says after which position to read on. It is called
	// at the start and after every failure.
	Open(ctx context.Context) (events.Position, error)
	// Commit applies a batch and remembers Through: rows and checkpoint
	// together. It returns a *Poison when it cannot apply an event; then all
	// events before that one are applied and nothing else. After any other
	// error the next Open says how far the batch was applied; the changes of
	// that part are returned beside the error.
	Commit(ctx context.Context, batch Batch) ([]Change, error)
	// Reset forgets everything: the log is not the one it was folded from.
	Reset(ctx context.Context) error
}

// Batch is a part of the log for one handler.
type Batch struct {
	Events  []events.Recorded
	Through events.Position // everything up to here was considered
	Live    bool            // Through was the end of the log
}

// Change names one row that a batch changed.
type Change struct {
	Kind    string
	ID      string
	Removed bool
}

// Poison is an event that a handler cannot apply.
type Poison struct {
	Position events.Position
	Type     string
	Err      error
}

func (p *Poison) Error() string {
	return fmt.Sprintf("event %s at position %s: %v", p.Type, p.Position, p.Err)
}

// Unwrap gives the reason.
func (p *Poison) Unwrap() error { return p.Err }

// Sentinels, compared with errors.Is.
var (
	ErrUnknownProjection = errors.New("no such projection")
	ErrNotRebuildable    = errors.New("projection is folded at every start: nothing to rebuild")
	ErrParked            = errors.New("projection is parked")
	ErrNotReady          = errors.New("read model is not open yet")
	ErrNotFound          = errors.New("no such row")
	ErrCursor            = errors.New("malformed cursor")
	ErrPageSize          = errors.New("page size out of range")
)

// Server is a handler that may be working on rows which it does not serve
// yet, because it rebuilds them beside the old ones.
type Server interface {
	// Serving says that queries see what Commit last wrote.
	Serving() bool
}

// Rebuilder is a handler that can fold the whole log again beside the rows
// that it serves.
type Rebuilder interface {
	// Rebuild makes the next Open start at the beginning of the log.
	Rebuild(ctx context.Context) error
}

// Parker is a handler that wants to know that it was parked.
type Parker interface {
	Parked(ctx context.Context, poison *Poison)
}

// Background is a handler with work of its own, beside the log. The Runner
// runs it next to the handler's worker.
type Background interface {
	Run(ctx context.Context) error
}

// panicError is a panic of a handler. Its stack is for the log, not for those
// who ask how a read model is.
type panicError struct {
	value any
	stack []byte
}

func (p *panicError) Error() string { return fmt.Sprintf("handler panicked: %v", p.value) }

// Safely calls f and turns a panic into an error: one malformed event must
// not end the process and the read models that can apply it.
func Safely(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &panicError{value: r, stack: debug.Stack()}
		}
	}()
	return f()
}

// Fold applies a batch to a read model in memory: one event after the other,
// with a Poison at the first that fails.
func Fold(batch Batch, apply func(events.Recorded) ([]Change, error)) ([]Change, error) {
	var all []Change
	for _, e := range batch.Events {
		var changes []Change
		err := Safely(func() (err error) {
			changes, err = apply(e)
			return err
		})
		if err != nil {
			return all, &Poison{Position: e.Position, Type: e.Type, Err: err}
		}
		all = append(all, changes...)
	}
	return all, nil
}
