package conference

import (
	"log/slog"
	"time"
)

// tell gives every station its part of an outcome, and those elsewhere what the
// conference is now. A station that is not there is told the whole when it is.
func (h *home) tell(now time.Time, out Outcome) {
	turns := make(map[*conn]*turn)
	to := func(node string) *turn {
		c := h.at(node)
		if c == nil {
			return &turn{}
		}
		if turns[c] == nil {
			turns[c] = &turn{At: now}
		}
		return turns[c]
	}
	for _, f := range out.Facts {
		t := to(f.Node)
		t.Facts = append(t.Facts, f)
	}
	for _, n := range out.Notices {
		t := to(n.Node)
		t.Notices = append(t.Notices, n)
	}
	for _, e := range out.Effects {
		switch e := e.(type) {
		case SetPolicy:
			t := to(e.NodeID)
			t.Effects = append(t.Effects, e)
		case StartCall:
			t := to(e.NodeID)
			t.Effects = append(t.Effects, e)
		case CloseCall:
			t := to(e.NodeID)
			t.Effects = append(t.Effects, e)
		case Forget:
			t := to(e.NodeID)
			t.Effects = append(t.Effects, e)
			delete(h.streams, e.ParticipantID)
		default: // of the stage, which every room may have to order
			for node := range h.conns {
				t := to(node)
				t.Effects = append(t.Effects, e)
			}
		}
	}
	if len(out.Effects) > 0 {
		h.spread.stale = true
	}
	if h.remote > 0 {
		if change, ok := h.machine.Changes(); ok {
			for node, c := range h.conns {
				if c.elsewhere {
					to(node).Change = &change
				} else if change.Nodes != nil {
					to(node).Nodes = change.Nodes
				}
			}
		}
	}
	for c, t := range turns {
		h.send(c, *t)
	}
}

// at is the station of a node, of this one if none is named; nil: it is not
// there.
func (h *home) at(node string) *conn {
	if node == "" {
		node = h.setup.NodeID
	}
	return h.conns[node]
}

// send puts a frame into a station's queue. The home waits for its own station;
// one elsewhere that does not keep up is cut.
func (h *home) send(c *conn, f frame) {
	if h.conns[c.node] != c {
		return // it was cut a moment ago
	}
	c.sent++
	if !c.elsewhere {
		select {
		case c.frames <- f:
		case <-c.gone:
		}
		return
	}
	select {
	case c.frames <- f:
	default:
		h.reg.log.Warn("a node does not keep up with its conference", slog.String("node", c.node), slog.String("conference", h.machine.ID()))
		close(c.cut)
		h.drop(c)
	}
}

// drop forgets a connection. What that means for its participants is the next
// thing that happens.
func (h *home) drop(c *conn) {
	if h.conns[c.node] != c {
		return
	}
	delete(h.conns, c.node)
	close(c.frames)
	if c.elsewhere {
		h.remote--
	}
	h.spread.lose(c.node)
	if c.elsewhere {
		h.away = append(h.away, c.node)
	}
}
