package conference

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/nodeagent/media"
	"github.com/parley-video/parley/nodeagent/media/mediatest"
)

func TestTwoNodesAreOneConference(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		n1, n2 := c.start("n1", "oslo"), c.start("n2", "bern")
		ctx := context.Background()
		ada, ben := n1.enter("Ada"), n2.enter("Ben")
		if got := roster(t, ada) + ", " + roster(t, ben); got != "Ada Ben, Ada Ben" {
			t.Errorf("they see %s", got)
		}
		if got, want := c.home(), c.order("n1", "n2")[0]; got != want {
			t.Errorf("home is %s, want %s", got, want)
		}
		stream, err := ben.Subscribe(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if first := heard(stream); len(first) != 1 {
			t.Errorf("at first Ben hears %v", first)
		} else if _, ok := first[0].(Sync); !ok {
			t.Errorf("at first Ben hears %v", first)
		}
		if err := ada.Do(ctx, Say{By: ada.Actor(), Type: "text/plain", Payload: "hi"}); err != nil {
			t.Fatal(err)
		}
		if got := heard(stream); len(got) != 1 || got[0].(Message).Payload != "hi" {
			t.Errorf("Ben hears %v", got)
		}
		if err := ben.Do(ctx, Lock{By: ben.Actor(), On: true}); err != nil {
			t.Fatal(err)
		}
		if st, err := ada.Status(ctx); err != nil || !st.Locked {
			t.Errorf("Ada has %+v, %v", st, err)
		}
		if err := ben.Do(ctx, SetRole{By: ben.Actor(), TargetID: ada.ParticipantID(), Role: RoleGuest}); err != nil {
			t.Fatal(err)
		}
		if err := ada.Do(ctx, Lock{By: ada.Actor()}); code(err) != CodeNotPermitted {
			t.Errorf("a guest unlocks: %v", err)
		}
		n1.call(ada)
		n2.call(ben)
		if a, b := n1.engine.Rooms(), n2.engine.Rooms(); a != 1 || b != 1 {
			t.Errorf("%d and %d rooms", a, b)
		}
		if err := ada.Do(ctx, Leave{ada.ParticipantID()}); err != nil {
			t.Fatal(err)
		}
		if got := roster(t, ben); got != "Ben" {
			t.Errorf("Ben sees %s", got)
		}
		if err := ben.Do(ctx, Leave{ben.ParticipantID()}); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Minute)
		if got := c.home(); got != "" {
			t.Errorf("%s is still home", got)
		}
		c.end()
		c.story()
	})
}

// three is a conference of three nodes with somebody at each; the first id is the
// home's, and the others follow in the order in which they would take over.
func three(c *cluster) (ids []string, seats []*Seat, streams []*Subscription) {
	c.t.Helper()
	ids = c.order("n1", "n2", "n3")
	for i, id := range ids {
		c.start(id, []string{"oslo", "bern", "rome"}[i])
	}
	for i, id := range ids {
		seats = append(seats, c.nodes[id].enter([]string{"Ada", "Ben", "Cat"}[i]))
		stream, err := seats[i].Subscribe(context.Background())
		if err != nil {
			c.t.Fatal(err)
		}
		streams = append(streams, stream)
		c.nodes[id].call(seats[i])
	}
	if got := c.home(); got != ids[0] {
		c.t.Fatalf("home is %s, want %s", got, ids[0])
	}
	for _, s := range streams {
		heard(s)
	}
	return ids, seats, streams
}

func TestTheHomeDies(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		ids, seats, streams := three(c)
		ctx := context.Background()
		ben, cat := seats[1], seats[2]
		if err := ben.Do(ctx, Lock{By: ben.Actor(), On: true}); err != nil {
			t.Fatal(err)
		}
		id := ben.station.conferenceID()
		rooms := []int{}
		for _, at := range ids[1:] {
			rooms = append(rooms, c.nodes[at].engine.Room(id).Calls())
		}
		c.kill(ids[0])
		began := time.Now()
		if err := cat.Do(ctx, ClientMute{By: cat.Actor(), TargetID: cat.ParticipantID(), On: true}); err != nil {
			t.Errorf("after the home: %v", err)
		}
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("that took %v", took)
		}
		if got := c.home(); got != ids[1] {
			t.Errorf("home is %q, want %s", got, ids[1])
		}
		if st, err := ben.Status(ctx); err != nil || !st.Locked {
			t.Errorf("Ben has %+v, %v", st, err)
		}
		if ben.station.conferenceID() != id || cat.station.conferenceID() != id {
			t.Error("it is another conference now")
		}
		for i, at := range ids[1:] {
			if got := c.nodes[at].engine.Room(id); got == nil || got.Calls() != rooms[i] {
				t.Errorf("calls at %s did not stay", at)
			}
		}
		for _, s := range streams[1:] {
			for _, e := range heard(s) {
				if e == nil {
					t.Error("a stream ended")
				}
			}
		}
		if got := roster(t, cat); got != "Ada Ben Cat" {
			t.Errorf("Cat sees %s", got)
		}
		stay(t, 25*time.Second, ben, cat)
		if got := roster(t, cat); got != "Ben Cat" {
			t.Errorf("Cat sees %s when Ada has been away for long", got)
		}
		c.start(ids[0], "oslo")
		dan := c.nodes[ids[0]].enter("Dan")
		if got := roster(t, dan); got != "Dan" {
			t.Errorf("Dan, who waits, sees %s", got)
		}
		c.end()
		c.story()
	})
}

// TestMediaGoesRoundADeadNode: its participants may come back for a while, but
// nothing goes by it any more.
func TestMediaGoesRoundADeadNode(t *testing.T) {
	for _, victim := range []string{"the home", "a station"} {
		t.Run(victim, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := newCluster(t, openRoom())
				ids := c.order("n1", "n2", "n3")
				dies, left := ids[0], ids[1:]
				if victim == "a station" {
					dies, left = ids[1], []string{ids[0], ids[2]}
				}
				at := map[string]string{dies: "oslo", left[0]: "oslo", left[1]: "rome"}
				for _, id := range ids {
					c.start(id, at[id], carries(2)) // with what is kept for ways between nodes, one call
				}
				seats := map[string]*Seat{}
				for _, id := range ids {
					seats[id] = c.nodes[id].enter(id)
					c.nodes[id].call(seats[id])
					c.tellLoads()
				}
				id := seats[left[0]].station.conferenceID()
				remotes := func(node string) []media.Remote {
					synctest.Wait()
					room := c.nodes[node].engine.Room(id)
					if room == nil {
						t.Fatalf("%s carries nothing: %s", node, c.placedAt())
					}
					return room.Remotes()
				}
				if got := remotes(left[1]); len(got) != 2 || got[0].Via != got[1].Via {
					t.Fatalf("%s takes %+v", left[1], got)
				}
				c.kill(dies)
				stay(t, 5*time.Second, seats[left[0]], seats[left[1]])
				for i, node := range left {
					other := left[1-i]
					got := remotes(node)
					if len(got) != 1 || got[0].ParticipantID != seats[other].ParticipantID() || got[0].Via != other {
						t.Errorf("%s takes %+v, want %s from %s", node, got, seats[other].ParticipantID(), other)
					}
				}
				if got := roster(t, seats[left[0]]); len(strings.Fields(got)) != 3 {
					t.Errorf("the roster is %s", got)
				}
				c.start(dies, "oslo") // and records what became of its own
				c.end()
				c.story()
			})
		})
	}
}

// A receiver loses nothing of what goes on when the first call comes to a second
// node, or when another home leads.
func TestNoRoomIsEmptiedForAMoment(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		ids := c.order("n1", "n2", "n3")
		at := map[string]string{ids[0]: "oslo", ids[1]: "bern", ids[2]: "rome"}
		for _, id := range ids {
			c.start(id, at[id])
		}
		seats := map[string]*Seat{}
		var conference string
		for _, id := range ids {
			seats[id] = c.nodes[id].enter(id)
			conference = seats[id].station.conferenceID()
		}
		room := func(id string) *mediatest.Room {
			synctest.Wait()
			return c.nodes[id].engine.Room(conference)
		}
		whole := func(what string, at []string, people int) {
			t.Helper()
			time.Sleep(time.Second)
			for _, id := range at {
				got := room(id)
				if blank := got.Blank(); len(blank) > 0 {
					t.Errorf("%s: %s lost %q for a moment", what, id, blank)
				}
				if order, led := got.Stage(); !led || len(order) != people {
					t.Errorf("%s: the stage of %s is %+v", what, id, order)
				}
				for _, r := range got.Remotes() {
					if len(r.Sources) != 1 {
						t.Errorf("%s: %s knows %+v", what, id, r)
					}
				}
			}
		}
		for i, id := range ids {
			c.nodes[id].call(seats[id])
			who := seats[id].ParticipantID()
			room(id).Emit(media.StageChanged{Stage: []media.StageEntry{{ParticipantID: who}}})
			room(id).Emit(media.SourcesChanged{Sources: []media.Source{{ParticipantID: who, Purpose: media.PurposeCamera, Codec: "vp8", Active: true}}})
			if i > 0 {
				whole("the call at "+id, ids[:i+1], i+1)
			}
		}
		before, _ := room(ids[2]).Stage()
		c.kill(ids[0])
		stay(t, 5*time.Second, seats[ids[1]], seats[ids[2]])
		whole("after the home", ids[1:], 2)
		after, _ := room(ids[2]).Stage()
		if len(after) != 2 || after[0].ParticipantID != before[1].ParticipantID || after[1].ParticipantID != before[2].ParticipantID {
			t.Errorf("the stage was %+v and is %+v", before, after)
		}
		c.start(ids[0], at[ids[0]])
		c.end()
		c.story()
	})
}

// A registration is under way while the home that is left goes on telling.
func TestARegistrationStaysAsItWas(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		ids := c.order("n1", "n2")
		for _, id := range ids {
			c.start(id, "oslo")
		}
		first := c.nodes[ids[0]].enter("Ann")
		second := c.nodes[ids[1]].enter("Ben")
		var q register
		if err := second.station.do(t.Context(), func(time.Time) { q = second.station.registration() }); err != nil {
			t.Fatal(err)
		}
		text := func() string {
			b, err := json.Marshal(q.Registration)
			if err != nil {
				t.Fatal(err)
			}
			return string(b)
		}
		before := text()
		if err := first.Do(t.Context(), Mute{By: first.Actor(), TargetID: first.ParticipantID(), On: true}); err != nil {
			t.Fatal(err)
		}
		if err := first.Do(t.Context(), Leave{ParticipantID: first.ParticipantID()}); err != nil {
			t.Fatal(err)
		}
		c.nodes[ids[0]].enter("Cid")
		synctest.Wait()
		if got := roster(t, second); !strings.Contains(got, "Cid") || strings.Contains(got, "Ann") {
			t.Fatalf("the roster is %s", got)
		}
		if after := text(); after != before {
			t.Errorf("it has become %s\nfrom %s", after, before)
		}
		c.end()
	})
}

// A room that another home led is told by the next one that it leads itself.
func TestTheRoomThatIsLeftLeadsItself(t *testing.T) {
	for _, nodes := range []int{2, 3} { // the next home carries the media that is left, or only its own station
		t.Run(fmt.Sprintf("%d nodes", nodes), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := newCluster(t, openRoom())
				ids := c.order("n1", "n2", "n3")[:nodes]
				at := map[string]string{}
				for i, id := range ids {
					at[id] = []string{"oslo", "bern", "rome"}[i]
					c.start(id, at[id])
				}
				home, left := ids[0], ids[nodes-1]
				seats := map[string]*Seat{}
				for _, id := range ids {
					seats[id] = c.nodes[id].enter(id)
				}
				for _, id := range []string{home, left} {
					c.nodes[id].call(seats[id])
					synctest.Wait()
					c.nodes[id].engine.Room(seats[id].station.conferenceID()).Emit(media.SourcesChanged{Sources: []media.Source{
						{ParticipantID: seats[id].ParticipantID(), Purpose: media.PurposeCamera, Codec: "vp8", Active: true},
					}})
				}
				time.Sleep(time.Second)
				room := func() *mediatest.Room {
					synctest.Wait()
					room := c.nodes[left].engine.Room(seats[left].station.conferenceID())
					if room == nil {
						t.Fatalf("%s carries nothing: %s", left, c.placedAt())
					}
					return room
				}
				if _, led := room().Stage(); !led || len(room().Remotes()) != 1 {
					t.Fatalf("led: %t, by %+v", led, room().Remotes())
				}
				c.kill(home)
				stay(t, 5*time.Second, seats[left])
				if stage, led := room().Stage(); led || len(room().Remotes()) != 0 {
					t.Errorf("keeps the stage %+v and %+v", stage, room().Remotes())
				}
				c.start(home, at[home])
				c.end()
				c.story()
			})
		})
	}
}

func TestAStationDies(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		ids, seats, _ := three(c)
		c.kill(ids[2])
		synctest.Wait()
		stay(t, 10*time.Second, seats[:2]...)
		if got := roster(t, seats[0]); got != "Ada Ben Cat" {
			t.Errorf("Ada sees %s", got)
		}
		stay(t, 15*time.Second, seats[:2]...)
		if got := roster(t, seats[0]); got != "Ada Ben" {
			t.Errorf("Ada sees %s after a while", got)
		}
		c.start(ids[2], "oslo")
		c.end()
		c.story()
	})
}

func TestTheHomeRestartsQuickly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		ids, seats, _ := three(c)
		id := seats[1].station.conferenceID()
		c.kill(ids[0])
		c.start(ids[0], "oslo")
		stay(t, 6*time.Second, seats[1:]...)
		if got := roster(t, seats[1]); got != "Ben Cat" {
			t.Errorf("Ben sees %s", got)
		}
		if got := c.home(); got != ids[0] {
			t.Errorf("home is %q, want %s", got, ids[0])
		}
		eve := c.nodes[ids[0]].enter("Eve")
		if got := roster(t, eve); got != "Ben Cat Eve" {
			t.Errorf("Eve sees %s", got)
		}
		if eve.station.conferenceID() != id {
			t.Error("it is another conference now")
		}
		c.end()
		c.story()
	})
}

func TestThePartitionHeals(t *testing.T) {
	for _, alone := range []int{0, 1, 2} { // who is on the side without the others
		synctest.Test(t, func(t *testing.T) {
			c := newCluster(t, openRoom())
			ids, seats, _ := three(c)
			ctx := context.Background()
			id := seats[1].station.conferenceID()
			var others []string
			for i, at := range ids {
				if i != alone {
					others = append(others, at)
				}
			}
			c.part([]string{ids[alone]}, others)
			stay(t, 30*time.Second, seats...)
			one, two := seats[alone], seats[(alone+1)%3]
			if got := roster(t, one); len(got) != 3 {
				t.Errorf("alone, it sees %s", got)
			}
			if got := roster(t, two); len(got) != 7 {
				t.Errorf("the other side sees %s", got)
			}
			if err := two.Do(ctx, ClientMute{By: two.Actor(), TargetID: two.ParticipantID(), On: true}); err != nil {
				t.Errorf("on the other side: %v", err)
			}
			c.heal()
			stay(t, 6*time.Second, seats...)
			for i, s := range seats {
				if got, _ := s.Roster(ctx); len(got) != 3 {
					t.Errorf("%d sees %s", i, roster(t, s))
				}
				if s.station.conferenceID() != id {
					t.Errorf("%d is in another conference", i)
				}
			}
			if got := c.home(); got != ids[0] {
				t.Errorf("home is %q, want %s", got, ids[0])
			}
			c.end()
			c.story()
		})
	}
}

func TestTwoConferencesBecomeOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		ids := c.order("n1", "n2")
		for _, id := range ids {
			c.start(id, "oslo")
		}
		c.part(ids[:1], ids[1:])
		time.Sleep(2 * time.Second)
		ada, ben := c.nodes[ids[0]].enter("Ada"), c.nodes[ids[1]].enter("Ben")
		call := c.nodes[ids[1]].call(ben)
		if ada.station.conferenceID() == ben.station.conferenceID() {
			t.Fatal("they met through a wall")
		}
		stream, err := ben.Subscribe(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		c.heal()
		stay(t, 5*time.Second, ada, ben)
		if got := roster(t, ada) + ", " + roster(t, ben); got != "Ada Ben, Ada Ben" {
			t.Errorf("they see %s", got)
		}
		if ada.station.conferenceID() != ben.station.conferenceID() || c.home() != ids[0] {
			t.Errorf("homes %s", c.home())
		}
		for _, e := range heard(stream) {
			if e == nil {
				t.Error("Ben's stream ended")
			}
		}
		room := c.nodes[ids[1]].engine.Room(ada.station.conferenceID())
		if room == nil || room.Call(call) == nil {
			t.Error("Ben's call did not stay")
		}
		c.end()
		c.story()
	})
}

// TestWhoHasLeftIsOut: what a home has acknowledged holds at a station that is
// slow to hear of it, though the next one who asks finds that the home has ended.
func TestWhoHasLeftIsOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		for i, id := range []string{"n1", "n2"} {
			c.start(id, []string{"oslo", "bern"}[i])
		}
		away := c.nodes[c.order("n1", "n2")[1]]
		for range 20 {
			ada := away.enter("Ada")
			hold := make(chan struct{})
			var asking sync.WaitGroup
			asking.Go(func() { _ = ada.station.do(t.Context(), func(time.Time) { <-hold }) })
			synctest.Wait()
			asking.Go(func() {
				if err := ada.Do(t.Context(), Leave{ada.ParticipantID()}); err != nil {
					t.Errorf("leave: %v", err)
				}
			})
			synctest.Wait()
			asking.Go(func() { _, _ = ada.station.ask(t.Context(), request{Want: wantStatus}) })
			synctest.Wait()
			close(hold)
			asking.Wait()
			synctest.Wait()
			if got := c.home(); got != "" {
				t.Fatalf("the conference goes on at %s without anybody", got)
			}
		}
		c.end()
		c.story()
	})
}

// In a partition nobody says no: a next home that gossip finds to be gone, too, is
// not waited for.
func TestNobodyWaitsForANextHomeThatIsGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		ids, seats, _ := three(c)
		c.net.Part(ids[:2], ids[2:])
		apart := func(lost ...string) {
			c.members.Part(func(a, b string) bool {
				return slices.Contains(lost, a) && b == ids[2] || slices.Contains(lost, b) && a == ids[2]
			})
		}
		time.Sleep(noticed)
		apart(ids[0])
		time.Sleep(500 * time.Millisecond)
		apart(ids[:2]...)
		began := time.Now()
		if err := seats[2].Do(t.Context(), ClientMute{By: seats[2].Actor(), TargetID: seats[2].ParticipantID(), On: true}); err != nil {
			t.Errorf("alone: %v", err)
		}
		if took := time.Since(began); took > gatherTime+findPause {
			t.Errorf("that took %v", took)
		}
		c.members.Part(nil)
		c.net.HealAll()
		stay(t, 6*time.Second, seats...)
		if got := roster(t, seats[2]); got != "Ada Ben Cat" {
			t.Errorf("Cat sees %s", got)
		}
		c.end()
		c.story()
	})
}
