package conference

import (
	"time"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/media"
)

// Outcome is what a Step asks of the shell, in this order: record the facts,
// send the notices, carry out the effects.
type Outcome struct {
	Facts   []Fact
	Notices []Notice
	Effects []Effect
	// Resumed is who a Join with a resume key brought back; empty: nobody.
	Resumed string
}

// Fact is a link fact before it is encoded.
type Fact struct {
	Type link.FactType
	Data any
	// Node records it; empty: the home.
	Node string
}

// Notice is an event for one participant's stream.
type Notice struct {
	To    string
	Event Event
	// Node has the stream.
	Node string
}

// Event is what a client is told.
type Event interface{ event() }

// The events. Their wire form is nodeagent/client's.
type (
	// ConferenceUpdate is the state of the conference as the receiver has it.
	ConferenceUpdate struct{ Status Status }
	// Sync is everything the receiver sees, whole: it replaces what it knew.
	Sync struct {
		Status       Status
		Participants []Participant
		Stage        []media.StageEntry
		Presenter    *Participant // nil: nobody presents
		Slots        *Slots       // nil: no call with slots
	}
	// ParticipantCreate is a participant the receiver did not see before.
	ParticipantCreate struct{ Participant Participant }
	// ParticipantUpdate is one it sees, whole.
	ParticipantUpdate struct{ Participant Participant }
	// ParticipantDelete is one it sees no longer.
	ParticipantDelete struct{ ID string }
	// Stage is the stage order.
	Stage struct{ Entries []media.StageEntry }
	// Slots says who is in which slot of the receiver's call.
	Slots struct {
		CallID string
		Slots  []media.Slot
	}
	// PresentationStart says who presents.
	PresentationStart struct{ Presenter Participant }
	// PresentationStop says that nobody does.
	PresentationStop struct{}
	// Message is a relayed message. With an ID it is told once.
	Message struct {
		ID            string
		FromID, From  string
		Type, Payload string
		Direct        bool
	}
	// Knock says that somebody waits to be let in.
	Knock struct{ ID, Text string }
	// CallEnded says that a call of the receiver ended, not by its own wish.
	CallEnded struct{ CallID, Reason string }
	// Disconnected is the last event of a participant.
	Disconnected struct{ Reason Reason }
	// RoleChanged asks the receiver to refresh its token.
	RoleChanged struct{}
)

func (ConferenceUpdate) event()  {}
func (Sync) event()              {}
func (ParticipantCreate) event() {}
func (ParticipantUpdate) event() {}
func (ParticipantDelete) event() {}
func (Stage) event()             {}
func (Slots) event()             {}
func (PresentationStart) event() {}
func (PresentationStop) event()  {}
func (Message) event()           {}
func (Knock) event()             {}
func (CallEnded) event()         {}
func (Disconnected) event()      {}
func (RoleChanged) event()       {}

// Status is the conference as one participant has it.
type Status struct {
	Locked              bool
	GuestsMuted         bool
	Started             bool
	ChatEnabled         bool
	PresentationAllowed bool
	GuestsCanPresent    bool
}

// Participant is a participant as others see it.
type Participant struct {
	ID, DisplayName, OverlayText string
	Role                         Role
	Phase                        Phase
	Protocol, Vendor             string
	Alias, CallTag, Remote       string
	JoinedAt, BuzzedAt           time.Time
	SpotlightAt, SpokeAt         time.Time
	HasMedia, Muted, Presenting  bool
	AudioOnly, Video             bool
	ClientMuted, VideoMuted      bool
	MayPresent                   bool
	SeesPresentation             bool
}

// Effect is something the shell does to the media engine or its own tables.
type Effect interface{ effect() }

// The effects.
type (
	// SetPolicy changes what a participant may send and receive. It goes to the
	// nodes that carry a call of it; the others have it by Machine.Policy, as a
	// part of what they know of sources elsewhere.
	SetPolicy struct {
		ParticipantID string
		Policy        media.Policy
		NodeID        string
	}
	// SetSpotlight orders the stage, wherever it is ordered.
	SetSpotlight struct{ ParticipantIDs []string }
	// StartCall lets media flow.
	StartCall struct{ CallID, NodeID string }
	// CloseCall ends a call.
	CloseCall struct{ CallID, NodeID string }
	// Forget drops the tokens and the event stream of a participant that left the
	// node. Moved: it goes on elsewhere, and the node records nothing more of it,
	// not even after a restart. Stays: it has come back to this node over another
	// connection, its seat stays.
	Forget struct {
		ParticipantID string
		NodeID        string
		Moved, Stays  bool
	}
)

func (SetPolicy) effect()    {}
func (SetSpotlight) effect() {}
func (StartCall) effect()    {}
func (CloseCall) effect()    {}
func (Forget) effect()       {}
