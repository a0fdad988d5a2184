package graph

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
)

func (r *queryResolver) GlobalSettings(ctx context.Context, minPosition *events.Position) (*model.GlobalSettings, error) {
	return r.globalSettings(ctx, minPosition)
}

func (r *queryResolver) SignInPage(ctx context.Context) (*model.SignInPage, error) {
	return r.signInPage(ctx)
}

func (r *mutationResolver) GlobalSettingsUpdate(ctx context.Context, input model.GlobalSettingsUpdateInput) (*model.GlobalSettingsUpdatePayload, error) {
	return r.updateSettings(ctx, input)
}
