package graph

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
)

func (r *queryResolver) Permissions(context.Context) ([]*model.Permission, error) {
	return permissionList(), nil
}

func (r *queryResolver) Roles(ctx context.Context, first int, after *string, filter *model.RoleFilter, orderBy *model.RoleOrder, minPosition *events.Position) (*model.RoleConnection, error) {
	return r.roles(ctx, first, after, filter, orderBy, minPosition)
}

func (r *queryResolver) Role(ctx context.Context, id string, minPosition *events.Position) (*model.Role, error) {
	return one(ctx, r.Resolver, readAccess, kindRole, id, minPosition, r.role)
}

func (r *mutationResolver) RoleCreate(ctx context.Context, input model.RoleCreateInput) (*model.RoleCreatePayload, error) {
	return r.createRole(ctx, input)
}

func (r *mutationResolver) RoleUpdate(ctx context.Context, input model.RoleUpdateInput) (*model.RoleUpdatePayload, error) {
	return r.updateRole(ctx, input)
}

func (r *mutationResolver) RoleRemove(ctx context.Context, input model.RoleRemoveInput) (*model.RoleRemovePayload, error) {
	return r.removeRole(ctx, input)
}
