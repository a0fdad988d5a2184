package audit

import (
	"encoding/json"
	"time"

	"github.com/parley-video/parley/events"
)

// The kinds of object that entries are about.
const (
	KindLocation      = "location"
	KindNode          = "node"
	KindService       = "service"
	KindSettings      = "settings"
	KindAdministrator = "administrator"
	KindToken         = "token"
	KindWebhook       = "webhook"
	KindTheme         = "theme"
	KindCloudAccount  = "cloudaccount"
	KindBurstSchedule = "burstschedule"
	KindRole          = "role"
	KindPolicyProfile = "policyprofile"
	KindSignIn        = "signin"
	KindRule          = "rule"
	KindDialout       = "dialout"
	KindDevice        = "device"
	KindAlarm         = "alarm"
	KindConference    = "conference"
	KindParticipant   = "participant"
	KindCertificate   = "certificate"
)

// SettingsID identifies the one object of KindSettings.
const SettingsID = events.SettingsStream

// SignInID identifies the one object of KindSignIn.
const SignInID = events.SignInStream

// Action is what was done to an object.
type Action string

// The actions.
const (
	Created Action = "CREATED"
	Updated Action = "UPDATED"
	Removed Action = "REMOVED"
	Other   Action = "OTHER" // the summary tells
)

// Entity is what an entry is about. Name is what it was called then: that of a
// conference and its participants is the name of the service.
type Entity struct {
	Kind string
	ID   string
	Name string
}

// Entry is a change that somebody made.
type Entry struct {
	ID       string // of the event
	Position events.Position
	Time     time.Time
	// Actor of what was done to a conference is known by name only, when it is
	// not any more an administrator or token.
	Actor       events.Actor
	Source      string // network address, or empty
	Correlation string // of the request, or empty
	Entity      Entity
	Action      Action
	EventType   string
	Summary     string // one sentence
	Changes     []Change
	// Before and After are the object, without secrets. Before is nil when it
	// did not exist, After when it does not any more; both are nil when what was
	// done did not change it, as signing in does not.
	Before, After json.RawMessage
}

// Change is one value that differs. Lists differ as a whole. Before and After
// are nil where nothing was set; of a secret both are.
type Change struct {
	Path   []string        `json:"path"`
	Before json.RawMessage `json:"before,omitempty"`
	After  json.RawMessage `json:"after,omitempty"`
	Secret bool            `json:"secret,omitempty"`
}

// Query selects a page of entries, newest first. Conditions that are not set do
// not count; all others must hold.
type Query struct {
	First int
	After string
	// EntityKind and EntityID select one object; they go together.
	EntityKind, EntityID string
	Kinds                []string // of objects
	Actor                string   // the actor's name contains this, ignoring case
	ActorKinds           []events.ActorKind
	Actions              []Action
	From                 *time.Time // at or after
	Until                *time.Time // before
	Search               string     // the summary contains this, ignoring case; names are in it
}

// State is an object as it was at a time.
type State struct {
	Entity   Entity
	Position events.Position // of the last event that changed it
	Time     time.Time       // of that event
	State    json.RawMessage // without secrets
}
