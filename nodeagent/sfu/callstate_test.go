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
	if _, err := a.call.Update(ctx, strings.ReplaceAll(a.pc.LocalDescription().SDP, "m=video", "m=audio")); !errors.Is(err, media.ErrOffer) {
		t.Errorf("video lines made audio: %v", err)
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
			eventually(t, "all gaps are closed", func() bool { return gaps(b.line("3")) == 0 })
		})
	}
}

// gaps counts the packets missing between the first and one well before the
// last; too few packets are a gap, too.
func gaps(r *received) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	first, high := r.headers[0].SequenceNumber, uint16(0)
	for s := range r.seqs {
		if int16(s-first) < 0 { // the first to arrive was not the first sent
			first = s
		}
	}
	for s := range r.seqs {
		high = max(high, s-first)
	}
	missing := 0
	for s := uint16(0); s+60 < high; s++ {
		if r.seqs[first+s] == 0 {
			missing++
		}
	}
	if high <= 150 {
		missing++
	}
	return missing
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
