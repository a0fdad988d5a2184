package graph

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
)

func (r *queryResolver) LiveView(ctx context.Context, minPosition *events.Position) (*model.LiveViewSnapshot, error) {
	return r.liveViewNow(ctx, minPosition)
}

func (r *subscriptionResolver) LiveView(ctx context.Context, _ *events.Position, _ model.Pace) (<-chan model.LiveViewEvent, error) {
	return feedOf[model.LiveViewEvent](ctx)
}
