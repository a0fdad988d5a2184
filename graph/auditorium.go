package graph

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections/inventory"
)

var auditoriums = serviceKind[model.Auditorium]{events.ServiceLecture, modelAuditorium}

func modelAuditorium(row inventory.Service) *model.Auditorium {
	return &model.Auditorium{
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
		HostLayout:                    modelLayout(row.HostLayout),
		GuestLayout:                   modelLayout(row.GuestLayout),
		GuestsCanSeeGuests:            model.GuestsCanSeeGuests(upper(row.GuestsCanSeeGuests)),
		ForcePresenterIntoMain:        row.ForcePresenterIntoMain,
		CreatedAt:                     row.CreatedAt, UpdatedAt: row.UpdatedAt,
	}
}

func (r *Resolver) auditoriums(ctx context.Context, first int, after *string, filter *model.ServiceSearch, orderBy *model.ServiceOrder, minPosition *events.Position) (*model.AuditoriumConnection, error) {
	page, err := auditoriums.page(ctx, r, first, after, filter, orderBy, minPosition)
	if err != nil {
		return nil, err
	}
	es, ns, info := edges(page, modelAuditorium, func(cursor string, node *model.Auditorium) *model.AuditoriumEdge {
		return &model.AuditoriumEdge{Cursor: cursor, Node: node}
	})
	return &model.AuditoriumConnection{Edges: es, Nodes: ns, PageInfo: info, TotalCount: page.TotalCount}, nil
}

func (r *Resolver) createAuditorium(ctx context.Context, in model.ServiceInput) (*model.AuditoriumCreatePayload, error) {
	row, out, err := auditoriums.create(ctx, r, in)
	if err != nil {
		return nil, err
	}
	return &model.AuditoriumCreatePayload{
		Auditorium: row, Position: out.position, UserErrors: out.userErrors, Warnings: r.warnedOf(ctx, out, kindService),
	}, nil
}

func (r *Resolver) updateAuditorium(ctx context.Context, in model.ServiceInput) (*model.AuditoriumUpdatePayload, error) {
	row, out, err := auditoriums.update(ctx, r, in)
	if err != nil {
		return nil, err
	}
	return &model.AuditoriumUpdatePayload{
		Auditorium: row, Position: out.position, UserErrors: out.userErrors, Warnings: r.warnedOf(ctx, out, kindService),
	}, nil
}

func (r *Resolver) removeAuditorium(ctx context.Context, in model.AuditoriumRemoveInput) (*model.AuditoriumRemovePayload, error) {
	out, err := auditoriums.remove(ctx, r, in.ID, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	return &model.AuditoriumRemovePayload{RemovedID: out.removed(in.ID), Position: out.position, UserErrors: out.userErrors}, nil
}
