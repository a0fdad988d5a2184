package conference

import (
	"context"
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/media"
)

// connQueue bounds the frames that wait for a station. The home waits for its
// own station; one elsewhere that does not keep up is cut, and told the whole
// when it comes back.
const connQueue = 1024

// uplink is the way from a station to its home. The home answers in order, and
// an answer says after which frame it holds: who asks waits until its station
// has seen that one, and so finds done what it was told is done.
type uplink interface {
	// ask carries out an input, or answers a question.
	ask(ctx context.Context, q request) (answer, error)
	// place has a call of a participant answered, wherever there is room for it.
	place(ctx context.Context, q placeCall) (answer, error)
	// update has a new offer on a call answered by the node that carries it.
	update(ctx context.Context, q updateCall) (answer, error)
	// candidate hands a candidate to that node.
	candidate(ctx context.Context, q addCandidate) (answer, error)
	// report hands over what the engine says. Numbers grow; a repeat is nothing.
	report(ctx context.Context, number uint64, events []media.Event) error
}

// want is what an answer tells besides that something is done.
type want string

const (
	wantNothing want = ""
	wantSelf    want = "self"
	wantStatus  want = "status"
	wantRoster  want = "roster"
)

// request is what a station asks for a participant or an administrator.
type request struct {
	// Input is carried out first; nil: there is only a question.
	Input Input
	// Stream numbers the event streams of a participant, in Subscribed and
	// Unsubscribed: the end of an old one is no news while a newer one is open.
	Stream uint64
	// About is the participant that the answer describes.
	About string
	Want  want
}

// placeCall asks for a call. The home says where its media goes.
type placeCall struct {
	ParticipantID string `json:"participantId"`
	CallID        string `json:"callId"`
	Offer         string `json:"offer"`
}

// updateCall is a new offer on a call.
type updateCall struct {
	ParticipantID string `json:"participantId"`
	CallID        string `json:"callId"`
	Offer         string `json:"offer"`
}

// addCandidate is a trickled candidate for a call.
type addCandidate struct {
	ParticipantID string          `json:"participantId"`
	CallID        string          `json:"callId"`
	Candidate     media.Candidate `json:"candidate"`
}

// answer is what a home answers. After counts with an error, too.
type answer struct {
	After   uint64
	Self    Participant
	Status  Status
	Roster  []Participant
	SDP     string
	Resumed string // whose seat a join with a resume key gave back
}

// conn is a station's registration, as its home holds it. Its fields that change
// are the home's goroutine's.
type conn struct {
	node      string
	session   string
	elsewhere bool
	gone      <-chan struct{} // closed when the own station takes no more frames
	frames    chan frame      // closed by the home
	attached  chan struct{}   // closed by the own station when its journal knows of the conference
	cut       chan struct{}   // closed when frames of one elsewhere are not worth sending any more

	sent  uint64 // frames
	heard uint64 // reports
}

// frame is what a home tells a station: a welcome first; moved or over last.
type frame interface{ frame() }

type (
	// welcome says which conference it is, and whose word counts.
	welcome struct {
		ConferenceID string `json:"conferenceId"`
		ServiceID    string `json:"serviceId"`
		Home         string `json:"home"`
		Term         uint64 `json:"term"`
		Session      string `json:"session"`
	}
	// whole is the replica of a station elsewhere, or of one whose home gives way.
	whole struct{ *Snapshot }
	// turn is what one thing that happened means for a station. It records the
	// facts, sends the notices and carries out the effects, in this order. Change
	// is what the replica is after it; the home's own station, which has none, is
	// told of the nodes.
	turn struct {
		At      time.Time
		Facts   []Fact
		Notices []Notice
		Effects []Effect
		Change  *Change
		Nodes   []NodeRecord
	}
	// spread is what the node has to know of the media of others, whole.
	spread struct {
		Remotes []media.Remote `json:"remotes,omitempty"`
		// Transcodes are the calls of edges for which this node holds tokens.
		Transcodes map[string]capacity.Tokens `json:"transcodes,omitempty"`
		// Forwarders are the nodes by which media leaves a location, for the next home.
		Forwarders map[string]string `json:"forwarders,omitempty"`
	}
	// order is that of the stage. Here: the room decides about it itself.
	order struct {
		Here  bool          `json:"here,omitempty"`
		Stage []media.Voice `json:"stage,omitempty"`
	}
	// moved: another node is the home, or is to be.
	moved struct {
		Node string `json:"node"`
	}
	// over ends the station: the conference is.
	over struct{}
)

func (welcome) frame() {}
func (whole) frame()   {}
func (turn) frame()    {}
func (spread) frame()  {}
func (order) frame()   {}
func (moved) frame()   {}
func (over) frame()    {}

// ownHome is the uplink of the station that is on its home's node: no wire, no
// copies.
type ownHome struct {
	*home
	conn *conn
}

func (o ownHome) ask(ctx context.Context, q request) (answer, error) {
	return o.home.ask(ctx, o.conn, q)
}

func (o ownHome) place(ctx context.Context, q placeCall) (answer, error) {
	return o.home.place(ctx, o.conn, q)
}

func (o ownHome) update(ctx context.Context, q updateCall) (answer, error) {
	return o.home.update(ctx, o.conn, q)
}

func (o ownHome) candidate(ctx context.Context, q addCandidate) (answer, error) {
	return o.home.candidate(ctx, o.conn, q)
}

func (o ownHome) report(ctx context.Context, number uint64, events []media.Event) error {
	return o.home.report(ctx, o.conn, number, events)
}
