package liveview

import (
	"cmp"
	"slices"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/projections"
)

// Quality is how a backplane fares, as its two nodes report it.
type Quality struct {
	BackplaneID  string
	ConferenceID string
	Grade        projections.Grade
	LossPercent  float64 // of the last 20 s, in the worse direction, before repair
	Bitrate      int     // of both directions, in bits per second
	RTT          time.Duration
}

// qualityAge is how long a node's word about a backplane counts. It reports
// every 15 s.
const qualityAge = 45 * time.Second

// gauge is what one node reported of a backplane.
type gauge struct {
	link.BackplaneGauge
	at time.Time
}

// setGauges takes what a node reports of backplanes, and says which of them look
// different now.
func (s *state) setGauges(nodeID string, list []link.BackplaneGauge, at time.Time) []*Quality {
	changed := map[string]string{} // to conferences
	for id, g := range s.gauges[nodeID] {
		changed[id] = g.ConferenceID
	}
	s.gauges[nodeID] = make(map[string]gauge, len(list))
	for _, g := range list {
		s.gauges[nodeID][g.ID] = gauge{g, at}
		changed[g.ID] = g.ConferenceID
	}
	if len(list) == 0 {
		delete(s.gauges, nodeID)
	}
	var out []*Quality
	for id, conferenceID := range changed {
		c := s.conferences[conferenceID]
		if c == nil || c.planes[id] == nil {
			continue
		}
		before := c.planes[id].Quality
		if now := s.quality(c.planes[id], at); now != nil && (before == nil || *before != *now) {
			c.setQuality(id, now)
			out = append(out, now)
		}
	}
	slices.SortFunc(out, func(a, b *Quality) int { return cmp.Compare(a.BackplaneID, b.BackplaneID) })
	return out
}

// quality is what the two nodes say together; nil when both are silent.
func (s *state) quality(p *Backplane, now time.Time) *Quality {
	q := &Quality{BackplaneID: p.ID, ConferenceID: p.ConferenceID}
	known := false
	for _, id := range p.NodeIDs {
		g, ok := s.gauges[id][p.ID]
		if !ok || now.Sub(g.at) > qualityAge {
			continue
		}
		known = true
		q.LossPercent = max(q.LossPercent, g.LossPercent)
		q.RTT = max(q.RTT, time.Duration(g.RTTMicros)*time.Microsecond)
		// Either end knows both directions.
		q.Bitrate = max(q.Bitrate, g.Bitrate+g.SentBitrate)
	}
	if !known {
		return nil
	}
	q.Grade = projections.GradeOf(q.LossPercent)
	return q
}

// setQuality replaces a backplane by one with a quality.
func (c *conference) setQuality(id string, q *Quality) {
	p := *c.planes[id]
	p.Quality = q
	c.planes[id] = &p
	c.frozen = nil
}
