package conference

import (
	"context"
	"errors"
	"time"
)

// place has a call answered: it is weighed and reserved on the home's goroutine
// and answered outside of it, since that takes its time.
func (h *home) place(ctx context.Context, c *conn, q placeCall) (answer, error) {
	var a answer
	var on carrier
	only := audioOnly(q.Offer)
	carry := carryCall{ParticipantID: q.ParticipantID, CallID: q.CallID, Offer: q.Offer, AudioOnly: only}
	err := h.doFor(ctx, c, func(time.Time) (err error) {
		on = h.carrierOf(h.reg.self())
		carry.Tokens = h.machine.CallCost(q.ParticipantID, only)
		return nil
	})
	switch {
	case err != nil:
		return a, err
	case on == nil:
		return a, errEnded
	}
	granted := on.hold(ctx, carry)
	var full *Refusal
	if granted != nil && !errors.As(granted, &full) {
		return a, granted
	}
	err = h.doFor(ctx, c, func(now time.Time) (err error) {
		in := PlaceCall{ParticipantID: q.ParticipantID, CallID: q.CallID, AudioOnly: only, Granted: granted == nil}
		if err = h.step(now, in); err == nil {
			h.carries[q.CallID] = h.reg.self()
			carry.Policy, err = h.machine.Policy(q.ParticipantID)
			carry.Spotlight = h.machine.before()
		}
		a.After = c.sent
		return err
	})
	if err != nil {
		if granted == nil {
			on.release(q.CallID)
		}
		return a, explained(err, full)
	}
	sdp, err := on.answer(ctx, carry)
	// Whatever became of it, the home has to hear of it, also when who asked has
	// given up.
	lost := h.doFor(context.WithoutCancel(ctx), c, func(now time.Time) error {
		defer func() { a.After = c.sent }()
		if err != nil {
			delete(h.carries, q.CallID)
			failed := h.step(now, CallFailed{ParticipantID: q.ParticipantID, CallID: q.CallID})
			if h.machine.find(q.ParticipantID) == nil {
				err = refuse(CodeUnknownParticipant) // it is closed because that one left
			}
			return failed
		}
		err := h.step(now, CallAnswered{ParticipantID: q.ParticipantID, CallID: q.CallID})
		if err != nil {
			h.tell(now, Outcome{Effects: []Effect{CloseCall{CallID: q.CallID}}})
		}
		return err
	})
	a.SDP = sdp
	return a, errors.Join(err, lost)
}

// explained puts the carrier's numbers into a refusal for want of capacity.
func explained(err error, full *Refusal) error {
	if refusal, ok := RefusalOf(err); ok && refusal.Code == CodeCapacity && full != nil {
		return full
	}
	return err
}

// update has a new offer answered by the node that carries the call.
func (h *home) update(ctx context.Context, c *conn, q updateCall) (answer, error) {
	var a answer
	var on carrier
	carry := carryCall{ParticipantID: q.ParticipantID, CallID: q.CallID, Offer: q.Offer, AudioOnly: audioOnly(q.Offer)}
	err := h.doFor(ctx, c, func(time.Time) error {
		if _, err := h.machine.withCall(q.ParticipantID, q.CallID); err != nil {
			return err
		}
		on = h.carrierOf(h.carries[q.CallID])
		carry.Tokens = h.machine.CallCost(q.ParticipantID, carry.AudioOnly)
		return nil
	})
	if err != nil {
		return a, err
	}
	if on == nil {
		return a, refuse(CodeUnknownCall)
	}
	sdp, err := on.update(ctx, carry)
	refusal, _ := RefusalOf(err)
	full := refusal != nil && refusal.Code == CodeCapacity
	widened := h.doFor(context.WithoutCancel(ctx), c, func(now time.Time) error {
		defer func() { a.After = c.sent }()
		return h.step(now, WidenCall{
			ParticipantID: q.ParticipantID, CallID: q.CallID, AudioOnly: carry.AudioOnly, Granted: !full,
		})
	})
	if full {
		return a, explained(widened, refusal)
	}
	a.SDP = sdp
	return a, errors.Join(widened, err)
}

func (h *home) candidate(ctx context.Context, c *conn, q addCandidate) (answer, error) {
	var on carrier
	err := h.doFor(ctx, c, func(time.Time) error {
		_, err := h.machine.withCall(q.ParticipantID, q.CallID)
		on = h.carrierOf(h.carries[q.CallID])
		return err
	})
	switch {
	case err != nil:
		return answer{}, err
	case on == nil:
		return answer{}, refuse(CodeUnknownCall)
	}
	return answer{}, on.candidate(ctx, q)
}

// doFor is do for a station that is registered.
func (h *home) doFor(ctx context.Context, c *conn, fn func(now time.Time) error) error {
	var err error
	lost := h.do(ctx, func(now time.Time) {
		if err = h.current(c); err == nil {
			err = fn(now)
		}
	})
	return errors.Join(lost, err)
}
