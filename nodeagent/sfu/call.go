package sfu

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/webrtc/v4"

	"github.com/parley-video/parley/nodeagent/media"
)

const (
	startWithin   = 30 * time.Second // from the answer to Start
	maxCandidates = 200
	maxCandidate  = 1024 // bytes
)

// Reasons of media.Ended.
const (
	endClosed   = "closed"
	endFailed   = "failed"
	endHangup   = "hangup"
	endReplaced = "replaced"
)

// call is one PeerConnection. A call of slides only (contentOnly) stands
// beside the participant's main call.
type call struct {
	room        *Room
	participant string
	id          string
	pc          *webrtc.PeerConnection
	clock       farClock
	estimate    atomic.Uint64 // bits per second of video the receiver can take; 0: unknown
	lost        atomic.Uint32 // worst share of lost packets since the last look, in 1/256
	contentOnly bool
	answeredAt  int64

	negotiating sync.Mutex // one offer at a time; guards offered
	offered     *offer     // the last one taken
	candidates  atomic.Int32
	limited     atomic.Bool // a bit rate limit was sent

	// Under Room.mu.
	lines     map[string]line
	slots     []*slot
	sources   []*source
	started   bool
	connected bool
	ended     bool
	sent      []media.Slot // last SlotsChanged
	limiter   limiter

	stop chan struct{} // closed when ended
	done chan struct{} // closed when all goroutines have ended
	wg   sync.WaitGroup
}

var _ media.Call = (*call)(nil)

func (c *call) stopping() bool {
	select {
	case <-c.stop:
		return true
	default:
		return false
	}
}

// newCall sets up the PeerConnection and answers; nothing flows yet.
func (r *Room) newCall(ctx context.Context, participant, id string, o *offer) (*call, string, error) {
	cert, err := r.engine.certificate(time.Now())
	if err != nil {
		return nil, "", fmt.Errorf("call %s: %w", id, err)
	}
	pc, err := r.engine.api.Load().NewPeerConnection(webrtc.Configuration{
		Certificates:  []webrtc.Certificate{cert},
		BundlePolicy:  webrtc.BundlePolicyMaxBundle,
		RTCPMuxPolicy: webrtc.RTCPMuxPolicyRequire,
	})
	if err != nil {
		return nil, "", fmt.Errorf("call %s: new peer connection: %w", id, err)
	}
	c := &call{
		room: r, participant: participant, id: id, pc: pc, lines: map[string]line{},
		contentOnly: contentOnly(o.lines), offered: o, answeredAt: r.engine.now(),
		stop: make(chan struct{}), done: make(chan struct{}),
	}
	pc.OnTrack(c.onTrack)
	pc.OnConnectionStateChange(c.onState)
	answer, err := c.negotiate(ctx, o)
	if err != nil {
		c.abandon()
		return nil, "", err
	}
	return c, answer, nil
}

func contentOnly(lines []line) bool {
	for _, l := range lines {
		if l.audio || !l.slides {
			return false
		}
	}
	return true
}

// negotiate answers an offer, the first or a later one.
func (c *call) negotiate(ctx context.Context, o *offer) (string, error) {
	if err := c.pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: o.sdp}); err != nil {
		return "", fmt.Errorf("call %s: %w: %w", c.id, media.ErrOffer, err)
	}
	if err := c.takeLines(o.lines); err != nil {
		return "", fmt.Errorf("call %s: %w", c.id, err)
	}
	answer, err := c.pc.CreateAnswer(nil)
	if err != nil {
		return "", fmt.Errorf("call %s: create answer: %w: %w", c.id, media.ErrOffer, err)
	}
	gathered := webrtc.GatheringCompletePromise(c.pc)
	if err := c.pc.SetLocalDescription(answer); err != nil {
		return "", fmt.Errorf("call %s: set answer: %w: %w", c.id, media.ErrOffer, err)
	}
	select {
	case <-gathered:
	case <-c.room.closing:
		return "", fmt.Errorf("call %s: %w", c.id, media.ErrClosed)
	case <-ctx.Done():
		return "", fmt.Errorf("call %s: gather candidates: %w", c.id, ctx.Err())
	}
	c.narrowSlots()
	local := c.pc.LocalDescription()
	if local == nil {
		return "", fmt.Errorf("call %s: %w", c.id, media.ErrClosed)
	}
	return o.finish(local.SDP)
}

// Start lets media flow; see media.Call.
func (c *call) Start() {
	c.room.update(func() {
		if !c.ended {
			c.started = true
		}
	})
}

// AddCandidate adds a trickled candidate; see media.Call. An ICE-lite engine
// learns the far end's address from its checks, so this only validates and
// hands on what pion may use.
func (c *call) AddCandidate(cand media.Candidate) error {
	if c.stopping() {
		return fmt.Errorf("candidate of call %s: %w", c.id, media.ErrClosed)
	}
	if len(cand.Candidate) > maxCandidate || c.candidates.Add(1) > maxCandidates {
		return fmt.Errorf("candidate of call %s: %w: too long or too many", c.id, media.ErrOffer)
	}
	text := strings.TrimPrefix(cand.Candidate, "a=")
	if text == "" || strings.Contains(text, ".local ") {
		return nil // end of candidates; a name only the client's network knows
	}
	init := webrtc.ICECandidateInit{Candidate: text}
	if cand.Mid != "" {
		init.SDPMid = &cand.Mid
	}
	if cand.Ufrag != "" {
		init.UsernameFragment = &cand.Ufrag
	}
	if err := c.pc.AddICECandidate(init); err != nil {
		return fmt.Errorf("candidate of call %s: %w: %w", c.id, media.ErrOffer, err)
	}
	return nil
}

// Update answers a new offer; see media.Call.
func (c *call) Update(ctx context.Context, sdp string) (string, error) {
	o, err := parseOffer(sdp)
	if err != nil {
		return "", fmt.Errorf("call %s: %w", c.id, err)
	}
	c.negotiating.Lock()
	defer c.negotiating.Unlock()
	if c.stopping() {
		return "", fmt.Errorf("update call %s: %w", c.id, media.ErrClosed)
	}
	if err := o.follows(c.offered); err != nil {
		return "", fmt.Errorf("update call %s: %w", c.id, err)
	}
	answer, err := c.negotiate(ctx, o)
	if err != nil {
		return "", err
	}
	c.offered = o
	c.room.update(nil)
	return answer, nil
}

// Close ends the call; see media.Call.
func (c *call) Close() {
	c.room.end(c, endClosed)
	<-c.done
}

// run owns the PeerConnection until the call has ended.
func (c *call) run() {
	defer close(c.done)
	<-c.stop
	if err := c.pc.GracefulClose(); err != nil && !errors.Is(err, webrtc.ErrConnectionClosed) {
		c.room.log.Debug("close peer connection", "call", c.id, "error", err)
	}
	c.negotiating.Lock() // an Update that was under way has added its slots
	defer c.negotiating.Unlock()
	c.wg.Wait()
}

// abandon closes a call nobody has got hold of.
func (c *call) abandon() {
	_ = c.pc.GracefulClose()
	c.wg.Wait()
}

func (c *call) onState(state webrtc.PeerConnectionState) {
	switch state {
	case webrtc.PeerConnectionStateConnected:
		c.room.update(func() {
			if !c.connected && !c.ended {
				c.connected = true
				c.room.events.put(media.Connected{ParticipantID: c.participant, CallID: c.id})
			}
		})
	case webrtc.PeerConnectionStateFailed:
		c.room.end(c, endFailed)
	case webrtc.PeerConnectionStateClosed:
		c.room.end(c, endHangup) // by us: has ended already, and this says nothing new
	}
}

// onTrack starts reading an incoming stream. The first sending audio line is
// the microphone, the first video line the camera, one of slides slides; more
// than that is not forwarded.
func (c *call) onTrack(track *webrtc.TrackRemote, recv *webrtc.RTPReceiver) {
	tr := recv.RTPTransceiver()
	if tr == nil {
		return
	}
	mid := tr.Mid()
	c.room.update(func() {
		if c.ended {
			return
		}
		src := c.sourceOf(mid)
		if src == nil || len(src.layers) >= maxLayers*2 {
			return
		}
		f := newClientFeed(src, track, recv)
		l := f.layer
		// A layer that comes again replaces the one before.
		for i, old := range src.layers {
			if old.rid == l.rid {
				old.gone = true
				src.layers = slices.Delete(src.layers, i, i+1)
				break
			}
		}
		src.layers = append(src.layers, l)
		c.room.offered = true
		c.wg.Go(f.run)
		c.wg.Go(f.readReports)
	})
}

func (c *call) sourceOf(mid string) *source {
	l, ok := c.lines[mid]
	if !ok {
		return nil
	}
	use := camera
	switch {
	case l.audio:
		use = microphone
	case l.slides:
		use = slides
	}
	for _, s := range c.sources {
		if s.purpose == use {
			if s.mid != mid {
				return nil
			}
			return s
		}
	}
	s := &source{room: c.room, owner: c.participant, call: c, mid: mid, purpose: use}
	c.sources = append(c.sources, s)
	return s
}

func (c *call) source(use purpose) *source {
	for _, s := range c.sources {
		if s.purpose == use {
			return s
		}
	}
	return nil
}
