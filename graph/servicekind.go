package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"github.com/parley-video/parley/domain/service"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/inventory"
)

// serviceKind is what the services of one kind have in common; the file of a
// kind has its payloads.
type serviceKind[N any] struct {
	typ  events.ServiceType
	node func(inventory.Service) *N
}

// one finds a service, which must be of the kind.
func (k serviceKind[N]) one(r *Resolver) func(context.Context, string) (*N, error) {
	return func(ctx context.Context, raw string) (*N, error) {
		row, err := r.Inventory.Service(ctx, raw)
		if err == nil && row.Type != k.typ {
			return nil, nil
		}
		return found(k.node)(row, err)
	}
}

// page reads a page of the services of the kind.
func (k serviceKind[N]) page(ctx context.Context, r *Resolver, first int, after *string, filter *model.ServiceSearch, orderBy *model.ServiceOrder, minPosition *events.Position) (projections.Page[inventory.Service], error) {
	q := inventory.ServiceQuery{Type: k.typ}
	if filter != nil {
		q.Search, q.Tag, q.Alias = text(filter.Search.Value()), text(filter.Tag.Value()), text(filter.Alias.Value())
	}
	if orderBy != nil {
		q.Order = order(orderBy.Field, orderBy.Direction)
	}
	return r.servicePage(ctx, first, after, q, minPosition)
}

func (k serviceKind[N]) create(ctx context.Context, r *Resolver, in model.ServiceInput) (*N, outcome, error) {
	patch, err := servicePatch(&change{isNew: true}, "input", &in)
	if err != nil {
		return nil, outcome{}, err
	}
	out, err := r.execute(ctx, readInventory, service.Create{Type: k.typ, Patch: patch}, in.IdempotencyKey, noRevision)
	return k.shown(ctx, r, out, err)
}

func (k serviceKind[N]) update(ctx context.Context, r *Resolver, in model.ServiceInput) (*N, outcome, error) {
	raw, err := rawID("input.id", kindService, in.ID)
	if err != nil {
		return nil, outcome{}, err
	}
	var c change
	patch, err := servicePatch(&c, "input", &in)
	if err != nil {
		return nil, outcome{}, err
	}
	cmd := service.Update{ID: raw, Type: k.typ, Patch: patch}
	out, err := r.executeChange(ctx, &c, readInventory, cmd, in.IdempotencyKey, in.ExpectedRevision)
	return k.shown(ctx, r, out, err)
}

func (k serviceKind[N]) shown(ctx context.Context, r *Resolver, out outcome, err error) (*N, outcome, error) {
	if err != nil {
		return nil, outcome{}, err
	}
	return shown(ctx, r, out, k.one(r)), out, nil
}

func (k serviceKind[N]) remove(ctx context.Context, r *Resolver, id string, key graphql.Omittable[*string], expected graphql.Omittable[*int64]) (outcome, error) {
	raw, err := rawID("input.id", kindService, id)
	if err != nil {
		return outcome{}, err
	}
	return r.execute(ctx, readInventory, service.Remove{ID: raw, Type: k.typ}, key, expected)
}

// servicePage reads a page of services.
func (r *Resolver) servicePage(ctx context.Context, first int, after *string, q inventory.ServiceQuery, minPosition *events.Position) (projections.Page[inventory.Service], error) {
	var none projections.Page[inventory.Service]
	cursor, err := checkPage(first, after)
	if err != nil {
		return none, err
	}
	q.First, q.After = first, cursor
	if err := r.catchUp(ctx, readInventory, minPosition); err != nil {
		return none, err
	}
	return r.Inventory.Services(ctx, q)
}
