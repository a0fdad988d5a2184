package conferencehistory

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/sql"
)

// statements is the fold as it can be said in SQL, event by event, with nothing
// remembered from one to the next: what the fold of a batch is held to.
type statements struct{ sql.Projection }

// Apply implements sql.Projection.
func (s statements) Apply(ctx context.Context, tx *sql.Tx, e events.Recorded) ([]projections.Change, error) {
	switch body := e.Event.(type) {
	case events.ConferenceStarted:
		return start(ctx, tx, e, body), nil
	case events.ConferenceEnded:
		return end(ctx, tx, e, body), nil
	case events.ParticipantJoined:
		return join(ctx, tx, e, body), nil
	case events.ParticipantLeft:
		return leave(ctx, tx, e, body), nil
	case events.ParticipantRoleChanged:
		tx.Queue(ctx, `UPDATE {participants} SET role = $3 WHERE conference_id = $1 AND id = $2`,
			body.ConferenceID, body.ParticipantID, string(body.Role))
		return participantChanged(body.ConferenceID, body.ParticipantID), nil
	case events.ParticipantErased:
		tx.Queue(ctx, `UPDATE {participants} SET display_name = '', remote = '', erased = 1 WHERE conference_id = $1 AND id = $2`,
			body.ConferenceID, body.ParticipantID)
		return participantChanged(body.ConferenceID, body.ParticipantID), nil
	case events.LocationCreated:
		putName(ctx, tx, body.ID, body.Settings.Name)
	case events.LocationUpdated:
		putName(ctx, tx, body.ID, body.Settings.Name)
	case events.LocationRemoved:
		tx.Queue(ctx, `DELETE FROM {locations} WHERE id = $1`, body.ID)
	case events.NodeCreated:
		putNode(ctx, tx, body.ID, body.Settings)
	case events.NodeUpdated:
		putNode(ctx, tx, body.ID, body.Settings)
	case events.NodeRemoved:
		tx.Queue(ctx, `DELETE FROM {nodes} WHERE id = $1`, body.ID)
	default: // rows that never change: in a batch like alone
		return s.Projection.Apply(ctx, tx, e)
	}
	return nil, nil
}

func putName(ctx context.Context, tx *sql.Tx, id, name string) {
	tx.Queue(ctx, `INSERT INTO {locations} (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = excluded.name`, id, name)
}

func putNode(ctx context.Context, tx *sql.Tx, id string, s events.NodeSettings) {
	tx.Queue(ctx, `INSERT INTO {nodes} (id, name, location_id) VALUES ($1, $2, $3)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, location_id = excluded.location_id`, id, s.Name, s.LocationID)
}

func start(ctx context.Context, tx *sql.Tx, e events.Recorded, c events.ConferenceStarted) []projections.Change {
	tx.Queue(ctx, `INSERT INTO {conferences} (id, position, service_id, service_name, tag, started_at, joined, present, peak,
			node_name, location_name, search)
		VALUES ($1, $2, $3, $4, $5, $6, 0, 0, 0,
			COALESCE((SELECT name FROM {nodes} WHERE id = $7), ''),
			COALESCE((SELECT name FROM {locations} WHERE id = $8), ''), $9)
		ON CONFLICT (id) DO NOTHING`,
		c.ID, int64(e.Position), c.ServiceID, c.ServiceName, c.Tag, projections.Micros(e.Meta.Time), // positions fit
		c.NodeID, c.LocationID, foldCase(c.ServiceName))
	return []projections.Change{{Kind: ChangeConference, ID: c.ID}}
}

func end(ctx context.Context, tx *sql.Tx, e events.Recorded, c events.ConferenceEnded) []projections.Change {
	at := projections.Micros(e.Meta.Time)
	tx.Queue(ctx, `UPDATE {conferences} SET ended_at = $2, end_reason = $3, present = 0 WHERE id = $1 AND ended_at IS NULL`, c.ID, at, c.Reason)
	tx.Queue(ctx, `UPDATE {participants} SET left_at = $2, leave_reason = $3 WHERE conference_id = $1 AND left_at IS NULL`,
		c.ID, at, leftWithConference)
	return []projections.Change{{Kind: ChangeConference, ID: c.ID}}
}

// join counts a participant once: a second report of the same joining finds
// the row there. Statements that answer nothing can be sent all together.
func join(ctx context.Context, tx *sql.Tx, e events.Recorded, p events.ParticipantJoined) []projections.Change {
	tx.Queue(ctx, `UPDATE {conferences} SET joined = joined + 1, present = present + 1,
		peak = CASE WHEN present + 1 > peak THEN present + 1 ELSE peak END
		WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM {participants} WHERE conference_id = $1 AND id = $2)`,
		p.ConferenceID, p.ParticipantID)
	tx.Queue(ctx, `INSERT INTO {participants} (id, conference_id, position, display_name, alias, role, protocol,
			vendor, remote, node_name, joined_at, erased)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, COALESCE((SELECT name FROM {nodes} WHERE id = $10), ''), $11, $12)
		ON CONFLICT (id, conference_id) DO NOTHING`,
		p.ParticipantID, p.ConferenceID, int64(e.Position), string(p.DisplayName), p.Alias, string(p.Role), p.Protocol, // positions fit
		p.Vendor, string(p.Remote), p.NodeID, projections.Micros(e.Meta.Time), e.Meta.Personal != nil) // sealed still: its key is destroyed
	return participantChanged(p.ConferenceID, p.ParticipantID)
}

// leave counts a participant out once.
func leave(ctx context.Context, tx *sql.Tx, e events.Recorded, p events.ParticipantLeft) []projections.Change {
	tx.Queue(ctx, `UPDATE {conferences} SET present = present - 1 WHERE id = $1 AND present > 0
		AND EXISTS (SELECT 1 FROM {participants} WHERE conference_id = $1 AND id = $2 AND left_at IS NULL)`,
		p.ConferenceID, p.ParticipantID)
	tx.Queue(ctx, `UPDATE {participants} SET left_at = $3, leave_reason = $4
		WHERE conference_id = $1 AND id = $2 AND left_at IS NULL`,
		p.ConferenceID, p.ParticipantID, projections.Micros(e.Meta.Time), p.Reason)
	return participantChanged(p.ConferenceID, p.ParticipantID)
}
