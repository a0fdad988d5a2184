package graph

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/nodeagent/link"
)

// commandTime bounds how long a node may take to do what it was told.
const commandTime = 10 * time.Second

var conferenceCommands = map[model.ConferenceAction]link.CommandType{
	model.ConferenceActionLock:         link.CommandLockConference,
	model.ConferenceActionUnlock:       link.CommandUnlockConference,
	model.ConferenceActionMuteGuests:   link.CommandMuteGuests,
	model.ConferenceActionUnmuteGuests: link.CommandUnmuteGuests,
	model.ConferenceActionDisconnect:   link.CommandDisconnectConference,
}

var participantCommands = map[model.ParticipantAction]link.CommandType{
	model.ParticipantActionMute:       link.CommandMuteParticipant,
	model.ParticipantActionUnmute:     link.CommandUnmuteParticipant,
	model.ParticipantActionDisconnect: link.CommandDisconnectParticipant,
	model.ParticipantActionAdmit:      link.CommandAdmitParticipant,
}

func (r *Resolver) controlConference(ctx context.Context, in model.ConferenceControlInput) (*model.ConferenceControlPayload, error) {
	conference, err := rawID("input.conferenceId", kindConference, in.ConferenceID)
	if err != nil {
		return nil, err
	}
	list, err := userErrors(r.tellNode(ctx, link.Command{Type: conferenceCommands[in.Action], ConferenceID: conference}))
	return &model.ConferenceControlPayload{Done: err == nil && len(list) == 0, UserErrors: list}, err
}

func (r *Resolver) controlParticipant(ctx context.Context, in model.ParticipantControlInput) (*model.ParticipantControlPayload, error) {
	conference, err1 := rawID("input.conferenceId", kindConference, in.ConferenceID)
	participant, err2 := rawID("input.participantId", kindParticipant, in.ParticipantID)
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	list, err := userErrors(r.tellNode(ctx, link.Command{
		Type: participantCommands[in.Action], ConferenceID: conference, ParticipantID: participant,
	}))
	return &model.ParticipantControlPayload{Done: err == nil && len(list) == 0, UserErrors: list}, err
}

// tellNode sends a command to the conference's home or, when that cannot be
// reached or is not its home any more, to another node that has to do with the
// conference and will hand it on.
func (r *Resolver) tellNode(ctx context.Context, cmd link.Command) error {
	conference, running := r.Deps.LiveView.Conference(cmd.ConferenceID)
	if !running {
		return domain.Refuse(domain.CodeNotFound, "No such conference is running.", "conferenceId")
	}
	cmd.ID = uuid.NewString()
	cmd.By = auth.CallFrom(ctx).Principal.Name

	ctx, cancel := context.WithTimeout(ctx, commandTime)
	defer cancel()
	var result link.CommandResult
	heard := false
	others := slices.DeleteFunc(slices.Clone(conference.NodeIDs), func(id string) bool { return id == conference.HomeNodeID })
	for _, node := range append([]string{conference.HomeNodeID}, others...) {
		answer, failed := r.Nodes.Command(ctx, node, cmd)
		if failed != nil && !errors.Is(failed, ErrNodeUnreachable) {
			return fmt.Errorf("%s of conference %s on node %s: %w", cmd.Type, cmd.ConferenceID, node, failed)
		}
		if failed == nil {
			result, heard = answer, true
		}
		if failed == nil && answer.Code != link.ResultUnknownConference {
			break
		}
	}
	if !heard {
		return domain.Refuse(domain.CodeNotAllowed, "None of the conference's nodes is connected; try again later.")
	}
	switch result.Code {
	case "":
		return nil
	case link.ResultUnknownConference:
		return domain.Refuse(domain.CodeNotFound, "The conference has just ended.", "conferenceId")
	case "unknown-participant":
		return domain.Refuse(domain.CodeNotFound, "The participant is not in the conference any more.", "participantId")
	default:
		return domain.Refuse(domain.CodeNotAllowed, result.Message)
	}
}
