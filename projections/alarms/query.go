package alarms

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/sql"
)

const columns = `position, id, kind, level, subject_kind, subject_id, subject_name, details, numbers, since, raised_at,
	active, lowered_at, lowered_reason, acknowledged_at, by_kind, by_id, by_name, note`

// MaxFollowed bounds what Raised and Changed give.
const MaxFollowed = 5000

// Alarms reads a page, newest first.
func (a *Alarms) Alarms(ctx context.Context, q Query) (projections.Page[Alarm], error) {
	l := sql.List{
		Name: Name, Table: "{alarms}", Columns: columns, Key: "position", Unique: true, Descend: true,
		First: q.First, After: q.After,
	}
	if q.Active != nil {
		l.Where("active = $?", truth(*q.Active))
	}
	if q.Acknowledged != nil {
		l.Where("acknowledged = $?", truth(*q.Acknowledged))
	}
	if len(q.Levels) > 0 {
		l.WhereIn("level", texts(q.Levels))
	}
	if len(q.Kinds) > 0 {
		l.WhereIn("kind", texts(q.Kinds))
	}
	if q.SubjectID != "" {
		l.Where("subject_id = $?", q.SubjectID)
		l.Where("subject_kind = $?", q.SubjectKind)
	}
	var page projections.Page[Alarm]
	err := a.handler.View(ctx, func(r *sql.Reader) (err error) {
		if page, err = sql.ReadPage(ctx, r, l, scan); err != nil {
			return err
		}
		page.TotalCount, err = l.ReadCount(ctx, r)
		return err
	})
	if err != nil {
		return page, fmt.Errorf("list alarms: %w", err)
	}
	return page, nil
}

func truth(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

// Alarm reads one, or fails with projections.ErrNotFound.
func (a *Alarms) Alarm(ctx context.Context, id string) (Alarm, error) {
	list, _, err := a.read(ctx, `WHERE id = $1`, id)
	if err == nil && len(list) == 0 {
		err = projections.ErrNotFound
	}
	if err != nil {
		return Alarm{}, fmt.Errorf("get alarm %s: %w", id, err)
	}
	return list[0], nil
}

// Raised are the alarms that are raised now, newest first, MaxFollowed at most,
// and how many there are of which level.
func (a *Alarms) Raised(ctx context.Context) ([]Alarm, Counts, error) {
	list, counts, err := a.read(ctx, fmt.Sprintf(`WHERE active = 1 ORDER BY position DESC LIMIT %d`, MaxFollowed))
	if err != nil {
		return nil, counts, fmt.Errorf("list raised alarms: %w", err)
	}
	return list, counts, nil
}

// Changed are the alarms that were raised, lowered or acknowledged after a
// position, in that order, MaxFollowed at most, and the counts now.
func (a *Alarms) Changed(ctx context.Context, after events.Position) ([]Alarm, Counts, error) {
	list, counts, err := a.read(ctx, fmt.Sprintf(`WHERE changed > $1 ORDER BY changed LIMIT %d`, MaxFollowed), int64(after)) // positions fit
	if err != nil {
		return nil, counts, fmt.Errorf("list changed alarms: %w", err)
	}
	return list, counts, nil
}

// Counts are the alarms that are raised now.
func (a *Alarms) Counts(ctx context.Context) (Counts, error) {
	var c Counts
	err := a.handler.View(ctx, func(r *sql.Reader) error { return count(ctx, r, &c) })
	if err != nil {
		return c, fmt.Errorf("count alarms: %w", err)
	}
	return c, nil
}

func count(ctx context.Context, r *sql.Reader, c *Counts) error {
	*c = Counts{}
	return r.Each(ctx, `SELECT level, acknowledged, count(*) FROM {alarms} WHERE active = 1 GROUP BY level, acknowledged`, nil, func(s sql.Scan) error {
		var level string
		var acknowledged, n int64
		if err := s(&level, &acknowledged, &n); err != nil {
			return err
		}
		switch events.AlarmLevel(level) {
		case events.AlarmError:
			c.Error += int(n)
		case events.AlarmWarning:
			c.Warning += int(n)
		default:
			c.Info += int(n)
		}
		if acknowledged == 0 {
			c.Unacknowledged += int(n)
		}
		return nil
	})
}

func (a *Alarms) read(ctx context.Context, rest string, args ...any) ([]Alarm, Counts, error) {
	var list []Alarm
	var counts Counts
	err := a.handler.View(ctx, func(r *sql.Reader) error {
		list = nil
		err := r.Each(ctx, "SELECT "+columns+" FROM {alarms} "+rest, args, func(s sql.Scan) error {
			row, _, err := scan(s)
			list = append(list, row)
			return err
		})
		if err != nil {
			return err
		}
		return count(ctx, r, &counts)
	})
	return list, counts, err
}

func scan(s sql.Scan) (Alarm, projections.Cursor, error) {
	var a Alarm
	var c projections.Cursor
	var kind, level, numbers, by string
	var since, raised, active int64
	var lowered, acknowledged *int64
	err := s(&c.Num, &a.ID, &kind, &level, &a.Subject.Kind, &a.Subject.ID, &a.Subject.Name, &a.Details, &numbers, &since, &raised,
		&active, &lowered, &a.LoweredReason, &acknowledged, &by, &a.AcknowledgedBy.ID, &a.AcknowledgedBy.Name, &a.Note)
	if err != nil {
		return a, c, err
	}
	a.Position = events.Position(c.Num) // written by us
	a.Kind, a.Level, a.AcknowledgedBy.Kind = events.AlarmKind(kind), events.AlarmLevel(level), events.ActorKind(by)
	a.Since, a.RaisedAt, a.Active = projections.FromMicros(since), projections.FromMicros(raised), active == 1
	a.LoweredAt, a.AcknowledgedAt = optional(lowered), optional(acknowledged)
	return a, c, json.Unmarshal([]byte(numbers), &a.Numbers)
}

func optional(micros *int64) *time.Time {
	if micros == nil {
		return nil
	}
	t := projections.FromMicros(*micros)
	return &t
}
