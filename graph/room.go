package graph

import (
	"context"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/service"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections/inventory"
)

func modelRoom(row inventory.Service) *model.MeetingRoom {
	return &model.MeetingRoom{
		ID: encodeID(kindService, row.ID), Revision: row.Revision,
		Name: row.Name, Description: row.Description, Tag: row.Tag, Aliases: modelAliases(row),
		CallType: model.CallType(upper(row.CallType)), MaxQuality: modelQuality(row.MaxQuality),
		MaxCallRateIn: row.MaxCallRateIn, MaxCallRateOut: row.MaxCallRateOut,
		Encryption: model.EncryptionSetting(upper(row.Encryption)), ThemeID: optionalID(kindTheme, row.ThemeID),
		HasHostPin: row.HasHostPIN, AllowGuests: row.AllowGuests, HasGuestPin: row.HasGuestPIN,
		GuestsCanPresent: row.GuestsCanPresent, MuteAllGuests: row.MuteAllGuests,
		EnableChat: model.ChatSetting(upper(row.EnableChat)), ParticipantLimit: row.ParticipantLimit,
		PrimaryOwnerEmail: row.PrimaryOwnerEmail, EnableOverlayText: row.EnableOverlayText,
		EnableActiveSpeakerIndication: row.EnableActiveSpeaker,
		AutomaticParticipants:         encodeIDs(kindDialout, row.AutomaticParticipants),
		Layout:                        modelLayout(row.Layout),
		CreatedAt:                     row.CreatedAt, UpdatedAt: row.UpdatedAt,
	}
}

func (r *Resolver) rooms(ctx context.Context, first int, after *string, filter *model.MeetingRoomFilter, orderBy *model.MeetingRoomOrder, minPosition *events.Position) (*model.MeetingRoomConnection, error) {
	q := inventory.ServiceQuery{Type: events.ServiceConference}
	if filter != nil {
		q.Search, q.Tag, q.Alias = text(filter.Search.Value()), text(filter.Tag.Value()), text(filter.Alias.Value())
	}
	if orderBy != nil {
		q.Order = order(orderBy.Field, orderBy.Direction)
	}
	page, err := r.servicePage(ctx, first, after, q, minPosition)
	if err != nil {
		return nil, err
	}
	es, ns, info := edges(page, modelRoom, func(cursor string, node *model.MeetingRoom) *model.MeetingRoomEdge {
		return &model.MeetingRoomEdge{Cursor: cursor, Node: node}
	})
	return &model.MeetingRoomConnection{Edges: es, Nodes: ns, PageInfo: info, TotalCount: page.TotalCount}, nil
}

func (r *Resolver) room(ctx context.Context, raw string) (*model.MeetingRoom, error) {
	return serviceOfKind(r, events.ServiceConference, modelRoom)(ctx, raw)
}

func roomCreate(in model.MeetingRoomCreateInput) (service.Create, error) {
	patch, err := referring(service.Patch{
		Name:             some(in.Name),
		Description:      given(in.Description),
		Tag:              given(in.Tag),
		Aliases:          aliasList(in.Aliases),
		CallType:         mapped(given(in.CallType), lower[model.CallType]),
		MaxQuality:       mapped(given(in.MaxQuality), quality),
		MaxCallRateIn:    limit(in.MaxCallRateIn),
		MaxCallRateOut:   limit(in.MaxCallRateOut),
		Encryption:       mapped(given(in.Encryption), lower[model.EncryptionSetting]),
		HostPIN:          mapped(given(in.HostPin), domain.Plaintext),
		AllowGuests:      given(in.AllowGuests),
		GuestPIN:         mapped(given(in.GuestPin), domain.Plaintext),
		GuestsCanPresent: given(in.GuestsCanPresent),
		MuteAllGuests:    given(in.MuteAllGuests),
		EnableChat:       mapped(given(in.EnableChat), lower[model.ChatSetting]),
		ParticipantLimit: limit(in.ParticipantLimit),

		PrimaryOwnerEmail:   given(in.PrimaryOwnerEmail),
		EnableOverlayText:   given(in.EnableOverlayText),
		EnableActiveSpeaker: given(in.EnableActiveSpeakerIndication),
		Layout:              mapped(given(in.Layout), layout),
	}, "input", in.ThemeID, in.AutomaticParticipants)
	return service.Create{Type: events.ServiceConference, Patch: patch}, err
}

func (r *Resolver) createRoom(ctx context.Context, in model.MeetingRoomCreateInput) (*model.MeetingRoomCreatePayload, error) {
	cmd, err := roomCreate(in)
	if err != nil {
		return nil, err
	}
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
	patch, err := referring(service.Patch{
		Name:             keep(&c, "name", in.Name),
		Description:      clearable(in.Description),
		Tag:              clearable(in.Tag),
		Aliases:          aliasList(in.Aliases),
		CallType:         mapped(keep(&c, "callType", in.CallType), lower[model.CallType]),
		MaxQuality:       mapped(keep(&c, "maxQuality", in.MaxQuality), quality),
		MaxCallRateIn:    limit(in.MaxCallRateIn),
		MaxCallRateOut:   limit(in.MaxCallRateOut),
		Encryption:       mapped(keep(&c, "encryption", in.Encryption), lower[model.EncryptionSetting]),
		HostPIN:          mapped(clearable(in.HostPin), domain.Plaintext),
		AllowGuests:      keep(&c, "allowGuests", in.AllowGuests),
		GuestPIN:         mapped(clearable(in.GuestPin), domain.Plaintext),
		GuestsCanPresent: keep(&c, "guestsCanPresent", in.GuestsCanPresent),
		MuteAllGuests:    keep(&c, "muteAllGuests", in.MuteAllGuests),
		EnableChat:       mapped(keep(&c, "enableChat", in.EnableChat), lower[model.ChatSetting]),
		ParticipantLimit: limit(in.ParticipantLimit),

		PrimaryOwnerEmail:   clearable(in.PrimaryOwnerEmail),
		EnableOverlayText:   keep(&c, "enableOverlayText", in.EnableOverlayText),
		EnableActiveSpeaker: keep(&c, "enableActiveSpeakerIndication", in.EnableActiveSpeakerIndication),
		Layout:              mapped(keep(&c, "layout", in.Layout), layout),
	}, "input", in.ThemeID, in.AutomaticParticipants)
	if err != nil {
		return nil, err
	}
	cmd := service.Update{ID: raw, Type: events.ServiceConference, Patch: patch}
	out, err := r.executeChange(ctx, &c, readInventory, cmd, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	row := shown(ctx, r, out, r.room)
	return &model.MeetingRoomUpdatePayload{MeetingRoom: row, Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) removeRoom(ctx context.Context, in model.MeetingRoomRemoveInput) (*model.MeetingRoomRemovePayload, error) {
	out, err := r.removeService(ctx, events.ServiceConference, in.ID, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	return &model.MeetingRoomRemovePayload{RemovedID: out.removed(in.ID), Position: out.position, UserErrors: out.userErrors}, nil
}
