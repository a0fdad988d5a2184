package sfu

import (
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/pion/rtp"

	"github.com/parley-video/parley/nodeagent/backplane"
	"github.com/parley-video/parley/nodeagent/media"
)

// script is a Trunk that a test plays the other nodes of.
type script struct {
	mu    sync.Mutex
	now   map[link][]backplane.Want
	takes int
	keys  map[string]int // asked for, by stream
	retry []string

	estimate atomic.Int64
}

func newScript(e *Engine) *script {
	s := &script{now: map[link][]backplane.Want{}, keys: map[string]int{}}
	e.SetTrunk(s)
	return s
}

func (s *script) Take(neighbour, conferenceID string, wants []backplane.Want) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.takes++
	s.now[link{neighbour, conferenceID}] = slices.Clone(wants)
}

func (s *script) AskKeyFrame(_, _ string, id backplane.StreamID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keys[streamName(id)]++
}

func (s *script) Retry(conferenceID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.retry = append(s.retry, conferenceID)
}

func (s *script) Estimate(string) int     { return int(s.estimate.Load()) }
func (s *script) Links() []backplane.Link { return nil }

func streamName(id backplane.StreamID) string {
	return id.ParticipantID + "." + string("mcs"[id.Purpose]) + id.Layer
}

// taken is what a node takes from a neighbour.
func (s *script) taken(neighbour, conference string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var names []string
	for _, w := range s.now[link{neighbour, conference}] {
		names = append(names, streamName(w.StreamID))
	}
	return strings.Join(names, " ")
}

func (s *script) takeCalls() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.takes
}

func (s *script) sink(t *testing.T, neighbour, name string) backplane.Sink {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, w := range s.now[link{neighbour, "r1"}] {
		if streamName(w.StreamID) == name {
			return w.Sink
		}
	}
	t.Fatalf("%s is not taken from %s", name, neighbour)
	return nil
}

// far plays a stream of another node.
type far struct {
	sink backplane.Sink
	mark byte
	seq  uint16
}

// picture sends a picture in one packet.
func (f *far) picture(key bool) {
	f.seq++
	first := byte(1)
	if key {
		first = 0
	}
	f.sink.RTP(&backplane.Packet{
		Codec: backplane.CodecVP8, Marker: true, Seq: f.seq, TS: uint32(f.seq) * 3600,
		Payload: append([]byte{0x90, 0xC0, 0x80 | byte(f.seq>>8&0x7f), byte(f.seq), byte(f.seq), first, f.mark}, make([]byte, 20)...),
	})
}

// show sends pictures until they are seen.
func (f *far) show(c *client, mid string, key bool) {
	c.t.Helper()
	eventually(c.t, fmt.Sprintf("%s sees %c on line %s", c.id, f.mark, mid), func() bool {
		f.picture(key)
		return c.count(mid, f.mark) > 5
	})
}

func cam(id, via string, active bool, rids ...string) media.Remote {
	src := media.Source{ParticipantID: id, Purpose: media.PurposeCamera, Codec: "vp8", Active: active}
	for i, rid := range rids {
		src.Layers = append(src.Layers, media.SourceLayer{RID: rid, Pixels: (i + 1) * 40000, Rate: (i + 1) * 200000})
	}
	return media.Remote{ParticipantID: id, Policy: all, Via: via, Sources: []media.Source{src}}
}

func staged(ids ...string) []media.Voice {
	out := []media.Voice{}
	for _, id := range ids {
		out = append(out, media.Voice{ParticipantID: id})
	}
	return out
}

func TestOnlyWatchedLayersAreTaken(t *testing.T) {
	t.Parallel()
	e := startEngine(t)
	s := newScript(e)
	room, rec := openRoom(t, e)
	b := newClient(t, "b", 'B', browser)
	enter(room, rec, all, b)
	mic := media.Source{ParticipantID: "a", Purpose: media.PurposeMicrophone, Codec: "opus", Active: true, Layers: []media.SourceLayer{{}}}
	a, c := cam("a", "n2", true, "q", "f"), cam("c", "n2", true, "q", "f")
	a.Sources = append(a.Sources, mic)
	room.SetRemote([]media.Remote{a, c, cam("d", "n3", true, "")})
	room.SetStage(staged("a", "c", "b"))
	eventually(t, "main takes the large layer, the thumbnail the small one", func() bool {
		return s.taken("n2", "r1") == "a.m a.cf c.cq" && s.taken("n3", "r1") == ""
	})
	// What is taken goes on while something is waited for: a stream of which
	// nothing comes would count as held back.
	var on []*far
	until := func(what string, ok func() bool) {
		t.Helper()
		eventually(t, what, func() bool {
			for _, f := range on {
				f.picture(false)
			}
			return ok()
		})
	}
	af, cq := far{sink: s.sink(t, "n2", "a.cf"), mark: 'A'}, far{sink: s.sink(t, "n2", "c.cq"), mark: 'c', seq: 500}
	af.picture(true)
	cq.picture(true)
	on = []*far{&af, &cq}
	until("both are seen", func() bool { return b.count("3", 'A') > 5 && b.count("4", 'c') > 5 })

	// They change places. What is shown goes on until the other has a keyframe.
	room.SetStage(staged("c", "a", "b"))
	until("both layers of both", func() bool { return s.taken("n2", "r1") == "a.m a.cf a.cq c.cf c.cq" })
	cf, aq := far{sink: s.sink(t, "n2", "c.cf"), mark: 'C', seq: 900}, far{sink: s.sink(t, "n2", "a.cq"), mark: 'a', seq: 1300}
	calls, before := s.takeCalls(), b.count("3", 'A')
	on = append(on, &cf, &aq)
	until("what is shown goes on", func() bool { return b.count("3", 'A') > before+20 })
	if b.count("3", 'C') > 0 {
		t.Error("a picture is shown that cannot be decoded")
	}
	until("a keyframe is asked for", func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.keys["c.cf"] > 0
	})
	if n := s.takeCalls(); n != calls {
		t.Errorf("%d takes without a change", n-calls)
	}
	cf.picture(true)
	aq.picture(true)
	until("both are seen in the other place", func() bool { return b.count("3", 'C') > 5 && b.count("4", 'a') > 5 })
	until("what nobody watches is let go", func() bool { return s.taken("n2", "r1") == "a.m a.cq c.cf" })
	checkSwitches(t, b.line("3"), 2)

	// Too little bandwidth for any picture: none crosses. The sound does.
	limit := func(bits int) {
		r, ok := room.(*Room)
		if !ok {
			t.Fatal("no room")
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		for call := range r.live {
			call.limiter.limit = bits
		}
	}
	limit(1)
	until("pictures are let go", func() bool { return s.taken("n2", "r1") == "a.m" })
	limit(0)
	until("and taken again", func() bool { return s.taken("n2", "r1") == "a.m a.cq c.cf" })
	aq.sink = s.sink(t, "n2", "a.cq")

	// The sender switches its large layer off.
	room.SetRemote([]media.Remote{a, cam("c", "n2", true, "q")})
	until("the one that is left", func() bool { return s.taken("n2", "r1") == "a.m a.cq c.cq" })
	// It stops sending at all.
	room.SetRemote([]media.Remote{a, cam("c", "n2", false, "q")})
	until("nothing of it", func() bool {
		now := s.taken("n2", "r1")
		return strings.HasPrefix(now, "a.m a.cf") && !strings.Contains(now, "c.c")
	})
	// It comes by another way from now on.
	a.Via = "n3"
	room.SetRemote([]media.Remote{a})
	eventually(t, "another way", func() bool { return s.taken("n2", "r1") == "" && strings.HasPrefix(s.taken("n3", "r1"), "a.m a.c") })
	// The conference becomes part of another.
	room.Rename("r2")
	eventually(t, "another name", func() bool { return s.taken("n3", "r1") == "" && strings.HasPrefix(s.taken("n3", "r2"), "a.m a.c") })
	room.SetRemote(nil)
	eventually(t, "nothing", func() bool { return s.taken("n3", "r2") == "" })
	room.SetRemote([]media.Remote{a})
	eventually(t, "again", func() bool { return s.taken("n3", "r2") != "" })
	room.Close()
	if got := s.taken("n3", "r2"); got != "" {
		t.Errorf("a closed room takes %q", got)
	}
}

// taker is the Source of a neighbour that takes a stream.
type taker struct {
	mu     sync.Mutex
	seqs   []uint16
	codecs map[backplane.Codec]bool
	clocks int
}

func (k *taker) RTP(p *backplane.Packet) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.seqs = append(k.seqs, p.Seq)
	if k.codecs == nil {
		k.codecs = map[backplane.Codec]bool{}
	}
	k.codecs[p.Codec] = true
}

func (k *taker) Clock(uint64, uint32) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.clocks++
}

func (k *taker) got() (packets, clocks int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return len(k.seqs), k.clocks
}

func TestRelay(t *testing.T) {
	t.Parallel()
	e := startEngine(t)
	s := newScript(e)
	room, _ := openRoom(t, e)
	cameraOf := func(id string) backplane.StreamID {
		return backplane.StreamID{ParticipantID: id, Purpose: backplane.Camera}
	}
	out := &taker{}
	if e.Attach("n3", "r1", cameraOf("a"), out) || e.Attach("n3", "none", cameraOf("a"), out) {
		t.Error("a stream is passed on that there is not")
	}
	room.SetRemote([]media.Remote{cam("a", "n2", true, "")})
	offered := func(times int) {
		t.Helper()
		eventually(t, "it is offered again", func() bool {
			s.mu.Lock()
			defer s.mu.Unlock()
			return slices.Equal(s.retry, slices.Repeat([]string{"r1"}, times))
		})
	}
	offered(1)
	if e.Attach("n3", "r1", cameraOf("a"), out) {
		t.Error("a node takes it that has nothing to do with the conference")
	}
	near := []media.Remote{{ParticipantID: "x", Via: "n3"}, {ParticipantID: "y", Via: "n4"}, {ParticipantID: "z", Via: "n5"}}
	from := func(node string) []media.Remote { return append(slices.Clone(near), cam("a", node, true, "")) }
	room.SetRemote(from("n2"))
	offered(2)
	if e.Attach("n2", "r1", cameraOf("a"), out) {
		t.Error("a stream is offered to where it comes from")
	}
	if !e.Attach("n3", "r1", cameraOf("a"), out) {
		t.Fatal("refused")
	}
	eventually(t, "it is taken for the neighbour", func() bool { return s.taken("n2", "r1") == "a.c" })
	a := far{sink: s.sink(t, "n2", "a.c"), mark: 'A'}
	pass := func(what string) {
		t.Helper()
		before, _ := out.got()
		eventually(t, what, func() bool {
			a.picture(false)
			n, _ := out.got()
			return n > before+5
		})
	}
	pass("packets are passed on")
	a.sink.Clock(3_900_000_000<<32, 90000)
	eventually(t, "so is the clock", func() bool { _, n := out.got(); return n == 1 })
	second := &taker{}
	if !e.Attach("n4", "r1", cameraOf("a"), second) {
		t.Fatal("refused to another")
	}
	eventually(t, "who comes later is told the clock", func() bool { _, n := second.got(); return n == 1 })
	asked := func() int {
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.keys["a.c"]
	}
	before := asked()
	eventually(t, "a keyframe is asked for through us", func() bool {
		e.KeyFrame("n3", "r1", cameraOf("a"))
		return asked() > before
	})
	e.KeyFrame("n9", "r1", cameraOf("a")) // which takes nothing

	// The stream comes from n3 now: not a packet more to it.
	room.SetRemote(from("n3"))
	eventually(t, "it is taken from the other side", func() bool { return s.taken("n2", "r1") == "" && s.taken("n3", "r1") == "a.c" })
	a.sink = s.sink(t, "n3", "a.c")
	n, _ := out.got()
	m, _ := second.got()
	eventually(t, "it goes on to n4", func() bool {
		a.picture(false)
		now, _ := second.got()
		return now > m+5
	})
	if now, _ := out.got(); now != n {
		t.Errorf("%d packets go back to where they came from", now-n)
	}
	room.SetRemote(from("n2"))
	eventually(t, "and back", func() bool { return s.taken("n2", "r1") == "a.c" })
	a.sink = s.sink(t, "n2", "a.c")
	pass("n3 gets it again, without asking")

	// The participant's stream ends and comes anew.
	room.SetRemote(nil)
	eventually(t, "nothing is taken", func() bool { return s.taken("n2", "r1") == "" })
	room.SetRemote(from("n2"))
	eventually(t, "it is taken anew", func() bool { return s.taken("n2", "r1") == "a.c" })
	a.sink, a.seq = s.sink(t, "n2", "a.c"), a.seq-100 // numbers that would pass for old ones
	pass("and passed on")
	out.mu.Lock()
	leaps := 0
	for i := 1; i < len(out.seqs); i++ {
		switch step := int16(out.seqs[i] - out.seqs[i-1]); {
		case step > maxJump:
			leaps++
		case step != 1:
			t.Errorf("number %d after %d", out.seqs[i], out.seqs[i-1])
		}
	}
	// A last packet from n3 may have been on its way when n2 gave the stream again.
	if leaps < 2 || leaps > 3 || len(out.codecs) != 1 || !out.codecs[backplane.CodecVP8] {
		t.Errorf("%d beginnings are to be seen, codecs %v", leaps, out.codecs)
	}
	out.mu.Unlock()

	room.Rename("r2")
	eventually(t, "the stream under another name", func() bool { return s.taken("n2", "r2") == "a.c" })
	if e.Attach("n5", "r1", cameraOf("a"), out) || !e.Attach("n5", "r2", cameraOf("a"), &taker{}) {
		t.Error("the old name holds")
	}
	e.Detach("n3", "r1", cameraOf("a"))
	e.Detach("n4", "r1", cameraOf("a"))
	if s.taken("n2", "r2") != "a.c" {
		t.Error("n5 takes it still")
	}
	e.Detach("n5", "r2", cameraOf("a"))
	e.Detach("n5", "r2", cameraOf("a"))
	eventually(t, "nobody takes it any more", func() bool { return s.taken("n2", "r2") == "" })
	room.Close()
	if e.Attach("n3", "r2", cameraOf("a"), out) {
		t.Error("a closed room passes on")
	}
}

func TestIntakeIsBounded(t *testing.T) {
	room := newRoom(&Engine{began: refTime, log: slog.New(slog.DiscardHandler)}, "r", nil)
	src := &source{room: room, owner: "a", purpose: camera}
	l := newLayer(src, "", codecVP8)
	f := &trunkFeed{room: room, clock: &farClock{}}
	l.feed = f
	q := newIntake(f, l, "n2", "r")
	a := far{sink: q, mark: 'A'}
	for range 2 * maxWaiting {
		a.picture(false)
	}
	if n := len(q.waiting); n != maxWaiting {
		t.Errorf("%d packets wait", n)
	}
	close(q.stop)
	q.end()
	a.picture(false)
	if len(q.waiting) != 0 || len(q.free) != 0 {
		t.Error("what has ended holds packets")
	}
}

// discard is where a slot of no call writes to.
type discard struct{ n int }

func (d *discard) WriteRTP(*rtp.Header, []byte) (int, error) { d.n++; return 0, nil }
func (d *discard) Write([]byte) (int, error)                 { return 0, nil }

// A packet costs no memory of its own, wherever it goes.
func TestForwardingDoesNotAllocate(t *testing.T) {
	room := newRoom(&Engine{began: refTime, log: slog.New(slog.DiscardHandler)}, "r", nil)
	src := &source{room: room, owner: "a", purpose: camera}
	src.open.Store(true)
	l := newLayer(src, "", codecVP8)
	l.feed = &trunkFeed{room: room, clock: &farClock{}}
	w := &discard{}
	var slots []*slot
	for range 3 {
		s := &slot{call: &call{room: room}, role: roleMain, writer: w, want: l, scratch: make([]byte, 0, maxPacket)}
		s.pts.media[codecVP8] = 96
		l.addSink(s)
		slots = append(slots, s)
	}
	out := &counting{}
	y := &relay{out: out}
	y.layer.Store(l)
	l.addRelay(y)
	p := packet{pt: uint8(backplane.CodecVP8), payload: append([]byte{0x90, 0xC0, 0x80, 1, 1, 0, 'A'}, make([]byte, 1000)...)}
	step := func() {
		p.seq++
		p.ts += 3600
		p.at += 40_000_000
		l.take(&p)
	}
	for range historySize { // its memory is made once
		step()
	}
	if n := testing.AllocsPerRun(200, step); n > 0 {
		t.Errorf("a packet to 3 slots and a neighbour makes %v allocations", n)
	}
	if w.n == 0 || out.n == 0 || w.n != out.n*len(slots) {
		t.Errorf("%d packets to slots, %d to the neighbour", w.n, out.n)
	}
}

type counting struct{ n int }

func (c *counting) RTP(*backplane.Packet) { c.n++ }
func (c *counting) Clock(uint64, uint32)  {}
