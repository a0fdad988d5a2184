package webhooks

import (
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/internal/sqldb"
)

// DeliveryState is what became of a delivery.
type DeliveryState string

// The states.
const (
	Pending   DeliveryState = "PENDING"   // not tried yet
	Retrying  DeliveryState = "RETRYING"  // failed, tried again
	Delivered DeliveryState = "DELIVERED" // taken
	Parked    DeliveryState = "PARKED"    // given up until somebody decides
	Discarded DeliveryState = "DISCARDED" // given up for good
)

// stateNumbers are the states in rows, hence frozen.
var stateNumbers = []DeliveryState{Pending, Retrying, Delivered, Parked, Discarded}

const (
	numPending   = 0
	numRetrying  = 1
	numDelivered = 2
	numParked    = 3
	numDiscarded = 4
)

func stateOf(n int64) DeliveryState {
	if n < 0 || n >= int64(len(stateNumbers)) {
		return ""
	}
	return stateNumbers[n]
}

// lane is one of the orders in which a webhook's events are sent. In each, the
// events of one stream are sent one after the other.
type lane int64

// The lanes in rows, hence frozen. Parked events are in the last one, and stay
// there when they are tried again.
const (
	laneLive   lane = 0
	laneReplay lane = 1
	laneApart  lane = 2
	lanes           = 3
)

// Delivery is one event for one webhook.
type Delivery struct {
	// Cursor is where a list goes on after it.
	Cursor   string
	Position events.Position
	Stream   string
	Revision events.Revision
	EventID  string
	Type     string
	// Replay: it is sent once more because somebody asked for a replay.
	Replay   bool
	State    DeliveryState
	Attempts int
	// The times are nil when there is none.
	FirstAttemptAt, LastAttemptAt, NextAttemptAt *time.Time
	// Status is that of the last answer; 0 when there was none.
	Status   int
	Error    string
	Duration time.Duration // of the last attempt
}

// job is a row of the queue.
type job struct {
	lane     lane
	position events.Position
	stream   string
	revision events.Revision
	id       string
	typ      string
	replay   bool
	queued   time.Time
	attempts int64
	first    time.Time
}

const jobColumns = `lane, position, stream, revision, event_id, type, replay, queued_at, attempts, first_at`

func scanJob(scan sqldb.Scan) (job, error) {
	var j job
	var at, position, revision, replay, queued, first int64
	err := scan(&at, &position, &j.stream, &revision, &j.id, &j.typ, &replay, &queued, &j.attempts, &first)
	j.lane, j.replay = lane(at), replay != 0
	j.position, j.revision = positionOf(position), events.Revision(revision) // stores bound it
	j.queued, j.first = timeOf(queued), timeOf(first)
	return j, err
}

const deliveryColumns = `position, stream, revision, event_id, type, replay, state, attempts, first_at, last_at, next_at, status, error, duration_ms`

// scanDelivery reads deliveryColumns, and before them what before points to.
func scanDelivery(scan sqldb.Scan, before ...any) (Delivery, error) {
	var d Delivery
	var position, revision, replay, state, attempts, first, last, next, status, ms int64
	err := scan(append(before, &position, &d.Stream, &revision, &d.EventID, &d.Type, &replay, &state, &attempts,
		&first, &last, &next, &status, &d.Error, &ms)...)
	d.Position, d.Revision = positionOf(position), events.Revision(revision) // stores bound it
	d.Replay, d.State = replay != 0, stateOf(state)
	d.Attempts, d.Status, d.Duration = int(attempts), int(status), time.Duration(ms)*time.Millisecond
	d.FirstAttemptAt, d.LastAttemptAt = optional(first), optional(last)
	if d.State == Pending || d.State == Retrying {
		d.NextAttemptAt = optional(next)
	}
	return d, err
}

// Times in rows are microseconds since 1970; 0 is none.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func timeOf(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}

func optional(us int64) *time.Time {
	if us == 0 {
		return nil
	}
	t := timeOf(us)
	return &t
}

func positionOf(n int64) events.Position { return events.Position(n) } // stores bound it

func number(p events.Position) int64 { return int64(p) } // stores bound it
