package conferencehistory

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/sql"
)

// Name of the projection.
const Name = "conferencehistory"

// Kinds of Change.
const (
	ChangeConference  = "conference"
	ChangeParticipant = "participant"
)

// leftWithConference is the leave reason of those who were still there when
// the conference ended.
const leftWithConference = "conference-ended"

// History is the read model.
type History struct {
	handler *sql.Handler
	db      *sql.DB
}

// New makes the read model in a database.
func New(db *sql.DB) *History { return &History{handler: sql.NewHandler(db, fold{}), db: db} }

// Handler is what the runner drives.
func (h *History) Handler() *sql.Handler { return h.handler }

type fold struct{}

func (fold) Name() string   { return Name }
func (fold) Version() int64 { return 3 } // 2: what was erased

func (fold) Filter() store.Filter {
	return store.Filter{TypePrefixes: []string{ // not the mutes and media, which are most of all events
		"conference.started.", "conference.ended.",
		"conference.participant-joined.", "conference.participant-left.", "conference.participant-role-changed.",
		"conference.participant-erased.",
		"location.", "node.created.", "node.updated.", "node.removed.",
	}}
}

func (fold) Tables() []string {
	return []string{"conferences", "participants", "nodes", "locations"}
}

func (fold) Schema() []string {
	return []string{
		// position is that of the start: the order of the list.
		`CREATE TABLE {conferences} (
			id KEYTEXT PRIMARY KEY, position BIGINT NOT NULL UNIQUE, service_id KEYTEXT NOT NULL, service_name TEXT NOT NULL, tag TEXT NOT NULL,
			started_at BIGINT NOT NULL, ended_at BIGINT, end_reason TEXT,
			joined BIGINT NOT NULL, present BIGINT NOT NULL, peak BIGINT NOT NULL,
			node_name TEXT NOT NULL, location_name TEXT NOT NULL, search KEYTEXT NOT NULL)`,
		`CREATE INDEX {conferences}_service ON {conferences} (service_id, position)`,
		`CREATE INDEX {conferences}_started ON {conferences} (started_at)`,
		`CREATE INDEX {conferences}_running ON {conferences} (ended_at, position)`,
		`CREATE TABLE {participants} (
			id KEYTEXT NOT NULL, conference_id KEYTEXT NOT NULL, position BIGINT NOT NULL,
			display_name TEXT NOT NULL, alias TEXT NOT NULL, role TEXT NOT NULL, protocol TEXT NOT NULL,
			vendor TEXT NOT NULL, remote TEXT NOT NULL, node_name TEXT NOT NULL,
			joined_at BIGINT NOT NULL, left_at BIGINT, leave_reason TEXT, erased BIGINT NOT NULL,
			PRIMARY KEY (id, conference_id))`,
		`CREATE INDEX {participants}_order ON {participants} (conference_id, position)`,
		`CREATE TABLE {nodes} (id KEYTEXT PRIMARY KEY, name TEXT NOT NULL, location_id KEYTEXT NOT NULL)`,
		`CREATE TABLE {locations} (id KEYTEXT PRIMARY KEY, name TEXT NOT NULL)`,
	}
}

// Apply implements sql.Projection.
func (fold) Apply(ctx context.Context, tx *sql.Tx, e events.Recorded) ([]projections.Change, error) {
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
	}
	return nil, nil // mutes, locks and the like leave no row
}

func participantChanged(conferenceID, id string) []projections.Change {
	return []projections.Change{{Kind: ChangeParticipant, ID: id}, {Kind: ChangeConference, ID: conferenceID}}
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
		c.ID, int64(e.Position), c.ServiceID, c.ServiceName, c.Tag, projections.Micros(e.Meta.Time), //nolint:gosec // positions fit
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
		p.ParticipantID, p.ConferenceID, int64(e.Position), string(p.DisplayName), p.Alias, string(p.Role), p.Protocol, //nolint:gosec // positions fit
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
