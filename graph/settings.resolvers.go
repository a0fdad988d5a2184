package graph

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
)

func (r *queryResolver) GlobalSettings(ctx context.Context, minPosition *events.Position) (*model.GlobalSettings, error) {
	return r.globalSettings(ctx, minPosition)
}

func (r *mutationResolver) GlobalSettingsUpdate(ctx context.Context, input model.GlobalSettingsUpdateInput) (*model.GlobalSettingsUpdatePayload, error) {
	return r.updateSettings(ctx, input)
}
