package conferencehistory

import (
	"time"

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
