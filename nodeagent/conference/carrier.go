package conference

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/media"
)

const (
	// answerTimeout is how long the engine may take to answer an offer.
	answerTimeout = 10 * time.Second
	// holdTime is how long a call is held of which nothing comes: by then whoever
	// answers it has, or never will, and only the word that it is off was lost.
	holdTime = askTime + callTime
)

// carrier is how a home reaches the node that carries a call, or transcodes it
// for an edge.
type carrier interface {
	// hold reserves what a call needs, before anybody is told of the call. It
	// refuses with CodeCapacity.
	hold(ctx context.Context, q carryCall) error
	// release gives up what a call holds of which nothing comes.
	release(callID string)
	// answer reserves and has the engine answer. Media flows after StartCall.
	answer(ctx context.Context, q carryCall) (string, error)
	// update reserves what a new offer needs and has the engine answer that.
	update(ctx context.Context, q carryCall) (string, error)
	candidate(ctx context.Context, q addCandidate) error
}

// carryCall is a call as the home wants it carried.
type carryCall struct {
	ParticipantID string          `json:"participantId"`
	CallID        string          `json:"callId"`
	Offer         string          `json:"offer,omitempty"`
	Tokens        capacity.Tokens `json:"tokens"`
	AudioOnly     bool            `json:"audioOnly,omitempty"`
	Policy        media.Policy    `json:"policy"`
	Spotlight     []string        `json:"spotlight,omitempty"`
	// Record is the call as the next home is to know it, should this one die.
	Record CallRecord `json:"record"`
}

// carried is a call that this node carries, and what the engine has said of it.
type carried struct {
	CallRecord
	call  media.Call // nil until the engine has answered, and for one of an edge
	slots []media.Slot
	// forEdge: only tokens are held, as the home says in spread.
	forEdge bool
	held    time.Time // for a home that has said nothing more of it
}

// awaited says whether a call is only held.
func (c *carried) awaited() bool { return c.call == nil && !c.forEdge }

// held is what the station holds of the node's capacity. While one call of a
// participant replaces another the dearer one counts: the first goes when the
// second is there.
func (s *station) held() capacity.Tokens {
	var sum capacity.Tokens
	if len(s.calls) > 0 || s.reg.membership == nil && len(s.people)+s.joining > 0 {
		sum = s.reserve
	}
	dearest := make(map[string]capacity.Tokens, len(s.calls))
	for _, c := range s.calls {
		dearest[c.ParticipantID] = max(dearest[c.ParticipantID], c.Tokens)
	}
	for _, tokens := range dearest {
		sum += tokens
	}
	return sum
}

// grant reserves for a call, which then holds its tokens. Unless the door is open
// it is a call of one that has a seat here, or of a conference that has calls here:
// those are in the node's figures already.
func (s *station) grant(q carryCall, open bool) error {
	was := s.calls[q.CallID]
	if !open && len(s.calls) == 0 && s.people[q.ParticipantID] == nil {
		return closed()
	}
	now := carried{CallRecord: CallRecord{ID: q.CallID, ParticipantID: q.ParticipantID, Tokens: q.Tokens, AudioOnly: q.AudioOnly}}
	if was != nil {
		now = *was
		now.Tokens = max(was.Tokens, q.Tokens)
	}
	if q.Record.ID != "" {
		now.CallRecord = q.Record
	}
	now.held = time.Now()
	s.calls[q.CallID] = &now
	want := s.held()
	if s.reg.ledger.grow(s.account, want) {
		if s.awaiting == nil {
			s.awaiting = time.After(holdTime)
		}
		return nil
	}
	if was != nil {
		s.calls[q.CallID] = was
	} else {
		delete(s.calls, q.CallID)
	}
	return &Refusal{Code: CodeCapacity, Detail: s.reg.ledger.explain(s.account, want)}
}

func (s *station) hold(ctx context.Context, q carryCall) error {
	open, arrived := s.reg.arrive()
	defer arrived()
	var err error
	lost := s.do(ctx, func(time.Time) { err = s.grant(q, open) })
	return errors.Join(lost, err)
}

func (s *station) release(callID string) {
	_ = s.do(context.Background(), func(time.Time) { s.drop(callID) })
}

// giveUp drops calls that were held and of which nothing has come. With another
// home it is all that are only held: it knows nothing of them.
func (s *station) giveUp(all bool) {
	s.awaiting = nil
	rest := holdTime
	for id, c := range s.calls {
		switch left := time.Until(c.held.Add(holdTime)); {
		case !c.awaited():
		case all || left <= 0:
			s.drop(id)
		default:
			rest = min(rest, left)
			s.awaiting = time.After(rest)
		}
	}
}

// drop forgets a call. One that the engine has answered ends.
func (s *station) drop(callID string) {
	if c, ok := s.calls[callID]; ok {
		delete(s.calls, callID)
		if c.call != nil {
			s.closers.Go(c.call.Close) // may wait for the network
		}
	}
	s.settle()
}

func (s *station) answer(ctx context.Context, q carryCall) (string, error) {
	open, arrived := s.reg.arrive()
	defer arrived()
	var opened media.Room
	var asked *session
	var err error
	lost := s.do(ctx, func(time.Time) {
		if err = s.grant(q, open); err != nil {
			return
		}
		asked = s.session
		if opened, err = s.openMedia(); err != nil {
			s.drop(q.CallID)
			return
		}
		opened.SetSpotlight(q.Spotlight)
	})
	if err := errors.Join(lost, err); err != nil {
		return "", err
	}
	answering, cancel := context.WithTimeout(ctx, answerTimeout)
	defer cancel()
	call, sdp, err := opened.Answer(answering, q.ParticipantID, q.CallID, q.Offer, q.Policy)
	if err != nil {
		s.release(q.CallID)
		return "", offerError(err)
	}
	// From here the call exists: it must get into the station's hands even when
	// the client has gone meanwhile.
	kept := false
	err = s.do(context.WithoutCancel(ctx), func(time.Time) {
		c := s.calls[q.CallID]
		if c == nil {
			return // it has ended
		}
		if s.session != asked { // the home that is now knows nothing of it
			s.drop(q.CallID)
			return
		}
		c.call, kept = call, true
	})
	if err == nil && !kept {
		err = refuse(CodeUnknownCall)
	}
	if err != nil {
		call.Close()
		return "", err
	}
	return sdp, nil
}

func (s *station) update(ctx context.Context, q carryCall) (string, error) {
	var call media.Call
	var err error
	lost := s.do(ctx, func(time.Time) {
		if c := s.calls[q.CallID]; c == nil || c.call == nil {
			err = refuse(CodeUnknownCall)
		} else if err = s.grant(q, true); err == nil {
			call = c.call
			s.calls[q.CallID].AudioOnly = c.AudioOnly && q.AudioOnly
		}
	})
	if err := errors.Join(lost, err); err != nil {
		return "", err
	}
	answering, cancel := context.WithTimeout(ctx, answerTimeout)
	defer cancel()
	sdp, err := call.Update(answering, q.Offer)
	return sdp, offerError(err)
}

func (s *station) candidate(ctx context.Context, q addCandidate) error {
	var call media.Call
	if err := s.do(ctx, func(time.Time) {
		if c := s.calls[q.CallID]; c != nil {
			call = c.call
		}
	}); err != nil {
		return err
	}
	if call == nil {
		return refuse(CodeUnknownCall)
	}
	return offerError(call.AddCandidate(q.Candidate))
}

// offerError says in our terms what the engine refused.
func offerError(err error) error {
	switch {
	case errors.Is(err, media.ErrOffer):
		return &Refusal{Code: CodeOffer, Detail: afterLast(err.Error(), media.ErrOffer.Error()+": ")}
	case errors.Is(err, media.ErrClosed):
		return refuse(CodeUnknownCall)
	default:
		return err
	}
}

// afterLast leaves out what the client cannot make use of: which operation of
// ours on which id met the fault.
func afterLast(text, mark string) string {
	if at := strings.LastIndex(text, mark); at >= 0 {
		return text[at+len(mark):]
	}
	return text
}
