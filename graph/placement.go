package graph

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/domain/placement"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections"
)

// dryRun is a call that is to be explained.
type dryRun struct {
	places
	request placement.Request
	// conference is the service's running one; empty: none.
	conference string
	// blind says that it was not looked for one, since the caller may not see what
	// happens now.
	blind bool
	now   time.Time
}

func (r *Resolver) explainPlacement(ctx context.Context, in model.ExplainPlacementInput) (*model.PlacementExplanation, error) {
	p, err := r.places(ctx)
	if err != nil {
		return nil, err
	}
	run := dryRun{places: p, now: r.Now()}
	if err := run.receive(in); err != nil {
		return nil, err
	}
	if err := r.fillRequest(ctx, &run, in); err != nil {
		return nil, err
	}
	decision := placement.Decide(run.placementLocations(), r.placementNodes(run), run.request)
	return r.modelPlacement(run, decision), nil
}

// receive finds where the call comes in.
func (run *dryRun) receive(in model.ExplainPlacementInput) error {
	locationID, err1 := optionalRawID("input.locationId", kindLocation, in.LocationID.Value())
	nodeID, err2 := optionalRawID("input.nodeId", kindNode, in.NodeID.Value())
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	switch {
	case (locationID == "") == (nodeID == ""):
		return apierr.BadArgument("input", "want either locationId or nodeId")
	case locationID != "":
		if _, ok := run.locations[locationID]; !ok {
			return apierr.BadArgument("input.locationId", "there is no such location")
		}
		run.request.Location = locationID
	default:
		node, ok := run.nodes[nodeID]
		if !ok {
			return apierr.BadArgument("input.nodeId", "there is no such node")
		}
		run.request.Location, run.request.ByProxy = node.LocationID, node.Role == events.NodeProxying
	}
	return nil
}

// fillRequest finds what the call takes and who carries its conference.
func (r *Resolver) fillRequest(ctx context.Context, run *dryRun, in model.ExplainPlacementInput) error {
	callType, quality1 := "video", "default"
	raw, err := optionalRawID("input.serviceId", kindService, in.ServiceID.Value())
	if err != nil {
		return err
	}
	if raw != "" {
		service, err := r.Inventory.Service(ctx, raw)
		if errors.Is(err, projections.ErrNotFound) {
			return apierr.BadArgument("input.serviceId", "there is no such service")
		}
		if err != nil {
			return err
		}
		callType, quality1 = service.CallType, service.MaxQuality
		if run.blind = !auth.CallFrom(ctx).Principal.Has(access.ScopeLiveViewRead); !run.blind {
			if err := r.findConference(run, raw); err != nil {
				return err
			}
		}
	}
	if t := in.CallType.Value(); t != nil {
		callType = lower(*t)
	}
	if q := in.MaxQuality.Value(); q != nil {
		quality1 = quality(*q)
	}
	if quality1 == "default" || quality1 == "" {
		settings, err := r.Inventory.Settings(ctx)
		if err != nil {
			return err
		}
		quality1 = settings.MaxQuality
	}
	run.request.Cost, run.request.Reserve = placement.Costs(callType, quality1, len(run.nodes))
	return nil
}

func (r *Resolver) findConference(run *dryRun, serviceID string) error {
	snapshot, err := r.Deps.LiveView.Snapshot()
	if err != nil {
		return err
	}
	for _, c := range snapshot.Conferences {
		if c.ServiceID == serviceID {
			run.conference, run.request.Present = c.ID, c.MediaNodeIDs
			return nil
		}
	}
	return nil
}

func (run *dryRun) placementLocations() []placement.Location {
	list := make([]placement.Location, 0, len(run.Locations))
	for _, l := range run.Locations {
		list = append(list, placement.Location{
			ID: l.ID, Transcoding: l.Settings.TranscodingLocation,
			Overflow1: l.Settings.OverflowLocation1, Overflow2: l.Settings.OverflowLocation2,
		})
	}
	return list
}

// placementNodes are the nodes with their loads as they were last reported.
func (r *Resolver) placementNodes(run dryRun) []placement.Node {
	list := make([]placement.Node, 0, len(run.nodes))
	for _, n := range run.Places.Nodes {
		row := run.nodes[n.ID]
		one := placement.Node{
			ID: row.ID, Location: row.LocationID, Proxying: row.Role == events.NodeProxying,
			Weight: row.MediaPriorityWeight, Maintenance: row.Maintenance, Stale: true,
		}
		if load := r.Deps.LiveView.NodeLoad(row.ID); load != nil {
			one.Stale = run.now.Sub(load.ReportedAt) >= freshReport || row.State == projections.NodeOffline
			one.Capacity, one.Used = load.Capacity, load.Used
		}
		list = append(list, one)
	}
	return list
}

func (r *Resolver) modelPlacement(run dryRun, d placement.Decision) *model.PlacementExplanation {
	out := &model.PlacementExplanation{
		Node: r.placed(run, d.Node), Edge: r.placed(run, d.Edge), Message: run.sentence(d),
		CallHd: run.request.Cost.HD(), ReserveHd: run.request.Reserve.HD(),
		Locations: []*model.PlacementStep{}, Edges: convert(d.Edges, r.modelCandidate(run)), DecidedAt: run.now,
	}
	if d.Rejection != placement.NotRejected {
		why := model.PlacementRejection(upper(d.Rejection))
		out.Rejection = &why
	}
	if run.conference != "" {
		id := encodeID(kindConference, run.conference)
		out.ConferenceID = &id
	}
	for _, t := range d.Tries {
		step := &model.PlacementStep{
			Step: model.PlacementStepKind(upper(t.Step)), Verdict: model.PlacementVerdict(upper(t.Verdict)),
			Message: locationWords[t.Verdict], Candidates: convert(t.Candidates, r.modelCandidate(run)),
		}
		if row, ok := run.locations[t.Location]; ok {
			step.Location = modelLocation(row)
		}
		out.Locations = append(out.Locations, step)
	}
	return out
}

func (r *Resolver) placed(run dryRun, id string) *model.ConferencingNode {
	if row, ok := run.nodes[id]; ok {
		return r.modelNode(row)
	}
	return nil
}

func (r *Resolver) modelCandidate(run dryRun) func(placement.Candidate) *model.PlacementCandidate {
	return func(c placement.Candidate) *model.PlacementCandidate {
		return &model.PlacementCandidate{
			Node: r.modelNode(run.nodes[c.Node]), Verdict: model.PlacementVerdict(upper(c.Verdict)),
			Message: candidateSentence(c, run.nodes[c.Node].MaintenanceReason),
			Present: c.Present, NeededHd: c.Needed.HD(), FreeHd: c.Free.HD(),
		}
	}
}

// sentence is the decision for people.
func (run *dryRun) sentence(d placement.Decision) string {
	words := run.decided(d)
	if run.blind {
		words += " It was not looked whether the service's conference runs already: that takes the scope " + access.ScopeLiveViewRead + "."
	}
	return words
}

func (run *dryRun) decided(d placement.Decision) string {
	if d.Rejection != placement.NotRejected {
		return rejectionWords[d.Rejection]
	}
	words := fmt.Sprintf("%s in %s would carry the media", run.nodes[d.Node].Name, run.locations[d.Location].Name)
	if slices.Contains(run.request.Present, d.Node) {
		words += "; it carries the conference already"
	}
	if d.Edge != "" {
		words += fmt.Sprintf(", and %s would face the caller", run.nodes[d.Edge].Name)
	}
	return words + "."
}

var rejectionWords = map[placement.Rejection]string{
	placement.CapacityExceeded: "The call would be rejected: every location that was tried is full for it.",
	placement.EdgeExceeded:     "The call would be rejected: no proxying node of the receiving location has room.",
	placement.NothingUp:        "The call would be rejected: the nodes that could carry it are in maintenance or silent.",
	placement.NothingThere:     "The call would be rejected: none of the locations has a node that hosts conferences.",
}

var locationWords = map[placement.Verdict]string{
	placement.Chosen:    "It has room.",
	placement.Full:      "It is full for this call.",
	placement.NotNeeded: "It has room, but is not needed: an earlier one has.",
	placement.NoNodes:   "No node in it hosts conferences.",
	placement.NoneUp:    "Its nodes are in maintenance or silent.",
	placement.Unknown:   "There is no such location.",
	placement.Repeated:  "It was tried before.",
}

func candidateSentence(c placement.Candidate, maintenanceReason string) string {
	switch c.Verdict {
	case placement.Full:
		return fmt.Sprintf("%.2f HD calls are free, the call needs %.2f.", max(c.Free, 0).HD(), c.Needed.HD())
	case placement.LowerWeight:
		return fmt.Sprintf("Its priority is %d; one with a higher priority has room.", c.Weight)
	case placement.Maintenance:
		if maintenanceReason != "" {
			return "It is in maintenance mode: " + maintenanceReason
		}
		return "It is in maintenance mode."
	default:
		return candidateWords[c.Verdict]
	}
}

var candidateWords = map[placement.Verdict]string{
	placement.Chosen:     "It is taken.",
	placement.Proxies:    "It is a proxying node and hosts no conferences.",
	placement.Stale:      "It has not reported for two minutes, or never.",
	placement.NodeLimit:  fmt.Sprintf("%d nodes of this location carry the conference already, which is the limit.", placement.MaxNodes),
	placement.NotPresent: "Another one carries the conference already and has room.",
	placement.LessFree:   "Another one has more free.",
	placement.ComesAfter: "Another one has as much free and comes first.",
	placement.NotNeeded:  "An earlier location has room.",
}
