package conference

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/media"
	"github.com/parley-video/parley/nodeagent/membership"
)

const offer = "v=0\r\nm=audio 9\r\nm=video 9 x\r\n"

func carries(calls int) func(*membership.Member) {
	return func(m *membership.Member) { m.Capacity = capacity.FromHD(calls) }
}

func proxying(m *membership.Member) { m.Proxying = true }

// tellLoads lets everybody know what everybody carries.
func (c *cluster) tellLoads() {
	for _, n := range c.nodes {
		_, used := n.reg.Gauges()
		n.view.SetLoad(n.capacity, used)
	}
}

// placedAt is where the calls are, as the log has it.
func (c *cluster) placedAt() string {
	synctest.Wait()
	var list []string
	for _, id := range c.ids() {
		for _, f := range c.nodes[id].outbox.facts {
			if d, ok := f.Data.(link.CallPlaced); ok {
				list = append(list, strings.TrimSuffix(fmt.Sprintf("%s for %s %s %s", d.NodeID, id, d.Step, d.EdgeID), " "))
			}
		}
	}
	return strings.Join(list, ", ")
}

func TestACallOverflowsAndIsRefusedAtLast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		c.locations = []link.Location{{ID: "oslo", OverflowLocation1: "bern"}, {ID: "bern"}}
		n1, n2 := c.start("n1", "oslo", carries(2)), c.start("n2", "bern", carries(3))
		ctx := context.Background()
		var seats []*Seat
		for i := range 4 {
			seats = append(seats, n1.enter(fmt.Sprint("P", i)))
		}
		for i := range 3 {
			n1.call(seats[i])
		}
		if got := c.placedAt(); got != "n1 for n1 transcoding, n2 for n1 overflow1, n2 for n1 overflow1" {
			t.Errorf("placed at %s", got)
		}
		if _, used := n2.reg.Gauges(); used != 3*capacity.HD {
			t.Errorf("n2 carries %d", used)
		}
		_, _, err := seats[3].PlaceCall(ctx, offer)
		refusal, _ := RefusalOf(err)
		if refusal == nil || refusal.Code != CodeCapacity || !strings.Contains(refusal.Detail, "overflow1 bern: full, n2: full, needs 48 of 0 free") {
			t.Errorf("refused: %v", err)
		}
		if _, err := n1.tryEnter("late"); code(err) != CodeCapacity {
			t.Errorf("who could have no call at all joins: %v", err)
		}
		synctest.Wait()
		var told []string
		for _, f := range n1.outbox.facts {
			if d, ok := f.Data.(link.CallRejected); ok {
				told = append(told, d.Reason+" "+d.ServiceID)
			}
		}
		if diff := cmp.Diff([]string{"capacity-exceeded svc", "capacity-exceeded svc"}, told); diff != "" {
			t.Error(diff)
		}
		// What becomes free is used at once.
		if err := seats[0].Do(ctx, Leave{seats[0].ParticipantID()}); err != nil {
			t.Fatal(err)
		}
		c.tellLoads()
		n1.call(seats[3])
		if got := c.placedAt(); !strings.Contains(got, "n1 for n1 transcoding, n2 for n1 overflow1, n2 for n1 overflow1, n1 for n1 transcoding") {
			t.Errorf("placed at %s", got)
		}
		c.end()
		c.story()
	})
}

// What gossip says is old: the node that is asked knows better, and the next one
// is tried.
func TestANodeThatHasNoRoomIsPassedOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		for _, id := range []string{"n1", "n2", "n3"} {
			c.start(id, "oslo", carries(4))
		}
		c.nodes["n2"].capacity = capacity.FromHD(1)
		c.nodes["n3"].capacity = capacity.FromHD(9)
		seat := c.nodes["n1"].enter("Ada")
		others := []string{"n1", "n2", "n3"}
		for _, id := range others { // all but n3 are fuller than anybody knows
			n := c.nodes[id]
			if id != "n3" {
				n.reg.ledger.grow("elsewhere", 3*capacity.HD)
			}
		}
		c.nodes["n1"].call(seat)
		if got := c.placedAt(); got != "n3 for n1 transcoding" {
			t.Errorf("placed at %s", got)
		}
		for _, id := range others[:2] {
			if _, used := c.nodes[id].reg.Gauges(); used != 3*capacity.HD {
				t.Errorf("%s holds %d", id, used)
			}
		}
		c.end()
		c.story()
	})
}

func TestACarrierDies(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		c.locations = []link.Location{{ID: "oslo", TranscodingLocation: "bern", OverflowLocation1: "rome"}, {ID: "bern"}, {ID: "rome"}}
		n1 := c.start("n1", "oslo")
		c.start("n2", "bern", carries(2))
		c.start("n3", "rome", carries(9))
		ctx := context.Background()
		ada := n1.enter("Ada")
		stream, err := ada.Subscribe(ctx)
		if err != nil {
			t.Fatal(err)
		}
		first := n1.call(ada)
		if got := c.placedAt(); got != "n2 for n1 transcoding" {
			t.Fatalf("placed at %s", got)
		}
		if n1.engine.Rooms() != 0 {
			t.Error("the access node has a room without media")
		}
		c.kill("n2")
		time.Sleep(noticed + gatherTime + 100*time.Millisecond) // no longer than gossip and a new home take
		ended := false
		for _, e := range heard(stream) {
			if d, ok := e.(CallEnded); ok && d.CallID == first {
				ended = true
			}
			if e == nil {
				t.Error("the stream ended")
			}
		}
		if !ended {
			t.Error("Ada does not know that her call ended")
		}
		if id, _, err := ada.PlaceCall(ctx, offer); err != nil || id == first {
			t.Errorf("a new call: %v", err)
		}
		if got := c.placedAt(); got != "n2 for n1 transcoding, n3 for n1 overflow1" {
			t.Errorf("placed at %s", got)
		}
		c.start("n2", "bern")
		c.end()
		c.story()
	})
}

func TestAnEdgeFacesTheCaller(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		c.locations = []link.Location{{ID: "dmz", TranscodingLocation: "oslo"}, {ID: "oslo"}}
		e1 := c.start("e1", "dmz", proxying)
		n1 := c.start("n1", "oslo")
		ada, ben := e1.enter("Ada"), n1.enter("Ben")
		ctx := context.Background()
		e1.call(ada)
		n1.call(ben)
		if got := c.placedAt(); got != "n1 for e1 transcoding e1, n1 for n1 transcoding" {
			t.Errorf("placed at %s", got)
		}
		id := ada.station.conferenceID()
		_, edge := e1.reg.Gauges()
		_, inner := n1.reg.Gauges()
		if edge != capacity.HD || inner != 3*capacity.HD { // this one with the reserve
			t.Errorf("the edge holds %d, the node behind it %d", edge, inner)
		}
		e1.engine.Room(id).Emit(media.SourcesChanged{Sources: []media.Source{{ParticipantID: ada.ParticipantID(), Purpose: media.PurposeCamera, Codec: "vp8", Active: true}}})
		synctest.Wait()
		got := n1.engine.Room(id).Remotes()
		if len(got) != 1 || got[0].ParticipantID != ada.ParticipantID() || got[0].Via != "e1" || len(got[0].Sources) != 1 {
			t.Errorf("n1 knows %+v", got)
		}
		if got := e1.engine.Room(id).Remotes(); len(got) != 1 || got[0].Via != "n1" {
			t.Errorf("e1 knows %+v", got)
		}
		if err := ada.Do(ctx, Leave{ada.ParticipantID()}); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		_, edge = e1.reg.Gauges()
		_, inner = n1.reg.Gauges()
		if edge != 0 || inner != 2*capacity.HD {
			t.Errorf("afterwards the edge holds %d, the node behind it %d", edge, inner)
		}
		c.end()
		c.story()
	})
}

// A transcoding node that has no room after all is passed over, not the edge in
// front of it.
func TestAnEdgeIsNotBlamedForTheNodeBehindIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		c.locations = []link.Location{{ID: "dmz", TranscodingLocation: "oslo", OverflowLocation1: "bern"}, {ID: "oslo"}, {ID: "bern"}}
		e1 := c.start("e1", "dmz", proxying)
		n1 := c.start("n1", "oslo", carries(4))
		n2 := c.start("n2", "bern", carries(4))
		n1.reg.ledger.grow("elsewhere", 4*capacity.HD) // of which nobody has heard
		e1.call(e1.enter("Ada"))
		if got := c.placedAt(); got != "n2 for e1 overflow1 e1" {
			t.Errorf("placed at %s", got)
		}
		_, edge := e1.reg.Gauges()
		_, full := n1.reg.Gauges()
		_, inner := n2.reg.Gauges()
		if edge != capacity.HD || full != 4*capacity.HD || inner != 2*capacity.HD {
			t.Errorf("the edge holds %d, the full node %d, the other one %d", edge, full, inner)
		}
		c.end()
		c.story()
	})
}

func TestTheStageSpansNodes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		ids, seats, streams := three(c)
		id := seats[0].station.conferenceID()
		room := func(i int) interface {
			Stage() ([]media.Voice, bool)
			Remotes() []media.Remote
			Emit(media.Event)
		} {
			return c.nodes[ids[i]].engine.Room(id)
		}
		for i, s := range seats {
			room(i).Emit(media.SourcesChanged{Sources: []media.Source{{ParticipantID: s.ParticipantID(), Purpose: media.PurposeMicrophone, Codec: "opus", Active: true}}})
		}
		synctest.Wait()
		for range 20 { // Cat speaks
			room(2).Emit(media.VoicesHeard{Levels: map[string]uint8{seats[2].ParticipantID(): 110}})
			time.Sleep(100 * time.Millisecond)
		}
		synctest.Wait()
		for i := range ids {
			stage, led := room(i).Stage()
			if !led || len(stage) != 3 || stage[0].ParticipantID != seats[2].ParticipantID() || !stage[0].Speaking {
				t.Errorf("%s has the stage %+v, %v", ids[i], stage, led)
			}
			if len(room(i).Remotes()) != 2 {
				t.Errorf("%s knows %+v", ids[i], room(i).Remotes())
			}
		}
		first := ""
		for _, e := range heard(streams[1]) {
			if s, ok := e.(Stage); ok && len(s.Entries) > 0 {
				first = s.Entries[0].ParticipantID
			}
		}
		if first != seats[2].ParticipantID() {
			t.Errorf("on Ben's stage %q is first", first)
		}
		ctx := context.Background()
		if err := seats[0].Do(ctx, Spotlight{By: seats[0].Actor(), TargetID: seats[1].ParticipantID(), On: true}); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if stage, _ := room(0).Stage(); stage[0].ParticipantID != seats[1].ParticipantID() {
			t.Errorf("the spotlight is not first: %+v", stage)
		}
		// Back on one node its room leads itself.
		for _, s := range seats[1:] {
			if err := s.Do(ctx, Leave{s.ParticipantID()}); err != nil {
				t.Fatal(err)
			}
		}
		synctest.Wait()
		if _, led := room(0).Stage(); led || len(room(0).Remotes()) != 0 {
			t.Errorf("%s is led still, by %+v", ids[0], room(0).Remotes())
		}
		c.end()
		c.story()
	})
}

func TestAStationThatDoesNotKeepUpIsCut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		ids, seats, streams := three(c)
		ctx := context.Background()
		slow := seats[2].station
		busy := make(chan struct{})
		go func() { _ = slow.do(ctx, func(time.Time) { <-busy }) }()
		synctest.Wait()
		for range 4 * connQueue {
			if err := seats[0].Do(ctx, Say{By: seats[0].Actor(), Payload: strings.Repeat("x", 8000)}); err != nil {
				t.Fatal(err)
			}
			heard(streams[1])
		}
		c.nodes[ids[0]].reg.mu.Lock()
		h := c.nodes[ids[0]].reg.homes["svc"]
		c.nodes[ids[0]].reg.mu.Unlock()
		cut := false
		_ = h.do(ctx, func(time.Time) { cut = h.conns[ids[2]] == nil })
		if !cut {
			t.Error("a station that takes nothing is waited for")
		}
		close(busy)
		stay(t, 3*time.Second, seats...)
		if got := roster(t, seats[2]); got != "Ada Ben Cat" {
			t.Errorf("afterwards Cat sees %s", got)
		}
		if err := seats[0].Do(ctx, Lock{By: seats[0].Actor(), On: true}); err != nil {
			t.Fatal(err)
		}
		if st, err := seats[2].Status(ctx); err != nil || !st.Locked {
			t.Errorf("Cat has %+v, %v", st, err)
		}
		c.end()
		c.story()
	})
}

func TestAHomeThatStopsHandsOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		ids, seats, streams := three(c)
		id := seats[1].station.conferenceID()
		c.nodes[ids[0]].stop()
		synctest.Wait()
		if got := roster(t, seats[1]); got != "Ben Cat" {
			t.Errorf("Ben sees %s", got)
		}
		if c.home() != ids[1] || seats[1].station.conferenceID() != id {
			t.Errorf("home is %s", c.home())
		}
		for _, e := range heard(streams[2]) {
			if e == nil {
				t.Error("Cat's stream ended")
			}
		}
		c.nodes[ids[2]].stop() // a station that stops
		if got := roster(t, seats[1]); got != "Ben" {
			t.Errorf("Ben sees %s", got)
		}
		c.end()
		c.story()
	})
}

// Others whose calls a node carries that stops lose no time: they are told, and
// find another one.
func TestACarrierThatStopsIsLeftAtOnce(t *testing.T) {
	for _, what := range []string{"the home", "a station"} {
		t.Run(what, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := newCluster(t, openRoom())
				ids := c.order("n1", "n2", "n3")
				access, carrier := ids[1], ids[0]
				if what == "a station" {
					access, carrier = ids[0], ids[1]
				}
				c.locations = []link.Location{{ID: "oslo", TranscodingLocation: "bern", OverflowLocation1: "rome"}, {ID: "bern"}, {ID: "rome"}}
				for id, location := range map[string]string{access: "oslo", carrier: "bern", ids[2]: "rome"} {
					c.start(id, location)
				}
				c.nodes[carrier].enter("Cat")
				ada := c.nodes[access].enter("Ada")
				stream, err := ada.Subscribe(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				c.nodes[access].call(ada)
				if got := c.placedAt(); got != carrier+" for "+access+" transcoding" {
					t.Fatalf("placed at %s", got)
				}
				stopped := make(chan struct{})
				go func() { defer close(stopped); c.nodes[carrier].stop() }()
				synctest.Wait()
				ended := false
				for _, e := range heard(stream) {
					if _, is := e.(CallEnded); is {
						ended = true
					}
				}
				if !ended {
					t.Error("Ada does not know that her call ended")
				}
				began := time.Now()
				c.nodes[access].call(ada) // gossip takes the node for live
				if took := time.Since(began); took > time.Second {
					t.Errorf("that took %v", took)
				}
				if got := c.placedAt(); !strings.HasSuffix(got, ids[2]+" for "+access+" overflow1") {
					t.Errorf("placed at %s", got)
				}
				<-stopped
				if what == "a station" {
					reg := c.nodes[access].reg
					reg.mu.Lock()
					h := reg.homes["svc"]
					reg.mu.Unlock()
					for _, full := range []bool{true, false} {
						_ = h.do(t.Context(), func(now time.Time) {
							_, nodes := h.weigh(now, h.at(""), c.services[0], true)
							for _, n := range nodes {
								if n.ID == carrier && (n.Used == n.Capacity) != full {
									t.Errorf("it counts with %d of %d in use", n.Used, n.Capacity)
								}
							}
						})
						stay(t, stopTime, ada)
					}
				}
				c.end()
				c.story()
			})
		})
	}
}

// Media goes on by the nodes that another home chose.
func TestTheNextHomeLeadsMediaTheSameWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		ids := c.order("n1", "n2", "n3", "n4", "n5", "n6")
		home := ids[0]
		rest := ids[2:] // the second is the next home, and carries nothing either
		slices.Sort(rest)
		at := map[string]string{home: "rome", ids[1]: "rome", rest[0]: "oslo", rest[1]: "oslo", rest[2]: "bern", rest[3]: "bern"}
		for _, id := range ids {
			c.start(id, at[id], carries(2)) // with what is kept for ways between nodes, one call
		}
		seats := map[string]*Seat{home: c.nodes[home].enter(home)}
		seats[ids[1]] = c.nodes[ids[1]].enter(ids[1])
		full := []string{rest[0], rest[2]}
		for _, room := range []capacity.Tokens{2 * capacity.HD, 0} { // those that come first forward
			for _, id := range full {
				c.nodes[id].reg.ledger.set("elsewhere", room)
			}
			c.tellLoads()
			for _, id := range rest {
				if slices.Contains(full, id) == (room == 0) {
					seats[id] = c.nodes[id].enter(id)
					c.nodes[id].call(seats[id])
					c.tellLoads()
				}
			}
		}
		way := func(from, of string) string {
			synctest.Wait()
			for _, r := range c.nodes[from].engine.Room(seats[from].station.conferenceID()).Remotes() {
				if r.ParticipantID == seats[of].ParticipantID() {
					return r.Via
				}
			}
			return ""
		}
		if got := way(rest[0], rest[2]) + " " + way(rest[1], rest[2]); got != rest[1]+" "+rest[3] {
			t.Fatalf("the way is %s: %s", got, c.placedAt())
		}
		c.kill(home)
		stay(t, 5*time.Second, seats[ids[1]], seats[rest[0]], seats[rest[1]], seats[rest[2]], seats[rest[3]])
		if got := c.home(); got == home || got == "" {
			t.Fatalf("home is %s", got)
		}
		if got := way(rest[0], rest[2]) + " " + way(rest[1], rest[2]); got != rest[1]+" "+rest[3] {
			t.Errorf("the way is %s now", got)
		}
		c.start(home, at[home])
		c.end()
		c.story()
	})
}
