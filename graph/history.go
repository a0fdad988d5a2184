package graph

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections/conferencehistory"
	"github.com/parley-video/parley/projections/nodehistory"
)

func modelEntry(row nodehistory.Entry) *model.NodeHistoryEntry {
	return &model.NodeHistoryEntry{
		ID:           encodeID(kindNodeEvent, row.ID),
		Position:     row.Position,
		Time:         row.Time,
		NodeID:       nodeID(row.NodeID),
		NodeName:     row.NodeName,
		LocationID:   optionalID(kindLocation, row.LocationID),
		LocationName: row.LocationName,
		Kind:         model.NodeHistoryKind(row.Kind),
		Trigger:      historyTrigger(row.Trigger),
		Attempt:      filled(row.Attempt),
		EventType:    row.EventType,
		Reason:       row.Reason,
		Actor:        &model.Actor{Kind: string(row.Actor.Kind), ID: row.Actor.ID, Name: row.Actor.Name},
	}
}

func entryEdge(cursor string, node *model.NodeHistoryEntry) *model.NodeHistoryEdge {
	return &model.NodeHistoryEdge{Cursor: cursor, Node: node}
}

func historyTrigger(t events.BurstTrigger) *model.BurstingTrigger {
	if word := model.BurstingTrigger(upper(t)); word.IsValid() {
		return &word
	}
	return nil
}

func (r *Resolver) nodeHistory(ctx context.Context, first int, after *string, filter *model.NodeHistoryFilter, minPosition *events.Position) (*model.NodeHistoryConnection, error) {
	cursor, err := checkPage(first, after)
	if err != nil {
		return nil, err
	}
	q := nodehistory.Query{First: first, After: cursor}
	if filter != nil {
		if err := nodeHistoryQuery(&q, filter); err != nil {
			return nil, err
		}
	}
	if err := r.catchUp(ctx, readNodeHistory, minPosition); err != nil {
		return nil, err
	}
	page, err := r.Deps.NodeHistory.Entries(ctx, q)
	if err != nil {
		return nil, err
	}
	es, ns, info := edges(page.Page, modelEntry, entryEdge)
	if page.HasNextPage { // which may lie beyond the last edge
		info.EndCursor = &page.Next
	}
	return &model.NodeHistoryConnection{Edges: es, Nodes: ns, PageInfo: info}, nil
}

func nodeHistoryQuery(q *nodehistory.Query, f *model.NodeHistoryFilter) (err error) {
	if q.NodeID, err = optionalRawID("filter.nodeId", kindNode, f.NodeID.Value()); err != nil {
		return err
	}
	if q.LocationID, err = optionalRawID("filter.locationId", kindLocation, f.LocationID.Value()); err != nil {
		return err
	}
	q.Kinds = convert(f.Kinds.Value(), func(k model.NodeHistoryKind) nodehistory.Kind { return nodehistory.Kind(k) })
	q.Triggers = convert(f.Triggers.Value(), func(t model.BurstingTrigger) events.BurstTrigger { return events.BurstTrigger(lower(t)) })
	q.Attempt, q.Search = text(f.Attempt.Value()), text(f.Search.Value())
	q.From, q.Until = f.From.Value(), f.Until.Value()
	switch {
	case len(q.Kinds) > maxKinds:
		return apierr.BadArgument("filter.kinds", "at most %d entries are allowed", maxKinds)
	case len(q.Triggers) > maxKinds:
		return apierr.BadArgument("filter.triggers", "at most %d entries are allowed", maxKinds)
	case len(q.Search) > maxSearch:
		return apierr.BadArgument("filter.search", "at most %d bytes are allowed", maxSearch)
	case len(q.Attempt) > maxSearch:
		return apierr.BadArgument("filter.attempt", "at most %d bytes are allowed", maxSearch)
	case q.Attempt != "" && q.NodeID == "":
		return apierr.BadArgument("filter.attempt", "every node numbers its own: say filter.nodeId, too")
	}
	return nil
}

func (r *Resolver) historyEntry(ctx context.Context, raw string) (*model.NodeHistoryEntry, error) {
	return found(modelEntry)(r.Deps.NodeHistory.Entry(ctx, raw))
}

func modelRecord(row conferencehistory.Record) *model.ConferenceRecord {
	return &model.ConferenceRecord{
		ID:               encodeID(kindConference, row.ID),
		RawID:            row.ID,
		ServiceID:        encodeID(kindService, row.ServiceID),
		ServiceName:      row.ServiceName,
		Tag:              row.Tag,
		StartedAt:        row.StartedAt,
		EndedAt:          row.EndedAt,
		EndReason:        row.EndReason,
		ParticipantCount: row.ParticipantCount,
		PeakParticipants: row.PeakParticipants,
		NodeName:         row.NodeName,
		LocationName:     row.LocationName,
	}
}

func recordEdge(cursor string, node *model.ConferenceRecord) *model.ConferenceHistoryEdge {
	return &model.ConferenceHistoryEdge{Cursor: cursor, Node: node}
}

func (r *Resolver) conferenceHistory(ctx context.Context, first int, after *string, filter *model.ConferenceHistoryFilter, minPosition *events.Position) (*model.ConferenceHistoryConnection, error) {
	cursor, err := checkPage(first, after)
	if err != nil {
		return nil, err
	}
	q := conferencehistory.Query{First: first, After: cursor}
	if filter != nil {
		if q.ServiceID, err = optionalRawID("filter.serviceId", kindService, filter.ServiceID.Value()); err != nil {
			return nil, err
		}
		q.Search, q.Running = text(filter.Search.Value()), filter.Running.Value()
		q.From, q.Until = filter.From.Value(), filter.Until.Value()
	}
	if err := r.catchUp(ctx, readConferences, minPosition); err != nil {
		return nil, err
	}
	page, err := r.Deps.ConferenceHistory.Records(ctx, q)
	if err != nil {
		return nil, err
	}
	es, ns, info := edges(page, modelRecord, recordEdge)
	return &model.ConferenceHistoryConnection{Edges: es, Nodes: ns, PageInfo: info}, nil
}

func (r *Resolver) conferenceRecord(ctx context.Context, raw string) (*model.ConferenceRecord, error) {
	return found(modelRecord)(r.Deps.ConferenceHistory.Record(ctx, raw))
}

func modelParticipant(row conferencehistory.Participant) *model.ConferenceParticipant {
	return &model.ConferenceParticipant{
		ID:    encodeID(kindParticipant, row.ID),
		RawID: row.ID, ConferenceID: row.ConferenceID,
		DisplayName: row.DisplayName,
		Alias:       row.Alias,
		Role:        participantRole(row.Role),
		Protocol:    row.Protocol,
		Vendor:      row.Vendor,
		Remote:      row.Remote,
		NodeName:    row.NodeName,
		JoinedAt:    row.JoinedAt,
		LeftAt:      row.LeftAt,
		LeaveReason: row.LeaveReason,
		Erased:      row.Erased,
	}
}

func participantEdge(cursor string, node *model.ConferenceParticipant) *model.ConferenceParticipantEdge {
	return &model.ConferenceParticipantEdge{Cursor: cursor, Node: node}
}

func (r *Resolver) participants(ctx context.Context, of *model.ConferenceRecord, first int, after *string) (*model.ConferenceParticipantConnection, error) {
	cursor, err := checkPage(first, after)
	if err != nil {
		return nil, err
	}
	page, err := r.Deps.ConferenceHistory.Participants(ctx, of.RawID, first, cursor)
	if err != nil {
		return nil, err
	}
	es, ns, info := edges(page, modelParticipant, participantEdge)
	return &model.ConferenceParticipantConnection{Edges: es, Nodes: ns, PageInfo: info}, nil
}

func (r *Resolver) participant(ctx context.Context, raw string) (*model.ConferenceParticipant, error) {
	return found(modelParticipant)(r.Deps.ConferenceHistory.Participant(ctx, raw))
}
