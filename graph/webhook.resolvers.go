package graph

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
)

func (r *queryResolver) Webhooks(ctx context.Context, first int, after *string, minPosition *events.Position) (*model.WebhookConnection, error) {
	return r.webhooks(ctx, first, after, minPosition)
}

func (r *queryResolver) Webhook(ctx context.Context, id string, minPosition *events.Position) (*model.Webhook, error) {
	return one(ctx, r.Resolver, readWebhooks, kindWebhook, id, minPosition, r.webhook)
}

func (r *webhookResolver) Deliveries(ctx context.Context, obj *model.Webhook, first int, after *string, states []model.WebhookDeliveryState) (*model.WebhookDeliveryConnection, error) {
	return r.deliveries(ctx, r.Deps.Webhooks.Deliveries, obj, first, after, states)
}

func (r *webhookResolver) Attempts(ctx context.Context, obj *model.Webhook, first int, after *string, states []model.WebhookDeliveryState) (*model.WebhookDeliveryConnection, error) {
	return r.deliveries(ctx, r.Deps.Webhooks.Attempts, obj, first, after, states)
}

func (r *mutationResolver) WebhookCreate(ctx context.Context, input model.WebhookCreateInput) (*model.WebhookCreatePayload, error) {
	return r.createWebhook(ctx, input)
}

func (r *mutationResolver) WebhookUpdate(ctx context.Context, input model.WebhookUpdateInput) (*model.WebhookUpdatePayload, error) {
	return r.updateWebhook(ctx, input)
}

func (r *mutationResolver) WebhookRemove(ctx context.Context, input model.WebhookRemoveInput) (*model.WebhookRemovePayload, error) {
	return r.removeWebhook(ctx, input)
}

func (r *mutationResolver) WebhookRotateSecret(ctx context.Context, input model.WebhookRotateSecretInput) (*model.WebhookRotateSecretPayload, error) {
	return r.rotateWebhookSecret(ctx, input)
}

func (r *mutationResolver) WebhookReplay(ctx context.Context, input model.WebhookReplayInput) (*model.WebhookReplayPayload, error) {
	return r.replayWebhook(ctx, input)
}

func (r *mutationResolver) WebhookTest(ctx context.Context, input model.WebhookTestInput) (*model.WebhookTestPayload, error) {
	return r.testWebhook(ctx, input)
}

func (r *mutationResolver) WebhookDeliveryRetry(ctx context.Context, input model.WebhookDeliveryRetryInput) (*model.WebhookDeliveryRetryPayload, error) {
	return r.retryDeliveries(ctx, input)
}

func (r *mutationResolver) WebhookDeliveryDiscard(ctx context.Context, input model.WebhookDeliveryDiscardInput) (*model.WebhookDeliveryDiscardPayload, error) {
	return r.discardDeliveries(ctx, input)
}
