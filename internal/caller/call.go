package caller

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/pion/ice/v4"
	"github.com/pion/interceptor"
	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v4"
)

// callLines is one call.
type callLines struct {
	id    string
	pc    *webrtc.PeerConnection
	stop  context.CancelFunc
	tasks sync.WaitGroup
	slide *webrtc.RTPTransceiver
}

func (l *callLines) close() {
	l.stop()
	_ = l.pc.GracefulClose() // nothing is left to do about it
	l.tasks.Wait()
}

// hears is how many voices a caller takes at once.
const hears = 3

// place places a call; one that was there before is ended first.
func (c *Caller) place(ctx context.Context) error {
	c.mu.Lock()
	old := c.call
	c.call = nil
	c.mu.Unlock()
	if old != nil {
		old.close()
	}
	l, err := c.lines()
	if err != nil {
		return err
	}
	if err := c.dial(ctx, l); err != nil {
		l.close()
		return err
	}
	return nil
}

func (c *Caller) dial(ctx context.Context, l *callLines) error {
	offer, err := l.offer(ctx)
	if err != nil {
		return err
	}
	var answer struct {
		ID  string `json:"call_uuid"`
		SDP string `json:"sdp"`
	}
	calls := c.path("participants/@self/calls")
	if err := c.do(ctx, calls, map[string]any{"call_type": "WEBRTC", "sdp": offer}, &answer); err != nil {
		return fmt.Errorf("place the call: %w", err)
	}
	l.id = answer.ID
	c.mu.Lock()
	c.call = l
	c.state.Calls++
	c.mu.Unlock()
	if err := l.pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: answer.SDP}); err != nil {
		return fmt.Errorf("apply the answer: %w", err)
	}
	if err := c.do(ctx, calls+"/"+l.id+"/ack", map[string]any{}, nil); err != nil {
		return fmt.Errorf("ack: %w", err)
	}
	c.voice.on.Store(true)
	if c.o.Videos > 0 && !c.o.NoCamera {
		c.Film(true)
	}
	sending, stop := context.WithCancel(c.ctx)
	l.stop = stop
	l.tasks.Go(func() { c.play(sending) })
	return nil
}

func peerConnection() (*webrtc.PeerConnection, error) {
	m := &webrtc.MediaEngine{}
	if err := m.RegisterDefaultCodecs(); err != nil {
		return nil, err
	}
	if err := m.RegisterHeaderExtension(webrtc.RTPHeaderExtensionCapability{URI: sdp.AudioLevelURI}, webrtc.RTPCodecTypeAudio); err != nil {
		return nil, err
	}
	registry := &interceptor.Registry{}
	if err := webrtc.RegisterDefaultInterceptors(m, registry); err != nil {
		return nil, err
	}
	s := webrtc.SettingEngine{}
	s.SetIncludeLoopbackCandidate(true)
	s.SetICEMulticastDNSMode(ice.MulticastDNSModeDisabled)
	s.SetNetworkTypes([]webrtc.NetworkType{webrtc.NetworkTypeUDP4})
	return webrtc.NewAPI(webrtc.WithMediaEngine(m), webrtc.WithSettingEngine(s), webrtc.WithInterceptorRegistry(registry)).
		NewPeerConnection(webrtc.Configuration{BundlePolicy: webrtc.BundlePolicyMaxBundle})
}

// lines makes what a call offers: a microphone and further voices, a camera and
// further pictures, and a presentation.
func (c *Caller) lines() (*callLines, error) {
	pc, err := peerConnection()
	if err != nil {
		return nil, err
	}
	l := &callLines{pc: pc, stop: func() {}}
	fail := func(err error) (*callLines, error) {
		l.close()
		return nil, err
	}
	mic, trx, err := l.track(webrtc.MimeTypeOpus, "mic")
	if err != nil {
		return fail(err)
	}
	c.voice.track, c.voice.sender = mic, trx.Sender()
	l.tasks.Go(func() { drain(trx.Sender()) })
	if err := l.takes(webrtc.RTPCodecTypeAudio, hears-1); err != nil {
		return fail(err)
	}
	if c.o.Videos > 0 {
		first := 0
		if !c.o.NoCamera {
			cam, trx, err := l.track(webrtc.MimeTypeVP8, "cam")
			if err != nil {
				return fail(err)
			}
			c.camera.track, first = cam, 1
			c.camera.payloader.EnablePictureID = true
			l.tasks.Go(func() { c.camera.heed(trx.Sender()) })
		}
		if err := l.takes(webrtc.RTPCodecTypeVideo, c.o.Videos-first); err != nil {
			return fail(err)
		}
		show, trx, err := l.track(webrtc.MimeTypeVP8, "show")
		if err != nil {
			return fail(err)
		}
		c.slides.track, l.slide = show, trx
		c.slides.payloader.EnablePictureID = true
		l.tasks.Go(func() { c.slides.heed(trx.Sender()) })
	}
	pc.OnTrack(func(tr *webrtc.TrackRemote, recv *webrtc.RTPReceiver) { l.receive(c.eyes, tr, recv) })
	pc.OnConnectionStateChange(func(s webrtc.PeerConnectionState) { c.connected(l, s) })
	return l, nil
}

func (l *callLines) track(mime, id string) (*webrtc.TrackLocalStaticRTP, *webrtc.RTPTransceiver, error) {
	tr, err := webrtc.NewTrackLocalStaticRTP(webrtc.RTPCodecCapability{MimeType: mime}, id, "caller")
	if err != nil {
		return nil, nil, err
	}
	trx, err := l.pc.AddTransceiverFromTrack(tr, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendrecv})
	return tr, trx, err
}

func (l *callLines) takes(kind webrtc.RTPCodecType, n int) error {
	for range n {
		if _, err := l.pc.AddTransceiverFromKind(kind, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionRecvonly}); err != nil {
			return err
		}
	}
	return nil
}

// receive reads one line until the call ends.
func (l *callLines) receive(e *eyes, tr *webrtc.TrackRemote, recv *webrtc.RTPReceiver) {
	kind := Camera
	switch {
	case tr.Kind() == webrtc.RTPCodecTypeAudio:
		kind = Voice
	case l.slide != nil && l.slide.Receiver() == recv:
		kind = Slides
	}
	lines := e.line(kind)
	l.tasks.Go(func() {
		for { // reports have to be read for what answers them
			if _, _, err := recv.ReadRTCP(); err != nil {
				return
			}
		}
	})
	l.tasks.Go(func() {
		for {
			p, _, err := tr.ReadRTP()
			if err != nil {
				return
			}
			lines.take(p, time.Now())
		}
	})
}

// offer is the call's offer, with its addresses; the presentation is marked.
func (l *callLines) offer(ctx context.Context) (string, error) {
	o, err := l.pc.CreateOffer(nil)
	if err != nil {
		return "", err
	}
	gathered := webrtc.GatheringCompletePromise(l.pc)
	if err := l.pc.SetLocalDescription(o); err != nil {
		return "", err
	}
	select {
	case <-gathered:
	case <-ctx.Done():
		return "", ctx.Err()
	}
	text := l.pc.LocalDescription().SDP
	if l.slide != nil {
		mid := "a=mid:" + l.slide.Mid() + "\r\n"
		text = strings.Replace(text, mid, mid+"a=content:slides\r\n", 1)
	}
	return text, nil
}
