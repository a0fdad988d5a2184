package graph

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections/liveview"
)

func (r *Resolver) liveViewNow(ctx context.Context, minPosition *events.Position) (*model.LiveViewSnapshot, error) {
	if err := r.catchUp(ctx, readLiveView, minPosition); err != nil {
		return nil, err
	}
	now, err := r.Deps.LiveView.Snapshot()
	if err != nil {
		return nil, err
	}
	return modelSnapshot(now), nil
}

// modelLive turns an event of the read model into that of the schema.
func modelLive(e liveview.Event) model.LiveViewEvent {
	switch e := e.(type) {
	case *liveview.Snapshot:
		return modelSnapshot(e)
	case *liveview.Delta:
		return modelDelta(e)
	case *liveview.Bookmark:
		return &model.LiveViewBookmark{Position: e.Position, ServerTime: e.ServerTime}
	default:
		return nil
	}
}

func modelSnapshot(s *liveview.Snapshot) *model.LiveViewSnapshot {
	return &model.LiveViewSnapshot{
		Position:    s.Position,
		Reason:      model.SnapshotReason(s.Reason),
		ServerTime:  s.ServerTime,
		Locations:   convert(s.Locations, liveLocation),
		Nodes:       convert(s.Nodes, liveNode),
		Conferences: convert(s.Conferences, liveConference),
		Alarms:      liveAlarms(s.Alarms),
	}
}

func liveAlarms(n liveview.Alarms) *model.AlarmCounts {
	return &model.AlarmCounts{Error: n.Error, Warning: n.Warning, Info: n.Info, Unacknowledged: n.Unacknowledged}
}

func modelDelta(d *liveview.Delta) *model.LiveViewDelta {
	return &model.LiveViewDelta{
		Alarms:           liveAlarms(d.Alarms),
		PreviousPosition: d.PreviousPosition,
		Position:         d.Position,
		Locations:        convert(d.Locations, liveLocation),
		Nodes:            convert(d.Nodes, liveNode),
		Conferences:      convert(d.Conferences, liveConference),
		Removed:          convert(d.Removed, liveRef),
		Loads:            convert(d.Loads, liveLoad),
	}
}

func liveRef(ref liveview.Ref) string {
	return encodeID(map[liveview.RefKind]idKind{
		liveview.RefLocation:   kindLocation,
		liveview.RefNode:       kindNode,
		liveview.RefConference: kindConference,
	}[ref.Kind], ref.ID)
}

func liveLocation(l *liveview.Location) *model.LiveLocation {
	return &model.LiveLocation{ID: encodeID(kindLocation, l.ID), Name: l.Name}
}

func liveNode(n *liveview.Node) *model.LiveNode {
	live := &model.LiveNode{
		ID:          encodeID(kindNode, n.ID),
		Name:        n.Name,
		LocationID:  encodeID(kindLocation, n.LocationID),
		Address:     n.Address,
		Role:        modelNodeRole(n.Role),
		State:       model.NodeState(n.State),
		Maintenance: n.Maintenance,
		MaxHd:       n.MaxHD,
		Version:     n.Version,
	}
	if n.Load != nil {
		live.Load = liveLoad(n.Load)
	}
	return live
}

func liveLoad(l *liveview.Load) *model.NodeLoad {
	return &model.NodeLoad{NodeID: encodeID(kindNode, l.NodeID), MediaLoad: l.MediaLoad, UsedHd: l.UsedHD, ReportedAt: l.ReportedAt}
}

func liveConference(c *liveview.Conference) *model.LiveConference {
	return &model.LiveConference{
		ID:           encodeID(kindConference, c.ID),
		ServiceID:    encodeID(kindService, c.ServiceID),
		Name:         c.Name,
		Tag:          c.Tag,
		StartedAt:    c.StartedAt,
		Locked:       c.Locked,
		GuestsMuted:  c.GuestsMuted,
		NodeIds:      convert(c.NodeIDs, nodeID),
		Participants: convert(c.Participants, liveParticipant),
	}
}

func nodeID(raw string) string { return encodeID(kindNode, raw) }

func liveParticipant(p *liveview.Participant) *model.LiveParticipant {
	return &model.LiveParticipant{
		ID:          encodeID(kindParticipant, p.ID),
		DisplayName: p.DisplayName,
		Role:        participantRole(p.Role),
		Protocol:    p.Protocol,
		NodeID:      nodeID(p.NodeID),
		JoinedAt:    p.JoinedAt,
		Waiting:     p.Waiting,
		Muted:       p.Muted,
		Presenting:  p.Presenting,
		HasMedia:    p.HasMedia,
	}
}

// convert maps a list; the result is never nil, as lists of the schema are not.
func convert[From, To any](list []From, f func(From) To) []To {
	out := make([]To, len(list))
	for i := range list {
		out[i] = f(list[i])
	}
	return out
}
