package graph

import (
	"context"
	"errors"

	"github.com/99designs/gqlgen/graphql"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/webhooks"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/domain/webhook"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections"
)

// maySend refuses to send events to somebody that the caller may not see: a
// webhook must not be a way around one's own rights.
func maySend(caller auth.Principal, s events.WebhookSettings) error {
	var check domain.Checker
	if !caller.Has(access.ScopeEventsRead) {
		check.Refuse(domain.CodeNotAllowed, "This needs the scope "+access.ScopeEventsRead+": a webhook gets what it opens.")
	}
	if s.IncludePersonalData && !caller.Has(access.ScopePersonalRead) {
		check.Refuse(domain.CodeNotAllowed, "This needs the scope "+access.ScopePersonalRead+".", "includePersonalData")
	}
	reach := reachOf(caller)
	if len(reach.Streams) > 0 {
		check.Refuse(domain.CodeNotAllowed, "Your token is restricted to some streams; a webhook cannot be.")
	}
	if !access.PrefixesWithin(s.TypePrefixes, reach.Types) {
		check.Refuse(domain.CodeNotAllowed, "Some of these types are out of the reach of your token.", "typePrefixes")
	}
	return check.Err()
}

func (r *Resolver) createWebhook(ctx context.Context, in model.WebhookCreateInput) (*model.WebhookCreatePayload, error) {
	env, err := envelope(ctx, in.IdempotencyKey, noRevision)
	if err != nil {
		return nil, err
	}
	patch := webhook.Patch{
		Name: some(in.Name), URL: some(in.URL), TypePrefixes: some(in.TypePrefixes.Value()),
		IncludePersonalData: given(in.IncludePersonalData), Enabled: given(in.Enabled),
	}
	var secret string
	out, err := r.send(ctx, events.WebhookSettings{
		TypePrefixes: patch.TypePrefixes.Value, IncludePersonalData: patch.IncludePersonalData.Value,
	}, func() (receipt control.Receipt, err error) {
		secret, receipt, err = r.Deps.Webhooks.Create(ctx, env, patch)
		return receipt, err
	})
	if err != nil {
		return nil, err
	}
	return &model.WebhookCreatePayload{
		Webhook: shown(ctx, r, out, r.webhook), Secret: filled(secret), Position: out.position, UserErrors: out.userErrors,
	}, nil
}

// send does what makes a webhook get events, when the caller may see them.
func (r *Resolver) send(ctx context.Context, settings events.WebhookSettings, do func() (control.Receipt, error)) (outcome, error) {
	if err := maySend(auth.CallFrom(ctx).Principal, settings); err != nil {
		return refused(err)
	}
	receipt, err := do()
	if err != nil {
		return refused(missing(err, "id"))
	}
	return r.done(ctx, readWebhooks, receipt), nil
}

// missing makes a refusal of what the engine says of a webhook that is not there.
func missing(err error, field string) error {
	if errors.Is(err, webhooks.ErrNotFound) || errors.Is(err, projections.ErrNotFound) {
		return domain.Refuse(domain.CodeNotFound, "There is no such webhook.", field)
	}
	return err
}

func (r *Resolver) updateWebhook(ctx context.Context, in model.WebhookUpdateInput) (*model.WebhookUpdatePayload, error) {
	raw, err := rawID("input.id", kindWebhook, in.ID)
	if err != nil {
		return nil, err
	}
	var c change
	patch := webhook.Patch{
		Name: keep(&c, "name", in.Name), URL: keep(&c, "url", in.URL),
		IncludePersonalData: keep(&c, "includePersonalData", in.IncludePersonalData),
		Enabled:             keep(&c, "enabled", in.Enabled),
	}
	if types, set := in.TypePrefixes.ValueOK(); set {
		patch.TypePrefixes = some(types)
	}
	out, err := refused(r.mayChange(ctx, raw, patch))
	if err == nil && len(out.userErrors) == 0 {
		out, err = r.executeChange(ctx, &c, readWebhooks, webhook.Update{ID: raw, Patch: patch}, in.IdempotencyKey, in.ExpectedRevision)
	}
	if err != nil {
		return nil, err
	}
	return &model.WebhookUpdatePayload{Webhook: shown(ctx, r, out, r.webhook), Position: out.position, UserErrors: out.userErrors}, nil
}

// mayChange holds what a webhook will be against the rights of the caller,
// unless the change sends nothing to anybody who does not get it already.
func (r *Resolver) mayChange(ctx context.Context, raw string, p webhook.Patch) error {
	if !p.URL.Set && !p.TypePrefixes.Set && !p.IncludePersonalData.Or(false) && !p.Enabled.Or(false) {
		return nil
	}
	r.reached(ctx, readWebhooks, r.end(ctx)) // somebody may have widened it a moment ago
	row, err := r.WebhookRows.Webhook(ctx, raw)
	if err != nil {
		return missing(err, "id")
	}
	s := row.Settings
	if p.TypePrefixes.Set {
		s.TypePrefixes = p.TypePrefixes.Value
	}
	s.IncludePersonalData = p.IncludePersonalData.Or(s.IncludePersonalData)
	return maySend(auth.CallFrom(ctx).Principal, s)
}

func (r *Resolver) removeWebhook(ctx context.Context, in model.WebhookRemoveInput) (*model.WebhookRemovePayload, error) {
	raw, err := rawID("input.id", kindWebhook, in.ID)
	if err != nil {
		return nil, err
	}
	out, err := r.execute(ctx, readWebhooks, webhook.Remove{ID: raw}, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	return &model.WebhookRemovePayload{RemovedID: out.removed(in.ID), Position: out.position, UserErrors: out.userErrors}, nil
}

// hook reads the parts that every order to a webhook has.
func (r *Resolver) hook(ctx context.Context, argument, id string, key graphql.Omittable[*string]) (string, control.Envelope, error) {
	raw, err := rawID(argument, kindWebhook, id)
	if err != nil {
		return "", control.Envelope{}, err
	}
	env, err := envelope(ctx, key, noRevision)
	return raw, env, err
}

func (r *Resolver) rotateWebhookSecret(ctx context.Context, in model.WebhookRotateSecretInput) (*model.WebhookRotateSecretPayload, error) {
	raw, env, err := r.hook(ctx, "input.id", in.ID, in.IdempotencyKey)
	if err != nil {
		return nil, err
	}
	secret, receipt, err := r.Deps.Webhooks.RotateSecret(ctx, env, raw)
	out := outcome{}
	if err != nil {
		if out, err = refused(missing(err, "id")); err != nil {
			return nil, err
		}
	} else {
		out = r.done(ctx, readWebhooks, receipt)
	}
	return &model.WebhookRotateSecretPayload{
		Webhook: shown(ctx, r, out, r.webhook), Secret: filled(secret), Position: out.position, UserErrors: out.userErrors,
	}, nil
}

func (r *Resolver) replayWebhook(ctx context.Context, in model.WebhookReplayInput) (*model.WebhookReplayPayload, error) {
	raw, env, err := r.hook(ctx, "input.id", in.ID, in.IdempotencyKey)
	if err != nil {
		return nil, err
	}
	row, err := r.WebhookRows.Webhook(ctx, raw)
	var out outcome
	if err != nil {
		out, err = refused(missing(err, "id"))
	} else {
		out, err = r.send(ctx, row.Settings, func() (control.Receipt, error) {
			return r.Deps.Webhooks.Replay(ctx, env, raw, in.After, in.Through.Value())
		})
	}
	if err != nil {
		return nil, err
	}
	return &model.WebhookReplayPayload{Webhook: shown(ctx, r, out, r.webhook), Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) testWebhook(ctx context.Context, in model.WebhookTestInput) (*model.WebhookTestPayload, error) {
	raw, _, err := r.hook(ctx, "input.id", in.ID, noKey)
	if err != nil {
		return nil, err
	}
	result, err := r.Deps.Webhooks.Test(ctx, raw)
	refusals, err := userErrors(missing(err, "id"))
	if err != nil || len(refusals) > 0 {
		return &model.WebhookTestPayload{UserErrors: refusals}, err
	}
	took := int(result.Duration.Milliseconds())
	out := &model.WebhookTestPayload{
		Delivered: result.Delivered, DurationMs: &took, Error: filled(result.Error), UserErrors: refusals,
	}
	if result.Status != 0 {
		out.StatusCode = &result.Status
	}
	return out, nil
}

func (r *Resolver) retryDeliveries(ctx context.Context, in model.WebhookDeliveryRetryInput) (*model.WebhookDeliveryRetryPayload, error) {
	raw, _, err := r.hook(ctx, "input.webhookId", in.WebhookID, noKey)
	if err != nil {
		return nil, err
	}
	count, err := r.Deps.Webhooks.Retry(ctx, raw, in.Position.Value())
	row, refusals, err := r.decided(ctx, raw, err)
	return &model.WebhookDeliveryRetryPayload{Count: count, Webhook: row, UserErrors: refusals}, err
}

func (r *Resolver) discardDeliveries(ctx context.Context, in model.WebhookDeliveryDiscardInput) (*model.WebhookDeliveryDiscardPayload, error) {
	raw, _, err := r.hook(ctx, "input.webhookId", in.WebhookID, noKey)
	if err != nil {
		return nil, err
	}
	count, err := r.Deps.Webhooks.Discard(ctx, raw, in.Position.Value())
	row, refusals, err := r.decided(ctx, raw, err)
	return &model.WebhookDeliveryDiscardPayload{Count: count, Webhook: row, UserErrors: refusals}, err
}

// decided is the webhook after a decision about its parked deliveries.
func (r *Resolver) decided(ctx context.Context, raw string, err error) (*model.Webhook, []*model.UserError, error) {
	refusals, err := userErrors(missing(err, "webhookId"))
	if err != nil || len(refusals) > 0 {
		return nil, refusals, err
	}
	return shown(ctx, r, outcome{id: raw, show: true}, r.webhook), refusals, nil
}
