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

func (r *conferenceRecordResolver) NodeChanges(ctx context.Context, objs []*model.ConferenceRecord) ([][]*model.ConferenceNodeChange, error) {
	return r.nodeChanges(ctx, objs)
}

func (r *conferenceRecordResolver) Backplanes(ctx context.Context, objs []*model.ConferenceRecord) ([][]*model.ConferenceBackplane, error) {
	return r.backplanes(ctx, objs)
}

func (r *conferenceParticipantResolver) Moves(ctx context.Context, objs []*model.ConferenceParticipant) ([][]*model.ParticipantMove, error) {
	return ofParticipants(ctx, objs, r.Deps.ConferenceHistory.Moves, modelMove)
}

func (r *conferenceParticipantResolver) Placements(ctx context.Context, objs []*model.ConferenceParticipant) ([][]*model.CallPlacement, error) {
	return ofParticipants(ctx, objs, r.Deps.ConferenceHistory.Placements, modelCallPlacement)
}
