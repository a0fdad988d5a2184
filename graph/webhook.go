package graph

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/model"
)

var errNotWired = apierr.New(apierr.Unavailable, "this Management Node does not serve it yet")

func (r *Resolver) webhooks(context.Context, int, *string, *events.Position) (*model.WebhookConnection, error) {
	return nil, errNotWired
}

func (r *Resolver) webhook(context.Context, string) (*model.Webhook, error) { return nil, errNotWired }

func (r *Resolver) deliveries(context.Context, *model.Webhook, int, *string, []model.WebhookDeliveryState) (*model.WebhookDeliveryConnection, error) {
	return nil, errNotWired
}

func (r *Resolver) createWebhook(context.Context, model.WebhookCreateInput) (*model.WebhookCreatePayload, error) {
	return nil, errNotWired
}

func (r *Resolver) updateWebhook(context.Context, model.WebhookUpdateInput) (*model.WebhookUpdatePayload, error) {
	return nil, errNotWired
}

func (r *Resolver) removeWebhook(context.Context, model.WebhookRemoveInput) (*model.WebhookRemovePayload, error) {
	return nil, errNotWired
}

func (r *Resolver) rotateWebhookSecret(context.Context, model.WebhookRotateSecretInput) (*model.WebhookRotateSecretPayload, error) {
	return nil, errNotWired
}

func (r *Resolver) replayWebhook(context.Context, model.WebhookReplayInput) (*model.WebhookReplayPayload, error) {
	return nil, errNotWired
}

func (r *Resolver) testWebhook(context.Context, model.WebhookTestInput) (*model.WebhookTestPayload, error) {
	return nil, errNotWired
}

func (r *Resolver) retryDeliveries(context.Context, model.WebhookDeliveryRetryInput) (*model.WebhookDeliveryRetryPayload, error) {
	return nil, errNotWired
}

func (r *Resolver) discardDeliveries(context.Context, model.WebhookDeliveryDiscardInput) (*model.WebhookDeliveryDiscardPayload, error) {
	return nil, errNotWired
}
