package events

// DialoutRouting says how an automatically dialled participant is reached.
type DialoutRouting string

// The routings.
const (
	// RoutingManual dials the alias with the record's own protocol.
	RoutingManual DialoutRouting = "manual"
	// RoutingRule asks the gateway rules for calls out of conferences.
	RoutingRule DialoutRouting = "routing-rule"
)

// KeepAlive says whether a participant keeps a conference alive.
type KeepAlive string

// The ways to keep a conference alive.
const (
	KeepAliveAlways     KeepAlive = "always"
	KeepAliveIfMultiple KeepAlive = "if-multiple" // as long as somebody else is there
	KeepAliveNever      KeepAlive = "never"
)

// DialoutSettings is the whole configuration of an automatically dialled
// participant. Services hold the ids of those that they dial.
type DialoutSettings struct {
	Alias               string         `json:"alias"`
	Description         string         `json:"description,omitempty"`
	Protocol            CallProtocol   `json:"protocol"` // sip, h323 or rtmp
	Role                Role           `json:"role"`     // host or guest
	CallType            string         `json:"callType"` // video, video-only or audio
	Routing             DialoutRouting `json:"routing"`
	DTMFSequence        string         `json:"dtmfSequence,omitempty"` // digits, * and #; a comma waits for 2 s
	RemoteDisplayName   string         `json:"remoteDisplayName,omitempty"`
	PresentationURL     string         `json:"presentationUrl,omitempty"` // where content is streamed to; RTMP only
	Streaming           bool           `json:"streaming,omitempty"`
	KeepConferenceAlive KeepAlive      `json:"keepConferenceAlive"`
	LocationID          string         `json:"locationId,omitempty"` // empty: that of the node where it begins
}

// DialoutCreated records a new automatically dialled participant.
type DialoutCreated struct {
	ID       string          `json:"id"`
	Settings DialoutSettings `json:"settings"`
}

// DialoutUpdated carries the whole configuration after a change.
type DialoutUpdated struct {
	ID       string          `json:"id"`
	Settings DialoutSettings `json:"settings"`
}

// DialoutRemoved ends an automatically dialled participant.
type DialoutRemoved struct {
	ID string `json:"id"`
}

func (DialoutCreated) EventType() string { return "dialout.created.v1" }
func (DialoutUpdated) EventType() string { return "dialout.updated.v1" }
func (DialoutRemoved) EventType() string { return "dialout.removed.v1" }
