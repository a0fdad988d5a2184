// Package store is the contract of the event log: five calls that return
// pages, never open cursors.
//
// Every implementation passes storetest. Implementations are safe for
// concurrent use. An event is visible to readers and subscribers only after
// it is durable, and positions are assigned inside that same commit, so
// readers never see a position below one that they have already passed.
package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/parley-video/parley/events"
)

// Store is the event log.
type Store interface {
	// Append writes all events to one stream, or none. A repeat of an earlier
	// append (the same event ids at the revisions that Expected names) is not
	// written again and answers like the first one, with Repeated set.
	Append(ctx context.Context, stream string, expected Expected, batch ...NewEvent) (Appended, error)
	// ReadStream returns at most max events of a stream, starting at from
	// inclusive. Backwards from LastRevision starts at the stream's end.
	ReadStream(ctx context.Context, stream string, from events.Revision, dir Direction, max int) (StreamPage, error)
	// ReadAll returns at most max events of the whole log that pass the
	// filter: forwards those after from, backwards those before it (use
	// LastPosition to start at the end).
	ReadAll(ctx context.Context, from events.Position, dir Direction, filter Filter, max int) (AllPage, error)
	// Subscribe delivers every event of the log after from that passes the
	// filter, without gap or duplicate, and goes on with new ones.
	Subscribe(ctx context.Context, from events.Position, filter Filter) (Subscription, error)
	// Close ends the store; open subscriptions return ErrClosed.
	Close() error
}

// Subscription is one reader of the live log. It is for one goroutine; Close
// may be called from any. A slow reader lags, it is never dropped.
type Subscription interface {
	// Next waits for the next message: Event, Checkpoint or CaughtUp.
	Next(ctx context.Context) (Message, error)
	Close() error
}

// Message is what Next returns: exactly one of Event, Checkpoint, CaughtUp.
type Message interface{ message() }

// Event is an event as the store holds it: payload and metadata undecoded.
type Event struct {
	ID       events.ID
	Stream   string
	Revision events.Revision
	Position events.Position
	Type     string
	Data     []byte // JSON
	Meta     []byte // JSON
	Created  time.Time
}

// Checkpoint says that everything up to Position was considered, though
// nothing of it may have passed the filter.
type Checkpoint struct{ Position events.Position }

// CaughtUp says that the reader has reached the live end of the log.
type CaughtUp struct{ Position events.Position }

func (Event) message()      {}
func (Checkpoint) message() {}
func (CaughtUp) message()   {}

// NewEvent is an event to append. Data and Meta are JSON; Meta may be empty.
type NewEvent struct {
	ID   events.ID
	Type string
	Data []byte
	Meta []byte
}

// Appended says where the last event of an append stands.
type Appended struct {
	Revision events.Revision
	Position events.Position
	Repeated bool
}

// StreamPage is a part of one stream. Next is where to read on; End says that
// nothing further existed when the page was read.
type StreamPage struct {
	Events []Event
	Next   events.Revision
	End    bool
}

// AllPage is a part of the log. Next is where to read on (it moves over
// events that did not pass the filter); End says that nothing further existed
// when the page was read.
type AllPage struct {
	Events []Event
	Next   events.Position
	End    bool
}

// Direction of a read.
type Direction uint8

// The directions.
const (
	Forwards Direction = iota
	Backwards
)

// The ends for backward reads.
const (
	LastRevision = events.Revision(1<<63 - 1)
	LastPosition = events.Position(1<<63 - 1)
)

// Filter selects events; the zero Filter passes all but system events. An
// event passes when it matches any entry of every list that is not empty.
type Filter struct {
	StreamPrefixes []string
	TypePrefixes   []string
	Streams        []string
	// System lets system events pass too: those whose stream or type begins
	// with "$". They are about the log itself, not about the platform.
	System bool
}

// Match reports whether an event passes.
func (f Filter) Match(stream, typ string) bool {
	if !f.System && (IsSystem(stream) || IsSystem(typ)) {
		return false
	}
	if len(f.Streams) > 0 && !contains(f.Streams, stream) {
		return false
	}
	return prefixed(f.StreamPrefixes, stream) && prefixed(f.TypePrefixes, typ)
}

// IsZero reports whether everything passes, or everything but system events.
func (f Filter) IsZero() bool {
	return len(f.StreamPrefixes) == 0 && len(f.TypePrefixes) == 0 && len(f.Streams) == 0
}

// IsSystem reports whether a stream or an event type is about the log itself.
func IsSystem(name string) bool { return name != "" && name[0] == '$' }

// TombstoneType is the type of the event that ends its stream for good: after
// it Append and ReadStream answer ErrDeleted. ReadAll and Subscribe go on to
// give the stream's events.
const TombstoneType = "$streamDeleted"

// Tombstoner is a Store that can end streams for good.
type Tombstoner interface {
	// Tombstone appends the event of TombstoneType. A stream that has ended
	// already is ErrDeleted.
	Tombstone(ctx context.Context, stream string, expected Expected) (Appended, error)
}

// Info says how large the log is and how far back it reaches.
type Info struct {
	// Oldest is the position after which no event was ever removed; whoever
	// has read on up to there misses nothing. Zero: nothing was removed.
	Oldest events.Position
	// Newest is the position of the last event, Updated when it was written.
	Newest  events.Position
	Updated time.Time
	// Events is an estimate when events were removed.
	Events int64
	// Bytes is what the log takes on the disk; WALBytes what of that is not in
	// the database proper yet. Each of the three may be Unknown.
	Bytes, WALBytes int64
}

// Unknown is a number in Info that the store cannot tell.
const Unknown = -1

// Describer is a Store that can say so.
type Describer interface {
	Describe(ctx context.Context) (Info, error)
}

func contains(list []string, s string) bool {
	for _, e := range list {
		if e == s {
			return true
		}
	}
	return false
}

func prefixed(list []string, s string) bool {
	if len(list) == 0 {
		return true
	}
	for _, p := range list {
		if len(s) >= len(p) && s[:len(p)] == p {
			return true
		}
	}
	return false
}

// Expected is the state that an append demands of its stream. The zero value
// is refused: every append says what it expects.
type Expected struct {
	kind     expectedKind
	revision events.Revision
}

type expectedKind uint8

const (
	expectedUnset expectedKind = iota
	expectedAny
	expectedNoStream
	expectedExists
	expectedRevision
)

// Any demands nothing. It gives no idempotency beyond a bounded window of
// recent event ids; domain code does not use it.
func Any() Expected { return Expected{kind: expectedAny} }

// NoStream demands that the stream has no events.
func NoStream() Expected { return Expected{kind: expectedNoStream} }

// Exists demands that the stream has at least one event.
func Exists() Expected { return Expected{kind: expectedExists} }

// At demands that the stream's last event has this revision.
func At(r events.Revision) Expected { return Expected{kind: expectedRevision, revision: r} }

// IsZero reports the unusable zero value.
func (e Expected) IsZero() bool { return e.kind == expectedUnset }

// IsAny, IsNoStream and IsExists report the form; Revision the number of At.
func (e Expected) IsAny() bool      { return e.kind == expectedAny }
func (e Expected) IsNoStream() bool { return e.kind == expectedNoStream }
func (e Expected) IsExists() bool   { return e.kind == expectedExists }
func (e Expected) Revision() (events.Revision, bool) {
	return e.revision, e.kind == expectedRevision
}

func (e Expected) String() string {
	switch e.kind {
	case expectedUnset:
		return "unset"
	case expectedAny:
		return "any"
	case expectedNoStream:
		return "no stream"
	case expectedExists:
		return "stream exists"
	case expectedRevision:
		return fmt.Sprintf("revision %d", e.revision)
	default:
		return "invalid"
	}
}

// WrongExpected is returned by Append when the stream is not as expected.
type WrongExpected struct {
	Stream   string
	Expected Expected
	Actual   events.Revision
	Exists   bool // false: the stream has no events, Actual means nothing
}

func (e *WrongExpected) Error() string {
	actual := "no stream"
	if e.Exists {
		actual = fmt.Sprintf("revision %d", e.Actual)
	}
	return fmt.Sprintf("stream %s: expected %s, found %s", e.Stream, e.Expected, actual)
}

// Sentinels, compared with errors.Is.
var (
	ErrNotFound    = errors.New("stream not found")
	ErrDeleted     = errors.New("stream deleted")
	ErrAmbiguous   = errors.New("append outcome unknown: repeat it unchanged")
	ErrUnavailable = errors.New("event store unavailable")
	ErrClosed      = errors.New("event store closed")
	ErrInvalid     = errors.New("invalid argument")
)
