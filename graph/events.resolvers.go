package graph

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
)

func (r *queryResolver) Events(ctx context.Context, first int, after *string, filter *model.EventFilter) (*model.EventConnection, error) {
	return r.eventPage(ctx, first, after, filter)
}

func (r *queryResolver) Event(ctx context.Context, position events.Position) (*model.Event, error) {
	return r.eventAt(ctx, position)
}

func (r *queryResolver) EventLog(ctx context.Context) (*model.EventLog, error) {
	return r.describeLog(ctx)
}

func (r *subscriptionResolver) Events(ctx context.Context, _ *events.Position, _ *model.EventFilter) (<-chan model.EventMessage, error) {
	return feedOf[model.EventMessage](ctx)
}
