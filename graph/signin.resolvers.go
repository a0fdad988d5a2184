package graph

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
)

func (r *queryResolver) SignInSettings(ctx context.Context, minPosition *events.Position) (*model.SignInSettings, error) {
	return r.signInSettingsAt(ctx, minPosition)
}

func (r *mutationResolver) SignInSettingsUpdate(ctx context.Context, input model.SignInSettingsUpdateInput) (*model.SignInSettingsUpdatePayload, error) {
	return r.updateSignInSettings(ctx, input)
}

func (r *mutationResolver) SignInSettingsTest(ctx context.Context, input model.SignInSettingsTestInput) (*model.SignInSettingsTestPayload, error) {
	return r.testSignInSettings(ctx, input)
}
