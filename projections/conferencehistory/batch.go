package conferencehistory

import (
	"cmp"
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/sql"
)

// batch is the fold of one batch. It has read all rows that the events are about,
// and writes each of them once, as the last event left it. Who is still there
// when a conference ends, and is not named otherwise, is not read: a statement
// at the event's place counts them out.
type batch struct {
	together     int
	conferences  map[string]*conference
	participants map[key]*participant
	of           map[string][]*participant // by conference
	present      map[string]bool           // of conferences that end: somebody is there who is not known here
	nodes        map[string]string         // names
	locations    map[string]string

	// Those that are to be written, as they were first changed.
	changedConferences  []*conference
	changedParticipants []*participant

	moments [][]any // rows
}

type key struct{ conference, id string }

// conference is a row as the events so far have it.
type conference struct {
	id                    string
	row                   []any // what a new one's row begins with
	joined, present, peak int64
	ended                 bool
	endedAt, endReason    any // set when it ended in this batch
	unsaved               bool
}

// participant is a row as the events so far have it.
type participant struct {
	key
	row                 []any // what a new one's row begins with
	displayName, remote string
	role                string
	leftAt, leaveReason any // nil: still there
	erased, erase       bool
	unsaved             bool
}

// Apply implements sql.Projection.
func (f fold) Apply(ctx context.Context, tx *sql.Tx, e events.Recorded) ([]projections.Change, error) {
	return sql.ApplyOne(ctx, tx, f, e)
}

// Begin implements sql.Batched.
func (f fold) Begin(ctx context.Context, tx *sql.Tx, list []events.Recorded) (sql.Batch, error) {
	b := &batch{
		together: f.together, conferences: map[string]*conference{}, participants: map[key]*participant{},
		of: map[string][]*participant{}, present: map[string]bool{}, nodes: map[string]string{}, locations: map[string]string{},
	}
	return b, b.read(ctx, tx, list)
}

// Apply implements sql.Batch.
func (b *batch) Apply(ctx context.Context, tx *sql.Tx, e events.Recorded) ([]projections.Change, error) {
	switch body := e.Event.(type) {
	case events.ConferenceStarted:
		return b.start(e, body), nil
	case events.ConferenceEnded:
		return b.end(ctx, tx, e, body), nil
	case events.ParticipantJoined:
		return b.join(e, body), nil
	case events.ParticipantLeft:
		return b.leave(e, body), nil
	case events.ParticipantRoleChanged:
		if p := b.participants[keyOf(body.ConferenceID, body.ParticipantID)]; p != nil {
			p.role = string(body.Role)
			b.changeParticipant(p)
		}
		return participantChanged(body.ConferenceID, body.ParticipantID), nil
	case events.ParticipantErased:
		if p := b.participants[keyOf(body.ConferenceID, body.ParticipantID)]; p != nil {
			p.displayName, p.remote, p.erased, p.erase = "", "", true, true
			b.changeParticipant(p)
		}
		return participantChanged(body.ConferenceID, body.ParticipantID), nil
	default:
		b.name(ctx, tx, e.Event)
		return b.happened(ctx, tx, e)
	}
}

// name keeps what nodes and locations are called.
func (b *batch) name(ctx context.Context, tx *sql.Tx, e events.Event) {
	switch body := e.(type) {
	case events.LocationCreated:
		b.putLocation(ctx, tx, body.ID, body.Settings.Name)
	case events.LocationUpdated:
		b.putLocation(ctx, tx, body.ID, body.Settings.Name)
	case events.LocationRemoved:
		delete(b.locations, sql.Plain(body.ID))
		tx.Queue(ctx, `DELETE FROM {locations} WHERE id = $1`, body.ID)
	case events.NodeCreated:
		b.putNode(ctx, tx, body.ID, body.Settings)
	case events.NodeUpdated:
		b.putNode(ctx, tx, body.ID, body.Settings)
	case events.NodeRemoved:
		delete(b.nodes, sql.Plain(body.ID))
		tx.Queue(ctx, `DELETE FROM {nodes} WHERE id = $1`, body.ID)
	}
}

func (b *batch) putLocation(ctx context.Context, tx *sql.Tx, id, name string) {
	b.locations[sql.Plain(id)] = name
	tx.Queue(ctx, `INSERT INTO {locations} (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = excluded.name`, id, name)
}

func (b *batch) putNode(ctx context.Context, tx *sql.Tx, id string, s events.NodeSettings) {
	b.nodes[sql.Plain(id)] = s.Name
	tx.Queue(ctx, `INSERT INTO {nodes} (id, name, location_id) VALUES ($1, $2, $3)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, location_id = excluded.location_id`, id, s.Name, s.LocationID)
}

func keyOf(conferenceID, id string) key { return key{sql.Plain(conferenceID), sql.Plain(id)} }

func participantChanged(conferenceID, id string) []projections.Change {
	return []projections.Change{{Kind: ChangeParticipant, ID: id}, {Kind: ChangeConference, ID: conferenceID}}
}

func (b *batch) changeConference(c *conference) {
	if !c.unsaved {
		c.unsaved = true
		b.changedConferences = append(b.changedConferences, c)
	}
}

func (b *batch) changeParticipant(p *participant) {
	if !p.unsaved {
		p.unsaved = true
		b.changedParticipants = append(b.changedParticipants, p)
	}
}

func (b *batch) addParticipant(p *participant) {
	b.participants[p.key] = p
	b.of[p.conference] = append(b.of[p.conference], p)
}

func (b *batch) start(e events.Recorded, body events.ConferenceStarted) []projections.Change {
	id := sql.Plain(body.ID)
	if b.conferences[id] == nil {
		c := &conference{id: id, row: []any{
			body.ID, int64(e.Position), body.ServiceID, body.ServiceName, body.Tag, projections.Micros(e.Meta.Time), // positions fit
			b.node(cmp.Or(body.HomeID, body.NodeID)), b.location(body.LocationID), foldCase(body.ServiceName),
		}}
		b.conferences[id] = c
		b.changeConference(c)
	}
	return []projections.Change{{Kind: ChangeConference, ID: body.ID}}
}

func (b *batch) end(ctx context.Context, tx *sql.Tx, e events.Recorded, body events.ConferenceEnded) []projections.Change {
	id, at := sql.Plain(body.ID), projections.Micros(e.Meta.Time)
	if c := b.conferences[id]; c != nil && !c.ended {
		c.ended, c.endedAt, c.endReason, c.present = true, at, body.Reason, 0
		b.changeConference(c)
	}
	for _, p := range b.of[id] {
		if p.leftAt == nil {
			p.leftAt, p.leaveReason = at, leftWithConference
			b.changeParticipant(p)
		}
	}
	if b.present[id] {
		// This hits those of b.of as well, whose rows are written over at the end.
		tx.Queue(ctx, `UPDATE {participants} SET left_at = $2, leave_reason = $3 WHERE conference_id = $1 AND left_at IS NULL`,
			body.ID, at, leftWithConference)
		delete(b.present, id)
	}
	return []projections.Change{{Kind: ChangeConference, ID: body.ID}}
}

// join counts a participant once: a second report of the same joining finds
// the row there.
func (b *batch) join(e events.Recorded, body events.ParticipantJoined) []projections.Change {
	k := keyOf(body.ConferenceID, body.ParticipantID)
	if b.participants[k] == nil {
		if c := b.conferences[k.conference]; c != nil {
			c.joined++
			c.present++
			c.peak = max(c.peak, c.present)
			b.changeConference(c)
		}
		p := &participant{
			key: k, displayName: string(body.DisplayName), remote: string(body.Remote), role: string(body.Role),
			erased: e.Meta.Personal != nil, // sealed still: its key is destroyed
			row: []any{
				body.ParticipantID, body.ConferenceID, int64(e.Position), body.Alias, body.Protocol, body.Vendor, // positions fit
				b.nodes[sql.Plain(body.NodeID)], projections.Micros(e.Meta.Time),
			},
		}
		b.addParticipant(p)
		b.changeParticipant(p)
	}
	return participantChanged(body.ConferenceID, body.ParticipantID)
}

// leave counts a participant out once.
func (b *batch) leave(e events.Recorded, body events.ParticipantLeft) []projections.Change {
	k := keyOf(body.ConferenceID, body.ParticipantID)
	if p := b.participants[k]; p != nil && p.leftAt == nil {
		if c := b.conferences[k.conference]; c != nil && c.present > 0 {
			c.present--
			b.changeConference(c)
		}
		p.leftAt, p.leaveReason = projections.Micros(e.Meta.Time), body.Reason
		b.changeParticipant(p)
	}
	return participantChanged(body.ConferenceID, body.ParticipantID)
}

// All are safe to repeat: a batch may be.
var (
	insertConference = sql.Insertion{
		Table: "{conferences}", Width: 14, Known: "(id) DO NOTHING",
		Columns: `id, position, service_id, service_name, tag, started_at, node_name, location_name, search,
		joined, present, peak, ended_at, end_reason`,
	}
	insertParticipant = sql.Insertion{
		Table: "{participants}", Width: 14, Known: "(id, conference_id) DO NOTHING",
		Columns: `id, conference_id, position, alias, protocol, vendor, node_name, joined_at,
		display_name, remote, role, left_at, leave_reason, erased`,
	}
)

// End implements sql.Batch.
func (b *batch) End(ctx context.Context, tx *sql.Tx) error {
	conferences, participants := insertConference.Rows(b.together), insertParticipant.Rows(b.together)
	for _, c := range b.changedConferences {
		switch {
		case c.row != nil:
			conferences.Add(ctx, tx, append(c.row, c.joined, c.present, c.peak, c.endedAt, c.endReason)...)
		case c.endedAt != nil:
			tx.Queue(ctx, `UPDATE {conferences} SET joined = $2, present = $3, peak = $4, ended_at = $5, end_reason = $6 WHERE id = $1`,
				c.id, c.joined, c.present, c.peak, c.endedAt, c.endReason)
		default: // leaves the index of those that run alone
			tx.Queue(ctx, `UPDATE {conferences} SET joined = $2, present = $3, peak = $4 WHERE id = $1`, c.id, c.joined, c.present, c.peak)
		}
	}
	conferences.Flush(ctx, tx)
	for _, p := range b.changedParticipants {
		if p.row != nil {
			participants.Add(ctx, tx, append(p.row, p.displayName, p.remote, p.role, p.leftAt, p.leaveReason, p.erased)...)
			continue
		}
		tx.Queue(ctx, `UPDATE {participants} SET role = $3, left_at = $4, leave_reason = $5 WHERE conference_id = $1 AND id = $2`,
			p.conference, p.id, p.role, p.leftAt, p.leaveReason)
		if p.erase {
			tx.Queue(ctx, `UPDATE {participants} SET display_name = '', remote = '', erased = 1 WHERE conference_id = $1 AND id = $2`,
				p.conference, p.id)
		}
	}
	participants.Flush(ctx, tx)
	moments := insertMoment.Rows(b.together)
	for _, row := range b.moments {
		moments.Add(ctx, tx, row...)
	}
	moments.Flush(ctx, tx)
	return nil
}
