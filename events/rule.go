package events

// CallProtocol is what a call or a device speaks.
type CallProtocol string

// The protocols.
const (
	ProtocolSIP    CallProtocol = "sip"
	ProtocolH323   CallProtocol = "h323"
	ProtocolWebRTC CallProtocol = "webrtc"
	ProtocolRTMP   CallProtocol = "rtmp"
)

// RuleTarget says whom the outgoing leg of a gateway call may reach.
type RuleTarget string

// The targets.
const (
	// TargetRegisteredOrExternal is a device that is registered with the
	// alias, or else whoever answers to it outside.
	TargetRegisteredOrExternal RuleTarget = "registered-or-external"
	TargetRegisteredOnly       RuleTarget = "registered-only"
)

// RuleSettings is the whole configuration of a gateway rule.
type RuleSettings struct {
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
	Tag         string `json:"tag,omitempty"`
	Priority    int    `json:"priority"` // 1 to 200; the lowest is asked first, equal ones by name
	Enabled     bool   `json:"enabled"`

	// What calls it is for.
	Incoming         bool           `json:"incoming"`                   // into the platform
	Outgoing         bool           `json:"outgoing"`                   // dialled out of a conference
	SourceLocationID string         `json:"sourceLocationId,omitempty"` // empty: any
	Protocols        []CallProtocol `json:"protocols,omitempty"`        // of incoming calls
	OnlyIfRegistered bool           `json:"onlyIfRegistered,omitempty"`
	MatchString      string         `json:"matchString"` // a pattern for the whole alias
	MatchFullAlias   bool           `json:"matchFullAlias,omitempty"`

	// What becomes of the alias; empty: nothing.
	ReplaceString string `json:"replaceString,omitempty"`

	// The outgoing leg.
	CallType           string       `json:"callType"` // video, video-only or audio
	Target             RuleTarget   `json:"target"`
	OutgoingProtocol   CallProtocol `json:"outgoingProtocol"`
	OutgoingLocationID string       `json:"outgoingLocationId,omitempty"` // empty: that of the node that took the call
	MaxQuality         string       `json:"maxQuality"`                   // default, sd, hd or fullhd
	Encryption         string       `json:"encryption"`                   // default, best-effort, required or off
	MaxCallRateIn      *int         `json:"maxCallRateIn,omitempty"`      // kbit/s; nil: none
	MaxCallRateOut     *int         `json:"maxCallRateOut,omitempty"`
	ThemeID            string       `json:"themeId,omitempty"`
	TreatAsTrusted     bool         `json:"treatAsTrusted,omitempty"`
}

// RuleCreated records a new gateway rule.
type RuleCreated struct {
	ID       string       `json:"id"`
	Settings RuleSettings `json:"settings"`
}

// RuleUpdated carries the whole configuration after a change.
type RuleUpdated struct {
	ID       string       `json:"id"`
	Settings RuleSettings `json:"settings"`
}

// RuleRemoved ends a gateway rule.
type RuleRemoved struct {
	ID string `json:"id"`
}

func (RuleCreated) EventType() string { return "rule.created.v1" }
func (RuleUpdated) EventType() string { return "rule.updated.v1" }
func (RuleRemoved) EventType() string { return "rule.removed.v1" }
