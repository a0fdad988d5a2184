package sfu

import (
	"encoding/binary"
	"errors"
	"sync"

	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"
)

// Roles of a slot, as the client API names them.
const (
	roleMain         = "main"
	roleThumbnail    = "thumbnail"
	rolePresentation = "presentation"
	roleAudio        = "audio"
)

// maxResend bounds retransmissions of a slot per tick, so that forged NACKs
// cannot make the node flood its own client.
const maxResend = 150

var errNoCodec = errors.New("no codec in common")

// slot is one receiving line of a call: an endless outgoing stream that shows
// now this source, now that one. It is the TrackLocal of the line's sender.
type slot struct {
	call *call
	mid  string
	kind webrtc.RTPCodecType
	role string
	id   string // of the track
	msid string // of the stream

	// Under Room.mu: who the slot is for, and whether the line still receives.
	holder string
	closed bool
	paused bool // for want of bandwidth
	low    bool // only the smallest layer, for the same reason

	mu      sync.Mutex
	writer  webrtc.TrackLocalWriter
	ssrc    uint32
	rtxSSRC uint32
	rtxSeq  uint16
	pts     payloadTypes
	want    *layer // to be shown, once it is at a keyframe
	cur     *layer // shown
	ending  bool   // stop showing cur at the end of the frame endTS
	endTS   uint32
	rw      rewriter
	hdr     rtp.Header
	stamp   []byte // the abs-send-time in hdr; nil: not negotiated
	scratch []byte
	resent  int
	packets uint32
	octets  uint32
	counted uint32 // octets the budget has seen
}

func (s *slot) video() bool { return s.kind == webrtc.RTPCodecTypeVideo }

// ID, StreamID, RID, Kind, Bind and Unbind make it a webrtc.TrackLocal.

func (s *slot) ID() string                { return s.id }
func (s *slot) StreamID() string          { return s.msid }
func (s *slot) RID() string               { return "" }
func (s *slot) Kind() webrtc.RTPCodecType { return s.kind }

func (s *slot) Bind(ctx webrtc.TrackLocalContext) (webrtc.RTPCodecParameters, error) {
	pts := payloadTypesOf(ctx.CodecParameters())
	var first *webrtc.RTPCodecParameters
	for _, p := range ctx.CodecParameters() {
		if codecOf(p.MimeType) != codecNone {
			first = &p
			break
		}
	}
	if first == nil {
		return webrtc.RTPCodecParameters{}, errNoCodec
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.writer, s.pts = ctx.WriteStream(), pts
	s.ssrc, s.rtxSSRC = uint32(ctx.SSRC()), uint32(ctx.SSRCRetransmission())
	s.hdr = rtp.Header{Version: 2, SSRC: s.ssrc}
	s.stamp = nil
	for _, x := range ctx.HeaderExtensions() {
		// Without a retransmission stream a lost packet is sent again under
		// its own number, that is under its own SRTP nonce, and so has to be
		// the same to the last bit: no time of sending in it.
		if x.URI == absSendTimeURI && s.video() && s.rtxSSRC != 0 {
			s.stamp = make([]byte, 3)
			if err := s.hdr.SetExtension(uint8(x.ID), s.stamp); err != nil {
				s.stamp = nil
			}
		}
	}
	return *first, nil
}

func (s *slot) Unbind(webrtc.TrackLocalContext) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.writer = nil
	return nil
}

// narrow limits the payload types to those of the line itself; the context of
// Bind names those of the whole call.
func (s *slot) narrow(params []webrtc.RTPCodecParameters) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pts = payloadTypesOf(params)
}

func (s *slot) codecs() codecSet {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.pts.set()
}

// show makes the slot change to l as soon as l is at a keyframe; until then
// it goes on with what it has. nil ends it at once. It reports whether l has to
// be asked for a keyframe.
func (s *slot) show(l *layer) bool {
	s.mu.Lock()
	news := s.want != l
	s.want, s.ending = l, false
	if l == nil {
		s.cur = nil
	}
	news = news && l != nil && s.cur != l
	s.mu.Unlock()
	if news {
		l.addSink(s)
	}
	return news && l.video()
}

// target is what the slot shows or is about to.
func (s *slot) target() *layer {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.want
}

// shown is what the slot is to show and what it does show; mostly they are one.
func (s *slot) shown() (next, now *layer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.want, s.cur
}

// pause ends the stream after the frame that is going out.
func (s *slot) pause() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.want, s.ending, s.endTS = nil, true, s.rw.lastTS
}

// stalled says whether the slot waits for a keyframe.
func (s *slot) stalled() *layer {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.want == s.cur || s.want == nil || !s.want.video() {
		return nil
	}
	return s.want
}

func (s *slot) uses(l *layer) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return l == s.want || l == s.cur
}

// deliver forwards a packet; false says that the slot has no use for l.
func (s *slot) deliver(l *layer, gen uint32, p *packet) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if l != s.want && l != s.cur {
		return false
	}
	c := l.codecNow()
	if s.writer == nil || s.pts.media[c] == 0 {
		return true
	}
	from := origin{l, gen}
	begins := false
	switch {
	case l == s.cur && s.rw.current(from):
		if s.ending && p.ts+s.rw.epochs[0].ts != s.endTS {
			s.cur = nil
			return false
		}
	case l == s.want || l == s.cur: // a new stream, or one that has started again
		if l.video() && !p.desc.key {
			if l == s.cur {
				l.wantKey()
			}
			return true
		}
		if s.ending {
			return false
		}
		s.cur, begins = l, true
		s.rw.begin(from, c, p)
	}
	seq, ts, ok := s.rw.next(p)
	if !ok {
		return true
	}
	s.hdr.SequenceNumber, s.hdr.Timestamp = seq, ts
	s.hdr.PayloadType = s.pts.media[c]
	s.hdr.SSRC = s.ssrc
	s.hdr.Marker = p.marker || begins && !l.video()
	s.send(s.payload(c, p, &s.rw.epochs[0]))
	s.packets++
	s.octets += uint32(len(p.payload))
	return true
}

func (s *slot) payload(c codec, p *packet, e *epoch) []byte {
	if p.desc.picAt == 0 && p.desc.tl0At == 0 {
		return p.payload
	}
	s.scratch = rewriteDescriptor(s.scratch, p.payload, c, p.desc, e.pic, e.tl0)
	return s.scratch
}

// send encrypts and writes in this goroutine. The socket is UDP: it does not
// wait for the receiver, and a full socket buffer is the node's own overload.
func (s *slot) send(payload []byte) {
	if s.stamp != nil {
		at := s.call.room.engine.ntp(s.call.room.engine.now()) >> 14
		s.stamp[0], s.stamp[1], s.stamp[2] = byte(at>>16), byte(at>>8), byte(at)
	}
	_, _ = s.writer.WriteRTP(&s.hdr, payload)
}

// resend answers a NACK from the history of whatever the slot showed then.
func (s *slot) resend(lost []uint16, buf []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var p packet
	for _, out := range lost {
		e, in, ok := s.rw.lookup(out)
		if !ok || s.writer == nil || s.resent >= maxResend || e.from.layer.hist == nil {
			continue
		}
		if !e.from.layer.hist.get(in, e.from.gen, buf, &p) {
			continue
		}
		s.resent++
		s.hdr.SequenceNumber, s.hdr.Timestamp = out, p.ts+e.ts
		s.hdr.PayloadType, s.hdr.SSRC, s.hdr.Marker = s.pts.media[e.codec], s.ssrc, p.marker
		payload := s.payload(e.codec, &p, &e)
		if rtx := s.pts.rtx[e.codec]; rtx != 0 && s.rtxSSRC != 0 {
			s.rtxSeq++
			s.hdr.PayloadType, s.hdr.SSRC, s.hdr.SequenceNumber = rtx, s.rtxSSRC, s.rtxSeq
			packed := binary.BigEndian.AppendUint16(make([]byte, 0, len(payload)+2), out)
			payload = append(packed, payload...)
		} else if s.stamp != nil {
			continue // it could not be the same to the last bit
		}
		s.send(payload)
	}
}

// report is the sender report of what the slot shows, nil if nothing is known.
func (s *slot) report() *rtcp.SenderReport {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cur == nil || s.packets == 0 || s.rw.epochs[0].from.layer != s.cur {
		return nil
	}
	point := s.cur.report.Load()
	if point == nil {
		return nil
	}
	return &rtcp.SenderReport{
		SSRC: s.ssrc, NTPTime: s.call.room.engine.ntp(point.at), RTPTime: point.rtp + s.rw.epochs[0].ts,
		PacketCount: s.packets, OctetCount: s.octets,
	}
}

// takeSent is what was sent since the last call, in bits.
func (s *slot) takeSent() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := s.octets - s.counted
	s.counted = s.octets
	return int(n) * 8
}

// tick lets retransmissions go on.
func (s *slot) tick() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.resent = 0
}
