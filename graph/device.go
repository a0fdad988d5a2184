package graph

import (
	"context"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/device"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/inventory"
)

func modelDevice(row inventory.Device) *model.Device {
	s := row.Settings
	return &model.Device{
		ID:          encodeID(kindDevice, row.ID),
		Revision:    row.Revision,
		Alias:       s.Alias,
		Description: s.Description,
		Tag:         s.Tag,
		OwnerEmail:  s.OwnerEmail,
		Username:    s.Username,
		HasPassword: row.HasPassword,
		Protocols:   convert(s.Protocols, modelProtocol),
		CreatedAt:   row.CreatedAt,
		UpdatedAt:   row.UpdatedAt,
	}
}

func deviceEdge(cursor string, node *model.Device) *model.DeviceEdge {
	return &model.DeviceEdge{Cursor: cursor, Node: node}
}

// byAlias is order for lists whose names are aliases.
func byAlias[Field ~string](field Field, direction model.OrderDirection) projections.Order {
	if field == "ALIAS" {
		field = Field(projections.OrderByName)
	}
	return order(field, direction)
}

func (r *Resolver) devices(ctx context.Context, first int, after *string, filter *model.DeviceFilter, orderBy *model.DeviceOrder, minPosition *events.Position) (*model.DeviceConnection, error) {
	cursor, err := checkPage(first, after)
	if err != nil {
		return nil, err
	}
	q := inventory.DeviceQuery{First: first, After: cursor}
	if filter != nil {
		q.Search, q.Alias = text(filter.Search.Value()), text(filter.Alias.Value())
		if p := filter.Protocol.Value(); p != nil {
			q.Protocol = protocol(*p)
		}
	}
	if orderBy != nil {
		q.Order = byAlias(orderBy.Field, orderBy.Direction)
	}
	if err := r.catchUp(ctx, readInventory, minPosition); err != nil {
		return nil, err
	}
	page, err := r.Inventory.Devices(ctx, q)
	if err != nil {
		return nil, err
	}
	es, ns, info := edges(page, modelDevice, deviceEdge)
	return &model.DeviceConnection{Edges: es, Nodes: ns, PageInfo: info, TotalCount: page.TotalCount}, nil
}

func (r *Resolver) device(ctx context.Context, raw string) (*model.Device, error) {
	return found(modelDevice)(r.Inventory.Device(ctx, raw))
}

// shadowing finds the services that have the aliases of devices.
func (r *Resolver) shadowing(ctx context.Context, devices []*model.Device) ([]model.Service, error) {
	aliases := convert(devices, func(d *model.Device) string { return d.Alias })
	services, err := r.Inventory.ServicesByAlias(ctx, aliases)
	if err != nil {
		return nil, err
	}
	answer := make([]model.Service, len(devices))
	for i, alias := range aliases {
		if row, ok := services[alias]; ok {
			answer[i] = modelService(row)
		}
	}
	return answer, nil
}

func (r *Resolver) createDevice(ctx context.Context, in model.DeviceCreateInput) (*model.DeviceCreatePayload, error) {
	cmd := device.Create{Patch: device.Patch{
		Alias:       some(in.Alias),
		Description: given(in.Description),
		Tag:         given(in.Tag),
		OwnerEmail:  given(in.OwnerEmail),
		Username:    given(in.Username),
		Password:    mapped(given(in.Password), domain.Plaintext),
		Protocols:   protocolList(in.Protocols, true),
	}}
	out, err := r.execute(ctx, readInventory, cmd, in.IdempotencyKey, noRevision)
	if err != nil {
		return nil, err
	}
	row := shown(ctx, r, out, r.device)
	return &model.DeviceCreatePayload{
		Device: row, Position: out.position, UserErrors: out.userErrors, Warnings: r.warnedOf(ctx, out, kindDevice),
	}, nil
}

func (r *Resolver) updateDevice(ctx context.Context, in model.DeviceUpdateInput) (*model.DeviceUpdatePayload, error) {
	raw, err := rawID("input.id", kindDevice, in.ID)
	if err != nil {
		return nil, err
	}
	var c change
	cmd := device.Update{ID: raw, Patch: device.Patch{
		Alias:       keep(&c, "alias", in.Alias),
		Description: clearable(in.Description),
		Tag:         clearable(in.Tag),
		OwnerEmail:  clearable(in.OwnerEmail),
		Username:    clearable(in.Username),
		Password:    mapped(clearable(in.Password), domain.Plaintext),
		Protocols:   protocolList(in.Protocols, false),
	}}
	out, err := r.executeChange(ctx, &c, readInventory, cmd, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	row := shown(ctx, r, out, r.device)
	return &model.DeviceUpdatePayload{
		Device: row, Position: out.position, UserErrors: out.userErrors, Warnings: r.warnedOf(ctx, out, kindDevice),
	}, nil
}

func (r *Resolver) removeDevice(ctx context.Context, in model.DeviceRemoveInput) (*model.DeviceRemovePayload, error) {
	raw, err := rawID("input.id", kindDevice, in.ID)
	if err != nil {
		return nil, err
	}
	out, err := r.execute(ctx, readInventory, device.Remove{ID: raw}, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	return &model.DeviceRemovePayload{RemovedID: out.removed(in.ID), Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) removeDevices(ctx context.Context, in model.DevicesRemoveInput) (*model.BulkPayload, error) {
	return r.inBulk(ctx, readInventory, kindDevice, in.Ids, in.IdempotencyKey, func(raw string) domain.Command { return device.Remove{ID: raw} })
}
