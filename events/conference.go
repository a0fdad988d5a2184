package events

// Role is a participant's role in a conference.
type Role string

// The roles.
const (
	RoleHost    Role = "host"
	RoleGuest   Role = "guest"
	RoleUnknown Role = "unknown" // before a PIN was given
)

// ConferenceStarted records a new conference instance: its first caller arrived.
type ConferenceStarted struct {
	ID          string      `json:"id"`
	ServiceID   string      `json:"serviceId"`
	ServiceName string      `json:"serviceName"`
	ServiceType ServiceType `json:"serviceType"`
	Tag         string      `json:"tag,omitempty"`
	NodeID      string      `json:"nodeId"` // who told first
	LocationID  string      `json:"locationId"`
	HomeID      string      `json:"homeId,omitempty"` // the home; empty: NodeID
	Term        uint64      `json:"term,omitempty"`   // of the home; 0: the first
}

// ConferenceNodeEntered records that a further node has to do with a conference,
// or again, so that the conference does not end in the log before that node has
// released it.
type ConferenceNodeEntered struct {
	ID         string `json:"id"`
	NodeID     string `json:"nodeId"`
	LocationID string `json:"locationId,omitempty"`
}

// ConferenceNodeExpected records that somebody was let in at a node of which the
// control plane has not heard about the conference yet.
type ConferenceNodeExpected struct {
	ID      string `json:"id"`
	NodeID  string `json:"nodeId"`
	Entries uint64 `json:"entries,omitempty"` // how often it has entered; 0: once
}

// ConferenceNodeLeft records that a node has released a conference which goes on
// elsewhere.
type ConferenceNodeLeft struct {
	ID     string `json:"id"`
	NodeID string `json:"nodeId"`
	Reason string `json:"reason"`
	// Nodes are the others that it knew to have, or have had, participants.
	Nodes []string `json:"nodes,omitempty"`
	// Entries says of those which had left and come back how often they had
	// entered, as far as the node knew; absent: once.
	Entries map[string]uint64 `json:"entries,omitempty"`
	// Gone: the node did not say so itself and will not; the control plane did.
	Gone bool `json:"gone,omitempty"`
}

// ConferenceHomeChanged records which node runs a conference from now on.
type ConferenceHomeChanged struct {
	ID             string `json:"id"`
	NodeID         string `json:"nodeId"`
	PreviousNodeID string `json:"previousNodeId,omitempty"`
	Term           uint64 `json:"term"`
	Reason         string `json:"reason"` // home-lost or merged
}

// ConferenceEnded records that the last participant left, or why it was ended.
type ConferenceEnded struct {
	ID     string `json:"id"`
	Reason string `json:"reason"`
}

// ParticipantJoined records that a participant was admitted or parked.
type ParticipantJoined struct {
	ConferenceID  string   `json:"conferenceId"`
	ParticipantID string   `json:"participantId"`
	DisplayName   Personal `json:"displayName"`
	Alias         string   `json:"alias"` // the alias that was called
	Role          Role     `json:"role"`
	Protocol      string   `json:"protocol"` // webrtc, api, sip, h323 or rtmp
	Vendor        string   `json:"vendor,omitempty"`
	CallTag       string   `json:"callTag,omitempty"`
	NodeID        string   `json:"nodeId"` // signalling node
	LocationID    string   `json:"locationId"`
	Remote        Personal `json:"remote,omitempty"`
	Waiting       bool     `json:"waiting"` // parked: for a host, or by the lock
	// Moves is how often the participant had moved already when a node first told
	// of it: a node to which it moved came before the one where it joined.
	Moves uint64 `json:"moves,omitempty"`
}

// ParticipantMoved records that a participant resumed at another node.
type ParticipantMoved struct {
	ConferenceID  string   `json:"conferenceId"`
	ParticipantID string   `json:"participantId"`
	NodeID        string   `json:"nodeId"` // signalling node from now on
	LocationID    string   `json:"locationId"`
	Remote        Personal `json:"remote,omitempty"`
	Moves         uint64   `json:"moves,omitempty"` // how often it has, this time included; 0: unknown
}

// ParticipantAdmitted records that a waiting participant was let in.
type ParticipantAdmitted struct {
	ConferenceID  string `json:"conferenceId"`
	ParticipantID string `json:"participantId"`
	By            string `json:"by,omitempty"` // participant id, or empty when a host's arrival or an unlock did it
}

// ParticipantLeft records that a participant is gone.
type ParticipantLeft struct {
	ConferenceID  string `json:"conferenceId"`
	ParticipantID string `json:"participantId"`
	Reason        string `json:"reason"`         // machine-readable, see docs/client-api.md
	Code          string `json:"code,omitempty"` // wire code of the reason, for example #pex126
	By            string `json:"by,omitempty"`
}

// ParticipantMediaChanged records which media a participant has now.
type ParticipantMediaChanged struct {
	ConferenceID  string `json:"conferenceId"`
	ParticipantID string `json:"participantId"`
	Audio         bool   `json:"audio"`
	Video         bool   `json:"video"`
	Presentation  bool   `json:"presentation"`
	Tokens        int64  `json:"tokens"` // capacity held, see domain/capacity
	MediaNodeID   string `json:"mediaNodeId,omitempty"`
}

// ParticipantMuted records a server-side mute.
type ParticipantMuted struct {
	ConferenceID  string `json:"conferenceId"`
	ParticipantID string `json:"participantId"`
	By            string `json:"by,omitempty"`
}

// ParticipantUnmuted records the end of a server-side mute.
type ParticipantUnmuted struct {
	ConferenceID  string `json:"conferenceId"`
	ParticipantID string `json:"participantId"`
	By            string `json:"by,omitempty"`
}

// ParticipantRoleChanged records a new role.
type ParticipantRoleChanged struct {
	ConferenceID  string `json:"conferenceId"`
	ParticipantID string `json:"participantId"`
	Role          Role   `json:"role"`
	By            string `json:"by,omitempty"`
}

// ConferenceLocked records that new joiners are parked.
type ConferenceLocked struct {
	ID string `json:"id"`
	By string `json:"by,omitempty"`
}

// ConferenceUnlocked records that joiners enter again.
type ConferenceUnlocked struct {
	ID string `json:"id"`
	By string `json:"by,omitempty"`
}

// ConferenceGuestsMuted records that present and future guests are muted.
type ConferenceGuestsMuted struct {
	ID string `json:"id"`
	By string `json:"by,omitempty"`
}

// ConferenceGuestsUnmuted records the opposite.
type ConferenceGuestsUnmuted struct {
	ID string `json:"id"`
	By string `json:"by,omitempty"`
}

// PresentationStarted records who presents now.
type PresentationStarted struct {
	ConferenceID  string `json:"conferenceId"`
	ParticipantID string `json:"participantId"`
}

// PresentationStopped records that nobody presents any more.
type PresentationStopped struct {
	ConferenceID  string `json:"conferenceId"`
	ParticipantID string `json:"participantId"`
}

// ParticipantErased records that a participant's personal data is to be erased.
// The key that it was sealed with is destroyed after this is in the log.
type ParticipantErased struct {
	ConferenceID  string `json:"conferenceId"`
	ParticipantID string `json:"participantId"`
}

// CallPlaced records where the media of a call go, and what was weighed. The
// words are those of domain/placement.
type CallPlaced struct {
	ConferenceID  string               `json:"conferenceId"`
	ParticipantID string               `json:"participantId"`
	CallID        string               `json:"callId"`
	NodeID        string               `json:"nodeId"`           // carries the media
	EdgeID        string               `json:"edgeId,omitempty"` // faces the caller
	LocationID    string               `json:"locationId"`       // of NodeID
	Step          string               `json:"step"`
	Cost          int64                `json:"cost"`              // tokens of the call
	Reserve       int64                `json:"reserve,omitempty"` // tokens for backplanes, taken there in advance
	Tries         []PlacementTry       `json:"tries"`
	Edges         []PlacementCandidate `json:"edges,omitempty"`
}

// PlacementTry is a location that was weighed.
type PlacementTry struct {
	LocationID string               `json:"locationId"`
	Step       string               `json:"step"`
	Verdict    string               `json:"verdict"`
	Candidates []PlacementCandidate `json:"candidates,omitempty"`
}

// PlacementCandidate is a node that was weighed. Amounts are in tokens.
type PlacementCandidate struct {
	NodeID  string `json:"nodeId"`
	Verdict string `json:"verdict"`
	Present bool   `json:"present,omitempty"`
	Needed  int64  `json:"needed"`
	Free    int64  `json:"free"`
	Weight  int    `json:"weight,omitempty"`
}

// BackplaneOpened records that streams of a conference flow between two nodes.
type BackplaneOpened struct {
	ConferenceID string `json:"conferenceId"`
	BackplaneID  string `json:"backplaneId"`
	NodeID       string `json:"nodeId"` // tells of it
	PeerID       string `json:"peerId"` // the other one
	Kind         string `json:"kind"`   // local or geo
}

// BackplaneClosed records that none does any more, and how it fared. Packets are
// those of both directions; all are 0 when nobody could tell.
type BackplaneClosed struct {
	ConferenceID string  `json:"conferenceId"`
	BackplaneID  string  `json:"backplaneId"`
	Reason       string  `json:"reason"` // unused, node-lost or conference-ended
	Packets      uint64  `json:"packets"`
	Octets       uint64  `json:"octets"`
	Lost         uint64  `json:"lost"`
	Repaired     uint64  `json:"repaired"`
	LossPercent  float64 `json:"lossPercent"`
}

func (ConferenceStarted) EventType() string       { return "conference.started.v1" }
func (ConferenceNodeEntered) EventType() string   { return "conference.node-entered.v1" }
func (ConferenceNodeExpected) EventType() string  { return "conference.node-expected.v1" }
func (ConferenceNodeLeft) EventType() string      { return "conference.node-left.v1" }
func (ConferenceHomeChanged) EventType() string   { return "conference.home-changed.v1" }
func (ConferenceEnded) EventType() string         { return "conference.ended.v1" }
func (ParticipantJoined) EventType() string       { return "conference.participant-joined.v1" }
func (ParticipantAdmitted) EventType() string     { return "conference.participant-admitted.v1" }
func (ParticipantLeft) EventType() string         { return "conference.participant-left.v1" }
func (ParticipantMediaChanged) EventType() string { return "conference.participant-media-changed.v1" }
func (ParticipantMuted) EventType() string        { return "conference.participant-muted.v1" }
func (ParticipantUnmuted) EventType() string      { return "conference.participant-unmuted.v1" }
func (ParticipantRoleChanged) EventType() string  { return "conference.participant-role-changed.v1" }
func (ConferenceLocked) EventType() string        { return "conference.locked.v1" }
func (ConferenceUnlocked) EventType() string      { return "conference.unlocked.v1" }
func (ConferenceGuestsMuted) EventType() string   { return "conference.guests-muted.v1" }
func (ConferenceGuestsUnmuted) EventType() string { return "conference.guests-unmuted.v1" }
func (PresentationStarted) EventType() string     { return "conference.presentation-started.v1" }
func (PresentationStopped) EventType() string     { return "conference.presentation-stopped.v1" }
func (ParticipantErased) EventType() string       { return "conference.participant-erased.v1" }
func (ParticipantMoved) EventType() string        { return "conference.participant-moved.v1" }
func (CallPlaced) EventType() string              { return "conference.call-placed.v1" }
func (BackplaneOpened) EventType() string         { return "conference.backplane-opened.v1" }
func (BackplaneClosed) EventType() string         { return "conference.backplane-closed.v1" }

// Subject implements About.
func (e ParticipantJoined) Subject() string { return e.ParticipantID }

// Subject implements About.
func (e ParticipantMoved) Subject() string { return e.ParticipantID }
