package graph

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
)

func (r *queryResolver) Services(ctx context.Context, first int, after *string, filter *model.ServiceFilter, orderBy *model.ServiceOrder, minPosition *events.Position) (*model.ServiceConnection, error) {
	return r.services(ctx, first, after, filter, orderBy, minPosition)
}

func (r *mutationResolver) MeetingRoomsCreate(ctx context.Context, input model.MeetingRoomsCreateInput) (*model.MeetingRoomsCreatePayload, error) {
	return r.createRooms(ctx, input)
}

func (r *mutationResolver) ServicesUpdate(ctx context.Context, input model.ServicesUpdateInput) (*model.ServicesUpdatePayload, error) {
	return r.updateServices(ctx, input)
}

func (r *mutationResolver) ServicesRemove(ctx context.Context, input model.ServicesRemoveInput) (*model.ServicesRemovePayload, error) {
	return r.removeServices(ctx, input)
}

func (r *mutationResolver) AliasMove(ctx context.Context, input model.AliasMoveInput) (*model.AliasMovePayload, error) {
	return r.moveAlias(ctx, input)
}

func (r *queryResolver) Auditoriums(ctx context.Context, first int, after *string, filter *model.ServiceSearch, orderBy *model.ServiceOrder, minPosition *events.Position) (*model.AuditoriumConnection, error) {
	return r.auditoriums(ctx, first, after, filter, orderBy, minPosition)
}

func (r *queryResolver) Auditorium(ctx context.Context, id string, minPosition *events.Position) (*model.Auditorium, error) {
	return one(ctx, r.Resolver, readInventory, kindService, id, minPosition, auditoriums.one(r.Resolver))
}

func (r *mutationResolver) AuditoriumCreate(ctx context.Context, input model.ServiceInput) (*model.AuditoriumCreatePayload, error) {
	return r.createAuditorium(ctx, input)
}

func (r *mutationResolver) AuditoriumUpdate(ctx context.Context, input model.ServiceInput) (*model.AuditoriumUpdatePayload, error) {
	return r.updateAuditorium(ctx, input)
}

func (r *mutationResolver) AuditoriumRemove(ctx context.Context, input model.AuditoriumRemoveInput) (*model.AuditoriumRemovePayload, error) {
	return r.removeAuditorium(ctx, input)
}

func (r *queryResolver) Receptions(ctx context.Context, first int, after *string, filter *model.ServiceSearch, orderBy *model.ServiceOrder, minPosition *events.Position) (*model.ReceptionConnection, error) {
	return r.receptions(ctx, first, after, filter, orderBy, minPosition)
}

func (r *queryResolver) Reception(ctx context.Context, id string, minPosition *events.Position) (*model.Reception, error) {
	return one(ctx, r.Resolver, readInventory, kindService, id, minPosition, receptions.one(r.Resolver))
}

func (r *mutationResolver) ReceptionCreate(ctx context.Context, input model.ServiceInput) (*model.ReceptionCreatePayload, error) {
	return r.createReception(ctx, input)
}

func (r *mutationResolver) ReceptionUpdate(ctx context.Context, input model.ServiceInput) (*model.ReceptionUpdatePayload, error) {
	return r.updateReception(ctx, input)
}

func (r *mutationResolver) ReceptionRemove(ctx context.Context, input model.ReceptionRemoveInput) (*model.ReceptionRemovePayload, error) {
	return r.removeReception(ctx, input)
}

func (r *queryResolver) TestCalls(ctx context.Context, first int, after *string, filter *model.ServiceSearch, orderBy *model.ServiceOrder, minPosition *events.Position) (*model.TestCallConnection, error) {
	return r.testCalls(ctx, first, after, filter, orderBy, minPosition)
}

func (r *queryResolver) TestCall(ctx context.Context, id string, minPosition *events.Position) (*model.TestCall, error) {
	return one(ctx, r.Resolver, readInventory, kindService, id, minPosition, testCalls.one(r.Resolver))
}

func (r *mutationResolver) TestCallCreate(ctx context.Context, input model.ServiceInput) (*model.TestCallCreatePayload, error) {
	return r.createTestCall(ctx, input)
}

func (r *mutationResolver) TestCallUpdate(ctx context.Context, input model.ServiceInput) (*model.TestCallUpdatePayload, error) {
	return r.updateTestCall(ctx, input)
}

func (r *mutationResolver) TestCallRemove(ctx context.Context, input model.TestCallRemoveInput) (*model.TestCallRemovePayload, error) {
	return r.removeTestCall(ctx, input)
}
