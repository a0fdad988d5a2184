package link

// FactType names a Fact.
type FactType string

// The facts. The comment names the shape of Data.
const (
	FactConferenceStarted       FactType = "conference.started"        // ConferenceStarted
	FactConferenceEnded         FactType = "conference.ended"          // ConferenceEnded
	FactConferenceLocked        FactType = "conference.locked"         // ConferenceChange
	FactConferenceUnlocked      FactType = "conference.unlocked"       // ConferenceChange
	FactConferenceGuestsMuted   FactType = "conference.guests-muted"   // ConferenceChange
	FactConferenceGuestsUnmuted FactType = "conference.guests-unmuted" // ConferenceChange
	FactParticipantJoined       FactType = "participant.joined"        // ParticipantJoined
	FactParticipantAdmitted     FactType = "participant.admitted"      // ParticipantChange
	FactParticipantLeft         FactType = "participant.left"          // ParticipantLeft
	FactParticipantMedia        FactType = "participant.media"         // ParticipantMedia
	FactParticipantMuted        FactType = "participant.muted"         // ParticipantChange
	FactParticipantUnmuted      FactType = "participant.unmuted"       // ParticipantChange
	FactParticipantRole         FactType = "participant.role"          // ParticipantRole
	FactPresentationStarted     FactType = "presentation.started"      // ParticipantChange
	FactPresentationStopped     FactType = "presentation.stopped"      // ParticipantChange
	FactCallRejected            FactType = "call.rejected"             // CallRejected
)

// ConferenceStarted: the first caller of a service arrived.
type ConferenceStarted struct {
	ConferenceID string `json:"conferenceId"`
	ServiceID    string `json:"serviceId"`
	ServiceName  string `json:"serviceName"`
	ServiceType  string `json:"serviceType"`
	Tag          string `json:"tag"`
	LocationID   string `json:"locationId"`
}

// ConferenceEnded: nobody is left.
type ConferenceEnded struct {
	ConferenceID string `json:"conferenceId"`
	Reason       string `json:"reason"`
}

// ConferenceChange is a change of the conference as a whole.
type ConferenceChange struct {
	ConferenceID string `json:"conferenceId"`
	By           string `json:"by"`
}

// ParticipantJoined: somebody was admitted or parked.
type ParticipantJoined struct {
	ConferenceID  string `json:"conferenceId"`
	ParticipantID string `json:"participantId"`
	DisplayName   string `json:"displayName"`
	Alias         string `json:"alias"`
	Role          string `json:"role"`     // host, guest or unknown
	Protocol      string `json:"protocol"` // webrtc or api
	Vendor        string `json:"vendor"`
	CallTag       string `json:"callTag"`
	LocationID    string `json:"locationId"`
	Remote        string `json:"remote"`
	Waiting       bool   `json:"waiting"`
}

// ParticipantChange is a change of one participant.
type ParticipantChange struct {
	ConferenceID  string `json:"conferenceId"`
	ParticipantID string `json:"participantId"`
	By            string `json:"by"`
}

// ParticipantLeft: somebody is gone, and why.
type ParticipantLeft struct {
	ConferenceID  string `json:"conferenceId"`
	ParticipantID string `json:"participantId"`
	Reason        string `json:"reason"`
	Code          string `json:"code"`
	By            string `json:"by"`
}

// ParticipantMedia is what a participant sends or receives now.
type ParticipantMedia struct {
	ConferenceID  string `json:"conferenceId"`
	ParticipantID string `json:"participantId"`
	Audio         bool   `json:"audio"`
	Video         bool   `json:"video"`
	Presentation  bool   `json:"presentation"`
	Tokens        int64  `json:"tokens"`
}

// ParticipantRole is a new role.
type ParticipantRole struct {
	ConferenceID  string `json:"conferenceId"`
	ParticipantID string `json:"participantId"`
	Role          string `json:"role"`
	By            string `json:"by"`
}

// CallRejected: a call that was not admitted. Reason is one of unknown-alias,
// capacity-exceeded, participant-limit, maintenance, invalid-pin, blocked.
// Calls that a block ends are told together: Count is how many there were, the
// one described included; zero means one.
type CallRejected struct {
	Alias     string `json:"alias"`
	ServiceID string `json:"serviceId"`
	Reason    string `json:"reason"`
	Detail    string `json:"detail"`
	Remote    string `json:"remote"`
	Count     int    `json:"count,omitempty"`
}
