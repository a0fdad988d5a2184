package graph

import (
	"context"

	"github.com/parley-video/parley/graph/model"
)

func (r *Resolver) eraseParticipant(context.Context, model.ParticipantEraseInput) (*model.ParticipantErasePayload, error) {
	return nil, errNotWired
}
