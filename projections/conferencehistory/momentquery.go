package conferencehistory

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/sql"
)

// What is read at the most of one conference or participant, the first of them.
const (
	MaxNodeChanges = 500
	MaxBackplanes  = 500
	MaxMoves       = 100
	MaxPlacements  = 20
)

// NodeChanges reads what happened with the nodes of conferences, by conference,
// each in order.
func (h *History) NodeChanges(ctx context.Context, conferenceIDs []string) (map[string][]NodeChange, error) {
	out := map[string][]NodeChange{}
	err := h.each(ctx, conferenceIDs, `SELECT conference_id, at, kind, data FROM {moments}
		WHERE participant_id = '' AND conference_id IN (%s) ORDER BY position`, nil, func(scan sql.Scan) error {
		var id, kind, data string
		var at int64
		var m moment
		if err := scan(&id, &at, &kind, &data); err != nil {
			return err
		}
		if len(out[id]) >= MaxNodeChanges {
			return nil
		}
		out[id] = append(out[id], NodeChange{At: projections.FromMicros(at), Kind: NodeChangeKind(kind)})
		last := &out[id][len(out[id])-1]
		err := json.Unmarshal([]byte(data), &m)
		last.NodeName, last.Previous, last.Reason = m.Node, m.Previous, m.Reason
		return err
	})
	return out, wrap("node changes", err)
}

// Backplanes reads the backplanes of conferences, by conference, each in order
// of opening.
func (h *History) Backplanes(ctx context.Context, conferenceIDs []string) (map[string][]Backplane, error) {
	out := map[string][]Backplane{}
	err := h.each(ctx, conferenceIDs, `SELECT conference_id, id, kind, node_name, peer_name, opened_at, closed_at, close_reason,
		packets, octets, lost, repaired, loss FROM {backplanes} WHERE conference_id IN (%s) ORDER BY position`, nil, func(scan sql.Scan) error {
		var id string
		var b Backplane
		var opened, loss int64
		var closed *int64
		err := scan(&id, &b.ID, &b.Kind, &b.NodeName, &b.PeerName, &opened, &closed, &b.CloseReason,
			&b.Packets, &b.Octets, &b.Lost, &b.Repaired, &loss)
		b.OpenedAt, b.ClosedAt, b.LossPercent = projections.FromMicros(opened), maybeTime(closed), float64(loss)/lossUnit
		if len(out[id]) < MaxBackplanes {
			out[id] = append(out[id], b)
		}
		return err
	})
	return out, wrap("backplanes", err)
}

// Moves reads where participants of a conference moved to, by participant.
func (h *History) Moves(ctx context.Context, conferenceID string, participantIDs []string) (map[string][]Move, error) {
	out := map[string][]Move{}
	err := h.moments(ctx, conferenceID, participantIDs, momentMoved, func(id string, at int64, data []byte) error {
		var m moment
		err := json.Unmarshal(data, &m)
		if len(out[id]) < MaxMoves {
			out[id] = append(out[id], Move{At: projections.FromMicros(at), NodeName: m.Node})
		}
		return err
	})
	return out, wrap("moves", err)
}

// Placements reads where calls of participants of a conference were placed, by
// participant.
func (h *History) Placements(ctx context.Context, conferenceID string, participantIDs []string) (map[string][]Placement, error) {
	out := map[string][]Placement{}
	err := h.moments(ctx, conferenceID, participantIDs, momentPlaced, func(id string, at int64, data []byte) error {
		p := Placement{At: projections.FromMicros(at)}
		err := json.Unmarshal(data, &p)
		if len(out[id]) < MaxPlacements {
			out[id] = append(out[id], p)
		}
		return err
	})
	return out, wrap("placements", err)
}

func (h *History) moments(ctx context.Context, conferenceID string, participantIDs []string, kind string, row func(id string, at int64, data []byte) error) error {
	return h.each(ctx, participantIDs, `SELECT participant_id, at, data FROM {moments}
		WHERE participant_id IN (%s) AND conference_id = %s AND kind = %s ORDER BY position`, []any{conferenceID, kind}, func(scan sql.Scan) error {
		var id, data string
		var at int64
		if err := scan(&id, &at, &data); err != nil {
			return err
		}
		return row(id, at, []byte(data))
	})
}

// each reads the rows of some identifiers: the first gap of the query is for
// their marks, the others for those of what else is asked.
func (h *History) each(ctx context.Context, ids []string, query string, more []any, row func(sql.Scan) error) error {
	return h.handler.View(ctx, func(r *sql.Reader) error {
		return sql.InTurn(ids, func(marks string, args []any) error {
			gaps := []any{marks}
			for i := range more {
				gaps = append(gaps, "$"+strconv.Itoa(len(args)+i+1))
			}
			return r.Each(ctx, fmt.Sprintf(query, gaps...), append(args, more...), row)
		})
	})
}

func wrap(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("read %s of conferences: %w", what, err)
}
