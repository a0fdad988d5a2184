package sfu

import (
	"fmt"
	"strings"

	"github.com/pion/webrtc/v4"
)

// codec is what decides whether a receiver can show a source.
type codec uint8

const (
	codecNone codec = iota
	codecOpus
	codecVP8
	codecVP9
	codecH264
	codecCount
)

// codecSet is a bit per codec.
type codecSet uint8

func (s codecSet) has(c codec) bool { return s&(1<<c) != 0 }

func (c codec) clockRate() uint32 {
	if c == codecOpus {
		return 48000
	}
	return 90000
}

// codecOf names what the media engine negotiated; profiles that are not
// registered never get here.
func codecOf(mime string) codec {
	switch strings.ToLower(mime) {
	case "audio/opus":
		return codecOpus
	case "video/vp8":
		return codecVP8
	case "video/vp9":
		return codecVP9
	case "video/h264":
		return codecH264
	default:
		return codecNone
	}
}

// registerCodecs names what passes through. The payload types are ours only
// until an offer brings its own.
func registerCodecs(m *webrtc.MediaEngine) error {
	opus := webrtc.RTPCodecParameters{
		RTPCodecCapability: webrtc.RTPCodecCapability{
			MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2,
			SDPFmtpLine:  "minptime=10;useinbandfec=1",
			RTCPFeedback: []webrtc.RTCPFeedback{{Type: "transport-cc"}},
		},
		PayloadType: 111,
	}
	if err := m.RegisterCodec(opus, webrtc.RTPCodecTypeAudio); err != nil {
		return err
	}
	for _, v := range []struct {
		mime, fmtp string
		pt         webrtc.PayloadType
	}{
		{webrtc.MimeTypeVP8, "", 96},
		{webrtc.MimeTypeVP9, "profile-id=0", 98},
		{webrtc.MimeTypeH264, "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f", 102},
		{webrtc.MimeTypeH264, "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42001f", 104},
	} {
		video := webrtc.RTPCodecParameters{
			RTPCodecCapability: webrtc.RTPCodecCapability{
				MimeType: v.mime, ClockRate: 90000, SDPFmtpLine: v.fmtp,
				RTCPFeedback: []webrtc.RTCPFeedback{
					{Type: "goog-remb"},
					{Type: "transport-cc"},
					{Type: "ccm", Parameter: "fir"},
					{Type: "nack"},
					{Type: "nack", Parameter: "pli"},
				},
			},
			PayloadType: v.pt,
		}
		rtx := webrtc.RTPCodecParameters{
			RTPCodecCapability: webrtc.RTPCodecCapability{
				MimeType: webrtc.MimeTypeRTX, ClockRate: 90000, SDPFmtpLine: fmt.Sprintf("apt=%d", v.pt),
			},
			PayloadType: v.pt + 1,
		}
		if err := m.RegisterCodec(video, webrtc.RTPCodecTypeVideo); err != nil {
			return err
		}
		if err := m.RegisterCodec(rtx, webrtc.RTPCodecTypeVideo); err != nil {
			return err
		}
	}
	return nil
}

// payloadTypes maps what a receiver negotiated: payload type and that of its
// retransmissions per codec, 0 where there is none.
type payloadTypes struct {
	media, rtx [codecCount]uint8
}

func payloadTypesOf(params []webrtc.RTPCodecParameters) payloadTypes {
	var pts payloadTypes
	for _, p := range params {
		c := codecOf(p.MimeType)
		if c == codecNone || pts.media[c] != 0 {
			continue
		}
		pts.media[c] = uint8(p.PayloadType)
		apt := fmt.Sprintf("apt=%d", p.PayloadType)
		for _, x := range params {
			if strings.EqualFold(x.MimeType, webrtc.MimeTypeRTX) && x.SDPFmtpLine == apt {
				pts.rtx[c] = uint8(x.PayloadType)
			}
		}
	}
	return pts
}

func (p payloadTypes) set() codecSet {
	var s codecSet
	for c, pt := range p.media {
		if pt != 0 {
			s |= 1 << c
		}
	}
	return s
}
