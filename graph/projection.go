package graph

import (
	"context"
	"errors"
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections"
)

// rebuildTime is how long an order to rebuild is waited for. The rebuild goes
// on afterwards; small read models are done before.
const rebuildTime = 2 * time.Second

func (r *Resolver) projectionHealth(ctx context.Context) ([]*model.Projection, error) {
	return convert(r.Deps.Projections.Status(ctx), r.modelProjection), nil
}

func (r *Resolver) modelProjection(s projections.Status) *model.Projection {
	out := &model.Projection{
		Name: s.Name, Position: s.Position, Lag: s.Lag, State: model.ProjectionState(s.State), Error: s.Error,
		EventsPerSecond: s.Rate, Leader: r.Deps.Projections.Leads(s.Name),
	}
	if s.LagTime != nil {
		seconds := s.LagTime.Seconds()
		out.LagSeconds = &seconds
	}
	if b := s.Rebuilding; b != nil {
		out.Rebuilding = &model.ProjectionRebuilding{Position: b.Position, Target: b.Target}
	}
	return out
}

func (r *Resolver) rebuildProjection(ctx context.Context, in model.ProjectionRebuildInput) (*model.ProjectionRebuildPayload, error) {
	patience, cancel := context.WithTimeout(ctx, rebuildTime)
	defer cancel()
	err := r.Deps.Projections.Rebuild(patience, in.Name)
	if ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded) {
		err = nil // it is on its way
	}
	row, refusals, err := r.ordered(ctx, in.Name, "rebuild", err)
	return &model.ProjectionRebuildPayload{Projection: row, UserErrors: refusals}, err
}

func (r *Resolver) retryProjection(ctx context.Context, in model.ProjectionRetryInput) (*model.ProjectionRetryPayload, error) {
	row, refusals, err := r.ordered(ctx, in.Name, "retry", r.Deps.Projections.Retry(in.Name))
	return &model.ProjectionRetryPayload{Projection: row, UserErrors: refusals}, err
}

// ordered is what became of an order to a read model. Such orders are not
// events: they change nothing that the log tells.
func (r *Resolver) ordered(ctx context.Context, name, order string, err error) (*model.Projection, []*model.UserError, error) {
	switch {
	case errors.Is(err, projections.ErrUnknownProjection):
		err = domain.Refuse(domain.CodeNotFound, "There is no such read model.", "name")
	case errors.Is(err, projections.ErrNotRebuildable):
		err = domain.Refuse(domain.CodeNotAllowed, "This read model is in memory and folded at every start; there is nothing to rebuild.", "name")
	}
	refusals, err := userErrors(err)
	if err != nil || len(refusals) > 0 {
		return nil, refusals, err
	}
	call := plainEnvelope(ctx)
	r.Log.InfoContext(ctx, "order to a read model", "order", order, "projection", name, "by", call.Actor.Name, "source", call.Source, "trace", call.Correlation)
	for _, s := range r.Deps.Projections.Status(ctx) {
		if s.Name == name {
			return r.modelProjection(s), refusals, nil
		}
	}
	return nil, refusals, nil
}
