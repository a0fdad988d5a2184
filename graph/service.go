package graph

import (
	"context"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections/inventory"
)

// The kinds of the objects that services refer to.
const (
	kindDialout idKind = "dialout"
)

// serviceTypes are the kinds of the schema.
var serviceTypes = map[model.ServiceType]events.ServiceType{
	model.ServiceTypeMeetingRoom: events.ServiceConference,
	model.ServiceTypeAuditorium:  events.ServiceLecture,
	model.ServiceTypeReception:   events.ServiceReception,
	model.ServiceTypeTestCall:    events.ServiceTestCall,
}

// modelService is a service as its own kind.
func modelService(row inventory.Service) model.Service {
	switch row.Type {
	case events.ServiceLecture:
		return modelAuditorium(row)
	case events.ServiceReception:
		return modelReception(row)
	case events.ServiceTestCall:
		return modelTestCall(row)
	default:
		return modelRoom(row)
	}
}

func modelAliases(row inventory.Service) []*model.MeetingRoomAlias {
	list := make([]*model.MeetingRoomAlias, len(row.Aliases))
	for i, a := range row.Aliases {
		list[i] = &model.MeetingRoomAlias{Alias: a.Alias, Description: a.Description}
	}
	return list
}

func encodeIDs(kind idKind, raw []string) []string {
	ids := make([]string, len(raw))
	for i, r := range raw {
		ids[i] = encodeID(kind, r)
	}
	return ids
}

// optionalID is the identifier of an object that may be missing.
func optionalID(kind idKind, raw string) *string {
	if raw == "" {
		return nil
	}
	id := encodeID(kind, raw)
	return &id
}

func layout(v model.Layout) string      { return underscored(v) }
func modelLayout(v string) model.Layout { return model.Layout(upper(v)) }

// service finds a service of any kind; nil when there is none.
func (r *Resolver) service(ctx context.Context, raw string) (model.Service, error) {
	row, err := found(func(s inventory.Service) *inventory.Service { return &s })(r.Inventory.Service(ctx, raw))
	if row == nil || err != nil {
		return nil, err
	}
	return modelService(*row), nil
}

func (r *Resolver) serviceNode(ctx context.Context, raw string) (model.Node, error) {
	s, err := r.service(ctx, raw)
	if s == nil || err != nil {
		return nil, err
	}
	return s.(model.Node), nil // every service is a node
}

func (r *Resolver) services(ctx context.Context, first int, after *string, filter *model.ServiceFilter, orderBy *model.ServiceOrder, minPosition *events.Position) (*model.ServiceConnection, error) {
	var q inventory.ServiceQuery
	if filter != nil {
		q.Search, q.Tag, q.Alias = text(filter.Search.Value()), text(filter.Tag.Value()), text(filter.Alias.Value())
		if kind := filter.Type.Value(); kind != nil {
			q.Type = serviceTypes[*kind]
		}
		var err error
		if q.Dialout, err = optionalRawID("filter.automaticParticipantId", kindDialout, filter.AutomaticParticipantID.Value()); err != nil {
			return nil, err
		}
	}
	if orderBy != nil {
		q.Order = order(orderBy.Field, orderBy.Direction)
	}
	page, err := r.servicePage(ctx, first, after, q, minPosition)
	if err != nil {
		return nil, err
	}
	es, ns, info := edges(page, modelService, func(cursor string, node model.Service) *model.ServiceEdge {
		return &model.ServiceEdge{Cursor: cursor, Node: node}
	})
	return &model.ServiceConnection{Edges: es, Nodes: ns, PageInfo: info, TotalCount: page.TotalCount}, nil
}

func (r *Resolver) moveAlias(ctx context.Context, in model.AliasMoveInput) (*model.AliasMovePayload, error) {
	to, err := rawID("input.toServiceId", kindService, in.ToServiceID)
	if err != nil {
		return nil, err
	}
	from, err := optionalRawID("input.fromServiceId", kindService, in.FromServiceID.Value())
	if err != nil {
		return nil, err
	}
	env, err := envelope(ctx, in.IdempotencyKey, noRevision)
	if err != nil {
		return nil, err
	}
	receipt, err := r.Commands.MoveAlias(ctx, env, in.Alias, from, to)
	if err != nil {
		list, err := userErrors(err)
		return &model.AliasMovePayload{UserErrors: list}, err
	}
	out := r.done(ctx, readInventory, control.Receipt{ID: to, Position: receipt.Position})
	payload := &model.AliasMovePayload{Position: out.position, UserErrors: out.userErrors}
	if out.show {
		if payload.Service, err = r.service(ctx, to); err != nil {
			r.Log.WarnContext(ctx, "entity of a mutation's answer could not be read", "id", to, "error", err)
		}
	}
	return payload, nil
}
