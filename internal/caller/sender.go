package caller

import (
	"cmp"
	"context"
	"sync/atomic"
	"time"

	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/rtp/codecs"
	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v4"
)

// descriptorSize is that of the VP8 descriptor with a picture number of 15 bits.
const descriptorSize = 4

// PacketSize is how long the payload of a face's full video packets is. Each
// face has another, so that its stream is known on the wire by its length,
// whatever encrypts it.
func PacketSize(face int) int { return 400 + 24*face }

// video sends a face.
type video struct {
	face   int
	parts  int // packets of a picture that is no key frame
	track  *webrtc.TrackLocalStaticRTP
	on     atomic.Bool
	keyNow atomic.Bool
	full   atomic.Uint64 // full packets sent

	payloader codecs.VP8Payloader
	number    uint32
	seq       uint16
}

const (
	tick     = 20 * time.Millisecond // between two packets of sound
	ticks    = int(time.Second / tick)
	pictures = 10 // a second, unless it is said
	// keyEvery is how many pictures are between two key frames that nobody asked
	// for.
	keyEvery = 100
)

func (v *video) send(now time.Time, began time.Time) {
	if !v.on.Load() {
		return
	}
	key := v.keyNow.Swap(false) || v.number%keyEvery == 0
	v.number++
	size := PacketSize(v.face)
	frame := picture(stamp{v.face, v.number, now}, key, v.parts, size-descriptorSize)
	ts := uint32(now.Sub(began) * 90 / time.Millisecond)
	parts := v.payloader.Payload(uint16(size), frame)
	for i, payload := range parts {
		v.seq++
		if len(payload) >= size-2 { // small picture numbers take a byte less in both
			v.full.Add(1)
		}
		_ = v.track.WriteRTP(&rtp.Packet{
			Header:  rtp.Header{Version: 2, SequenceNumber: v.seq, Timestamp: ts, Marker: i == len(parts)-1},
			Payload: payload,
		}) // not connected, or closing: lost as on any network
	}
}

// voice sends a face's sound.
type voice struct {
	face   int
	track  *webrtc.TrackLocalStaticRTP
	sender *webrtc.RTPSender
	on     atomic.Bool
	loud   atomic.Bool
	number uint32
	seq    uint16
}

// loudness of RFC 6464, in −dBov.
const (
	loud  = 20
	quiet = 127
)

func (v *voice) send(now time.Time) {
	if !v.on.Load() {
		return
	}
	v.number++
	v.seq++
	p := &rtp.Packet{
		Header:  rtp.Header{Version: 2, SequenceNumber: v.seq, Timestamp: v.number * 960},
		Payload: opus(stamp{v.face, v.number, now}),
	}
	level := byte(quiet)
	if v.loud.Load() {
		level = loud | 0x80
	}
	for _, x := range v.sender.GetParameters().HeaderExtensions {
		if x.URI == sdp.AudioLevelURI {
			_ = p.SetExtension(uint8(x.ID), []byte{level}) // fits
		}
	}
	_ = v.track.WriteRTP(p) // not connected, or closing
}

// play sends until ctx ends.
func (c *Caller) play(ctx context.Context) {
	began := time.Now()
	every := ticks / cmp.Or(c.o.Pictures, pictures)
	clock := time.NewTicker(tick)
	defer clock.Stop()
	for n := 0; ; n++ {
		select {
		case <-ctx.Done():
			return
		case now := <-clock.C:
			c.voice.send(now)
			if n%every == 0 {
				c.camera.send(now, began)
				c.slides.send(now, began)
			}
		}
	}
}

// heed makes the key frames that a receiver asks for.
func (v *video) heed(s *webrtc.RTPSender) {
	for {
		packets, _, err := s.ReadRTCP()
		if err != nil {
			return
		}
		for _, p := range packets {
			switch p.(type) {
			case *rtcp.PictureLossIndication, *rtcp.FullIntraRequest:
				v.keyNow.Store(true)
			}
		}
	}
}

func drain(s *webrtc.RTPSender) {
	for {
		if _, _, err := s.ReadRTCP(); err != nil {
			return
		}
	}
}
