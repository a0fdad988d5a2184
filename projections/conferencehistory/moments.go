package conferencehistory

import (
	"context"
	"encoding/json"
	"fmt"
	"math"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/sql"
)

// The kinds of moment besides those of NodeChange.
const (
	momentMoved  = "MOVED"
	momentPlaced = "PLACED"
)

// momentSchema are the tables of what happened with nodes. A moment never
// changes; it holds names, for a node's record may be gone when it is read.
func momentSchema() []string {
	return []string{
		`CREATE TABLE {moments} (
			position BIGINT PRIMARY KEY, conference_id KEYTEXT NOT NULL, participant_id KEYTEXT NOT NULL,
			at BIGINT NOT NULL, kind TEXT NOT NULL, data TEXT NOT NULL)`,
		`CREATE INDEX {moments}_of ON {moments} (conference_id, participant_id, position)`,
		`CREATE TABLE {backplanes} (
			id KEYTEXT NOT NULL, conference_id KEYTEXT NOT NULL, position BIGINT NOT NULL, kind TEXT NOT NULL,
			node_name TEXT NOT NULL, peer_name TEXT NOT NULL, opened_at BIGINT NOT NULL, closed_at BIGINT, close_reason TEXT,
			packets BIGINT NOT NULL, octets BIGINT NOT NULL, lost BIGINT NOT NULL, repaired BIGINT NOT NULL, loss BIGINT NOT NULL,
			PRIMARY KEY (conference_id, id))`,
	}
}

// lossUnit is what a loss is counted in: millionths.
const lossUnit = 10_000

// moment is what a row of a change or move holds besides its place.
type moment struct {
	Node     string `json:"node"`
	Previous string `json:"previous,omitempty"`
	Reason   string `json:"reason,omitempty"`
}

var insertMoment = sql.Insertion{
	Table: "{moments}", Width: 6, Known: "(position) DO NOTHING",
	Columns: `position, conference_id, participant_id, at, kind, data`,
}

// happened folds what happened with nodes.
func (b *batch) happened(ctx context.Context, tx *sql.Tx, e events.Recorded) ([]projections.Change, error) {
	switch body := e.Event.(type) {
	case events.ConferenceNodeEntered:
		return b.moment(e, body.ID, "", string(NodeEntered), moment{Node: b.node(body.NodeID)})
	case events.ConferenceNodeLeft:
		return b.moment(e, body.ID, "", string(NodeLeft), moment{Node: b.node(body.NodeID), Reason: body.Reason})
	case events.ConferenceHomeChanged:
		return b.moment(e, body.ID, "", string(HomeChanged), moment{
			Node: b.node(body.NodeID), Previous: b.node(body.PreviousNodeID), Reason: body.Reason,
		})
	case events.ParticipantMoved:
		return b.moment(e, body.ConferenceID, body.ParticipantID, momentMoved, moment{Node: b.node(body.NodeID)})
	case events.CallPlaced:
		return b.moment(e, body.ConferenceID, body.ParticipantID, momentPlaced, b.placement(body))
	case events.BackplaneOpened:
		tx.Queue(ctx, `INSERT INTO {backplanes} (id, conference_id, position, kind, node_name, peer_name, opened_at, packets, octets, lost, repaired, loss)
			VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, 0, 0) ON CONFLICT (conference_id, id) DO NOTHING`,
			body.BackplaneID, body.ConferenceID, int64(e.Position), body.Kind, b.node(body.NodeID), b.node(body.PeerID), projections.Micros(e.Meta.Time)) // positions fit
		return conferenceChanged(body.ConferenceID), nil
	case events.BackplaneClosed:
		tx.Queue(ctx, `UPDATE {backplanes} SET closed_at = $3, close_reason = $4, packets = $5, octets = $6, lost = $7, repaired = $8, loss = $9
			WHERE conference_id = $1 AND id = $2 AND closed_at IS NULL`,
			body.ConferenceID, body.BackplaneID, projections.Micros(e.Meta.Time), body.Reason,
			number(body.Packets), number(body.Octets), number(body.Lost), number(body.Repaired), int64(math.Round(body.LossPercent*lossUnit)))
		return conferenceChanged(body.ConferenceID), nil
	default:
		return nil, nil
	}
}

// number is a count as a row holds it.
func number(n uint64) int64 { return int64(min(n, math.MaxInt64)) }

func conferenceChanged(id string) []projections.Change {
	return []projections.Change{{Kind: ChangeConference, ID: id}}
}

func (b *batch) moment(e events.Recorded, conferenceID, participantID, kind string, data any) ([]projections.Change, error) {
	raw, err := json.Marshal(data)
	if err != nil {
		return nil, fmt.Errorf("conference history: %s: %w", e.Type, err)
	}
	b.moments = append(b.moments, []any{
		int64(e.Position), conferenceID, participantID, projections.Micros(e.Meta.Time), kind, string(raw), // positions fit
	})
	if participantID != "" {
		return participantChanged(conferenceID, participantID), nil
	}
	return conferenceChanged(conferenceID), nil
}

func (b *batch) node(id string) string     { return sql.Plain(b.nodes[sql.Plain(id)]) }
func (b *batch) location(id string) string { return sql.Plain(b.locations[sql.Plain(id)]) }

func (b *batch) placement(e events.CallPlaced) Placement {
	p := Placement{
		NodeName: b.node(e.NodeID), EdgeName: b.node(e.EdgeID), LocationName: b.location(e.LocationID), Step: e.Step,
		Cost: capacity.Tokens(e.Cost), Reserve: capacity.Tokens(e.Reserve),
		Tries: make([]PlacementTry, 0, len(e.Tries)), Edges: b.candidates(e.Edges),
	}
	for _, t := range e.Tries {
		p.Tries = append(p.Tries, PlacementTry{
			LocationName: b.location(t.LocationID), Step: t.Step, Verdict: t.Verdict, Candidates: b.candidates(t.Candidates),
		})
	}
	return p
}

func (b *batch) candidates(list []events.PlacementCandidate) []PlacedCandidate {
	var out []PlacedCandidate
	for _, c := range list {
		out = append(out, PlacedCandidate{
			NodeName: b.node(c.NodeID), Verdict: c.Verdict, Present: c.Present,
			Needed: capacity.Tokens(c.Needed), Free: capacity.Tokens(c.Free), Weight: c.Weight,
		})
	}
	return out
}

// needMoment notes whose names a moment needs.
func (n needs) needMoment(e events.Event) {
	node := func(ids ...string) {
		for _, id := range ids {
			n.nodes[sql.Plain(id)] = true
		}
	}
	candidates := func(list []events.PlacementCandidate) {
		for _, c := range list {
			node(c.NodeID)
		}
	}
	switch body := e.(type) {
	case events.ConferenceNodeEntered:
		node(body.NodeID)
	case events.ConferenceNodeLeft:
		node(body.NodeID)
	case events.ConferenceHomeChanged:
		node(body.NodeID, body.PreviousNodeID)
	case events.ParticipantMoved:
		node(body.NodeID)
	case events.BackplaneOpened:
		node(body.NodeID, body.PeerID)
	case events.CallPlaced:
		node(body.NodeID, body.EdgeID)
		n.locations[sql.Plain(body.LocationID)] = true
		candidates(body.Edges)
		for _, t := range body.Tries {
			n.locations[sql.Plain(t.LocationID)] = true
			candidates(t.Candidates)
		}
	}
}
