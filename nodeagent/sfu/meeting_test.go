package sfu

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pion/logging"
	"github.com/pion/transport/v4/vnet"
	"github.com/pion/webrtc/v4"

	"github.com/parley-video/parley/nodeagent/media"
)

// quiet checks that nothing with a marker comes any more on any line: it waits
// until much of something else has come.
func quiet(t *testing.T, c *client, marker byte, clockMid string, clockMarker byte) {
	t.Helper()
	sum := func() (n int) {
		c.mu.Lock()
		var mids []string
		for mid := range c.lines {
			mids = append(mids, mid)
		}
		c.mu.Unlock()
		for _, mid := range mids {
			n += c.count(mid, marker)
		}
		return n
	}
	c.gets(clockMid, clockMarker, 10) // what was on its way has come
	before := sum()
	c.gets(clockMid, clockMarker, 40)
	if now := sum(); now != before {
		t.Errorf("%s still receives %c: %d packets", c.id, marker, now-before)
	}
}

func TestSpeakerMovesIntoMain(t *testing.T) {
	t.Parallel()
	room, rec := openRoom(t, startEngine(t))
	a, b, c := newClient(t, "a", 'A', browser), newClient(t, "b", 'B', browser), newClient(t, "c", 'C', browser)
	enter(room, rec, all, a, b, c)
	a.gets("3", 'B', 20)
	for range 2 {
		c.level.Store(20)
		eventually(t, "c is on top", func() bool { return rec.holder("a", "main", 0) == "c" && rec.holder("b", "main", 0) == "c" })
		// The speaker sees the one before.
		if got := rec.holder("c", "main", 0); got == "c" || got == "" {
			t.Errorf("main of the speaker is %q", got)
		}
		a.gets("3", 'C', 20)
		c.level.Store(127)
		b.level.Store(20)
		eventually(t, "b is on top", func() bool { return rec.holder("a", "main", 0) == "b" })
		a.gets("3", 'B', 20)
		b.level.Store(127)
	}
	checkContinuous(t, a.line("3"))
}

// checkContinuous demands what a decoder needs: numbers without gap or
// repetition, time that goes on, keyframes where the source changes.
func checkContinuous(t *testing.T, r *received) {
	t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	changes := 0
	for i := 1; i < len(r.headers); i++ {
		was, is := r.headers[i-1], r.headers[i]
		if is.SequenceNumber != was.SequenceNumber+1 {
			t.Fatalf("packet %d: number %d after %d", i, is.SequenceNumber, was.SequenceNumber)
		}
		step := int32(is.Timestamp - was.Timestamp)
		if step < 0 || step > 20*90000 {
			t.Fatalf("packet %d: time moves by %d", i, step)
		}
		if is.SSRC != was.SSRC {
			t.Fatal("the stream's SSRC changes")
		}
		if d := (r.pics[i] - r.pics[i-1]) & 0x7fff; d > 1 {
			t.Fatalf("packet %d: picture %d after %d", i, r.pics[i], r.pics[i-1])
		}
		if r.markers[i] != r.markers[i-1] {
			changes++
			if !r.keys[i] || step == 0 {
				t.Fatalf("packet %d: the source changes from %c to %c outside a keyframe", i, r.markers[i-1], r.markers[i])
			}
		}
	}
	if changes < 3 || len(r.keys) == 0 || !r.keys[0] {
		t.Errorf("%d changes seen, first is key: %v", changes, r.keys[0])
	}
}

func TestPoliciesActAtOnce(t *testing.T) {
	t.Parallel()
	room, rec := openRoom(t, startEngine(t))
	a, b, c := newClient(t, "a", 'A', browser), newClient(t, "b", 'B', browser), newClient(t, "c", 'C', browser)
	enter(room, rec, all, a, b, c)
	b.level.Store(20) // b is in the main of both others
	a.gets("3", 'B', 20)
	a.gets("4", 'C', 20)

	muted := all
	muted.Muted = true
	room.SetPolicy("b", muted)
	eventually(t, "b leaves the audio slots", func() bool {
		for n := range 3 {
			if rec.holder("a", "audio", n) == "b" {
				return false
			}
		}
		return true
	})
	a.gets("3", 'B', 10) // the picture stays
	sound := a.count("0", 'B') + a.count("1", 'B') + a.count("2", 'B')
	a.gets("3", 'B', 40)
	if now := a.count("0", 'B') + a.count("1", 'B') + a.count("2", 'B'); now != sound {
		t.Errorf("muted participant is heard: %d packets", now-sound)
	}

	dark := all
	dark.VideoMuted = true
	room.SetPolicy("b", dark)
	a.gets("3", 'C', 20)
	if got := rec.holder("a", "main", 0); got != "c" {
		t.Errorf("main is %q while b has no picture", got)
	}

	parked := all
	parked.Admitted = false
	room.SetPolicy("b", parked)
	quiet(t, a, 'B', "3", 'C')
	fromB := b.count("3", 'A') + b.count("3", 'C')
	a.gets("3", 'C', 20)
	if now := b.count("3", 'A') + b.count("3", 'C'); now > fromB {
		t.Errorf("parked participant receives %d packets", now-fromB)
	}
	if rec.holder("b", "main", 0) != "" {
		t.Error("parked participant has a main")
	}

	room.SetPolicy("b", all)
	a.gets("3", 'B', 20)
	eventually(t, "b sees again", func() bool { return b.count("3", 'A')+b.count("3", 'C') > fromB+20 })

	blind := all
	blind.AudioOnly, blind.Muted = true, true
	room.SetPolicy("a", blind)
	eventually(t, "a gives up its picture slots", func() bool {
		return rec.holder("a", "main", 0) == "" && rec.holder("a", "thumbnail", 0) == ""
	})
	quiet(t, c, 'A', "3", 'B') // and is not seen
}

func TestJoinAndLeaveWithoutRenegotiation(t *testing.T) {
	t.Parallel()
	room, rec := openRoom(t, startEngine(t))
	a := newClient(t, "a", 'A', browser)
	enter(room, rec, all, a)
	eventually(t, "a alone has empty slots", func() bool { return rec.holder("a", "main", 0) == "" })
	b := newClient(t, "b", 'B', browser)
	enter(room, rec, all, b)
	a.gets("3", 'B', 20)
	c := newClient(t, "c", 'C', browser)
	enter(room, rec, all, c)
	a.gets("4", 'C', 20)
	b.leave()
	eventually(t, "b hung up", func() bool {
		return rec.has(media.Ended{ParticipantID: "b", CallID: "call-b", Reason: "hangup"})
	})
	a.gets("3", 'C', 20)
	if got := rec.holder("a", "thumbnail", 0); got != "" {
		t.Errorf("thumbnail is %q", got)
	}
	if !rec.has(media.MediaChanged{ParticipantID: "b"}) {
		t.Error("b's media did not end")
	}
	c.call.Close()
	if !rec.has(media.Ended{ParticipantID: "c", CallID: "call-c", Reason: "closed"}) {
		eventually(t, "c ended", func() bool {
			return rec.has(media.Ended{ParticipantID: "c", CallID: "call-c", Reason: "closed"})
		})
	}
	if err := c.call.AddCandidate(media.Candidate{Candidate: "candidate:1 1 udp 1 127.0.0.1 1 typ host"}); !errors.Is(err, media.ErrClosed) {
		t.Errorf("candidate of an ended call: %v", err)
	}
	if _, err := c.call.Update(context.Background(), chromiumOffer); !errors.Is(err, media.ErrClosed) {
		t.Errorf("update of an ended call: %v", err)
	}
}

func TestPlainClientGetsMainOnly(t *testing.T) {
	t.Parallel()
	room, rec := openRoom(t, startEngine(t))
	plain := newClient(t, "p", 'P', shape{mic: true, camera: true, noRTX: true})
	a, b := newClient(t, "a", 'A', browser), newClient(t, "b", 'B', browser)
	enter(room, rec, all, plain, a, b)
	a.level.Store(20)
	plain.gets("1", 'A', 20)
	plain.gets("0", 'A', 20)
	a.level.Store(127)
	b.level.Store(20)
	plain.gets("1", 'B', 20)
	plain.gets("0", 'B', 20)
	rec.mu.Lock()
	defer rec.mu.Unlock()
	slots := rec.slots["p"]
	if len(slots) != 2 || slots[0].Role != "audio" || slots[1].Role != "main" || slots[1].Kind != "video" || slots[1].Mid != "1" {
		t.Errorf("slots %+v", slots)
	}
}

func TestPresentation(t *testing.T) {
	t.Parallel()
	room, rec := openRoom(t, startEngine(t))
	guest := all
	guest.MayPresent = false
	a, b, c := newClient(t, "a", 'A', browser), newClient(t, "b", 'B', browser), newClient(t, "c", 'C', browser)
	enter(room, rec, guest, a)
	enter(room, rec, all, b, c)
	a.showOn.Store(true)
	b.gets("3", 'A', 20)
	eventually(t, "a sends slides", func() bool {
		return rec.has(media.MediaChanged{ParticipantID: "a", Audio: true, Video: true, Presentation: true})
	})
	if b.count("6", 'A') > 0 || rec.holder("b", "presentation", 0) != "" {
		t.Error("slides flow without permission")
	}
	room.SetPolicy("a", all)
	b.gets("6", 'A', 20)
	c.gets("6", 'A', 20)
	if a.count("6", 'A') > 0 {
		t.Error("the presenter gets its own slides")
	}
	if !rec.has(media.PresentationChanged{ParticipantID: "a"}) {
		t.Error("presenter not reported")
	}
	denied := all
	denied.MaySeePresentation = false
	room.SetPolicy("c", denied)
	eventually(t, "c loses the slides", func() bool { return rec.holder("c", "presentation", 0) == "" })
	b.showOn.Store(true) // both may: who began last
	c.gets("3", 'A', 10)
	a.gets("6", 'B', 20)
	b.showOn.Store(false)
	room.SetPolicy("b", guest)
	b.gets("6", 'A', 20)
	room.SetPolicy("a", guest)
	eventually(t, "nobody presents", func() bool { return rec.has(media.PresentationChanged{}) })
}

func TestMediaWaitsForStart(t *testing.T) {
	t.Parallel()
	e := startEngine(t)
	room, rec := openRoom(t, e)
	a, b := newClient(t, "a", 'A', browser), newClient(t, "b", 'B', browser)
	enter(room, rec, all, a)
	b.dial(room, all)
	b.camOn.Store(true)
	b.micOn.Store(true)
	b.wg.Go(b.send)
	eventually(t, "b connects", func() bool { return rec.has(media.Connected{ParticipantID: "b", CallID: "call-b"}) })
	c := newClient(t, "c", 'C', browser)
	enter(room, rec, all, c)
	quiet(t, a, 'B', "3", 'C')
	if rec.holder("b", "main", 0) != "no such slot" || b.line("3") != nil {
		t.Error("media flows before Start")
	}
	// Nobody acknowledges: the call fails in its time.
	r, ok := room.(*Room)
	if !ok {
		t.Fatal("no room")
	}
	r.mu.Lock()
	for call := range r.live {
		if !call.started {
			call.answeredAt -= int64(startWithin) - int64(500*time.Millisecond)
		}
	}
	r.mu.Unlock()
	eventually(t, "the call fails", func() bool {
		return rec.has(media.Ended{ParticipantID: "b", CallID: "call-b", Reason: "failed"})
	})
	c.gets("3", 'A', 10)
}

func TestSecondCallReplaces(t *testing.T) {
	t.Parallel()
	room, rec := openRoom(t, startEngine(t))
	a, old := newClient(t, "a", 'A', browser), newClient(t, "b", 'B', browser)
	enter(room, rec, all, a)
	enter(room, rec, all, old)
	a.gets("3", 'B', 20)
	again := newClient(t, "b", 'b', browser)
	enter(room, rec, all, again)
	a.gets("3", 'b', 20)
	eventually(t, "the first call is replaced", func() bool {
		return rec.has(media.Ended{ParticipantID: "b", CallID: "call-b", Reason: "replaced"})
	})
	// Slides in a call of their own do not replace anything.
	content := newClient(t, "b", 's', shape{slides: true})
	content.join(room, all)
	content.showOn.Store(true)
	a.gets("6", 's', 20)
	a.gets("3", 'b', 20)
	room.Close()
	ended := 0
	for _, e := range rec.all() {
		if _, ok := e.(media.Ended); ok {
			ended++
		}
	}
	if ended != 4 {
		t.Errorf("%d ends for 4 calls", ended)
	}
	if _, _, err := room.Answer(context.Background(), "z", "z", chromiumOffer, all); !errors.Is(err, media.ErrClosed) {
		t.Errorf("closed room answers: %v", err)
	}
}

func TestICERestart(t *testing.T) {
	t.Parallel()
	room, rec := openRoom(t, startEngine(t))
	a, b := newClient(t, "a", 'A', browser), newClient(t, "b", 'B', browser)
	enter(room, rec, all, a)
	enter(room, rec, all, b)
	a.gets("3", 'B', 20)
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	answer, err := a.call.Update(ctx, a.offer(true))
	if err != nil {
		t.Fatal(err)
	}
	if err := a.pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: answer}); err != nil {
		t.Fatal(err)
	}
	a.gets("3", 'B', 40)
	b.gets("3", 'A', 40)
	for _, e := range rec.all() {
		if end, ok := e.(media.Ended); ok {
			t.Errorf("call ended: %+v", end)
		}
	}
	if _, err := a.call.Update(ctx, "nonsense"); !errors.Is(err, media.ErrOffer) {
		t.Errorf("nonsense: %v", err)
	}
	b.gets("3", 'A', 10) // and does no harm
}

func TestCodecNotInCommonLeavesTheSlotEmpty(t *testing.T) {
	t.Parallel()
	room, rec := openRoom(t, startEngine(t))
	only8 := newClient(t, "p", 'P', shape{mic: true, camera: true, noRTX: true})
	h264 := newClient(t, "h", 'H', shape{mic: true, camera: true, codec: webrtc.MimeTypeH264})
	enter(room, rec, all, only8)
	enter(room, rec, all, h264)
	h264.gets("1", 'P', 20)
	only8.gets("0", 'H', 20)
	eventually(t, "h sends", func() bool { return rec.has(media.MediaChanged{ParticipantID: "h", Audio: true, Video: true}) })
	if got := rec.holder("p", "main", 0); got != "" {
		t.Errorf("main is %q", got)
	}
}

func TestManyAskForOneKeyframe(t *testing.T) {
	t.Parallel()
	room, rec := openRoom(t, startEngine(t))
	a := newClient(t, "a", 'A', browser)
	enter(room, rec, all, a)
	var others []*client
	for i := range 4 {
		x := newClient(t, string(rune('b'+i)), byte('B'+i), shape{mic: true, thumbs: 1})
		enter(room, rec, all, x)
		others = append(others, x)
	}
	began := time.Now()
	for _, x := range others {
		x.gets("1", 'A', 20)
	}
	// All slots opened within a moment; one request per half second at most.
	if asks, most := a.keyAsks.Load(), int32(time.Since(began)/keyEvery)+3; asks == 0 || asks > most {
		t.Errorf("%d keyframe requests, at most %d expected", asks, most)
	}
}

func TestSilentFarEndFails(t *testing.T) {
	t.Parallel()
	conn, err := net.ListenUDP("udp", net.UDPAddrFromAddrPort(netip.MustParseAddrPort("127.0.0.1:0")))
	if err != nil {
		t.Fatal(err)
	}
	e, err := newEngine(Config{Listen: netip.MustParseAddrPort("127.0.0.1:0")}, conn, nil)
	if err != nil {
		t.Fatal(err)
	}
	e.ice = iceTimes{disconnected: 200 * time.Millisecond, failed: 300 * time.Millisecond, keepalive: 50 * time.Millisecond}
	runEngine(t, e)
	room, rec := openRoom(t, e)
	a := newClient(t, "a", 'A', browser)
	// A candidate check that never comes: nobody applies the answer.
	if _, _, err := room.Answer(context.Background(), "a", "call-a", a.offer(false), all); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the call fails", func() bool {
		return rec.has(media.Ended{ParticipantID: "a", CallID: "call-a", Reason: "failed"})
	})
}

// lossy is a network that loses every n-th large packet in both directions.
func lossy(t *testing.T, n uint64) (engine *Engine, clients []*vnet.Net, lost *atomic.Uint64) {
	t.Helper()
	lost = &atomic.Uint64{}
	wan, err := vnet.NewRouter(&vnet.RouterConfig{CIDR: "10.0.0.0/24", LoggerFactory: logging.NewDefaultLoggerFactory()})
	if err != nil {
		t.Fatal(err)
	}
	add := func(ip string) *vnet.Net {
		nw, err := vnet.NewNet(&vnet.NetConfig{StaticIPs: []string{ip}})
		if err == nil {
			err = wan.AddNet(nw)
		}
		if err != nil {
			t.Fatal(err)
		}
		return nw
	}
	node := add("10.0.0.1")
	clients = []*vnet.Net{add("10.0.0.2"), add("10.0.0.3")}
	var count atomic.Uint64
	wan.AddChunkFilter(func(c vnet.Chunk) bool {
		// RTP of video: version 2, no RTCP type, longer than the audio here.
		b := c.UserData()
		if len(b) < 90 || b[0]>>6 != 2 || b[1]&0x7f >= 72 && b[1]&0x7f <= 76 || count.Add(1)%n != 0 {
			return true
		}
		lost.Add(1)
		return false
	})
	if err := wan.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = wan.Stop() })
	at := netip.MustParseAddrPort("10.0.0.1:5000")
	conn, err := node.ListenUDP("udp4", net.UDPAddrFromAddrPort(at))
	if err != nil {
		t.Fatal(err)
	}
	engine, err = newEngine(Config{Listen: at}, conn, node)
	if err != nil {
		t.Fatal(err)
	}
	runEngine(t, engine)
	return engine, clients, lost
}

func TestLossIsRecovered(t *testing.T) {
	t.Parallel()
	for name, plain := range map[string]bool{"with RTX": false, "without RTX": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			engine, nets, lost := lossy(t, 20)
			room, rec := openRoom(t, engine)
			sh := browser
			if plain {
				sh = shape{mic: true, camera: true, audio: 2, noRTX: true}
			}
			sh.net = nets[0]
			a := newClient(t, "a", 'A', sh)
			sh.net = nets[1]
			b := newClient(t, "b", 'B', sh)
			enter(room, rec, all, a)
			enter(room, rec, all, b)
			b.gets("3", 'A', 250)
			if lost.Load() < 8 {
				t.Fatalf("only %d packets were lost", lost.Load())
			}
			// Every packet between the first and one well before the last came,
			// each once: lost on the way in or out, it was asked for again.
			eventually(t, "all gaps are closed", func() bool {
				r := b.line("3")
				r.mu.Lock()
				defer r.mu.Unlock()
				first, high := r.headers[0].SequenceNumber, uint16(0)
				for s := range r.seqs {
					high = max(high, s-first)
				}
				missing := 0
				for s := uint16(0); s+60 < high; s++ {
					if r.seqs[first+s] == 0 {
						missing++
					}
				}
				return high > 150 && missing == 0
			})
		})
	}
}

func TestManyOffersHitTheBound(t *testing.T) {
	t.Parallel()
	e, err := New(Config{Listen: netip.MustParseAddrPort("127.0.0.1:0"), MaxCalls: 1})
	if err != nil {
		t.Fatal(err)
	}
	runEngine(t, e)
	room, _ := openRoom(t, e)
	call, _, err := room.Answer(context.Background(), "a", "1", chromiumOffer, all)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := room.Answer(context.Background(), "b", "2", chromiumOffer, all); err == nil || !strings.Contains(err.Error(), "1 calls") {
		t.Errorf("second call: %v", err)
	}
	for _, bad := range []string{"garbage", strings.Repeat("x", 5000), "candidate:1 1 udp 1 example.com 9 typ host"} {
		if err := call.AddCandidate(media.Candidate{Candidate: bad}); err == nil {
			t.Errorf("candidate %.20q is accepted", bad)
		}
	}
	for _, fine := range []string{"", "candidate:1 1 udp 1 4e2b.local 9 typ host", "candidate:1 1 udp 1 127.0.0.1 9 typ host"} {
		if err := call.AddCandidate(media.Candidate{Candidate: fine, Mid: "0"}); err != nil {
			t.Errorf("candidate %q: %v", fine, err)
		}
	}
	call.Close()
	again, _, err := room.Answer(context.Background(), "b", "2", chromiumOffer, all)
	if err != nil {
		t.Fatalf("after the first has ended: %v", err)
	}
	again.Close()
}
