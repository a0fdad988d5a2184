package liveview

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store/memory"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/projectiontest"
)

// content is what a state shows, comparable.
func content(t testing.TB, locations map[string]*Location, nodes map[string]*Node, conferences map[string]*Conference) string {
	t.Helper()
	b, err := json.Marshal([]any{locations, nodes, conferences})
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// client follows the rules that docs/graphql.md gives readers.
type client struct {
	sub         *Subscription
	pace        Pace
	known       bool
	position    events.Position
	locations   map[string]*Location
	nodes       map[string]*Node
	conferences map[string]*Conference
}

// apply returns false on a gap.
func (c *client) apply(e Event) bool {
	switch e := e.(type) {
	case *Snapshot:
		c.known, c.position = true, e.Position
		c.locations, c.nodes, c.conferences = map[string]*Location{}, map[string]*Node{}, map[string]*Conference{}
		c.put(e.Locations, e.Nodes, e.Conferences)
	case *Delta:
		if e.Position <= c.position {
			return true
		}
		if e.PreviousPosition > c.position {
			return false
		}
		c.position = e.Position
		c.put(e.Locations, e.Nodes, e.Conferences)
		for _, r := range e.Removed {
			switch r.Kind {
			case RefLocation:
				delete(c.locations, r.ID)
			case RefNode:
				delete(c.nodes, r.ID)
			case RefConference:
				delete(c.conferences, r.ID)
			}
		}
	case *Bookmark:
		return e.Position <= c.position
	}
	return true
}

func (c *client) put(locations []*Location, nodes []*Node, conferences []*Conference) {
	for _, x := range locations {
		c.locations[x.ID] = x
	}
	for _, x := range nodes {
		c.nodes[x.ID] = x
	}
	for _, x := range conferences {
		c.conferences[x.ID] = x
	}
}

// schedule is one run of the model: a log, two replicas that fold and tick on
// their own, and clients that lose frames, change replicas and read slowly.
type schedule struct {
	t        testing.TB
	rnd      *rand.Rand
	now      time.Time
	log      []events.Recorded
	truth    map[events.Position]string
	replicas [2]*View
	clients  []*client

	resumes, snapshots, slow, gaps int
}

func newSchedule(t testing.TB, seed uint64) *schedule {
	s := &schedule{t: t, rnd: rand.New(rand.NewPCG(seed, 1)), now: projectiontest.Epoch, truth: map[events.Position]string{}}
	log, generator := projectiontest.NewLog(memory.New()), projectiontest.NewGenerator(s.rnd.IntN)
	for range 80 + s.rnd.IntN(150) {
		if _, err := log.Add(context.Background(), generator.Next()); err != nil {
			t.Fatal(err)
		}
	}
	var end events.Position
	var err error
	if s.log, end, err = projectiontest.Read(context.Background(), log.Store, 0, New(s.clock).Filter()); err != nil {
		t.Fatal(err)
	}
	s.tellTruth(end)
	for i := range s.replicas {
		s.restart(i)
	}
	for range 5 {
		s.clients = append(s.clients, &client{})
	}
	return s
}

func (s *schedule) clock() time.Time { return s.now }

// tellTruth folds the log one event at a time and keeps every state; between
// two events of the live view's kinds the state stays.
func (s *schedule) tellTruth(end events.Position) {
	v := New(s.clock)
	next := 0
	for p := events.Position(0); p <= end; p++ {
		b := projections.Batch{Through: p, Live: true}
		if next < len(s.log) && s.log[next].Position == p {
			b.Events = s.log[next : next+1]
			next++
		}
		if _, err := v.Commit(context.Background(), b); err != nil {
			s.t.Fatal(err)
		}
		c := &client{}
		snap, err := v.Snapshot()
		if err != nil {
			s.t.Fatal(err)
		}
		c.apply(snap)
		s.truth[p] = content(s.t, c.locations, c.nodes, c.conferences)
	}
}

// advance gives a replica up to n more events.
func (s *schedule) advance(v *View, n int) {
	for _, e := range s.log {
		if e.Position <= v.position {
			continue
		}
		if n--; n < 0 {
			return
		}
		if _, err := v.Commit(context.Background(), projections.Batch{Events: []events.Recorded{e}, Through: e.Position, Live: v.live}); err != nil {
			s.t.Fatal(err)
		}
	}
}

// restart replaces a replica by one that has folded some of the log.
func (s *schedule) restart(i int) {
	n := 0
	if old := s.replicas[i]; old != nil {
		n = s.rnd.IntN(int(old.position) + 20) // it may come back behind what it had sent
	}
	v := New(s.clock)
	s.advance(v, n)
	if _, err := v.Commit(context.Background(), projections.Batch{Through: v.position, Live: true}); err != nil {
		s.t.Fatal(err)
	}
	s.replicas[i] = v
}

func (s *schedule) connect(c *client) {
	v := s.replicas[s.rnd.IntN(2)]
	c.pace = TenHz
	if s.rnd.IntN(3) == 0 {
		c.pace = OneHz
	}
	if c.known {
		at := c.position
		c.sub = v.Subscribe(&at, c.pace)
		s.resumes++
	} else {
		c.sub = v.Subscribe(nil, c.pace)
	}
}

// pull reads what is there, up to n events; some are lost on the way.
func (s *schedule) pull(c *client, n int, lossy bool) {
	for range n {
		e, _ := c.sub.poll()
		if e == nil {
			if b := c.sub.bookmark(); b != nil && s.rnd.IntN(4) == 0 && !c.apply(b) {
				s.gaps++
				s.connect(c)
			}
			return
		}
		if snap, ok := e.(*Snapshot); ok {
			s.snapshots++
			if snap.Reason == SlowConsumer {
				s.slow++
			}
		} else if lossy && s.rnd.IntN(10) == 0 {
			continue
		}
		if !c.apply(e) {
			s.gaps++
			s.connect(c)
			continue
		}
		s.sample(c)
	}
}

// sample is check now and then: it costs more than all the rest.
func (s *schedule) sample(c *client) {
	s.t.Helper()
	if s.rnd.IntN(4) == 0 {
		s.check(c)
	}
}

// check holds a client to the truth at its position.
func (s *schedule) check(c *client) {
	s.t.Helper()
	if got := content(s.t, c.locations, c.nodes, c.conferences); got != s.truth[c.position] {
		s.t.Fatalf("at position %s\nclient has %s\ntruth is   %s", c.position, got, s.truth[c.position])
	}
}

func (s *schedule) run() {
	for _, c := range s.clients {
		s.connect(c)
	}
	for range 600 {
		s.now = s.now.Add(100 * time.Millisecond)
		for i, v := range s.replicas {
			switch k := s.rnd.IntN(200); {
			case k < 60:
				s.advance(v, 1+s.rnd.IntN(3))
			case k == 60:
				s.restart(i)
			case k == 61:
				s.now = s.now.Add(maxAge + time.Second)
			}
			if s.rnd.IntN(4) > 0 {
				v.tick()
			}
		}
		for i, c := range s.clients {
			switch k := s.rnd.IntN(100); {
			case k == 0:
				s.connect(c)
			case k < 40 && i > 0, k < 2: // the first one is slow
				s.pull(c, 1+s.rnd.IntN(5), true)
			}
		}
	}
	for _, v := range s.replicas { // what was lost shows at the latest now
		s.advance(v, len(s.log))
	}
	for range 2 * slowTicks {
		for _, v := range s.replicas {
			v.tick()
		}
	}
	end := s.replicas[0].applied
	for i, c := range s.clients {
		s.connect(c)
		s.pull(c, 2*maxLag*len(s.log), false)
		if b := c.sub.bookmark(); b == nil {
			s.t.Errorf("client %d has not got everything", i)
		} else if !c.apply(b) {
			s.t.Errorf("client %d is behind its bookmark", i)
		}
		s.check(c)
		if c.position < end {
			s.t.Errorf("client %d ends at %s, the log at %s", i, c.position, end)
		}
	}
}

func TestResumeNeverDiverges(t *testing.T) {
	schedules := 50
	if testing.Short() {
		schedules = 10
	}
	seed := rand.Uint64()
	t.Logf("seeds %d and following", seed)
	var resumes, snapshots, slow, gaps int
	for i := range schedules {
		s := newSchedule(t, seed+uint64(i)) // small
		s.run()
		resumes, snapshots, slow, gaps = resumes+s.resumes, snapshots+s.snapshots, slow+s.slow, gaps+s.gaps
		if t.Failed() {
			t.Fatalf("failed with seed %d", seed+uint64(i)) // small
		}
	}
	t.Logf("%d resumes, %d snapshots (%d for slow readers), %d gaps", resumes, snapshots, slow, gaps)
	if resumes == 0 || slow == 0 || gaps == 0 {
		t.Error("the schedules exercise nothing")
	}
}
