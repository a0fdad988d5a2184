package graph

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
)

func (r *queryResolver) PolicyProfiles(ctx context.Context, first int, after *string, filter *model.PolicyProfileFilter, orderBy *model.PolicyProfileOrder, minPosition *events.Position) (*model.PolicyProfileConnection, error) {
	return r.policyProfiles(ctx, first, after, filter, orderBy, minPosition)
}

func (r *queryResolver) PolicyProfile(ctx context.Context, id string, minPosition *events.Position) (*model.PolicyProfile, error) {
	return one(ctx, r.Resolver, readInventory, kindPolicyProfile, id, minPosition, r.policyProfile)
}

func (r *mutationResolver) PolicyProfileCreate(ctx context.Context, input model.PolicyProfileCreateInput) (*model.PolicyProfileCreatePayload, error) {
	return r.createPolicyProfile(ctx, input)
}

func (r *mutationResolver) PolicyProfileUpdate(ctx context.Context, input model.PolicyProfileUpdateInput) (*model.PolicyProfileUpdatePayload, error) {
	return r.updatePolicyProfile(ctx, input)
}

func (r *mutationResolver) PolicyProfileRemove(ctx context.Context, input model.PolicyProfileRemoveInput) (*model.PolicyProfileRemovePayload, error) {
	return r.removePolicyProfile(ctx, input)
}

func (r *mutationResolver) PolicyProfilesRemove(ctx context.Context, input model.PolicyProfilesRemoveInput) (*model.BulkPayload, error) {
	return r.removePolicyProfiles(ctx, input)
}
