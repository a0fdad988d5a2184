package graph

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
)

func (r *queryResolver) MeetingRooms(ctx context.Context, first int, after *string, filter *model.ServiceSearch, orderBy *model.ServiceOrder, minPosition *events.Position) (*model.MeetingRoomConnection, error) {
	return r.rooms(ctx, first, after, filter, orderBy, minPosition)
}

func (r *queryResolver) MeetingRoom(ctx context.Context, id string, minPosition *events.Position) (*model.MeetingRoom, error) {
	return one(ctx, r.Resolver, readInventory, kindService, id, minPosition, rooms.one(r.Resolver))
}

func (r *mutationResolver) MeetingRoomCreate(ctx context.Context, input model.ServiceInput) (*model.MeetingRoomCreatePayload, error) {
	return r.createRoom(ctx, input)
}

func (r *mutationResolver) MeetingRoomUpdate(ctx context.Context, input model.ServiceInput) (*model.MeetingRoomUpdatePayload, error) {
	return r.updateRoom(ctx, input)
}

func (r *mutationResolver) MeetingRoomRemove(ctx context.Context, input model.MeetingRoomRemoveInput) (*model.MeetingRoomRemovePayload, error) {
	return r.removeRoom(ctx, input)
}
