package sfu

import (
	"testing"
	"time"

	"github.com/parley-video/parley/nodeagent/backplane"
	"github.com/parley-video/parley/nodeagent/media"
	"github.com/parley-video/parley/nodeagent/topology"
)

var twoPlaces = []topology.Node{{ID: "b1", Location: "bern"}, {ID: "o1", Location: "oslo"}}

// viewer has one picture and one sound, and sends sound alone.
var viewer = shape{mic: true, thumbs: 1}

func TestStreamCrossesOnce(t *testing.T) {
	t.Parallel()
	w := newWire(t, 0, 0)
	c := newCluster(t, w, twoPlaces)
	a, b := newClient(t, "a", 'A', browser), newClient(t, "b", 'B', browser)
	c.enter("b1", all, a, b)
	a.level.Store(20)
	var behind []*client
	for i := range 3 {
		x := newClient(t, string(rune('x'+i)), byte('X'+i), viewer)
		c.enter("o1", all, x)
		behind = append(behind, x)
	}
	for _, x := range behind {
		x.gets("1", 'A', 100)
	}
	w.mu.Lock()
	for f, n := range w.flows {
		for seq, times := range n.seqs {
			if times > 1 {
				t.Errorf("%v: number %d crosses %d times", f, seq, times)
			}
		}
	}
	w.mu.Unlock()
	if n := w.carried("b1", "o1", "b", backplane.Camera); n > 0 {
		t.Errorf("a picture that nobody watches crosses: %d packets", n)
	}
	if n := w.carried("o1", "b1", "a", backplane.Camera); n > 0 {
		t.Errorf("%d packets go back to where they came from", n)
	}
	// The last who watches goes, and so does the stream.
	for _, x := range behind {
		if !w.taken("b1", "o1", "a", backplane.Camera) {
			t.Error("the stream ends while somebody watches it")
		}
		x.call.Close()
	}
	eventually(t, "nothing crosses any more", func() bool {
		w.mu.Lock()
		defer w.mu.Unlock()
		for f, n := range w.takers {
			if n > 0 && f.from == "b1" {
				return false
			}
		}
		return true
	})
}

// Of a camera with several sizes those cross that somebody watches: over two
// hops, and to receivers on both of the nodes.
func TestSizesCrossOnDemand(t *testing.T) {
	t.Parallel()
	w := newWire(t, 0, 0)
	c := newCluster(t, w, threePlaces[:3])
	sh := browser
	sh.simulcast = true
	a, b := newClient(t, "a", 'A', sh), newClient(t, "b", 'B', sh)
	d, e := newClient(t, "d", 'D', browser), newClient(t, "e", 'E', browser)
	c.enter("b2", all, a, b)
	c.enter("o1", all, d)
	c.enter("b1", all, e)
	a.level.Store(20)
	d.gets("3", 'A', 20)
	d.gets("4", 'b', 20)
	e.gets("3", 'A', 20)
	for _, way := range [][2]string{{"b2", "b1"}, {"b1", "o1"}} {
		eventually(t, "the large picture of who speaks and the small one of who does not", func() bool {
			return w.layers(way[0], way[1], "a") == "f" && w.layers(way[0], way[1], "b") == "q"
		})
	}
	a.level.Store(127)
	b.level.Store(20)
	d.gets("3", 'B', 20)
	d.gets("4", 'a', 20)
	for _, way := range [][2]string{{"b2", "b1"}, {"b1", "o1"}} {
		eventually(t, "they have changed places", func() bool {
			return w.layers(way[0], way[1], "a") == "q" && w.layers(way[0], way[1], "b") == "f"
		})
	}
	checkSwitches(t, d.line("3"), 2)

	// The ways carry less: large pictures give place to small ones.
	w.mu.Lock()
	w.thin = 100_000
	w.mu.Unlock()
	d.gets("3", 'b', 20)
	e.gets("3", 'b', 20)
	if got := d.seen('a'); got == 0 {
		t.Error("the small one is gone")
	}
}

// What a participant may send and see holds on all nodes.
func TestPoliciesAcrossNodes(t *testing.T) {
	t.Parallel()
	w := newWire(t, 0, 0)
	c := newCluster(t, w, twoPlaces)
	a, b, x := newClient(t, "a", 'A', browser), newClient(t, "b", 'B', browser), newClient(t, "x", 'X', browser)
	c.enter("b1", all, a)
	c.enter("o1", all, b, x)
	a.level.Store(20)
	b.gets("3", 'A', 20)
	eventually(t, "b hears a", func() bool { return b.heard('A') > 20 })

	a.showOn.Store(true)
	b.gets("6", 'A', 20)
	x.gets("6", 'A', 20)
	denied := all
	denied.MaySeePresentation = false
	c.setPolicy("b", denied)
	eventually(t, "b loses the slides", func() bool { return c.nodes["o1"].holder("b", "presentation", 0) == "" })
	x.gets("6", 'A', 20)
	c.setPolicy("x", denied)
	eventually(t, "slides do not cross for nobody", func() bool { return !w.taken("b1", "o1", "a", backplane.Slides) })

	muted := all
	muted.Muted = true
	c.setPolicy("a", muted)
	eventually(t, "silence does not cross", func() bool { return !w.taken("b1", "o1", "a", backplane.Microphone) })
	before := w.carried("b1", "o1", "a", backplane.Microphone)
	b.gets("3", 'A', 40) // the picture goes on
	if n := w.carried("b1", "o1", "a", backplane.Microphone); n != before {
		t.Errorf("%d packets of a muted microphone cross", n-before)
	}
	c.setPolicy("a", all)
	heard := b.heard('A')
	eventually(t, "b hears a again", func() bool { return b.heard('A') > heard+20 })

	backstage, host := all, denied
	backstage.Backstage, host.SeesBackstage = true, true
	c.setPolicy("a", backstage)
	eventually(t, "who is backstage is not seen", func() bool { return !w.taken("b1", "o1", "a", backplane.Camera) })
	heard = b.heard('A')
	eventually(t, "but heard", func() bool { return b.heard('A') > heard+20 })
	c.setPolicy("x", host)
	x.gets("3", 'A', 20)
	first := all
	first.Foremost = true
	c.setPolicy("a", first)
	b.gets("3", 'A', 20)
}

func TestNeighbourGoesAndComesBack(t *testing.T) {
	t.Parallel()
	w := newWire(t, 0, 0)
	c := newCluster(t, w, threePlaces[:3])
	a, b := newClient(t, "a", 'A', browser), newClient(t, "b", 'B', browser)
	c.enter("b2", all, a)
	c.enter("o1", all, b)
	a.gets("3", 'B', 20)
	b.gets("3", 'A', 20)

	// The way is cut and heals, and nobody tells the rooms.
	w.sever("b1", "o1", true)
	eventually(t, "nothing crosses", func() bool { return !w.taken("b1", "o1", "a", backplane.Camera) })
	w.sever("b1", "o1", false)
	a.gets("3", 'B', 20)
	b.gets("3", 'A', 20)

	// The forwarding node is gone; the way leads past it.
	w.sever("b1", "o1", true)
	w.sever("b1", "b2", true)
	c.replan(threePlaces[1:3])
	a.gets("3", 'B', 20)
	b.gets("3", 'A', 20)
	if n := w.carried("b2", "o1", "a", backplane.Camera); n == 0 {
		t.Error("it did not come by the new way")
	}

	// It comes back, and takes nothing over.
	w.sever("b1", "o1", false)
	w.sever("b1", "b2", false)
	c.replan(threePlaces[:3])
	d := newClient(t, "d", 'D', browser)
	c.enter("b1", all, d)
	eventually(t, "all see the newcomer", func() bool { return a.seen('D') > 20 && b.seen('D') > 20 })
	b.gets("3", 'A', 20)
	checkSwitches(t, b.line("4"), 1)
}

// A participant calls again on another node: the same participant, other numbers
// and another way.
func TestParticipantMoves(t *testing.T) {
	t.Parallel()
	w := newWire(t, 0, 0)
	c := newCluster(t, w, threePlaces)
	b, d := newClient(t, "b", 'B', browser), newClient(t, "d", 'D', browser)
	c.enter("b2", all, b)
	c.enter("oe", all, d)
	for i, node := range []string{"b1", "oe", "o1", "b2", "b1"} {
		a := newClient(t, "a", byte('0'+i), browser)
		c.enter(node, all, a)
		eventually(t, "b and d see a on "+node, func() bool { return b.seen(a.marker) > 20 && d.seen(a.marker) > 20 })
		eventually(t, "a sees both on "+node, func() bool { return a.seen('B') > 20 && a.seen('D') > 20 })
		a.leave()
		eventually(t, "a has left "+node, func() bool {
			return c.nodes[node].has(media.Ended{ParticipantID: "a", CallID: "call-a", Reason: "hangup"})
		})
	}
}

// What a receiver misses comes from the history of its own node.
func TestLossIsRecoveredBehindARelay(t *testing.T) {
	t.Parallel()
	far, nets, lost := lossy(t, 20)
	w := newWire(t, 2*time.Millisecond, 11)
	c := newClusterOf(t, w, twoPlaces, map[string]*Engine{"o1": far})
	sh := browser
	sh.net = nets[0]
	a, b := newClient(t, "a", 'A', browser), newClient(t, "b", 'B', sh)
	c.enter("b1", all, a)
	c.enter("o1", all, b)
	b.gets("3", 'A', 250)
	if lost.Load() < 8 {
		t.Fatalf("only %d packets were lost", lost.Load())
	}
	eventually(t, "all gaps are closed", func() bool { return gaps(b.line("3")) == 0 })
	w.mu.Lock()
	defer w.mu.Unlock()
	for f, n := range w.flows {
		for seq, times := range n.seqs {
			if times > 1 {
				t.Errorf("%v: number %d crosses %d times", f, seq, times)
			}
		}
	}
}

// Sound and picture keep their relation over the hops.
func TestClockCrosses(t *testing.T) {
	t.Parallel()
	w := newWire(t, 3*time.Millisecond, 0)
	c := newCluster(t, w, threePlaces)
	a, d := newClient(t, "a", 'A', browser), newClient(t, "d", 'D', browser)
	c.enter("b2", all, a)
	c.enter("oe", all, d)
	d.gets("3", 'A', 20)
	far, ok := c.nodes["oe"].room.(*Room)
	if !ok {
		t.Fatal("no room")
	}
	// zero is when the client's clock of a stream was 0, on the clock of the
	// node: the test client counts 20 ms steps for all its streams.
	zero := func(use backplane.Purpose, perSecond int64) (time.Duration, bool) {
		far.mu.Lock()
		defer far.mu.Unlock()
		l := far.stream(backplane.StreamID{ParticipantID: "a", Purpose: use})
		if l == nil || l.report.Load() == nil {
			return 0, false
		}
		p := l.report.Load()
		return time.Duration(p.at - int64(p.rtp)*int64(time.Second)/perSecond), true
	}
	eventually(t, "both clocks are known and agree", func() bool {
		sound, ok1 := zero(backplane.Microphone, 48000)
		picture, ok2 := zero(backplane.Camera, 90000)
		return ok1 && ok2 && (sound-picture).Abs() < 60*time.Millisecond
	})
	eventually(t, "the receiver is told of both", func() bool {
		for _, mid := range []string{"0", "1", "2"} {
			if d.reports(mid) > 0 && d.count(mid, 'A') > 0 && d.reports("3") > 0 {
				return true
			}
		}
		return false
	})
}
