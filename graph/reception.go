package graph

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections/inventory"
)

var receptions = serviceKind[model.Reception]{events.ServiceReception, modelReception}

func modelReception(row inventory.Service) *model.Reception {
	return &model.Reception{
		ID: encodeID(kindService, row.ID), Revision: row.Revision,
		Name: row.Name, Description: row.Description, Tag: row.Tag, Aliases: modelAliases(row),
		CallType: model.CallType(upper(row.CallType)), MaxQuality: modelQuality(row.MaxQuality),
		MaxCallRateIn: row.MaxCallRateIn, MaxCallRateOut: row.MaxCallRateOut,
		Encryption: model.EncryptionSetting(upper(row.Encryption)), ThemeID: optionalID(kindTheme, row.ThemeID),
		MatchString: row.MatchString, ReplaceString: row.ReplaceString,
		LookupLocationID: optionalID(kindLocation, row.LookupLocationID), Digits: row.Digits,
		CreatedAt: row.CreatedAt, UpdatedAt: row.UpdatedAt,
	}
}

func (r *Resolver) receptions(ctx context.Context, first int, after *string, filter *model.ServiceSearch, orderBy *model.ServiceOrder, minPosition *events.Position) (*model.ReceptionConnection, error) {
	page, err := receptions.page(ctx, r, first, after, filter, orderBy, minPosition)
	if err != nil {
		return nil, err
	}
	es, ns, info := edges(page, modelReception, func(cursor string, node *model.Reception) *model.ReceptionEdge {
		return &model.ReceptionEdge{Cursor: cursor, Node: node}
	})
	return &model.ReceptionConnection{Edges: es, Nodes: ns, PageInfo: info, TotalCount: page.TotalCount}, nil
}

func (r *Resolver) createReception(ctx context.Context, in model.ServiceInput) (*model.ReceptionCreatePayload, error) {
	row, out, err := receptions.create(ctx, r, in)
	if err != nil {
		return nil, err
	}
	return &model.ReceptionCreatePayload{
		Reception: row, Position: out.position, UserErrors: out.userErrors, Warnings: r.warnedOf(ctx, out, kindService),
	}, nil
}

func (r *Resolver) updateReception(ctx context.Context, in model.ServiceInput) (*model.ReceptionUpdatePayload, error) {
	row, out, err := receptions.update(ctx, r, in)
	if err != nil {
		return nil, err
	}
	return &model.ReceptionUpdatePayload{
		Reception: row, Position: out.position, UserErrors: out.userErrors, Warnings: r.warnedOf(ctx, out, kindService),
	}, nil
}

func (r *Resolver) removeReception(ctx context.Context, in model.ReceptionRemoveInput) (*model.ReceptionRemovePayload, error) {
	out, err := receptions.remove(ctx, r, in.ID, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	return &model.ReceptionRemovePayload{RemovedID: out.removed(in.ID), Position: out.position, UserErrors: out.userErrors}, nil
}
