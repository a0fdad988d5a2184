package conference

import (
	"context"
	"errors"
	"time"

	"github.com/parley-video/parley/nodeagent/media"
)

// ask carries out what a station asks, and answers it.
func (h *home) ask(ctx context.Context, c *conn, q request) (answer, error) {
	var a answer
	err := h.doFor(ctx, c, func(now time.Time) (err error) {
		a, err = h.answer(now, c, q)
		a.After = c.sent
		return err
	})
	return a, err
}

// doFor is do for a station that is registered: what any other says is not
// heard.
func (h *home) doFor(ctx context.Context, c *conn, fn func(now time.Time) error) error {
	var err error
	lost := h.do(ctx, func(now time.Time) {
		if h.conns[c.node] != c {
			err = errStale
			return
		}
		err = fn(now)
	})
	return errors.Join(lost, err)
}

func (h *home) answer(now time.Time, c *conn, q request) (answer, error) {
	var a answer
	var err error
	if q.Input != nil {
		if a.Resumed, err = h.input(now, c, q); err != nil {
			return a, err
		}
		if a.Resumed != "" {
			q.About = a.Resumed
		}
	}
	switch q.Want {
	case wantSelf:
		a.Self, err = h.machine.Describe(q.About)
	case wantStatus:
		a.Status, err = h.machine.StatusFor(q.About)
	case wantRoster:
		a.Roster, err = h.machine.RosterFor(q.About)
	}
	return a, err
}

// input gives who was resumed by it.
func (h *home) input(now time.Time, c *conn, q request) (string, error) {
	in := q.Input
	switch is := in.(type) {
	case Join:
		join, err := h.joining(c, is)
		if err != nil {
			h.refused = h.machine.Size() == 0
			return "", err
		}
		in = join
	case NodeStops:
		in = NodeStops{NodeID: c.node}
		h.stopped[c.node] = now
	case Subscribed:
		h.streams[is.ParticipantID] = max(h.streams[is.ParticipantID], q.Stream)
	case Unsubscribed:
		if q.Stream < h.streams[is.ParticipantID] {
			return "", nil // a newer one is open
		}
	}
	out, err := h.machine.StepFrom(now, c.node, in)
	h.tell(now, out)
	if _, join := in.(Join); join && err != nil {
		h.refused = h.machine.Size() == 0
	}
	return out.Resumed, err
}

// joining completes what a station knows of who comes: the home goes by its own
// configuration, and by that of the station if it has not got the service.
func (h *home) joining(c *conn, in Join) (Join, error) {
	in.NodeID = c.node
	if !c.elsewhere {
		in.LocationID = h.setup.LocationID
	}
	if service, known := h.reg.config.Service(h.serviceID); known && c.elsewhere {
		in.Service, in.Settings = service, h.reg.config.Settings()
	}
	if h.reg.membership == nil {
		return in, nil
	}
	in.Granted = true
	if in.Protocol != protocolAPI && !in.OnlySeat && h.machine.holder(in.Resume) == nil {
		if refusal := h.nothingFor(c, in); refusal != nil {
			return in, refusal
		}
	}
	return in, nil
}

// report takes what the engine of a station says, in order. What came before
// comes again when its receipt was lost; it counts once.
func (h *home) report(ctx context.Context, c *conn, number uint64, events []media.Event) error {
	return h.doFor(ctx, c, func(now time.Time) error {
		if number <= c.heard {
			return nil
		}
		c.heard = number
		for _, e := range events {
			if h.hear(c.node, e) {
				continue
			}
			out, err := h.machine.StepFrom(now, c.node, MediaEvent{Event: e})
			h.tell(now, out)
			h.note(err)
		}
		return nil
	})
}
