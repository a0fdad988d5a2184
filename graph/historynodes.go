package graph

import (
	"context"
	"fmt"

	"github.com/parley-video/parley/domain/placement"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/conferencehistory"
)

func (r *Resolver) nodeChanges(ctx context.Context, of []*model.ConferenceRecord) ([][]*model.ConferenceNodeChange, error) {
	rows, err := r.Deps.ConferenceHistory.NodeChanges(ctx, recordIDs(of))
	if err != nil {
		return nil, err
	}
	return convert(of, func(c *model.ConferenceRecord) []*model.ConferenceNodeChange {
		return convert(rows[c.RawID], modelNodeChange)
	}), nil
}

func (r *Resolver) backplanes(ctx context.Context, of []*model.ConferenceRecord) ([][]*model.ConferenceBackplane, error) {
	rows, err := r.Deps.ConferenceHistory.Backplanes(ctx, recordIDs(of))
	if err != nil {
		return nil, err
	}
	return convert(of, func(c *model.ConferenceRecord) []*model.ConferenceBackplane {
		return convert(rows[c.RawID], modelBackplane)
	}), nil
}

func recordIDs(of []*model.ConferenceRecord) []string {
	return convert(of, func(c *model.ConferenceRecord) string { return c.RawID })
}

// ofParticipants asks about all participants of a conference at once.
func ofParticipants[Row, Model any](
	ctx context.Context, of []*model.ConferenceParticipant,
	read func(ctx context.Context, conferenceID string, ids []string) (map[string][]Row, error), convertRow func(Row) Model,
) ([][]Model, error) {
	byConference := map[string][]string{}
	for _, p := range of {
		byConference[p.ConferenceID] = append(byConference[p.ConferenceID], p.RawID)
	}
	found := map[string]map[string][]Row{}
	for conferenceID, ids := range byConference {
		rows, err := read(ctx, conferenceID, ids)
		if err != nil {
			return nil, err
		}
		found[conferenceID] = rows
	}
	return convert(of, func(p *model.ConferenceParticipant) []Model {
		return convert(found[p.ConferenceID][p.RawID], convertRow)
	}), nil
}

func modelNodeChange(row conferencehistory.NodeChange) *model.ConferenceNodeChange {
	return &model.ConferenceNodeChange{
		At: row.At, Kind: model.ConferenceNodeChangeKind(row.Kind), NodeName: row.NodeName, PreviousNodeName: row.Previous, Reason: row.Reason,
	}
}

func modelBackplane(row conferencehistory.Backplane) *model.ConferenceBackplane {
	out := &model.ConferenceBackplane{
		ID: encodeID(kindBackplane, row.ID), Kind: backplaneKind(row.Kind), NodeName: row.NodeName, PeerName: row.PeerName,
		OpenedAt: row.OpenedAt, ClosedAt: row.ClosedAt, CloseReason: row.CloseReason, Quality: model.MediaQualityUnknown,
		Packets: row.Packets, Octets: row.Octets, Lost: row.Lost, Repaired: row.Repaired,
	}
	if row.Packets > 0 {
		loss := row.LossPercent
		out.Quality, out.LossPercent = model.MediaQuality(projections.GradeOf(loss)), &loss
	}
	return out
}

func backplaneKind(word string) model.BackplaneKind {
	if word == "local" {
		return model.BackplaneKindLocal
	}
	return model.BackplaneKindGeo
}

func modelMove(row conferencehistory.Move) *model.ParticipantMove {
	return &model.ParticipantMove{At: row.At, NodeName: row.NodeName}
}

func modelCallPlacement(row conferencehistory.Placement) *model.CallPlacement {
	return &model.CallPlacement{
		DecidedAt: row.At, NodeName: row.NodeName, EdgeName: row.EdgeName, LocationName: row.LocationName,
		Step: placementStep(row.Step), Message: placedSentence(row), CallHd: row.Cost.HD(), ReserveHd: row.Reserve.HD(),
		Locations: convert(row.Tries, modelPlacedLocation), Edges: convert(row.Edges, modelPlacedCandidate),
	}
}

func modelPlacedLocation(row conferencehistory.PlacementTry) *model.PlacedLocation {
	return &model.PlacedLocation{
		LocationName: row.LocationName, Step: placementStep(row.Step), Verdict: placementVerdict(row.Verdict),
		Message: locationWords[placement.Verdict(row.Verdict)], Candidates: convert(row.Candidates, modelPlacedCandidate),
	}
}

func modelPlacedCandidate(row conferencehistory.PlacedCandidate) *model.PlacedCandidate {
	c := placement.Candidate{Verdict: placement.Verdict(row.Verdict), Needed: row.Needed, Free: row.Free, Weight: row.Weight}
	return &model.PlacedCandidate{
		NodeName: row.NodeName, Verdict: placementVerdict(row.Verdict), Message: candidateSentence(c, ""),
		Present: row.Present, NeededHd: row.Needed.HD(), FreeHd: row.Free.HD(),
	}
}

// placedSentence says why a call's media went where they did.
func placedSentence(row conferencehistory.Placement) string {
	words := fmt.Sprintf("%s in %s carries the media", named(row.NodeName), named(row.LocationName))
	switch placement.Step(row.Step) {
	case placement.StepOverflow1:
		words += ", the first overflow location"
	case placement.StepOverflow2:
		words += ", the second overflow location"
	}
	if row.EdgeName != "" {
		words += fmt.Sprintf(", and %s faces the caller", row.EdgeName)
	}
	return words + "."
}

func named(name string) string {
	if name == "" {
		return "something that is not known any more"
	}
	return name
}

// placementStep is a word of a node as the schema has it; nil when it does not.
func placementStep(word string) *model.PlacementStepKind {
	if k := model.PlacementStepKind(upper(word)); k.IsValid() {
		return &k
	}
	return nil
}

func placementVerdict(word string) *model.PlacementVerdict {
	if v := model.PlacementVerdict(upper(word)); v.IsValid() {
		return &v
	}
	return nil
}
