package sfu

import (
	"slices"
	"time"

	"github.com/pion/rtcp"

	"github.com/parley-video/parley/nodeagent/stage"
)

const (
	ticksPerSecond = int(time.Second / stage.Tick)
	voicesEvery    = 5  // ticks between reports of voices alone
	reportsPerRTCP = 30 // sender reports in one RTCP packet, below the MTU
)

// tick is the room's clockwork, every stage.Tick.
func (r *Room) tick(n int) {
	now := r.engine.now()
	var calls, late []*call
	var waiting []*layer
	r.mu.Lock()
	r.hear()
	r.report.second = r.report.second || n%ticksPerSecond == 0
	r.stageDue = r.stageDue || n%voicesEvery == 0
	for c := range r.live {
		calls = append(calls, c)
		if !c.started && now-c.answeredAt > int64(startWithin) {
			late = append(late, c)
		}
		if n%ticksPerSecond == 0 {
			c.measure()
			c.share()
		}
		for _, s := range c.slots {
			s.tick()
			if l := s.stalled(); l != nil {
				waiting = append(waiting, l)
			}
		}
	}
	asks := append(r.reconcile(now), waiting...)
	limits := map[*call]int{}
	for _, p := range r.participants {
		if p.main != nil && p.policy.MaxBitrate > 0 {
			limits[p.main] = p.policy.MaxBitrate
		}
	}
	r.mu.Unlock()
	r.ask(asks, now)
	for _, c := range late {
		r.end(c, endFailed)
	}
	if n%ticksPerSecond == 0 {
		for _, c := range calls {
			c.sendReports()
			c.limit(limits[c])
		}
	}
}

// hear feeds the levels of the last tick to the speaker detection, and tells
// them while the stage is decided elsewhere. The caller holds r.mu.
func (r *Room) hear() {
	levels := map[string]uint8{}
	for id, p := range r.participants {
		if p.main == nil {
			continue
		}
		if s := p.main.source(microphone); s != nil {
			if level, ok := s.levels.take(); ok && level > 0 && s.open.Load() {
				levels[id] = level
			}
		}
	}
	r.speakers.Step(levels)
	r.reportVoices(levels)
}

// measure takes the bit rates of the last second. The caller holds Room.mu.
func (c *call) measure() {
	for _, s := range c.sources {
		for _, l := range s.layers {
			n := l.bytes.Load()
			l.rate = int(n-l.seenBytes) * 8
			l.seenBytes = n
		}
	}
}

// share fits the video of a call into what its receiver can take. Audio is
// not part of it: it always goes. The caller holds Room.mu.
func (c *call) share() {
	var items []budgetItem
	var slots []*slot
	sent, want := 0, 0
	for _, role := range []string{rolePresentation, roleMain, roleThumbnail} {
		for _, s := range c.slots {
			if s.role != role {
				continue
			}
			sent += s.takeSent()
			if s.holder == "" {
				s.paused = false
				continue
			}
			it := budgetItem{Paused: s.paused}
			it.Low, it.High = s.rates()
			want += it.High
			items, slots = append(items, it), append(slots, s)
		}
	}
	lost := float64(c.lost.Swap(0)) / 256
	limit := c.limiter.step(sent, int(c.estimate.Load()), lost, want)
	for i, a := range allot(limit, items) {
		slots[i].paused, slots[i].low = a.Paused, a.Low
	}
}

// rates are the smallest and the largest bit rate the slot could show.
func (s *slot) rates() (low, high int) {
	p := s.call.room.participants[s.holder]
	if p == nil {
		return 0, 0
	}
	use := camera
	switch s.role {
	case roleAudio:
		use = microphone
	case rolePresentation:
		use = slides
	}
	for _, list := range p.sources() {
		i := slices.IndexFunc(list, func(src *source) bool { return src.purpose == use })
		if i < 0 {
			continue
		}
		for _, l := range list[i].layers {
			if l.rate > 0 && (low == 0 || l.rate < low) {
				low = l.rate
			}
			high = max(high, l.rate)
		}
	}
	if s.role == roleThumbnail {
		high = low
	}
	return low, high
}

// sendReports sends the sender reports of all slots.
func (c *call) sendReports() {
	c.room.mu.Lock()
	slots := c.slots
	c.room.mu.Unlock()
	var reports []rtcp.Packet
	for _, s := range slots {
		if sr := s.report(); sr != nil {
			reports = append(reports, sr)
		}
	}
	for len(reports) > 0 {
		n := min(len(reports), reportsPerRTCP)
		_ = c.pc.WriteRTCP(reports[:n])
		reports = reports[n:]
	}
}

// limit asks the client to send no more than kbps over all its media.
func (c *call) limit(kbps int) {
	if kbps <= 0 && !c.limited.Load() {
		return
	}
	c.room.mu.Lock()
	var ssrcs []uint32
	for _, s := range c.sources {
		for _, l := range s.layers {
			if s.purpose != microphone {
				ssrcs = append(ssrcs, l.ssrc)
			}
		}
	}
	c.room.mu.Unlock()
	if len(ssrcs) == 0 {
		return
	}
	c.limited.Store(kbps > 0)
	rate := float32(kbps) * 1000
	if kbps <= 0 {
		rate = noLimit
	}
	_ = c.pc.WriteRTCP([]rtcp.Packet{&rtcp.ReceiverEstimatedMaximumBitrate{Bitrate: rate, SSRCs: ssrcs}})
}

// noLimit lifts an earlier limit: more than any client sends.
const noLimit = 100_000_000
