package sfu

import (
	"github.com/pion/rtcp"
	"github.com/pion/webrtc/v4"
)

// readFeedback takes what the receiver says about one slot until the sender
// has stopped.
func (s *slot) readFeedback(sender *webrtc.RTPSender) {
	buf := make([]byte, maxPacket)
	packet := make([]byte, 0, maxPacket)
	var lost []uint16
	for {
		n, _, err := sender.Read(buf)
		if err != nil {
			return
		}
		packets, err := rtcp.Unmarshal(buf[:n])
		if err != nil {
			continue
		}
		for _, p := range packets {
			// A compound packet reaches every slot it mentions.
			switch p := p.(type) {
			case *rtcp.PictureLossIndication:
				if p.MediaSSRC == s.ssrcNow() {
					s.askKey()
				}
			case *rtcp.FullIntraRequest:
				for _, f := range p.FIR {
					if f.SSRC == s.ssrcNow() {
						s.askKey()
						break
					}
				}
			case *rtcp.TransportLayerNack:
				if p.MediaSSRC == s.ssrcNow() {
					lost = lost[:0]
					for i := range p.Nacks {
						lost = append(lost, p.Nacks[i].PacketList()...)
						if len(lost) > maxResend {
							break
						}
					}
					s.resend(lost, packet)
				}
			case *rtcp.ReceiverReport:
				s.noteLoss(p.Reports)
			case *rtcp.SenderReport:
				s.noteLoss(p.Reports)
			case *rtcp.ReceiverEstimatedMaximumBitrate:
				s.call.estimate.Store(uint64(max(p.Bitrate, 1)))
			}
		}
	}
}

func (s *slot) noteLoss(reports []rtcp.ReceptionReport) {
	if !s.video() {
		return
	}
	for _, r := range reports {
		if r.SSRC == s.ssrcNow() {
			for {
				worst := s.call.lost.Load()
				if uint32(r.FractionLost) <= worst || s.call.lost.CompareAndSwap(worst, uint32(r.FractionLost)) {
					break
				}
			}
		}
	}
}

func (s *slot) ssrcNow() uint32 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ssrc
}

// askKey passes a receiver's wish for a keyframe on to who is shown.
func (s *slot) askKey() {
	s.mu.Lock()
	l := s.cur
	if s.want != nil {
		l = s.want
	}
	s.mu.Unlock()
	if l != nil && l.video() {
		l.wantKey()
		l.sendKeyRequest(s.call.room.engine.now())
	}
}
