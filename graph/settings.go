package graph

import (
	"context"

	"github.com/parley-video/parley/domain/settings"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
)

func (r *Resolver) globalSettings(ctx context.Context, minPosition *events.Position) (*model.GlobalSettings, error) {
	if err := r.catchUp(ctx, readInventory, minPosition); err != nil {
		return nil, err
	}
	return r.settings(ctx, settings.ID)
}

// settings loads the one set of settings; its id is not looked at.
func (r *Resolver) settings(ctx context.Context, _ string) (*model.GlobalSettings, error) {
	row, err := r.Inventory.Settings(ctx)
	if err != nil {
		return nil, err
	}
	return &model.GlobalSettings{
		ID:                     encodeID(kindSettings, settings.ID),
		Revision:               row.Revision,
		DeploymentName:         row.DeploymentName,
		EnableChat:             row.EnableChat,
		MaxQuality:             modelQuality(row.MaxQuality),
		PinEntryTimeout:        row.PINEntryTimeout,
		WaitingForHostTimeout:  row.WaitingForHostTimeout,
		GuestsOnlyTimeout:      row.GuestsOnlyTimeout,
		LastParticipantTimeout: row.LastParticipantTimeout,
		SessionIdleTimeout:     row.SessionIdleTimeout,

		Encryption: modelEncryption(row.Encryption), MaxCallRateIn: orNone(row.MaxCallRateIn), MaxCallRateOut: orNone(row.MaxCallRateOut),
		DefaultThemeID: optionalID(kindTheme, row.DefaultThemeID),
		EnableDialout:  row.EnableDialout,
		PinProtection:  row.PINProtection, AliasProtection: row.AliasProtection,
		PinAttemptLimit: row.PINAttemptLimit, AliasAttemptLimit: row.AliasAttemptLimit, BreakInAllowList: list(row.BreakInAllowList),
		BurstingEnabled: row.BurstingEnabled, BurstingThreshold: row.BurstingThreshold, BurstingMinLifetime: row.BurstingMinLifetime,
		SignInBanner: row.SignInBanner, SiteBanner: row.SiteBanner,
		LiveViewShowConferences: row.LiveViewShowConferences, ConferenceHistoryDays: row.ConferenceHistoryDays,
	}, nil
}

// settingsNode is the settings by their identifier.
func (r *Resolver) settingsNode(ctx context.Context, raw string) (*model.GlobalSettings, error) {
	if raw != settings.ID {
		return nil, nil
	}
	return r.settings(ctx, raw)
}

func (r *Resolver) updateSettings(ctx context.Context, in model.GlobalSettingsUpdateInput) (*model.GlobalSettingsUpdatePayload, error) {
	deflt, err := rawOpt("input.defaultThemeId", kindTheme, clearable(in.DefaultThemeID))
	if err != nil {
		return nil, err
	}
	var c change
	cmd := settings.Update{Patch: settings.Patch{
		DeploymentName:         keep(&c, "deploymentName", in.DeploymentName),
		EnableChat:             keep(&c, "enableChat", in.EnableChat),
		MaxQuality:             mapped(keep(&c, "maxQuality", in.MaxQuality), quality),
		PINEntryTimeout:        keep(&c, "pinEntryTimeout", in.PinEntryTimeout),
		WaitingForHostTimeout:  keep(&c, "waitingForHostTimeout", in.WaitingForHostTimeout),
		GuestsOnlyTimeout:      keep(&c, "guestsOnlyTimeout", in.GuestsOnlyTimeout),
		LastParticipantTimeout: keep(&c, "lastParticipantTimeout", in.LastParticipantTimeout),
		SessionIdleTimeout:     keep(&c, "sessionIdleTimeout", in.SessionIdleTimeout),

		Encryption:    mapped(keep(&c, "encryption", in.Encryption), encryptionOf),
		MaxCallRateIn: clearable(in.MaxCallRateIn), MaxCallRateOut: clearable(in.MaxCallRateOut),
		DefaultTheme:      deflt,
		EnableDialout:     keep(&c, "enableDialout", in.EnableDialout),
		PINProtection:     keep(&c, "pinProtection", in.PinProtection),
		AliasProtection:   keep(&c, "aliasProtection", in.AliasProtection),
		PINAttemptLimit:   keep(&c, "pinAttemptLimit", in.PinAttemptLimit),
		AliasAttemptLimit: keep(&c, "aliasAttemptLimit", in.AliasAttemptLimit),

		BurstingEnabled:     keep(&c, "burstingEnabled", in.BurstingEnabled),
		BurstingThreshold:   keep(&c, "burstingThreshold", in.BurstingThreshold),
		BurstingMinLifetime: keep(&c, "burstingMinLifetime", in.BurstingMinLifetime),

		SignInBanner: clearable(in.SignInBanner), SiteBanner: clearable(in.SiteBanner),
		LiveViewShowConferences: keep(&c, "liveViewShowConferences", in.LiveViewShowConferences),
		ConferenceHistoryDays:   keep(&c, "conferenceHistoryDays", in.ConferenceHistoryDays),
	}}
	if allowed, set := in.BreakInAllowList.ValueOK(); set {
		cmd.BreakInAllowList = some(allowed)
	}
	out, err := r.executeChange(ctx, &c, readInventory, cmd, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	row := shown(ctx, r, out, r.settings)
	return &model.GlobalSettingsUpdatePayload{GlobalSettings: row, Position: out.position, UserErrors: out.userErrors}, nil
}

// signInPage is what may be told to somebody who is not known.
func (r *Resolver) signInPage(ctx context.Context) (*model.SignInPage, error) {
	row, err := r.Inventory.Settings(ctx)
	if err != nil {
		return nil, err
	}
	return r.signInWays(ctx, &model.SignInPage{Banner: row.SignInBanner})
}

// orNone is a number of which zero means that there is none.
func orNone(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}

// encryptionOf turns a mode into that of the domain, which refuses DEFAULT: the
// settings are what others fall back on.
func encryptionOf(v model.EncryptionSetting) events.Encryption {
	switch v {
	case model.EncryptionSettingBestEffort:
		return events.EncryptionBestEffort
	case model.EncryptionSettingRequired:
		return events.EncryptionRequired
	case model.EncryptionSettingOff:
		return events.EncryptionOff
	default:
		return events.Encryption(v)
	}
}

func modelEncryption(m events.Encryption) model.EncryptionSetting {
	switch m {
	case events.EncryptionRequired:
		return model.EncryptionSettingRequired
	case events.EncryptionOff:
		return model.EncryptionSettingOff
	default:
		return model.EncryptionSettingBestEffort
	}
}
