// Package webhooks is the read model of webhooks as they are configured, in
// memory. How they fare is not in the log; control/webhooks knows it.
//
// Secrets are left out. It imports projections and events. Every method may be
// called by any goroutine.
package webhooks

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/projections"
)

// Name of the projection.
const Name = "webhooks"

// ChangeWebhook is the kind of its changes.
const ChangeWebhook = "webhook"

// Webhook is one row.
type Webhook struct {
	ID        string
	Revision  int64
	CreatedAt time.Time
	Settings  events.WebhookSettings
}

// Webhooks is the read model.
type Webhooks struct {
	mu       sync.RWMutex
	position events.Position
	rows     map[string]Webhook
}

// New makes an empty read model.
func New() *Webhooks { return &Webhooks{rows: map[string]Webhook{}} }

// Name implements projections.Handler.
func (*Webhooks) Name() string { return Name }

// Filter implements projections.Handler.
func (*Webhooks) Filter() store.Filter {
	return store.Filter{StreamPrefixes: []string{events.WebhookStream("")}}
}

// Open implements projections.Handler.
func (w *Webhooks) Open(context.Context) (events.Position, error) {
	w.mu.RLock()
	defer w.mu.RUnlock()
	return w.position, nil
}

// Reset implements projections.Handler.
func (w *Webhooks) Reset(context.Context) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.position, w.rows = 0, map[string]Webhook{}
	return nil
}

// Commit implements projections.Handler.
func (w *Webhooks) Commit(_ context.Context, batch projections.Batch) ([]projections.Change, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	changes, err := projections.Fold(batch, func(e events.Recorded) ([]projections.Change, error) {
		if e.Position <= w.position {
			return nil, nil // delivered twice
		}
		changes := w.apply(e)
		w.position = e.Position
		return changes, nil
	})
	if err == nil {
		w.position = max(w.position, batch.Through)
	}
	return changes, err
}

func (w *Webhooks) apply(e events.Recorded) []projections.Change {
	var id string
	switch body := e.Event.(type) {
	case events.WebhookCreated:
		id = body.ID
		w.rows[id] = Webhook{ID: id, CreatedAt: e.Meta.Time.UTC(), Settings: body.Settings}
	case events.WebhookUpdated:
		id = body.ID
		if row, ok := w.rows[id]; ok {
			row.Settings = body.Settings
			w.rows[id] = row
		}
	case events.WebhookSecretRotated:
		id = body.ID
	case events.WebhookReplayRequested:
		id = body.ID
	case events.WebhookRemoved:
		delete(w.rows, body.ID)
		return []projections.Change{{Kind: ChangeWebhook, ID: body.ID, Removed: true}}
	}
	row, ok := w.rows[id]
	if !ok {
		return nil
	}
	row.Revision = int64(e.Revision) // stores bound it
	w.rows[id] = row
	return []projections.Change{{Kind: ChangeWebhook, ID: id}}
}

// Webhook finds a webhook, or fails with projections.ErrNotFound.
func (w *Webhooks) Webhook(_ context.Context, id string) (Webhook, error) {
	w.mu.RLock()
	defer w.mu.RUnlock()
	if row, ok := w.rows[id]; ok {
		return row, nil
	}
	return Webhook{}, fmt.Errorf("webhook %s: %w", id, projections.ErrNotFound)
}

const list = "webhooks"

// Webhooks reads a page of all webhooks by name.
func (w *Webhooks) Webhooks(_ context.Context, first int, after string) (projections.Page[Webhook], error) {
	if err := projections.CheckFirst(first); err != nil {
		return projections.Page[Webhook]{}, err
	}
	w.mu.RLock()
	all := make([]Webhook, 0, len(w.rows))
	for _, row := range w.rows {
		all = append(all, row)
	}
	w.mu.RUnlock()
	slices.SortFunc(all, func(a, b Webhook) int { return compare(a, name(b), b.ID) })
	page := projections.Page[Webhook]{TotalCount: len(all)}
	if after != "" {
		c, err := projections.DecodeCursor(list, after)
		if err != nil {
			return page, err
		}
		at, found := slices.BinarySearchFunc(all, c, func(row Webhook, c projections.Cursor) int { return compare(row, c.Text, c.ID) })
		if found {
			at++
		}
		page.HasPreviousPage, all = at > 0, all[at:]
	}
	page.HasNextPage = len(all) > first
	for _, row := range all[:min(first, len(all))] {
		cursor := projections.Cursor{List: list, Text: name(row), ID: row.ID}.Encode()
		page.Edges = append(page.Edges, projections.Edge[Webhook]{Cursor: cursor, Node: row})
	}
	return page, nil
}

// name is what the list is ordered by.
func name(w Webhook) string { return strings.ToLower(w.Settings.Name) }

func compare(w Webhook, text, id string) int {
	return cmp.Or(strings.Compare(name(w), text), strings.Compare(w.ID, id))
}
