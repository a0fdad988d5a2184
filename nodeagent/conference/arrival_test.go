package conference

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/membership"
)

// empty says whether a load is the word on which a machine may be stopped.
func (l Load) empty() bool { return l.Closed && l.Used == 0 && len(l.Conferences) == 0 }

// What a home asks of a node in maintenance of which it does not know yet.
func TestWhatANodeInMaintenanceCarries(t *testing.T) {
	for name, tc := range map[string]struct {
		before func(c *cluster, home, at *machineNode) carryCall // what is there when it begins
		do     string
		want   Code
		rooms  int
	}{
		"a call of a conference that it knows nothing of": {nil, carryHold, CodeCapacity, 0},
		"to be answered":                        {nil, carryAnswer, CodeCapacity, 0},
		"the release of what it never held":     {nil, carryRelease, CodeUnknownCall, 0},
		"a new offer for what it never carried": {nil, carryUpdate, CodeUnknownCall, 0},
		"the answer of a call that it holds": {func(c *cluster, home, at *machineNode) carryCall {
			q := carryCall{ParticipantID: "p", CallID: "x", Tokens: capacity.HD}
			c.hold(home.id, at.id, q)
			return q
		}, carryAnswer, "", 1},
		"another call beside one": {func(c *cluster, home, at *machineNode) carryCall {
			c.hold(home.id, at.id, carryCall{ParticipantID: "q", CallID: "y", Tokens: capacity.HD})
			return carryCall{ParticipantID: "p", CallID: "x", Tokens: capacity.HD}
		}, carryAnswer, "", 1},
		"a call of one that has its seat there": {func(_ *cluster, _, at *machineNode) carryCall {
			return carryCall{ParticipantID: at.enter("Ben").ParticipantID(), CallID: "x", Tokens: capacity.HD}
		}, carryAnswer, "", 1},
		"a call beside seats of others": {func(_ *cluster, _, at *machineNode) carryCall {
			at.enter("Ben")
			return carryCall{ParticipantID: "p", CallID: "x", Tokens: capacity.HD}
		}, carryAnswer, CodeCapacity, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := newCluster(t, openRoom())
				ids := c.order("n1", "n2")
				home, at := c.start(ids[0], "oslo"), c.start(ids[1], "oslo")
				ada := home.enter("Ada")
				q := carryCall{ParticipantID: "p", CallID: "x", Tokens: capacity.HD}
				if tc.before != nil {
					q = tc.before(c, home, at)
				}
				at.config.maintenance(true)
				q.Offer = offer
				_, err := at.reg.carry(t.Context(), home.id, wireCarry{
					Do: tc.do, Service: c.services[0], ConferenceID: ada.station.conferenceID(), Term: 1, Call: &q,
				})
				if got := code(err); err != nil && got != tc.want || err == nil && tc.want != "" {
					t.Errorf("%v, want %q", err, tc.want)
				}
				synctest.Wait()
				if got := at.engine.Rooms(); got != tc.rooms {
					t.Errorf("%d rooms for media", got)
				}
				if got := at.reg.Load(); got.empty() != (tc.before == nil) {
					t.Errorf("it says %+v", got)
				}
			})
		})
	}
}

// Of the maintenance of a node its home has not heard: the caller gets in at the
// next node, at once, and the one in maintenance stays as empty as it said.
func TestANodeInMaintenanceIsPassedOver(t *testing.T) {
	for name, tc := range map[string]struct {
		proxy bool
		want  string
	}{
		"that would carry":                    {false, "n3 for %s overflow1"},
		"that would transcode behind an edge": {true, "n3 for %s overflow1 e1"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := newCluster(t, openRoom())
				c.locations = []link.Location{{ID: "dmz", TranscodingLocation: "oslo", OverflowLocation1: "bern"}, {ID: "oslo"}, {ID: "bern"}}
				n2 := c.start("n2", "oslo", func(m *membership.Member) { m.AlwaysOn = false })
				c.start("n3", "bern")
				by := "n1"
				if tc.proxy {
					by = "e1"
					c.start(by, "dmz", proxying)
				} else {
					c.start(by, "dmz", carries(0))
				}
				n2.config.maintenance(true)
				if got := n2.reg.Load(); !got.empty() {
					t.Fatalf("it says %+v", got)
				}
				began := time.Now()
				c.nodes[by].call(c.nodes[by].enter("Ada"))
				if got, want := c.placedAt(), fmt.Sprintf(tc.want, by); got != want {
					t.Errorf("placed at %s, want %s", got, want)
				}
				if took := time.Since(began); took > 0 {
					t.Errorf("it took %s", took)
				}
				if got := n2.reg.Load(); !got.empty() {
					t.Errorf("then it says %+v", got)
				}
				c.end()
				c.story()
			})
		})
	}
}

// A home with an older view leaves nothing on the node, and neither does a station
// that would have it begin a conference.
func TestANodeInMaintenanceBeginsNoConferenceForOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		ids := c.order("n1", "n2")
		first, other := c.start(ids[0], "oslo"), c.start(ids[1], "oslo")
		first.config.maintenance(true)
		other.enter("Ada")
		if got := c.home(); got != ids[1] || !first.reg.Load().empty() {
			t.Errorf("the home is %s; the first says %+v", got, first.reg.Load())
		}
		c.end()
		c.story()
	})
	// Where nobody else could, one in maintenance is better than none:
	// who calls is told why.
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		e1, n1 := c.start("e1", "oslo", proxying), c.start("n1", "oslo")
		n1.config.maintenance(true)
		c.members.Change("n1", func(m *membership.Member) { m.Maintenance = true })
		if _, err := e1.tryEnter("Ada"); code(err) != CodeCapacity || !strings.Contains(err.Error(), "maintenance") {
			t.Errorf("refused: %v", err)
		}
	})
}

// Whenever maintenance begins while a call is on its way to the node: once the node
// has said that it is empty it stays so, what it took it said before, and the
// caller gets in, there or elsewhere.
func TestMaintenanceBeginsWhileACallIsUnderWay(t *testing.T) {
	const step, slow = 50 * time.Millisecond, 200 * time.Millisecond
	taken, passed := 0, 0
	for at := time.Duration(0); at < 3*time.Second; at += step {
		synctest.Test(t, func(t *testing.T) {
			c := newCluster(t, openRoom())
			c.locations = []link.Location{{ID: "dmz", TranscodingLocation: "oslo", OverflowLocation1: "bern"}, {ID: "oslo"}, {ID: "bern"}}
			n2 := c.start("n2", "oslo", func(m *membership.Member) { m.AlwaysOn = false })
			n1 := c.start("n1", "dmz", carries(0))
			c.start("n3", "bern")
			ada := n1.enter("Ada")
			c.net.Delay(slow)
			release := n2.engine.Hold()
			time.AfterFunc(1500*time.Millisecond, release)
			placed := make(chan error, 1)
			go func() { _, _, err := ada.PlaceCall(context.Background(), offer); placed <- err }()
			said := false
			for now := time.Duration(0); now < 16*time.Second; now += step { // until a station that was opened in vain is gone
				if now == at {
					n2.config.maintenance(true)
				}
				synctest.Wait()
				load := n2.reg.Load()
				if said && !load.empty() {
					t.Fatalf("maintenance after %s: empty, it takes %+v", at, load)
				}
				said = said || load.empty()
				time.Sleep(step)
			}
			if err := <-placed; err != nil {
				t.Fatalf("maintenance after %s: %v", at, err)
			}
			switch where := c.placedAt(); {
			case where == "n2 for n1 transcoding" && !said:
				taken++
			case where == "n3 for n1 overflow1" && said:
				passed++
			default:
				t.Errorf("maintenance after %s: placed at %s, empty %t", at, where, said)
			}
			c.net.Delay(0)
			c.end()
			c.story()
		})
	}
	if taken == 0 || passed == 0 {
		t.Errorf("taken %d times, passed over %d times", taken, passed)
	}
}

// Who was judged before maintenance began is on the way in until it is in.
func TestMaintenanceBeginsWhileSomebodyJoins(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		ids := c.order("n1", "n2")
		c.start(ids[0], "oslo")
		n := c.start(ids[1], "oslo")
		c.net.Delay(400 * time.Millisecond)
		joined := make(chan *Seat, 1)
		go func() {
			seat, err := n.tryEnter("Ada")
			if err != nil {
				t.Error(err)
			}
			joined <- seat
		}()
		time.Sleep(100 * time.Millisecond)
		n.config.maintenance(true)
		var seat *Seat
		for seat == nil {
			if load := n.reg.Load(); load.Closed {
				t.Fatalf("while Ada is on her way it says %+v", load)
			}
			select {
			case seat = <-joined:
			case <-time.After(50 * time.Millisecond):
			}
		}
		synctest.Wait()
		if load := n.reg.Load(); !load.Closed || len(load.Conferences) != 1 || load.Conferences[0].Participants != 1 {
			t.Errorf("when she is in it says %+v", load)
		}
		if _, err := n.tryEnter("Ben"); code(err) != CodeMaintenance {
			t.Errorf("Ben: %v", err)
		}
		c.net.Delay(0)
		c.end()
		c.story()
	})
}

// Who comes back to its seat is let in by a node in maintenance, too; that says so
// from the beginning.
func TestWhoResumesAtANodeInMaintenanceIsSeenComing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		ids := c.order("n1", "n2")
		home, n := c.start(ids[0], "oslo"), c.start(ids[1], "oslo")
		q := JoinRequest{Alias: "standup", DisplayName: "Ada", Protocol: "webrtc", Remote: "192.0.2.7"}
		ticket, err := home.reg.Join(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		n.config.maintenance(true)
		c.net.Delay(200 * time.Millisecond)
		q.Resume = ticket.ResumeKey
		back := make(chan error, 1)
		go func() { _, err := n.reg.Join(context.Background(), q); back <- err }()
		for going := true; going; {
			synctest.Wait()
			if load := n.reg.Load(); load.empty() {
				t.Fatalf("while Ada is on her way it says %+v", load)
			}
			select {
			case err = <-back:
				going = false
			case <-time.After(50 * time.Millisecond):
			}
		}
		if load := n.reg.Load(); err != nil || !load.Closed || len(load.Conferences) != 1 {
			t.Errorf("%v; when she is in it says %+v", err, load)
		}
		c.net.Delay(0)
		c.end()
		c.story()
	})
}

// However calls and the beginning of maintenance fall: none is taken once the node
// has said that it is empty.
func TestNoCallOvertakesTheReport(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		ids := c.order("n1", "n2")
		home, at := c.start(ids[0], "oslo"), c.start(ids[1], "oslo")
		ada := home.enter("Ada")
		ask := func(do, id string) error {
			_, err := at.reg.carry(t.Context(), home.id, wireCarry{
				Do: do, Service: c.services[0], ConferenceID: ada.station.conferenceID(), Term: 1,
				Call: &carryCall{ParticipantID: id, CallID: id, Tokens: capacity.HD},
			})
			return err
		}
		for round := range 20 {
			at.config.maintenance(false)
			if err := ask(carryHold, "first"); err != nil { // so that there is a station
				t.Fatal(err)
			}
			_ = ask(carryRelease, "first")
			var said atomic.Bool
			var asking sync.WaitGroup
			for k := range 4 {
				asking.Go(func() {
					for i := range 50 { // as long as one has a call there, others may have one, too
						id := fmt.Sprintf("%d-%d-%d", round, k, i)
						late := said.Load()
						if ask(carryHold, id) != nil {
							continue
						}
						if late || at.reg.Load().Used == 0 || said.Load() {
							t.Errorf("taken, though the node said that it is empty (before it was asked: %t)", late)
						}
						_ = ask(carryRelease, id)
					}
				})
			}
			asking.Go(func() {
				at.config.maintenance(true)
				// The station stays for a while with nothing in it, which is nobody's call.
				load := at.reg.Load()
				for !load.Closed || load.Used > 0 {
					runtime.Gosched()
					load = at.reg.Load()
				}
				said.Store(true)
			})
			asking.Wait()
		}
	})
}
