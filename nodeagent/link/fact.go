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

	// Of conferences that span nodes.
	FactNodeAdded        FactType = "conference.node-added" // NodeAdded
	FactHomeTaken        FactType = "conference.home-taken" // HomeTaken
	FactParticipantMoved FactType = "participant.moved"     // ParticipantMoved
	FactCallPlaced       FactType = "call.placed"           // CallPlaced
	FactBackplaneOpened  FactType = "backplane.opened"      // BackplaneOpened
	FactBackplaneClosed  FactType = "backplane.closed"      // BackplaneClosed
)

// ConferenceStarted: the reporting node has to do with the conference from now
// on. It is the first fact of every node about a conference, and the first again
// when the node has released it (ConferenceEnded) and comes back to it: so each
// node's facts make sense before those of any other have arrived, and it is known
// of whom more is to come. The first of all is the start itself.
type ConferenceStarted struct {
	ConferenceID string `json:"conferenceId"`
	ServiceID    string `json:"serviceId"`
	ServiceName  string `json:"serviceName"`
	ServiceType  string `json:"serviceType"`
	Tag          string `json:"tag"`
	LocationID   string `json:"locationId"` // of the reporting node
	// HomeID is the home, when it is another than the reporting node, and Term
	// its term; 0: the first.
	HomeID string `json:"homeId,omitempty"`
	Term   uint64 `json:"term,omitempty"`
}

// ConferenceEnded: the reporting node has released the conference. That is over,
// or the node stops, or it goes on to another conference of the service; nothing
// follows unless it starts again. The conference is over when every node
// that began with it, or was named by one that has released it, has said so.
type ConferenceEnded struct {
	ConferenceID string `json:"conferenceId"`
	Reason       string `json:"reason"`
	// Nodes are the others that the node knew to have, or have had, participants.
	Nodes []string `json:"nodes,omitempty"`
	// Entries says of those which had released it and come back how often they had
	// started, as far as the node knew; absent: once.
	Entries map[string]uint64 `json:"entries,omitempty"`
}

// NodeAdded: the reporting node, as home, has let somebody in at another node, on
// which there was nobody. So it is known that more is to come from there even if
// the home crashes and has no chance to say so when it releases the conference.
type NodeAdded struct {
	ConferenceID string `json:"conferenceId"`
	NodeID       string `json:"nodeId"`
	Entries      uint64 `json:"entries,omitempty"` // as in ConferenceEnded; 0: one
}

// HomeTaken: the reporting node is the home from now on. A home of a lower term
// has no say any more. What the conference is now follows, also what is no news:
// node-added for every other node that has, or has had, to do with it; locked or
// unlocked, guests-muted or guests-unmuted.
type HomeTaken struct {
	ConferenceID string `json:"conferenceId"`
	Term         uint64 `json:"term"`
	Before       string `json:"before,omitempty"` // the node that was home; empty: unknown
	Reason       string `json:"reason"`           // home-lost or merged
}

// ParticipantMoved: a participant has resumed at the reporting node, which
// records what becomes of it. It says all that ParticipantJoined said, as it is
// now: the node where the participant joined may be long in telling. Its media
// follow as participant.media.
type ParticipantMoved struct {
	ConferenceID  string `json:"conferenceId"`
	ParticipantID string `json:"participantId"`
	LocationID    string `json:"locationId"`
	Remote        string `json:"remote"`
	// Moves is how often the participant has moved, this time included: of what
	// two nodes say the later counts.
	Moves       uint64 `json:"moves,omitempty"`
	DisplayName string `json:"displayName,omitempty"`
	Alias       string `json:"alias,omitempty"`
	Role        string `json:"role,omitempty"` // empty: nothing is said of all these
	Protocol    string `json:"protocol,omitempty"`
	Vendor      string `json:"vendor,omitempty"`
	CallTag     string `json:"callTag,omitempty"`
	Waiting     bool   `json:"waiting,omitempty"`
	Muted       bool   `json:"muted,omitempty"`
}

// CallPlaced: where the media of a call goes, and why. The home records it, or
// the participant's access node.
type CallPlaced struct {
	ConferenceID  string               `json:"conferenceId"`
	ParticipantID string               `json:"participantId"`
	CallID        string               `json:"callId"`
	NodeID        string               `json:"nodeId"`           // carries the media
	EdgeID        string               `json:"edgeId,omitempty"` // faces the caller
	LocationID    string               `json:"locationId"`       // of NodeID
	Step          string               `json:"step"`             // transcoding, overflow1 or overflow2
	Reserve       int64                `json:"reserve"`          // tokens for the backplane, taken there in advance
	Cost          int64                `json:"cost"`             // tokens of the call
	Tries         []PlacementTry       `json:"tries"`            // with MaxCandidates each, the best of them
	Edges         []PlacementCandidate `json:"edges,omitempty"`
}

// MaxCandidates is how many candidates of a location, and how many edges, are
// told: a fact has to stay small where a location has a thousand nodes.
const MaxCandidates = 16

// PlacementTry is a location that was weighed; see domain/placement for words.
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

// BackplaneOpened: streams of the conference flow between the reporting node
// and another one. Of two nodes the one whose id comes first reports.
type BackplaneOpened struct {
	ConferenceID string `json:"conferenceId"`
	BackplaneID  string `json:"backplaneId"`
	NodeID       string `json:"nodeId"` // the other one
	Kind         string `json:"kind"`   // local: within a location; geo: between two
}

// BackplaneClosed: none does any more; what came of it. Packets are those of
// both directions.
type BackplaneClosed struct {
	ConferenceID string  `json:"conferenceId"`
	BackplaneID  string  `json:"backplaneId"`
	Packets      uint64  `json:"packets"`
	Octets       uint64  `json:"octets"`
	Lost         uint64  `json:"lost"`
	Repaired     uint64  `json:"repaired"`
	LossPercent  float64 `json:"lossPercent"`
	Reason       string  `json:"reason"` // unused, node-lost or conference-ended
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
	// MediaNodeID carries them, when it is another than the reporting one.
	MediaNodeID string `json:"mediaNodeId,omitempty"`
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
