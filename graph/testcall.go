package graph

import (
	"context"

	"github.com/parley-video/parley/domain/service"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections/inventory"
)

func modelTestCall(row inventory.Service) *model.TestCall {
	return &model.TestCall{
		ID: encodeID(kindService, row.ID), Revision: row.Revision,
		Name: row.Name, Description: row.Description, Tag: row.Tag, Aliases: modelAliases(row),
		CallType: model.CallType(upper(row.CallType)), MaxQuality: modelQuality(row.MaxQuality),
		MaxCallRateIn: row.MaxCallRateIn, MaxCallRateOut: row.MaxCallRateOut,
		Encryption: model.EncryptionSetting(upper(row.Encryption)), ThemeID: optionalID(kindTheme, row.ThemeID),
		Duration:  row.Duration,
		CreatedAt: row.CreatedAt, UpdatedAt: row.UpdatedAt,
	}
}

func (r *Resolver) testCalls(ctx context.Context, first int, after *string, filter *model.ServiceSearch, orderBy *model.ServiceOrder, minPosition *events.Position) (*model.TestCallConnection, error) {
	page, err := r.servicePage(ctx, first, after, searching(events.ServiceTestCall, filter, orderBy), minPosition)
	if err != nil {
		return nil, err
	}
	es, ns, info := edges(page, modelTestCall, func(cursor string, node *model.TestCall) *model.TestCallEdge {
		return &model.TestCallEdge{Cursor: cursor, Node: node}
	})
	return &model.TestCallConnection{Edges: es, Nodes: ns, PageInfo: info, TotalCount: page.TotalCount}, nil
}

func (r *Resolver) testCall(ctx context.Context, raw string) (*model.TestCall, error) {
	return serviceOfKind(r, events.ServiceTestCall, modelTestCall)(ctx, raw)
}

func testCallCreate(in model.TestCallCreateInput) (service.Create, error) {
	patch, err := referring(service.Patch{
		Name:           some(in.Name),
		Description:    given(in.Description),
		Tag:            given(in.Tag),
		Aliases:        aliasList(in.Aliases),
		CallType:       mapped(given(in.CallType), lower[model.CallType]),
		MaxQuality:     mapped(given(in.MaxQuality), quality),
		MaxCallRateIn:  limit(in.MaxCallRateIn),
		MaxCallRateOut: limit(in.MaxCallRateOut),
		Encryption:     mapped(given(in.Encryption), lower[model.EncryptionSetting]),
		Duration:       given(in.Duration),
	}, "input", in.ThemeID, noList)
	return service.Create{Type: events.ServiceTestCall, Patch: patch}, err
}

func (r *Resolver) createTestCall(ctx context.Context, in model.TestCallCreateInput) (*model.TestCallCreatePayload, error) {
	cmd, err := testCallCreate(in)
	if err != nil {
		return nil, err
	}
	out, err := r.execute(ctx, readInventory, cmd, in.IdempotencyKey, noRevision)
	if err != nil {
		return nil, err
	}
	row := shown(ctx, r, out, r.testCall)
	return &model.TestCallCreatePayload{TestCall: row, Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) updateTestCall(ctx context.Context, in model.TestCallUpdateInput) (*model.TestCallUpdatePayload, error) {
	raw, err := rawID("input.id", kindService, in.ID)
	if err != nil {
		return nil, err
	}
	var c change
	patch, err := referring(service.Patch{
		Name:           keep(&c, "name", in.Name),
		Description:    clearable(in.Description),
		Tag:            clearable(in.Tag),
		Aliases:        aliasList(in.Aliases),
		CallType:       mapped(keep(&c, "callType", in.CallType), lower[model.CallType]),
		MaxQuality:     mapped(keep(&c, "maxQuality", in.MaxQuality), quality),
		MaxCallRateIn:  limit(in.MaxCallRateIn),
		MaxCallRateOut: limit(in.MaxCallRateOut),
		Encryption:     mapped(keep(&c, "encryption", in.Encryption), lower[model.EncryptionSetting]),
		Duration:       keep(&c, "duration", in.Duration),
	}, "input", in.ThemeID, noList)
	if err != nil {
		return nil, err
	}
	cmd := service.Update{ID: raw, Type: events.ServiceTestCall, Patch: patch}
	out, err := r.executeChange(ctx, &c, readInventory, cmd, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	row := shown(ctx, r, out, r.testCall)
	return &model.TestCallUpdatePayload{TestCall: row, Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) removeTestCall(ctx context.Context, in model.TestCallRemoveInput) (*model.TestCallRemovePayload, error) {
	out, err := r.removeService(ctx, events.ServiceTestCall, in.ID, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	return &model.TestCallRemovePayload{RemovedID: out.removed(in.ID), Position: out.position, UserErrors: out.userErrors}, nil
}
