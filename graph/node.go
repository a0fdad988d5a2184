package graph

import (
	"context"
	"errors"
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/advice"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/inventory"
	"github.com/parley-video/parley/projections/liveview"
)

// freshReport is how old a report may be to say something about the present.
const freshReport = 2 * time.Minute

func (r *Resolver) modelNode(row inventory.ConferencingNode) *model.ConferencingNode {
	n := &model.ConferencingNode{
		ID:                   encodeID(kindNode, row.ID),
		Revision:             row.Revision,
		Name:                 row.Name,
		Description:          row.Description,
		LocationID:           row.LocationID,
		Role:                 modelNodeRole(row.Role),
		Address:              row.Address,
		Fqdn:                 row.FQDN,
		AlwaysOn:             row.AlwaysOn,
		CapacityHd:           row.CapacityHD,
		MediaPriorityWeight:  row.MediaPriorityWeight,
		SecondaryAddress:     row.SecondaryAddress,
		StaticNatAddress:     row.StaticNATAddress,
		Ipv6Address:          row.IPv6Address,
		CloudBursting:        row.CloudBursting,
		Maintenance:          row.Maintenance,
		MaintenanceReason:    row.MaintenanceReason,
		State:                model.NodeState(row.State),
		Version:              row.Version,
		BootTime:             row.BootTime,
		ClientURL:            row.ClientURL,
		MaxHd:                row.MaxHD,
		CertificateExpiresAt: row.CertificateExpiresAt,
		CreatedAt:            row.CreatedAt,
		UpdatedAt:            row.UpdatedAt,
	}
	r.enrolmentOf(n, row.ID)
	var fresh *liveview.Load
	if load := r.Deps.LiveView.NodeLoad(row.ID); load != nil {
		n.LastReportAt = &load.ReportedAt
		if r.Now().Sub(load.ReportedAt) < freshReport {
			n.MediaLoad = &load.MediaLoad
			fresh = load
		}
	}
	r.fillLife(n, row.ID, fresh)
	return n
}

func nodeEdge(cursor string, node *model.ConferencingNode) *model.ConferencingNodeEdge {
	return &model.ConferencingNodeEdge{Cursor: cursor, Node: node}
}

func (r *Resolver) nodes(ctx context.Context, first int, after *string, filter *model.ConferencingNodeFilter, orderBy *model.ConferencingNodeOrder, minPosition *events.Position) (*model.ConferencingNodeConnection, error) {
	cursor, err := checkPage(first, after)
	if err != nil {
		return nil, err
	}
	q := inventory.NodeQuery{First: first, After: cursor}
	if filter != nil {
		q.Search = text(filter.Search.Value())
		if q.LocationID, err = optionalRawID("filter.locationId", kindLocation, filter.LocationID.Value()); err != nil {
			return nil, err
		}
		q.Role = mapped(given(filter.Role), nodeRole).Value
		q.State = mapped(given(filter.State), func(s model.NodeState) projections.NodeState { return projections.NodeState(s) }).Value
		q.Maintenance, q.CloudBursting = filter.Maintenance.Value(), filter.CloudBursting.Value()
	}
	if orderBy != nil {
		q.Order = order(orderBy.Field, orderBy.Direction)
	}
	if err := r.catchUp(ctx, readInventory, minPosition); err != nil {
		return nil, err
	}
	page, err := r.Inventory.Nodes(ctx, q)
	if err != nil {
		return nil, err
	}
	es, ns, info := edges(page, r.modelNode, nodeEdge)
	return &model.ConferencingNodeConnection{Edges: es, Nodes: ns, PageInfo: info, TotalCount: page.TotalCount}, nil
}

func (r *Resolver) node(ctx context.Context, raw string) (*model.ConferencingNode, error) {
	return found(r.modelNode)(r.Inventory.Node(ctx, raw))
}

func (r *Resolver) locationsOfNodes(ctx context.Context, parents []*model.ConferencingNode) ([]*model.Location, error) {
	ids := make([]string, len(parents))
	for i, p := range parents {
		ids[i] = p.LocationID
	}
	return r.locationsOf(ctx, ids)
}

func (r *Resolver) createNode(ctx context.Context, in model.ConferencingNodeCreateInput) (*model.ConferencingNodeCreatePayload, error) {
	locationID, err := rawID("input.locationId", kindLocation, in.LocationID)
	if err != nil {
		return nil, err
	}
	cmd := node.Create{Patch: node.Patch{
		Name:                some(in.Name),
		Description:         given(in.Description),
		LocationID:          some(locationID),
		Role:                mapped(given(in.Role), nodeRole),
		Address:             some(in.Address),
		FQDN:                given(in.Fqdn),
		AlwaysOn:            given(in.AlwaysOn),
		CapacityHD:          given(in.CapacityHd),
		MediaPriorityWeight: given(in.MediaPriorityWeight),
		SecondaryAddress:    given(in.SecondaryAddress),
		StaticNATAddress:    given(in.StaticNatAddress),
		IPv6Address:         given(in.Ipv6Address),
		CloudBursting:       given(in.CloudBursting),
	}}
	out, err := r.execute(ctx, readInventory, cmd, in.IdempotencyKey, noRevision)
	if err != nil {
		return nil, err
	}
	row := shown(ctx, r, out, r.node)
	return &model.ConferencingNodeCreatePayload{ConferencingNode: row, Position: out.position, Warnings: r.warned(ctx, out, advice.KindNode), UserErrors: out.userErrors}, nil
}

func (r *Resolver) updateNode(ctx context.Context, in model.ConferencingNodeUpdateInput) (*model.ConferencingNodeUpdatePayload, error) {
	var c change
	raw, err := rawID("input.id", kindNode, in.ID)
	locationID, err1 := rawOpt("input.locationId", kindLocation, keep(&c, "locationId", in.LocationID))
	if err := errors.Join(err, err1); err != nil {
		return nil, err
	}
	cmd := node.Update{ID: raw, DropCalls: given(in.DropCalls).Value, Patch: node.Patch{
		Name:                keep(&c, "name", in.Name),
		Description:         clearable(in.Description),
		LocationID:          locationID,
		Role:                mapped(keep(&c, "role", in.Role), nodeRole),
		Address:             keep(&c, "address", in.Address),
		FQDN:                clearable(in.Fqdn),
		AlwaysOn:            keep(&c, "alwaysOn", in.AlwaysOn),
		CapacityHD:          clearable(in.CapacityHd),
		MediaPriorityWeight: keep(&c, "mediaPriorityWeight", in.MediaPriorityWeight),
		SecondaryAddress:    clearable(in.SecondaryAddress),
		StaticNATAddress:    clearable(in.StaticNatAddress),
		IPv6Address:         clearable(in.Ipv6Address),
		CloudBursting:       keep(&c, "cloudBursting", in.CloudBursting),
	}}
	out, err := r.executeChange(ctx, &c, readInventory, cmd, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	row := shown(ctx, r, out, r.node)
	return &model.ConferencingNodeUpdatePayload{ConferencingNode: row, Position: out.position, Warnings: r.warned(ctx, out, advice.KindNode), UserErrors: out.userErrors}, nil
}

func (r *Resolver) removeNode(ctx context.Context, in model.ConferencingNodeRemoveInput) (*model.ConferencingNodeRemovePayload, error) {
	raw, err := rawID("input.id", kindNode, in.ID)
	if err != nil {
		return nil, err
	}
	cmd := node.Remove{ID: raw, Reason: text(in.Reason.Value()), Force: given(in.Force).Or(false), Carried: r.carried(raw), Attempt: r.attempt(raw)}
	out, err := r.execute(ctx, readInventory, cmd, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	return &model.ConferencingNodeRemovePayload{RemovedID: out.removed(in.ID), Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) setMaintenance(ctx context.Context, in model.ConferencingNodeSetMaintenanceInput) (*model.ConferencingNodeSetMaintenancePayload, error) {
	raw, err := rawID("input.id", kindNode, in.ID)
	if err != nil {
		return nil, err
	}
	cmd := node.SetMaintenance{ID: raw, Maintenance: in.Maintenance, Reason: text(in.Reason.Value()), Carried: r.carried(raw)}
	out, err := r.execute(ctx, readInventory, cmd, in.IdempotencyKey, noRevision)
	if err != nil {
		return nil, err
	}
	row := shown(ctx, r, out, r.node)
	return &model.ConferencingNodeSetMaintenancePayload{ConferencingNode: row, Position: out.position, UserErrors: out.userErrors}, nil
}

// How long a provisioning document may be valid, in minutes.
const (
	minProvisionMinutes     = 5
	maxProvisionMinutes     = 10080
	defaultProvisionMinutes = 1440
)

func (r *Resolver) provisionNode(ctx context.Context, in model.ConferencingNodeProvisionInput) (*model.ConferencingNodeProvisionPayload, error) {
	raw, err := rawID("input.id", kindNode, in.ID)
	if err != nil {
		return nil, err
	}
	minutes := given(in.ExpiresInMinutes).Or(defaultProvisionMinutes)
	var check domain.Checker
	check.Range(minutes, minProvisionMinutes, maxProvisionMinutes, "expiresInMinutes")
	err = check.Err()
	var doc ProvisioningDocument
	if err == nil {
		doc, err = r.Provisioning.Issue(ctx, ProvisioningOrder{
			Envelope: plainEnvelope(ctx), NodeID: raw, Expires: time.Duration(minutes) * time.Minute,
		})
	}
	if err != nil {
		list, err := userErrors(err)
		if err != nil {
			return nil, err
		}
		return &model.ConferencingNodeProvisionPayload{UserErrors: list}, nil
	}
	return &model.ConferencingNodeProvisionPayload{
		Document: &doc.JSON, FileName: &doc.FileName, ExpiresAt: &doc.ExpiresAt,
		Position: &doc.Position, UserErrors: []*model.UserError{},
	}, nil
}
