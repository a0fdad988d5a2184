package graph

import (
	"context"
	"time"

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

		RejectedCalls: convert(s.Rejected, liveRejected),
	}
}

func liveRejected(n liveview.Rejected) *model.RejectedCalls {
	return &model.RejectedCalls{LocationID: encodeID(kindLocation, n.LocationID), Reason: n.Reason, Count: n.Count}
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
		BackplaneLoads:   convert(d.Qualities, liveQuality),
		RejectedCalls:    convert(d.Rejected, liveRejected),
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
		HomeNodeID:   nodeID(c.HomeNodeID),
		NodeIds:      convert(c.NodeIDs, nodeID),
		MediaNodeIds: convert(c.MediaNodeIDs, nodeID),
		Backplanes:   convert(c.Backplanes, liveBackplane),
		Participants: convert(c.Participants, liveParticipant),
	}
}

func liveBackplane(b *liveview.Backplane) *model.LiveBackplane {
	live := &model.LiveBackplane{
		ID: encodeID(kindBackplane, b.ID), Kind: backplaneKind(b.Kind), NodeIds: convert(b.NodeIDs[:], nodeID), Since: b.Since,
	}
	if b.Quality != nil {
		live.Load = liveQuality(b.Quality)
	}
	return live
}

func liveQuality(q *liveview.Quality) *model.BackplaneLoad {
	return &model.BackplaneLoad{
		BackplaneID: encodeID(kindBackplane, q.BackplaneID), ConferenceID: encodeID(kindConference, q.ConferenceID),
		Quality: model.MediaQuality(q.Grade), LossPercent: q.LossPercent, Bitrate: int64(q.Bitrate),
		RttMs: float64(q.RTT) / float64(time.Millisecond),
	}
}

func nodeID(raw string) string { return encodeID(kindNode, raw) }

// maybeNodeID is a node's identifier; nil when there is none.
func maybeNodeID(raw string) *string {
	if raw == "" {
		return nil
	}
	id := nodeID(raw)
	return &id
}

func liveParticipant(p *liveview.Participant) *model.LiveParticipant {
	return &model.LiveParticipant{
		ID:          encodeID(kindParticipant, p.ID),
		DisplayName: p.DisplayName,
		Role:        participantRole(p.Role),
		Protocol:    p.Protocol,
		NodeID:      nodeID(p.NodeID),
		MediaNodeID: maybeNodeID(p.MediaNodeID),
		EdgeNodeID:  maybeNodeID(p.EdgeNodeID),
		JoinedAt:    p.JoinedAt,
		Waiting:     p.Waiting,
		Muted:       p.Muted,
		Presenting:  p.Presenting,
		HasMedia:    p.HasMedia,

		PlacementStep: placementStep(p.Step),
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
