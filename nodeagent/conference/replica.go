package conference

import (
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/link"
)

// Snapshot is the whole state of a conference, as its home tells it to the
// stations and as the next home takes it over. Times are the old home's; what
// runs out is given its full time anew by whoever takes over.
type Snapshot struct {
	ConferenceID string        `json:"conferenceId"`
	Home         string        `json:"home"` // the node that tells it
	Term         uint64        `json:"term"`
	Number       uint64        `json:"number"` // grows with every change within a term
	LocationID   string        `json:"locationId"`
	Service      link.Service  `json:"service"`
	Settings     link.Settings `json:"settings"`
	Started      bool          `json:"started"`
	Locked       bool          `json:"locked"`
	GuestsMuted  bool          `json:"guestsMuted"`
	HadMore      bool          `json:"hadMore"`
	Presenter    string        `json:"presenter,omitempty"`
	// Nodes are those that have, or have had, participants.
	Nodes  []string `json:"nodes"`
	People []Person `json:"people"` // in order of joining
}

// Person is a participant in a Snapshot.
type Person struct {
	ID           string        `json:"id"`
	NodeID       string        `json:"nodeId"` // access node
	LocationID   string        `json:"locationId"`
	Away         bool          `json:"away,omitempty"` // the access node cannot be reached
	Name         string        `json:"name"`
	Alias        string        `json:"alias"`
	Remote       string        `json:"remote"`
	Vendor       string        `json:"vendor"`
	CallTag      string        `json:"callTag"`
	Protocol     string        `json:"protocol"`
	ResumeDigest []byte        `json:"resumeDigest,omitempty"`
	Role         Role          `json:"role"`
	Phase        Phase         `json:"phase"`
	Service      link.Service  `json:"service"`
	Settings     link.Settings `json:"settings"`
	JoinedAt     time.Time     `json:"joinedAt"`
	Text         string        `json:"text"`
	Mute         int           `json:"mute"`
	ClientMuted  bool          `json:"clientMuted,omitempty"`
	VideoMuted   bool          `json:"videoMuted,omitempty"`
	StartPressed bool          `json:"startPressed,omitempty"`
	DeniedSlides bool          `json:"deniedSlides,omitempty"`
	SpotlightAt  time.Time     `json:"spotlightAt,omitzero"`
	BuzzedAt     time.Time     `json:"buzzedAt,omitzero"`
	SpokeAt      time.Time     `json:"spokeAt,omitzero"`
	PINTries     int           `json:"pinTries,omitempty"`
	Call         *CallRecord   `json:"call,omitempty"`
}

// CallRecord is a call as the node knows it that carries its media.
type CallRecord struct {
	ID            string          `json:"id"`
	ParticipantID string          `json:"participantId"`
	NodeID        string          `json:"nodeId"`             // carries the media
	ParentID      string          `json:"parentId,omitempty"` // of an edge: its transcoding node
	AudioOnly     bool            `json:"audioOnly,omitempty"`
	Tokens        capacity.Tokens `json:"tokens"`
	Connected     bool            `json:"connected,omitempty"`
	Audio         bool            `json:"audio,omitempty"`
	Video         bool            `json:"video,omitempty"`
	Slides        bool            `json:"slides,omitempty"`
}

// Registration is how a station comes to a home: to its first one, to the next
// one after that one died, or to the one that stays after a partition.
type Registration struct {
	NodeID     string `json:"nodeId"`
	LocationID string `json:"locationId"`
	// Replica is the newest the station has; nil: none.
	Replica *Snapshot `json:"replica,omitempty"`
	// Seats are the participants whose access node it is, whole.
	Seats []SeatRecord `json:"seats"`
	// Calls are those that it carries, whole.
	Calls []CallRecord `json:"calls"`
}

// SeatRecord is a participant as its access node knows it.
type SeatRecord struct {
	Person   Person   `json:"person"`
	Streams  bool     `json:"streams,omitempty"` // its event stream is open
	Recorded Recorded `json:"recorded"`
}

// Recorded is what a node has recorded about a participant: what its facts add
// up to.
type Recorded struct {
	// ConferenceID is where; empty: it has not joined yet.
	ConferenceID string                `json:"conferenceId,omitempty"`
	Waiting      bool                  `json:"waiting,omitempty"`
	Muted        bool                  `json:"muted,omitempty"`
	Role         Role                  `json:"role,omitempty"`
	Media        link.ParticipantMedia `json:"media,omitzero"`
}
