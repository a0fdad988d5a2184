package graph

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/99designs/gqlgen/graphql"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/dialplan"
	"github.com/parley-video/parley/domain/rule"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/inventory"
)

// partKey is the idempotency key of a part of what one key was sent for.
func partKey(key graphql.Omittable[*string], part string) graphql.Omittable[*string] {
	whole := key.Value()
	if whole == nil || *whole == "" {
		return noKey
	}
	derived := events.DeriveID("part/" + part + "/" + *whole).String()
	return graphql.OmittableOf(&derived)
}

// checkKey refuses a key that would be refused if it were not derived from.
func checkKey(key graphql.Omittable[*string]) error {
	if n := len([]rune(text(key.Value()))); n > control.MaxIdempotencyKey {
		return domain.Refuse(domain.CodeInvalid, fmt.Sprintf("At most %d characters are allowed.", control.MaxIdempotencyKey), "idempotencyKey")
	}
	return nil
}

func (r *Resolver) moveRule(ctx context.Context, in model.GatewayRuleMoveInput) (*model.GatewayRuleMovePayload, error) {
	raw, err := rawID("input.id", kindRule, in.ID)
	beside, before, err1 := besideWhom(in)
	if err := errors.Join(err, err1); err != nil {
		return nil, err
	}
	rows, err := r.allRulesNow(ctx)
	if err != nil {
		return nil, err
	}
	steps, err := planMove(rows, raw, beside, before, in.ExpectedRevision.Value())
	if err == nil {
		err = checkKey(in.IdempotencyKey)
	}
	payload := &model.GatewayRuleMovePayload{Changed: []*model.GatewayRule{}, UserErrors: []*model.UserError{}}
	for _, step := range steps {
		if err != nil {
			break
		}
		err = r.setPriority(ctx, payload, step, rows, in.IdempotencyKey)
	}
	if payload.UserErrors, err = userErrors(err); err != nil {
		return nil, err
	}
	if payload.Position == nil || r.reached(ctx, readInventory, *payload.Position) {
		payload.GatewayRule = shown(ctx, r, outcome{id: raw, show: true}, r.gatewayRule)
		for i, row := range payload.Changed {
			if _, changed, err := decodeID("id", row.ID); err == nil {
				if fresh := shown(ctx, r, outcome{id: changed, show: true}, r.gatewayRule); fresh != nil {
					payload.Changed[i] = fresh
				}
			}
		}
	}
	return payload, nil
}

func besideWhom(in model.GatewayRuleMoveInput) (id string, before bool, err error) {
	beforeID, err1 := optionalRawID("input.beforeId", kindRule, in.BeforeID.Value())
	afterID, err2 := optionalRawID("input.afterId", kindRule, in.AfterID.Value())
	switch {
	case err1 != nil || err2 != nil:
		return "", false, errors.Join(err1, err2)
	case (beforeID == "") == (afterID == ""):
		return "", false, apierr.BadArgument("input", "give one of beforeId and afterId")
	case beforeID != "":
		return beforeID, true, nil
	default:
		return afterID, false, nil
	}
}

// allRulesNow are the rules with everything that was recorded before.
func (r *Resolver) allRulesNow(ctx context.Context) ([]inventory.GatewayRule, error) {
	end, err := r.LogEnd.End(ctx)
	if err != nil {
		return nil, err
	}
	if err := r.catchUp(ctx, readInventory, &end); err != nil {
		return nil, err
	}
	_, rows, err := r.Inventory.AllRules(ctx, inventory.RuleSet{Count: -1})
	return rows, err
}

// planMove says what is to be done. A rule that is in its place already needs
// nothing, whatever revision was expected: the call may be a repeat.
func planMove(rows []inventory.GatewayRule, id, beside string, before bool, expected *int64) ([]dialplan.Priority, error) {
	list := planned(rows)
	others := slices.DeleteFunc(slices.Clone(list), func(x dialplan.Rule) bool { return x.ID == id })
	own := slices.IndexFunc(rows, func(x inventory.GatewayRule) bool { return x.ID == id })
	if own < 0 {
		return nil, domain.Refuse(domain.CodeNotFound, "There is no such gateway rule.", "id")
	}
	field := "afterId"
	if before {
		field = "beforeId"
	}
	to := slices.IndexFunc(others, func(x dialplan.Rule) bool { return x.ID == beside })
	switch {
	case beside == id:
		return nil, domain.Refuse(domain.CodeInvalid, "A rule cannot be moved beside itself.", field)
	case to < 0:
		return nil, domain.Refuse(domain.CodeNotFound, "There is no such gateway rule.", field)
	}
	if !before {
		to++
	}
	steps, ok := dialplan.Move(list, id, to)
	if !ok {
		return nil, domain.Refuse(domain.CodeNotAllowed,
			"There are too many rules for this order: of rules with equal priority the name decides. Rename the rule.", field)
	}
	if len(steps) > 0 && expected != nil && *expected != rows[own].Revision {
		return nil, domain.Refuse(domain.CodeConflict, "The object was changed meanwhile.")
	}
	return steps, nil
}

// setPriority changes one rule, if it is still as it was when the move was
// planned.
func (r *Resolver) setPriority(ctx context.Context, payload *model.GatewayRuleMovePayload, step dialplan.Priority, rows []inventory.GatewayRule, key graphql.Omittable[*string]) error {
	at := slices.IndexFunc(rows, func(x inventory.GatewayRule) bool { return x.ID == step.RuleID })
	cmd := rule.Update{ID: step.RuleID, Patch: rule.Patch{Priority: some(step.Priority)}}
	revision := rows[at].Revision
	env, err := envelope(ctx, partKey(key, "move/"+step.RuleID), graphql.OmittableOf(&revision))
	if err != nil {
		return err
	}
	receipt, err := r.Commands.Execute(ctx, env, cmd)
	if err != nil {
		return err
	}
	if receipt.Repeated {
		if err := r.stillThere(ctx, step); err != nil {
			return err
		}
	}
	payload.Position = &receipt.Position
	row := rows[at]
	row.Settings.Priority, row.Revision = step.Priority, int64(receipt.Revision) // stores bound it
	payload.Changed = append(payload.Changed, modelRule(row))
	return nil
}

// stillThere refuses what an earlier call with the same idempotency key did, and
// somebody undid since: a repeat does not do it again, so the order that was
// asked for is not there. The earlier call may also have come between the plan
// and its execution; hence a look at the rule as it is now.
func (r *Resolver) stillThere(ctx context.Context, step dialplan.Priority) error {
	end, err := r.LogEnd.End(ctx)
	if err != nil {
		return err
	}
	if err := r.catchUp(ctx, readInventory, &end); err != nil {
		return err
	}
	row, err := r.Inventory.Rule(ctx, step.RuleID)
	if errors.Is(err, projections.ErrNotFound) || err == nil && row.Settings.Priority != step.Priority {
		return domain.Refuse(domain.CodeConflict, "The rules were put into another order since the first call with this idempotency key.", "idempotencyKey")
	}
	return err
}

func (r *Resolver) applyToRules(ctx context.Context, in model.GatewayRulesApplyInput) (*model.BulkPayload, error) {
	return r.inBulk(ctx, readInventory, kindRule, in.Ids, in.IdempotencyKey, func(raw string) domain.Command { return ruleCommand(in.Action, raw) })
}

func ruleCommand(action model.GatewayRulesAction, id string) domain.Command {
	if action == model.GatewayRulesActionRemove {
		return rule.Remove{ID: id}
	}
	return rule.Update{ID: id, Patch: rule.Patch{Enabled: some(action == model.GatewayRulesActionEnable)}}
}
