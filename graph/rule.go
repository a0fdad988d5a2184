package graph

import (
	"context"
	"errors"

	"github.com/99designs/gqlgen/graphql"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/rule"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections/inventory"
)

func modelRule(row inventory.GatewayRule) *model.GatewayRule {
	s := row.Settings
	return &model.GatewayRule{
		ID:                 encodeID(kindRule, row.ID),
		Revision:           row.Revision,
		Name:               s.Name,
		Description:        s.Description,
		Tag:                s.Tag,
		Priority:           s.Priority,
		Enabled:            s.Enabled,
		Incoming:           s.Incoming,
		Outgoing:           s.Outgoing,
		SourceLocationID:   s.SourceLocationID,
		Protocols:          convert(s.Protocols, modelProtocol),
		OnlyIfRegistered:   s.OnlyIfRegistered,
		MatchString:        s.MatchString,
		MatchFullAlias:     s.MatchFullAlias,
		ReplaceString:      s.ReplaceString,
		CallType:           model.CallType(upper(s.CallType)),
		Target:             model.GatewayRuleTarget(upper(s.Target)),
		OutgoingProtocol:   modelProtocol(s.OutgoingProtocol),
		OutgoingLocationID: s.OutgoingLocationID,
		MaxQuality:         modelQuality(s.MaxQuality),
		Encryption:         model.EncryptionSetting(upper(s.Encryption)),
		MaxCallRateIn:      s.MaxCallRateIn,
		MaxCallRateOut:     s.MaxCallRateOut,
		ThemeID:            optionalID(kindTheme, s.ThemeID),
		TreatAsTrusted:     s.TreatAsTrusted,
		CreatedAt:          row.CreatedAt,
		UpdatedAt:          row.UpdatedAt,
	}
}

func modelProtocol(p events.CallProtocol) model.CallProtocol { return model.CallProtocol(upper(p)) }

func protocol(p model.CallProtocol) events.CallProtocol { return events.CallProtocol(lower(p)) }

func ruleTarget(t model.GatewayRuleTarget) events.RuleTarget { return events.RuleTarget(lower(t)) }

func protocols(list []model.CallProtocol) []events.CallProtocol { return convert(list, protocol) }

// protocolList reads a list that may be absent; null is the default in a new
// object, and no protocols in a change.
func protocolList(o graphql.Omittable[[]model.CallProtocol], isNew bool) domain.Opt[[]events.CallProtocol] {
	list, set := o.ValueOK()
	if !set || list == nil && isNew {
		return domain.Opt[[]events.CallProtocol]{}
	}
	return some(protocols(list))
}

func ruleEdge(cursor string, node *model.GatewayRule) *model.GatewayRuleEdge {
	return &model.GatewayRuleEdge{Cursor: cursor, Node: node}
}

func (r *Resolver) gatewayRules(ctx context.Context, first int, after *string, filter *model.GatewayRuleFilter, orderBy *model.GatewayRuleOrder, minPosition *events.Position) (*model.GatewayRuleConnection, error) {
	cursor, err := checkPage(first, after)
	if err != nil {
		return nil, err
	}
	q := inventory.RuleQuery{First: first, After: cursor}
	if filter != nil {
		q.Search, q.Enabled = text(filter.Search.Value()), filter.Enabled.Value()
		if q.LocationID, err = optionalRawID("filter.locationId", kindLocation, filter.LocationID.Value()); err != nil {
			return nil, err
		}
	}
	if orderBy != nil {
		q.Order = order(orderBy.Field, orderBy.Direction)
	}
	if err := r.catchUp(ctx, readInventory, minPosition); err != nil {
		return nil, err
	}
	page, err := r.Inventory.Rules(ctx, q)
	if err != nil {
		return nil, err
	}
	es, ns, info := edges(page, modelRule, ruleEdge)
	return &model.GatewayRuleConnection{Edges: es, Nodes: ns, PageInfo: info, TotalCount: page.TotalCount}, nil
}

func (r *Resolver) gatewayRule(ctx context.Context, raw string) (*model.GatewayRule, error) {
	return found(modelRule)(r.Inventory.Rule(ctx, raw))
}

// locationsNamed answers for all parents of a list with one query.
func (r *Resolver) locationsNamed(ctx context.Context, n int, id func(int) string) ([]*model.Location, error) {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = id(i)
	}
	return r.locationsOf(ctx, ids)
}

func (r *Resolver) createRule(ctx context.Context, in model.GatewayRuleCreateInput) (*model.GatewayRuleCreatePayload, error) {
	source, err1 := rawOpt("input.sourceLocationId", kindLocation, given(in.SourceLocationID))
	outgoing, err2 := rawOpt("input.outgoingLocationId", kindLocation, given(in.OutgoingLocationID))
	theme, err3 := rawOpt("input.themeId", kindTheme, given(in.ThemeID))
	if err := errors.Join(err1, err2, err3); err != nil {
		return nil, err
	}
	cmd := rule.Create{Patch: rule.Patch{
		Name:               some(in.Name),
		Description:        given(in.Description),
		Tag:                given(in.Tag),
		Priority:           given(in.Priority),
		Enabled:            given(in.Enabled),
		Incoming:           given(in.Incoming),
		Outgoing:           given(in.Outgoing),
		SourceLocationID:   source,
		Protocols:          protocolList(in.Protocols, true),
		OnlyIfRegistered:   given(in.OnlyIfRegistered),
		MatchString:        some(in.MatchString),
		MatchFullAlias:     given(in.MatchFullAlias),
		ReplaceString:      given(in.ReplaceString),
		CallType:           mapped(given(in.CallType), lower[model.CallType]),
		Target:             mapped(given(in.Target), ruleTarget),
		OutgoingProtocol:   mapped(given(in.OutgoingProtocol), protocol),
		OutgoingLocationID: outgoing,
		MaxQuality:         mapped(given(in.MaxQuality), quality),
		Encryption:         mapped(given(in.Encryption), lower[model.EncryptionSetting]),
		MaxCallRateIn:      limit(in.MaxCallRateIn),
		MaxCallRateOut:     limit(in.MaxCallRateOut),
		ThemeID:            theme,
		TreatAsTrusted:     given(in.TreatAsTrusted),
	}}
	out, err := r.execute(ctx, readInventory, cmd, in.IdempotencyKey, noRevision)
	if err != nil {
		return nil, err
	}
	row := shown(ctx, r, out, r.gatewayRule)
	return &model.GatewayRuleCreatePayload{
		GatewayRule: row, Position: out.position, UserErrors: out.userErrors, Warnings: ruleWarnings(row),
	}, nil
}

func (r *Resolver) updateRule(ctx context.Context, in model.GatewayRuleUpdateInput) (*model.GatewayRuleUpdatePayload, error) {
	raw, err := rawID("input.id", kindRule, in.ID)
	source, err1 := rawOpt("input.sourceLocationId", kindLocation, clearable(in.SourceLocationID))
	outgoing, err2 := rawOpt("input.outgoingLocationId", kindLocation, clearable(in.OutgoingLocationID))
	theme, err3 := rawOpt("input.themeId", kindTheme, clearable(in.ThemeID))
	if err := errors.Join(err, err1, err2, err3); err != nil {
		return nil, err
	}
	var c change
	cmd := rule.Update{ID: raw, Patch: rule.Patch{
		Name:               keep(&c, "name", in.Name),
		Description:        clearable(in.Description),
		Tag:                clearable(in.Tag),
		Priority:           keep(&c, "priority", in.Priority),
		Enabled:            keep(&c, "enabled", in.Enabled),
		Incoming:           keep(&c, "incoming", in.Incoming),
		Outgoing:           keep(&c, "outgoing", in.Outgoing),
		SourceLocationID:   source,
		Protocols:          protocolList(in.Protocols, false),
		OnlyIfRegistered:   keep(&c, "onlyIfRegistered", in.OnlyIfRegistered),
		MatchString:        keep(&c, "matchString", in.MatchString),
		MatchFullAlias:     keep(&c, "matchFullAlias", in.MatchFullAlias),
		ReplaceString:      clearable(in.ReplaceString),
		CallType:           mapped(keep(&c, "callType", in.CallType), lower[model.CallType]),
		Target:             mapped(keep(&c, "target", in.Target), ruleTarget),
		OutgoingProtocol:   mapped(keep(&c, "outgoingProtocol", in.OutgoingProtocol), protocol),
		OutgoingLocationID: outgoing,
		MaxQuality:         mapped(keep(&c, "maxQuality", in.MaxQuality), quality),
		Encryption:         mapped(keep(&c, "encryption", in.Encryption), lower[model.EncryptionSetting]),
		MaxCallRateIn:      limit(in.MaxCallRateIn),
		MaxCallRateOut:     limit(in.MaxCallRateOut),
		ThemeID:            theme,
		TreatAsTrusted:     keep(&c, "treatAsTrusted", in.TreatAsTrusted),
	}}
	out, err := r.executeChange(ctx, &c, readInventory, cmd, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	row := shown(ctx, r, out, r.gatewayRule)
	return &model.GatewayRuleUpdatePayload{
		GatewayRule: row, Position: out.position, UserErrors: out.userErrors, Warnings: ruleWarnings(row),
	}, nil
}

func (r *Resolver) removeRule(ctx context.Context, in model.GatewayRuleRemoveInput) (*model.GatewayRuleRemovePayload, error) {
	raw, err := rawID("input.id", kindRule, in.ID)
	if err != nil {
		return nil, err
	}
	out, err := r.execute(ctx, readInventory, rule.Remove{ID: raw}, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	return &model.GatewayRuleRemovePayload{RemovedID: out.removed(in.ID), Position: out.position, UserErrors: out.userErrors}, nil
}
