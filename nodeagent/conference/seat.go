package conference

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/google/uuid"

	"github.com/parley-video/parley/nodeagent/media"
)

// Seat is a participant's place in a conference, as its token opens it. It is
// safe for concurrent use. After the participant has left, everything is
// refused with CodeInvalidToken.
type Seat struct {
	station       *station
	participantID string
	alias         string
	source        string
	resumeDigest  string // of the key that came with it
}

// ParticipantID is whose seat it is.
func (s *Seat) ParticipantID() string { return s.participantID }

// Actor is the participant as the one who asks.
func (s *Seat) Actor() Actor { return Actor{ParticipantID: s.participantID} }

// Do carries out a command or another input of the participant.
func (s *Seat) Do(ctx context.Context, in Input) error {
	if say, is := in.(Say); is && say.ID == "" {
		say.ID = rand.Text()
		in = say
	}
	_, err := s.station.ask(ctx, request{Input: in})
	return s.gone(err)
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
	a, err := s.station.ask(ctx, request{
		Input: Refresh{ParticipantID: s.participantID, ResumeDigest: s.resumeDigest}, About: s.participantID, Want: wantSelf,
	})
	if err != nil {
		return Ticket{}, s.gone(err)
	}
	ticket := Ticket{Expires: TokenLifetime, Self: a.Self}
	err = s.seated(ctx, func(now time.Time, _ *seated) { ticket.Token = s.station.reg.seats.issue(s, now) })
	return ticket, s.gone(err)
}

// seated runs fn on the station's goroutine while the participant is there.
func (s *Seat) seated(ctx context.Context, fn func(now time.Time, p *seated)) error {
	var err error
	lost := s.station.do(ctx, func(now time.Time) {
		if p, ok := s.station.people[s.participantID]; ok {
			fn(now, p)
		} else {
			err = refuse(CodeUnknownParticipant)
		}
	})
	return errors.Join(err, lost)
}

// EnterPIN raises a guest to host.
func (s *Seat) EnterPIN(ctx context.Context, pin string) error {
	reg, serviceID, now := s.station.reg, s.station.serviceID, time.Now()
	limits := reg.breakIn(s.source)
	from := JoinRequest{Alias: s.alias, Remote: s.source}
	may, justBlocked := reg.tryPIN(serviceID, limits, now)
	if !may {
		reg.turnAway(now, from, serviceID, reg.services, serviceID)
		return refuse(CodeInvalidPIN)
	}
	err := s.Do(ctx, EnterPIN{ParticipantID: s.participantID, PIN: pin})
	switch refusal, ok := RefusalOf(err); {
	case !ok || refusal.Code != CodeInvalidPIN:
		reg.pardon(serviceID, now)
	case justBlocked:
		reg.tellBlocked(from, serviceID, now)
	}
	return err
}

// Status is the conference as the participant has it.
func (s *Seat) Status(ctx context.Context) (Status, error) {
	a, err := s.station.ask(ctx, request{About: s.participantID, Want: wantStatus})
	return a.Status, s.gone(err)
}

// Roster is whom the participant sees.
func (s *Seat) Roster(ctx context.Context) ([]Participant, error) {
	a, err := s.station.ask(ctx, request{About: s.participantID, Want: wantRoster})
	return a.Roster, s.gone(err)
}

// Subscribe opens the participant's event stream; its first event is a Sync.
// One that was open before is closed. Unsubscribe ends it.
func (s *Seat) Subscribe(ctx context.Context) (*Subscription, error) {
	sub := newSubscription()
	err := s.seated(ctx, func(_ time.Time, p *seated) { s.station.subscribe(p, sub) })
	if err != nil {
		return nil, s.gone(err)
	}
	_, err = s.station.ask(ctx, request{Input: Subscribed{ParticipantID: s.participantID}, Stream: sub.number})
	if err != nil {
		s.Unsubscribe(sub)
		return nil, s.gone(err)
	}
	return sub, nil
}

// unsubscribeTime bounds how long the home may take to hear that a stream is
// closed; a station that registers says it, too.
const unsubscribeTime = 10 * time.Second

// Unsubscribe closes a stream that the client left.
func (s *Seat) Unsubscribe(sub *Subscription) {
	ctx, cancel := context.WithTimeout(context.Background(), unsubscribeTime)
	defer cancel()
	another := false
	err := s.seated(ctx, func(_ time.Time, p *seated) {
		if p.sub == sub {
			p.close()
		}
		another = p.sub != nil
	})
	if err == nil && !another {
		_, err = s.station.ask(ctx, request{Input: Unsubscribed{ParticipantID: s.participantID}, Stream: sub.number})
	}
	if _, refused := RefusalOf(err); err != nil && !refused && !ended(err) {
		s.station.reg.log.Warn("end of an event stream not told", slog.String("participant", s.participantID), slog.Any("error", err))
	}
}

// PlaceCall sets up media from an SDP offer and gives the answer. Media flows
// after the client has acknowledged it.
func (s *Seat) PlaceCall(ctx context.Context, offer string) (callID, sdp string, err error) {
	id, err := uuid.NewRandom()
	if err != nil {
		return "", "", fmt.Errorf("name call: %w", err)
	}
	a, err := s.station.asked(ctx, func(up uplink) (answer, error) {
		callID = id.String()
		id[0]++ // a home that was lost may know the first one
		return up.place(ctx, placeCall{ParticipantID: s.participantID, CallID: callID, Offer: offer})
	})
	if err != nil {
		s.refused(err)
		return "", "", s.gone(err)
	}
	return callID, a.SDP, nil
}

// refused records a call that there was no room for, with the numbers.
func (s *Seat) refused(err error) {
	if refusal, ok := RefusalOf(err); ok && refusal.Code == CodeCapacity {
		reg := s.station.reg
		reg.reject(time.Now(), JoinRequest{Alias: s.alias, Remote: s.source}, s.station.serviceID, refusal)
	}
}

// UpdateCall answers a new offer on a call.
func (s *Seat) UpdateCall(ctx context.Context, callID, offer string) (string, error) {
	a, err := s.station.asked(ctx, func(up uplink) (answer, error) {
		return up.update(ctx, updateCall{ParticipantID: s.participantID, CallID: callID, Offer: offer})
	})
	s.refused(err)
	return a.SDP, s.gone(err)
}

// AddCandidate hands a trickled candidate to a call.
func (s *Seat) AddCandidate(ctx context.Context, callID string, c media.Candidate) error {
	_, err := s.station.asked(ctx, func(up uplink) (answer, error) {
		return up.candidate(ctx, addCandidate{ParticipantID: s.participantID, CallID: callID, Candidate: c})
	})
	return s.gone(err)
}
