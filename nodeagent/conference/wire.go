package conference

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/media"
)

// What stations ask their home, and a home the nodes that carry calls. All are
// POSTs of JSON; the first is answered with frames for as long as the station is
// registered.
const (
	pathRegister  = "/conference/v1/register"
	pathAsk       = "/conference/v1/ask"
	pathPlace     = "/conference/v1/place"
	pathUpdate    = "/conference/v1/update"
	pathCandidate = "/conference/v1/candidate"
	pathReport    = "/conference/v1/report"
	pathCarry     = "/conference/v1/carry"
)

// register is how a station comes to a node that is, or is to be, its home.
type register struct {
	Service  link.Service  `json:"service"`
	Settings link.Settings `json:"settings"`
	// GaveUp: the home before is home no longer, though its node lives.
	GaveUp bool `json:"gaveUp,omitempty"`
	Registration
}

// wireSession says who asks: a station by its registration.
type wireSession struct {
	ServiceID string `json:"serviceId"`
	Session   string `json:"session"`
}

type wireAsk struct {
	wireSession
	Input  *member `json:"input,omitempty"`
	Stream uint64  `json:"stream,omitempty"`
	About  string  `json:"about,omitempty"`
	Want   want    `json:"want,omitempty"`
}

type wirePlace struct {
	wireSession
	placeCall
}

type wireUpdate struct {
	wireSession
	updateCall
}

type wireCandidate struct {
	wireSession
	addCandidate
}

// wireCarry is what a home asks of the node that carries a call, or is to.
type wireCarry struct {
	Do           string        `json:"do"` // hold, release, answer or update
	Service      link.Service  `json:"service"`
	ConferenceID string        `json:"conferenceId"`
	Term         uint64        `json:"term"`
	Call         *carryCall    `json:"call,omitempty"`
	Candidate    *addCandidate `json:"candidate,omitempty"`
}

type wireReport struct {
	wireSession
	Number uint64   `json:"number"`
	Events []member `json:"events"`
}

// wireReply is an answer, or why there is none.
type wireReply struct {
	After   uint64        `json:"after,omitempty"`
	Self    *Participant  `json:"self,omitempty"`
	Status  *Status       `json:"status,omitempty"`
	Roster  []Participant `json:"roster,omitempty"`
	SDP     string        `json:"sdp,omitempty"`
	Resumed string        `json:"resumed,omitempty"`
	Failure *wireFailure  `json:"failure,omitempty"`
}

// wireFailure is a refusal, or with another code what nodes only tell each other.
type wireFailure struct {
	Code     string `json:"code"`
	GuestPIN bool   `json:"guestPin,omitempty"`
	Detail   string `json:"detail,omitempty"`
}

// What nodes only tell each other.
const (
	failedEnded  = "conference-ended"
	failedStale  = "not-registered"
	failedOther  = "node-failed"
	failedMoved  = "home-elsewhere" // Detail: where
	failedLives  = "home-lives"     // as far as the node knows
	failedNoHost = "hosts-nothing"
)

func failureOf(err error) *wireFailure {
	var refusal *Refusal
	switch {
	case err == nil:
		return nil
	case errors.As(err, &refusal):
		return &wireFailure{Code: string(refusal.Code), GuestPIN: refusal.GuestPIN, Detail: refusal.Detail}
	case ended(err):
		return &wireFailure{Code: failedEnded}
	case errors.Is(err, errStale):
		return &wireFailure{Code: failedStale}
	default:
		return &wireFailure{Code: failedOther, Detail: err.Error()}
	}
}

func (f *wireFailure) err() error {
	switch {
	case f == nil:
		return nil
	case f.Code == failedEnded:
		return errEnded
	case f.Code == failedStale:
		return errStale
	case f.Code == failedOther:
		return fmt.Errorf("home: %s", f.Detail)
	default:
		return &Refusal{Code: Code(f.Code), GuestPIN: f.GuestPIN, Detail: f.Detail}
	}
}

func replyOf(a answer, err error) wireReply {
	r := wireReply{After: a.After, SDP: a.SDP, Resumed: a.Resumed, Failure: failureOf(err)}
	if err == nil {
		r.Roster = a.Roster
		if a.Self.ID != "" {
			r.Self = &a.Self
		}
		if a.Status != (Status{}) {
			r.Status = &a.Status
		}
	}
	return r
}

func (r wireReply) answer() (answer, error) {
	a := answer{After: r.After, SDP: r.SDP, Resumed: r.Resumed, Roster: r.Roster}
	if r.Self != nil {
		a.Self = *r.Self
	}
	if r.Status != nil {
		a.Status = *r.Status
	}
	return a, r.Failure.err()
}

// wireFrame is a frame; one field is set.
type wireFrame struct {
	Welcome *welcome  `json:"welcome,omitempty"`
	Turn    *wireTurn `json:"turn,omitempty"`
	Whole   *Snapshot `json:"whole,omitempty"`
	Spread  *spread   `json:"spread,omitempty"`
	Order   *order    `json:"order,omitempty"`
	Moved   *moved    `json:"moved,omitempty"`
	Over    bool      `json:"over,omitempty"`
}

type wireTurn struct {
	At      time.Time    `json:"at"`
	Facts   []wireFact   `json:"facts,omitempty"`
	Notices []wireNotice `json:"notices,omitempty"`
	Effects []member     `json:"effects,omitempty"`
	Change  *Change      `json:"change,omitempty"`
}

type wireFact struct {
	Type link.FactType   `json:"type"`
	Data json.RawMessage `json:"data"`
}

type wireNotice struct {
	To string `json:"to"`
	member
}

func encodeFrame(f frame) (wireFrame, error) {
	switch f := f.(type) {
	case welcome:
		return wireFrame{Welcome: &f}, nil
	case whole:
		return wireFrame{Whole: f.Snapshot}, nil
	case spread:
		return wireFrame{Spread: &f}, nil
	case order:
		return wireFrame{Order: &f}, nil
	case moved:
		return wireFrame{Moved: &f}, nil
	case over:
		return wireFrame{Over: true}, nil
	case turn:
		t, err := encodeTurn(f)
		return wireFrame{Turn: &t}, err
	default:
		return wireFrame{}, fmt.Errorf("%T: %w", f, errUnknownKind)
	}
}

func encodeTurn(t turn) (wireTurn, error) {
	w := wireTurn{At: t.At, Change: t.Change}
	for _, f := range t.Facts {
		raw, err := json.Marshal(f.Data)
		if err != nil {
			return w, fmt.Errorf("encode fact %s: %w", f.Type, err)
		}
		w.Facts = append(w.Facts, wireFact{f.Type, raw})
	}
	for _, n := range t.Notices {
		m, err := clientEvents.encode(n.Event)
		if err != nil {
			return w, err
		}
		w.Notices = append(w.Notices, wireNotice{n.To, m})
	}
	for _, e := range t.Effects {
		m, err := effects.encode(e)
		if err != nil {
			return w, err
		}
		w.Effects = append(w.Effects, m)
	}
	return w, nil
}

// decode gives the frame; nil when it is of a kind that only newer nodes know.
func (w wireFrame) decode() (frame, error) {
	switch {
	case w.Welcome != nil:
		return *w.Welcome, nil
	case w.Whole != nil:
		return whole{w.Whole}, nil
	case w.Spread != nil:
		return *w.Spread, nil
	case w.Order != nil:
		return *w.Order, nil
	case w.Moved != nil:
		return *w.Moved, nil
	case w.Over:
		return over{}, nil
	case w.Turn != nil:
		return w.Turn.decode()
	default:
		return turn{}, nil
	}
}

// decode leaves out what only newer nodes know.
func (w wireTurn) decode() (turn, error) {
	t := turn{At: w.At, Change: w.Change}
	for _, f := range w.Facts {
		data, err := link.Fact{Type: f.Type, Data: f.Data}.Decode()
		if errors.Is(err, link.ErrUnknownType) {
			data, err = f.Data, nil // it is recorded as it is
		}
		if err != nil {
			return t, err
		}
		t.Facts = append(t.Facts, Fact{Type: f.Type, Data: data})
	}
	for _, n := range w.Notices {
		e, err := clientEvents.decode(n.member)
		if errors.Is(err, errUnknownKind) {
			continue
		}
		if err != nil {
			return t, err
		}
		t.Notices = append(t.Notices, Notice{To: n.To, Event: e})
	}
	for _, m := range w.Effects {
		e, err := effects.decode(m)
		if errors.Is(err, errUnknownKind) {
			continue
		}
		if err != nil {
			return t, err
		}
		t.Effects = append(t.Effects, e)
	}
	return t, nil
}

func encodeEvents(list []media.Event) ([]member, error) {
	out := make([]member, 0, len(list))
	for _, e := range list {
		m, err := mediaEvents.encode(e)
		if err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	return out, nil
}

func decodeEvents(list []member) ([]media.Event, error) {
	out := make([]media.Event, 0, len(list))
	for _, m := range list {
		e, err := mediaEvents.decode(m)
		if errors.Is(err, errUnknownKind) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}
