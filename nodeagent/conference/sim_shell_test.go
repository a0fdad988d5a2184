package conference

import (
	"maps"
	"slices"
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/media"
	"github.com/parley-video/parley/nodeagent/membership"
)

// simNode is a node with a thin model of the shell for the one service.
type simNode struct {
	w     *world
	id    string
	alive bool
	boot  int
	conns []*simConn

	live   []string          // as the node knows it
	claims map[string]string // of the live nodes: home -> conference

	// The record survives a crash, but for what was not yet on the disk.
	record  []entry
	durable int
	others  map[string][]NodeRecord // by conference: who is to be named at a release
	homes   map[string]Head         // by conference: as it was told last

	home    *simHome
	gather  *Gather
	waiting []*simConn // of the gathering

	// The station.
	at       *simConn // to the home
	attached bool
	replica  *Snapshot
	seats    map[string]*simSeat
	calls    map[string]CallRecord
	policies map[string]media.Policy
	entries  map[string]uint64
	held     map[string]bool
	requests []func() // wait for a home
	asked    []*question
	retrying bool
}

// entry is a fact, or that a participant moved away, or that the station belongs
// to a conference from now on: that is on the disk before anybody is let in, so
// that a node on which others count never forgets it.
type entry struct {
	fact     Fact
	moved    string
	attached string
}

type simSeat struct {
	person   Person
	recorded Recorded
}

type simHome struct {
	n        *simNode
	m        *Machine
	stations map[string]*simConn
	tick     int
}

func (n *simNode) start() {
	n.alive, n.boot = true, n.boot+1
	n.home, n.gather, n.waiting, n.at, n.attached, n.replica = nil, nil, nil, nil, false, nil
	n.seats, n.calls, n.policies = map[string]*simSeat{}, map[string]CallRecord{}, map[string]media.Policy{}
	n.entries, n.held, n.requests, n.asked, n.retrying, n.conns = map[string]uint64{}, map[string]bool{}, nil, nil, false, nil
	n.live, n.claims = []string{n.id}, map[string]string{}
	if n.others == nil {
		n.others, n.homes = map[string][]NodeRecord{}, map[string]Head{}
	}
	n.closeLeftOpen()
}

// closeLeftOpen is the journal's part of a start.
func (n *simNode) closeLeftOpen() {
	var open []string
	attached := ""
	people := map[string][]string{}
	for _, e := range n.record {
		switch d := e.fact.Data.(type) {
		case link.ConferenceStarted:
			open = append(open, d.ConferenceID)
		case link.ConferenceEnded:
			open = slices.DeleteFunc(open, func(id string) bool { return id == d.ConferenceID })
			delete(people, d.ConferenceID)
		case link.ParticipantJoined:
			people[d.ConferenceID] = append(people[d.ConferenceID], d.ParticipantID)
		case link.ParticipantMoved:
			people[d.ConferenceID] = append(people[d.ConferenceID], d.ParticipantID)
		case link.ParticipantLeft:
			people[d.ConferenceID] = slices.DeleteFunc(people[d.ConferenceID], func(id string) bool { return id == d.ParticipantID })
		case nil:
			if e.attached != "" {
				attached = e.attached
				break
			}
			for c := range people {
				people[c] = slices.DeleteFunc(people[c], func(id string) bool { return id == e.moved })
			}
		}
	}
	if attached != "" && attached != none && !slices.Contains(open, attached) {
		n.record = append(n.record, entry{fact: Fact{Type: link.FactConferenceStarted, Data: link.ConferenceStarted{
			ConferenceID: attached, ServiceID: simService.ID, HomeID: n.homes[attached].Home, Term: n.homes[attached].Term,
		}}})
		open = append(open, attached)
	}
	for _, c := range open {
		for _, p := range people[c] {
			n.record = append(n.record, entry{fact: Fact{Type: link.FactParticipantLeft, Data: link.ParticipantLeft{ConferenceID: c, ParticipantID: p, Reason: "node-restarted"}}})
		}
		ended := link.ConferenceEnded{ConferenceID: c, Reason: "node-restarted"}
		ended.Nodes, ended.Entries = others(n.id, n.others[c])
		n.record = append(n.record, entry{fact: Fact{Type: link.FactConferenceEnded, Data: ended}})
	}
	n.record = append(n.record, entry{attached: none})
	for _, e := range n.record {
		if is, ok := e.fact.Data.(link.ConferenceStarted); ok {
			n.entries[is.ConferenceID]++
		}
	}
	n.durable = len(n.record)
}

// none is no conference.
const none = "-"

func (n *simNode) crash() {
	n.w.logf("%s crashes, losing %d facts", n.id, len(n.record)-n.durable)
	n.alive = false
	n.record = n.record[:n.durable]
	n.w.changed()
	for _, c := range n.w.clients {
		if c.node == n {
			c.cutOff()
		}
	}
}

// stop ends the node on purpose.
func (n *simNode) stop() {
	n.w.logf("%s stops", n.id)
	switch h := n.home; {
	case h != nil:
		_ = h.step(NodeStops{n.id})
		if n.home == h { // others go on with it
			n.yield("")
		}
		n.down()
	case n.attached:
		boot := n.boot
		down := func() {
			if n.alive && n.boot == boot {
				n.down()
			}
		}
		n.put(&question{do: func(h *simHome, reply func(func())) {
			_ = h.step(NodeStops{n.id})
			reply(down)
		}})
		n.w.after(2*time.Second, down)
	default:
		n.down()
	}
}

// down records of its own what no home has had it record.
func (n *simNode) down() {
	for _, id := range slices.Sorted(maps.Keys(n.seats)) {
		if c := n.seats[id].recorded.ConferenceID; c != "" {
			n.recordFact(Fact{Type: link.FactParticipantLeft, Data: link.ParticipantLeft{ConferenceID: c, ParticipantID: id, Reason: "node-shutdown"}})
		}
	}
	for _, c := range slices.Sorted(maps.Keys(n.held)) {
		ended := link.ConferenceEnded{ConferenceID: c, Reason: "node-shutdown"}
		ended.Nodes, ended.Entries = others(n.id, n.others[c])
		n.recordFact(Fact{Type: link.FactConferenceEnded, Data: ended})
	}
	n.record = append(n.record, entry{attached: none})
	n.durable = len(n.record)
	n.crash()
}

func (n *simNode) restart() {
	n.w.logf("%s restarts", n.id)
	n.start()
	n.w.changed()
}

// write records, durable a little later.
func (n *simNode) write(e entry) {
	n.record = append(n.record, e)
	upTo, boot := len(n.record), n.boot
	n.w.after(n.w.between(0, 30*time.Millisecond), func() {
		if n.alive && n.boot == boot {
			n.durable = max(n.durable, upTo)
		}
	})
}

// look takes over what gossip knows.
func (n *simNode) look() {
	n.live, n.claims = nil, map[string]string{}
	for _, o := range n.w.nodes {
		if n == o || n.w.reaches(n, o) {
			n.live = append(n.live, o.id)
			if o.home != nil {
				n.claims[o.id] = o.home.m.id
			}
		}
	}
	if n.at != nil && !slices.Contains(n.live, n.at.home.id) {
		n.lost(n.at)
	}
	if n.home != nil {
		for _, id := range slices.Sorted(maps.Keys(n.claims)) {
			if Stays(n.claim(id), n.claim(n.id)) {
				n.yield(id)
				break
			}
		}
	}
	n.attach()
}

// announce has everybody learn of a claim soon.
func (n *simNode) announce() {
	for _, o := range n.w.nodes {
		boot := o.boot
		n.w.after(n.w.between(10*time.Millisecond, 800*time.Millisecond), func() {
			if o.alive && o.boot == boot {
				o.look()
			}
		})
	}
}

// lost: a connection is no more.
func (n *simNode) lost(c *simConn) {
	n.conns = slices.DeleteFunc(n.conns, func(o *simConn) bool { return o == c })
	n.waiting = slices.DeleteFunc(n.waiting, func(o *simConn) bool { return o == c })
	if c.home == n && n.home != nil && n.home.stations[c.station.id] == c {
		delete(n.home.stations, c.station.id)
		_ = n.home.step(NodeAway{NodeID: c.station.id})
	}
	if n.at == c {
		n.w.logf("%s lost its home %s", n.id, c.home.id)
		n.detach()
		if !c.closed {
			c.cut()
		}
		n.attach()
	}
}

// needed says whether the node has anything to do with the service. A replica is
// reason enough: those whose home died come back to who has it.
func (n *simNode) needed() bool {
	return n.replica != nil || len(n.seats) > 0 || len(n.calls) > 0 || len(n.held) > 0 || len(n.requests) > 0
}

// attach finds the home and registers there.
func (n *simNode) attach() {
	if n.at != nil || n.gather != nil || !n.needed() {
		return
	}
	target := n.wouldBeHome()
	if target == n.id {
		switch {
		case n.home != nil:
			c := n.w.dial(n, n)
			n.at = c
			n.home.welcome(c, n.registration())
		case n.replica != nil:
			n.collect()
			n.gathered(false)
		default:
			n.found()
			n.attach()
		}
		return
	}
	home := n.w.node(target)
	if !n.w.reaches(n, home) {
		n.retry()
		return
	}
	c := n.w.dial(n, home)
	n.at = c
	r := n.registration()
	n.w.logf("%s registers at %s with %d seats, %d calls, held %v", n.id, target, len(r.Seats), len(r.Calls), r.Held)
	c.send(true, func() { home.knocked(c, r) })
}

func (n *simNode) retry() {
	if n.retrying {
		return
	}
	n.retrying = true
	boot := n.boot
	n.w.after(n.w.between(100*time.Millisecond, 400*time.Millisecond), func() {
		if n.alive && n.boot == boot {
			n.retrying = false
			n.attach()
		}
	})
}

// wouldBeHome is where the node looks for the home.
func (n *simNode) wouldBeHome() string {
	claims := slices.Sorted(maps.Keys(n.claims))
	if n.home != nil && !slices.Contains(claims, n.id) {
		claims = append(claims, n.id)
	}
	if len(claims) > 0 {
		return slices.MinFunc(claims, func(a, b string) int {
			switch {
			case a == b:
				return 0
			case Stays(n.claim(a), n.claim(b)):
				return -1
			default:
				return 1
			}
		})
	}
	return membership.Homes(simService.ID, n.members())[0]
}

func (n *simNode) claim(id string) membership.Claim {
	c := membership.Claim{NodeID: id, ServiceID: simService.ID, ConferenceID: n.claims[id]}
	if id == n.id && n.home != nil {
		c.ConferenceID = n.home.m.id
	}
	return c
}

// knocked: a station registers.
func (n *simNode) knocked(c *simConn, r Registration) {
	switch {
	case n.home != nil && r.Precedes(n.home.m.id):
		n.yield(n.id)
		n.collect()
		n.gather.Add(r)
		n.waiting = append(n.waiting, c)
		n.gathered(false)
	case n.home != nil:
		n.home.welcome(c, r)
	case n.gather != nil:
		n.gather.Add(r)
		n.waiting = append(n.waiting, c)
		n.gathered(false)
	case n.wouldBeHome() != n.id || n.at != nil:
		station := c.station
		c.send(false, func() {
			c.close()
			if station.at == c {
				station.at = nil
				station.retry()
			}
		})
	case r.Replica != nil || n.replica != nil:
		n.collect()
		n.gather.Add(r)
		n.waiting = append(n.waiting, c)
		n.gathered(false)
	default:
		n.found()
		n.home.welcome(c, r)
	}
}

// found makes a home for a conference that begins.
func (n *simNode) found() {
	n.serve(NewMachine(Setup{
		ConferenceID: n.w.id("c"), NodeID: n.id, LocationID: "loc-" + n.id, Service: simService, Reserve: capacity.HD,
	}))
	n.w.logf("%s founds %s", n.id, n.home.m.id)
	h, boot := n.home, n.boot
	n.w.after(10*time.Second, func() {
		if n.alive && n.boot == boot && n.home == h && !h.m.opened {
			_ = h.step(Shutdown{}) // nobody came
			h.distribute(Outcome{Facts: []Fact{}, Effects: []Effect{SetSpotlight{}}})
		}
	})
}

func (n *simNode) serve(m *Machine) {
	n.home = &simHome{n: n, m: m, stations: map[string]*simConn{}}
	n.announce()
}

// collect begins a takeover.
func (n *simNode) collect() {
	n.w.logf("%s gathers", n.id)
	n.gather = NewGather(n.w.now.Add(time.Second))
	n.gather.Add(n.registration())
	g, boot := n.gather, n.boot
	n.w.after(time.Second, func() {
		if n.alive && n.boot == boot && n.gather == g {
			n.gathered(true)
		}
	})
}

func (n *simNode) gathered(timeUp bool) {
	live := func(id string) bool { return slices.Contains(n.live, id) }
	if n.gather == nil || !timeUp && !n.gather.Complete(live) {
		return
	}
	g, waiting := n.gather, n.waiting
	n.gather, n.waiting = nil, nil
	g.Add(n.registration()) // as it is by now
	m, out := g.TakeOver(n.w.now, Setup{
		ConferenceID: n.w.id("c"), NodeID: n.id, LocationID: "loc-" + n.id, Service: simService, Reserve: capacity.HD,
	})
	n.w.logf("%s takes over %s, term %d, %d people", n.id, m.id, m.term, len(m.people))
	if n.replica != nil && m.id > n.replica.ConferenceID {
		n.w.fail("%s takes over %s and had %s", n.id, m.id, n.replica.ConferenceID)
	}
	n.serve(m)
	h := n.home
	h.judge(out)
	own := n.w.dial(n, n)
	n.at = own
	for _, c := range append(waiting, own) {
		if !c.closed {
			h.stations[c.station.id] = c
		}
	}
	// Those with a seat here who did not come in time are away.
	m.Changes()
	h.tell(out, m.Snapshot, slices.Sorted(maps.Keys(h.stations))...)
	h.over()
}

// yield hands over to another home.
func (n *simNode) yield(to string) {
	h := n.home
	n.w.logf("%s yields %s to %s", n.id, h.m.id, to)
	h.distribute(Outcome{})
	h.m.Yield()
	n.home = nil
	for _, id := range slices.Sorted(maps.Keys(h.stations)) {
		c := h.stations[id]
		c.send(false, func() {
			c.close()
			if c.station.at == c && c.station.alive {
				c.station.detach()
				c.station.attach()
			}
		})
	}
	n.announce()
}

// registration is what the station knows.
func (n *simNode) registration() Registration {
	r := Registration{NodeID: n.id, LocationID: "loc-" + n.id, Terms: map[string]Terms{}, Held: map[string]uint64{}, Released: map[string]uint64{}}
	if n.replica != nil {
		is := *n.replica
		is.People = slices.Clone(is.People)
		is.Nodes, is.Gone, is.Terms = slices.Clone(is.Nodes), slices.Clone(is.Gone), maps.Clone(is.Terms)
		r.Replica = &is
		r.Terms = is.Terms
	}
	for _, id := range slices.Sorted(maps.Keys(n.seats)) {
		s := n.seats[id]
		p := s.person
		p.Streams = false
		if c := n.w.clientOf(id, n); c != nil {
			p.Streams = c.stream
		}
		r.Seats = append(r.Seats, SeatRecord{Person: p, Recorded: s.recorded})
	}
	for _, id := range slices.Sorted(maps.Keys(n.calls)) {
		r.Calls = append(r.Calls, n.calls[id])
	}
	for id, entries := range n.entries {
		if n.held[id] {
			r.Held[id] = entries
		} else {
			r.Released[id] = entries
		}
	}
	return r
}

// simMessage is what a home says to a station at once.
type simMessage struct {
	home    string
	whole   *Snapshot
	change  *Change
	facts   []Fact
	notices []Notice
	effects []Effect
	over    bool
}

// obey carries out what the home says, in its order.
func (n *simNode) obey(c *simConn, msg simMessage) {
	if n.at != c {
		return
	}
	n.attached = true
	switch {
	case msg.whole != nil:
		if n.replica == nil || n.replica.ConferenceID != msg.whole.ConferenceID {
			n.record = append(n.record, entry{attached: msg.whole.ConferenceID})
			n.durable = len(n.record)
		}
		if n.replica != nil && n.replica.ConferenceID == msg.whole.ConferenceID && msg.whole.Term < n.replica.Term {
			n.w.fail("%s is told term %d after %d", n.id, msg.whole.Term, n.replica.Term)
		}
		n.replica = msg.whole
	case msg.change != nil:
		if !n.replica.Follows(*msg.change) {
			n.w.fail("%s: change %d of %s does not follow %d of %s", n.id, msg.change.Number, msg.change.Home, n.replica.Number, n.replica.Home)
		}
		n.replica.Apply(*msg.change)
	}
	for _, p := range n.replica.People {
		if s, ok := n.seats[p.ID]; ok {
			s.person = p
		}
	}
	if len(n.replica.Nodes) > 0 {
		n.others[n.replica.ConferenceID] = slices.Clone(n.replica.Nodes)
	}
	n.homes[n.replica.ConferenceID] = n.replica.Head
	for _, f := range msg.facts {
		n.recordFact(f)
	}
	for _, is := range msg.notices {
		if cl := n.w.clientOf(is.To, n); cl != nil {
			cl.hear(is.Event)
		}
	}
	for _, e := range msg.effects {
		n.perform(e)
	}
	if msg.over {
		c.close()
		n.asked = slices.DeleteFunc(n.asked, func(q *question) bool { return !q.joins })
		n.detach()
		n.replica = nil
		clear(n.calls)
		n.write(entry{attached: none})
		n.attach()
		return
	}
	waiting := n.requests
	n.requests = nil
	for _, ask := range waiting {
		ask()
	}
}

func (n *simNode) recordFact(f Fact) {
	n.w.logf("%s records %s %v", n.id, f.Type, f.Data)
	n.write(entry{fact: f})
	switch d := f.Data.(type) {
	case link.ConferenceStarted:
		n.held[d.ConferenceID] = true
		n.entries[d.ConferenceID]++
	case link.ConferenceEnded:
		delete(n.held, d.ConferenceID)
	case link.ParticipantJoined, link.ParticipantMoved:
		if n.seats[f.ParticipantOf()] == nil {
			s := &simSeat{}
			at := slices.IndexFunc(n.replica.People, func(p Person) bool { return p.ID == f.ParticipantOf() })
			if at < 0 {
				break // came and went in one step
			}
			s.person = n.replica.People[at]
			n.seats[f.ParticipantOf()] = s
		}
	}
	if s, ok := n.seats[f.ParticipantOf()]; ok {
		s.recorded.Note(f)
	}
}

func (n *simNode) perform(e Effect) {
	switch e := e.(type) {
	case SetPolicy:
		n.policies[e.ParticipantID] = e.Policy
	case CloseCall:
		delete(n.calls, e.CallID)
	case Forget:
		if e.Moved && n.seats[e.ParticipantID] != nil {
			n.write(entry{moved: e.ParticipantID})
		}
		if !e.Stays {
			delete(n.seats, e.ParticipantID)
		}
	}
}

// detach leaves the home; what has not been answered is asked again of the next.
func (n *simNode) detach() {
	n.at, n.attached = nil, false
	for _, q := range n.asked {
		if !q.answered {
			n.requests = append(n.requests, func() { n.put(q) })
		}
	}
	n.asked = nil
}

// question is what a client waits for.
type question struct {
	do       func(h *simHome, reply func(func()))
	joins    bool // also the conference that follows
	answered bool
}

func (n *simNode) put(q *question) {
	if n.attached {
		n.asked = append(slices.DeleteFunc(n.asked, func(o *question) bool { return o.answered || o == q }), q)
	}
	n.ask(func(h *simHome, reply func(func())) {
		q.do(h, func(answer func()) {
			reply(func() {
				if !q.answered {
					q.answered = true
					answer()
				}
			})
		})
	})
}

// ask has the home do something for a client of the node.
func (n *simNode) ask(do func(h *simHome, reply func(func()))) {
	if !n.attached {
		n.requests = append(n.requests, func() { n.ask(do) })
		n.attach()
		return
	}
	c := n.at
	c.send(true, func() {
		h := c.home.home
		if h == nil || h.stations[n.id] != c {
			return
		}
		do(h, func(answer func()) { c.send(false, answer) })
	})
}

// step feeds the machine on behalf of the home itself.
func (h *simHome) step(in Input) error {
	_, err := h.stepFrom("", in)
	return err
}

func (h *simHome) stepFrom(node string, in Input) (Outcome, error) {
	var out Outcome
	var err error
	if node == "" {
		out, err = h.m.Step(h.n.w.now, in)
	} else {
		out, err = h.m.StepFrom(h.n.w.now, node, in)
	}
	h.distribute(out)
	return out, err
}

func (h *simHome) distribute(out Outcome) {
	h.judge(out)
	if c, ok := h.m.Changes(); ok || len(out.Facts)+len(out.Notices)+len(out.Effects) > 0 {
		h.send(out, &c, ok)
	}
	h.over()
	h.arm()
}

// judge: nobody's media flow before he has been let in.
func (h *simHome) judge(out Outcome) {
	w := h.n.w
	for _, f := range out.Facts {
		switch d := f.Data.(type) {
		case link.ParticipantJoined:
			w.letIn[d.ParticipantID] = w.letIn[d.ParticipantID] || !d.Waiting
		case link.ParticipantMoved: // is as it was, and may have been let in while it was away
			w.letIn[d.ParticipantID] = w.letIn[d.ParticipantID] || !d.Waiting
		case link.ParticipantChange:
			if f.Type == link.FactParticipantAdmitted {
				w.letIn[d.ParticipantID] = true
			}
		}
	}
	for _, e := range out.Effects {
		is, ok := e.(SetPolicy)
		if p := h.m.find(is.ParticipantID); p != nil && p.away {
			continue
		}
		if ok && is.Policy.Admitted && !w.letIn[is.ParticipantID] {
			w.fail("the media of %s flow, and nobody has let it in", is.ParticipantID)
		}
	}
}

func (h *simHome) send(out Outcome, c *Change, changed bool) {
	for _, id := range slices.Sorted(maps.Keys(h.stations)) {
		msg := h.messageFor(id, out)
		if changed {
			msg.change = c
		}
		h.post(h.stations[id], msg)
	}
	h.own(out)
}

// own records what concerns the conference when the home has no station.
func (h *simHome) own(out Outcome) {
	if _, ok := h.stations[h.n.id]; ok {
		return
	}
	for _, f := range out.Facts {
		if f.Node == "" || f.Node == h.n.id {
			h.n.recordFact(f)
		}
	}
}

// tell gives some stations the whole state, and everybody his part of what is to
// be done.
func (h *simHome) tell(out Outcome, whole func() Snapshot, fresh ...string) {
	for _, id := range slices.Sorted(maps.Keys(h.stations)) {
		msg := h.messageFor(id, out)
		if slices.Contains(fresh, id) {
			s := whole()
			msg.whole = &s
		}
		h.post(h.stations[id], msg)
	}
	h.own(out)
	h.arm()
}

func (h *simHome) messageFor(id string, out Outcome) simMessage {
	msg := simMessage{home: h.n.id}
	for _, f := range out.Facts {
		if f.Node == id || f.Node == "" && id == h.n.id {
			msg.facts = append(msg.facts, f)
		}
	}
	for _, is := range out.Notices {
		if is.Node == id {
			msg.notices = append(msg.notices, is)
		}
	}
	for _, e := range out.Effects {
		if nodeOf(e) == id {
			msg.effects = append(msg.effects, e)
		}
	}
	_, msg.over = h.m.Ended()
	return msg
}

func nodeOf(e Effect) string {
	switch e := e.(type) {
	case SetPolicy:
		return e.NodeID
	case StartCall:
		return e.NodeID
	case CloseCall:
		return e.NodeID
	case Forget:
		return e.NodeID
	default:
		return ""
	}
}

func (h *simHome) post(c *simConn, msg simMessage) {
	station := c.station
	if station == h.n {
		station.obey(c, msg) // no network between
		return
	}
	c.send(false, func() { station.obey(c, msg) })
}

// welcome takes a station in.
func (h *simHome) welcome(c *simConn, r Registration) {
	if c.closed || c.broken {
		return
	}
	id := c.station.id
	if old := h.stations[id]; old != nil && old != c {
		delete(h.stations, id)
	}
	h.distribute(Outcome{}) // what there is to say to the others first
	h.stations[id] = c
	out, _ := h.m.Step(h.n.w.now, Register{r})
	h.judge(out)
	change, changed := h.m.Changes()
	for _, to := range slices.Sorted(maps.Keys(h.stations)) {
		msg := h.messageFor(to, out)
		switch {
		case to == id:
			s := h.m.Snapshot()
			msg.whole = &s
		case changed:
			msg.change = &change
		}
		h.post(h.stations[to], msg)
	}
	h.own(out)
	h.over()
	h.arm()
}

// over: the conference has ended.
func (h *simHome) over() {
	if why, over := h.m.Ended(); over && h.n.home == h {
		h.n.w.logf("%s: %s is over: %s", h.n.id, h.m.id, why.Name)
		h.n.home = nil
		h.n.w.ended = h.n.w.now
		h.n.announce()
	}
}

// arm has the machine tick when it wants.
func (h *simHome) arm() {
	h.tick++
	tick, boot := h.tick, h.n.boot
	next, ok := h.m.Next()
	if !ok {
		return
	}
	h.n.w.after(max(0, next.Sub(h.n.w.now)), func() {
		if h.n.alive && h.n.boot == boot && h.n.home == h && h.tick == tick {
			_ = h.step(Tick{})
		}
	})
}
