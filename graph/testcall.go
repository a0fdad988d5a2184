package graph

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections/inventory"
)

var testCalls = serviceKind[model.TestCall]{events.ServiceTestCall, modelTestCall}

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
	page, err := testCalls.page(ctx, r, first, after, filter, orderBy, minPosition)
	if err != nil {
		return nil, err
	}
	es, ns, info := edges(page, modelTestCall, func(cursor string, node *model.TestCall) *model.TestCallEdge {
		return &model.TestCallEdge{Cursor: cursor, Node: node}
	})
	return &model.TestCallConnection{Edges: es, Nodes: ns, PageInfo: info, TotalCount: page.TotalCount}, nil
}

func (r *Resolver) createTestCall(ctx context.Context, in model.ServiceInput) (*model.TestCallCreatePayload, error) {
	row, out, err := testCalls.create(ctx, r, in)
	if err != nil {
		return nil, err
	}
	return &model.TestCallCreatePayload{
		TestCall: row, Position: out.position, UserErrors: out.userErrors, Warnings: r.warnedOf(ctx, out, kindService),
	}, nil
}

func (r *Resolver) updateTestCall(ctx context.Context, in model.ServiceInput) (*model.TestCallUpdatePayload, error) {
	row, out, err := testCalls.update(ctx, r, in)
	if err != nil {
		return nil, err
	}
	return &model.TestCallUpdatePayload{
		TestCall: row, Position: out.position, UserErrors: out.userErrors, Warnings: r.warnedOf(ctx, out, kindService),
	}, nil
}

func (r *Resolver) removeTestCall(ctx context.Context, in model.TestCallRemoveInput) (*model.TestCallRemovePayload, error) {
	out, err := testCalls.remove(ctx, r, in.ID, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	return &model.TestCallRemovePayload{RemovedID: out.removed(in.ID), Position: out.position, UserErrors: out.userErrors}, nil
}
