package conferencehistory

import (
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/events"
)

// Record is a conference that ran or is running.
type Record struct {
	ID               string
	ServiceID        string
	ServiceName      string
	Tag              string
	StartedAt        time.Time
	EndedAt          *time.Time
	EndReason        *string
	ParticipantCount int // that ever joined, waiting ones included; a reconnect counts again
	PeakParticipants int
	NodeName         string
	LocationName     string
}

// Participant is a participant of a past or running conference.
type Participant struct {
	ID           string
	ConferenceID string
	DisplayName  string
	Alias        string
	Role         events.Role
	Protocol     string
	Vendor       string
	Remote       string
	NodeName     string
	JoinedAt     time.Time
	LeftAt       *time.Time
	LeaveReason  *string
	Erased       bool // DisplayName and Remote were erased for good
}

// Query selects a page of conferences, newest first.
type Query struct {
	First     int
	After     string
	ServiceID string
	Search    string // the service's name contains this, ignoring case
	Running   *bool
	From      *time.Time // started at or after
	Until     *time.Time // started before
}

// NodeChange is a node that began with a conference, was done with it, or runs it
// from then on.
type NodeChange struct {
	At       time.Time
	Kind     NodeChangeKind
	NodeName string
	Previous string // of a new home: the name of the one before
	Reason   string
}

// NodeChangeKind names what changed.
type NodeChangeKind string

// The kinds.
const (
	NodeEntered NodeChangeKind = "ENTERED"
	NodeLeft    NodeChangeKind = "LEFT"
	HomeChanged NodeChangeKind = "HOME_CHANGED"
)

// Backplane carried streams of a conference between two nodes.
type Backplane struct {
	ID          string
	Kind        string // local or geo
	NodeName    string
	PeerName    string
	OpenedAt    time.Time
	ClosedAt    *time.Time
	CloseReason *string
	// How it went, when it is closed: packets of both directions.
	Packets, Octets, Lost, Repaired int64
	LossPercent                     float64
}

// Move is a participant that resumed at another node.
type Move struct {
	At       time.Time
	NodeName string
}

// Placement is where the media of a call went, and what was weighed. The words
// are those of domain/placement.
type Placement struct {
	At           time.Time         `json:"-"`
	NodeName     string            `json:"node"`
	EdgeName     string            `json:"edge,omitempty"`
	LocationName string            `json:"location"`
	Step         string            `json:"step"`
	Cost         capacity.Tokens   `json:"cost"`
	Reserve      capacity.Tokens   `json:"reserve"`
	Tries        []PlacementTry    `json:"tries"`
	Edges        []PlacedCandidate `json:"edges,omitempty"`
}

// PlacementTry is a location that was weighed.
type PlacementTry struct {
	LocationName string            `json:"location"`
	Step         string            `json:"step"`
	Verdict      string            `json:"verdict"`
	Candidates   []PlacedCandidate `json:"candidates,omitempty"`
}

// PlacedCandidate is a node that was weighed.
type PlacedCandidate struct {
	NodeName string          `json:"node"`
	Verdict  string          `json:"verdict"`
	Present  bool            `json:"present,omitempty"`
	Needed   capacity.Tokens `json:"needed"`
	Free     capacity.Tokens `json:"free"`
	Weight   int             `json:"weight,omitempty"`
}
