package sfu

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pion/ice/v4"
	"github.com/pion/interceptor"
	"github.com/pion/interceptor/pkg/nack"
	"github.com/pion/rtcp"
	"github.com/pion/sdp/v3"
	"github.com/pion/transport/v4"
	"github.com/pion/webrtc/v4"

	"github.com/parley-video/parley/nodeagent/media"
)

// all is the policy of somebody who may do everything.
var all = media.Policy{Admitted: true, MayPresent: true, MaySeePresentation: true}

// startEngine runs an engine on loopback until the test ends.
func startEngine(t testing.TB) *Engine {
	t.Helper()
	e, err := New(Config{Listen: netip.MustParseAddrPort("127.0.0.1:0"), Log: testLog(t)})
	if err != nil {
		t.Fatal(err)
	}
	runEngine(t, e)
	return e
}

func runEngine(t testing.TB, e *Engine) {
	t.Helper()
	ended := make(chan error, 1)
	go func() { ended <- e.Run(context.Background()) }()
	<-e.Ready()
	t.Cleanup(func() {
		e.Close()
		if err := <-ended; err != nil {
			t.Errorf("engine run: %v", err)
		}
	})
}

func testLog(t testing.TB) *slog.Logger {
	if !testing.Verbose() {
		return nil
	}
	return slog.New(slog.NewTextHandler(testWriter{t}, nil))
}

type testWriter struct{ t testing.TB }

func (w testWriter) Write(b []byte) (int, error) {
	w.t.Log(strings.TrimSpace(string(b)))
	return len(b), nil
}

// eventually polls: media takes its own time, and what is waited for is named.
func eventually(t testing.TB, what string, ok func() bool) {
	t.Helper()
	deadline := time.NewTimer(15 * time.Second)
	defer deadline.Stop()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case <-tick.C:
		case <-deadline.C:
			t.Fatalf("never happened: %s", what)
		}
	}
}

// shape is what lines a test client offers.
type shape struct {
	mic, camera, slides bool
	audio, thumbs       int // further receiving lines
	noRTX               bool
	simulcast           bool   // the camera sends a small picture, too, marked in lower case
	codec               string // camera; default VP8
	net                 transport.Net
}

// client is a pion peer that plays a participant. Every payload carries its
// marker, so that a receiver can tell whose media it got.
type client struct {
	t      testing.TB
	marker byte
	pc     *webrtc.PeerConnection
	call   media.Call
	id     string
	level  atomic.Uint32 // RFC 6464: 0 loud, 127 silent

	mic, cam, show *webrtc.TrackLocalStaticRTP
	small          *webrtc.TrackLocalStaticRTP // nil: no simulcast

	stop    chan struct{}
	wg      sync.WaitGroup
	keyAsks atomic.Int32
	keyNow  atomic.Bool
	camOn   atomic.Bool
	micOn   atomic.Bool
	showOn  atomic.Bool

	mu    sync.Mutex
	lines map[string]*received // by mid
}

func newClient(t testing.TB, id string, marker byte, sh shape) *client {
	t.Helper()
	m := &webrtc.MediaEngine{}
	if err := registerCodecs(m); err != nil {
		t.Fatal(err)
	}
	if sh.noRTX {
		m = &webrtc.MediaEngine{}
		plain := webrtc.RTPCodecParameters{PayloadType: 100, RTPCodecCapability: webrtc.RTPCodecCapability{
			MimeType: webrtc.MimeTypeVP8, ClockRate: 90000,
			RTCPFeedback: []webrtc.RTCPFeedback{{Type: "nack"}, {Type: "nack", Parameter: "pli"}},
		}}
		opus := webrtc.RTPCodecParameters{PayloadType: 109, RTPCodecCapability: webrtc.RTPCodecCapability{
			MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2,
		}}
		if err := m.RegisterCodec(plain, webrtc.RTPCodecTypeVideo); err != nil {
			t.Fatal(err)
		}
		if err := m.RegisterCodec(opus, webrtc.RTPCodecTypeAudio); err != nil {
			t.Fatal(err)
		}
	}
	for _, uri := range []string{sdp.AudioLevelURI, sdp.TransportCCURI, sdp.SDESMidURI} {
		if err := m.RegisterHeaderExtension(webrtc.RTPHeaderExtensionCapability{URI: uri}, webrtc.RTPCodecTypeAudio); err != nil {
			t.Fatal(err)
		}
	}
	for _, uri := range []string{sdp.TransportCCURI, sdp.ABSSendTimeURI, sdp.SDESMidURI, sdp.SDESRTPStreamIDURI, sdp.SDESRepairRTPStreamIDURI} {
		if err := m.RegisterHeaderExtension(webrtc.RTPHeaderExtensionCapability{URI: uri}, webrtc.RTPCodecTypeVideo); err != nil {
			t.Fatal(err)
		}
	}
	registry := &interceptor.Registry{}
	responder, err := nack.NewResponderInterceptor()
	if err != nil {
		t.Fatal(err)
	}
	generator, err := nack.NewGeneratorInterceptor()
	if err != nil {
		t.Fatal(err)
	}
	registry.Add(responder)
	registry.Add(generator)
	if err := webrtc.ConfigureRTCPReports(registry); err != nil {
		t.Fatal(err)
	}
	s := webrtc.SettingEngine{}
	s.SetIncludeLoopbackCandidate(true)
	s.SetICEMulticastDNSMode(ice.MulticastDNSModeDisabled)
	if sh.net != nil {
		s.SetNet(sh.net)
	} else {
		s.SetIPFilter(func(ip net.IP) bool { return ip.IsLoopback() })
	}
	api := webrtc.NewAPI(webrtc.WithMediaEngine(m), webrtc.WithSettingEngine(s), webrtc.WithInterceptorRegistry(registry))
	pc, err := api.NewPeerConnection(webrtc.Configuration{BundlePolicy: webrtc.BundlePolicyMaxBundle})
	if err != nil {
		t.Fatal(err)
	}
	c := &client{t: t, id: id, marker: marker, pc: pc, stop: make(chan struct{}), lines: map[string]*received{}}
	c.level.Store(127)
	c.addLines(sh)
	pc.OnTrack(c.onTrack)
	t.Cleanup(c.leave)
	return c
}

func (c *client) addLines(sh shape) {
	recv := webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionRecvonly}
	if sh.mic {
		c.mic = c.track(webrtc.MimeTypeOpus)
	}
	for range sh.audio {
		_, err := c.pc.AddTransceiverFromKind(webrtc.RTPCodecTypeAudio, recv)
		c.must(err)
	}
	if sh.camera {
		mime := webrtc.MimeTypeVP8
		if sh.codec != "" {
			mime = sh.codec
		}
		c.cam = c.track(mime, rids(sh, "f")...)
		if sh.simulcast {
			small, err := webrtc.NewTrackLocalStaticRTP(webrtc.RTPCodecCapability{MimeType: mime}, c.cam.ID(), c.cam.StreamID(), rids(sh, "q")...)
			c.must(err)
			c.must(c.camera().Sender().AddEncoding(small))
			c.small = small
			sender := c.camera().Sender()
			c.wg.Go(func() {
				c.readRTCP(func() ([]rtcp.Packet, interceptor.Attributes, error) { return sender.ReadSimulcastRTCP("q") })
			})
		}
	}
	for range sh.thumbs {
		_, err := c.pc.AddTransceiverFromKind(webrtc.RTPCodecTypeVideo, recv)
		c.must(err)
	}
	if sh.slides {
		c.show = c.track(webrtc.MimeTypeVP8)
	}
}

func (c *client) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

func rids(sh shape, rid string) []func(*webrtc.TrackLocalStaticRTP) {
	if !sh.simulcast {
		return nil
	}
	return []func(*webrtc.TrackLocalStaticRTP){webrtc.WithRTPStreamID(rid)}
}

// camera is the line of the camera.
func (c *client) camera() *webrtc.RTPTransceiver {
	for _, tr := range c.pc.GetTransceivers() {
		if tr.Sender() != nil && tr.Sender().Track() == webrtc.TrackLocal(c.cam) {
			return tr
		}
	}
	c.t.Fatal("no camera")
	return nil
}

func (c *client) track(mime string, options ...func(*webrtc.TrackLocalStaticRTP)) *webrtc.TrackLocalStaticRTP {
	id := fmt.Sprintf("%s-%d", c.id, len(c.pc.GetTransceivers()))
	tr, err := webrtc.NewTrackLocalStaticRTP(webrtc.RTPCodecCapability{MimeType: mime}, id, c.id, options...)
	c.must(err)
	trx, err := c.pc.AddTransceiverFromTrack(tr, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendrecv})
	c.must(err)
	c.wg.Go(func() { c.readRTCP(trx.Sender().ReadRTCP) })
	return tr
}

func (c *client) readRTCP(read func() ([]rtcp.Packet, interceptor.Attributes, error)) {
	for {
		packets, _, err := read()
		if err != nil {
			return
		}
		for _, p := range packets {
			if _, ok := p.(*rtcp.PictureLossIndication); ok {
				c.keyAsks.Add(1)
				c.keyNow.Store(true)
			}
		}
	}
}

// offer is the client's offer; a slides line is marked as content.
func (c *client) offer(restart bool) string {
	o, err := c.pc.CreateOffer(&webrtc.OfferOptions{ICERestart: restart})
	c.must(err)
	gathered := webrtc.GatheringCompletePromise(c.pc)
	c.must(c.pc.SetLocalDescription(o))
	<-gathered
	text := c.pc.LocalDescription().SDP
	if c.show == nil {
		return text
	}
	mid := ""
	for _, tr := range c.pc.GetTransceivers() {
		if tr.Sender() != nil && tr.Sender().Track() == webrtc.TrackLocal(c.show) {
			mid = tr.Mid()
		}
	}
	return strings.Replace(text, "a=mid:"+mid+"\r\n", "a=mid:"+mid+"\r\na=content:slides\r\n", 1)
}

// join calls the room and starts sending.
func (c *client) join(room media.Room, policy media.Policy) {
	c.t.Helper()
	c.dial(room, policy)
	c.call.Start()
	c.camOn.Store(c.cam != nil)
	c.micOn.Store(c.mic != nil)
	c.wg.Go(c.send)
}

// enter joins clients one after the other, each when the one before has begun
// to send: the order of coming is the order of the stage.
func enter(room media.Room, rec *recorder, policy media.Policy, clients ...*client) {
	for _, c := range clients {
		c.t.Helper()
		c.join(room, policy)
		eventually(c.t, c.id+" sends", func() bool {
			rec.mu.Lock()
			defer rec.mu.Unlock()
			now := rec.sends[c.id]
			return now.Video == c.camOn.Load() && now.Audio == c.micOn.Load()
		})
	}
}

func (c *client) dial(room media.Room, policy media.Policy) {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	call, answer, err := room.Answer(ctx, c.id, "call-"+c.id, c.offer(false), policy)
	c.must(err)
	c.call = call
	c.must(c.pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: answer}))
}

func (c *client) leave() {
	c.mu.Lock()
	select {
	case <-c.stop:
	default:
		close(c.stop)
	}
	c.mu.Unlock()
	_ = c.pc.GracefulClose()
	c.wg.Wait()
}

func (c *client) onTrack(tr *webrtc.TrackRemote, recv *webrtc.RTPReceiver) {
	mid := recv.RTPTransceiver().Mid()
	c.mu.Lock()
	got := c.lines[mid]
	if got == nil {
		got = &received{seen: map[byte]int{}, seqs: map[uint16]int{}, rtx: map[uint16]int{}}
		c.lines[mid] = got
	}
	c.mu.Unlock()
	c.wg.Add(1)
	go func() {
		defer c.wg.Done()
		for {
			p, attributes, err := tr.ReadRTP()
			if err != nil {
				return
			}
			if attributes.Get(webrtc.AttributeRtxSsrc) != nil {
				got.again(p.SequenceNumber)
			}
			got.take(p, tr.Kind() == webrtc.RTPCodecTypeVideo)
		}
	}()
	c.wg.Add(1)
	go func() { // interceptors need the sender reports read
		defer c.wg.Done()
		for {
			packets, _, err := recv.ReadRTCP()
			if err != nil {
				return
			}
			for _, p := range packets {
				if _, ok := p.(*rtcp.SenderReport); ok {
					got.reports.Add(1)
				}
			}
		}
	}()
}

func (c *client) line(mid string) *received {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.lines[mid]
}

// reports is how many sender reports arrived on a line.
func (c *client) reports(mid string) int {
	if r := c.line(mid); r != nil {
		return int(r.reports.Load())
	}
	return 0
}

// count is how many packets with a marker arrived on a line.
func (c *client) count(mid string, marker byte) int {
	r := c.line(mid)
	if r == nil {
		return 0
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.seen[marker]
}

// gets waits until n more packets with a marker have arrived on a line.
func (c *client) gets(mid string, marker byte, n int) {
	c.t.Helper()
	from := c.count(mid, marker)
	eventually(c.t, fmt.Sprintf("%s receives %d packets of %c on line %s", c.id, n, marker, mid), func() bool {
		return c.count(mid, marker) >= from+n
	})
}
