package caller

import (
	"bytes"
	"testing"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/rtp/codecs"
)

func TestFacesAreReadAsTheyWereMade(t *testing.T) {
	for n := range Faces {
		if got, err := ReadFace(Face(n)); err != nil || got != n {
			t.Errorf("face %d reads as %d, %v", n, got, err)
		}
	}
	broken := Face(3)
	for i := 60; i < len(broken); i++ {
		broken[i] = ^broken[i]
	}
	if got, err := ReadFace(broken); err == nil && got == 3 {
		t.Error("a broken picture reads as the face")
	}
	if _, err := ReadFace(bytes.Repeat([]byte{0}, 300)); err == nil {
		t.Error("zeros read as a face")
	}
}

func TestStamp(t *testing.T) {
	want := stamp{face: 5, number: 77, sent: time.Unix(3, 4)}
	b := want.sign([]byte("abc"), 100)
	got, ok := readStamp(b)
	if !ok || len(b) != 100 || got != want {
		t.Errorf("%d bytes, %+v, %v", len(b), got, ok)
	}
	b[50]++
	if _, ok := readStamp(b); ok {
		t.Error("a changed frame was taken")
	}
}

// tape holds pictures of a face as RTP.
type tape struct {
	pay     codecs.VP8Payloader
	seq     uint16
	packets []*rtp.Packet
}

func (r *tape) add(face int, number uint32, key bool) {
	r.pay.EnablePictureID = true
	size := PacketSize(face)
	parts := r.pay.Payload(uint16(size), picture(stamp{face, number, time.Now()}, key, 2, size-descriptorSize))
	for i, p := range parts {
		r.seq++
		r.packets = append(r.packets, &rtp.Packet{
			Header: rtp.Header{Version: 2, SequenceNumber: r.seq, Timestamp: uint32(r.seq/100+1)*1000 + number*9000, Marker: i == len(parts)-1}, Payload: p,
		})
	}
}

func TestWhatIsDecoded(t *testing.T) {
	for _, c := range []struct {
		name   string
		frames []uint32 // numbers; the first, and those of keys, are key frames
		keys   map[uint32]bool
		swap   bool // two packets
		lose   bool // one packet of the third
		want   Seen
	}{
		{"a key frame and what follows", []uint32{1, 2, 3, 4}, nil, false, false, Seen{Frames: 4, Keys: 1}},
		{"out of order", []uint32{1, 2, 3, 4}, nil, true, false, Seen{Frames: 4, Keys: 1}},
		{"one is missing", []uint32{1, 2, 4, 5}, nil, false, false, Seen{Frames: 2, Keys: 1, Broken: 2}},
		{"a packet is missing", []uint32{1, 2, 3, 4}, nil, false, true, Seen{Frames: 2, Keys: 1, Broken: 1}},
		{"one is missing, then a key frame", []uint32{1, 2, 4, 6, 7}, map[uint32]bool{6: true}, false, false, Seen{Frames: 4, Keys: 2, Broken: 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var r tape
			for i, n := range c.frames {
				r.add(9, n, i == 0 || c.keys[n])
			}
			if c.swap {
				p := r.packets
				p[len(p)-3], p[len(p)-2] = p[len(p)-2], p[len(p)-3]
			}
			e := newEyes()
			l := e.line(Camera)
			at := time.Now()
			for i, p := range r.packets {
				if c.lose && i == len(r.packets)-4 {
					continue
				}
				at = at.Add(patience)
				l.take(p, at)
			}
			all, wrong := e.seen()
			got := all[Camera][9]
			got.Last, got.Gap = time.Time{}, 0
			if len(wrong) != 0 || got.Frames != c.want.Frames || got.Keys != c.want.Keys || got.Broken != c.want.Broken {
				t.Errorf("%+v, want %+v; wrong %v", got, c.want, wrong)
			}
		})
	}
}

func TestSilenceIsMeasured(t *testing.T) {
	e := newEyes()
	l := e.line(Voice)
	now := time.Now()
	say := func(n uint32, at time.Time) {
		l.take(&rtp.Packet{Payload: opus(stamp{2, n, at})}, at)
	}
	say(1, now.Add(-2*time.Second))
	say(2, now.Add(-1200*time.Millisecond))
	say(3, now)
	all, _ := e.seen()
	if got := all[Voice][2]; got.Frames != 3 || got.Gap < 1200 || got.Gap > 1300 {
		t.Errorf("%+v", got)
	}
	l.take(&rtp.Packet{Payload: []byte("noise")}, now)
	if _, wrong := e.seen(); wrong[Voice] != 1 {
		t.Errorf("noise is %v", wrong)
	}
}
