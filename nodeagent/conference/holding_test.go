package conference

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/link"
)

// used is what a node holds.
func (n *machineNode) used() capacity.Tokens {
	synctest.Wait()
	_, used := n.reg.Gauges()
	return used
}

// hold has a home reserve a call at a node, of which nothing comes.
func (c *cluster) hold(home, at string, q carryCall) {
	c.t.Helper()
	seat, _ := c.nodes[home].reg.stationOf("svc")
	_, err := c.nodes[at].reg.carry(context.Background(), home, wireCarry{
		Do: carryHold, Service: c.services[0], ConferenceID: seat.conferenceID(), Term: 1, Call: &q,
	})
	if err != nil {
		c.t.Fatal(err)
	}
}

func TestAHoldIsGivenUp(t *testing.T) {
	ghost := carryCall{ParticipantID: "p", CallID: "ghost", Tokens: capacity.HD}
	t.Run("when its release is lost", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			c := newCluster(t, openRoom())
			ids := c.order("n1", "n2")
			for _, id := range ids {
				c.start(id, "oslo")
			}
			ada := c.nodes[ids[0]].enter("Ada")
			other := c.nodes[ids[1]]
			c.hold(ids[0], ids[1], ghost)
			if got := other.used(); got != 2*capacity.HD { // with the reserve
				t.Fatalf("holds %d", got)
			}
			stay(t, holdTime/2, ada)
			second := ghost
			second.CallID, second.ParticipantID = "second", "q"
			c.hold(ids[0], ids[1], second)
			stay(t, holdTime/2, ada)
			if got := other.used(); got != 2*capacity.HD {
				t.Errorf("when the first is old it holds %d", got)
			}
			stay(t, holdTime/2, ada)
			if got := other.used(); got != 0 {
				t.Errorf("it still holds %d", got)
			}
			c.end()
			c.story()
		})
	})
	t.Run("when the home dies", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			c := newCluster(t, openRoom())
			ids, seats, _ := three(c)
			other := c.nodes[ids[2]]
			before := other.used()
			c.hold(ids[0], ids[2], ghost)
			if got := other.used(); got != before+capacity.HD {
				t.Fatalf("holds %d", got)
			}
			c.kill(ids[0])
			stay(t, holdTime/2, seats[1:]...)
			if got := other.used(); got != before {
				t.Errorf("holds %d, want %d", got, before)
			}
			c.start(ids[0], "oslo")
			c.end()
			c.story()
		})
	})
}

// A call that ends while there is no home is nobody's any more.
func TestACallThatEndsWithoutAHomeHoldsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		ids, seats, _ := three(c)
		other := c.nodes[ids[2]]
		var call string
		if err := seats[2].station.do(t.Context(), func(time.Time) {
			for call = range seats[2].station.calls {
			}
		}); err != nil {
			t.Fatal(err)
		}
		room := other.engine.Room(seats[2].station.conferenceID())
		c.kill(ids[0])
		room.Call(call).Fail()
		stay(t, 5*time.Second, seats[1:]...)
		if got := other.used(); got != 0 {
			t.Errorf("holds %d", got)
		}
		c.start(ids[0], "oslo")
		c.end()
		c.story()
	})
}

// What a node was told to hold for an edge by a home that died before it said
// otherwise, the next one takes back, though it has nothing else to say to it.
func TestTheNextHomeTakesBackWhatEdgesNeeded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		c.locations = append(c.locations, link.Location{ID: "lima"})
		ids := c.order("n1", "n2", "n3", "n4")
		seats := map[string]*Seat{}
		for i, id := range ids {
			c.start(id, c.locations[i].ID)
		}
		for i, id := range ids {
			seats[id] = c.nodes[id].enter(id)
			if i > 1 {
				c.nodes[id].call(seats[id])
			}
		}
		quiet := seats[ids[1]].station
		if err := quiet.do(t.Context(), func(time.Time) { quiet.transcode(map[string]capacity.Tokens{"ghost": capacity.HD}) }); err != nil {
			t.Fatal(err)
		}
		if got := c.nodes[ids[1]].used(); got != 2*capacity.HD {
			t.Fatalf("holds %d: %s", got, c.placedAt())
		}
		c.kill(ids[0])
		stay(t, 5*time.Second, seats[ids[1]], seats[ids[2]], seats[ids[3]])
		if got := c.nodes[ids[1]].used(); got != 0 {
			t.Errorf("still holds %d: %s", got, c.placedAt())
		}
		c.start(ids[0], "oslo")
		c.end()
		c.story()
	})
}

func TestACallIsWidenedBehindItsEdgeToo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		c.locations = []link.Location{{ID: "dmz", TranscodingLocation: "oslo"}, {ID: "oslo"}}
		e1 := c.start("e1", "dmz", proxying, carries(4))
		n1 := c.start("n1", "oslo", carries(4))
		ctx := context.Background()
		ada := e1.enter("Ada")
		call, _, err := ada.PlaceCall(ctx, "v=0\r\nm=audio 9\r\n")
		if err != nil {
			t.Fatal(err)
		}
		want := func(edge, inner capacity.Tokens) {
			t.Helper()
			if is := [2]capacity.Tokens{e1.used(), n1.used()}; is != [2]capacity.Tokens{edge, inner} {
				t.Errorf("the edge holds %d, the node behind it %d; want %d and %d", is[0], is[1], edge, inner)
			}
		}
		want(capacity.Audio, capacity.HD+capacity.Audio)

		n1.reg.ledger.grow("elsewhere", 3*capacity.HD-capacity.Audio)
		if _, err := ada.UpdateCall(ctx, call, offer); code(err) != CodeCapacity {
			t.Errorf("no room behind the edge: %v", err)
		}
		want(capacity.Audio, n1.capacity)
		n1.reg.ledger.set("elsewhere", 0)

		e1.reg.ledger.grow("elsewhere", 4*capacity.HD-capacity.Audio)
		if _, err := ada.UpdateCall(ctx, call, offer); code(err) != CodeCapacity {
			t.Errorf("no room at the edge: %v", err)
		}
		want(e1.capacity, capacity.HD+capacity.Audio)
		e1.reg.ledger.set("elsewhere", 0)

		if _, err := ada.UpdateCall(ctx, call, offer); err != nil {
			t.Errorf("there is room: %v", err)
		}
		want(capacity.HD, 2*capacity.HD)
		c.end()
		c.story()
	})
}
