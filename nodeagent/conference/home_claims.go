package conference

import (
	"log/slog"
	"slices"
	"time"

	"github.com/parley-video/parley/nodeagent/membership"
)

// gatherTime is how long a home that takes over waits for the stations that are
// alive, at the longest.
const gatherTime = 1500 * time.Millisecond

// takeOver gathers the stations that are left and goes on with what they know. It
// reports whether it has: without the own station, which would have to record it,
// it does not.
func (h *home) takeOver(stop <-chan struct{}) bool {
	timer := time.NewTimer(time.Until(h.gather.Until()))
	defer timer.Stop()
	late := false
	for waiting := true; waiting; {
		select {
		case a := <-h.arrivals:
			h.gather.Add(a.Registration)
			h.admit(a)
			waiting = h.at("") == nil || !late && (h.conns[h.asks] == nil || !h.gather.Complete(h.reg.live))
		case <-timer.C:
			late = true
			waiting = h.at("") == nil && h.expected()
			timer.Reset(gatherTime)
		case <-stop:
			waiting = false
		}
	}
	if h.at("") == nil {
		return false // those who came look for another
	}
	now := time.Now()
	machine, out := h.gather.TakeOver(now, h.setup)
	h.machine, h.gather = machine, nil
	h.id.Store(machine.ID())
	h.machine.Changes()
	snapshot := h.machine.Snapshot()
	for _, c := range h.conns {
		h.greet(c, &snapshot)
	}
	h.tell(now, out)
	h.tellNodes(now)
	for node := range h.machine.nodes {
		if h.conns[node] == nil {
			h.note(h.step(now, NodeAway{NodeID: node}))
		}
	}
	h.tellGone(now)
	h.claim()
	for node := range h.conns {
		h.spread.tellAnew(node)
	}
	h.layOut()
	return true
}

// expected says whether the own station may still come: it has not gone to
// another home.
func (h *home) expected() bool {
	own, here := h.reg.stationOf(h.serviceID)
	return here && own.homeElsewhere() == ""
}

// claim says to the others that the conference is here, as soon as there is one.
func (h *home) claim() {
	if h.reg.membership == nil || !h.machine.opened {
		return
	}
	if now := h.own(); now != h.claimed {
		h.claimed = now
		h.reg.membership.Claim(now)
	}
}

// own is what the home claims to be.
func (h *home) own() membership.Claim {
	return membership.Claim{
		NodeID: h.setup.NodeID, ServiceID: h.serviceID, ConferenceID: h.machine.ID(), Term: h.machine.Term(),
	}
}

// giveWay ends the home when another one stays: its stations go there, this
// node's own among them. It reports whether it has.
func (h *home) giveWay() bool {
	if h.reg.membership == nil {
		return false
	}
	others := slices.DeleteFunc(h.reg.membership.Claims(h.serviceID), func(c membership.Claim) bool {
		return c.NodeID == h.setup.NodeID || isPast(c, h.past)
	})
	if len(others) == 0 {
		return false
	}
	other := stays(others)
	if h.machine.opened && Stays(h.own(), other) {
		return false
	}
	h.yield(other.NodeID)
	return true
}

// handOver ends what a home that stops has: its own people leave, and the
// stations elsewhere go on with the next home. It reports whether there are any;
// without them the conference is over.
func (h *home) handOver(now time.Time) bool {
	others := slices.ContainsFunc(h.machine.people, func(p *participant) bool {
		return p.node != h.setup.NodeID && h.conns[p.node] != nil
	})
	if !others {
		h.note(h.step(now, Shutdown{}))
		return false
	}
	h.note(h.step(now, NodeStops{NodeID: h.setup.NodeID}))
	next := ""
	order := membership.Homes(h.serviceID, h.reg.membership.Live())
	if at := slices.IndexFunc(order, func(id string) bool { return id != h.setup.NodeID }); at >= 0 {
		next = order[at]
	}
	h.yield(next)
	return true
}

// yield sends everybody to another home, this node's own station among them.
func (h *home) yield(to string) {
	h.reg.log.Info("the conference goes to another home", slog.String("conference", h.machine.ID()), slog.String("node", to))
	h.machine.Changes()
	snapshot := h.machine.Snapshot()
	h.machine.Yield()
	for _, c := range h.conns {
		if h.machine.opened {
			h.send(c, whole{&snapshot})
		}
		h.send(c, moved{Node: to})
	}
}

// finish leaves nothing behind. The registry forgets the home before requests
// fail, so that who tries again finds the successor; the stations are told
// last, after all that they have to record.
func (h *home) finish() {
	h.reg.forgetHome(h)
	if h.claimed != (membership.Claim{}) {
		h.reg.membership.Release(h.serviceID, h.claimed.ConferenceID)
	}
	close(h.done)
	h.spread.stop()
	for _, c := range h.conns {
		if h.machine != nil && !h.machine.Yielded() {
			h.send(c, over{})
		}
		h.drop(c)
	}
}
