package sfu

import (
	"errors"
	"io"

	"github.com/pion/rtcp"
	"github.com/pion/webrtc/v4"
)

// clientFeed is a stream of a client whose call this node has.
type clientFeed struct {
	call  *call
	layer *layer
	track *webrtc.TrackRemote
	recv  *webrtc.RTPReceiver
}

func newClientFeed(src *source, track *webrtc.TrackRemote, recv *webrtc.RTPReceiver) *clientFeed {
	f := &clientFeed{call: src.call, track: track, recv: recv}
	f.layer = newLayer(src, track.RID(), codecOf(track.Codec().MimeType))
	f.layer.ssrc, f.layer.feed = uint32(track.SSRC()), f
	return f
}

// run reads until the track ends.
func (f *clientFeed) run() {
	l := f.layer
	buf := make([]byte, maxPacket)
	var p packet
	levelID := f.levelID()
	for failures := 0; failures < 100; {
		n, _, err := f.track.Read(buf)
		if err != nil {
			if errors.Is(err, io.EOF) || errors.Is(err, io.ErrClosedPipe) || f.call.stopping() {
				return
			}
			failures++ // what a far end can provoke, such as an unknown payload type
			continue
		}
		failures = 0
		if parsePacket(buf[:n], levelID, &p) {
			p.at = l.src.room.engine.now()
			l.take(&p)
		}
	}
}

func (f *clientFeed) levelID() uint8 {
	for _, x := range f.recv.GetParameters().HeaderExtensions {
		if x.URI == audioLevelURI && !f.layer.video() {
			return uint8(x.ID)
		}
	}
	return 0
}

func (f *clientFeed) codec(uint8) codec { return codecOf(f.track.Codec().MimeType) }

func (f *clientFeed) askKey() bool {
	_ = f.call.pc.WriteRTCP([]rtcp.Packet{&rtcp.PictureLossIndication{MediaSSRC: f.layer.ssrc}})
	return true
}

func (f *clientFeed) askAgain(lost []uint16) {
	_ = f.call.pc.WriteRTCP([]rtcp.Packet{&rtcp.TransportLayerNack{
		MediaSSRC: f.layer.ssrc, Nacks: rtcp.NackPairsFromSequenceNumbers(lost),
	}})
}

// readReports takes the sender reports of the stream.
func (f *clientFeed) readReports() {
	l := f.layer
	buf := make([]byte, maxPacket)
	for {
		var n int
		var err error
		if l.rid == "" {
			n, _, err = f.recv.Read(buf)
		} else {
			n, _, err = f.recv.ReadSimulcast(buf, l.rid)
		}
		if err != nil {
			return
		}
		packets, err := rtcp.Unmarshal(buf[:n])
		if err != nil {
			continue
		}
		for _, p := range packets {
			if sr, ok := p.(*rtcp.SenderReport); ok && sr.SSRC == l.ssrc {
				e := l.src.room.engine
				c := f.call.clock.point(sr.NTPTime, sr.RTPTime, e.now())
				c.ntp = e.ntp(c.at)
				l.setClock(c)
			}
		}
	}
}
