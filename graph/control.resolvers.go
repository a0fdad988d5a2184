package graph

import (
	"context"

	"github.com/parley-video/parley/graph/model"
)

func (r *mutationResolver) ConferenceControl(ctx context.Context, input model.ConferenceControlInput) (*model.ConferenceControlPayload, error) {
	return r.controlConference(ctx, input)
}

func (r *mutationResolver) ParticipantControl(ctx context.Context, input model.ParticipantControlInput) (*model.ParticipantControlPayload, error) {
	return r.controlParticipant(ctx, input)
}

func (r *mutationResolver) ParticipantErase(ctx context.Context, input model.ParticipantEraseInput) (*model.ParticipantErasePayload, error) {
	return r.eraseParticipant(ctx, input)
}
