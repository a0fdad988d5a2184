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
	}}
	out, err := r.executeChange(ctx, &c, readInventory, cmd, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	row := shown(ctx, r, out, r.settings)
	return &model.GlobalSettingsUpdatePayload{GlobalSettings: row, Position: out.position, UserErrors: out.userErrors}, nil
}
