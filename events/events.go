// Package events holds the facts of the platform: everything that was
// configured and everything that happened, as one Go struct per event.
//
// The package owns the event payloads, the metadata that accompanies them and
// the identifiers and stream names they are filed under. It imports the
// standard library only and has no clock, no randomness, no goroutine and no
// I/O. The wire names in EventType methods are frozen: a new meaning is a new
// name (see events/codec, where upcasters read old ones).
package events

import (
	"fmt"
	"strconv"
	"time"
)

// Event is one fact. EventType is its frozen, versioned wire name, for
// example "location.created.v1".
type Event interface{ EventType() string }

// Position is a place in the whole log. It is opaque: positions grow, but
// nothing may be inferred from the distance between two of them. The zero
// Position lies before the first event.
type Position uint64

// String is the text form used in APIs: decimal, without padding.
func (p Position) String() string { return strconv.FormatUint(uint64(p), 10) }

// ParsePosition reads the text form of a Position.
func ParsePosition(s string) (Position, error) {
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("position %q is not a decimal number", s)
	}
	return Position(n), nil
}

// Revision is a place in one stream; the first event has revision 0.
type Revision uint64

// ActorKind says what sort of party caused an event.
type ActorKind string

// The kinds of actor.
const (
	ActorAdministrator ActorKind = "administrator"
	ActorToken         ActorKind = "token"
	ActorNode          ActorKind = "node"
	ActorProcess       ActorKind = "process"
	ActorSystem        ActorKind = "system"
)

// Actor is who caused an event.
type Actor struct {
	Kind ActorKind `json:"kind"`
	ID   string    `json:"id,omitempty"`
	Name string    `json:"name,omitempty"`
}

// FactRef ties an event to the numbered node report it was recorded from, so
// that a report that is delivered twice is recorded once.
type FactRef struct {
	Node  string `json:"node"`
	Epoch string `json:"epoch"`
	Seq   uint64 `json:"seq"`
}

// Metadata accompanies every event.
type Metadata struct {
	Actor       Actor     `json:"actor"`
	Correlation string    `json:"correlation,omitempty"`
	Causation   string    `json:"causation,omitempty"`
	Source      string    `json:"source,omitempty"` // network address the cause came from
	Time        time.Time `json:"time"`             // when it happened, UTC; for node facts the node's clock
	Fact        *FactRef  `json:"fact,omitempty"`
	// Personal is set when the values of type Personal in the payload are
	// sealed; without it they are plain text.
	Personal *PersonalRef `json:"personal,omitempty"`
}

// PersonalRef says with whose key personal data is sealed, and how.
type PersonalRef struct {
	Subject string `json:"subject"`
	Scheme  int    `json:"scheme"`
}

// Recorded is an event as it stands in the log.
type Recorded struct {
	ID       ID
	Stream   string
	Revision Revision
	Position Position
	Type     string
	Created  time.Time // when the store wrote it, UTC
	Meta     Metadata
	Event    Event
}

// Sealed is a secret that was encrypted before it entered an event. The text
// is opaque outside internal/seal; the empty string means "not set".
type Sealed string

// Personal is personal data of a participant (a display name, an address). It
// is a type of its own so that it can be found, sealed and erased; it stands in
// fields of the payload itself, not deeper. The empty string means unknown, or
// erased.
type Personal string

// About is an event with values of type Personal. Subject is the participant
// whose data they are; empty when there is none, and then the event is a
// subject of its own.
type About interface {
	Event
	Subject() string
}
