package graph

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections/inventory"
)

var rooms = serviceKind[model.MeetingRoom]{events.ServiceConference, modelRoom}

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

func (r *Resolver) rooms(ctx context.Context, first int, after *string, filter *model.ServiceSearch, orderBy *model.ServiceOrder, minPosition *events.Position) (*model.MeetingRoomConnection, error) {
	page, err := rooms.page(ctx, r, first, after, filter, orderBy, minPosition)
	if err != nil {
		return nil, err
	}
	es, ns, info := edges(page, modelRoom, func(cursor string, node *model.MeetingRoom) *model.MeetingRoomEdge {
		return &model.MeetingRoomEdge{Cursor: cursor, Node: node}
	})
	return &model.MeetingRoomConnection{Edges: es, Nodes: ns, PageInfo: info, TotalCount: page.TotalCount}, nil
}

func (r *Resolver) createRoom(ctx context.Context, in model.ServiceInput) (*model.MeetingRoomCreatePayload, error) {
	row, out, err := rooms.create(ctx, r, in)
	if err != nil {
		return nil, err
	}
	return &model.MeetingRoomCreatePayload{
		MeetingRoom: row, Position: out.position, UserErrors: out.userErrors, Warnings: r.warnedOf(ctx, out, kindService),
	}, nil
}

func (r *Resolver) updateRoom(ctx context.Context, in model.ServiceInput) (*model.MeetingRoomUpdatePayload, error) {
	row, out, err := rooms.update(ctx, r, in)
	if err != nil {
		return nil, err
	}
	return &model.MeetingRoomUpdatePayload{
		MeetingRoom: row, Position: out.position, UserErrors: out.userErrors, Warnings: r.warnedOf(ctx, out, kindService),
	}, nil
}

func (r *Resolver) removeRoom(ctx context.Context, in model.MeetingRoomRemoveInput) (*model.MeetingRoomRemovePayload, error) {
	out, err := rooms.remove(ctx, r, in.ID, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	return &model.MeetingRoomRemovePayload{RemovedID: out.removed(in.ID), Position: out.position, UserErrors: out.userErrors}, nil
}
