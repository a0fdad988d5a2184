package graph

import (
	"context"
	"errors"

	"github.com/parley-video/parley/domain/advice"
	"github.com/parley-video/parley/domain/location"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/inventory"
)

func modelLocation(row inventory.Location) *model.Location {
	s := row.Settings
	l := &model.Location{
		ID:                     encodeID(kindLocation, row.ID),
		Revision:               row.Revision,
		Name:                   s.Name,
		Description:            s.Description,
		OverflowID1:            s.OverflowLocation1,
		OverflowID2:            s.OverflowLocation2,
		TranscodingID:          s.TranscodingLocation,
		PolicyProfileID:        s.PolicyProfileID,
		Mtu:                    s.MTU,
		MediaDscp:              s.MediaDSCP,
		SignallingDscp:         s.SignallingDSCP,
		DNSServers:             list(s.DNSServers),
		NtpServers:             list(s.NTPServers),
		SyslogServers:          convert(s.SyslogServers, modelSyslogServer),
		StunServers:            convert(s.STUNServers, modelSTUNServer),
		TurnServers:            convert(s.TURNServers, modelTURNServer),
		ClientStunServers:      convert(s.ClientSTUNServers, modelSTUNServer),
		ClientTurnServers:      convert(s.ClientTURNServers, modelTURNServer),
		UseRelayCandidatesOnly: s.UseRelayCandidatesOnly,
		PinProtection:          modelProtection(s.PINProtection),
		AliasProtection:        modelProtection(s.AliasProtection),
		NodeCount:              row.NodeCount,
		CreatedAt:              row.CreatedAt,
		UpdatedAt:              row.UpdatedAt,
	}
	if s.BurstingThreshold > 0 {
		l.BurstingThreshold = &s.BurstingThreshold
	}
	return l
}

func locationEdge(cursor string, node *model.Location) *model.LocationEdge {
	return &model.LocationEdge{Cursor: cursor, Node: node}
}

func (r *Resolver) locations(ctx context.Context, first int, after *string, filter *model.LocationFilter, orderBy *model.LocationOrder, minPosition *events.Position) (*model.LocationConnection, error) {
	cursor, err := checkPage(first, after)
	if err != nil {
		return nil, err
	}
	q := inventory.LocationQuery{First: first, After: cursor}
	if filter != nil {
		q.Search = text(filter.Search.Value())
		q.Uses, err = optionalRawID("filter.usesLocationId", kindLocation, filter.UsesLocationID.Value())
		var err1 error
		q.PolicyProfileID, err1 = optionalRawID("filter.policyProfileId", kindPolicyProfile, filter.PolicyProfileID.Value())
		if err := errors.Join(err, err1); err != nil {
			return nil, err
		}
	}
	if orderBy != nil {
		q.Order = order(orderBy.Field, orderBy.Direction)
	}
	if err := r.catchUp(ctx, readInventory, minPosition); err != nil {
		return nil, err
	}
	page, err := r.Inventory.Locations(ctx, q)
	if err != nil {
		return nil, err
	}
	es, ns, info := edges(page, modelLocation, locationEdge)
	return &model.LocationConnection{Edges: es, Nodes: ns, PageInfo: info, TotalCount: page.TotalCount}, nil
}

func (r *Resolver) location(ctx context.Context, raw string) (*model.Location, error) {
	return found(modelLocation)(r.Inventory.Location(ctx, raw))
}

// locationsByID answers for all parents of a list with one query.
func (r *Resolver) locationsByID(ctx context.Context, parents []*model.Location, id func(*model.Location) string) ([]*model.Location, error) {
	ids := make([]string, len(parents))
	for i, p := range parents {
		ids[i] = id(p)
	}
	return r.locationsOf(ctx, ids)
}

// locationsOf looks locations up; those with an empty or unknown id are nil.
func (r *Resolver) locationsOf(ctx context.Context, ids []string) ([]*model.Location, error) {
	answer := make([]*model.Location, len(ids))
	var distinct []string
	seen := map[string]bool{"": true}
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			distinct = append(distinct, id)
		}
	}
	if len(distinct) == 0 {
		return answer, nil
	}
	rows, err := r.Inventory.LocationsByID(ctx, distinct)
	if err != nil {
		return nil, err
	}
	for i, id := range ids {
		if row, ok := rows[id]; ok {
			answer[i] = modelLocation(row)
		}
	}
	return answer, nil
}

func (r *Resolver) createLocation(ctx context.Context, in model.LocationCreateInput) (*model.LocationCreatePayload, error) {
	overflow1, err1 := rawOpt("input.overflowLocation1", kindLocation, given(in.OverflowLocation1))
	overflow2, err2 := rawOpt("input.overflowLocation2", kindLocation, given(in.OverflowLocation2))
	transcoding, err3 := rawOpt("input.transcodingLocation", kindLocation, given(in.TranscodingLocation))
	profile, err4 := rawOpt("input.policyProfileId", kindPolicyProfile, given(in.PolicyProfileID))
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		return nil, err
	}
	cmd := location.Create{Patch: location.Patch{
		Name:              some(in.Name),
		Description:       given(in.Description),
		OverflowLocation1: overflow1,
		OverflowLocation2: overflow2,
		MTU:               given(in.Mtu),
		MediaDSCP:         given(in.MediaDscp),
		SignallingDSCP:    given(in.SignallingDscp),

		TranscodingLocation:    transcoding,
		DNSServers:             whole(in.DNSServers),
		NTPServers:             whole(in.NtpServers),
		SyslogServers:          mapped(whole(in.SyslogServers), syslogServers),
		STUNServers:            mapped(whole(in.StunServers), stunServers),
		TURNServers:            mapped(whole(in.TurnServers), turnServers),
		ClientSTUNServers:      mapped(whole(in.ClientStunServers), stunServers),
		ClientTURNServers:      mapped(whole(in.ClientTurnServers), turnServers),
		UseRelayCandidatesOnly: given(in.UseRelayCandidatesOnly),
		PolicyProfileID:        profile,
		BurstingThreshold:      whole(in.BurstingThreshold),
		PINProtection:          mapped(given(in.PinProtection), protection),
		AliasProtection:        mapped(given(in.AliasProtection), protection),
	}}
	out, err := r.execute(ctx, readInventory, cmd, in.IdempotencyKey, noRevision)
	if err != nil {
		return nil, err
	}
	row := shown(ctx, r, out, r.location)
	return &model.LocationCreatePayload{Location: row, Position: out.position, Warnings: r.warned(ctx, out, advice.KindLocation), UserErrors: out.userErrors}, nil
}

func (r *Resolver) updateLocation(ctx context.Context, in model.LocationUpdateInput) (*model.LocationUpdatePayload, error) {
	raw, err := rawID("input.id", kindLocation, in.ID)
	overflow1, err1 := rawOpt("input.overflowLocation1", kindLocation, clearable(in.OverflowLocation1))
	overflow2, err2 := rawOpt("input.overflowLocation2", kindLocation, clearable(in.OverflowLocation2))
	transcoding, err3 := rawOpt("input.transcodingLocation", kindLocation, clearable(in.TranscodingLocation))
	profile, err4 := rawOpt("input.policyProfileId", kindPolicyProfile, clearable(in.PolicyProfileID))
	if err := errors.Join(err, err1, err2, err3, err4); err != nil {
		return nil, err
	}
	var c change
	cmd := location.Update{ID: raw, Patch: location.Patch{
		Name:              keep(&c, "name", in.Name),
		Description:       clearable(in.Description),
		OverflowLocation1: overflow1,
		OverflowLocation2: overflow2,
		MTU:               keep(&c, "mtu", in.Mtu),
		MediaDSCP:         keep(&c, "mediaDscp", in.MediaDscp),
		SignallingDSCP:    keep(&c, "signallingDscp", in.SignallingDscp),

		TranscodingLocation:    transcoding,
		DNSServers:             whole(in.DNSServers),
		NTPServers:             whole(in.NtpServers),
		SyslogServers:          mapped(whole(in.SyslogServers), syslogServers),
		STUNServers:            mapped(whole(in.StunServers), stunServers),
		TURNServers:            mapped(whole(in.TurnServers), turnServers),
		ClientSTUNServers:      mapped(whole(in.ClientStunServers), stunServers),
		ClientTURNServers:      mapped(whole(in.ClientTurnServers), turnServers),
		UseRelayCandidatesOnly: keep(&c, "useRelayCandidatesOnly", in.UseRelayCandidatesOnly),
		PolicyProfileID:        profile,
		BurstingThreshold:      whole(in.BurstingThreshold),
		PINProtection:          mapped(keep(&c, "pinProtection", in.PinProtection), protection),
		AliasProtection:        mapped(keep(&c, "aliasProtection", in.AliasProtection), protection),
	}}
	out, err := r.executeChange(ctx, &c, readInventory, cmd, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	row := shown(ctx, r, out, r.location)
	return &model.LocationUpdatePayload{Location: row, Position: out.position, Warnings: r.warned(ctx, out, advice.KindLocation), UserErrors: out.userErrors}, nil
}

func (r *Resolver) removeLocation(ctx context.Context, in model.LocationRemoveInput) (*model.LocationRemovePayload, error) {
	raw, err := rawID("input.id", kindLocation, in.ID)
	if err != nil {
		return nil, err
	}
	out, err := r.execute(ctx, readInventory, location.Remove{ID: raw}, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	return &model.LocationRemovePayload{RemovedID: out.removed(in.ID), Position: out.position, UserErrors: out.userErrors}, nil
}

// found turns the answer of a read model into a node; a row that is not there
// is no error.
func found[Row, Node any](convert func(Row) *Node) func(Row, error) (*Node, error) {
	return func(row Row, err error) (*Node, error) {
		if errors.Is(err, projections.ErrNotFound) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		return convert(row), nil
	}
}
