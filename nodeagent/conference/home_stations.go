package conference

import (
	"context"
	"maps"
	"time"
)

// arrival is a station that registers.
type arrival struct {
	conn *conn
	Registration
	taken chan struct{}
}

// arrive brings a station.
func (h *home) arrive(ctx context.Context, c *conn, r Registration) error {
	a := arrival{conn: c, Registration: r, taken: make(chan struct{})}
	select {
	case h.arrivals <- a:
		<-a.taken
		return nil
	case <-h.done:
		return errEnded
	case <-ctx.Done():
		return ctx.Err()
	}
}

// admit puts a connection in the place of the one before.
func (h *home) admit(a arrival) {
	if before := h.conns[a.conn.node]; before != nil {
		if before.elsewhere {
			close(before.cut)
		}
		h.drop(before)
	}
	h.conns[a.conn.node] = a.conn
	if a.conn.elsewhere {
		h.remote++
	}
	h.spread.remember(a.Stage)
	h.spread.goOn(a.Forwarders)
	h.spread.stale = true
	close(a.taken)
}

// register takes a station in: it is told where it is and, if it is elsewhere,
// the whole, and then what its coming means.
func (h *home) register(now time.Time, a arrival) {
	h.admit(a)
	if a.Replica != nil {
		h.spread.tellAnew(a.NodeID)
	}
	out, err := h.machine.Step(now, Register{a.Registration})
	h.note(err)
	h.greet(a.conn, nil)
	if a.conn.elsewhere {
		change, changed := h.machine.Changes()
		for _, c := range h.conns {
			if changed && c.elsewhere && c != a.conn {
				h.send(c, turn{At: now, Change: &change})
			}
		}
		snapshot := h.machine.Snapshot()
		h.send(a.conn, whole{&snapshot})
	}
	h.tell(now, out)
	h.tellNodes(now)
}

// tellNodes tells the own station, which has no replica, which nodes its journal
// has to know.
func (h *home) tellNodes(now time.Time) {
	if c := h.at(""); c != nil && len(h.machine.nodes) > 1 {
		h.send(c, turn{At: now, Nodes: h.machine.nodeRecords()})
	}
}

// greet is how every session begins.
func (h *home) greet(c *conn, snapshot *Snapshot) {
	h.send(c, welcome{
		ConferenceID: h.machine.ID(), ServiceID: h.serviceID, Home: h.setup.NodeID, Term: h.machine.Term(), Session: c.session,
	})
	if snapshot != nil && c.elsewhere {
		h.send(c, whole{snapshot})
	}
}

// left is that a station elsewhere has gone, or cannot be reached.
func (h *home) left(c *conn) {
	_ = h.do(context.Background(), func(now time.Time) {
		h.drop(c)
		h.tellAway(now)
	})
}

// registerOwn brings the station of the same node.
func (h *home) registerOwn(ctx context.Context, s *station, r Registration) (*session, error) {
	c := &conn{node: h.setup.NodeID, gone: s.gone, frames: make(chan frame, connQueue), attached: make(chan struct{})}
	now := newSession(ownHome{h, c}, h.setup.NodeID, c.frames, func() {})
	now.attached = c.attached
	if err := h.arrive(ctx, c, r); err != nil {
		return nil, err
	}
	return now, nil
}

// dropDead drops the stations of nodes that are not live: their silence would be
// noticed later.
func (h *home) dropDead() {
	for node, c := range h.conns {
		if c.elsewhere && !h.reg.live(node) {
			close(c.cut)
			h.drop(c)
		}
	}
}

// tellAway tells the machine of nodes whose station has gone and not come back.
func (h *home) tellAway(now time.Time) {
	for len(h.away) > 0 {
		node := h.away[0]
		h.away = h.away[1:]
		if h.conns[node] == nil {
			h.note(h.step(now, NodeAway{NodeID: node}))
		}
	}
}

// tellGone tells the machine of nodes without a station that gossip does not
// know to live any more, and has media led around them.
func (h *home) tellGone(now time.Time) {
	gone := make(map[string]bool)
	for node := range h.machine.nodes {
		if h.conns[node] == nil && node != h.setup.NodeID && !h.reg.live(node) {
			gone[node] = true
		}
	}
	for node := range gone {
		if !h.gone[node] {
			h.note(h.step(now, NodeGone{NodeID: node}))
		}
	}
	h.spread.stale = h.spread.stale || !maps.Equal(gone, h.gone)
	h.gone = gone
}
