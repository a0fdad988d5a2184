// Package media is the seam between a conference and the engine that forwards
// its media: who hands what to whom, without a word about WebRTC.
//
// It holds types and interfaces only. nodeagent/conference calls them,
// nodeagent/sfu implements them.
package media

import (
	"context"
	"errors"
)

// Engine forwards media on this node.
type Engine interface {
	// OpenRoom makes an empty room. Events of the room are delivered to sink,
	// one at a time, in order, from a goroutine of the engine; sink must not
	// block for long and must not call back into the room synchronously.
	OpenRoom(id string, sink func(Event)) (Room, error)
}

// Room is the media of one conference on this node. All methods are safe for
// concurrent use.
type Room interface {
	Spread
	// Answer sets up a call of a participant from its SDP offer. Media flows
	// after Call.Start. A participant has at most one call with audio or
	// video; a second one replaces the first.
	Answer(ctx context.Context, participantID, callID, offer string, policy Policy) (Call, string, error)
	// SetPolicy changes what a participant may do; it applies to its calls at once.
	SetPolicy(participantID string, policy Policy)
	// SetSpotlight orders the stage before the voice: earliest spotlight first.
	SetSpotlight(participantIDs []string)
	// Close ends all calls of the room and returns when its goroutines have ended.
	Close()
}

// Call is one SDP association.
type Call interface {
	// Start lets media flow; the client has applied the answer.
	Start()
	// AddCandidate adds a trickled candidate of the far end.
	AddCandidate(c Candidate) error
	// Update answers a new offer on the same call (ICE restart, new lines).
	Update(ctx context.Context, offer string) (string, error)
	// Close ends the call; its Ended event has Reason "closed".
	Close()
}

// Candidate is a trickled ICE candidate.
type Candidate struct {
	Candidate string
	Mid       string
	Ufrag     string
	Pwd       string
}

// Policy is what a participant may send and receive at the moment.
type Policy struct {
	// Admitted participants send to and receive from the room. Others are
	// connected but neither heard nor shown, and hear and see nothing.
	Admitted bool
	// Muted: incoming audio is discarded.
	Muted bool
	// VideoMuted: incoming camera video is discarded.
	VideoMuted bool
	// MayPresent: presentation media is forwarded.
	MayPresent bool
	// MaySeePresentation: presentation media is delivered.
	MaySeePresentation bool
	// MaxBitrate limits what the engine asks the participant to send, in
	// kbit/s over all its media; 0: no limit.
	MaxBitrate int
	// AudioOnly: video is neither taken nor sent.
	AudioOnly bool
	// Backstage: its camera is shown only to those who see backstage. It is
	// heard by everybody, and its presentation is seen by everybody.
	Backstage bool
	// SeesBackstage: it sees the cameras of those who are backstage.
	SeesBackstage bool
	// Foremost participants come before the others on the stage, after the
	// spotlit, whoever talks.
	Foremost bool
}

// Event is what a room reports: Connected, Ended, MediaChanged, SlotsChanged,
// StageChanged, PresentationChanged, and when the conference spans several nodes
// SourcesChanged and VoicesHeard.
type Event interface{ mediaEvent() }

// Connected says that a call's transport is up.
type Connected struct{ ParticipantID, CallID string }

// Ended says that a call is over. Reason is closed (by us), failed (ICE or
// DTLS gave up), hangup (by the far end) or replaced.
type Ended struct{ ParticipantID, CallID, Reason string }

// MediaChanged says what a participant's calls in this room send now.
type MediaChanged struct {
	ParticipantID              string
	Audio, Video, Presentation bool
}

// PresentationChanged says whose presentation media flows, of all participants
// that the room knows; empty: nobody's.
type PresentationChanged struct{ ParticipantID string }

// StageChanged lists the participants that send audio or video, most
// prominent first. It does not come while SetStage holds.
type StageChanged struct{ Stage []StageEntry }

// StageEntry is one place on the stage. Voice is 0 (silent) to 100.
type StageEntry struct {
	ParticipantID string
	Voice         int
}

// SlotsChanged tells a receiver who is in which of its slots now.
type SlotsChanged struct {
	ParticipantID, CallID string
	Slots                 []Slot
}

// Slot is one receiving m-line of a call.
type Slot struct {
	Mid           string
	Kind          string // audio or video
	Role          string // main, thumbnail, presentation or audio
	ParticipantID string // empty: nobody
}

func (Connected) mediaEvent()           {}
func (Ended) mediaEvent()               {}
func (MediaChanged) mediaEvent()        {}
func (PresentationChanged) mediaEvent() {}
func (StageChanged) mediaEvent()        {}
func (SlotsChanged) mediaEvent()        {}

// Errors of Answer and Update, compared with errors.Is.
var (
	// ErrOffer: the SDP is malformed or lacks what a call needs. The wrapping
	// error says what.
	ErrOffer = errors.New("unusable SDP offer")
	// ErrClosed: the room or call has ended.
	ErrClosed = errors.New("media room closed")
)

// Spread is what a Room does for a conference that spans several nodes. Until
// SetStage has been called the room decides about the stage itself, from the
// voices of its own calls; SetStage(nil) gives that back to it.
type Spread interface {
	// SetStage is the order of the stage over all nodes, most prominent first,
	// spotlight and foremost applied.
	SetStage(stage []Voice)
	// SetRemote says, whole, what participants send whose calls are on other
	// nodes, and via which neighbour it is to be had.
	SetRemote(remotes []Remote)
	// Resend has the room report SourcesChanged and its voices once more, whole.
	Resend()
	// Rename gives the room the id of another conference, into which its own has
	// been merged; the engine has no room of that conference. Calls go on, and
	// what comes from other nodes as soon as they use the new id, too.
	Rename(conferenceID string)
}

// Voice is a participant's place on a stage that is decided elsewhere.
type Voice struct {
	ParticipantID string
	// Level is the smoothed loudness, 0 (silent) to 127.
	Level    float64
	Speaking bool
}

// Remote is a participant whose call is on another node.
type Remote struct {
	ParticipantID string
	Policy        Policy
	// Via is the neighbour to take its streams from.
	Via     string
	Sources []Source
	// Unknown: what it sends is not known yet to who says this. What was known of
	// it holds.
	Unknown bool
}

// Purposes of a Source.
const (
	PurposeMicrophone = "microphone"
	PurposeCamera     = "camera"
	PurposeSlides     = "slides"
)

// Source is what a participant sends on one line.
type Source struct {
	ParticipantID string
	Purpose       string
	// Codec is opus, vp8, vp9 or h264.
	Codec string
	// Active: it sends at the moment, and may.
	Active bool
	Layers []SourceLayer
}

// SourceLayer is one RTP stream of a source: the only one, or one of simulcast.
type SourceLayer struct {
	RID    string // empty: the only one
	Pixels int    // picture size; 0: unknown
	Rate   int    // bits per second, in steps of a quarter so that it changes seldom
}

// SourcesChanged lists, whole, what the calls of this room send. It comes when
// that changes, at most once a second for sizes and rates alone.
type SourcesChanged struct{ Sources []Source }

// VoicesHeard are the mean levels of the microphones of this room in the last
// tenth of a second, 0 (silent) to 127, without the silent ones. It comes while
// SetStage holds and anybody is heard, and once more when nobody is any longer.
type VoicesHeard struct{ Levels map[string]uint8 }

func (SourcesChanged) mediaEvent() {}
func (VoicesHeard) mediaEvent()    {}
