// Package themes is the read model of themes and what is in them, in memory.
//
// Contents of files are not in it. It imports projections, projections/memory
// and events. Every method may be called by any goroutine.
package themes

import (
	"context"
	"strings"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/memory"
)

// Name of the projection.
const Name = "themes"

// ChangeTheme is the kind of its changes.
const ChangeTheme = "theme"

// Theme is one row.
type Theme struct {
	ID        string
	Revision  int64
	CreatedAt time.Time
	UpdatedAt time.Time
	Settings  events.ThemeSettings
	Files     []events.ThemeFile // by name
}

// Themes is the read model.
type Themes struct{ *memory.Table[Theme] }

// New makes an empty read model.
func New() *Themes {
	return &Themes{memory.New(Name, ChangeTheme, store.Filter{StreamPrefixes: []string{events.ThemeStream("")}}, apply, describe)}
}

func describe(t Theme) memory.Row {
	return memory.Row{
		ID: t.ID, Name: t.Settings.Name, CreatedAt: t.CreatedAt,
		Search: strings.Join([]string{t.Settings.Name, t.Settings.Description}, "\x1f"),
	}
}

func apply(rows map[string]Theme, e events.Recorded) memory.Change {
	var id string
	switch body := e.Event.(type) {
	case events.ThemeCreated:
		id = body.ID
		rows[id] = Theme{ID: id, CreatedAt: e.Meta.Time.UTC(), Settings: body.Settings}
	case events.ThemeUpdated:
		id = body.ID
		memory.Patch(rows, id, func(t *Theme) { t.Settings = body.Settings })
	case events.ThemeFilesChanged:
		id = body.ID
		memory.Patch(rows, id, func(t *Theme) { t.Files = body.Files })
	case events.ThemeRemoved:
		delete(rows, body.ID)
		return memory.Change{ID: body.ID, Removed: true}
	}
	memory.Patch(rows, id, func(t *Theme) {
		t.Revision, t.UpdatedAt = int64(e.Revision), e.Meta.Time.UTC() // stores bound it
	})
	return memory.Change{ID: id}
}

// Theme finds a theme, or fails with projections.ErrNotFound.
func (t *Themes) Theme(_ context.Context, id string) (Theme, error) { return t.Get(id) }

// Themes reads a page.
func (t *Themes) Themes(_ context.Context, q memory.Query) (projections.Page[Theme], error) {
	return t.List(q)
}
