package backplane

import (
	"cmp"
	"slices"
	"sync/atomic"
	"time"
)

// windowSeconds is what LossPercent looks back on.
const windowSeconds = 20

// tally counts one direction of a backplane.
type tally struct{ packets, octets, lost, repaired uint64 }

func (t *tally) add(o tally) {
	t.packets += o.packets
	t.octets += o.octets
	t.lost += o.lost
	t.repaired += o.repaired
}

// count is what was sent of a stream. out.mu is held.
func (s *outStream) count() tally {
	return tally{packets: s.packets, octets: s.octets, lost: s.far.lost, repaired: s.far.repaired}
}

// count is what was received of a stream.
func (s *inStream) count() tally {
	t := &s.tally
	return tally{packets: t.packets.Load(), octets: t.octets.Load(), lost: t.lost.Load(), repaired: t.repaired.Load()}
}

// sample is the state of a backplane at a moment.
type sample struct {
	at             int64
	sent, received tally
}

// traffic is a conference's backplane to a neighbour.
type traffic struct {
	since          time.Time
	uses           int   // directions that are in use
	sent, received tally // of streams that have ended
	samples        [windowSeconds + 1]sample
	n              int // samples taken
}

// link notes that a direction of a conference's backplane is in use, unlink that
// it is no more. n.mu is held.
func (n *neighbour) link(conf string) {
	t := n.links[conf]
	if t == nil {
		t = &traffic{since: n.b.clock()}
		t.samples[0].at, t.n = n.b.now(), 1
		n.links[conf] = t
	}
	t.uses++
}

func (n *neighbour) unlink(conf string) {
	if t := n.links[conf]; t != nil {
		if t.uses--; t.uses == 0 {
			delete(n.links, conf)
		}
	}
}

// state is the state of a conference's backplane now. n.mu is held.
func (n *neighbour) state(conf string, t *traffic, now int64) sample {
	s := sample{at: now, sent: t.sent, received: t.received}
	if g := n.given[conf]; g != nil {
		n.out.mu.Lock()
		for _, o := range g.streams {
			s.sent.add(o.count())
		}
		n.out.mu.Unlock()
	}
	if t := n.takes[conf]; t != nil {
		for _, i := range t.streams {
			s.received.add(i.count())
		}
	}
	return s
}

// second does what is done once a second: samples for Links, and a step of the
// estimate. It says how many bits were sent in a second, not counting what was
// sent again.
func (n *neighbour) second(now, passed int64) int {
	n.mu.Lock()
	defer n.mu.Unlock()
	for conf, t := range n.links {
		t.samples[t.n%len(t.samples)] = n.state(conf, t, now)
		t.n++
	}
	var expected, lost uint64
	n.out.mu.Lock()
	octets, again := n.out.octets, n.out.again
	n.out.octets, n.out.again = 0, 0
	for _, s := range n.outs {
		expected += uint64(s.far.highest - s.judged.highest)
		lost += s.far.lost - s.judged.lost
		s.judged = s.far
	}
	n.out.mu.Unlock()
	perSecond := 8e9 / float64(max(passed, 1))
	n.estimate.step(int(float64(octets)*perSecond), expected, lost)
	n.againRate = int(float64(again) * perSecond)
	return int(float64(octets-again) * perSecond)
}

// flow describes one direction.
func flow(streams int, now, second, window tally, passed int64, expected uint64) Flow {
	f := Flow{Streams: streams, Packets: now.packets, Octets: now.octets, Lost: now.lost, Repaired: now.repaired}
	if passed > 0 {
		f.Bitrate = int(float64(second.octets) * 8e9 / float64(passed))
	}
	if expected > 0 {
		f.LossPercent = min(float64(window.lost)/float64(expected)*100, 100)
	}
	return f
}

func (t tally) minus(o tally) tally {
	return tally{packets: t.packets - o.packets, octets: t.octets - o.octets, lost: t.lost - o.lost, repaired: t.repaired - o.repaired}
}

// Links implements Trunk.
func (b *Backplane) Links() []Link {
	var out []Link
	for _, n := range b.all() {
		n.mu.Lock()
		now := b.now()
		for conf, t := range n.links {
			cur := n.state(conf, t, now)
			last := t.samples[(t.n-1)%len(t.samples)]
			before, first := last, t.samples[0]
			if t.n > 1 {
				before = t.samples[(t.n-2)%len(t.samples)]
			}
			if t.n > len(t.samples) {
				first = t.samples[t.n%len(t.samples)]
			}
			sent, received := last.sent.minus(before.sent), last.received.minus(before.received)
			sentAll, receivedAll := cur.sent.minus(first.sent), cur.received.minus(first.received)
			l := Link{ConferenceID: conf, Neighbour: n.id, Since: t.since, RTT: n.roundTrip()}
			given, taken := 0, 0
			if g := n.given[conf]; g != nil {
				for _, s := range g.streams {
					if s.attached {
						given++
					}
				}
			}
			if t := n.takes[conf]; t != nil {
				taken = len(t.streams)
			}
			l.Sent = flow(given, cur.sent, sent, sentAll, last.at-before.at, sentAll.packets)
			// What came without being asked for again, and what did not.
			expected := receivedAll.packets - min(receivedAll.repaired, receivedAll.packets) + receivedAll.lost
			l.Received = flow(taken, cur.received, received, receivedAll, last.at-before.at, expected)
			out = append(out, l)
		}
		n.mu.Unlock()
	}
	slices.SortFunc(out, func(a, b Link) int {
		return cmp.Or(cmp.Compare(a.ConferenceID, b.ConferenceID), cmp.Compare(a.Neighbour, b.Neighbour))
	})
	return out
}

// Drops counts datagrams that were not handed on, and packets that were not
// sent.
type Drops struct {
	Strangers     uint64 // from addresses of no neighbour
	Malformed     uint64
	UnknownStream uint64 // of a stream that is not taken
	UnknownKey    uint64
	Forged        uint64 // not of the neighbour, or changed on the way
	Repeated      uint64 // came before, or far too late
	Overflow      uint64 // came faster than they were taken
	Unsent        uint64 // without session or address, or too large
	Congested     uint64 // the socket did not keep up
	Failed        uint64 // writes that failed
}

// drops are those that are counted without a lock.
type drops struct {
	malformed, unknownStream, unknownKey, forged, repeated atomic.Uint64
}

func (d Drops) plus(o Drops) Drops {
	return Drops{
		Strangers: d.Strangers + o.Strangers, Malformed: d.Malformed + o.Malformed,
		UnknownStream: d.UnknownStream + o.UnknownStream, UnknownKey: d.UnknownKey + o.UnknownKey,
		Forged: d.Forged + o.Forged, Repeated: d.Repeated + o.Repeated, Overflow: d.Overflow + o.Overflow,
		Unsent: d.Unsent + o.Unsent, Congested: d.Congested + o.Congested, Failed: d.Failed + o.Failed,
	}
}

func (n *neighbour) dropped() Drops {
	d := Drops{
		Malformed: n.drops.malformed.Load(), UnknownStream: n.drops.unknownStream.Load(), UnknownKey: n.drops.unknownKey.Load(),
		Forged: n.drops.forged.Load(), Repeated: n.drops.repeated.Load(), Overflow: n.reports.overflow(),
	}
	for _, l := range n.lanes {
		d.Overflow += l.queue.overflow()
		l.mu.Lock()
		d.Overflow += l.unsaid
		l.mu.Unlock()
	}
	n.out.mu.Lock()
	d.Unsent, d.Congested, d.Failed = n.out.refused, n.out.full, n.out.failed.Load()
	n.out.mu.Unlock()
	return d
}

// Silent lists the neighbours that streams are exchanged with and that are lost:
// nothing of them comes through, or nothing of ours.
func (b *Backplane) Silent() []string {
	var out []string
	for _, n := range b.all() {
		n.mu.Lock()
		if n.down && (len(n.takes) > 0 || len(n.outs) > 0) {
			out = append(out, n.id)
		}
		n.mu.Unlock()
	}
	slices.Sort(out)
	return out
}

// Drops counts what was dropped since the start.
func (b *Backplane) Drops() Drops {
	b.mu.Lock()
	defer b.mu.Unlock()
	d := b.dropped
	for _, n := range b.neighbours {
		d = d.plus(n.dropped())
	}
	d.Strangers += b.strangers.Load()
	return d
}
