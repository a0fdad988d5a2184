package conference

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/peer"
)

// handle has other nodes' requests answered.
func (r *Registry) handle(p Peers) {
	p.Handle(pathRegister, http.HandlerFunc(r.serveStation))
	p.Handle(pathAsk, peer.JSON(func(ctx context.Context, from string, in wireAsk) (wireReply, error) {
		return r.forStation(from, in.wireSession, func(h *home, c *conn) (answer, error) {
			q := request{Stream: in.Stream, About: in.About, Want: in.Want}
			if in.Input != nil {
				var err error
				if q.Input, err = inputs.decode(*in.Input); err != nil {
					return answer{}, refuse(CodeNotPermitted)
				}
			}
			return h.ask(ctx, c, q)
		})
	}))
	p.Handle(pathPlace, peer.JSON(func(ctx context.Context, from string, in wirePlace) (wireReply, error) {
		return r.forStation(from, in.wireSession, func(h *home, c *conn) (answer, error) { return h.place(ctx, c, in.placeCall) })
	}))
	p.Handle(pathUpdate, peer.JSON(func(ctx context.Context, from string, in wireUpdate) (wireReply, error) {
		return r.forStation(from, in.wireSession, func(h *home, c *conn) (answer, error) { return h.update(ctx, c, in.updateCall) })
	}))
	p.Handle(pathCandidate, peer.JSON(func(ctx context.Context, from string, in wireCandidate) (wireReply, error) {
		return r.forStation(from, in.wireSession, func(h *home, c *conn) (answer, error) { return h.candidate(ctx, c, in.addCandidate) })
	}))
	p.Handle(pathReport, peer.JSON(func(ctx context.Context, from string, in wireReport) (wireReply, error) {
		return r.forStation(from, in.wireSession, func(h *home, c *conn) (answer, error) {
			events, err := decodeEvents(in.Events)
			if err != nil {
				return answer{}, err
			}
			return answer{}, h.report(ctx, c, in.Number, events)
		})
	}))
	p.Handle(pathCommand, peer.JSON(func(ctx context.Context, _ string, in link.Command) (link.CommandResult, error) {
		return r.executeHere(ctx, in), nil
	}))
	p.Handle(pathCarry, peer.JSON(func(ctx context.Context, from string, in wireCarry) (wireReply, error) {
		a, err := r.carry(ctx, from, in)
		return replyOf(a, err), nil
	}))
}

// forStation finds who is asked: the home, and the registration of who asks.
func (r *Registry) forStation(from string, who wireSession, do func(h *home, c *conn) (answer, error)) (wireReply, error) {
	r.mu.Lock()
	h := r.homes[who.ServiceID]
	r.mu.Unlock()
	if h == nil {
		return replyOf(answer{}, errStale), nil
	}
	c := h.sessions.find(from, who.Session)
	if c == nil {
		return replyOf(answer{}, errStale), nil
	}
	a, err := do(h, c)
	return replyOf(a, err), nil
}

// serveStation is a station's registration, for as long as it lasts.
func (r *Registry) serveStation(w http.ResponseWriter, req *http.Request) {
	var q register
	err := peer.Read(req, &q)
	if err == nil {
		err = q.check()
	}
	if err != nil {
		peer.Refuse(w, err)
		return
	}
	from := peer.From(req.Context())
	q.NodeID = from
	h, err := r.homeFor(q, from)
	if err != nil {
		peer.Refuse(w, refusedHome(err))
		return
	}
	c := &conn{node: from, session: rand.Text(), elsewhere: true, frames: make(chan frame, connQueue), cut: make(chan struct{})}
	h.sessions.put(c)
	defer h.sessions.drop(c)
	if err := h.arrive(req.Context(), c, q.Registration); err != nil {
		peer.Refuse(w, refusedHome(err))
		return
	}
	defer h.left(c)
	out, err := peer.Serve(w, req)
	for err == nil {
		select {
		case f, open := <-c.frames:
			if !open {
				return
			}
			var wire wireFrame
			if wire, err = encodeFrame(f); err == nil {
				err = out.JSON(wire)
			}
		case <-c.cut:
			return
		case <-req.Context().Done():
			return
		}
	}
}

// refusedHome says to another node why this one is not the home.
func refusedHome(err error) error {
	var at errElsewhere
	switch {
	case errors.As(err, &at):
		return &peer.Error{Code: failedMoved, Message: at.node}
	case errors.Is(err, errHomeLives):
		return &peer.Error{Code: failedLives, Message: err.Error()}
	case errors.Is(err, errNoHost):
		return &peer.Error{Code: failedNoHost, Message: err.Error()}
	case errors.Is(err, errEnded), errors.Is(err, ErrNotRunning):
		return &peer.Error{Code: failedEnded, Message: err.Error()}
	default:
		return err
	}
}

// carry does what a home asks of this node as the one that carries a call. The
// station is opened if there is none and the door is open, and has to have that
// home.
func (r *Registry) carry(ctx context.Context, from string, q wireCarry) (answer, error) {
	if q.Call != nil {
		if err := q.Call.check(); err != nil {
			return answer{}, err
		}
	}
	open, arrived := r.arrive()
	defer arrived()
	s, err := r.stationToCarry(q, from, open)
	if errors.Is(err, ErrNotRunning) {
		err = errEnded // for who asks it is not there any more
	}
	if err != nil {
		return answer{}, err
	}
	if err := s.homeIs(ctx, from, q); err != nil {
		return answer{}, err
	}
	var a answer
	switch {
	case q.Candidate != nil:
		err = s.candidate(ctx, *q.Candidate)
	case q.Call == nil:
		err = refuse(CodeUnknownCall)
	case q.Do == carryHold:
		err = s.hold(ctx, *q.Call)
	case q.Do == carryRelease:
		s.release(q.Call.CallID)
	case q.Do == carryAnswer:
		a.SDP, err = s.answer(ctx, *q.Call)
	case q.Do == carryUpdate:
		a.SDP, err = s.update(ctx, *q.Call)
	default:
		err = refuse(CodeNotPermitted)
	}
	return a, err
}

// What a wireCarry may be.
const (
	carryHold    = "hold"
	carryRelease = "release"
	carryAnswer  = "answer"
	carryUpdate  = "update"
)

// homeTime is how long a node that is to carry a call may take to come to the
// home that asks it.
const homeTime = 3 * time.Second

// homeIs waits until the station has the home that asks. One whose term is over
// is not heard.
func (s *station) homeIs(ctx context.Context, node string, q wireCarry) error {
	ctx, cancel := context.WithTimeout(ctx, homeTime)
	defer cancel()
	for {
		has, changed := s.present()
		if has != nil && has.home == node && has.term.Load() > 0 && q.Term >= has.term.Load() {
			return nil
		}
		select {
		case <-changed:
		case <-s.done:
			return errEnded
		case <-ctx.Done():
			return errStale
		}
	}
}

// carrierElsewhere is another node that carries calls.
type carrierElsewhere struct {
	peers Peers
	node  string
	begin wireCarry
}

func (c carrierElsewhere) ask(ctx context.Context, limit time.Duration, do string, call *carryCall) (answer, error) {
	q := c.begin
	q.Do, q.Call = do, call
	return c.call(ctx, limit, q)
}

func (c carrierElsewhere) call(ctx context.Context, limit time.Duration, q wireCarry) (answer, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	var r wireReply
	if err := c.peers.Call(ctx, c.node, pathCarry, q, &r); err != nil {
		return answer{}, err
	}
	a, err := r.answer()
	if errors.Is(err, errStale) || errors.Is(err, errEnded) {
		err = peer.ErrUnreachable // it has another home: for this one it is not there
	}
	return a, err
}

func (c carrierElsewhere) hold(ctx context.Context, q carryCall) error {
	q.Offer = ""
	_, err := c.ask(ctx, askTime, carryHold, &q)
	return err
}

func (c carrierElsewhere) release(callID string) {
	// It holds nothing once it has lost this home.
	_, _ = c.ask(context.Background(), askTime, carryRelease, &carryCall{CallID: callID})
}

func (c carrierElsewhere) answer(ctx context.Context, q carryCall) (string, error) {
	a, err := c.ask(ctx, callTime, carryAnswer, &q)
	return a.SDP, err
}

func (c carrierElsewhere) update(ctx context.Context, q carryCall) (string, error) {
	a, err := c.ask(ctx, callTime, carryUpdate, &q)
	return a.SDP, err
}

func (c carrierElsewhere) candidate(ctx context.Context, q addCandidate) error {
	in := c.begin
	in.Candidate = &q
	_, err := c.call(ctx, askTime, in)
	return err
}

var (
	_ carrier = (*station)(nil)
	_ carrier = carrierElsewhere{}
	_ uplink  = ownHome{}
	_ uplink  = (*homeElsewhere)(nil)
)
