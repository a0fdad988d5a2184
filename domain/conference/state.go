package conference

import (
	"maps"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// State is what a conference's events add up to.
type State struct {
	ID          string
	Started     bool
	Ended       bool
	Locked      bool
	GuestsMuted bool
	Presenter   string // participant id; empty: nobody presents

	// Nodes are those that have to do with it.
	Nodes Nodes
	// Backplanes holds all there ever were, for the same reason as Participants.
	Backplanes map[string]Backplane

	// Participants holds everybody who ever joined, so that a late repeat of a
	// join is recognised.
	Participants map[string]Participant

	// FactSeqs is the last fact that was recorded here, by epoch.
	FactSeqs map[string]uint64
}

// Participant is one participant of a conference.
type Participant struct {
	Number  int // in order of joining, from 0
	Left    bool
	Erased  bool   // the personal data
	NodeID  string // where its signalling arrives: only this node's facts count
	Moves   uint64 // the highest number of a move that is known
	Role    events.Role
	Waiting bool
	Muted   bool
	Media   Media
}

// Backplane carries streams of a conference between two nodes.
type Backplane struct {
	NodeID string // which tells of it
	Closed bool
}

// Media is what a participant sends or receives.
type Media struct {
	Audio, Video, Presentation bool
	Tokens                     int64
	NodeID                     string
}

// Initial is the state before the first event.
func Initial() State { return State{} }

// Running reports whether the conference has started and not ended.
func (s State) Running() bool { return s.Started && !s.Ended }

// Recorded reports whether a fact is in the log already.
func (s State) Recorded(f events.FactRef) bool { return s.FactSeqs[epochKey(f)] >= f.Seq }

// epochKey ties an epoch to its node: one node cannot make another's facts
// look like repeats by using its epoch.
func epochKey(f events.FactRef) string { return f.Node + "/" + f.Epoch }

// present is a participant who joined and has not left.
func (s State) present(id string) (Participant, bool) {
	p, ok := s.Participants[id]
	return p, ok && !p.Left
}

// Claims are the unique keys that a conference uses: none.
func Claims(State) []domain.Claim { return nil }

func (s State) clone() State {
	s.Participants = maps.Clone(s.Participants)
	s.FactSeqs = maps.Clone(s.FactSeqs)
	s.Backplanes = maps.Clone(s.Backplanes)
	s.Nodes = s.Nodes.clone()
	return s
}
