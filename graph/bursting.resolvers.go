package graph

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
)

func (r *queryResolver) BurstingStatus(context.Context) (*model.BurstingStatus, error) {
	return modelBurstingStatus(r.Bursting.Status()), nil
}

func (r *queryResolver) CloudAccountCheck(ctx context.Context, id string) (*model.CloudAccountCheck, error) {
	return r.checkCloudAccount(ctx, id)
}

func (r *queryResolver) BurstSchedules(ctx context.Context, first int, after *string, filter *model.BurstScheduleFilter, orderBy *model.BurstScheduleOrder, minPosition *events.Position) (*model.BurstScheduleConnection, error) {
	return r.burstSchedules(ctx, first, after, filter, orderBy, minPosition)
}

func (r *queryResolver) BurstSchedule(ctx context.Context, id string, minPosition *events.Position) (*model.BurstSchedule, error) {
	return one(ctx, r.Resolver, readSchedules, kindBurstSchedule, id, minPosition, r.burstSchedule)
}

func (r *queryResolver) BurstingSetup(ctx context.Context, accountID string) (*model.BurstingSetup, error) {
	return r.burstingSetup(ctx, accountID)
}

func (r *queryResolver) BurstingConversion(ctx context.Context, nodeID string, to model.BurstingConversionTarget) (*model.BurstingConversion, error) {
	return r.burstingConversion(ctx, nodeID, to)
}

func (r *queryResolver) BurstingSimulate(ctx context.Context, input model.BurstingSimulateInput) (*model.BurstingSimulation, error) {
	return r.simulateBursting(ctx, input)
}

func (r *mutationResolver) BurstNodeStart(ctx context.Context, input model.BurstNodeStartInput) (*model.BurstNodeStartPayload, error) {
	return r.startBurstNode(ctx, input)
}

func (r *mutationResolver) BurstNodeStop(ctx context.Context, input model.BurstNodeStopInput) (*model.BurstNodeStopPayload, error) {
	return r.stopBurstNode(ctx, input)
}

func (r *mutationResolver) BurstScheduleCreate(ctx context.Context, input model.BurstScheduleCreateInput) (*model.BurstScheduleCreatePayload, error) {
	return r.createBurstSchedule(ctx, input)
}

func (r *mutationResolver) BurstScheduleUpdate(ctx context.Context, input model.BurstScheduleUpdateInput) (*model.BurstScheduleUpdatePayload, error) {
	return r.updateBurstSchedule(ctx, input)
}

func (r *mutationResolver) BurstScheduleRemove(ctx context.Context, input model.BurstScheduleRemoveInput) (*model.BurstScheduleRemovePayload, error) {
	return r.removeBurstSchedule(ctx, input)
}

func (r *mutationResolver) BurstSchedulesRemove(ctx context.Context, input model.BurstSchedulesRemoveInput) (*model.BulkPayload, error) {
	return r.removeBurstSchedules(ctx, input)
}

func (r *subscriptionResolver) BurstingStatus(ctx context.Context) (<-chan *model.BurstingStatus, error) {
	return feedOf[*model.BurstingStatus](ctx)
}

type burstingNodeResolver struct{ *Resolver }

func (r *burstingNodeResolver) LastEvent(ctx context.Context, objs []*model.BurstingNode) ([]*model.NodeHistoryEntry, error) {
	return r.lastEvents(ctx, objs)
}

type burstScheduleResolver struct{ *Resolver }

func (r *burstScheduleResolver) Location(ctx context.Context, objs []*model.BurstSchedule) ([]*model.Location, error) {
	return r.scheduleLocations(ctx, objs)
}

func (r *burstScheduleResolver) Windows(_ context.Context, of *model.BurstSchedule, count int) ([]*model.BurstScheduleWindow, error) {
	return scheduleWindows(of, count, r.Now())
}
