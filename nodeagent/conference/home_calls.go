package conference

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/peer"
)

// placeTries is how many nodes are asked to carry a call: what gossip says of
// them may be a moment old.
const placeTries = 3

// placing is a call on its way to a node.
type placing struct {
	placeCall
	only     bool             // audio
	decision *link.CallPlaced // nil: this is the only node
	node     string
	parent   string // the transcoding node, when node is an edge
	asked    string // the last node that was asked to take it
	refusal  *Refusal
	full     []string // nodes that had no room after all
	pending  bool     // the machine has been told
}

// place has a call answered. It is weighed on the home's goroutine, and reserved
// and answered outside of it, since that takes its time.
func (h *home) place(ctx context.Context, c *conn, q placeCall) (answer, error) {
	p := &placing{placeCall: q, only: audioOnly(q.Offer)}
	var a answer
	var err error
	for range placeTries {
		a, err = h.tryPlace(ctx, c, p)
		if refusal, ok := RefusalOf(err); ok && refusal.Code == CodeCapacity && p.node != "" || errors.Is(err, peer.ErrUnreachable) {
			p.full = append(p.full, p.asked)
			continue
		}
		break
	}
	if err == nil || !p.pending {
		return a, err
	}
	// Whatever became of it, the machine has to hear of it, also when who asked
	// has given up or its station has come anew.
	lost := h.do(context.WithoutCancel(ctx), func(now time.Time) {
		h.note(h.step(now, CallFailed{ParticipantID: q.ParticipantID, CallID: q.CallID}))
		if h.machine.find(q.ParticipantID) == nil {
			err = refuse(CodeUnknownParticipant) // it is closed because that one left
		}
		a.After = c.sent
	})
	return a, errors.Join(err, lost)
}

// tryPlace tries one node. With an error for want of capacity another one is to
// be tried, if it says which node it was.
func (h *home) tryPlace(ctx context.Context, c *conn, p *placing) (answer, error) {
	var a answer
	var carry carryCall
	var on, through carrier
	err := h.doFor(ctx, c, func(now time.Time) (err error) {
		if err := h.machine.maySpeak(c.node, p.ParticipantID); err != nil {
			return err
		}
		h.decide(now, c, p)
		if p.node == "" {
			err = p.refusal // what the machine has against it comes first
			if !p.pending {
				err = explained(h.step(now, h.placeInput(p, false)), p.refusal)
			}
			a.After = c.sent
			return err
		}
		carry = h.carryFor(p)
		on = h.carrier(p.node)
		if p.parent != "" {
			through = h.carrier(p.parent)
		}
		return nil
	})
	if err != nil {
		return a, err
	}
	release := func() { on.release(p.CallID) }
	if through != nil {
		p.asked = p.parent
		if err := through.hold(ctx, carry); err != nil {
			through.release(p.CallID) // its answer may be what was lost
			return a, err
		}
		release = func() { on.release(p.CallID); through.release(p.CallID) }
	}
	p.asked = p.node
	var full error
	if p.node == h.setup.NodeID { // the others reserve when they answer
		full = on.hold(ctx, carry)
	}
	var none *Refusal
	if full != nil && !errors.As(full, &none) {
		release()
		return a, full
	}
	err = h.doFor(ctx, c, func(now time.Time) (err error) {
		defer func() { a.After = c.sent }()
		// It may have gone elsewhere, or left, while a node was asked.
		if err := h.machine.maySpeak(c.node, p.ParticipantID); err != nil {
			return err
		}
		if !p.pending {
			if full != nil && h.reg.membership != nil {
				return full
			}
			if full != nil {
				p.node = "" // there is no other
			}
			if err := h.step(now, h.placeInput(p, full == nil)); err != nil {
				return explained(err, none)
			}
			p.pending = true
		} else if full != nil {
			return full
		}
		if carry.Policy, err = h.machine.Policy(p.ParticipantID); err != nil {
			return err
		}
		call := h.machine.find(p.ParticipantID).pending
		if call == nil || call.id != p.CallID {
			return refuse(CodeUnknownCall)
		}
		carry.Record = call.record(p.ParticipantID)
		carry.Record.NodeID, carry.Record.ParentID = p.node, p.parent
		carry.Spotlight = h.machine.before()
		return nil
	})
	if err != nil {
		release()
		return a, err
	}
	sdp, err := on.answer(ctx, carry)
	if err != nil {
		release()
		return a, err
	}
	a.SDP = sdp
	lost := h.do(context.WithoutCancel(ctx), func(now time.Time) {
		h.settleOn(p)
		err = h.step(now, CallAnswered{ParticipantID: p.ParticipantID, CallID: p.CallID})
		if err != nil {
			h.tell(now, Outcome{Effects: []Effect{CloseCall{CallID: p.CallID, NodeID: p.node}}})
		}
		p.pending = false
		a.After = c.sent
	})
	return a, errors.Join(err, lost)
}

func (h *home) placeInput(p *placing, granted bool) PlaceCall {
	return PlaceCall{
		ParticipantID: p.ParticipantID, CallID: p.CallID, AudioOnly: p.only, Granted: granted,
		NodeID: p.node, ParentID: p.parent, Decision: p.decision,
	}
}

// settleOn corrects where a call is that another node took than was decided at
// first.
func (h *home) settleOn(p *placing) {
	if who := h.machine.find(p.ParticipantID); who != nil && who.pending != nil && who.pending.id == p.CallID {
		who.pending.node, who.pending.parent, who.pending.decision = p.node, p.parent, p.decision
	}
}

func (h *home) carryFor(p *placing) carryCall {
	carry := carryCall{
		ParticipantID: p.ParticipantID, CallID: p.CallID, Offer: p.Offer, AudioOnly: p.only,
	}
	if who := h.machine.find(p.ParticipantID); who != nil {
		carry.Tokens = who.callCost(p.only)
	}
	return carry
}

// explained puts the carrier's numbers into a refusal for want of capacity.
func explained(err error, full *Refusal) error {
	if refusal, ok := RefusalOf(err); ok && refusal.Code == CodeCapacity && full != nil {
		return full
	}
	return err
}

// update has a new offer answered by the node that carries the call. What it needs
// more is reserved at the transcoding node of an edge first, as with a new call.
func (h *home) update(ctx context.Context, c *conn, q updateCall) (answer, error) {
	var a answer
	var on, through carrier
	parent := ""
	carry := carryCall{ParticipantID: q.ParticipantID, CallID: q.CallID, Offer: q.Offer, AudioOnly: audioOnly(q.Offer)}
	err := h.doFor(ctx, c, func(time.Time) error {
		if err := h.machine.maySpeak(c.node, q.ParticipantID); err != nil {
			return err
		}
		p, err := h.machine.withCall(q.ParticipantID, q.CallID)
		if err != nil {
			return err
		}
		on = h.carrier(p.current.node)
		carry.Tokens = p.callCost(carry.AudioOnly)
		if parent = p.current.parent; parent != "" && carry.Tokens > p.current.tokens {
			through = h.carrier(parent)
		}
		return nil
	})
	if err != nil {
		return a, err
	}
	sdp, held := "", true
	if through != nil {
		err = through.hold(ctx, carry)
		held = err == nil
	}
	if held {
		sdp, err = on.update(ctx, carry)
	}
	refusal, _ := RefusalOf(err)
	full := refusal != nil && refusal.Code == CodeCapacity
	var widened error
	lost := h.do(context.WithoutCancel(ctx), func(now time.Time) {
		if held || full {
			widened = h.step(now, WidenCall{
				ParticipantID: q.ParticipantID, CallID: q.CallID, AudioOnly: carry.AudioOnly, Granted: !full,
			})
		}
		if through != nil {
			h.spread.tellAnew(parent) // whatever came of it, it holds what the machine says
		}
		a.After = c.sent
	})
	widened = errors.Join(widened, lost)
	if full {
		return a, explained(widened, refusal)
	}
	a.SDP = sdp
	return a, errors.Join(widened, err)
}

func (h *home) candidate(ctx context.Context, c *conn, q addCandidate) (answer, error) {
	var on carrier
	if err := h.doFor(ctx, c, func(time.Time) error {
		if err := h.machine.maySpeak(c.node, q.ParticipantID); err != nil {
			return err
		}
		p, err := h.machine.withCall(q.ParticipantID, q.CallID)
		if err == nil {
			on = h.carrier(p.current.node)
		}
		return err
	}); err != nil {
		return answer{}, err
	}
	return answer{}, on.candidate(ctx, q)
}

// carrier is how the home reaches a node.
func (h *home) carrier(node string) carrier {
	if node != h.setup.NodeID {
		return carrierElsewhere{
			peers: h.reg.peers, node: node,
			begin: wireCarry{Service: h.setup.Service, ConferenceID: h.machine.ID(), Term: h.machine.Term()},
		}
	}
	if s, ok := h.reg.stationOf(h.serviceID); ok {
		return s
	}
	return noCarrier{}
}

// noCarrier is where the station of the node has ended already.
type noCarrier struct{}

func (noCarrier) hold(context.Context, carryCall) error             { return errEnded }
func (noCarrier) release(string)                                    {}
func (noCarrier) answer(context.Context, carryCall) (string, error) { return "", errEnded }
func (noCarrier) update(context.Context, carryCall) (string, error) { return "", errEnded }
func (noCarrier) candidate(context.Context, addCandidate) error     { return errEnded }

// mediaNodes are the nodes that carry calls, by id, with the transcoding nodes of
// edges.
func (h *home) mediaNodes() []string {
	var nodes []string
	for _, p := range h.machine.people {
		for _, c := range []*call{p.current, p.pending} {
			if c == nil {
				continue
			}
			for _, node := range []string{c.node, c.parent} {
				if node != "" && !slices.Contains(nodes, node) {
					nodes = append(nodes, node)
				}
			}
		}
	}
	slices.Sort(nodes)
	return nodes
}
