package themes_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/memory"
	"github.com/parley-video/parley/projections/themes"
)

var dawn = time.Date(2026, 11, 21, 6, 0, 0, 0, time.UTC)

func feed(t *testing.T, to *themes.Themes, list ...events.Event) {
	t.Helper()
	at, err := to.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var batch projections.Batch
	for i, e := range list {
		batch.Events = append(batch.Events, events.Recorded{
			Position: at + events.Position(i) + 1, Revision: events.Revision(i), Event: e, Type: e.EventType(), // small
			Meta: events.Metadata{Time: dawn.Add(time.Duration(i) * time.Minute)},
		})
	}
	for range 2 { // twice is once
		if _, err := to.Commit(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
	}
}

func TestRows(t *testing.T) {
	m := themes.New()
	files := []events.ThemeFile{{Name: "welcome.svg", Digest: "d", Size: 3, MediaType: "image/svg+xml"}}
	feed(t, m,
		events.ThemeCreated{ID: "a", Settings: events.ThemeSettings{Name: "A"}},
		events.ThemeFilesChanged{ID: "a", Files: files},
		events.ThemeUpdated{ID: "a", Settings: events.ThemeSettings{Name: "B", Description: "b"}},
		events.ThemeUpdated{ID: "nobody"},
		events.ThemeCreated{ID: "c", Settings: events.ThemeSettings{Name: "C"}},
		events.ThemeRemoved{ID: "c"},
	)
	got, err := m.Theme(t.Context(), "a")
	want := themes.Theme{
		ID: "a", Revision: 2, CreatedAt: dawn, UpdatedAt: dawn.Add(2 * time.Minute),
		Settings: events.ThemeSettings{Name: "B", Description: "b"}, Files: files,
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if page, err := m.Themes(t.Context(), memory.Query{First: 10}); err != nil || page.TotalCount != 1 {
		t.Errorf("%+v, %v", page, err)
	}
	if err := m.Reset(t.Context()); err != nil {
		t.Fatal(err)
	}
	if page, err := m.Themes(t.Context(), memory.Query{First: 10}); err != nil || page.TotalCount != 0 {
		t.Errorf("%+v, %v", page, err)
	}
}

// Every order is read page by page without a gap, and what the cursor stands
// for may be gone by then.
func TestPages(t *testing.T) {
	m := themes.New()
	var list []events.Event
	for i := range 7 {
		list = append(list, events.ThemeCreated{ID: fmt.Sprint("t", i), Settings: events.ThemeSettings{Name: string(rune('a' + (i*3)%7)), Description: "Ärger"}})
	}
	feed(t, m, list...)
	for _, c := range []struct {
		order projections.Order
		want  string
	}{
		{projections.Order{}, "abcdefg"},
		{projections.Order{Field: projections.OrderByName, Direction: projections.Descending}, "gfedcba"},
		{projections.Order{Field: projections.OrderByCreatedAt}, "adgcfbe"},
		{projections.Order{Field: projections.OrderByCreatedAt, Direction: projections.Descending}, "ebfcgda"},
	} {
		got, q := "", memory.Query{First: 2, Search: "äRGER", Order: c.order}
		for {
			page, err := m.Themes(t.Context(), q)
			if err != nil || page.TotalCount != 7 || page.HasPreviousPage != (q.After != "") {
				t.Fatalf("%+v, %v", page, err)
			}
			for _, n := range page.Nodes() {
				got += n.Settings.Name
			}
			if !page.HasNextPage {
				break
			}
			q.After = *page.EndCursor()
		}
		if got != c.want {
			t.Errorf("%+v: %s, want %s", c.order, got, c.want)
		}
	}
	page, _ := m.Themes(t.Context(), memory.Query{First: 2})
	feed(t, m, events.ThemeRemoved{ID: page.Nodes()[1].ID})
	if next, err := m.Themes(t.Context(), memory.Query{First: 2, After: *page.EndCursor()}); err != nil || next.Nodes()[0].Settings.Name != "c" {
		t.Errorf("%+v, %v", next, err)
	}
	for _, q := range []memory.Query{{First: 2, After: "x"}, {First: -1}, {First: 2, Order: projections.Order{Field: "SIZE"}}, {
		First: 2, After: *page.EndCursor(), Order: projections.Order{Field: projections.OrderByCreatedAt},
	}} {
		if _, err := m.Themes(t.Context(), q); err == nil {
			t.Errorf("took %+v", q)
		}
	}
}
