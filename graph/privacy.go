package graph

import (
	"context"
	"errors"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections"
)

// eraseParticipant erases the personal data of a participant. Who is in a
// meeting right now can be erased as well: the meeting does not notice, but
// what is recorded of the participant from then on is unreadable too.
func (r *Resolver) eraseParticipant(ctx context.Context, in model.ParticipantEraseInput) (*model.ParticipantErasePayload, error) {
	if r.Privacy == nil {
		return nil, errNotHere
	}
	raw, err := rawID("input.id", kindParticipant, in.ID)
	if err != nil {
		return nil, err
	}
	env, err := envelope(ctx, in.IdempotencyKey, noRevision)
	if err != nil {
		return nil, err
	}
	r.reached(ctx, readConferences, r.end(ctx)) // whoever has just joined can be found
	row, err := r.Deps.ConferenceHistory.Participant(ctx, raw)
	if errors.Is(err, projections.ErrNotFound) {
		err = domain.Refuse(domain.CodeNotFound, "There is no such participant.", "id")
	}
	if err == nil {
		receipt, failed := r.Privacy.Erase(ctx, env, row.ConferenceID, raw)
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
	return &model.ParticipantErasePayload{UserErrors: refusals}, nil
}

// errNotHere says that a part is not served by this Management Node.
var errNotHere = apierr.New(apierr.Unavailable, "this Management Node runs without that part")
