package graph

import (
	"errors"

	"github.com/99designs/gqlgen/graphql"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/service"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
)

// servicePatch reads what is given of a service; at is where it stands in the
// arguments.
func servicePatch(c *change, at string, in *model.ServiceInput) (service.Patch, error) {
	p := service.Patch{
		Name:           keep(c, "name", in.Name),
		Description:    clearable(in.Description),
		Tag:            clearable(in.Tag),
		Aliases:        aliasList(in.Aliases),
		CallType:       mapped(keep(c, "callType", in.CallType), lower[model.CallType]),
		MaxQuality:     mapped(keep(c, "maxQuality", in.MaxQuality), quality),
		MaxCallRateIn:  limit(in.MaxCallRateIn),
		MaxCallRateOut: limit(in.MaxCallRateOut),
		Encryption:     mapped(keep(c, "encryption", in.Encryption), lower[model.EncryptionSetting]),

		HostPIN:          mapped(clearable(in.HostPin), domain.Plaintext),
		AllowGuests:      keep(c, "allowGuests", in.AllowGuests),
		GuestPIN:         mapped(clearable(in.GuestPin), domain.Plaintext),
		GuestsCanPresent: keep(c, "guestsCanPresent", in.GuestsCanPresent),
		MuteAllGuests:    keep(c, "muteAllGuests", in.MuteAllGuests),
		EnableChat:       mapped(keep(c, "enableChat", in.EnableChat), lower[model.ChatSetting]),
		ParticipantLimit: limit(in.ParticipantLimit),

		PrimaryOwnerEmail:   clearable(in.PrimaryOwnerEmail),
		EnableOverlayText:   keep(c, "enableOverlayText", in.EnableOverlayText),
		EnableActiveSpeaker: keep(c, "enableActiveSpeakerIndication", in.EnableActiveSpeakerIndication),

		Layout:                 mapped(keep(c, "layout", in.Layout), layout),
		HostLayout:             mapped(keep(c, "hostLayout", in.HostLayout), layout),
		GuestLayout:            mapped(keep(c, "guestLayout", in.GuestLayout), layout),
		GuestsCanSeeGuests:     mapped(keep(c, "guestsCanSeeGuests", in.GuestsCanSeeGuests), lower[model.GuestsCanSeeGuests]),
		ForcePresenterIntoMain: keep(c, "forcePresenterIntoMain", in.ForcePresenterIntoMain),

		MatchString:   clearable(in.MatchString),
		ReplaceString: clearable(in.ReplaceString),
		Digits:        limit(in.Digits),

		Duration: keep(c, "duration", in.Duration),
	}
	if c.isNew {
		p.Name = some(in.NewName)
	}
	var err1, err2, err3 error
	p.ThemeID, err1 = rawOpt(at+".themeId", kindTheme, clearable(in.ThemeID))
	p.AutomaticParticipants, err2 = rawList(at+".automaticParticipants", kindDialout, in.AutomaticParticipants)
	p.LookupLocationID, err3 = rawOpt(at+".lookupLocationId", kindLocation, clearable(in.LookupLocationID))
	return p, errors.Join(err1, err2, err3)
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

// limit reads a number that may be missing; null means none.
func limit(o graphql.Omittable[*int]) domain.Opt[*int] {
	n, set := o.ValueOK()
	if !set {
		return domain.Opt[*int]{}
	}
	return some(n)
}

// rawList turns the identifiers of a list that may be absent; null means an
// empty one.
func rawList(argument string, kind idKind, o graphql.Omittable[[]string]) (domain.Opt[[]string], error) {
	ids, set := o.ValueOK()
	if !set {
		return domain.Opt[[]string]{}, nil
	}
	list := make([]string, len(ids))
	for i, id := range ids {
		var err error
		if list[i], err = rawID(argument, kind, id); err != nil {
			return domain.Opt[[]string]{}, err
		}
	}
	return some(list), nil
}
