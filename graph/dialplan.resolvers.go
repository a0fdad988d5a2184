package graph

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
)

func (r *queryResolver) GatewayRules(ctx context.Context, first int, after *string, filter *model.GatewayRuleFilter, orderBy *model.GatewayRuleOrder, minPosition *events.Position) (*model.GatewayRuleConnection, error) {
	return r.gatewayRules(ctx, first, after, filter, orderBy, minPosition)
}

func (r *queryResolver) GatewayRule(ctx context.Context, id string, minPosition *events.Position) (*model.GatewayRule, error) {
	return one(ctx, r.Resolver, readInventory, kindRule, id, minPosition, r.gatewayRule)
}

func (r *queryResolver) AutomaticParticipants(ctx context.Context, first int, after *string, filter *model.AutomaticParticipantFilter, orderBy *model.AutomaticParticipantOrder, minPosition *events.Position) (*model.AutomaticParticipantConnection, error) {
	return r.automaticParticipants(ctx, first, after, filter, orderBy, minPosition)
}

func (r *queryResolver) AutomaticParticipant(ctx context.Context, id string, minPosition *events.Position) (*model.AutomaticParticipant, error) {
	return one(ctx, r.Resolver, readInventory, kindDialout, id, minPosition, r.automaticParticipant)
}

func (r *queryResolver) Devices(ctx context.Context, first int, after *string, filter *model.DeviceFilter, orderBy *model.DeviceOrder, minPosition *events.Position) (*model.DeviceConnection, error) {
	return r.devices(ctx, first, after, filter, orderBy, minPosition)
}

func (r *queryResolver) Device(ctx context.Context, id string, minPosition *events.Position) (*model.Device, error) {
	return one(ctx, r.Resolver, readInventory, kindDevice, id, minPosition, r.device)
}

func (r *queryResolver) ResolveAlias(ctx context.Context, input model.ResolveAliasInput) (*model.AliasResolution, error) {
	return r.resolveAlias(ctx, input)
}

func (r *mutationResolver) GatewayRuleCreate(ctx context.Context, input model.GatewayRuleCreateInput) (*model.GatewayRuleCreatePayload, error) {
	return r.createRule(ctx, input)
}

func (r *mutationResolver) GatewayRuleUpdate(ctx context.Context, input model.GatewayRuleUpdateInput) (*model.GatewayRuleUpdatePayload, error) {
	return r.updateRule(ctx, input)
}

func (r *mutationResolver) GatewayRuleRemove(ctx context.Context, input model.GatewayRuleRemoveInput) (*model.GatewayRuleRemovePayload, error) {
	return r.removeRule(ctx, input)
}

func (r *mutationResolver) GatewayRuleMove(ctx context.Context, input model.GatewayRuleMoveInput) (*model.GatewayRuleMovePayload, error) {
	return r.moveRule(ctx, input)
}

func (r *mutationResolver) GatewayRulesApply(ctx context.Context, input model.GatewayRulesApplyInput) (*model.BulkPayload, error) {
	return r.applyToRules(ctx, input)
}

func (r *mutationResolver) AutomaticParticipantCreate(ctx context.Context, input model.AutomaticParticipantCreateInput) (*model.AutomaticParticipantCreatePayload, error) {
	return r.createDialout(ctx, input)
}

func (r *mutationResolver) AutomaticParticipantUpdate(ctx context.Context, input model.AutomaticParticipantUpdateInput) (*model.AutomaticParticipantUpdatePayload, error) {
	return r.updateDialout(ctx, input)
}

func (r *mutationResolver) AutomaticParticipantRemove(ctx context.Context, input model.AutomaticParticipantRemoveInput) (*model.AutomaticParticipantRemovePayload, error) {
	return r.removeDialout(ctx, input)
}

func (r *mutationResolver) AutomaticParticipantsRemove(ctx context.Context, input model.AutomaticParticipantsRemoveInput) (*model.BulkPayload, error) {
	return r.removeDialouts(ctx, input)
}

func (r *mutationResolver) DeviceCreate(ctx context.Context, input model.DeviceCreateInput) (*model.DeviceCreatePayload, error) {
	return r.createDevice(ctx, input)
}

func (r *mutationResolver) DeviceUpdate(ctx context.Context, input model.DeviceUpdateInput) (*model.DeviceUpdatePayload, error) {
	return r.updateDevice(ctx, input)
}

func (r *mutationResolver) DeviceRemove(ctx context.Context, input model.DeviceRemoveInput) (*model.DeviceRemovePayload, error) {
	return r.removeDevice(ctx, input)
}

func (r *mutationResolver) DevicesRemove(ctx context.Context, input model.DevicesRemoveInput) (*model.BulkPayload, error) {
	return r.removeDevices(ctx, input)
}

func (r *gatewayRuleResolver) SourceLocation(ctx context.Context, objs []*model.GatewayRule) ([]*model.Location, error) {
	return r.locationsNamed(ctx, len(objs), func(i int) string { return objs[i].SourceLocationID })
}

func (r *gatewayRuleResolver) OutgoingLocation(ctx context.Context, objs []*model.GatewayRule) ([]*model.Location, error) {
	return r.locationsNamed(ctx, len(objs), func(i int) string { return objs[i].OutgoingLocationID })
}

func (r *automaticParticipantResolver) Location(ctx context.Context, objs []*model.AutomaticParticipant) ([]*model.Location, error) {
	return r.locationsNamed(ctx, len(objs), func(i int) string { return objs[i].LocationID })
}

func (r *deviceResolver) ShadowedBy(ctx context.Context, objs []*model.Device) ([]model.Service, error) {
	return r.shadowing(ctx, objs)
}
