package sql

import (
	"context"
	"fmt"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
)

// LeaseName implements projections.Shared. Programs of different versions have
// tables of their own, and so leases of their own.
func (h *Handler) LeaseName() string {
	return fmt.Sprintf("projection/%s/%d", h.p.Name(), h.p.Version())
}

// Lead implements projections.Shared.
func (h *Handler) Lead(lease projections.Lease) {
	h.lease = lease
	h.mu.Lock()
	defer h.mu.Unlock()
	h.leads, h.refused = lease != nil, false
	h.build = nil // until Open
}

// check makes sure that this process may write. A transaction begins with it.
func (h *Handler) check(ctx context.Context, w writer) error {
	if h.lease == nil {
		return nil
	}
	return h.lease.Check(ctx, w)
}

func (h *Handler) announce(ctx context.Context, w writer) error {
	if h.lease == nil {
		return nil
	}
	return h.lease.Announce(ctx, w)
}

// Follow implements projections.Shared.
func (h *Handler) Follow(ctx context.Context) (projections.Followed, error) {
	h.mu.RLock()
	refused := h.refused // before the rows are read, so that they have it too
	h.mu.RUnlock()
	var records []record
	err := h.db.View(ctx, func(r reader) (err error) {
		records, err = h.records(ctx, r)
		return err
	})
	if err != nil {
		return projections.Followed{}, fmt.Errorf("follow %s: %w", h.p.Name(), err)
	}
	own, serving := h.choose(records)
	h.read(serving)
	h.mu.RLock()
	defer h.mu.RUnlock()
	if own == nil {
		return projections.Followed{}, fmt.Errorf("follow %s: %w", h.p.Name(), projections.ErrNotReady)
	}
	seen := projections.Followed{
		Newest: own.number, Position: events.Position(own.position), // written by us
		Serving: serving == own, Live: own.live, Refused: refused,
	}
	if own.parked != nil {
		seen.Parked = *own.parked
	}
	if h.leads && h.build != nil {
		seen.Written = h.build.number
	}
	return seen, nil
}

// read makes queries of a process that does not lead read other tables. It
// waits for those that run only when there are any.
func (h *Handler) read(rec *record) {
	h.mu.RLock()
	current := h.leads || h.build == nil && h.serve == h.same(h.serve, rec)
	h.mu.RUnlock()
	if current {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.leads {
		h.serve, h.build = h.same(h.serve, rec), nil
	}
}

// same is the generation of a record; g itself when it is that already, since
// it has its statements ready.
func (h *Handler) same(g *generation, rec *record) *generation {
	switch {
	case rec == nil:
		return nil
	case g != nil && g.version == rec.version && g.number == rec.number:
		return g
	default:
		return h.generation(rec.version, rec.number, rec.tables)
	}
}

// Retry implements projections.Shared: a leader that finds the reason gone
// tries again.
func (h *Handler) Retry(ctx context.Context) error {
	err := h.db.Update(ctx, func(w writer) error {
		w.Queue(ctx, `UPDATE parley_projections SET parked = NULL WHERE name = $1 AND version = $2`, h.p.Name(), h.p.Version())
		return w.Flush(ctx)
	})
	if err != nil {
		return fmt.Errorf("retry %s: %w", h.p.Name(), err)
	}
	return nil
}
