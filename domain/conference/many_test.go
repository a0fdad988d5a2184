package conference_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/parley-video/parley/domain/conference"
	"github.com/parley-video/parley/events"
)

// told is what one node has recorded, in its own order.
type told struct {
	facts   []conference.RecordFact
	entered uint64
	inside  bool
	open    map[string]bool // participants, as its journal knows them
	planes  []string        // open backplanes of which it tells
}

// person is a participant as it really is.
type person struct {
	node  string
	moves uint64
	role  events.Role
	muted bool
}

// meeting plays a conference on several nodes, and has each of them record what
// nodes record.
type meeting struct {
	rt        *rapid.T
	nodes     map[string]*told
	homes     []conference.Home // one, or those of the sides of a partition
	term      uint64
	locked    bool
	people    map[string]*person
	presenter string
	joined    int
	planes    int
	had       map[string]bool // nodes that have had participants
	crashed   bool            // a node has, so what is known last of its people depends on who tells first
}

var nodeNames = []string{"n1", "n2", "n3", "n4"}

func newMeeting(rt *rapid.T) *meeting {
	m := &meeting{rt: rt, nodes: map[string]*told{}, people: map[string]*person{}, had: map[string]bool{}, term: 1}
	for _, id := range nodeNames {
		m.nodes[id] = &told{open: map[string]bool{}}
	}
	m.homes = []conference.Home{{NodeID: m.pick(nodeNames, "home"), Term: 1}}
	m.enter(m.homes[0].NodeID)
	return m
}

func (m *meeting) pick(from []string, what string) string {
	return rapid.SampledFrom(from).Draw(m.rt, what)
}

func (m *meeting) home() conference.Home { return m.homes[0] }

func (m *meeting) fact(node string, ev events.Event) { m.tell(node, conference.RecordFact{Event: ev}) }

func (m *meeting) tell(node string, f conference.RecordFact) {
	n := m.nodes[node]
	f.ID, f.Fact = "c", events.FactRef{Node: node, Epoch: "e", Seq: uint64(len(n.facts) + 1)}
	n.facts = append(n.facts, f)
}

func (m *meeting) enter(node string) {
	n := m.nodes[node]
	if n.inside {
		return
	}
	n.inside = true
	n.entered++
	start := events.ConferenceStarted{ID: "c", ServiceID: "s", NodeID: node, LocationID: "l", Term: m.home().Term}
	if home := m.home().NodeID; home != node {
		start.HomeID = home
	}
	m.fact(node, start)
}

// admit lets somebody in at a node, of which the home says so.
func (m *meeting) admit(node string) {
	for _, p := range m.people {
		if p.node == node {
			return
		}
	}
	m.enter(node)
	m.had[node] = true
	if home := m.home().NodeID; home != node {
		m.fact(home, events.ConferenceNodeExpected{ID: "c", NodeID: node, Entries: m.nodes[node].entered})
	}
}

func (m *meeting) whole(id string) events.ParticipantJoined {
	p := m.people[id]
	return events.ParticipantJoined{ConferenceID: "c", ParticipantID: id, DisplayName: "Name", Role: p.role, NodeID: p.node}
}

func (m *meeting) join(node string) {
	m.admit(node)
	id := fmt.Sprintf("p%02d", m.joined)
	m.joined++
	m.people[id] = &person{node: node, role: events.RoleGuest}
	m.nodes[node].open[id] = true
	m.fact(node, m.whole(id))
}

func (m *meeting) leave(id string) {
	p := m.people[id]
	if m.presenter == id {
		m.presenter = ""
		m.fact(p.node, presentsNoMore(id))
	}
	m.fact(p.node, left(id, "hung-up"))
	delete(m.nodes[p.node].open, id)
	delete(m.people, id)
}

func (m *meeting) move(id, node string) {
	p := m.people[id]
	if p.node == node {
		return
	}
	if m.presenter == id {
		m.presenter = ""
		m.fact(p.node, presentsNoMore(id))
	}
	delete(m.nodes[p.node].open, id)
	m.resume(id, node)
}

func (m *meeting) resume(id, node string) {
	m.admit(node)
	p := m.people[id]
	p.node = node
	p.moves++
	m.nodes[node].open[id] = true
	m.tell(node, conference.RecordFact{
		Event: events.ParticipantMoved{ConferenceID: "c", ParticipantID: id, NodeID: node, LocationID: "l", Moves: p.moves},
		Whole: &conference.Whole{Joined: m.whole(id), Muted: p.muted},
	})
}

func (m *meeting) present(id string) {
	if before, ok := m.people[m.presenter]; ok && m.presenter != id {
		m.fact(before.node, presentsNoMore(m.presenter))
	}
	m.presenter = id
	m.fact(m.people[id].node, presents(id))
}

func (m *meeting) lock(home conference.Home, to bool) {
	if home == m.home() {
		m.locked = to
	}
	if to {
		m.fact(home.NodeID, events.ConferenceLocked{ID: "c"})
	} else {
		m.fact(home.NodeID, events.ConferenceUnlocked{ID: "c"})
	}
}

// take makes a node the only home.
func (m *meeting) take(node, reason string) {
	before := m.home().NodeID
	m.enter(node)
	m.term++
	m.homes = []conference.Home{{NodeID: node, Term: m.term}}
	m.fact(node, events.ConferenceHomeChanged{ID: "c", NodeID: node, PreviousNodeID: before, Term: m.term, Reason: reason})
	m.restate(m.home(), m.locked)
}

// restate is what a new home says of the conference.
func (m *meeting) restate(home conference.Home, locked bool) {
	for _, id := range nodeNames {
		if n := m.nodes[id]; n.entered > 0 && id != home.NodeID {
			m.fact(home.NodeID, events.ConferenceNodeExpected{ID: "c", NodeID: id, Entries: n.entered})
		}
	}
	m.lock(home, locked)
}

// split gives the other side of a partition a home of its own; a third side may
// give out the same term.
func (m *meeting) split() {
	var others []string
	for id, n := range m.nodes {
		if n.inside && m.had[id] && id != m.home().NodeID {
			others = append(others, id)
		}
	}
	slices.Sort(others)
	if len(m.homes) > 1 || len(others) == 0 {
		return
	}
	m.term++
	for _, id := range others[:min(len(others), 2)] {
		rival := conference.Home{NodeID: id, Term: m.term}
		m.homes = append(m.homes, rival)
		m.fact(id, events.ConferenceHomeChanged{ID: "c", NodeID: id, PreviousNodeID: m.home().NodeID, Term: m.term, Reason: "home-lost"})
		m.restate(rival, rapid.Bool().Draw(m.rt, "locked there"))
	}
}

func (m *meeting) heal() {
	if len(m.homes) > 1 {
		m.take(m.homes[rapid.IntRange(0, len(m.homes)-1).Draw(m.rt, "who stays")].NodeID, "merged")
	}
}

func (m *meeting) isHome(node string) bool {
	return slices.ContainsFunc(m.homes, func(h conference.Home) bool { return h.NodeID == node })
}

// release lets go of the conference, if a node may.
func (m *meeting) release(node string, over bool) {
	n := m.nodes[node]
	if !n.inside || len(n.open) > 0 || m.isHome(node) && !over {
		return
	}
	m.closePlanes(node)
	left := events.ConferenceNodeLeft{ID: "c", NodeID: node, Reason: "last-left"}
	for _, id := range nodeNames {
		if id != node && m.had[id] {
			left.Nodes = append(left.Nodes, id)
			if m.nodes[id].entered > 1 {
				if left.Entries == nil {
					left.Entries = map[string]uint64{}
				}
				left.Entries[id] = m.nodes[id].entered
			}
		}
	}
	n.inside = false
	m.fact(node, left)
}

func (m *meeting) closePlanes(node string) {
	n := m.nodes[node]
	for _, id := range n.planes {
		m.fact(node, events.BackplaneClosed{ConferenceID: "c", BackplaneID: id, Packets: 7, Reason: "unused"})
	}
	n.planes = nil
}

// crash takes a node away. Its people resume elsewhere or are gone. When it is
// back it closes what its journal has open, and has no word about the others.
func (m *meeting) crash(node string) {
	n := m.nodes[node]
	var elsewhere []string
	for id, o := range m.nodes {
		if id != node && o.inside && m.had[id] {
			elsewhere = append(elsewhere, id)
		}
	}
	slices.Sort(elsewhere)
	if !n.inside || len(m.homes) > 1 || len(elsewhere) == 0 {
		return
	}
	m.crashed = true
	if m.isHome(node) {
		m.take(elsewhere[0], "home-lost")
	}
	open := slices.Sorted(maps.Keys(n.open))
	for _, id := range open {
		if m.presenter == id {
			m.presenter = ""
		}
		if rapid.Bool().Draw(m.rt, "resumes") {
			m.resume(id, m.pick(elsewhere, "where"))
		} else {
			delete(m.people, id)
		}
	}
	for _, id := range open {
		m.fact(node, left(id, "node-restarted"))
	}
	clear(n.open)
	n.inside, n.planes = false, nil
	m.fact(node, events.ConferenceNodeLeft{ID: "c", NodeID: node, Reason: "node-restarted"})
}

func (m *meeting) somebody() (string, bool) {
	if len(m.people) == 0 {
		return "", false
	}
	return m.pick(slices.Sorted(maps.Keys(m.people)), "who"), true
}

func (m *meeting) step() {
	node := m.pick(nodeNames, "node")
	switch rapid.IntRange(0, 15).Draw(m.rt, "step") {
	case 0, 1, 2:
		m.join(node)
		return
	case 3:
		m.release(node, false)
		return
	case 4:
		m.crash(node)
		return
	case 5:
		m.split()
		return
	case 6:
		m.heal()
		return
	case 7:
		m.lock(m.homes[rapid.IntRange(0, len(m.homes)-1).Draw(m.rt, "which home")], rapid.Bool().Draw(m.rt, "lock"))
		return
	case 8:
		if n := m.nodes[node]; n.inside {
			m.planes++
			id := fmt.Sprintf("b%02d", m.planes)
			n.planes = append(n.planes, id)
			m.fact(node, events.BackplaneOpened{ConferenceID: "c", BackplaneID: id, NodeID: node, PeerID: "x", Kind: "geo"})
		}
		return
	}
	id, ok := m.somebody()
	if !ok {
		return
	}
	p := m.people[id]
	switch rapid.IntRange(0, 5).Draw(m.rt, "act") {
	case 0:
		m.leave(id)
	case 1, 2:
		m.move(id, node)
	case 3:
		p.muted = !p.muted
		if p.muted {
			m.fact(p.node, muted(id))
		} else {
			m.fact(p.node, events.ParticipantUnmuted{ConferenceID: "c", ParticipantID: id})
		}
	case 4:
		p.role = events.RoleHost
		m.fact(p.node, events.ParticipantRoleChanged{ConferenceID: "c", ParticipantID: id, Role: p.role})
	default:
		m.present(id)
	}
}

// finish lets everybody leave and all nodes release, the home at some point.
func (m *meeting) finish() {
	m.heal()
	for _, id := range slices.Sorted(maps.Keys(m.people)) {
		m.leave(id)
	}
	for _, id := range rapid.Permutation(nodeNames).Draw(m.rt, "releases") {
		m.release(id, true)
	}
}

// interleave draws an order of all facts that keeps each node's own, with some
// told again.
func (m *meeting) interleave(rt *rapid.T) []conference.RecordFact {
	at := map[string]int{}
	var out []conference.RecordFact
	// Often one node drains much, or all, before another is heard at all.
	for {
		var more []string
		for _, id := range nodeNames {
			if at[id] < len(m.nodes[id].facts) {
				more = append(more, id)
			}
		}
		if len(more) == 0 {
			return out
		}
		id := rapid.SampledFrom(more).Draw(rt, "who tells")
		n := rapid.SampledFrom([]int{1, 2, 5, 1000}).Draw(rt, "how much")
		facts := m.nodes[id].facts
		next := min(at[id]+n, len(facts))
		out = append(out, facts[at[id]:next]...)
		at[id] = next
		if rapid.IntRange(0, 7).Draw(rt, "again") == 0 {
			at[id] = rapid.IntRange(0, next).Draw(rt, "from")
		}
	}
}

// outcome is what must not depend on who tells first.
type outcome struct {
	Home       conference.Home
	Locked     bool
	Ended      bool
	Presenter  string
	People     map[string]conference.Participant
	Backplanes map[string]conference.Backplane
}

func (m *meeting) record(rt *rapid.T) outcome {
	state, told := conference.Initial(), newStory()
	joined, ended := 0, 0
	for _, f := range m.interleave(rt) {
		d, err := conference.Decide(f, state)
		if err != nil {
			rt.Fatal(err)
		}
		for i, ev := range d.Events {
			rec := events.Recorded{Event: ev}
			if i == len(d.Events)-1 {
				rec.Meta.Fact = &f.Fact
			}
			if err := told.tell(rec); err != nil {
				rt.Fatal(err)
			}
			switch ev.(type) {
			case events.ParticipantJoined:
				joined++
			case events.ConferenceEnded:
				ended++
			}
			state = conference.Evolve(state, rec)
		}
	}
	if ended != 1 || joined != m.joined || len(told.gone) != m.joined {
		rt.Fatalf("ended %d times; of %d participants %d joined and %d left; outstanding %v",
			ended, m.joined, joined, len(told.gone), state.Nodes.AllOutstanding())
	}
	out := outcome{
		Home: state.Nodes.Home, Locked: state.Locked, Ended: state.Ended, Presenter: state.Presenter,
		People: map[string]conference.Participant{}, Backplanes: state.Backplanes,
	}
	for id, p := range state.Participants {
		p.Number = 0
		if m.crashed { // a node that restarted may have said that they left, before the one to which they went told of them
			p = conference.Participant{Left: p.Left}
		}
		out.People[id] = p
	}
	return out
}

// Whatever nodes do, and whoever of them is heard first, the log says the same
// in the end: everybody joined once and left once, and the conference ended once,
// after all of that.
func TestManyNodesMakeOneStory(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := newMeeting(rt)
		for range rapid.IntRange(1, 40).Draw(rt, "steps") {
			m.step()
		}
		m.finish()
		first := m.record(rt)
		for range 3 {
			if again := m.record(rt); !reflect.DeepEqual(again, first) {
				rt.Fatalf("once  %+v\nagain %+v", first, again)
			}
		}
	})
}
