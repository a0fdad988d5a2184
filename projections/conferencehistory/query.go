package conferencehistory

import (
	"context"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/sql"
)

const (
	conferenceColumns = `position, id, service_id, service_name, tag, started_at, ended_at, end_reason,
		joined, peak, node_name, location_name`
	participantColumns = `position, id, conference_id, display_name, alias, role, protocol, vendor, remote, node_name,
		joined_at, left_at, leave_reason, erased`
)

// foldCase is the form in which text is compared when case does not matter.
func foldCase(s string) string { return strings.ToLower(strings.ToUpper(s)) }

// Records reads a page of conferences, newest first. Its TotalCount is not
// filled in.
func (h *History) Records(ctx context.Context, q Query) (projections.Page[Record], error) {
	l := sql.List{
		Name: Name, Table: "{conferences}", Columns: conferenceColumns, Key: "position", Unique: true, Descend: true,
		First: q.First, After: q.After,
	}
	if q.ServiceID != "" {
		l.Where("service_id = $?", q.ServiceID)
	}
	if q.Search != "" {
		l.Where(h.db.Contains("search", "$?"), foldCase(q.Search))
	}
	if q.Running != nil && *q.Running {
		l.If("ended_at IS NULL")
	} else if q.Running != nil {
		l.If("ended_at IS NOT NULL")
	}
	if q.From != nil {
		l.Where("started_at >= $?", projections.Micros(*q.From))
	}
	if q.Until != nil {
		l.Where("started_at < $?", projections.Micros(*q.Until))
	}
	return list(ctx, h, l, scanRecord)
}

// Record reads one conference, or fails with projections.ErrNotFound.
func (h *History) Record(ctx context.Context, id string) (Record, error) {
	l := sql.List{Table: "{conferences}", Columns: conferenceColumns, Key: "position", Unique: true, First: 1}
	l.Where("id = $?", id)
	return one(ctx, h, l, id, scanRecord)
}

// Participants reads a page of a conference's participants in order of
// joining. Its TotalCount is not filled in.
func (h *History) Participants(ctx context.Context, conferenceID string, first int, after string) (projections.Page[Participant], error) {
	l := sql.List{
		Name: "participants/" + conferenceID, Table: "{participants}", Columns: participantColumns,
		Key: "position", Unique: true, First: first, After: after,
	}
	l.Where("conference_id = $?", conferenceID)
	return list(ctx, h, l, scanParticipant)
}

// Participant reads one participant, or fails with projections.ErrNotFound.
func (h *History) Participant(ctx context.Context, id string) (Participant, error) {
	l := sql.List{Table: "{participants}", Columns: participantColumns, Key: "position", Unique: true, First: 1}
	l.Where("id = $?", id)
	return one(ctx, h, l, id, scanParticipant)
}

func list[T any](ctx context.Context, h *History, l sql.List, scan func(sql.Scan) (T, projections.Cursor, error)) (projections.Page[T], error) {
	var page projections.Page[T]
	err := h.handler.View(ctx, func(r *sql.Reader) (err error) {
		page, err = sql.ReadPage(ctx, r, l, scan)
		return err
	})
	if err != nil {
		return page, fmt.Errorf("list %s: %w", l.Table, err)
	}
	return page, nil
}

func one[T any](ctx context.Context, h *History, l sql.List, id string, scan func(sql.Scan) (T, projections.Cursor, error)) (T, error) {
	page, err := list(ctx, h, l, scan)
	if err == nil && len(page.Edges) == 0 {
		err = fmt.Errorf("get %s from %s: %w", id, l.Table, projections.ErrNotFound)
	}
	if err != nil {
		var none T
		return none, err
	}
	return page.Edges[0].Node, nil
}

func scanRecord(scan sql.Scan) (Record, projections.Cursor, error) {
	var r Record
	var c projections.Cursor
	var started int64
	var ended *int64
	err := scan(&c.Num, &r.ID, &r.ServiceID, &r.ServiceName, &r.Tag, &started, &ended, &r.EndReason,
		&r.ParticipantCount, &r.PeakParticipants, &r.NodeName, &r.LocationName)
	r.StartedAt, r.EndedAt = projections.FromMicros(started), maybeTime(ended)
	return r, c, err
}

func scanParticipant(scan sql.Scan) (Participant, projections.Cursor, error) {
	var p Participant
	var c projections.Cursor
	var role string
	var joined, erased int64
	var left *int64
	err := scan(&c.Num, &p.ID, &p.ConferenceID, &p.DisplayName, &p.Alias, &role, &p.Protocol, &p.Vendor, &p.Remote, &p.NodeName,
		&joined, &left, &p.LeaveReason, &erased)
	p.Erased = erased != 0
	p.Role, p.JoinedAt, p.LeftAt = events.Role(role), projections.FromMicros(joined), maybeTime(left)
	return p, c, err
}

func maybeTime(us *int64) *time.Time {
	if us == nil {
		return nil
	}
	t := projections.FromMicros(*us)
	return &t
}

// LastStart is where in the log the last conference began that did so at a
// position or before it; zero: none did.
func (h *History) LastStart(ctx context.Context, at events.Position) (events.Position, error) {
	var last *int64
	err := h.handler.View(ctx, func(r *sql.Reader) error {
		_, err := r.Get(ctx, `SELECT max(position) FROM {conferences} WHERE position <= $1`, []any{int64(min(at, math.MaxInt64))}, &last)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("find the last conference before %s: %w", at, err)
	}
	if last == nil {
		return 0, nil
	}
	return events.Position(*last), nil // written by us
}

// RunningAt are conferences that began at a position in the log or before it and
// had not ended at a time, at most max, the oldest first.
func (h *History) RunningAt(ctx context.Context, began events.Position, at time.Time, max int) ([]string, error) {
	var out []string
	err := h.handler.View(ctx, func(r *sql.Reader) error {
		return r.Each(ctx, `SELECT id FROM {conferences} WHERE position <= $1 AND (ended_at IS NULL OR ended_at > $2) ORDER BY position LIMIT $3`,
			[]any{int64(min(began, math.MaxInt64)), projections.Micros(at), max}, func(scan sql.Scan) error {
				var id string
				err := scan(&id)
				out = append(out, id)
				return err
			})
	})
	if err != nil {
		return nil, fmt.Errorf("list the conferences that ran at %s: %w", at.Format(time.RFC3339), err)
	}
	return out, nil
}
