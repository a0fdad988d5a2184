package liveview

import (
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/projections"
)

// Event is what a subscription delivers: *Snapshot, *Delta or *Bookmark. All
// of them are shared between subscribers and must not be changed.
type Event interface {
	// Key identifies the event's content: events with equal keys of one View
	// are the same bytes on the wire.
	Key() Key
}

// EventKind tells the events apart.
type EventKind uint8

// The kinds of event.
const (
	KindSnapshot EventKind = iota + 1
	KindDelta
	KindBookmark
)

// Key identifies an event's content.
type Key struct {
	Kind   EventKind
	Pace   Pace
	Seq    uint64
	Reason SnapshotReason
}

// Pace is how often deltas may come.
type Pace string

// The paces.
const (
	TenHz Pace = "TEN_HZ"
	OneHz Pace = "ONE_HZ"
)

// SnapshotReason says why a snapshot was sent.
type SnapshotReason string

// The reasons. ScopeChanged is the transport's to use.
const (
	Initial         SnapshotReason = "INITIAL"
	PositionExpired SnapshotReason = "POSITION_EXPIRED"
	SlowConsumer    SnapshotReason = "SLOW_CONSUMER"
	ScopeChanged    SnapshotReason = "SCOPE_CHANGED"
)

// Snapshot is everything at a position.
type Snapshot struct {
	Seq         uint64
	Position    events.Position
	Reason      SnapshotReason
	ServerTime  time.Time
	Locations   []*Location
	Nodes       []*Node
	Conferences []*Conference
	Alarms      Alarms
	Rejected    []Rejected
}

// Rejected counts the calls that nodes of a location turned away for a reason
// within the last hour.
type Rejected struct {
	LocationID string // of the node, as far as is known
	Reason     string
	Count      int
}

// Alarms are those that are raised, by level.
type Alarms struct{ Error, Warning, Info, Unacknowledged int }

// Delta is what changed. Values are absolute. It applies to every state at a
// position p with PreviousPosition <= p < Position. Loads are telemetry and
// apply whatever the reader's position is: a delta of loads alone has
// Position equal to PreviousPosition.
type Delta struct {
	Pace             Pace
	Seq              uint64
	PreviousPosition events.Position
	Position         events.Position
	Locations        []*Location
	Nodes            []*Node
	Conferences      []*Conference
	Removed          []Ref
	Loads            []*Load
	Qualities        []*Quality // telemetry, too
	Alarms           Alarms
	Rejected         []Rejected
}

// Bookmark says that everything up to Position was sent. A reader that stands
// before it has lost something and subscribes again from where it stands.
type Bookmark struct {
	Seq        uint64
	Position   events.Position
	ServerTime time.Time
}

// Key implements Event.
func (s *Snapshot) Key() Key { return Key{Kind: KindSnapshot, Seq: s.Seq, Reason: s.Reason} }

// Key implements Event.
func (d *Delta) Key() Key { return Key{Kind: KindDelta, Pace: d.Pace, Seq: d.Seq} }

// Key implements Event.
func (b *Bookmark) Key() Key { return Key{Kind: KindBookmark, Seq: b.Seq} }

// RefKind names a kind of entity.
type RefKind string

// The kinds of entity.
const (
	RefLocation   RefKind = "location"
	RefNode       RefKind = "node"
	RefConference RefKind = "conference"
	refAlarms     RefKind = "alarms"   // their counts
	refRejected   RefKind = "rejected" // the counts of rejected calls
)

// Ref names an entity.
type Ref struct {
	Kind RefKind
	ID   string
}

// Location is a system location.
type Location struct {
	ID   string
	Name string
}

// Node is a Conferencing Node.
type Node struct {
	ID          string
	Name        string
	LocationID  string
	Address     string
	Role        events.NodeRole
	State       projections.NodeState
	Maintenance bool
	MaxHD       float64
	Version     string
	Load        *Load // last known; nil: none since this process started
}

// Load is a node's telemetry.
type Load struct {
	NodeID     string
	MediaLoad  float64 // percent of the maximum; 100 in maintenance
	UsedHD     float64
	ReportedAt time.Time
	// The same in tokens, as it was reported.
	Used, Capacity capacity.Tokens

	Conferences, Participants int             // that it carries
	Applied                   events.Position // of the configuration; 0: none
	Skew                      time.Duration   // its clock less ours
	Maintenance               bool            // it knows that it is
	CertificateUntil          time.Time       // of the one that it was given in files; zero: none
	QueuedFacts               uint64          // that it has to tell
	OldestFact                time.Duration   // how long the oldest of them waits; 0: none, or not known
	Unreachable               []Unreachable   // nodes that it cannot reach
	ConferenceIDs             []string        // that it has to do with
}

// Unreachable is a node that another one cannot reach. Not all of them run.
type Unreachable struct {
	NodeID  string
	Since   time.Time // our clock
	Ways    []link.Way
	Address string // where it was looked for; empty: it never said one
	Why     string
}

// Conference is a running conference.
type Conference struct {
	ID           string
	ServiceID    string
	Name         string
	Tag          string
	StartedAt    time.Time
	Locked       bool
	GuestsMuted  bool
	HomeNodeID   string   // the node that runs it: commands go there
	NodeIDs      []string // nodes that carry its media or signalling, sorted
	MediaNodeIDs []string // those that carry its media, proxying ones not among them, sorted
	Backplanes   []*Backplane
	Participants []*Participant
}

// Backplane carries streams of a conference between two nodes.
type Backplane struct {
	ID           string
	ConferenceID string
	Kind         string    // local or geo
	NodeIDs      [2]string // who tells of it, and the other one
	Since        time.Time
	Quality      *Quality // as it was last reported; nil: not yet
}

// Participant is somebody in a running conference.
type Participant struct {
	ID          string
	DisplayName string // empty when Erased
	Erased      bool   // the name was erased for good
	Role        events.Role
	Protocol    string
	NodeID      string // where the signalling arrives
	MediaNodeID string // carries the media; empty: none, or not known yet
	EdgeNodeID  string // faces the caller, when it is a proxying one
	Step        string // why that location: a word of domain/placement; empty: not known
	JoinedAt    time.Time
	Waiting     bool
	Muted       bool
	Presenting  bool
	HasMedia    bool
}
