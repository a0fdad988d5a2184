package graph

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
)

func (r *queryResolver) ConferencingNodes(ctx context.Context, first int, after *string, filter *model.ConferencingNodeFilter, orderBy *model.ConferencingNodeOrder, minPosition *events.Position) (*model.ConferencingNodeConnection, error) {
	return r.nodes(ctx, first, after, filter, orderBy, minPosition)
}

func (r *queryResolver) ConferencingNode(ctx context.Context, id string, minPosition *events.Position) (*model.ConferencingNode, error) {
	return r.nodeAt(ctx, id, minPosition)
}

func (r *mutationResolver) ConferencingNodeCreate(ctx context.Context, input model.ConferencingNodeCreateInput) (*model.ConferencingNodeCreatePayload, error) {
	return r.createNode(ctx, input)
}

func (r *mutationResolver) ConferencingNodeUpdate(ctx context.Context, input model.ConferencingNodeUpdateInput) (*model.ConferencingNodeUpdatePayload, error) {
	return r.updateNode(ctx, input)
}

func (r *mutationResolver) ConferencingNodeRemove(ctx context.Context, input model.ConferencingNodeRemoveInput) (*model.ConferencingNodeRemovePayload, error) {
	return r.removeNode(ctx, input)
}

func (r *mutationResolver) ConferencingNodeProvision(ctx context.Context, input model.ConferencingNodeProvisionInput) (*model.ConferencingNodeProvisionPayload, error) {
	return r.provisionNode(ctx, input)
}

func (r *mutationResolver) ConferencingNodeSetMaintenance(ctx context.Context, input model.ConferencingNodeSetMaintenanceInput) (*model.ConferencingNodeSetMaintenancePayload, error) {
	return r.setMaintenance(ctx, input)
}

func (r *mutationResolver) ConferencingNodesSetMaintenance(ctx context.Context, input model.ConferencingNodesSetMaintenanceInput) (*model.BulkPayload, error) {
	return r.setMaintenanceOfNodes(ctx, input)
}

func (r *mutationResolver) ConferencingNodesRemove(ctx context.Context, input model.ConferencingNodesRemoveInput) (*model.BulkPayload, error) {
	return r.removeNodes(ctx, input)
}

func (r *conferencingNodeResolver) Location(ctx context.Context, objs []*model.ConferencingNode) ([]*model.Location, error) {
	return r.locationsOfNodes(ctx, objs)
}
