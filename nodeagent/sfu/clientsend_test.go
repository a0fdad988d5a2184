package sfu

import (
	"time"

	"github.com/pion/rtp"
	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v4"
)

// send plays 50 audio packets and 25 two-packet pictures a second.
func (c *client) send() {
	t := time.NewTicker(20 * time.Millisecond)
	defer t.Stop()
	var audioSeq, camSeq, showSeq uint16 = 100, 60000, 7
	var pic uint16
	for n := 0; ; n++ {
		select {
		case <-c.stop:
			return
		case <-t.C:
		}
		if c.micOn.Load() {
			audioSeq++
			p := &rtp.Packet{Header: rtp.Header{Version: 2, SequenceNumber: audioSeq, Timestamp: uint32(n) * 960}, Payload: []byte{c.marker, 1, 2, 3}}
			c.addLevel(&p.Header)
			_ = c.mic.WriteRTP(p)
		}
		if n%2 == 0 {
			continue
		}
		key := n%500 == 1 || c.keyNow.Swap(false)
		if c.camOn.Load() {
			pic++
			camSeq = c.picture(c.cam, camSeq, uint32(n)*1800, pic, key)
		}
		if c.showOn.Load() {
			showSeq = c.picture(c.show, showSeq, uint32(n)*1800+5, pic, key)
		}
	}
}

func (c *client) addLevel(h *rtp.Header) {
	for _, s := range c.pc.GetSenders() {
		if s.Track() != webrtc.TrackLocal(c.mic) {
			continue
		}
		for _, x := range s.GetParameters().HeaderExtensions {
			if x.URI == sdp.AudioLevelURI {
				_ = h.SetExtension(uint8(x.ID), []byte{byte(c.level.Load())})
			}
		}
	}
}

// picture sends one VP8 frame of two packets and returns the next number.
func (c *client) picture(tr *webrtc.TrackLocalStaticRTP, seq uint16, ts uint32, pic uint16, key bool) uint16 {
	for part := range 2 {
		seq++
		d := []byte{0x80, 0xC0, 0x80 | byte(pic>>8&0x7f), byte(pic), byte(pic)}
		first := byte(1) // not a keyframe
		if part == 0 {
			d[0] |= 0x10
			if key {
				first = 0
			}
		}
		payload := append(d, first, c.marker)
		payload = append(payload, make([]byte, 60)...)
		_ = tr.WriteRTP(&rtp.Packet{Header: rtp.Header{Version: 2, SequenceNumber: seq, Timestamp: ts, Marker: part == 1}, Payload: payload})
	}
	return seq
}
