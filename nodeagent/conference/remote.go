package conference

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/parley-video/parley/nodeagent/media"
	"github.com/parley-video/parley/nodeagent/peer"
)

// Deadlines between nodes, besides those of who asks.
const (
	askTime  = 5 * time.Second
	callTime = answerTimeout + 5*time.Second // offers and their answers
)

// homeElsewhere is the uplink of a station whose home is another node.
type homeElsewhere struct {
	peers   Peers
	node    string
	session wireSession
}

func (h *homeElsewhere) ask(ctx context.Context, q request) (answer, error) {
	in := wireAsk{wireSession: h.session, Stream: q.Stream, About: q.About, Want: q.Want}
	if q.Input != nil {
		m, err := inputs.encode(q.Input)
		if err != nil {
			return answer{}, err
		}
		in.Input = &m
	}
	return h.call(ctx, askTime, pathAsk, in)
}

func (h *homeElsewhere) place(ctx context.Context, q placeCall) (answer, error) {
	return h.call(ctx, callTime, pathPlace, wirePlace{h.session, q})
}

func (h *homeElsewhere) update(ctx context.Context, q updateCall) (answer, error) {
	return h.call(ctx, callTime, pathUpdate, wireUpdate{h.session, q})
}

func (h *homeElsewhere) candidate(ctx context.Context, q addCandidate) (answer, error) {
	return h.call(ctx, askTime, pathCandidate, wireCandidate{h.session, q})
}

func (h *homeElsewhere) report(ctx context.Context, number uint64, events []media.Event) error {
	list, err := encodeEvents(events)
	if err != nil {
		return err
	}
	_, err = h.call(ctx, askTime, pathReport, wireReport{h.session, number, list})
	return err
}

// call asks the home. That it cannot be reached only means that there is another
// one to be found, and so does that it takes its time, but for what it has to ask
// others for.
func (h *homeElsewhere) call(ctx context.Context, limit time.Duration, path string, in any) (answer, error) {
	asking, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	var r wireReply
	err := h.peers.Call(asking, h.node, path, in, &r)
	switch {
	case err == nil:
		return r.answer()
	case ctx.Err() != nil:
		return answer{}, fmt.Errorf("ask node %s: %w", h.node, ctx.Err())
	case asking.Err() != nil && limit > askTime:
		return answer{}, &Refusal{Code: CodeUnavailable, Detail: "no answer in time"}
	case errors.Is(err, peer.ErrUnreachable):
		return answer{}, fmt.Errorf("%w: %w", errStale, err)
	default:
		return answer{}, err
	}
}

// registerAt brings a station to a home on another node. The session lasts
// until it is stopped or the home is done with it.
func registerAt(ctx context.Context, peers Peers, node string, q register) (*session, error) {
	asking := ctx
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx)) // the session outlives who asks
	defer context.AfterFunc(asking, cancel)()
	late := time.AfterFunc(registerTime, cancel)
	stream, err := peers.Stream(ctx, node, pathRegister, q)
	var first wireFrame
	if err == nil {
		err = stream.JSON(&first)
	}
	if err == nil && first.Welcome == nil {
		err = fmt.Errorf("register at node %s: no welcome", node)
	}
	if err == nil {
		if err = first.Welcome.check(node, q); err != nil {
			err = fmt.Errorf("register at node %s: %w", node, err)
		}
	}
	if !late.Stop() {
		err = fmt.Errorf("register at node %s: %w", node, peer.ErrUnreachable)
	}
	if err != nil {
		cancel()
		return nil, err
	}
	frames := make(chan frame, connQueue)
	frames <- *first.Welcome
	up := &homeElsewhere{peers: peers, node: node, session: wireSession{q.Service.ID, first.Welcome.Session}}
	s := newSession(up, node, frames, cancel)
	s.pump = func() {
		defer close(s.lost)
		defer close(frames)
		defer cancel()
		for {
			var w wireFrame
			if stream.JSON(&w) != nil {
				return
			}
			f, err := w.decode()
			if err != nil {
				return // it registers again, and is told the whole
			}
			select {
			case frames <- f:
			case <-ctx.Done():
				return
			}
		}
	}
	return s, nil
}
