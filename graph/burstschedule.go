package graph

import (
	"context"
	"errors"
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/domain/burstschedule"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections/burstschedules"
	"github.com/parley-video/parley/projections/memory"
)

func modelBurstSchedule(row burstschedules.Schedule) *model.BurstSchedule {
	s := row.Settings
	return &model.BurstSchedule{
		ID: encodeID(kindBurstSchedule, row.ID), RawID: row.ID, Revision: row.Revision, Name: s.Name, Description: s.Description,
		LocationID: s.LocationID, Nodes: s.Nodes, Cron: s.Cron, TimeZone: s.TimeZone, LeadMinutes: s.LeadMinutes,
		DurationMinutes: s.DurationMinutes, Enabled: s.Enabled, CreatedAt: row.CreatedAt, UpdatedAt: row.UpdatedAt,
	}
}

func burstScheduleEdge(cursor string, node *model.BurstSchedule) *model.BurstScheduleEdge {
	return &model.BurstScheduleEdge{Cursor: cursor, Node: node}
}

func (r *Resolver) burstSchedules(ctx context.Context, first int, after *string, filter *model.BurstScheduleFilter, orderBy *model.BurstScheduleOrder, minPosition *events.Position) (*model.BurstScheduleConnection, error) {
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
	if err := r.catchUp(ctx, readSchedules, minPosition); err != nil {
		return nil, err
	}
	page, err := r.Deps.BurstSchedules.Schedules(ctx, q)
	if err != nil {
		return nil, err
	}
	es, ns, info := edges(page, modelBurstSchedule, burstScheduleEdge)
	return &model.BurstScheduleConnection{Edges: es, Nodes: ns, PageInfo: info, TotalCount: page.TotalCount}, nil
}

func (r *Resolver) burstSchedule(ctx context.Context, raw string) (*model.BurstSchedule, error) {
	return found(modelBurstSchedule)(r.Deps.BurstSchedules.Schedule(ctx, raw))
}

// scheduleLocations are the locations of schedules; nil of one that was removed.
func (r *Resolver) scheduleLocations(ctx context.Context, of []*model.BurstSchedule) ([]*model.Location, error) {
	rows, err := r.Inventory.LocationsByID(ctx, convert(of, func(s *model.BurstSchedule) string { return s.LocationID }))
	if err != nil {
		return nil, err
	}
	return convert(of, func(s *model.BurstSchedule) *model.Location {
		row, ok := rows[s.LocationID]
		if !ok {
			return nil
		}
		return modelLocation(row)
	}), nil
}

// The windows that are shown of a schedule: so many, and so far ahead.
const (
	maxWindows   = 100
	windowsAhead = 366 * 24 * time.Hour
)

func scheduleWindows(of *model.BurstSchedule, count int, now time.Time) ([]*model.BurstScheduleWindow, error) {
	if count < 1 || count > maxWindows {
		return nil, apierr.BadArgument("count", "must be from 1 to %d", maxWindows)
	}
	var state bursting.State
	state.Apply(events.Recorded{Event: events.BurstScheduleCreated{ID: of.RawID, Settings: events.BurstScheduleSettings{
		Cron: of.Cron, TimeZone: of.TimeZone, LeadMinutes: of.LeadMinutes, DurationMinutes: of.DurationMinutes, Enabled: of.Enabled,
	}}})
	list := state.Schedules[of.RawID].Windows(now, now.Add(windowsAhead), count)
	return convert(list, func(w bursting.Window) *model.BurstScheduleWindow {
		return &model.BurstScheduleWindow{StartsAt: w.Start.UTC(), From: w.From.UTC(), Until: w.Until.UTC()}
	}), nil
}

func (r *Resolver) createBurstSchedule(ctx context.Context, in model.BurstScheduleCreateInput) (*model.BurstScheduleCreatePayload, error) {
	location, err := rawID("input.locationId", kindLocation, in.LocationID)
	if err != nil {
		return nil, err
	}
	cmd := burstschedule.Create{Patch: burstschedule.Patch{
		Name: some(in.Name), Description: given(in.Description), LocationID: some(location), Nodes: given(in.Nodes), Cron: some(in.Cron),
		TimeZone: some(in.TimeZone), LeadMinutes: given(in.LeadMinutes), DurationMinutes: given(in.DurationMinutes), Enabled: given(in.Enabled),
	}}
	out, err := r.execute(ctx, readSchedules, cmd, in.IdempotencyKey, noRevision)
	if err != nil {
		return nil, err
	}
	return &model.BurstScheduleCreatePayload{BurstSchedule: shown(ctx, r, out, r.burstSchedule), Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) updateBurstSchedule(ctx context.Context, in model.BurstScheduleUpdateInput) (*model.BurstScheduleUpdatePayload, error) {
	var c change
	raw, err := rawID("input.id", kindBurstSchedule, in.ID)
	location, errLocation := rawOpt("input.locationId", kindLocation, keep(&c, "locationId", in.LocationID))
	if err := errors.Join(err, errLocation); err != nil {
		return nil, err
	}
	cmd := burstschedule.Update{ID: raw, Patch: burstschedule.Patch{
		Name: keep(&c, "name", in.Name), Description: clearable(in.Description), LocationID: location, Nodes: keep(&c, "nodes", in.Nodes),
		Cron: keep(&c, "cron", in.Cron), TimeZone: keep(&c, "timeZone", in.TimeZone), LeadMinutes: keep(&c, "leadMinutes", in.LeadMinutes),
		DurationMinutes: keep(&c, "durationMinutes", in.DurationMinutes), Enabled: keep(&c, "enabled", in.Enabled),
	}}
	out, err := r.executeChange(ctx, &c, readSchedules, cmd, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	return &model.BurstScheduleUpdatePayload{BurstSchedule: shown(ctx, r, out, r.burstSchedule), Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) removeBurstSchedule(ctx context.Context, in model.BurstScheduleRemoveInput) (*model.BurstScheduleRemovePayload, error) {
	raw, err := rawID("input.id", kindBurstSchedule, in.ID)
	if err != nil {
		return nil, err
	}
	out, err := r.execute(ctx, readSchedules, burstschedule.Remove{ID: raw}, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	return &model.BurstScheduleRemovePayload{RemovedID: out.removed(in.ID), Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) removeBurstSchedules(ctx context.Context, in model.BurstSchedulesRemoveInput) (*model.BulkPayload, error) {
	return r.inBulk(ctx, readSchedules, kindBurstSchedule, in.Ids, in.IdempotencyKey, func(raw string) domain.Command { return burstschedule.Remove{ID: raw} })
}
