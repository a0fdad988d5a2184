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
	var audioSeq, camSeq, showSeq, smallSeq uint16 = 100, 60000, 7, 30000
	var pic uint16
	plain := face{mark: c.marker}
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
			large, small := c.faces()
			camSeq = c.picture(c.cam, large, camSeq, uint32(n)*1800, pic, key)
			if c.small != nil {
				smallSeq = c.picture(c.small, small, smallSeq, uint32(n)*1800, pic, key)
			}
		}
		if c.showOn.Load() {
			showSeq = c.picture(c.show, plain, showSeq, uint32(n)*1800+5, pic, key)
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

// face is what one layer of the camera looks like.
type face struct {
	mark byte
	size int // further bytes of a packet
	ext  map[uint8]string
}

// faces are those of the camera's layers. With simulcast a packet says which.
func (c *client) faces() (large, small face) {
	large = face{mark: c.marker}
	if c.small == nil {
		return large, large
	}
	large, small = face{c.marker, 1000, map[uint8]string{}}, face{c.marker | 0x20, 0, map[uint8]string{}}
	tr := c.camera()
	for _, x := range tr.Sender().GetParameters().HeaderExtensions {
		switch x.URI {
		case sdp.SDESMidURI:
			large.ext[uint8(x.ID)], small.ext[uint8(x.ID)] = tr.Mid(), tr.Mid()
		case sdp.SDESRTPStreamIDURI:
			large.ext[uint8(x.ID)], small.ext[uint8(x.ID)] = c.cam.RID(), c.small.RID()
		}
	}
	return large, small
}

// picture sends one VP8 frame of two packets and returns the next number.
func (c *client) picture(tr *webrtc.TrackLocalStaticRTP, f face, seq uint16, ts uint32, pic uint16, key bool) uint16 {
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
		payload := append(d, first, f.mark)
		payload = append(payload, make([]byte, 60+f.size)...)
		h := rtp.Header{Version: 2, SequenceNumber: seq, Timestamp: ts, Marker: part == 1}
		for id, v := range f.ext {
			_ = h.SetExtension(id, []byte(v))
		}
		_ = tr.WriteRTP(&rtp.Packet{Header: h, Payload: payload})
	}
	return seq
}
