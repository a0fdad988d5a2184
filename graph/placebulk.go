package graph

import (
	"context"
	"fmt"

	"github.com/99designs/gqlgen/graphql"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/location"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/model"
)

// maxPlaces is how many objects one call may be about.
const maxPlaces = 100

// bulkIDs reads the identifiers of a call about many objects.
func bulkIDs(kind idKind, ids []string) ([]string, error) {
	if len(ids) < 1 || len(ids) > maxPlaces {
		return nil, apierr.BadArgument("input.ids", "%d objects are named, want 1 to %d", len(ids), maxPlaces)
	}
	raw, seen := make([]string, len(ids)), make(map[string]bool, len(ids))
	for i, id := range ids {
		argument := fmt.Sprintf("input.ids.%d", i)
		one, err := rawID(argument, kind, id)
		if err != nil {
			return nil, err
		}
		if seen[one] {
			return nil, apierr.BadArgument(argument, "it is in the list already")
		}
		raw[i], seen[one] = one, true
	}
	return raw, nil
}

// inBulk executes a command for each of many objects. What is refused for one
// of them leaves the others alone. A failure that is no refusal ends the call:
// a repeat with the same idempotency key goes on where it stopped.
func (r *Resolver) inBulk(ctx context.Context, readModel string, kind idKind, ids []string, key graphql.Omittable[*string], command func(raw string) domain.Command) (*model.BulkPayload, error) {
	raw, err := bulkIDs(kind, ids)
	if err != nil {
		return nil, err
	}
	env, err := envelope(ctx, key, noRevision)
	if err != nil {
		return nil, err
	}
	results := make([]*model.BulkResult, len(raw))
	var last events.Position
	todo := make([]int, len(raw))
	for i := range raw {
		todo[i] = i
	}
	// What is in use by others of the list is free once these are gone.
	for again := true; again && len(todo) > 0; {
		again = false
		var used []int
		for _, i := range todo {
			result, err := r.oneOfBulk(ctx, env, command(raw[i]))
			if err != nil {
				return nil, err
			}
			result.ID, results[i] = ids[i], result
			switch {
			case result.Position != nil:
				last, again = max(last, *result.Position), true
			case result.UserErrors[0].Code == model.UserErrorCodeInUse:
				used = append(used, i)
			}
		}
		todo = used
	}
	if last > 0 {
		r.reached(ctx, readModel, last)
	}
	return &model.BulkPayload{Results: results}, nil
}

func (r *Resolver) oneOfBulk(ctx context.Context, env control.Envelope, cmd domain.Command) (*model.BulkResult, error) {
	receipt, err := r.Commands.Execute(ctx, env, cmd)
	if err != nil {
		refusals, err := userErrors(err)
		return &model.BulkResult{UserErrors: refusals}, err
	}
	return &model.BulkResult{Position: &receipt.Position, UserErrors: []*model.UserError{}}, nil
}

func (r *Resolver) removeLocations(ctx context.Context, in model.LocationsRemoveInput) (*model.BulkPayload, error) {
	return r.inBulk(ctx, readInventory, kindLocation, in.Ids, in.IdempotencyKey, func(raw string) domain.Command {
		return location.Remove{ID: raw}
	})
}

func (r *Resolver) removeNodes(ctx context.Context, in model.ConferencingNodesRemoveInput) (*model.BulkPayload, error) {
	return r.inBulk(ctx, readInventory, kindNode, in.Ids, in.IdempotencyKey, func(raw string) domain.Command {
		return node.Remove{ID: raw, Reason: text(in.Reason.Value()), Force: given(in.Force).Or(false), Carried: r.carried(raw), Attempt: r.attempt(raw)}
	})
}

func (r *Resolver) setMaintenanceOfNodes(ctx context.Context, in model.ConferencingNodesSetMaintenanceInput) (*model.BulkPayload, error) {
	return r.inBulk(ctx, readInventory, kindNode, in.Ids, in.IdempotencyKey, func(raw string) domain.Command {
		return node.SetMaintenance{ID: raw, Maintenance: in.Maintenance, Reason: text(in.Reason.Value()), Carried: r.carried(raw)}
	})
}
