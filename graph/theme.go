package graph

import (
	"context"
	"errors"
	"net/url"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/theme"
	"github.com/parley-video/parley/domain/theme/themefile"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/memory"
	"github.com/parley-video/parley/projections/themes"
)

// RawThemeID reads the identifier of a theme as the API has it; false when it
// is none.
func RawThemeID(id string) (string, bool) {
	raw, err := rawID("id", kindTheme, id)
	return raw, err == nil
}

// baseTheme stands for what is built in, in addresses of files.
const baseTheme = "base"

// fileURL is where a file's content is. The digest makes another content
// another address.
func fileURL(themeID, name, digest string) string {
	path := "/themes/" + url.PathEscape(themeID) + "/files/" + url.PathEscape(name)
	if digest == "" {
		return path
	}
	return path + "?v=" + digest[:min(16, len(digest))]
}

func modelTheme(row themes.Theme) *model.Theme {
	id := encodeID(kindTheme, row.ID)
	return &model.Theme{
		ID: id, RawID: row.ID, Revision: row.Revision, Name: row.Settings.Name, Description: row.Settings.Description,
		CreatedAt: row.CreatedAt, UpdatedAt: row.UpdatedAt,
		Files: convert(row.Files, func(f events.ThemeFile) *model.ThemeFile { return modelThemeFile(id, f) }),
	}
}

func modelThemeFile(themeID string, f events.ThemeFile) *model.ThemeFile {
	name, _ := themefile.ParseName(f.Name)
	out := &model.ThemeFile{
		Key: name.Slot.Key, Kind: fileKind(name.Slot.Kind), Name: f.Name, MediaType: f.MediaType,
		Size: int(f.Size), Digest: f.Digest, URL: fileURL(themeID, f.Name, f.Digest),
	}
	if name.Slot.Kind == themefile.Configuration {
		out.Commands = convert(f.Commands, func(c events.ThemeCommand) *model.ThemeCommand {
			return &model.ThemeCommand{Command: c.Command, Digits: c.Digits}
		})
	}
	return out
}

func fileKind(k themefile.Kind) model.ThemeFileKind { return model.ThemeFileKind(upper(k)) }

func themeEdge(cursor string, node *model.Theme) *model.ThemeEdge {
	return &model.ThemeEdge{Cursor: cursor, Node: node}
}

func (r *Resolver) themes(ctx context.Context, first int, after *string, filter *model.ThemeFilter, orderBy *model.ThemeOrder, minPosition *events.Position) (*model.ThemeConnection, error) {
	cursor, err := checkPage(first, after)
	if err != nil {
		return nil, err
	}
	q := memory.Query{First: first, After: cursor}
	if filter != nil {
		q.Search = text(filter.Search.Value())
	}
	if orderBy != nil {
		q.Order = order(orderBy.Field, orderBy.Direction)
	}
	if err := r.catchUp(ctx, readThemes, minPosition); err != nil {
		return nil, err
	}
	page, err := r.Deps.Themes.Themes(ctx, q)
	if err != nil {
		return nil, err
	}
	es, ns, info := edges(page, modelTheme, themeEdge)
	return &model.ThemeConnection{Edges: es, Nodes: ns, PageInfo: info, TotalCount: page.TotalCount}, nil
}

func (r *Resolver) theme(ctx context.Context, raw string) (*model.Theme, error) {
	return found(modelTheme)(r.Deps.Themes.Theme(ctx, raw))
}

func (r *Resolver) isDefaultTheme(ctx context.Context, obj *model.Theme) (bool, error) {
	row, err := r.Inventory.Settings(ctx)
	return err == nil && row.DefaultThemeID == obj.RawID, err
}

func (r *Resolver) themeFallback(ctx context.Context, minPosition *events.Position) ([]*model.ThemeFallback, error) {
	if err := r.catchUp(ctx, readThemes, minPosition); err != nil {
		return nil, err
	}
	if err := r.catchUp(ctx, readInventory, minPosition); err != nil {
		return nil, err
	}
	return r.fallback(ctx, "")
}

// fallback says what a service with a theme, or without one, shows and plays.
func (r *Resolver) fallback(ctx context.Context, raw string) ([]*model.ThemeFallback, error) {
	settings, err := r.Inventory.Settings(ctx)
	if err != nil {
		return nil, err
	}
	own, err1 := r.themeFiles(ctx, raw)
	deflt, err2 := r.themeFiles(ctx, settings.DefaultThemeID)
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	return convert(theme.Resolve(own, deflt), func(p theme.Provided) *model.ThemeFallback {
		out := &model.ThemeFallback{
			Key: p.Slot.Key, Kind: fileKind(p.Slot.Kind), Source: model.ThemeSource(upper(p.Source)), Name: filled(p.Name),
		}
		var at string
		switch p.Source {
		case theme.Own:
			at = fileURL(encodeID(kindTheme, raw), p.Name, digestOf(own, p.Name))
		case theme.Default:
			at = fileURL(encodeID(kindTheme, settings.DefaultThemeID), p.Name, digestOf(deflt, p.Name))
		case theme.Base:
			at = fileURL(baseTheme, p.Name, "")
		}
		out.URL = filled(at)
		return out
	}), nil
}

func digestOf(files []events.ThemeFile, name string) string {
	for _, f := range files {
		if f.Name == name {
			return f.Digest
		}
	}
	return ""
}

// themeFiles are those of a theme; none when there is no such theme.
func (r *Resolver) themeFiles(ctx context.Context, raw string) ([]events.ThemeFile, error) {
	if raw == "" {
		return nil, nil
	}
	row, err := r.Deps.Themes.Theme(ctx, raw)
	if errors.Is(err, projections.ErrNotFound) {
		return nil, nil
	}
	return row.Files, err
}

func (r *Resolver) createTheme(ctx context.Context, in model.ThemeCreateInput) (*model.ThemeCreatePayload, error) {
	cmd := theme.Create{Patch: theme.Patch{Name: some(in.Name), Description: given(in.Description)}}
	out, err := r.execute(ctx, readThemes, cmd, in.IdempotencyKey, noRevision)
	if err != nil {
		return nil, err
	}
	return &model.ThemeCreatePayload{Theme: shown(ctx, r, out, r.theme), Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) updateTheme(ctx context.Context, in model.ThemeUpdateInput) (*model.ThemeUpdatePayload, error) {
	raw, err := rawID("input.id", kindTheme, in.ID)
	if err != nil {
		return nil, err
	}
	var c change
	cmd := theme.Update{ID: raw, Patch: theme.Patch{Name: keep(&c, "name", in.Name), Description: clearable(in.Description)}}
	out, err := r.executeChange(ctx, &c, readThemes, cmd, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	return &model.ThemeUpdatePayload{Theme: shown(ctx, r, out, r.theme), Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) removeThemeFiles(ctx context.Context, in model.ThemeFilesRemoveInput) (*model.ThemeFilesRemovePayload, error) {
	raw, err := rawID("input.id", kindTheme, in.ID)
	if err != nil {
		return nil, err
	}
	if len(in.Names) > themefile.MaxFiles {
		return nil, apierr.BadArgument("input.names", "at most %d are allowed", themefile.MaxFiles)
	}
	out, err := r.execute(ctx, readThemes, theme.RemoveFiles{ID: raw, Names: in.Names}, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	return &model.ThemeFilesRemovePayload{Theme: shown(ctx, r, out, r.theme), Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) removeTheme(ctx context.Context, in model.ThemeRemoveInput) (*model.ThemeRemovePayload, error) {
	raw, err := rawID("input.id", kindTheme, in.ID)
	if err != nil {
		return nil, err
	}
	out, err := r.execute(ctx, readThemes, theme.Remove{ID: raw}, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	return &model.ThemeRemovePayload{RemovedID: out.removed(in.ID), Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) removeThemes(ctx context.Context, in model.ThemesRemoveInput) (*model.BulkPayload, error) {
	return r.inBulk(ctx, readThemes, kindTheme, in.Ids, in.IdempotencyKey, func(raw string) domain.Command { return theme.Remove{ID: raw} })
}
