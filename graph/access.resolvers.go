package graph

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
)

func (r *queryResolver) Administrators(ctx context.Context, first int, after *string, filter *model.AdministratorFilter, orderBy *model.AdministratorOrder, minPosition *events.Position) (*model.AdministratorConnection, error) {
	return r.administrators(ctx, first, after, filter, orderBy, minPosition)
}

func (r *queryResolver) APITokens(ctx context.Context, first int, after *string, filter *model.APITokenFilter, orderBy *model.APITokenOrder, minPosition *events.Position) (*model.APITokenConnection, error) {
	return r.tokens(ctx, first, after, filter, orderBy, minPosition)
}

func (r *queryResolver) Sessions(ctx context.Context, first int, after *string, filter *model.SessionFilter, minPosition *events.Position) (*model.SessionConnection, error) {
	return r.sessions(ctx, first, after, filter, minPosition)
}

func (r *mutationResolver) AdministratorUnlock(ctx context.Context, input model.AdministratorUnlockInput) (*model.AdministratorUnlockPayload, error) {
	return r.unlock(ctx, input)
}

func (r *mutationResolver) SessionEnd(ctx context.Context, input model.SessionEndInput) (*model.SessionEndPayload, error) {
	return r.endSession(ctx, input)
}

func (r *mutationResolver) APITokenUpdate(ctx context.Context, input model.APITokenUpdateInput) (*model.APITokenUpdatePayload, error) {
	return r.updateToken(ctx, input)
}

func (r *mutationResolver) AdministratorCreate(ctx context.Context, input model.AdministratorCreateInput) (*model.AdministratorCreatePayload, error) {
	return r.createAdministrator(ctx, input)
}

func (r *mutationResolver) AdministratorUpdate(ctx context.Context, input model.AdministratorUpdateInput) (*model.AdministratorUpdatePayload, error) {
	return r.updateAdministrator(ctx, input)
}

func (r *mutationResolver) AdministratorSetPassword(ctx context.Context, input model.AdministratorSetPasswordInput) (*model.AdministratorSetPasswordPayload, error) {
	return r.setPassword(ctx, input)
}

func (r *mutationResolver) AdministratorRemove(ctx context.Context, input model.AdministratorRemoveInput) (*model.AdministratorRemovePayload, error) {
	return r.removeAdministrator(ctx, input)
}

func (r *mutationResolver) APITokenCreate(ctx context.Context, input model.APITokenCreateInput) (*model.APITokenCreatePayload, error) {
	return r.createToken(ctx, input)
}

func (r *mutationResolver) APITokenRevoke(ctx context.Context, input model.APITokenRevokeInput) (*model.APITokenRevokePayload, error) {
	return r.revokeToken(ctx, input)
}
