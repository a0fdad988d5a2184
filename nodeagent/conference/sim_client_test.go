package conference

import (
	"maps"
	"slices"
	"time"

	"github.com/parley-video/parley/nodeagent/media"
)

// simClient is a person at a browser: it joins, does this and that, comes back when
// its node is gone, and leaves.
type simClient struct {
	w      *world
	name   string
	node   *simNode
	state  clientState
	pid    string
	key    string // of resuming; its digest is itself here
	stream bool
	roster map[string]Participant
	call   string
	placed bool // wants media
	try    int  // tells late answers from others
}

type clientState int

const (
	outside clientState = iota
	joining
	inside
	vanished // for good
)

const clientPatience = 4 * time.Second

func (w *world) clientOf(pid string, n *simNode) *simClient {
	for _, c := range w.clients {
		if c.state == inside && c.pid == pid && c.node == n {
			return c
		}
	}
	return nil
}

func (w *world) anyNode() (*simNode, bool) {
	if w.only != nil {
		return w.only, true
	}
	return pick(w, slices.DeleteFunc(slices.Clone(w.nodes), func(n *simNode) bool { return !n.alive }))
}

// join enters anew, or comes back with the resume key.
func (c *simClient) join() {
	if c.state == vanished {
		return
	}
	n, ok := c.w.anyNode()
	if !ok {
		c.state, c.stream = joining, false
		c.try++
		try := c.try
		c.w.after(time.Second, func() {
			if c.state == joining && c.try == try {
				c.join()
			}
		})
		return
	}
	c.state, c.node, c.stream, c.call = joining, n, false, ""
	c.try++
	try, w := c.try, c.w
	w.after(clientPatience, func() {
		if c.state == joining && c.try == try {
			c.join()
		}
	})
	pin := "none"
	if w.chance(40) {
		pin = "1234"
	}
	id, key := w.id("p"), w.id("k")
	in := Join{
		ParticipantID: id, DisplayName: c.name, Alias: "standup", PIN: pin, PINGiven: true, Protocol: "webrtc",
		NodeID: n.id, LocationID: "loc-" + n.id, ResumeDigest: digestOf(key), Resume: c.key,
		Service: simService, Settings: simSettings, Granted: true,
	}
	n.put(&question{joins: true, do: func(h *simHome, reply func(func())) {
		out, err := h.stepFrom(n.id, in)
		got := id
		switch {
		case err == nil && out.Resumed != "":
			got = out.Resumed
		case err == nil && pin == "1234":
			w.mayHost[id] = true
		}
		reply(func() {
			if c.try != try || c.state != joining {
				if err == nil {
					w.logf("%s did not wait for %s", c.name, got)
				}
				return
			}
			if err != nil {
				c.state, c.key, c.pid = outside, "", ""
				return
			}
			w.logf("%s is %s at %s", c.name, got, n.id)
			c.state, c.pid, c.key = inside, got, key
			c.subscribe()
			if c.placed {
				c.placeCall()
			}
			c.refresh(try)
		})
	}})
}

func (c *simClient) subscribe() {
	c.stream, c.roster = true, map[string]Participant{}
	c.ask(Subscribed{c.pid})
}

// ask is a request that the client waits for.
func (c *simClient) ask(in Input) { c.askThen(in, func() {}) }

func (c *simClient) askThen(in Input, then func()) {
	n, try, answered := c.node, c.try, false
	c.w.after(clientPatience, func() {
		if !answered && c.state == inside && c.try == try {
			c.join() // nobody there: come back elsewhere
		}
	})
	n.put(&question{do: func(h *simHome, reply func(func())) {
		_, err := h.stepFrom(n.id, in)
		if err == nil {
			then()
		}
		reply(func() {
			answered = true
			r, _ := RefusalOf(err)
			if r == nil || c.try != try || c.state != inside {
				return
			}
			if r.Code == CodeInvalidToken || r.Code == CodeUnknownParticipant && speaker(in) == c.pid && !slices.Contains(targets(in), true) {
				c.w.logf("%s (%s) is told that it is not in", c.name, c.pid)
				c.gone()
			}
		})
	}})
}

// targets says whether an input is about somebody else.
func targets(in Input) []bool {
	switch in.(type) {
	case Mute, SetRole, Admit, Disconnect, Spotlight:
		return []bool{true}
	}
	return nil
}

func (c *simClient) gone() {
	c.state, c.pid, c.key, c.stream, c.call = outside, "", "", false, ""
}

func (c *simClient) refresh(try int) {
	c.w.after(40*time.Second, func() {
		if c.try == try && c.state == inside {
			c.ask(Refresh{ParticipantID: c.pid, ResumeDigest: digestOf(c.key)})
			c.refresh(try)
		}
	})
}

// cutOff: the node is gone.
func (c *simClient) cutOff() {
	if c.state != inside && c.state != joining {
		return
	}
	c.stream = false
	try := c.try
	c.w.after(c.w.between(300*time.Millisecond, 3*time.Second), func() {
		switch {
		case c.try != try || c.state != inside:
		case !c.w.stay && c.w.chance(15):
			c.state = vanished
		default:
			c.join()
		}
	})
}

func (c *simClient) hear(e Event) {
	switch e := e.(type) {
	case Sync:
		c.roster = map[string]Participant{}
		for _, p := range e.Participants {
			c.roster[p.ID] = p
		}
	case ParticipantCreate:
		c.roster[e.Participant.ID] = e.Participant
	case ParticipantUpdate:
		c.roster[e.Participant.ID] = e.Participant
	case ParticipantDelete:
		delete(c.roster, e.ID)
	case CallEnded:
		if c.call == e.CallID {
			c.call = ""
			if c.placed {
				c.placeCall()
			}
		}
	case Disconnected:
		c.w.logf("%s (%s) is disconnected: %s", c.name, c.pid, e.Reason.Name)
		c.gone()
	}
}

// placeCall gets media at any node that has a station.
func (c *simClient) placeCall() {
	n, try, w := c.node, c.try, c.w
	id, pid := w.id("call"), c.pid
	n.ask(func(h *simHome, _ func(func())) {
		at, ok := pick(w, slices.Sorted(maps.Keys(h.stations)))
		if !ok {
			return
		}
		if _, err := h.stepFrom(n.id, PlaceCall{ParticipantID: pid, CallID: id, Granted: true, NodeID: at}); err != nil {
			return
		}
		record, _ := h.m.Call(id)
		carrier := h.stations[at]
		w.after(5*time.Second, func() {
			if h.n.alive && h.n.home == h {
				_, _ = h.stepFrom("", CallFailed{pid, id})
			}
		})
		carrier.send(false, func() {
			m := carrier.station
			m.calls[id] = record
			carrier.send(true, func() {
				if carrier.home.home != h || h.stations[at] != carrier {
					return
				}
				if _, err := h.stepFrom("", CallAnswered{pid, id}); err != nil {
					carrier.send(false, func() { delete(m.calls, id) })
					return
				}
				if c.try == try && c.state == inside && c.pid == pid {
					c.call = id
				}
				boot := m.boot
				w.after(w.between(50*time.Millisecond, 600*time.Millisecond), func() {
					if m.alive && m.boot == boot {
						m.connected(pid, id)
					}
				})
			})
		})
	})
}

// connected is the engine's word.
func (n *simNode) connected(pid, callID string) {
	is, ok := n.calls[callID]
	if !ok {
		return
	}
	is.Connected, is.Audio = true, true
	n.calls[callID] = is
	n.ask(func(h *simHome, _ func(func())) {
		_, _ = h.stepFrom(n.id, MediaEvent{media.Connected{ParticipantID: pid, CallID: callID}})
		_, _ = h.stepFrom(n.id, MediaEvent{media.MediaChanged{ParticipantID: pid, Audio: true}})
	})
}

// act does one thing or another.
func (c *simClient) act() {
	w := c.w
	switch c.state {
	case vanished, joining:
		return
	case outside:
		c.join()
		return
	}
	by := Actor{ParticipantID: c.pid}
	on := w.chance(50)
	who, _ := pick(w, slices.Sorted(maps.Keys(c.roster)))
	switch w.rng.IntN(40) {
	case 0, 1:
		c.ask(Lock{By: by, On: on})
	case 2:
		c.ask(MuteGuests{By: by, On: on})
	case 3, 4:
		c.ask(Mute{By: by, TargetID: who, On: on})
	case 5, 6:
		role := RoleHost
		if on {
			role = RoleGuest
		}
		c.askThen(SetRole{By: by, TargetID: who, Role: role}, func() {
			if role == RoleHost {
				w.mayHost[who] = true
			}
		})
	case 7, 8, 9, 10:
		c.ask(TakeFloor{By: by, TargetID: c.pid})
	case 11:
		c.ask(ReleaseFloor{By: by, TargetID: c.pid})
	case 12, 13, 14:
		c.ask(Admit{By: by, TargetID: who})
	case 15:
		if w.chance(40) {
			c.ask(Disconnect{By: by, TargetID: who})
		}
	case 16:
		if w.chance(5) {
			c.ask(DisconnectAll{By: by})
		}
	case 17:
		c.ask(Spotlight{By: by, TargetID: who, On: on})
	case 18, 19:
		pid := c.pid
		c.askThen(EnterPIN{ParticipantID: pid, PIN: "1234"}, func() { w.mayHost[pid] = true })
	case 20, 21, 22, 23, 24:
		c.placed = true
		c.placeCall()
	case 25:
		if c.call != "" {
			c.ask(HangUp{c.pid, c.call})
		}
	case 26, 27:
		c.ask(Leave{c.pid})
	case 28, 29, 30, 31:
		c.join() // comes back over another connection
	case 32:
		c.ask(Start{By: by})
	case 33:
		if w.chance(20) {
			c.state = vanished
		}
	}
}
