package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/service"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections/inventory"
)

func modelRoom(row inventory.MeetingRoom) *model.MeetingRoom {
	aliases := make([]*model.MeetingRoomAlias, len(row.Aliases))
	for i, a := range row.Aliases {
		aliases[i] = &model.MeetingRoomAlias{Alias: a.Alias, Description: a.Description}
	}
	return &model.MeetingRoom{
		ID:               encodeID(kindService, row.ID),
		Revision:         row.Revision,
		Name:             row.Name,
		Description:      row.Description,
		Tag:              row.Tag,
		Aliases:          aliases,
		HasHostPin:       row.HasHostPIN,
		AllowGuests:      row.AllowGuests,
		HasGuestPin:      row.HasGuestPIN,
		GuestsCanPresent: row.GuestsCanPresent,
		MuteAllGuests:    row.MuteAllGuests,
		EnableChat:       model.ChatSetting(upper(row.EnableChat)),
		ParticipantLimit: row.ParticipantLimit,
		CallType:         model.CallType(upper(row.CallType)),
		MaxQuality:       modelQuality(row.MaxQuality),
		CreatedAt:        row.CreatedAt,
		UpdatedAt:        row.UpdatedAt,
	}
}

func roomEdge(cursor string, node *model.MeetingRoom) *model.MeetingRoomEdge {
	return &model.MeetingRoomEdge{Cursor: cursor, Node: node}
}

func (r *Resolver) rooms(ctx context.Context, first int, after *string, filter *model.MeetingRoomFilter, orderBy *model.MeetingRoomOrder, minPosition *events.Position) (*model.MeetingRoomConnection, error) {
	cursor, err := checkPage(first, after)
	if err != nil {
		return nil, err
	}
	q := inventory.RoomQuery{First: first, After: cursor}
	if filter != nil {
		q.Search, q.Alias = text(filter.Search.Value()), text(filter.Alias.Value())
	}
	if orderBy != nil {
		q.Order = order(orderBy.Field, orderBy.Direction)
	}
	if err := r.catchUp(ctx, readInventory, minPosition); err != nil {
		return nil, err
	}
	page, err := r.Inventory.Rooms(ctx, q)
	if err != nil {
		return nil, err
	}
	es, ns, info := edges(page, modelRoom, roomEdge)
	return &model.MeetingRoomConnection{Edges: es, Nodes: ns, PageInfo: info, TotalCount: page.TotalCount}, nil
}

func (r *Resolver) room(ctx context.Context, raw string) (*model.MeetingRoom, error) {
	return found(modelRoom)(r.Inventory.Room(ctx, raw))
}

func aliases(in []*model.MeetingRoomAliasInput) []events.Alias {
	list := make([]events.Alias, len(in))
	for i, a := range in {
		list[i] = events.Alias{Alias: a.Alias, Description: text(a.Description.Value())}
	}
	return list
}

// aliasList reads a list that may be absent; null means no aliases.
func aliasList(o graphql.Omittable[[]*model.MeetingRoomAliasInput]) domain.Opt[[]events.Alias] {
	list, set := o.ValueOK()
	if !set {
		return domain.Opt[[]events.Alias]{}
	}
	return some(aliases(list))
}

// limit reads a participant limit; null means none.
func limit(o graphql.Omittable[*int]) domain.Opt[*int] {
	n, set := o.ValueOK()
	if !set {
		return domain.Opt[*int]{}
	}
	return some(n)
}

func (r *Resolver) createRoom(ctx context.Context, in model.MeetingRoomCreateInput) (*model.MeetingRoomCreatePayload, error) {
	cmd := service.Create{Type: events.ServiceConference, Patch: service.Patch{
		Name:             some(in.Name),
		Description:      given(in.Description),
		Tag:              given(in.Tag),
		Aliases:          aliasList(in.Aliases),
		HostPIN:          mapped(given(in.HostPin), domain.Plaintext),
		AllowGuests:      given(in.AllowGuests),
		GuestPIN:         mapped(given(in.GuestPin), domain.Plaintext),
		GuestsCanPresent: given(in.GuestsCanPresent),
		MuteAllGuests:    given(in.MuteAllGuests),
		EnableChat:       mapped(given(in.EnableChat), lower[model.ChatSetting]),
		ParticipantLimit: limit(in.ParticipantLimit),
		CallType:         mapped(given(in.CallType), lower[model.CallType]),
		MaxQuality:       mapped(given(in.MaxQuality), quality),
	}}
	out, err := r.execute(ctx, readInventory, cmd, in.IdempotencyKey, noRevision)
	if err != nil {
		return nil, err
	}
	row := shown(ctx, r, out, r.room)
	return &model.MeetingRoomCreatePayload{MeetingRoom: row, Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) updateRoom(ctx context.Context, in model.MeetingRoomUpdateInput) (*model.MeetingRoomUpdatePayload, error) {
	raw, err := rawID("input.id", kindService, in.ID)
	if err != nil {
		return nil, err
	}
	var c change
	cmd := service.Update{ID: raw, Patch: service.Patch{
		Name:             keep(&c, "name", in.Name),
		Description:      clearable(in.Description),
		Tag:              clearable(in.Tag),
		Aliases:          aliasList(in.Aliases),
		HostPIN:          mapped(clearable(in.HostPin), domain.Plaintext),
		AllowGuests:      keep(&c, "allowGuests", in.AllowGuests),
		GuestPIN:         mapped(clearable(in.GuestPin), domain.Plaintext),
		GuestsCanPresent: keep(&c, "guestsCanPresent", in.GuestsCanPresent),
		MuteAllGuests:    keep(&c, "muteAllGuests", in.MuteAllGuests),
		EnableChat:       mapped(keep(&c, "enableChat", in.EnableChat), lower[model.ChatSetting]),
		ParticipantLimit: limit(in.ParticipantLimit),
		CallType:         mapped(keep(&c, "callType", in.CallType), lower[model.CallType]),
		MaxQuality:       mapped(keep(&c, "maxQuality", in.MaxQuality), quality),
	}}
	out, err := r.executeChange(ctx, &c, readInventory, cmd, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	row := shown(ctx, r, out, r.room)
	return &model.MeetingRoomUpdatePayload{MeetingRoom: row, Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) removeRoom(ctx context.Context, in model.MeetingRoomRemoveInput) (*model.MeetingRoomRemovePayload, error) {
	raw, err := rawID("input.id", kindService, in.ID)
	if err != nil {
		return nil, err
	}
	out, err := r.execute(ctx, readInventory, service.Remove{ID: raw}, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	return &model.MeetingRoomRemovePayload{RemovedID: out.removed(in.ID), Position: out.position, UserErrors: out.userErrors}, nil
}
