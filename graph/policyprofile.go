package graph

import (
	"context"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/policyprofile"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections/inventory"
)

func modelPolicyProfile(row inventory.PolicyProfile) *model.PolicyProfile {
	return &model.PolicyProfile{
		ID: encodeID(kindPolicyProfile, row.ID), Revision: row.Revision, Name: row.Name, Description: row.Description,
		URL: row.URL, Username: row.Username, HasPassword: row.Password != "",
		ServiceConfiguration: row.ServiceConfiguration, MediaLocation: row.MediaLocation,
		ParticipantProperties: row.ParticipantProperties, Avatar: row.Avatar, Registrations: row.Registrations,
		CreatedAt: row.CreatedAt, UpdatedAt: row.UpdatedAt,
	}
}

func policyProfileEdge(cursor string, node *model.PolicyProfile) *model.PolicyProfileEdge {
	return &model.PolicyProfileEdge{Cursor: cursor, Node: node}
}

func (r *Resolver) policyProfiles(ctx context.Context, first int, after *string, filter *model.PolicyProfileFilter, orderBy *model.PolicyProfileOrder, minPosition *events.Position) (*model.PolicyProfileConnection, error) {
	cursor, err := checkPage(first, after)
	if err != nil {
		return nil, err
	}
	q := inventory.PolicyProfileQuery{First: first, After: cursor}
	if filter != nil {
		q.Search = text(filter.Search.Value())
	}
	if orderBy != nil {
		q.Order = order(orderBy.Field, orderBy.Direction)
	}
	if err := r.catchUp(ctx, readInventory, minPosition); err != nil {
		return nil, err
	}
	page, err := r.Inventory.PolicyProfiles(ctx, q)
	if err != nil {
		return nil, err
	}
	es, ns, info := edges(page, modelPolicyProfile, policyProfileEdge)
	return &model.PolicyProfileConnection{Edges: es, Nodes: ns, PageInfo: info, TotalCount: page.TotalCount}, nil
}

func (r *Resolver) policyProfile(ctx context.Context, raw string) (*model.PolicyProfile, error) {
	return found(modelPolicyProfile)(r.Inventory.PolicyProfile(ctx, raw))
}

// profilesOfLocations answers for all parents of a list with one query.
func (r *Resolver) profilesOfLocations(ctx context.Context, parents []*model.Location) ([]*model.PolicyProfile, error) {
	answer := make([]*model.PolicyProfile, len(parents))
	var distinct []string
	seen := map[string]bool{"": true}
	for _, p := range parents {
		if !seen[p.PolicyProfileID] {
			seen[p.PolicyProfileID] = true
			distinct = append(distinct, p.PolicyProfileID)
		}
	}
	if len(distinct) == 0 {
		return answer, nil
	}
	rows, err := r.Inventory.PolicyProfilesByID(ctx, distinct)
	if err != nil {
		return nil, err
	}
	for i, p := range parents {
		if row, ok := rows[p.PolicyProfileID]; ok {
			answer[i] = modelPolicyProfile(row)
		}
	}
	return answer, nil
}

func (r *Resolver) createPolicyProfile(ctx context.Context, in model.PolicyProfileCreateInput) (*model.PolicyProfileCreatePayload, error) {
	cmd := policyprofile.Create{Patch: policyprofile.Patch{
		Name: some(in.Name), Description: given(in.Description), URL: some(in.URL),
		Username: given(in.Username), Password: mapped(given(in.Password), domain.Plaintext),
		ServiceConfiguration: given(in.ServiceConfiguration), MediaLocation: given(in.MediaLocation),
		ParticipantProperties: given(in.ParticipantProperties), Avatar: given(in.Avatar), Registrations: given(in.Registrations),
	}}
	out, err := r.execute(ctx, readInventory, cmd, in.IdempotencyKey, noRevision)
	if err != nil {
		return nil, err
	}
	return &model.PolicyProfileCreatePayload{
		PolicyProfile: shown(ctx, r, out, r.policyProfile), Position: out.position, UserErrors: out.userErrors,
	}, nil
}

func (r *Resolver) updatePolicyProfile(ctx context.Context, in model.PolicyProfileUpdateInput) (*model.PolicyProfileUpdatePayload, error) {
	raw, err := rawID("input.id", kindPolicyProfile, in.ID)
	if err != nil {
		return nil, err
	}
	var c change
	cmd := policyprofile.Update{ID: raw, Patch: policyprofile.Patch{
		Name: keep(&c, "name", in.Name), Description: clearable(in.Description), URL: keep(&c, "url", in.URL),
		Username: clearable(in.Username), Password: mapped(clearable(in.Password), domain.Plaintext),
		ServiceConfiguration:  keep(&c, "serviceConfiguration", in.ServiceConfiguration),
		MediaLocation:         keep(&c, "mediaLocation", in.MediaLocation),
		ParticipantProperties: keep(&c, "participantProperties", in.ParticipantProperties),
		Avatar:                keep(&c, "avatar", in.Avatar),
		Registrations:         keep(&c, "registrations", in.Registrations),
	}}
	out, err := r.executeChange(ctx, &c, readInventory, cmd, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	return &model.PolicyProfileUpdatePayload{
		PolicyProfile: shown(ctx, r, out, r.policyProfile), Position: out.position, UserErrors: out.userErrors,
	}, nil
}

func (r *Resolver) removePolicyProfile(ctx context.Context, in model.PolicyProfileRemoveInput) (*model.PolicyProfileRemovePayload, error) {
	raw, err := rawID("input.id", kindPolicyProfile, in.ID)
	if err != nil {
		return nil, err
	}
	out, err := r.execute(ctx, readInventory, policyprofile.Remove{ID: raw}, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	return &model.PolicyProfileRemovePayload{RemovedID: out.removed(in.ID), Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) removePolicyProfiles(ctx context.Context, in model.PolicyProfilesRemoveInput) (*model.BulkPayload, error) {
	return r.inBulk(ctx, readInventory, kindPolicyProfile, in.Ids, in.IdempotencyKey, func(raw string) domain.Command { return policyprofile.Remove{ID: raw} })
}
