package conference

import (
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/parley-video/parley/nodeagent/link"
)

var (
	simSeed  = flag.Uint64("sim.seed", 0, "run this one seed of the simulation; 0: many")
	simSeeds = flag.Int("sim.seeds", 200, "number of seeds of the simulation")
)

var simService = func() link.Service {
	s := guarded()
	s.ID = "svc"
	return s
}()

var simSettings = link.Settings{PINEntryTimeout: 60, WaitingForHostTimeout: 300, GuestsOnlyTimeout: 120, LastParticipantTimeout: 0}

// TestConferencesOnManyNodes cuts, heals, crashes and restarts, and holds what
// comes of it against what must never break.
func TestConferencesOnManyNodes(t *testing.T) {
	if *simSeed != 0 {
		newWorld(t, *simSeed, true).play()
		return
	}
	late := 0
	for seed := range uint64(*simSeeds) {
		w := newWorld(t, seed+1, false)
		w.play()
		if w.tooLate {
			late++
		}
	}
	if late > 1+*simSeeds/500 {
		t.Errorf("in %d of %d worlds the log ended too early", late, *simSeeds)
	}
}

func newWorld(t testing.TB, seed uint64, tells bool) *world {
	w := &world{
		t: t, seed: seed, rng: rand.New(rand.NewPCG(seed, 14)), now: t0, group: map[string]int{},
		mayHost: map[string]bool{}, letIn: map[string]bool{}, tells: tells,
	}
	w.again = func() { newWorld(t, seed, true).play() }
	for i := range 2 + w.rng.IntN(4) {
		w.nodes = append(w.nodes, &simNode{w: w, id: fmt.Sprintf("n%d", i+1)})
	}
	for _, n := range w.nodes {
		n.start()
	}
	for i := range 3 + w.rng.IntN(8) {
		c := &simClient{w: w, name: fmt.Sprintf("client%d", i+1), placed: w.chance(50)}
		w.clients = append(w.clients, c)
		c.live()
	}
	w.changed()
	return w
}

// live acts now and then.
func (c *simClient) live() {
	c.w.after(c.w.between(200*time.Millisecond, 8*time.Second), func() {
		if !c.w.over {
			c.act()
			c.live()
		}
	})
}

func (w *world) play() {
	w.run(3 * time.Second)
	for range 4 + w.rng.IntN(10) {
		w.fault()
		quiet := w.between(200*time.Millisecond, 30*time.Second)
		if quiet < soon {
			w.run(quiet)
			continue
		}
		w.run(soon)
		w.homed()
		w.run(quiet - soon)
		w.homed()
	}
	w.logf("everything heals")
	clear(w.group)
	for _, n := range w.nodes {
		if !n.alive {
			n.restart()
		}
	}
	w.changed()
	w.run(AwayAfter + 10*time.Second)
	w.quiet()
	w.settled()
	w.logf("everybody leaves")
	for _, c := range w.clients {
		if c.state == inside {
			c.ask(Leave{c.pid})
		}
	}
	w.run(10 * time.Minute)
	w.empty()
	w.told()
}

// soon is how long it takes at the longest until everybody has a home again.
const soon = 5 * time.Second

// homed is what must hold that long after whatever happened: on each side of a
// partition one home, which all that have anything to do with it belong to.
func (w *world) homed() {
	if w.now.Sub(w.ended) < soon {
		return // that is something, too: not everybody has heard of it
	}
	homes := map[int]*simNode{}
	for _, n := range w.nodes {
		if !n.alive || n.home == nil {
			continue
		}
		if other := homes[w.group[n.id]]; other != nil {
			w.fail("two homes on one side: %s and %s", other.id, n.id)
		}
		homes[w.group[n.id]] = n
	}
	for _, n := range w.nodes {
		if !n.alive || len(n.seats)+len(n.calls) == 0 {
			continue
		}
		home := homes[w.group[n.id]]
		switch {
		case home == nil:
			w.fail("%s has no home", n.id)
		case !n.attached || n.at.home != home:
			w.fail("%s is not with its home %s", n.id, home.id)
		}
	}
}

// quiet lets clients stop doing things, and waits until nothing is under way.
func (w *world) quiet() {
	for _, c := range w.clients {
		if c.state == joining || c.state == outside {
			c.state = vanished
		}
	}
	w.over = true
	w.run(w.between(time.Second, 2*time.Second))
	for w.flying > 0 {
		w.run(5 * time.Millisecond)
	}
}

func (w *world) fault() {
	n, _ := pick(w, w.nodes)
	switch w.rng.IntN(11) {
	case 0, 1, 2:
		for _, n := range w.nodes {
			w.group[n.id] = w.rng.IntN(2)
		}
		w.logf("cut: %v", w.group)
		w.changed()
	case 3, 4, 5:
		w.logf("heals")
		clear(w.group)
		w.changed()
	case 6, 7:
		if n.alive {
			n.crash()
		}
	case 8:
		if n.alive {
			n.stop()
		}
	default:
		if !n.alive {
			n.restart()
		}
	}
}

// settled is what must hold a while after everything has healed.
func (w *world) settled() {
	var homes []*simNode
	for _, n := range w.nodes {
		if n.home != nil {
			homes = append(homes, n)
		}
	}
	if len(homes) > 1 {
		w.fail("%d homes for one service: %s and %s", len(homes), homes[0].id, homes[1].id)
	}
	seats := map[string]string{}
	for _, n := range w.nodes {
		for id := range n.seats {
			if at, twice := seats[id]; twice {
				w.fail("%s has a seat at %s and at %s", id, at, n.id)
			}
			seats[id] = n.id
		}
	}
	if len(homes) == 0 {
		if len(seats) > 0 {
			w.fail("no home, but seats %v", seats)
		}
		return
	}
	m := homes[0].home.m
	for _, p := range m.people {
		if seats[p.id] != p.node {
			w.fail("%s is at %s, its seat at %q", p.id, p.node, seats[p.id])
		}
		delete(seats, p.id)
		n := w.node(p.node)
		if want, is := m.wanted(p), n.seats[p.id].recorded; want != is {
			w.fail("%s has recorded of %s (-wanted +is):\n%s", n.id, p.id, cmp.Diff(want, is))
		}
		if p.role == RoleHost && !w.mayHost[p.id] {
			w.fail("%s became host by itself", p.id)
		}
		if p.current != nil {
			carrier := w.node(p.current.node)
			if _, ok := carrier.calls[p.current.id]; !ok {
				w.fail("%s has call %s at %s, which does not know it", p.id, p.current.id, carrier.id)
			}
			if want, is := m.policy(p), carrier.policies[p.id]; want != is {
				w.fail("the engine of %s lets %s (-wanted +is):\n%s", carrier.id, p.id, cmp.Diff(want, is))
			}
		}
		c := w.clientOf(p.id, n)
		if c == nil || !c.stream {
			continue
		}
		roster, _ := m.RosterFor(p.id)
		want := map[string]Participant{}
		for _, o := range roster {
			want[o.ID] = o
		}
		if !maps.Equal(want, c.roster) {
			w.fail("%s (%s) sees (-machine +client):\n%s", c.name, p.id, cmp.Diff(want, c.roster))
		}
	}
	if len(seats) > 0 {
		w.fail("seats that the home does not know: %v", seats)
	}
	for _, n := range w.nodes {
		for id, c := range n.calls {
			p := m.find(c.ParticipantID)
			if p == nil || p.current == nil || p.current.id != id {
				w.fail("%s carries call %s of %s, which the home does not know", n.id, id, c.ParticipantID)
			}
		}
		if n.at != nil || n.home != nil {
			if n.replica != nil && n.attached {
				if is := m.Snapshot(); reflect.DeepEqual(is, *n.replica) {
					continue
				} else if diff := cmp.Diff(is, *n.replica, cmpopts.EquateEmpty()); diff != "" {
					w.fail("the replica of %s (-home +replica):\n%s", n.id, diff)
				}
			}
		}
	}
	for _, c := range w.clients {
		if c.state == inside && m.find(c.pid) == nil {
			w.fail("%s believes to be in as %s", c.name, c.pid)
		}
	}
}

// empty is what must hold when everybody is gone.
func (w *world) empty() {
	for _, n := range w.nodes {
		if n.home != nil {
			w.fail("%s is still home of %s with %d people", n.id, n.home.m.id, len(n.home.m.people))
		}
		if len(n.seats) > 0 || len(n.calls) > 0 || len(n.held) > 0 {
			w.fail("%s still has seats %v, calls %v, holds %v", n.id, slices.Sorted(maps.Keys(n.seats)), slices.Sorted(maps.Keys(n.calls)), n.held)
		}
		n.sound()
	}
}

// sound holds the facts of one node against each other: each node's make sense
// alone.
func (n *simNode) sound() {
	w := n.w
	holds := map[string]bool{}
	here := map[string]bool{}
	off := map[string]bool{} // is still to be told that somebody moved away
	for _, e := range n.record {
		is := conferenceOf(e.fact)
		switch d := e.fact.Data.(type) {
		case nil:
			if e.attached != "" {
				continue
			}
			for k := range here {
				if _, p, _ := cut(k); p == e.moved {
					delete(here, k)
				}
			}
			for k := range off {
				if _, p, _ := cut(k); p == e.moved {
					delete(off, k)
				}
			}
			continue
		case link.ConferenceStarted:
			if holds[is] {
				w.fail("%s begins with %s twice", n.id, is)
			}
			holds[is] = true
			continue
		case link.ParticipantJoined:
			here[is+"/"+d.ParticipantID] = true
		case link.ParticipantMoved:
			here[is+"/"+d.ParticipantID] = true
		}
		if !holds[is] {
			w.fail("%s records %s of %s, which it does not hold", n.id, e.fact.Type, is)
		}
		switch d := e.fact.Data.(type) {
		case link.ConferenceEnded:
			for k := range here {
				if c, _, _ := cut(k); c == is {
					delete(here, k)
					off[k] = true
				}
			}
			delete(holds, is)
		case link.ParticipantLeft:
			delete(here, is+"/"+d.ParticipantID)
		}
	}
	for k := range off {
		w.fail("%s has released %s with somebody in it", n.id, k)
	}
	for is := range holds {
		w.fail("%s never releases %s", n.id, is)
	}
}

func cut(k string) (conference, participant string, ok bool) { return strings.Cut(k, "/") }

func conferenceOf(f Fact) string {
	switch d := f.Data.(type) {
	case link.ConferenceStarted:
		return d.ConferenceID
	case link.ConferenceEnded:
		return d.ConferenceID
	case link.ConferenceChange:
		return d.ConferenceID
	case link.HomeTaken:
		return d.ConferenceID
	case link.NodeAdded:
		return d.ConferenceID
	case link.ParticipantJoined:
		return d.ConferenceID
	case link.ParticipantMoved:
		return d.ConferenceID
	case link.ParticipantLeft:
		return d.ConferenceID
	case link.ParticipantMedia:
		return d.ConferenceID
	case link.ParticipantRole:
		return d.ConferenceID
	case link.ParticipantChange:
		return d.ConferenceID
	case link.CallPlaced:
		return d.ConferenceID
	default:
		return ""
	}
}
