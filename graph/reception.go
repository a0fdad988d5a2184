package graph

import (
	"context"

	"github.com/parley-video/parley/domain/service"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections/inventory"
)

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
	page, err := r.servicePage(ctx, first, after, searching(events.ServiceReception, filter, orderBy), minPosition)
	if err != nil {
		return nil, err
	}
	es, ns, info := edges(page, modelReception, func(cursor string, node *model.Reception) *model.ReceptionEdge {
		return &model.ReceptionEdge{Cursor: cursor, Node: node}
	})
	return &model.ReceptionConnection{Edges: es, Nodes: ns, PageInfo: info, TotalCount: page.TotalCount}, nil
}

func (r *Resolver) reception(ctx context.Context, raw string) (*model.Reception, error) {
	return serviceOfKind(r, events.ServiceReception, modelReception)(ctx, raw)
}

func receptionCreate(in model.ReceptionCreateInput) (service.Create, error) {
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
		MatchString:    given(in.MatchString),
		ReplaceString:  given(in.ReplaceString),
		Digits:         limit(in.Digits),
	}, "input", in.ThemeID, noList)
	if err == nil {
		patch.LookupLocationID, err = rawOpt("input.lookupLocationId", kindLocation, clearable(in.LookupLocationID))
	}
	return service.Create{Type: events.ServiceReception, Patch: patch}, err
}

func (r *Resolver) createReception(ctx context.Context, in model.ReceptionCreateInput) (*model.ReceptionCreatePayload, error) {
	cmd, err := receptionCreate(in)
	if err != nil {
		return nil, err
	}
	out, err := r.execute(ctx, readInventory, cmd, in.IdempotencyKey, noRevision)
	if err != nil {
		return nil, err
	}
	row := shown(ctx, r, out, r.reception)
	return &model.ReceptionCreatePayload{Reception: row, Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) updateReception(ctx context.Context, in model.ReceptionUpdateInput) (*model.ReceptionUpdatePayload, error) {
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
		MatchString:    clearable(in.MatchString),
		ReplaceString:  clearable(in.ReplaceString),
		Digits:         limit(in.Digits),
	}, "input", in.ThemeID, noList)
	if err == nil {
		patch.LookupLocationID, err = rawOpt("input.lookupLocationId", kindLocation, clearable(in.LookupLocationID))
	}
	if err != nil {
		return nil, err
	}
	cmd := service.Update{ID: raw, Type: events.ServiceReception, Patch: patch}
	out, err := r.executeChange(ctx, &c, readInventory, cmd, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	row := shown(ctx, r, out, r.reception)
	return &model.ReceptionUpdatePayload{Reception: row, Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) removeReception(ctx context.Context, in model.ReceptionRemoveInput) (*model.ReceptionRemovePayload, error) {
	out, err := r.removeService(ctx, events.ServiceReception, in.ID, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	return &model.ReceptionRemovePayload{RemovedID: out.removed(in.ID), Position: out.position, UserErrors: out.userErrors}, nil
}
