package graph

import (
	"context"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/cloudaccount"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections/cloudaccounts"
	"github.com/parley-video/parley/projections/memory"
)

func modelCloudAccount(row cloudaccounts.Account) *model.CloudAccount {
	s := row.Settings
	return &model.CloudAccount{
		ID: encodeID(kindCloudAccount, row.ID), Revision: row.Revision, Name: s.Name, Description: s.Description,
		Provider: model.CloudProvider(upper(s.Provider)), Region: s.Region, AccessKeyID: s.AccessKeyID, HasSecretKey: row.HasSecretKey,
		RoleArn: s.RoleARN, ExternalID: s.ExternalID, Endpoint: s.Endpoint, CaCertificates: s.CACertificates,
		TagKey: s.TagKey, TagValue: s.TagValue, Enabled: s.Enabled,
		Scripts: s.Scripts, PricePerHour: s.PricePerHour, Currency: s.Currency, CreatedAt: row.CreatedAt, UpdatedAt: row.UpdatedAt,
	}
}

func cloudAccountEdge(cursor string, node *model.CloudAccount) *model.CloudAccountEdge {
	return &model.CloudAccountEdge{Cursor: cursor, Node: node}
}

func cloudProvider(v model.CloudProvider) events.CloudProvider { return events.CloudProvider(lower(v)) }

func (r *Resolver) cloudAccounts(ctx context.Context, first int, after *string, filter *model.CloudAccountFilter, orderBy *model.CloudAccountOrder, minPosition *events.Position) (*model.CloudAccountConnection, error) {
	cursor, err := checkPage(first, after)
	if err != nil {
		return nil, err
	}
	q := memory.Query{First: first, After: cursor}
	if filter != nil {
		q.Search = text(filter.Search.Value())
	}
	if orderBy != nil {
		q.Order = order(orderBy.Field, orderBy.Direction)
	}
	if err := r.catchUp(ctx, readCloudAccounts, minPosition); err != nil {
		return nil, err
	}
	page, err := r.CloudAccounts.Accounts(ctx, q)
	if err != nil {
		return nil, err
	}
	es, ns, info := edges(page, modelCloudAccount, cloudAccountEdge)
	return &model.CloudAccountConnection{Edges: es, Nodes: ns, PageInfo: info, TotalCount: page.TotalCount}, nil
}

func (r *Resolver) cloudAccount(ctx context.Context, raw string) (*model.CloudAccount, error) {
	return found(modelCloudAccount)(r.CloudAccounts.Account(ctx, raw))
}

func (r *Resolver) createCloudAccount(ctx context.Context, in model.CloudAccountCreateInput) (*model.CloudAccountCreatePayload, error) {
	cmd := cloudaccount.Create{Patch: cloudaccount.Patch{
		Name: some(in.Name), Description: given(in.Description), Provider: mapped(given(in.Provider), cloudProvider), Region: given(in.Region),
		AccessKeyID: given(in.AccessKeyID), SecretKey: mapped(given(in.SecretAccessKey), domain.Plaintext),
		RoleARN: given(in.RoleArn), ExternalID: given(in.ExternalID), Endpoint: given(in.Endpoint), CACertificates: given(in.CaCertificates),
		TagKey: given(in.TagKey), TagValue: given(in.TagValue), Enabled: given(in.Enabled),
		Scripts: given(in.Scripts), PricePerHour: given(in.PricePerHour), Currency: given(in.Currency),
	}}
	out, err := r.execute(ctx, readCloudAccounts, cmd, in.IdempotencyKey, noRevision)
	if err != nil {
		return nil, err
	}
	return &model.CloudAccountCreatePayload{CloudAccount: shown(ctx, r, out, r.cloudAccount), Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) updateCloudAccount(ctx context.Context, in model.CloudAccountUpdateInput) (*model.CloudAccountUpdatePayload, error) {
	raw, err := rawID("input.id", kindCloudAccount, in.ID)
	if err != nil {
		return nil, err
	}
	var c change
	cmd := cloudaccount.Update{ID: raw, Patch: cloudaccount.Patch{
		Name: keep(&c, "name", in.Name), Description: clearable(in.Description),
		Provider: mapped(keep(&c, "provider", in.Provider), cloudProvider), Region: clearable(in.Region),
		AccessKeyID: clearable(in.AccessKeyID), SecretKey: mapped(clearable(in.SecretAccessKey), domain.Plaintext),
		RoleARN: clearable(in.RoleArn), ExternalID: clearable(in.ExternalID), Endpoint: clearable(in.Endpoint),
		CACertificates: clearable(in.CaCertificates), TagKey: clearable(in.TagKey), TagValue: clearable(in.TagValue),
		Enabled: keep(&c, "enabled", in.Enabled),
		Scripts: clearable(in.Scripts), PricePerHour: clearable(in.PricePerHour), Currency: clearable(in.Currency),
	}}
	out, err := r.executeChange(ctx, &c, readCloudAccounts, cmd, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	return &model.CloudAccountUpdatePayload{CloudAccount: shown(ctx, r, out, r.cloudAccount), Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) removeCloudAccount(ctx context.Context, in model.CloudAccountRemoveInput) (*model.CloudAccountRemovePayload, error) {
	raw, err := rawID("input.id", kindCloudAccount, in.ID)
	if err != nil {
		return nil, err
	}
	out, err := r.execute(ctx, readCloudAccounts, cloudaccount.Remove{ID: raw}, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	return &model.CloudAccountRemovePayload{RemovedID: out.removed(in.ID), Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) removeCloudAccounts(ctx context.Context, in model.CloudAccountsRemoveInput) (*model.BulkPayload, error) {
	return r.inBulk(ctx, readCloudAccounts, kindCloudAccount, in.Ids, in.IdempotencyKey, func(raw string) domain.Command { return cloudaccount.Remove{ID: raw} })
}
