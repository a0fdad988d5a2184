package sfu

import (
	"bytes"
	"testing"

	"github.com/pion/rtp"
)

func TestDescribe(t *testing.T) {
	vp8Key := []byte{0x10, 0, 0, 0, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0x68, 0x01} // X=0: 640x360 after the start code
	for _, c := range []struct {
		name    string
		codec   codec
		payload []byte
		want    descriptor
	}{
		{"vp8 key, no extension", codecVP8, vp8Key, descriptor{key: true, pixels: 640 * 360}},
		{"vp8 delta", codecVP8, []byte{0x10, 0x01}, descriptor{}},
		{"vp8 continuation of a key picture", codecVP8, []byte{0x00, 0x00}, descriptor{}},
		{"vp8 second partition", codecVP8, []byte{0x11, 0x00}, descriptor{}},
		{"vp8 15 bit id and tl0", codecVP8, []byte{0x90, 0xc0, 0x81, 0x02, 9, 0}, descriptor{key: true, picAt: 2, picWide: true, pic: 0x102, tl0At: 4, tl0: 9}},
		{"vp8 7 bit id", codecVP8, []byte{0x90, 0x80, 0x42, 1}, descriptor{picAt: 2, pic: 0x42}},
		{"vp8 all fields", codecVP8, []byte{0x90, 0xf0, 0x81, 0x02, 9, 0x20, 0}, descriptor{key: true, picAt: 2, picWide: true, pic: 0x102, tl0At: 4, tl0: 9}},
		{"vp8 cut", codecVP8, []byte{0x90, 0xc0, 0x81, 0x02}, descriptor{}},
		{"vp9 key", codecVP9, []byte{0x8c, 0x80, 0x05}, descriptor{key: true, picAt: 1, picWide: true, pic: 5}},
		{"vp9 delta", codecVP9, []byte{0xcc, 0x80, 0x05}, descriptor{picAt: 1, picWide: true, pic: 5}},
		{"vp9 upper layer of a key picture", codecVP9, []byte{0xac, 0x80, 0x05, 0x02, 7}, descriptor{picAt: 1, picWide: true, pic: 5, tl0At: 4, tl0: 7}},
		{"vp9 base layer", codecVP9, []byte{0xac, 0x05, 0x00, 7}, descriptor{key: true, picAt: 1, pic: 5, tl0At: 3, tl0: 7}},
		{"h264 sps", codecH264, []byte{0x67, 0x42}, descriptor{key: true}},
		{"h264 lone idr", codecH264, []byte{0x65, 0x88}, descriptor{}},
		{"h264 stap with sps", codecH264, []byte{0x78, 0, 1, 0x09, 0, 2, 0x67, 0x42}, descriptor{key: true}},
		{"h264 stap without", codecH264, []byte{0x78, 0, 1, 0x09, 0, 2, 0x61, 0x42}, descriptor{}},
		{"h264 stap cut", codecH264, []byte{0x78, 0, 200, 0x67}, descriptor{}},
		{"opus", codecOpus, []byte{1, 2, 3}, descriptor{}},
		{"empty", codecVP8, nil, descriptor{}},
	} {
		if got := describe(c.codec, c.payload); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestRewriteDescriptor(t *testing.T) {
	wide := []byte{0x90, 0xc0, 0xff, 0xff, 250, 0xaa, 0xbb}
	got := rewriteDescriptor(nil, wide, codecVP8, describeVP8(wide), 2, 10)
	if want := []byte{0x90, 0xc0, 0x80, 0x01, 4, 0xaa, 0xbb}; !bytes.Equal(got, want) {
		t.Errorf("wide: % x, want % x", got, want)
	}
	narrow := []byte{0x90, 0xc0, 0x7f, 250, 0xaa, 0xbb}
	got = rewriteDescriptor(nil, narrow, codecVP8, describeVP8(narrow), 2, 10)
	if want := []byte{0x90, 0xc0, 0x80, 0x81, 4, 0xaa, 0xbb}; !bytes.Equal(got, want) {
		t.Errorf("narrow: % x, want % x", got, want)
	}
	if narrow[2] != 0x7f || wide[2] != 0xff {
		t.Error("the source's packet was changed")
	}
	nine := []byte{0xac, 0x7f, 0x00, 255, 1}
	got = rewriteDescriptor(nil, nine, codecVP9, describeVP9(nine), 1, 1)
	if want := []byte{0xac, 0x00, 0x00, 0, 1}; !bytes.Equal(got, want) {
		t.Errorf("vp9: % x, want % x", got, want)
	}
}

// A 7-bit picture id wraps at the source; the 15-bit one we send must not.
func TestNarrowPictureIDsAreUnwrapped(t *testing.T) {
	l := &layer{src: &source{purpose: camera}}
	l.codec.Store(uint32(codecVP8))
	last := -1
	for i := range 300 {
		p := packet{payload: []byte{0x90, 0x80, byte(i & 0x7f), 1}}
		l.describe(&p)
		if last >= 0 && int(p.desc.pic) != (last+1)&0x7fff {
			t.Fatalf("picture %d: id %d after %d", i, p.desc.pic, last)
		}
		last = int(p.desc.pic)
	}
}

func TestParsePacketAgreesWithPion(t *testing.T) {
	for _, twoByte := range []bool{false, true} {
		h := rtp.Header{Version: 2, Marker: true, PayloadType: 111, SequenceNumber: 65535, Timestamp: 1 << 31, SSRC: 7, CSRC: []uint32{1, 2}}
		if twoByte {
			h.Extension, h.ExtensionProfile = true, rtp.ExtensionProfileTwoByte
		}
		for id, v := range map[uint8][]byte{3: {1, 2}, 1: {0x80 | 30}, 5: {1, 2, 3}} {
			if err := h.SetExtension(id, v); err != nil {
				t.Fatal(err)
			}
		}
		raw, err := (&rtp.Packet{Header: h, Payload: []byte{9, 8, 7}}).Marshal()
		if err != nil {
			t.Fatal(err)
		}
		var p packet
		if !parsePacket(raw, 1, &p) {
			t.Fatal("refused")
		}
		if !p.marker || p.pt != 111 || p.seq != 65535 || p.ts != 1<<31 || p.level != 30 || !p.leveled || !bytes.Equal(p.payload, []byte{9, 8, 7}) {
			t.Errorf("two byte %v: %+v", twoByte, p)
		}
	}
}

func FuzzPacket(f *testing.F) {
	f.Add([]byte{0x80, 111, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0x90, 0xc0, 0xff, 0xff, 250, 0xaa})
	f.Add([]byte{0xb1, 111, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0xbe, 0xde, 0, 1, 0x10, 5, 0, 0, 3, 0, 3})
	f.Fuzz(func(t *testing.T, b []byte) {
		var p packet
		if !parsePacket(b, 1, &p) {
			return
		}
		var ref rtp.Packet
		if err := ref.Unmarshal(b); err == nil && ref.SequenceNumber != p.seq {
			t.Fatalf("sequence %d, pion says %d", p.seq, ref.SequenceNumber)
		}
		for c := codecNone; c < codecCount; c++ {
			d := describe(c, p.payload)
			out := rewriteDescriptor(nil, p.payload, c, d, 7, 9)
			if len(out) < len(p.payload) || len(out) > len(p.payload)+1 {
				t.Fatalf("codec %d: %d bytes become %d", c, len(p.payload), len(out))
			}
			again := describe(c, out)
			if d.picAt != 0 && d.picWide && again.pic != (d.pic+7)&0x7fff {
				t.Fatalf("picture id %d becomes %d", d.pic, again.pic)
			}
		}
	})
}

func TestAbsSendTimeIsNTP(t *testing.T) {
	e := &Engine{began: refTime}
	if got := e.ntp(0); got != uint64(2208988800+refTime.Unix())<<32 {
		t.Errorf("ntp %x", got)
	}
	half := e.ntp(500_000_000)
	if frac := uint32(half); frac < 1<<31-1000 || frac > 1<<31+1000 {
		t.Errorf("half a second is %x", frac)
	}
}
