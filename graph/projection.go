package graph

import (
	"context"

	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections"
)

func (r *Resolver) projectionHealth(ctx context.Context) ([]*model.Projection, error) {
	return convert(r.Deps.Projections.Status(ctx), modelProjection), nil
}

func modelProjection(s projections.Status) *model.Projection {
	return &model.Projection{
		Name: s.Name, Position: s.Position, Lag: s.Lag, State: model.ProjectionState(s.State), Error: s.Error, Leader: true,
	}
}

func (r *Resolver) rebuildProjection(context.Context, model.ProjectionRebuildInput) (*model.ProjectionRebuildPayload, error) {
	return nil, errNotWired
}

func (r *Resolver) retryProjection(context.Context, model.ProjectionRetryInput) (*model.ProjectionRetryPayload, error) {
	return nil, errNotWired
}
