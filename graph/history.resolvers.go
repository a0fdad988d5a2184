package graph

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
)

func (r *queryResolver) NodeHistory(ctx context.Context, first int, after *string, filter *model.NodeHistoryFilter, minPosition *events.Position) (*model.NodeHistoryConnection, error) {
	return r.nodeHistory(ctx, first, after, filter, minPosition)
}

func (r *queryResolver) ConferenceHistory(ctx context.Context, first int, after *string, filter *model.ConferenceHistoryFilter, minPosition *events.Position) (*model.ConferenceHistoryConnection, error) {
	return r.conferenceHistory(ctx, first, after, filter, minPosition)
}

func (r *queryResolver) ConferenceRecord(ctx context.Context, id string, minPosition *events.Position) (*model.ConferenceRecord, error) {
	return one(ctx, r.Resolver, readConferences, kindConference, id, minPosition, r.conferenceRecord)
}

func (r *conferenceRecordResolver) Participants(ctx context.Context, obj *model.ConferenceRecord, first int, after *string) (*model.ConferenceParticipantConnection, error) {
	return r.participants(ctx, obj, first, after)
}
