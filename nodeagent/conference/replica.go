package conference

import (
	"maps"
	"slices"
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/media"
)

// Snapshot is the whole state of a conference, as its home tells it to the
// stations and as the next home takes it over. Times are the old home's; what
// runs out is given its full time anew by whoever takes over.
type Snapshot struct {
	Head
	// Number grows with every change that a home tells.
	Number uint64 `json:"number"`
	// Nodes are those that have, or have had, to do with the conference, by id.
	Nodes []NodeRecord `json:"nodes"`
	// Terms are the settings that the conference and its people refer to, by
	// digest: hundreds of people share a few.
	Terms  map[string]Terms `json:"terms"`
	People []Person         `json:"people"` // in order of joining
	// Gone are participants of other nodes that were taken out lately: a node
	// that missed it would bring them back.
	Gone []Gone `json:"gone,omitempty"`
}

// Head is the state of a conference as a whole.
type Head struct {
	ConferenceID string `json:"conferenceId"`
	Home         string `json:"home"` // the node that tells it
	Term         uint64 `json:"term"`
	LocationID   string `json:"locationId"`
	TermsID      string `json:"termsId"`
	Opened       bool   `json:"opened"` // somebody has joined
	Started      bool   `json:"started"`
	Locked       bool   `json:"locked"`
	GuestsMuted  bool   `json:"guestsMuted"`
	HadMore      bool   `json:"hadMore"`
	Presenter    string `json:"presenter,omitempty"`
}

// NodeRecord is a node that has to do with the conference.
type NodeRecord struct {
	ID         string `json:"id"`
	LocationID string `json:"locationId"`
	// Holds: it has recorded that it began with the conference, and not that it
	// has released it.
	Holds bool `json:"holds,omitempty"`
	// Entries is how often it began.
	Entries uint64 `json:"entries,omitempty"`
	Away    bool   `json:"away,omitempty"` // it cannot be reached
}

// Terms are a service and the settings as they were when somebody joined.
type Terms struct {
	Service  link.Service  `json:"service"`
	Settings link.Settings `json:"settings"`
}

// Person is a participant in a Snapshot. Persons are compared with ==.
type Person struct {
	ID           string     `json:"id"`
	NodeID       string     `json:"nodeId"` // access node
	LocationID   string     `json:"locationId"`
	Moves        uint64     `json:"moves,omitempty"` // how often it came to another access node
	Away         bool       `json:"away,omitempty"`  // the access node cannot be reached
	Name         string     `json:"name"`
	Alias        string     `json:"alias"`
	Remote       string     `json:"remote"`
	Vendor       string     `json:"vendor"`
	CallTag      string     `json:"callTag"`
	Protocol     string     `json:"protocol"`
	ResumeDigest string     `json:"resumeDigest,omitempty"`
	ResumedBy    string     `json:"resumedBy,omitempty"` // the digest before, until the client has shown that it has the new one
	Role         Role       `json:"role"`
	Phase        Phase      `json:"phase"`
	TermsID      string     `json:"termsId"`
	JoinedAt     time.Time  `json:"joinedAt"`
	Text         string     `json:"text"`
	Mute         int        `json:"mute"`
	ClientMuted  bool       `json:"clientMuted,omitempty"`
	VideoMuted   bool       `json:"videoMuted,omitempty"`
	StartPressed bool       `json:"startPressed,omitempty"`
	DeniedSlides bool       `json:"deniedSlides,omitempty"`
	SpotlightAt  time.Time  `json:"spotlightAt,omitzero"`
	BuzzedAt     time.Time  `json:"buzzedAt,omitzero"`
	SpokeAt      time.Time  `json:"spokeAt,omitzero"`
	PINTries     int        `json:"pinTries,omitempty"`
	Streams      bool       `json:"streams,omitempty"`  // its event stream is open
	Streamed     bool       `json:"streamed,omitempty"` // it was open once
	LostCall     bool       `json:"lostCall,omitempty"` // its media broke off
	Calls        uint64     `json:"calls,omitempty"`    // how many it has placed
	Call         CallRecord `json:"call,omitzero"`
	Pending      CallRecord `json:"pending,omitzero"` // is being answered
}

// CallRecord is a call. The zero value is none.
type CallRecord struct {
	ID            string `json:"id"`
	ParticipantID string `json:"participantId"`
	NodeID        string `json:"nodeId"`             // carries the media
	ParentID      string `json:"parentId,omitempty"` // of an edge: its transcoding node
	// Nth tells the calls of a participant apart: the highest counts.
	Nth       uint64          `json:"nth"`
	AudioOnly bool            `json:"audioOnly,omitempty"`
	Tokens    capacity.Tokens `json:"tokens"`
	Connected bool            `json:"connected,omitempty"`
	Resumes   bool            `json:"resumes,omitempty"` // replaces one that was connected
	Over      bool            `json:"over,omitempty"`    // ended while it was being answered
	Audio     bool            `json:"audio,omitempty"`
	Video     bool            `json:"video,omitempty"`
	Slides    bool            `json:"slides,omitempty"`
}

// Gone is a participant that was taken out, as the fact about it says.
type Gone struct {
	ID     string    `json:"id"`
	Reason string    `json:"reason"` // empty: it is only out of sight
	Code   string    `json:"code,omitempty"`
	By     string    `json:"by,omitempty"`
	At     time.Time `json:"at"`
	Moves  uint64    `json:"moves,omitempty"` // it had come so often to another access node
}

// Change leads from one Snapshot to the next.
type Change struct {
	Home   string `json:"home"`
	Term   uint64 `json:"term"` // from now on
	Number uint64 `json:"number"`
	// Head and Nodes are whole; absent: as before.
	Head   *Head            `json:"head,omitempty"`
	Nodes  []NodeRecord     `json:"nodes,omitempty"`
	Terms  map[string]Terms `json:"terms,omitempty"`  // new ones
	People []Person         `json:"people,omitempty"` // whole, changed and new ones
	Gone   []Gone           `json:"gone,omitempty"`   // taken out
}

// Follows says whether a change continues the snapshot. If it does not, the
// station needs a whole one.
func (s *Snapshot) Follows(c Change) bool {
	return c.Home == s.Home && c.Term >= s.Term && c.Number == s.Number+1
}

// Clone is a snapshot that Apply of this one leaves alone.
func (s *Snapshot) Clone() *Snapshot {
	if s == nil {
		return nil
	}
	c := *s
	c.Terms, c.People, c.Gone = maps.Clone(s.Terms), slices.Clone(s.People), slices.Clone(s.Gone)
	return &c
}

// Apply makes the snapshot the next one; the change must follow it.
func (s *Snapshot) Apply(c Change) {
	s.Number = c.Number
	if c.Head != nil {
		s.Head = *c.Head
	}
	if c.Nodes != nil {
		s.Nodes = c.Nodes
	}
	if s.Terms == nil {
		s.Terms = make(map[string]Terms)
	}
	maps.Copy(s.Terms, c.Terms)
	for _, g := range c.Gone {
		s.People = slices.DeleteFunc(s.People, func(p Person) bool { return p.ID == g.ID })
		if g.Reason != "" {
			s.Gone = addGone(s.Gone, g)
		}
	}
	for _, p := range c.People {
		at := slices.IndexFunc(s.People, func(o Person) bool { return o.ID == p.ID })
		if at < 0 {
			s.People = append(s.People, p)
		} else {
			s.People[at] = p
		}
	}
	used := map[string]bool{s.TermsID: true}
	for _, p := range s.People {
		used[p.TermsID] = true
	}
	maps.DeleteFunc(s.Terms, func(id string, _ Terms) bool { return !used[id] })
}

// Newer says whether a snapshot tells of a later state than another: of the
// higher term, then of the higher number. Of two homes of one term the one whose
// id comes first is believed, as in the log.
func (s *Snapshot) Newer(than *Snapshot) bool {
	switch {
	case than == nil:
		return s != nil
	case s == nil:
		return false
	case s.Term != than.Term:
		return s.Term > than.Term
	case s.Home != than.Home:
		return s.Home < than.Home
	default:
		return s.Number > than.Number
	}
}

// Registration is how a station comes to a home: to its first one, to the next
// one after that one died, or to the one that stays after a partition. From then
// on the station obeys that home alone; what any other said and has not been
// carried out by then, never is.
type Registration struct {
	NodeID     string `json:"nodeId"`
	LocationID string `json:"locationId"`
	// Replica is the newest the station has; nil: none.
	Replica *Snapshot `json:"replica,omitempty"`
	// Seats are the participants whose access node it is, whole.
	Seats []SeatRecord `json:"seats"`
	// Terms are what the persons of Seats refer to.
	Terms map[string]Terms `json:"terms"`
	// Calls are those that it carries, whole.
	Calls []CallRecord `json:"calls"`
	// Slots are what the engine said last of them, by call.
	Slots map[string][]media.Slot `json:"slots,omitempty"`
	// Stage is who is on the stage, in the order that the home before gave; empty:
	// the node's room finds it itself.
	Stage []string `json:"stage,omitempty"`
	// Forwarders are the nodes by which media left a location: it goes on the same
	// way.
	Forwarders map[string]string `json:"forwarders,omitempty"`
	// Held are the conferences that the node has recorded as begun and not as
	// released, with how often it began. There is more than one when it comes
	// from one conference of the service to another.
	Held map[string]uint64 `json:"held,omitempty"`
	// Released is how often it began with conferences that it has released, as far
	// as it remembers.
	Released map[string]uint64 `json:"released,omitempty"`
}

// SeatRecord is a participant as its access node knows it. The streams of Person
// are those that are open at the node.
type SeatRecord struct {
	Person   Person   `json:"person"`
	Recorded Recorded `json:"recorded"`
}

// Recorded is what a node has recorded about a participant: what its facts add
// up to.
type Recorded struct {
	// ConferenceID is where; empty: it has not joined yet.
	ConferenceID string                `json:"conferenceId,omitempty"`
	Waiting      bool                  `json:"waiting,omitempty"`
	Muted        bool                  `json:"muted,omitempty"`
	Presenting   bool                  `json:"presenting,omitempty"`
	Role         Role                  `json:"role,omitempty"`
	Media        link.ParticipantMedia `json:"media,omitzero"`
}

// Note follows a fact about the participant.
func (r *Recorded) Note(f Fact) {
	switch d := f.Data.(type) {
	case link.ParticipantJoined:
		*r = Recorded{
			ConferenceID: d.ConferenceID, Waiting: d.Waiting, Role: Role(d.Role),
			Media: link.ParticipantMedia{ConferenceID: d.ConferenceID, ParticipantID: d.ParticipantID},
		}
	case link.ParticipantMoved:
		*r = Recorded{
			ConferenceID: d.ConferenceID, Waiting: d.Waiting, Muted: d.Muted, Role: Role(d.Role),
			Media: link.ParticipantMedia{ConferenceID: d.ConferenceID, ParticipantID: d.ParticipantID},
		}
	case link.ParticipantLeft:
		*r = Recorded{}
	case link.ParticipantMedia:
		r.Media = d
	case link.ParticipantRole:
		r.Role = Role(d.Role)
	case link.ParticipantChange:
		switch f.Type {
		case link.FactParticipantAdmitted:
			r.Waiting = false
		case link.FactParticipantMuted:
			r.Muted = true
		case link.FactParticipantUnmuted:
			r.Muted = false
		case link.FactPresentationStarted:
			r.Presenting = true
		case link.FactPresentationStopped:
			r.Presenting = false
		}
	}
}

// ParticipantOf is whom a fact is about; empty: about the conference as a whole.
func (f Fact) ParticipantOf() string {
	switch d := f.Data.(type) {
	case link.ParticipantJoined:
		return d.ParticipantID
	case link.ParticipantMoved:
		return d.ParticipantID
	case link.ParticipantLeft:
		return d.ParticipantID
	case link.ParticipantMedia:
		return d.ParticipantID
	case link.ParticipantRole:
		return d.ParticipantID
	case link.ParticipantChange:
		return d.ParticipantID
	case link.CallPlaced:
		return d.ParticipantID
	default:
		return ""
	}
}

// goneFor is how long it is remembered that a participant was taken out: as long
// as a token that it may still hold.
const goneFor = TokenLifetime

// addGone remembers one and forgets those that are long gone.
func addGone(all []Gone, g Gone) []Gone {
	kept := slices.DeleteFunc(slices.Clone(all), func(o Gone) bool {
		return o.ID == g.ID || g.At.Sub(o.At) > goneFor
	})
	return append(kept, g)
}
