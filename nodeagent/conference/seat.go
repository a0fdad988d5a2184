package conference

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/media"
)

// answerTimeout is how long the engine may take to answer an offer.
const answerTimeout = 10 * time.Second

// Seat is a participant's place in a conference, as its token opens it. It is
// safe for concurrent use. After the participant has left, everything is
// refused with CodeInvalidToken.
type Seat struct {
	room          *room
	participantID string
	alias         string
	source        string
}

// ParticipantID is whose seat it is.
func (s *Seat) ParticipantID() string { return s.participantID }

// Actor is the participant as the one who asks.
func (s *Seat) Actor() Actor { return Actor{ParticipantID: s.participantID} }

// Do carries out a command or another input of the participant.
func (s *Seat) Do(ctx context.Context, in Input) error {
	return s.gone(s.room.ask(ctx, in))
}

// gone turns the end of the conference into what a client knows.
func (s *Seat) gone(err error) error {
	if ended(err) {
		return refuse(CodeInvalidToken)
	}
	return err
}

// Refresh keeps the participant and gives it a new token.
func (s *Seat) Refresh(ctx context.Context) (Ticket, error) {
	var ticket Ticket
	var err error
	lost := s.room.do(ctx, func(now time.Time) {
		if err = s.room.step(now, Refresh{ParticipantID: s.participantID}); err != nil {
			return
		}
		ticket = Ticket{Token: s.room.reg.seats.issue(s, now), Expires: TokenLifetime}
		ticket.Self, err = s.room.machine.Describe(s.participantID)
	})
	return ticket, s.gone(errors.Join(lost, err))
}

// EnterPIN raises a guest to host.
func (s *Seat) EnterPIN(ctx context.Context, pin string) error {
	reg, now := s.room.reg, time.Now()
	limits := reg.breakIn(s.source)
	from := JoinRequest{Alias: s.alias, Remote: s.source}
	if reg.pinBlocked(s.room.serviceID, limits, now) {
		reg.turnAway(now, from, s.room.serviceID, reg.services, s.room.serviceID)
		return refuse(CodeInvalidPIN)
	}
	err := s.Do(ctx, EnterPIN{ParticipantID: s.participantID, PIN: pin})
	if refusal, ok := RefusalOf(err); ok && refusal.Code == CodeInvalidPIN {
		reg.wrongPIN(from, s.room.serviceID, limits, now)
	}
	return err
}

// Status is the conference as the participant has it.
func (s *Seat) Status(ctx context.Context) (Status, error) {
	var status Status
	var err error
	lost := s.room.do(ctx, func(time.Time) { status, err = s.room.machine.StatusFor(s.participantID) })
	return status, s.gone(errors.Join(lost, err))
}

// Roster is whom the participant sees.
func (s *Seat) Roster(ctx context.Context) ([]Participant, error) {
	var roster []Participant
	var err error
	lost := s.room.do(ctx, func(time.Time) { roster, err = s.room.machine.RosterFor(s.participantID) })
	return roster, s.gone(errors.Join(lost, err))
}

// Subscribe opens the participant's event stream; its first event is a Sync.
// One that was open before is closed. Unsubscribe ends it.
func (s *Seat) Subscribe(ctx context.Context) (*Subscription, error) {
	var sub *Subscription
	var err error
	lost := s.room.do(ctx, func(now time.Time) {
		if _, err = s.room.machine.Describe(s.participantID); err != nil {
			return
		}
		sub = s.room.subscribe(s.participantID)
		err = s.room.step(now, Subscribed{ParticipantID: s.participantID})
	})
	return sub, s.gone(errors.Join(lost, err))
}

// Unsubscribe closes a stream that the client left.
func (s *Seat) Unsubscribe(sub *Subscription) {
	// The room is quick or over; a deadline would leave the stream open.
	_ = s.room.do(context.Background(), func(now time.Time) {
		s.room.unsubscribe(s.participantID, sub)
		if _, another := s.room.subs[s.participantID]; !another {
			s.room.note(s.room.step(now, Unsubscribed{ParticipantID: s.participantID}))
		}
	})
}

// PlaceCall sets up media from an SDP offer and gives the answer. Media flows
// after the client has acknowledged it.
func (s *Seat) PlaceCall(ctx context.Context, offer string) (callID, answer string, err error) {
	id, err := uuid.NewRandom()
	if err != nil {
		return "", "", fmt.Errorf("name call: %w", err)
	}
	callID = id.String()
	mediaRoom, policy, err := s.reserve(ctx, callID, audioOnly(offer))
	if err != nil {
		return "", "", err
	}
	answering, cancel := context.WithTimeout(ctx, answerTimeout)
	defer cancel()
	call, answer, err := mediaRoom.Answer(answering, s.participantID, callID, offer, policy)
	if err != nil {
		s.release(callID)
		return "", "", offerError(err)
	}
	// From here the call exists: it must get into the room's hands even when
	// the client has gone meanwhile.
	var refused error
	lost := s.room.do(context.WithoutCancel(ctx), func(now time.Time) {
		s.room.calls[callID] = call
		if refused = s.room.step(now, CallAnswered{ParticipantID: s.participantID, CallID: callID}); refused != nil {
			delete(s.room.calls, callID)
		}
	})
	if err := errors.Join(lost, refused); err != nil {
		call.Close()
		return "", "", s.gone(err)
	}
	return callID, answer, nil
}

// reserve claims capacity for a call before the engine is asked.
func (s *Seat) reserve(ctx context.Context, callID string, audioOnly bool) (media.Room, media.Policy, error) {
	r := s.room
	var opened media.Room
	var policy media.Policy
	var err error
	lost := r.do(ctx, func(now time.Time) {
		if opened, err = r.openMedia(); err != nil {
			return
		}
		want := r.machine.TokensWith(s.participantID, audioOnly)
		granted := r.reg.ledger.grow(r.id, want)
		err = r.step(now, PlaceCall{ParticipantID: s.participantID, CallID: callID, AudioOnly: audioOnly, Granted: granted})
		if s.refusedFor(now, err, want); err == nil {
			policy, err = r.machine.Policy(s.participantID)
		}
	})
	return opened, policy, s.gone(errors.Join(lost, err))
}

// refusedFor records a call that the node had no room for, with the numbers.
func (s *Seat) refusedFor(now time.Time, err error, want capacity.Tokens) {
	refusal, ok := RefusalOf(err)
	if !ok || refusal.Code != CodeCapacity {
		return
	}
	s.room.explain(err, want)
	s.room.reg.reject(now, JoinRequest{Alias: s.alias, Remote: s.source}, s.room.serviceID, refusal)
}

// release gives up a reservation that the engine could not fulfil.
func (s *Seat) release(callID string) {
	_ = s.room.ask(context.Background(), CallFailed{ParticipantID: s.participantID, CallID: callID})
}

// UpdateCall answers a new offer on a call.
func (s *Seat) UpdateCall(ctx context.Context, callID, offer string) (string, error) {
	r := s.room
	var call media.Call
	var err error
	lost := r.do(ctx, func(now time.Time) {
		only := audioOnly(offer)
		want := r.machine.TokensWith(s.participantID, only)
		granted := r.reg.ledger.grow(r.id, want)
		err = r.step(now, WidenCall{ParticipantID: s.participantID, CallID: callID, AudioOnly: only, Granted: granted})
		s.refusedFor(now, err, want)
		call = r.calls[callID]
	})
	if err := errors.Join(lost, err); err != nil {
		return "", s.gone(err)
	}
	if call == nil {
		return "", refuse(CodeUnknownCall)
	}
	answering, cancel := context.WithTimeout(ctx, answerTimeout)
	defer cancel()
	answer, err := call.Update(answering, offer)
	return answer, offerError(err)
}

// AddCandidate hands a trickled candidate to a call.
func (s *Seat) AddCandidate(ctx context.Context, callID string, c media.Candidate) error {
	var call media.Call
	var err error
	lost := s.room.do(ctx, func(time.Time) {
		if _, err = s.room.machine.withCall(s.participantID, callID); err == nil {
			call = s.room.calls[callID]
		}
	})
	if err := errors.Join(lost, err); err != nil {
		return s.gone(err)
	}
	if call == nil {
		return refuse(CodeUnknownCall)
	}
	if err := call.AddCandidate(c); err != nil {
		return offerError(err)
	}
	return nil
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
