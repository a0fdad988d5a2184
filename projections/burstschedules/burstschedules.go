// Package burstschedules is the read model of the schedules by which burst nodes
// run, in memory.
//
// It imports projections, projections/memory and events. Every method may be
// called by any goroutine.
package burstschedules

import (
	"context"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/memory"
)

// Name of the projection.
const Name = "burstschedules"

// ChangeSchedule is the kind of its changes.
const ChangeSchedule = "burstschedule"

// Schedule is one row.
type Schedule struct {
	ID        string
	Revision  int64
	CreatedAt time.Time
	UpdatedAt time.Time
	Settings  events.BurstScheduleSettings
}

// Schedules is the read model.
type Schedules struct{ *memory.Table[Schedule] }

// New makes an empty read model.
func New() *Schedules {
	filter := store.Filter{StreamPrefixes: []string{events.BurstScheduleStream("")}}
	return &Schedules{memory.New(Name, ChangeSchedule, filter, apply, describe)}
}

func describe(s Schedule) memory.Row {
	return memory.Row{ID: s.ID, Name: s.Settings.Name, CreatedAt: s.CreatedAt, Search: s.Settings.Name + "\x1f" + s.Settings.Description}
}

func apply(rows map[string]Schedule, e events.Recorded) memory.Change {
	var id string
	switch body := e.Event.(type) {
	case events.BurstScheduleCreated:
		id = body.ID
		rows[id] = Schedule{ID: id, CreatedAt: e.Meta.Time.UTC(), Settings: body.Settings}
	case events.BurstScheduleUpdated:
		id = body.ID
		memory.Patch(rows, id, func(s *Schedule) { s.Settings = body.Settings })
	case events.BurstScheduleRemoved:
		delete(rows, body.ID)
		return memory.Change{ID: body.ID, Removed: true}
	}
	memory.Patch(rows, id, func(s *Schedule) {
		s.Revision, s.UpdatedAt = int64(e.Revision), e.Meta.Time.UTC() // stores bound it
	})
	return memory.Change{ID: id}
}

// Schedule finds a schedule, or fails with projections.ErrNotFound.
func (s *Schedules) Schedule(_ context.Context, id string) (Schedule, error) { return s.Get(id) }

// Schedules reads a page.
func (s *Schedules) Schedules(_ context.Context, q memory.Query) (projections.Page[Schedule], error) {
	return s.List(q)
}
