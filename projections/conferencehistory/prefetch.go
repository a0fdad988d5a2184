package conferencehistory

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections/sql"
)

// needs are the identifiers that events name.
type needs struct{ conferences, participants, ended, nodes, locations map[string]bool }

func needsOf(list []events.Recorded) needs {
	n := needs{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	for i := range list {
		switch body := list[i].Event.(type) {
		case events.ConferenceStarted:
			n.conferences[sql.Plain(body.ID)] = true
			n.nodes[sql.Plain(cmp.Or(body.HomeID, body.NodeID))], n.locations[sql.Plain(body.LocationID)] = true, true
		case events.ConferenceEnded:
			n.conferences[sql.Plain(body.ID)], n.ended[sql.Plain(body.ID)] = true, true
		case events.ParticipantJoined:
			n.conferences[sql.Plain(body.ConferenceID)], n.participants[sql.Plain(body.ParticipantID)] = true, true
			n.nodes[sql.Plain(body.NodeID)] = true
		case events.ParticipantLeft:
			n.conferences[sql.Plain(body.ConferenceID)], n.participants[sql.Plain(body.ParticipantID)] = true, true
		case events.ParticipantRoleChanged:
			n.participants[sql.Plain(body.ParticipantID)] = true
		case events.ParticipantErased:
			n.participants[sql.Plain(body.ParticipantID)] = true
		default:
			n.needMoment(body)
		}
	}
	return n
}

// read asks for the rows that events are about.
func (b *batch) read(ctx context.Context, tx *sql.Tx, list []events.Recorded) error {
	n := needsOf(list)
	err := each(ctx, tx, n.conferences, `SELECT id, joined, present, peak, ended_at FROM {conferences} WHERE id`, func(scan sql.Scan) error {
		var c conference
		var endedAt *int64
		if err := scan(&c.id, &c.joined, &c.present, &c.peak, &endedAt); err != nil {
			return err
		}
		c.ended = endedAt != nil
		b.conferences[c.id] = &c
		return nil
	})
	if err != nil {
		return err
	}
	err = each(ctx, tx, n.participants, `SELECT conference_id, id, role, left_at, leave_reason FROM {participants} WHERE id`, func(scan sql.Scan) error {
		var p participant
		var leftAt *int64
		var reason *string
		if err := scan(&p.conference, &p.id, &p.role, &leftAt, &reason); err != nil {
			return err
		}
		if leftAt != nil {
			p.leftAt = *leftAt
		}
		if reason != nil {
			p.leaveReason = *reason
		}
		b.addParticipant(&p)
		return nil
	})
	if err != nil {
		return err
	}
	if err := names(ctx, tx, n.nodes, `SELECT id, name FROM {nodes} WHERE id`, b.nodes); err != nil {
		return err
	}
	if err := names(ctx, tx, n.locations, `SELECT id, name FROM {locations} WHERE id`, b.locations); err != nil {
		return err
	}
	return b.readPresent(ctx, tx, n.ended)
}

// readPresent asks where conferences that end have participants. Most begin and
// end in one batch when much is folded, and have none; about one it is as cheap
// to tell them all that they have left.
func (b *batch) readPresent(ctx context.Context, tx *sql.Tx, ended map[string]bool) error {
	if len(ended) == 1 {
		b.present = ended
		return nil
	}
	return each(ctx, tx, ended, `SELECT conference_id FROM {participants} WHERE left_at IS NULL AND conference_id`, func(scan sql.Scan) error {
		var id string
		if err := scan(&id); err != nil {
			return err
		}
		b.present[id] = true
		return nil
	})
}

func names(ctx context.Context, tx *sql.Tx, ids map[string]bool, query string, into map[string]string) error {
	return each(ctx, tx, ids, query, func(scan sql.Scan) error {
		var id, name string
		if err := scan(&id, &name); err != nil {
			return err
		}
		into[id] = name
		return nil
	})
}

// each reads the rows in whose column, the last word of the query, one of the
// identifiers stands.
func each(ctx context.Context, tx *sql.Tx, ids map[string]bool, query string, row func(sql.Scan) error) error {
	return sql.InTurn(slices.Sorted(maps.Keys(ids)), func(marks string, args []any) error {
		return tx.Each(ctx, query+` IN (`+marks+`)`, args, row)
	})
}
