package backplane

import (
	"encoding/binary"
	"time"

	"github.com/pion/rtcp"
)

const (
	// appName and its subtypes are what RTCP has no packet for.
	appName      = "PRLY"
	appRepaired  = 1  // per stream: SSRC, packets repaired
	appLast      = 2  // per stream: SSRC, index of the newest packet, its lower half
	maxBlocks    = 30 // of reports in a packet
	retold       = 4  // times that a report is repeated, for one may be lost
	announced    = 2  // times that the last packet is told when a stream pauses
	keyFramePace = 500 * time.Millisecond
)

// fit is how many pieces of some size go into one datagram, of at most most.
func (n *neighbour) fit(size, most int) int {
	return min(max((n.b.MaxPayload()-64)/size, 1), most)
}

// send marshals packets, of which the first must be this node's own, and sends
// them.
func (n *neighbour) send(packets ...rtcp.Packet) {
	if plain, err := rtcp.Marshal(packets); err == nil {
		n.report(plain)
	}
}

// ask asks for packets of a stream again.
func (n *neighbour) ask(ssrc uint32, seqs []uint16) {
	for len(seqs) > 0 {
		some := seqs[:min(len(seqs), n.fit(4, 256))]
		seqs = seqs[len(some):]
		n.send(&rtcp.TransportLayerNack{SenderSSRC: n.ssrc, MediaSSRC: ssrc, Nacks: rtcp.NackPairsFromSequenceNumbers(some)})
	}
}

// ntp is now in the 32.32 seconds since 1900 of a report. It goes on as the
// monotonic clock does.
func (b *Backplane) ntp(now int64) uint64 {
	const from1900 = 2208988800
	at := b.began.UnixNano() + now
	return uint64(at/1e9+from1900)<<32 | uint64(at%1e9)<<32/1e9
}

// block is this node's report of a stream.
func (s *inStream) block() rtcp.ReceptionReport {
	t := &s.tally
	return rtcp.ReceptionReport{
		SSRC:      s.ssrc,
		TotalLost: uint32(t.lost.Load()) & 0xffffff, LastSequenceNumber: uint32(t.highest.Load()), Jitter: t.jitter.Load(),
	}
}

// alive sends what keeps the session: a report of our own, which round trips are
// measured by, and those of the streams that we take. It is called by the main
// goroutine.
func (n *neighbour) alive(now int64) {
	n.mu.Lock()
	blocks := make([]rtcp.ReceptionReport, 0, 8)
	if n.far.ssrc != 0 {
		own := rtcp.ReceptionReport{SSRC: n.far.ssrc}
		if n.far.reportAt != 0 {
			own.LastSenderReport = uint32(n.far.reportNTP >> 16)
			own.Delay = uint32((now - n.far.reportAt) * 65536 / 1e9)
		}
		blocks = append(blocks, own)
	}
	var repaired []byte
	for _, t := range n.takes {
		for _, s := range t.streams {
			highest, lost := uint32(s.tally.highest.Load()), s.tally.lost.Load()
			fixed := s.tally.repaired.Load()
			if highest != s.told.highest || lost != s.told.lost || fixed != s.told.repaired {
				s.toldTimes = 0
			} else if s.toldTimes++; s.toldTimes > retold {
				continue
			}
			block := s.block()
			if step := highest - s.told.highest; step > 0 && step < 1<<16 {
				block.FractionLost = uint8(min((lost-s.told.lost)*256/uint64(step), 255))
			}
			blocks = append(blocks, block)
			if fixed > 0 {
				repaired = binary.BigEndian.AppendUint32(repaired, s.ssrc)
				repaired = binary.BigEndian.AppendUint32(repaired, uint32(fixed))
			}
			s.told = farReport{highest: highest, lost: lost, repaired: fixed}
		}
	}
	n.mu.Unlock()
	first := &rtcp.SenderReport{SSRC: n.ssrc, NTPTime: n.b.ntp(now)}
	first.Reports = blocks[:min(len(blocks), n.fit(24, maxBlocks))]
	n.send(first)
	for rest := blocks[len(first.Reports):]; len(rest) > 0; {
		some := rest[:min(len(rest), n.fit(24, maxBlocks))]
		rest = rest[len(some):]
		n.send(&rtcp.ReceiverReport{SSRC: n.ssrc, Reports: some})
	}
	n.app(appRepaired, repaired)
}

// app sends pairs of numbers.
func (n *neighbour) app(kind uint8, data []byte) {
	for len(data) > 0 {
		some := data[:min(len(data), 8*n.fit(8, 128))]
		data = data[len(some):]
		n.send(&rtcp.ApplicationDefined{SubType: kind, SSRC: n.ssrc, Name: appName, Data: some})
	}
}

// tell tells of the streams that we send what is new: clocks, and what the last
// packet was of those that pause. Without that, the loss of the last packet of a
// picture would be noticed with the next picture only.
func (n *neighbour) tell(now int64, ticked bool) {
	var clocks []rtcp.Packet
	var last []byte
	n.mu.Lock()
	n.out.mu.Lock()
	for _, s := range n.outs {
		if s.clock.due(now) {
			s.clock.said, s.clock.news = now, false
			at, media := s.clock.reading(now, clockRate(s.codec))
			clocks = append(clocks, &rtcp.SenderReport{
				SSRC: s.ssrc, NTPTime: at, RTPTime: media, PacketCount: uint32(s.packets), OctetCount: uint32(s.octets),
			})
		}
		if !ticked {
			continue
		}
		if s.before != s.packets {
			s.before, s.idle = s.packets, 0
		} else if s.idle++; s.idle <= announced && s.packets > 0 {
			last = binary.BigEndian.AppendUint32(last, s.ssrc)
			last = binary.BigEndian.AppendUint32(last, uint32(s.ring.next-1))
		}
	}
	n.out.mu.Unlock()
	n.mu.Unlock()
	for len(clocks) > 0 {
		some := clocks[:min(len(clocks), n.fit(28, maxBlocks))]
		clocks = clocks[len(some):]
		n.send(append([]rtcp.Packet{&rtcp.ReceiverReport{SSRC: n.ssrc}}, some...)...)
	}
	n.app(appLast, last)
}

// wantKeyFrames asks for the keyframes that are due.
func (n *neighbour) wantKeyFrames(now int64) {
	var ssrcs []uint32
	n.mu.Lock()
	for _, t := range n.takes {
		for _, s := range t.streams {
			if s.wantKey && (s.askedAt == 0 || now-s.askedAt >= int64(keyFramePace)) {
				s.wantKey, s.askedAt = false, now
				ssrcs = append(ssrcs, s.ssrc)
			}
		}
	}
	n.mu.Unlock()
	for _, ssrc := range ssrcs {
		n.send(&rtcp.PictureLossIndication{SenderSSRC: n.ssrc, MediaSSRC: ssrc})
	}
}

// openReport takes a datagram that looks like RTCP.
func (n *neighbour) openReport(d []byte, now int64) {
	if len(d) < 8+tagLen+4+mkiLen {
		n.drops.malformed.Add(1)
		return
	}
	k := (*n.keys.Load()).find(binary.BigEndian.Uint32(d[len(d)-mkiLen:]))
	if k == nil {
		n.strangeKey(now)
		return
	}
	plain, err := k.rtcp.DecryptRTCP(nil, d, nil)
	if err != nil {
		n.drops.forged.Add(1)
		return
	}
	packets, err := rtcp.Unmarshal(plain)
	if err != nil {
		n.drops.malformed.Add(1)
		return
	}
	n.heardAt(now)
	for _, p := range packets {
		n.hear(p, now)
	}
}

// hear takes one RTCP packet.
func (n *neighbour) hear(p rtcp.Packet, now int64) {
	switch p := p.(type) {
	case *rtcp.SenderReport:
		n.mu.Lock()
		own := p.SSRC == n.far.ssrc
		if own {
			n.far.reportNTP, n.far.reportAt = p.NTPTime, now
		}
		n.mu.Unlock()
		if !own {
			n.laneOf(p.SSRC).say(word{ssrc: p.SSRC, clock: true, ntp: p.NTPTime, rtp: p.RTPTime})
		}
		n.hearBlocks(p.Reports, now)
	case *rtcp.ReceiverReport:
		n.hearBlocks(p.Reports, now)
	case *rtcp.TransportLayerNack:
		n.hearNack(p, now)
	case *rtcp.PictureLossIndication:
		n.mu.Lock()
		switch s := n.outs[p.MediaSSRC]; {
		case s == nil || (s.asked != 0 && now-s.asked < int64(keyFramePace/2)):
		case !s.attached:
			s.wanted = true
		default:
			s.asked = now
			n.keyFrames = append(n.keyFrames, s)
		}
		n.mu.Unlock()
	case *rtcp.ApplicationDefined:
		if p.Name == appName {
			n.hearApp(p)
		}
	case *rtcp.Goodbye:
		n.heard.Store(now - int64(lossTime))
	}
}

func (n *neighbour) hearBlocks(blocks []rtcp.ReceptionReport, now int64) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, r := range blocks {
		if r.SSRC == n.ssrc {
			n.timed(r, now)
			continue
		}
		s := n.outs[r.SSRC]
		if s == nil {
			continue
		}
		n.out.mu.Lock()
		// Reports may overtake each other; and nobody has got what was not sent.
		sent := int32(r.LastSequenceNumber-uint32(s.ring.next)) < 0
		more := (r.TotalLost - uint32(s.far.lost)) & 0xffffff
		if sent && int32(r.LastSequenceNumber-s.far.highest) >= 0 && more < 1<<23 {
			s.far.highest = r.LastSequenceNumber
			s.far.lost = min(s.far.lost+uint64(more), s.packets)
		}
		n.out.mu.Unlock()
	}
}

// timed takes the neighbour's report of our own, which gives the round trip.
func (n *neighbour) timed(r rtcp.ReceptionReport, now int64) {
	// It hears us as long as it hears our reports.
	const long = uint32(lossTime / time.Second << 16)
	n.deaf = now-n.since >= int64(lossTime) && (r.LastSenderReport == 0 || r.Delay >= long)
	if r.LastSenderReport == 0 {
		return
	}
	took := uint32(n.b.ntp(now)>>16) - r.LastSenderReport - r.Delay
	if took >= 10<<16 {
		return // negative, for the clocks are read in steps, or beyond all sense
	}
	sample := max(int64(took)*1e9/65536, int64(50*time.Microsecond))
	n.estimate.timed(sample)
	if old := n.rtt.Load(); old != 0 {
		sample = old + (sample-old)/8
	}
	n.rtt.Store(sample)
}

func (n *neighbour) hearNack(p *rtcp.TransportLayerNack, now int64) {
	n.mu.Lock()
	s := n.outs[p.MediaSSRC]
	n.mu.Unlock()
	if s == nil {
		return
	}
	seqs := make([]uint16, 0, 17*len(p.Nacks))
	for _, pair := range p.Nacks {
		seqs = append(seqs, pair.PacketList()...)
	}
	s.resend(seqs[:min(len(seqs), maxMissing)], now, int64(n.roundTrip()/2))
}

func (n *neighbour) hearApp(p *rtcp.ApplicationDefined) {
	for d := p.Data; len(d) >= 8; d = d[8:] {
		ssrc, value := binary.BigEndian.Uint32(d), binary.BigEndian.Uint32(d[4:])
		switch p.SubType {
		case appRepaired:
			n.mu.Lock()
			if s := n.outs[ssrc]; s != nil {
				n.out.mu.Lock()
				if more := value - uint32(s.far.repaired); more < 1<<31 {
					s.far.repaired = min(s.far.repaired+uint64(more), s.far.lost)
				}
				n.out.mu.Unlock()
			}
			n.mu.Unlock()
		case appLast:
			n.laneOf(ssrc).say(word{ssrc: ssrc, last: value})
		}
	}
}
