package graph

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
)

func (r *queryResolver) Themes(ctx context.Context, first int, after *string, filter *model.ThemeFilter, orderBy *model.ThemeOrder, minPosition *events.Position) (*model.ThemeConnection, error) {
	return r.themes(ctx, first, after, filter, orderBy, minPosition)
}

func (r *queryResolver) Theme(ctx context.Context, id string, minPosition *events.Position) (*model.Theme, error) {
	return one(ctx, r.Resolver, readThemes, kindTheme, id, minPosition, r.theme)
}

func (r *queryResolver) ThemeFallback(ctx context.Context, minPosition *events.Position) ([]*model.ThemeFallback, error) {
	return r.themeFallback(ctx, minPosition)
}

func (r *themeResolver) IsDefault(ctx context.Context, obj *model.Theme) (bool, error) {
	return r.isDefaultTheme(ctx, obj)
}

func (r *themeResolver) Fallback(ctx context.Context, obj *model.Theme) ([]*model.ThemeFallback, error) {
	return r.fallback(ctx, obj.RawID)
}

func (r *mutationResolver) ThemeCreate(ctx context.Context, input model.ThemeCreateInput) (*model.ThemeCreatePayload, error) {
	return r.createTheme(ctx, input)
}

func (r *mutationResolver) ThemeUpdate(ctx context.Context, input model.ThemeUpdateInput) (*model.ThemeUpdatePayload, error) {
	return r.updateTheme(ctx, input)
}

func (r *mutationResolver) ThemeFilesRemove(ctx context.Context, input model.ThemeFilesRemoveInput) (*model.ThemeFilesRemovePayload, error) {
	return r.removeThemeFiles(ctx, input)
}

func (r *mutationResolver) ThemeRemove(ctx context.Context, input model.ThemeRemoveInput) (*model.ThemeRemovePayload, error) {
	return r.removeTheme(ctx, input)
}

func (r *mutationResolver) ThemesRemove(ctx context.Context, input model.ThemesRemoveInput) (*model.BulkPayload, error) {
	return r.removeThemes(ctx, input)
}
