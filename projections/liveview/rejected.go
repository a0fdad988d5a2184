package liveview

import (
	"cmp"
	"slices"
	"time"

	"github.com/parley-video/parley/events"
)

// Rejected calls are counted by the minute, so that what is older than an hour
// can be left out; there are as many counts as reasons, nodes and minutes at the
// most.
const (
	rejectedSpan  = time.Hour
	rejectedPiece = time.Minute
	maxReasons    = 32 // of a node: reasons are its own words
)

// turnedAway is what one node turned away for one reason, by the minute.
type turnedAway map[int64]int

// reject counts what a node turned away. Calls that a block ends are told
// together.
func (s *state) reject(e events.Recorded, body events.NodeCallRejected) []Ref {
	if s.nodes[body.ID] == nil {
		return nil
	}
	of := s.rejected[body.ID]
	if of == nil {
		of = map[string]turnedAway{}
		s.rejected[body.ID] = of
	}
	counts := of[body.Reason]
	if counts == nil {
		if len(of) >= maxReasons {
			return nil
		}
		counts = turnedAway{}
		of[body.Reason] = counts
	}
	minute := e.Meta.Time.UnixNano() / int64(rejectedPiece)
	for old := range counts {
		if old <= minute-int64(rejectedSpan/rejectedPiece) {
			delete(counts, old)
		}
	}
	counts[minute] += max(body.Count, 1)
	return []Ref{{Kind: refRejected}}
}

// countRejected adds up what the nodes of each location turned away within the
// last hour.
func (s *state) countRejected(now time.Time) []Rejected {
	type key struct{ location, reason string }
	sums := map[key]int{}
	oldest := now.Add(-rejectedSpan).UnixNano() / int64(rejectedPiece)
	for nodeID, reasons := range s.rejected {
		for reason, counts := range reasons {
			for minute, n := range counts {
				if minute > oldest {
					sums[key{s.nodes[nodeID].LocationID, reason}] += n
				}
			}
		}
	}
	out := make([]Rejected, 0, len(sums))
	for k, n := range sums {
		out = append(out, Rejected{LocationID: k.location, Reason: k.reason, Count: n})
	}
	slices.SortFunc(out, func(a, b Rejected) int {
		return cmp.Or(cmp.Compare(a.LocationID, b.LocationID), cmp.Compare(a.Reason, b.Reason))
	})
	return out
}
