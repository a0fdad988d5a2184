package conference

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync/atomic"
	"time"

	"github.com/parley-video/parley/nodeagent/media"
	"github.com/parley-video/parley/nodeagent/membership"
)

const (
	// emptyHome is how long a home waits for its first participant.
	emptyHome = 10 * time.Second
	// gatherTime is how long one that takes over waits for the stations that are
	// alive, at the longest.
	gatherTime = 1500 * time.Millisecond
)

// home is the goroutine that owns a conference's machine: it takes what the
// stations ask and report, one thing after the other, and tells each of them in
// turns what follows. It ends when the conference does, or when the home of
// another node stays in its place.
type home struct {
	serviceID string
	reg       *Registry
	setup     Setup
	arrivals  chan arrival             // unbuffered
	requests  chan func(now time.Time) // unbuffered: what is taken is done
	done      chan struct{}            // closed when the goroutine takes no more
	retired   chan struct{}            // closed by the registry, for another home on this node
	id        atomic.Value             // string, the conference; empty while it gathers

	// Owned by the goroutine.
	attached *conn            // of the own station, when it is ready
	gather   *Gather          // not nil: it has not taken over yet
	asks     string           // the node for whose sake it does
	past     membership.Claim // of the home before, if that has given up
	machine  *Machine
	conns    map[string]*conn  // by node
	remote   int               // how many of them are elsewhere
	streams  map[string]uint64 // the newest event stream of a participant
	refused  bool              // somebody was refused while nobody was in it
	claimed  membership.Claim
	away     []string             // nodes whose station has gone; the machine has not heard of it yet
	gone     map[string]bool      // of the nodes whose station has gone, those that nobody sees any more
	placed   []placed             // calls that gossip may not tell of yet
	stopped  map[string]time.Time // when nodes said that they stop
	spread   spreading

	sessions sessions
}

// arrival is a station that registers.
type arrival struct {
	conn *conn
	Registration
	taken chan struct{}
}

// newHome makes a home for a station that asks for one. With a replica it takes
// over what another one left.
func newHome(reg *Registry, s Setup, asks register) *home {
	h := &home{
		serviceID: s.Service.ID, reg: reg, setup: s, arrivals: make(chan arrival),
		requests: make(chan func(time.Time)), done: make(chan struct{}), retired: make(chan struct{}),
		conns: make(map[string]*conn), streams: make(map[string]uint64), stopped: make(map[string]time.Time),
	}
	if asks.Replica != nil {
		h.gather, h.asks, h.past = NewGather(time.Now().Add(gatherTime)), asks.NodeID, asks.left()
		h.gather.Add(asks.Registration) // others may be quicker, and know of no conference
		h.id.Store("")
	} else {
		h.machine = NewMachine(s)
		h.id.Store(s.ConferenceID)
	}
	return h
}

func (h *home) conferenceID() string { return h.id.Load().(string) }

// run lives until the conference has ended. stop ends it from outside.
func (h *home) run(stop <-chan struct{}) {
	defer h.finish()
	if h.gather != nil {
		if !h.takeOver(stop) {
			return
		}
		if _, over := h.machine.Ended(); over {
			return // nobody was left
		}
	}
	began := time.Now()
	timer := time.NewTimer(emptyHome)
	defer timer.Stop()
	var stage <-chan time.Time
	for {
		changed := h.reg.changed()
		if h.giveWay() {
			return
		}
		if stage == nil && h.spread.ticker != nil {
			stage = h.spread.ticker.C
		}
		// Nobody is heard before the own station is there to record what comes of it,
		// and its journal knows where it is.
		var requests chan func(time.Time)
		var attached <-chan struct{}
		if own := h.at(""); own != nil {
			if attached = own.attached; h.attached == own {
				requests, attached = h.requests, nil
			}
		}
		select {
		case <-attached:
			h.attached = h.at("")
		case a := <-h.arrivals:
			h.register(time.Now(), a)
		case request := <-requests:
			request(time.Now())
		case <-timer.C:
			h.note(h.step(time.Now(), Tick{}))
		case <-stage:
			h.stageTick(time.Now())
		case <-changed:
			h.dropDead()
		case <-h.retired:
			h.yield(h.setup.NodeID)
			return
		case <-stop:
			if h.handOver(time.Now()) {
				return
			}
		}
		h.tellAway(time.Now())
		h.tellGone(time.Now())
		if _, over := h.machine.Ended(); over {
			return
		}
		if h.machine.Size() == 0 && (h.refused || time.Since(began) >= emptyHome) {
			return
		}
		if next, ok := h.machine.Next(); ok {
			timer.Reset(time.Until(next))
		}
		h.claim()
		h.layOut()
		if h.spread.ticker == nil {
			stage = nil
		}
	}
}

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

// note logs what nobody asked for and therefore nobody is told.
func (h *home) note(err error) {
	if _, refused := RefusalOf(err); err != nil && !refused && !errors.Is(err, errEnded) {
		h.reg.log.Error("conference step", slog.String("conference", h.machine.ID()), slog.Any("error", err))
	}
}

// do runs fn on the home's goroutine and waits for it.
func (h *home) do(ctx context.Context, fn func(now time.Time)) error {
	if err := onGoroutine(ctx, h.requests, h.done, fn); err != nil {
		return fmt.Errorf("conference of service %s: %w", h.serviceID, err)
	}
	return nil
}

// onGoroutine hands fn to a goroutine that owns something, and waits for it.
func onGoroutine(ctx context.Context, requests chan<- func(time.Time), done <-chan struct{}, fn func(now time.Time)) error {
	ran := make(chan struct{})
	request := func(now time.Time) { defer close(ran); fn(now) }
	select {
	case requests <- request:
		<-ran // it is being done: fn never waits for the caller
		return nil
	case <-done:
		return errEnded
	case <-ctx.Done():
		return ctx.Err()
	}
}

// step feeds the machine and tells the stations what it asks of them.
func (h *home) step(now time.Time, in Input) error {
	out, err := h.machine.Step(now, in)
	h.tell(now, out)
	return err
}

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
