package conferencehistory

import (
	"github.com/parley-video/parley/events/store"
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
func New(db *sql.DB) *History {
	return &History{handler: sql.NewHandler(db, fold{together: db.Together()}), db: db}
}

// Handler is what the runner drives.
func (h *History) Handler() *sql.Handler { return h.handler }

// fold is the projection. It depends on nothing but how many rows its database
// likes to be added together.
type fold struct{ together int }

func (fold) Name() string   { return Name }
func (fold) Version() int64 { return 4 } // 4: what happened with nodes

func (fold) Filter() store.Filter {
	return store.Filter{TypePrefixes: []string{ // not the mutes and media, which are most of all events
		"conference.started.", "conference.ended.",
		"conference.participant-joined.", "conference.participant-left.", "conference.participant-role-changed.",
		"conference.participant-erased.", "conference.participant-moved.", "conference.call-placed.", "conference.backplane-",
		"conference.node-entered.", "conference.node-left.", "conference.home-changed.",
		"location.", "node.created.", "node.updated.", "node.removed.",
	}}
}

func (fold) Tables() []string {
	return []string{"conferences", "participants", "nodes", "locations", "moments", "backplanes"}
}

func (fold) Schema() []string {
	return append(momentSchema(),
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
	)
}
