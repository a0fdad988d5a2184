package sql

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/projections"
)

// Projection folds events into tables.
type Projection interface {
	Name() string
	// Version is raised whenever old events would now give other rows, or Schema
	// makes other tables: the tables of a version are found again by it.
	Version() int64
	Filter() store.Filter
	// Tables are the names written {name} in statements.
	Tables() []string
	// Schema makes the tables and their indexes.
	Schema() []string
	// Apply queues the statements of one event. It depends on the event and
	// on rows only: no clock, no randomness, no memory of its own.
	Apply(ctx context.Context, tx *Tx, e events.Recorded) ([]projections.Change, error)
}

// Batched is a Projection that remembers, from the first event of a batch to
// the last, what it has read and what it will write, so that it need not ask the
// database for every event.
type Batched interface {
	// Begin reads what the events will need. Its Batch is used for them only, in
	// their order, and in one transaction.
	Begin(ctx context.Context, tx *Tx, list []events.Recorded) (Batch, error)
}

// Batch folds the events of one batch. Apply is that of Projection; End queues
// what was put off.
type Batch interface {
	Apply(ctx context.Context, tx *Tx, e events.Recorded) ([]projections.Change, error)
	End(ctx context.Context, tx *Tx) error
}

// ApplyOne is the Apply of a Batched projection: a batch of one event.
func ApplyOne(ctx context.Context, tx *Tx, p Batched, e events.Recorded) ([]projections.Change, error) {
	b, err := p.Begin(ctx, tx, []events.Recorded{e})
	if err != nil {
		return nil, err
	}
	changes, err := b.Apply(ctx, tx, e)
	if err != nil {
		return nil, err
	}
	return changes, b.End(ctx, tx)
}

// saveEvery is how often a checkpoint is written that no row came with:
// reading over foreign events again costs little.
const saveEvery = 10 * time.Second

// dropAfter is how long tables that are not served any more are kept when other
// processes may still read them: longer than a query may take.
const dropAfter = 30 * time.Second

var errFenced = errors.New("another process has moved the checkpoint")

// Handler drives a Projection for a runner and lets queries read its rows.
type Handler struct {
	db *DB
	p  Projection

	// Owned by the runner's goroutine.
	position events.Position
	savedAt  time.Time
	stale    bool // older tables are still there, to be dropped when live
	staleAt  time.Time
	live     bool              // the checkpoint says that the log's end was reached
	lease    projections.Lease // to write rows that others share; nil: they are not shared

	// mu is held for reading while a query runs, so that no table is dropped
	// under it.
	mu      sync.RWMutex
	build   *generation // written by Commit
	serve   *generation // read by View
	leads   bool        // lease is set: what is read follows what is written
	refused bool        // the reason why the leader is parked is in its row
}

// NewHandler makes the handler of a projection; it touches nothing before Open.
func NewHandler(db *DB, p Projection) *Handler { return &Handler{db: db, p: p} }

// Name implements projections.Handler.
func (h *Handler) Name() string { return h.p.Name() }

// Filter implements projections.Handler.
func (h *Handler) Filter() store.Filter { return h.p.Filter() }

// Shape is the projection's version, and a digest of the tables that it makes.
func (h *Handler) Shape() (version int64, digest string) {
	sum := sha256.New()
	for _, list := range [][]string{h.p.Tables(), h.p.Schema()} {
		for _, s := range list {
			_, _ = fmt.Fprintf(sum, "%q\n", s) // a hash fails never
		}
	}
	return h.p.Version(), hex.EncodeToString(sum.Sum(nil))
}

// Serving implements projections.Server.
func (h *Handler) Serving() bool {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.build != nil && h.build == h.serve
}

// Generation stands for the tables that are served, to be compared: it is
// another one when others are. nil while there are none, or they are being
// exchanged; it does not wait for that.
func (h *Handler) Generation() any {
	if !h.mu.TryRLock() {
		return nil
	}
	defer h.mu.RUnlock()
	if h.serve == nil {
		return nil
	}
	return h.serve
}

// View runs queries in one read transaction on the rows that are served.
func (h *Handler) View(ctx context.Context, f func(*Reader) error) error {
	h.mu.RLock()
	defer h.mu.RUnlock()
	if h.serve == nil {
		return fmt.Errorf("query %s: %w", h.p.Name(), projections.ErrNotReady)
	}
	return h.db.View(ctx, func(r reader) error { return f(&Reader{r: r, generation: h.serve}) })
}

// Commit implements projections.Handler.
func (h *Handler) Commit(ctx context.Context, batch projections.Batch) ([]projections.Change, error) {
	flip := batch.Live && (h.disposable() || !h.Serving())
	if len(batch.Events) == 0 && !flip && !h.due(batch) {
		return nil, nil
	}
	h.live = h.live || batch.Live
	changes, err := h.write(ctx, batch.Events, batch.Through)
	if err != nil && h.byEvent(err) {
		changes, err = h.oneByOne(ctx, batch)
	}
	if err != nil {
		return changes, err
	}
	if flip {
		err = h.flip(ctx)
	}
	return changes, err
}

// due says whether a checkpoint is to be written that no row came with. Those
// who share the rows learn from it how far they are.
func (h *Handler) due(batch projections.Batch) bool {
	if h.lease != nil && (batch.Through > h.position || batch.Live && !h.live) {
		return true
	}
	return time.Since(h.savedAt) >= saveEvery
}

// disposable says that older tables can go.
func (h *Handler) disposable() bool {
	return h.stale && (h.lease == nil || time.Since(h.staleAt) >= dropAfter)
}

// applyError is a failure of Apply itself, or of the data it made.
type applyError struct{ error }

func (e applyError) Unwrap() error { return e.error }

func (h *Handler) byEvent(err error) bool {
	var apply applyError
	return errors.As(err, &apply) || h.db.Permanent(err)
}

// oneByOne finds out which event of a failed batch is at fault; those before
// it are committed.
func (h *Handler) oneByOne(ctx context.Context, batch projections.Batch) ([]projections.Change, error) {
	var all []projections.Change
	for _, e := range batch.Events {
		changes, err := h.write(ctx, []events.Recorded{e}, e.Position)
		if err != nil {
			if h.byEvent(err) {
				err = &projections.Poison{Position: e.Position, Type: e.Type, Err: err}
			}
			return all, err
		}
		all = append(all, changes...)
	}
	_, err := h.write(ctx, nil, batch.Through)
	return all, err
}

// write applies events and moves the checkpoint, in one transaction.
func (h *Handler) write(ctx context.Context, list []events.Recorded, through events.Position) ([]projections.Change, error) {
	h.mu.RLock()
	g := h.build
	h.mu.RUnlock()
	var all []projections.Change
	err := h.db.Update(ctx, func(w writer) error {
		all = all[:0]
		tx := &Tx{w: w, generation: g}
		if err := h.check(ctx, w); err != nil {
			return err
		}
		if h.db.Shared() {
			// PostgreSQL makes its plans while the tables are empty, when reading
			// all of one is cheapest, and keeps them when they have grown.
			w.Queue(ctx, "SET LOCAL enable_seqscan = off")
		}
		if err := h.checkpoint(ctx, tx, through); err != nil {
			return err
		}
		var err error
		if all, err = h.apply(ctx, tx, list, all); err != nil {
			return err
		}
		if err := h.announce(ctx, w); err != nil {
			return err
		}
		return w.Flush(ctx)
	})
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", h.p.Name(), err)
	}
	h.position, h.savedAt = through, time.Now()
	return all, nil
}

// apply folds events into the rows. Whatever fails is the events' doing unless
// the database says that it is its own.
func (h *Handler) apply(ctx context.Context, tx *Tx, list []events.Recorded, all []projections.Change) ([]projections.Change, error) {
	err := projections.Safely(func() error {
		var batch Batch = single{h.p}
		if b, ok := h.p.(Batched); ok && len(list) > 0 {
			var err error
			if batch, err = b.Begin(ctx, tx, list); err != nil {
				return err
			}
		}
		for i := range list {
			changes, err := batch.Apply(ctx, tx, list[i])
			if err != nil {
				return err
			}
			all = append(all, changes...)
		}
		return batch.End(ctx, tx)
	})
	switch {
	case err == nil:
		return all, nil
	case tx.failed != nil: // the database's doing, not the event's
		return nil, tx.failed
	default:
		return nil, applyError{err}
	}
}

// single is the batch of a Projection that puts nothing off.
type single struct{ Projection }

func (single) End(context.Context, *Tx) error { return nil }

// checkpoint moves the checkpoint from where this handler left it. On
// PostgreSQL it also locks the row, so that a second process waits and then
// finds itself fenced off.
func (h *Handler) checkpoint(ctx context.Context, tx *Tx, through events.Position) error {
	var position int64
	found, err := tx.Get(ctx, `UPDATE parley_projections SET position = $1, parked = NULL, live = $6
		WHERE name = $2 AND version = $3 AND generation = $4 AND position = $5 RETURNING position`,
		[]any{int64(through), h.p.Name(), tx.generation.version, tx.generation.number, int64(h.position), h.live}, &position) // positions fit
	if err != nil {
		return err
	}
	if !found {
		return errFenced
	}
	return nil
}

// Parked implements projections.Parker: the reason is kept with the
// checkpoint for whoever looks into the database.
func (h *Handler) Parked(ctx context.Context, poison *projections.Poison) {
	h.mu.RLock()
	g := h.build
	h.mu.RUnlock()
	if g == nil {
		return
	}
	err := h.db.Update(ctx, func(w writer) error { // for information only
		if err := errors.Join(h.check(ctx, w), h.announce(ctx, w)); err != nil {
			return err
		}
		w.Queue(ctx, `UPDATE parley_projections SET parked = $1 WHERE name = $2 AND version = $3 AND generation = $4`,
			poison.Error(), h.p.Name(), g.version, g.number)
		return w.Flush(ctx)
	})
	h.mu.Lock()
	defer h.mu.Unlock()
	h.refused = err == nil && h.leads
}
