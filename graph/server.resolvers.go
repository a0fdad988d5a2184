package graph

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
)

func (r *queryResolver) Node(ctx context.Context, id string, minPosition *events.Position) (model.Node, error) {
	return r.anyNode(ctx, id, minPosition)
}

func (r *queryResolver) Viewer(ctx context.Context) (*model.Viewer, error) {
	return r.viewer(ctx)
}

func (r *queryResolver) Server(ctx context.Context) (*model.Server, error) {
	return r.serverInfo(ctx)
}

func (r *queryResolver) Projections(ctx context.Context) ([]*model.Projection, error) {
	return r.projectionHealth(ctx)
}

func (r *mutationResolver) SignIn(ctx context.Context, input model.SignInInput) (*model.SignInPayload, error) {
	return r.signIn(ctx, input)
}

func (r *mutationResolver) SignOut(ctx context.Context) (*model.SignOutPayload, error) {
	return r.signOut(ctx)
}

func (r *mutationResolver) ProjectionRebuild(ctx context.Context, input model.ProjectionRebuildInput) (*model.ProjectionRebuildPayload, error) {
	return r.rebuildProjection(ctx, input)
}

func (r *mutationResolver) ProjectionRetry(ctx context.Context, input model.ProjectionRetryInput) (*model.ProjectionRetryPayload, error) {
	return r.retryProjection(ctx, input)
}
