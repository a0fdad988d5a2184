package liveview

import (
	"context"
	"maps"
	"sync"
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/projections"
)

// Name of the projection.
const Name = "liveview"

// tick is how often changes are folded into a delta.
const tick = 100 * time.Millisecond

// slowTicks is how many ticks the slower pace takes together.
const slowTicks = 10

// View is the read model.
type View struct {
	now func() time.Time

	mu       sync.Mutex
	state    *state
	position events.Position // folded up to here
	applied  events.Position // of the last event that changed anything
	live     bool            // the first fold is complete
	epoch    uint64          // grows when the state was thrown away
	version  uint64          // grows with every change, loads included
	ticks    uint64
	lanes    [2]*lane
	changed  chan struct{} // closed and replaced when position or live change
	shared   shared
}

// New makes an empty view. now is the clock of server times and load reports.
func New(now func() time.Time) *View {
	v := &View{now: now, state: newState(), changed: make(chan struct{})}
	v.lanes = [2]*lane{newLane(TenHz), newLane(OneHz)}
	return v
}

// Name implements projections.Handler.
func (*View) Name() string { return Name }

// Filter implements projections.Handler.
func (*View) Filter() store.Filter {
	return store.Filter{TypePrefixes: []string{"location.", "node.", "conference.", "alarm."}}
}

// Open implements projections.Handler.
func (v *View) Open(context.Context) (events.Position, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.position, nil
}

// Commit implements projections.Handler.
func (v *View) Commit(_ context.Context, batch projections.Batch) ([]projections.Change, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	_, err := projections.Fold(batch, func(e events.Recorded) ([]projections.Change, error) {
		if e.Position <= v.position {
			return nil, nil // delivered twice
		}
		v.position = e.Position
		for _, ref := range v.state.apply(e) {
			v.touch(ref)
			v.applied = e.Position
		}
		return nil, nil
	})
	if err == nil {
		v.position = max(v.position, batch.Through)
		if batch.Live {
			v.goLive()
		}
	}
	v.wake()
	return nil, err
}

// Reset implements projections.Handler.
func (v *View) Reset(context.Context) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	loads, gauges := v.state.loads, v.state.gauges
	v.state, v.position, v.applied, v.live = newState(), 0, 0, false
	v.state.loads, v.state.gauges = loads, gauges
	v.epoch++
	v.version++
	v.wake()
	return nil
}

// Parked implements projections.Parker: what was folded so far is shown.
func (v *View) Parked(context.Context, *projections.Poison) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.goLive()
	v.wake()
}

// Run implements projections.Background: it makes the deltas.
func (v *View) Run(ctx context.Context) error {
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
			v.tick()
		}
	}
}

// SetReport takes a node's telemetry from the hub. Reports of nodes that are
// not in the log are dropped.
func (v *View) SetReport(nodeID string, r link.Report) { v.SetReportAt(nodeID, r, v.now()) }

// SetReportAt is SetReport for telemetry that another process took. An older
// report than the last one is dropped.
func (v *View) SetReportAt(nodeID string, r link.Report, at time.Time) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.live && v.state.nodes[nodeID] == nil {
		return
	}
	if last := v.state.loads[nodeID]; last != nil && at.Before(last.ReportedAt) {
		return
	}
	load := &Load{
		NodeID: nodeID, UsedHD: float64(r.UsedTokens) / float64(capacity.HD), ReportedAt: at.UTC(),
		Used: capacity.Tokens(r.UsedTokens), Capacity: capacity.Tokens(r.CapacityTokens),
		Conferences: len(r.Conferences), Maintenance: r.Maintenance, CertificateUntil: r.CertificateUntil,
		QueuedFacts: r.QueuedFacts,
	}
	for _, c := range r.Conferences {
		load.Participants += c.Participants
		load.ConferenceIDs = append(load.ConferenceIDs, c.ID)
	}
	load.Applied, _ = events.ParsePosition(r.ConfigPosition) // none, or not one of ours: it is not in step
	if !r.Time.IsZero() {
		load.Skew = r.Time.Sub(at)
		if !r.OldestFact.IsZero() {
			load.OldestFact = max(r.Time.Sub(r.OldestFact), 0) // both by its clock
		}
		for _, u := range r.Unreachable {
			load.Unreachable = append(load.Unreachable, Unreachable{
				NodeID: u.NodeID, Since: u.Since.Add(-load.Skew).UTC(), Ways: u.Ways, Address: u.Address, Why: u.Why,
			})
		}
	}
	switch {
	case r.Maintenance:
		load.MediaLoad = 100 // it has nothing to give
	case r.CapacityTokens > 0:
		load.MediaLoad = 100 * float64(r.UsedTokens) / float64(r.CapacityTokens)
	}
	v.state.setLoad(load)
	v.version++
	qualities := v.state.setGauges(nodeID, r.Backplanes, at)
	for _, l := range v.lanes {
		l.loads[nodeID] = struct{}{}
		for _, q := range qualities {
			l.planes[q.BackplaneID] = q
		}
	}
}

// NodeLoad is a node's last telemetry, or nil.
func (v *View) NodeLoad(nodeID string) *Load {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.state.loads[nodeID]
}

// Loads is the last telemetry of every node.
func (v *View) Loads() map[string]*Load {
	v.mu.Lock()
	defer v.mu.Unlock()
	return maps.Clone(v.state.loads)
}

// Conference is a running conference.
func (v *View) Conference(id string) (*Conference, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	c := v.state.conferences[id]
	if c == nil {
		return nil, false
	}
	return c.freeze(), true
}

// Calls counts the participants whose signalling or media a node carries.
func (v *View) Calls(nodeID string) int {
	v.mu.Lock()
	defer v.mu.Unlock()
	n := 0
	for _, c := range v.state.conferences {
		for _, m := range c.members {
			if m.NodeID == nodeID || m.MediaNodeID == nodeID || m.EdgeNodeID == nodeID {
				n++
			}
		}
	}
	return n
}

// goLive ends the first fold: from here on there are deltas. The caller holds mu.
func (v *View) goLive() {
	if v.live {
		return
	}
	v.live = true
	v.state.dropOrphanedLoads()
	for _, l := range v.lanes {
		l.restart(v.applied)
	}
}

// touch notes a change for the next deltas. The caller holds mu.
func (v *View) touch(ref Ref) {
	v.version++
	for _, l := range v.lanes {
		l.dirty[ref] = struct{}{}
	}
}

// wake wakes who waits for the position. The caller holds mu.
func (v *View) wake() {
	close(v.changed)
	v.changed = make(chan struct{})
}

// tick folds what changed into deltas.
func (v *View) tick() {
	v.mu.Lock()
	defer v.mu.Unlock()
	if !v.live {
		return
	}
	now := v.now()
	v.ticks++
	v.lanes[0].cut(v.state, v.applied, now)
	if v.ticks%slowTicks == 0 {
		v.lanes[1].cut(v.state, v.applied, now)
	}
}

func (v *View) lane(pace Pace) *lane {
	if pace == OneHz {
		return v.lanes[1]
	}
	return v.lanes[0]
}
