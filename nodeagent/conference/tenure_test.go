package conference

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/membership"
)

// move makes another node of a node.
func (c *cluster) move(id, location string) {
	n := c.nodes[id]
	n.config.mu.Lock()
	n.config.self.LocationID = location
	n.config.mu.Unlock()
	c.members.Change(id, func(m *membership.Member) { m.LocationID = location })
	n.reg.Vacate()
}

func TestANodeMovesAndTheOthersGoOn(t *testing.T) {
	for moves, what := range []string{"the home", "a station"} {
		t.Run(what, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := newCluster(t, openRoom())
				ids, seats, streams := three(c)
				ctx := context.Background()
				id := seats[0].station.conferenceID()
				c.move(ids[moves], "rome")
				for _, e := range heard(streams[moves]) {
					if d, is := e.(Disconnected); is && d.Reason != reasonNodeStopped {
						t.Errorf("who was at the node is told %+v", d)
					}
				}
				if err := seats[moves].Do(ctx, Leave{seats[moves].ParticipantID()}); code(err) != CodeInvalidToken {
					t.Errorf("a seat outlived the move: %v", err)
				}
				if n := c.nodes[ids[moves]].engine.Rooms(); n != 0 {
					t.Errorf("it carries %d rooms", n)
				}
				stay(t, 5*time.Second, seats...)
				for i, s := range seats {
					if i == moves {
						continue
					}
					want := map[int]string{0: "Ben Cat", 1: "Ada Cat"}[moves]
					if got := roster(t, s); got != want || s.station.conferenceID() != id {
						t.Errorf("%d sees %s in %s, want %s in %s", i, got, s.station.conferenceID(), want, id)
					}
					if room := c.nodes[ids[i]].engine.Room(id); room == nil || room.Calls() != 1 {
						t.Errorf("the call at %s did not stay", ids[i])
					}
					for _, e := range heard(streams[i]) {
						if _, is := e.(Disconnected); is || e == nil {
							t.Errorf("%d hears %v", i, e)
						}
					}
				}
				// Its next guest is where all the others are, and at its new place.
				eve := c.nodes[ids[moves]].enter("Eve")
				c.nodes[ids[moves]].call(eve)
				want := map[int]string{0: "Ben Cat Eve", 1: "Ada Cat Eve"}[moves]
				if got := roster(t, eve); got != want || eve.station.conferenceID() != id {
					t.Errorf("Eve sees %s in %s", got, eve.station.conferenceID())
				}
				c.end()
				c.story()
				for _, f := range c.nodes[ids[moves]].outbox.facts {
					if d, is := f.Data.(link.ParticipantJoined); is && d.ParticipantID == eve.ParticipantID() && d.LocationID != "rome" {
						t.Errorf("Eve joined in %s", d.LocationID)
					}
				}
			})
		})
	}
}

func TestAnOnlyNodeMoves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNode(t, openRoom())
		n.start()
		first := n.join("")
		n.call(first)
		id := first.station.conferenceID()
		n.reg.Vacate()
		if _, err := first.Status(t.Context()); code(err) != CodeInvalidToken {
			t.Errorf("a seat outlived the move: %v", err)
		}
		synctest.Wait()
		if got := n.outbox.count(link.FactConferenceEnded); got != 1 {
			t.Errorf("%d conferences ended", got)
		}
		if second := n.join(""); second.station.conferenceID() == id {
			t.Error("the conference goes on")
		}
		n.stop()
		n.reg.Vacate()
		if _, _, err := n.try("standup", ""); !errors.Is(err, ErrNotRunning) {
			t.Errorf("a move brought a node back that had stopped: %v", err)
		}
	})
}

// A home has its own station record what comes of it; when that has gone to
// another home, this one has nothing to say.
func TestNobodyTakesOverWithoutItsOwnStation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		ids, seats, _ := three(c)
		var q register
		if err := seats[2].station.do(t.Context(), func(time.Time) { q = seats[2].station.registration() }); err != nil {
			t.Fatal(err)
		}
		q.GaveUp = true // says one who is mistaken
		if _, err := c.nodes[ids[1]].reg.homeFor(q, ids[2]); err != nil {
			t.Fatal(err)
		}
		stay(t, 2*gatherTime, seats...)
		if got := c.home(); got != ids[0] {
			t.Errorf("home is %s, want %s", got, ids[0])
		}
		// Who has lost no home is told where this one is, also before gossip tells.
		q.Replica = nil
		c.nodes[ids[0]].view.Release("svc", seats[0].station.conferenceID())
		if _, err := c.nodes[ids[1]].reg.homeFor(q, ids[2]); !errors.Is(err, errElsewhere{ids[0]}) {
			t.Errorf("got %v", err)
		}
		c.end()
		c.story()
	})
}

// Gossip tells for a moment of a home that has given up.
func TestTheClaimOfAHomeThatGaveUpIsNothing(t *testing.T) {
	claim := func(node string, term uint64) membership.Claim {
		return membership.Claim{NodeID: node, ServiceID: "svc", ConferenceID: "c", Term: term}
	}
	q := register{GaveUp: true, Service: link.Service{ID: "svc"}}
	q.Replica = &Snapshot{Head: Head{ConferenceID: "c", Home: "n1", Term: 2}}
	all := []membership.Claim{claim("n1", 2), claim("n1", 3), claim("n2", 2)}
	if diff := cmp.Diff(all[1:], q.standing(slices.Clone(all))); diff != "" {
		t.Error(diff)
	}
	q.GaveUp = false
	if diff := cmp.Diff(all, q.standing(slices.Clone(all))); diff != "" {
		t.Error(diff)
	}
}
