// Package alarms is the read model of alarms: those that are raised, and the
// history of those that were, for ever. One row is one time that an alarm was
// raised, until it was lowered.
//
// It imports projections and events. Queries may be called by any goroutine.
package alarms

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/sql"
)

// Name of the projection.
const Name = "alarms"

// ChangeAlarm is the kind of Change.
const ChangeAlarm = "alarm"

// Alarm is one time that an alarm was raised.
type Alarm struct {
	ID       string // see ID and ParseID
	Position events.Position
	Kind     events.AlarmKind
	Level    events.AlarmLevel
	Subject  events.AlarmSubject
	Details  string
	Numbers  []events.AlarmNumber
	Since    time.Time
	RaisedAt time.Time

	Active        bool
	LoweredAt     *time.Time
	LoweredReason string

	AcknowledgedAt *time.Time
	AcknowledgedBy events.Actor
	Note           string
}

// Counts are the alarms that are raised now, by level.
type Counts struct{ Error, Warning, Info, Unacknowledged int }

// Query selects a page of alarms, newest first.
type Query struct {
	First        int
	After        string
	Active       *bool
	Acknowledged *bool
	Levels       []events.AlarmLevel // empty: all
	Kinds        []events.AlarmKind  // empty: all
	SubjectKind  string              // with SubjectID
	SubjectID    string              // empty: all
}

// ID names one raising of an alarm.
func ID(alarm string, raised events.Revision) string {
	return alarm + "." + strconv.FormatUint(uint64(raised), 10)
}

// ParseID is the reverse of ID.
func ParseID(id string) (alarm string, raised events.Revision, ok bool) {
	alarm, revision, found := strings.Cut(id, ".")
	n, err := strconv.ParseUint(revision, 10, 63)
	return alarm, events.Revision(n), found && alarm != "" && err == nil
}

// Alarms is the read model.
type Alarms struct{ handler *sql.Handler }

// New makes the read model in a database.
func New(db *sql.DB) *Alarms { return &Alarms{handler: sql.NewHandler(db, fold{})} }

// Handler is what the runner drives.
func (a *Alarms) Handler() *sql.Handler { return a.handler }

type fold struct{}

func (fold) Name() string         { return Name }
func (fold) Version() int64       { return 1 }
func (fold) Tables() []string     { return []string{"alarms"} }
func (fold) Filter() store.Filter { return store.Filter{TypePrefixes: []string{"alarm."}} }

func (fold) Schema() []string {
	return []string{
		`CREATE TABLE {alarms} (
			position BIGINT PRIMARY KEY, id KEYTEXT NOT NULL UNIQUE, alarm_id KEYTEXT NOT NULL,
			kind KEYTEXT NOT NULL, level KEYTEXT NOT NULL,
			subject_kind TEXT NOT NULL, subject_id KEYTEXT NOT NULL, subject_name TEXT NOT NULL,
			details TEXT NOT NULL, numbers TEXT NOT NULL, since BIGINT NOT NULL, raised_at BIGINT NOT NULL,
			active BIGINT NOT NULL, lowered_at BIGINT, lowered_reason TEXT NOT NULL,
			acknowledged BIGINT NOT NULL, acknowledged_at BIGINT,
			by_kind TEXT NOT NULL, by_id TEXT NOT NULL, by_name TEXT NOT NULL, note TEXT NOT NULL,
			changed BIGINT NOT NULL)`,
		`CREATE INDEX {alarms}_active ON {alarms} (active, position)`,
		`CREATE INDEX {alarms}_alarm ON {alarms} (alarm_id, active)`,
		`CREATE INDEX {alarms}_subject ON {alarms} (subject_id, position)`,
		`CREATE INDEX {alarms}_changed ON {alarms} (changed)`,
	}
}

// Apply implements sql.Projection.
func (fold) Apply(ctx context.Context, tx *sql.Tx, e events.Recorded) ([]projections.Change, error) {
	at, position := projections.Micros(e.Meta.Time), int64(e.Position) // positions fit
	switch body := e.Event.(type) {
	case events.AlarmRaised:
		numbers, err := json.Marshal(body.Numbers)
		if err != nil {
			return nil, fmt.Errorf("numbers of alarm %s: %w", body.ID, err)
		}
		id := ID(body.ID, e.Revision)
		tx.Queue(ctx, `INSERT INTO {alarms} (position, id, alarm_id, kind, level, subject_kind, subject_id, subject_name,
				details, numbers, since, raised_at, active, lowered_reason, acknowledged, by_kind, by_id, by_name, note, changed)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1, '', 0, '', '', '', '', $1)
			ON CONFLICT (position) DO NOTHING`,
			position, id, body.ID, string(body.Kind), string(body.Level), body.Subject.Kind, body.Subject.ID, body.Subject.Name,
			body.Details, string(numbers), projections.Micros(body.Since), at)
		return []projections.Change{{Kind: ChangeAlarm, ID: id}}, nil
	case events.AlarmLowered:
		tx.Queue(ctx, `UPDATE {alarms} SET active = 0, lowered_at = $2, lowered_reason = $3, changed = $4 WHERE alarm_id = $1 AND active = 1`,
			body.ID, at, body.Reason, position)
		return []projections.Change{{Kind: ChangeAlarm, ID: body.ID}}, nil
	case events.AlarmAcknowledged:
		by := e.Meta.Actor
		tx.Queue(ctx, `UPDATE {alarms} SET acknowledged = 1, acknowledged_at = $2, by_kind = $3, by_id = $4, by_name = $5, note = $6, changed = $7
			WHERE alarm_id = $1 AND active = 1`,
			body.ID, at, string(by.Kind), by.ID, by.Name, body.Note, position)
		return []projections.Change{{Kind: ChangeAlarm, ID: body.ID}}, nil
	default:
		return nil, fmt.Errorf("alarms: no rule for %s (%T)", e.Type, e.Event)
	}
}
