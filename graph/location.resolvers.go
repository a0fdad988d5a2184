package graph

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
)

func (r *queryResolver) Locations(ctx context.Context, first int, after *string, filter *model.LocationFilter, orderBy *model.LocationOrder, minPosition *events.Position) (*model.LocationConnection, error) {
	return r.locations(ctx, first, after, filter, orderBy, minPosition)
}

func (r *queryResolver) Location(ctx context.Context, id string, minPosition *events.Position) (*model.Location, error) {
	return one(ctx, r.Resolver, readInventory, kindLocation, id, minPosition, r.location)
}

func (r *mutationResolver) LocationCreate(ctx context.Context, input model.LocationCreateInput) (*model.LocationCreatePayload, error) {
	return r.createLocation(ctx, input)
}

func (r *mutationResolver) LocationUpdate(ctx context.Context, input model.LocationUpdateInput) (*model.LocationUpdatePayload, error) {
	return r.updateLocation(ctx, input)
}

func (r *mutationResolver) LocationRemove(ctx context.Context, input model.LocationRemoveInput) (*model.LocationRemovePayload, error) {
	return r.removeLocation(ctx, input)
}

func (r *mutationResolver) LocationsRemove(ctx context.Context, input model.LocationsRemoveInput) (*model.BulkPayload, error) {
	return r.removeLocations(ctx, input)
}

func (r *locationResolver) OverflowLocation1(ctx context.Context, objs []*model.Location) ([]*model.Location, error) {
	return r.locationsByID(ctx, objs, func(l *model.Location) string { return l.OverflowID1 })
}

func (r *locationResolver) OverflowLocation2(ctx context.Context, objs []*model.Location) ([]*model.Location, error) {
	return r.locationsByID(ctx, objs, func(l *model.Location) string { return l.OverflowID2 })
}

func (r *locationResolver) TranscodingLocation(ctx context.Context, objs []*model.Location) ([]*model.Location, error) {
	return r.locationsByID(ctx, objs, func(l *model.Location) string { return l.TranscodingID })
}

func (r *locationResolver) PolicyProfile(ctx context.Context, objs []*model.Location) ([]*model.PolicyProfile, error) {
	return r.profilesOfLocations(ctx, objs)
}
