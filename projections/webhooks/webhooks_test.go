package webhooks_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/projectiontest"
	"github.com/parley-video/parley/projections/webhooks"
)

func commit(t *testing.T, w *webhooks.Webhooks, from events.Position, list ...events.Event) []projections.Change {
	t.Helper()
	batch := projections.Batch{Through: from + events.Position(len(list))}
	for i, e := range list {
		at := from + events.Position(i) + 1
		batch.Events = append(batch.Events, events.Recorded{
			Position: at, Revision: events.Revision(at), Type: e.EventType(), Event: e,
			Meta: events.Metadata{Time: projectiontest.Epoch},
		})
	}
	changes, err := w.Commit(t.Context(), batch)
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

func TestRows(t *testing.T) {
	w := webhooks.New()
	settings := events.WebhookSettings{Name: "CRM", URL: "https://crm.test", Enabled: true}
	commit(t, w, 0, events.WebhookCreated{ID: "a", Settings: settings, Secret: "sealed"}, events.WebhookSecretRotated{ID: "a"})
	settings.Enabled = false
	commit(t, w, 2, events.WebhookUpdated{ID: "a", Settings: settings}, events.WebhookUpdated{ID: "unknown"})
	row, err := w.Webhook(t.Context(), "a")
	if err != nil || row.Revision != 3 || row.Settings.Enabled || row.Settings.URL != settings.URL || !row.CreatedAt.Equal(projectiontest.Epoch) {
		t.Errorf("%+v %v", row, err)
	}
	if changes := commit(t, w, 2, events.WebhookRemoved{ID: "a"}); len(changes) != 0 {
		t.Errorf("an event that was there already: %v", changes)
	}
	changes := commit(t, w, 4, events.WebhookRemoved{ID: "a"})
	if len(changes) != 1 || changes[0] != (projections.Change{Kind: webhooks.ChangeWebhook, ID: "a", Removed: true}) {
		t.Error(changes)
	}
	if _, err := w.Webhook(t.Context(), "a"); !errors.Is(err, projections.ErrNotFound) {
		t.Error(err)
	}
	if at, err := w.Open(t.Context()); at != 5 || err != nil {
		t.Error(at, err)
	}
	if err := w.Reset(t.Context()); err != nil {
		t.Fatal(err)
	}
	if at, _ := w.Open(t.Context()); at != 0 {
		t.Error(at)
	}
}

func TestPages(t *testing.T) {
	w := webhooks.New()
	for i, name := range []string{"b", "C", "a", "A", "d"} {
		commit(t, w, events.Position(i), events.WebhookCreated{ID: fmt.Sprint(i), Settings: events.WebhookSettings{Name: name}})
	}
	var got string
	for after := ""; ; {
		p, err := w.Webhooks(t.Context(), 2, after)
		if err != nil || p.TotalCount != 5 || p.HasPreviousPage != (after != "") {
			t.Fatalf("%+v %v", p, err)
		}
		for _, row := range p.Nodes() {
			got += row.Settings.Name + row.ID + " "
		}
		if !p.HasNextPage {
			break
		}
		after = *p.EndCursor()
	}
	if got != "a2 A3 b0 C1 d4 " {
		t.Error(got)
	}
	if _, err := w.Webhooks(t.Context(), 1, "x"); !errors.Is(err, projections.ErrCursor) {
		t.Error(err)
	}
	if _, err := w.Webhooks(t.Context(), -1, ""); !errors.Is(err, projections.ErrPageSize) {
		t.Error(err)
	}
}
