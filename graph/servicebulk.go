package graph

import (
	"context"
	"fmt"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"golang.org/x/sync/semaphore"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/service"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections/inventory"
)

const (
	// maxBulk is how many objects one mutation may be for.
	maxBulk = 1000
	// bulkWorkers is how many of its commands are executed at a time: enough for
	// the log to write many with one flush, few enough for others to get their turn.
	bulkWorkers = 64
	// bulkClaims is how many names and aliases the commands at work may take or
	// give back: a command does so one after the other and within its deadline,
	// however many others the log writes for meanwhile. Up to usualClaims for
	// each, all workers are busy.
	bulkClaims  = bulkWorkers * usualClaims
	usualClaims = 64
)

// bulk is what became of many commands.
type bulk struct {
	results   []*model.ServiceResult
	succeeded int
	position  *events.Position
	refused   []*model.UserError
}

// many are commands that are executed each for itself.
type many struct {
	cmds []domain.Command
	// claims says how many names and aliases each takes or gives back; nil: few.
	claims []int
	// later are executed after the others and one after the other.
	later map[int]bool
}

// executeMany executes commands. Their idempotency keys are derived from that
// of all and the place in the list.
func (r *Resolver) executeMany(ctx context.Context, key graphql.Omittable[*string], m many) (bulk, error) {
	env, err := envelope(ctx, key, noRevision)
	if err != nil {
		return bulk{}, err
	}
	if len([]rune(env.IdempotencyKey)) > control.MaxIdempotencyKey {
		return refusedBulk(domain.Refuse(domain.CodeInvalid, fmt.Sprintf("At most %d characters are allowed.", control.MaxIdempotencyKey), "idempotencyKey"))
	}
	receipts, failures := make([]control.Receipt, len(m.cmds)), make([]error, len(m.cmds))
	do := func(i int) {
		own := env
		if env.IdempotencyKey != "" {
			own.IdempotencyKey = fmt.Sprintf("%s/%d", events.DeriveID("bulk/"+env.IdempotencyKey), i)
		}
		receipts[i], failures[i] = r.Commands.Execute(ctx, own, m.cmds[i])
	}
	room := semaphore.NewWeighted(bulkClaims)
	var workers sync.WaitGroup
	for i := range m.cmds {
		if m.later[i] {
			continue
		}
		weight := m.weight(i)
		if failures[i] = room.Acquire(ctx, weight); failures[i] != nil {
			break // the caller has gone
		}
		workers.Go(func() {
			defer room.Release(weight)
			do(i)
		})
	}
	workers.Wait()
	for i := range m.cmds {
		if m.later[i] {
			do(i)
		}
	}
	return r.gather(ctx, receipts, failures)
}

// weight is the part of bulkClaims that a command fills while it is at work.
func (m many) weight(i int) int64 {
	claims := 0
	if m.claims != nil {
		claims = m.claims[i]
	}
	return int64(min(max(claims, usualClaims), bulkClaims))
}

// gather makes the results. One failure that is no refusal fails the whole: what
// was done is then open, and a repeat with the same key does what is left.
func (r *Resolver) gather(ctx context.Context, receipts []control.Receipt, failures []error) (bulk, error) {
	b := bulk{results: make([]*model.ServiceResult, len(receipts)), refused: []*model.UserError{}}
	var last events.Position
	for i, receipt := range receipts {
		list, err := userErrors(failures[i])
		if err != nil {
			return bulk{}, fmt.Errorf("element %d of %d: %w", i, len(receipts), err)
		}
		b.results[i] = &model.ServiceResult{Index: i, UserErrors: list}
		if failures[i] != nil {
			continue
		}
		id, position := encodeID(kindService, receipt.ID), receipt.Position
		b.results[i].ID, b.results[i].Position = &id, &position
		b.succeeded++
		last = max(last, position)
	}
	if b.succeeded > 0 {
		b.position = &last
		r.reached(ctx, readInventory, last)
	}
	return b, nil
}

func refusedBulk(err error) (bulk, error) {
	list, err := userErrors(err)
	return bulk{results: []*model.ServiceResult{}, refused: list}, err
}

func checkMany(n int, field string) error {
	if n < 1 || n > maxBulk {
		return domain.Refuse(domain.CodeInvalid, fmt.Sprintf("1 to %d are allowed, these are %d.", maxBulk, n), field)
	}
	return nil
}

func (r *Resolver) createRooms(ctx context.Context, in model.MeetingRoomsCreateInput) (*model.MeetingRoomsCreatePayload, error) {
	b, err := r.newRooms(ctx, in)
	if err != nil {
		return nil, err
	}
	return &model.MeetingRoomsCreatePayload{Succeeded: b.succeeded, Results: b.results, Position: b.position, UserErrors: b.refused}, nil
}

func (r *Resolver) newRooms(ctx context.Context, in model.MeetingRoomsCreateInput) (bulk, error) {
	if err := checkMany(len(in.Rooms), "rooms"); err != nil {
		return refusedBulk(err)
	}
	m := many{cmds: make([]domain.Command, len(in.Rooms)), claims: make([]int, len(in.Rooms)), later: colliding(in.Rooms)}
	for i, room := range in.Rooms {
		if room.IdempotencyKey.Value() != nil {
			return bulk{}, apierr.BadArgument("input.rooms", "a room of many has no idempotency key of its own")
		}
		patch, err := servicePatch(&change{isNew: true}, "input", room)
		if err != nil {
			return bulk{}, err
		}
		m.cmds[i], m.claims[i] = service.Create{Type: rooms.typ, Patch: patch}, 1+len(patch.Aliases.Value)
	}
	return r.executeMany(ctx, in.IdempotencyKey, m)
}

// colliding are the rooms that want a name or an alias of an earlier one. They
// come later, so that it is always the earlier one that gets it.
func colliding(rooms []*model.ServiceInput) map[int]bool {
	later, seen := map[int]bool{}, map[string]bool{}
	for i, room := range rooms {
		keys := []string{"name/" + domain.NormaliseKey(room.NewName)}
		for _, a := range room.Aliases.Value() {
			keys = append(keys, "alias/"+domain.NormaliseKey(a.Alias))
		}
		for _, key := range keys {
			later[i] = later[i] || seen[key]
			seen[key] = true
		}
	}
	return later
}

// rawServices reads a list of identifiers, each of which may stand in it once.
func rawServices(ids []string) ([]string, error) {
	raw, seen := make([]string, len(ids)), map[string]bool{}
	for i, id := range ids {
		var err error
		if raw[i], err = rawID("input.ids", kindService, id); err != nil {
			return nil, err
		}
		if seen[raw[i]] {
			return nil, apierr.BadArgument("input.ids", "an identifier stands twice in the list")
		}
		seen[raw[i]] = true
	}
	return raw, nil
}

// changeMany executes a command for each of many services. claims says how many
// names and aliases it takes or gives back; nil: none.
func (r *Resolver) changeMany(ctx context.Context, key graphql.Omittable[*string], ids []string, cmd func(raw string) domain.Command, claims func(inventory.Service) int) (bulk, error) {
	if err := checkMany(len(ids), "ids"); err != nil {
		return refusedBulk(err)
	}
	raw, err := rawServices(ids)
	if err != nil {
		return bulk{}, err
	}
	m := many{cmds: make([]domain.Command, len(raw))}
	for i, id := range raw {
		m.cmds[i] = cmd(id)
	}
	if claims != nil {
		rows, err := r.Inventory.ServicesByID(ctx, raw)
		if err != nil {
			return bulk{}, err
		}
		m.claims = convert(raw, func(id string) int { return claims(rows[id]) })
	}
	return r.executeMany(ctx, key, m)
}

func (r *Resolver) removeServices(ctx context.Context, in model.ServicesRemoveInput) (*model.ServicesRemovePayload, error) {
	b, err := r.changeMany(ctx, in.IdempotencyKey, in.Ids,
		func(raw string) domain.Command { return service.Remove{ID: raw} },
		func(row inventory.Service) int { return 1 + len(row.Aliases) })
	if err != nil {
		return nil, err
	}
	return &model.ServicesRemovePayload{Succeeded: b.succeeded, Results: b.results, Position: b.position, UserErrors: b.refused}, nil
}

func (r *Resolver) updateServices(ctx context.Context, in model.ServicesUpdateInput) (*model.ServicesUpdatePayload, error) {
	var c change
	patch, err := servicePatch(&c, "input.set", in.Set)
	if err != nil {
		return nil, err
	}
	var b bulk
	if err = c.check.Err(); err != nil {
		b, err = refusedBulk(within("set", err))
	} else {
		b, err = r.changeMany(ctx, in.IdempotencyKey, in.Ids, func(raw string) domain.Command {
			return service.Update{ID: raw, Patch: patch}
		}, nil)
	}
	if err != nil {
		return nil, err
	}
	return &model.ServicesUpdatePayload{Succeeded: b.succeeded, Results: b.results, Position: b.position, UserErrors: b.refused}, nil
}

// within puts refusals below a field of the input.
func within(field string, err error) error {
	refusals, ok := domain.AsRefusals(err)
	if !ok {
		return err
	}
	below := make(domain.Refusals, len(refusals))
	for i, refusal := range refusals {
		refusal.Field = append([]string{field}, refusal.Field...)
		below[i] = refusal
	}
	return below
}
