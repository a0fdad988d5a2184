package graph

import (
	"context"
	"errors"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/dialout"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections/inventory"
)

func modelDialout(row inventory.Dialout) *model.AutomaticParticipant {
	s := row.Settings
	return &model.AutomaticParticipant{
		ID:                  encodeID(kindDialout, row.ID),
		Revision:            row.Revision,
		Alias:               s.Alias,
		Description:         s.Description,
		Protocol:            modelProtocol(s.Protocol),
		Role:                model.DialRole(upper(s.Role)),
		CallType:            model.CallType(upper(s.CallType)),
		Routing:             model.DialRouting(upper(s.Routing)),
		DtmfSequence:        s.DTMFSequence,
		RemoteDisplayName:   s.RemoteDisplayName,
		PresentationURL:     s.PresentationURL,
		Streaming:           s.Streaming,
		KeepConferenceAlive: model.KeepConferenceAlive(upper(s.KeepConferenceAlive)),
		LocationID:          s.LocationID,
		ServiceCount:        row.Services,
		CreatedAt:           row.CreatedAt,
		UpdatedAt:           row.UpdatedAt,
	}
}

func dialRole(v model.DialRole) events.Role { return events.Role(lower(v)) }

func dialRouting(v model.DialRouting) events.DialoutRouting { return events.DialoutRouting(lower(v)) }

func keepAlive(v model.KeepConferenceAlive) events.KeepAlive { return events.KeepAlive(lower(v)) }

func dialoutEdge(cursor string, node *model.AutomaticParticipant) *model.AutomaticParticipantEdge {
	return &model.AutomaticParticipantEdge{Cursor: cursor, Node: node}
}

func (r *Resolver) automaticParticipants(ctx context.Context, first int, after *string, filter *model.AutomaticParticipantFilter, orderBy *model.AutomaticParticipantOrder, minPosition *events.Position) (*model.AutomaticParticipantConnection, error) {
	cursor, err := checkPage(first, after)
	if err != nil {
		return nil, err
	}
	q := inventory.DialoutQuery{First: first, After: cursor}
	if filter != nil {
		q.Search = text(filter.Search.Value())
		if p := filter.Protocol.Value(); p != nil {
			q.Protocol = protocol(*p)
		}
		if q.LocationID, err = optionalRawID("filter.locationId", kindLocation, filter.LocationID.Value()); err != nil {
			return nil, err
		}
	}
	if orderBy != nil {
		q.Order = byAlias(orderBy.Field, orderBy.Direction)
	}
	if err := r.catchUp(ctx, readInventory, minPosition); err != nil {
		return nil, err
	}
	page, err := r.Inventory.Dialouts(ctx, q)
	if err != nil {
		return nil, err
	}
	es, ns, info := edges(page, modelDialout, dialoutEdge)
	return &model.AutomaticParticipantConnection{Edges: es, Nodes: ns, PageInfo: info, TotalCount: page.TotalCount}, nil
}

func (r *Resolver) automaticParticipant(ctx context.Context, raw string) (*model.AutomaticParticipant, error) {
	return found(modelDialout)(r.Inventory.Dialout(ctx, raw))
}

func (r *Resolver) createDialout(ctx context.Context, in model.AutomaticParticipantCreateInput) (*model.AutomaticParticipantCreatePayload, error) {
	location, err := rawOpt("input.locationId", kindLocation, given(in.LocationID))
	if err != nil {
		return nil, err
	}
	cmd := dialout.Create{Patch: dialout.Patch{
		Alias:               some(in.Alias),
		Description:         given(in.Description),
		Protocol:            mapped(given(in.Protocol), protocol),
		Role:                mapped(given(in.Role), dialRole),
		CallType:            mapped(given(in.CallType), lower[model.CallType]),
		Routing:             mapped(given(in.Routing), dialRouting),
		DTMFSequence:        given(in.DtmfSequence),
		RemoteDisplayName:   given(in.RemoteDisplayName),
		PresentationURL:     given(in.PresentationURL),
		Streaming:           given(in.Streaming),
		KeepConferenceAlive: mapped(given(in.KeepConferenceAlive), keepAlive),
		LocationID:          location,
	}}
	out, err := r.execute(ctx, readInventory, cmd, in.IdempotencyKey, noRevision)
	if err != nil {
		return nil, err
	}
	row := shown(ctx, r, out, r.automaticParticipant)
	return &model.AutomaticParticipantCreatePayload{AutomaticParticipant: row, Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) updateDialout(ctx context.Context, in model.AutomaticParticipantUpdateInput) (*model.AutomaticParticipantUpdatePayload, error) {
	raw, err := rawID("input.id", kindDialout, in.ID)
	location, err1 := rawOpt("input.locationId", kindLocation, clearable(in.LocationID))
	if err := errors.Join(err, err1); err != nil {
		return nil, err
	}
	var c change
	cmd := dialout.Update{ID: raw, Patch: dialout.Patch{
		Alias:               keep(&c, "alias", in.Alias),
		Description:         clearable(in.Description),
		Protocol:            mapped(keep(&c, "protocol", in.Protocol), protocol),
		Role:                mapped(keep(&c, "role", in.Role), dialRole),
		CallType:            mapped(keep(&c, "callType", in.CallType), lower[model.CallType]),
		Routing:             mapped(keep(&c, "routing", in.Routing), dialRouting),
		DTMFSequence:        clearable(in.DtmfSequence),
		RemoteDisplayName:   clearable(in.RemoteDisplayName),
		PresentationURL:     clearable(in.PresentationURL),
		Streaming:           keep(&c, "streaming", in.Streaming),
		KeepConferenceAlive: mapped(keep(&c, "keepConferenceAlive", in.KeepConferenceAlive), keepAlive),
		LocationID:          location,
	}}
	out, err := r.executeChange(ctx, &c, readInventory, cmd, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	row := shown(ctx, r, out, r.automaticParticipant)
	return &model.AutomaticParticipantUpdatePayload{AutomaticParticipant: row, Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) removeDialout(ctx context.Context, in model.AutomaticParticipantRemoveInput) (*model.AutomaticParticipantRemovePayload, error) {
	raw, err := rawID("input.id", kindDialout, in.ID)
	if err != nil {
		return nil, err
	}
	out, err := r.execute(ctx, readInventory, dialout.Remove{ID: raw}, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	return &model.AutomaticParticipantRemovePayload{RemovedID: out.removed(in.ID), Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) removeDialouts(ctx context.Context, in model.AutomaticParticipantsRemoveInput) (*model.BulkPayload, error) {
	return r.inBulk(ctx, readInventory, kindDialout, in.Ids, in.IdempotencyKey, func(raw string) domain.Command { return dialout.Remove{ID: raw} })
}
