package conference

import (
	"time"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/media"
)

// Role is a participant's role.
type Role string

// The roles.
const (
	RoleHost    Role = "host"
	RoleGuest   Role = "guest"
	RoleUnknown Role = "unknown" // before a PIN was given
)

// Phase is how far a participant got.
type Phase string

// The phases.
const (
	PhasePIN     Phase = "pin"     // asked for a PIN
	PhaseWaiting Phase = "waiting" // parked: for a host, or by the lock
	PhasePresent Phase = "present" // in the conference
)

// TokenLifetime is how long a participant stays without refreshing its token.
const TokenLifetime = 120 * time.Second

// LostAfter is how long a participant stays that has lost both its call and its
// event stream, and does nothing about it. Far less than TokenLifetime, since
// others look at its empty place meanwhile; more than a client waits between
// two tries to open its stream.
const LostAfter = 20 * time.Second

// MaxPINTries is how many PINs a caller in PhasePIN may enter.
const MaxPINTries = 3

// Actor is who asked for something: a participant or an administrator.
type Actor struct {
	ParticipantID string
	// Administrator is set when the control plane asked; it names who.
	Administrator string
}

// label is the actor as facts name it.
func (a Actor) label() string {
	if a.Administrator != "" {
		return a.Administrator
	}
	return a.ParticipantID
}

// Input is what a Machine reacts to.
type Input interface{ input() }

// Join brings a participant in. The shell has resolved the alias and drawn
// the id; the machine judges the PIN.
type Join struct {
	ParticipantID string
	DisplayName   string
	Alias         string
	PIN           string
	PINGiven      bool
	// Prompt asks a caller without a PIN for one and keeps it in PhasePIN
	// until the PIN entry timer fires. Callers over HTTP are refused instead
	// and come again.
	Prompt   bool
	Protocol string // webrtc or api
	Vendor   string
	CallTag  string
	Remote   string
	// NodeID is the access node, LocationID where it is; empty: those of the home.
	NodeID     string
	LocationID string
	// ResumeDigest is that of the resume key which the participant is given now.
	ResumeDigest string
	// Resume is a resume key that the client came with. Whose it is comes back in
	// its seat, at this node; its id is not ParticipantID but Outcome.Resumed. With
	// one that nobody has, it is an ordinary join. It is the key and not its digest,
	// which every node has that knows the conference.
	Resume string
	// OnlySeat: the door has refused an ordinary join.
	OnlySeat bool
	// Service and Settings as configured now; who is already present keeps
	// what it joined with.
	Service  link.Service
	Settings link.Settings
	// Granted says that the home has room for the conference's reserve. It is
	// asked only when the home is the access node: elsewhere it is reserved with
	// the calls.
	Granted bool
}

// EnterPIN gives the PIN of a caller in PhasePIN, or raises a guest to host.
type EnterPIN struct{ ParticipantID, PIN string }

// Refresh keeps a participant for another TokenLifetime. ResumeDigest is that of
// the key which came with the token: who has the newest one has shown so.
type Refresh struct{ ParticipantID, ResumeDigest string }

// Leave is a participant's own exit.
type Leave struct{ ParticipantID string }

// PlaceCall reserves a call of a participant. Granted says that the ledger
// covers its tokens.
type PlaceCall struct {
	ParticipantID, CallID string
	AudioOnly             bool
	Granted               bool
	// NodeID carries the media; empty: the home. ParentID is the transcoding
	// node of an edge.
	NodeID, ParentID string
	// Decision is recorded when the call has been answered; nil: nothing was
	// decided.
	Decision *link.CallPlaced
}

// CallAnswered says that the engine answered a reserved call.
type CallAnswered struct{ ParticipantID, CallID string }

// CallFailed says that it could not.
type CallFailed struct{ ParticipantID, CallID string }

// AckCall lets a call's media flow.
type AckCall struct{ ParticipantID, CallID string }

// WidenCall reserves what a new offer on a call needs.
type WidenCall struct {
	ParticipantID, CallID string
	AudioOnly             bool
	Granted               bool
}

// HangUp ends a call, not the participant.
type HangUp struct{ ParticipantID, CallID string }

// MediaEvent is what the engine reports.
type MediaEvent struct{ Event media.Event }

// Subscribed says that a participant opened its event stream.
type Subscribed struct{ ParticipantID string }

// Unsubscribed says that the stream is closed and no other has taken its place.
type Unsubscribed struct{ ParticipantID string }

// Tick says that time passed; due timers fire.
type Tick struct{}

// Shutdown ends the conference because the node stops.
type Shutdown struct{}

// Register brings a station to the home, or brings it back.
type Register struct{ Registration }

// NodeAway says that a station cannot be reached. It registers when it is back.
type NodeAway struct{ NodeID string }

// NodeGone says that a node that cannot be reached is not seen by anybody else
// either: nothing it carries is worth waiting for.
type NodeGone struct{ NodeID string }

// The commands of hosts, participants and administrators.
type (
	// Lock parks new joiners, or lets them in again.
	Lock struct {
		By Actor
		On bool
	}
	// Admit lets a waiting participant in.
	Admit struct {
		By       Actor
		TargetID string
	}
	// Start begins a conference without media of a host.
	Start struct{ By Actor }
	// MuteGuests mutes present and future guests, or ends that.
	MuteGuests struct {
		By Actor
		On bool
	}
	// Mute discards a participant's audio on the server, or ends that.
	Mute struct {
		By       Actor
		TargetID string
		On       bool
	}
	// ClientMute is a participant's report of its own microphone.
	ClientMute struct {
		By       Actor
		TargetID string
		On       bool
	}
	// VideoMute discards a participant's camera, or ends that.
	VideoMute struct {
		By       Actor
		TargetID string
		On       bool
	}
	// Disconnect removes a participant.
	Disconnect struct {
		By       Actor
		TargetID string
	}
	// DisconnectAll ends the conference.
	DisconnectAll struct{ By Actor }
	// SetRole changes a role.
	SetRole struct {
		By       Actor
		TargetID string
		Role     Role
	}
	// Spotlight puts a participant first on the stage, or ends that.
	Spotlight struct {
		By       Actor
		TargetID string
		On       bool
	}
	// ClearSpotlights ends all spotlights.
	ClearSpotlights struct{ By Actor }
	// Buzz raises or lowers a hand.
	Buzz struct {
		By       Actor
		TargetID string
		On       bool
	}
	// ClearAllBuzz lowers all hands.
	ClearAllBuzz struct{ By Actor }
	// AllowPresentation lets a participant receive presentations, or not.
	AllowPresentation struct {
		By       Actor
		TargetID string
		On       bool
	}
	// TakeFloor makes a participant the presenter.
	TakeFloor struct {
		By       Actor
		TargetID string
	}
	// ReleaseFloor ends its presentation.
	ReleaseFloor struct {
		By       Actor
		TargetID string
	}
	// SetText changes the text over a participant's picture.
	SetText struct {
		By       Actor
		TargetID string
		Text     string
	}
	// Say relays a message to everybody present; with TargetID, to one. ID tells
	// a message from its repeat, by way of another home.
	Say struct {
		ID       string
		By       Actor
		TargetID string
		Type     string
		Payload  string
	}
)

func (Join) input()              {}
func (EnterPIN) input()          {}
func (Refresh) input()           {}
func (Leave) input()             {}
func (PlaceCall) input()         {}
func (CallAnswered) input()      {}
func (CallFailed) input()        {}
func (AckCall) input()           {}
func (WidenCall) input()         {}
func (HangUp) input()            {}
func (MediaEvent) input()        {}
func (Subscribed) input()        {}
func (Unsubscribed) input()      {}
func (Tick) input()              {}
func (Shutdown) input()          {}
func (Register) input()          {}
func (NodeAway) input()          {}
func (NodeGone) input()          {}
func (Lock) input()              {}
func (Admit) input()             {}
func (Start) input()             {}
func (MuteGuests) input()        {}
func (Mute) input()              {}
func (ClientMute) input()        {}
func (VideoMute) input()         {}
func (Disconnect) input()        {}
func (DisconnectAll) input()     {}
func (SetRole) input()           {}
func (Spotlight) input()         {}
func (ClearSpotlights) input()   {}
func (Buzz) input()              {}
func (ClearAllBuzz) input()      {}
func (AllowPresentation) input() {}
func (TakeFloor) input()         {}
func (ReleaseFloor) input()      {}
func (SetText) input()           {}
func (Say) input()               {}
