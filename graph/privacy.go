package graph

import (
	"context"
	"errors"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections"
)

// eraseParticipant erases the personal data of a participant who has left. To
// erase twice is to erase once, so the key of the input does not matter: one
// that was used for another participant must not make this look done.
func (r *Resolver) eraseParticipant(ctx context.Context, in model.ParticipantEraseInput) (*model.ParticipantErasePayload, error) {
	raw, err := rawID("input.id", kindParticipant, in.ID)
	if err != nil {
		return nil, err
	}
	r.reached(ctx, readConferences, r.end(ctx)) // whoever has just joined can be found
	row, err := r.Deps.ConferenceHistory.Participant(ctx, raw)
	if errors.Is(err, projections.ErrNotFound) {
		err = domain.Refuse(domain.CodeNotFound, "There is no such participant.", "id")
	}
	if err == nil {
		receipt, failed := r.Privacy.Erase(ctx, plainEnvelope(ctx), row.ConferenceID, raw)
		if failed == nil {
			r.reached(ctx, readConferences, receipt.Position)
			return &model.ParticipantErasePayload{ErasedID: &in.ID, Position: &receipt.Position, UserErrors: []*model.UserError{}}, nil
		}
		err = failed
	}
	refusals, err := userErrors(err)
	if err != nil {
		return nil, err
	}
	for _, u := range refusals {
		u.Field = []string{"id"} // the conference is none of the input
	}
	return &model.ParticipantErasePayload{UserErrors: refusals}, nil
}
