package graph

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
)

func (r *queryResolver) CloudAccounts(ctx context.Context, first int, after *string, filter *model.CloudAccountFilter, orderBy *model.CloudAccountOrder, minPosition *events.Position) (*model.CloudAccountConnection, error) {
	return r.cloudAccounts(ctx, first, after, filter, orderBy, minPosition)
}

func (r *queryResolver) CloudAccount(ctx context.Context, id string, minPosition *events.Position) (*model.CloudAccount, error) {
	return one(ctx, r.Resolver, readCloudAccounts, kindCloudAccount, id, minPosition, r.cloudAccount)
}

func (r *mutationResolver) CloudAccountCreate(ctx context.Context, input model.CloudAccountCreateInput) (*model.CloudAccountCreatePayload, error) {
	return r.createCloudAccount(ctx, input)
}

func (r *mutationResolver) CloudAccountUpdate(ctx context.Context, input model.CloudAccountUpdateInput) (*model.CloudAccountUpdatePayload, error) {
	return r.updateCloudAccount(ctx, input)
}

func (r *mutationResolver) CloudAccountRemove(ctx context.Context, input model.CloudAccountRemoveInput) (*model.CloudAccountRemovePayload, error) {
	return r.removeCloudAccount(ctx, input)
}

func (r *mutationResolver) CloudAccountsRemove(ctx context.Context, input model.CloudAccountsRemoveInput) (*model.BulkPayload, error) {
	return r.removeCloudAccounts(ctx, input)
}
