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
	NodeID      string      `json:"nodeId"`
	LocationID  string      `json:"locationId"`
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

func (ConferenceStarted) EventType() string       { return "conference.started.v1" }
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

// Subject implements About.
func (e ParticipantJoined) Subject() string { return e.ParticipantID }
