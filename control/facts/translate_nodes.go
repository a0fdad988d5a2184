package facts

import (
	"errors"
	"fmt"
	"math"

	"github.com/parley-video/parley/domain/conference"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/nodeagent/link"
)

func started(nodeID string, c link.ConferenceStarted) (Told, error) {
	ev := events.ConferenceStarted{
		ID: c.ConferenceID, ServiceID: c.ServiceID, ServiceName: clip(c.ServiceName),
		ServiceType: events.ServiceType(clip(c.ServiceType)), Tag: clip(c.Tag),
		NodeID: nodeID, LocationID: c.LocationID, Term: c.Term,
	}
	if c.HomeID != nodeID {
		ev.HomeID = c.HomeID
	}
	return inConference(c.ConferenceID, ev, optional("serviceId", c.ServiceID), optional("locationId", c.LocationID),
		optional("homeId", c.HomeID), counted("term", c.Term))
}

// maxOthers is more nodes than a conference can be on.
const maxOthers = 10_000

// ended is a release; whether the conference is over depends on its other nodes.
func ended(nodeID string, c link.ConferenceEnded) (Told, error) {
	ev := events.ConferenceNodeLeft{ID: c.ConferenceID, NodeID: nodeID, Reason: clip(c.Reason), Nodes: c.Nodes}
	problems := []error{}
	if len(c.Nodes) > maxOthers {
		return Told{}, fmt.Errorf("nodes are %d", len(c.Nodes))
	}
	for _, id := range c.Nodes {
		problems = append(problems, required("nodes", id))
		if n := c.Entries[id]; n > 1 {
			if ev.Entries == nil {
				ev.Entries = make(map[string]uint64)
			}
			ev.Entries[id] = n
			problems = append(problems, counted("entries", n))
		}
	}
	return inConference(c.ConferenceID, ev, problems...)
}

func nodeAdded(_ string, c link.NodeAdded) (Told, error) {
	ev := events.ConferenceNodeExpected{ID: c.ConferenceID, NodeID: c.NodeID, Entries: c.Entries}
	return inConference(c.ConferenceID, ev, required("nodeId", c.NodeID), counted("entries", c.Entries))
}

func homeTaken(nodeID string, c link.HomeTaken) (Told, error) {
	ev := events.ConferenceHomeChanged{
		ID: c.ConferenceID, NodeID: nodeID, PreviousNodeID: c.Before, Term: c.Term, Reason: clip(c.Reason),
	}
	return inConference(c.ConferenceID, ev, optional("before", c.Before), counted("term", c.Term))
}

func joined(nodeID string, p link.ParticipantJoined) (Told, error) {
	ev := events.ParticipantJoined{
		ConferenceID: p.ConferenceID, ParticipantID: p.ParticipantID,
		DisplayName: events.Personal(clip(p.DisplayName)), Alias: clip(p.Alias), Role: events.Role(p.Role),
		Protocol: clip(p.Protocol), Vendor: clip(p.Vendor), CallTag: clip(p.CallTag),
		NodeID: nodeID, LocationID: p.LocationID, Remote: events.Personal(clip(p.Remote)), Waiting: p.Waiting,
	}
	return inConference(p.ConferenceID, ev, required("participantId", p.ParticipantID),
		optional("locationId", p.LocationID), knownRole(p.Role))
}

// moved has the whole participant with it, when the node tells it.
func moved(nodeID string, p link.ParticipantMoved) (Told, error) {
	told, err := inConference(p.ConferenceID, events.ParticipantMoved{
		ConferenceID: p.ConferenceID, ParticipantID: p.ParticipantID, NodeID: nodeID, LocationID: p.LocationID,
		Remote: events.Personal(clip(p.Remote)), Moves: p.Moves,
	}, required("participantId", p.ParticipantID), optional("locationId", p.LocationID), counted("moves", p.Moves))
	if err != nil || p.Role == "" {
		return told, err
	}
	whole, err := joined(nodeID, link.ParticipantJoined{
		ConferenceID: p.ConferenceID, ParticipantID: p.ParticipantID, DisplayName: p.DisplayName, Alias: p.Alias, Role: p.Role,
		Protocol: p.Protocol, Vendor: p.Vendor, CallTag: p.CallTag, LocationID: p.LocationID, Remote: p.Remote, Waiting: p.Waiting,
	})
	if err != nil {
		return Told{}, err
	}
	told.Whole = &conference.Whole{Joined: whole.Event.(events.ParticipantJoined), Muted: p.Muted} // joined makes no other
	return told, nil
}

// maxTries is more locations than placement tries.
const maxTries = 8

func placed(_ string, c link.CallPlaced) (Told, error) {
	ev := events.CallPlaced{
		ConferenceID: c.ConferenceID, ParticipantID: c.ParticipantID, CallID: c.CallID, NodeID: c.NodeID, EdgeID: c.EdgeID,
		LocationID: c.LocationID, Step: clip(c.Step), Cost: c.Cost, Reserve: c.Reserve, Edges: candidates(c.Edges),
		Tries: make([]events.PlacementTry, 0, min(len(c.Tries), maxTries)),
	}
	for _, t := range c.Tries[:min(len(c.Tries), maxTries)] {
		ev.Tries = append(ev.Tries, events.PlacementTry{
			LocationID: clip(t.LocationID), Step: clip(t.Step), Verdict: clip(t.Verdict), Candidates: candidates(t.Candidates),
		})
	}
	return inConference(c.ConferenceID, ev, required("participantId", c.ParticipantID), required("callId", c.CallID),
		required("nodeId", c.NodeID), optional("edgeId", c.EdgeID), optional("locationId", c.LocationID))
}

func candidates(list []link.PlacementCandidate) []events.PlacementCandidate {
	if len(list) == 0 {
		return nil
	}
	out := make([]events.PlacementCandidate, 0, min(len(list), link.MaxCandidates))
	for _, c := range list[:min(len(list), link.MaxCandidates)] {
		out = append(out, events.PlacementCandidate{
			NodeID: clip(c.NodeID), Verdict: clip(c.Verdict), Present: c.Present, Needed: c.Needed, Free: c.Free, Weight: c.Weight,
		})
	}
	return out
}

func backplaneOpened(nodeID string, c link.BackplaneOpened) (Told, error) {
	ev := events.BackplaneOpened{
		ConferenceID: c.ConferenceID, BackplaneID: c.BackplaneID, NodeID: nodeID, PeerID: c.NodeID, Kind: c.Kind,
	}
	var unknown error
	if c.Kind != "local" && c.Kind != "geo" {
		unknown = fmt.Errorf("kind %.40q is unknown", c.Kind)
	}
	return inConference(c.ConferenceID, ev, required("backplaneId", c.BackplaneID), required("nodeId", c.NodeID), unknown)
}

func backplaneClosed(_ string, c link.BackplaneClosed) (Told, error) {
	ev := events.BackplaneClosed{
		ConferenceID: c.ConferenceID, BackplaneID: c.BackplaneID, Reason: clip(c.Reason), Packets: c.Packets, Octets: c.Octets,
		Lost: c.Lost, Repaired: c.Repaired, LossPercent: min(max(c.LossPercent, 0), 100),
	}
	for _, n := range []*uint64{&ev.Packets, &ev.Octets, &ev.Lost, &ev.Repaired} {
		*n = min(*n, math.MaxInt64) // what a database holds
	}
	return inConference(c.ConferenceID, ev, required("backplaneId", c.BackplaneID))
}

// counted refuses numbers of things that happen now and then, when nothing can
// have happened that often.
func counted(field string, n uint64) error {
	if n > link.MaxSeq {
		return errors.New(field + " is beyond all measure")
	}
	return nil
}
