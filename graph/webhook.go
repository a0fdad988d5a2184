package graph

import (
	"context"
	"errors"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/parley-video/parley/control/webhooks"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections"
	hookrows "github.com/parley-video/parley/projections/webhooks"
)

// statusCost is the price of asking how a webhook fares, and statusesAtOnce
// how many are asked at a time.
const (
	statusCost     = 5
	statusesAtOnce = 4
)

func modelWebhook(row hookrows.Webhook) *model.Webhook {
	return &model.Webhook{
		ID: encodeID(kindWebhook, row.ID), RawID: row.ID, Revision: row.Revision, CreatedAt: row.CreatedAt,
		Name: row.Settings.Name, URL: row.Settings.URL, TypePrefixes: list(row.Settings.TypePrefixes),
		IncludePersonalData: row.Settings.IncludePersonalData, Enabled: row.Settings.Enabled,
	}
}

func webhookEdge(cursor string, node *model.Webhook) *model.WebhookEdge {
	return &model.WebhookEdge{Cursor: cursor, Node: node}
}

func (r *Resolver) webhooks(ctx context.Context, first int, after *string, minPosition *events.Position) (*model.WebhookConnection, error) {
	cursor, err := checkPage(first, after)
	if err != nil {
		return nil, err
	}
	if err := r.catchUp(ctx, readWebhooks, minPosition); err != nil {
		return nil, err
	}
	page, err := r.WebhookRows.Webhooks(ctx, first, cursor)
	if err != nil {
		return nil, err
	}
	es, ns, info := edges(page, modelWebhook, webhookEdge)
	group, gctx := errgroup.WithContext(ctx)
	group.SetLimit(statusesAtOnce)
	for _, n := range ns {
		group.Go(func() error { return r.fare(gctx, n) })
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return &model.WebhookConnection{Edges: es, Nodes: ns, PageInfo: info, TotalCount: page.TotalCount}, nil
}

// webhook finds a webhook and how it fares.
func (r *Resolver) webhook(ctx context.Context, raw string) (*model.Webhook, error) {
	node, err := found(modelWebhook)(r.WebhookRows.Webhook(ctx, raw))
	if node == nil || err != nil {
		return nil, err
	}
	return node, r.fare(ctx, node)
}

// fare fills in how a webhook fares. One that was removed a moment ago fares
// like a new one.
func (r *Resolver) fare(ctx context.Context, node *model.Webhook) error {
	s, err := r.Deps.Webhooks.Status(ctx, node.RawID)
	if errors.Is(err, webhooks.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	node.Position, node.Lag, node.Pending, node.Parked = s.Position, s.Lag, s.Pending, s.Parked
	node.FailingSince, node.LastError, node.LastSuccessAt = s.FailingSince, filled(s.LastError), s.LastSuccessAt
	node.PausedUntil = s.PausedUntil
	if p := s.Replay; p != nil {
		node.Replay = &model.WebhookReplay{After: p.After, Through: p.Through, Position: p.Position}
	}
	return nil
}

func modelDelivery(d webhooks.Delivery) *model.WebhookDelivery {
	out := &model.WebhookDelivery{
		Position: d.Position, EventType: d.Type, Stream: d.Stream, Replay: d.Replay,
		State: model.WebhookDeliveryState(d.State), Attempts: d.Attempts,
		FirstAttemptAt: d.FirstAttemptAt, LastAttemptAt: d.LastAttemptAt, NextAttemptAt: d.NextAttemptAt,
		Error: filled(d.Error),
	}
	if d.Status != 0 {
		out.StatusCode = &d.Status
	}
	if d.Attempts > 0 {
		took := int(d.Duration.Milliseconds())
		out.DurationMs = &took
	}
	return out
}

func deliveryEdge(cursor string, node *model.WebhookDelivery) *model.WebhookDeliveryEdge {
	return &model.WebhookDeliveryEdge{Cursor: cursor, Node: node}
}

// listDeliveries reads a page of one of a webhook's lists.
type listDeliveries func(ctx context.Context, id string, q webhooks.Query) (webhooks.Page, error)

func (r *Resolver) deliveries(ctx context.Context, read listDeliveries, of *model.Webhook, first int, after *string, states []model.WebhookDeliveryState) (*model.WebhookDeliveryConnection, error) {
	cursor, err := checkPage(first, after)
	if err != nil {
		return nil, err
	}
	q := webhooks.Query{First: first, After: cursor}
	for _, s := range states {
		if state := webhooks.DeliveryState(s); !slices.Contains(q.States, state) {
			q.States = append(q.States, state)
		}
	}
	read1, err := read(ctx, of.RawID, q)
	switch {
	case errors.Is(err, webhooks.ErrCursor):
		return nil, projections.ErrCursor
	case err != nil && !errors.Is(err, webhooks.ErrNotFound):
		return nil, err
	}
	page := projections.Page[webhooks.Delivery]{HasNextPage: read1.More, HasPreviousPage: cursor != ""}
	for _, d := range read1.Deliveries {
		page.Edges = append(page.Edges, projections.Edge[webhooks.Delivery]{Cursor: d.Cursor, Node: d})
	}
	es, ns, info := edges(page, modelDelivery, deliveryEdge)
	return &model.WebhookDeliveryConnection{Edges: es, Nodes: ns, PageInfo: info}, nil
}
