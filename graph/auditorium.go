package graph

import (
	"context"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/service"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections/inventory"
)

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
	page, err := r.servicePage(ctx, first, after, searching(events.ServiceLecture, filter, orderBy), minPosition)
	if err != nil {
		return nil, err
	}
	es, ns, info := edges(page, modelAuditorium, func(cursor string, node *model.Auditorium) *model.AuditoriumEdge {
		return &model.AuditoriumEdge{Cursor: cursor, Node: node}
	})
	return &model.AuditoriumConnection{Edges: es, Nodes: ns, PageInfo: info, TotalCount: page.TotalCount}, nil
}

func (r *Resolver) auditorium(ctx context.Context, raw string) (*model.Auditorium, error) {
	return serviceOfKind(r, events.ServiceLecture, modelAuditorium)(ctx, raw)
}

func auditoriumCreate(in model.AuditoriumCreateInput) (service.Create, error) {
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

		HostLayout:             mapped(given(in.HostLayout), layout),
		GuestLayout:            mapped(given(in.GuestLayout), layout),
		GuestsCanSeeGuests:     mapped(given(in.GuestsCanSeeGuests), lower[model.GuestsCanSeeGuests]),
		ForcePresenterIntoMain: given(in.ForcePresenterIntoMain),
	}, "input", in.ThemeID, in.AutomaticParticipants)
	return service.Create{Type: events.ServiceLecture, Patch: patch}, err
}

func (r *Resolver) createAuditorium(ctx context.Context, in model.AuditoriumCreateInput) (*model.AuditoriumCreatePayload, error) {
	cmd, err := auditoriumCreate(in)
	if err != nil {
		return nil, err
	}
	out, err := r.execute(ctx, readInventory, cmd, in.IdempotencyKey, noRevision)
	if err != nil {
		return nil, err
	}
	row := shown(ctx, r, out, r.auditorium)
	return &model.AuditoriumCreatePayload{Auditorium: row, Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) updateAuditorium(ctx context.Context, in model.AuditoriumUpdateInput) (*model.AuditoriumUpdatePayload, error) {
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

		HostLayout:             mapped(keep(&c, "hostLayout", in.HostLayout), layout),
		GuestLayout:            mapped(keep(&c, "guestLayout", in.GuestLayout), layout),
		GuestsCanSeeGuests:     mapped(keep(&c, "guestsCanSeeGuests", in.GuestsCanSeeGuests), lower[model.GuestsCanSeeGuests]),
		ForcePresenterIntoMain: keep(&c, "forcePresenterIntoMain", in.ForcePresenterIntoMain),
	}, "input", in.ThemeID, in.AutomaticParticipants)
	if err != nil {
		return nil, err
	}
	cmd := service.Update{ID: raw, Type: events.ServiceLecture, Patch: patch}
	out, err := r.executeChange(ctx, &c, readInventory, cmd, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	row := shown(ctx, r, out, r.auditorium)
	return &model.AuditoriumUpdatePayload{Auditorium: row, Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) removeAuditorium(ctx context.Context, in model.AuditoriumRemoveInput) (*model.AuditoriumRemovePayload, error) {
	out, err := r.removeService(ctx, events.ServiceLecture, in.ID, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	return &model.AuditoriumRemovePayload{RemovedID: out.removed(in.ID), Position: out.position, UserErrors: out.userErrors}, nil
}
